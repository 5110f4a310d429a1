-- ends: limit_memory
local t = {}
while true do t[#t + 1] = coroutine.wrap(print) end
