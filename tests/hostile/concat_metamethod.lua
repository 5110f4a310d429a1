-- ends: limit_time
local t = setmetatable({}, { __concat = function(a) return a end })
while true do t = t .. t end
