-- Dates of the calendar in Chinese: 2023年11月11日, 1-5月, 8月中下旬, 去年底, 十月第一周. A date without a year is of the interview's year;
-- what is relative is in relative_zh.lua, holidays in holidays_zh.lua, centuries and reigns in eras_zh.lua.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local when = require "moonscribe.when"
local dates = require "moonscribe.chinese_dates"
local calendar = ms.calendar
local zh = ms.grammar "zh_time"
local pieces = dates.pieces()
local number, said_year, year_of = dates.number, dates.said_year, dates.year_of

local FREE, YEAR, TO, PART, WEEK = pieces.free, pieces.year, pieces.to, pieces.part, pieces.week
-- 10月12号，星期一 is one day.
local WEEKDAY = [[(?:\s?[，,]?\s?[（(]?]] .. WEEK .. [[[一二三四五六日天](?![一二三四五六七八九十周年部分个])[）)]?)?]]
local WEEKDAY_BEFORE = "(?:" .. WEEK .. [[[一二三四五六日天]\s?[，,]?\s?)?]]
local DAY = "(?<d>" .. zh.day .. ")\\s?(?:[日号號]|(?=" .. TO .. zh.day .. "\\s?[日号號])|(?<=月[0-9]|月[0-9][0-9])(?=[，。；、,;)）]|$))"
local COUNT = "(?:[0-9]{1,3}|[一二两兩三四五六七八九十]{1,3})"
-- A month that is counted from the interview's.
local NEAR_MONTH = "(?<near>上上|下下|上|下|[这這本当當今])[个個一]{0,2}月"
local NEAR = { ["上上"] = -2, ["上"] = -1, ["下"] = 1, ["下下"] = 2 }

local hits = {}

-- The last day of a range that begins in that month; nil when it has no year and lies before.
local function last_of(match, year, month, context)
  local month2 = number(match.m2) or month
  local year2 = match.y2 and year_of(match.y2, context.date, true) or match.ry2 and said_year({ ry = match.ry2 }, context.date, true) or year
  -- 11月3日到2月5日 ends in the next year.
  if month2 < month and not match.y2 and year2 then year2 = year2 + 1 end
  return { year = year2, month = month2, day = number(match.d2) }
end

function hits.month(match, context)
  local year, is_relative = said_year(match, context.date, true, context)
  if year == false then return nil end
  local month, day = number(match.m), number(match.d)
  -- A 29 February of no said year was the last one.
  if month == 2 and day == 29 and year and not match.y and not match.ry then
    while not calendar.is_valid(year, 2, 29) do year = year - 1 end
  end
  local mention
  if match.d2 then
    mention = when.range({ year = year, month = month, day = day }, last_of(match, year, month, context))
  elseif match.part then
    local part = zh.month_parts[tostring(match.part)]
    mention = when.days_of(year, month, part[1], part[2])
  else
    mention = when.date { year = year, month = month, day = day }
    if mention and match.time then when.add_part(mention, zh.day_part_codes[tostring(match.time)]) end
  end
  -- 2月30日 is said, and is no day.
  if not mention then
    local said = day and not match.d2 and ("%s-%02d-%02d"):format(match.y and year or "XXXX", month, day)
    mention = { kind = "date", grain = day and "day" or "month", timex = said or nil }
  end
  mention.relative = is_relative
  mention.told_year = match.y ~= nil or nil
  if not match.y and not match.ry and not match.d2 and not match.part then when.other_year(mention, context.date) end
  mention.wants_year = not match.y and not match.ry and not match.y2 and not match.ry2 or nil
  return mention
end

function hits.months(match, context)
  local year = said_year(match, context.date, true, context)
  local first, last = number(match.m), number(match.m2)
  if year == false or first == last then return nil end
  local year2 = match.y2 and year_of(match.y2, context.date, true) or last < first and year and year + 1 or year
  return when.range({ year = year, month = first }, { year = year2, month = last })
end

