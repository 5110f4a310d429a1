-- Deepgram's JSON: utterances where they were asked for, else the words of the first channels.
local speech = require "moonscribe.speech"

local get, list, text, seconds, confidence = speech.get, speech.list, speech.text, speech.seconds, speech.confidence

local function add_words(words, pieces)
  for _, word in ipairs(words) do
    pieces[#pieces + 1] = { text = text(get(word, "punctuated_word") or get(word, "word")), speaker = speech.speaker(get(word, "speaker")),
      time = seconds(get(word, "start")), end_time = seconds(get(word, "end")), confidence = confidence(get(word, "confidence")) }
  end
end

return speech.format {
  name = "deepgram", about = "Deepgram JSON",
  is = function(json) return type(get(json, "results", "channels")) == "table" end,
  pieces = function(json)
    local pieces, meta = {}, { language = speech.language(get(json, "results", "channels", 1, "detected_language")) }
    for _, utterance in ipairs(list(json, "results", "utterances")) do add_words(list(utterance, "words"), pieces) end
    if #pieces > 0 then return pieces, meta end
    for _, channel in ipairs(list(json, "results", "channels")) do
      add_words(list(channel, "alternatives", 1, "words"), pieces)
    end
    return pieces, meta
  end,
  samples = {
    { name = "dg.json", input = '{"results":{"channels":[{"alternatives":[{"words":[{"word":"yes","punctuated_word":"Yes.","start":1.5,"end":2,"speaker":0}]}]}]}}',
      turns = { { speaker = "Speaker 0", text = "Yes.", time = 1.5, end_time = 2 } } },
  },
}
