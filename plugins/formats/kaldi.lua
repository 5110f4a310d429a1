-- JSON of recognisers built on Kaldi: Vosk's results (one, a list, or one a line), and the service of the BBC
-- whose words have punctuation and whose speakers stand apart by time.
local speech = require "moonscribe.speech"

local get, list, text, seconds, confidence = speech.get, speech.list, speech.text, speech.seconds, speech.confidence

-- The speaker of the segment that holds the time; segments are in order.
local function speaker_finder(segments)
  local at = 1
  return function(time)
    while segments[at + 1] and time and (seconds(get(segments[at + 1], "start")) or 0) <= time + 0.01 do at = at + 1 end
    return speech.speaker(get(segments[at], "speaker", "@id"))
  end
end

local function add_bbc(json, pieces)
  local segments = list(json, "segmentation", "segments")
  local speaker_at = speaker_finder(segments)
  for _, word in ipairs(list(json, "words")) do
    local time = seconds(get(word, "start"))
    pieces[#pieces + 1] = { text = text(get(word, "punct") or get(word, "word")), time = time, end_time = seconds(get(word, "end")),
      speaker = segments[1] and speaker_at(time) or nil, confidence = confidence(get(word, "confidence")) }
  end
end

return speech.format {
  name = "kaldi", about = "Kaldi JSON (Vosk, BBC)",
  is = function(json)
    local word = list(json[1] or json, "result")[1]
    return word ~= nil and get(word, "word") ~= nil and get(word, "start") ~= nil or type(get(json, "retval", "words")) == "table"
  end,
  pieces = function(json)
    local pieces = {}
    if get(json, "retval") then
      add_bbc(get(json, "retval"), pieces)
      return pieces
    end
    for i, part in ipairs(json[1] and json or { json }) do
      for j, word in ipairs(list(part, "result")) do
        pieces[#pieces + 1] = { text = text(get(word, "word")), time = seconds(get(word, "start")), end_time = seconds(get(word, "end")),
          confidence = confidence(get(word, "conf")), is_line = i > 1 and j == 1 }
      end
    end
    return pieces
  end,
  samples = {
    { name = "vosk.json", input = '[{"result":[{"conf":1,"start":0.5,"end":0.8,"word":"so"},{"conf":0.5,"start":0.8,"end":1,"word":"yes"}],"text":"so yes"},' ..
      '{"result":[{"conf":1,"start":2,"end":3,"word":"no"}],"text":"no"}]', turns = { { text = "so yes\nno", time = 0.5, end_time = 3 } } },
    { name = "bbc.json", input = '{"action":"audio-transcribe","retval":{"status":true,"words":[{"start":1,"end":1.5,"word":"so","punct":"So"},{"start":3,"end":4,"word":"yes","punct":"yes."}],' ..
      '"segmentation":{"segments":[{"start":0,"duration":2,"speaker":{"@id":"S0"}},{"start":2.5,"duration":2,"speaker":{"@id":"S1"}}]}}}',
      turns = { { speaker = "S0", text = "So", time = 1, end_time = 1.5 }, { speaker = "S1", text = "yes.", time = 3 } } },
  },
}
