-- ends: limit_pattern limit_time limit_fuel limit_memory pattern
return ms.regex([[^(a(?1)*)*[yz]{2}]]):find(("a"):rep(100000) .. "y")
