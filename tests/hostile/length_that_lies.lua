-- ends: script
table.insert(setmetatable({}, { __len = function() return 1 << 62 end }), 1, 1)
