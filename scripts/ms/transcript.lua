-- moonscribe.transcript: whole interviews as rows, and writers that turn them into the files of other
-- tools. What a format has no place for is said once a run; nothing goes missing in silence.
local ms = require "moonscribe"
local cutting = require "moonscribe.cutting"
local options = require "moonscribe.options"

local transcript = {}

-- --- from an interview to its row ------------------------------------------------------------------

-- A year that only the words imply is no fact to be written down.
local STATED = { "^given", "^stated", "^the front matter", "^a date stands", "^the file is called" }

local function stated_date(interview)
  local date, reason = interview.date, interview.date_reason or ""
  for _, pattern in ipairs(STATED) do
    if date and reason:find(pattern) then return date end
  end
end

-- Metadata that the format's columns have no place for: plain values only.
local KNOWN = { title = true, date = true, language = true, roles = true, format = true, encoding = true, speakers = true }

local function other_meta(meta)
  local kept = {}
  for key, value in pairs(meta or {}) do
    if not KNOWN[key] and type(key) == "string" and (type(value) == "string" or type(value) == "number") then kept[key] = value end
  end
  return next(kept) and kept or nil
end

--- transcript.row(interview) -> table
---  The interview as a row of `convert`: `speakers` are { name, role }, `turns` are { speaker,
---  text, time, end_time, language, exchange, is_question, times }; `times` are those of parts of
---  the turn as text:times() gives them.
function transcript.row(interview)
  local turns, speakers, repairs = {}, {}, {}
  for _, speaker in ipairs(interview.speakers) do
    speakers[#speakers + 1] = { name = speaker.name, role = speaker.role }
  end
  for turn in interview:turns() do
    local exchange = interview:exchange_of(turn.index)
    local times = turn.text:times()
    turns[#turns + 1] = {
      speaker = turn.speaker, text = tostring(turn.text), time = turn.time or (times[1] and times[1][2]), end_time = turn.end_time,
      language = turn.language, exchange = exchange and exchange.index,
      is_question = exchange and exchange.question.index == turn.index or nil, times = #times > 1 and times or nil,
    }
  end
  for _, repair in ipairs(interview.repairs) do repairs[#repairs + 1] = { kind = repair.kind, place = repair.place, what = repair.what } end
  local meta = interview.meta
  return {
    doc = interview.doc, source = interview.source, format = interview.format, title = interview.title,
    date = stated_date(interview), language = meta.language or ms.language(interview.text), meta = other_meta(meta),
    speakers = ms.json.array(speakers), turns = ms.json.array(turns), repairs = ms.json.array(repairs),
  }
end

-- --- what a format cannot hold --------------------------------------------------------------------

-- Whether a turn has times inside: those of cues, or those of words.
local function has_times(one, is_by_cues)
  for _, turn in ipairs(one.turns) do
    if turn.times and cutting.is_by_cues(turn) == is_by_cues then return true end
  end
end

-- In the order in which they are told: what there may be, in words, and whether a transcript has it.
local FEATURES = {
  { name = "speaker", words = "who speaks", has = function(one) return #one.speakers > 0 end },
  { name = "time", words = "times", has = function(one, turn) return turn("time") end },
  { name = "end_time", words = "where turns end", has = function(one, turn) return turn("end_time") end },
  { name = "cue_time", words = "the times inside turns", has = function(one) return has_times(one, true) end },
  { name = "word_time", words = "the times of words", has = function(one) return has_times(one, false) end },
  { name = "role", words = "roles", has = function(one)
    for _, speaker in ipairs(one.speakers) do
      if speaker.role ~= "other" then return true end
    end
  end },
  { name = "line", words = "lines within turns", has = function(one)
    for _, turn in ipairs(one.turns) do
      if turn.text:find "\n" then return true end
    end
  end },
  { name = "title", words = "titles", has = function(one) return one.title ~= nil end },
  { name = "date", words = "dates", has = function(one) return one.date ~= nil end },
  { name = "turn_language", words = "the languages of turns", has = function(one, turn) return turn("language") end },
  { name = "meta", words = "other metadata", has = function(one) return one.meta ~= nil end },
  { name = "repair", words = "what was repaired in reading", has = function(one) return #one.repairs > 0 end },
}

local function check_keeps(writer, values)
  local names, kept = {}, {}
  for i, feature in ipairs(FEATURES) do names[i] = feature.name end
  local keeps = writer.keeps or {}
  for _, name in ipairs(type(keeps) == "function" and keeps(values) or keeps) do
    local is_known = false
    for _, known in ipairs(names) do is_known = is_known or known == name end
    if not is_known then
      error(("writer \"%s\": keeps has no \"%s\"%s"):format(writer.name, name, options.suggest(name, names)), 0)
    end
    kept[name] = true
  end
  return kept
end

-- Counts, over all transcripts, what each has that the writer does not keep.
local function losses(writer, values)
  local kept, lost, total = check_keeps(writer, values), {}, 0
  local function look(one)
    total = total + 1
    local function turn(key)
      for _, each in ipairs(one.turns) do
        if each[key] ~= nil then return true end
      end
    end
    for _, feature in ipairs(FEATURES) do
      if not kept[feature.name] and feature.has(one, turn) then lost[feature.name] = (lost[feature.name] or 0) + 1 end
    end
  end
  local function tell(note)
    local parts = {}
    for _, feature in ipairs(FEATURES) do
      local count = lost[feature.name]
      if count then parts[#parts + 1] = feature.words .. (count < total and (" (%d of %d transcripts)"):format(count, total) or "") end
    end
    if #parts > 0 then note(("not kept in %s: %s"):format(writer.about or writer.name, table.concat(parts, ", "))) end
  end
  return look, tell
end

-- --- names in an archive ---------------------------------------------------------------------------

local RESERVED = ms.regex([[^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)]], "i")

local function safe_part(part)
  part = tostring(ms.text(part):normalise "NFC"):gsub('[%c"*:<>?|\\]', "_"):gsub("[ .]+$", ""):gsub("^ +", "")
  if RESERVED:test(part) then part = "_" .. part end
  while #part > 200 do part = part:sub(1, utf8.offset(part, -1) - 1) end
  return part
end

--- transcript.member_names(suffix) -> function(id) -> string
---  Gives documents their names in an archive: the id with another suffix, harmless on every system, and
---  never the same twice (not in other case either).
---  @example
---  local name = require("moonscribe.transcript").member_names "srt"
---  name "2024/a.txt", name "2024/A.vtt", name "../x:y" --> 2024/a.srt, 2024/A.vtt.srt, x_y.srt
function transcript.member_names(suffix)
  local taken = {}
  return function(id)
    local parts = {}
    for part in id:gmatch "[^/]+" do
      part = safe_part(part)
      if part ~= "" then parts[#parts + 1] = part end
    end
    local path = parts[1] and table.concat(parts, "/") or "transcript"
    local short = path:match "^(.*[^/])%.%w+$" or path
    local name, n = short .. "." .. suffix, 1
    while taken[name:lower()] do
      name = (n == 1 and path or path .. "@" .. n) .. "." .. suffix
      n = n + 1
    end
    taken[name:lower()] = true
    return name
  end
end

-- --- writing ---------------------------------------------------------------------------------------

local PACKS = { { "%.files$", "files" }, { "%.tar%.gz$", "tar.gz" }, { "%.tgz$", "tar.gz" }, { "%.tar%.zst$", "tar.zst" }, { "%.tar$", "tar" }, { "%.zip$", "zip" } }

-- The kind of archive that the output's name stands for, or nil; "files" is what the command makes a folder of.
local function pack_of(output)
  for _, pack in ipairs(PACKS) do
    if output and output:lower():find(pack[1]) then return pack[2] end
  end
end

-- The same words are noted once, with how often.
local function notebook(note)
  local count, order = {}, {}
  local function add(text)
    if not count[text] then order[#order + 1] = text end
    count[text] = (count[text] or 0) + 1
  end
  local function tell()
    for _, text in ipairs(order) do note(text .. (count[text] > 1 and (" (%d times)"):format(count[text]) or "")) end
  end
  return add, tell
end

-- Controls mean nothing in words, and a terminal would obey them.
local CONTROLS = { "[\0-\8\11\12\14-\31\127]", "\xC2[\x80-\x9F]" }
local REPLACED = "control characters were replaced by U+FFFD"

local function clean(text)
  local count, all = 0, 0
  for _, pattern in ipairs(CONTROLS) do
    text, count = text:gsub(pattern, "\u{FFFD}")
    all = all + count
  end
  return text, all
end

local function clean_all(one, note)
  local replaced = 0
  local function take(holder, key)
    local count = 0
    if holder[key] then holder[key], count = clean(holder[key]) end
    replaced = replaced + count
    return count
  end
  take(one, "title")
  for _, speaker in ipairs(one.speakers) do take(speaker, "name") end
  for _, turn in ipairs(one.turns) do
    local text = turn.text
    take(turn, "speaker")
    if take(turn, "text") > 0 then
      for _, mark in ipairs(turn.times or {}) do mark[1] = #clean(text:sub(1, mark[1] - 1)) + 1 end
    end
  end
  if replaced > 0 then note(REPLACED) end
end

-- A document's bytes in one string.
local function bytes_of(writer, one, info)
  local parts = {}
  writer.write(one, function(bytes) parts[#parts + 1] = tostring(bytes) end, info)
  return table.concat(parts)
end

-- What the command makes a folder of (core/cli/folder.c): after a first line, for each file its size and name on a
-- line, then its bytes.
local function files_writer(put)
  put "moonscribe files 1\n"
  return { add = function(_, name, bytes) put(("%d %s\n"):format(#bytes, name)) put(bytes) end, finish = function() end }
end

local function pack(writer, rows, put, info, kind)
  local archive = kind == "files" and files_writer(put) or ms.zip_writer(kind, put)
  local name = transcript.member_names((writer.suffixes or {})[1] or writer.name)
  for one in rows do archive:add(name(one.doc), bytes_of(writer, one, info)) end
  archive:finish()
end

local function write_all(writer, rows, put, info)
  local first, second = rows(), rows()
  if second and not writer.joins then
    local suffix = (writer.suffixes or {})[1] or writer.name
    host.fail(("a .%s file holds one transcript, and there are several: have one written for each, into a folder or an archive: -o FOLDER/ --to %s, or -o NAME.zip --to %s")
      :format(suffix, writer.name, writer.name), "usage")
  end
  if first then writer.write(first, put, info) end
  while second do
    put(writer.joins)
    writer.write(second, put, info)
    second = rows()
  end
end

--- transcript.write(writer, rows, put, info, output)
---  Has a writer of interviews write all rows: the only one, one after the other for those that hold many, or each
---  into a file of its own where the name `output` is an archive's or a folder's. `info.note(text)` takes what
---  must be said.
function transcript.write(writer, rows, put, info, output)
  local look, tell_losses = losses(writer, info.options)
  local note, tell_notes = notebook(info.note)
  local own = {}
  for key, value in pairs(info) do own[key] = value end
  own.note = note
  local function looked()
    local one = rows()
    if one then
      look(one)
      clean_all(one, note)
    end
    return one
  end
  local kind = pack_of(output)
  if kind == "files" and writer.input ~= "interview" then
    host.fail(("a .%s file holds all transcripts, so there is nothing to make a folder of: -o NAME.%s"):format(writer.suffixes[1], writer.suffixes[1]), "usage")
  end
  if writer.input == "interviews" then writer.write(looked, put, own)
  elseif kind then pack(writer, looked, put, own, kind)
  else write_all(writer, looked, put, own) end
  tell_losses(info.note)
  tell_notes()
end

--- transcript.refuse(writer, row, options)
---  Raises when the writer cannot write this transcript at all (its `refuse(transcript, options)`
---  says why).
function transcript.refuse(writer, row, values)
  local message = writer.refuse and writer.refuse(row, values)
  if message then host.fail(message, "unsupported") end
end

return transcript
