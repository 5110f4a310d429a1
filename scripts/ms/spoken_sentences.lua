-- moonscribe.spoken_sentences: sentences of speech that was written down without punctuation.
-- Such a text is cut where a speaker seems to begin anew: behind a pause (where the words have times, or blanks between Chinese
-- characters), before words that people begin with (然后, 所以, and so), and at the latest after some forty words. What has punctuation
-- is left as it is. No word is ever cut or lost.
local ms = require "moonscribe"
local plugins = require "moonscribe.plugins"

local spoken = {}

-- Bytes to one mark that ends a sentence, from which on a text has none; and of a stretch that is looked at.
local SPARSE, STRETCH = 400, 16000
-- Of a sentence: less is none, from GOOD on it ends where it can, MOST is the end. Bytes; English needs more for as much.
local LIMITS = { zh = { least = 24, good = 75, most = 180 }, en = { least = 30, good = 80, most = 220 } }
-- How sure a place is that is as good as a comma and better. Seconds of silence, and how long a byte takes to say.
local SURE = 2
local SILENCE, SECONDS = 0.6, { zh = 0.09, en = 0.08 }

local ENDS = ms.set { ".", "?", "!", "。", "？", "！", "…", ";", "；" }
local COMMAS = { [","] = true, ["，"] = true, ["、"] = true, [":"] = true, ["："] = true }

local marks_of = {}

-- Words that begin a sentence when it is said, and that end one -> how surely; words behind which none begins; first words of pairs.
local function marks_in(language)
  local marks = marks_of[language]
  if not marks then
    local data = (plugins.grammar "turning" or {})[language] or {}
    marks = { begins = data.begins or {}, ends = data.ends or {}, holds = data.holds or {}, pairs = {} }
    for words in pairs(marks.begins) do
      local first = words:match "^(%S+) "
      if first then marks.pairs[first] = true end
    end
    marks_of[language] = marks
  end
  return marks
end

--- spoken_sentences.is_unpunctuated(text) -> boolean
---  Whether a text is much longer than sentences are, for the marks in it that end one.
---  @example
---  local is_unpunctuated = require("moonscribe.spoken_sentences").is_unpunctuated
---  is_unpunctuated(ms.text("we went there and then we came back "):rep(20)), is_unpunctuated(ms.text "We went.") --> true, false
function spoken.is_unpunctuated(text)
  return #text > SPARSE and #text > SPARSE * (ENDS:count(text) + 1)
end

-- How surely a sentence begins with word i of the stretch (a string; words are its spans): 0 is no place to cut.
local function strength(stretch, words, i, is_chinese, marks, paused)
  local from, to, before = words[i], words[i + 1], words[i - 1]
  local sure = paused and 3 or 0
  if from > before + 1 then
    local gap = stretch:sub(before + 1, from - 1)
    if gap:find "\n" then sure = sure + 3 end
    if COMMAS[gap:match "^%s*(%S+)%s*$"] then sure = sure + 1.5 end
    -- Blanks between Chinese characters are the recogniser's pauses.
    if is_chinese and gap:find "^%s+$" and stretch:byte(from) >= 0xE3 and stretch:byte(before) >= 0x80 then sure = sure + 1.5 end
  end
  local last = stretch:sub(words[i - 2], before)
  if sure == 0 and marks.holds[last] then return 0 end
  local word = stretch:sub(from, to)
  local is_pair = words[i + 3] and words[i + 2] - to <= 2
  return sure + (marks.ends[last] or 0)
    + (is_pair and marks.pairs[word] and marks.begins[word .. " " .. stretch:sub(words[i + 2], words[i + 3])] or marks.begins[word] or 0)
end

-- Seconds at which each word of a stretch begins, or nil when the text has no times.
local function times_of(text, words)
  if not text:time() or not text:sub(#text, #text):time() then return nil end
  local times = {}
  for i = 1, #words, 2 do times[i] = text:sub(words[i], words[i + 1]):time() end
  return times
end

-- Whether there was silence before word i: more time has passed than saying took.
local function pauses(times, words, language)
  local paused, last, at = {}, times[1], words[1]
  for i = 3, #words, 2 do
    if times[i] and last and times[i] ~= last then
      paused[i] = times[i] - last - (words[i - 1] - at) * SECONDS[language] > SILENCE
      last, at = times[i], words[i]
    end
  end
  return paused
end

-- Cuts a stretch; gives the places where sentences begin, from 1, and the words.
local function cut(text, language, limits)
  local words, marks = text:word_spans(), marks_in(language)
  local times = times_of(text, words)
  local paused = times and pauses(times, words, language) or {}
  local starts, start, best, best_sure = { 1 }, 1, nil, 0
  local stretch = tostring(text):lower()
  for i = 3, #words, 2 do
    local from = words[i]
    local length = from - start
    if length >= limits.least then
      local sure = strength(stretch, words, i, language == "zh", marks, paused[i])
      local at
      if sure >= 3 or sure >= SURE and length >= limits.good then at = from
      elseif length >= limits.good and best_sure >= SURE then at = best
      elseif sure >= 1 and length >= limits.good then at = from
      elseif length + (words[i + 1] - from) > limits.most then at = best or from
      elseif sure > 0 and sure >= best_sure then best, best_sure = from, sure
      end
      if at then
        starts[#starts + 1], start, best, best_sure = at, at, nil, 0
      end
    end
  end
  return starts
end

-- The end of a stretch that begins at from: no character is cut.
local function stretch_end(text, from)
  local to = math.min(#text, from + STRETCH)
  while to < #text and text:byte(to + 1) & 0xC0 == 0x80 do to = to - 1 end
  return to
end

--- spoken_sentences.of(text [, options]) -> array of Text
---  The sentences of a text; where it has no punctuation, it is cut where speakers begin anew (然后, 所以, so, and then), at pauses where the
---  text has times, and at the latest after some forty words. Option: `language` ("zh", "en").
---  @example
---  local list = require("moonscribe.spoken_sentences").of(ms.text("we went down to the harbour early in the morning and then we waited for the ferry "):rep(6))
---  #list, tostring(list[1]) --> 7, we went down to the harbour early in the morning
function spoken.of(text, options)
  if type(text) == "string" then text = ms.text(text) end
  local found = {}
  if not spoken.is_unpunctuated(text) then
    for sentence in text:sentences() do found[#found + 1] = sentence end
    return found
  end
  local language = options and options.language or (ms.language(text) or "en"):sub(1, 2)
  if language ~= "zh" then language = "en" end
  local function add(piece)
    -- Its few ends of sentences are ends here too.
    for sentence in piece:sentences() do found[#found + 1] = sentence end
  end
  local from = 1
  while from <= #text do
    local to = stretch_end(text, from)
    local stretch = text:sub(from, to)
    local starts = cut(stretch, language, LIMITS[language])
    -- The last of a stretch goes on in the next one.
    local last = to < #text and #starts > 1 and #starts - 1 or #starts
    for i = 1, last do
      add(stretch:sub(starts[i], (starts[i + 1] or #stretch + 1) - 1))
    end
    from = from + (starts[last + 1] or #stretch + 1) - 1
  end
  return found
end

--- spoken_sentences.each(text [, options]) -> iterator of Text
---  The same one after the other; where there is punctuation it is text:sentences() and costs no more.
function spoken.each(text, options)
  if not spoken.is_unpunctuated(text) then return text:sentences() end
  local list, i = spoken.of(text, options), 0
  return function()
    i = i + 1
    return list[i]
  end
end

return spoken
