-- moonscribe.moments: what rules of dates and times compute with, whatever the language. A moment
-- is a table: `a` (its parts: year, month, day, hour, minute, second), `b` for the last of a
-- stretch, `grain`, and what is not yet known: `open` is "year" (March 5), "month" (the 5th) or
-- "week" (Friday). Only moments.mention makes a mention of it, by the date of the interview. No
-- function changes a moment that it was given.
local ms = require "moonscribe"
local when = require "moonscribe.when"
local calendar = ms.calendar

local moments = {}

local GRAINS = { Y = "year", Q = "quarter", M = "month", W = "week", D = "day", TH = "hour", TM = "minute", TS = "second" }
local MONTHS = { Y = 12, Q = 3, M = 1 }
local DAYS = { D = 1, W = 7 }

local function with(moment, changes)
  local copy = {}
  for key, value in pairs(moment) do copy[key] = value end
  for key, value in pairs(changes) do copy[key] = value end
  return copy
end
moments.with = with

-- The calendar has years of four digits; what lies outside is its first or its last day.
local FIRST_DAY, LAST_DAY = calendar.days(-9999, 1, 1), calendar.days(9999, 12, 31)

local function parts_of(days)
  local year, month, day = calendar.date(math.max(FIRST_DAY, math.min(LAST_DAY, days)))
  return { year = year, month = month, day = day }
end

local function is_in_calendar(parts)
  return not parts or not parts.year or parts.year >= -9999 and parts.year <= 9999
end

local function days_of(parts) return calendar.days(parts.year, parts.month, parts.day) end

-- The last day of what the parts say: 2024-02 ends with 29.
local function last_parts(parts)
  local month = parts.month
  if not month then return { year = parts.year, month = 12, day = 31 } end
  if parts.day then return parts end
  if month > 32 then month = 3 * (month - 32) elseif month > 12 then month = 3 * (month - 20) + 2 end
  local year = parts.year + (month > 12 and 1 or 0)
  month = month > 12 and month - 12 or month
  return { year = year, month = month, day = calendar.last_day(year, month) }
end

local function first_parts(parts)
  local month = parts.month or 1
  if month > 32 then month = 3 * (month - 32) - 2 elseif month > 12 then month = 3 * (month - 20) end
  return { year = parts.year, month = month, day = parts.day or 1 }
end

local function is_day(parts) return parts and parts.year and parts.month and parts.day end

function moments.day(parts) return { a = parts, grain = "day", open = not parts.year and "year" or nil } end
function moments.month(parts) return { a = parts, grain = "month", open = not parts.year and "year" or nil } end
function moments.year(year) return { a = { year = year }, grain = "year" } end
function moments.stretch(a, b, grain, more) return with(more or {}, { a = a, b = b, grain = grain }) end

-- How large a unit is.
function moments.grain(unit) return GRAINS[unit] or unit == "Y100" and "century" or unit == "W2" and "week" or "decade" end

-- What is relative to a date that nobody knows.
function moments.unknown(grain) return { grain = grain, relative = true } end

-- Less than 0 where a day or month of a year lies before another, more where it lies behind it.
local function order_of(a, b)
  return a.month == b.month and a.day and b.day and a.day - b.day or a.month - b.month
end

-- Fills in what the interview's date says: the year of "March 5", the week of "Friday". A Friday
-- is the next one, or the last one where what is told is past (env.is_past). March 5 is of the
-- interview's year, unless it is told as past (env.is_past) or to come (env.is_future) and is not.
function moments.settle(env, moment)
  local now = env.date
  if not moment.open or not now then return moment end
  local a = moment.a
  if moment.open == "holiday" then
    local on = require("moonscribe.holidays").on
    local one = on(moment.holiday, now.year)
    if not one.a or not now.month then return one end
    local order = order_of(one.a, now)
    return order > 0 and env:is_past() and on(moment.holiday, now.year - 1) or order < 0 and env:is_future() and on(moment.holiday, now.year + 1) or one
  end
  if moment.open == "year" then
    local year = now.year
    if a.month and now.month and a.month <= 12 then
      local last = moment.b or a
      if order_of(a, now) > 0 and env:is_past() then year = year - 1
      elseif order_of(a, now) < 0 and order_of(last, now) < 0 and last.month >= a.month and env:is_future() then year = year + 1 end
    end
    -- The 29th of February was last in a leap year.
    if a.month == 2 and a.day == 29 then year = year - year % 4 end
    return with(moment, { open = false, a = with(a, { year = year }), b = moment.b and with(moment.b, { year = moment.b.year or year }),
      other = moment.other and with(moment.other, { year = year }) })
  end
  if not is_day(now) then return moment end
  if moment.open == "week" then
    local today = calendar.weekday(now.year, now.month, now.day)
    local step = (moment.weekday - today) % 7
    local other = parts_of(days_of(now) + step - 7)
    local one = parts_of(days_of(now) + step)
    if env:is_past() then one, other = other, one end
    return with(moment, { open = false, a = with(one, { hour = a and a.hour, minute = a and a.minute }), relative = true, other = other })
  end
  -- A day of the month: of the interview's.
  local parts = with(a, { year = now.year, month = now.month })
  if not calendar.is_valid(parts.year, parts.month, parts.day) then return moment end
  local b = moment.b and with(moment.b, { year = now.year, month = now.month })
  return with(moment, { open = false, a = parts, b = b, relative = true })
