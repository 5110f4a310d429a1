-- ends: script limit_nesting
local t = {}
t[1] = t
emit { doc = t }