-- 七八月, 5、6月份
function hits.paired(match, context)
  local first, last = number(match.m or match.m3), number(match.m2 or match.m4)
  local year = said_year(match, context.date, true, context)
  return year ~= false and last == first + 1 and when.range({ year = year, month = first }, { year = year, month = last }) or nil
end

-- The 29th, of the interview's month.
function hits.day(match, context)
  local day = number(match.d)
  if not day or day > 31 or day < 1 then return nil end
  if match.d:is "一" and not match.time then return nil end -- 十年如一日
  local date = context.date
  local mention
  if match.d2 then
    if number(match.d2) <= day then return nil end
    mention = date and date.month and when.range({ year = date.year, month = date.month, day = day }, { year = date.year, month = date.month, day = number(match.d2) })
  else
    mention = date and date.month and when.date { year = date.year, month = date.month, day = day }
  end
  mention = mention or { kind = "date", grain = "day", timex = not match.d2 and ("XXXX-XX-%02d"):format(day) or nil }
  mention.relative, mention.day = true, { from = day, to = number(match.d2) }
  return match.time and when.add_part(mention, zh.day_part_codes[tostring(match.time)]) or mention
end

-- 上半年, 第一季度, 四季度初 of a year.
local function quarter_of(year, quarter, part)
  if not part then return year and when.date { year = year, month = 32 + quarter } or { kind = "date", grain = "quarter" } end
  local month = part == "初" and 3 * quarter - 2 or part == "中" and 3 * quarter - 1 or 3 * quarter
  return when.date { year = year, month = month }
end

function hits.part(match, context)
  local year = context.date and context.date.year
  local mention
  if match.quarter then
    mention = quarter_of(year, number(match.quarter), match.qpart and tostring(match.qpart))
  elseif match.mpart then
    local days = zh.month_parts[tostring(match.mpart)]
    if not context.date or not context.date.month then return { kind = "date", grain = "day", relative = true } end
    mention = when.days_of(year, context.date.month, days[1], days[2])
  elseif match.half then
    if not context.date or not context.date.month then return { kind = "date", grain = "month", relative = true } end
    mention = match.half:is "上" and when.days_of(year, context.date.month, 1, 15) or when.days_of(year, context.date.month, 16, "end")
  else
    local months = zh.year_parts[tostring(match.part)]
    mention = when.range({ year = year, month = months[1] }, { year = year, month = months[2] })
  end
  mention.relative = true
  return mention
end

-- 107年度, 106年起, 105年就; not 100年的歷史, 108年前. Round numbers are more often so many years.
local NO_YEAR = ms.regex "^(?:前|後|后|來|来|歷|历|間|间|多|之|老)"
local NO_ROUND_YEAR = ms.regex "^(?:的|以[前內内后後]|了|就|才|都|還|还|也|沒|没)"

function hits.year(match, context)
  local is_sure = match.part or match.season or match.quarter or match.quarter2
  local republican = match.y and not is_sure and dates.republican(tostring(match.y), context)
  if republican then
    local after = context:after(6)
    local is_count = NO_YEAR:test(after) or republican % 10 == 1 and NO_ROUND_YEAR:test(after)
    return not is_count and when.date { year = republican } or nil
  end
  local year, is_relative = said_year(match, context.date, is_sure or match.y2, context)
  if year == false then return nil end
  local mention
  if match.season then
    mention = when.date { year = year, month = zh.seasons[tostring(match.season)] }
  elseif match.quarter or match.quarter2 then
    mention = quarter_of(year, number(match.quarter or match.quarter2), match.qpart and tostring(match.qpart))
  elseif match.part then
    local months = zh.year_parts[tostring(match.part)]
    local first, last = { year = year, month = months[1] }, { year = year, month = months[2] }
    mention = months[1] == months[2] and when.date(first) or when.range(first, last)
  elseif match.y2 then
    mention = when.range({ year = year }, { year = year_of(match.y2, context.date, true) })
  else
    mention = year and when.date { year = year } or { kind = "date", grain = "year" }
  end
  if mention then
    mention.relative = is_relative or not match.y
    mention.told_year = match.y and not match.y2 and not match.season or nil
    mention.near_year = match.ry and not match.season and not match.quarter and not match.part or nil
  end
  return mention
