-- Which sentences are chosen: rank.
local rank = require "moonscribe.rank"

local function sentences(...)
  local list = {}
  for i, text in ipairs { ... } do list[i] = { text = ms.text(text) } end
  return rank.sentences(list)
end

local function texts(list)
  local all = {}
  for i, one in ipairs(list) do all[i] = tostring(one.text) end
  return all
end

local function first(n) return function(_, picked) return #picked < n end end

-- what recurs counts more than what is said once, in English and in Chinese
local list = sentences("The ferry is old and slow.", "My aunt baked bread.", "An old ferry needs a pilot.")
assert(list[1].score > list[2].score and list[3].score > list[2].score)
list = sentences("湿地的候鸟回来了。", "昨天下过小雨。", "候鸟喜欢安静的湿地。")
assert(list[1].score > list[2].score and list[3].score > list[2].score)

-- every sentence with words has a score, so that a short interview has a gist at all
assert(sentences("From 1921 until the flood.")[1].score > 0)
assert(sentences("。。。")[1].score == 0 and #rank.pick(sentences("。。。"), first(1)) == 0)

-- a sentence that leans on the one before says less by itself
list = sentences("The ferry carries an island.", "But the ferry carries an island.")
assert(list[1].score > list[2].score)

-- an endless sentence does not win by its length
local long = ("The ferry, the pilot, the island, the bridge and the county council of this year, "):rep(20) .. "are here."
list = sentences("The ferry needs a pilot for the island.", long, "The pilot knows the ferry.")
assert(list[1].score > list[2].score)

-- a second pick is not the first one again
list = sentences("The ferry carries the island.", "The ferry carries an island.", "The pilot retired when the bridge opened.",
  "The bridge and the pilot.")
local picked = texts(rank.pick(list, first(2)))
assert(not (picked[1]:find "carries" and picked[2]:find "carries"), table.concat(picked, " / "))
assert(not texts(rank.pick({ list[2], list[3] }, first(1), { list[1] }))[1]:find "carries")

-- a choice by size: in the order of the talk, within its size, and nobody is left without the sentence that it leans on
list = sentences("The bridge opened in 1987 and the ferry lost half of its passengers.", "This changed the harbour and the ferry for good.",
  "Thank you for having me.", "The council of the island pays for the ferry.", "My aunt baked bread.")
assert(list[2].leans and not list[4].leans and list[3].is_courtesy)
for n = 1, 5 do
  local chosen = rank.choose(list, { sentences = n })
  assert(#chosen <= n and #chosen > 0)
  for i, one in ipairs(chosen) do
    assert(i == 1 or chosen[i - 1].place < one.place)
    assert(not one.leans or chosen[i - 1] == list[one.place - 1])
  end
end
for _, size in ipairs { 0, 30, 60, 120, 1000 } do
  local characters = 0
  for _, one in ipairs(rank.choose(list, { characters = size })) do characters = characters + #one.text end
  assert(characters <= size)
end
assert(#rank.choose({}, { sentences = 3 }) == 0 and #rank.pick({}, first(1)) == 0)

-- an answer to the question counts for more than the same words about something else
list = rank.sentences { { text = "The winters were long and dark.", question = ms.text "Why did you stop sailing the ferry?" },
  { text = "I stopped sailing at sixty years.", question = ms.text "Why did you stop sailing the ferry?" } }
assert(list[2].score > list[1].score)

-- each script has its words; a text of both has both
assert(table.concat(rank.terms("The ferries of 碼頭 and 码头"), "|") == "ferri|码头|码头")

-- a slip in an option is told
local fine, message = pcall(ms.rank, {}, { langauge = "en" })
assert(not fine and message:find "language", message)
assert(not pcall(ms.topics, {}, { counts = 3 }) and not pcall(rank.choose, {}, { sentence = 3 }))

-- budgets: sentences, code points, a share of all code points; they count over several picks
local fits = rank.budget("2", {})
assert(fits { text = "a" } and fits { text = "b" } and not fits { text = "c" })
fits = rank.budget("5c", {})
assert(fits { text = "一二三" } and not fits { text = "一二三" })
fits = rank.budget("50%", { { text = "一二三四" } })
assert(fits { text = "一二" } and not fits { text = "三" })
for _, wrong in ipairs { "", "abc", "-1", "5 c", "5%c" } do assert(not pcall(rank.budget, wrong, {}), wrong) end
