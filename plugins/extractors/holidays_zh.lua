-- Chinese holidays, solar terms and days of the moon's calendar: 去年春节, 农历八月十五, 2024年冬至, 圣诞节晚上. They are days of the
-- interview's year where no other is said; what is a number first (十一, 六一) is a holiday only with a word for it.
local ms = require "moonscribe"
local dates = require "moonscribe.chinese_dates"
local when = require "moonscribe.when"
local calendar = ms.calendar
local zh = ms.grammar "zh_time"
local pieces = dates.pieces()

-- What shows 十一 or 小年 to be the holiday.
local BEFORE = ms.regex "(?:[今明昨后後前]天|每年|[^经經超不难難通]过|[^得达達]到了?|放|[这這上下]个|[这這上下]個)$"
local COUNTED = ms.regex "^[个個人名家位号號点點月日年天次岁歲条條块元万萬亿億多几幾层層路级級班届屆期分]"
local COMPANY = ms.regex "^(?:放假|国际|國際|那天|这天|當天|当天|前[后後夕]?|之?[前后後]|的时候|晚会|晚上|早上|到|回)"
local CALENDAR = "(?:农历|農曆|阴历|陰曆|旧历|舊曆)"
local MOON_DAY = [[初(?:[一二三四五六七八九十]|[1-9]|10)|十[一二三四五六七八九]|廿[一二三四五六七八九]?|二十[一二三四五六七八九]?|三十]]
-- Not 八月十五日, 三月二十多天, 五月三十万.
local NO_COUNT = "(?![一二三四五六七八九十百千万多几幾余餘来來个個名位人家亿億元块年月天周日小号號点點分岁歲条條%％])"
local FIRST = { ["正"] = 1, ["冬"] = 11, ["腊"] = 12, ["臘"] = 12 }

local MOONS = ms.regex "^[初廿]" -- days of the moon's months only

local function is_company(context)
  local after = context:after(12)
  return COMPANY:test(after) or BEFORE:test(context:before(9)) and not COUNTED:test(after)
end

local hits = {}

local function with_part(mention, match)
  return match.time and when.add_part(mention, zh.day_part_codes[tostring(match.time)]) or mention
end

-- 国庆节前夕, 国庆节后一天
local function shifted(mention, days)
  local y, m, d = (mention.value or ""):match "^(%d%d%d%d)%-(%d%d)%-(%d%d)"
  if not y then return { kind = "date", grain = "day" } end
  y, m, d = calendar.add(math.tointeger(tonumber(y)), math.tointeger(tonumber(m)), math.tointeger(tonumber(d)), { days = days })
  return when.date { year = y, month = m, day = d }
end

-- The one before the interview where it is to come, and the reverse.
local function other_year(mention, name, date, nth)
  local day = (mention.value or ""):match "^[%d-]+"
  if not day or not date or not date.day then return end
  local today = calendar.edtf { year = date.year, month = date.month, day = date.day }
  local other = day ~= today and dates.holiday(name, date.year + (day < today and 1 or -1), false, nth and dates.number(nth))
  mention.alternatives = other and other.value and { other.value } or nil
end

function hits.holiday(match, context)
  local name = dates.simplified(tostring(match.name))
  if zh.holidays_by_company[name] and not match.y and not match.ry and not match.tail and not is_company(context) then return nil end
  local year, is_relative = dates.said_year(match, context.date, true)
  if year == false then return nil end
  local mention = dates.holiday(name, year, match.y, match.nth and dates.number(match.nth))
  if match.name2 then
    local last = dates.holiday(tostring(match.name2), year, match.y)
    mention = { kind = "date", grain = "day", value = mention.value and last.value and mention.value .. "/" .. last.value or nil }
  end
  if match.eve or match.next then mention = shifted(mention, match.eve and -1 or 1) end
  mention.relative = is_relative or nil
  if not match.eve and not match.next and not match.y and not match.ry and not match.name2 then other_year(mention, name, context.date, match.nth) end
  return with_part(mention, match)
end

local function moon_number(text)
  text = tostring(text):gsub("^初", ""):gsub("^廿", "二十")
  return (ms.numeral(text))
end

function hits.moon(match, context)
  local said = tostring(match.m or "")
  local month = match.new_year and 1 or FIRST[said] or (ms.numeral(said))
  if not (match.cal or match.leap or FIRST[said] or match.moonday) or not month then return nil end
  local year, is_relative = dates.said_year(match, context.date, true)
  if year == false then return nil end
  local day = (match.moonday or match.day) and moon_number(match.moonday or match.day)
  local mention = dates.lunar(year, month, day, match.leap ~= nil)
  -- 2004年八月十五 may be of either calendar; 八月十五 alone is the moon's.
  local is_either = match.y and not match.cal and not match.leap and not FIRST[said] and match.moonday and not MOONS:test(match.moonday)
  local sun = is_either and when.date { year = year, month = month, day = day }
  if sun then mention, sun.alternatives = sun, { mention.value } end
  -- 八月十五 is the moon's for most who say it, and the sun's for some.
  local may_be_solar = not match.y and not match.cal and not match.leap and not FIRST[said] and match.moonday and not MOONS:test(match.moonday)
  local solar = may_be_solar and mention.value and when.date { year = year, month = month, day = day }
  if solar then mention.alternatives = { solar.value } end
  mention.relative = is_relative or nil
  return with_part(mention, match)
end

