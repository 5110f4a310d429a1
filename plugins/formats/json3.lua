-- YouTube's json3: events with segments of words, each a little later than the event. Events that only add a line
-- end hold no words.
local speech = require "moonscribe.speech"

local get, list, text, seconds, confidence = speech.get, speech.list, speech.text, speech.seconds, speech.confidence

return speech.format {
  name = "json3", about = "YouTube timed text (json3)",
  is = function(json)
    if type(get(json, "events")) ~= "table" then return false end
    if get(json, "wireMagic") == "pb3" then return true end
    for _, event in ipairs(json.events) do
      if get(event, "segs", 1, "utf8") then return true end
    end
    return false
  end,
  pieces = function(json)
    local pieces = {}
    for _, event in ipairs(list(json, "events")) do
      local start, lasting = seconds(get(event, "tStartMs")), seconds(get(event, "dDurationMs"))
      for i, segment in ipairs(list(event, "segs")) do
        pieces[#pieces + 1] = { text = text(get(segment, "utf8")):gsub("\u{200B}", ""):gsub("%s+", " "),
          time = start and (start + (seconds(get(segment, "tOffsetMs")) or 0)) / 1000,
          end_time = i == #list(event, "segs") and start and lasting and (start + lasting) / 1000 or nil }
        local sure = seconds(get(segment, "acAsrConf"))
        pieces[#pieces].confidence = sure and sure > 1 and confidence(sure / 255) or nil
      end
    end
    return pieces
  end,
  samples = {
    { name = "talk.json3", input = '{"wireMagic":"pb3","events":[{"tStartMs":0,"dDurationMs":9000,"id":1},{"tStartMs":1000,"dDurationMs":2000,"segs":[{"utf8":"so"},{"utf8":" it","tOffsetMs":400},' ..
      '{"utf8":" is","tOffsetMs":900}]},{"tStartMs":2900,"aAppend":1,"segs":[{"utf8":"\\n"}]},{"tStartMs":3000,"dDurationMs":500,"segs":[{"utf8":"yes"}]}]}',
      turns = { { text = "so it is yes", time = 1.0, end_time = 3.5 } } },
  },
}
