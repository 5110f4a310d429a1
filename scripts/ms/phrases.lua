-- moonscribe.phrases: the names and terms that an interview is about, as they were said.
-- The idea is that of C-value (Frantzi and Ananiadou 1998) with RAKE's candidates (Rose 2010): runs of words between stop words and
-- punctuation that come again, each counted without what longer ones have of it, and weighed by how uncommon its words are: by a
-- corpus when one is given, else by the dictionary's counts for Chinese, by capitals and a list of everyday words for English. Names
-- that the extractors found join in. Words are told apart by what text:terms makes of them; what is shown was said.
local ms = require "moonscribe"
local plugins = require "moonscribe.plugins"

local phrases = {}

local LONGEST = 4 -- words of a phrase
local NAMES = { "person", "org", "event", "quoted" }
local CHOSEN = 20 -- phrases, when nobody says how many

local stop, everyday

-- Those of English and Chinese are left out of any text.
local function words_of()
  if stop then return stop end
  local all = plugins.grammar "stopwords" or {}
  local words = {}
  for _, language in ipairs { "en", "zh" } do
    for word in pairs(all[language] or {}) do words[word] = true end
  end
  stop, everyday = words, {}
  for _, list in pairs(plugins.grammar "everyday" or {}) do
    for word in pairs(list) do everyday[word] = true end
  end
  return stop
end

local function is_han(term)
  local byte = term:byte()
  return byte >= 0xE3 and byte <= 0xE9
end

-- One key for the singular and the plural, and for the owner.
local function key_of(term)
  local key = term:gsub("'s?$", "")
  if #key > 4 then
    if key:find "ies$" then return key:sub(1, -4) .. "y" end
    if key:find "[^sui]s$" then return key:sub(1, -2) end
  end
  return key
end

-- --- reading -----------------------------------------------------------------------------------

-- Numbers: 12th, twenty-two, 第六届, 三任.
local NUMBER = "^[%d.,%%]+"
local COUNTED = {}
for digit in ("第 一 二 三 四 五 六 七 八 九 十 两 几 百 千 万 亿"):gmatch "%S+" do COUNTED[digit] = true end
for _, ten in ipairs { "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety" } do
  for _, digit in ipairs { "one", "two", "three", "four", "five", "six", "seven", "eight", "nine" } do COUNTED[ten .. "-" .. digit] = true end
end

-- What a word is taken for: false when it can be in no phrase, because it is a stop word, a number, a single letter or a contraction.
local function word_of(reading, term)
  local plain = term:find("\u{2019}", 1, true) and term:gsub("\u{2019}", "'") or term
  if reading.stop[plain] or #term < 2 or term:find "^[%d.,%%]" or COUNTED[term] or COUNTED[term:sub(1, 3)] and #term <= 9
    or plain:find("'", 1, true) and (everyday[plain] or plain:find "n't$") then
    return false
  end
  local han = is_han(term)
  local key = han and term or key_of(plain)
  local word = reading.by_key[key]
  if not word then
    word = { key = key, is_han = han, count = 0, capitals = 0 }
    reading.by_key[key] = word
  end
  return word
end

-- What one turn adds to the words in their order. A false word parts two runs: stop words and punctuation do.
local function read_turn(reading, turn)
  local text, known, words, froms, tos, turns = tostring(turn.text), reading.known, reading.words, reading.froms, reading.tos, reading.turn_at
  local terms, spans = turn.text:terms()
  local n, last, stopped, is_parted = #words, 0, 0, true
  for i = 1, #terms do
    local term, from, to = terms[i], spans[2 * i - 1], spans[2 * i]
    local word = known[term]
    if word == nil then
      word = word_of(reading, term)
      known[term] = word
    end
    if not word then
      stopped, is_parted = stopped + 1, true
    else
      local gap = from - last - 1
      is_parted = is_parted or gap > 1 or gap == 1 and text:byte(last + 1) ~= 32
      if is_parted then
        n = n + 1
        words[n], is_parted = false, false
      end
      n = n + 1
      words[n], froms[n], tos[n], turns[n] = word, from, to, turn
      word.count = word.count + 1
      local byte = text:byte(from)
      -- A capital inside a sentence says something.
      if byte <= 90 and byte >= 65 and last > 0 and gap <= 3 and not text:sub(last + 1, from - 1):find "[.?!:\n]" then word.capitals = word.capitals + 1 end
    end
    last = to
  end
  words[n + 1] = false
  reading.count, reading.stopped = reading.count + #terms, reading.stopped + stopped
end

local LOOKED_AT = 8 -- places of a phrase, to see how it is mostly said

local function note(reading, key, first, last)
  local one, turn = reading.found[key], reading.turn_at[first]
  if not one then
    one = { key = key, first_at = first, size = last - first + 1, count = 0, turns = 0, places = {}, turn = turn }
    reading.found[key] = one
  end
  local count = one.count + 1
  one.count = count
  if one.last_turn ~= turn then one.last_turn, one.turns = turn, one.turns + 1 end
  one.places[count] = first
  return one
end

local function has_capital(reading, at)
  local byte = reading.turn_at[at].text:byte(reading.froms[at])
  return byte <= 90 and byte >= 65
end

