-- NAME: what every interviewee said, turn by turn. Change `each` to what you want to know.
--   moonscribe run NAME.lua INTERVIEWS -o NAME.csv
local ms = require "moonscribe"

return ms.script {
  name = "NAME",
  about = "What every interviewee said, turn by turn",
  options = {
    at_least = { type = "integer", default = 1, help = "leave out turns of fewer characters" },
  },
  columns = { "doc", "speaker", "text", "source" },
  writer = "csv",
  each = function(interview, emit, opt)
    for turn in interview:turns { role = "interviewee" } do
      if turn.text:count() >= opt.at_least then
        emit { doc = interview.doc, speaker = turn.speaker, text = turn.text, source = turn:locator() }
      end
    end
  end,
}
