-- What comes again and again, in Chinese: 每周一, 每隔两天, 每年三月, 每天早上, 逢周末. The value is how long it takes to come again;
-- what of it is fixed is in `timex` (XXXX-WXX-1).
local ms = require "moonscribe"
local dates = require "moonscribe.chinese_dates"
local zh = ms.grammar "zh_time"
local pieces = dates.pieces()

local hits = {}

local function period(count, code)
  if code:find "^T" then return ("PT%s%s"):format(count * (tonumber(code:match "%d+$") or 1), code:sub(2, 2)):gsub("%.0", "") end
  if code == "Q" then return ("P%sM"):format(3 * count) end
  return ("P%s%s"):format(count, code)
end

local function with_part(set, match)
  if match.time then
    set.timex = (set.timex or set.value) .. "T" .. zh.day_part_codes[tostring(match.time)]
  end
  return set
end

function hits.every(match)
  local unit = tostring(match.unit):gsub("^[^%w]*个", ""):gsub("個", "")
  local count = match.count and dates.number(match.count) or 1
  if count < 1 then return nil end
  local value = period(count, zh.duration_units[unit])
  if match.half then value = ({ ["年"] = "P6M", ["月"] = "P15D", ["天"] = "PT12H", ["小时"] = "PT30M" })[unit] end
  return value and with_part({ kind = "set", value = value }, match)
end

function hits.weekday(match)
  local weekday = tostring(match.weekday)
  return with_part({ kind = "set", value = "P1W", timex = "XXXX-WXX-" .. (weekday == "末" and "WE" or zh.weekdays[weekday]) }, match)
end

function hits.year(match)
  local set = { kind = "set", value = "P1Y" }
  if match.season then
    set.timex = "XXXX-" .. ({ ["春"] = "SP", ["夏"] = "SU", ["秋"] = "FA", ["冬"] = "WI" })[tostring(match.season)]
  elseif match.m then
    set.timex = ("XXXX-%02d"):format(dates.number(match.m)) .. (match.d and ("-%02d"):format(dates.number(match.d)) or "")
  elseif match.name then
    local mention = dates.holiday(tostring(match.name), nil)
    set.timex = mention.value
  end
  return set
end

function hits.month(match)
  return with_part({ kind = "set", value = "P1M", timex = ("XXXX-XX-%02d"):format(dates.number(match.d)) }, match)
end

local ALIASES = { ["每晚"] = "P1DTEV", ["每早"] = "P1DTMO", ["每夜"] = "P1DTNI" }
function hits.alias(match)
  local word = tostring(match[0])
  if word:find "^隔" then return { kind = "set", value = "P2W" } end
  if ALIASES[word] then return { kind = "set", value = "P1D", timex = ALIASES[word] } end
  return { kind = "set", value = "P1D", timex = "XXXX-WXX-WD" }
end

return ms.extractor {
  name = "sets_zh",
  about = "What comes again, in Chinese: 每周一, 每隔两天, 每年三月, 每天早上",
  kinds = { "set" },
  languages = { "zh" },
  priority = 2,
  patterns = {
    { name = "every", pattern = "每(?:间?隔)?(?<count>[0-9]{1,3}|[一二两兩三四五六七八九十]{1,3})?(?<half>半)?(?:[个個])?(?<unit>季度|年(?![龄齡级級代轻輕纪紀会會])|月|周|週|星期|礼拜|禮拜|天|日|小时|小時|钟头|分钟|分鐘|秒)(?<![周週期拜](?=[一二三四五六日天末]))(?![0-9]{1,2}[日号號月])" .. pieces.part },
    { name = "weekday", pattern = "(?:每逢?|逢|每到)[个個一]?" .. pieces.week .. "(?<weekday>[一二三四五六日天末])" .. pieces.part },
    { name = "year", pattern = "每年的?(?:(?<m>" .. zh.month .. ")月份?(?:(?<d>" .. zh.day .. ")[日号號])?|(?<season>[春夏秋冬])[天季]|(?<name>" .. pieces.holiday .. "))" },
    { name = "month", pattern = "每[个個]?月的?(?<d>" .. zh.day .. ")[日号號]" .. pieces.part },
    { name = "alias", pattern = "每[晚早夜](?![点點])|每[个個]?工作日|隔[周週](?![一二三四五六日末])" },
  },
  hit = function(match, context) return hits[match.pattern](match, context) end,
  samples = {
    { text = "每周一开会，每年一次，每天一点一点地学。", mentions = { { kind = "set", text = "每周一", value = "P1W", timex = "XXXX-WXX-1" }, { kind = "set", text = "每年", value = "P1Y" }, { kind = "set", text = "每天", value = "P1D" } } },
    { text = "每隔两天浇水，每半年体检，每个月15号发钱，每年三月种藕，每年春节回家，逢周末赶集，每天早上跑步，每晚看书，每个工作日来。", mentions = { { kind = "set", text = "每隔两天", value = "P2D" }, { kind = "set", text = "每半年", value = "P6M" }, { kind = "set", text = "每个月15号", value = "P1M", timex = "XXXX-XX-15" }, { kind = "set", text = "每年三月", value = "P1Y", timex = "XXXX-03" }, { kind = "set", text = "每年春节", value = "P1Y" }, { kind = "set", text = "逢周末", timex = "XXXX-WXX-WE" }, { kind = "set", text = "每天早上", value = "P1D", timex = "P1DTMO" }, { kind = "set", text = "每晚", value = "P1D" }, { kind = "set", text = "每个工作日", value = "P1D" } } },
    { text = "事件每周一下午八点都发生。", mentions = { { kind = "set", text = "每周一下午八点", value = "P1W", timex = "XXXX-WXX-1T20" } } },
  },
}
