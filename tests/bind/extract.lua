-- The extraction engine: what competes, what stays, what a wrong extractor is told.
local extract = require "moonscribe.extract"
local plugins = require "moonscribe.plugins"

local shipped = plugins.extractors

local function with(list, text, options)
  plugins.extractors = function() return list end
  local ok, result = pcall(extract.text, text, options)
  plugins.extractors = shipped
  assert(ok, result)
  local shown = {}
  for i, m in ipairs(result) do shown[i] = m.kind .. ":" .. tostring(m.text) end
  return table.concat(shown, " "), result
end

local function refuses(list, text, message)
  plugins.extractors = function() return list end
  local ok, result = pcall(extract.text, text)
  plugins.extractors = shipped
  assert(not ok, "it was accepted")
  assert(tostring(result):find(message, 1, true), tostring(result))
end

local function finder(name, kind, pattern, more)
  local declaration = { name = name, kinds = { kind }, patterns = { { name = "it", pattern = pattern } },
    hit = function() return { kind = kind } end }
  for key, value in pairs(more or {}) do declaration[key] = value end
  return ms.extractor(declaration)
end

-- Of two kinds of one group the longer mention stays, wherever it begins.
do
  local short, long = finder("a", "date", "bc"), finder("b", "figure", "abcd")
  assert(with({ short, long }, "abcd") == "figure:abcd")
  assert(with({ finder("a", "date", "ab"), finder("b", "figure", "bcd") }, "abcd") == "figure:bcd")
  assert(with({ finder("a", "date", "abc"), finder("b", "figure", "cd") }, "abcd") == "date:abc")
end

-- Of two as long, priority decides, then the extractor's name.
do
  local a, b = finder("a", "date", "ab"), finder("b", "figure", "ab")
  assert(with({ a, b }, "ab") == "date:ab")
  assert(with({ a, finder("b", "figure", "ab", { priority = 1 }) }, "ab") == "figure:ab")
end

-- Kinds of different groups, and kinds of one's own, do not compete.
do
  local list = { finder("a", "date", "ab"), finder("b", "person", "bc"), finder("c", "mine", "abc"), finder("d", "other", "abc") }
  assert(with(list, "abc") == "mine:abc other:abc date:ab person:bc")
end

-- Nothing of value or name is found inside a code, whether it begins before, in or with it.
do
  local list = { finder("a", "figure", "\\d"), finder("b", "url", "u12"), finder("c", "date", "12|xu"), finder("d", "quoted", "12") }
  assert(with(list, "xu12") == "url:u12 quoted:12")
end

-- An extractor of a kind of its own says which stays of two; the shared groups keep their policy.
do
  local function own(policy, kind)
    local one = finder("a", kind or "mine", "ab")
    one.overlap = policy
    local two = finder("b", kind or "mine", "bc", { priority = 1, overlap = policy })
    local three = finder("c", kind or "mine", "abc", { overlap = policy })
    return with({ one, two, three }, "abcd")
  end
  assert(own(nil) == "mine:abc")
  assert(own "longest" == "mine:abc")
  assert(own "first" == "mine:abc")
  assert(own "priority" == "mine:bc")
  assert(own "all" == "mine:abc mine:ab mine:bc")
  assert(own("all", "date") == "date:abc")
  local ok, message = pcall(finder, "a", "mine", "a", { overlap = "longer" })
  assert(not ok and tostring(message):find('not "longer"', 1, true), tostring(message))
end

