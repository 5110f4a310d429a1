-- Azure's speech-to-text JSON: batch and fast transcription, and the detailed results of its client libraries. What
-- is displayed has punctuation, the words below it have the times.
local speech = require "moonscribe.speech"

local get, list, text, seconds, confidence = speech.get, speech.list, speech.text, speech.seconds, speech.confidence

local TICKS = 1e7

local function scaled(value, scale)
  local number = seconds(value)
  return number and number / scale
end

-- { offset, duration } under the names that each of the services has.
local FORMS = {
  { "offsetInTicks", "durationInTicks", TICKS }, { "Offset", "Duration", TICKS }, { "offsetMilliseconds", "durationMilliseconds", 1000 },
}

local function times(value)
  for _, form in ipairs(FORMS) do
    local time = scaled(get(value, form[1]), form[3])
    if time then return time, time + (scaled(get(value, form[2]), form[3]) or 0) end
  end
end

local function add_phrase(phrase, pieces)
  local best = get(phrase, "nBest", 1) or get(phrase, "NBest", 1) or phrase
  local shown = get(best, "display") or get(best, "Display") or get(phrase, "DisplayText") or get(phrase, "text") or get(best, "lexical")
  local time, end_time = times(phrase)
  local whole = { text = text(shown), time = time, end_time = end_time, speaker = speech.speaker(get(phrase, "speaker") or get(phrase, "SpeakerId")),
    language = speech.language(get(phrase, "locale")),
    confidence = confidence(get(best, "confidence") or get(best, "Confidence") or get(phrase, "confidence")) }
  local words = {}
  for _, key in ipairs { "displayWords", "DisplayWords", "words", "Words" } do
    if #words == 0 and #list(best, key) > 0 then
      for i, word in ipairs(list(best, key)) do
        words[i] = { speaker = whole.speaker, language = whole.language, confidence = confidence(get(word, "confidence")) or whole.confidence }
        words[i].time, words[i].end_time = times(word)
      end
    end
  end
  local aligned = #words > 0 and speech.aligned(whole.text, words) or {}
  if #aligned < 2 then aligned = { whole } end
  for _, piece in ipairs(aligned) do pieces[#pieces + 1] = piece end
end

local function phrases_of(json)
  for _, key in ipairs { "recognizedPhrases", "phrases" } do
    if type(get(json, key)) == "table" then return get(json, key) end
  end
  return json[1] and json or { json }
end

return speech.format {
  name = "azure", about = "Azure speech-to-text JSON (batch, fast, detailed)",
  is = function(json)
    if type(get(json, "recognizedPhrases")) == "table" then return true end
    local first = phrases_of(json)[1]
    return get(first, "offsetMilliseconds") ~= nil and get(first, "text") ~= nil or get(first, "RecognitionStatus") ~= nil and get(first, "Offset") ~= nil
  end,
  pieces = function(json)
    local pieces = {}
    for _, phrase in ipairs(phrases_of(json)) do add_phrase(phrase, pieces) end
    return pieces, { language = pieces[1] and pieces[1].language }
  end,
  samples = {
    { name = "batch.json", input = '{"source":"x","recognizedPhrases":[{"recognitionStatus":"Success","channel":0,"speaker":1,"offsetInTicks":5000000,"durationInTicks":10000000,' ..
      '"locale":"en-US","nBest":[{"confidence":0.9,"lexical":"so it is","display":"So, it is.","words":[{"word":"so","offsetInTicks":5000000,"durationInTicks":2000000},' ..
      '{"word":"it","offsetInTicks":8000000,"durationInTicks":1000000},{"word":"is","offsetInTicks":10000000,"durationInTicks":5000000}]}]}]}',
      turns = { { speaker = "Speaker 1", text = "So, it is.", time = 0.5, end_time = 1.5 } } },
    { name = "detailed.json", input = '[{"RecognitionStatus":"Success","Offset":10000000,"Duration":5000000,"DisplayText":"Yes.","NBest":[{"Confidence":0.8,"Display":"Yes."}]}]',
      turns = { { text = "Yes.", time = 1.0, end_time = 1.5 } } },
    { name = "fast.json", input = '{"durationMilliseconds":900,"combinedPhrases":[{"text":"Yes."}],"phrases":[{"speaker":2,"offsetMilliseconds":100,"durationMilliseconds":300,"text":"Yes.","locale":"en-US"}]}',
      turns = { { speaker = "Speaker 2", text = "Yes.", time = 0.1, end_time = 0.4 } } },
  },
}
