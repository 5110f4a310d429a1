-- The words that a locator cites, such as interviews.zip!/2024/a.txt#L12:C8-C19; without a
-- place, the whole document.
local ms = require "moonscribe"

return ms.script {
  name = "show",
  about = "The words that a locator cites",
  options = { locator = { type = "string", help = "what to show, as a product printed it: PATH#L1:C2-C9" } },
  columns = { "doc", "source", "text", "speaker", "role", "turn" },
  writer = "txt",
  each = function(interview, emit, opt)
    local text, message = ms.cited(interview.text, opt.locator or interview.doc)
    if not text then error(("%s: %s"):format(opt.locator, message), 0) end
    local row = { doc = interview.doc, source = text:locator(), text = text }
    local first, last = text:offset()
    for turn in interview:turns() do
      local from, to = turn.text:offset()
      if first >= from and last <= to then row.speaker, row.role, row.turn = turn.speaker, turn.role, turn.index end
    end
    emit(row)
  end,
  views = {
    txt = function(rows, put)
      for row in rows do put(row.text:find "\n$" and row.text or row.text .. "\n") end
    end,
  },
}
