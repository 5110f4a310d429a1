-- moonscribe.when: what extractors of dates share, whatever the language: from parts of a date,
-- or a distance from the interview's date, to a value. Values are EDTF: "2024-06-27",
-- "2024-08", "2024", "199X" (a decade), "19XX" (a century), "2024-21" (spring; 22 to 24 the
-- others), "2024-33" (the first quarter; to 36), intervals "2024-01/2024-05". A year that
-- nobody knows is XXXX. What is relative to an unknown date has no value. `timex` is the same
-- as a TIMEX3 value.
local ms = require "moonscribe"
local calendar = ms.calendar

local when = {}

local SEASON_TIMEX = { [21] = "SP", [22] = "SU", [23] = "FA", [24] = "WI" }

local function timex_of(parts, value)
  if parts.month and parts.month > 24 then return ("%04d-Q%d"):format(parts.year or 0, parts.month - 32) end
  if parts.month and parts.month > 12 then return ("%04d-%s"):format(parts.year or 0, SEASON_TIMEX[parts.month]) end
  return value
end

local function grain_of(parts)
  if parts.minute then return "minute" end
  if parts.hour then return "hour" end
  if parts.day then return "day" end
  if not parts.month then return "year" end
  return parts.month > 24 and "quarter" or parts.month > 12 and "season" or "month"
end

--- when.date(parts) -> mention or nil
---  The mention of a date whose parts (`year`, `month`, `day`, `hour`, `minute`) are known or
---  nil; nil when there is none such.
---  @example
---  require("moonscribe.when").date{ year = 2023, month = 11, day = 11 }.value --> 2023-11-11
function when.date(parts)
  local value = calendar.edtf(parts)
  if not value then return nil end
  return { kind = parts.hour and "time" or "date", value = value, grain = grain_of(parts),
    timex = (parts.year or parts.month and parts.month <= 12 or parts.hour) and timex_of(parts, value) or nil }
end

--- when.range(from, to) -> mention or nil
---  The mention of an interval between two dates given by their parts.
function when.range(from, to)
  local first, last = calendar.edtf(from), calendar.edtf(to)
  if not first or not last then return nil end
  return { kind = from.hour and "time" or "date", value = first .. "/" .. last, grain = grain_of(to) }
end

--- when.add_part(mention, code) -> mention
---  A day's part as TIMEX3 has it (MO, MI, AF, EV, NI): EDTF has none, so the value stays that
---  of the day.
---  @example
---  local when = require "moonscribe.when"
---  when.add_part(when.date { year = 2024, month = 6, day = 27 }, "EV").timex --> 2024-06-27TEV
function when.add_part(mention, code)
  mention.grain = "part"
  if mention.value and not mention.value:find "/" then mention.timex = mention.value .. "T" .. code end
  return mention
end

-- From one day to another of a month; "end" is its last.
function when.days_of(year, month, from, to)
  if to == "end" then to = calendar.last_day(year or 2000, month) end
  return when.range({ year = year, month = month, day = from }, { year = year, month = month, day = to })
end

