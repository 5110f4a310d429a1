-- English times: no heap of time words, numbers and signs makes the rules raise, whatever is known of the
-- interview's date; and every mention stays inside its text.
local extract = require "moonscribe.extract"

local words = {}
for category, list in pairs(ms.grammar("en_time").words) do
  for word in pairs(list) do words[#words + 1] = word end
end
for word in ([[the of in on at from to until and - , / . ( ) a an half past quarter every other two three ago later before after 5th 31st
  2019 1984 12 5 99 0 24 10:30 25:99 10/31 13/13 4.22 3pm 11 am p.m. 1980s '60s 2019-02-30 31/12/19 2000-13-13 o'clock for within now right
  é 中 — ’ 🎉 ’99 ’90s everyday moved call from
  between this that same q3 h1 fiscal easter christmas ramadan passover diwali thanksgiving new 9999 999999 20000 0730 1/2 2.5 utc semi bi]]):gmatch "%S+" do
  words[#words + 1] = word
end
table.sort(words)

local state = 12345
local function random(n)
  state = (state * 1103515245 + 12345) % 2147483648
  return state // 65536 % n + 1
end

local dates = { false, "2024", "2024-02", "2024-06-27", "2024-06-27T16:30", "9999-12-31", "0001-01-01" }
local count = 0
for _ = 1, 2000 do
  local heap = {}
  for i = 1, 1 + random(11) do heap[i] = words[random(#words)] end
  local text = table.concat(heap, random(8) == 1 and " ééé" or " ")
  local date = dates[random(#dates)] or nil
  local ok, list = pcall(extract.text, text, { date = date })
  assert(ok, text .. " (" .. tostring(date) .. "): " .. tostring(list))
  for _, m in ipairs(list) do
    count = count + 1
    assert(m.from >= 1 and m.from <= m.to and m.to <= #text, text)
  end
end
assert(count > 2000)

-- What is looked at around a time may begin or end within a character.
for shift = 0, 3 do
  for _, words in ipairs { "an everyday ", "from two to three ", "I moved the 3 pm call to four", "in a year ", "the second half " } do
    local far = ("x"):rep(shift) .. ("é中 "):rep(40)
    extract.text(far .. words .. far, { date = "2024-06-27" })
    extract.text(far .. words .. ("x"):rep(shift) .. ("é"):rep(80))
  end
end
