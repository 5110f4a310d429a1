-- Dates in English: March 5, 2021; 5 March; May to July 2019; early 2019; the 1980s; last year; three years ago; next
-- Friday. A date without a year is of the interview's year.
local ms = require "moonscribe"
local when = require "moonscribe.when"
local en = ms.grammar "en"

local function number(text) return text and (ms.numeral(text)) or nil end
local function month_of(text) return text and en.months[tostring(text):sub(1, 3):lower()] end
local function year_of(text, date) return text and number(text) or date and date.year end

local PARTS = { early = { 1, 4 }, mid = { 5, 8 }, late = { 9, 12 }, beginning = { 1, 4 }, start = { 1, 4 }, ["end"] = { 9, 12 }, middle = { 5, 8 } }
local DAYS = { today = 0, tonight = 0, yesterday = -1, tomorrow = 1 }
local STEPS = { last = -1, past = -1, previous = -1, this = 0, current = 0, next = 1, coming = 1 }
local DECADES = { twenties = 20, thirties = 30, forties = 40, fifties = 50, sixties = 60, seventies = 70, eighties = 80, nineties = 90 }

local hits = {}

function hits.month(match, context)
  local year, month = year_of(match.y, context.date), month_of(match.m)
  local day, day2 = number(match.d or match.e), number(match.d2 or match.e2)
  -- "may" and "march" are words too.
  if not day and not match.y and not match.m2 and not match.part then
    local word = tostring(match.m)
    if word:find "^Ma[yr]" or word:find "^%u%l%l$" then
      local before = tostring(context:before(10)):lower()
      if not (before:find "%f[%a]in $" or before:find "%f[%a]since $" or before:find "%f[%a]until $" or before:find "%f[%a]by $" or before:find "%f[%a]last $" or before:find "%f[%a]of $") then return nil end
    end
  end
  if match.m2 then return when.range({ year = year, month = month, day = day }, { year = year, month = month_of(match.m2), day = day2 }) end
  if day2 then return when.range({ year = year, month = month, day = day }, { year = year, month = month, day = day2 }) end
  if match.part and not day then
    local thirds = { early = { 1, 10 }, mid = { 11, 20 }, late = { 21, "end" } }
    local part = thirds[tostring(match.part):lower()]
    return when.days_of(year, month, part[1], part[2])
  end
  return when.date { year = year, month = month, day = day }
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
  local word = tostring(match[0]):lower()
  if word:find "before" then return when.shift(context.date, "D", -2) elseif word:find "after" then return when.shift(context.date, "D", 2) end
  return when.shift(context.date, "D", DAYS[word])
end

function hits.near(match, context)
  local step, unit = STEPS[tostring(match.step):lower()], tostring(match.unit)
  local weekday, month, season = unit:find "day$" and #unit > 3 and en.weekdays[unit:sub(1, 3):lower()], month_of(unit), en.seasons[unit:lower()]
  -- "He retired the next year": the year after what was told, which is not the interview's.
  local is_told = step > 0 and tostring(context:before(4)):lower() == "the "
  local date = not is_told and context.date or nil
  if weekday then return when.weekday(date, weekday, step) end
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
  local count = (text == "a" or text == "an") and 1 or text:find "couple" and 2 or (ms.numeral(text))
  local code = en.duration_units[(tostring(match.unit):lower():gsub("s$", ""))]
  if #code > 1 and code:sub(1, 1) == "Y" then count, code = count * math.tointeger(tonumber(code:sub(2))), "Y" end
  local later = match.dir:is "later" or match.dir:is "from now"
  return when.shift(not match.dir:is "later" and context.date or nil, code, math.type(count) == "integer" and (later and count or -count) or nil)
end

function hits.weekday(match, context)
  return when.weekday(context.date, en.weekdays[tostring(match[0]):sub(1, 3):lower()], 0)
end

