-- Text without any speaker: one turn of an unknown speaker. The last resort, so that nothing is lost.
local ms = require "moonscribe"

return ms.format {
  name = "prose",
  about = "text without speakers: one turn of an unknown speaker",
  bid = function() return 1 end,
  turns = function(document)
    local text = document.text:trim()
    return #text > 0 and { { text = text } } or {}
  end,
  samples = {
    { name = "prose.txt", input = "It rained.\n\nWe went home.\n", turns = { { text = "It rained.\n\nWe went home." } } },
  },
}
