-- Texts behave as strings wherever they share a method's name, and their slices never outlive
-- what they were cut from.
local function values(...)
  local list = table.pack(...)
  for i = 1, list.n do list[i] = ms.is_text(list[i]) and tostring(list[i]) or list[i] end
  return list
end

local function same(a, b, what)
  assert(a.n == b.n, what .. ": " .. a.n .. " results instead of " .. b.n)
  for i = 1, a.n do assert(a[i] == b[i], ("%s: result %d is %s instead of %s"):format(what, i, tostring(a[i]), tostring(b[i]))) end
end

local function collect(iterator)
  local list = {}
  for part in iterator do list[#list + 1] = tostring(part) end
  return list
end

local function joined(iterator) return table.concat(collect(iterator), "|") end

-- Every method that strings have too, for all small positions.
local subjects = { "", "a", "abc", "\0b\0", "湿地", "a湿b", "\r\n", "aXbXc", "\xFF\xFE" }
for _, s in ipairs(subjects) do
  local t = ms.text(s)
  same(values(t:len()), values(s:len()), "len")
  assert(#t == #s and tostring(t) == s and t:is(s))
  for _, method in ipairs { "reverse", "lower", "upper" } do same(values(t[method](t)), values(s[method](s)), method) end
  for i = -6, 6 do
    same(values(t:sub(i)), values(s:sub(i)), ("sub(%d) of %q"):format(i, s))
    same(values(t:byte(i)), values(s:byte(i)), "byte")
    same(values(t:find("b", i)), values(s:find("b", i)), "find")
    same(values(t:find("", i)), values(s:find("", i)), "find of nothing")
    same(values(t:find(".", i, true)), values(s:find(".", i, true)), "plain find")
    for _, wanted in ipairs { "X", "bX", "湿", "\0", "zz", "c", "^a", "a.b", s } do
      same(values(t:find(wanted, i)), values(s:find(wanted, i)), ("find %q from %d in %q"):format(wanted, i, s))
      same(values(t:find(ms.text(wanted), i, true)), values(s:find(wanted, i, true)), "plain find")
    end
    same(values(t:match("(.)b", i)), values(s:match("(.)b", i)), "match")
    for j = -6, 6 do
      same(values(t:sub(i, j)), values(s:sub(i, j)), ("sub(%d, %d) of %q"):format(i, j, s))
      same(values(t:byte(i, j)), values(s:byte(i, j)), "byte")
      -- A slice of a slice is the slice of the string's slice.
      same(values(t:sub(i, j):sub(2)), values(s:sub(i, j):sub(2)), "sub of sub")
    end
  end
  for n = 0, 3 do same(values(t:rep(n, ",")), values(s:rep(n, ",")), "rep") end
  same(values(t:gsub("X", "-", 1)), values(s:gsub("X", "-", 1)), "gsub")
  local words, of_string = {}, {}
  for w in t:gmatch "%w+" do words[#words + 1] = w end
  for w in s:gmatch "%w+" do of_string[#of_string + 1] = w end
  assert(table.concat(words, "|") == table.concat(of_string, "|"))
end
for _, a in ipairs(subjects) do
  for _, b in ipairs(subjects) do
    assert((ms.text(a) == ms.text(b)) == (a == b) and (ms.text(a) < ms.text(b)) == (a < b) and (ms.text(a) <= ms.text(b)) == (a <= b))
    assert(ms.text(a) .. b == a .. b and a .. ms.text(b) == a .. b)
  end
end

same(values(ms.text("abc"):byte()), values(("abc"):byte()), "byte of nothing said")
for _, extreme in ipairs { math.mininteger, math.maxinteger } do
  for _, other in ipairs { math.mininteger, -1, 0, 1, math.maxinteger } do
    same(values(ms.text("abc"):sub(extreme, other)), values(("abc"):sub(extreme, other)), "sub at the ends of integers")
    same(values(ms.text("abc"):byte(other, extreme)), values(("abc"):byte(other, extreme)), "byte at the ends of integers")
  end
  same(values(ms.text("abc"):find("c", extreme)), values(("abc"):find("c", extreme)), "find at the ends of integers")
  assert(not pcall(function() return ms.text("abc"):within(1, extreme) end))
  assert(not pcall(function() return ms.text("abc"):position(extreme) end))
end

-- Lines: LF, CRLF, CR, mixed; empty ones kept; no line for nothing.
assert(joined(ms.text("a\nb\r\nc\rd"):lines()) == "a|b|c|d")
assert(joined(ms.text("\n\n"):lines()) == "|")
assert(#collect(ms.text(""):lines()) == 0)
assert(joined(ms.text("one\r\rtwo\r"):lines()) == "one||two")
assert(joined(ms.text("a\0b\nc"):lines()) == "a\0b|c")

-- An iterator after its end stays at its end; break leaves it usable.
local next_line = ms.text("x\ny"):lines()
next_line() next_line()
assert(next_line() == nil and next_line() == nil)
for line in ms.text(("x\n"):rep(1000)):lines() do if line:is "x" then break end end

assert(joined(ms.text("  one\ntwo \n \n\n three"):paragraphs()) == "one\ntwo|three")
assert(joined(ms.text("一\n　二　\n\n三"):paragraphs { by_line = true }) == "一|二|三")

-- Sentences, as a reader would cut them.
local cases = {
  { "你好。再见！真的？", "你好。|再见！|真的？" },
  { "他说：“好。”然后走了。", "他说：“好。”|然后走了。" },
  { "签约总额达150.03亿元。增长12.5%。", "签约总额达150.03亿元。|增长12.5%。" },
  { "Mr. Hale paid $3.5 million. He left.", "Mr. Hale paid $3.5 million.|He left." },
  { "J. R. Smith spoke. U.S. Senate agreed.", "J. R. Smith spoke.|U.S. Senate agreed." },
  { "Really?! Yes... Well, no.", "Really?!|Yes...|Well, no." },
  { "\"Stop!\" she said. \"Why?\"", "\"Stop!\" she said.|\"Why?\"" },
  { "No. I did not.", "No.|I did not." },
  { "等等……好吧。", "等等……好吧。" },
  { "见e.g. 第3页 and i.e. this. Done.", "见e.g. 第3页 and i.e. this.|Done." },
  { "很好.谢谢.", "很好.|谢谢." },
  { "a line\nanother line", "a line|another line" },
  { "（笑。）好。", "（笑。）|好。" },
  { "", "" }, { "\r\n \n", "" },
}
for _, case in ipairs(cases) do
  local got = joined(ms.text(case[1]):sentences())
  assert(got == case[2], ("sentences of %q: %s instead of %s"):format(case[1], got, case[2]))
end

assert(joined(ms.text("Don't stop, 湿地 1,300.5 x-ray naïve."):words()) == "Don't|stop|湿地|1,300.5|x-ray|naïve")
assert(joined(ms.text(",a,,b"):split(",")) == "|a||b")
assert(joined(ms.text(""):split(",")) == "")

-- Normal forms.
assert(ms.text("e\u{301}"):normalise("NFC"):is "é" and ms.text("é"):normalise("NFD"):is "e\u{301}")
assert(ms.text("ﬁ２"):normalise("NFKC"):is "fi2" and ms.text("Straße"):normalise("casefold"):is "strasse")
assert(ms.text("ÀÉ汉"):normalise("lower"):is "àé汉")

-- Positions: characters, UTF-16 units, lines and columns, against counting by hand.
local sample = "湿a\u{1F600}\nb湿\r\nc"
local t = ms.text(sample)
local code_point, unit = 0, 0
for at, c in utf8.codes(sample) do
  assert(t:position(at) == code_point and t:position(at, "utf16") == unit, "position of byte " .. at)
  assert(t:byte_at(code_point) == at and t:byte_at(unit, "utf16") == at)
  code_point, unit = code_point + 1, unit + (c > 0xFFFF and 2 or 1)
end
assert(select(2, t:line_column(1)) == 1 and t:line_column(#sample) == 3)
local long = ms.text(("湿地ab\n"):rep(5000))
assert(long:position(#long + 1) == 25000 and long:line_column(#long - 1) == 5000)
assert(table.concat({ long:sub(9 * 100 + 4, 9 * 100 + 6):span() }, ",") == "501,502")

-- Invalid UTF-8 is said, not guessed at.
local bad = ms.text "a\xE6\xB9"
assert(not bad:is_valid() and not pcall(bad.count, bad))
local repaired, count = bad:repair()
assert(repaired:is "a\u{FFFD}" and count == 1)
assert(not pcall(function() return ms.text("湿"):sub(2):count() end), "half a character is not valid")

-- Misuse raises, and says what was wanted.
local ok, message = pcall(function() return ms.text("x"):starts({}) end)
assert(not ok and message:find "text or string")
assert(not pcall(ms.text, 12) and not pcall(function() return ms.text("x"):within(1, 99) end))
assert(not pcall(function() return ms.text("x"):split("") end))
assert(getmetatable(ms.text "x") == false)

-- A slice keeps what it was cut from.
local slices = {}
for i = 1, 200 do
  local whole = ms.text(("%d "):format(i):rep(50))
  slices[i] = whole:sub(1, #tostring(i))
end
for i = 1, 200 do assert(slices[i]:is(tostring(i))) end

-- What is said of a sentence does not depend on where one comes from.
local prose = "He paid $3.5 million. “Really?” she asked. Mr. J. R. Hale of the U.S. said no... 等等……好吧。“好！”他说：“走吧。”签约150.03亿元。 Done?! (Yes.) ok\nSecond line. No 3."
for i, c in utf8.codes(prose) do
  local whole = ms.text(prose)
  local around = whole:sub(i, i + #utf8.char(c) - 1):sentence_around()
  local first, last = around:offset()
  local expected
  for sentence in whole:sentences() do
    local from, to = sentence:offset()
    if from <= i and i <= to then expected = sentence end
  end
  if expected then assert(around:is(expected), ("byte %d: %s instead of %s"):format(i, tostring(around), tostring(expected)))
  else assert(first == i and last == i, "between sentences there is only the slice itself") end
end

-- A text put together from pieces cites the document, also through a text put together before.
local document = ms.text "WEBVTT\n\n00:01\n我们&amp;你们\n\n00:04\n都去了\n"
local one, two = document:find "我们", document:find "都去了"
local cues = ms.mapped_text(document, {
  { from = one, to = one + 5, time = 1 }, { text = "&", from = one + 6, to = one + 10, time = 1 },
  { from = one + 11, to = one + 16, time = 1 }, " ", { from = two, to = two + 8, time = 4.25 } })
assert(cues:is "我们&你们 都去了")
for _, slice in ipairs { cues:sub(1, 6), cues:sub(8, 13), cues:sub(15, 23), cues:sub(18, 20) } do
  local from, to = slice:span()
  local first, last = utf8.offset(tostring(document), from + 1), utf8.offset(tostring(document), to + 1) - 1
  assert(document:sub(first, last):is(slice), "a slice cites its own words")
end
assert(table.concat({ cues:sub(7, 7):span() }, ",") == "16,21", "an entity is cited whole")
assert(cues:time() == 1 and cues:sub(15, 17):time() == 4.25)
local again = ms.mapped_text(cues, { cues:sub(15, 17), cues:sub(1, 3) })
assert(again:is "都我" and table.concat({ again:sub(4, 6):span() }, ",") == table.concat({ cues:sub(1, 3):span() }, ","))
assert(ms.mapped_text(document, {}):is "" and ms.mapped_text("abc", { { from = 2, to = 2 } }):is "b")
for _, wrong in ipairs { { 1 }, { {} }, { { from = 1 } }, { { from = 0, to = 2 } }, { { from = 3, to = 1 } }, { { from = 1, to = 99 } },
  { { text = "x", time = -1 } }, { { text = "x", time = 0 / 0 } }, { true } } do
  assert(not pcall(ms.mapped_text, "abcdef", wrong))
end

-- Bytes of other encodings.
local text, info = ms.decode "\xFF\xFEa\0\x7F\x6E"
assert(text:is "a湿" and info.name == "UTF-16LE" and info.reason == "byte order mark" and info.confidence == 1)
text, info = ms.decode("caf\xE9 \xFF\xFE", "UTF-8")
assert(text:is "caf\u{FFFD} \u{FFFD}\u{FFFD}" and info.replaced == 3 and info.name == "UTF-8")
assert(ms.decode(ms.text "\u{FEFF}湿地"):is "湿地" and ms.decode("\u{FEFF}x", "utf8"):is "x")
assert(ms.decode(""):is "" and ms.detect("plain").name == "UTF-8")
local nothing, message, code = ms.decode("x", "klingon")
assert(nothing == nil and message:find "klingon" and code == "encoding")
nothing, message, code = ms.decode "\x89PNG\r\n\x1A\n\0\0\0\rIHDR"
assert(nothing == nil and code == "encoding")

-- The times of parts: exact for a slice too, and none where nothing has been said of them.
local timed = ms.mapped_text("abcdef", { { from = 1, to = 2, time = 1 }, " ", { from = 3, to = 4, time = 2.5 }, { from = 5, to = 5, time = 2.5 }, { from = 6, to = 6 } })
local function shown(text)
  local parts = {}
  for _, mark in ipairs(text:times()) do parts[#parts + 1] = mark[1] .. "=" .. mark[2] end
  return table.concat(parts, " ")
end
assert(shown(timed) == "1=1.0 4=2.5", shown(timed))
assert(shown(timed:sub(2)) == "1=1.0 3=2.5" and shown(timed:sub(5)) == "1=2.5" and shown(timed:sub(7)) == "" and shown(ms.text "x") == "")
assert(shown(ms.mapped_text("ab", { "x", { from = 1, to = 2, time = 4 } })) == "2=4.0")
