-- Transcripts in the form that the next tool wants: subtitles, documents, annotation and coding files.
local transcript = require "moonscribe.transcript"
local ms = require "moonscribe"

return ms.script {
  name = "convert",
  about = "Transcripts as subtitles, documents, annotations: the suffix of -o, or --to, chooses",
  options = {
    template = { type = "string", help = "txt: how a turn is written, such as '{time} {speaker}: {text}'" },
    assume_rate = { type = "number", help = "for turns without times: assume so many words a minute (150)" },
    cue_width = { type = "integer", default = 42, help = "subtitles: columns of a line; a cue has two" },
    word_times = { type = "boolean", default = false, help = "vtt: keep the time of each word" },
  },
  columns = { "doc", "source", "format", "title", "date", "language", "meta", "speakers", "turns", "repairs" },
  rows = "interviews",
  writer = "txt",
  each = function(interview, emit) emit(transcript.row(interview)) end,
}
