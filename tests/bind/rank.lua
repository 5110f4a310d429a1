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
local long = ("The ferry, the pilot, the island, the bridge and the county council of this year, "):rep(6) .. "are here."
list = sentences("The ferry needs a pilot for the island.", long, "The pilot knows the ferry.")
assert(list[1].score > list[2].score)

-- a second pick is not the first one again
list = sentences("The ferry carries the island.", "The ferry carries an island.", "The pilot retired when the bridge opened.",
  "The bridge and the pilot.")
local picked = texts(rank.pick(list, first(2)))
assert(not (picked[1]:find "carries" and picked[2]:find "carries"), table.concat(picked, " / "))
assert(not texts(rank.pick({ list[2], list[3] }, first(1), { list[1] }))[1]:find "carries")

-- budgets: sentences, code points, a share of all code points; they count over several picks
local fits = rank.budget("2", {})
assert(fits { text = "a" } and fits { text = "b" } and not fits { text = "c" })
fits = rank.budget("5c", {})
assert(fits { text = "一二三" } and not fits { text = "一二三" })
fits = rank.budget("50%", { { text = "一二三四" } })
assert(fits { text = "一二" } and not fits { text = "三" })
for _, wrong in ipairs { "", "abc", "-1", "5 c", "5%c" } do assert(not pcall(rank.budget, wrong, {}), wrong) end
