-- Regexes as a script sees them.
local text = ms.text("张三局长说：2024年有30元，书记李四同意。")

-- find, match, groups
local r = ms.regex("(?<y>\\d+)(年|元)(x)?")
local first, last, y, unit, x = r:find(text)
assert(text:sub(first, last) == ms.text("2024年") and tostring(y) == "2024" and tostring(unit) == "年" and x == nil)
local m = r:match(text)
assert(m.y:is("2024") and m[2]:is("年") and m[3] == nil and m[0]:is("2024年") and #m == 3)
assert(m.from == first and m.to == last and select("#", m:span("y")) == 2 and m:span(1) == first)
assert(m:span(3) == nil and m.nothing == nil and m[4] == nil and m[-1] == nil)
assert(not pcall(m.span, m, "nothing"), "an unknown group is misuse")
assert(tostring(m) == "2024年" and m[1]:span())
assert(type(r:match("7元").y) == "string", "a string gives strings")
assert(tostring(r:match(text, last + 1)[0]) == "30元" and r:match(text, -3) == nil)
assert(r:find("abc") == nil and r:find("", 1) == nil and r:find("7元", 99) == nil)
assert(r:find("7元", -4) == 1 and r:find("x7元", 2) == 2)
assert(ms.regex("三"):find("张三", 2) == 4, "init inside a character moves on to the next")
assert(r:test(text) and not r:test("") and r:count(text) == 2)

-- one compiled pattern a state
assert(rawequal(ms.regex("a+"), ms.regex("a+")) and not rawequal(ms.regex("a+"), ms.regex("a+", "i")))
assert(ms.regex("A", "i"):test("a") and ms.regex("a b", "x"):test("ab") and ms.regex("^b", "m"):test("a\nb"))
assert(ms.regex("a.b", "s"):test("a\nb") and not ms.regex("a.b"):test("a\nb"))
assert(not pcall(ms.regex, "a", "q") and not pcall(ms.regex, "(") and not pcall(ms.regex, "\\C"))
assert(not pcall(ms.regex, "a(*COMMIT)b") and not pcall(ms.regex, ("a"):rep(20000)))
local ok, message = pcall(ms.regex, "ab(c")
assert(not ok and message:find("byte 5", 1, true), message)

-- a closed regex raises, and is compiled again when it is asked for
local kept
do
  local closing <close> = ms.regex("(?<z>zz)")
  kept = closing:match("zz")
end
assert(kept[1] == "zz" and not pcall(function() return kept.z end))
assert(ms.regex("(?<z>zz)"):match("zz").z == "zz")

-- gmatch: safe after its end, under break and under an error; empty matches advance
local step = ms.regex("\\d"):gmatch("1a2")
assert(step()[0] == "1" and step()[0] == "2" and step() == nil and step() == nil and step() == nil)
for _ in ms.regex("."):gmatch(text) do break end
assert(not pcall(function() for _ in ms.regex("."):gmatch(text) do error("stop") end end))
local spans = {}
for e in ms.regex("a*"):gmatch("baac中") do spans[#spans + 1] = e.from .. "-" .. e.to end
assert(table.concat(spans, " ") == "1-0 2-3 4-3 5-4 8-7", table.concat(spans, " "))
local outer = ms.regex("\\d+")
local seen = {}
for a in outer:gmatch("1 22") do
  for b in outer:gmatch("3 4") do seen[#seen + 1] = a[0] .. b[0] end
end
assert(table.concat(seen, " ") == "13 14 223 224", "loops over the same regex nest")

-- characters are never cut, NUL is a character, empty is empty
assert(ms.regex("\\W"):match("中文")[0] == "中" and ms.regex("\\W"):match("中文").to == 3)
assert(ms.regex("\\w+", "u"):match("，中文a1。")[0] == "中文a1")
assert(ms.regex("\\b"):count("中文") == 0 and ms.regex("\\b", "u"):count("中文") == 2)
assert(ms.regex("[^a]"):match("中")[0] == "中" and ms.regex("."):count("a中😀") == 3)
assert(ms.regex("a\0b"):match("xa\0bx").from == 2 and ms.regex("b"):match("\0\0b").from == 3)
assert(ms.regex(""):count("") == 1 and ms.regex("$"):match("").from == 1 and ms.regex("x"):count("") == 0)
assert(not pcall(r.find, r, "\xff7元"), "what is not UTF-8 is refused")
assert(not pcall(r.find, r, text:sub(2)), "so is a slice that begins inside a character")
assert(not pcall(r.find, r, text:sub(1, 4)), "or ends there")

-- gsub
local function same(expected, ...)
  local got, count = ...
  assert(got == expected and math.type(count) == "integer", tostring(got) .. " for " .. expected)
end
same("year 2024 有30元", ms.regex("(?<y>\\d+)年"):gsub("2024年有30元", "year %{y} "))
same("<a>b<a>", ms.regex("a"):gsub("aba", "<%0>"))
same("<a>ba", ms.regex("a"):gsub("aba", "<%1>", 1))
same("100%", ms.regex("x"):gsub("100x", "%%"))
same("-一-二-", ms.regex(""):gsub("一二", "-"))
same("ONE two", ms.regex("(\\w+)"):gsub("one two", { one = "ONE" }))
same("2 4", ms.regex("\\d"):gsub("1 2", function(d) return math.tointeger(d * 2) end))
same("b:a", ms.regex("(a)(b)"):gsub("ab", function(p, q, whole) assert(whole[0] == "ab") return q .. ":" .. p end))
same("ab", ms.regex("(a)(b)"):gsub("ab", function() return nil end))
same("x", ms.regex("(a)|(b)"):gsub("b", "%1x"))
same("中文", ms.regex("e"):gsub("e", ms.text("中文")))
same("", ms.regex("a"):gsub("", "x"))
assert(ms.regex("。"):gsub(text, "!"):sub(-1) == "!")
assert(select(2, ms.regex("a"):gsub("aaa", "b", 0)) == 0)
for _, bad in ipairs { "%2", "%{no}", "%", "%x", "%{a" } do
  assert(not pcall(function() return ms.regex("(a)"):gsub("a", bad) end), bad)
end
assert(not pcall(function() return ms.regex("a"):gsub("a", function() return {} end) end))
assert(not pcall(function() return ms.regex("a"):gsub("a", true) end))
same("1|", ms.regex("a"):gsub("a|", function() return ms.regex("a"):count("xa") end))
local big = ("x"):rep(10000)
ok, message = pcall(function() return ms.regex(""):gsub(big, big) end)
assert(not ok and message:find("limit", 1, true), "an empty match cannot eat memory")

-- split
local function pieces(pattern, subject)
  local list = {}
  for piece in ms.regex(pattern):split(subject) do list[#list + 1] = tostring(piece) end
  return table.concat(list, "|")
end
assert(pieces("[，、]", "一，二、三") == "一|二|三" and pieces("，", "，一，") == "|一|" and pieces("x", "") == "")
assert(pieces("", "一二三") == "一|二|三" and pieces(",*", "a,,b") == "a|b" and pieces("x*", "axb") == "a|b")
for piece in ms.regex("，"):split(text) do assert(piece:offset()) break end
step = ms.regex(","):split("a")
assert(step() == "a" and step() == nil and step() == nil)

-- bounded time: a limit is an error, never "no match"
ok, message = pcall(function() return ms.regex("^(a+)+$"):test(("a"):rep(64) .. "b") end)
assert(not ok and message:find("backtracks", 1, true), tostring(message))
