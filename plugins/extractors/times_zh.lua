-- Chinese times of day and what comes again: 下午三点半, 晚上9:30, 凌晨四到六点; 每周一, 每年. A time is "T15:30". 零点五 and
-- 三点建议 are none.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local when = require "moonscribe.when"
local zh = ms.grammar "zh_time"

local function number(text) return text and (ms.numeral(text)) or nil end

local REST = { ["半"] = 30, ["一刻"] = 15, ["三刻"] = 45, ["两刻"] = 30, ["整"] = 0 }
-- Words directly before that show a bare 八点 to be a time of day and no number of points.
local CUE = ms.regex "(?:[日号號天]|[周期拜][一二三四五六日天]|大约|大約|差不多|大概)的?\\s?$"

-- The hour of a clock of 24 that a part of the day makes of a spoken one.
local function full_hour(hour, part)
  local add = part and zh.day_parts[part] or 0
  local is_night = part == "午夜" or part == "半夜" or part == "深夜" or part == "凌晨" or part == "夜里"
  if is_night and (hour == 12 or hour < 6) then return hour % 12 end
  if add == 12 and hour < 12 and not (part == "中午" and hour >= 10) then return hour + 12 end
  return hour
end

local function clock_of(part, hour, minute, rest)
  hour = number(hour)
  minute = rest and REST[tostring(rest)] or number(minute)
  if not hour or hour > 24 or (minute or 0) > 59 then return nil end
  return { hour = full_hour(hour, part), minute = minute }
end

local hits = {}

function hits.zh(match, context)
  local part = match.part and tostring(match.part)
  local is_sure = part or match.m or match.rest or match.clock or (match.h2 and match.point)
  if not is_sure and (match.h:is "一" or not CUE:test(context:before(12))) then return nil end
  local from = clock_of(part, match.h, match.m, match.rest)
  if not from or not match.h2 then return from and when.date(from) end
  local part2 = match.part2 and tostring(match.part2)
  local to = clock_of(part2 or part, match.h2, match.m2, match.rest2)
  return to and when.range(from, to)
end

function hits.clock(match)
  local part = tostring(match.part)
  local from = clock_of(part, match.h, match.m)
  if not match.h2 then return from and when.date(from) end
  local to = clock_of(match.part2 and tostring(match.part2) or part, match.h2, match.m2)
  return from and to and when.range(from, to)
end

local UNITS = { ["年"] = "P1Y", ["月"] = "P1M", ["个月"] = "P1M", ["周"] = "P1W", ["星期"] = "P1W", ["天"] = "P1D", ["日"] = "P1D", ["小时"] = "PT1H", ["季度"] = "P3M", ["分钟"] = "PT1M" }

function hits.every(match)
  if match.weekday then return { kind = "set", value = "P1W", timex = "XXXX-WXX-" .. zh.weekdays[tostring(match.weekday)] } end
  return { kind = "set", value = UNITS[tostring(match.unit)] }
end

local HOUR = "(?:[0-9]{1,2}|十[一二三四五六七八九]|二十[一二三四]?|十|[零一二两三四五六七八九])"
local MINUTE = [[(?<m>[0-5]?[0-9]|[二三四五]?十[一二三四五六七八九]?|[零〇][一二三四五六七八九])(?:分(?!之)|(?![0-9零一二三四五六七八九十个個万亿%条年月]))]]
local REST_WORDS = "半|一刻|两刻|三刻|整"
local TO = [[\s?(?:[-–—~～到至]|to)\s?]]

-- 早 and 晚 are parts of a day only behind one: 15号晚八点.
local parts = {}
for part in pairs(zh.day_parts) do
  if part ~= "早" and part ~= "晚" then parts[#parts + 1] = part end
end
local DAY_PART = "(?:" .. wording.any(parts) .. "|(?<=[日号號天])[早晚](?!一[点點]))"

return ms.extractor {
  name = "times_zh",
  about = "Chinese times of day and recurring ones: 下午三点半, 晚上9:30, 每周一",
  kinds = { "time", "set" },
  languages = { "zh" },
  patterns = {
    { name = "zh", pattern = "(?:(?<part>" .. DAY_PART .. [[)的?\s?|(?<![0-9一二三四五六七八九十百千两第.]))(?<h>]] .. HOUR .. [[)\s?(?:(?:(?<point>[点點])(?!半?[个個])(?<clock>[钟鐘])?|[时時](?=[0-9一二三四五六七八九十]{1,3}分|半|整|许|左右))(?:(?<rest>]] .. REST_WORDS .. ")|" .. MINUTE .. ")?|(?=" .. TO .. HOUR .. "\\s?[点點时時]))(?:" .. TO .. "(?:(?<part2>" .. DAY_PART .. [[)的?\s?)?(?<h2>]] .. HOUR .. [[)\s?[点點时時][钟鐘]?(?:(?<rest2>]] .. REST_WORDS .. ")|" .. (MINUTE:gsub("<m>", "<m2>")) .. ")?)?" },
    { name = "clock", pattern = "(?<part>" .. DAY_PART .. [[)的?\s?(?<h>[01]?[0-9]|2[0-4])[:：](?<m>[0-5][0-9])(?![0-9:：])(?:]] .. TO .. "(?:(?<part2>" .. DAY_PART .. [[)的?\s?)?(?<h2>[01]?[0-9]|2[0-4])[:：](?<m2>[0-5][0-9])(?![0-9:：]))?]] },
    { name = "every", pattern = "每(?:[个個一])?(?:(?:周|星期|礼拜)(?<weekday>[一二三四五六日天])|(?<unit>年|个月|月|周|星期|天|日|小时|季度|分钟))" },
  },
  hit = function(match, context) return hits[match.pattern](match, context) end,
  samples = {
    { text = "晚上9:30到凌晨3:00，下午五点到六点，15号晚八点，大约十点，凌晨四到六点。", mentions = { { kind = "time", text = "晚上9:30到凌晨3:00", value = "T21:30/T03:00" }, { kind = "time", text = "下午五点到六点", value = "T17/T18" }, { kind = "time", text = "晚八点", value = "T20" }, { kind = "time", text = "十点", value = "T10" }, { kind = "time", text = "凌晨四到六点", value = "T04/T06" } } },
    { text = "今天早一点来，有一点累，每天一点一点地学。", mentions = { { kind = "set", text = "每天" } } },
    { text = "讲了三点，两点建议，三到五点建议。", mentions = {} },
    { text = "下午三点半开始，8点钟到，晚上9点20分结束。", mentions = { { kind = "time", text = "下午三点半", value = "T15:30" }, { kind = "time", text = "8点钟", value = "T08" }, { kind = "time", text = "晚上9点20分", value = "T21:20" } } },
    { text = "零点五，三点建议，增长3点5个百分点。", mentions = {} },
    { text = "每周一开会，每年一次。", mentions = { { kind = "set", text = "每周一", value = "P1W", timex = "XXXX-WXX-1" }, { kind = "set", text = "每年", value = "P1Y" } } },
  },
}
