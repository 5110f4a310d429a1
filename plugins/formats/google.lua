-- Google's speech-to-text JSON (v1, v2, and what its client libraries write). The last result may say all words
-- again, each with its speaker.
local speech = require "moonscribe.speech"

local get, list, text, seconds, confidence = speech.get, speech.list, speech.text, speech.seconds, speech.confidence

-- "1.5s", { seconds = "1", nanos = 500000000 }, or a number.
local function moment(value)
  if type(value) ~= "table" then return seconds(value) end
  return (seconds(get(value, "seconds")) or 0) + (seconds(get(value, "nanos")) or 0) / 1e9
end

local function results_of(json) return list(json, "response", "results")[1] and list(json, "response", "results") or list(json, "results") end

-- The first of these keys that a word has.
local function either(word, ...)
  for _, key in ipairs { ... } do
    local value = get(word, key)
    if value ~= nil then return value end
  end
end

local function words_of(result)
  local words = {}
  for i, word in ipairs(list(result, "alternatives", 1, "words")) do
    words[i] = { text = text(get(word, "word")), time = moment(either(word, "startTime", "start_time", "startOffset", "start_offset")),
      end_time = moment(either(word, "endTime", "end_time", "endOffset", "end_offset")), confidence = confidence(get(word, "confidence")),
      speaker = speech.speaker(either(word, "speakerLabel", "speaker_label", "speakerTag", "speaker_tag")) }
    if words[i].speaker == "Speaker 0" then words[i].speaker = nil end -- "not known"
    words[i].time = words[i].time or words[i].end_time and 0 -- zero is not written
  end
  return words
end

return speech.format {
  name = "google", about = "Google speech-to-text JSON",
  is = function(json)
    local first = results_of(json)[1]
    local word = get(first, "alternatives", 1, "words", 1)
    if word == nil then
      return get(first, "alternatives", 1, "transcript") ~= nil and get(first, "alternatives", 1, "timestamps") == nil and get(first, "final") == nil
        and get(first, "start_time") == nil
    end
    return get(word, "word") ~= nil and get(first, "alternatives", 1, "transcript") ~= nil and get(word, "start") == nil
  end,
  pieces = function(json)
    local results, pieces, meta = results_of(json), {}, {}
    local last = words_of(results[#results])
    if #results > 1 and #last > 0 and last[1].speaker then
      local before = words_of(results[1])
      if before[1] and before[1].time == last[1].time then results = { results[#results] } end
    end
    for _, result in ipairs(results) do
      local words, said = words_of(result), text(get(result, "alternatives", 1, "transcript"))
      local language = speech.language(get(result, "languageCode") or get(result, "language_code"))
      local sure = confidence(get(result, "alternatives", 1, "confidence"))
      meta.language = meta.language or language
      if #words == 0 then words = { { text = said } } end
      for _, word in ipairs(words) do
        word.language, word.confidence = language, word.confidence or sure
        pieces[#pieces + 1] = word
      end
    end
    return pieces, meta
  end,
  samples = {
    { name = "v1.json", input = '{"results":[{"alternatives":[{"transcript":"So it is. Yes.","confidence":0.9,"words":[{"startTime":"0.500s","endTime":"0.8s","word":"So"},' ..
      '{"startTime":"0.8s","endTime":"1s","word":"it"},{"startTime":"1s","endTime":"2s","word":"is."},{"startTime":"2s","endTime":"3s","word":"Yes."}]}],"languageCode":"en-us"},' ..
      '{"alternatives":[{"words":[{"startTime":"0.500s","endTime":"0.8s","word":"So","speakerTag":1},{"startTime":"0.8s","endTime":"1s","word":"it","speakerTag":1},' ..
      '{"startTime":"1s","endTime":"2s","word":"is.","speakerTag":1},{"startTime":"2s","endTime":"3s","word":"Yes.","speakerTag":2}]}]}]}',
      turns = { { speaker = "Speaker 1", text = "So it is.", time = 0.5, end_time = 2 }, { speaker = "Speaker 2", text = "Yes.", time = 2 } } },
    { name = "client.json", input = '{"results":[{"alternatives":[{"transcript":"Yes","words":[{"startTime":{"seconds":"1","nanos":500000000},"endTime":{"seconds":"2"},"word":"Yes"}]}]}]}',
      turns = { { text = "Yes", time = 1.5, end_time = 2.0 } } },
  },
}
