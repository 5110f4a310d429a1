-- ends: limit_memory limit_time
local t = {}
for i = 1, 1 << 30 do t[("x"):rep(1 << 20) .. i] = i end
