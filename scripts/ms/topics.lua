-- moonscribe.topics: where a talk turns from one topic to the next.
-- Each place between two turns is asked how much what stands before it has in common with what stands behind (lexical cohesion,
-- Hearst 1997), who speaks on, how long, and whether they say that something new begins. A logistic model weighs that
-- (moonscribe.topic_weights); the surest places are taken, none too near to another. Where nothing is sure, all is one topic.
local ms = require "moonscribe"
local check = require("moonscribe.options").check
local plugins = require "moonscribe.plugins"
local rank = require "moonscribe.rank"
local weights = require "moonscribe.topic_weights"

local topics = {}

-- The order of the weights.
topics.features = {
  "near",    -- cohesion of what stands close by, against that of all places (standard deviations)
  "far",     -- and of what stands around
  "asker",   -- who asks speaks on
  "change",  -- somebody else speaks on than before
  "length",  -- of the turn behind: the logarithm of its characters
  "before",  -- of the turns before it
  "question", -- the turn behind ends with a question
  "opens", "thanks", "asks", "closes", -- cues (plugins/grammars/turning.lua)
  "newcomer", -- who speaks on has not spoken yet
  "rest",    -- how far from both ends
}

local NEAR, FAR = 60, 250 -- different terms on each side
local HEAD, TAIL = 240, 90 -- bytes of a turn where its cues are looked for

local by_language = {}