end

-- 108学年度 reaches into the next year.
function hits.school(match, context)
  local year = dates.republican(tostring(match.y), context) or year_of(match.y, context.date, true)
  return year and when.range({ year = year }, { year = year + 1 }) or nil
end

function hits.years(match, context)
  local first, last = dates.short_years(match.y, match.y2, context, match.era)
  return first and when.range({ year = first }, { year = last }) or nil
end

local UNITS = { ["周"] = "W", ["週"] = "W", ["星期"] = "W", ["礼拜"] = "W", ["禮拜"] = "W", ["月"] = "M", ["天"] = "D", ["日"] = "D", ["季度"] = "Q", ["年"] = "Y" }

-- The first and last day of a year or of one of its months.
local function whole(year, month)
  if not month then return calendar.days(year, 1, 1), calendar.days(year, 12, 31) end
  return calendar.days(year, month, 1), calendar.days(year, month, calendar.last_day(year, month))
end

local function day_parts(days)
  local year, month, day = calendar.date(days)
  return { year = year, month = month, day = day }
end

-- The first Monday on or after a day: weeks of a month are those that begin in it.
local function monday_from(days)
  return days + (8 - calendar.weekday(calendar.date(days))) % 7
end

local function monday_of_year(year)
  local fourth = calendar.days(year, 1, 4)
  return fourth - calendar.weekday(year, 1, 4) + 1
end

-- So many units from the n-th on of a year or a month.
local function within(year, month, unit, n, count)
  local first = whole(year, month)
  if unit == "D" then return day_parts(first + n - 1), day_parts(first + n + count - 2) end
  if unit == "W" then
    local monday = (month and monday_from(first) or monday_of_year(year)) + 7 * (n - 1)
    return day_parts(monday), day_parts(monday + 7 * count - 1)
  end
  local size = unit == "Q" and 3 or 1
  if month or size * (n + count - 1) > 12 then return nil end
  if unit == "Q" and count == 1 then return { year = year, month = 32 + n } end
  return { year = year, month = size * (n - 1) + 1 }, { year = year, month = size * (n + count - 1) }
end

local function at_the_end(year, month, unit, count)
  local _, last = whole(year, month)
  if unit == "D" then return day_parts(last - count + 1), day_parts(last) end
  if unit == "W" then
    local sunday = last - calendar.weekday(calendar.date(last)) % 7
    return day_parts(sunday - 7 * count + 1), day_parts(sunday)
  end
  local size = unit == "Q" and 3 or 1
  if month or size * count > 12 then return nil end
  return { year = year, month = 13 - size * count }, { year = year, month = 12 }
end

local function nth_weekday(year, month, n, weekday)
  local first, last = whole(year, month)
  local days = n and first + (weekday - calendar.weekday(calendar.date(first))) % 7 + 7 * (n - 1)
    or last - (calendar.weekday(calendar.date(last)) - weekday) % 7
  return days >= first and days <= last and when.date(day_parts(days)) or nil
end

-- 十月的第一周, 八月的第一个周二, 2021年的前2周, 上月最后五天.
function hits.within(match, context)
  local is_bare = not (match.y or match.ry or match.m or match.near)
  if is_bare and not match.wd2 then return nil end
  local year, is_relative = said_year(match, context.date, true, context)
  if year == false then return nil end
  local month = number(match.m)
  if match.near and context.date and context.date.month then
    year, month = calendar.add(context.date.year, context.date.month, 1, { months = NEAR[tostring(match.near)] or 0 })
  elseif match.near then
    year = nil
  elseif is_bare then
    month = context.date and context.date.month
  end
  local unit = UNITS[tostring(match.unit or match.unit2 or "天")]
  local unknown = { kind = "date", grain = ({ W = "week", M = "month", D = "day", Q = "quarter" })[unit], relative = true }
  if not year or is_bare and not month then return unknown end
  local weekday = match.wd or match.wd2
  local mention, first, last
  if weekday then
    mention = nth_weekday(year, month, match.nth2 and number(match.nth2), zh.weekdays[tostring(weekday)])
  elseif match.nth then
    local n = number(match.nth)
    if n < 1 or unit == "M" and month then return nil end
    first, last = within(year, month, unit, n, 1)
  elseif match.side:is "前" or match.side:is "头" or match.side:is "頭" then
    first, last = within(year, month, unit, 1, number(match.count))
  else
    first, last = at_the_end(year, month, unit, number(match.count))
  end
  if first then
    local is_one = not last or (match.nth and unit ~= "W")
    mention = is_one and when.date(first) or when.range(first, last)
    if mention and unit == "W" then mention.grain = "week" end
  end
  if mention then mention.relative = is_relative or is_bare or match.near ~= nil end
  return mention