--- when.decade(year) -> mention
---  The decade that begins with that year: 1980 gives "198X".
function when.decade(year)
  return { kind = "date", value = ("%03dX"):format(year // 10), timex = ("%03d"):format(year // 10), grain = "decade" }
end

--- when.century(number) -> mention
---  The 21st century is "20XX".
function when.century(number)
  return { kind = "date", value = ("%02dXX"):format(number - 1), timex = ("%02d"):format(number - 1), grain = "century" }
end

local function relative(mention)
  mention.relative = true
  return mention
end

local function week_of(year, month, day)
  local monday = calendar.days(year, month, day) - calendar.weekday(year, month, day) + 1
  local y1, m1, d1 = calendar.date(monday)
  local y2, m2, d2 = calendar.date(monday + 6)
  local iso_year, week = calendar.week(year, month, day)
  local mention = when.range({ year = y1, month = m1, day = d1 }, { year = y2, month = m2, day = d2 })
  mention.grain, mention.timex = "week", ("%04d-W%02d"):format(iso_year, week)
  return mention
end

--- when.shift(date, unit, count) -> mention
---  What lies `count` units (Y M W D Q) after a date (before it, when negative), as large as
---  the unit is. Without what it counts from, there is no value.
---  @example
---  require("moonscribe.when").shift({ year = 2024, month = 6, day = 27 }, "Y", -1).value --> 2023
---  require("moonscribe.when").shift({ year = 2024, month = 6, day = 27 }, "D", 1).value --> 2024-06-28
---  require("moonscribe.when").shift(nil, "D", 0).value --> nil
function when.shift(date, unit, count)
  local grains = { Y = "year", M = "month", W = "week", D = "day", Q = "quarter" }
  local unknown = relative { kind = "date", grain = grains[unit] }
  if not date or math.type(count) ~= "integer" or count > 9999 or count < -9999 then return unknown end
  if unit == "Y" then return relative(when.date { year = date.year + count } or unknown) end
  if not date.month then return unknown end
  if unit == "M" then
    local year, month = calendar.add(date.year, date.month, 1, { months = count })
    return relative(year and when.date { year = year, month = month } or unknown)
  end
  if unit == "Q" then
    local year, month = calendar.add(date.year, date.month, 1, { months = 3 * count })
    return relative(year and when.date { year = year, month = 33 + (month - 1) // 3 } or unknown)
  end
  if not date.day then return unknown end
  local year, month, day = calendar.add(date.year, date.month, date.day, { days = unit == "W" and 7 * count or count })
  if not year then return unknown end
  if unit == "W" then return relative(week_of(year, month, day)) end
  return relative(when.date { year = year, month = month, day = day })
end

local SECONDS = { TH = 3600, TM = 60, TS = 1 }

-- The moment so many seconds after a date that has a time; as exact as that time.
local function moment_at(date, seconds)
  local sum = (date.hour * 60 + (date.minute or 0)) * 60 + (date.second or 0) + seconds
  local year, month, day = calendar.add(date.year, date.month, date.day, { days = sum // 86400 })
  local rest = sum % 86400
  return year and { year = year, month = month, day = day, hour = rest // 3600, minute = rest % 3600 // 60,
    second = (date.second or 0) > 0 and rest % 60 or nil }
end

-- Working days on (Monday to Friday).
local function working_days(days, count)
  local step = count < 0 and -1 or 1
  while count ~= 0 do
    days = days + step
    if calendar.weekday(calendar.date(days)) < 6 then count = count - step end
  end
  return days
end

-- What is reached from a date by so many units, which need not be whole; as exact as the date. nil when unknown.
local function reached(date, unit, count)
  if not date or not date.year or math.abs(count) > 9999 then return nil end
  if unit == "TM15" then unit, count = "TM", 15 * count end
  if SECONDS[unit] then return date.hour and moment_at(date, math.floor(count * SECONDS[unit])) end
  local months = ({ Y = 12, Q = 3, M = 1 })[unit]
  if months then
    local whole = count * months
    local days = date.day and math.floor((whole - math.floor(whole)) * 30) or 0
    whole = math.floor(whole)
    if not date.month and whole % 12 == 0 then return { year = date.year + whole // 12 } end
    local year, month, day = calendar.add(date.year, date.month or 1, date.day or 1, { months = whole, days = days })
    return year and { year = year, month = month, day = date.day and day or nil }
  end
  if not date.day then return nil end
  local days = calendar.days(date.year, date.month, date.day)
  if unit == "B" then days = working_days(days, math.floor(count)) else days = days + math.floor(count * (unit == "W" and 7 or 1)) end
  local year, month, day = calendar.date(days)
  return { year = year, month = month, day = day }
end

local GRAINS = { Y = "year", Q = "quarter", M = "month", W = "week", D = "day", B = "day", TH = "hour", TM = "minute", TM15 = "minute", TS = "second" }

--- when.span(date, unit, count) -> mention
---  The time from a date (the interview's) to `count` units after it, or from as many before it where that is negative: 近三年,
---  60日内. Months and years to come end a day earlier.
---  @example
---  require("moonscribe.when").span({ year = 2024, month = 6, day = 27 }, "Y", -3).value --> 2021-06-27/2024-06-27
function when.span(date, unit, count)
  local unknown = relative { kind = "date", grain = GRAINS[unit] }
  local other = reached(date, unit, count)
  if not other then return unknown end
  local now = { year = date.year, month = date.month or other.month and 1, day = date.day }
  if other.hour then now.hour, now.minute, now.second = date.hour, date.minute, other.second and date.second end
  if count > 0 and (unit == "Y" or unit == "M" or unit == "Q") and count == math.floor(count) then
    if other.day then
      other.year, other.month, other.day = calendar.add(other.year, other.month, other.day, { days = -1 })
    elseif other.month then
      other.year, other.month = calendar.add(other.year, other.month, 1, { months = -1 })
    end
  end
  local mention = count < 0 and when.range(other, now) or when.range(now, other)
  if not mention then return unknown end
  mention.kind, mention.grain = "date", GRAINS[unit]
  return relative(mention)
end

local UNIT_DAYS = { D = 1, W = 7 }
local UNIT_MONTHS = { Y = 12, Q = 3, M = 1 }

-- The hours, minutes or seconds that follow the one of the date, or come before it.
local function beside_clock(date, unit, count)
  if not date.hour or unit ~= "TH" and not date.minute then return nil end
  local now = { year = date.year, month = date.month, day = date.day, hour = date.hour, minute = unit ~= "TH" and date.minute or nil,
    second = unit == "TS" and (date.second or 0) or nil }
  local function at(n)
    local parts = moment_at(now, n * SECONDS[unit])
    if unit == "TH" then parts.minute = nil end
    if unit == "TS" then parts.second = parts.second or 0 end
    return parts
  end
  if count < 0 then return at(count), at(-1) end
  return at(1), at(count)
end

--- when.beside(date, unit, count) -> mention or nil
---  The `count` whole units (Y Q M W D, TH TM TS) after that of a date, or before it where that is negative: 前两年, 上两周.
---  @example
---  require("moonscribe.when").beside({ year = 2024, month = 6, day = 27 }, "Y", -2).value --> 2022/2023
---  require("moonscribe.when").beside({ year = 2024, month = 6, day = 27 }, "W", -2).value --> 2024-06-10/2024-06-23
function when.beside(date, unit, count)
  if not date or count == 0 or math.abs(count) > 9999 then return nil end
  local first, last
  if SECONDS[unit] then
    first, last = beside_clock(date, unit, count)
  elseif unit == "Y" then
    first, last = { year = date.year + math.min(count, 1) }, { year = date.year + math.max(count, -1) }
    if count < 0 then first.year = date.year + count end
  elseif UNIT_MONTHS[unit] and date.month then
    local size = UNIT_MONTHS[unit]
    local this = date.year * 12 + (date.month - 1) // size * size
    local from, to = this + size * (count < 0 and count or 1), this + size * (count < 0 and 0 or count + 1) - 1
    first, last = { year = from // 12, month = from % 12 + 1 }, { year = to // 12, month = to % 12 + 1 }
  elseif UNIT_DAYS[unit] and date.day then
    local size, this = UNIT_DAYS[unit], calendar.days(date.year, date.month, date.day)
    if unit == "W" then this = this - calendar.weekday(date.year, date.month, date.day) + 1 end
    local function day(n)
      local year, month, d = calendar.date(n)
      return { year = year, month = month, day = d }
    end
    first, last = day(this + size * (count < 0 and count or 1)), day(this + size * (count < 0 and 0 or count + 1) - 1)
  end
  local mention = first and when.range(first, last)
  if not mention then return nil end
  if math.abs(count) == 1 and unit ~= "W" then mention = when.date(first) or mention end
  mention.kind, mention.grain = "date", GRAINS[unit]
  return relative(mention)
end

--- when.moment(date, unit, count) -> mention
---  The moment so many hours, minutes or seconds from a date that has a time: 十分钟前, "in two hours".
---  @example
---  require("moonscribe.when").moment({ year = 2024, month = 6, day = 27, hour = 0, minute = 5 }, "TM", -10).value --> 2024-06-26T23:55
function when.moment(date, unit, count)
  local unknown = relative { kind = "date", grain = GRAINS[unit] }
  local parts = reached(date, unit, count)
  local value = parts and calendar.edtf(parts)
  if not value then return unknown end
  unknown.value, unknown.timex = value, value
  return unknown
end

--- when.about(date, unit, count, sign) -> mention
---  So many units and up to ten more before a date or after it, in units of that size: 二十几年前.
---  @example
---  require("moonscribe.when").about({ year = 2021, month = 6, day = 14 }, "Y", 20, -1).value --> 1991/2001
function when.about(date, unit, count, sign)
  local near, far = when.shift(date, unit, sign * count), when.shift(date, unit, sign * (count + 10))
  local unknown = relative { kind = "date", grain = GRAINS[unit], bound = "about" }
  if not near.value or not far.value then return unknown end
  if sign < 0 then near, far = far, near end
  unknown.value = near.value:match "^[^/]+" .. "/" .. far.value:match "[^/]+$"
  return unknown
end

--- when.half_shift(date, unit, count) -> mention
---  What lies a count that has a half from a date (一年半前, 两个半月前): a month, or a day where the unit is smaller.
function when.half_shift(date, unit, count)
  local unknown = relative { kind = "date", grain = unit == "Y" and "month" or "day" }
  local parts = reached(date, unit, count)
  if not parts then return unknown end
  if unit == "Y" then parts.day = nil end
  return relative(when.date(parts) or unknown)
end

--- when.weekend(date, weeks) -> mention
---  Saturday and Sunday of the week of the date, `weeks` weeks on.
function when.weekend(date, weeks)
  if not date or not date.day then return relative { kind = "date", grain = "day", timex = "XXXX-WXX-WE" } end
  local monday = calendar.days(date.year, date.month, date.day) - calendar.weekday(date.year, date.month, date.day) + 1
  local y1, m1, d1 = calendar.date(monday + 7 * weeks + 5)
  local y2, m2, d2 = calendar.date(monday + 7 * weeks + 6)
  return relative(when.range({ year = y1, month = m1, day = d1 }, { year = y2, month = m2, day = d2 }))
end

--- when.weekday(date, weekday, weeks) -> mention
---  That day (1 is Monday) of the week of the date, `weeks` weeks on.
function when.weekday(date, weekday, weeks)
  if not date or not date.day then return relative { kind = "date", grain = "day", timex = "XXXX-WXX-" .. weekday } end
  local monday = calendar.days(date.year, date.month, date.day) - calendar.weekday(date.year, date.month, date.day) + 1
  local year, month, day = calendar.date(monday + 7 * weeks + weekday - 1)
  return relative(when.date { year = year, month = month, day = day })
end

-- A weekday alone is of the interview's week; the same day of the weeks beside it are the alternatives.
function when.bare_weekday(date, weekday)
  local mention = when.weekday(date, weekday, 0)
  if mention.value then
    mention.weekday, mention.next_week = weekday, when.weekday(date, weekday, 1).value
    mention.alternatives = { when.weekday(date, weekday, -1).value, mention.next_week }
  end
  return mention
end

--- when.other_year(mention, date) -> mention
---  A day or a month of no said year is of the interview's; the year that makes it past where it is to come, and the reverse, is
---  the alternative.
---  @example
---  local when = require "moonscribe.when"
---  when.other_year(when.date { year = 2024, month = 9, day = 3 }, { year = 2024, month = 6, day = 27 }).alternatives[1] --> 2023-09-03
function when.other_year(mention, date)
  local year, month, day = (mention.value or ""):match "^(%d%d%d%d)%-(%d%d)%-?(%d?%d?)$"
  year, month, day = math.tointeger(tonumber(year)), math.tointeger(tonumber(month)), math.tointeger(tonumber(day))
  if not year or not date or date.year ~= year or not date.month or month > 12 or month == date.month and (not day or not date.day or day == date.day) then return mention end
  local is_past = month < date.month or month == date.month and day < date.day
  local other = when.date { year = year + (is_past and 1 or -1), month = month, day = day }
  if other and not mention.alternatives then mention.alternatives = { other.value } end
  return mention
end

-- --- how long ------------------------------------------------------------------------------------------

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

--- when.duration(value, code [, bound [, is_half]]) -> mention or nil
---  A time that passes: so many of a unit (Y M W D, TH TM TS for hours to seconds, TM15 for quarters of an hour).
---  @example
---  require("moonscribe.when").duration(2, "Y").value --> P2Y
---  require("moonscribe.when").duration(0, "TH", nil, true).value --> PT30M
function when.duration(value, code, bound, is_half)
  if not code then return nil end
  if is_half and value == 0 and HALF[code] then return { kind = "duration", value = HALF[code], grain = BIG[code], bound = bound } end
  if is_half then value = value + 0.5 end
  return { kind = "duration", value = iso(value, code), grain = BIG[code:match "^%u+"], bound = bound }
end

--- when.durations(low, high, code) -> mention or nil
---  From so long to so long: "P3D/P5D".
function when.durations(low, high, code)
  return code and { kind = "duration", value = iso(low, code) .. "/" .. iso(high, code), grain = BIG[code:match "^%u+"] }
end

-- --- a time on a day ---------------------------------------------------------------------------------

--- when.day_after(value) -> string or nil
---  The day after one ("2024-06-27"), or after that of a moment.
function when.day_after(value)
  local y, m, d = value:match "^(%d%d%d%d)%-(%d%d)%-(%d%d)"
  if not y then return nil end
  y, m, d = calendar.add(math.tointeger(tonumber(y)), math.tointeger(tonumber(m)), math.tointeger(tonumber(d)), { days = 1 })
  return y and calendar.edtf { year = y, month = m, day = d }
end

--- when.on(day, time [, is_late]) -> string
---  The value of a time (or a range of times) on a day: what ends earlier than it begins ends on the next day, and 24 o'clock is
---  its first moment. `is_late` makes afternoon of what is said by the clock of twelve.
---  @example
---  require("moonscribe.when").on("2024-06-27", "T21/T02:30") --> 2024-06-27T21/2024-06-28T02:30
function when.on(day, time, is_late)
  -- "this afternoon at 3:20" is 15:20.
  if is_late then
    time = time:gsub("T(%d%d)", function(hour)
      hour = math.tointeger(tonumber(hour))
      return ("T%02d"):format(hour > 0 and hour < 12 and hour + 12 or hour)
    end)
  end
  local function moment(at)
    local after = at:find "^T24" and when.day_after(day)
    return after and after .. "T00" .. at:sub(4) or day .. at
  end
  local from, to = time:match "^(T[^/]+)/(T.+)$"
  if not from then return moment(time) end
  return moment(from) .. "/" .. (to < from and when.day_after(day) .. to or moment(to))
end

--- when.at(day, time) -> mention
---  The mention of a time (or a range of times) on a day that is known ("2024-06-27").
---  @example
---  require("moonscribe.when").at("2024-06-27", { value = "T20/T21", grain = "hour" }).value --> 2024-06-27T20/2024-06-27T21
function when.at(day, time)
  local value = when.on(day, time.value)
  return { kind = "date", value = value, timex = not value:find "/" and value or nil, grain = time.grain, bound = time.bound, relative = true }
end

-- Two digits of a year: those up to ten years ahead of the interview are of its century.
function when.full_year(two, date)
  local now = date and date.year or 2030
  local year = now // 100 * 100 + two
  return year > now + 10 and year - 100 or year
end

return when
