-- moonscribe.phrases: the names and terms that an interview is about, as they were said.
-- The idea is that of C-value (Frantzi and Ananiadou 1998) with RAKE's candidates (Rose 2010): runs of words between stop words and
-- punctuation that come again (ms.runs), each counted without what longer ones have of it, and weighed by how uncommon its words are: by a
-- corpus when one is given, else by the dictionary's counts for Chinese, by capitals and a list of everyday words for English. Names that
-- the extractors found join in.
local ms = require "moonscribe"
local plugins = require "moonscribe.plugins"

local phrases = {}

local NAMES = { "person", "org", "event", "quoted" }
local CHOSEN = 20   -- phrases, when nobody says how many
local LOOKED_AT = 8 -- places of a phrase, to see how it is mostly said

-- --- reading -----------------------------------------------------------------------------------

-- Numbers in words, and what Chinese words begin with that count: 第六届, 三任.
local COUNTED, TENS = {}, { "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety" }
for digit in ("第 一 二 三 四 五 六 七 八 九 十 两 几 百 千 万 亿"):gmatch "%S+" do COUNTED[digit] = true end

local stop, everyday

local function load_words()
  if stop then return end
  local words, all = {}, plugins.grammar "stopwords" or {}
  for _, language in ipairs { "en", "zh" } do
    for word in pairs(all[language] or {}) do words[word] = true end
  end
  stop, everyday = words, {}
  for _, list in pairs(plugins.grammar "everyday" or {}) do
    for word in pairs(list) do
      everyday[word] = true
      if word:find("'", 1, true) then stop[word] = true end
    end
  end
  for _, ten in ipairs(TENS) do
    for _, digit in ipairs { "one", "two", "three", "four", "five", "six", "seven", "eight", "nine" } do stop[ten .. "-" .. digit] = true end
  end
end

