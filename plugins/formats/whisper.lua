-- Whisper's JSON and that of its kin (WhisperX, faster-whisper, whisper-timestamped, whisper.cpp, transformers), and
-- the transcripts of the podcast namespace: segments with times, speakers and words where they have them.
local speech = require "moonscribe.speech"

local get, list, text, seconds, confidence = speech.get, speech.list, speech.text, speech.seconds, speech.confidence

local function sure_of(value) return confidence(value.confidence or value.probability or value.score) end

local function add_segment(segment, pieces)
  local speaker = speech.speaker(get(segment, "speaker"))
  local words, is_timed = list(segment, "words"), false
  for _, word in ipairs(words) do
    is_timed = seconds(get(word, "start")) ~= nil
    if is_timed then break end
  end
  if not is_timed then
    pieces[#pieces + 1] = { text = text(get(segment, "text") or get(segment, "body")), speaker = speaker,
      time = seconds(get(segment, "start") or get(segment, "startTime")), end_time = seconds(get(segment, "end") or get(segment, "endTime")), confidence = sure_of(segment) }
    return
  end
  local at = seconds(get(segment, "start"))
  for _, word in ipairs(words) do
    if type(word) == "table" then
      at = seconds(word.start) or at
      pieces[#pieces + 1] = { text = text(word.word or word.text), time = at, end_time = seconds(word["end"]),
        speaker = word.speaker and speech.speaker(get(word, "speaker")) or speaker, confidence = sure_of(word) }
    end
  end
end

-- whisper.cpp: { offsets = { from, to } } in milliseconds; transformers: { timestamp = { from, to } }.
local function plain_pieces(json)
  local pieces = {}
  for _, one in ipairs(list(json, "transcription")) do
    local from, to = seconds(get(one, "offsets", "from")), seconds(get(one, "offsets", "to"))
    pieces[#pieces + 1] = { text = text(get(one, "text")), time = from and from / 1000, end_time = to and to / 1000, speaker = speech.speaker(get(one, "speaker")) }
  end
  for _, one in ipairs(list(json, "chunks")) do
    pieces[#pieces + 1] = { text = text(get(one, "text")), time = seconds(get(one, "timestamp", 1)), end_time = seconds(get(one, "timestamp", 2)),
      speaker = speech.speaker(get(one, "speaker")) }
  end
  return pieces
end

return speech.format {
  name = "whisper", about = "Whisper, WhisperX, faster-whisper and podcast JSON",
  is = function(json)
    if get(json, "transcription", 1, "offsets", "from") or type(get(json, "chunks", 1, "timestamp")) == "table" then return true end
    local first = list(json, "segments")[1]
    if first == nil then return type(get(json, "segments")) == "table" and get(json, "text") ~= nil end
    return (get(first, "text") or get(first, "body")) ~= nil and (get(first, "start") or get(first, "startTime")) ~= nil
  end,
  pieces = function(json)
    local pieces = plain_pieces(json)
    for _, segment in ipairs(list(json, "segments")) do add_segment(segment, pieces) end
    return pieces, { language = speech.language(get(json, "language") or get(json, "result", "language")) }
  end,
  samples = {
    { name = "x.json", input = '{"segments":[{"start":0.5,"end":2,"text":" So it is.","speaker":"A","words":[{"word":"So","start":0.5,"end":0.7},' ..
      '{"word":"it","start":0.8,"end":1},{"word":"is.","start":1.1,"end":2}]},{"start":2,"end":3,"text":"Yes.","speaker":"B"}]}',
      turns = { { speaker = "A", text = "So it is.", time = 0.5, end_time = 2 }, { speaker = "B", text = "Yes.", time = 2 } } },
    { name = "podcast.json", input = '{"version":"1.0.0","segments":[{"speaker":"Ann","startTime":1,"endTime":2,"body":"Well."}]}',
      turns = { { speaker = "Ann", text = "Well.", time = 1, end_time = 2 } } },
    { name = "cpp.json", input = '{"systeminfo":"","result":{"language":"en"},"transcription":[{"timestamps":{"from":"00:00:00,500","to":"00:00:02,000"},"offsets":{"from":500,"to":2000},"text":" So."}]}',
      turns = { { text = "So.", time = 0.5, end_time = 2.0 } } },
    { name = "chunks.json", input = '{"text":" So.","chunks":[{"timestamp":[0.5,2],"text":" So."}]}', turns = { { text = "So.", time = 0.5, end_time = 2 } } },
  },
}
