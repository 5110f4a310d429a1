-- A first look at a document: what it is and how sure that is, in which language, who speaks, when it was and when in
-- the recording, what was repaired, and what could be run next.
local ms = require "moonscribe"
local clock = require "moonscribe.clock"

local function encoding_of(interview)
  local encoding = interview.encoding
  if type(encoding) ~= "table" then return encoding end
  local sure = encoding.confidence and (", %d%% sure"):format(encoding.confidence * 100 // 1) or ""
  return (encoding.name or "unknown") .. sure .. (encoding.reason and (": " .. encoding.reason) or "")
end

-- The format, and what else it could be when that is in doubt.
local function format_of(interview)
  local also = {}
  for i, other in ipairs(interview.other_formats) do
    if i <= 2 and interview.confidence < 95 then also[#also + 1] = ("%s (%d)"):format(other.format, other.confidence) end
  end
  local about = interview.format_about and ": " .. interview.format_about:match "^[^;]+" or ""
  return interview.format .. about .. (also[1] and "; or " .. table.concat(also, ", ") or "")
end

-- What the file says, or else its words.
local function language_of(interview)
  local stated = (interview.meta or {}).language
  if type(stated) == "string" then return stated .. ", says the file" end
  local found = {}
  for turn in interview:turns() do
    found[#found + 1] = tostring(turn.text)
    if #found == 40 then break end
  end
  return ms.language(ms.text(table.concat(found, "\n")))
end

-- From when to when, and how many turns say so.
local function times_of(interview, turns)
  local first, last, timed = nil, nil, 0
  for turn in interview:turns() do
    if turn.time then
      timed, first = timed + 1, math.min(first or turn.time, turn.time)
      last = math.max(last or 0, turn.end_time or turn.time)
    end
  end
  if timed == 0 then return nil end
  return ("%s to %s%s"):format(clock.short(first), clock.short(last), timed < turns and (", in %d of %d turns"):format(timed, turns) or "")
end

local function count(iterator)
  local n = 0
  for _ in iterator do n = n + 1 end
  return n
end

-- What is worth running on a document with these parts.
local function suggest(interview, exchanges, points)
  local source = interview.source or interview.doc
  source = source:match "^(.-)!/" or source -- an archive is read as a whole
  local path = source:find "[^%w%./_-]" and "'" .. source:gsub("'", [['\'']]) .. "'" or source
  local runs = { "moonscribe summary " .. path, "moonscribe timeline " .. path }
  if exchanges > 0 then runs[#runs + 1] = "moonscribe dataset --unit exchange " .. path end
  if points > 0 then runs[#runs + 1] = "moonscribe dataset --unit point " .. path end
  if not interview.date then runs[#runs + 1] = "moonscribe timeline --date YYYY-MM-DD " .. path end
  if interview.format == "prose" and interview.other_formats[1] then
    table.insert(runs, 1, ("moonscribe inspect --format %s %s"):format(interview.other_formats[1].format, path))
  end
  return runs
end

return ms.script {
  name = "inspect",
  about = "What a document is, who speaks in which role, when it was, and what could be run next",
  columns = { "doc", "part", "name", "value", "role", "turns", "questions", "source" },
  writer = "txt",
  each = function(interview, emit)
    local function row(part, name, value, more)
      local fields = more or {}
      fields.doc, fields.part, fields.name, fields.value = interview.doc, part, name, value
      fields.source = fields.source or interview.source
      emit(fields)
    end
    local turns, exchanges, points = count(interview:turns()), count(interview:exchanges()), count(interview:points())
    row("fact", "format", format_of(interview))
    row("fact", "confidence", interview.confidence)
    row("fact", "encoding", encoding_of(interview))
    row("fact", "language", language_of(interview))
    row("fact", "bytes", #interview.text)
    row("fact", "title", interview.title)
    row("fact", "date", interview.date)
    row("fact", "date_reason", interview.date_reason)
    row("fact", "turns", turns)
    row("fact", "times", times_of(interview, turns))
    row("fact", "exchanges", exchanges)
    row("fact", "points", points)
    for _, speaker in ipairs(interview.speakers) do
      row("speaker", speaker.name, nil, { role = speaker.role, turns = speaker.turns, questions = speaker.questions })
    end
    for _, repair in ipairs(interview.repairs or {}) do row("repair", repair.kind, repair.what, { source = repair.place ~= "" and repair.place or nil }) end
    for _, run in ipairs(suggest(interview, exchanges, points)) do row("next", nil, run) end
  end,
  views = {
    txt = function(rows, put)
      local doc, part
      for row in rows do
        if row.doc ~= doc then
          put((doc and "\n" or "") .. row.doc .. "\n")
          doc, part = row.doc, "fact"
        end
        if row.part ~= part then
          part = row.part
          put(part == "speaker" and "  who speaks\n" or part == "repair" and "  what was repaired\n" or "  what next\n")
        end
        if part == "speaker" then
          put(("    %s: %s, %d turns, %d of them questions\n"):format(row.name, row.role, row.turns, row.questions))
        elseif part == "repair" then
          put(("    %s (%s)\n"):format(row.value, row.name))
        elseif part == "next" then
          put("    " .. row.value .. "\n")
        else
          put(("  %-12s %s\n"):format(row.name, row.value == nil and "not known" or tostring(row.value)))
        end
      end
    end,
  },
}
