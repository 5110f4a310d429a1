-- moonscribe.phrase_counts: the runs of words of an interview that may be phrases, and how often each is said: the reading half of
-- moonscribe.phrases. Words and runs are numbers here, since an interview of an hour has ten thousand of them.
local ms = require "moonscribe"
local plugins = require "moonscribe.plugins"

local counts = {}

local LONGEST = 4           -- words of a phrase
local LONGEST_HAN = 30      -- bytes of one in Chinese
local MANY = 1 << 31        -- more than there are runs

local stop, everyday

local function load_words()
  if stop then return end
  local words, all = {}, plugins.grammar "stopwords" or {}
  for _, language in ipairs { "en", "zh" } do
    for word in pairs(all[language] or {}) do words[word] = true end
  end
  stop, everyday = words, {}
  for _, list in pairs(plugins.grammar "everyday" or {}) do
    for word in pairs(list) do everyday[word] = true end
  end
end

--- phrase_counts.is_everyday(key) -> boolean
---  Whether a word, as it is counted, says little by itself.
function counts.is_everyday(key)
  load_words()
  return everyday[key] or false
end

local function is_han(term)
  local byte = term:byte()
  return byte >= 0xE3 and byte <= 0xE9
end

-- One key for the singular and the plural, and for the owner. Patterns cost more than a look at the last byte.
local S, APOSTROPHE = ("s"):byte(), ("'"):byte()
local NO_PLURAL = { [S] = true, [("u"):byte()] = true, [("i"):byte()] = true }

local function key_of(term)
  local last = term:byte(-1)
  if last == APOSTROPHE then return term:sub(1, -2) end
  if last ~= S then return term end
  if term:byte(-2) == APOSTROPHE then return term:sub(1, -3) end
  if #term <= 4 or NO_PLURAL[term:byte(-2)] then return term end
  return term:sub(-3) == "ies" and term:sub(1, -4) .. "y" or term:sub(1, -2)
end

-- Numbers: 12th, twenty-two, 第六届, 三任.
local COUNTED = {}
for digit in ("第 一 二 三 四 五 六 七 八 九 十 两 几 百 千 万 亿"):gmatch "%S+" do COUNTED[digit] = true end
for _, ten in ipairs { "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety" } do
  for _, digit in ipairs { "one", "two", "three", "four", "five", "six", "seven", "eight", "nine" } do COUNTED[ten .. "-" .. digit] = true end
end

-- What a word is taken for: false when it can be in no phrase, because it is a stop word, a number, a single letter or a contraction.
local function word_of(reading, term)
  local plain, byte = term, term:byte()
  if reading.stop[term] or #term < 2 or byte < 65 or COUNTED[term] or COUNTED[term:sub(1, 3)] and #term <= 9 then return false end
  if byte < 0xE3 then
    if term:find("\u{2019}", 1, true) then plain = term:gsub("\u{2019}", "'") end
    if plain:find("'", 1, true) and (reading.stop[plain] or everyday[plain] or plain:sub(-3) == "n't") then return false end
  end
  local han = is_han(term)
  local key = han and term or key_of(plain)
  local word = reading.by_key[key]
  if not word then
    reading.runs = reading.runs + 1
    word = { key = key, id = reading.runs, is_han = han, count = 0, capitals = 0 }
    reading.by_key[key] = word
  end
  return word
end

-- What one turn adds to the words in their order. A false word parts two runs: stop words and punctuation do.
local function read_turn(reading, turn)
  local text, known, words, froms, tos, turns = tostring(turn.text), reading.known, reading.words, reading.froms, reading.tos, reading.turn_at
  local terms, spans = turn.text:terms()
  local n, last, stopped, is_parted, byte_at = #words, 0, 0, true, text.byte
  for i = 1, #terms do
    local term, from = terms[i], spans[2 * i - 1]
    local word = known[term]
    if word == nil then
      word = word_of(reading, term)
      known[term] = word
    end
    if word then
      local gap = from - last - 1
      if is_parted or gap > 1 or gap == 1 and byte_at(text, last + 1) ~= 32 then
        n = n + 1
        words[n], is_parted = false, false
      end
      last, n = spans[2 * i], n + 1
      words[n], froms[n], tos[n], turns[n] = word, from, last, turn
      word.count = word.count + 1
      local byte = byte_at(text, from)
      if byte <= 90 and byte >= 65 then
        reading.is_capital[n] = true
        -- Inside a sentence it says something.
        if gap < from - 1 and (gap == 1 or gap <= 3 and not text:sub(from - gap, from - 1):find "[.?!:\n]") then word.capitals = word.capitals + 1 end
      end
    else
      last, stopped, is_parted = spans[2 * i], stopped + 1, true
    end
  end
  words[n + 1] = false
  reading.count, reading.stopped = reading.count + #terms, reading.stopped + stopped
