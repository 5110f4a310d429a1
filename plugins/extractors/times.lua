-- Times of day and what comes again: 下午三点半, 15:30, "at 3 pm"; 每周一, "every other Friday". A time is "T15:30". 零点五 and
-- 三点建议 are none.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local when = require "moonscribe.when"
local zh, en = ms.grammar "zh", ms.grammar "en"

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
  local half = match.half and tostring(match.half):lower():sub(1, 1)
  local function read(part, hour, minute)
    local clock = clock_of(part, hour, minute)
    if not clock then return nil end
    if half == "p" and clock.hour < 12 then clock.hour = clock.hour + 12 elseif half == "a" and clock.hour == 12 then clock.hour = 0 end
    return clock
  end
  local part = match.part and tostring(match.part)
  local from = read(part, match.h, match.m)
  if not match.h2 then return from and when.date(from) end
  local to = read(match.part2 and tostring(match.part2) or part, match.h2, match.m2)
  return from and to and when.range(from, to)
end

-- The hour of 24 by "am", "pm" or "in the evening"; without one, as it is said.
local function english_clock(hour, minute, half)
  if not hour or hour > 24 or minute and (minute < 0 or minute > 59) then return nil end
  local is_afternoon = half and (half:find "^p" or half == "afternoon" or half == "evening" or half == "night")
  if half and hour > 12 then return nil end
  if half == "night" and hour == 12 then return { hour = 0, minute = minute } end
  if is_afternoon and hour < 12 then hour = hour + 12 elseif half and half:find "^a" and half ~= "afternoon" and hour == 12 then hour = 0 end
  return { hour = hour, minute = minute }
end

local function half_of(match)
  return match.half and tostring(match.half):lower() or (match.time or match.time2) and tostring(match.time or match.time2):lower() or nil
end

function hits.half_day(match)
  local half = half_of(match)
  local to = english_clock(number(match.h), nil, half)
  if not to or number(match.h) == 0 then return nil end
  if not match.low then return when.date(to) end
  -- "from 11 to 2 pm" begins in the morning.
  local low = number(match.low)
  local from = english_clock(low, number(match.m), low % 12 > number(match.h) % 12 and "am" or half)
  return from and when.range(from, to)
end

-- eight o'clock, half past eight, quarter to nine, seven thirty pm
function hits.spoken(match)
  local hour, minute = number(match.hour), match.minute and number(match.minute) or nil
  if match.past then
    local word = tostring(match.past):lower()
    minute = word:find "half" and 30 or word:find "quarter" and 15 or number(word)
    if match.before then minute, hour = minute and 60 - minute, hour and (hour + 22) % 12 + 1 end
  end
  local clock = english_clock(hour, minute, half_of(match))
  return clock and clock.hour <= 12 + (half_of(match) and 12 or 0) and when.date(clock)
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

