-- Dates in English and what is put together from them: days, months, years, decades, holidays, a
-- date with a time of day, ranges. Rules for moonscribe.english.
local ms = require "moonscribe"
local moments = require "moonscribe.moments"
local holidays = require "moonscribe.holidays"

local calendar = ms.calendar
local with = moments.with

local function two_digits(n, env)
  local now = env.date and env.date.year or 2030
  local year = now // 100 * 100 + n
  return year > now + 10 and year - 100 or year
end

local function century_of(n) return { value = ("%02dXX"):format(n - 1), timex = ("%02d"):format(n - 1), grain = "century", a = { year = 100 * (n - 1) + 1 }, b = { year = 100 * n } } end
local function decade_of(year) return { value = ("%03dX"):format(year // 10), timex = tostring(year // 10), grain = "decade", a = { year = year }, b = { year = year + 9 } } end

local function month_day(_, month, day) return day >= 1 and day <= 31 and moments.day { month = month, day = day } or nil end

-- A date whose year is not yet known gets it.
local function in_year(_, date, year)
  if date.open ~= "year" or date.is_numeric then return nil end
  if date.holiday then return holidays.on(date.holiday, year) end
  local b = date.b and with(date.b, { year = year })
  local a = with(date.a, { year = year })
  -- November to February 2017 begins in 2016.
  if b and b.month < a.month then a.year = year - 1 end
  return with(date, { open = false, a = a, b = b, weak = false })
end

local function year_number(date) return date.grain == "year" and date.a and not date.b and date.a.year or nil end

-- Friday, March 5; Friday the 13th. The number decides, unless there is only that.
local function on_weekday(env, weekday, date)
  if date.grain ~= "day" or date.b or not date.a then return nil end
  if date.open ~= "month" then return with(date, { weak = false, is_numeric = false }) end
  -- The nearest month in which that day is that weekday.
  local now = env.date
  if not now or not now.month then return with(date, { weak = false, timex = "XXXX-WXX-" .. weekday }) end
  for distance = 0, 12 do
    for _, sign in ipairs { 1, -1 } do
      local year, month = calendar.add(now.year, now.month, 1, { months = sign * distance })
      if year and calendar.is_valid(year, month, date.a.day) and calendar.weekday(year, month, date.a.day) == weekday then
        return { a = { year = year, month = month, day = date.a.day }, grain = "day", relative = true }
      end
    end
  end
  return nil
end

local function week_with(env, date)
  if date.grain ~= "day" or date.b then return nil end
  local first, _, settled = moments.ends(env, date)
  return first and moments.week(settled.a) or { grain = "week" }
end

-- A year or month that nobody has said: that of the date told last would do, but nobody knows it.
local function told(grain) return { grain = grain, relative = true } end

return function(rules, data)
  local function add(...) rules:add(...) end
  local function same(_, value) return value end

  -- --- days and months ---------------------------------------------------------------------------
  add("MonthName", "Month", same)
  add("MonthName", "the? month of Month", same)
  add("Date", "Month", function(_, month) return with(moments.month { month = month }, { weak = "month" }) end)
  add("Date", "the? month of Month", function(_, month) return moments.month { month = month } end)
  add("Date", "in the Month", function(_, month) return with(moments.month { month = month }, { skip = 2 }) end)
  add("MonthDay", "Month the? Ord|Int", month_day)
  add("MonthDay", "Month /|- Int", month_day)
  add("MonthDay", "the? OrdDigits|Digits2 of? Month", function(env, day, month) return month_day(env, month, day) end)
  add("MonthDay", "the? Ord of Month", function(env, day, month) return month_day(env, month, day) end)
  add("MonthDay", "the? Ord day of Month", function(env, day, month) return month_day(env, month, day) end)
  -- "The second may be late."
  add("MonthDay", "the? Ord Month", function(env, day, month) return month ~= 3 and month ~= 5 and month_day(env, month, day) end)
  add("MonthDay", "Int of? Month", function(env, day, month) return month_day(env, month, day) end)
  add("MonthDay", "Int /|- Month", function(env, day, month) return month_day(env, month, day) end)
  add("MonthDay", "the ides of Month", function(env, month) return month_day(env, month, (month == 3 or month == 5 or month == 7 or month == 10) and 15 or 13) end)
  add("MonthDay", "Int . Month", function(env, day, month) return month_day(env, month, day) end)
  add("Date", "MonthDay", same)
  local function full(env, date, year) return in_year(env, date, year) end
  add("Date", "MonthDay ,? of|in? AnyYear", full)
  add("Date", "MonthDay -|/ Year", full)
  add("Date", "MonthDay TwoDigits", function(env, date, n) return n > 31 and full(env, date, two_digits(n, env)) or nil end)
  add("Date", "Int -|/ Month -|/ TwoDigits", function(env, day, month, n)
    local date = month_day(env, month, day)
    return date and full(env, date, two_digits(n, env))
  end)
  add("Date", "MonthName ,? of|in? AnyYear", function(_, month, year) return moments.month { year = year, month = month } end)
  add("Date", "MonthName -|/ Year", function(_, month, year) return moments.month { year = year, month = month } end)
  add("Date", "Month of TwoDigits", function(env, month, n) return moments.month { year = two_digits(n, env), month = month } end)
  add("Date", "Year Month", function(_, year, month) return moments.month { year = year, month = month } end)
  add("Date", "Year -|/ Month -|/ Int", function(_, year, month, day) return month_day(nil, month, day) and moments.day { year = year, month = month, day = day } end)
  add("Date", "Month - Year - Int", function(_, month, year, day) return month_day(nil, month, day) and moments.day { year = year, month = month, day = day } end)
  add("Date", "Year -|/ Int -|/ Month", function(_, year, day, month) return month_day(nil, month, day) and moments.day { year = year, month = month, day = day } end)
  -- 10/31 is a fraction, but not behind a weekday or "on".
  add("Date", "on|by|until|till|since|before|after|this|each NumericDay", function(_, date) return with(date, { skip = 1 }) end)
  -- 10/31 can hardly be a fraction.
  add("Date", "NumericDay", function(_, date)
    local month, day = date.a.month, date.a.day
    if date.sign ~= "/" or day <= 12 or day == 24 and month == 7 or (month == 1 or month % 2 == 1 and day == 16) and day % 4 == 0 then return nil end
    return with(date, { weak = "numeric" })
  end)
  add("Date", "NumericDay ,? Year", function(env, date, year) return in_year(env, date, year) end)
  add("SomeDay", "NumericDay", same)
  add("SomeDay", "MonthDay", same)
  add("Date", "NumericDay -|to NumericDay", function(_, a, b) return a.sign == "/" and b.sign == "/" and moments.stretch(a.a, b.a, "day", { open = "year", weak = "numeric" }) or nil end)
  add("Date", "NumericDay -|to Date", function(_, a, b) return b.grain == "day" and b.a and b.a.year and not b.b and not b.relative and moments.stretch(with(a.a, { year = b.a.year }), b.a, "day") or nil end)

  -- the 5th, the twenty-first: english_checks knows when it is a day
  add("Date", "the OrdDigits", function(_, day) return day <= 31 and { a = { day = day }, grain = "day", open = "month", weak = "day" } or nil end)
  add("Date", "the Ord", function(_, day) return day <= 31 and { a = { day = day }, grain = "day", open = "month", weak = "dayword" } or nil end)
  add("Date", "the Int", function(_, day) return day <= 31 and day > 12 and { a = { day = day }, grain = "day", open = "month", weak = "dayword" } or nil end)
  add("DayNumber", "the? Ord", same)
  add("DayNumber", "the? Int", function(_, n) return n <= 31 and n or nil end)
  add("Date", "DayNumber of? the? MonthStep", function(_, day, month)
    if not month.a then return told "day" end
    return calendar.is_valid(month.a.year, month.a.month, day) and { a = with(month.a, { day = day }), grain = "day", relative = true } or nil
  end)
  add("Date", "the? Ord day of the? MonthStep", function(_, day, month)
    if not month.a then return told "day" end
    return calendar.is_valid(month.a.year, month.a.month, day) and { a = with(month.a, { day = day }), grain = "day", relative = true } or nil
  end)

  -- --- days named by today ------------------------------------------------------------------------
  add("Date", "Today", function(env, n) return moments.step(env, "D", n) end)
  add("Date", "the? day before yesterday", function(env) return moments.step(env, "D", -2) end)
  add("Date", "the? day after tomorrow|tmrw", function(env) return moments.step(env, "D", 2) end)
  add("Date", "Tonight", function(env) return with(moments.step(env, "D", 0), { part = "NI" }) end)
  add("Date", "Part Tonight", function(env) return with(moments.step(env, "D", 0), { part = "NI" }) end)
  add("Date", "late? last night", function(env) return with(moments.step(env, "D", -1), { part = "NI" }) end)
  add("Date", "This early|late|later|mid? DayPart", function(env, _, part) return with(moments.step(env, "D", 0), { part = part }) end)
  add("Date", "early|late|later This DayPart", function(env, _, part) return with(moments.step(env, "D", 0), { part = part }) end)
  add("Date", "Next|Last DayPart", function(env, step, part) return with(moments.step(env, "D", step), { part = part }) end)
  add("Date", "the? same day", function(env) return moments.from_told(env, "D", 0) end)
  for word, n in pairs { next = 1, following = 1, previous = -1 } do
    add("Date", "the " .. word .. " day", function(env)
      return (env.told or env:is_past()) and moments.from_told(env, "D", n) or moments.step(env, "D", n)
    end)
  end

  -- --- units by their distance -------------------------------------------------------------------
  local SMALL = { D = true, TH = true, TM = true, TS = true }
  local function step(env, n, unit)
    if SMALL[unit] then return nil end
    if unit == "W2" then return nil end
    return moments.step(env, unit, n)
  end
  -- "Past Friday" is the nearest one; "last Friday" that of last week.
  add("Date", "this? past Weekday", function(env, weekday)
    local now = env.date
    if not now or not now.day then return moments.day_of_week({ relative = true }, weekday) end
    local back = (calendar.weekday(now.year, now.month, now.day) - weekday - 1) % 7 + 1
    return moments.step(env, "D", -back)
  end)
  for _, kind in ipairs { "Last", "This", "Next" } do
    local is_next = kind == "Next"
    add("UnitStep", kind .. " Unit", step)
    add("UnitStep", kind .. " calendar|fiscal|school|academic year", function(env, n)
      return with(moments.step(env, "Y", n), { })
    end)
    add("UnitStep", "this " .. kind .. " Unit", function(env, n, unit) return n ~= 0 and step(env, n, unit) or nil end)
    add("MonthStep", kind .. " month", function(env, n) return moments.step(env, "M", n) end)
    -- "He retired the next year": the year after what was told, which is not the interview's.
    add("Date", "the " .. kind .. " Unit", function(env, n, unit)
      if SMALL[unit] or unit == "W2" then return nil end
      return is_next and unit ~= "Y10" and unit ~= "Y100" and env:is_past() and moments.from_told(env, unit, n) or step(env, n, unit)
    end)
    add("Date", "this? " .. kind .. " Weekday", function(env, n, weekday)
      return moments.day_of_week(moments.step(env, "W", n), weekday)
    end)
    add("Date", "this? " .. kind .. " Weekday ,? SomeDay", function(env, _, weekday, date) return on_weekday(env, weekday, date) end)
    add("Date", "the? " .. kind .. " Weekend", function(env, n) return moments.weekend_of(moments.step(env, "W", n)) end)
    add("Date", "this " .. kind .. " Weekend", function(env, n) return n < 0 and moments.weekend_of(moments.step(env, "W", n)) or nil end)
    add("Date", kind .. " Month", function(env, n, month)
      local now = env.date
      if not now or not now.month then return with(moments.month { month = month }, { weak = false }) end
      local year = now.year
      if n < 0 and month >= now.month then year = year - 1 elseif n > 0 and month <= now.month then year = year + 1 end
      return { a = { year = year, month = month }, grain = "month", relative = true }
    end)
    add("Date", kind .. " Month Int|Ord", function(env, n, month, day)
      local date = month_day(env, month, day)
      if not date or not env.date then return date end
      return with(date, { a = with(date.a, { year = env.date.year + n }), open = false, relative = true })
    end)
    add("Date", kind .. " Season", function(env, n, season)
      if not env.date then return { grain = "season", relative = true } end
      return { a = { year = env.date.year + n, month = season }, grain = "season", relative = true }
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
  add("Date", "UnitStep", same)
  add("Date", "Int|a|an? Weekday ago", function() return nil end)
  add("Date", "the? Unit after the? next", function(env, unit) return moments.step(env, unit, 2) end)
  add("Date", "the? Unit before last", function(env, unit) return moments.step(env, unit, -2) end)
  add("Date", "the? Weekend after the? next", function(env) return moments.weekend_of(moments.step(env, "W", 2)) end)
  add("Date", "the? Weekend before last", function(env) return moments.weekend_of(moments.step(env, "W", -2)) end)
  add("Date", "the? Weekday after next", function(env, weekday) return moments.day_of_week(moments.step(env, "W", weekday > 0 and 1 or 1), weekday) end)
  add("Date", "the? Weekday before last", function(env, weekday) return moments.day_of_week(moments.step(env, "W", -2), weekday) end)
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
  add("Date", "that Unit", that)
  add("Date", "the? same Unit", that)
  add("Date", "the? Weekend", function(env) return with(moments.weekend_of(moments.step(env, "W", 0)), { relative = true }) end)
  add("WeekName", "UnitStep", function(_, week) return (week.is_week or week.grain == "week") and week or nil end)
  local function of_week(_, weekday, week) return moments.day_of_week(week, weekday) end
  add("Date", "Weekday ,? of|from|in|on? WeekName", of_week)
  add("Date", "WeekName ,|-? on? Weekday", function(env, week, weekday) return of_week(env, weekday, week) end)
  add("Date", "WeekName from Weekday to|till|until|through Weekday", function(_, week, a, b)
    local one, other = moments.day_of_week(week, a), moments.day_of_week(week, b)
    return one.a and moments.stretch(one.a, other.a, "day", { relative = true }) or one
  end)

  -- --- weekdays -----------------------------------------------------------------------------------
  add("Date", "Weekday", function(_, weekday) return { open = "week", weekday = weekday, grain = "day", weak = "weekday" } end)
  add("Date", "Weekday ,? SomeDay", on_weekday)
  add("Date", "Weekday ,? Date", function(env, weekday, date) return not date.relative and on_weekday(env, weekday, date) or nil end)
  add("Date", "Weekday the? Ord", function(env, weekday, day) return day <= 31 and on_weekday(env, weekday, { a = { day = day }, grain = "day", open = "month" }) or nil end)
  add("Date", "Weekday Digits2", function(env, weekday, day) return day > 12 and on_weekday(env, weekday, { a = { day = day }, grain = "day", open = "month" }) or nil end)
  add("Digits2", "TwoDigits", function(_, n) return n >= 1 and n <= 31 and n or nil end)
  add("Date", "This Weekday ( SomeDay )", function(env, _, weekday, date) return on_weekday(env, weekday, date) end)
  add("Nth", "Ord", same)
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
  add("Date", "the? first Span in|of Date", run_of(false))
  add("Date", "the? last Span in|of Date", run_of(true))
  add("Date", "the? first Span Date", run_of(false))
  add("Date", "the? Ord Weekday", function() return told "day" end)
  add("Date", "the? week of|beginning|starting|commencing|from on? the? Date", week_with)
  add("Date", "the? week N|Int", function(env, n) return env.date and n >= 1 and n <= 53 and moments.nth_unit(env, moments.year(env.date.year), n, "W") or nil end)
  add("Date", "the? week Int of|in? Year", function(env, n, year) return n >= 1 and n <= 53 and moments.nth_unit(env, moments.year(year), n, "W") or nil end)
  add("Date", "month of MonthDay", function(_, date) return moments.month { month = date.a.month } end)
  add("Date", "the closest Weekday to Date", function(env, weekday, date)
    local first = moments.ends(env, date)
    if not first or date.grain ~= "day" then return nil end
    local gap = (weekday - calendar.weekday(calendar.date(first))) % 7
    if gap > 3 then gap = gap - 7 end
    local year, month, day = calendar.date(first + gap)
    return { a = { year = year, month = month, day = day }, grain = "day" }
  end)

  -- --- years, quarters, seasons, decades ---------------------------------------------------------
  add("Date", "Year", function(_, year) return with(moments.year(year), { weak = "year" }) end)
  add("Date", "SpokenYear", function(_, year) return with(moments.year(year), { weak = "spokenyear" }) end)
  add("Date", "the? calendar? year Year|SpokenYear", function(_, year) return moments.year(year) end)
  add("Date", "cy Year", function(_, year) return moments.year(year) end)
  add("Date", "Year AD|CE", function(_, year) return moments.year(year) end)
  local function fiscal(_, year) return with(moments.year(year), { timex = ("FY%d"):format(year) }) end
  add("Date", "the? fiscal|financial year? Year", fiscal)
  add("Date", "fy Year", fiscal)
  add("Date", "the? Last|This|Next fiscal|financial year", function(env, n)
    local one = moments.step(env, "Y", n)
    return one.a and with(one, { timex = ("FY%d"):format(one.a.year) }) or one
  end)
  add("YearName", "AnyYear", function(_, year) return moments.year(year) end)
  add("YearName", "UnitStep", function(_, date) return date.grain == "year" and date or nil end)
  add("QuarterNumber", "q N1|Int", function(_, n) return n >= 1 and n <= 4 and n or nil end)
  add("QuarterNumber", "the? Ord quarter|qtr", function(_, n) return n <= 4 and n or nil end)
  add("HalfNumber", "h N1|Int", function(_, n) return n >= 1 and n <= 2 and n or nil end)
  add("HalfNumber", "the? Ord half", function(_, n) return n <= 2 and n or nil end)
  local function quarter(_, n, year)
    if not year.a then return { grain = "quarter", relative = true } end
    return { a = { year = year.a.year, month = 32 + n }, grain = "quarter", relative = year.relative }
  end
  local function half(_, n, year)
    if not year.a then return { grain = "half", relative = true } end
    return moments.stretch({ year = year.a.year, month = 6 * n - 5 }, { year = year.a.year, month = 6 * n }, "half", { relative = year.relative, timex = ("%04d-H%d"):format(year.a.year, n) })
  end
  for name, meaning in pairs { QuarterNumber = quarter, HalfNumber = half } do
    add("Date", name .. " of|in|,? the? YearName", meaning)
    add("Date", "YearName -|,? " .. name, function(env, year, n) return meaning(env, n, year) end)
    add("Date", name .. " of the year", function(env, n) return meaning(env, n, moments.step(env, "Y", 0)) end)
  end
  add("Date", "QuarterNumber", function(env, n) return with(quarter(env, n, moments.step(env, "Y", 0)), { weak = "quarter" }) end)
  add("Date", "HalfNumber", function(env, n) return with(half(env, n, moments.step(env, "Y", 0)), { weak = "quarter" }) end)
  add("Date", "the? Season of|in|,? YearName", function(_, season, year)
    if not year.a then return { grain = "season", relative = true } end
    return { a = { year = year.a.year, month = season }, grain = "season", relative = year.relative }
  end)
  add("Date", "the? Season", function(_, season) return { a = { month = season }, grain = "season", timex = ({ "SP", "SU", "FA", "WI" })[season - 20], weak = "season" } end)
  add("Date", "the? DecadeYear", function(_, year) return year % 100 == 0 and year < 2000 and century_of(year // 100 + 1) or decade_of(year) end)
  add("Date", "the? DecadeDigits", function(_, n) return with(decade_of((n < 30 and 2000 or 1900) + n), { weak = "decade" }) end)
  add("Date", "' DecadeDigits", function(_, n) return decade_of((n < 30 and 2000 or 1900) + n) end)
  add("Date", "the? ' DecadeDigits", function(_, n) return decade_of((n < 30 and 2000 or 1900) + n) end)
  add("Date", "the Decade", function(env, n)
    return decade_of(n == 0 and 2000 or (n < 30 and env.date and 2000 or 1900) + n)
  end)
  add("Date", "the? N10|N20 Decade", function(_, hundred, n) return (hundred >= 15 and hundred <= 20) and decade_of(100 * hundred + n) or nil end)
  add("Date", "the? two thousands", function() return decade_of(2000) end)
  add("Date", "' TwoDigits", function(env, n) return with(moments.year(two_digits(n, env)), { weak = "apostrophe" }) end)
  add("Date", "the? Ord century", function(_, n) return n <= 30 and century_of(n) or nil end)
  add("Date", "MonthName the? UnitStep", function(_, month, year)
    if year.grain ~= "year" then return nil end
    return year.a and { a = { year = year.a.year, month = month }, grain = "month", relative = true } or moments.month { month = month }
  end)
  add("Date", "MonthName of UnitStep", function(_, month, year)
    if year.grain ~= "year" then return nil end
    return year.a and { a = { year = year.a.year, month = month }, grain = "month", relative = true } or moments.month { month = month }
  end)
  add("Date", "MonthDay of|,? UnitStep", function(env, date, year)
    if year.grain ~= "year" then return nil end
    return year.a and in_year(env, date, year.a.year) or date
  end)
  add("Date", "MonthName|MonthDay Last|This|Next year", function() return nil end)

  -- --- holidays -----------------------------------------------------------------------------------
  holidays.add(rules, data)
  add("Date", "Holiday", function(_, holiday) return holidays.on(holiday) end)
  add("Date", "this Holiday", function(_, holiday) return holidays.on(holiday) end)
  add("Date", "Holiday ,? of|in? YearName", function(_, holiday, year) return holidays.on(holiday, year.a and year.a.year) end)
  add("Date", "Holiday Span ago", function(env, holiday, span)
    return env.date and span.amount.Y and holidays.on(holiday, env.date.year - span.amount.Y) or nil
  end)
  local function holiday_weekend(env, date)
    local first, _, settled = moments.ends(env, date)
    if not first or not date.holiday then return nil end
    local weekday = calendar.weekday(calendar.date(first))
    local week = moments.week(settled.a)
    if weekday == 1 then
      local year, month, day = calendar.date(first - 2)
      week = moments.week { year = year, month = month, day = day }
    end
    return moments.weekend_of(week)
  end
  add("Date", "Date Weekend", holiday_weekend)
  add("Date", "the? Weekend of Date", function(env, _, date)
    if date.holiday then return holiday_weekend(env, date) end
    local week = week_with(env, date)
    return week and moments.weekend_of(week) or nil
  end)

  -- --- early, late, the end of -------------------------------------------------------------------
  local function part(env, name, date)
    if date.part or date.a and date.a.hour then return nil end
    if date.grain == "day" and not (date.relative and not date.b) then return nil end
    local one = moments.part_of(env, date, name)
    if one then one.weak = date.weak == "decade" and date.weak end
    return one
  end
  add("Date", "the? Part Date", part)
  add("Date", "Part in|on the? Date", part)
  add("Date", "the? PartOf of around? the? Date", part)
  add("Date", "the? PartOf Date", function(env, name, date)
    return (date.relative and date.is_week or name == "end" and date.grain == "month") and part(env, name, date) or nil
  end)
  for _, unit in ipairs { "week", "month", "year", "decade", "century" } do
    local code = ({ week = "W", month = "M", year = "Y", decade = "Y10", century = "Y100" })[unit]
    add("Date", "the PartOf of the? " .. unit, function(env, name) return moments.part_of(env, moments.step(env, code, 0), name) end)
    add("Date", "PartOf of the " .. unit, function(env, name) return moments.part_of(env, moments.step(env, code, 0), name) end)
    add("Date", "by|at PartOf of " .. unit, function(env, name)
      local one = moments.part_of(env, moments.step(env, code, 0), name)
      if one then one.skip = 1 end
      return one
    end)
  end
  add("Date", "the? eom", function(env) return moments.part_of(env, moments.step(env, "M", 0), "end") end)
  add("Date", "the? eoy", function(env) return moments.part_of(env, moments.step(env, "Y", 0), "end") end)
  add("Date", "the? year to date", function(env)
    local now = env.date
    return now and now.day and moments.stretch({ year = now.year, month = 1, day = 1 }, { year = now.year, month = now.month, day = now.day }, "day", { relative = true }) or told "year"
  end)
  add("Date", "right now", function() return { grain = "day", relative = true, timex = "PRESENT_REF" } end)
  add("Date", "at the moment", function() return { grain = "day", relative = true, timex = "PRESENT_REF", weak = "clause" } end)
  add("Date", "the other day", function() return { grain = "day", relative = true, bound = "about" } end)
  add("Date", "the turn of the century", function() return { grain = "year", relative = true, bound = "about" } end)

  -- --- a day and its time -------------------------------------------------------------------------
  local function with_part(_, date, name)
    if date.grain ~= "day" or date.b or date.part or date.a and date.a.hour then return nil end
    return with(date, { part = name, weak = false })
  end
  add("Date", "Date ,? in|at|on? the? AnyPart", with_part)
  add("Date", "in? the? AnyPart of|on|,? the? Date", function(env, name, date) return with_part(env, date, name) end)
  add("Date", "in the AnyPart ,? of|on? the? Date", function(env, name, date)
    local one = with_part(env, date, name)
    return one
  end)
  add("Date", "Date Half", function(env, date, half) return with_part(env, date, half == "a" and "MO" or "AF") end)

  local clock = require "moonscribe.english_clock_tools"
  local function at(env, date, time)
    if not time.hour or date.grain ~= "day" and date.grain ~= "part" or date.b or date.value then return nil end
    if date.a and date.a.hour then return nil end
    if not date.a and date.open ~= "week" then return with(date, { grain = "hour", part = false, weak = false }) end
    if date.part then
      local second = time.b
      time = clock.in_part(with(time, { b = false }), date.part)
      if not time then return nil end
      if second then time = with(time, { b = clock.in_part(second, date.part) }) end
    end
    local settled = moments.settle(env, date)
    local parts = { hour = time.hour, minute = time.minute, second = time.second }
    if time.hour == 24 then return nil end
    local grain = (time.minute or time.b and time.b.minute) and "minute" or "hour"
    if not settled.a then return with(settled, { a = parts, grain = grain, part = false, weak = false }) end
    local b
    if time.b then
      b = with(settled.a, { hour = time.b.hour, minute = time.b.minute, second = time.b.second })
      if settled.a.day and settled.a.year and (time.b.hour * 60 + (time.b.minute or 0)) < time.hour * 60 + (time.minute or 0) then
        local year, month, day = calendar.add(settled.a.year, settled.a.month, settled.a.day, { days = 1 })
        b.year, b.month, b.day = year, month, day
      end
    end
    return with(settled, { a = with(settled.a, parts), b = b, grain = grain, part = false, weak = false, timex = false, other = false })
  end
  local function before(env, time, date) return at(env, date, time) end
  add("Date", "Date ,|- Time", at)
  add("Date", "Date at|around|about|for|by|before|after|from|@? Time", at)
  add("Date", "Date ,? at|around|@ Time", at)
  add("Date", "Date at|around|by|@ Hour|HourMinute|DotTime|WordTime", at)
  add("Date", "Date Hour", function(env, date, time) return date.relative and not date.b and at(env, date, time) or nil end)
  add("Date", "Date from|between|at HourRange", at)
  add("Date", "Date HourRange", at)
  add("Date", "from|between? HourRange on|of|,? Date", function(env, time, date) return at(env, date, time) end)
  add("Date", "Time ,? on|of|at? the? Date", before)
  add("Date", "Time ,? the? Date", before)
  add("Date", "Hour|WordTime on|,? Date", function(env, time, date) return (date.relative or date.part) and before(env, time, date) or nil end)
  add("Date", "Hour on the? Digits2|Ord", function(env, time, day) return before(env, time, { a = { day = day }, grain = "day", open = "month" }) end)

  local CLOCKED = { day = true, hour = true, minute = true }
  -- --- ranges ---------------------------------------------------------------------------------------
  local function range(env, a, b)
    if a.part or b.part or a.is_in or b.is_in then return nil end
    if (not a.a and a.relative and a.open ~= "week" or not b.a and b.relative and b.open ~= "week") and not a.value and not b.value and CLOCKED[a.grain] and CLOCKED[b.grain] then return { grain = "day", relative = true } end
    if a.value and a.grain ~= "decade" and a.grain ~= "century" or not a.a and a.open ~= "week" or not b.a and b.open ~= "week" then return nil end
    if a.b and not a.is_week and not a.value and not a.mod or b.b and not b.is_week and not b.value and not b.mod then return nil end
    if a.grain == "year" and (b.grain == "quarter" or b.grain == "half") or a.grain == "week" and b.open == "week" then return nil end
    if (a.grain == "decade" or b.grain == "decade") and a.grain ~= b.grain then return nil end
    if a.value and b.value then return { value = a.value .. "/" .. b.value, grain = a.grain } end
    if a.value or b.value then return nil end
    local first, second = a, b
    if a.open == "month" and b.grain == "day" and b.a and b.a.month then
      if not b.a.day or a.a.day >= b.a.day then return nil end
      first = with(b, { a = with(b.a, { day = a.a.day }) })
      a = first
    end
    if a.open == "year" and not b.open and not b.relative and a.a.month and b.a.month and (a.grain == "month" or a.grain == "day") then
      local year = b.a.year
      if a.a.month > b.a.month then year = year - 1 end
      first = with(a, { a = with(a.a, { year = year }), open = false })
    elseif b.open == "year" and not a.open and a.a.year and a.a.month and b.a.month then
      second = with(b, { a = with(b.a, { year = a.a.year + (b.a.month < a.a.month and 1 or 0) }), open = false })
    elseif a.open == "year" and b.open == "year" and env.date then
      first = moments.settle(env, a)
      second = with(b, { a = with(b.a, { year = first.a.year + (b.a.month and a.a.month and b.a.month < a.a.month and 1 or 0) }), open = false })
    end
    if a.open == "week" and b.open == "week" then
      first = moments.settle(env, a)
      if first.a then
        second = moments.shifted(env, with(first, { b = first.a }), { D = (b.weekday - a.weekday) % 7 }, 1, "day")
      else
        return { open = "week", weekday = a.weekday, grain = "day", is_range = true }
      end
    end
    first, second = moments.settle(env, first), moments.settle(env, second)
    if not first.a or not second.a then return { grain = b.grain, relative = true } end
    local one, other = first.a, (second.b or second.a)
    if one.hour and not other.day or one.year and other.year and one.year > other.year then return nil end
    if one.year and other.year and one.year == other.year and one.month and other.month and (one.month > other.month or one.month == other.month and one.day and other.day and one.day > other.day) and one.month <= 12 and other.month <= 12 then return nil end
    return moments.stretch(one, other, b.grain, { relative = first.relative or second.relative, open = not one.year and "year" or nil })
  end
  local function from(env, a, b)
    local one = range(env, a, b)
    if one then one.skip = 1 end
    return one
  end
  add("Date", "Date -|to|till|til|until|through|thru the? Date", range)
  add("Date", "from|between the? Date -|to|till|til|until|through|thru|and the? Date", from)
  add("Now", "now", function() return true end)
  add("Now", "the? present|present day", function() return true end)
  local function day_of(now) return { year = now.year, month = now.month, day = now.day } end
  local function to_now(env, a)
    return env.date and range(env, a, { a = day_of(env.date), grain = "day", relative = true }) or nil
  end
  add("Date", "Date to|till|until|through Now", to_now)
  add("Date", "from|between Date to|till|until|and Now", function(env, a)
    local one = to_now(env, a)
    if one then one.skip = 1 end
    return one
  end)
  add("Date", "between Now and Date", function(env, _, b)
    local one = env.date and range(env, { a = day_of(env.date), grain = "day", relative = true }, b)
    if one then one.skip = 1 end
    return one
  end)
  -- July 13 to 15, 13 to 15 July
  local function days(_, month, from_day, to_day, year)
    if from_day < 1 or to_day > 31 or from_day >= to_day then return nil end
    return moments.stretch({ year = year, month = month, day = from_day }, { year = year, month = month, day = to_day }, "day", { open = not year and "year" or nil })
  end
  add("DayRange", "Month the? Ord|Int -|to|till|until|through|thru the? Ord|Int", days)
  add("DayRange", "Month between|from the? Ord|Int and|to|- the? Ord|Int", days)
  add("DayRange", "the? Ord|Int -|to|till|until|through|thru the? Ord|Int of? Month", function(env, a, b, month) return days(env, month, a, b) end)
  add("FromDayRange", "from|between the? Ord|Int -|to|till|until|through|thru|and the? Ord|Int of? Month", function(env, a, b, month) return days(env, month, a, b) end)
  add("FromDayRange", "from|between Month the? Ord|Int -|to|till|until|through|thru|and the? Ord|Int", days)
  for name, skip in pairs { DayRange = 0, FromDayRange = 1 } do
    add("Date", name, function(_, date) return with(date, { skip = skip }) end)
    add("Date", name .. " ,? of|in? AnyYear", function(env, date, year)
      local one = in_year(env, date, year)
      return one and with(one, { skip = skip })
    end)
  end
  add("Date", "Weekday ,? DayRange", function(_, _, date) return date end)
  add("Date", "Int to|- Int of? the? MonthStep", function(_, a, b, month)
    if not month.a then return told "day" end
    return a < b and b <= 31 and moments.stretch(with(month.a, { day = a }), with(month.a, { day = b }), "day", { relative = true }) or nil
  end)
  add("Date", "MonthName -|to|till|until|through MonthName ,? of|in? Year|SpokenYear", function(_, a, b, year)
    return moments.stretch({ year = a > b and year - 1 or year, month = a }, { year = year, month = b }, "month")
  end)
  add("Date", "between the Ord and|to the? Ord", function(_, a, b) return a < b and b <= 31 and { a = { day = a }, b = { day = b }, grain = "day", open = "month", skip = 1, weak = "day" } or nil end)
  add("Date", "Year - TwoDigits", function(_, year, n) return n > year % 100 and moments.stretch({ year = year }, { year = year // 100 * 100 + n }, "year", { weak = "year" }) or nil end)
  local function lasting(env, date, span)
    if date.grain ~= "day" or date.b or date.part or span.high or not date.a or not (span.amount.D or span.amount.W or span.amount.M) then return nil end
    local settled = moments.settle(env, date)
    local last = moments.shifted(env, settled, span.amount, 1, "day")
    if not last or not last.a then return { grain = "day", relative = true } end
    return moments.stretch(settled.a, last.a, settled.a.hour and "hour" or "day", { relative = settled.relative })
  end
  add("Date", "Date for Span", lasting)
  add("Date", "for Span from Date", function(env, span, date) return lasting(env, date, span) end)
  add("Date", "Span starting|beginning|commencing on|from? Date", function(env, span, date) return lasting(env, date, span) end)
end
