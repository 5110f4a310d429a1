-- WhisperX JSON: a segment a sentence, its words with their times where the transcript has them.
local ms = require "moonscribe"
local captions = require "moonscribe.captions"

local function round(seconds) return seconds and (seconds * 1000 + 0.5) // 1 / 1000 end

-- Sentences of a turn: { from, to }.
local function sentences(text)
  local list = {}
  for sentence in ms.text(text):sentences() do
    local from, to = sentence:offset()
    list[#list + 1] = { from = from, to = to }
  end
  return list
end

-- The parts of a sentence that have times of their own; a part ends where the next begins.
local function words_of(turn, part, stop)
  local words, times = ms.json.array {}, turn.times or {}
  for i, mark in ipairs(times) do
    if mark[1] >= part.from and mark[1] <= part.to then
      local following = times[i + 1]
      local to = math.min(following and following[1] - 1 or #turn.text, part.to)
      local word = ms.one_line(turn.text:sub(mark[1], to))
      if word ~= "" then
        words[#words + 1] = { word = word, start = round(mark[2]), ["end"] = round(math.min(following and following[2] or turn.last, stop)),
          speaker = turn.speaker }
      end
    end
  end
  return words
end

return ms.writer {
  name = "whisperx", input = "interview", suffixes = { "json" },
  about = "WhisperX JSON",
  keeps = { "speaker", "time", "end_time", "word_time", "turn_language" },
  refuse = captions.refuse "WhisperX JSON",
  write = function(transcript, put, info)
    local segments = ms.json.array {}
    for _, turn in ipairs(captions.timed(transcript, info.options, info.note)) do
      local list = sentences(turn.text)
      for i, part in ipairs(list) do
        local from = captions.time_at(turn, part.from)
        local to = list[i + 1] and captions.time_at(turn, list[i + 1].from) or turn.last
        local words = words_of(turn, part, math.max(to, from))
        segments[#segments + 1] = { start = round(from), ["end"] = round(math.max(to, from)), text = ms.one_line(turn.text:sub(part.from, part.to)),
          speaker = turn.speaker, language = turn.language, words = #words > 0 and words or nil }
      end
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
