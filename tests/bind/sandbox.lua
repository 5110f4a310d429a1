-- What scripts find around them, and that hostile ones end: each runs in a state of its own
-- with tight limits, and must give its answer or the limit that it hit.

local function gives(source, expected, limits)
  local got, message, code = sandboxed(source, limits)
  if got ~= expected then
    error(("%s\n  gives %s (%s, %s)\n  not %s"):format(source, got, message, code, expected), 2)
  end
end

local function fails(source, expected, limits, expected_code)
  local got, message, code = sandboxed(source, limits)
  if got ~= nil or not message:find(expected, 1, true) or (expected_code and code ~= expected_code) then
    error(("%s\n  gives %s (%s, %s)\n  not an error with %q"):format(source, got, message, code, expected), 2)
  end
end

local quick = { time = "100ms", memory = "16M", string = "1M" }
local bomb = { time = "20s", memory = "16M", string = "1M" }
local function hits(source, expected, limits)
  local got, message, code = sandboxed(source, limits or quick)
  if code ~= expected then
    error(("%s\n  gives %s (%s, %s)\n  not %s"):format(source, got, message, code, expected), 2)
  end
end

-- What is there, and what is not.
gives("return 1 + 1", "2")
for _, name in ipairs { "io", "os", "debug", "package", "dofile", "loadfile", "collectgarbage", "host", "warn" } do
  gives("return " .. name, "nil")
end
gives("return string.dump", "nil")
for _, name in ipairs { "core", "plugins", "script", "run", "testing" } do
  fails("return require 'moonscribe." .. name .. "'", "is not for scripts")
end
fails("return require '/etc/passwd'", "not found")
gives("return type(require 'moonscribe'.script)", "function")
gives("x = 1; return _G.x", "1")
gives("return rawequal(require 'moonscribe', require 'moonscribe')", "true")

-- Bytecode is not loaded; text is, in the script's own environment.
gives("local f, message = load('\\27Lua'); return message", "attempt to load a binary chunk (mode is 't')")
gives("y = 2; return load('return y')()", "2")
gives("return load('return y', 'n', 't', { y = 3 })()", "3")
gives("return select(2, load('return +'))", "[string \"=load\"]:1: unexpected symbol near <eof>" and
  select(2, load("return +", "=load")))

-- The library and the standard functions cannot be changed, so nothing reaches the next
-- document.
fails("string.rep = nil", "read-only")
fails("string.extra = 1", "read-only")
fails("require 'moonscribe'.script = nil", "read-only")
fails("rawset(string, 'rep', nil)", "read-only")
fails("table.insert(string, 1)", "length of its own")
fails("setmetatable(string, {})", "protected")
gives("return getmetatable('')", "false")
gives("return getmetatable(string)", "false")
gives("return getmetatable(_G)", "false")
fails("getmetatable('').__index = nil", "index a boolean value")
gives("string = {}; return ('x'):rep(2)", "xx")

-- No finalizers, no weak tables.
fails("setmetatable({}, { __gc = function() end })", "__gc is not there")
fails("setmetatable({}, { __mode = 'k' })", "__mode is not there")

-- No addresses, no clock, no chance.
gives("return tostring({}) .. tostring(print) .. tostring(coroutine.create(print))", "tablefunctionthread")
gives("return ('%s %5s'):format({}, print)", "table function")
fails("return ('%p'):format({})", "addresses")
gives("return tostring(setmetatable({}, { __name = 'thing' }))", "thing")
gives("return tostring(setmetatable({}, { __tostring = function() return 'me' end }))", "me")
local first = sandboxed "return math.random(1 << 40)"
gives("return math.random(1 << 40)", first)
fails("math.randomseed()", "number expected")

