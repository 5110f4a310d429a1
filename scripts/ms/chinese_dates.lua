-- moonscribe.chinese_dates: what the extractors of Chinese dates share: pieces of patterns that stand on the grammar, the
-- year that somebody means, and the days of holidays. The grammar is loaded with the plugins, later than this file, so
-- everything is asked for.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local when = require "moonscribe.when"
local moon = require "moonscribe.moon"
local calendar = ms.calendar

local dates = {}

-- A pattern for words of the grammar, each character in any way it is written.
local function spelled(words, variants)
  return (wording.any(words):gsub("[\xC2-\xF4][\x80-\xBF]*", function(char)
    return variants[char] and "[" .. char .. variants[char] .. "]"
  end))
end

--- The pieces of patterns. `year` has the groups y (a number) and ry (去年).
function dates.pieces()
  if dates.cached then return dates.cached end
  local zh = ms.grammar "zh_time"
  local any = {}
  any.years = wording.any(zh.years)
  any.year = "(?:(?<y>" .. zh.year .. [[|(?<![0-9０-９])(?:[01][0-2][0-9]|[0-9]{2}|[零〇○一二三四五六七八九]{2}(?=\s?年)))\s?年度?|(?<ry>]] .. any.years .. ")度?)"
  any.free = "(?<![0-9０-９一二三四五六七八九十百千零〇几数第期周週拜.．/·])"
  any.to = [[\s?[-－–—~～至到ー]{1,2}\s?]]
  local codes = wording.any(zh.day_part_codes)
  any.part = "(?:的?\\s?(?<time>(?>" .. codes .. [[))(?!餐|饭|飯|点|點|会|會|安|就|于|熟|\s?[0-9０-９零〇一二两兩三四五六七八九十]{1,3}\s?[点點时時:：到至~～-]))?]]
  any.week = "(?:星期|周|週|礼拜|禮拜)"
  any.holiday = spelled(zh.holidays, zh.variants)
  any.era = spelled(zh.eras, zh.variants)
  dates.cached = any
  return any
end

--- A word in simplified characters, as the grammar has it.
function dates.simplified(word)
  local zh = ms.grammar "zh_time"
  if not dates.folds then
    dates.folds = {}
    for char, others in pairs(zh.variants) do
      for other in others:gmatch "[\xC2-\xF4][\x80-\xBF]*" do dates.folds[other] = char end
    end
  end
  return (word:gsub("[\xC2-\xF4][\x80-\xBF]*", dates.folds))
end

-- 民國 was begun in 1912. In a text of traditional characters 107年度 and 107年12月 count from it, and 94-97年 where it is named.
local NAMED = ms.regex "民[国國]|(?<![0-9])1[0-2][0-9] ?年(?:度|[0-9]{1,2}月)"

local function is_of_republic(year, context)
  if context.is_republican == nil then
    context.is_republican = wording.is_traditional(context)
    context.has_republic = NAMED:test(context.text) or context.is_republican and wording.any_in_interview(context, NAMED, "names_republic")
  end
  return year < 200 and (year >= 100 and context.is_republican or context.has_republic)
end

--- The years of a range that is said in two or three digits (94-97年, 107至110年度), or nil where it is no range of years.
function dates.short_years(first, last, context, has_era)
  first, last = dates.number(first), dates.number(last)
  if not first or not last or first >= last or last - first > 30 then return nil end
  if has_era or is_of_republic(last, context) then return 1911 + first, 1911 + last end
  if first >= 50 and last < 100 then return 1900 + first, 1900 + last end
end

--- The year that three digits before 年 say, where that is a year at all: of the 民國.
function dates.republican(text, context)
  local year = #text == 3 and math.tointeger(tonumber(text))
  return year and year >= 80 and is_of_republic(year, context) and 1911 + year or nil
end

function dates.number(text) return text and (ms.numeral(text)) or nil end

local SINCE, STARTS = ms.regex "(?:从|從|自|自从|自從)\\s?$", ms.regex "^\\s?(?:开始|開始|起(?![来來])|的时候|的時候|那时|那時|那年)"
local NO_START, SPAN = ms.regex "^\\s?(?:前|后|後|来|來|间|間|内|內|里|裡|多|的|以|之)", ms.regex "^\\s?(?:的|来|來|了|多|间|間|以来|时间|時間|历史|歷史)"

