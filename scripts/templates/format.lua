-- NAME: transcripts whose lines look like "<ann> hello". Replace the patterns and the samples
-- by yours; `moonscribe test formats/NAME.lua` says whether they agree.
local ms = require "moonscribe"

local LINE = [[^<([^>\n]{1,40})> (.*)$]]

return ms.format {
  name = "NAME",
  about = "lines like <ann> hello",
  -- How sure are you, from 0 to 100, that a document that begins like this is yours? Plain
  -- dialogue bids up to 90.
  bid = function(head)
    return ms.regex(LINE, "m"):count(head) >= 2 and 95 or 0
  end,
  -- The turns, in order. Give texts as slices of document.text, so that citations lead back to
  -- the words.
  turns = function(document)
    local turns = {}
    for match in ms.regex(LINE, "m"):gmatch(document.text) do
      turns[#turns + 1] = { speaker = tostring(match[1]), text = match[2] }
    end
    return turns
  end,
  samples = {
    {
      name = "chat.txt",
      input = "<ann> Hello.\n<bob> Hello, Ann.\n",
      turns = { { speaker = "ann", text = "Hello." }, { speaker = "bob", text = "Hello, Ann." } },
    },
  },
}
