-- SBV, YouTube's old captions: a line with two times, a comma between them.
local cues = require "moonscribe.cues"

return cues.format {
  name = "sbv", kind = "sbv", about = "YouTube captions (SBV)",
  looks = function(head, name)
    if head:find "^%s*%d+:%d%d:%d%d%.%d+,%d+:%d%d:%d%d%.%d+%s*[\r\n]" then return 100 end
    return name:lower():find "%.sbv$" and 40 or 0
  end,
  samples = {
    { name = "two.sbv", input = "0:00:01.000,0:00:02.000\nIt rained.\n\n0:00:02.000,0:00:03.000\nAll day.\n",
      turns = { { text = "It rained. All day.", time = 1.0, end_time = 3.0 } } },
  },
}
