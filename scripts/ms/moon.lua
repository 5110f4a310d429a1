-- moonscribe.moon: days of calendars that go by the moon, as days since 1970-01-01: new moons and
-- the places of sun and moon (Meeus, Astronomical Algorithms, the larger terms: right to some
-- minutes), the Islamic calendar as Mecca counts it, which may be a day off what was seen
-- elsewhere, and the lunar days (tithi) by which India keeps its feasts.
local ms = require "moonscribe"
local calendar = ms.calendar

local moon = {}

local EPOCH = 2440587.5 -- the Julian day of 1970-01-01
local MONTH = 29.530588861 -- from new moon to new moon, in days

-- The instant, in days since 1970 (UTC), of the k-th new moon after that of January 2000.
local function new_moon(k)
  local t = k / 1236.85
  local e = 1 - 0.002516 * t
  local sun, own = math.rad(2.5534 + 29.1053567 * k), math.rad(201.5643 + 385.81693528 * k)
  local node = math.rad(160.7108 + 390.67050284 * k)
  return 2451550.09766 + MONTH * k + 0.00015437 * t * t - 0.4072 * math.sin(own)
    + 0.17241 * e * math.sin(sun) + 0.01608 * math.sin(2 * own) + 0.01039 * math.sin(2 * node)
    + 0.00739 * e * math.sin(own - sun) - 0.00514 * e * math.sin(own + sun)
    + 0.00208 * e * e * math.sin(2 * sun) - EPOCH
end

-- The first new moon not before an instant.
local function next_new_moon(from)
  local k = math.floor((from - 10962) / MONTH) - 1
  while new_moon(k) < from do k = k + 1 end
  return new_moon(k)
end

local function whole(instant) return math.tointeger(math.floor(instant)) end

--- moon.islamic(year, month, day) -> days
---  A day of the Islamic calendar.
---  @example
---  ms.calendar.date(require("moonscribe.moon").islamic(1439, 10, 1)) --> 2018, 6, 15
function moon.islamic(year, month, day)
  -- By the tables the month begins within two days of this; the new moon says when.
  local about = 1 + (59 * (month - 1) + 1) // 2 + 354 * (year - 1) + (3 + 11 * year) // 30 - 492149
  local new = next_new_moon(about - 4)
  -- Since 2002 it begins the day after only where the moon sets behind the sun that evening.
  return whole(new + (about > 11688 and 0.5 or 0)) + day
end

-- --- sun and moon --------------------------------------------------------------------------------

-- The longitude of the sun at an instant, in degrees.
local function sun_at(instant)
  local t = (instant + EPOCH - 2451545) / 36525
  local m = math.rad(357.52911 + 35999.05029 * t)
  return 280.46077 + 36000.76983 * t + 1.914602 * math.sin(m) + 0.019993 * math.sin(2 * m)
end

-- The terms of the moon's longitude: degrees, and how often the angles D, M, M' and F go into it.
local TERMS = {
  { 6.288774, 0, 0, 1, 0 }, { 1.274027, 2, 0, -1, 0 }, { 0.658314, 2, 0, 0, 0 },
  { 0.213618, 0, 0, 2, 0 }, { -0.185116, 0, 1, 0, 0 }, { -0.114332, 0, 0, 0, 2 },
  { 0.058793, 2, 0, -2, 0 }, { 0.057066, 2, -1, -1, 0 }, { 0.053322, 2, 0, 1, 0 },
  { 0.045758, 2, -1, 0, 0 }, { -0.040923, 0, 1, -1, 0 }, { -0.034720, 1, 0, 0, 0 },
  { -0.030383, 0, 1, 1, 0 },
}

local function moon_at(instant)
  local t = (instant + EPOCH - 2451545) / 36525
  local d, m = 297.8501921 + 445267.1114034 * t, 357.5291092 + 35999.0502909 * t
  local own, f = 134.9633964 + 477198.8675055 * t, 93.2720950 + 483202.0175233 * t
  local sum = 218.3164477 + 481267.88123421 * t
  for _, term in ipairs(TERMS) do
    local angle = term[2] * d + term[3] * m + term[4] * own + term[5] * f
    sum = sum + term[1] * math.sin(math.rad(angle))
  end
  return sum
end

-- India counts longitudes from a star, which the equinox moves away from.
local function among_stars(longitude, instant)
  return (longitude - 23.853 - 0.0139697 * (instant - 10957) / 365.25) % 360
end

-- The instant in a year at which the sun enters a sign (0 is Aries), seen from the stars. Signs
-- from Capricorn (9) on begin in January and later.
local function entry_of_sun(year, sign)
  local instant = calendar.days(year, 4, 14) + 30.44 * sign - (sign >= 9 and 365.25 or 0)
  for _ = 1, 4 do
    local rest = (30 * sign - among_stars(sun_at(instant), instant) + 540) % 360 - 180
    instant = instant + rest * 1.01456
  end
  return instant
end

local INDIA = 5.5 -- hours ahead of UTC

--- moon.tithi(year, month, tithi, hour) -> days
---  The day in India on which that lunar day is at that hour. Months begin with the new moon: 1
---  is Chaitra, in March or April. Of its 30 lunar days the 15th is the full moon.
---  @example
---  local moon = require "moonscribe.moon"
---  ms.calendar.date(moon.tithi(2019, 7, 30, 18)) --> 2019, 10, 27
---  ms.calendar.date(moon.tithi(2018, 12, 15, 18)) --> 2018, 3, 1
function moon.tithi(year, month, tithi, hour)
  local new = next_new_moon(entry_of_sun(year, month - 1) - MONTH - 0.3)
  local following = next_new_moon(new + 1)
  if following <= entry_of_sun(year, month - 1) then new = following end
  local day = whole(new + (tithi - 1) * MONTH / 30) - 2
  while true do
    local instant = day + (hour - INDIA) / 24
    local angle = (moon_at(instant) - sun_at(instant)) % 360
    -- Around the new moons it must be less than 0, or more than 360.
    local turns = (instant - new) / MONTH - angle / 360
    angle = angle + 360 * math.floor(turns + 0.5)
    if angle >= 12 * (tithi - 1) then return day end
    day = day + 1
  end
end

--- moon.mansion(year, sign, mansion) -> days
---  The day in India, after the sun has entered a sign, at whose sunrise the moon stands in one of
---  its 27 mansions (nakshatra, from 0).
---  @example
---  ms.calendar.date(require("moonscribe.moon").mansion(2018, 4, 21)) --> 2018, 8, 25
function moon.mansion(year, sign, mansion)
  local day = whole(entry_of_sun(year, sign) + INDIA / 24) + 1
  for _ = 1, 30 do
    local instant = day + (6 - INDIA) / 24
    if whole(among_stars(moon_at(instant), instant) * 27 / 360) == mansion then return day end
    day = day + 1
  end
  return day
end

return moon
