-- How long: 两年 is P2Y, 三个半月 P3.5M, "two and a half hours" PT2.5H; ages are no durations. 有一天 and 这一年 are days and
-- years, not times that pass.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local zh, en = ms.grammar "zh", ms.grammar "en"

local function iso(value, code)
  local letter, factor = code:match "^(%u+)(%d*)$"
  if factor ~= "" then value = value * math.tointeger(tonumber(factor)) end
  local shown = math.type(value) == "float" and value == math.floor(value) and math.tointeger(value) or value
  if letter:sub(1, 1) == "T" then return ("PT%s%s"):format(shown, letter:sub(2)) end
  return ("P%s%s"):format(shown, letter)
end

-- Half a unit has a name of its own, where there is a smaller one that fits.
local HALF = { Y = "P6M", TH = "PT30M", TM = "PT30S", D = "PT12H" }
local BIG = { Y = "year", M = "month", W = "week", D = "day", TH = "hour", TM = "minute", TS = "second" }

local function mention(value, code, bound, is_half)
  if not code then return nil end
  if is_half and value == 0 and HALF[code] then return { kind = "duration", value = HALF[code], grain = BIG[code], bound = bound } end
  if is_half then value = value + 0.5 end
  return { kind = "duration", value = iso(value, code), grain = BIG[code:match "^%u+"], bound = bound }
end

local function range(low, high, code)
  return code and { kind = "duration", value = iso(low, code) .. "/" .. iso(high, code), grain = BIG[code:match "^%u+"] }
end

local DEFINITE = { ["有"] = true, ["那"] = true, ["这"] = true, ["這"] = true, ["每"] = true, ["同"] = true, ["某"] = true, ["哪"] = true, ["上"] = true, ["下"] = true }

local hits = {}

function hits.zh(match, context)
  local number = tostring(match.number)
  local value, about = wording.number(number)
  local unit = tostring(match.unit)
  if not value then return nil end
  -- 2024年 and 二〇二四年 are dates, and so is 3月.
  if unit == "月" and not match.of then return nil end
  if unit == "年" and value >= 1000 and not number:find "[百千万]" then return nil end
  if value == 1 and DEFINITE[tostring(context:before(3))] then return nil end
  if match.high then
    local low, high = wording.range(number, match.high)
    return low and range(low, high, zh.duration_units[unit])
  end
  return mention(value, zh.duration_units[unit], match.more and "over" or about or wording.bound(context, zh), match.half or match.half2)
end

function hits.half(match)
  return mention(0, zh.duration_units[tostring(match.unit)], nil, true)
end

function hits.en(match, context)
  local value = wording.number(tostring(match.low or match.number))
  if not value or value == 0 then return nil end
  if match.dash then
    local high = wording.number(tostring(match.number))
    return high and value < high and range(value, high, en.duration_units[(tostring(match.unit):lower():gsub("s$", ""))])
  end
  return mention(value, en.duration_units[(tostring(match.unit):lower():gsub("s$", ""))], match.low and "about" or wording.bound(context, en), match.half)
end

function hits.en_half(match)
  return mention(0, en.duration_units[tostring(match.unit):lower()], nil, true)
end

function hits.en_one(match)
  return mention(1, en.duration_units[tostring(match.unit):lower()], nil, match.half)
end

local TO = [[\s?[-–—~～到至]\s?]]

