-- How long, in Chinese: 两年 is P2Y, 三个半月 P3.5M, 20多天; ages are no durations. 有一天 and 这一年 are days and years, not times
-- that pass.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local when = require "moonscribe.when"
local zh, time = ms.grammar "zh", ms.grammar "zh_time"

local DEFINITE = { ["有"] = true, ["那"] = true, ["这"] = true, ["這"] = true, ["每"] = true, ["同"] = true, ["某"] = true, ["哪"] = true, ["上"] = true, ["下"] = true }

local AROUND = ms.regex "[一-龥](?<![了过過近约約共有要用花需满滿至到前后後这這那每连連续續为為隔整是在就])$"
local CALENDAR = { ["年"] = true, ["月"] = true, ["天"] = true, ["周"] = true, ["週"] = true, ["星期"] = true, ["礼拜"] = true, ["禮拜"] = true }

local hits = {}

function hits.zh(match, context)
  local number = tostring(match.number)
  local value, about = wording.number(number)
  local unit = tostring(match.unit)
  if not value then
    local low, high = wording.vague(number)
    local mention = low and not match.high and not (unit == "月" and not match.of) and when.durations(low, high, time.duration_units[unit])
    if mention then mention.bound = "about" end
    return mention
  end
  -- 2024年 and 二〇二四年 are dates, and so is 3月.
  -- 机场四周 is what is around it.
  if number == "四" and (unit == "周" or unit == "週") and not match.more and AROUND:test(context:before(3)) then return nil end
  if unit == "月" and not match.of or unit == "天" and match.of and not match.half then return nil end
  if unit == "年" and value >= 1000 and not number:find "[百千万]" then return nil end
  if value == 0 then return nil end
  if value == 1 and CALENDAR[unit] and not match.whole and DEFINITE[tostring(context:before(3))] then return nil end
  if match.high then
    local low, high = wording.range(number, match.high)
    return low and when.durations(low, high, time.duration_units[unit])
  end
  return when.duration(value, time.duration_units[unit], match.more and "over" or about or wording.bound(context, zh), match.half or match.half2)
end

-- 几个月 has no value but a TIMEX3 one.
function hits.some(match)
  local code = time.duration_units[tostring(match.unit)]
  local letter = code:gsub("^T(%u).*$", "%1")
  return { kind = "duration", grain = when.duration(1, code).grain, bound = "about", timex = (code:find "^T" and "PTX" or "PX") .. letter }
end

function hits.minutes(match) return when.duration((ms.numeral(match.number)), "TM") end

function hits.hours(match) return when.duration((ms.numeral(match.number)), "TH") end

-- 个半小时 is one and a half, 五分半 five and a half minutes.
function hits.one_half(match)
  if match.unit then return when.duration(1, time.duration_units[tostring(match.unit)], nil, true) end
  return when.duration(match.number and (ms.numeral(match.number)) or 1, "TM", nil, true)
end

function hits.half(match)
  return when.duration(0, time.duration_units[tostring(match.unit)], nil, true)
end

local TO = [[\s?[-–—~～到至]\s?]]

