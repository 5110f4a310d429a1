-- WhisperX JSON: a segment a sentence, its words with their times where the transcript has them.
local ms = require "moonscribe"
local captions = require "moonscribe.captions"

local function round(seconds) return seconds and (seconds * 1000 + 0.5) // 1 / 1000 end

-- The words of a segment with their times; the whole segment is in them, as some readers take nothing else. A
-- part ends where the next begins.
local function words_of(segment)
  local turn, words, starts = segment.turn, ms.json.array {}, { { segment.from, segment.time } }
  for byte, seconds in captions.marks(turn, segment.from, segment.to) do starts[#starts + 1] = { byte, seconds } end
  if #starts == 1 then return nil end
  for i, start in ipairs(starts) do
    local following = starts[i + 1]
    local word = ms.one_line(turn.text:sub(start[1], following and following[1] - 1 or segment.to))
    if word ~= "" then
      words[#words + 1] = { word = word, start = round(start[2]), ["end"] = round(following and following[2] or segment.end_time), speaker = segment.speaker }
    end
  end
  return words
end

return ms.writer {
  name = "whisperx", input = "interview", suffixes = { "json" },
  about = "WhisperX JSON",
  keeps = { "speaker", "time", "end_time", "cue_time", "word_time", "turn_language" },
  check = captions.check,
  refuse = captions.refuse "WhisperX JSON",
  write = function(transcript, put, info)
    local segments = ms.json.array {}
    for i, segment in ipairs(captions.segments(transcript, info.options, info.note)) do
      segments[i] = { start = round(segment.time), ["end"] = round(segment.end_time), text = segment.text, speaker = segment.speaker,
        language = segment.language, words = words_of(segment) }
    end
    put(ms.json.encode({ segments = segments, language = transcript.language }, { indent = 1 }) .. "\n")
  end,
  samples = {
    { name = "talk.vtt", input = "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ann>So <00:02.000>it is.\n",
      output = [[
{
 "language": "en",
 "segments": [
  {
   "end": 3.0,
   "speaker": "Ann",
   "start": 1.0,
   "text": "So it is.",
   "words": [
    {
     "end": 2.0,
     "speaker": "Ann",
     "start": 1.0,
     "word": "So"
    },
    {
     "end": 3.0,
     "speaker": "Ann",
     "start": 2.0,
     "word": "it is."
    }
   ]
  }
 ]
}
]] },
  },
}
