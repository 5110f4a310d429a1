-- moonscribe.spoken_sentences: sentences of speech that was written down without punctuation.
local ms = require "moonscribe"

local spoken = {}

--- spoken_sentences.of(text [, options]) -> array of Text
---  The sentences of a text; where it has no punctuation, it is cut where speakers begin anew (然后, 所以, so, and then), at pauses where
---  the text has times, and at the latest after some forty words.
function spoken.of(text)
  local found = {}
  for sentence in (type(text) == "string" and ms.text(text) or text):sentences() do found[#found + 1] = sentence end
  return found
end

return spoken
