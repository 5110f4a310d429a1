-- moonscribe.gist: which sentences stand for an interview, and which for each of its exchanges.
-- It never changes a word.
local rank = require "moonscribe.rank"

local gist = {}

local GIST = 3      -- sentences for a long interview
local STATEMENT = 8 -- code points that make one: two words do not

local function overlaps(text, points)
  local from, to = text:offset()
  for point in points do
    local first, last = point.text:offset()
    if from <= last and to >= first then return true end
  end
  return false
end

-- The sentences that may be chosen: what is said in answer to a question, or, without
-- exchanges, all that is said.
local function collect(interview, exchanges)
  local sentences = {}
  local function add(turn, exchange, least)
    for text in turn:sentences() do
      if text:count() >= least then
        sentences[#sentences + 1] = { text = text, turn = turn, exchange = exchange, place = #sentences + 1,
          in_point = overlaps(text, turn:points()) }
      end
    end
  end
  for _, exchange in ipairs(exchanges) do
    local before = #sentences
    for _, turn in ipairs(exchange.answers) do add(turn, exchange.index, STATEMENT) end
    -- "Yes." may be all there is.
    if #sentences == before then add(exchange.answers[1], exchange.index, 1) end
  end
  if #exchanges == 0 then
    for turn in interview:turns() do add(turn, nil, STATEMENT) end
  end
  return sentences
end

local SHORT = 60 -- bytes of an answer's first sentence that is the answer itself: "In July 1974."

local function is_direct(one)
  if #one.text > SHORT or one.in_point then return false end
  local first, last = one.text:offset()
  for mention in one.turn:mentions() do
    local from, to = mention.text:offset()
    if from >= first and to <= last then return true end
  end
  return false
end

local function by_place(list)
  table.sort(list, function(a, b) return a.place < b.place end)
  return list
end

local function at_most(n)
  return function(_, picked) return #picked < n end
end

-- The sentences of each exchange: all of them, those that may be keys (neither in the gist nor
-- in a point), and whether it has points. Also those that may be keys over all exchanges.
local function divide(sentences, exchanges, top)
  local in_gist, pools, others = {}, {}, {}
  for _, one in ipairs(top) do in_gist[one] = true end
  for _, exchange in ipairs(exchanges) do pools[exchange.index] = { all = {}, open = {}, has_points = false } end
  for _, one in ipairs(sentences) do
    local pool = pools[one.exchange]
    if pool then
      pool.has_points = pool.has_points or one.in_point
      pool.all[#pool.all + 1] = one
      if not in_gist[one] and not one.in_point then
        pool.open[#pool.open + 1], others[#others + 1] = one, one
      end
    end
  end
  return pools, others
end

-- The keys of one exchange, when nobody says how many.
local function keys_of(pool, top)
  local keys = {}
  local first = pool.open[1]
  if first and first == pool.all[1] and is_direct(first) then keys[1] = table.remove(pool.open, 1) end
  if not pool.has_points then
    for _, one in ipairs(rank.pick(pool.open, at_most(#pool.all > 3 and 2 or 1), top)) do keys[#keys + 1] = one end
    -- What is wholly in the gist, or "Yes.", is said all the same: an exchange must not end
    -- with its question.
    if #keys == 0 then keys[1] = rank.pick(pool.all, at_most(1))[1] or pool.all[1] end
  end
  return keys
end

--- gist.choose(interview, exchanges [, length]) -> gist, keys
--- Two choices of sentences, `{ text, turn, exchange }` in their order: the gist of all that is said, and for each exchange, by
--- its index, its key sentences: the most telling, and a short direct answer. Points are listed anyway, so none of theirs is
--- a key. `length` limits both together (see rank.budget).
function gist.choose(interview, exchanges, length)
  local sentences = rank.sentences(collect(interview, exchanges))
  local fits = length and rank.budget(length, sentences)
  local size = at_most(math.min(GIST, math.max(1, #sentences // 5)))
  local top = rank.pick(sentences, function(one, picked) return size(one, picked) and (not fits or fits(one)) end)
  local pools, others = divide(sentences, exchanges, top)
  local keys = {}
  for index, pool in pairs(pools) do keys[index] = fits and {} or keys_of(pool, top) end
  if fits then
    for _, one in ipairs(rank.pick(others, fits, top)) do table.insert(keys[one.exchange], one) end
  end
  for _, list in pairs(keys) do by_place(list) end
  return by_place(top), keys
end

return gist
