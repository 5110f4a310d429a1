-- moonscribe.rank_features: what can be seen of a sentence that says whether it matters, as numbers. What they are worth is in
-- moonscribe.rank_weights. Add a feature here and to `features.names`, then fit the weights again (bench/score/README.md).
local ms = require "moonscribe"
local plugins = require "moonscribe.plugins"

local features = {}

-- The order of the weights. z: against the other sentences of the call, in standard deviations.
features.names = {
  "size",       -- z: different terms, stop words left out
  "mass",       -- z: weight of its terms, much of it rare ones
  "central",    -- z: centrality
  "density",    -- terms to characters: little air
  "short",      -- less than five terms
  "long",       -- how much longer than most
  "turn_first", "turn_second", "turn_last", -- its place in its turn
  "turn_size",  -- sentences of its turn
  "opening", "closing", -- near the ends of it all
  "asks",       -- a question
  "asker",      -- said by who asks
  "conclusion", "opinion", "list", "matter", "example", "filler", "courtesy", "leans", -- cues (plugins/grammars/salience.lua)
  "figures",    -- numbers, and names where they are known
  "relevance",  -- likeness to the question that it answers
}

-- Bytes: forty words of English, eighty characters of Chinese.
local LONG, WIDE = 240, 120

local by_language = {}

-- The set of all cues of a language, and of each its class and whether it counts at the beginning only.
local function cues_of(language)
  local cues = by_language[language]
  if cues then return cues end
  local data = plugins.grammar "salience" or {}
  local words, classes, heads = {}, {}, {}
  for _, class in ipairs { "conclusion", "opinion", "list", "matter", "example", "filler", "courtesy", "leans" } do
    for _, word in ipairs((data[language] or {})[class] or {}) do
      words[#words + 1], classes[#classes + 1], heads[#heads + 1] = word, class, data.heads[class] or false
    end
  end
  cues = { classes = classes, heads = heads, set = #words > 0 and ms.set(words) or nil }
  by_language[language] = cues
  return cues
end

-- The cues of a sentence: class -> how often. Those of English are words, at both ends.
local function find_cues(text, cues, is_english)
  local found = {}
  if not cues.set then return found end
  local subject = is_english and text:lower() or text
  local size = #subject
  for index, first, last in cues.set:hits(subject) do
    local is_word = not is_english or not ((first > 1 and subject:byte(first - 1) >= 97 and subject:byte(first - 1) <= 122) or
      (last < size and subject:byte(last + 1) >= 97 and subject:byte(last + 1) <= 122))
    if is_word and (not cues.heads[index] or first <= 3) then
      found[cues.classes[index]] = (found[cues.classes[index]] or 0) + 1
    end
  end
  return found
end

local function asks(text)
  return text:ends "?" or text:ends "？" or text:ends "吗" or text:ends "嗎" or text:ends "呢" or text:ends "吗。" or text:ends "呢。"
end

-- Values as differences from their mean, in standard deviations; a flat list is all zeros.
local function standardise(values)
  local n, sum, squares = #values, 0, 0
  for _, value in ipairs(values) do sum, squares = sum + value, squares + value * value end
  local mean = n > 0 and sum / n or 0
  local deviation = math.sqrt(math.max(n > 0 and squares / n - mean * mean or 0, 0.01))
  local out = {}
  for i, value in ipairs(values) do out[i] = (value - mean) / deviation end
  return out
end

-- Of each sentence its place in its turn, from 1, and the sentences of that turn. Sentences without a turn are all
-- of one.
local function places(sentences)
  local counts, place, size = {}, {}, {}
  for i, one in ipairs(sentences) do
    local turn = one.turn or false
    counts[turn] = (counts[turn] or 0) + 1
    place[i] = counts[turn]
  end
  for i, one in ipairs(sentences) do size[i] = counts[one.turn or false] end
  return place, size
end

-- Numbers of a text, and nothing that only looks like a number.
local function figures_in(text)
  local _, digits = tostring(text):gsub("%d[%d.,]*", "")
  return digits
end

local function logs(values)
  local out = {}
  for i, value in ipairs(values) do out[i] = math.log(0.2 + value) end
  return out
end

--- rank_features.of(sentences, vectors, language, relevance, is_cut) -> array of array of number
---  For each sentence ({text=, turn=, role=, figures=}) its features in the order of `rank_features.names`. `vectors` are those of
---  the sentences; `relevance`, an array of numbers, may be nil. With `is_cut` long ones are as good as others.
function features.of(sentences, vectors, language, relevance, is_cut)
  local cues, is_english, n = cues_of(language), language ~= "zh", #sentences
  local sizes, masses = vectors:sizes()
  local central = standardise(logs(vectors:centrality()))
  local size, mass = standardise(logs(sizes)), standardise(logs(masses))
  local place, turn_size = places(sentences)
  local rows = {}
  for i, one in ipairs(sentences) do
    local text = type(one.text) == "string" and ms.text(one.text) or one.text
    local found = find_cues(text, cues, is_english)
    local terms = sizes[i]
    -- In a long sentence more cues are met by chance, and of those only some are in the part that is quoted.
    local share = math.max(1, #text / WIDE) ^ (is_cut and 1 or 0.5)
    one.leans, one.is_courtesy = found.leans ~= nil, found.courtesy ~= nil and terms < 6
    rows[i] = {
      size[i], mass[i], central[i],
      terms / (text:count() + 4) * (is_english and 6 or 3),
      terms < 5 and 1 or 0,
      is_cut and 0 or math.log(math.max(#text, LONG) / LONG),
      place[i] == 1 and 1 or 0, place[i] == 2 and 1 or 0, place[i] == turn_size[i] and 1 or 0,
      math.log(1 + turn_size[i]) / 3,
      math.exp(-(i - 1) / 3), math.exp(-(n - i) / 3),
      asks(text) and 1 or 0, one.role == "interviewer" and 1 or 0,
      math.min((found.conclusion or 0) / share, 2), math.min((found.opinion or 0) / share, 2), math.min((found.list or 0) / share, 2),
      math.min((found.matter or 0) / share, 3), math.min((found.example or 0) / share, 2), math.min((found.filler or 0) / share, 2),
      math.min((found.courtesy or 0) / share, 2), found.leans and 1 or 0,
      math.log(1 + (one.figures or figures_in(text))),
      relevance and relevance[i] or 0,
    }
  end
  return rows
end

return features
