-- A day with its time, and from one date to another, in English: Friday at 3 pm, from March to May. Rules
-- for moonscribe.english.
local ms = require "moonscribe"
local moments = require "moonscribe.moments"
local clock = require "moonscribe.english_clock_tools"
local tools = require "moonscribe.english_tools"

local calendar = ms.calendar
local with = moments.with
local in_year, told = tools.in_year, tools.told

return function(add)
  -- --- a day and its time -------------------------------------------------------------------------
  local function with_part(_, date, name)
    if date.grain ~= "day" or date.b or date.part or date.a and date.a.hour then return nil end
    return with(date, { part = name, weak = false })
  end
  add("Date", "Date ,? in|at|on? the? AnyPart", with_part)
  add("Date", "in? the? AnyPart of|on|,? the? Date", function(env, name, date) return with_part(env, date, name) end)
  add("Date", "in? the early|small hours of Date", function(env, date) return with_part(env, date, "MO") end)
  add("Date", "in the AnyPart ,? of|on? the? Date", function(env, name, date)
    local one = with_part(env, date, name)
    return one
  end)
  add("Date", "Date Half", function(env, date, half) return with_part(env, date, half == "a" and "MO" or "AF") end)

  local function at(env, date, time)
    if not time.hour or date.grain ~= "day" and date.grain ~= "part" or date.b or date.value or date.is_vague then return nil end
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
    return with(settled, { a = with(settled.a, parts), b = b, grain = grain, part = false, weak = false, timex = false,
      other = settled.other and with(settled.other, parts), is_either_half = not time.is_sure and not time.is_padded and not (time.b and time.b.is_sure) })
  end
  local function before(env, time, date) return at(env, date, time) end
  add("Date", "Date ,|- Time", at)
  add("Date", "Date at|around|about|for|by|before|after|from|@? Time", at)
  add("Date", "Date ,? at|around|@ Time", at)
  add("Date", "Date at|around|by|@ Hour|HourMinute|DotTime|WordTime", at)
  add("Date", "Date Hour", function(env, date, time)
    return date.relative and not date.b and at(env, date, time) or nil
  end)
  add("Date", "Date from|between|at HourRange", at)
  add("Date", "Date HourRange", function(env, date, time)
    local one = date.weak ~= "day" and date.weak ~= "dayword" and at(env, date, time)
    return one and with(one, { weak = "counted" })
  end)
  add("Date", "from|between? HourRange on|of|,? Date", function(env, time, date) return at(env, date, time) end)
  add("Date", "Time ,? on|of|at? the? Date", before)
  add("Date", "Time ,? the? Date", before)
  add("Date", "Hour|WordTime on|, Date", function(env, time, date)
    return (date.relative or date.part) and before(env, time, date) or nil
  end)
  add("Date", "Hour|WordTime Date", function(env, time, date)
    local one = (date.relative or date.part) and before(env, time, date)
    return one and with(one, { weak = not date.part and "hour_of" }) or nil
  end)
  add("Date", "at|around Hour|WordTime on|,? the? Date", function(env, time, date)
    local one = before(env, time, date)
    return one and with(one, { skip = 1 })
  end)
  -- 6/4 between nine and ten, the 5th at four
  add("Date", "SureDay ,|at|from|by|before|after? Time", at)
  add("Date", "SureDay between|from HourRange", at)
  add("Date", "the? OrdDigits at|by|before|after Time", function(env, day, time)
    return day <= 31 and at(env, { a = { day = day }, grain = "day", open = "month" }, time) or nil
  end)
  local function in_zone(_, date) return (date.part or date.a and date.a.hour) and date or nil end
  add("Date", "Date Zone", in_zone)
  add("Date", "Date ( Zone )", in_zone)
  add("Date", "Date ShortZone", function(env, date)
    return in_zone(env, date) and with(date, { weak = "zone" }) or nil
  end)
  -- 2015-03-28 17:00:00/2015-03-29 21:00:00
  add("Date", "Date / Date", function(_, a, b)
    local is_full = a.a and b.a and a.a.year and b.a.year and a.a.day and b.a.day and not a.b and not b.b and not a.relative
    return is_full and moments.stretch(a.a, b.a, b.grain) or nil
  end)
  add("Date", "Hour on the? Digits2|Ord", function(env, time, day)
    return before(env, time, { a = { day = day }, grain = "day", open = "month" })
  end)

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
      first = with(moments.settle(env, with(a, { b = b.a })), { b = false })
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
    if not second then return nil end
    first, second = moments.settle(env, first), moments.settle(env, second)
    if not first.a or not second.a then return { grain = b.grain, relative = true } end
    local one, other = first.a, (second.b or second.a)
    if a.grain == "year" and b.grain ~= "year" and (one.year == other.year or not other.year) then return nil end
    -- From this Friday to this Monday.
    if first.relative and second.relative and first.grain == "day" and one.day and other.day and one.year and other.year then
      local gap = calendar.days(other.year, other.month, other.day) - calendar.days(one.year, one.month, one.day)
      if gap < 0 and gap > -7 and not other.hour then
        local year, month, day = calendar.add(other.year, other.month, other.day, { days = 7 })
        other = { year = year, month = month, day = day }
      end
    end
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
  add("Now", "the? present", function() return true end)
  add("Now", "the? present day", function() return true end)
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
  add("DayRange", "the? Ord|Int -|to|till|until|through|thru the? Ord|Int of? Month", function(env, a, b, month)
    return days(env, month, a, b)
  end)
  add("FromDayRange", "from|between the? Ord|Int -|to|till|until|through|thru|and the? Ord|Int of? Month", function(env, a, b, month)
    return days(env, month, a, b)
  end)
  add("FromDayRange", "from|between the? Ord|Int -|to|till|until|through|and Month Ord|Int", function(env, a, month, b)
    return days(env, month, a, b)
  end)
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
  add("Date", "between the Ord and|to the? Ord", function(_, a, b)
    return a < b and b <= 31 and { a = { day = a }, b = { day = b }, grain = "day", open = "month", skip = 1, weak = "day" } or nil
  end)
  add("Date", "Year - TwoDigits", function(_, year, n)
    return n > year % 100 and moments.stretch({ year = year }, { year = year // 100 * 100 + n }, "year", { weak = "year" }) or nil
  end)
  local function lasting(env, date, span)
    if (date.grain ~= "day" and date.grain ~= "hour") or date.b or date.part or span.high or not date.a or not (span.amount.D or span.amount.W or span.amount.M) then return nil end
    local settled = moments.settle(env, date)
    local last = moments.shifted(env, settled, span.amount, 1, "day")
    if not last or not last.a then return { grain = "day", relative = true } end
    return moments.stretch(settled.a, last.a, settled.a.hour and "hour" or "day", { relative = settled.relative })
  end
  add("Date", "Date for Span", lasting)
  add("Date", "for Span from Date", function(env, span, date) return lasting(env, date, span) end)
  add("Date", "Span starting|beginning|commencing on|from? Date", function(env, span, date)
    return lasting(env, date, span)
  end)
end
