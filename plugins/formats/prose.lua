-- Text without any speaker: one turn of an unknown speaker. The last resort, so that nothing is lost.
local ms = require "moonscribe"

-- YAML between "---" lines is about the text.
local FRONT = [[\A\x{FEFF}?---\r?\n.{0,16000}?\n(?:---|\.\.\.)(?:\r?\n|\z)]]

return ms.format {
  name = "prose",
  about = "text without speakers: one turn of an unknown speaker",
  bid = function() return 1 end,
  turns = function(document)
    local front = ms.regex(FRONT, "s"):match(document.text)
    local text = document.text:sub(front and #front[0] + 1 or 1):trim()
    return #text > 0 and { { text = text } } or {}
  end,
  samples = {
    { name = "notes.md", input = "---\ntitle: Rain\n---\nIt rained.\n", turns = { { text = "It rained." } } },
    { name = "prose.txt", input = "It rained.\n\nWe went home.\n", turns = { { text = "It rained.\n\nWe went home." } } },
  },
}
