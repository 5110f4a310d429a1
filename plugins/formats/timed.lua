-- Plain text with times: "00:00:09 words", "[00:12] Ann: words", times on lines of their own, what oTranscribe copies and
-- Whisper prints. A time in brackets may stand within a line. Where names lead, dialogue reads better.
local ms = require "moonscribe"
local cues = require "moonscribe.cues"
local spoken = require "moonscribe.spoken"

local TIME = [[((?:\d{1,3}:)?\d{1,2}:\d\d(?:[.,]\d{1,3})?)]]
local RANGE = TIME .. "(?:[ \\t]*(?:-->|->|–|—|-|to)[ \\t]*" .. TIME .. ")?"
-- At the beginning of a line with or without brackets, elsewhere within them.
local STAMP = "(?|^[ \\t]*[\\[(<]" .. RANGE .. "[\\])>]|^[ \\t]*" .. RANGE .. "(?=[ \\t\\r]|[:：–—-]|$)|[\\[(]" .. RANGE .. "[\\])])[ \\t]*(?:[-–—|:：][ \\t]+)?"

local function pattern() return ms.regex(STAMP, "m") end

-- The lines of bytes from..to as {from, to}.
local function add_lines(text, from, to, cue)
  while from <= to do
    local stop = text:find("[\r\n]", from)
    if not stop or stop > to + 1 then stop = to + 1 end
    if stop > from then cue[#cue + 1] = { from, stop - 1 } end
    from = stop + 1
  end
end

local function read(document)
  local list, text, last, front = {}, tostring(document.text), nil, 0
  for match in pattern():gmatch(document.text) do
    local from, to = match:span(0)
    if last then add_lines(text, last.at, from - 1, last) else front = from - 1 end
    local time = spoken.seconds(tostring(match[1]))
    local before = list[#list]
    if before and time < before.time then cues.note(document, "order", "line " .. document.text:line_column(from), "the time is before the one above it") end
    last = { time = time, end_time = match[2] and spoken.seconds(tostring(match[2])) or nil, at = to + 1 }
    if before and not before.end_time and time >= before.time then before.end_time = time end
    list[#list + 1] = last
  end
  if last then add_lines(text, last.at, #text, last) end
  return list, front
end

-- How much of the head is led by times that go on: the stamps on lines of their own, all, and the lines with words.
local function look(head)
  local own, stamps, back, last, lines = 0, 0, 0, -1, 0
  for match in pattern():gmatch(head) do
    local from, to = match:span(0)
    local time = spoken.seconds(tostring(match[1]))
    local is_first = from == 1 or head:find("^[\r\n]", from - 1) ~= nil
    if is_first and head:find("^[ \t]*[\r\n]", to + 1) then own = own + 1 end
    stamps, back, last = stamps + 1, back + (time < last and 1 or 0), time
  end
  for line in head:gmatch "[^\r\n]+" do
    if line:find "%S" then lines = lines + 1 end
  end
  return own, stamps, back, lines
end

return cues.format {
  name = "timed", kind = "txt", about = "text with times (00:00:09 words; [00:12] words)", read = read,
  looks = function(head)
    if not head:find "%d:%d%d" or head:find "^%s*WEBVTT" or head:find "%d%s*%-%-+>%s*%d+:%d+:%d+[.,]%d+%s*[\r\n]" then return 0 end
    local own, stamps, back, lines = look(head)
    if stamps < 2 or stamps < 3 and stamps * 2 < lines or back * 5 > stamps then return 0 end
    if own >= 2 and own * 10 >= stamps * 8 and own * 5 >= lines then return 95 end
    return stamps * 5 >= lines and 70 or 0
  end,
  samples = {
    { name = "talk.txt", input = "00:00:09 So it rained.\n\n00:00:12 All day?\nAll night.\n", turns = { { text = "So it rained. All day? All night.", time = 9.0 } } },
    { name = "whisper.txt", input = "[00:00.000 --> 00:02.000]  So it rained.\n[00:02.000 --> 00:04.500]  All day.\n",
      turns = { { text = "So it rained. All day.", time = 0.0, end_time = 4.5 } } },
    { name = "otranscribe.txt", input = "00:09 Ann: So it rained. [00:12] All day?\n\n00:20 Bob: All night.\n\n00:25 Ann: Ah. \n\n00:27 Bob: Yes.\n",
      turns = { { speaker = "Ann", text = "So it rained. All day?", time = 9.0 }, { speaker = "Bob", text = "All night.", time = 20.0 },
        { speaker = "Ann", text = "Ah." }, { speaker = "Bob", text = "Yes.", time = 27.0 } } },
    { name = "own.txt", input = "0:09\nso it rained\n0:12\nall day\n", turns = { { text = "so it rained all day", time = 9.0 } } },
  },
}
