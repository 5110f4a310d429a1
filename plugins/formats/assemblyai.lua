-- AssemblyAI's JSON: utterances or words, times in milliseconds.
local speech = require "moonscribe.speech"

local get, list, text, seconds, confidence = speech.get, speech.list, speech.text, speech.seconds, speech.confidence

-- Older results lie a level deeper.
local function result_of(json) return type(get(json, "transcript", "words")) == "table" and json.transcript or json end

local function thousandth(value)
  local number = seconds(value)
  return number and number / 1000
end

return speech.format {
  name = "assemblyai", about = "AssemblyAI JSON",
  is = function(json)
    json = result_of(json)
    local word = list(json, "words")[1]
    return word and get(json, "text") ~= nil and get(word, "text") ~= nil and get(word, "confidence") ~= nil and get(json, "id") ~= nil
  end,
  pieces = function(json)
    json = result_of(json)
    local pieces = {}
    local function add(words, speaker)
      for _, word in ipairs(words) do
        local name = speech.speaker(get(word, "speaker")) or speaker
        pieces[#pieces + 1] = { text = text(get(word, "text")), speaker = name,
          time = thousandth(get(word, "start")), end_time = thousandth(get(word, "end")), confidence = confidence(get(word, "confidence")) }
      end
    end
    for _, utterance in ipairs(list(json, "utterances")) do
      add(list(utterance, "words"), speech.speaker(get(utterance, "speaker")))
    end
    if #pieces == 0 then add(list(json, "words")) end
    return pieces, { language = speech.language(get(json, "language_code")) }
  end,
  samples = {
    { name = "ai.json", input = '{"id":"x1","text":"Yes.","words":[{"text":"Yes.","start":1500,"end":2000,"confidence":0.9,"speaker":"A"}]}',
      turns = { { speaker = "A", text = "Yes.", time = 1.5, end_time = 2.0 } } },
  },
}
