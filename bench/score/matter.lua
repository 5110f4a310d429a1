-- Ranks and cuts the cases of matter.py, which puts them in the place of the mark below, one of JSON a line: { id, name, text, language,
-- parts = { { from, to, characters } } }, parts being runs of turns. Answers: the parts' sentences with what was seen of each
-- (the features), which were chosen, and where the topics begin.
local interviews = require "moonscribe.interview"
local rank = require "moonscribe.rank"
local topics = require "moonscribe.topics"

local FIGURES = { "figure", "money", "percent" }

-- How many figures are within a sentence.
local function figures_of(turn, text)
  local first, last = text:offset()
  local count = 0
  for mention in turn:mentions(FIGURES) do
    local from, to = mention.text:offset()
    if from >= first and to <= last then count = count + 1 end
  end
  return count
end

local function part_of(turns, part, language)
  local sentences = {}
  for i = part.from, part.to do
    for text in turns[i]:sentences() do
      sentences[#sentences + 1] = { text = text, turn = i, role = turns[i].role, question = turns[i].question, figures = figures_of(turns[i], text) }
    end
  end
  rank.sentences(sentences, { language = language, keep_features = true })
  local answer = { sentences = ms.json.array {}, chosen = ms.json.array {} }
  for i, one in ipairs(sentences) do
    answer.sentences[i] = { text = one.text, turn = one.turn, score = one.score, features = ms.json.array(one.features) }
  end
  for i, one in ipairs(rank.choose(sentences, { characters = part.characters })) do answer.chosen[i] = one.number end
  return answer
end

local answers = {}
for case in ms.json.rows [=======[
@CASES@]=======] do
  local talk = interviews.open(ms.text(case.text), { id = case.id, name = case.name })
  local turns = {}
  for turn in talk:turns() do turns[#turns + 1] = turn end
  local answer = { id = case.id, turns = #turns, parts = ms.json.array {}, topics = ms.json.array {}, places = ms.json.array {} }
  for i, part in ipairs(case.parts) do answer.parts[i] = part_of(turns, part, case.language) end
  for i, topic in ipairs(topics.find(turns, { language = case.language, keep_places = answer.places })) do answer.topics[i] = topic.from - 1 end
  answers[#answers + 1] = ms.json.encode(answer)
end
error(table.concat(answers, "\n") .. "\nEND\n", 0)
