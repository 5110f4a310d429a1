-- Chinese dates that count from the day of the interview: 今天, 上周三, 下个月, 三年前. Without that day they have no value.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local when = require "moonscribe.when"
local zh, numbers = ms.grammar "zh_time", ms.grammar "zh"

-- 今晚 is a part of today.
local NIGHTS = { ["今晚"] = "EV", ["昨晚"] = "EV", ["明晚"] = "EV", ["前晚"] = "EV", ["今夜"] = "NI", ["昨夜"] = "NI", ["今早"] = "MO", ["今晨"] = "MO", ["明早"] = "MO", ["明晨"] = "MO", ["昨晨"] = "MO" }

local hits = {}

function hits.day(match, context)
  local mention = when.shift(context.date, "D", zh.days[tostring(match.day)])
  local code = match.time and zh.day_part_codes[tostring(match.time)] or NIGHTS[tostring(match.day)]
  return code and when.add_part(mention, code) or mention
end

local NEAR = { ["上上"] = -2, ["上"] = -1, ["这"] = 0, ["這"] = 0, ["本"] = 0, ["当"] = 0, ["今"] = 0, ["下"] = 1, ["下下"] = 2 }
function hits.near(match, context)
  local count, unit = NEAR[tostring(match.near)], tostring(match.unit)
  if match.weekday then
    local weekday = tostring(match.weekday)
    local mention = weekday == "末" and when.weekend(context.date, count or 0) or when.weekday(context.date, zh.weekdays[weekday], count or 0)
    return match.time and when.add_part(mention, zh.day_part_codes[tostring(match.time)]) or mention
  end
  local letter = unit == "月" and "M" or unit == "季度" and "Q" or "W"
  local mention = when.shift(context.date, letter, count)
  if not match.d and not match.part then return mention end
  -- 上个月五号, 下个月底
  local year, month = (mention.value or ""):match "^(%d+)%-(%d+)$"
  local value
  if year and match.d then
    value = when.date { year = math.tointeger(tonumber(year)), month = math.tointeger(tonumber(month)), day = (ms.numeral(match.d)) }
  elseif year then
    local part = zh.month_parts[tostring(match.part)]
    value = when.days_of(math.tointeger(tonumber(year)), math.tointeger(tonumber(month)), part[1], part[2])
  end
  value = value or { kind = "date", grain = "day" }
  value.relative = true
  return value
end

function hits.ago(match, context)
  local count, about = 0, nil
  if match.number then count, about = wording.number(tostring(match.number)) end
  local unit, halves = tostring(match.unit):gsub("^个", ""):gsub("^個", ""):gsub("^半", "")
  local has_half = match.half or halves > 0
  -- 2015年前 is before that year.
  if not count or (unit == "年" and count >= 1000) then return nil end
  local sign = tostring(match.dir):find "前" and -1 or 1
  local code = zh.duration_units[unit]
  local mention
  if code:find "^T" then
    -- Nobody knows the hour of an interview.
    mention = { kind = "date", grain = ({ TH = "hour", TM = "minute", TS = "minute" })[code], relative = true }
  elseif has_half or not match.number then
    -- 一年半前, 半年后; half of anything else is not exact.
    mention = when.shift(context.date, code == "Y" and "M" or code, code == "Y" and sign * (count * 12 + 6) or nil)
  else
    mention = when.shift(context.date, code, math.type(count) == "integer" and sign * count or nil)
  end
  mention.bound = match.more and "over" or about
  return mention
end

local PART = "(?:的?(?<time>(?>" .. wording.any(zh.day_part_codes) .. [[))(?!餐|饭|飯|点|點|会|會|安|\s?[0-9０-９零一二两兩三四五六七八九十]{1,3}\s?[点點时時:：到至]))?]]

return ms.extractor {
  name = "relative_zh",
  about = "Chinese dates that count from the interview's: 今天, 上周三, 下个月, 三年前",
  kinds = { "date" },
  languages = { "zh" },
  patterns = {
    { name = "day", pattern = "(?<day>大?[前后後]天|前[日晚](?!本)|今[天日晚夜早晨](?!报)|昨[天日晚夜晨]|明[天日晚早晨](?!星)|本日)" .. PART },
    { name = "near", pattern = "(?<near>上上|下下|上|下|[这這本今])(?:[个個一])?(?:(?<=一)[个個])?(?<unit>星期|礼拜|禮拜|周|週|月|季度)(?:(?<weekday>(?<=[周週期拜])[一二三四五六日天末])" .. PART .. "|(?<=月)(?:的?(?<d>" .. zh.day .. ")[日号號]|的?月?(?<part>上旬|中旬|下旬|初|底|末))|(?<![周週](?=[边邊围圍到刊岁歲年])))" },
    { name = "near", pattern = "(?<![上下这這本每一二三四五六七八九十几两])(?<unit>星期|礼拜|禮拜|周|週)(?<weekday>[一二三四五六日天末])(?![一二三四五六七八九十周年部分个])" .. PART },
    { name = "ago", pattern = numbers.not_after .. "(?:(?<number>" .. numbers.number .. [[)|半)(?<more>多|余)?\s?(?<unit>年|[个個]?半?月(?<=[个個]月|[个個]半月|半月)|[个個]?(?:星期|礼拜|禮拜)|周|週|天|日|[个個]?(?:小[时時]|钟头|鐘頭)|分[钟鐘]|秒[钟鐘]?)(?<half>半)?(?:之|以)?(?<dir>前|后|後)(?![期台臺卫衛])]] },
  },
  hit = function(match, context) return hits[match.pattern](match, context) end,
  samples = {
    { text = "于去年揭牌，今天开会，三年前来的。", date = "2024-06-27", mentions = { { kind = "date", text = "去年", value = "2023", relative = true },
      { kind = "date", text = "今天", value = "2024-06-27" }, { kind = "date", text = "三年前", value = "2021" } } },
    { text = "上周三，下个月，十年后。", date = "2024-06-27", mentions = { { kind = "date", text = "上周三", value = "2024-06-19" }, { kind = "date", text = "下个月", value = "2024-07" },
      { kind = "date", text = "十年后", value = "2034" } } },
    { text = "今天开会。", mentions = { { kind = "date", text = "今天", relative = true } } },
    { text = "昨天晚上，下个月5号，这个周末，周一早上，2015年前，十分钟前。", date = "2024-06-27", mentions = { { kind = "date", text = "昨天晚上", value = "2024-06-26", grain = "part", timex = "2024-06-26TEV" }, { kind = "date", text = "下个月5号", value = "2024-07-05" }, { kind = "date", text = "这个周末", value = "2024-06-29/2024-06-30" }, { kind = "date", text = "周一早上", value = "2024-06-24" },
      { kind = "date", text = "2015年", value = "2015" }, { kind = "date", text = "十分钟前", grain = "minute" } } },
    { text = "两周年，周一一的桌子，前期。", date = "2024-06-27", mentions = {} },
  },
}
