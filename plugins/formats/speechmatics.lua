-- Speechmatics' JSON. Version 2: results of words and punctuation, each with its speaker; version 1: words, and the
-- speakers apart by time.
local speech = require "moonscribe.speech"

local get, list, text, seconds, confidence = speech.get, speech.list, speech.text, speech.seconds, speech.confidence

-- Version 1: words and speakers are lists of {name, time, duration}, both in order.
local function old_pieces(json)
  local speakers, pieces, at = list(json, "speakers"), {}, 1
  for _, word in ipairs(list(json, "words")) do
    local time, lasting = seconds(get(word, "time")), seconds(get(word, "duration"))
    while time and speakers[at + 1] and (seconds(get(speakers[at + 1], "time")) or 0) <= time do at = at + 1 end
    local name = get(speakers[at], "name")
    pieces[#pieces + 1] = { text = text(get(word, "name")), time = time, end_time = time and lasting and time + lasting,
      speaker = name ~= "UU" and speech.speaker(name) or nil, confidence = confidence(get(word, "confidence")) }
  end
  return pieces, { language = speech.language(get(json, "job", "lang")) }
end

return speech.format {
  name = "speechmatics", about = "Speechmatics JSON",
  is = function(json)
    if get(json, "words", 1, "name") ~= nil and get(json, "words", 1, "time") ~= nil then return true end
    local first = list(json, "results")[1]
    if first == nil and get(json, "message") == "AddTranscript" then return true end
    return first and get(first, "alternatives", 1, "content") ~= nil and get(first, "start_time") ~= nil
  end,
  pieces = function(json)
    if get(json, "words") then return old_pieces(json) end
    local pieces = {}
    for _, result in ipairs(list(json, "results")) do
      local speaker = get(result, "alternatives", 1, "speaker")
      pieces[#pieces + 1] = { text = text(get(result, "alternatives", 1, "content")), time = seconds(get(result, "start_time")),
        speaker = speaker ~= "UU" and speech.speaker(speaker) or nil, end_time = seconds(get(result, "end_time")),
        confidence = confidence(get(result, "alternatives", 1, "confidence")), language = speech.language(get(result, "alternatives", 1, "language")) }
    end
    return pieces, { language = speech.language(get(json, "metadata", "transcription_config", "language")) or pieces[1] and pieces[1].language }
  end,
  samples = {
    { name = "sm.json", input = '{"format":"2.1","results":[{"type":"word","start_time":1,"end_time":2,"alternatives":[{"content":"Yes","speaker":"S1"}]},' ..
      '{"type":"punctuation","start_time":2,"end_time":2,"alternatives":[{"content":".","speaker":"S1"}]}]}',
      turns = { { speaker = "S1", text = "Yes.", time = 1, end_time = 2 } } },
    { name = "v1.json", input = '{"job":{"lang":"en"},"speakers":[{"name":"F1","time":"0.5","duration":"1"},{"name":"M1","time":"2","duration":"1"}],' ..
      '"words":[{"name":"So","time":"0.5","duration":"0.2","confidence":"1.000"},{"name":".","time":"0.7","duration":"0.0"},{"name":"Yes","time":"2.0","duration":"0.5"}],"format":"1.0"}',
      turns = { { speaker = "F1", text = "So.", time = 0.5, end_time = 0.7 }, { speaker = "M1", text = "Yes", time = 2.0 } } },
  },
}
