-- Days and months in English: March 5, the third of May, 10/31/2016, tomorrow, tonight. Rules for
-- moonscribe.english.
local ms = require "moonscribe"
local moments = require "moonscribe.moments"
local tools = require "moonscribe.english_tools"

local calendar = ms.calendar
local with = moments.with
local two_digits, month_day, in_year, told = tools.two_digits, tools.month_day, tools.in_year, tools.told

-- 9/11 has a year of its own.
local TERROR = { a = { year = 2001, month = 9, day = 11 }, grain = "day" }

return function(add)
  -- --- days and months ---------------------------------------------------------------------------
  add("MonthName", "Month")
  add("MonthName", "the? month of Month")
  add("Date", "Month", function(_, month) return with(moments.month { month = month }, { weak = "month" }) end)
  add("Date", "the? month of Month", function(_, month) return moments.month { month = month } end)
  add("Date", "in the Month", function(_, month) return with(moments.month { month = month }, { skip = 2 }) end)
  add("MonthDay", "Month the? Ord|Int", month_day)
  add("MonthDay", "Month /|- Int", month_day)
  add("MonthDay", "the? OrdDigits|Digits2 of? Month", function(env, day, month) return month_day(env, month, day) end)
  add("MonthDay", "the? Ord of Month", function(env, day, month) return month_day(env, month, day) end)
  add("MonthDay", "the? Ord day of Month", function(env, day, month) return month_day(env, month, day) end)
  -- "The second may be late."
  add("MonthDay", "the? Ord Month", function(env, day, month)
    return month ~= 3 and month ~= 5 and month_day(env, month, day)
  end)
  add("MonthDay", "Int of? Month", function(env, day, month)
    local date = month_day(env, month, day)
    return date and (month == 3 or month == 5) and with(date, { weak = "may" }) or date
  end)
  add("MonthDay", "Int /|- Month", function(env, day, month) return month_day(env, month, day) end)
  add("MonthDay", "the ides of Month", function(env, month)
    return month_day(env, month, (month == 3 or month == 5 or month == 7 or month == 10) and 15 or 13)
  end)
  add("MonthDay", "Int . Month", function(env, day, month) return month_day(env, month, day) end)
  add("Date", "MonthDay")
  local function full(env, date, year) return in_year(env, date, year) end
  add("Date", "MonthDay ,? of|in? AnyYear", full)
  add("Date", "MonthDay -|/ Year", full)
  add("Date", "MonthDay ,? ' TwoDigits", function(env, date, n) return full(env, date, two_digits(n, env)) end)
  add("Date", "MonthName ,? ' TwoDigits", function(env, month, n)
    return moments.month { year = two_digits(n, env), month = month }
  end)
  add("Date", "MonthDay ,? Int Era", function(env, date, n, era)
    local one = full(env, date, era(n))
    return one and with(one, { weak = "era" })
  end)
  add("Date", "MonthDay Time Zone? ,? Year", function(env, date, time, zone_or_year, year)
    local day = full(env, date, year or zone_or_year)
    return day and time.hour and not time.b and with(day, { a = with(day.a, { hour = time.hour, minute = time.minute, second = time.second }), grain = time.minute and "minute" or "hour" }) or nil
  end)
  -- Wed Oct 26 15:50:06 2016
  add("Date", "Weekday ,? MonthDay Time Zone? ,? Year", function(env, _, date, time, zone_or_year, year)
    local day = full(env, date, year or zone_or_year)
    return day and time.hour and not time.b and with(day, { a = with(day.a, { hour = time.hour, minute = time.minute, second = time.second }), grain = time.minute and "minute" or "hour" }) or nil
  end)
  add("Date", "MonthDay TwoDigits", function(env, date, n)
    return n > 31 and full(env, date, two_digits(n, env)) or nil
  end)
  add("Date", "Int -|/ Month -|/ TwoDigits", function(env, day, month, n)
    local date = month_day(env, month, day)
    return date and full(env, date, two_digits(n, env))
  end)
  add("Date", "MonthName ,? of|in? AnyYear", function(_, month, year)
    return moments.month { year = year, month = month }
  end)
  add("Date", "MonthName -|/ Year", function(_, month, year) return moments.month { year = year, month = month } end)
  add("Date", "Month of TwoDigits", function(env, month, n)
    return moments.month { year = two_digits(n, env), month = month }
  end)
  add("Date", "Year MonthDay", function(env, year, date) return full(env, date, year) end)
  add("Date", "Year Month", function(_, year, month) return moments.month { year = year, month = month } end)
  add("Date", "Year -|/ Month -|/ Int", function(_, year, month, day)
    return month_day(nil, month, day) and moments.day { year = year, month = month, day = day }
  end)
  add("Date", "Month - Year - Int", function(_, month, year, day)
    return month_day(nil, month, day) and moments.day { year = year, month = month, day = day }
  end)
  add("Date", "Year -|/ Int -|/ Month", function(_, year, day, month)
    return month_day(nil, month, day) and moments.day { year = year, month = month, day = day }
  end)
  -- 10/31 is a fraction, but not behind a weekday or "on".
  add("Date", "on|by|until|till|since|before|after NumericDay", function(_, date)
    return with(date.sign == "/" and date.a.month == 9 and date.a.day == 11 and TERROR or date, { skip = 1 })
  end)
  add("Date", "this NumericDay")
  -- 10/31 can hardly be a fraction.
  add("Date", "NumericDay", function(_, date)
    local month, day = date.a.month, date.a.day
    if date.sign == "/" and month == 9 and day == 11 then return with(TERROR, { weak = "numeric" }) end
    if date.sign ~= "/" or day <= 12 or day == 24 and month == 7 or (month == 1 or month % 2 == 1 and day == 16) and day % 4 == 0 then return nil end
    return with(date, { weak = "numeric" })
  end)
  add("Date", "NumericDay ,? Year", function(env, date, year) return in_year(env, date, year) end)
  add("SureDay", "NumericDay", function(_, date)
    return date.sign == "/" and with(date, { is_numeric = false }) or nil
  end)
  add("SomeDay", "NumericDay")
  add("SomeDay", "MonthDay")
  add("Date", "NumericDay -|to NumericDay", function(_, a, b)
    return a.sign == "/" and b.sign == "/" and moments.stretch(a.a, b.a, "day", { open = "year", weak = "numeric" }) or nil
  end)
  add("Date", "NumericDay -|to Date", function(_, a, b)
    return b.grain == "day" and b.a and b.a.year and not b.b and not b.relative and moments.stretch(with(a.a, { year = b.a.year }), b.a, "day") or nil
  end)

  -- the 5th, the twenty-first: english_checks knows when it is a day
  add("Date", "the OrdDigits", function(_, day)
    return day <= 31 and { a = { day = day }, grain = "day", open = "month", weak = "day" } or nil
  end)
  add("Date", "on OrdDigits", function(_, day)
    return day <= 31 and { a = { day = day }, grain = "day", open = "month", weak = "day", skip = 1 } or nil
  end)
  add("Date", "the Ord", function(_, day)
    return day <= 31 and { a = { day = day }, grain = "day", open = "month", weak = "dayword" } or nil
  end)
  add("Date", "the Int", function(_, day)
    return day <= 31 and day > 12 and { a = { day = day }, grain = "day", open = "month", weak = "dayword" } or nil
  end)
  add("DayNumber", "the? Ord")
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
  add("Date", "This early|late|later|mid? DayPart", function(env, _, part)
    return with(moments.step(env, "D", 0), { part = part })
  end)
  add("Date", "early|late|later This DayPart", function(env, _, part)
    return with(moments.step(env, "D", 0), { part = part })
  end)
  add("Date", "Next|Last DayPart", function(env, step, part)
    return with(moments.step(env, "D", step), { part = part })
  end)
  add("Date", "the? same day", function(env) return moments.from_told(env, "D", 0) end)
  for word, n in pairs { next = 1, following = 1, previous = -1 } do
    add("Date", "the " .. word .. " day", function(env)
      return (env.told or env:is_past()) and moments.from_told(env, "D", n) or moments.step(env, "D", n)
    end)
  end
end
