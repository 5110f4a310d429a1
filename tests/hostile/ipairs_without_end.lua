-- ends: limit_time
for _ in ipairs(setmetatable({}, { __index = function(_, i) return i end })) do end
