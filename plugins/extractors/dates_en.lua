-- Dates in English: March 5, 2021; 5 March; May to July 2019; early 2019; the 1980s; last year; three years ago; next
-- Friday. A date without a year is of the interview's year.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local when = require "moonscribe.when"
local en = ms.grammar "en"

local function number(text) return text and (ms.numeral(text)) or nil end
local function month_of(text) return text and en.months[tostring(text):sub(1, 3):lower()] end
-- 5, 5th, fifth, twenty-first
local function day_of(text)
  if not text then return nil end
  local word = tostring(text):lower()
  local first, last = word:match "^(%a+)[ -](%a+)$"
  if first then return (ms.numeral(first) or 0) + (en.ordinals[last] or 0) end
  return en.ordinals[word] or number(text)
end
local function year_of(text, date) return text and number(text) or date and date.year end

local PARTS = { early = { 1, 4 }, mid = { 5, 8 }, late = { 9, 12 }, beginning = { 1, 4 }, start = { 1, 4 }, ["end"] = { 9, 12 }, middle = { 5, 8 } }
local DAYS = { ["last night"] = -1, ["this"] = 0, today = 0, tonight = 0, yesterday = -1, tomorrow = 1 }
local STEPS = { last = -1, past = -1, previous = -1, this = 0, current = 0, next = 1, coming = 1 }
local DECADES = { twenties = 20, thirties = 30, forties = 40, fifties = 50, sixties = 60, seventies = 70, eighties = 80, nineties = 90 }

-- "tomorrow morning", "Friday night": the day's part.
local function with_part(match, mention)
  return mention and match.time and when.add_part(mention, en.day_parts[tostring(match.time):lower()]) or mention
end

local hits = {}

function hits.month(match, context)
  local year, month = year_of(match.y, context.date), month_of(match.m)
  local day, day2 = day_of(match.d), day_of(match.d2 or match.e2)
  -- "may" and "march" are words too.
  if not day and not match.y and not match.m2 and not match.part then
    local word = tostring(match.m)
    if word:find "^[Mm]a[yr]" or word:find "^%u%l%l$" or word:find "^august" then
      local before = tostring(context:before(10)):lower()
      if not (before:find "%f[%a]in $" or before:find "%f[%a]since $" or before:find "%f[%a]until $" or before:find "%f[%a]by $" or before:find "%f[%a]last $" or before:find "%f[%a]of $") then return nil end
    end
  end
  -- "The second may be late."
  if match.d and (match.m:is "may" or match.m:is "march") and not match.y then
    if not tostring(match.d):find "%d" and not tostring(match[0]):find " of " then return nil end
  end
  if match.m2 then
    -- November to February 2017 begins in 2016; without a year it ends in the next.
    local month2, first, last = month_of(match.m2), year, year
    if year and month2 < month then
      if match.y then first = year - 1 else last = year + 1 end
    end
    return when.range({ year = first, month = month, day = day }, { year = last, month = month2, day = day2 })
  end
  if day2 then return when.range({ year = year, month = month, day = day }, { year = year, month = month, day = day2 }) end
  if match.part and not day then
    local thirds = { early = { 1, 10 }, mid = { 11, 20 }, late = { 21, "end" } }
    local part = thirds[tostring(match.part):lower()]
    return when.days_of(year, month, part[1], part[2])
  end
  return with_part(match, when.date { year = year, month = month, day = day })
end

-- 10/31/2016: the month comes first, unless it cannot.
function hits.numeric(match)
  local month, day = number(match.m), number(match.d)
  if month > 12 then month, day = day, month end
  return when.date { year = number(match.y), month = month, day = day }
end

function hits.holiday(match, context)
  local day = en.holidays[(tostring(match.name):gsub("’", "'"))]
  if not day then return { kind = "date", grain = "day" } end
  return when.date { year = year_of(match.y, context.date), month = day[1], day = day[2] }
end

