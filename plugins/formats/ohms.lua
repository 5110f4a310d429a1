-- OHMS (Oral History Metadata Synchronizer): a record about an interview with its transcript as plain text,
-- and which line is spoken at which minute. Without a transcript the index is read: a turn a segment.
local ms = require "moonscribe"
local markup = require "moonscribe.markup"

local function first(tree, name)
  local node = tree:all(0, name)()
  local words = node and ms.one_line(tree:text(node)) or ""
  return words ~= "" and words or nil
end

-- "5:|12(3)|40(7)": each interval of 5 minutes ends in line 12, at its word 3, and so on. Gives the line at which
-- each begins, in order.
local function read_sync(sync)
  local minutes, rest = (sync or ""):match "^%s*(%d+%.?%d*):|?(.*)$"
  local marks, n = {}, 0
  for line in (rest or ""):gmatch "(%d+)%(%d+%)" do
    n = n + 1
    marks[n] = { line = tonumber(line), time = n * tonumber(minutes) * 60 }
  end
  return marks
end

-- Turns of plain dialogue as an array, with the latest time that is known to have passed where they begin.
local function with_times(reading, text, marks)
  local turns, at = {}, 0
  for i = 1, #reading do
    local speaker, words, time = reading:turn(i)
    local from, to = words:offset()
    local line = text:line_column(from)
    while marks[at + 1] and marks[at + 1].line <= line do at = at + 1 end
    if not time and marks[1] then time = at > 0 and marks[at].time or 0 end
    turns[i] = { speaker = speaker and reading:speaker(speaker), from = from, to = to, time = time }
  end
  return turns
end

local function read_index(tree)
  local turns = {}
  for point in tree:all(0, "point") do
    local parts = {}
    for _, name in ipairs { "title", "partial_transcript", "synopsis" } do
      local node = tree:find(point, name)
      local words = node and ms.one_line(tree:text(node)) or ""
      if words ~= "" then parts[#parts + 1] = words end
    end
    local time = tree:find(point, "time")
    if parts[1] then turns[#turns + 1] = { text = table.concat(parts, "\n"), time = time and tonumber(tree:text(time)) } end
  end
  return turns
end

return markup.format {
  name = "ohms", roots = { "ROOT", "ohms" },
  about = "OHMS XML: oral history with transcript, index and times",
  turns = function(tree, document)
    if not tree:all(0, "record")() then return nil, "there is no <record> in this OHMS file" end
    local roles = {}
    for node, name in tree:all(0, "interviewer", "interviewee") do roles[ms.one_line(tree:text(node))] = name end
    local date = tree:all(0, "date")()
    local meta = { title = first(tree, "title"), language = first(tree, "language"), roles = roles, place = first(tree, "repository"),
      date = date and (tree:attr(date, "value") or tree:text(date)):match "%d%d%d%d%-%d%d%-%d%d" }
    local node = tree:all(0, "transcript")()
    local words = node and tree:text(node):gsub("\r\n?", "\n"):gsub("%[%[footnotes?%]%].-%[%[/footnotes?%]%]", "") or ""
    if not words:find "%S" then return read_index(tree), meta end
    local text = document.compose(words)
    local reading = ms.dialogue(text)
    if reading:confidence() <= 1 then return { { from = 1, to = #text } }, meta end
    return with_times(reading, text, read_sync(first(tree, "sync"))), meta
  end,
  samples = {
    { name = "ohms.xml", title = "Interview with Bo Hale", date = "1998-05-02", input = [==[<?xml version="1.0" encoding="UTF-8"?>
<ROOT xmlns="https://www.weareavp.com/nunncenter/ohms"><record id="1"><date value="1998-05-02" format="yyyy-mm-dd"/><title>Interview with Bo Hale</title>
<interviewee>Hale</interviewee><interviewer>Lee</interviewer><sync>1:|5(2)</sync><transcript>Lee: Where were you born?

Hale: By the river.[[footnote]]1[[/footnote]]

Lee: When was that?

Hale: In 1921.</transcript></record></ROOT>]==],
      turns = { { speaker = "Lee", text = "Where were you born?", role = "interviewer", time = 0 }, { speaker = "Hale", text = "By the river.", role = "interviewee" },
        { speaker = "Lee", text = "When was that?", time = 60 }, { speaker = "Hale", text = "In 1921." } } },
    { name = "index.xml", input = [[<ROOT><record><index><point><time>12</time><title>Birth</title><synopsis>By the river.</synopsis></point></index></record></ROOT>]],
      turns = { { text = "Birth\nBy the river.", time = 12 } } },
  },
}
