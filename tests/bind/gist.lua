-- What a summary quotes: sections, their keys, parts of long sentences, headlines, over interviews as a script is given them.
local excerpt = require "moonscribe.excerpt"
local gist = require "moonscribe.gist"
local highlights = require "moonscribe.highlights"
local interview = require "moonscribe.interview"
local phrases = require "moonscribe.phrases"
local outline = require "moonscribe.outline"

local function open(text) return interview.open(ms.text(text), { id = "talk.txt", source = "talk.txt", name = "talk.txt" }) end

local function exchanges_of(talk)
  local list = {}
  for exchange in talk:exchanges() do list[#list + 1] = exchange end
  return list
end

local function no_worth(text) return #text / 1000 end

-- each exchange has its key sentences, after a short direct answer; where there are points, these say the rest
local TALK = [[
Host: What changed?
Ann: Two things changed on the island. First, the traffic: the ferry runs every hour now. Second, the money: the ticket costs three times as much.
Host: And who sails it?
Ann: My daughter sails the ferry.
Host: Why did you stop sailing?
Ann: In July 1974. The winters became too long for me. The doctor told me to stop. I had sailed the ferry for thirty years by then. My hands were cold all the time.
]]
local function chosen(text, length, by)
  local talk = open(text)
  local sections = outline.of(talk, exchanges_of(talk), by)
  local top, keys = gist.choose(sections, phrases.find(talk), no_worth, length)
  local list = {}
  for i, section in ipairs(sections) do list[i] = keys[section] or {} end
  return top, list, sections
end
local top, keys = chosen(TALK)
assert(#keys == 3 and #top == 1 and #keys[1] == 0, #top .. #keys[1])
assert(tostring(keys[2][1].quoted) == "My daughter sails the ferry.")
assert(tostring(keys[3][1].quoted) == "In July 1974." and #keys[3] == 2 and keys[3][1].place < keys[3][2].place)
-- a sentence of the gist is no key as well, where there is another
for _, list in ipairs(keys) do
  for _, one in ipairs(list) do assert(one ~= top[1] or #list == 1) end
end

-- lengths: sentences, characters of what is quoted
local function count(length)
  local gists, lists = chosen(TALK, length)
  local sentences, characters = #gists, 0
  for _, one in ipairs(gists) do characters = characters + one.quoted:count() end
  for _, list in ipairs(lists) do
    sentences = sentences + #list
    for _, one in ipairs(list) do characters = characters + one.quoted:count() end
  end
  return sentences, characters
end
assert(count "2" == 2 and count "0" == 0, ("%d %d"):format(count "2", (count "0")))
local sentences, characters = count "90c"
assert(sentences >= 2 and characters <= 90, characters)

-- "对。" is an answer too, when it is all that is said
top, keys = chosen "主持人：您是说大家一起做，对吧？\n沈岚：对。\n主持人：水是怎样回来的？\n沈岚：打通了九条断头河，水才回来。\n"
assert(tostring(keys[1][1].quoted) == "对。")

-- without exchanges, all that is said may be chosen; nothing can be chosen from nothing
top, keys = chosen "The river came back. Nobody had expected the river."
assert(#keys == 1 and #top + #keys[1] >= 1)
assert(#gist.choose({}, {}, no_worth) == 0)

-- answers of a few words are sections too when there is nothing else, and none beside longer ones
local short = ("Host: Is it so?\nAnn: It is so, as far as I know.\n"):rep(8)
_, keys = chosen(short, nil, "exchange")
assert(#keys == 8)
local answer = "Ann: " .. ("The ferry sails to the island every hour of the day. "):rep(4) .. "\n"
_, keys = chosen(short .. ("Host: What does the ferry do?\n" .. answer):rep(7), nil, "exchange")
assert(#keys == 7, #keys)

-- by speaker: those who answer, in the order of their first turn
local _, _, sections = chosen(TALK, nil, "speaker")
assert(#sections == 1 and sections[1].speaker.name == "Ann" and #sections[1].turns == 3)
-- by topic: every turn once, in order
_, _, sections = chosen(TALK, nil, "topic")
local next_turn = 1
for _, section in ipairs(sections) do
  for _, turn in ipairs(section.turns) do
    assert(turn.index == next_turn)
    next_turn = next_turn + 1
  end
end
assert(next_turn == 7)

-- parts of a long sentence: clauses that follow each other, as said, the ones that are worth most; brackets stay whole
local long = ms.text "今天天气很好,我们去了河边(那里有船,也有鸟),签约总额达150亿元,共有30个项目,大家都很高兴,晚上才回来。"
local function with(word) return function(clause) return clause:contains(word) and 5 or 0 end end
local part, cut = excerpt.cut(long, with "150", 60)
assert(part:contains "150亿元" and cut == "both" and long:contains(tostring(part)) and #part <= 60, tostring(part))
part = excerpt.cut(long, with "船", 60)
assert(part:contains "(那里有船,也有鸟)", tostring(part))
part, cut = excerpt.cut(long, with "回来", 30)
assert(tostring(part) == "晚上才回来。" and cut == "before")
part, cut = excerpt.cut("It rained.", no_worth, 100)
assert(tostring(part) == "It rained." and cut == nil)
part = excerpt.cut("The county stopped paying its share in 2009 and we raised the fare to 1,300 dollars, but nobody complained about it.", with "1,300", 60)
assert(tostring(part) == "and we raised the fare to 1,300 dollars", tostring(part))
-- a clause that alone is too long stays whole
part = excerpt.cut(("字"):rep(200), no_worth, 100)
assert(#part == 600)
part, cut = excerpt.around(long, long:find "150", (long:find "150"), 40)
assert(part:contains "150亿元" and #part <= 40 and cut == "both", tostring(part))
assert(tostring(excerpt.bare "嗯，那么，水清了很多很多。") == "水清了很多很多。" and tostring(excerpt.bare "No, it is not.") == "No, it is not.")

-- the question in brief: from its first sentence that asks to its last
local talk = open "Host: I grew up there. How was it? And who came?\nAnn: It was fine.\n"
assert(tostring(outline.brief(talk:turn(1))) == "How was it? And who came?")

-- who is named, what happened when, what is left open
talk = open [[
Host: Who built it?
Ann: Dr. Alan Whitcombe built it in 1962, and on 3 June 1987 it opened. Last year it rained. Nobody knows what comes next.
Host: And the money?
Ann: It cost $3 million, 40% of it in May 1990, and two of us paid.
]]
local people = highlights.people(talk)
assert(#people == 1 and people[1].name == "Alan Whitcombe" and people[1].of:find "Dr")
local dates = highlights.dates(talk, no_worth)
assert(#dates == 3 and dates[1].date == "1962" and dates[2].date == "1987-06-03" and dates[3].date == "1990-05", #dates)
local left_open = highlights.open(talk, no_worth)
assert(#left_open == 1 and tostring(left_open[1].text) == "Nobody knows what comes next.")
local figures, all = highlights.figures(talk, no_worth, 2)
assert(#figures == 2 and all == 2 and figures[1].kind == "money" and figures[2].kind == "percent", figures[1].kind .. figures[2].kind)
talk = open "主持人：水怎样了？\n沈岚：水清了。\n主持人：以后呢？\n沈岚：谁也不知道明年的水够不够。\n"
assert(#highlights.open(talk, no_worth) == 1)

-- what is said on a phrase, and by whom; for and against
local voices = require "moonscribe.voices"
talk = open [[
Host: What about the new bridge?
Ann: The new bridge costs too much for us. I disagree with the county about the new bridge.
Host: And you?
Bob: I support the new bridge, and so does the whole village.
Host: Why is that?
Bob: The village is cut off all winter.
]]
local bridge = phrases.find(talk)
assert(bridge[1].key == "new bridge", bridge[1].key)
local said = voices.on(talk, { bridge[1] }, no_worth)[1]
local stances = {}
for _, one in ipairs(said) do stances[one.turn.speaker] = one.stance end
assert(#said == 2 and stances.Ann == "against" and stances.Bob == "for")

-- over several summaries: what they share, and the figures that they agree or differ on
local digest = require "moonscribe.digest"
local all = digest.new()
for i, doc in ipairs { "a", "b", "c" } do
  all:add { part = "document", doc = doc, text = doc }
  all:add { part = "phrase", doc = doc, text = i < 3 and "The Ferry" or "bridge", value = 3 }
  all:add { part = "key", doc = doc, text = "We sail the ferry of " .. doc, speaker = "Ann", source = doc .. "#L1" }
  all:add { part = "figure", doc = doc, text = "12", of = "crossings a day", unit = "x", value = i < 3 and 12 or 30 }
end
local rows = all:rows()
assert(#rows == 7 and rows[1].part == "shared" and rows[1].value == 2 and rows[2].doc == "a" and rows[3].doc == "b", #rows)
assert(rows[4].part == "differ" and rows[4].value == 3 and rows[7].value == 30)
all = digest.new()
all:add { part = "document", doc = "a", text = "a" }
all:add { part = "phrase", doc = "a", text = "ferry", value = 3 }
assert(#all:rows() == 0)
