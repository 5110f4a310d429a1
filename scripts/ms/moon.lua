-- moonscribe.moon: days of calendars that go by the moon, as days since 1970-01-01: new and full
-- moons (Meeus, Astronomical Algorithms, the larger terms: right to some minutes), the Hebrew
-- calendar, and the Islamic one as Mecca counts it, which may be a day off what was seen elsewhere.
local ms = require "moonscribe"
local calendar = ms.calendar

local moon = {}

local EPOCH = 2440587.5 -- the Julian day of 1970-01-01

-- The instant, in days since 1970 (UTC), of the k-th new moon after that of January 2000; half a
-- k more is a full moon.
local function phase(k)
  local t = k / 1236.85
  local e = 1 - 0.002516 * t
  local sun, own, node = math.rad(2.5534 + 29.1053567 * k), math.rad(201.5643 + 385.81693528 * k), math.rad(160.7108 + 390.67050284 * k)
  return 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t - 0.4072 * math.sin(own) + 0.17241 * e * math.sin(sun) + 0.01608 * math.sin(2 * own)
    + 0.01039 * math.sin(2 * node) + 0.00739 * e * math.sin(own - sun) - 0.00514 * e * math.sin(own + sun) + 0.00208 * e * e * math.sin(2 * sun) - EPOCH
end

-- The first such phase whose instant is not before a day, shifted by so many days.
local function first_phase(from, half, shift)
  local k = math.floor((from - 10962) / 29.530588861) - 1 + half
  while phase(k) + shift < from do k = k + 1 end
  return phase(k)
end

local function whole(instant) return math.tointeger(math.floor(instant)) end

--- moon.phase_day(year, month, day, is_full, hours) -> days
---  The day of the first new or full moon not before a date, on clocks that are so many hours
---  ahead of UTC.
---  @example
---  local moon = require "moonscribe.moon"
---  ms.calendar.date(moon.phase_day(2018, 1, 21, false, 8)) --> 2018, 2, 16
function moon.phase_day(year, month, day, is_full, hours)
  return whole(first_phase(calendar.days(year, month, day), is_full and 0.5 or 0, hours / 24) + hours / 24)
end

--- moon.islamic(year, month, day) -> days
---  A day of the Islamic calendar.
---  @example
---  ms.calendar.date(require("moonscribe.moon").islamic(1439, 10, 1)) --> 2018, 6, 15
function moon.islamic(year, month, day)
  -- By the tables the month begins within two days of this; the new moon says when.
  local about = 1 + (59 * (month - 1) + 1) // 2 + 354 * (year - 1) + (3 + 11 * year) // 30 - 492149
  local new = first_phase(about - 4, 0, 0)
  -- Since 2002 it begins the day after only where the moon sets behind the sun that evening.
  return whole(new + (about > 11688 and 0.5 or 0)) + day
end

-- Days from the beginning of the Hebrew calendar to that of a year.
local function elapsed(year)
  local months = (235 * year - 234) // 19
  local parts = 12084 + 13753 * months
  local day = 29 * months + parts // 25920
  if 3 * (day + 1) % 7 < 3 then day = day + 1 end
  return day
end

local function new_year(year)
  local before, this, after = elapsed(year - 1), elapsed(year), elapsed(year + 1)
  local delay = 0
  if after - this == 356 then delay = 2 elseif this - before == 382 then delay = 1 end
  return this + delay - 2092590
end

--- moon.hebrew(year, month, day) -> days
---  A day of the Hebrew calendar; months count from Nisan (1), Tishri (7) begins the year.
---  @example
---  ms.calendar.date(require("moonscribe.moon").hebrew(5779, 7, 1)) --> 2018, 9, 10
function moon.hebrew(year, month, day)
  local first = new_year(year)
  local length = new_year(year + 1) - first
  local is_leap = (7 * year + 1) % 19 < 7
  local function days_in(m)
    if m == 2 or m == 4 or m == 6 or m == 10 or m == 13 or m == 12 and not is_leap then return 29 end
    if m == 8 then return length % 10 == 5 and 30 or 29 end
    if m == 9 then return length % 10 == 3 and 29 or 30 end
    return 30
  end
  local days = first + day - 1
  if month >= 7 then
    for m = 7, month - 1 do days = days + days_in(m) end
  else
    for m = 7, is_leap and 13 or 12 do days = days + days_in(m) end
    for m = 1, month - 1 do days = days + days_in(m) end
  end
  return days
end

return moon