end

function hits.numeric(match)
  local first = { year = number(match.y), month = number(match.m), day = number(match.d) }
  if not match.y2 then return when.date(first) end
  return when.range(first, { year = number(match.y2), month = number(match.m2), day = number(match.d2) })
end

local HAN = ms.regex "[一-龥]"

-- 3-7-2017 in a Chinese text: its day first, unless it cannot be; what else it may be is the alternative.
function hits.day_first(match, context)
  if context.has_han == nil then context.has_han = HAN:test(context.text) end
  if not context.has_han then return nil end
  local first, second = number(match.a), number(match.b)
  local year = number(match.y)
  if year < 100 then year = year + (year < 50 and 2000 or 1900) end
  local one, other = when.date { year = year, month = second, day = first }, when.date { year = year, month = first, day = second }
  if one and other and first ~= second then one.alternatives = { other.value } end
  return one or other
end

local function has_divisor(a, b)
  while b > 0 do a, b = b, a % b end
  return a > 1
end

-- A text that is nothing but the numbers of a day: a field of a table. 3/4 is three quarters, 12/1 and 3/15 are no fractions.
function hits.field(match, context)
  local month, day = number(match.m), number(match.d)
  if match.slash and month < day and not has_divisor(month, day) then return nil end
  local year = match.y and number(match.y) or context.date and context.date.year
  return when.date { year = year, month = month, day = day }
end

function hits.compact(match)
  local text = tostring(match[0])
  local function part(from, to) return math.tointeger(tonumber(text:sub(from, to))) end
  return when.date { year = part(1, 4), month = part(5, 6), day = part(7, 8) }
end

-- 11/3号, 6·30, 09-01 20:01
function hits.slashed(match, context)
  return when.date { year = context.date and context.date.year, month = number(match.m), day = number(match.d) }
end

-- Behind 9日 and 30号: what shows that a day is meant and no number of a line, a house or a journey.
local NO_THING_DAY = "(?![游遊内內元志誌均龄齡子光出报報用本语語期程常产產圆圓後后前文币幣系式校之以])"
local DAY_SIGN = "(?=[早晚上下中凌清傍半和与與及都就去回我他她你]|那天|这天|当天|開始|开始|之前|以前|的时候|[，。、；,.;！？!?]|[到至\\-~～]|\\s?[0-9]{1,2}[点點时時:：]|$)"