local function cues_of(language)
  local cues = by_language[language]
  if cues then return cues end
  local data, words, classes = (plugins.grammar "turning" or {})[language] or {}, {}, {}
  for _, class in ipairs { "opens", "thanks", "asks", "closes" } do
    for _, word in ipairs(data[class] or {}) do words[#words + 1], classes[#classes + 1] = word, class end
  end
  cues = { classes = classes, set = #words > 0 and ms.set(words) or nil }
  by_language[language] = cues
  return cues
end

-- A part of a text of so many bytes, no character cut.
local function part(text, from, to)
  from, to = math.max(from, 1), math.min(to, #text)
  while from <= to and text:byte(from) & 0xC0 == 0x80 do from = from + 1 end
  while to < #text and to >= from and text:byte(to + 1) & 0xC0 == 0x80 do to = to - 1 end
  return text:sub(from, to)
end

local function count_cues(text, cues, found, only)
  if not cues.set then return end
  for index in cues.set:hits(text:lower()) do
    local class = cues.classes[index]
    if (class == "closes") == only then found[class] = (found[class] or 0) + 1 end
  end
end

local function standardise(values)
  local sum, squares = 0, 0
  for _, value in ipairs(values) do sum, squares = sum + value, squares + value * value end
  local mean = #values > 0 and sum / #values or 0
  local deviation = math.sqrt(math.max(#values > 0 and squares / #values - mean * mean or 0, 1e-4))
  local out = {}
  for i, value in ipairs(values) do out[i] = (value - mean) / deviation end
  return out
end

-- The features of each place between two units.
local function features_of(units, vectors, cues)
  local near, far = standardise(vectors:cohesion(NEAR)), standardise(vectors:cohesion(FAR))
  local rows, seen, before = {}, {}, 0
  for i = 1, #units - 1 do
    local unit, behind = units[i], units[i + 1]
    local text = type(behind.text) == "string" and ms.text(behind.text) or behind.text
    local last = type(unit.text) == "string" and ms.text(unit.text) or unit.text
    local found = {}
    if unit.speaker then seen[unit.speaker] = true end
    count_cues(part(text, 1, HEAD), cues, found, false)
    count_cues(part(last, #last - TAIL, #last), cues, found, true)
    local trimmed = text:trim()
    before = (unit.role == "interviewer" and 0 or before) + last:count()
    rows[i] = {
      near[i], far[i],
      behind.role == "interviewer" and 1 or 0,
      unit.speaker ~= behind.speaker and 1 or 0,
      math.log(1 + text:count()) / 5, math.log(1 + before) / 5,
      (trimmed:ends "?" or trimmed:ends "？") and 1 or 0,
      math.min(found.opens or 0, 3), math.min(found.thanks or 0, 2), math.min(found.asks or 0, 3), math.min(found.closes or 0, 2),
      behind.speaker and not seen[behind.speaker] and 1 or 0,
      math.min(i, #units - i, 10) / 10,
    }
  end
  return rows
end

-- The surest places first, none nearer than `least` to another or to an end.
local function choose(sure, total, threshold, least, most)
  local order, chosen, taken = {}, {}, { [0] = true, [total] = true }
  for i, p in ipairs(sure) do
    if p >= threshold then order[#order + 1] = i end
  end
  table.sort(order, function(a, b)
    if sure[a] ~= sure[b] then return sure[a] > sure[b] end
    return a < b
  end)
  for _, i in ipairs(order) do
    local is_free = #chosen < most
    for distance = 0, least - 1 do is_free = is_free and not taken[i - distance] and not taken[i + distance] end
    if is_free then chosen[#chosen + 1], taken[i] = i, true end
  end
  table.sort(chosen)
  return chosen
end

-- Whether only one speaks, or nobody is known to: then words alone tell.
local function is_monologue(units)
  for i = 2, #units do
    if units[i].speaker ~= units[1].speaker or units[i].role ~= units[1].role then return false end
  end
  return true
end

local PRICE, SMALLEST = 5, 5 -- of a topic that only its words tell of (vectors:divide), and its fewest units

-- How sure each place is when only the words tell: the places that divide them best, by how little cohesion there is.
local function sure_by_words(vectors, least)
  local cohesion, sure = vectors:cohesion(FAR), {}
  for i in ipairs(cohesion) do sure[i] = 0 end
  for _, first in ipairs(vectors:divide(least, PRICE)) do
    if first > 1 then sure[first - 1] = 1 - cohesion[first - 1] / 2 end
  end
  return sure
end

-- How sure each place is by the model.
local function sure_by_model(units, vectors, language, model, places)
  local sure = {}
  for i, row in ipairs(features_of(units, vectors, cues_of(language))) do
    local sum = model.bias
    for k, value in ipairs(row) do sum = sum + model[k] * value end
    sure[i] = 1 / (1 + math.exp(-sum))
    if places then places[i] = ms.json.array(row) end
  end
  return sure
end

-- Of a short talk the smallest topic is smaller than of a long meeting.
local function least_of(model, total) return math.max(2, math.min(model.least, total // 6)) end

--- topics.find(units [, options]) -> array of {from=, to=, strength=}
---  Topics of an array of turns, paragraphs or sentences ({text=, role=, speaker=}; an interview's turns as they are): the first and
---  the last of each, all in order. `strength`, 0 to 1, says how sure it is that the talk turns at its beginning. Options: `count`, at
---  most so many; `least`, units of the smallest; `language`.
---  @example
---  local list = require("moonscribe.topics").find { { text = "The ferry is old." } }
---  #list, list[1].from, list[1].to --> 1, 1, 1
function topics.find(units, options)
  options = options or {}
  check(options, { count = "number?", least = "number?", language = "string?", keep_places = "table?" }, "ms.topics", 3)
  if #units == 0 then return {} end
  local texts = {}
  for i, unit in ipairs(units) do texts[i] = unit.text end
  local language = rank.language(units, options.language)
  local model, vectors = weights[language] or weights.en, rank.vectors(texts, language)
  local least, threshold, sure = options.least or least_of(model, #units), model.threshold, nil
  if is_monologue(units) then
    least = options.least or math.min(SMALLEST, math.max(2, #units // 4))
    threshold, sure = 0.01, sure_by_words(vectors, least)
  else
    sure = sure_by_model(units, vectors, language, model, options.keep_places)
  end
  local found, from, strength = {}, 1, 0
  for _, i in ipairs(choose(sure, #units, threshold, least, (options.count or math.huge) - 1)) do
    found[#found + 1] = { from = from, to = i, strength = strength }
    from, strength = i + 1, sure[i]
  end
  found[#found + 1] = { from = from, to = #units, strength = strength }
  return found
end

return topics
