-- Dates in Chinese: 2023年11月11日, 1-5月, 8月中下旬, 去年底, 上世纪八十年代, 三年前, 上周三. A date without a year is of
-- the interview's year.
local ms = require "moonscribe"
local when = require "moonscribe.when"
local zh = ms.grammar "zh"

local function keys(map)
  local words = {}
  for word in pairs(map) do words[#words + 1] = word end
  table.sort(words, function(a, b)
    if #a ~= #b then return #a > #b end
    return a < b
  end)
  return table.concat(words, "|")
end

local YEARS = keys(zh.years)
local YEAR = "(?:(?<y>" .. zh.year .. [[|(?<![0-9０-９])(?:1[0-2][0-9]|[0-9]{2}))\s?年度?|(?<ry>]] .. YEARS .. "))"
local FREE = "(?<![0-9０-９" .. "一二三四五六七八九十百千零〇几数第.．/])"
local TO = [[\s?[-－–—~～至到]\s?]]

local function year_of(text, date, has_month)
  text = ms.text(text):normalise "halfwidth"
  text = tostring(text)
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

-- The year a match speaks of, whether it says so itself; false when it is none after all.
local function said_year(match, date, has_month)
  if match.y then return year_of(match.y, date, has_month) or false, true end
  if match.ry then return date and date.year + zh.years[tostring(match.ry)] or nil, true, true end
  return date and date.year, false
end

local hits = {}

function hits.month(match, context)
  local year, is_said, is_relative = said_year(match, context.date, true)
  if year == false then return nil end
  local month, day = number(match.m), number(match.d)
  local mention
  if match.m2 then
    local month2, day2 = number(match.m2), number(match.d2)
    if month2 < month and is_said then return nil end
    mention = when.range({ year = year, month = month, day = day }, { year = year, month = month2, day = day2 })
  elseif match.d2 then
    mention = when.range({ year = year, month = month, day = day }, { year = year, month = month, day = number(match.d2) })
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
  local year, _, is_relative = said_year(match, context.date, false)
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
  elseif year then
    mention = when.date { year = year }
  else
    mention = { kind = "date", grain = "year" }
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

function hits.day(match, context)
  return when.shift(context.date, "D", zh.days[tostring(match[0])])
end

local NEAR = { ["上上"] = -2, ["上"] = -1, ["这"] = 0, ["這"] = 0, ["本"] = 0, ["当"] = 0, ["今"] = 0, ["下"] = 1, ["下下"] = 2 }
function hits.near(match, context)
  local count, unit = NEAR[tostring(match.near)], tostring(match.unit)
  if match.weekday then
    local weekday = zh.weekdays[tostring(match.weekday)]
    return when.weekday(context.date, weekday, count or 0)
  end
  local letter = unit == "月" and "M" or unit == "季度" and "Q" or "W"
  return when.shift(context.date, letter, count)
end

function hits.ago(match, context)
  local text = tostring(match.number)
  local count, bytes = ms.numeral(text)
  if bytes ~= #text then return nil end
  local unit = tostring(match.unit):gsub("^个", ""):gsub("^個", "")
  local sign = tostring(match.dir):find "前" and -1 or 1
  local mention = when.shift(context.date, zh.duration_units[unit], math.type(count) == "integer" and sign * count or nil)
  if match.more then mention.bound = "over" end
  return mention
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
  about = "Chinese dates: 2023年11月11日, 1-5月, 8月中下旬, 去年底, 上世纪八十年代, 三年前, 上周三; and 2023-11-11",
  kinds = { "date" },
  languages = { "zh" },
  patterns = {
    { name = "month", pattern = FREE .. "(?:" .. YEAR .. [[的?\s?)?(?<m>]] .. zh.month .. [[)\s?月(?:份)?(?![饼餅球亮票])(?:\s?]] .. DAY .. "(?:" .. TO .. "(?:(?<m2>" .. zh.month .. [[)\s?月\s?)?(?<d2>]] .. zh.day .. [[)\s?[日号號])?|的?(?<part>]] .. keys(zh.month_parts) .. "))?" },
    { name = "months", pattern = FREE .. "(?:" .. YEAR .. [[的?\s?)?(?<m>]] .. zh.month .. [[)(?:\s?月份?)?]] .. TO .. "(?<m2>" .. zh.month .. [[)\s?月份?]] },
    { name = "year", pattern = FREE .. YEAR .. "(?:的?(?<part>" .. keys(zh.year_parts) .. ")|的?(?<season>[春夏秋冬])[天季]|的?第?(?<quarter>[一二三四1-4])季度|" .. TO .. "(?<y2>" .. zh.year .. ")\\s?年)?(?![代级級])" },
    { name = "year", pattern = "(?<![今去前明后後当當每本])(?<part>年[初底末])" },
    { name = "year", pattern = FREE .. "(?<y>[12][0-9]{3})" .. TO .. "(?<y2>[12][0-9]{3})年" },
    { name = "decade", pattern = "(?<century>上个?世[纪紀]|本世[纪紀]|(?:20|21|1[0-9]|二十一?|十[一-九]?)世[纪紀])(?:的?(?<decade>[0-9]0|[二三四五六七八九]?十)年代)?" },
    { name = "decade", pattern = FREE .. "(?<decade>(?:19|20)?[0-9]0|[二三四五六七八九]十)年代" },
    { name = "day", pattern = "大?[前后後][天]|今[天日早]|昨[天日]|明[天日]" },
    { name = "near", pattern = "(?<near>上上|下下|上|下|[这這本])(?:[个個一])?(?:(?<=一)[个個])?(?<unit>星期|礼拜|禮拜|周|週|月|季度)(?<weekday>(?<=[周週期拜])[一二三四五六日天末])?(?![边邊围圍到刊岁歲])" },
    { name = "near", pattern = "(?<![上下这這本每一二三四五六七八九十几两])(?<unit>星期|礼拜|禮拜|周|週)(?<weekday>[一二三四五六日天])(?![一二三四五六七八九十周年部分个])" },
    { name = "ago", pattern = zh.not_after .. "(?<number>" .. zh.number .. [[)(?<more>多|余)?\s?(?<unit>年|[个個]月|(?:[个個])?星期|周|天|日)(?:之|以)?(?<dir>前|后|後)(?!期)]] },
    { name = "holiday", pattern = "(?:" .. YEAR .. [[的?)?(?<name>]] .. keys(zh.holidays) .. ")" },
    { name = "minguo", pattern = "民[国國]\\s?(?<y>[0-9]{1,3}|元|[一二三四五六七八九十]{1,4})\\s?年(?:\\s?(?<m>" .. zh.month .. ")\\s?月(?:\\s?(?<d>" .. zh.day .. ")\\s?[日号號])?)?" },
    { name = "numeric", pattern = [[(?<![0-9.\-/])(?<y>[12][0-9]{3})([-/.])(?<m>1[0-2]|0?[1-9])\g{-2}(?<d>[12][0-9]|3[01]|0?[1-9])(?![0-9]|[.\-/][0-9])]] },
  },
  hit = function(match, context) return hits[match.pattern](match, context) end,
  samples = {
    { text = "2023年11月11日揭牌，1-5月完成，8月中下旬举办。", date = "2024-06-27", mentions = { { kind = "date", text = "2023年11月11日", value = "2023-11-11", grain = "day" },
      { kind = "date", text = "1-5月", value = "2024-01/2024-05" }, { kind = "date", text = "8月中下旬", value = "2024-08-11/2024-08-31" } } },
    { text = "8月中下旬举办，十一月十日见。", mentions = { { kind = "date", text = "8月中下旬", value = "XXXX-08-11/XXXX-08-31" }, { kind = "date", text = "十一月十日", value = "XXXX-11-10" } } },
    { text = "于去年揭牌，今天开会，三年前来的。", date = "2024-06-27", mentions = { { kind = "date", text = "去年", value = "2023", relative = true }, { kind = "date", text = "今天", value = "2024-06-27" }, { kind = "date", text = "三年前", value = "2021" } } },
    { text = "上世纪八十年代，二〇一二年底，98年，21世纪。", mentions = { { kind = "date", text = "上世纪八十年代", value = "198X" }, { kind = "date", text = "二〇一二年底", value = "2012-10/2012-12" }, { kind = "date", text = "98年", value = "1998" }, { kind = "date", text = "21世纪", value = "20XX" } } },
    { text = "上周三、下个月和2024年第三季度，2019-2023年。", date = "2024-06-27", mentions = { { kind = "date", text = "上周三", value = "2024-06-19" }, { kind = "date", text = "下个月", value = "2024-07" }, { kind = "date", text = "2024年第三季度", value = "2024-35" }, { kind = "date", text = "2019-2023年", value = "2019/2023" } } },
    { text = "国庆节在2024-10-01，5月1日至3日放假。", date = "2024-06-27", mentions = { { kind = "date", value = "2024-10-01" }, { kind = "date", text = "2024-10-01", value = "2024-10-01" }, { kind = "date", text = "5月1日至3日", value = "2024-05-01/2024-05-03" } } },
    { text = "民國105年3月，2019年的春天，下一週。", date = "2024-06-27", mentions = { { kind = "date", text = "民國105年3月", value = "2016-03" }, { kind = "date", text = "2019年的春天", value = "2019-21" }, { kind = "date", text = "下一週", value = "2024-07-01/2024-07-07" } } },
    { text = "会展中心6号馆，4/5G网络，吃月饼，80后，两年全部落实。", date = "2024-06-27", mentions = {} },
  },
}
