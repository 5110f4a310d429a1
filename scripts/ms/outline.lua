-- moonscribe.outline: the sections that an interview falls into, by its exchanges, its topics or its speakers, each with a headline
-- in the interview's own words. Every turn is in one section at most, and sections are in the order of what is said.
local ms = require "moonscribe"
local excerpt = require "moonscribe.excerpt"
local topics = require "moonscribe.topics"

local outline = {}

local MANY = 16       -- exchanges; more are no outline but a list
local SPEAKERS = 24   -- that have sections of their own
local SOME = 6        -- of them, that must be left
local BRIEF_ANSWER = 120 -- bytes
local BRIEF = 240     -- bytes of a question in brief
local HEADLINE = 120  -- bytes of a headline
local FEW = 12        -- turns that are too few to be what topics are made of
local REMARK = 700    -- bytes of what is no topic by itself
local SHARE = 0.02    -- nor is what is less than that of all
local QUESTION = 24   -- bytes of a question that names something
local QUESTIONS = 40  -- of a topic that are looked at for its headline

local ASKS = ms.regex "(?:[?？]|(?:吗|嗎|呢)[。.]?)\\s*$"

--- outline.brief(turn) -> Text
---  The question in brief: from its first sentence that asks to its last, or only that; else its last sentence.
function outline.brief(turn)
  local first, last, final
  for sentence in turn:sentences() do
    final = sentence
    if ASKS:test(sentence) then first, last = first or sentence, sentence end
  end
  if not last then return final or turn.text end
  local from, to = first:offset(), select(2, last:offset())
  return to - from < BRIEF and turn.text:within(from, to) or last
end

local function bytes_of(exchange)
  local bytes = 0
  for _, turn in ipairs(exchange.answers) do bytes = bytes + #turn.text end
  return bytes
end

-- Where there are many exchanges, those that are answered by a few words are left out, unless hardly any are left then.
local function by_exchange(exchanges)
  local telling, sections = {}, {}
  for _, exchange in ipairs(exchanges) do
    if bytes_of(exchange) >= BRIEF_ANSWER then telling[#telling + 1] = exchange end
  end
  for i, exchange in ipairs(#telling >= SOME and telling or exchanges) do
    sections[i] = { by = "exchange", index = i, exchange = exchange.index, question = exchange.question, turns = exchange.answers }
  end
  return sections
end

-- Those who answer (all, where nobody does), as many as can be read, in the order in which they begin.
local function by_speaker(interview)
  local list, sections, by_name = {}, {}, {}
  for _, speaker in ipairs(interview.speakers) do
    if speaker.role ~= "interviewer" or #interview.speakers == 1 then list[#list + 1] = speaker end
  end
  table.sort(list, function(a, b)
    if a.turns ~= b.turns then return a.turns > b.turns end
    return a.index < b.index
  end)
  for i = #list, SPEAKERS + 1, -1 do list[i] = nil end
  table.sort(list, function(a, b) return a.index < b.index end)
  for i, speaker in ipairs(list) do
    sections[i] = { by = "speaker", index = i, speaker = speaker, turns = {} }
    by_name[speaker.name] = sections[i]
  end
  for turn in interview:turns() do
    local section = by_name[turn.speaker or ""]
    if section then section.turns[#section.turns + 1] = turn end
  end
  return sections
end

-- A talk of few turns has its paragraphs as units, else its turns.
local function units_of(interview)
  local turns, units = {}, {}
  for turn in interview:turns() do turns[#turns + 1] = turn end
  if #turns > FEW then return turns end
  for _, turn in ipairs(turns) do
    for paragraph in turn:paragraphs() do
      units[#units + 1] = { text = paragraph, turn = turn, role = turn.role, speaker = turn.speaker }
    end
  end
  return units
end

-- Topics that are hardly more than a remark join the one before, the first the one behind.
local function join_small(found, units)
  local sizes, all, joined = {}, 0, {}
  for i, topic in ipairs(found) do
    sizes[i] = 0
    for k = topic.from, topic.to do sizes[i] = sizes[i] + #units[k].text end
    all = all + sizes[i]
  end
  local least, size = math.max(REMARK, all * SHARE), 0
  for i, topic in ipairs(found) do
    local last = joined[#joined]
    if last and (sizes[i] < least or size < least) then
      last.to, size = topic.to, size + sizes[i]
    else
      joined[#joined + 1], size = { from = topic.from, to = topic.to }, sizes[i]
    end
  end
  return joined
end

local function by_topic(interview)
  local units, sections = units_of(interview), {}
  for i, topic in ipairs(join_small(topics.find(units, { count = MANY }), units)) do
    local section = { by = "topic", index = i, turns = {}, pieces = {} }
    for k = topic.from, topic.to do
      local unit = units[k]
      section.turns[#section.turns + 1] = unit.turn or unit
      if unit.turn then section.pieces[#section.turns] = unit.text end
    end
    sections[i] = section
  end
  return sections
end

--- outline.of(interview, exchanges [, by]) -> array of section, string
---  The sections, and what they follow: "exchange", "topic" or "speaker", the first unless `by` says so, when there are exchanges and
---  not too many to read. A section: `by`, `index`, its `turns` (`pieces[i]`: the part of turn i that is in it, when that is not all),
---  and as it may be `exchange` (its index), `question` (a turn), `speaker`.
function outline.of(interview, exchanges, by)
  by = by or #exchanges > 0 and #exchanges <= MANY and "exchange" or "topic"
  if by == "exchange" then return by_exchange(exchanges), by end
  if by == "speaker" then return by_speaker(interview), by end
  return by_topic(interview), by
end

--- outline.headline(section, worth) -> Text, string or nil, or nil
---  What a topic is called, in the interview's words: of what is asked in it the question, or clauses of it, that are worth most for their length, and
---  where words were left out. `worth(text)` says what words are worth for this topic; nil when no question is worth anything.
function outline.headline(section, worth)
  local best, best_cut, most, asked = nil, nil, 0, 0
  for _, turn in ipairs(section.turns) do
    if turn.role == "interviewer" and asked < QUESTIONS then
      for sentence in turn:sentences() do
        if #sentence >= QUESTION and ASKS:test(sentence) then
          asked = asked + 1
          local part, cut = excerpt.cut(excerpt.bare(sentence), worth, HEADLINE)
          local value = (worth(part) - #part / 500) / math.sqrt(100 + #part)
          if #part <= HEADLINE * 1.5 and value > most then best, best_cut, most = part, cut, value end
        end
      end
    end
  end
  return best, best_cut
end

return outline