return ms.extractor {
  name = "holidays_zh",
  about = "Chinese holidays, solar terms and days of the moon's calendar: 去年春节, 农历八月十五, 2024年冬至",
  kinds = { "date" },
  languages = { "zh" },
  priority = 1, -- 五一节 counts nothing
  patterns = {
    { name = "holiday", pattern = "(?:" .. pieces.free .. pieces.year .. [[的?\s?)?(?:五一|六一|七一|八一|五四|三八)?(?:国际|國際)?(?<!上)(?<name>]] .. pieces.holiday .. ")(?<tail>[节節]|小?[长長]?假期?(?!如|设|設|的)|期[间間]|黄金周)?(?:的?前(?<eve>夕|夜|一天)|的?[后後](?<next>一天)|的?第(?<nth>[一二三四五六七八九]|1?[0-9])天|" .. pieces.to .. "(?<name2>" .. pieces.holiday .. ")[节節]?|" .. pieces.part .. ")" },
    { name = "moon", pattern = "(?:" .. pieces.free .. pieces.year .. [[的?\s?)?(?<cal>]] .. CALENDAR .. [[的?)?(?<![0-9一二三四五六七八九十千百])(?:(?:(?<leap>[闰閏])?(?<m>]] .. zh.month .. "|[正冬腊臘])月份?|(?<new_year>大?年(?=初)))(?:(?<moonday>" .. MOON_DAY .. ")" .. NO_COUNT .. "|(?<day>(?<=[腊臘正]月)[0-9]{1,2})(?![0-9日号號]))?)" .. pieces.part },
    { name = "moon", pattern = "(?:" .. pieces.free .. pieces.year .. "的?)?(?<cal>" .. CALENDAR .. "的?)?(?<![0-9一二三四五六七八九十])(?<m>[二三五六七九])月(?<moonday>\\k<m>)" .. NO_COUNT },
  },
  hit = function(match, context) return hits[match.pattern](match, context) end,
  samples = {
    { text = "去年春节回家，今年中秋节没回；2024年冬至那天下雪，清明扫墓。", date = "2024-06-27", mentions = { { kind = "date", text = "去年春节", value = "2023-01-22" }, { kind = "date", text = "今年中秋节", value = "2024-09-17" }, { kind = "date", text = "2024年冬至", value = "2024-12-21" }, { kind = "date", text = "清明", value = "2024-04-04" } } },
    { text = "两千零四年八月十五，两千零四年正月初三。", mentions = { { kind = "date", text = "两千零四年八月十五", value = "2004-08-15" }, { kind = "date", text = "两千零四年正月初三", value = "2004-01-24" } } },
    { text = "农历八月十五，正月初三，腊月18，农历闰四月，农历十月。", date = "2020-06-27", mentions = { { kind = "date", text = "农历八月十五", value = "2020-10-01" }, { kind = "date", text = "正月初三", value = "2020-01-27" }, { kind = "date", text = "腊月18", value = "2021-01-30" }, { kind = "date", text = "农历闰四月", value = "2020-05-23/2020-06-20", grain = "month" }, { kind = "date", text = "农历十月", value = "2020-11-15/2020-12-14" } } },
    { text = "2018年除夕，今年除夕，大前年七夕，母親節，國慶節晚上。", date = "2018-06-27", mentions = { { kind = "date", text = "2018年除夕", value = "2018-02-15" }, { kind = "date", text = "今年除夕", value = "2019-02-04" }, { kind = "date", text = "大前年七夕", value = "2015-08-20" }, { kind = "date", text = "母親節", value = "2018-05-13" }, { kind = "date", text = "國慶節晚上", value = "2018-10-01", grain = "part" } } },
    { text = "三月三赶歌会，九月九的酒，六月六日去。", date = "2021-06-14", mentions = { { kind = "date", text = "三月三", value = "2021-04-14" }, { kind = "date", text = "九月九", value = "2021-10-14" }, { kind = "date", text = "六月六日", value = "2021-06-06" } } },
    { text = "国庆节前夕，中秋节后一天，大年初三，年初二。", date = "2021-06-14", mentions = { { kind = "date", text = "国庆节前夕", value = "2021-09-30" }, { kind = "date", text = "中秋节后一天", value = "2021-09-22" }, { kind = "date", text = "大年初三", value = "2021-02-14" }, { kind = "date", text = "年初二", value = "2021-02-13" } } },
    { text = "国庆节第三天，排燈節，2018年胡里节。", date = "2013-02-12", mentions = { { kind = "date", text = "国庆节第三天", value = "2013-10-03" }, { kind = "date", text = "排燈節", value = "2013-11-03" }, { kind = "date", text = "2018年胡里节", value = "2018-03-02" } } },
    { text = "古尔邦节和开斋节，2018年光明节，复活节。", date = "2013-02-12", mentions = { { kind = "date", text = "古尔邦节", value = "2013-10-15" }, { kind = "date", text = "开斋节", value = "2013-08-08" }, { kind = "date", text = "2018年光明节", value = "2018-12-02/2018-12-10" }, { kind = "date", text = "复活节", value = "2013-03-31" } } },
    { text = "五一节去哪里，过十一再说，过十一个人，达到十一。", mentions = { { kind = "date", text = "五一节", value = "XXXX-05-01" }, { kind = "date", text = "十一", value = "XXXX-10-01" } } },
    { text = "五一期间人多，十一个人，小年轻，春节到元宵节，五一国际劳动节。", date = "2024-06-27", mentions = { { kind = "date", text = "五一期间", value = "2024-05-01" }, { kind = "date", text = "春节到元宵节", value = "2024-02-10/2024-02-24" }, { kind = "date", text = "五一国际劳动节", value = "2024-05-01" } } },
  },
}