end

local function add_place(reading, one, first)
  local count, turn = one.count + 1, reading.turn_at[first]
  one.count = count
  one.places[count] = first
  if one.last_turn ~= turn then one.last_turn, one.turns = turn, one.turns + 1 end
end

local function new(reading, id, first, last)
  local words, key = reading.words, nil
  for i = first, last do
    local word = words[i]
    key = key and (key .. (words[i - 1].is_han and word.is_han and "" or " ") .. word.key) or word.key
  end
  local one = { key = key, first_at = first, size = last - first + 1, count = 0, turns = 0, places = {}, turn = reading.turn_at[first] }
  reading.by_id[id], reading.list[#reading.list + 1] = one, one
  return one
end

-- A run that is said once is remembered by its place alone, until it comes again.
local function note(reading, id, first, last, is_name)
  local one, place = reading.by_id[id], reading.once[id]
  if not one then
    if not place and not is_name then
      reading.once[id] = first
      return
    end
    one = new(reading, id, place or first, place and place + last - first or last)
    if place then add_place(reading, one, place) end
  end
  if is_name then one.is_name = true end
  add_place(reading, one, first)
end

-- All words and what they make together. A phrase of several words comes again, so all of its words do: that, or capitals.
local function count_runs(reading)
  local words, tos, froms, is_capital, longer = reading.words, reading.tos, reading.froms, reading.is_capital, reading.longer
  for first = 1, #words do
    local word = words[first]
    if word then
      local is_name = word.capitals > 0 and is_capital[first]
      local count = word.count
      if count > 1 then note(reading, word.id, first, first) end
      local id, last = word.id, first
      while (count > 1 or is_name) and last < first + LONGEST - 1 do
        last = last + 1
        word = words[last]
        if not word then break end
        count, is_name = word.count, is_name and word.capitals > 0 and is_capital[last]
        if count < 2 and not is_name or word.is_han and tos[last] - froms[first] >= LONGEST_HAN then break end
        local both = id * MANY + word.id
        id = longer[both]
        if not id then
          id = reading.runs + 1
          reading.runs, longer[both] = id, id
        end
        note(reading, id, first, last, is_name)
      end
    end
  end
end

-- What longer phrases have of a shorter one: the most of any.
local function share_out(reading)
  local words, by_id = reading.words, reading.by_id
  for _, one in ipairs(reading.list) do
    if one.size > 1 and one.count > 1 then
      local to = one.first_at + one.size - 1
      for first = one.first_at, to do
        local id
        for last = first, to do
          id = id and reading.longer[id * MANY + words[last].id] or not id and words[last].id or nil
          local part = id and by_id[id]
          if not id then break end
          if part and part ~= one and one.count > (part.within or 0) then part.within = one.count end
        end
      end
    end
  end
end

local function read(interview, turns, stops)
  local reading = { stop = stops,
    known = {}, by_key = {}, -- term -> word, or false; words by what they share
    words = {}, froms = {}, tos = {}, turn_at = {}, is_capital = {}, -- in their order, with their places
    runs = 0, longer = {}, once = {}, by_id = {}, -- words and runs by number; run and word -> run; run -> its only place; phrases
    turns = 0, count = 0, stopped = 0, -- turns; words, and how many of them are stop words and the like
    list = {} } -- phrases
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

--- phrase_counts.read(interview [, turns]) -> reading
---  What is said in all turns, or in these. Of the reading: `list`, phrases `{ key, first_at, size, count, turns, within, is_name, places, turn }`
---  in the order in which they come; `words`, `froms`, `tos`, `turn_at`, which `first_at` and `places` are indices of; `turns`, how many.
function counts.read(interview, turns)
  load_words()
  local reading = read(interview, turns, stop)
  -- Where English and Chinese ones are few, it is another language's stop words that are missing.
  local own = reading.stopped * 5 < reading.count and (plugins.grammar "stopwords" or {})[ms.language(interview.text)]
  if own then reading = read(interview, turns, own) end
  count_runs(reading)
  share_out(reading)
  return reading
end

return counts
