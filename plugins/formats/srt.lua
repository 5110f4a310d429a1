-- SubRip subtitles: numbered cues, each with a line of times, as they are and as they are damaged.
local cues = require "moonscribe.cues"

return cues.format {
  name = "srt", kind = "srt", about = "SubRip subtitles (SRT)",
  looks = function(head, name)
    if not head:find("->", 1, true) then return name:lower():find "%.srt$" and 40 or 0 end
    if head:find "^%s*WEBVTT" or head:find "^%s*[%[(]%d+:" then return 0 end
    if head:find "%f[%d]%d+:%d+[.,:]%d+%s*%-%-+>%s*%d+:" then return 100 end
    return name:lower():find "%.srt$" and 40 or 0
  end,
  samples = {
    { name = "two.srt", input = "1\n00:00:01,000 --> 00:00:02,500\nANN: Why\n\n2\n00:00:02,500 --> 00:00:04,000\n<i>not?</i>\n\n" ..
      "3\n00:00:04,000 --> 00:00:05,000\nBOB: I &amp; you.\n",
      turns = { { speaker = "ANN", text = "Why not?", time = 1.0, end_time = 4.0 }, { speaker = "BOB", text = "I & you.", time = 4.0 } } },
    { name = "damaged.srt", input = "1\r\n00:00:01,000 --> 00:00:02,000\r\n\r\nIt rained.\r\n00:00:02,000 --> 00:00:01,000\rStill.\n",
      turns = { { text = "It rained. Still.", time = 1.0, end_time = 2.0 } } },
  },
}
