-- ends: limit_time
-- multiples of the hash's divisor: each insertion walks the whole chain
local t = {}
for i = 1, 1 << 16 do t[i * ((1 << 16) - 1)] = i end
while true do end
