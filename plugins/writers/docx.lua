-- Word (.docx): the title, the date, and a paragraph a turn with the speaker in bold and the time in grey.
local ms = require "moonscribe"
local clock = require "moonscribe.clock"
local xml_text = require "moonscribe.xml_text"

local W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

local TYPES = xml_text.head .. [[
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>
]]

local RELATIONS = xml_text.head .. [[
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>
]]

local PARTS = xml_text.head .. [[
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>
]]

local STYLES = xml_text.head .. "<w:styles " .. W .. [[
><w:docDefaults><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Speaker"><w:name w:val="Speaker"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Time"><w:name w:val="Time"/><w:rPr><w:color w:val="808080"/></w:rPr></w:style>
</w:styles>
]]

-- A run of words in a character style or none; lines of a turn are broken within its paragraph.
local function run(escape, text, style)
  local parts = {}
  for line in (text .. "\n"):gmatch "(.-)\n" do
    parts[#parts + 1] = ('<w:t xml:space="preserve">%s</w:t>'):format(escape(line))
  end
  return ("<w:r>%s%s</w:r>"):format(style and ('<w:rPr><w:rStyle w:val="%s"/></w:rPr>'):format(style) or "", table.concat(parts, "<w:br/>"))
end

local function document(transcript, escape)
  local parts = { xml_text.head, "<w:document ", W, "><w:body>\n" }
  if transcript.title then
    parts[#parts + 1] = '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>' .. run(escape, ms.one_line(transcript.title)) .. "</w:p>\n"
  end
  if transcript.date then parts[#parts + 1] = "<w:p>" .. run(escape, "Date: " .. transcript.date) .. "</w:p>\n" end
  for _, turn in ipairs(transcript.turns) do
    local runs = {}
    if turn.speaker then runs[#runs + 1] = run(escape, ms.one_line(turn.speaker) .. ": ", "Speaker") end
    if turn.time then runs[#runs + 1] = run(escape, "[" .. clock.short(turn.time) .. "] ", "Time") end
    runs[#runs + 1] = run(escape, turn.text)
    parts[#parts + 1] = "<w:p>" .. table.concat(runs) .. "</w:p>\n"
  end
  parts[#parts + 1] = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr></w:body></w:document>\n'
  return table.concat(parts)
end

local function properties(transcript, escape)
  return xml_text.head .. '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    .. ("<dc:title>%s</dc:title>"):format(escape(transcript.title or transcript.doc))
    .. (transcript.language and ("<dc:language>%s</dc:language>"):format(escape(transcript.language)) or "") .. "</cp:coreProperties>\n"
end

return ms.writer {
  name = "docx", input = "interview", suffixes = { "docx" },
  about = "Word",
  keeps = { "speaker", "time", "line", "title", "date" },
  write = function(transcript, put, info)
    local escape = xml_text.writer(info.note)
    local zip = ms.zip_writer("zip", put)
    zip:add("[Content_Types].xml", TYPES)
    zip:add("_rels/.rels", RELATIONS)
    zip:add("word/document.xml", document(transcript, escape))
    zip:add("word/_rels/document.xml.rels", PARTS)
    zip:add("word/styles.xml", STYLES)
    zip:add("docProps/core.xml", properties(transcript, escape))
    zip:finish()
  end,
  samples = {
    { name = "talk.vtt", input = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Tom &amp; I.\n", members = {
      ["word/document.xml"] = [[<w:p><w:r><w:rPr><w:rStyle w:val="Speaker"/></w:rPr><w:t xml:space="preserve">Ann: </w:t></w:r><w:r><w:rPr><w:rStyle w:val="Time"/></w:rPr><w:t xml:space="preserve">[00:00:01] </w:t></w:r><w:r><w:t xml:space="preserve">Tom &amp; I.</w:t></w:r></w:p>]],
      ["[Content_Types].xml"] = "wordprocessingml.document.main+xml" } },
  },
}