function hits.year(match, context)
  local year = number(match.y)
  if match.part then
    local part = PARTS[tostring(match.part):lower()]
    return when.range({ year = year, month = part[1] }, { year = year, month = part[2] })
  end
  if match.season then return when.date { year = year, month = en.seasons[tostring(match.season):lower()] } end
  if match.q then return when.date { year = year, month = 32 + number(match.q) } end
  if match.y2 then
    local last = tostring(match.y2)
    if #last == 2 then last = tostring(match.y):sub(1, 2) .. last end
    local number2 = math.tointeger(tonumber(last))
    if number2 <= year then
      -- 2014-10 is a month.
      local month = #tostring(match.y2) == 2 and number2 % 100 or 0
      return month >= 1 and month <= 12 and tostring(match[0]):find "%d%-%d" and when.date { year = year, month = month } or nil
    end
    return when.range({ year = year }, { year = math.tointeger(tonumber(last)) })
  end
  -- A bare number is a year only after a word that says so, or with nothing that it could count.
  local after = tostring(context:after(12))
  if not match.cue and after:find "^[%-%s]?%a" and not after:find "^ %f[%a](%l+)%f[%A]" then return nil end
  local word = after:match "^ (%l+)"
  if not match.cue and word and (word:find "s$" and word ~= "was" and word ~= "is" and word ~= "as" and word ~= "has" or word == "people") then return nil end
  local from = match:span "y"
  return when.date { year = year }, from
end

