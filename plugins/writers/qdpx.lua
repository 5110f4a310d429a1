-- REFI-QDA project (.qdpx): a text a transcript, in which what each speaker says, and each question and
-- answer, are coded. Positions are code points from 0 with the end exclusive, lines end in LF, as REFI-QDA 1.5
-- has it.
local ms = require "moonscribe"
local clock = require "moonscribe.clock"
local guid = require "moonscribe.guid"
local xml_text = require "moonscribe.xml_text"

local STAMP = "1980-01-01T00:00:00Z" -- the same bytes every time
local COLORS = { "#4E79A7", "#F28E2B", "#59A14F", "#E15759", "#B07AA1", "#9C755F", "#76B7B2", "#EDC948", "#FF9DA7", "#BAB0AC" }

-- The text of a source, and what is coded in it: { code, name, from, to }.
local function source_text(transcript)
  local parts, at, codings, exchanges = {}, 0, {}, {}
  local function add(text)
    parts[#parts + 1] = text
    at = at + (utf8.len(text) or #text)
  end
  if transcript.title then add(ms.one_line(transcript.title) .. "\n") end
  if transcript.date then add("Date: " .. transcript.date .. "\n") end
  if at > 0 then add "\n" end
  for i, turn in ipairs(transcript.turns) do
    local label = turn.speaker and ms.one_line(turn.speaker) .. ": " or ""
    if turn.time then label = "[" .. clock.short(turn.time) .. "] " .. label end
    local from = at
    add(label)
    local words = at
    add((turn.text:gsub("\r\n?", "\n")))
    local to = at
    add "\n"
    if turn.speaker and to > words then codings[#codings + 1] = { code = { "speaker", turn.speaker }, name = turn.speaker .. " " .. i, from = words, to = to } end
    local exchange = turn.exchange
    if exchange and to > words then
      codings[#codings + 1] = { code = { "exchange", turn.is_question and "Question" or "Answer" },
        name = (turn.is_question and "Question " or "Answer ") .. exchange, from = from, to = to }
      local whole = exchanges[exchange]
      if not whole then
        whole = { code = { "exchange", "Exchange" }, name = "Exchange " .. exchange, from = from }
        exchanges[exchange], codings[#codings + 1] = whole, whole
      end
      whole.to = to
    end
  end
  return table.concat(parts), codings
end

-- A coded stretch of a source. The user is who has made the project.
local function selection(source, number, coding, user, value)
  local id = guid.of(source, "selection", tostring(number))
  return ('<PlainTextSelection guid="%s" name="%s" startPosition="%d" endPosition="%d" creatingUser="%s" creationDateTime="%s">'
    .. '<Coding guid="%s" creatingUser="%s" creationDateTime="%s"><CodeRef targetGUID="%s"/></Coding></PlainTextSelection>\n')
    :format(id, value(coding.name), coding.from, coding.to, user, STAMP, guid.of(id, "coding"), user, STAMP, guid.of("code", table.unpack(coding.code)))
end

-- The codes: speakers with what they are in any of the transcripts, and the parts of exchanges.
local function codebook(speakers, has_exchanges, value)
  local parts, number = {}, 0
  local function open(name, is_codable, more, ...)
    number = number + 1
    parts[#parts + 1] = ('<Code guid="%s" name="%s" isCodable="%s" color="%s"%s>'):format(guid.of("code", ...), value(name), tostring(is_codable),
      COLORS[(number - 1) % #COLORS + 1], more or "")
  end
  local function close() parts[#parts + 1] = "</Code>\n" end
  if #speakers > 0 then
    open("Speakers", false, nil, "speakers")
    parts[#parts + 1] = "\n"
    for _, speaker in ipairs(speakers) do
      open(speaker.name, true, nil, "speaker", speaker.name)
      if speaker.role ~= "other" then parts[#parts + 1] = ("<Description>%s</Description>"):format(speaker.role) end
      close()
    end
    close()
  end
  if has_exchanges then
    open("Exchanges", false, nil, "exchanges")
    parts[#parts + 1] = "\n"
    for _, name in ipairs { "Exchange", "Question", "Answer" } do
      open(name, true, nil, "exchange", name)
      close()
    end
    close()
  end
  return table.concat(parts)
end

return ms.writer {
  name = "qdpx", input = "interviews", suffixes = { "qdpx" },
  about = "a REFI-QDA project",
  keeps = { "speaker", "role", "time", "line", "title", "date" },
  write = function(transcripts, put, info)
    local _, value = xml_text.writer(info.note)
    local zip, user = ms.zip_writer("zip", put), guid.of "moonscribe"
    local sources, speakers, by_name, has_exchanges = {}, {}, {}, false
    for transcript in transcripts do
      local text, codings = source_text(transcript)
      -- The same text twice in one run is two sources.
      local id = guid.of("source", transcript.doc, tostring(#sources + 1))
      if text:find "[\xF0-\xF4]" then
        info.note "characters beyond U+FFFF count as one position, as REFI-QDA says; programs that count two move what is coded behind them"
      end
      zip:add("Sources/" .. id .. ".txt", text)
      local parts = { ('<TextSource guid="%s" name="%s" plainTextPath="internal://%s.txt" creatingUser="%s" creationDateTime="%s">\n')
        :format(id, value(transcript.doc), id, user, STAMP) }
      for i, coding in ipairs(codings) do
        parts[#parts + 1] = selection(id, i, coding, user, value)
        has_exchanges = has_exchanges or coding.code[1] == "exchange"
      end
      parts[#parts + 1] = "</TextSource>\n"
      sources[#sources + 1] = table.concat(parts)
      for _, speaker in ipairs(transcript.speakers) do
        if not by_name[speaker.name] then
          by_name[speaker.name] = true
          speakers[#speakers + 1] = speaker
        end
      end
    end
    local codes = codebook(speakers, has_exchanges, value)
    zip:add("project.qde", table.concat {
      xml_text.head,
      ('<Project name="moonscribe" origin="moonscribe" creatingUserGUID="%s" creationDateTime="%s" xmlns="urn:QDA-XML:project:1.0">\n'):format(user, STAMP),
      ('<Users><User guid="%s" name="moonscribe"/></Users>\n'):format(user),
      codes ~= "" and "<CodeBook><Codes>\n" .. codes .. "</Codes></CodeBook>\n" or "",
      "<Sources>\n", table.concat(sources), "</Sources>\n</Project>\n",
    })
    zip:finish()
  end,
  samples = {
    { name = "talk.txt", input = "Ann: 多久？\nBob: 𠮷天。\nAnn: Why?\nBob: It rained.", members = {
      ["project.qde"] = 'name="Bob 2" startPosition="14" endPosition="17"' } },
  },
}
