-- moonscribe.spoken: from timed pieces of speech (cues, annotations, utterances) to turns. What one
-- speaker says in a row is one turn, a long pause a new line in it, and every piece keeps its
-- time.
local ms = require "moonscribe"

local spoken = {}

-- Seconds of silence after which a speaker begins a new line.
local PAUSE = 4

-- Before these no blank is put, nor before or after a blank. By bytes: it is asked for each word of a long recording.
local NO_BLANK_BEFORE, BLANK = {}, {}
for _, byte in ipairs { (",.;:!?)]"):byte(1, -1) } do NO_BLANK_BEFORE[byte] = true end
for _, byte in ipairs { (" \t\n\v\f\r"):byte(1, -1) } do BLANK[byte] = true end

-- Chinese, Japanese and their punctuation: the lead bytes of U+3000 to U+9FFF and of U+FF00 on.
local function is_wide(byte) return byte and (byte >= 0xE3 and byte <= 0xE9 or byte == 0xEF) end

local function ends_wide(text)
  local lead = text:match "([\xC2-\xF4])[\x80-\xBF]+$"
  return lead and is_wide(lead:byte()) or false
end

-- What joins two pieces of one turn.
function spoken.joint(before, after)
  local last, first = before:byte(-1), after:byte(1)
  if not last or BLANK[last] or BLANK[first] or NO_BLANK_BEFORE[first] then return "" end
  if last >= 0x80 and is_wide(first) and ends_wide(before) then return "" end
  return " "
end

local function trim(text)
  if BLANK[text:byte(1)] then text = text:sub(text:find "%S" or #text + 1) end
  if BLANK[text:byte(-1)] then text = text:gsub("%s+$", "") end
  return text
end

-- In the order of their times; pieces without a time stay behind the one before them.
local function in_order(pieces)
  local is_sorted, last = true, -1
  for _, piece in ipairs(pieces) do
    local time = piece.time or last
    if time < last then
      is_sorted = false
      break
    end
    last = time
  end
  if is_sorted then return pieces, true end
  last = -1
  for i, piece in ipairs(pieces) do
    piece.key, piece.place = piece.time or last, i
    last = piece.key
  end
  table.sort(pieces, function(a, b)
    if a.key ~= b.key then return a.key < b.key end
    return a.place < b.place
  end)
  return pieces, false
end

local function finish(turn)
  if not turn then return end
  turn.text = table.concat(turn.parts)
  local has_times = turn.marks > 2
  turn.times = has_times and turn.times or nil
  if turn.weighed > 0 then turn.confidence = (turn.confidence / turn.weighed * 1000 + 0.5) // 1 / 1000 else turn.confidence = nil end
  turn.parts, turn.length, turn.count, turn.marks, turn.last, turn.weighed = nil, nil, nil, nil, nil, nil
end

local function begin(piece)
  return { speaker = piece.speaker, time = piece.time, end_time = piece.end_time, language = piece.language,
    parts = {}, times = {}, length = 0, count = 0, marks = 0, last = "", confidence = 0, weighed = 0 }
end

-- Asked for each word of a long recording: lengths are counted along, not asked for.
local function append(turn, piece)
  local text, time, end_time, length = piece.text, piece.time, piece.end_time, turn.length
  local is_pause = time and turn.end_time and time - turn.end_time >= PAUSE
  local joint = (piece.is_line or is_pause) and length > 0 and "\n" or spoken.joint(turn.last, text)
  local parts, count = turn.parts, turn.count
  if joint ~= "" then
    count = count + 1
    parts[count] = joint
    length = length + 1
  end
  parts[count + 1], turn.count = text, count + 1
  if time then
    local times, marks = turn.times, turn.marks
    times[marks + 1], times[marks + 2], turn.marks = length + 1, time, marks + 2
  end
  turn.length, turn.last = length + #text, text
  local confidence = piece.confidence
  if confidence then turn.confidence, turn.weighed = turn.confidence + confidence * #text, turn.weighed + #text end
  if end_time and end_time > (turn.end_time or 0) then turn.end_time = end_time end
end

--- spoken.turns(pieces, {keep_order=}) -> turns, is_sorted
---  Turns of an array of {text=, speaker=, time=, end_time=, language=, confidence=, is_line=}: times in
---  seconds, `is_line` for a piece that begins a line, `confidence` from 0 to 1 (a turn has the mean of its
---  pieces, weighed by their length). Pieces without words are left out. They are put in
---  the order of their times (and `is_sorted` is false when they were not) unless `keep_order`.
---  @example
---  local turns = require("moonscribe.spoken").turns {
---    { speaker = "A", text = "So", time = 1, end_time = 2 }, { speaker = "A", text = "it is.", time = 2 },
---    { speaker = "B", text = "Yes.", time = 3 } }
---  #turns, turns[1].text, turns[1].times[3], turns[2].time --> 2, So it is., 4, 3
function spoken.turns(pieces, options)
  local sorted, is_sorted = pieces, true
  if not (options and options.keep_order) then sorted, is_sorted = in_order(pieces) end
  local turns, turn = {}, nil
  for _, piece in ipairs(sorted) do
    piece.text = trim(piece.text)
    if piece.text ~= "" then
      if not turn or turn.speaker ~= piece.speaker or turn.language ~= piece.language then
        finish(turn)
        turn = begin(piece)
        turns[#turns + 1] = turn
      end
      append(turn, piece)
    end
  end
  finish(turn)
  return turns, is_sorted
end

local UNITS = { h = 3600, m = 60, s = 1, ms = 0.001 }

--- spoken.seconds(text, {rate=, ticks=}) -> seconds or nil
---  A time as captions write it: 1:02:03.5, 02:03,500, 00:00:01:12 (frames, of `rate` a second, 30
---  unless given), 12.5s, 500ms, 90f, 1000t (ticks, of `ticks` a second), 12.5.
---  @example
---  local seconds = require("moonscribe.spoken").seconds
---  seconds "01:02:03,5", seconds "500ms", seconds("00:00:01:12", { rate = 24 }), seconds "soon" --> 3723.5, 0.5, 1.5, nil
function spoken.seconds(text, options)
  if not text then return nil end
  text = trim(text):gsub(",", ".")
  local h, m, s, frames = text:match "^(%d+):(%d%d?):(%d%d?%.?%d*):?(%d*%.?%d*)$"
  local rate = options and options.rate or 30
  if h then return h * 3600 + m * 60 + tonumber(s) + (tonumber(frames) or 0) / rate end
  m, s = text:match "^(%d+):(%d%d?%.?%d*)$"
  if m then return m * 60 + tonumber(s) end
  local number, unit = text:match "^(%d+%.?%d*)(%l*)$"
  if not number then return nil end
  if unit == "" then return tonumber(number) + 0.0 end
  if unit == "f" then return number / rate end
  if unit == "t" then return number / (options and options.ticks or 1) end
  return UNITS[unit] and number * UNITS[unit]
end

return spoken
