-- ends: script
local r = ms.regex(".")
local function f() return (r:gsub("x", f)) end
f()
