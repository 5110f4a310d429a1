-- ends: limit_pattern limit_time limit_fuel
return ms.regex([[^(?:\w+\s?)*$]]):gsub(("ab cd "):rep(50) .. "!", "")
