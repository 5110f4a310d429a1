-- ends: script limit_nesting
local t = {}
for i = 1, 100000 do t = { t } end
emit { doc = t }
