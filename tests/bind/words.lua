-- Words: Chinese by the dictionary, the rest by letters; nothing is lost, whatever the mode.
local function joined(text, options)
  local list = {}
  for word in ms.text(text):words(options) do list[#list + 1] = tostring(word) end
  return table.concat(list, "|")
end
local function same(got, expected)
  if got ~= expected then error(("expected %s\n     got %s"):format(expected, got), 2) end
end

-- what jieba's own documentation shows
same(joined("我来到北京清华大学", { mode = "jieba" }), "我|来到|北京|清华大学")
same(joined("他来到了网易杭研大厦", { mode = "jieba" }), "他|来到|了|网易|杭研|大厦")
same(joined("他来到了网易杭研大厦", { mode = "jieba", hmm = false }), "他|来到|了|网易|杭|研|大厦")
-- its rules for what is no Chinese
same(joined("用了3.5%的AT&T, C++\r\n 好", { mode = "jieba" }), "用|了|3.5%|的|AT&T|,| |C++|\r\n| |好")

-- our own way gives no blanks and punctuation, and reads traditional text as simplified
same(joined("他來到了網易杭研大廈。", {}), "他|來到|了|網易|杭研|大廈")
same(joined("Don't stop, 湿地保护区 1,300.5 x-ray naïve。"), "Don't|stop|湿地|保护区|1,300.5|x-ray|naïve")
same(joined("湿地 yes", { mode = "characters" }), "湿|地|yes")
same(joined(""), "")
same(joined("。，！ \n"), "")

-- places: those of the words, and in jieba's mode all bytes
local text = ms.text(("150.03亿元的項目，third 开始\n"):rep(500))
local at = 1
for word in text:words { mode = "jieba" } do
  local from, to = word:offset()
  assert(from == at and to >= from, "tokens follow each other")
  at = to + 1
end
assert(at == #text + 1)
local spans, n = text:word_spans(), 0
for word in text:words() do
  local from, to = word:offset()
  assert(spans[n + 1] == from and spans[n + 2] == to, "both ways give the same words")
  n = n + 2
end
assert(n == #spans and n > 4000)

-- iterators do not disturb each other
local one, two = {}, {}
for a in ms.text("我来到北京"):words() do
  one[#one + 1] = tostring(a)
  for b in ms.text("清华大学的人们"):words() do two[#two + 1] = tostring(b) end
end
same(table.concat(one, "|"), "我|来到|北京")
same(#two // #one, 3)

-- misuse says what there is
local ok, message = pcall(function() return ms.text("a"):words { mod = "jieba" } end)
assert(not ok and message:find("no option 'mod'", 1, true), message)
ok, message = pcall(function() return ms.text("a"):words { mode = "thai" } end)
assert(not ok and message:find("no mode 'thai'", 1, true), message)

-- words of the user's always win, the longest first, in either script; but no part of a longer word
local list = ms.word_list { "喀交会", "喀交会组委会", "亚欧博览会" }
same(joined("第三届喀交会组委会在喀交會开幕", { words = list }), "第三届|喀交会组委会|在|喀交會|开幕")
same(joined("亞歐博覽會", { words = list:add(ms.text "x") }), "亞歐博覽會")
list:add("New York"):add("or")
same(joined("New Yorkers for New York.", { words = list }), "New|Yorkers|for|New York")
local many = ms.word_list {}
for i = 1, 5000 do many:add("词" .. i) end
same(joined("词4999词5001", { words = many }), "词4999|词|5001")
ok, message = pcall(ms.word_list, { "" })
assert(not ok and message:find("1 to 64 characters", 1, true), message)
ok, message = pcall(function() return ms.text("a"):words { words = { "a" } } end)
assert(not ok and message:find("word_list", 1, true), message)

-- terms: words as they are counted, and where they are
local terms, places = ms.text("Talks, talking: 開放數據 and ÉCOLES"):terms { stop = { ["and"] = true }, stem = "english" }
same(table.concat(terms, "|"), "talk|talk|开放|数据|école")
same(#places, 2 * #terms)
same(table.concat(ms.text("Talks 的"):terms(), "|"), "talks|的")
ok, message = pcall(function() return ms.text("a"):terms { stem = "klingon" } end)
assert(not ok and message:find("no stems for the language 'klingon'", 1, true), message)
same(table.concat(ms.text(("啊"):rep(3000)):terms(), ""), ("啊"):rep(3000))

same(joined("The U.S.A's x-ray, 3.5 湿地。", { mode = "unicode" }), "The|U.S.A's|x|ray|3.5|湿|地")