function hits.decade(match, context)
  if match.word then
    local decade = DECADES[tostring(match.word):lower()]
    return when.decade((decade < 30 and context.date and 2000 or 1900) + decade)
  end
  local text = tostring(match.d or match.dd)
  local year = math.tointeger(tonumber(text))
  return when.decade(#text == 2 and (year < 30 and 2000 or 1900) + year or year)
end

function hits.century(match)
  local count = number(match.n) or en.ordinals[tostring(match.word):lower()]
  if not count and match.word then count = 20 + (en.ordinals[tostring(match.word):lower():match "^twenty%-(%l+)$"] or 0) end
  return count and when.century(count)
end

function hits.day(match, context)
  local word = tostring(match.day):lower()
  if word:find "before" then return when.shift(context.date, "D", -2) elseif word:find "after tom" then return when.shift(context.date, "D", 2) end
  if word == "tonight" or word == "last night" then return when.add_part(when.shift(context.date, "D", DAYS[word]), word == "tonight" and "EV" or "NI") end
  return with_part(match, when.shift(context.date, "D", DAYS[word]))
end

function hits.near(match, context)
  local step, unit = STEPS[tostring(match.step):lower()], tostring(match.unit)
  local weekday, month, season = unit:lower():find "day$" and #unit > 3 and en.weekdays[unit:sub(1, 3):lower()], month_of(unit), en.seasons[unit:lower()]
  -- "He retired the next year": the year after what was told, which is not the interview's.
  local is_told = step > 0 and tostring(context:before(4)):lower() == "the "
  local date = not is_told and context.date or nil
  if unit:lower() == "weekend" then return when.weekend(date, step) end
  if weekday then return with_part(match, when.weekday(date, weekday, step)) end
  if unit:find "^%u" and month then
    if not date or not date.month then return when.date { month = month } end
    local year = date.year
    if step < 0 and month >= date.month then year = year - 1 elseif step > 0 and month <= date.month then year = year + 1 end
    return when.date { year = year, month = month }
  end
  if season then return date and when.date { year = date.year + step, month = season } or { kind = "date", grain = "season", relative = true } end
  local code = ({ year = "Y", month = "M", week = "W", quarter = "Q" })[unit:lower()]
  return code and when.shift(date, code, step)
end

function hits.ago(match, context)
  local text = tostring(match.number):lower()
  local count = (text == "a" or text == "an" or text:find "^half") and 1 or text:find "couple" and 2 or (ms.numeral(text))
  local code = en.duration_units[(tostring(match.unit):lower():gsub("s$", ""))]
  if #code > 1 and code:sub(1, 1) == "Y" then count, code = count * math.tointeger(tonumber(code:sub(2))), "Y" end
  if code:sub(1, 1) == "T" then
    return { kind = "date", relative = true, grain = ({ TH = "hour", TM = "minute", TS = "minute" })[code] }
  end
  local later = match.dir:is "later" or match.dir:is "from now"
  return when.shift(not match.dir:is "later" and context.date or nil, code, math.type(count) == "integer" and (later and count or -count) or nil)
end

function hits.weekday(match, context)
  return with_part(match, when.weekday(context.date, en.weekdays[tostring(match.weekday):sub(1, 3):lower()], match.step and STEPS[tostring(match.step)] or 0))
end

local ORDINAL = "(?:(?:[Tt]wenty|[Tt]hirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|" .. wording.any(en.ordinals) .. ")"
local MONTH, DAY = en.month, "(?:(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?|(?:the )?" .. ORDINAL .. ")"
-- "tomorrow morning", "Friday in the afternoon", "on the night of" being none.
local PART = "(?:(?: in the| at)? (?<time>" .. wording.any(en.day_parts) .. [[)\b)?]]
local WEEKDAY = "(?:" .. en.weekday .. [[,? (?:the )?)?]]
local names = {}
for name in pairs(en.holidays) do names[#names + 1] = name end
for _, name in ipairs(en.moving_holidays) do names[#names + 1] = name end
local HOLIDAYS = wording.any(names):gsub("%.", "\\."):gsub("'", "['’]")
local YEAR = [[(?:1[0-9]{3}|20[0-9]{2})]]
local TO = [[ ?(?:-|–|—|to|through|until) ?]]
return ms.extractor {
  name = "dates_en",
  about = "English dates: March 5, 2021; May to July 2019; early 2019; the 1980s; last year; three years ago; next Friday",
  kinds = { "date" },
  languages = { "en" },
  patterns = {
    { name = "month", pattern = [[(?<![A-Za-z])]] .. WEEKDAY .. [[(?:(?<part>[Ee]arly|[Mm]id|[Ll]ate)[ -])?(?<m>]] .. MONTH .. [[)(?![A-Za-z])(?:\.? (?<d>]] .. DAY .. [[)(?![0-9:]| ?(?:am|pm|percent|per cent|%|people|years|months)))?(?:]] .. TO .. "(?:(?<m2>" .. MONTH .. [[)\b(?: (?<d2>]] .. DAY .. [[))?|(?<e2>]] .. DAY .. [[)(?![0-9])))?(?:,? (?:of )?(?<y>]] .. YEAR .. [[))?]] .. PART .. [[(?![A-Za-z0-9])]] },
    { name = "month", pattern = [[(?<![A-Za-z0-9:.])]] .. WEEKDAY .. [[(?:[Tt]he )?(?<d>]] .. DAY .. ")(?:" .. TO .. "(?<d2>" .. DAY .. "))?[ -](?:of )?(?<m>" .. MONTH .. [[)(?![A-Za-z])(?:(?:,? |-)(?<y>]] .. YEAR .. [[))?]] .. PART },
    { name = "numeric", pattern = [[(?<![0-9/.-])(?<m>1[0-2]|0?[1-9]|[12][0-9]|3[01])([/-])(?<d>3[01]|[12][0-9]|0?[1-9])\g{-2}(?<y>(?:19|20)[0-9]{2})(?![0-9/-])]] },
    { name = "holiday", pattern = [[\b(?<name>]] .. HOLIDAYS .. [[)\b(?:,? (?:of )?(?<y>]] .. YEAR .. "))?" },
    { name = "year", pattern = [[(?<![0-9A-Za-z.,$£€#/-])(?:(?<cue>(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|[Bb]efore|[Aa]fter|[Dd]uring|[Aa]round|[Cc]irca|[Yy]ear|of|late|mid) )|(?:the )?(?<part>[Ee]arly|[Mm]id|[Ll]ate|beginning|start|middle|end)(?: of |[ -])|(?:the )?(?<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?: of)? |(?:Q(?<q>[1-4])(?: of)? ))?(?<y>]] .. YEAR .. [[)(?:]] .. TO .. [[(?<y2>(?:1[89]|20)?[0-9]{2})(?![0-9]))?(?![0-9A-Za-z$%/]|[.:,-][0-9]|-[A-Za-z])(?! ?(?:percent|per cent|dollars|people|km|miles|feet|euros))]] },
    { name = "decade", pattern = [[\b(?:[Tt]he )(?:[Ee]arly |[Ll]ate )?(?<word>[Tt]wenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b]] },
    { name = "decade", pattern = [[(?<![0-9A-Za-z])(?:[Tt]he )?(?:[Ee]arly |[Ll]ate |[Mm]id-?)?(?:(?<d>(?:1[0-9]|20)[0-9]0)s|['’](?<dd>[0-9]0)s)\b]] },
    { name = "century", pattern = [[(?:\b[Tt]he )?(?:[Ee]arly |[Ll]ate )?(?:(?<n>[0-9]{1,2})(?:st|nd|rd|th)|\b(?<word>(?:[Tt]wenty-)?(?:[Ff]irst|[Ss]econd|[Nn]ineteenth|[Ee]ighteenth|[Ss]eventeenth|[Ss]ixteenth|[Ff]ifteenth|[Tt]wentieth)))[ -][Cc]entury\b]] },
    { name = "day", pattern = [[\b(?<day>[Tt]he day (?:before yesterday|after tomorrow)|[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow|[Ll]ast night|[Tt]his(?= (?:morning|afternoon|evening)\b))\b]] .. PART },
    { name = "near", pattern = [[\b(?<step>[Ll]ast|[Tt]his|[Nn]ext|[Pp]revious|[Cc]oming) (?<unit>year|month|weekend|week|quarter|spring|summer|autumn|fall|winter|]] .. en.weekday .. [[|(?:January|February|March|April|May|June|July|August|September|October|November|December))\b]] .. PART },
    { name = "ago", pattern = [[\b(?<number>]] .. en.number .. [[|[Aa]n?|[Hh]alf an?(?= hour)|[Aa] couple(?: of)?) (?<unit>years?|months?|weeks?|days?|decades?|hours?|minutes?|mins?|seconds?) (?<dir>ago|from now|later)\b]] },
    { name = "weekday", pattern = [[\b(?<![Ee]very )(?<![Ee]ach )(?<weekday>]] .. en.weekday .. [[)\b(?: of (?<step>last|this|next) week\b)?]] .. PART },
  },
  hit = function(match, context)
    local mention, from = hits[match.pattern](match, context)
    if mention and from then mention.from = from end
    return mention
  end,
  samples = {
    { text = "It opened on March 5, 2021 and closed in early 2019.", mentions = { { kind = "date", text = "March 5, 2021", value = "2021-03-05" }, { kind = "date", text = "early 2019", value = "2019-01/2019-04" } } },
    { text = "From the 1980s to 5 March, then May to July 2019.", mentions = { { kind = "date", text = "the 1980s", value = "198X" }, { kind = "date", text = "5 March", value = "XXXX-03-05" }, { kind = "date", text = "May to July 2019", value = "2019-05/2019-07" } } },
    { text = "Last year, three years ago, next Friday, yesterday.", date = "2024-06-27", mentions = { { kind = "date", text = "Last year", value = "2023" }, { kind = "date", text = "three years ago", value = "2021" }, { kind = "date", text = "next Friday", value = "2024-07-05" }, { kind = "date", text = "yesterday", value = "2024-06-26" } } },
    { text = "In the twenty-first century, since 1999, summer of 2003.", mentions = { { kind = "date", value = "20XX" }, { kind = "date", text = "1999", value = "1999" }, { kind = "date", text = "summer of 2003", value = "2003-22" } } },
    { text = "She left on Monday, March 4 in the evening, came back tomorrow morning, last weekend, on Christmas Eve and on the twenty-first of june 1998; 10/31/2016.", date = "2024-06-27", mentions = { { kind = "date", text = "Monday, March 4 in the evening", value = "2024-03-04", grain = "part" }, { kind = "date", text = "tomorrow morning", value = "2024-06-28", timex = "2024-06-28TMO" }, { kind = "date", text = "last weekend", value = "2024-06-22/2024-06-23" }, { kind = "date", text = "Christmas Eve", value = "2024-12-24" }, { kind = "date", text = "the twenty-first of june 1998", value = "1998-06-21" }, { kind = "date", text = "10/31/2016", value = "2016-10-31" } } },
    { text = "From November to February 2017; this afternoon at 3:20, half an hour ago, Friday of last week.", date = "2024-06-27", mentions = { { kind = "date", text = "November to February 2017", value = "2016-11/2017-02" }, { kind = "date", text = "this afternoon", value = "2024-06-27", grain = "part" }, { kind = "date", text = "half an hour ago", grain = "hour" }, { kind = "date", text = "Friday of last week", value = "2024-06-21" } } },
    { text = "The second may be late, the first march was long.", mentions = {} },
    { text = "You may march on with 2000 people and $1999.", mentions = {} },
  },
}
