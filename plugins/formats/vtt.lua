-- WebVTT: voices, settings, notes, styles, words with times, and the rolling captions of YouTube.
local cues = require "moonscribe.cues"

return cues.format {
  name = "vtt", kind = "vtt", about = "WebVTT captions", may_be_empty = true,
  looks = function(head) return head:find "^%s*WEBVTT%f[%s\0]" and 100 or 0 end,
  samples = {
    { name = "voices.vtt", input = "WEBVTT\n\nNOTE by hand\n\na1\n00:01.000 --> 00:02.000 align:start\n<v Ann>So <i>it</i> is.\n\n" ..
      "00:02.000 --> 00:03.000\n<v Bob>Is it?</v> <v Ann>Yes.\n",
      turns = { { speaker = "Ann", text = "So it is.", time = 1.0 }, { speaker = "Bob", text = "Is it?", time = 2.0 }, { speaker = "Ann", text = "Yes." } } },
    { name = "rolling.vtt", input = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n \none<00:00:01.500><c> two</c>\n\n00:00:02.000 --> 00:00:02.010\none two\n \n\n" ..
      "00:00:02.010 --> 00:00:03.000\none two\nthree\n\n00:00:03.000 --> 00:00:03.010\nthree\n",
      turns = { { text = "one two three", time = 1.0 } } },
  },
}