local MONTH, DAY = en.month, [[(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?]]
local YEAR = [[(?:1[0-9]{3}|20[0-9]{2})]]
local TO = [[ ?(?:-|–|—|to|through|until) ?]]
return ms.extractor {
  name = "dates_en",
  about = "English dates: March 5, 2021; May to July 2019; early 2019; the 1980s; last year; three years ago; next Friday",
  kinds = { "date" },
  languages = { "en" },
  patterns = {
    { name = "month", pattern = [[(?<![A-Za-z])(?:(?<part>[Ee]arly|[Mm]id|[Ll]ate)[ -])?(?<m>]] .. MONTH .. [[)\b(?:\.? (?<d>]] .. DAY .. [[)(?![0-9:]| ?(?:am|pm|percent|per cent|%|people|years|months)))?(?:]] .. TO .. "(?:(?<m2>" .. MONTH .. [[)\b(?: (?<d2>]] .. DAY .. [[))?|(?<e2>]] .. DAY .. [[)(?![0-9])))?(?:,? (?:of )?(?<y>]] .. YEAR .. [[))?\b]] },
    { name = "month", pattern = [[(?<![A-Za-z0-9:.])(?:[Tt]he )?(?<d>]] .. DAY .. ")(?:" .. TO .. "(?<d2>" .. DAY .. "))? (?:of )?(?<m>" .. MONTH .. [[)\b(?:,? (?<y>]] .. YEAR .. [[))?]] },
    { name = "year", pattern = [[(?<![0-9A-Za-z.,$£€#/-])(?:(?<cue>(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|[Bb]efore|[Aa]fter|[Dd]uring|[Aa]round|[Cc]irca|[Yy]ear|of|late|mid) )|(?:the )?(?<part>[Ee]arly|[Mm]id|[Ll]ate|beginning|start|middle|end)(?: of |[ -])|(?:the )?(?<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?: of)? |(?:Q(?<q>[1-4])(?: of)? ))?(?<y>]] .. YEAR .. [[)(?:]] .. TO .. [[(?<y2>(?:1[89]|20)?[0-9]{2})(?![0-9]))?(?![0-9A-Za-z$%/]|[.:,-][0-9]|-[A-Za-z])(?! ?(?:percent|per cent|dollars|people|km|miles|feet|euros))]] },
    { name = "decade", pattern = [[\b(?:[Tt]he )(?:[Ee]arly |[Ll]ate )?(?<word>[Tt]wenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b]] },
    { name = "decade", pattern = [[(?<![0-9A-Za-z])(?:[Tt]he )?(?:[Ee]arly |[Ll]ate |[Mm]id-?)?(?:(?<d>(?:1[0-9]|20)[0-9]0)s|['’](?<dd>[0-9]0)s)\b]] },
    { name = "century", pattern = [[(?:\b[Tt]he )?(?:[Ee]arly |[Ll]ate )?(?:(?<n>[0-9]{1,2})(?:st|nd|rd|th)|\b(?<word>(?:[Tt]wenty-)?(?:[Ff]irst|[Ss]econd|[Nn]ineteenth|[Ee]ighteenth|[Ss]eventeenth|[Ss]ixteenth|[Ff]ifteenth|[Tt]wentieth)))[ -][Cc]entury\b]] },
    { name = "day", pattern = [[\b(?:[Tt]he day (?:before yesterday|after tomorrow)|[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow)\b]] },
    { name = "near", pattern = [[\b(?<step>[Ll]ast|[Tt]his|[Nn]ext|[Pp]revious|[Cc]oming) (?<unit>year|month|week|quarter|spring|summer|autumn|fall|winter|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:January|February|March|April|May|June|July|August|September|October|November|December))\b]] },
    { name = "ago", pattern = [[\b(?<number>]] .. en.number .. [[|[Aa]n?|[Aa] couple(?: of)?) (?<unit>years?|months?|weeks?|days?|decades?) (?<dir>ago|from now|later)\b]] },
    { name = "weekday", pattern = [[\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b]] },
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
    { text = "You may march on with 2000 people and $1999.", mentions = {} },
  },
}
