-- ends: script
local function f() local ok, m = pcall(f) error(m, 0) end
f()
