-- Sets as a script sees them.
local function hits(set, text)
  local list = {}
  for i, first, last in set:hits(text) do list[#list + 1] = i .. ":" .. first .. "-" .. last end
  return table.concat(list, " ")
end

local set = ms.set { "局长", ms.regex("(?<n>\\d+)(万)?"), { pattern = "[a-z]+", flags = "i", name = "word" },
                     { literal = "副局长", name = "deputy" } }
assert(#set == 4 and set:count("副局长 12万 Abc") == 4)
assert(hits(set, "副局长 12万 Abc") == "4:1-9 1:4-9 2:11-15 3:17-19", hits(set, "副局长 12万 Abc"))
assert(hits(set, "") == "" and set:count("") == 0 and hits(set, "\0局长\0") == "1:2-7")
assert(hits(ms.set { "a", "aa", "a" }, "aaa") == "2:1-2 1:1-1 3:1-1 2:2-3 1:2-2 3:2-2 1:3-3 3:3-3")
assert(hits(ms.set { "a", "aa", longest = true }, "aaa") == "2:1-2 1:3-3")
assert(hits(ms.set { ms.regex("") }, "中a") == "1:1-0 1:4-3 1:5-4")
assert(hits(ms.set {}, "abc") == "")
assert(ms.set({ ms.regex("^a") }):count("aa") == 1 and ms.set({ ms.regex("^a", "m") }):count("a\na") == 2)

-- scan gives names and Matches, texts for a text
local seen = {}
local text = ms.text("12万和局长ABC")
for name, m in set:scan(text) do
  seen[#seen + 1] = name .. "=" .. tostring(m[0])
  assert(m.pattern == name and m[0]:offset() == m.from)
  if name == 2 then assert(m.n:is("12") and m[2]:is("万") and #m == 2) end
  if name == 1 then assert(#m == 0 and m.n == nil) end
end
assert(table.concat(seen, " ") == "2=12万 1=局长 word=ABC")

-- iterators are safe after their end, under break, under an error; a scan ends the one before
-- it
local step = set:hits("局长")
assert(step() == 1 and step() == nil and step() == nil)
for _ in set:hits("局长局长") do break end
assert(not pcall(function() for _ in set:scan("局长") do error("stop") end end))
assert(hits(set, "局长") == "1:1-6")
local ok, message = pcall(function()
  for _ in set:hits("局长局长") do set:count("1") end
end)
assert(not ok and message:find("second set", 1, true), message)

-- misuse
for _, bad in ipairs { { "" }, { 1 }, { {} }, { { pattern = "a", literal = "b" } }, { { patern = "a" } },
                       { ms.regex, "a" }, { { pattern = "(" } }, { { pattern = "a", flags = "q" } }, { longes = true } } do
  assert(not pcall(ms.set, bad))
end
assert(not pcall(ms.set) and not pcall(set.hits, set, "\xff") and not pcall(set.hits, "x", "y"))

-- thousands of literals: against a naive search
local names, list = {}, {}
for i = 1, 3000 do
  local name = utf8.char(0x4e00 + i * 7 % 5000, 0x4e00 + i * 13 % 3000) .. (i % 3 == 0 and utf8.char(0x4e00 + i % 100) or "")
  names[i] = name
end
names.longest = true
local all = ms.set(names)
local plain = {}
for i = 1, 3000, 10 do plain[#plain + 1] = names[i] .. "，" end
plain = table.concat(plain)
local found = 0
for i, first, last in all:hits(plain) do
  assert(plain:sub(first, last) == names[i])
  found = found + 1
end
assert(found >= 300)

-- Two sets of the same content in one document are two: one may be scanned inside the loop of
-- the other.
do
  local outer, inner, pairs_seen = ms.set { "a", ms.regex "b" }, ms.set { "a", ms.regex "b" }, 0
  assert(outer ~= inner)
  for _ in outer:hits "abab" do
    for _ in inner:hits "ab" do pairs_seen = pairs_seen + 1 end
  end
  assert(pairs_seen == 8)
end
