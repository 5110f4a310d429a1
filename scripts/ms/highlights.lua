-- moonscribe.highlights: what a reader looks for beside the sentences: who is named in what office, the figures that matter, what happened
-- when, and what is left open. Each is a short list, the most telling chosen, in the order of what is said.
local ms = require "moonscribe"
local excerpt = require "moonscribe.excerpt"
local plugins = require "moonscribe.plugins"

local highlights = {}

local FIGURES = { "figure", "money", "percent" }
local STATEMENT = 110 -- bytes of what is quoted with a date
local DATES, PEOPLE, OPEN = 8, 8, 4
local GUESSED = 2      -- years between two dates of which a speaker is not sure
local QUOTED = 1       -- what a figure weighs more when it is in what is quoted

-- The best `most` of a list of { value = ..., place = ... }, in their order.
local function best(list, most)
  table.sort(list, function(a, b)
    if a.value ~= b.value then return a.value > b.value end
    return a.place < b.place
  end)
  for i = #list, most + 1, -1 do list[i] = nil end
  table.sort(list, function(a, b) return a.place < b.place end)
  return list
end

-- What the sentence of a mention is worth; several of one sentence come one after the other.
local function sentence_worth(worth)
  local turn, first, last, value
  return function(mention)
    local from = mention.text:offset()
    if mention.turn ~= turn or from < first or from > last then
      local sentence = mention:sentence()
      turn, first, last = mention.turn, sentence:offset()
      value = worth(sentence)
    end
    return value
  end
end

--- highlights.titles(interview) -> map
---  From the names of people, in lower case, to the titles that they are first named with.
function highlights.titles(interview)
  local titles = {}
  for mention in interview:mentions "person" do
    local name = tostring(mention.value):lower()
    titles[name] = titles[name] or mention.of
  end
  return titles
end

