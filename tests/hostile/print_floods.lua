-- ends: limit_time
while true do print(("x"):rep(10000)) end
