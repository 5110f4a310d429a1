-- English dates by their distance and within others: next year, the week before last, Friday the
-- 13th, the first Monday of May. Rules for moonscribe.english.
local ms = require "moonscribe"
local moments = require "moonscribe.moments"
local holidays = require "moonscribe.holidays"
local tools = require "moonscribe.english_tools"

local calendar = ms.calendar
local with = moments.with
local month_day, on_weekday, week_with, told = tools.month_day, tools.on_weekday, tools.week_with, tools.told

return function(add)
  -- --- units by their distance -------------------------------------------------------------------
  local SMALL = { D = true, TH = true, TM = true, TS = true }
  local function step(env, n, unit)
    if SMALL[unit] then return nil end
    if unit == "W2" then return nil end
    return moments.step(env, unit, n)
  end
  -- "Past Friday" is the nearest one; "last Friday" that of last week. The word is no Last by itself, so that this
  -- comes first.
  add("Date", "this? past Weekday", function(env, weekday)
    local now = env.date
    if not now or not now.day then return moments.day_of_week({ relative = true }, weekday) end
    local back = (calendar.weekday(now.year, now.month, now.day) - weekday - 1) % 7 + 1
    return moments.step(env, "D", -back)
  end)
  add("Last", "past", function() return -1 end)
  for _, kind in ipairs { "Last", "This", "Next" } do
    local is_next = kind == "Next"
    add("UnitStep", kind .. " OneUnit", step)
    if kind ~= "This" then add("Date", "the? " .. kind .. " Units", function(_, _, unit) return not SMALL[unit] and { grain = moments.grain(unit), relative = true, bound = "about" } or nil end) end
    add("UnitStep", kind .. " calendar|fiscal|school|academic year", function(env, n)
      return with(moments.step(env, "Y", n), { })
    end)
    add("UnitStep", "this " .. kind .. " OneUnit", function(env, n, unit) return n ~= 0 and step(env, n, unit) or nil end)
    add("Date", "the? " .. kind .. " workweek", function(env, n) return moments.working_week(moments.step(env, "W", n)) end)
    add("Date", "the? " .. kind .. " work|working week", function(env, n) return moments.working_week(moments.step(env, "W", n)) end)
    add("MonthStep", kind .. " month", function(env, n) return moments.step(env, "M", n) end)
    -- "He retired the next year": the year after what was told, which is not the interview's.
    add("Date", "the " .. kind .. " OneUnit", function(env, n, unit)
      if SMALL[unit] or unit == "W2" then return nil end
      return is_next and unit ~= "Y10" and unit ~= "Y100" and env:is_past() and moments.from_told(env, unit, n) or step(env, n, unit)
    end)
    add("Date", "this? " .. kind .. " Weekday", function(env, n, weekday)
      local day = moments.day_of_week(moments.step(env, "W", n), weekday)
      -- Next Friday is for many the coming one, last Friday the one that has just been.
      local nearer = day.a and moments.day_of_week(moments.step(env, "W", 0), weekday).a
      if nearer and n * moments.distance(env.date, nearer) > 0 then day.other = nearer end
      -- This Monday has been, or is to come.
      if nearer and n == 0 and moments.distance(env.date, nearer) < 0 and not env:is_past() then
        day.other = moments.day_of_week(moments.step(env, "W", 1), weekday).a
      end
      return day
    end)
    add("Date", "this? " .. kind .. " Weekday ,? SomeDay", function(env, _, weekday, date) return on_weekday(env, weekday, date) end)
    add("Date", "the? " .. kind .. " Weekend", function(env, n) return moments.weekend_of(moments.step(env, "W", n)) end)
    add("Date", "this " .. kind .. " Weekend", function(env, n) return n < 0 and moments.weekend_of(moments.step(env, "W", n)) or nil end)
    add("Date", kind .. " Month", function(env, n, month)
      local now = env.date
      if not now or not now.month then return with(moments.month { month = month }, { weak = "this_month" }) end
      local year = now.year
      if n < 0 and month >= now.month then year = year - 1 elseif n > 0 and month <= now.month then year = year + 1 end
      return { a = { year = year, month = month }, grain = "month", relative = true, weak = "this_month" }
    end)
    add("Date", kind .. " Month Int|Ord", function(env, n, month, day)
      local date = month_day(env, month, day)
      if not date or not env.date then return date end
      return with(date, { a = with(date.a, { year = env.date.year + n }), open = false, relative = true })
    end)
    add("Date", kind .. " Season", function(env, n, season)
      local now = env.date
      if not now then return { grain = "season", relative = true } end
      local year = now.year + n
      -- A winter is named by the year in which it begins.
      if season == 24 and now.month and now.month <= 2 then year = year - 1
      elseif season == 24 and now.month and now.month < 12 and (n > 0 or n == 0 and env:is_past()) then year = year - 1 end
      return { a = { year = year, month = season }, grain = "season", relative = true }
    end)
    add("Date", "the? " .. kind .. " Holiday", function(env, n, holiday)
      if not env.date then return holidays.on(holiday) end
      local year = env.date.year
      if n == 0 then return with(holidays.on(holiday, year), { relative = true }) end
      local one = holidays.on(holiday, year)
      local first = one.a and one.a.day and one.a.year and env.date.day and calendar.days(one.a.year, one.a.month, one.a.day) - calendar.days(env.date.year, env.date.month, env.date.day)
      if first and (n > 0 and first <= 0 or n < 0 and first >= 0) then one = holidays.on(holiday, year + n) end
      return with(one, { relative = true })
    end)
  end
  add("Date", "UnitStep", function(_, date) return date.grain == "quarter" and with(date, { weak = "of" }) or date end)
  -- Two Sundays ago; the Monday after next: today is none of them.
  local function coming(env, weekday, weeks)
    local now = env.date
    if not now or not now.day then return told "day" end
    local ahead = (weekday - calendar.weekday(now.year, now.month, now.day) - 1) % 7 + 1
    return moments.step(env, "D", ahead + 7 * weeks)
  end
  add("Date", "Int Weekday|Weekdays ago", function(env, n, weekday)
    local now = env.date
    local is_today = now and now.day and calendar.weekday(now.year, now.month, now.day) == weekday
    return n > 0 and n < 100 and coming(env, weekday, is_today and -n - 1 or -n) or nil
  end)
  add("Date", "the? Unit after the? next", function(env, unit) return moments.step(env, unit, 2) end)
  add("Date", "the? Unit before last", function(env, unit) return moments.step(env, unit, -2) end)
  add("Date", "the? Weekend after the? next", function(env) return moments.weekend_of(moments.step(env, "W", 2)) end)
  add("Date", "the? Weekend before last", function(env) return moments.weekend_of(moments.step(env, "W", -2)) end)
  add("Date", "the? Weekday after next", function(env, weekday) return coming(env, weekday, 1) end)
  add("Date", "the? Weekday before last", function(env, weekday)
    return moments.day_of_week(moments.step(env, "W", -2), weekday)
  end)
  add("Date", "the? Month after next", function(env, month)
    local now = env.date
    if not now or not now.month then return moments.month { month = month } end
    return { a = { year = now.year + (month > now.month and 1 or 2), month = month }, grain = "month", relative = true }
  end)
  -- the year after, the following week: from what was told before
  for word, unit in pairs { day = "D", week = "W", month = "M", year = "Y" } do
    add("Date", "the " .. word .. " after", function(env) return with(moments.from_told(env, unit, 1), { weak = "before" }) end)
    add("Date", "the " .. word .. " before", function(env) return with(moments.from_told(env, unit, -1), { weak = "before" }) end)
  end
  local function that(env, unit) return unit ~= "Q" and not SMALL[unit] and unit ~= "W2" and moments.from_told(env, unit, 0) or nil end
  add("Date", "that OneUnit", that)
  add("Date", "later|earlier? that day", function(env)
    return env.told and env.told.a and env.told.a.day and moments.from_told(env, "D", 0) or nil
  end)
  -- The day after Thanksgiving, the week before Easter.
  local function beside(sign)
    return function(env, unit, date)
      if SMALL[unit] and unit ~= "D" or unit == "Q" or unit == "W2" or date.value or date.part or date.weak == "weekday" then return nil end
      local settled = moments.settle(env, date)
      if not settled.a or not settled.a.year then return told(moments.grain(unit)) end
      local from = sign > 0 and settled.b or settled.a
      if (unit == "D" or unit == "W") and not from.day then return nil end
      return with(moments.step({ date = from }, unit, sign), { weak = false, relative = settled.relative })
    end
  end
  add("Date", "the OneUnit after|following Date", beside(1))
  add("Date", "the OneUnit before|preceding Date", beside(-1))
  add("Date", "the OneUnit after that", function(env, unit)
    return not SMALL[unit] and moments.from_told(env, unit, 1) or unit == "D" and moments.from_told(env, unit, 1) or nil
  end)
  add("Date", "the OneUnit before that", function(env, unit)
    return (not SMALL[unit] or unit == "D") and moments.from_told(env, unit, -1) or nil
  end)
  add("Date", "the? same Unit", that)
  add("Date", "the Weekend", function(env)
    return with(moments.weekend_of(moments.step(env, "W", 0)), { relative = true })
  end)
  add("Date", "Weekend", function(env)
    return with(moments.weekend_of(moments.step(env, "W", 0)), { relative = true, weak = "weekend" })
  end)
  add("WeekName", "UnitStep", function(_, week) return (week.is_week or week.grain == "week") and week or nil end)
  local function of_week(_, weekday, week) return moments.day_of_week(week, weekday) end
  add("Date", "Weekday ,? of|from|in|on? WeekName", of_week)
  add("Date", "WeekName ,|-? on? Weekday", function(env, week, weekday) return of_week(env, weekday, week) end)
  add("Date", "WeekName from Weekday to|till|until|through Weekday", function(_, week, a, b)
    local one, other = moments.day_of_week(week, a), moments.day_of_week(week, b)
    return one.a and moments.stretch(one.a, other.a, "day", { relative = true }) or one
  end)

  -- --- weekdays -----------------------------------------------------------------------------------
  add("Date", "Weekday", function(_, weekday)
    return { open = "week", weekday = weekday, grain = "day", weak = "weekday" }
  end)
  add("Date", "Weekday ,? SomeDay", on_weekday)
  add("Date", "Weekday ,? Date", function(env, weekday, date)
    return not date.relative and on_weekday(env, weekday, date) or nil
  end)
  add("Date", "MonthDay ( Weekday )", function(env, date, weekday) return on_weekday(env, weekday, date) end)
  add("SureDay", "MonthDay ( Weekday )", function(env, date, weekday) return on_weekday(env, weekday, date) end)
  add("Date", "SureDay - Time", function(env, date, time)
    return time.hour and not time.b and with(moments.settle(env, date), { a = with(moments.settle(env, date).a, { hour = time.hour, minute = time.minute }), grain = time.minute and "minute" or "hour", open = not env.date and date.open }) or nil
  end)
  add("Date", "Weekday the? Ord", function(env, weekday, day)
    return day <= 31 and on_weekday(env, weekday, { a = { day = day }, grain = "day", open = "month" }) or nil
  end)
  add("Date", "Weekday Digits2", function(env, weekday, day)
    return day > 12 and on_weekday(env, weekday, { a = { day = day }, grain = "day", open = "month" }) or nil
  end)
  add("Digits2", "TwoDigits", function(_, n) return n >= 1 and n <= 31 and n or nil end)
  add("Date", "This Weekday ( SomeDay )", function(env, _, weekday, date) return on_weekday(env, weekday, date) end)
  add("Nth", "Ord")
  add("Nth", "last", function() return -1 end)
  add("Nth", "Ord last|to", function(_, n) return -n end)
  add("Nth", "Ord to last", function(_, n) return -n end)
  local function nth_weekday(env, n, weekday, date)
    if date.grain ~= "month" and date.grain ~= "year" then return nil end
    return moments.nth_weekday(env, date, n, weekday)
  end
  add("Date", "the? Nth Weekday in|of? Date", nth_weekday)
  add("Date", "the? Nth Weekday Time of Date", function(env, n, weekday, time, date)
    local day = nth_weekday(env, n, weekday, date)
    return day and day.a and time.hour and with(day, { a = with(day.a, { hour = time.hour, minute = time.minute }), b = time.b and with(day.a, { hour = time.b.hour, minute = time.b.minute }), grain = "hour" }) or nil
  end)
  add("Date", "the? Nth Unit in|of? the? Date", function(env, n, unit, date)
    if date.grain ~= "month" and date.grain ~= "year" and date.grain ~= "decade" and date.grain ~= "century" then return nil end
    return (unit == "D" or unit == "W" or unit == "M" or unit == "Q") and moments.nth_unit(env, date, n, unit) or nil
  end)
  add("Date", "the? Nth OneUnit of the OneUnit", function(env, n, unit, whole)
    if unit ~= "D" and unit ~= "W" and unit ~= "M" and unit ~= "Q" or whole ~= "Y" and whole ~= "M" and whole ~= "W" then return nil end
    return moments.nth_unit(env, moments.step(env, whole, 0), n, unit)
  end)
  add("Date", "the? Nth decade of Date", function(_, n, date)
    if date.grain ~= "century" or not date.a or n > 10 or n < -10 then return nil end
    return tools.decade_of(date.a.year - 1 + 10 * (n > 0 and n - 1 or 10 + n))
  end)
  add("Date", "the? Nth Weekend in|of? the? Date", function(env, n, _, date)
    local day = (date.grain == "month" or date.grain == "year") and moments.nth_weekday(env, date, n, 6)
    if not day or not day.a then return nil end
    return moments.weekend_of(moments.week(day.a))
  end)
  local function run_of(is_last)
    return function(env, span, date)
      if not date.a or date.grain ~= "month" and date.grain ~= "year" or span.is_sum or span.high or math.type(span.n) ~= "integer" then return nil end
      return (span.unit == "D" or span.unit == "W" or span.unit == "M") and moments.run_of(env, date, span.n, span.unit, is_last) or nil
    end
  end
  add("Date", "the? first|opening Span in|of Date", run_of(false))
  add("Date", "the? last|final|closing Span in|of Date", run_of(true))
  add("Date", "the? first Span Date", run_of(false))
  add("Date", "the? Ord Weekday", function() return told "day" end)
  add("Date", "the? week of|beginning|starting|commencing|from on? the? Date", week_with)
  add("Date", "the? week Int", function(env, n)
    if n < 1 or n > 53 then return nil end
    return env.date and moments.nth_unit(env, moments.year(env.date.year), n, "W") or told "week"
  end)
  add("Date", "the? week Int of|in? Year", function(env, n, year)
    return n >= 1 and n <= 53 and moments.nth_unit(env, moments.year(year), n, "W") or nil
  end)
  add("Date", "month of MonthDay", function(_, date) return moments.month { month = date.a.month } end)
  add("Date", "the closest Weekday to Date", function(env, weekday, date)
    local first = moments.ends(env, date)
    if not first or date.grain ~= "day" then return nil end
    local gap = (weekday - calendar.weekday(calendar.date(first))) % 7
    if gap > 3 then gap = gap - 7 end
    local year, month, day = calendar.date(first + gap)
    return { a = { year = year, month = month, day = day }, grain = "day" }
  end)
end
