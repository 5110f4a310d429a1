-- What the rules of English dates share: a date gets its year, or the weekday that it is on. For
-- moonscribe.english.
local ms = require "moonscribe"
local moments = require "moonscribe.moments"
local holidays = require "moonscribe.holidays"

local calendar = ms.calendar
local with = moments.with

local tools = {}

function tools.two_digits(n, env)
  local now = env.date and env.date.year or 2030
  local year = now // 100 * 100 + n
  return year > now + 10 and year - 100 or year
end

function tools.century_of(n) return { value = ("%02dXX"):format(n - 1), timex = ("%02d"):format(n - 1), grain = "century", a = { year = 100 * (n - 1) + 1 }, b = { year = 100 * n } } end
function tools.decade_of(year) return { value = ("%03dX"):format(year // 10), timex = tostring(year // 10), grain = "decade", a = { year = year }, b = { year = year + 9 } } end

function tools.month_day(_, month, day) return day >= 1 and day <= 31 and moments.day { month = month, day = day } or nil end

-- A date whose year is not yet known gets it.
function tools.in_year(_, date, year)
  if date.open ~= "year" or date.is_numeric then return nil end
  if date.holiday then return holidays.on(date.holiday, year) end
  local b = date.b and with(date.b, { year = year })
  local a = with(date.a, { year = year })
  -- November to February 2017 begins in 2016.
  if b and b.month < a.month then a.year = year - 1 end
  return with(date, { open = false, a = a, b = b, weak = false })
end

local function is_on(weekday, year, month, day)
  return year and calendar.is_valid(year, month, day) and calendar.weekday(year, month, day) == weekday
end

-- Of Friday, March 5, the year: that of the interview, or the nearest in which the day is that weekday.
local function in_fitting_year(env, weekday, date)
  local settled = moments.settle(env, date)
  for distance = 0, 3 do
    for _, sign in ipairs(env:is_past() and { -1, 1 } or { 1, -1 }) do
      local year = settled.a.year + sign * distance
      if is_on(weekday, year, date.a.month, date.a.day) then return tools.in_year(env, date, year) end
    end
  end
  return with(settled, { weak = false, is_numeric = false })
end

-- Friday, March 5; Friday the 13th. The number decides, unless there is only that.
function tools.on_weekday(env, weekday, date)
  if date.grain ~= "day" or date.b or not date.a then return nil end
  if date.open == "year" and env.date then return in_fitting_year(env, weekday, date) end
  if date.open ~= "month" then return with(date, { weak = false, is_numeric = false }) end
  -- The next month in which that day is that weekday, or the last one where the past is told.
  local now = env.date
  if not now or not now.month then return with(date, { weak = false, timex = "XXXX-WXX-" .. weekday }) end
  for distance = 0, 12 do
    local year, month = calendar.add(now.year, now.month, 1, { months = env:is_past() and -distance or distance })
    if is_on(weekday, year, month, date.a.day) then
      return { a = { year = year, month = month, day = date.a.day }, grain = "day", relative = true }
    end
  end
  return nil
end

function tools.week_with(env, date)
  if date.grain ~= "day" or date.b then return nil end
  local first, _, settled = moments.ends(env, date)
  return first and moments.week(settled.a) or { grain = "week" }
end

-- A year or month that nobody has said: that of the date told last would do, but nobody knows it.
function tools.told(grain) return { grain = grain, relative = true } end

return tools
