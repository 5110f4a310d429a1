-- ends: limit_pattern limit_time limit_fuel
return ms.regex("^(a+)+$"):find(("a"):rep(100000) .. "b")
