-- Faults that other tools are known for, each a case here: what broke them must not break us.
-- Run by ms-bind-test.
local plugins = require "moonscribe.plugins"
local extract = require "moonscribe.extract"
plugins.add_folder("plugins", "shipped")

local function collect(iterator)
  local list = {}
  for part in iterator do list[#list + 1] = tostring(part) end
  return list
end

-- The mentions of a text as "kind surface=value", in order.
local function found(text, date)
  local list = {}
  for _, m in ipairs(extract.text(text, { date = date })) do
    list[#list + 1] = ("%s %s=%s"):format(m.kind, tostring(m.text), tostring(m.value))
  end
  return table.concat(list, "; ")
end

local function has(text, wanted, date)
  local all = found(text, date)
  assert((all .. "; "):find(wanted, 1, true), ("%s: found %s, wanted %s"):format(text, all, wanted))
end

local function has_no(text, unwanted, date)
  local all = found(text, date)
  assert(not all:find(unwanted, 1, true), ("%s: found %s"):format(text, all))
end

-- An iterator called after its end crashed.
for _, iterator in ipairs { ms.text("a"):lines(), ms.text("a."):sentences(), ms.regex("a"):gmatch("a"), ms.set { "a" }:hits("a"), ms.regex(","):split("a") } do
  while iterator() do end
  assert(iterator() == nil and iterator() == nil)
end

-- break inside gmatch leaked.
for _ = 1, 2000 do
  for _ in ms.regex("x"):gmatch(("x"):rep(1000)) do break end
end

-- A type error in mid-call leaked what had been acquired.
for _ = 1, 1000 do
  pcall(function() return ms.regex("a"):gsub(("a"):rep(1000), function() return {} end) end)
  pcall(function() return ms.set { "a", 1 } end)
end

-- A slice outlived its owner.
local slice
do
  local whole = ms.text(("words "):rep(1000))
  slice = whole:sub(7, 11)
end
for _ = 1, 50 do local _ = ms.text(("other "):rep(5000)) end
assert(slice:is "words")

-- lines() swallowed blank lines; CR alone ended none; an empty text gave one line; NUL ended
-- the text.
assert(table.concat(collect(ms.text("a\n\nb"):lines()), "|") == "a||b")
assert(#collect(ms.text("a\rb\rc"):lines()) == 3)
assert(#collect(ms.text(""):lines()) == 0)
assert(ms.text("a\0b"):find("b", 1, true) == 3 and ms.regex("b"):find("a\0b") == 3)

-- An empty match never advanced, and ate memory until there was none.
assert(#collect(ms.regex("x*"):split("湿地")) >= 1)
local n = 0
for _ in ms.regex(""):gmatch("湿地a") do n = n + 1 end
assert(n == 4, "an empty pattern matches before each character and at the end")
assert(ms.regex("x*"):gsub("湿地", "-") == "-湿-地-")

-- \W and \b ate pieces of Chinese characters.
for match in ms.regex([[\W]]):gmatch("a湿b") do assert(tostring(match[0]) == "湿") end
assert(ms.regex([[\W]]):gsub("a湿,b", "_") == "a__b")
for piece in ms.regex([[\b]]):split("湿地ab") do assert(ms.text(tostring(piece)):is_valid()) end

-- A character that lay across a buffer's end was broken.
for pad = 0, 5 do
  local long = ("x"):rep(65536 - 3 + pad) .. "湿地" .. ("y"):rep(10)
  assert(ms.regex("湿地y"):find(long) == 65536 - 3 + pad + 1)
  assert(ms.text(long):position(#long + 1) == 65536 - 3 + pad + 12)
end

-- A hall's number was read as a day, a generation of networks as a date, a decimal as a time.
has_no("展位位于会展中心6号馆。", "date", "2024-06-27")
has_no("4/5G网络覆盖全城。", "date", "2024-06-27")
has_no("增长了零点五个百分点。", "time", "2024-06-27")
-- 一是 and 二是 were numbers.
assert(not found("一是参会规格高。二是实力强。"):find "figure")
-- 一万五千亿 was split; 余 was lost; 中下旬 was cut short; 十一月十日 was 10 January.
has("总额一万五千亿元。", "money 一万五千亿元=1500000000000")
has("参会人数200余人。", "figure 200余人=200")
has("将在8月中下旬举办。", "date 8月中下旬=2024-08-11/2024-08-31", "2024-06-27")
has("十一月十日开幕。", "date 十一月十日=2024-11-10", "2024-06-27")

-- Rows came in another order each run.
for _ = 1, 3 do
  local keys = {}
  for key in pairs { b = 1, a = 2, c = 3 } do keys[#keys + 1] = key end
  assert(table.concat(keys) == "abc")
end
assert(ms.json.encode { b = 1, a = { y = 1, x = 2 } } == '{"a":{"x":2,"y":1},"b":1}')