-- Who asks why hears of each candidate what became of it, and the mentions are the same.
do
  local explain = require "moonscribe.explain"
  local says_no = ms.extractor { name = "n", kinds = { "person" }, patterns = { { name = "no", pattern = "d" } },
    hit = function() return nil, "not today" end }
  local list = { finder("a", "date", "ab"), finder("b", "figure", "bcd"), says_no, finder("u", "url", "x\\d"), finder("v", "time", "\\d") }
  plugins.extractors = function() return list end
  local told = {}
  for _, entry in ipairs(explain.turn({}, { text = ms.text "abcd x1" })) do
    told[#told + 1] = entry.rule .. (entry.mention and " made " .. tostring(entry.mention.text) or ": " .. entry.refused)
  end
  plugins.extractors = shipped
  local expected = { 'a/it: overlaps figure "bcd" (b/it): longer', "b/it made bcd", "n/no: not today", "u/it made x1",
    'v/it: overlaps url "x1" (u/it): nothing is found inside it' }
  assert(table.concat(told, "\n") == table.concat(expected, "\n"), table.concat(told, "\n"))
  -- What is joined is told with its parts.
  told = {}
  for _, entry in ipairs(explain.turn({ date = "2024-06-27" }, { text = ms.text "明天下午三点开会" })) do
    if entry.mention then told[#told + 1] = entry.rule elseif entry.refused:find "^joined into" then told[#told + 1] = "joined" end
  end
  assert(told[1]:find(" + ", 1, true) and told[2] == "joined", table.concat(told, "; "))
end

-- Many overlaps in a row: each is decided against its neighbour, in one pass.
do
  local finders = { finder("a", "date", "ab"), finder("b", "figure", "ba") }
  local _, found = with(finders, ("aba" .. ("."):rep(13)):rep(20000))
  assert(#found == 20000)
  -- What no speech is as dense as is passed over, and what follows it is not.
  _, found = with(finders, ("ab"):rep(20000) .. ("."):rep(2000) .. "ab")
  assert(#found > 0 and #found < 200 and found[#found].from == 42001)
end

-- hit sees the match, its pattern's name and what stands around it, at character boundaries.
do
  local seen = {}
  local one = ms.extractor { name = "a", kinds = { "x" }, patterns = { { name = "first", pattern = "(\\d)(?<tail>年)" } },
    hit = function(match, context)
      seen = { match.pattern, tostring(match[1]), tostring(match.tail), tostring(context:before(4)), tostring(context:after(4)),
        context.from, context.to, context.date.year, context.date.month or "-" }
    end }
  assert(with({ one }, "中文5年好吧", { date = "2024" }) == "")
  assert(table.concat(seen, " ") == "first 5 年 文 好 7 10 2024 -", table.concat(seen, " "))
end

-- A mention may be narrower than its match, and a hit may give several, or none.
do
  local one = ms.extractor { name = "a", kinds = { "x" }, patterns = { { name = "p", pattern = "ab(cd)" } },
    hit = function(match)
      local from, to = match:span(1)
      return { { kind = "x", from = from, to = to, value = 1 }, { kind = "x", from = match.from, to = match.from } }
    end }
  assert(with({ one }, "abcd") == "x:a x:cd")
  assert(with({ finder("b", "y", "z") }, "") == "")
end

-- find sees the whole text.
do
  local one = ms.extractor { name = "a", kinds = { "x" }, find = function(text) return { { kind = "x", from = #text, to = #text } } end }
  assert(with({ one }, "abc") == "x:c")
end

-- A wrong extractor is named, with what is wrong.
refuses({ finder("bad", "x", "a(") }, "a", 'extractor "bad": pattern it')
refuses({ ms.extractor { name = "bad", kinds = { "x" }, patterns = { { pattern = "a" } }, hit = function() return { kind = "y" } end } }, "a", 'kind "y" is not among its kinds (x)')
refuses({ ms.extractor { name = "bad", kinds = { "x" }, patterns = { { pattern = "a" } }, hit = function() return { kind = "x", to = 5 } end } }, "a", "from and to inside the text")
refuses({ ms.extractor { name = "bad", kinds = { "x" }, patterns = { { pattern = "a" } }, hit = function() return "x" end } }, "a", 'extractor "bad"')
refuses({ ms.extractor { name = "bad", kinds = { "x" }, patterns = { { pattern = "a" } }, hit = function() error("oh no") end } }, "a", "tests/bind/extract.lua")

-- What is shipped: marks of a list, halls and generations of networks are neither numbers nor
-- dates.
for _, text in ipairs { "一是规格高。", "6号馆", "4/5G", "零点五" } do
  for _, m in ipairs(extract.text(text, { date = "2024-06-27" })) do
    assert(m.kind ~= "date" and m.kind ~= "time" and m.kind ~= "figure" and m.kind ~= "ordinal", text .. ": " .. m.kind)
  end
end
do
  local m = extract.text("十一月十日开会，一万五千亿元。", { date = "2024-06-27" })
  assert(m[1].value == "2024-11-10" and m[2].value == 1500000000000)
  assert(m[1]:span() == 0 and select(2, m[1]:span()) == 5)
  assert(tostring(m[2]:sentence()):find "十一月")
end
