-- ends: script
local t = {}
for i = 1, 100000 do t = setmetatable({}, { __index = t }) end
return t.x
