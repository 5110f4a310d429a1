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

-- Bytes of a long sentence (forty words of English, eighty characters of Chinese), and of one in which a cue more is no wonder.
local LONG, WIDE = 240, 120
-- Bytes of a sentence that are looked at; and of sentences that are scanned at once.
local ENDLESS, BATCH = 4000, 60000

local CLASSES = { "conclusion", "opinion", "list", "matter", "example", "filler", "courtesy", "leans" }

local by_language = {}

-- The set of all cues of a language, and of each its class and whether it counts at the beginning only.
local function cues_of(language)
  local cues = by_language[language]
  if cues then return cues end
  local data = plugins.grammar "salience" or {}
  local words, classes, heads = {}, {}, {}
  for _, class in ipairs(CLASSES) do
    for _, word in ipairs((data[language] or {})[class] or {}) do
      words[#words + 1], classes[#classes + 1], heads[#heads + 1] = word, class, data.heads[class] or false
    end
  end
  cues = { classes = classes, heads = heads, set = #words > 0 and ms.set(words) or nil }
  by_language[language] = cues
  return cues
end

-- Counts the cues of sentences first..last, which are scanned as one text, into counts (class -> array). Cues of English are words, at
-- both ends.
local function count_cues(counts, strings, first_one, last_one, cues, is_english)
  local all = table.concat(strings, "\n", first_one, last_one)
  if is_english then all = all:lower() end
  local i, from, to = first_one, 1, #strings[first_one] + 1
  for index, first, last in cues.set:hits(all) do
    while first > to do
      i = i + 1
      from, to = to + 1, to + #strings[i] + 1
    end
    local is_word = true
    if is_english then
      local before, behind = all:byte(first - 1), all:byte(last + 1)
      is_word = not (before and before >= 97 and before <= 122) and not (behind and behind >= 97 and behind <= 122)
    end
    if is_word and (not cues.heads[index] or first - from < 3) then
      local list = counts[cues.classes[index]]
      list[i] = (list[i] or 0) + 1
    end
  end
end

-- How often each sentence has a cue of each class: class -> table, nil for never.
local function cues_in(strings, cues, is_english)
  local counts = {}
  for _, class in ipairs(CLASSES) do counts[class] = {} end
  local first, bytes = 1, 0
  for i, string in ipairs(strings) do
    bytes = bytes + #string
    if cues.set and (bytes > BATCH or i == #strings) then
      count_cues(counts, strings, first, i, cues, is_english)
      first, bytes = i + 1, 0
    end
  end
  return counts
end

local ASKS = { ["？"] = true, ["吗"] = true, ["嗎"] = true, ["呢"] = true }

local function asks(string)
  if string:byte(-1) == 63 then return true end
  local tail = string:sub(-3)
  return ASKS[tail] or tail == "。" and ASKS[string:sub(-6, -4)] or false
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

-- Numbers of a text.
local function figures_in(string)
  if not string:find "%d" then return 0 end
  return (select(2, string:gsub("%d[%d.,]*", "")))
end

local function logs(values)
  local out = {}
  for i, value in ipairs(values) do out[i] = math.log(0.2 + value) end
  return out
end

--- rank_features.each(sentences, vectors, language, use [, relevance [, is_cut]])
---  Calls `use(i, row)` for each sentence ({text=, turn=, role=, figures=}) with its features in the order of `rank_features.names`; the
---  row is the same table each time. `vectors` are those of the sentences; `relevance` is an array of numbers; with `is_cut` long
---  sentences are as good as others. It also sets `leans` and `is_courtesy` of each.
function features.each(sentences, vectors, language, use, relevance, is_cut)
  local is_english, n, strings, row = language ~= "zh", #sentences, {}, {}
  for i, one in ipairs(sentences) do
    -- Of an endless one the beginning has to do.
    strings[i] = tostring(#one.text > ENDLESS and ms.text(one.text):sub(1, ENDLESS):repair() or one.text)
  end
  local counts = cues_in(strings, cues_of(language), is_english)
  local conclusion, opinion, list, matter = counts.conclusion, counts.opinion, counts.list, counts.matter
  local example, filler, courtesy, leans = counts.example, counts.filler, counts.courtesy, counts.leans
  local sizes, masses = vectors:sizes()
  local central = standardise(logs(vectors:centrality()))
  local size, mass = standardise(logs(sizes)), standardise(logs(masses))
  local place, turn_size = places(sentences)
  local per_character = is_english and 1 or 3
  local log, min, max, exp = math.log, math.min, math.max, math.exp
  for i, one in ipairs(sentences) do
    local string, terms = strings[i], sizes[i]
    -- In a long sentence more cues are met by chance, and of those only some are in the part that is quoted.
    local share = 1 / max(1, #string / WIDE)
    if not is_cut then share = share ^ 0.5 end
    one.leans, one.is_courtesy = leans[i] ~= nil, courtesy[i] ~= nil and terms < 6
    row[1], row[2], row[3] = size[i], mass[i], central[i]
    row[4] = terms / (#string / per_character + 4) * (is_english and 6 or 3)
    row[5] = terms < 5 and 1 or 0
    row[6] = is_cut and 0 or log(max(#string, LONG) / LONG)
    row[7], row[8], row[9] = place[i] == 1 and 1 or 0, place[i] == 2 and 1 or 0, place[i] == turn_size[i] and 1 or 0
    row[10] = log(1 + turn_size[i]) / 3
    row[11], row[12] = i < 30 and exp((1 - i) / 3) or 0, n - i < 30 and exp((i - n) / 3) or 0
    row[13], row[14] = asks(string) and 1 or 0, one.role == "interviewer" and 1 or 0
    row[15], row[16] = min((conclusion[i] or 0) * share, 2), min((opinion[i] or 0) * share, 2)
    row[17], row[18] = min((list[i] or 0) * share, 2), min((matter[i] or 0) * share, 3)
    row[19], row[20] = min((example[i] or 0) * share, 2), min((filler[i] or 0) * share, 2)
    row[21], row[22] = min((courtesy[i] or 0) * share, 2), one.leans and 1 or 0
    row[23] = log(1 + (one.figures or figures_in(string)))
    row[24] = relevance and relevance[i] or 0
    use(i, row)
  end
end

return features
