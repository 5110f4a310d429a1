-- ends: ok
local t = {}
for i = 1, 5000 do t[i] = i * 7919 % 5000 end
table.sort(t, function() return true end)
table.sort(t, function(a, b) return a ~= b end)