return ms.extractor {
  name = "durations",
  about = "How long: 两年, 三个半月, 20多天, ten years, half an hour; ISO 8601 values (P2Y, PT30M)",
  kinds = { "duration" },
  patterns = {
    { name = "zh", pattern = zh.not_after .. "(?<number>" .. zh.number .. [[)\s?(?<more>余|多|來|来)?\s?(?:]] .. TO .. "(?<high>" .. zh.number .. [[))?\s?(?:(?<of>[个個])(?:(?<half>半)|多)?)?(?<unit>年|月|天|周|週|星期|礼拜|禮拜|小[时時]|钟头|鐘頭|分[钟鐘]|刻[钟鐘]|秒[钟鐘]?)(?<half2>半)?(?![代级級周年])(?<![周期拜](?=[一二三四五六日末岁天]))]] },
    { name = "half", pattern = "(?<![上下前后一年天月两])半[个個]?(?:多)?(?<unit>年|月|天|小时|小時|钟头|鐘頭|分钟)(?![代级])" },
    { name = "en", pattern = en.not_after .. "(?:(?<low>" .. en.number .. ")(?: or |(?<dash> to |(?<=[0-9]) ?[-–] ?)))?(?<number>" .. en.number .. [[)(?<half> and a half)?[ -](?<unit>years?|months?|weeks?|fortnights?|days?|hours?|minutes?|seconds?|mins?|hrs?|secs?|decades?|centur(?:y|ies))\b(?<!y second)(?![ -]olds?\b| of age)]] },
    { name = "en_half", pattern = [[\b[Hh]alf (?:an? )?(?<unit>year|month|day|hour|minute|decade|century)\b]] },
    { name = "en_one", pattern = [[\b[Aa]n? (?<unit>year|month|week|day|hour|minute|decade|century)(?<half> and a half)\b]] },
  },
  hit = function(match, context) return hits[match.pattern](match, context) end,
  samples = {
    { text = "两年全部落实、三年翻一番，持续了20多天。", mentions = { { kind = "duration", text = "两年", value = "P2Y" }, { kind = "duration", text = "三年", value = "P3Y" }, { kind = "duration", text = "20多天", value = "P20D", bound = "over" } } },
    { text = "三个月，两个半小时，半年，5分钟，两年半。", mentions = { { kind = "duration", text = "三个月", value = "P3M" }, { kind = "duration", text = "两个半小时", value = "PT2.5H" }, { kind = "duration", text = "半年", value = "P6M" },
      { kind = "duration", text = "5分钟", value = "PT5M" }, { kind = "duration", text = "两年半", value = "P2.5Y" } } },
    { text = "修了两年零三个月，一年三个月又20天，住3到5天，讲了27分钟7秒。", mentions = { { kind = "duration", text = "两年零三个月", value = "P2Y3M" }, { kind = "duration", text = "一年三个月又20天", value = "P1Y3M20D" }, { kind = "duration", text = "3到5天", value = "P3D/P5D" }, { kind = "duration", text = "27分钟7秒", value = "PT27M7S" } } },
    { text = "It took one hour and 45 minutes, then two years, three months and ten days; five to ten minutes each, or two or three weeks.", mentions = { { kind = "duration", text = "one hour and 45 minutes", value = "PT1H45M" }, { kind = "duration", text = "two years, three months and ten days", value = "P2Y3M10D" }, { kind = "duration", text = "five to ten minutes", value = "PT5M/PT10M" }, { kind = "duration", text = "two or three weeks", value = "P2W", bound = "about" } } },
    { text = "每期一周两个小时。", mentions = { { kind = "duration", text = "一周", value = "P1W" }, { kind = "duration", text = "两个小时", value = "PT2H" } } },
    { text = "2024年，有一天，80年代，周三，三年级。", mentions = {} },
    { text = "It took ten years, two and a half hours and half a day.", mentions = { { kind = "duration", text = "ten years", value = "P10Y" }, { kind = "duration", text = "two and a half hours", value = "PT2.5H" }, { kind = "duration", text = "half a day", value = "PT12H" } } },
    { text = "住了四五天，又过了两三个月。", mentions = { { kind = "duration", text = "四五天", value = "P4D", bound = "about" }, { kind = "duration", text = "两三个月", value = "P2M", bound = "about" } } },
    { text = "We used to cancel four or five days a year.", mentions = { { kind = "duration", text = "four or five days", value = "P4D", bound = "about" } } },
    { text = "A 3-day workshop for a ten-year-old.", mentions = { { kind = "duration", text = "3-day", value = "P3D" } } },
  },
}
