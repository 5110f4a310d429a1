-- moonscribe.exchanges: a question with its whole answer. An interviewer's turn that asks (or
-- prompts) opens one; what interviewees say until the next is the answer. A nod in between
-- ("Right.") does not end it. A greeting answered by a greeting is none, nor is a farewell.
local ms = require "moonscribe"
local plugins = require "moonscribe.plugins"

local exchanges = {}

local words

local function data()
  if not words then words = plugins.grammar "dialogue" or {} end
  return words
end

local function has_any(lower, list)
  for _, word in ipairs(list or {}) do
    if lower:find(word, 1, true) then return true end
  end
  return false
end

local function lower(turn) return tostring(turn.text:normalise "lower") end

-- Sentences that ask, by their end.
local function asks(turn)
  for sentence in turn.text:sentences() do
    if sentence:ends "?" or sentence:ends "？" then return true end
    local bare = tostring(sentence):gsub("[。.!！”\"」]+$", "")
    for _, particle in ipairs { "吗", "嗎", "呢", "么", "麼" } do
      if bare:sub(-#particle) == particle then return true end
    end
  end
  return false
end

-- Longer than a nod: as much as a sentence of content.
local LONG = 30

local function opens(turn)
  if asks(turn) then return true end
  local text = lower(turn)
  if has_any(text, data().farewell) then return false end
  if has_any(text, data().prompt) then return true end
  return turn.text:count() >= LONG and not has_any(text, data().opening)
end

local function is_greeting(question, answers)
  if #answers ~= 1 or answers[1].text:count() > 120 then return false end
  return has_any(lower(question), data().opening) and has_any(lower(answers[1]), data().greeting)
end

local function is_parting(question)
  local text = lower(question)
  return has_any(text, data().farewell) and not asks(question)
end

--- exchanges.find(interview) -> array of {index, question, answers}
---  All exchanges of an interview, in order; `question` is a turn, `answers` an array of at
---  least one.
function exchanges.find(interview)
  local found, question, answers = {}, nil, {}
  local function close()
    if question and #answers > 0 and not is_greeting(question, answers) and not is_parting(question) then
      found[#found + 1] = { index = #found + 1, question = question, answers = answers }
    end
    question, answers = nil, {}
  end
  for turn in interview:turns() do
    if turn.role == "interviewer" then
      if question and #answers == 0 and asks(turn) then
        question = turn -- the first was only a beginning
      elseif opens(turn) then
        close()
        question = turn
      end
    elseif turn.role == "interviewee" and question then
      answers[#answers + 1] = turn
    end
  end
  close()
  return found
end

return exchanges