end

-- The n-th unit from the interview's date on, as large as the unit is.
function moments.step(env, unit, n)
  local now = env.date
  local grain = GRAINS[unit] or "decade"
  if not now then return moments.unknown(grain) end
  if unit == "Y10" or unit == "Y100" then
    local size = unit == "Y10" and 10 or 100
    local first = now.year // size * size + n * size
    return { value = unit == "Y10" and ("%03dX"):format(first // 10) or ("%02dXX"):format(first // 100), a = { year = first }, b = { year = first + size - 1 },
      grain = unit == "Y10" and "decade" or "century", relative = true, timex = tostring(first // size) }
  end
  if unit == "Y" then return { a = { year = now.year + n }, grain = grain, relative = true } end
  if not now.month then return moments.unknown(grain) end
  if MONTHS[unit] then
    local year, month = calendar.add(now.year, now.month, 1, { months = n * MONTHS[unit] })
    if not year then return moments.unknown(grain) end
    return { a = { year = year, month = unit == "Q" and 33 + (month - 1) // 3 or month }, grain = grain, relative = true }
  end
  if not now.day or not DAYS[unit] then return moments.unknown(grain) end
  local day = days_of(now) + n * DAYS[unit]
  if unit == "W" then return moments.week(parts_of(day), { relative = true }) end
  return { a = parts_of(day), grain = "day", relative = true }
end

-- The same from what was told last ("the next year"); without that it is not known.
function moments.from_told(env, unit, n)
  local told = env.told
  if not told then return moments.unknown(GRAINS[unit] or "decade") end
  local a = n > 0 and told.b or told.a
  if unit == "W" or unit == "D" then
    if not a.month or not a.day or a.month > 12 then return moments.unknown(GRAINS[unit]) end
  end
  return moments.step({ date = a }, unit, n)
end

-- The week of a day, Monday to Sunday.
function moments.week(parts, more)
  local monday = days_of(parts) - calendar.weekday(parts.year, parts.month, parts.day) + 1
  local year, number = calendar.week(parts.year, parts.month, parts.day)
  return moments.stretch(parts_of(monday), parts_of(monday + 6), "week", with({ timex = ("%04d-W%02d"):format(year, number), is_week = true }, more or {}))
end

function moments.weekend_of(week)
  if not week.a then return { grain = "day", relative = week.relative, timex = "XXXX-WXX-WE" } end
  local monday = days_of(week.a)
  return moments.stretch(parts_of(monday + 5), parts_of(monday + 6), "day", { relative = week.relative, timex = week.timex .. "-WE" })
end

function moments.working_week(week)
  if not week.a then return week end
  return with(week, { b = parts_of(days_of(week.a) + 4), is_week = false })
end

-- That day (1 is Monday) of a week.
function moments.day_of_week(week, weekday)
  if not week.a then return { grain = "day", relative = true, timex = "XXXX-WXX-" .. weekday } end
  return { a = parts_of(days_of(week.a) + weekday - 1), grain = "day", relative = week.relative }
end

-- The days from one day to another.
function moments.distance(from, to) return days_of(to) - days_of(from) end

-- The first and the last day of a moment as numbers, or nil.
function moments.ends(env, moment)
  local settled = moments.settle(env, moment)
  local a, b = settled.a, settled.b or settled.a
  if not a or not a.year or not b.year then return nil end
  local first, last = first_parts(a), last_parts(b)
  if not calendar.is_valid(first.year, first.month, first.day) or not calendar.is_valid(last.year, last.month, last.day) then return nil end
  return days_of(first), days_of(last), settled
end

-- The n-th such weekday of a month or another stretch; from its end where n is negative.
function moments.nth_weekday(env, moment, n, weekday)
  local first, last = moments.ends(env, moment)
  if not first then return { grain = "day" } end
  local day
  if n > 0 then
    day = first + (weekday - calendar.weekday(calendar.date(first))) % 7 + 7 * (n - 1)
  else
    day = last - (calendar.weekday(calendar.date(last)) - weekday) % 7 + 7 * (n + 1)
  end
  if day < first or day > last then return nil end
  return { a = parts_of(day), grain = "day", relative = moment.relative }
end

-- The n-th day, week or month of a stretch; from its end where n is negative. A year's first week
-- is ISO's, a month's is the first that has its Thursday.
function moments.nth_unit(env, moment, n, unit)
  local first, last = moments.ends(env, moment)
  if not first then return { grain = GRAINS[unit] } end
  if unit == "D" then
    local day = n > 0 and first + n - 1 or last + n + 1
    return day >= first and day <= last and { a = parts_of(day), grain = "day", relative = moment.relative } or nil
  end
  if unit == "W" then
    local from = n > 0 and first or last
    local monday = from - calendar.weekday(calendar.date(from)) + 1
    if n > 0 and monday + 3 < first then monday = monday + 7 elseif n < 0 and monday + 3 > last then monday = monday - 7 end
    return moments.week(parts_of(monday + 7 * (n > 0 and n - 1 or n + 1)), { relative = moment.relative })
  end
  local from = parts_of(n > 0 and first or last)
  if unit ~= "M" and unit ~= "Q" then return nil end
  local year, month = calendar.add(from.year, from.month, 1, { months = (n > 0 and n - 1 or n + 1) * MONTHS[unit] })
  return year and { a = { year = year, month = unit == "Q" and 33 + (month - 1) // 3 or month }, grain = GRAINS[unit], relative = moment.relative } or nil
end

-- The first n days, weeks or months of a stretch, or the last ones.
function moments.run_of(env, moment, n, unit, is_last)
  local one, other = moments.nth_unit(env, moment, is_last and -n or 1, unit), moments.nth_unit(env, moment, is_last and -1 or n, unit)
  if not one or not other then return nil end
  if not one.a or not other.a then return { grain = GRAINS[unit] } end
  return moments.stretch(one.a, other.b or other.a, GRAINS[unit], { relative = moment.relative })
end

-- --- distances ----------------------------------------------------------------------------------

-- What an amount of time (a table of units) comes to: whole months, days and seconds.
local SECONDS = { TH = 3600, TM = 60, TS = 1 }

local function total(amount)
  local months, days, seconds = 0, 0, 0
  for unit, n in pairs(amount) do
    if unit == "Y10" then months = months + 120 * n
    elseif unit == "Y100" then months = months + 1200 * n
    elseif MONTHS[unit] then months = months + MONTHS[unit] * n
    elseif DAYS[unit] then days = days + DAYS[unit] * n
    elseif SECONDS[unit] then seconds = seconds + SECONDS[unit] * n end
  end
  return math.tointeger(months), math.tointeger(days), seconds
end

-- Weekdays only.
local function add_workdays(parts, n)
  local day, step = days_of(parts), n < 0 and -1 or 1
  for _ = 1, math.min(math.abs(n), 3650) do
    repeat day = day + step until calendar.weekday(calendar.date(day)) <= 5
  end
  return parts_of(day)
end

-- The n weekdays after the interview's date, or before it.
function moments.workdays(env, n, sign)
  local now = env.date
  if not is_day(now) or math.type(n) ~= "integer" or n < 1 then return moments.unknown "day" end
  local near, far = add_workdays(now, sign), add_workdays(now, sign * n)
  if sign < 0 then near, far = far, near end
  return moments.stretch(near, far, "day", { relative = true })
end

-- So long after a moment (before it where sign is -1). `grain` says how exact the answer is; that
-- of years counts in years.
function moments.shifted(env, moment, amount, sign, grain)
  local months, days, seconds = total(amount)
  local settled = moments.settle(env, moment)
  local a = sign > 0 and settled.b or settled.a
  if amount.BD and is_day(a) then return { a = add_workdays(a, sign * amount.BD), grain = "day", relative = true } end
  if not a or not a.year or not months or not days then return moments.unknown(grain) end
  if seconds == 0 and moment.is_now then a = { year = a.year, month = a.month, day = a.day } end
  if months > 99999 or days > 999999 then return nil end
  if grain == "year" then return { a = { year = a.year + sign * (months // 12) }, grain = grain, relative = true } end
  if not a.month or a.month > 12 then return moments.unknown(grain) end
  local year, month, day = calendar.add(a.year, a.month, grain == "month" and 1 or a.day or 1, { months = sign * months, days = sign * days })
  if not year then return nil end
  if grain == "month" then return { a = { year = year, month = month }, grain = grain, relative = true } end
  if not a.day then return moments.unknown(grain) end
  if seconds == 0 then return { a = { year = year, month = month, day = day, hour = a.hour, minute = a.minute }, grain = a.hour and settled.grain or "day", relative = true } end
  if not a.hour then return moments.unknown(grain) end
  local clock = a.hour * 3600 + (a.minute or 0) * 60 + (a.second or 0) + sign * seconds
  local parts = parts_of(calendar.days(year, month, day) + math.tointeger(clock // 86400))
  clock = clock % 86400
  local second = a.second and math.tointeger(amount.TS or 0) and amount.TS and math.tointeger(clock % 60) or nil
  return { a = with(parts, { hour = math.tointeger(clock // 3600), minute = math.tointeger(clock // 60 % 60), second = second }), grain = "minute", relative = true }
end

-- The same as whole units: the last two years are also the two before this one.
local function whole_units(env, amount, sign)
  local unit, n = next(amount)
  if next(amount, unit) or math.type(n) ~= "integer" or n > 999 or not (unit == "Y" or unit == "M" or unit == "W") then return nil end
  local near, far = moments.step(env, unit, sign), moments.step(env, unit, sign * n)
  if not near.a or not far.a then return nil end
  if sign < 0 then near, far = far, near end
  return { near.a, far.b or far.a }
end

-- The n units before the interview's date, or those after it.
function moments.around(env, amount, sign)
  local months, days, seconds = total(amount)
  local now = env.date
  local grain = seconds ~= 0 and "minute" or days ~= 0 and "day" or amount.M and "month" or "year"
  if seconds ~= 0 and now and now.hour then
    local far = moments.shifted(env, { a = now, grain = "minute" }, amount, sign, grain)
    local near = { a = { year = now.year, month = now.month, day = now.day, hour = now.hour, minute = now.minute, second = amount.TS and now.second } }
    if sign < 0 then far, near = near, far end
    return moments.stretch(near.a, far.a, grain, { relative = true })
  end
  if not is_day(now) or seconds ~= 0 or not months or not days or months > 99999 or days > 999999 then
    if grain == "year" and now and months and months <= 99999 then
      local count = months // 12
      return moments.stretch({ year = now.year + (sign < 0 and -count or 1) }, { year = now.year + (sign < 0 and -1 or count) }, "year", { relative = true })
    end
    return moments.unknown(grain)
  end
  local year, month, day = calendar.add(now.year, now.month, now.day, { months = sign * months, days = sign * days })
  if not year then return nil end
  local far, more = calendar.days(year, month, day), { relative = true, whole = whole_units(env, amount, sign) }
  if sign < 0 then return moments.stretch(parts_of(far), parts_of(days_of(now) - 1), "day", more) end
  return moments.stretch(parts_of(days_of(now) + 1), parts_of(far), "day", more)
end

-- --- parts of a stretch -----------------------------------------------------------------------------

local MONTH_PARTS = { early = { 1, 10 }, mid = { 11, 20 }, late = { 21, 31 }, start = { 1, 10 }, ["end"] = { 21, 31 } }
local YEAR_PARTS = { early = { 1, 4 }, mid = { 5, 8 }, late = { 9, 12 }, start = { 1, 3 }, ["end"] = { 9, 12 } }
local WEEK_PARTS = { early = { 0, 2 }, mid = { 1, 3 }, late = { 4, 6 }, start = { 0, 2 }, ["end"] = { 4, 6 } }
local MODS = { early = "START", mid = "MID", late = "END", start = "START", ["end"] = "END" }

-- "early" 2019, the "end" of March; decades, centuries and seasons keep their value.
function moments.part_of(env, moment, part)
  local settled = moments.settle(env, moment)
  local a = settled.a
  local timex = settled.timex or a and moments.timex(a) or nil
  if settled.value or not a or settled.grain == "season" or settled.grain == "quarter" then return with(settled, { mod = MODS[part], timex = timex }) end
  if settled.is_week then
    local monday, range = days_of(a), WEEK_PARTS[part]
    return moments.stretch(parts_of(monday + range[1]), parts_of(monday + range[2]), "day", { relative = true, timex = timex, mod = MODS[part] })
  end
  if settled.b then return nil end
  if settled.grain == "year" then
    local range = YEAR_PARTS[part]
    return moments.stretch(with(a, { month = range[1] }), with(a, { month = range[2] }), "month", { relative = settled.relative, timex = timex, mod = MODS[part] })
  end
  if settled.grain == "month" then
    local range = MONTH_PARTS[part]
    local last = range[2] == 31 and calendar.last_day(a.year or 2000, a.month) or range[2]
    return moments.stretch(with(a, { day = range[1] }), with(a, { day = last }), "day", { relative = settled.relative, timex = timex, mod = MODS[part] })
  end
  if settled.grain == "day" then return with(settled, { mod = MODS[part], timex = timex }) end
  return nil
end

-- --- mentions -----------------------------------------------------------------------------------

function moments.timex(parts)
  local one = is_in_calendar(parts) and when.date(parts)
  return one and one.timex
end

-- An hour that nobody has told the half of the day of.
local function is_either_half(parts) return parts.hour and parts.hour >= 1 and parts.hour <= 12 end
local function in_other_half(parts) return with(parts, { hour = (parts.hour + 12) % 24 }) end

-- What else it may be: the other day, the other half of the day.
local function alternatives(moment, main)
  local a, b, list = moment.a, moment.b, {}
  local function add(one, last)
    local first, second = when.date(one), last and when.date(last)
    local value = first and first.value .. (second and "/" .. second.value or "")
    if value and value ~= main then list[#list + 1] = value end
  end
  if not a or moment.value then return nil end
  if moment.other and not b then add(moment.other) end
  if moment.whole and b then add(moment.whole[1], moment.whole[2]) end
  if moment.is_either_half and is_either_half(a) and (not b or is_either_half(b) and b.hour % 12 >= a.hour % 12) then
    add(in_other_half(a), b and in_other_half(b))
    if moment.other and not b then add(in_other_half(moment.other)) end
  end
  return list[1] and list or nil
end

-- The mention of a moment, or nil where there is none such (30 February).
function moments.mention(env, moment)
  local settled = moments.settle(env, moment)
  if not is_in_calendar(settled.a) or not is_in_calendar(settled.b) then return nil end
  local mention = { kind = settled.kind or "date", grain = settled.grain, relative = settled.relative, mod = settled.mod, bound = settled.bound }
  if settled.value then
    mention.value, mention.timex = settled.value, settled.timex
  elseif settled.open == "week" and settled.weekday then
    mention.relative, mention.timex = true, "XXXX-WXX-" .. settled.weekday
    if settled.a and settled.a.hour then mention.timex = mention.timex .. moments.timex({ hour = settled.a.hour, minute = settled.a.minute }) end
  elseif settled.open == "month" and not settled.b then
    mention.relative, mention.timex = true, ("XXXX-XX-%02d"):format(settled.a.day)
  elseif settled.a and settled.b then
    local range = when.range(settled.a, settled.b)
    if not range then return nil end
    mention.value, mention.timex = range.value, settled.timex or nil
  elseif settled.a then
    local one = when.date(settled.a)
    if not one then return nil end
    mention.value, mention.timex = one.value, settled.timex or one.timex or nil
  else
    mention.timex = settled.timex
  end
  mention.alternatives = mention.value and alternatives(settled, mention.value) or nil
  if settled.part then
    mention.grain = "part"
    local base = mention.timex or mention.value
    if base and not base:find "/" then mention.timex = base .. "T" .. settled.part elseif not base then mention.timex = "T" .. settled.part end
  end
  return mention
end

return moments
