-- What there is: one row a document, archives opened.
local ms = require "moonscribe"

return ms.script {
  name = "list",
  about = "One row a document: its format, encoding, size, turns, speakers, title and date",
  columns = { "doc", "format", "encoding", "bytes", "turns", "speakers", "title", "date", "source" },
  writer = "csv",
  each = function(interview, emit)
    local turns, names = 0, {}
    for _ in interview:turns() do turns = turns + 1 end
    for i, speaker in ipairs(interview.speakers) do names[i] = speaker.name end
    local encoding = interview.encoding
    emit {
      doc = interview.doc, format = interview.format, encoding = type(encoding) == "table" and encoding.name or encoding,
      bytes = #interview.text, turns = turns, speakers = table.concat(names, "; "), title = interview.title,
      date = interview.date, source = interview.source,
    }
  end,
}
