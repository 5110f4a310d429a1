-- ends: limit_time limit_fuel
while true do local n = (("("):rep(100000)):find("%b()") end
