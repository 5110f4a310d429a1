-- moonscribe.holidays: the day of a holiday in a year. A holiday is a table of one of the forms that
-- a grammar lists: `month` and `day`; the `nth` weekday of a month and `plus` days; days from
-- `easter`, or from the `orthodox` one; one that goes by the moon (moonscribe.moon).
local ms = require "moonscribe"
local moments = require "moonscribe.moments"
local moon = require "moonscribe.moon"
local calendar = ms.calendar

local holidays = {}

-- Gauss's method in the form of the Anonymous Gregorian algorithm.
local function easter(year)
  local a, b, c = year % 19, year // 100, year % 100
  local h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
  local l = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
  local m = (a + 11 * h + 22 * l) // 451
  local n = h + l - 7 * m + 114
  return calendar.days(year, n // 31, n % 31 + 1)
end

-- Meeus's Julian algorithm, brought to the Gregorian calendar.
local function orthodox_easter(year)
  local d = (19 * (year % 19) + 15) % 30
  local e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
  local n = d + e + 114
  return calendar.days(year, n // 31, n % 31 + 1) + year // 100 - year // 400 - 2
end

local function parts_of(days)
  local year, month, day = calendar.date(days)
  return { year = year, month = month, day = day }
end

local function stretch(first, last) return moments.stretch(parts_of(first), parts_of(last), "day", {}) end

-- The one of the Islamic years that falls into a year; there may be two, then the first.
local function islamic(holiday, year)
  local start = (year - 622) * 33 // 32
  for hijri = start - 1, start + 2 do
    local first = moon.islamic(hijri, holiday.islamic, holiday.on)
    if calendar.date(first) == year then
      if holiday.days > 0 then return { a = parts_of(first), grain = "day" } end
      return stretch(first, moon.islamic(hijri, holiday.islamic + 1, 1) - 1)
    end
  end
  return { grain = "day" }
end

local function by_moon(holiday, year)
  if holiday.islamic then return islamic(holiday, year) end
  if holiday.hebrew then
    local first = moon.hebrew(year + (holiday.hebrew >= 7 and 3761 or 3760), holiday.hebrew, holiday.on)
    return stretch(first - 1, first + holiday.days - 1)
  end
  local day = moon.phase_day(year, holiday.phase[1], holiday.phase[2], holiday.phase[3], holiday.phase[4])
  return { a = parts_of(day + holiday.phase[5]), grain = "day" }
end

local function in_year(holiday, year)
  if holiday.easter then return parts_of(easter(year) + holiday.easter) end
  if holiday.orthodox then return parts_of(orthodox_easter(year) + holiday.orthodox) end
  if holiday.nth then
    local one = moments.nth_weekday({}, moments.month { year = year, month = holiday.month }, holiday.nth, holiday.weekday)
    return parts_of(calendar.days(one.a.year, one.a.month, one.a.day) + holiday.plus)
  end
  return { year = year, month = holiday.month, day = holiday.day }
end

--- holidays.on(holiday [, year]) -> moment
---  The day of a holiday; without a year, that of the interview's year.
function holidays.on(holiday, year)
  if year and (year < 1583 or year > 4000) then return { grain = "day" } end
  if year and holiday.is_lunar then return moments.with(by_moon(holiday, year), { holiday = holiday }) end
  if year then return { a = in_year(holiday, year), grain = "day", holiday = holiday } end
  if holiday.day then return { a = { month = holiday.month, day = holiday.day }, grain = "day", open = "year", holiday = holiday } end
  return { grain = "day", open = "holiday", holiday = holiday }
end

-- The rules for the names that a grammar lists.
function holidays.add(rules, data)
  local function name(list, from, holiday)
    for i = from, #list do
      local words = list[i]:gsub("%.", ""):gsub("%-", " - ")
      rules:add("Holiday", words, function() return holiday end)
      rules:add("Holiday", "the " .. words, function() return holiday end)
    end
  end
  for _, one in ipairs(data.holidays) do name(one, 3, { month = one[1], day = one[2] }) end
  for _, one in ipairs(data.nth_holidays) do name(one, 5, { month = one[1], weekday = one[2], nth = one[3], plus = one[4] }) end
  for _, one in ipairs(data.easter_holidays) do name(one, 2, { easter = one[1] }) end
  for _, one in ipairs(data.orthodox_holidays) do name(one, 2, { orthodox = one[1] }) end
  for _, one in ipairs(data.islamic_holidays) do name(one, 4, { is_lunar = true, islamic = one[1], on = one[2], days = one[3] }) end
  for _, one in ipairs(data.hebrew_holidays) do name(one, 4, { is_lunar = true, hebrew = one[1], on = one[2], days = one[3] }) end
  for _, one in ipairs(data.phase_holidays) do name(one, 6, { is_lunar = true, phase = one }) end
end

return holidays