return ms.extractor {
  name = "durations_zh",
  about = "How long, in Chinese: 两年, 三个半月, 20多天; ISO 8601 values (P2Y, P20D)",
  kinds = { "duration" },
  languages = { "zh" },
  patterns = {
    { name = "zh", pattern = zh.not_after .. "(?<number>" .. zh.number .. [[)(?<whole>整)?\s?(?<more>余|餘|多|來|来|几|幾)?\s?(?:]] .. TO .. "(?<high>" .. zh.number .. [[))?\s?(?:(?<of>[个個])(?:(?<half>半)|多)?)?(?<unit>年|[周週]年(?![期轻輕])|季度(?<=[个個]季度)|月|天|工作日|周|週|星期|礼拜|禮拜|(?<=[个個])[钟鐘](?!头|頭)|小[时時]|钟头|鐘頭|分[钟鐘]|刻[钟鐘]|秒[钟鐘]?)(?<half2>半)?(?:(?<=天)(?:[0-9]{1,2}|[一二两兩三四五六七八九十]{1,2})[晚夜])?(?![代级級周年份])(?<!年(?=[生轻輕龄齡纪紀会會]))(?<![周週](?=刊))(?<![周期拜](?=[一二三四五六日末岁天]))]] },
    { name = "some", pattern = "(?:(?<![十百千万萬亿億第零前近])[几幾数數]|(?<![十百千万萬亿億几幾余餘])多(?=年(?![轻輕级級长長龄齡生])))(?:[个個](?=[月星礼禮小钟鐘季])|(?=[年天周週小分秒]))(?<unit>年|月|天|周|週|星期|礼拜|禮拜|季度|小[时時]|钟头|鐘頭|分[钟鐘]|秒[钟鐘]?)(?![级級代前后後月])" },
    { name = "hours", pattern = "(?<=[0-9一二两三四五六七八九十]天)(?<number>[0-9]{1,2}|十?[一二两三四五六七八九]|十)[时時](?![间間代候])" },
    { name = "minutes", pattern = "(?<=小时|小時)(?<number>[0-9]{1,2}|[二三四五]?十?[一二三四五六七八九]|[二三四五]?十)分(?![钟鐘之数數制])" },
    { name = "one_half", pattern = "(?<![一二两兩三四五六七八九十0-9几幾这這那半])(?:[个個]半(?<unit>小[时時]|钟头|鐘頭|[钟鐘]|月)|(?<minute>分)半[钟鐘]?(?=[^一-龥]|就|$))|(?<number>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})(?<minute2>分)半[钟鐘]?(?=[^一-龥]|就|$)" },
    { name = "half", pattern = "(?<![上下前后一年天月两])半[个個]?(?:多)?(?<unit>年|月|天|小时|小時|钟头|鐘頭|[钟鐘](?=[^头頭]|$)|分钟)(?![代级报報])" },
  },
  hit = function(match, context) return hits[match.pattern](match, context) end,
  samples = {
    { text = "机场四周，休息了四周，一个年纪。", mentions = { { kind = "duration", text = "四周", value = "P4W" } } },
    { text = "讲了3小时20分，两个小时十五分。", mentions = { { kind = "duration", text = "3小时20分", value = "PT3H20M" }, { kind = "duration", text = "两个小时十五分", value = "PT2H15M" } } },
    { text = "6天5晚的行程，建国70周年。", mentions = { { kind = "duration", text = "6天5晚", value = "P6D" }, { kind = "duration", text = "70周年", value = "P70Y" } } },
    { text = "几十年没停过，准备了一整个月，过了几个月；多年来都这样，很多年轻人不知道。", mentions = { { kind = "duration", text = "几十年", value = "P10Y/P100Y", bound = "about" }, { kind = "duration", text = "一整个月", value = "P1M" }, { kind = "duration", text = "几个月", timex = "PXM" }, { kind = "duration", text = "多年", timex = "PXY" } } },
    { text = "两年全部落实、三年翻一番，持续了20多天。", mentions = { { kind = "duration", text = "两年", value = "P2Y" }, { kind = "duration", text = "三年", value = "P3Y" }, { kind = "duration", text = "20多天", value = "P20D", bound = "over" } } },
    { text = "三个月，两个半小时，半年，5分钟，两年半。", mentions = { { kind = "duration", text = "三个月", value = "P3M" }, { kind = "duration", text = "两个半小时", value = "PT2.5H" }, { kind = "duration", text = "半年", value = "P6M" },
      { kind = "duration", text = "5分钟", value = "PT5M" }, { kind = "duration", text = "两年半", value = "P2.5Y" } } },
    { text = "修了两年零三个月，一年三个月又20天，住3到5天，讲了27分钟7秒。", mentions = { { kind = "duration", text = "两年零三个月", value = "P2Y3M" }, { kind = "duration", text = "一年三个月又20天", value = "P1Y3M20D" }, { kind = "duration", text = "3到5天", value = "P3D/P5D" }, { kind = "duration", text = "27分钟7秒", value = "PT27M7S" } } },
    { text = "还剩8天20时，一年多三个月又20天，两天又一个月，十二个钟，五分半钟，個半小時，五个工作日。", mentions = { { kind = "duration", text = "8天20时", value = "P8DT20H" }, { kind = "duration", text = "一年多三个月又20天", value = "P1Y3M20D" }, { kind = "duration", text = "两天又一个月", value = "P1M2D" }, { kind = "duration", text = "十二个钟", value = "PT12H" }, { kind = "duration", text = "五分半钟", value = "PT5.5M" }, { kind = "duration", text = "個半小時", value = "PT1.5H" }, { kind = "duration", text = "五个工作日", value = "P5D" } } },
    { text = "每期一周两个小时。", mentions = { { kind = "duration", text = "一周", value = "P1W" }, { kind = "duration", text = "两个小时", value = "PT2H" } } },
    { text = "2024年，有一天，80年代，周三，三年级。", mentions = {} },
    { text = "住了四五天，又过了两三个月。", mentions = { { kind = "duration", text = "四五天", value = "P4D", bound = "about" }, { kind = "duration", text = "两三个月", value = "P2M", bound = "about" } } },
  },
}