--- highlights.people(interview) -> array of {name, text, of, mention}
---  The people that are spoken of by name and title, without those who speak.
function highlights.people(interview)
  local found, seen = {}, {}
  for _, speaker in ipairs(interview.speakers) do seen[speaker.name:lower()] = true end
  for mention in interview:mentions "person" do
    local name = tostring(mention.value):gsub("['\u{2019}]+s$", "")
    -- 周书记 is somebody whose name is known already.
    if mention.of and not seen[name:lower()] and not name:find(mention.of, 1, true) then
      seen[name:lower()] = true
      local is_owner = #name < #mention.text and tostring(mention.text:sub(1, #name)) == name
      found[#found + 1] = { name = name, text = is_owner and mention.text:sub(1, #name) or mention.text, of = mention.of, mention = mention }
      if #found == PEOPLE then break end
    end
  end
  return found
end

-- Years of age, the first of something, two of something: numbers, but hardly figures.
local SMALL, LOW = 10, 100

local function weight_of(mention, worth)
  local value, number = 1, mention.value
  if mention.kind == "money" then value = 3
  elseif mention.kind == "percent" then value = 2.5
  elseif mention.unit and #mention.unit < 5 and mention.unit:byte() < 128 then value = 2
  elseif type(number) == "number" and number < LOW then value = number < SMALL and -0.5 or 0.5 end
  if mention.of and mention.of ~= mention.unit then value = value + 1 end
  if mention.unit == "a" then value = value - 1.5 end
  if mention.turn.role == "interviewer" then value = value - 1 end
  return value + math.min(1, worth(mention) * 0.2)
end

local LEAST, BEHIND = 1, 0.4 -- of what a figure must weigh; of what the first of all weighs

-- Whether a mention is in one of some slices of the document.
local function within(slices)
  local by_turn = {}
  for _, one in ipairs(slices) do
    by_turn[one.turn] = by_turn[one.turn] or {}
    table.insert(by_turn[one.turn], { one.text:offset() })
  end
  return function(mention)
    local here = by_turn[mention.turn]
    if not here then return false end
    local from, to = mention.text:offset()
    for _, range in ipairs(here) do
      if from >= range[1] and to <= range[2] then return true end
    end
    return false
  end
end

--- highlights.figures(interview, worth, most [, quotes]) -> array of mention, integer
---  The figures that matter most, and how many there are in all. Those in `quotes`, `{ text, turn }`, matter more.
function highlights.figures(interview, worth, most, quotes)
  local list, seen, all, heaviest = {}, {}, 0, 0
  local is_quoted = within(quotes or {})
  worth = sentence_worth(worth)
  for mention in interview:mentions(FIGURES) do
    all = all + 1
    local value = mention.value ~= nil and weight_of(mention, worth) + (is_quoted(mention) and QUOTED or 0) or 0
    local same = tostring(mention.value) .. (mention.unit or "")
    if value >= LEAST and not seen[same] then
      list[#list + 1] = { value = value, place = all, mention = mention }
      seen[same], heaviest = true, math.max(heaviest, value)
    end
  end
  local found = {}
  for _, one in ipairs(best(list, most)) do
    if one.value >= heaviest * BEHIND then found[#found + 1] = one.mention end
  end
  return found, all
end

-- The clauses around a mention that fit.
local function around(mention)
  local sentence = mention:sentence()
  local base = sentence:offset()
  local from, to = mention.text:offset()
  return excerpt.around(sentence, from - base + 1, to - base + 1, STATEMENT)
end

local MONTH = ms.regex([[\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|[0-9０-９]|[一二三四五六七八九十〇]月|[一二三四五六七八九〇零]{2,4}年|年代]], "i")
local GRAIN = { day = 3, part = 2.8, month = 2.5, week = 2, season = 1.5, quarter = 1.5, half = 1.2, year = 1.2, decade = 0.8 }

--- highlights.dates(interview, worth) -> array of {date, text, cut, mention}
---  What happened when, in the order of the dates: dates that are said as such (not "last year") and are known to the year, each once.
function highlights.dates(interview, worth)
  local list, seen = {}, {}
  worth = sentence_worth(worth)
  for mention in interview:mentions "date" do
    local value = mention.value
    if type(value) == "string" and value:find "^%d%d%d[%dX]" and not seen[value] and MONTH:test(mention.text) then
      seen[value] = true
      list[#list + 1] = { value = (GRAIN[mention.grain] or 1) + math.min(1.5, worth(mention) * 0.3), place = #list + 1, mention = mention }
    end
  end
  local found = {}
  for i, one in ipairs(best(list, DATES)) do
    local text, cut = around(one.mention)
    local date, last = one.mention.value, found[#found]
    -- 2001, or 2002 perhaps: one date.
    local is_again = last and last.text:offset() == text:offset() and last.mention.turn == one.mention.turn
      and math.abs((tonumber(last.date:sub(1, 4)) or 0) - (tonumber(date:sub(1, 4)) or 9999)) <= GUESSED
    if not is_again then found[#found + 1] = { date = date, text = text, cut = cut, mention = one.mention, place = i } end
  end
  table.sort(found, function(a, b)
    if a.date ~= b.date then return a.date < b.date end
    return a.place < b.place
  end)
  return found
end

local unknown

local function unknown_patterns()
  if not unknown then
    local data, all = plugins.grammar "open" or {}, {}
    for _, language in ipairs { "en", "zh" } do
      for _, pattern in ipairs(data[language] or {}) do all[#all + 1] = pattern end
    end
    unknown = ms.regex("(?:" .. table.concat(all, "|"):gsub("'%?", "['\u{2019}]?") .. ")", "i")
  end
  return unknown
end

--- highlights.open(interview, worth) -> array of {text, cut, turn}
---  What nobody can say yet, by those who answer ("that remains to be seen", 有待…).
function highlights.open(interview, worth)
  local found, pattern = {}, unknown_patterns()
  for turn in interview:turns() do
    if turn.role ~= "interviewer" then
      for match in pattern:gmatch(turn.text) do
        local sentence = excerpt.sentence(match[0], turn)
        if #sentence >= 24 and (not found[1] or found[#found].sentence:offset() ~= sentence:offset()) then
          local text, cut = excerpt.cut(sentence, function(clause) return pattern:test(clause) and 100 or worth(clause) end)
          found[#found + 1] = { sentence = sentence, text = text, cut = cut, turn = turn }
          if #found == OPEN then return found end
        end
      end
    end
  end
  return found
end

return highlights