-- 从15年开始, 17年的时候: what is said around it shows a year.
local function is_told_year(context)
  if not context then return false end
  local after = context:after(12)
  return STARTS:test(after) or SINCE:test(context:before(9)) and not NO_START:test(after)
end

-- 60年的积累
local function is_span(context) return context and SPAN:test(context:after(9)) end

--- The year of digits before 年; nil when they say how many years instead. `is_sure` when a month or the like follows.
function dates.year_of(text, date, is_sure, context)
  local zh = ms.grammar "zh_time"
  text = tostring(ms.text(text):normalise "halfwidth")
  local year = math.tointeger(tonumber(text))
  if text:find "千" or text:find "仟" then return (ms.numeral(text)) end
  if not year then
    year = 0
    for char in text:gmatch "[\xE3-\xE9][\x80-\xBF][\x80-\xBF]" do year = year * 10 + zh.digit_values[char] end
    -- 九七年, 零八年; but 七八年 may be seven or eight years.
    if year < 100 and not is_sure and year % 10 == year // 10 + 1 and year > 9 then return nil end
    return year < 100 and when.full_year(year, date) or year
  end
  if #text > 3 then return year end
  if #text == 3 and year < 100 then return year < 30 and 2000 + year or nil end -- 017年
  if #text == 3 then return is_sure and 1911 + year or nil end -- 104年10月 is Taiwan's count
  -- 20年 is a time of twenty years, and 60年的积累 one of sixty; 98年, 08年 and 从15年开始 are years.
  local is_time = year >= 10 and (year < 60 and not is_told_year(context) or year % 10 == 0 and is_span(context))
  if not is_sure and is_time then return nil end
  return when.full_year(year, date)
end

--- The year a match speaks of, and whether that is relative to the interview; false when it is none after all.
function dates.said_year(match, date, is_sure, context)
  local two = match.y and context and #match.y == 2 and math.tointeger(tonumber(tostring(match.y)))
  if two and two >= 60 and is_of_republic(two, context) and context.is_republican then return 1911 + two end
  if match.y then return dates.year_of(match.y, date, is_sure, context) or false end
  if match.ry then return date and date.year + ms.grammar "zh_time".years[tostring(match.ry)] or nil, true end
  return date and date.year, false
end

local function parts(year, month, day)
  return year and { year = year, month = month, day = day }
end

local function shifted(date, days)
  return date and parts(calendar.add(date.year, date.month, date.day, { days = days }))
end

-- The day of another calendar that falls into a year of ours: the two years of that calendar are tried.
local function in_year(year, first, read)
  for other = first, first + 2 do
    local date = parts(read(other))
    if date and date.year == year then return date, other end
  end
end

local readers = {}

function readers.L(year, spec, is_dated)
  local month, day = spec:match "^L(%d+)%-(%w+)"
  month = math.tointeger(tonumber(month))
  if day == "end" then
    -- 2018年除夕 is the eve of that year's first day; 今年除夕 is at the year's end.
    local new_year = parts(calendar.lunar(is_dated and year or year + 1, 1, 1))
    return shifted(new_year, -1)
  end
  return parts(calendar.lunar(year, month, math.tointeger(tonumber(day))))
end

function readers.T(year, spec) return parts(calendar.solar_term(year, math.tointeger(tonumber(spec:sub(2))))) end

function readers.W(year, spec)
  local month, nth, weekday, more = spec:match "^W(%d+)%-(%d)%-(%d)%+?(%d*)"
  month, nth, weekday = math.tointeger(tonumber(month)), tonumber(nth), tonumber(weekday)
  local first = calendar.weekday(year, month, 1)
  local date = parts(year, month, math.tointeger(1 + (weekday - first) % 7 + 7 * (nth - 1)))
  return more ~= "" and shifted(date, math.tointeger(tonumber(more))) or date
end

