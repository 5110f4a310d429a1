-- Dates of the calendar in Chinese: 2023年11月11日, 1-5月, 8月中下旬, 去年底, 上世纪八十年代, 民國105年, 国庆节. A date without a
-- year is of the interview's year; what is relative is in relative_zh.lua.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local when = require "moonscribe.when"
local zh = ms.grammar "zh"

local YEARS = wording.any(zh.years)
local YEAR = "(?:(?<y>" .. zh.year .. [[|(?<![0-9０-９])(?:1[0-2][0-9]|[0-9]{2}|[六七八九][零〇○一二三四五六七八九]|[零〇○][一二三四五六七八九](?=\s?年)))\s?年度?|(?<ry>]] .. YEARS .. "))"
local FREE = "(?<![0-9０-９" .. "一二三四五六七八九十百千零〇几数第期周週拜.．/])"
local TO = [[\s?[-－–—~～至到ー]\s?]]
-- 10月12号，星期一 is one day.
local WEEKDAY = [[(?:\s?[，,]?\s?[（(]?(?:星期|周|週|礼拜|禮拜)[一二三四五六日天](?![一二三四五六七八九十周年部分个])[）)]?)?]]
local WEEKDAY_BEFORE = [[(?:(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]\s?)?]]
local PART = "(?:的?(?<time>(?>" .. wording.any(zh.day_part_codes) .. [[))(?!餐|饭|飯|点|點|会|會|安|\s?[0-9０-９零一二两兩三四五六七八九十]{1,3}\s?[点點时時:：到至]))?]]
-- A day of the moon's calendar, whose date is another every year; told from the sun's by having no 日.
local MOON_DAY = "(?:初[一二三四五六七八九十]|十[一二三四五六七八九]|廿[一二三四五六七八九]?|二十[一二三四五六七八九]?|三十)(?![一二三四五六七八九十百千万多几幾余来來个個名位人家亿元块年月天周日小号號点點分岁歲条條%％])"

local function year_of(text, date, has_month)
  text = tostring(ms.text(text):normalise "halfwidth")
  local year = math.tointeger(tonumber(text))
  if text:find "千" then return (ms.numeral(text)) end
  if not year then
    year = 0
    for char in text:gmatch "[\xE3-\xE9][\x80-\xBF][\x80-\xBF]" do year = year * 10 + zh.digit_values[char] end
    -- 九七年, 零八年; but 七八年 may be seven or eight years.
    if year < 100 and not has_month and year % 10 == year // 10 + 1 and year > 9 then return nil end
    return year < 100 and when.full_year(year, date) or year
  end
  if #text > 3 then return year end
  if #text == 3 then return has_month and 1911 + year or nil end -- 104年10月 is Taiwan's count
  -- 20年 is a time of twenty years; 98年 and 08年 are years.
  if not has_month and year >= 10 and year < 60 then return nil end
  return when.full_year(year, date)
end

local function number(text) return text and (ms.numeral(text)) or nil end

-- The year a match speaks of, and whether that is relative to the interview; false when it is none after all.
local function said_year(match, date, has_month)
  if match.y then return year_of(match.y, date, has_month) or false end
  if match.ry then return date and date.year + zh.years[tostring(match.ry)] or nil, true end
  return date and date.year
end

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
  local year, is_relative = said_year(match, context.date, true)
  if year == false then return nil end
  local month, day = number(match.m), number(match.d)
  local mention
  local before = tostring(context:before(6))
  if match.moon or before == "农历" or before == "農曆" or before == "阴历" then
    mention = { kind = "date", grain = "day" }
  elseif match.d2 then
    mention = when.range({ year = year, month = month, day = day }, last_of(match, year, month, context))
  elseif match.part then
    local part = zh.month_parts[tostring(match.part)]
    mention = when.days_of(year, month, part[1], part[2])
  else
    mention = when.date { year = year, month = month, day = day }
    if mention and match.time then when.add_part(mention, zh.day_part_codes[tostring(match.time)]) end
  end
  if mention then mention.relative = is_relative end
  return mention
end

function hits.months(match, context)
  local year = said_year(match, context.date, true)
  local first, last = number(match.m), number(match.m2)
  if year == false or first == last then return nil end
  local year2 = match.y2 and year_of(match.y2, context.date, true) or last < first and year and year + 1 or year
  return when.range({ year = year, month = first }, { year = year2, month = last })
end

-- 正月初三, 大年三十, 春节: where they are in a year is not worked out.
function hits.moon()
  return { kind = "date", grain = "day" }
end

-- 上半年, 第一季度 of the interview's year.
function hits.part(match, context)
  local year = context.date and context.date.year
  local mention
  if match.quarter then
    mention = year and when.date { year = year, month = 32 + number(match.quarter) } or { kind = "date", grain = "quarter" }
  else
    local months = zh.year_parts[tostring(match.part)]
    mention = when.range({ year = year, month = months[1] }, { year = year, month = months[2] })
  end
  mention.relative = true
  return mention