local HALF_DAY = [[[AaPp]\.? ?[Mm]\b\.?]]
local WORD_HOUR = "[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve"
local SPOKEN_HOUR = "(?:" .. WORD_HOUR .. "|[0-9]{1,2})"
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
  name = "times",
  about = "Times of day and recurring ones: 下午三点半, 15:30, 3 pm, 每周一, every Friday",
  kinds = { "time", "set" },
  patterns = {
    { name = "zh", pattern = "(?:(?<part>" .. DAY_PART .. [[)的?\s?|(?<![0-9一二三四五六七八九十百千两第.]))(?<h>]] .. HOUR .. [[)\s?(?:(?:(?<point>[点點])(?!半?[个個])(?<clock>[钟鐘])?|[时時](?=[0-9一二三四五六七八九十]{1,3}分|半|整|许|左右))(?:(?<rest>]] .. REST_WORDS .. ")|" .. MINUTE .. ")?|(?=" .. TO .. HOUR .. "\\s?[点點时時]))(?:" .. TO .. "(?:(?<part2>" .. DAY_PART .. [[)的?\s?)?(?<h2>]] .. HOUR .. [[)\s?[点點时時][钟鐘]?(?:(?<rest2>]] .. REST_WORDS .. ")|" .. (MINUTE:gsub("<m>", "<m2>")) .. ")?)?" },
    { name = "clock", pattern = "(?:(?<part>" .. DAY_PART .. [[)的?\s?)?(?<![0-9:.：/[])(?<h>[01]?[0-9]|2[0-4])[:：](?<m>[0-5][0-9])(?![0-9:：])(?:]] .. TO .. "(?:(?<part2>" .. DAY_PART .. [[)的?\s?)?(?<h2>[01]?[0-9]|2[0-4])[:：](?<m2>[0-5][0-9])(?![0-9:：]))?(?: ?(?<half>]] .. HALF_DAY .. "))?" },
    { name = "half_day", pattern = [[(?<![0-9:.$])(?:(?<low>[0-9]{1,2})(?::(?<m>[0-5][0-9]))?(?: ?[-–] ?| to )(?![0-9]{1,2}:))?(?<h>[0-9]{1,2}) ?(?<half>]] .. HALF_DAY .. ")" },
    { name = "spoken", pattern = [[(?<![A-Za-z0-9])(?<hour>]] .. SPOKEN_HOUR .. [[) ?o['’]?clock\b(?: (?:in the (?<time>morning|afternoon|evening)|at (?<time2>night)))?]] },
    { name = "spoken", pattern = [[\b(?<past>[Hh]alf(?= past)|(?:[Aa] )?[Qq]uarter|(?:five|ten|twenty|twenty-five)(?: minutes)?(?= past)) (?:past|(?<before>to)) (?<hour>]] .. SPOKEN_HOUR .. ")\\b(?: ?(?<half>" .. HALF_DAY .. "))?" },
    { name = "spoken", pattern = [[\b(?<hour>]] .. WORD_HOUR .. [[)(?:[ -](?<minute>(?:twenty|thirty|forty|fifty)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|ten|fifteen))? (?<half>]] .. HALF_DAY .. ")" },
    { name = "named", pattern = [[\b(?:noon|midnight)\b]] },
    { name = "every", pattern = "每(?:[个個一])?(?:(?:周|星期|礼拜)(?<weekday>[一二三四五六日天])|(?<unit>年|个月|月|周|星期|天|日|小时|季度|分钟))" },
    { name = "en_every", pattern = [[\b[Ee](?:very|ach) (?:(?<count>other|two|three|four|five|six|ten|[0-9]+) )?(?<unit>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|years?|months?|weeks?|days?|hours?|minutes?)\b]] },
  },
  hit = function(match, context) return hits[match.pattern](match, context) end,
  samples = {
    { text = "晚上9:30到凌晨3:00，下午五点到六点，15号晚八点，大约十点，凌晨四到六点。", mentions = { { kind = "time", text = "晚上9:30到凌晨3:00", value = "T21:30/T03:00" }, { kind = "time", text = "下午五点到六点", value = "T17/T18" }, { kind = "time", text = "晚八点", value = "T20" }, { kind = "time", text = "十点", value = "T10" }, { kind = "time", text = "凌晨四到六点", value = "T04/T06" } } },
    { text = "At eight o'clock in the evening, half past six, quarter to nine, seven thirty pm, 3-8pm and 11 to 2 p.m.", mentions = { { kind = "time", text = "eight o'clock in the evening", value = "T20" }, { kind = "time", text = "half past six", value = "T06:30" }, { kind = "time", text = "quarter to nine", value = "T08:45" }, { kind = "time", text = "seven thirty pm", value = "T19:30" }, { kind = "time", text = "3-8pm", value = "T15/T20" }, { kind = "time", text = "11 to 2 p.m.", value = "T11/T14" } } },
    { text = "Five to ten people, half to two thirds.", mentions = {} },
    { text = "今天早一点来，有一点累，每天一点一点地学。", mentions = { { kind = "set", text = "每天" } } },
    { text = "Every Monday morning.", mentions = { { kind = "set", text = "Every Monday" } } },
    { text = "讲了三点，两点建议，三到五点建议。", mentions = {} },
    { text = "下午三点半开始，8点钟到，晚上9点20分结束。", mentions = { { kind = "time", text = "下午三点半", value = "T15:30" }, { kind = "time", text = "8点钟", value = "T08" }, { kind = "time", text = "晚上9点20分", value = "T21:20" } } },
    { text = "[22:12] And then.", mentions = {} },
    { text = "零点五，三点建议，增长3点5个百分点。", mentions = {} },
    { text = "每周一开会，每年一次。", mentions = { { kind = "set", text = "每周一", value = "P1W", timex = "XXXX-WXX-1" }, { kind = "set", text = "每年", value = "P1Y" } } },
    { text = "We met at 15:30, then at 3 pm, every other Friday.", mentions = { { kind = "time", text = "15:30", value = "T15:30" }, { kind = "time", text = "3 pm", value = "T15" }, { kind = "set", text = "every other Friday", value = "P2W", timex = "XXXX-WXX-5" } } },
  },
}
