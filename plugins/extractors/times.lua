-- Times of day and what comes again, in English and by the clock: 15:30, "at 3 pm", "half past six"; "every other Friday". A
-- time is "T15:30". The Chinese ones are in times_zh.lua.
local ms = require "moonscribe"
local when = require "moonscribe.when"
local en = ms.grammar "en"

local function number(text) return text and (ms.numeral(text)) or nil end

local hits = {}

function hits.clock(match)
  local half = match.half and tostring(match.half):lower():sub(1, 1)
  local function read(hour, minute)
    local clock = { hour = number(hour), minute = number(minute) }
    if clock.hour > 24 then return nil end
    if half == "p" and clock.hour < 12 then clock.hour = clock.hour + 12 elseif half == "a" and clock.hour == 12 then clock.hour = 0 end
    return clock
  end
  local from = read(match.h, match.m)
  if not match.h2 then return from and when.date(from) end
  local to = read(match.h2, match.m2)
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
local TO = [[\s?(?:[-–—~～到至]|to)\s?]]

return ms.extractor {
  name = "times",
  about = "Times of day and recurring ones: 15:30, 3 pm, every Friday",
  kinds = { "time", "set" },
  patterns = {
    { name = "clock", pattern = [[(?<![0-9:.：/[])(?<h>[01]?[0-9]|2[0-4])[:：](?<m>[0-5][0-9])(?![0-9:：])(?:]] .. TO .. [[(?<h2>[01]?[0-9]|2[0-4])[:：](?<m2>[0-5][0-9])(?![0-9:：]))?(?: ?(?<half>]] .. HALF_DAY .. "))?" },
    { name = "half_day", pattern = [[(?<![0-9:.$])(?:(?<low>[0-9]{1,2})(?::(?<m>[0-5][0-9]))?(?: ?[-–] ?| to )(?![0-9]{1,2}:))?(?<h>[0-9]{1,2}) ?(?<half>]] .. HALF_DAY .. ")" },
    { name = "spoken", pattern = [[(?<![A-Za-z0-9])(?<hour>]] .. SPOKEN_HOUR .. [[) ?o['’]?clock\b(?: (?:in the (?<time>morning|afternoon|evening)|at (?<time2>night)))?]] },
    { name = "spoken", pattern = [[\b(?<past>[Hh]alf(?= past)|(?:[Aa] )?[Qq]uarter|(?:five|ten|twenty|twenty-five)(?: minutes)?(?= past)) (?:past|(?<before>to)) (?<hour>]] .. SPOKEN_HOUR .. ")\\b(?: ?(?<half>" .. HALF_DAY .. "))?" },
    { name = "spoken", pattern = [[\b(?<hour>]] .. WORD_HOUR .. [[)(?:[ -](?<minute>(?:twenty|thirty|forty|fifty)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|ten|fifteen))? (?<half>]] .. HALF_DAY .. ")" },
    { name = "named", pattern = [[\b(?:noon|midnight)\b]] },
    { name = "en_every", pattern = [[\b[Ee](?:very|ach) (?:(?<count>other|two|three|four|five|six|ten|[0-9]+) )?(?<unit>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|years?|months?|weeks?|days?|hours?|minutes?)\b]] },
  },
  hit = function(match, context) return hits[match.pattern](match, context) end,
  samples = {
    { text = "At eight o'clock in the evening, half past six, quarter to nine, seven thirty pm, 3-8pm and 11 to 2 p.m.", mentions = { { kind = "time", text = "eight o'clock in the evening", value = "T20" }, { kind = "time", text = "half past six", value = "T06:30" }, { kind = "time", text = "quarter to nine", value = "T08:45" }, { kind = "time", text = "seven thirty pm", value = "T19:30" }, { kind = "time", text = "3-8pm", value = "T15/T20" }, { kind = "time", text = "11 to 2 p.m.", value = "T11/T14" } } },
    { text = "Five to ten people, half to two thirds.", mentions = {} },
    { text = "Every Monday morning.", mentions = { { kind = "set", text = "Every Monday" } } },
    { text = "[22:12] And then.", mentions = {} },
    { text = "We met at 15:30, then at 3 pm, every other Friday.", mentions = { { kind = "time", text = "15:30", value = "T15:30" }, { kind = "time", text = "3 pm", value = "T15" }, { kind = "set", text = "every other Friday", value = "P2W", timex = "XXXX-WXX-5" } } },
  },
}
