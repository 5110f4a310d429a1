-- Dates of the calendar in Chinese: 2023年11月11日, 1-5月, 8月中下旬, 去年底, 上世纪八十年代, 民國105年, 国庆节. A date without a
-- year is of the interview's year; what is relative is in relative_zh.lua.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local when = require "moonscribe.when"
local zh = ms.grammar "zh"

local YEARS = wording.any(zh.years)
local YEAR = "(?:(?<y>" .. zh.year .. [[|(?<![0-9０-９])(?:1[0-2][0-9]|[0-9]{2}))\s?年度?|(?<ry>]] .. YEARS .. "))"
local FREE = "(?<![0-9０-９" .. "一二三四五六七八九十百千零〇几数第.．/])"
local TO = [[\s?[-－–—~～至到]\s?]]

local function year_of(text, date, has_month)
  text = tostring(ms.text(text):normalise "halfwidth")
  local year = math.tointeger(tonumber(text))
  if not year then
    year = 0
    for char in text:gmatch "[\xE3-\xE9][\x80-\xBF][\x80-\xBF]" do year = year * 10 + zh.digit_values[char] end
    return year
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

function hits.month(match, context)
  local year, is_relative = said_year(match, context.date, true)
  if year == false then return nil end
  local month, day = number(match.m), number(match.d)
  local mention
  if match.d2 then
    local month2 = number(match.m2) or month
    if month2 < month then return nil end
    mention = when.range({ year = year, month = month, day = day }, { year = year, month = month2, day = number(match.d2) })
  elseif match.part then
    local part = zh.month_parts[tostring(match.part)]
    mention = when.days_of(year, month, part[1], part[2])
  else
    mention = when.date { year = year, month = month, day = day }
  end
  if mention then mention.relative = is_relative end
  return mention
end

function hits.months(match, context)
  local year = said_year(match, context.date, true)
  local first, last = number(match.m), number(match.m2)
  if year == false or first >= last then return nil end
  return when.range({ year = year, month = first }, { year = year, month = last })
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
  return when.date { year = number(match.y), month = number(match.m), day = number(match.d) }
end

local DAY = "(?<d>" .. zh.day .. ")\\s?[日号號]"
return ms.extractor {
  name = "dates_zh",
  about = "Chinese dates: 2023年11月11日, 1-5月, 8月中下旬, 去年底, 上世纪八十年代; and 2023-11-11",
  kinds = { "date" },
  languages = { "zh" },
  patterns = {
    { name = "month", pattern = FREE .. "(?:" .. YEAR .. [[的?\s?)?(?<m>]] .. zh.month .. [[)\s?月(?:份)?(?![饼餅球亮票])(?:\s?]] .. DAY .. "(?:" .. TO .. "(?:(?<m2>" .. zh.month .. [[)\s?月\s?)?(?<d2>]] .. zh.day .. [[)\s?[日号號])?|的?(?<part>]] .. wording.any(zh.month_parts) .. "))?" },
    { name = "months", pattern = FREE .. "(?:" .. YEAR .. [[的?\s?)?(?<m>]] .. zh.month .. [[)(?:\s?月份?)?]] .. TO .. "(?<m2>" .. zh.month .. [[)\s?月份?]] },
    { name = "year", pattern = FREE .. YEAR .. "(?:的?(?<part>" .. wording.any(zh.year_parts) .. ")|的?(?<season>[春夏秋冬])[天季]|的?第?(?<quarter>[一二三四1-4])季度|" .. TO .. "(?<y2>" .. zh.year .. ")\\s?年)?(?![代级級])" },
    { name = "year", pattern = "(?<![今去前明后後当當每本])(?<part>年[初底末])" },
    { name = "year", pattern = FREE .. "(?<y>[12][0-9]{3})" .. TO .. "(?<y2>[12][0-9]{3})年" },
    { name = "decade", pattern = "(?<century>上个?世[纪紀]|本世[纪紀]|(?:20|21|1[0-9]|二十一?|十[一-九]?)世[纪紀])(?:的?(?<decade>[0-9]0|[二三四五六七八九]?十)年代)?" },
    { name = "decade", pattern = FREE .. "(?<decade>(?:19|20)?[0-9]0|[二三四五六七八九]十)年代" },
    { name = "holiday", pattern = "(?:" .. YEAR .. [[的?)?(?<name>]] .. wording.any(zh.holidays) .. ")" },
    { name = "minguo", pattern = "民[国國]\\s?(?<y>[0-9]{1,3}|元|[一二三四五六七八九十]{1,4})\\s?年(?:\\s?(?<m>" .. zh.month .. ")\\s?月(?:\\s?(?<d>" .. zh.day .. ")\\s?[日号號])?)?" },
    { name = "numeric", pattern = [[(?<![0-9.\-/])(?<y>[12][0-9]{3})([-/.])(?<m>1[0-2]|0?[1-9])\g{-2}(?<d>[12][0-9]|3[01]|0?[1-9])(?![0-9]|[.\-/][0-9])]] },
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
    { text = "会展中心6号馆，4/5G网络，吃月饼，80后，两年全部落实。", date = "2024-06-27", mentions = {} },
  },
}