function readers.E(year, spec)
  local from, to = spec:match "^[EO](-?%d+)>?(-?%d*)"
  local easter = parts(calendar.easter(year, spec:sub(1, 1) == "O"))
  return shifted(easter, math.tointeger(tonumber(from))), to ~= "" and shifted(easter, math.tointeger(tonumber(to))) or nil
end
readers.O = readers.E

function readers.H(year, spec)
  local month, day, eve, days = spec:match "^H(%d+)%-(%d+)(%-?1?)/?(%d*)"
  local function read(other)
    local m = math.tointeger(tonumber(month))
    -- In a leap year Purim is in the second Adar.
    if m == 12 and calendar.hebrew(other, 13, 1) then m = 13 end
    return calendar.hebrew(other, m, math.tointeger(tonumber(day)))
  end
  local date = in_year(year, year + 3760, read)
  if not date then return nil end
  if days ~= "" then return shifted(date, -1), shifted(date, math.tointeger(tonumber(days)) - 1) end
  return shifted(date, eve ~= "" and -1 or 0)
end

function readers.I(year, spec)
  local month, day, days = spec:match "^I(%d+)%-(%d+)>?(%d*)"
  month, day = math.tointeger(tonumber(month)), math.tointeger(tonumber(day))
  local date, other = in_year(year, (year - 622) * 33 // 32 - 1, function(islamic) return calendar.date(moon.islamic(islamic, month, day)) end)
  if not date or days == "" then return date end
  return date, parts(calendar.date(moon.islamic(other, month + 1, 1) - 1))
end

-- India's: a lunar day at an hour (Y7-30@18), or where sun and moon stand (N4-21).
function readers.Y(year, spec)
  local numbers = {}
  for n in spec:gmatch "%d+" do numbers[#numbers + 1] = math.tointeger(tonumber(n)) end
  local month, tithi, hour, plus, days = table.unpack(numbers)
  local first = moon.tithi(year, month, tithi, hour) + (plus or 0)
  return parts(calendar.date(first)), days and parts(calendar.date(first + days - 1)) or nil
end

function readers.N(year, spec)
  local sign, mansion = spec:match "^N(%d+)%-(%d+)"
  return parts(calendar.date(moon.mansion(year, math.tointeger(tonumber(sign)), math.tointeger(tonumber(mansion)))))
end

--- The mention of a holiday in a year (nil when unknown); `is_dated` when the year was said as a number; `nth` for 春节第三天.
function dates.holiday(name, year, is_dated, nth)
  if nth then
    local first = dates.holiday(name, year, is_dated)
    local y, m, d = (first.value or ""):match "^(%d%d%d%d)%-(%d%d)%-(%d%d)"
    if not y then return { kind = "date", grain = "day" } end
    local before = ms.grammar "zh_time".holiday_eves[dates.simplified(name)] and 1 or 0
    local days = calendar.days(math.tointeger(tonumber(y)), math.tointeger(tonumber(m)), math.tointeger(tonumber(d))) + nth - 1 - before
    return when.date(parts(calendar.date(days)))
  end
  local spec = ms.grammar "zh_time".holidays[dates.simplified(name)]
  local month, day = spec:match "^(%d%d)%-(%d%d)$"
  if month then return when.date { year = year, month = math.tointeger(tonumber(month)), day = math.tointeger(tonumber(day)) } end
  local unknown = { kind = "date", grain = "day" }
  if not year then return unknown end
  local first, last = readers[spec:sub(1, 1)](year, spec, is_dated)
  if not first then return unknown end
  return last and when.range(first, last) or when.date(first)
end

--- The mention of a day of the moon's calendar, or of its month where day is nil.
function dates.lunar(year, month, day, is_leap)
  local unknown = { kind = "date", grain = day and "day" or "month" }
  if not year then return unknown end
  if day then
    local date = parts(calendar.lunar(year, month, day, is_leap))
    return date and when.date(date) or unknown
  end
  local first = parts(calendar.lunar(year, month, 1, is_leap))
  local last = parts(calendar.lunar(year, month, 30, is_leap)) or parts(calendar.lunar(year, month, 29, is_leap))
  local mention = first and last and when.range(first, last) or unknown
  mention.grain = "month"
  return mention
end

return dates
