-- Times of day in English: 3 pm, half past eight, 15:30, from nine to five, in the morning. Rules
-- for moonscribe.english. A Time has `hour`, `minute`, `second`, and `is_sure` where it is known
-- which half of the day is meant; a stretch of times has the second in `b`; a part of a day alone
-- has only `part`.
local moments = require "moonscribe.moments"

local clock = require "moonscribe.english_clock_tools"
local in_half, in_part, clock_range = clock.in_half, clock.in_part, clock.range

return function(add)
  add("Hour", "Int", function(_, n) return n <= 24 and { hour = n } or nil end)
  add("Minutes", "Int", function(_, n) return n < 60 and n or nil end)
  add("Time", "Int ish", function(_, n) return n <= 12 and { hour = n, weak = "dot" } or nil end)

  add("Hour", "Hour ish")
  add("HourMinute", "HourMinute ish")
  add("Time", "Time ish", function(_, time) return time.hour and time or nil end)
  -- 15h: a time only beside another time.
  add("HourMark", "Int h", function(_, n) return n <= 24 and { hour = n, is_sure = true } or nil end)

  add("Time", "Hour .? Half", function(_, time, half) return in_half(time, half) end)
  add("Time", "Hour in the Half", function(_, time, half) return in_half(time, half) end)
  add("Time", "HourMinute Half", function(_, time, half) return in_half(time, half) end)
  add("Time", "DotTime Half", function(_, time, half) return in_half(time, half) end)
  add("Time", "at DotTime", function(_, time) return moments.with(time, { skip = 1, weak = "dot" }) end)
  add("Time", "Time Half", function(_, time, half)
    return not time.is_sure and not time.b and not time.part and in_half(time, half) or nil
  end)
  add("Time", "Hour .? oclock|o'clock")
  add("Time", "Hour o clock")
  add("OClock", "Hour .? oclock|o'clock")
  add("Time", "OClock Half", function(_, time, half) return in_half(time, half) end)
  -- seven thirty, four twenty-three
  add("WordTime", "Small Small", function(_, hour, minute)
    return hour <= 12 and minute >= 10 and minute < 60 and { hour = hour, minute = minute } or nil
  end)
  add("WordTime", "Small oh|o|ou N1", function(_, hour, minute)
    return hour <= 12 and { hour = hour, minute = minute } or nil
  end)
  add("Time", "WordTime", function(_, time) return moments.with(time, { weak = "spoken" }) end)
  add("Time", "at HourMinute hours", function(_, time) return moments.with(time, { skip = 1, is_sure = true }) end)
  add("Time", "at Small N1", function(_, hour, minute)
    return hour <= 12 and { hour = hour, minute = minute, skip = 1, weak = "spoken" } or nil
  end)
  add("Time", "WordTime minutes")
  add("Time", "WordTime Half", function(_, time, half) return in_half(time, half) end)
  -- half past eight, twenty to nine
  add("Past", "half|thirty", function() return 30 end)
  add("Past", "a? quarter", function() return 15 end)
  add("Past", "three quarters", function() return 45 end)
  add("Past", "Minutes minutes|minute|mins|min?")
  local function past(_, minutes, time) return not time.minute and not time.b and time.hour and moments.with(time, { minute = minutes, weak = false }) or nil end
  local function to(_, minutes, time)
    if time.part then return nil end
    if time.minute or time.b or not time.hour or minutes > 45 then return nil end
    local hour = (time.hour + 23) % 24
    if time.hour <= 12 and not time.is_sure then hour = (time.hour + 10) % 12 + 1 end
    return moments.with(time, { hour = hour, minute = 60 - minutes, weak = "counted" })
  end
  add("Time", "Past past|after Hour|Time", past)
  add("QuarterTo", "a? quarter", function() return 15 end)
  add("QuarterTo", "Int minutes|minute|mins|min", function(_, n) return n < 60 and n or nil end)
  add("Time", "QuarterTo to|till|before|of Hour|Time", to)
  add("Time", "Minutes to|till Hour Half", function(env, minutes, hour, half)
    local time = in_half(hour, half)
    return minutes % 5 == 0 and time and to(env, minutes, time) or nil
  end)
  add("Time", "Minutes past Hour", function(_, minutes, hour)
    return minutes % 5 == 0 and minutes <= 30 and hour.hour <= 12 and { hour = hour.hour, minute = minutes, weak = "told" } or nil
  end)
  add("Time", "Minutes to|till Hour", function(env, minutes, hour)
    local time = minutes % 5 == 0 and minutes <= 30 and hour.hour <= 12 and to(env, minutes, hour)
    return time and moments.with(time, { weak = "told" }) or nil
  end)
  add("Time", "half Hour", function(_, time)
    return time.hour <= 12 and moments.with(time, { minute = 30, weak = "half" }) or nil
  end)

  add("Time", "the? Clock", function(_, hour) return { hour = hour, is_sure = true } end)
  add("Time", "Clock ish", function(_, hour) return { hour = hour, is_sure = true } end)
  add("Time", "mid night", function() return { hour = 0, is_sure = true } end)
  add("Time", "Int Clock", function(_, n, hour) return n == 12 and { hour = hour, is_sure = true } or nil end)
  add("Time", "Hour ish? Half", function(_, time, half) return in_half(time, half) end)
  add("Time", "WordTime|OClock|Hour in the? AnyPart", function(_, time, part) return in_part(time, part) end)
  add("Time", "Time in the? AnyPart", function(_, time, part) return time.hour and in_part(time, part) or nil end)
  add("Time", "Time|Hour at night", function(_, time) return time.hour and in_part(time, "NI") or nil end)
  add("Time", "AnyPart at? Time|OClock", function(_, part, time) return time.hour and in_part(time, part) or nil end)
  add("Time", "in the AnyPart at? Time|Hour|OClock|WordTime|HourMinute", function(_, part, time)
    return time.hour and in_part(time, part) or nil
  end)
  add("Time", "AnyPart @ Time|Hour", function(_, part, time) return time.hour and in_part(time, part) or nil end)
  add("Time", "OClock noon|midday")
  add("Time", "OClock|Time NoonPart", function(_, time, part) return time.hour and in_part(time, part) or nil end)
  add("Time", "OClock|Time midnight", function(_, time) return time.hour and in_part(time, "NI") or nil end)
  add("AnyPart", "DayPart")
  add("AnyPart", "early|late|mid DayPart")
  add("AnyPart", "NoonPart", function(_, part) return part end)
  add("AnyPart", "night time", function() return "NI" end)
  -- A part of a day with no day.
  add("Time", "at|around HourMinute in the? AnyPart", function(_, time, part)
    local one = in_part(time, part)
    return one and moments.with(one, { skip = 1 })
  end)
  add("Time", "in|during the? AnyPart", function(_, part) return part ~= "MI" and { part = part, skip = 0 } or nil end)
  add("Time", "at|around|during|before|after|by Lunch", function() return { part = "MI", skip = 1, weak = "noun" } end)
  add("Time", "at Lunch at? Time|OClock", function(_, _, time)
    return time.hour and moments.with(in_part(time, "MI"), { skip = 1 }) or nil
  end)
  add("Time", "mid - DayPart", function(_, part) return { part = part } end)
  add("Time", "early|late|later in the AnyPart", function(_, part) return part ~= "MI" and { part = part } or nil end)
  add("Time", "in|during? the? business hours", function() return nil end)

  add("Zone", "est|edt|pst|pdt|cst|cdt|mst|mdt|gmt|utc|bst|cet|cest|eet|eest|msk|aest|aedt|acst|acdt|awst|nzst|nzdt|sgt|hkt|ist|jst|kst|akst|akdt|hst|brt", function()
    return true
  end)
  add("ShortZone", "et|pt|ct|mt")
  add("Time", "Time ShortZone", function(_, time) return time.hour and moments.with(time, { weak = "zone" }) or nil end)
  add("Zone", "eastern|pacific|central|mountain standard|daylight? time|timezone?", function() return true end)
  add("Zone", "pacific|eastern|central|mountain|standard time zone", function() return true end)
  add("Zone", "utc|gmt -|+ Int|Time", function(_, offset)
    return (type(offset) == "table" and offset.hour or offset) <= 14
  end)
  add("Time", "Time|HourMark Zone", function(_, time) return time.hour and time or nil end)
  add("Time", "Time|HourMark ( Zone )", function(_, time) return time.hour and time or nil end)

  -- --- stretches ----------------------------------------------------------------------------------
  local function range(_, a, b) return a.hour and b.hour and clock_range(a, b) or nil end
  local function skipped(_, a, b)
    local time = a.hour and b.hour and clock_range(a, b)
    if time then time.skip = 1 end
    return time
  end
  add("Time", "Time -|to|till|til|until|through Time", range)
  add("Time", "Hour|HourMinute -|to|till|til|until|through Time", function(_, a, b)
    return not b.b and not b.part and (b.is_sure or b.minute) and not (b.weak) and range(_, a, b) or nil
  end)
  add("Time", "Time -|to|till|til|until Hour", function(_, a, b) return not a.b and range(_, a, b) or nil end)
  add("Time", "Time|HourMark -|to|till|until HourMark", range)
  add("Time", "HourMark -|to|till|until Time", range)
  add("Time", "DotTime -|to|till|until Time", function(_, a, b) return b.is_sure and range(_, a, b) or nil end)
  add("Time", "from|between DotTime -|to|and|till|until Time|DotTime", skipped)
  add("Time", "after|from Time|Hour but? before|until Time", skipped)
  add("Time", "later than Time|Hour but? before|until Time", function(_, a, b)
    local time = a.hour and b.hour and clock_range(a, b)
    return time and moments.with(time, { skip = 2 })
  end)
  -- The call was moved from three to four.
  add("Moved", "to Hour", function(_, time) return moments.with(time, { skip = 1, weak = "moved" }) end)
  add("Time", "from|between Time|Hour -|to|till|til|until|untill|and|through Time", skipped)
  add("Time", "from|between Time -|to|till|til|until|and|through Hour", skipped)
  add("HourRange", "Hour -|to|till|until|and Hour", range)
  add("HourRange", "HourMinute - HourMinute", range)
  add("Time", "between|from HourMinute - HourMinute", function(_, a, b)
    return moments.with(clock_range(a, b), { skip = 1, weak = "military" })
  end)
  add("Time", "between|from Hour and|to|till|until|- Hour", function(_, a, b)
    local time = clock_range(a, b)
    return time and moments.with(time, { skip = 1, weak = "hours" }) or nil
  end)
  add("Time", "HourRange in the? AnyPart", function(_, time, part)
    return moments.with(in_part({ hour = time.hour, minute = time.minute }, part), { b = in_part(time.b, part) })
  end)
  local function lasting(_, time, span)
    if not time.hour or time.b or span.high or not (span.amount.TH or span.amount.TM) then return nil end
    local minutes = math.floor((time.hour + (span.amount.TH or 0)) * 60 + (time.minute or 0) + (span.amount.TM or 0))
    return moments.with(time, { b = { hour = minutes // 60 % 24, minute = minutes % 60 } })
  end
  add("Time", "from? Time for Span", lasting)
  add("Time", "from Hour for Span", lasting)
  add("Time", "from? HourMark for Span", lasting)
end
