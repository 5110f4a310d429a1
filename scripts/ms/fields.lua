-- moonscribe.fields: which key of a JSON object, or which column of a table, is the speaker, the text, the time. Names are
-- compared without case, blanks and underscores; what the user says comes first.
local ms = require "moonscribe"
local speech = require "moonscribe.speech"
local spoken = require "moonscribe.spoken"

local fields = {}

-- The names of each part, the likelier first.
local NAMES = {
  text = { "text", "transcript", "transcription", "utterance", "sentence", "content", "body", "caption", "subtitle", "message", "words", "word",
    "display", "displaytext", "said", "speech", "dialogue", "line", "onebest", "finalsentence", "utt", "内容", "文本", "文字", "发言", "發言", "发言内容",
    "發言內容", "说话内容", "說話內容", "转写", "转写内容", "转写文本", "轉寫", "转录", "对话", "對話", "字幕", "识别结果", "原文", "句子", "正文", "テキスト", "発言", "内容" },
  speaker = { "speaker", "speakername", "speakerlabel", "speakerid", "spk", "speakers", "name", "who", "author", "participant", "character", "user",
    "username", "displayname", "sender", "actor", "agent", "role", "说话人", "說話人", "发言人", "發言人", "讲话人", "讲者", "講者", "姓名", "名字", "人物", "角色",
    "用户", "昵称", "发言者", "話者", "発言者" },
  start = { "start", "starttime", "begin", "begintime", "from", "startms", "beginms", "startseconds", "startsec", "starts", "time", "timestamp", "timecode",
    "in", "tcin", "timein", "offset", "startoffset", "bg", "t", "开始", "開始", "开始时间", "開始時間", "起始时间", "起始", "时间", "時間", "时间戳", "開始時刻" },
  ["end"] = { "end", "endtime", "to", "endms", "endseconds", "endsec", "ends", "stop", "stoptime", "out", "tcout", "timeout", "finish", "endoffset",
    "ed", "结束", "結束", "结束时间", "結束時間", "終了" },
  duration = { "duration", "dur", "lasting", "length", "durationms", "d", "时长", "時長" },
  language = { "language", "languagecode", "lang", "locale", "语言", "語言" },
  confidence = { "confidence", "conf", "probability", "score", "置信度" },
}

local RANK = {}
for part, names in pairs(NAMES) do
  for rank, name in ipairs(names) do
    RANK[name] = RANK[name] or {}
    RANK[name][part] = RANK[name][part] or rank
  end
end

fields.PARTS = { "text", "speaker", "start", "end", "duration", "language", "confidence" }

local function plain(name) return (tostring(ms.text(name):normalise "lower"):gsub("[%s_%-.()]", "")) end

--- fields.map(names, [given]) -> parts
---  Which of `names` (an array of keys or headings) is which part: a table of part ("text", "speaker", "start",
---  "end", "duration", "language", "confidence") to name. `given` holds what the user says: part to name.
---  @example
---  local parts = require("moonscribe.fields").map { "Start Time", "说话人", "Transcript", "notes" }
---  parts.start, parts.speaker, parts.text, parts["end"] --> Start Time, 说话人, Transcript, nil
function fields.map(names, given)
  local parts, best = {}, {}
  for part, name in pairs(given or {}) do
    local is_there = false
    for _, one in ipairs(names) do is_there = is_there or one == name end
    if is_there then parts[part], best[part] = name, 0 end
  end
  for _, name in ipairs(names) do
    for part, rank in pairs(RANK[plain(name)] or {}) do
      if not best[part] or rank < best[part] then parts[part], best[part] = name, rank end
    end
  end
  return parts
end

-- A moment as a number of the unit that is yet to be told, or a clock's in seconds.
local function moment(value)
  if type(value) == "number" then return value >= 0 and value or nil end
  value = type(value) == "string" and value or ""
  local number = tonumber(value)
  if number then return number >= 0 and number or nil end
  return spoken.seconds(value), true
end

-- Whether plain numbers are thousandths: the heading says so, or they are whole and what they measure would last
-- for minutes on end.
local function is_thousandths(rows, parts)
  for _, part in ipairs { "start", "end", "duration" } do
    if parts[part] and plain(tostring(parts[part])):find "ms$" then return true end
  end
  local longest, last, count, total = 0, nil, 0, 0
  for _, row in ipairs(rows) do
    local from, is_clock = moment(row[parts.start])
    local to = moment(row[parts["end"]])
    if is_clock or from and from % 1 ~= 0 or to and to % 1 ~= 0 then return false end
    local lasting = from and (to and to - from or last and from - last)
    if lasting and lasting > 0 then count, total = count + 1, total + lasting end
    if lasting and lasting > longest then longest = lasting end
    last = from or last
  end
  return count > 0 and total / count > 60
end

--- fields.pieces(rows, parts) -> pieces
---  What spoken.turns takes of rows (tables by name, mapped by fields.map). Times are seconds, thousandths of them or
---  a clock's.
function fields.pieces(rows, parts)
  local pieces = {}
  local unit = is_thousandths(rows, parts) and 1000 or 1
  local function seconds(row, part)
    local value, is_clock = moment(row[parts[part]])
    return value and value < 1e12 and value / (is_clock and 1 or unit) or nil
  end
  for i, row in ipairs(rows) do
    local start, stop = parts.start and seconds(row, "start"), parts["end"] and seconds(row, "end")
    local lasting = parts.duration and not stop and seconds(row, "duration")
    local speaker = row[parts.speaker]
    if type(speaker) == "table" then speaker = speech.get(speaker, "name") or speech.get(speaker, "id") end
    pieces[i] = { text = speech.text(row[parts.text]), time = start, end_time = stop or start and lasting and start + lasting or nil,
      speaker = speech.speaker(speaker), language = parts.language and speech.language(row[parts.language]),
      confidence = parts.confidence and speech.confidence(row[parts.confidence]) }
  end
  return pieces
end

--- fields.missing(names) -> string
---  What to say of a table or list in which nothing is known to be text: its names, and how to say which is which.
function fields.missing(names)
  local list = {}
  for i, name in ipairs(names) do
    if i > 12 then
      list[i] = "..."
      break
    end
    list[i] = '"' .. tostring(name) .. '"'
  end
  return ("none of %s is known to hold what was said; --column text=NAME says which"):format(table.concat(list, ", "))
end

return fields
