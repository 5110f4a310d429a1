-- moonscribe.front: title, date and other front matter, and, when nobody says when the
-- interview took place, the year that its own words imply. Whatever is found comes with the
-- reason in plain words.
local ms = require "moonscribe"

local front = {}

local MONTHS = { jan = 1, feb = 2, mar = 3, apr = 4, may = 5, jun = 6, jul = 7, aug = 8, sep = 9, oct = 10, nov = 11, dec = 12 }
local MONTH = [[(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?]]

local FULL_DATE = {
  { pattern = [[(?<!\d)((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)]], order = { 1, 2, 3 } },
  { pattern = [[(?i)(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s+]] .. MONTH .. [[,?\s+((?:19|20)\d\d)]], order = { 3, 2, 1 } },
  { pattern = [[(?i)\b]] .. MONTH .. [[\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)]], order = { 3, 1, 2 } },
}

local function number(word) return math.tointeger(tonumber(word)) or MONTHS[word:lower():sub(1, 3)] end

-- The first full date in a text as EDTF, or nil.
local function full_date(text)
  for _, form in ipairs(FULL_DATE) do
    local match = ms.regex(form.pattern):match(text)
    if match then
      local year, month, day = number(tostring(match[form.order[1]])), number(tostring(match[form.order[2]])), number(tostring(match[form.order[3]]))
      if month >= 1 and month <= 12 and day >= 1 and day <= 31 then return ("%04d-%02d-%02d"):format(year, month, day) end
    end
  end
end

local KEYS = {
  title = { "title", "标题", "標題", "题目", "題目" },
  date = { "date", "interview date", "recorded", "recorded on", "日期", "采访日期", "採訪日期", "访谈日期", "采访时间", "採訪時間", "访谈时间", "訪談時間", "时间", "時間" },
}

local function key_of(label)
  label = label:lower()
  for key, labels in pairs(KEYS) do
    for _, one in ipairs(labels) do if label == one then return key end end
  end
  return label
end

local function clean(value) return (value:gsub("^%s+", ""):gsub("%s+$", ""):gsub([[^"(.*)"$]], "%1"):gsub("^'(.*)'$", "%1")) end

-- Labels that front matter has, beside KEYS: 湿地访谈 in "湿地访谈：一条河怎样回来" is none of these, so that
-- line is a title.
local USUAL = ms.regex([[interview|record|transcri|particip|guest|host|speaker|place|locat|station|length|duration|source|author|lang|者|人|员|員|嘉宾|嘉賓|主持|地点|地點|时|時|来源|來源|编号|編號|语言|語言|整理|记录|紀錄]], "i")

-- What stands before the first turn, line by line: "Key: value", a heading, a plain first line.
-- A lone first line with a colon, but no usual key, is such a line too.
local function read_lines(text)
  local meta, heading, first = {}, nil, nil
  local lines, pairs_seen, lone = 0, 0, nil
  for line in text:lines() do
    local plain = clean(tostring(line))
    local title = plain:match "^#+%s*(.-)%s*#*$"
    local match = ms.regex([[^(?:\*\*)?([^:：]{1,24}?)(?:\*\*)?\s?[:：]\s*(.+)$]]):match(plain)
    if plain ~= "" then lines = lines + 1 end
    if title then
      heading = heading or title
    elseif match and not plain:find "^https?:" then
      local key, value = key_of(clean(tostring(match[1]))), clean((tostring(match[2]):gsub("%*%*", "")))
      if meta[key] == nil then meta[key] = value end
      pairs_seen = pairs_seen + 1
      if lines == 1 and not KEYS[key] and not USUAL:test(key) then lone = { key = key, line = plain } end
    elseif plain ~= "" and plain ~= "---" and not plain:find "^[->]" then
      first = first or plain
    end
  end
  if lone and pairs_seen == 1 then meta[lone.key], first = nil, lone.line end
  return meta, heading, first
end

--- front.read(text, name) -> meta, title, date, reason
---  Reads front matter (a Text) and a file name. The date is EDTF, with the reason for it; nil
---  when there is none.
function front.read(text, name)
  local meta, heading, first = read_lines(text)
  local title = meta.title or heading
  -- A first line that is short and no sentence is a title too.
  if not title and first and ms.text(first):count() <= 60 and not ms.regex([[[.。!！?？]$]]):test(first) then title = first end
  local date = meta.date and full_date(meta.date)
  if date then return meta, title, date, ("the front matter says %s"):format(meta.date) end
  date = full_date(text)
  if date then return meta, title, date, "a date stands before the first turn" end
  date = name and full_date(name)
  if date then return meta, title, date, ("the file is called %s"):format(name) end
  return meta, title, nil, nil
end

-- --- a year from the talk itself -------------------------------------------------------------

-- What to add to the year of the event to get the year of the talk.
local RELATIVE = { ["去年"] = 1, ["前年"] = 2, ["今年"] = 0, ["本年"] = 0, ["last year"] = 1, ["this year"] = 0 }

-- What is planned until a year (到2030年, 2060年) is no event that has been.
local ABSOLUTE = [[(?<![\d.到至])(?<![到至] )((?:19\d|20[0-3])\d)\s?年(?![之以]?前)|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+(?:\d{1,2},?\s+)?((?:19|20)\d\d)\b]]

local function set_of(terms)
  local set, n = {}, 0
  for _, term in ipairs(terms) do
    if not set[term] then set[term], n = true, n + 1 end
  end
  return set, n
end

-- The clause of a text around byte `at`: between full stops and line ends.
local function clause(text, at)
  return text:sub(at, at):sentence_around()
end

--- front.infer_year(text) -> year or nil, reason
---  The year of a talk from its own words: when "去年揭牌" and "2023年11月11日揭牌" speak of the same
---  event, the talk is of 2024. Two sentences speak of the same when they share enough terms.
function front.infer_year(text)
  local rank = require "moonscribe.rank"
  local absolute = {}
  for match in ms.regex(ABSOLUTE, "i"):gmatch(text) do
    local sentence = match[0]:sentence_around()
    -- A long sentence goes on to other things; the event stands near its date.
    local from, to = match[0]:offset()
    local _, stop = sentence:offset()
    local near = match[0]:within(from, math.min(stop, to + 180))
    while not near:is_valid() do
      local i, j = near:offset()
      near = near:within(i, j - 1)
    end
    absolute[#absolute + 1] = { year = math.tointeger(tonumber(tostring(match[1] or match[2]))), near = near, set = set_of(rank.terms(near)) }
    if #absolute >= 200 then break end
  end
  if #absolute == 0 then return nil end
  local best, best_shared
  for match in ms.regex([[去年|前年|今年|本年|\blast year\b|\bthis year\b]], "i"):gmatch(text) do
    local word = tostring(match[0]):lower()
    local terms = rank.terms(match[0]:sentence_around())
    for _, event in ipairs(absolute) do
      local shared, seen = 0, {}
      for _, term in ipairs(terms) do
        if event.set[term] and not seen[term] then seen[term], shared = true, shared + 1 end
      end
      -- 今年 beside a year says less: much is planned and done within a year.
      local wanted = RELATIVE[word] == 0 and 8 or 4
      if shared >= wanted and (not best or shared > best_shared) then
        best, best_shared = { year = event.year + RELATIVE[word], word = match[0], near = event.near }, shared
      end
    end
  end
  if not best then return nil end
  local function short(slice)
    local s = tostring(slice):gsub("%s+", " ")
    local cut = utf8.offset(s, 25)
    return cut and s:sub(1, cut - 1) .. "…" or s
  end
  return best.year, ("inferred: “%s” in “%s” and “%s” speak of one event"):format(tostring(best.word),
    short(best.word:sentence_around()), short(best.near))
end

return front
