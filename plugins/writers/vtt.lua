-- WebVTT captions: cues of two lines with the speaker as their voice.
local ms = require "moonscribe"
local captions = require "moonscribe.captions"
local cutting = require "moonscribe.cutting"
local clock = require "moonscribe.clock"

local MARKS = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;" }
local function escape(text) return (text:gsub("[&<>]", MARKS)) end

-- The cue's words with a mark of time before each that has one.
local function with_times(cue)
  local parts, at = {}, cue.from
  local words = cue.turn.text
  for byte, seconds in captions.marks(cue.turn, cue.from, cue.to) do
    parts[#parts + 1] = escape(words:sub(at, byte - 1)) .. "<" .. clock.format(seconds) .. ">"
    at = byte
  end
  parts[#parts + 1] = escape(words:sub(at, cue.to))
  return ms.one_line(table.concat(parts))
end

return ms.writer {
  name = "vtt", input = "interview", suffixes = { "vtt" },
  about = "WebVTT captions",
  keeps = function(options) return { "speaker", "time", "end_time", "cue_time", options.word_times and "word_time" or nil } end,
  check = captions.check,
  refuse = captions.refuse "WebVTT",
  write = function(transcript, put, info)
    local opt = info.options
    put "WEBVTT\n\n"
    for _, cue in ipairs(captions.cues(transcript, opt, info.note)) do
      local words = opt.word_times and with_times(cue) or escape(cutting.wrap(cue.text, opt.cue_width or 42))
      local voice = cue.speaker and ("<v %s>"):format(escape(ms.one_line(cue.speaker))) or ""
      put(("%s --> %s\n%s%s\n\n"):format(clock.format(cue.time), clock.format(cue.end_time), voice, words))
    end
  end,
  samples = {
    { name = "talk.srt", input = "1\n00:00:01,000 --> 00:00:02,000\nANN: Is 1 --> 2?\n\n2\n00:00:02,000 --> 00:00:03,000\nBOB: Tom & I.\n",
      output = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v ANN>Is 1 --&gt; 2?\n\n00:00:02.000 --> 00:00:03.000\n<v BOB>Tom &amp; I.\n\n" },
    { name = "words.json", options = { word_times = true },
      input = '{"segments":[{"start":0.5,"end":2,"text":"So it is.","speaker":"A","words":[{"word":"So","start":0.5,"end":0.7},{"word":"it","start":0.8,"end":1},{"word":"is.","start":1.1,"end":2}]}]}',
      output = "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\n<v A>So <00:00:00.800>it <00:00:01.100>is.\n\n" },
  },
}
