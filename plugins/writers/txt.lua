-- Plain text, a line a turn by the user's template: "[00:01:02] Ann: It rained." without one. Times and names
-- that nobody has are left out.
local ms = require "moonscribe"
local clock = require "moonscribe.clock"
local line_template = require "moonscribe.line_template"

local FIELDS = { "time", "end", "seconds", "speaker", "role", "text", "index", "doc", "title", "date", "language" }

return ms.writer {
  name = "txt", input = "interview", joins = "\n", suffixes = { "txt", "text" },
  about = "plain text",
  keeps = { "speaker", "time", "line" },
  check = function(options)
    if options.template then line_template.read(options.template, FIELDS) end
  end,
  write = function(transcript, put, info)
    local line = line_template.read(info.options.template or "[{time}] {speaker}: {text}", FIELDS)
    local roles = {}
    for _, speaker in ipairs(transcript.speakers) do roles[speaker.name] = speaker.role end
    for i, turn in ipairs(transcript.turns) do
      put(line {
        time = turn.time and clock.short(turn.time), ["end"] = turn.end_time and clock.short(turn.end_time),
        seconds = turn.time and ms.json.encode(turn.time), speaker = turn.speaker, role = turn.speaker and roles[turn.speaker],
        text = turn.text, index = i, doc = transcript.doc, title = transcript.title, date = transcript.date,
        language = turn.language or transcript.language,
      } .. "\n")
    end
  end,
  samples = {
    { name = "talk.vtt", input = "WEBVTT\n\n00:01.500 --> 00:02.000\n<v Ann>Why?\n\n00:02.000 --> 00:03.000\nIt rained.\n",
      output = "[00:00:01.500] Ann: Why?\n[00:00:02] It rained.\n" },
    { name = "talk.txt", input = "Ann: Why?\nBob: It rained.\nAnn: Ah.\nBob: So.", options = { template = "{index}\\t{speaker} ({time}): {text}" },
      output = "1\tAnn: Why?\n2\tBob: It rained.\n3\tAnn: Ah.\n4\tBob: So.\n" },
  },
}
