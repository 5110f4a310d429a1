-- TEI: speech as utterances (<u>) of persons whom the header names, on a timeline where there are times.
local ms = require "moonscribe"
local xml_text = require "moonscribe.xml_text"

-- All times of the turns as points, in their order: seconds -> id.
local function timeline(turns)
  local points, ids = {}, {}
  local function add(seconds)
    if seconds and not ids[seconds] then
      ids[seconds] = true
      points[#points + 1] = seconds
    end
  end
  for _, turn in ipairs(turns) do
    add(turn.time)
    add(turn.end_time)
  end
  table.sort(points)
  for i, seconds in ipairs(points) do ids[seconds] = "t" .. i end
  return points, ids
end

return ms.writer {
  name = "tei", input = "interview", suffixes = { "xml", "tei" },
  about = "TEI",
  keeps = { "speaker", "role", "time", "end_time", "line", "title", "date", "turn_language" },
  write = function(transcript, put, info)
    local escape, value = xml_text.writer(info.note)
    put(xml_text.head)
    put(('<TEI xmlns="http://www.tei-c.org/ns/1.0"%s>\n<teiHeader>\n<fileDesc>\n<titleStmt><title>%s</title></titleStmt>\n'
      .. '<publicationStmt><p>Converted by moonscribe</p></publicationStmt>\n<sourceDesc>%s</sourceDesc>\n</fileDesc>\n<profileDesc>\n')
      :format(transcript.language and (' xml:lang="%s"'):format(value(transcript.language)) or "", escape(transcript.title or transcript.doc),
        transcript.date and ('<recordingStmt><recording><date when="%s"/></recording></recordingStmt>'):format(value(transcript.date))
          or ("<p>%s</p>"):format(escape(transcript.doc))))
    local ids = {}
    put "<particDesc><listPerson>\n"
    for i, speaker in ipairs(transcript.speakers) do
      ids[speaker.name] = "s" .. i
      put(('<person xml:id="s%d"%s><persName>%s</persName></person>\n'):format(i,
        speaker.role ~= "other" and (' role="%s"'):format(value(speaker.role)) or "", escape(speaker.name)))
    end
    if #transcript.speakers == 0 then put "<person><p>unknown</p></person>\n" end
    put "</listPerson></particDesc>\n</profileDesc>\n</teiHeader>\n<text>\n"
    local points, times = timeline(transcript.turns)
    if #points > 0 then
      put '<timeline unit="s" origin="#t0">\n<when xml:id="t0"/>\n'
      for i, seconds in ipairs(points) do
        put(('<when xml:id="t%d" interval="%s" since="#t0"/>\n'):format(i, ms.json.encode((seconds * 1000 + 0.5) // 1 / 1000)))
      end
      put "</timeline>\n"
    end
    put "<body>\n"
    for _, turn in ipairs(transcript.turns) do
      local lines = {}
      for line in (turn.text .. "\n"):gmatch "(.-)\n" do
        if line:find "%S" then lines[#lines + 1] = escape(line) end
      end
      local words = #lines > 1 and "<seg>" .. table.concat(lines, "</seg><seg>") .. "</seg>" or lines[1] or ""
      put(("<u%s%s%s%s>%s</u>\n"):format(turn.speaker and (' who="#%s"'):format(ids[turn.speaker]) or "",
        turn.time and (' start="#%s"'):format(times[turn.time]) or "", turn.end_time and (' end="#%s"'):format(times[turn.end_time]) or "",
        turn.language and (' xml:lang="%s"'):format(value(turn.language)) or "", words))
    end
    put "</body>\n</text>\n</TEI>\n"
  end,
  samples = {
    { name = "talk.vtt", input = "WEBVTT\n\n00:01.000 --> 00:02.500\n<v Ann>It was Tom &amp; I, and we were both there.\n", output = xml_text.head .. [[
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
<teiHeader>
<fileDesc>
<titleStmt><title>talk.vtt</title></titleStmt>
<publicationStmt><p>Converted by moonscribe</p></publicationStmt>
<sourceDesc><p>talk.vtt</p></sourceDesc>
</fileDesc>
<profileDesc>
<particDesc><listPerson>
<person xml:id="s1"><persName>Ann</persName></person>
</listPerson></particDesc>
</profileDesc>
</teiHeader>
<text>
<timeline unit="s" origin="#t0">
<when xml:id="t0"/>
<when xml:id="t1" interval="1.0" since="#t0"/>
<when xml:id="t2" interval="2.5" since="#t0"/>
</timeline>
<body>
<u who="#s1" start="#t1" end="#t2">It was Tom &amp; I, and we were both there.</u>
</body>
</text>
</TEI>
]] },
  },
}
