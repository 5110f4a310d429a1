-- Where a talk turns: every turn is in one topic, what is asked for holds, and a talk about one thing is one topic.
local topics = require "moonscribe.topics"

-- Says whether the topics cover the units in order, each at least so large.
local function check(list, total, least)
  local at = 1
  for i, topic in ipairs(list) do
    assert(topic.from == at and topic.to >= topic.from + (#list > 1 and least - 1 or 0), i .. ": " .. topic.from .. "-" .. topic.to)
    assert(topic.strength >= 0 and topic.strength <= 1 and (i > 1) == (topic.strength > 0))
    at = topic.to + 1
  end
  assert(at == total + 1)
end

-- Long answers about one thing, then the host moves on to another.
local function talk(language, subjects, moves_on)
  local units = {}
  for _, subject in ipairs(subjects) do
    units[#units + 1] = { role = "interviewer", speaker = "H", text = moves_on .. subject .. (language == "zh" and "，您怎么看这个问题？请您谈谈。" or ", what would you say about that question?") }
    for i = 1, 7 do
      units[#units + 1] = { role = "interviewee", speaker = "G" .. i % 3, text = (subject .. (language == "zh" and "，" or ", ")):rep(12) .. (i == 7 and moves_on or "") }
    end
  end
  return units
end
local chinese = talk("zh", { "湿地的候鸟和芦苇", "茶园的价格和合作社", "学校的老师和课程" }, "谢谢，非常感谢您的分享。接下来讨论第二个问题，")
local found = topics.find(chinese)
check(found, #chinese, 2)
assert(#found == 3 and found[2].from == 9 and found[3].from == 17, #found)
local english = talk("en", { "migrating birds in the reed beds", "prices of the tea cooperative", "teachers and lessons at school" },
  "Thank you. Okay, great. Let's move on to the next item of the agenda. ")
found = topics.find(english, { language = "en" })
check(found, #english, 2)
assert(#found == 3 and found[2].from == 9 and found[3].from == 17, #found)

-- at most as many as are asked for, the surest first; none smaller than is asked for
found = topics.find(chinese, { count = 2 })
check(found, #chinese, 2)
assert(#found == 2)
check(topics.find(chinese, { least = 9 }), #chinese, 9)
assert(#topics.find(chinese, { count = 1 }) == 1)

-- nothing, one turn, turns without words, one thing only: one topic, or none of nothing
assert(#topics.find {} == 0)
for _, units in ipairs { { { text = "The ferry is old." } }, { { text = "" }, { text = "..." }, { text = "" } } } do
  assert(#topics.find(units) == 1)
end
local same = {}
for i = 1, 30 do same[i] = { text = "The ferry carries the island and the pilot.", speaker = i % 2 == 0 and "A" or "B" } end
assert(#topics.find(same) == 1)

-- where only one speaks, words tell; what has one subject is not divided
local alone = {}
for _, subject in ipairs { { "ferry", "pilot", "island", "harbour", "tide" }, { "school", "teacher", "lesson", "pupil", "county" }, { "tea", "price", "village", "market", "harvest" } } do
  for i = 1, 20 do alone[#alone + 1] = { text = ("%s %s %s."):format(subject[i % 5 + 1], subject[(i * 2 + 1) % 5 + 1], subject[(i * 3 + 2) % 5 + 1]) } end
end
found = topics.find(alone, { language = "en" })
check(found, 60, 5)
assert(#found == 3 and found[2].from == 21 and found[3].from == 41, #found)
local one = {}
for i = 1, 60 do one[i] = alone[i % 20 + 1] end
assert(#topics.find(one, { language = "en" }) == 1)

-- a hundred thousand turns of one word take no more time than they are long
local many = {}
for i = 1, 100000 do many[i] = { text = "好的", speaker = "A" } end
check(topics.find(many), #many, 1)
