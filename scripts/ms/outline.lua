-- moonscribe.outline: the sections that an interview falls into, by its exchanges, its topics or its speakers, each with a headline
-- in the interview's own words. Every turn is in one section at most, and sections are in the order of what is said.
local ms = require "moonscribe"
local excerpt = require "moonscribe.excerpt"
local topics = require "moonscribe.topics"

local outline = {}

local MANY = 14       -- exchanges; more are no outline but a list
local BRIEF = 240     -- bytes of a question in brief
local HEADLINE = 120  -- bytes of a headline
local PARAGRAPHS = 12 -- of a monologue, from which on it has topics

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

local function by_exchange(exchanges)
  local sections = {}
  for i, exchange in ipairs(exchanges) do
    sections[i] = { by = "exchange", index = i, exchange = exchange.index, question = exchange.question, turns = exchange.answers }
  end
  return sections
end

local function by_speaker(interview)
  local sections = {}
  for _, speaker in ipairs(interview.speakers) do
    local section = { by = "speaker", index = #sections + 1, speaker = speaker, turns = {} }
    for turn in interview:turns { speaker = speaker.name } do section.turns[#section.turns + 1] = turn end
    if speaker.role ~= "interviewer" or #interview.speakers == 1 then sections[#sections + 1] = section end
  end
  return sections
end

-- A talk of few turns has its paragraphs as units, else its turns.
local function units_of(interview)
  local turns, units = {}, {}
  for turn in interview:turns() do turns[#turns + 1] = turn end
  if #turns > PARAGRAPHS then return turns end
  for _, turn in ipairs(turns) do
    for paragraph in turn:paragraphs() do
      units[#units + 1] = { text = paragraph, turn = turn, role = turn.role, speaker = turn.speaker }
    end
  end
  return units
end

local function by_topic(interview)
  local units, sections = units_of(interview), {}
  for i, topic in ipairs(topics.find(units)) do
    local section = { by = "topic", index = i, strength = topic.strength, turns = {}, pieces = {} }
    for k = topic.from, topic.to do
      local unit = units[k]
      local turn = unit.turn or unit
      section.turns[#section.turns + 1] = turn
      if unit.turn then section.pieces[#section.turns] = unit.text end
      if turn.role == "interviewer" and not section.question then section.question = turn end
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

--- outline.headline(section, sentences, worth) -> Text
---  What a topic is called: the clause that is worth most for its length, of what the interviewer asks in it and of its best
---  `sentences` (Texts).
function outline.headline(section, sentences, worth)
  local best, most
  local function try(text, factor)
    if #text < 12 then return end
    local part = excerpt.cut(excerpt.bare(text), worth, HEADLINE)
    local value = worth(part) * factor / (40 + math.max(#part, 30))
    if #part <= HEADLINE * 1.5 and (not most or value > most) then best, most = part, value end
  end
  if section.question then
    for sentence in section.question:sentences() do try(sentence, ASKS:test(sentence) and 1.5 or 1.1) end
  end
  for _, sentence in ipairs(sentences) do try(sentence, 1) end
  local first = section.pieces and section.pieces[1] or section.turns[1].text
  return best or excerpt.cut(first:sentences()() or first, worth, HEADLINE)
end

return outline
