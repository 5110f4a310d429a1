-- moonscribe.voices: who says what on a phrase: of each speaker the sentence about it that says most, and whether it is for or against.
local ms = require "moonscribe"
local excerpt = require "moonscribe.excerpt"
local rank = require "moonscribe.rank"

local voices = {}

local STATEMENT = 8 -- code points that make one
local SPEAKERS = 2  -- of one interview on one phrase

-- Only what is said outright: "I agree", 我反对.
local FOR = ms.regex([[\bI(?:'m| am|\x{2019}m)? (?:do |also |completely |totally |strongly |fully |absolutely |really )*(?:agree|support|in favou?r of|all for)\b|我们?(?:很|非常|完全|也|都|十分|是)*(?:同意|赞成|贊成|赞同|贊同|认同|認同|支持)]], "i")
local AGAINST = ms.regex([[\bI(?:'m| am|\x{2019}m)? (?:do |also |completely |totally |strongly |fully |absolutely |really )*(?:disagree|oppose|opposed to|against|(?:don'?t|don\x{2019}t|do not|can'?t|cannot) (?:agree|support))\b|我们?(?:很|非常|完全|也|都|十分|是|并|並)*(?:不同意|不赞成|不贊成|不赞同|不贊同|不认同|不認同|不支持|反对|反對)]], "i")

--- voices.stance(text) -> "for", "against" or nil
---  Whether a sentence says outright that its speaker agrees or does not.
---  @example
---  local stance = require("moonscribe.voices").stance
---  stance "I agree with the county.", stance "我不同意这个说法。", stance "The ferry is old." --> for, against, nil
function voices.stance(text)
  return AGAINST:test(text) and "against" or FOR:test(text) and "for" or nil
end

-- The sentences of those who answer (of all, where nobody does), scored, and by turn with their first and last byte in it.
local function sentences_of(interview)
  local list, by_turn = {}, {}
  local function add(turn)
    local base = turn.text:offset() - 1
    local here = {}
    for text in turn:sentences() do
      if #text >= 4 * STATEMENT or text:count() >= STATEMENT then
        local from, to = text:offset()
        local one = { text = text, turn = turn, role = turn.role, question = turn.question, place = #list + 1, from = from - base, to = to - base }
        list[#list + 1], here[#here + 1] = one, one
      end
    end
    by_turn[turn.index] = here
  end
  for turn in interview:turns() do
    if turn.role ~= "interviewer" then add(turn) end
  end
  if not list[1] then
    for turn in interview:turns() do add(turn) end
  end
  if list[1] then rank.sentences(list) end
  return by_turn
end

local function sentence_at(sentences, byte)
  local low, high = 1, #sentences
  while low < high do
    local middle = (low + high) // 2
    if sentences[middle].to < byte then low = middle + 1 else high = middle end
  end
  local one = sentences[low]
  return one and byte >= one.from and byte <= one.to and one or nil
end

-- What a sentence is worth as a statement on something; worked out once for all phrases in it.
local function value_of(one)
  if not one.value then
    one.stance = voices.stance(one.text)
    one.value = one.score * (one.stance and 1.5 or 1) * (one.leans and 0.7 or 1)
  end
  return one.value
end

local function quoted(one, worth)
  if not one.quoted then one.quoted, one.cut = excerpt.cut(one.text, worth) end
  return one.quoted, one.cut
end

--- voices.on(interview, found, worth) -> array of array of {text, cut, turn, score, stance}
---  For each of the key phrases (of moonscribe.phrases) what is said on it: the best sentence, or the part of it to quote, of each of
---  the speakers who say most, best first.
function voices.on(interview, found, worth)
  local by_turn, all = sentences_of(interview), {}
  for k, phrase in ipairs(found) do
    local best, list = {}, {}
    for i, index in ipairs(phrase.at) do
      local one = by_turn[index] and sentence_at(by_turn[index], phrase.from[i])
      if one then
        local speaker = one.turn.speaker or ""
        local value = value_of(one)
        if not best[speaker] then list[#list + 1] = speaker end
        if not best[speaker] or value > best[speaker].score then best[speaker] = { sentence = one, score = value } end
      end
    end
    local chosen = {}
    for i, speaker in ipairs(list) do chosen[i] = best[speaker] end
    table.sort(chosen, function(a, b)
      if a.score ~= b.score then return a.score > b.score end
      return a.sentence.place < b.sentence.place
    end)
    for i = #chosen, SPEAKERS + 1, -1 do chosen[i] = nil end
    for _, one in ipairs(chosen) do
      one.turn, one.stance = one.sentence.turn, one.sentence.stance
      one.text, one.cut = quoted(one.sentence, worth)
    end
    all[k] = chosen
  end
  return all
end

return voices