-- pairs and next go in a defined order.
local walk = [[
  local t = { 10, 20, z = 1, b = 2, [2.5] = 3, [-1] = 4, a = 5, [true] = 6, [7] = 7, [false] = 8 }
  local keys = {}
  for key in pairs(t) do keys[#keys + 1] = tostring(key) end
  return table.concat(keys, " ")]]
gives(walk, "1 2 -1 7 2.5 a b z false true")
gives(walk:gsub("pairs%(t%)", "next, t"), "1 2 -1 7 2.5 a b z false true")
gives("return next({}), next({ 1 }, 1)", "nil")
gives("local t = { 1, 2, 3, a = 1, b = 2 } for k in pairs(t) do t[k] = nil end return next(t)", "nil")
gives("local n = 0 for k, v in pairs { nil, 2, nil, 4 } do n = n + k end return n", "6")
gives("local s = '' for k in pairs(setmetatable({}, { __pairs = function() return next, { x = 1 } end })) do s = s .. k end return s", "x")
fails("for k in pairs { [{}] = 1 } do end", "no defined order")
gives("local n = 0 for k in pairs(string) do n = n + 1 end return n > 10", "true")

gives("local n = 0 for i, v in ipairs { 1, 2, nil, 4 } do n = n + v end return n", "3")
gives("local n = 0 for i, v in ipairs(setmetatable({}, { __index = function(_, i) return i < 4 and i or nil end })) do n = n + v end return n", "6")
fails("for _ in ipairs(nil) do end", "script.lua:1: bad argument #1 to 'ipairs' (table expected, got nil)")

-- The table functions do what Lua's do.
gives("local t = { 1, 2, 3 } table.insert(t, 2, 9) return table.concat(t, ',')", "1,9,2,3")
gives("local t = { 1, 2, 3 } return table.remove(t, 1) .. table.remove(t) .. #t", "131")
gives("return table.remove({}) == nil and #table.pack(nil, 2)", "2")
gives("return table.concat({ 1, 2.5, 'x' }, '-', 2, 3)", "2.5-x")
gives("return select('#', table.unpack({ 1, nil, 3 }, 1, 3))", "3")
gives("return table.concat(table.move({ 1, 2, 3 }, 1, 3, 2), ',')", "1,1,2,3")
gives("return table.concat(table.move({ 1, 2, 3 }, 2, 3, 1), ',')", "2,3,3")
fails("table.insert({ 1 }, 5, 1)", "position out of bounds")
fails("table.concat({ {} })", "invalid value (a table at index 1)")
-- Sorting is stable, and an order that contradicts itself ends.
gives([[
  local t = {}
  for i = 1, 1000 do t[i] = { key = i % 7, place = i } end
  table.sort(t, function(a, b) return a.key < b.key end)
  for i = 2, #t do
    local a, b = t[i - 1], t[i]
    if a.key > b.key or (a.key == b.key and a.place > b.place) then return "wrong at " .. i end
  end
  return "stable"]], "stable")
gives("local t = { 3, 1, 2, 5, 4 } table.sort(t) return table.concat(t)", "12345")
gives("local t = { 3, 1, 2 } table.sort(t, function() return true end) return #t", "3")
fails("table.sort { 1, 'x' }", "attempt to compare")

-- pcall gives the code as a third result; a coroutine can yield across it.
gives("return select(3, pcall(error, 'x'))", "script")
gives("return select('#', pcall(select, 1, 7, 8))", "3")
gives("return select(2, xpcall(error, function(m) return m .. '!' end, 'x'))", "x!")
gives("return select(2, xpcall(function(a) return a end, print, 5))", "5")
gives([[
  local co = coroutine.wrap(function() return pcall(function() coroutine.yield(1) error('late', 0) end) end)
  return co() .. ' ' .. tostring(select(2, co()))]], "1 late")
gives("local co = coroutine.create(function(...) local x = coroutine.yield(...) return x end) " ..
  "local _, a = coroutine.resume(co, 1) local _, b = coroutine.resume(co, 2) return a .. b .. coroutine.status(co)", "12dead")
gives("return select(2, coroutine.resume(coroutine.create(function() error('x', 0) end)))", "x")
gives("local co = coroutine.create(function() local x <close> = setmetatable({}, { __close = function() end }) " ..
  "coroutine.yield() end) coroutine.resume(co) return coroutine.close(co)", "true")
fails("coroutine.wrap(function() error 'inside' end)()", "inside")
gives("local co = coroutine.create(error) coroutine.resume(co, 'x') return select(2, coroutine.close(co))", "x")

-- Endless loops, and everything that might swallow their end.
local endless = "while true do end"
hits(endless, "limit_time")
hits("local function f() return f() end f()", "limit_time")
hits("while true do pcall(function() " .. endless .. " end) end", "limit_time")
hits("while true do xpcall(function() " .. endless .. " end, function() " .. endless .. " end) end", "limit_time")
hits("while true do coroutine.wrap(function() " .. endless .. " end)() end", "limit_time")
hits("while true do coroutine.resume(coroutine.create(function() " .. endless .. " end)) end", "limit_time")
hits("while true do pcall(coroutine.wrap(function() pcall(function() " .. endless .. " end) " .. endless .. " end)) end", "limit_time")
hits("local x <close> = setmetatable({}, { __close = function() " .. endless .. " end }) " .. endless, "limit_time")
hits("local co = coroutine.create(function() local x <close> = setmetatable({}, { __close = function() "
  .. endless .. " end }) coroutine.yield() end) coroutine.resume(co) while true do coroutine.close(co) end", "limit_time")
hits("local co = coroutine.create(function() local x <close> = setmetatable({}, { __close = function() " .. endless ..
  " end }) " .. endless .. " end) local y <close> = setmetatable({}, { __close = function() coroutine.close(co) end }) coroutine.resume(co)",
  "limit_time")
hits("local t = setmetatable({}, { __index = function() " .. endless .. " end }) return t.x", "limit_time")
hits("return tostring(setmetatable({}, { __tostring = function() " .. endless .. " end }))", "limit_time")
hits("table.sort({ 3, 2, 1 }, function() " .. endless .. " end)", "limit_time")
hits("('x'):gsub('x', function() " .. endless .. " end)", "limit_time")
hits("error(setmetatable({}, { __tostring = function() " .. endless .. " end }))", "script")
hits("load(function() return 'x' end)", "script")
hits("for i = 1, 1 << 62 do local s = ('x'):rep(100000) end", "limit_fuel", { fuel = "10000000", time = "60s" })

-- Patterns that try everything: within one call of a C function.
local slow = "(('a'):rep(5000), ('a-'):rep(30) .. 'b'"
hits("string.find" .. slow .. ")", "limit_time")
hits("string.match" .. slow .. ")", "limit_time")
hits("string.gsub" .. slow .. ", '')", "limit_time")
hits("string.gmatch" .. slow .. ")()", "limit_time")
gives("return ('key = value'):gsub('(%w+) = (%w+)', '%2 = %1')", "value = key")

-- Bombs.
fails("return ('x'):rep(1 << 62)", "--limit-string", quick, "limit_memory")
fails("return ('x'):rep(1 << 20, 'yy')", "--limit-string", quick, "limit_memory")
gives("return #(''):rep(1 << 62)", "0", bomb)
hits("local s = 'x' while true do s = s .. s end", "limit_memory", bomb)
hits("local t = {} while true do t[#t + 1] = {} end", "limit_memory", bomb)
hits("local t = {} while true do pcall(function() while true do t[#t + 1] = {} end end) end", "limit_memory", bomb)
hits("local t = {} for i = 1, 1e9 do t[i] = i end", "limit_memory", bomb)
fails("table.concat(setmetatable({}, { __index = function() return 'x' end }), '', 1, 1 << 62)", "more than memory can hold", bomb)
fails("table.unpack({}, 1, 1e7)", "too many", { memory = "256M" })
fails("table.move({}, 1, 1 << 62, 2)", "more than memory can hold", bomb)
fails("table.insert(setmetatable({}, { __len = function() return 1 << 62 end }), 1, 1)", "length of its own", bomb)
fails("return ('%99d'):rep(1e5):format(1)", "bad argument", bomb)
fails("return ('%s%s'):format(('x'):rep(900000), ('x'):rep(900000))", "--limit-string", bomb)

-- Deep recursion, in Lua and through C, is an error and not a crash.
fails("local function f() return 1 + f() end return f()", "stack overflow")
fails("local function f() return pcall(f) and 1 end f() local function g(s) return (s:gsub('.', g)) end g('x')", "stack overflow", { time = "5s" })
fails("local t = {} for i = 1, 1e5 do t = setmetatable({}, { __index = t }) end return t.x", "loop")
fails("return load(('('):rep(1e5) .. '1' .. (')'):rep(1e5))()", "", { time = "5s" })
fails("local function f() coroutine.wrap(f)() end f()", "stack overflow", { time = "5s" })

-- Error objects that misbehave.
fails("error()", "no string")
fails("error(setmetatable({}, { __tostring = error }))", "no string")
gives("return type(select(2, pcall(error, {})))", "table")
