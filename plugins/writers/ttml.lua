-- TTML (the text profile of IMSC): a paragraph a cue, speakers as agents of the metadata.
local ms = require "moonscribe"
local captions = require "moonscribe.captions"
local cutting = require "moonscribe.cutting"
local clock = require "moonscribe.clock"
local xml_text = require "moonscribe.xml_text"

return ms.writer {
  name = "ttml", input = "interview", suffixes = { "ttml", "dfxp" },
  about = "TTML",
  keeps = { "speaker", "time", "end_time", "cue_time", "title", "turn_language" },
  check = captions.check,
  refuse = captions.refuse "TTML",
  write = function(transcript, put, info)
    local escape, value = xml_text.writer(info.note)
    put(xml_text.head)
    put(('<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:timeBase="media" xml:lang="%s">\n')
      :format(value(transcript.language or "")))
    put "<head>\n<metadata>\n"
    if transcript.title then put(("<ttm:title>%s</ttm:title>\n"):format(escape(transcript.title))) end
    local agents = {}
    for i, speaker in ipairs(transcript.speakers) do
      agents[speaker.name] = "s" .. i
      put(('<ttm:agent xml:id="s%d" type="person"><ttm:name type="full">%s</ttm:name></ttm:agent>\n'):format(i, escape(speaker.name)))
    end
    put "</metadata>\n</head>\n<body>\n<div>\n"
    for _, cue in ipairs(captions.cues(transcript, info.options, info.note)) do
      local agent = cue.speaker and agents[cue.speaker]
      put(('<p begin="%s" end="%s"%s%s>%s</p>\n'):format(clock.format(cue.time), clock.format(cue.end_time),
        agent and (' ttm:agent="%s"'):format(agent) or "", cue.language and (' xml:lang="%s"'):format(value(cue.language)) or "",
        (escape(cutting.wrap(cue.text, info.options.cue_width or 42)):gsub("\n", "<br/>"))))
    end
    put "</div>\n</body>\n</tt>\n"
  end,
  samples = {
    { name = "talk.srt", input = "1\n00:00:01,000 --> 00:00:02,000\nANN: Is 1 < 2?\n\n2\n00:00:02,000 --> 00:00:03,000\nBOB: Tom & I.\n",
      output = xml_text.head .. [[
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:timeBase="media" xml:lang="en">
<head>
<metadata>
<ttm:agent xml:id="s1" type="person"><ttm:name type="full">ANN</ttm:name></ttm:agent>
<ttm:agent xml:id="s2" type="person"><ttm:name type="full">BOB</ttm:name></ttm:agent>
</metadata>
</head>
<body>
<div>
<p begin="00:00:01.000" end="00:00:02.000" ttm:agent="s1">Is 1 &lt; 2?</p>
<p begin="00:00:02.000" end="00:00:03.000" ttm:agent="s2">Tom &amp; I.</p>
</div>
</body>
</tt>
]] },
  },
}
