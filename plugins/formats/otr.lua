-- oTranscribe's files (.otr): a page of words with marks of time, in JSON. Who speaks is in bold at the beginning of lines, or
-- they are read as plain dialogue is; where nobody is named, it is one voice, and every mark the time of the words behind it.
local ms = require "moonscribe"
local clock = require "moonscribe.clock"
local speech = require "moonscribe.speech"
local spoken = require "moonscribe.spoken"

local BREAK = { p = true, div = true, br = true, li = true }
local BOLD = { b = true, strong = true }

local function words_of(parts) return ms.one_line((table.concat(parts):gsub("\u{A0}", " "))) end

-- The page as lines, each an array of pieces: words, and the time of the mark before them. `label` is what is
-- bold at the beginning of a line and ends with a colon; it is in the words too.
local function lines_of(tree)
  local lines, line, skipped, bold = {}, { {} }, nil, 0
  local function flush()
    local kept = {}
    for _, piece in ipairs(line) do
      piece.text = words_of(piece)
      if piece.text ~= "" then kept[#kept + 1] = piece end
    end
    kept.label = line.lead and words_of(line.lead):match "^(.-)%s*[:：]$"
    if kept[1] then lines[#lines + 1] = kept end
    line = { {} }
  end
  for event, value, node in tree:walk(0) do
    if skipped then
      if event == "end" and node == skipped then skipped = nil end
    elseif event == "text" then
      if bold > 0 and not line.is_led then
        line.lead = line.lead or {}
        table.insert(line.lead, value)
      elseif value:find "[^%s\u{A0}]" then
        line.is_led = true
      end
      table.insert(line[#line], value)
    elseif event == "start" and speech.seconds(tree:attr(node, "data-timestamp")) then
      skipped = node
      line[#line + 1] = { time = speech.seconds(tree:attr(node, "data-timestamp")) }
    elseif BOLD[value] then
      bold = bold + (event == "start" and 1 or -1)
    elseif BREAK[value] then
      flush()
    end
  end
  flush()
  return lines
end

local function text_of(line)
  local words = {}
  for i, piece in ipairs(line) do words[i] = piece.text end
  return table.concat(words, " ")
end

-- Where several lines begin with a label in bold, those begin turns.
local function by_labels(lines)
  local count, turns, turn = 0, {}, nil
  for _, line in ipairs(lines) do
    local text = text_of(line)
    if line.label and #line.label > 0 and #line.label <= 60 then
      count = count + 1
      turn = { speaker = line.label, text = text:sub(#line.label + 1):gsub("^%s*:%s*", ""):gsub("^%s*：%s*", ""), time = line[1].time }
      turns[#turns + 1] = turn
    elseif turn and not line[1].time then
      turn.text = turn.text .. "\n" .. text
    else
      turn = { text = text, time = line[1].time }
      turns[#turns + 1] = turn
    end
  end
  return count >= 2 and turns or nil
end

-- As a transcript in plain text has it: a time at the beginning of a line at most.
local function dialogue_of(lines)
  local list = {}
  for i, line in ipairs(lines) do
    list[i] = (line[1].time and "[" .. clock.short(line[1].time) .. "] " or "") .. text_of(line)
  end
  return table.concat(list, "\n")
end

local function one_voice(lines)
  local pieces = {}
  for _, line in ipairs(lines) do
    for j, piece in ipairs(line) do pieces[#pieces + 1] = { text = piece.text, time = piece.time, is_line = j == 1 } end
  end
  return (spoken.turns(pieces, { keep_order = true }))
end

return ms.format {
  name = "otr",
  composes = true, begins = "{", about = "oTranscribe (.otr)",
  bid = function(_, document)
    local json = speech.json(document)
    local text = json and speech.get(json, "text")
    return type(text) == "string" and (json["media-time"] ~= nil or json["media-source"] ~= nil or text:find("data-timestamp", 1, true) ~= nil) and 100 or 0
  end,
  turns = function(document)
    local tree, message, code = ms.html(speech.text(speech.get(speech.json(document) or {}, "text")))
    if not tree then return nil, message, code end
    document.is_markup = true
    local lines = lines_of(tree)
    local turns = by_labels(lines)
    if turns then return turns end
    local text = dialogue_of(lines)
    if ms.dialogue(text):confidence() <= 1 then return one_voice(lines) end
    return ms.dialogue(document.compose(text))
  end,
  samples = {
    { name = "talk.otr", input = [[{"text":"<p><span class=\"timestamp\" contenteditable=\"false\" data-timestamp=\"1.5\">0:01</span>&nbsp;<b>Ann:</b> Why?</p><p><span class=\"timestamp\" data-timestamp=\"3\">0:03</span> <b>Bo:</b> It rained.<br />A lot.</p><p><b>Ann:</b> Ah.</p><p><b>Zed:</b> So.</p>","media":"a.mp3","media-time":4}]],
      turns = { { speaker = "Ann", text = "Why?", time = 1.5 }, { speaker = "Bo", text = "It rained.\nA lot.", time = 3 }, { speaker = "Ann", text = "Ah." },
        { speaker = "Zed", text = "So." } } },
    { name = "plain.otr", input = [[{"text":"<p>Ann: Why?</p><p>Bo: It rained.</p><p>Ann: Ah.</p><p>Bo: So.</p>","media-time":0}]],
      turns = { { speaker = "Ann", text = "Why?" }, { speaker = "Bo", text = "It rained." }, { speaker = "Ann", text = "Ah." }, { speaker = "Bo", text = "So." } } },
    { name = "nobody.otr", input = [[{"text":"<span class=\"timestamp\" data-timestamp=\"2\">0:02</span>Hello.<br />And good<br /><span class=\"timestamp\" data-timestamp=\"5.25\">0:05</span>morning.","media-time":0}]],
      turns = { { text = "Hello.\nAnd good\nmorning.", time = 2 } } },
  },
}
