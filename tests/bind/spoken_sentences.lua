-- Sentences of speech without punctuation: what is punctuated stays as it is, nothing is lost or cut within a word, pauses and what
-- people begin with decide, and none is endless.
local spoken = require "moonscribe.spoken_sentences"
local spoken_turns = require "moonscribe.spoken"

-- The pieces are the text, in order, but for blanks; none is longer than `most` bytes.
local function check(text, most, options)
  local list, at = spoken.of(text, options), 1
  for i, piece in ipairs(list) do
    local first, last = piece:offset()
    assert(not tostring(text):sub(at, first - 1):find "%S" and last >= first and #piece <= most, i .. " " .. #piece)
    assert(piece:is_valid() and not tostring(text):sub(math.max(1, first - 1), first):find "^%a%a", "a word is cut")
    at = last + 1
  end
  assert(not tostring(text):sub(at):find "%S", "the end is lost")
  return list
end

-- what has punctuation is cut by it alone
local text = ms.text(("We waited for the ferry and then it came. So we went on board because it was cold. "):rep(12))
assert(not spoken.is_unpunctuated(text) and #check(text, 100) == 24)
local n = 0
for sentence in spoken.each(text) do n = n + 1 assert(sentence:ends ".") end
assert(n == 24)

-- what has none is cut where people begin anew
text = ms.text(("我们在岛上住了很多年每天都坐渡船去学校然后桥就建好了渡船也停了所以大家都觉得很可惜但是老船长还在码头"):rep(8))
local list = check(text, 180, { language = "zh" })
assert(#list > 8)
local begins = 0
for _, piece in ipairs(list) do
  for _, word in ipairs { "然后", "所以", "但是", "我们" } do if piece:starts(word) then begins = begins + 1 end end
end
assert(begins >= #list * 0.8, begins .. " of " .. #list)
local same = {}
for piece in spoken.each(text) do same[#same + 1] = tostring(piece) end
assert(#same == #list and same[2] == tostring(list[2]))

-- traditional as simplified
text = ms.text(("我們在島上住了很多年每天都坐渡船去學校然後橋就建好了渡船也停了所以大家都覺得很可惜"):rep(8))
assert(check(text, 180)[2]:starts "然後" or check(text, 180)[2]:starts "所以")

-- a pause decides where there are times
local pieces, time = {}, 0
for i = 1, 120 do
  pieces[i] = { speaker = "A", text = "word" .. i % 7, time = time, end_time = time + 0.3 }
  time = time + (i % 10 == 0 and 3 or 0.35)
end
local turn = spoken_turns.turns(pieces)[1]
list = check(ms.timed_text(turn.text, turn.times), 220)
assert(#list == 12, #list)
for i, piece in ipairs(list) do assert(i == 1 or piece:time() - list[i - 1]:time() > 5) end

-- no words, no blanks, one character, marks now and then: all is there and takes no longer than it is long
for _, odd in ipairs { "", "   ", ("。"):rep(300), ("哈"):rep(5000), ("x"):rep(3000), ("a "):rep(2000), ("好 "):rep(2000), ("1"):rep(900) .. "。" .. ("2"):rep(900),
  ("\u{1F600}"):rep(500), ("é "):rep(700), ("word\n"):rep(300) } do
  check(ms.text(odd), 5100)
end
check(ms.text(("渡船每天都来"):rep(30000)), 200)
assert(#spoken.of "Short." == 1)

-- what matters is chosen from such sentences
local interview = require("moonscribe.interview").open(ms.text("Host: What changed on the island?\nAnn: " ..
  ("we used to take the ferry every morning and then the bridge was built so the ferry lost its passengers but the harbour stayed open "):rep(6) ..
  "\nHost: And now?\nAnn: Now it is quiet.\nHost: Thank you.\nAnn: Thank you.\n"), { id = "a" })
n = 0
for sentence in interview:turn(2):sentences() do n = n + 1 assert(#sentence <= 220) end
assert(n > 10)
