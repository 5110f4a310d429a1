-- moonscribe.phrases: the names and terms that an interview is about, as they were said.
-- The idea is that of C-value (Frantzi and Ananiadou 1998) with RAKE's candidates (Rose 2010): runs of words between stop words and
-- punctuation that come again (moonscribe.phrase_counts), each counted without what longer ones have of it, and weighed by how uncommon its
-- words are: by a corpus when one is given, else by the dictionary's counts for Chinese, by capitals and a list of everyday words for
-- English. Names that the extractors found join in.
local ms = require "moonscribe"
local counts = require "moonscribe.phrase_counts"

local phrases = {}

local NAMES = { "person", "org", "event", "quoted" }
local CHOSEN = 20   -- phrases, when nobody says how many
local LOOKED_AT = 8 -- places of a phrase, to see how it is mostly said

-- --- weighing ----------------------------------------------------------------------------------

local NEUTRAL, RARE = 0.5, 1
local VERBAL = { ed = true, ly = true } -- wanted, certainly

-- How much a word says by itself, 0 to about 1.
local function weight_of(word)
  if word.weight then return word.weight end
  local weight
  if counts.is_everyday(word.key) then
    weight = 0.05
  elseif word.is_han then
    local rarity = ms.text(word.key):rarity()
    -- From one word in two thousand to one in a million.
    weight = rarity and math.max(0, math.min(RARE, (rarity - 3.3) / 2.7)) or RARE * 0.9
    if #word.key == 3 then weight = weight * 0.4 end
  else
    local key = word.key
    weight = word.capitals * 2 > word.count and RARE
      or NEUTRAL * (#key < 4 and 0.6 or VERBAL[key:sub(-2)] and 0.5 or key:find "ing$" and 0.6 or #key > 7 and 1.2 or 1)
  end
  word.weight = weight
  return weight
end

local function specificity(reading, one, corpus)
  local sum, most = 0, 0
  for i = 0, one.first_at and one.size - 1 or -1 do
    local weight = weight_of(reading.words[one.first_at + i])
    sum, most = sum + weight, math.max(most, weight)
  end
  local weight = one.kind and math.max(0.8, most) or sum / one.size
  if corpus and corpus.documents > 1 then
    local rare = math.log((corpus.documents + 1) / ((corpus.holding[one.key] or 0) + 0.5)) / math.log(corpus.documents + 1)
    weight = weight * 0.4 + 0.6 * math.max(0, math.min(1, rare))
  end
  return weight
end

-- A single character, or a single everyday word, is no phrase; nor is what was said once, if it is no name.
local function may_stand(reading, one)
  if one.kind then return true end
  if one.count < 2 and not (one.is_name and one.size > 1) then return false end
  local first, last = reading.words[one.first_at], reading.words[one.first_at + one.size - 1]
  if one.size == 1 then return not counts.is_everyday(first.key) and (not first.is_han or #first.key > 3) end
  -- Chinese characters that only cling to a word: 会 | 展中心.
  return not (counts.is_everyday(last.key) and counts.is_everyday(first.key)) and not (first.is_han and #first.key == 3 and one.count < 3)
end

local function score(reading, one, corpus)
  local turn_count = reading.turns
  local own = one.count - (one.within or 0) * 0.8
  if own < one.count * 0.3 then own = own * 0.3 end
  local spread = math.min(1, one.turns / math.max(2, turn_count * 0.2))
  return own ^ 0.6 * (1 + 0.35 * (math.min(one.size, 3) - 1)) * specificity(reading, one, corpus) * (0.7 + 0.3 * spread)
    * (one.kind and 1.25 or 1) * (one.turn.index <= turn_count * 0.2 and 1.1 or 1)
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
      one = { key = key, size = 1, count = 0, turns = 0, turn = mention.turn, slice = mention.text }
      found[key], reading.list[#reading.list + 1] = one, one
    end
    if not one.kind then one.kind, one.named, one.counted, one.surface = mention.kind, 0, one.count, name end
    one.named = one.named + 1
    if one.named > one.counted then
      one.count = one.named
      if one.last_turn ~= mention.turn then one.last_turn, one.turns = mention.turn, one.turns + 1 end
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

-- Where a phrase is said: the index of the turn and the first byte and the bytes in it, for each time.
local function places_of(reading, one)
  local turns, froms, sizes = {}, {}, {}
  for i, first in ipairs(one.places or {}) do
    turns[i], froms[i] = reading.turn_at[first].index, reading.froms[first]
    sizes[i] = reading.tos[first + one.size - 1] - froms[i] + 1
  end
  if not turns[1] then turns[1], froms[1], sizes[1] = one.turn.index, one.slice:offset() - one.turn.text:offset() + 1, #one.slice end
  return turns, froms, sizes
end

-- A place of a phrase, without the 's of an owner behind it.
local function slice_at(reading, one, first)
  local text = reading.turn_at[first].text:sub(reading.froms[first], reading.tos[first + one.size - 1])
  if text:ends "'s" then return text:sub(1, -3) end
  return text:ends "\u{2019}s" and text:sub(1, -5) or text
end

-- How a phrase is mostly said; of equals the one that comes first.
local function most_said(reading, one)
  local counts, best = {}, nil
  for i = 1, math.min(LOOKED_AT, #one.places) do
    local first = one.places[i]
    local said = tostring(slice_at(reading, one, first))
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
--- The key phrases of an interview, best first: `text` (as it is mostly said), `key` (as it is counted), `kind` ("term", or that of a
--- mention: "person", "org", "event", "quoted"), `score`, `count`, `turns` (in how many it occurs), and where it is said first: `turn`
--- and the slice `first`; `at`, `from` and
--- `bytes`, for each time that it is said the index of the turn, the first byte in it and their number. Options: `count`, how many (20); `corpus`, `{ documents = n, holding = { key = documents } }`, in which what
--- many documents hold counts for less; `turns`, an array of turns to look at instead of all.
function phrases.find(interview, options)
  options = options or {}
  local count = options.count or CHOSEN
  local reading, speakers = counts.read(interview, options.turns), speakers_of(interview)
  local titles = options.turns and {} or add_names(reading, interview)
  local chosen = {}
  for _, one in ipairs(best_of(reading, options.corpus, count)) do
    if #chosen >= count then break end
    if not is_somebody(one, speakers, titles) and not is_covered(one, chosen) then
      chosen[#chosen + 1] = one
      one.score = math.floor(one.score * 1000 + 0.5) / 1000
      one.at, one.from, one.bytes = places_of(reading, one)
      one.first = one.slice or slice_at(reading, one, one.first_at)
      one.text, one.kind = one.surface or most_said(reading, one), one.kind or "term"
    end
  end
  return chosen
end

--- phrases.said(interview, phrase, i) -> Text
---  The words of a phrase where it is said for the i-th time.
function phrases.said(interview, phrase, i)
  local turn, from = interview:turn(phrase.at[i]), phrase.from[i]
  return turn.text:sub(from, from + phrase.bytes[i] - 1)
end

return phrases
