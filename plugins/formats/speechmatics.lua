-- Speechmatics' JSON (version 2): results of words and punctuation, each with its speaker.
local speech = require "moonscribe.speech"

local get, list, text, seconds = speech.get, speech.list, speech.text, speech.seconds

return speech.format {
  name = "speechmatics", about = "Speechmatics JSON",
  is = function(json)
    local first = list(json, "results")[1]
    return first and get(first, "alternatives", 1, "content") ~= nil and get(first, "start_time") ~= nil
  end,
  pieces = function(json)
    local pieces = {}
    for _, result in ipairs(list(json, "results")) do
      local speaker = get(result, "alternatives", 1, "speaker")
      pieces[#pieces + 1] = { text = text(get(result, "alternatives", 1, "content")), time = seconds(get(result, "start_time")),
        speaker = speaker ~= "UU" and speech.speaker(speaker) or nil, end_time = seconds(get(result, "end_time")) }
    end
    return pieces
  end,
  samples = {
    { name = "sm.json", input = '{"format":"2.1","results":[{"type":"word","start_time":1,"end_time":2,"alternatives":[{"content":"Yes","speaker":"S1"}]},' ..
      '{"type":"punctuation","start_time":2,"end_time":2,"alternatives":[{"content":".","speaker":"S1"}]}]}',
      turns = { { speaker = "S1", text = "Yes.", time = 1, end_time = 2 } } },
  },
}
