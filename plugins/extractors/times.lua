-- Times of day and what comes again: 下午三点半, 15:30, "at 3 pm"; 每周一, "every other Friday". A time is "T15:30". 零点五 and
-- 三点建议 are none.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local when = require "moonscribe.when"
local zh, en = ms.grammar "zh", ms.grammar "en"

local function number(text) return text and (ms.numeral(text)) or nil end

local hits = {}

function hits.zh(match)
  local hour, minute = number(match.h), number(match.m)
  if match.rest then minute = ({ ["半"] = 30, ["一刻"] = 15, ["三刻"] = 45, ["整"] = 0 })[tostring(match.rest)] end
  local part = match.part and tostring(match.part)
  if not part and not match.m and not match.rest and not match.clock then return nil end
  if hour > 24 or (minute or 0) > 59 then return nil end
  local add = part and zh.day_parts[part] or 0
  if add == 12 and hour < 12 and not (part == "中午" and hour >= 10) then hour = hour + 12 end
  return when.date { hour = hour, minute = minute }
end

function hits.clock(match)
  local hour, minute = number(match.h), number(match.m)
  local half = match.half and tostring(match.half):lower():sub(1, 1)
  if half == "p" and hour < 12 then hour = hour + 12 elseif half == "a" and hour == 12 then hour = 0 end
  return when.date { hour = hour, minute = minute }
end

function hits.half_day(match)
  local hour = number(match.h)
  if hour > 12 or hour == 0 then return nil end
  local is_afternoon = tostring(match.half):lower():sub(1, 1) == "p"
  return when.date { hour = hour % 12 + (is_afternoon and 12 or 0) }
end

function hits.named(match)
  return when.date { hour = tostring(match[0]):lower() == "noon" and 12 or 0 }
end

local UNITS = { ["年"] = "P1Y", ["月"] = "P1M", ["个月"] = "P1M", ["周"] = "P1W", ["星期"] = "P1W", ["天"] = "P1D", ["日"] = "P1D", ["小时"] = "PT1H", ["季度"] = "P3M", ["分钟"] = "PT1M" }

function hits.every(match)
  if match.weekday then return { kind = "set", value = "P1W", timex = "XXXX-WXX-" .. zh.weekdays[tostring(match.weekday)] } end
  return { kind = "set", value = UNITS[tostring(match.unit)] }
end

function hits.en_every(match)
  local count, unit = 1, tostring(match.unit):lower()
  if match.count then count = match.count:is "other" and 2 or number(match.count) end
  local weekday = en.weekdays[unit:sub(1, 3)]
  if unit:find "day$" and weekday then return { kind = "set", value = ("P%dW"):format(count), timex = "XXXX-WXX-" .. weekday } end
  local code = en.duration_units[(unit:gsub("s$", ""))]
  if not code or #code > 2 then return nil end
  return { kind = "set", value = (#code == 2 and "PT%d%s" or "P%d%s"):format(count, code:sub(-1)) }
end

return ms.extractor {
  name = "times",
  about = "Times of day and recurring ones: 下午三点半, 15:30, 3 pm, 每周一, every Friday",
  kinds = { "time", "set" },
  patterns = {
    { name = "zh", pattern = "(?:(?<part>" .. wording.any(zh.day_parts) .. [[)的?|(?<![0-9一二三四五六七八九十百千两第.]))(?<h>[0-9]{1,2}|十[一-九]|二十[一-四]?|十|[零一二两三四五六七八九])\s?(?:[点點](?<clock>[钟鐘])?|时(?=[0-9一二三四五六七八九十]{1,3}分))(?:(?<rest>半|一刻|三刻|整)|(?<m>[0-5]?[0-9]|[二三四五]?十[一-九]?|零[一-九])(?:分(?!之)|(?![0-9零一二三四五六七八九十个個万亿%条年月])))?]] },
    { name = "clock", pattern = [[(?<![0-9:.：/[])(?<h>[01]?[0-9]|2[0-4])[:：](?<m>[0-5][0-9])(?![0-9:：])(?: ?(?<half>[AaPp]\.?[Mm]\b\.?))?]] },
    { name = "half_day", pattern = [[(?<![0-9:.$])(?<h>[0-9]{1,2}) ?(?<half>[AaPp]\.?[Mm]\b\.?)]] },
    { name = "named", pattern = [[\b(?:noon|midnight)\b]] },
    { name = "every", pattern = "每(?:[个個一])?(?:(?:周|星期|礼拜)(?<weekday>[一二三四五六日天])|(?<unit>年|个月|月|周|星期|天|日|小时|季度|分钟))" },
    { name = "en_every", pattern = [[\b[Ee](?:very|ach) (?:(?<count>other|two|three|four|five|six|ten|[0-9]+) )?(?<unit>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|years?|months?|weeks?|days?|hours?|minutes?)\b]] },
  },
  hit = function(match, context) return hits[match.pattern](match, context) end,
  samples = {
    { text = "下午三点半开始，8点钟到，晚上9点20分结束。", mentions = { { kind = "time", text = "下午三点半", value = "T15:30" }, { kind = "time", text = "8点钟", value = "T08" }, { kind = "time", text = "晚上9点20分", value = "T21:20" } } },
    { text = "[22:12] And then.", mentions = {} },
    { text = "零点五，三点建议，增长3点5个百分点。", mentions = {} },
    { text = "每周一开会，每年一次。", mentions = { { kind = "set", text = "每周一", value = "P1W", timex = "XXXX-WXX-1" }, { kind = "set", text = "每年", value = "P1Y" } } },
    { text = "We met at 15:30, then at 3 pm, every other Friday.", mentions = { { kind = "time", text = "15:30", value = "T15:30" }, { kind = "time", text = "3 pm", value = "T15" }, { kind = "set", text = "every other Friday", value = "P2W", timex = "XXXX-WXX-5" } } },
  },
}