end

function hits.year(match, context)
  local year, is_relative = said_year(match, context.date, false)
  if year == false then return nil end
  local mention
  local part = match.part and tostring(match.part)
  if match.season then
    mention = when.date { year = year, month = zh.seasons[tostring(match.season)] }
  elseif match.quarter then
    mention = when.date { year = year, month = 32 + number(match.quarter) }
  elseif part then
    local months = zh.year_parts[part]
    mention = when.range({ year = year, month = months[1] }, { year = year, month = months[2] })
  elseif match.y2 then
    mention = when.range({ year = year }, { year = year_of(match.y2, context.date, true) })
  else
    mention = year and when.date { year = year } or { kind = "date", grain = "year" }
  end
  if mention then mention.relative = is_relative or not match.y end
  return mention
end

function hits.decade(match, context)
  -- Only one of the two patterns has a century.
  local century = #match > 1 and tostring(match.century) or nil
  local base = 1900
  if century == "本世纪" or century == "本世紀" then base = 2000
  elseif century and not century:find "上" then
    local count = number(century)
    if not count then return nil end
    base = (count - 1) * 100
  end
  if not match.decade then
    return century and when.century(base // 100 + 1) or nil
  end
  local decade = number(match.decade)
  if not century and decade < 30 and context.date then base = 2000 end
  if decade >= 1000 then base = 0 end
  return when.decade(base + decade)
end

function hits.holiday(match, context)
  local year = said_year(match, context.date, true)
  local day = zh.holidays[tostring(match.name)]
  return year ~= false and when.date { year = year, month = day[1], day = day[2] } or nil
end

-- 民國 counts from 1912.
function hits.minguo(match)
  local year = tostring(match.y) == "元" and 1 or number(match.y)
  return when.date { year = 1911 + year, month = number(match.m), day = number(match.d) }
end

function hits.numeric(match)
  local first = { year = number(match.y), month = number(match.m), day = number(match.d) }
  if not match.y2 then return when.date(first) end
  return when.range(first, { year = number(match.y2), month = number(match.m2), day = number(match.d2) })
end

local DAY = "(?<d>" .. zh.day .. ")\\s?(?:[日号號]|(?=" .. TO .. zh.day .. "\\s?[日号號]))"
return ms.extractor {
  name = "dates_zh",
  about = "Chinese dates: 2023年11月11日, 1-5月, 8月中下旬, 去年底, 上世纪八十年代; and 2023-11-11",
  kinds = { "date" },
  languages = { "zh" },
  patterns = {
    { name = "month", pattern = FREE .. WEEKDAY_BEFORE .. "(?:" .. YEAR .. [[的?\s?)?(?<m>]] .. zh.month .. [[)\s?月(?:份)?(?![饼餅球亮票])(?:\s?]] .. DAY .. "(?:" .. TO .. "(?:(?:(?<y2>" .. zh.year .. [[|[0-9]{2})\s?年|(?<ry2>]] .. YEARS .. [[))?(?<m2>]] .. zh.month .. [[)\s?月\s?)?(?<d2>]] .. zh.day .. [[)\s?[日号號])?]] .. WEEKDAY .. PART .. "|(?<moon>" .. MOON_DAY .. ")|的?月?(?<part>" .. wording.any(zh.month_parts) .. "))?" },
    { name = "months", pattern = FREE .. "(?:" .. YEAR .. [[的?\s?)?(?<m>]] .. zh.month .. [[)(?:\s?月份?)?]] .. TO .. "(?:(?<y2>" .. zh.year .. [[|[0-9]{2})\s?年)?(?<m2>]] .. zh.month .. [[)\s?月份?(?!\s?[0-9一二三四五六七八九十]{1,3}\s?[日号號])]] },
    { name = "moon", pattern = "(?:农历|農曆|阴历|陰曆)?(?:正月|腊月|臘月|冬月)" .. MOON_DAY .. "|" .. wording.any(zh.moving_holidays) },
    { name = "part", pattern = [[(?<![个個年今去前明后後每])(?<part>[上下]半年)|(?<![年度个個])第?(?<quarter>[一二三四])季度(?!末|初)]] },
    { name = "year", pattern = FREE .. YEAR .. "(?:的?(?<part>" .. wording.any(zh.year_parts) .. ")|的?(?<season>[春夏秋冬])[天季]|的?第?(?<quarter>[一二三四1-4])季度|" .. TO .. "(?<y2>" .. zh.year .. ")\\s?年)?(?![代级級])" },
    { name = "year", pattern = "(?<![今去前明后後当當每本])(?<part>年[初底末])" },
    { name = "year", pattern = FREE .. "(?<y>[12][0-9]{3})" .. TO .. "(?<y2>[12][0-9]{3})年" },
    { name = "decade", pattern = "(?<century>上个?世[纪紀]|本世[纪紀]|(?:20|21|1[0-9]|二十一?|十[一-九]?)世[纪紀])(?:的?(?<decade>[0-9]0|[二三四五六七八九]?十)年代)?" },
    { name = "decade", pattern = FREE .. "(?<decade>(?:19|20)?[0-9]0|[二三四五六七八九]十)年代" },
    { name = "holiday", pattern = "(?:" .. YEAR .. [[的?)?(?<name>]] .. wording.any(zh.holidays) .. ")" },
    { name = "minguo", pattern = "民[国國]\\s?(?<y>[0-9]{1,3}|元|[一二三四五六七八九十]{1,4})\\s?年(?:\\s?(?<m>" .. zh.month .. ")\\s?月(?:\\s?(?<d>" .. zh.day .. ")\\s?[日号號])?)?" },
    { name = "numeric", pattern = [[(?<![0-9.\-/])(?<y>[12][0-9]{3})([-/.])(?<m>1[0-2]|0?[1-9])\g{-2}(?<d>[12][0-9]|3[01]|0?[1-9])(?:\s?[-–—~～至到]\s?(?<y2>[12][0-9]{3})\g{-5}(?<m2>1[0-2]|0?[1-9])\g{-6}(?<d2>[12][0-9]|3[01]|0?[1-9]))?(?![0-9]|[.\-/][0-9])]] },
  },
  hit = function(match, context) return hits[match.pattern](match, context) end,
  samples = {
    { text = "2023年11月11日揭牌，1-5月完成，8月中下旬举办。", date = "2024-06-27", mentions = { { kind = "date", text = "2023年11月11日", value = "2023-11-11", grain = "day" },
      { kind = "date", text = "1-5月", value = "2024-01/2024-05" }, { kind = "date", text = "8月中下旬", value = "2024-08-11/2024-08-31" } } },
    { text = "8月中下旬举办，十一月十日见。", mentions = { { kind = "date", text = "8月中下旬", value = "XXXX-08-11/XXXX-08-31" }, { kind = "date", text = "十一月十日", value = "XXXX-11-10" } } },
    { text = "上世纪八十年代，二〇一二年底，98年，21世纪。", mentions = { { kind = "date", text = "上世纪八十年代", value = "198X" }, { kind = "date", text = "二〇一二年底", value = "2012-10/2012-12" }, { kind = "date", text = "98年", value = "1998" }, { kind = "date", text = "21世纪", value = "20XX" } } },
    { text = "上周三、下个月和2024年第三季度，2019-2023年。", date = "2024-06-27", mentions = { { kind = "date", text = "上周三", value = "2024-06-19" }, { kind = "date", text = "下个月", value = "2024-07" }, { kind = "date", text = "2024年第三季度", value = "2024-35" }, { kind = "date", text = "2019-2023年", value = "2019/2023" } } },
    { text = "国庆节在2024-10-01，5月1日至3日放假。", date = "2024-06-27", mentions = { { kind = "date", value = "2024-10-01" }, { kind = "date", text = "2024-10-01", value = "2024-10-01" }, { kind = "date", text = "5月1日至3日", value = "2024-05-01/2024-05-03" } } },
    { text = "民國105年3月，2019年的春天，下一週。", date = "2024-06-27", mentions = { { kind = "date", text = "民國105年3月", value = "2016-03" }, { kind = "date", text = "2019年的春天", value = "2019-21" }, { kind = "date", text = "下一週", value = "2024-07-01/2024-07-07" } } },
    { text = "10月12号，星期一开会；11月3日到2月5日歇业，8月至2月修路，九七年的事，五六年了。", date = "2024-06-27", mentions = { { kind = "date", text = "10月12号，星期一", value = "2024-10-12" }, { kind = "date", text = "11月3日到2月5日", value = "2024-11-03/2025-02-05" }, { kind = "date", text = "8月至2月", value = "2024-08/2025-02" }, { kind = "date", text = "九七年", value = "1997" } } },
    { text = "上半年种藕，一季度收茶，正月初三到腊月都有人；7月25日晚上停电，从上周四到十月一日。", date = "2024-06-27", mentions = { { kind = "date", text = "上半年", value = "2024-01/2024-06" }, { kind = "date", text = "一季度", value = "2024-33" }, { kind = "date", text = "正月初三", grain = "day" }, { kind = "date", text = "7月25日晚上", value = "2024-07-25", grain = "part" }, { kind = "date", text = "上周四到十月一日", value = "2024-06-20/2024-10-01" } } },
    { text = "会展中心6号馆，4/5G网络，吃月饼，80后，两年全部落实。", date = "2024-06-27", mentions = {} },
  },
}
