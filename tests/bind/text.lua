-- Texts behave as strings wherever they share a method's name, and their slices never outlive what they were cut from.
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

assert(joined(ms.text("Don't stop, 湿地 1,300.5 x-ray naïve."):words()) == "Don't|stop|湿|地|1,300.5|x-ray|naïve")
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
