-- ends: script limit_time limit_memory
local function f() local x <close> = setmetatable({}, { __close = f }) error("x") end
f()
