-- ends: ok
emit(setmetatable({}, { __index = function() while true do end end }))