return ms.extractor {
  name = "dates_zh",
  about = "Chinese dates: 2023年11月11日, 1-5月, 8月中下旬, 十月第一周, 去年底; and 2023-11-11",
  kinds = { "date" },
  languages = { "zh" },
  priority = 2, -- in a Chinese text the day comes before the month
  patterns = {
    { name = "month", pattern = FREE .. WEEKDAY_BEFORE .. "(?:" .. YEAR .. [[的?\s?(?:大概|大[约約])?)?(?<m>]] .. zh.month .. [[)\s?月(?:份)?(?![饼餅球亮票]|天[^气氣])(?:\s?]] .. DAY .. "(?:起?" .. TO .. "(?:(?:(?<y2>" .. zh.year .. [[|[0-9]{2})\s?年|(?<ry2>]] .. pieces.years .. [[))?(?<m2>]] .. zh.month .. [[)\s?月\s?)?(?<d2>]] .. zh.day .. [[)\s?[日号號])?]] .. WEEKDAY .. PART .. "|的?月?(?<part>" .. wording.any(zh.month_parts) .. "))?" },
    { name = "months", pattern = FREE .. "(?:" .. YEAR .. [[的?\s?)?(?<m>]] .. zh.month .. [[)(?:\s?月份?)?]] .. TO .. "(?:(?<y2>" .. zh.year .. [[|[0-9]{2})\s?年)?(?<m2>]] .. zh.month .. [[)\s?月份?(?!\s?[0-9一二三四五六七八九十]{1,3}\s?[日号號])]] },
    { name = "paired", pattern = FREE .. "(?:" .. YEAR .. "的?\\s?)?(?:(?<m>[一二三四五六七八])、?(?<m2>[二三四五六七八九])|(?<m3>[1-9])、\\s?(?<m4>[2-9]))\\s?月份?(?![0-9一二三四五六七八九十初])" },
    { name = "day", pattern = "(?<![0-9０-９一二三四五六七八九十百千两几数第.．/月年休例-])(?<d>" .. zh.day .. ")(?:" .. TO .. "(?<d2>" .. zh.day .. "))?\\s?(?:日" .. NO_THING_DAY .. "(?=[早晚上下中凌清傍半0-9]|[^一-龥]|[你我他她那的在至到]|$)|[号號]" .. DAY_SIGN .. ")" .. PART },
    { name = "part", pattern = [[(?<![个個年今去前明后後每])(?<part>[上下]半年)|(?<![年个個])(?<half>[上下])半[个個]?月|(?<![0-9一二三四五六七八九十正腊臘冬个個本上下这這当當每年月份])月(?<mpart>[初底末])|(?<![年度个個])第?(?<quarter>[一二三四])季度(?:的?(?<qpart>初|末|底|中(?!的)))?]] },
    { name = "year", pattern = FREE .. YEAR .. "(?:的?(?<part>" .. wording.any(zh.year_parts) .. ")(?![级級等国國])|的?(?<season>[春夏秋冬])[天季]|的?第?(?<quarter>[一二三四1-4])季度(?:的?(?<qpart>初|末|底|中(?!的)))?|" .. TO .. "(?<y2>" .. zh.year .. ")\\s?年|的?\\s?[Qq](?<quarter2>[1-4])(?![0-9A-Za-z])|[之以]?[内內](?![部容地外科在涵]))?(?![代级級轻輕龄齡])" },
    { name = "year", pattern = "(?<![今去前明后後当當每本])(?<part>年[初底末])" },
    { name = "year", pattern = FREE .. "(?<y>[12][0-9]{3})" .. TO .. "(?<y2>[12][0-9]{3})年" },
    { name = "school", pattern = FREE .. "(?<y>" .. zh.year .. [[|1[0-2][0-9]|[0-9]{2})\s?[学學]年度?(?![制习習])]] },
    { name = "years", pattern = FREE .. "(?<era>民[国國]\\s?)?(?<y>1?[0-9]{2})\\s?年?" .. TO .. "(?<y2>1?[0-9]{2})\\s?年度?(?![前后後多内內])" },
    { name = "within", pattern = FREE .. "(?:" .. YEAR .. "\\s?的?\\s?)?(?:(?<m>" .. zh.month .. ")\\s?月份?的?|" .. NEAR_MONTH .. "的?)?(?:第\\s?(?<nth>" .. COUNT .. ")\\s?[个個]?(?<unit>周|週|星期|礼拜|禮拜|月|天|季度)(?![一二三四五六日年])|第(?<nth2>[一二三四五])[个個]" .. WEEK .. "(?<wd>[一二三四五六日天])|最[后後]一?[个個]" .. WEEK .. "(?<wd2>[一二三四五六日天])|(?<side>前|头|頭|最?[后後])\\s?(?<count>" .. COUNT .. ")\\s?[个個]?(?<unit2>周|週|星期|礼拜|月|天|季度))" },
    { name = "numeric", pattern = [[(?<![0-9.\-/])(?<y>[12][0-9]{3})(?<s>[-/.])(?<m>1[0-2]|0?[1-9])\k<s>(?<d>[12][0-9]|3[01]|0?[1-9])(?:\s?[-–—~～至到]\s?(?<y2>[12][0-9]{3})\k<s>(?<m2>1[0-2]|0?[1-9])\k<s>(?<d2>[12][0-9]|3[01]|0?[1-9]))?(?![0-9]|[.\-/][0-9])]] .. WEEKDAY },
    { name = "day_first", pattern = [[(?<![0-9.\-/A-Za-z])(?<a>[12][0-9]|3[01]|0?[1-9])(?<s>[-/])(?<b>[12][0-9]|3[01]|0?[1-9])\k<s>(?<y>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9A-Za-z]|[.\-/][0-9])]] },
    { name = "field", pattern = [[^\s?(?<y>(?:19|20)[0-9]{2})[ ./-](?<m>1[0-2]|0?[1-9])[ ./-](?<d>[12][0-9]|3[01]|0?[1-9])\s?$]] },
    { name = "field", pattern = [[^\s?(?<m>1[0-2]|0[1-9])-(?<d>[12][0-9]|3[01]|0[1-9])\s?$]] },
    { name = "field", pattern = [[^\s?(?<m>1[0-2]|0?[1-9])(?<slash>/)(?<d>[12][0-9]|3[01]|0?[1-9])\s?$]] },
    { name = "compact", pattern = [[(?<![0-9A-Za-z号號码碼:：.\-/_])(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9A-Za-z.\-/_个個元人])]] },
    { name = "slashed", pattern = [[(?<![0-9.\-/·])(?<m>1[0-2]|0?[1-9])[/.](?<d>[12][0-9]|3[01]|0?[1-9])(?:日|号|號|(?=[早上下中]午|[早晚]上|凌晨|清晨|傍晚))]] .. PART },
    { name = "slashed", pattern = [[(?<![0-9.\-/·])(?<m>1[0-2]|0?[1-9])·(?<d>[12][0-9]|3[01]|0?[1-9])(?![0-9·])]] },
    { name = "slashed", pattern = [[(?<![0-9.\-/·])(?<m>1[0-2]|0[1-9])-(?<d>[0-3][0-9])(?= [0-2][0-9]:[0-5][0-9])]] },
  },
  hit = function(match, context) return hits[match.pattern](match, context) end,
  samples = {
    { text = "他3-7-2017出院，25/12/2019回家。", mentions = { { kind = "date", text = "3-7-2017", value = "2017-07-03" }, { kind = "date", text = "25/12/2019", value = "2019-12-25" } } },
    { text = "12/1", date = "2024-06-27", mentions = { { kind = "date", value = "2024-12-01" } } },
    { text = "3/4", mentions = {} },
    { text = "2022 11 23", mentions = { { kind = "date", text = "2022 11 23", value = "2022-11-23" } } },
    { text = "从15年开始做，17年的时候停了；干了20年，60年的积累，98年毕业。", date = "2021-06-14", mentions = { { kind = "date", text = "15年", value = "2015" }, { kind = "date", text = "17年", value = "2017" }, { kind = "date", text = "98年", value = "1998" } } },
    { text = "十年如一日，月底前交，八月底。", date = "2021-06-14", mentions = { { kind = "date", text = "月底", value = "2021-06-25/2021-06-30" }, { kind = "date", text = "八月底", value = "2021-08-25/2021-08-31" } } },
    { text = "去年我記得7月開始，108學年度增加到20所。", date = "2019-07-31", mentions = { { kind = "date", text = "去年", value = "2018" }, { kind = "date", text = "7月", value = "2018-07" }, { kind = "date", text = "108學年度", value = "2019/2020" } } },
    { text = "七八月份最热，去年 5、6 月涨水；今年的Q3；2015-05-03（周日）开会。", date = "2021-06-14", mentions = { { kind = "date", text = "七八月份", value = "2021-07/2021-08" }, { kind = "date", text = "去年 5、6 月", value = "2020-05/2020-06" }, { kind = "date", text = "今年的Q3", value = "2021-35" }, { kind = "date", text = "2015-05-03（周日）", value = "2015-05-03" } } },
    { text = "9月10號、11號和15號都去；2019年5月停電，9月又停。107年度撥款，民國91-93年，這100年的歷史。", date = "2021-06-14", mentions = { { kind = "date", value = "2021-09-10" }, { kind = "date", text = "11號", value = "2021-09-11" }, { kind = "date", text = "15號", value = "2021-09-15" }, { kind = "date", text = "2019年5月", value = "2019-05" }, { kind = "date", text = "9月", value = "2019-09" }, { kind = "date", text = "107年度", value = "2018" }, { kind = "date", text = "民國91-93年", value = "2002/2004" } } },
    { text = "2023年11月11日揭牌，1-5月完成，8月中下旬举办。", date = "2024-06-27", mentions = { { kind = "date", text = "2023年11月11日", value = "2023-11-11", grain = "day" },
      { kind = "date", text = "1-5月", value = "2024-01/2024-05" }, { kind = "date", text = "8月中下旬", value = "2024-08-11/2024-08-31" } } },
    { text = "8月中下旬举办，十一月十日见。", mentions = { { kind = "date", text = "8月中下旬", value = "XXXX-08-11/XXXX-08-31" }, { kind = "date", text = "十一月十日", value = "XXXX-11-10" } } },
    { text = "上世纪八十年代，二〇一二年底，98年，21世纪。", mentions = { { kind = "date", text = "上世纪八十年代", value = "198X" }, { kind = "date", text = "二〇一二年底", value = "2012-11/2012-12" }, { kind = "date", text = "98年", value = "1998" }, { kind = "date", text = "21世纪", value = "20XX" } } },
    { text = "上周三、下个月和2024年第三季度，2019-2023年。", date = "2024-06-27", mentions = { { kind = "date", text = "上周三", value = "2024-06-19" }, { kind = "date", text = "下个月", value = "2024-07" }, { kind = "date", text = "2024年第三季度", value = "2024-35" }, { kind = "date", text = "2019-2023年", value = "2019/2023" } } },
    { text = "国庆节在2024-10-01，5月1日至3日放假。", date = "2024-06-27", mentions = { { kind = "date", value = "2024-10-01" }, { kind = "date", text = "2024-10-01", value = "2024-10-01" }, { kind = "date", text = "5月1日至3日", value = "2024-05-01/2024-05-03" } } },
    { text = "民國105年3月，2019年的春天，下一週。", date = "2024-06-27", mentions = { { kind = "date", text = "民國105年3月", value = "2016-03" }, { kind = "date", text = "2019年的春天", value = "2019-21" }, { kind = "date", text = "下一週", value = "2024-07-01/2024-07-07" } } },
    { text = "10月12号，星期一开会；11月3日到2月5日歇业，8月至2月修路，九七年的事，五六年了。", date = "2024-06-27", mentions = { { kind = "date", text = "10月12号，星期一", value = "2024-10-12" }, { kind = "date", text = "11月3日到2月5日", value = "2024-11-03/2025-02-05" }, { kind = "date", text = "8月至2月", value = "2024-08/2025-02" }, { kind = "date", text = "九七年", value = "1997" } } },
    { text = "上半年种藕，一季度收茶，正月初三到腊月都有人；7月25日晚上停电，从上周四到十月一日。", date = "2024-06-27", mentions = { { kind = "date", text = "上半年", value = "2024-01/2024-06" }, { kind = "date", text = "一季度", value = "2024-33" }, { kind = "date", text = "正月初三到腊月", value = "2024-02-12/2025-01-28" }, { kind = "date", text = "7月25日晚上", value = "2024-07-25", grain = "part" }, { kind = "date", text = "上周四到十月一日", value = "2024-06-20/2024-10-01" } } },
    { text = "会展中心6号馆，4/5G网络，吃月饼，80后，两年全部落实。", date = "2024-06-27", mentions = {} },
  },
}
