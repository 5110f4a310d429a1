-- IBM Watson's JSON: results with [word, start, end], speakers apart by time.
local speech = require "moonscribe.speech"

local get, list, text, seconds, confidence = speech.get, speech.list, speech.text, speech.seconds, speech.confidence

-- Results in parts are joined.
local function parts_of(json) return json[1] and json or { json } end

return speech.format {
  name = "watson", about = "IBM Watson speech-to-text JSON",
  is = function(json)
    local first = list(parts_of(json)[1], "results")[1]
    return get(first, "alternatives", 1, "timestamps") ~= nil or get(first, "final") ~= nil and get(first, "alternatives", 1, "transcript") ~= nil
  end,
  pieces = function(json)
    local speaker_at, pieces = {}, {}
    for _, part in ipairs(parts_of(json)) do
      for _, label in ipairs(list(part, "speaker_labels")) do
        speaker_at[seconds(get(label, "from")) or -1] = speech.speaker(get(label, "speaker"))
      end
    end
    for _, part in ipairs(parts_of(json)) do
      for _, result in ipairs(list(part, "results")) do
        local best = get(result, "alternatives", 1)
        local sure = confidence(get(best, "confidence"))
        for i, word in ipairs(list(best, "timestamps")) do
          local time = seconds(get(word, 2))
          pieces[#pieces + 1] = { text = text(get(word, 1)), time = time, end_time = seconds(get(word, 3)), speaker = speaker_at[time],
            confidence = confidence(get(best, "word_confidence", i, 2)) or sure }
        end
        if #list(best, "timestamps") == 0 then pieces[#pieces + 1] = { text = text(get(best, "transcript")), confidence = sure } end
      end
    end
    return pieces
  end,
  samples = {
    { name = "watson.json", input = '{"result_index":0,"results":[{"final":true,"alternatives":[{"transcript":"so yes ","confidence":0.9,"timestamps":[["so",0.5,0.8],["yes",2,2.5]]}]}],' ..
      '"speaker_labels":[{"from":0.5,"to":0.8,"speaker":0},{"from":2,"to":2.5,"speaker":1}]}',
      turns = { { speaker = "Speaker 0", text = "so", time = 0.5, end_time = 0.8 }, { speaker = "Speaker 1", text = "yes", time = 2 } } },
  },
}
