-- TEI: speech (<u who>), drama and debates (<sp who> with <speaker>), as corpora of talk and parla-clarin
-- encode them. Persons come from the header; words, segments and pauses within an utterance are read
-- through. Without either, the paragraphs are one turn.
local ms = require "moonscribe"
local markup = require "moonscribe.markup"
local spoken = require "moonscribe.spoken"

-- The name of a person: a forename and surname, or what is written.
local function name_in(tree, node)
  local named = tree:find(node, "persName") or tree:find(node, "name")
  if not named then return nil end
  local first, last = tree:find(named, "forename"), tree:find(named, "surname")
  local words = first and last and tree:text(first) .. " " .. tree:text(last) or tree:text(named)
  words = ms.one_line(words)
  return words ~= "" and words or nil
end

local function persons_of(tree)
  local persons, roles = {}, {}
  for node in tree:all(0, "person", "personGrp") do
    local id = tree:attr(node, "xml:id")
    if id then
      persons[id] = name_in(tree, node)
      local role = (tree:attr(node, "role") or ""):lower()
      if role:find "^interviewe[re]" then roles[persons[id] or id] = role:match "^interviewe[re]" end
    end
  end
  return persons, roles
end

local LEFT_OUT = { note = true, incident = true, kinesic = true, vocal = true, desc = true, pause = true, del = true, speaker = true,
  stage = true, fw = true, figure = true }
local BREAK = { p = true, seg = true, ab = true, l = true, lg = true, s = false }

-- The words in a node: paragraphs on lines, remarks left out, words parted where the markup parts them.
local function words_of(tree, from)
  local lines, parts, skipped, has_words = {}, {}, nil, false
  local function flush()
    local line = ms.one_line(table.concat(parts)):gsub(" ([,.;:!?])", "%1")
    if line ~= "" then lines[#lines + 1] = line end
    parts = {}
  end
  for event, value, node in tree:walk(from) do
    if skipped then
      if event == "end" and node == skipped then skipped = nil end
    elseif event == "text" then
      parts[#parts + 1] = value
    elseif event == "start" then
      if LEFT_OUT[value] then skipped = node
      elseif BREAK[value] and not has_words then flush()
      elseif value == "w" or value == "pc" or value == "lb" or value == "anchor" then parts[#parts + 1] = " " end
    elseif BREAK[value] then
      flush()
    end
  end
  flush()
  return table.concat(lines, "\n")
end

-- Times are points of a <timeline>, named by <u start end> or given outright.
local function times_of(tree)
  local times = {}
  for node in tree:all(0, "when") do
    local id = tree:attr(node, "xml:id")
    if id then times[id] = spoken.seconds(tree:attr(node, "interval") or tree:attr(node, "absolute")) end
  end
  return function(node, key)
    local value = tree:attr(node, key)
    return value and (times[value:gsub("^#", "")] or spoken.seconds(value))
  end
end

local function speaker_of(tree, node, persons)
  local who = tree:attr(node, "who")
  local id = who and (who:match "^%S+" or ""):gsub("^.*#", "")
  if id and persons[id] then return persons[id] end
  local label = tree:find(node, "speaker")
  if label then return (ms.one_line(tree:text(label)):gsub("%s*[:：.]$", "")) end
  return id ~= "" and id or nil
end

local function title_of(tree)
  local statement = tree:all(0, "titleStmt")()
  local title = statement and tree:find(statement, "title")
  return title and ms.one_line(tree:text(title)) or nil
end

local function date_of(tree)
  for node in tree:all(0, "settingDesc", "recording", "creation") do
    for date in tree:all(node, "date") do
      local when = tree:attr(date, "when") or tree:attr(date, "from")
      if when and when:find "^%d%d%d%d%-%d%d%-%d%d" then return when:sub(1, 10) end
    end
  end
end

return markup.format {
  name = "tei", roots = { "TEI", "TEI.2", "teiCorpus" },
  about = "TEI XML: utterances and speeches (also parla-clarin)",
  turns = function(tree)
    local persons, roles = persons_of(tree)
    local time, turns, body = times_of(tree), {}, tree:all(0, "text")()
    for node in tree:all(body or 0, "u", "sp") do
      local text = words_of(tree, node)
      if text ~= "" then
        turns[#turns + 1] = { speaker = speaker_of(tree, node, persons), text = text, time = time(node, "start"), end_time = time(node, "end"),
          language = tree:attr(node, "xml:lang") }
      end
    end
    if #turns == 0 and body then
      local text = words_of(tree, body)
      if text ~= "" then turns[1] = { text = text } end
    end
    return turns, { title = title_of(tree), date = date_of(tree), roles = roles, language = tree:attr(1, "xml:lang") }
  end,
  samples = {
    { name = "talk.tei.xml", input = [[<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc>
<titleStmt><title>River</title></titleStmt></fileDesc><profileDesc><settingDesc><setting><date when="2020-05-02"/></setting></settingDesc>
<particDesc><person xml:id="ann" role="interviewer"><persName><surname>Lee</surname>, <forename>Ann</forename></persName></person></particDesc></profileDesc></teiHeader>
<text><body><timeline><when xml:id="T1" interval="1.5"/></timeline><u who="#ann" start="#T1"><seg>Why?</seg><note>laughs</note><seg>Since when?</seg></u>
<sp who="#bo"><speaker>Bo:</speaker><p><w>Since</w><w>May</w><pc>.</pc></p></sp></body></text></TEI>]],
      title = "River", date = "2020-05-02",
      turns = { { speaker = "Ann Lee", text = "Why?\nSince when?", role = "interviewer", time = 1.5 }, { speaker = "Bo", text = "Since May." } } },
  },
}
