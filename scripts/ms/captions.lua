-- moonscribe.captions: turns cut into cues of two lines with times, for subtitles and captions, or into segments
-- and tiers for annotations. What has no time gets one by how long its words take.
local cutting = require "moonscribe.cutting"
local ms = require "moonscribe"

local captions = {}

-- Seconds that a cue stays when nothing follows; how fast people read, in columns a second.
local LONGEST, READING, LEAST = 7, 12, 1.2
-- A time that goes back by more than this is another recording.
local RESTART = 30

local function reading_time(text) return math.max(LEAST, cutting.columns(text) / READING + 0.5) end

-- --- times -------------------------------------------------------------------------------------------

-- The first of the turn's times that is of a byte behind `at`.
local function mark_behind(turn, at)
  local times = turn.times or {}
  local low, high = 1, #times + 1
  while low < high do
    local middle = (low + high) // 2
    if times[middle][1] > at then high = middle else low = middle + 1 end
  end
  return low
end

--- captions.time_at(turn, byte) -> seconds
---  When a byte of a turn of captions.timed is spoken: between two times, in proportion.
function captions.time_at(turn, at)
  local times, behind = turn.times or {}, mark_behind(turn, at)
  local low, high = times[behind - 1] or { 1, turn.time }, times[behind] or { #turn.text + 1, turn.last }
  if high[1] <= low[1] or high[2] <= low[2] then return low[2] end
  return low[2] + (high[2] - low[2]) * (at - low[1]) / (high[1] - low[1])
end

--- captions.marks(turn, from, to) -> iterator of byte, seconds
---  The times within the bytes from..to of a turn, without one at the beginning.
function captions.marks(turn, from, to)
  local i = mark_behind(turn, from) - 1
  return function()
    i = i + 1
    local mark = turn.times and turn.times[i]
    if mark and mark[1] <= to then return mark[1], mark[2] end
  end
end

local function count_words(text)
  local n = 0
  for _ in ms.text(text):words() do n = n + 1 end
  return n
end

local function spoken_time(turn, rate) return math.max(LEAST, count_words(turn.text) * 60 / rate) end

-- Gives times to the turns that have none: in proportion between two that have, else by the rate.
local function fill(turns, rate)
  local estimated, i, free = 0, 1, 0
  while i <= #turns do
    local turn = turns[i]
    if turn.time then
      free = turn.end_time or turn.time + spoken_time(turn, rate)
      i = i + 1
    else
      local j, total = i, 0
      while turns[j] and not turns[j].time do
        total = total + spoken_time(turns[j], rate)
        j = j + 1
      end
      local room = turns[j] and math.max(0, turns[j].time - free) or total
      local before = turns[i - 1]
      if turns[j] and before and room < total and not before.end_time and before.time < turns[j].time then
        -- Where the one before ends is a guess too: they share.
        free = before.time + (turns[j].time - before.time) * spoken_time(before, rate) / (spoken_time(before, rate) + total)
        room = turns[j].time - free
      end
      local factor = turns[j] and math.min(1, room / total) or 1
      for k = i, j - 1 do
        turns[k].time = free
        free = free + spoken_time(turns[k], rate) * factor
        turns[k].end_time = free
      end
      estimated, i = estimated + j - i, j
    end
  end
  return estimated
end

-- --- all together -------------------------------------------------------------------------------------

--- captions.refuse(what) -> function(transcript, options)
---  The `refuse` of a writer whose files are nothing without times.
function captions.refuse(what)
  return function(transcript, options)
    if options.assume_rate then return nil end
    for _, turn in ipairs(transcript.turns) do
      if turn.time then return nil end
    end
    if #transcript.turns == 0 then return nil end
    return ("it has no times, and %s needs them: give --assume-rate 150 (words a minute) to have them estimated, or choose txt, md or docx"):format(what)
  end
end

--- captions.check(options)
---  The `check` of such a writer: raises when the options of `convert` make no sense.
function captions.check(options)
  if options.assume_rate and not (options.assume_rate >= 1 and options.assume_rate <= 1000) then
    error("--assume-rate takes words a minute, from 1 to 1000", 0)
  end
  if options.cue_width and not (options.cue_width >= 8 and options.cue_width <= 1000) then
    error("--cue-width takes columns, from 8 to 1000", 0)
  end
end

--- captions.timed(transcript, options, note) -> array of turns
---  Copies of the turns that have words, each with `time` and `last`, when it is over at the latest. Estimated
---  times are noted.
function captions.timed(transcript, options, note)
  local turns = {}
  for _, turn in ipairs(transcript.turns) do
    if turn.text:find "%S" then
      turns[#turns + 1] = { speaker = turn.speaker, text = turn.text, time = turn.time, end_time = turn.end_time,
        times = turn.times, language = turn.language }
    end
  end
  local estimated, restarts = fill(turns, options.assume_rate or 150), 0
  for i, turn in ipairs(turns) do
    -- Two voices of one cue: their order must outlive a sorting by time.
    local before = turns[i - 1]
    if before and turn.time >= before.begins and turn.time <= before.time then turn.begins, turn.time = turn.time, before.time + 0.001 end
    turn.begins = turn.begins or turn.time
    local following, last_mark = turns[i + 1], turn.times and turn.times[#turn.times]
    local tail = last_mark and turn.text:sub(last_mark[1]) or turn.text
    local latest = (last_mark and last_mark[2] or turn.time) + reading_time(tail)
    if following and following.time > turn.time then latest = math.min(latest, math.max(following.time, turn.time + LEAST / 2)) end
    turn.last = turn.end_time and turn.end_time > turn.time and turn.end_time or latest
    if following and following.time < turn.time - RESTART then restarts = restarts + 1 end
  end
  if estimated > 0 then note "times of turns that have none were estimated" end
  if restarts > 0 then note "times go back in it, as after a restart of the recorder: players show cues by their times" end
  return turns
end

--- captions.cues(transcript, options, note) -> array of cues
---  All turns as cues { text, speaker, time, end_time, is_first, times }: text on one line, is_first for the
---  first of a turn, times of words inside as in turns. `options`: `cue_width`, `assume_rate`.
function captions.cues(transcript, options, note)
  local list, most = {}, 2 * math.max(8, options.cue_width or 42)
  for _, turn in ipairs(captions.timed(transcript, options, note)) do
    local first = #list + 1
    for _, part in ipairs(cutting.parts(turn, most)) do
      local raw = turn.text:sub(part.from, part.to)
      local lead = #raw:match "^%s*"
      local words = ms.one_line(raw)
      if words ~= "" then
        list[#list + 1] = { text = words, speaker = turn.speaker, language = turn.language, time = captions.time_at(turn, part.from + lead),
          is_first = #list + 1 == first, turn = turn, from = part.from + lead, to = part.to }
      end
    end
    for i = first, #list do
      local cue, following = list[i], list[i + 1]
      local stay = cue.time + math.max(LONGEST, reading_time(cue.text))
      cue.end_time = following and math.min(following.time, stay) or turn.last
      if cue.end_time <= cue.time then cue.end_time = cue.time + 0.1 end
    end
  end
  return list
end

-- What a segment's last words begin with, and when.
local function tail_of(turn, from, to)
  local at, time = from, captions.time_at(turn, from)
  for byte, seconds in captions.marks(turn, from, to) do at, time = byte, seconds end
  return time, turn.text:sub(at, to)
end

--- captions.segments(transcript, options, note) -> array of segments
---  All turns in parts whose times the transcript says: its cues, or sentences where words have times, or
---  else whole turns; { text (on one line), speaker, language, time, end_time, turn }.
function captions.segments(transcript, options, note)
  local list = {}
  for _, turn in ipairs(captions.timed(transcript, options, note)) do
    local first, parts = #list + 1, {}
    local is_coarse = cutting.is_by_cues(turn)
    if is_coarse then parts = cutting.parts(turn, math.huge)
    elseif turn.times then
      for sentence in ms.text(turn.text):sentences() do
        local from, to = sentence:offset()
        parts[#parts + 1] = { from = from, to = to }
      end
    else
      parts[1] = { from = 1, to = #turn.text }
    end
    for _, part in ipairs(parts) do
      local words = ms.one_line(turn.text:sub(part.from, part.to))
      if words ~= "" then
        list[#list + 1] = { text = words, speaker = turn.speaker, language = turn.language, time = captions.time_at(turn, part.from),
          turn = turn, from = part.from, to = part.to }
      end
    end
    for i = first, #list do
      local segment, following = list[i], list[i + 1]
      local time, tail = tail_of(turn, segment.from, segment.to)
      segment.end_time = following and math.min(following.time, time + math.max(is_coarse and LONGEST or 0, 1.5 * reading_time(tail))) or turn.last
      segment.end_time = math.max(segment.end_time, segment.time)
    end
  end
  return list
end

--- captions.tiers(segments, note) -> array of tiers
---  The segments by speaker, in the order in which speakers first speak: { speaker, { from, to, text }... }, in
---  whole milliseconds, none of a tier over another (what was is cut short, and noted).
function captions.tiers(segments, note)
  local tiers, by_name = {}, {}
  for _, segment in ipairs(segments) do
    local name = segment.speaker or false
    local tier = by_name[name]
    if not tier then
      tier = { speaker = segment.speaker }
      by_name[name], tiers[#tiers + 1] = tier, tier
    end
    tier[#tier + 1] = { from = (segment.time * 1000 + 0.5) // 1 | 0, to = (segment.end_time * 1000 + 0.5) // 1 | 0, text = segment.text, place = #tier }
  end
  local is_cut = false
  for _, tier in ipairs(tiers) do
    table.sort(tier, function(a, b) return a.from < b.from or a.from == b.from and a.place < b.place end)
    for i, one in ipairs(tier) do
      local before, following = tier[i - 1], tier[i + 1]
      if before and one.from < before.to then one.from, is_cut = before.to, true end
      if following and one.to > following.from then
        is_cut = is_cut or one.to > following.from + 1
        one.to = following.from
      end
      if one.to <= one.from then one.to = one.from + 1 end
    end
  end
  if is_cut then note "one speaker's words that lay over each other in time were cut short" end
  return tiers
end

return captions