-- All words and what they make together. A phrase of several words comes again, so all of its words do: that, or capitals.
local function count_phrases(reading)
  local words = reading.words
  for first = 1, #words do
    local word = words[first]
    local is_name = word and word.capitals > 0 and has_capital(reading, first)
    if word and word.count > 1 then note(reading, word.key, first, first) end
    if word and (word.count > 1 or is_name) then
      local key = word.key
      for last = first + 1, first + LONGEST - 1 do
        local before
        before, word = word, words[last]
        if not word then break end
        is_name = is_name and word.capitals > 0 and has_capital(reading, last)
        if word.count < 2 and not is_name or word.is_han and reading.tos[last] - reading.froms[first] >= 30 then break end
        key = key .. (before.is_han and word.is_han and "" or " ") .. word.key
        note(reading, key, first, last).is_name = is_name
      end
    end
  end
end

-- --- weighing ----------------------------------------------------------------------------------

local NEUTRAL, RARE = 0.5, 1
local VERBAL = { ed = true, ly = true } -- wanted, certainly

-- How much a word says by itself, 0 to about 1.
local function weight_of(word)
  if word.weight then return word.weight end
  local weight
  if everyday[word.key] then
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
  for _, name in ipairs(reading.speakers) do
    if one.key:find(name, 1, true) or name:find(one.key, 1, true) then return false end
  end
  if one.kind then return true end
  -- 商务局党组书记 is somebody's office.
  if reading.titles[one.key] then return false end
  if one.count < 2 and not (one.is_name and one.size > 1) then return false end
  if one.size > 1 then
    local first, last = reading.words[one.first_at], reading.words[one.first_at + one.size - 1]
    if everyday[last.key] and everyday[first.key] then return false end
    -- Chinese characters that only cling to a word: 会 | 展中心.
    return not (first.is_han and #first.key == 3 and one.count < 3)
  end
  local word = reading.words[one.first_at]
  return not everyday[word.key] and (not word.is_han or #word.key > 3)
end

-- What longer phrases have of a shorter one is not its own (C-value).
local function share_out(reading)
  for _, one in ipairs(reading.list) do
    if one.size > 1 and one.count > 1 and one.first_at then
      local to = one.first_at + one.size - 1
      for first = one.first_at, to do
        local key, before
        for last = first, to do
          local word = reading.words[last]
          key = key and (key .. (before.is_han and word.is_han and "" or " ") .. word.key) or word.key
          before = word
          local part = reading.found[key]
          if part and part ~= one then part.within = math.max(part.within or 0, one.count) end
        end
      end
    end
  end
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

local function add_names(reading, interview)
  for mention in interview:mentions(NAMES) do
    local name = tostring(mention.value or mention.text)
    local key = tostring(ms.text(name):normalise "lower")
    if #name >= 6 and #name <= 60 and not name:find "^[%d%p%s]+$" then
      local one = reading.found[key]
      if mention.kind == "person" and mention.of then add_titles(reading.titles, mention.of) end
      if not one then
        one = { key = key, size = 1, count = 0, turns = 0, turn = mention.turn, slice = mention.text }
        reading.found[key] = one
      end
      if not one.kind then
        one.kind, one.named, one.counted = mention.kind, 0, one.count
        one.surface = name
      end
      one.named = one.named + 1
      if one.named > one.counted then
        one.count = one.named
        if one.last_turn ~= mention.turn then one.last_turn, one.turns = mention.turn, one.turns + 1 end
      end
    end
  end
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

local function read(interview, turns, stops)
  local reading = { stop = stops, speakers = speakers_of(interview),
    known = {}, by_key = {}, -- term -> word, or false; words by what they share
    words = {}, froms = {}, tos = {}, turn_at = {}, -- in their order, with their places
    turns = 0, count = 0, stopped = 0, -- turns; words, and how many of them are stop words and the like
    found = {}, list = {}, titles = {} } -- phrases by key; those that may stand; ends of titles
  local function add(turn)
    read_turn(reading, turn)
    reading.turns = reading.turns + 1
  end
  for _, turn in ipairs(turns or {}) do add(turn) end
  if not turns then
    for turn in interview:turns() do add(turn) end
  end
  return reading
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

--- phrases.find(interview [, options]) -> array of phrase
--- The key phrases of an interview, best first: `text` (as it is mostly said), `key` (as it is counted), `kind` ("term", or that of a
--- mention: "person", "org", "event", "quoted"), `score`, `count`, `turns` (in how many it occurs), and where it is said first: `turn`
--- and the slice `first`; `at`, `from` and
--- `bytes`, for each time that it is said the index of the turn, the first byte in it and their number. Options: `count`, how many (20); `corpus`, `{ documents = n, holding = { key = documents } }`, in which what
--- many documents hold counts for less; `turns`, an array of turns to look at instead of all.
function phrases.find(interview, options)
  options = options or {}
  local reading = read(interview, options.turns, words_of())
  local own = reading.stopped * 5 < reading.count and (plugins.grammar "stopwords" or {})[ms.language(interview.text)]
  if own then reading = read(interview, options.turns, own) end
  count_phrases(reading)
  if not options.turns then add_names(reading, interview) end
  for _, one in pairs(reading.found) do
    if may_stand(reading, one) then reading.list[#reading.list + 1] = one end
  end
  share_out(reading)
  for _, one in ipairs(reading.list) do one.score = score(reading, one, options.corpus) end
  table.sort(reading.list, by_score)
  local chosen, count = {}, options.count or CHOSEN
  for _, one in ipairs(reading.list) do
    if #chosen >= count or one.score <= 0 then break end
    if not is_covered(one, chosen) then
      chosen[#chosen + 1] = one
      one.score = math.floor(one.score * 1000 + 0.5) / 1000
      one.text, one.kind = one.surface or most_said(reading, one), one.kind or "term"
      one.at, one.from, one.bytes = places_of(reading, one)
      one.first = one.slice or slice_at(reading, one, one.first_at)
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
