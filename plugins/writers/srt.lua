-- SubRip subtitles: cues of two lines, the speaker's name before the words where it changes.
local ms = require "moonscribe"
local captions = require "moonscribe.captions"
local cutting = require "moonscribe.cutting"
local clock = require "moonscribe.clock"

-- What players would take for a tag, an entity or an order is written so that it shows.
local function escape(text)
  return (text:gsub("&(#?%w+;)", "&amp;%1"):gsub("<(/?%a)", "&lt;%1"):gsub("{\\", "&#123;\\"))
end

return ms.writer {
  name = "srt", input = "interview", suffixes = { "srt" },
  about = "SubRip subtitles",
  keeps = { "speaker", "time", "end_time", "cue_time" },
  check = captions.check,
  refuse = captions.refuse "SubRip",
  write = function(transcript, put, info)
    local width = info.options.cue_width or 42
    local last
    for i, cue in ipairs(captions.cues(transcript, info.options, info.note)) do
      local label = ""
      if cue.is_first and cue.speaker then label = ms.one_line(cue.speaker) .. ": "
      elseif cue.is_first and last then label = ">> " end -- somebody else, nobody knows who
      last = cue.speaker
      put(("%d\n%s --> %s\n%s\n\n"):format(i, clock.format(cue.time, ","), clock.format(cue.end_time, ","),
        escape(cutting.wrap(label .. cue.text, width))))
    end
  end,
  samples = {
    { name = "talk.vtt", input = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>So it is &lt;b>.\n\n00:03.000 --> 00:04.500\n<v Bob>" ..
      "It rained all day, and we stayed inside the house with the windows shut, reading to one another.\n",
      output = "1\n00:00:01,000 --> 00:00:02,000\nAnn: So it is &lt;b>.\n\n2\n00:00:03,000 --> 00:00:03,781\nBob: It rained all day,\n" ..
        "and we stayed inside the house\n\n3\n00:00:03,781 --> 00:00:04,500\nwith the windows shut,\nreading to one another.\n\n" },
    { name = "talk.txt", input = "Ann: Why?\nBob: It rained.\nAnn: Ah.\nBob: Yes.", options = { assume_rate = 60 },
      output = "1\n00:00:00,000 --> 00:00:01,200\nAnn: Why?\n\n2\n00:00:01,200 --> 00:00:03,200\nBob: It rained.\n\n" ..
        "3\n00:00:03,200 --> 00:00:04,400\nAnn: Ah.\n\n4\n00:00:04,400 --> 00:00:05,600\nBob: Yes.\n\n" },
  },
}