-- The turns, what they say again, and the words that this is made of, by number.
local function read(interview, turns)
  load_words()
  local texts = {}
  if not turns then
    turns = {}
    for turn in interview:turns() do turns[#turns + 1] = turn end
  end
  for i, turn in ipairs(turns) do texts[i] = turn.text end
  local runs = ms.runs(texts, { stop = stop })
  local words, left_out = runs:words()
  -- Where English and Chinese stop words are few, it is another language's that are missing.
  local own = left_out * 5 < words and (plugins.grammar "stopwords" or {})[ms.language(interview.text)]
  if own then
    local list = {}
    for word in pairs(own) do list[word] = true end
    runs = ms.runs(texts, { stop = list })
  end
  return { turns = turns, runs = runs, list = runs:list(), words = {} }
end

-- --- weighing ----------------------------------------------------------------------------------

local NEUTRAL, RARE = 0.5, 1
local VERBAL = { ed = true, ly = true } -- wanted, certainly

-- From one word in two thousand to one in a million.
local function weight_of_han(key)
  local rarity = ms.text(key):rarity()
  local weight = rarity and math.max(0, math.min(RARE, (rarity - 3.3) / 2.7)) or RARE * 0.9
  return #key == 3 and weight * 0.4 or weight
end

local function weight_of_letters(key, count, capitals)
  if capitals * 2 > count then return RARE end
  return NEUTRAL * (#key < 4 and 0.6 or VERBAL[key:sub(-2)] and 0.5 or key:find "ing$" and 0.6 or #key > 7 and 1.2 or 1)
end

-- A word: `weight`, how much it says by itself, 0 to about 1; `is_common`, too little; `clings`, as a Chinese character does.
local function word_of(reading, number)
  local word = reading.words[number]
  if word then return word end
  local key, count, capitals, is_han = reading.runs:word(number)
  local is_common = everyday[key] or is_han and #key <= 9 and COUNTED[key:sub(1, 3)] or false
  word = { is_common = is_common, clings = is_han and #key == 3,
    weight = is_common and 0.05 or is_han and weight_of_han(key) or weight_of_letters(key, count, capitals) }
  reading.words[number] = word
  return word
end

local function specificity(reading, one, corpus)
  local sum, most = 0, 0
  for i = 1, #one do
    local weight = word_of(reading, one[i]).weight
    sum, most = sum + weight, math.max(most, weight)
  end
  local weight = one.kind and math.max(0.8, most) or sum / one.size
  if corpus and corpus.documents > 1 then
    local rare = math.log((corpus.documents + 1) / ((corpus.holding[one.key] or 0) + 0.5)) / math.log(corpus.documents + 1)
    weight = weight * 0.4 + 0.6 * math.max(0, math.min(1, rare))
  end
  return weight
end

-- A single character, or a single everyday word, is no phrase.
local function may_stand(reading, one)
  if one.kind then return true end
  local first = word_of(reading, one[1])
  if one.size == 1 then return not first.is_common and not first.clings end
  -- Chinese characters that only cling to a word: 会 | 展中心.
  return not (first.is_common and word_of(reading, one[one.size]).is_common) and not (first.clings and one.count < 3)
end

local function score(reading, one, corpus)
  local turn_count = #reading.turns
  local own = one.count - one.within * 0.8
  if own < one.count * 0.3 then own = own * 0.3 end
  local spread = math.min(1, one.texts / math.max(2, turn_count * 0.2))
  return own ^ 0.6 * (1 + 0.35 * (math.min(one.size, 3) - 1)) * specificity(reading, one, corpus) * (0.7 + 0.3 * spread)
    * (one.kind and 1.25 or 1) * (one.first <= turn_count * 0.2 and 1.1 or 1)
end

-- --- names -------------------------------------------------------------------------------------

-- Chinese titles, and what they end with: 喀什地区商务局局长, 商务局局长.
local function add_titles(titles, of)
  if #of > 120 then return end
  for title in of:gsub("、", "\n"):gsub("；", "\n"):gmatch "[^\n]+" do
    for from in title:gmatch "()[\xE3-\xE9]" do titles[title:sub(from)] = true end
  end
end

local function is_name(name)
  return #name >= 6 and #name <= 60 and name:find "[^%d%p%s]" ~= nil
end

-- Names join the phrases that are counted already, or are new ones. Returns the ends of titles.
local function add_names(reading, interview)
  local found, titles, list = {}, {}, {}
  for mention in interview:mentions(NAMES) do
    local name = tostring(mention.value or mention.text)
    if mention.kind == "person" and mention.of then add_titles(titles, mention.of) end
    if is_name(name) then
      list[#list + 1] = { name, name:lower(), mention }
      found[name:lower()] = true
    end
  end
  if not list[1] then return titles end
  for _, one in ipairs(reading.list) do
    if found[one.key] then found[one.key] = one end
  end
  for _, item in ipairs(list) do
    local name, key, mention = item[1], item[2], item[3]
    local one = found[key]
    if one == true then
      one = { key = key, size = 1, count = 0, texts = 0, within = 0, first = mention.turn.index, slice = mention.text, turn = mention.turn }
      found[key], reading.list[#reading.list + 1] = one, one
    end
    if not one.kind then one.kind, one.named, one.counted, one.surface = mention.kind, 0, one.count, name end
    one.named = one.named + 1
    if one.named > one.counted then
      one.count = one.named
      if one.last_turn ~= mention.turn then one.last_turn, one.texts = mention.turn, one.texts + 1 end
    end
  end
  return titles
end

-- Who speaks is no phrase: their names as words are counted.
local function speakers_of(interview)
  local list = {}
  for _, speaker in ipairs(interview.speakers) do
    local terms = ms.text(speaker.name):terms()
    local name = table.concat(terms, speaker.name:find "^[\xE3-\xE9]" and "" or " ")
    if #name > 3 then list[#list + 1] = name end
  end
  return list
end

-- --- choosing ----------------------------------------------------------------------------------

-- Where a phrase is said: for each time the index of the turn, the first byte in it, and the bytes, without the 's of an owner.
local function place(reading, one)
  one.at, one.from, one.bytes = {}, {}, {}
  if not one.id then
    one.at[1], one.from[1], one.bytes[1] = one.turn.index, one.slice:offset() - one.turn.text:offset() + 1, #one.slice
    return
  end
  local places = reading.runs:places(one.id)
  for i = 1, #places // 3 do
    one.at[i], one.from[i] = reading.turns[places[3 * i - 2]].index, places[3 * i - 1]
    one.bytes[i] = places[3 * i] - one.from[i] + 1
  end
  one.turn = reading.turns[places[1]]
end

local function without_owner(text)
  if text:ends "'s" then return text:sub(1, -3) end
  return text:ends "\u{2019}s" and text:sub(1, -5) or text
end

--- phrases.said(interview, phrase, i) -> Text
---  The words of a phrase where it is said for the i-th time.
function phrases.said(interview, phrase, i)
  local from = phrase.from[i]
  return without_owner(interview:turn(phrase.at[i]).text:sub(from, from + phrase.bytes[i] - 1))
end

-- How a phrase is mostly said; of equals the one that comes first.
local function most_said(interview, one)
  local counts, best = {}, nil
  for i = 1, math.min(LOOKED_AT, #one.at) do
    local said = tostring(phrases.said(interview, one, i))
    counts[said] = (counts[said] or 0) + 1
    if not best or counts[said] > counts[best] then best = said end
  end
  return best
end

local function by_score(a, b)
  if a.score ~= b.score then return a.score > b.score end
  return a.key < b.key
end

-- Of two of which one holds the other, the better one is enough.
local function is_covered(one, chosen)
  for _, other in ipairs(chosen) do
    if other.key:find(one.key, 1, true) or one.key:find(other.key, 1, true) then return true end
  end
  return false
end

-- Those that speak, and offices (商务局党组书记), are no phrases.
local function is_somebody(one, speakers, titles)
  for _, name in ipairs(speakers) do
    if one.key:find(name, 1, true) or name:find(one.key, 1, true) then return true end
  end
  return one.kind == nil and titles[one.key] or false
end

-- The phrases with a score, best first; of those far behind there is no need to know the order.
local function best_of(reading, corpus, count)
  local list, scores = {}, {}
  for _, one in ipairs(reading.list) do
    if may_stand(reading, one) then
      one.score = score(reading, one, corpus)
      if one.score > 0 then list[#list + 1], scores[#scores + 1] = one, one.score end
    end
  end
  table.sort(scores)
  local least, best = scores[math.max(1, #scores - 3 * count)] or 0, {}
  for _, one in ipairs(list) do
    if one.score >= least then best[#best + 1] = one end
  end
  table.sort(best, by_score)
  return best
end

--- phrases.find(interview [, options]) -> array of phrase
---  The key phrases of an interview, best first: `text` (as it is mostly said), `key` (as it is counted), `kind` ("term", or that of a
---  mention: "person", "org", "event", "quoted"), `score`, `count`, `texts` (turns in which it occurs), and where it is said first: `turn`
---  and the slice `first`; `at`, `from` and `bytes`: for each time that it is said the index of the turn, the first byte in it and their
---  number. Options: `count`, how many (20); `corpus`, `{ documents = n, holding = { key = documents } }`, in which what many
---  documents hold counts for less; `turns`, an array of turns to look at instead of all.
function phrases.find(interview, options)
  options = options or {}
  local count = options.count or CHOSEN
  local reading, speakers = read(interview, options.turns), speakers_of(interview)
  local titles = options.turns and {} or add_names(reading, interview)
  local chosen = {}
  for _, one in ipairs(best_of(reading, options.corpus, count)) do
    if #chosen >= count then break end
    if not is_somebody(one, speakers, titles) and not is_covered(one, chosen) then
      chosen[#chosen + 1] = one
      place(reading, one)
      one.score = math.floor(one.score * 1000 + 0.5) / 1000
      one.first = one.slice or phrases.said(interview, one, 1)
      one.text, one.kind = one.surface or most_said(interview, one), one.kind or "term"
    end
  end
  return chosen
end

local ALL = "#"          -- under which documents are counted; no phrase has it
local COUNTED_KEYS = 100 -- of a document
local ENOUGH = 5         -- documents that are a corpus

--- phrases.gather(interview, count)
---  For a script's `gather`: counts what this document is about, so that phrases.corpus knows what many are.
function phrases.gather(interview, count)
  count(ALL)
  for i, one in ipairs(best_of(read(interview), nil, COUNTED_KEYS)) do
    if i > COUNTED_KEYS then break end
    if #one.key <= 256 then count(one.key) end
  end
end

--- phrases.corpus(counts) -> corpus or nil
---  The `corpus` of phrases.find from what a script has gathered; nil when that is too little to tell,
---  or nothing (`counts` is nil: standard input is read only once).
function phrases.corpus(counts)
  local documents = counts and counts(ALL) or 0
  if documents < ENOUGH then return nil end
  return { documents = documents, holding = setmetatable({}, { __index = function(_, key) return counts(key) end }) }
end

return phrases
