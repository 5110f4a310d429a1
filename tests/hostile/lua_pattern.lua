-- ends: limit_time limit_fuel
return (("a"):rep(10000)):find(("a-"):rep(30) .. "b")
