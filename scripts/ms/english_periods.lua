-- Years, quarters, seasons, decades and holidays in English, and parts of them: early 2019, the end of
-- the month. Rules for moonscribe.english.
local ms = require "moonscribe"
local moments = require "moonscribe.moments"
local holidays = require "moonscribe.holidays"
local tools = require "moonscribe.english_tools"

local calendar = ms.calendar
local with = moments.with
local two_digits, century_of, decade_of, in_year, week_with, told = tools.two_digits, tools.century_of, tools.decade_of, tools.in_year, tools.week_with, tools.told

return function(add)
  -- --- years, quarters, seasons, decades ---------------------------------------------------------
  add("Date", "Year", function(_, year) return with(moments.year(year), { weak = "year" }) end)
  add("Date", "SpokenYear", function(_, year) return with(moments.year(year), { weak = "spokenyear" }) end)
  add("Date", "the? calendar? year Year|SpokenYear", function(_, year) return moments.year(year) end)
  add("Date", "cy Year", function(_, year) return moments.year(year) end)
  add("Date", "cy '? TwoDigits", function(env, n) return moments.year(two_digits(n, env)) end)
  add("Date", "Int Era", function(_, n, era)
    return n > 0 and n < 9999 and with(moments.year(era(n)), { weak = "era" }) or nil
  end)
  add("Date", "Era Int", function(_, era, n)
    return era(n) == n and n > 0 and n < 2100 and with(moments.year(n), { weak = "era" }) or nil
  end)
  add("Date", "the? Ord century Era", function(_, n, era)
    local first, last = era(100 * n), era(100 * n - 99)
    if first > last then first, last = last, first end
    return moments.stretch({ year = first }, { year = last }, "century", { weak = "era" })
  end)
  local function fiscal(_, year) return with(moments.year(year), { timex = ("FY%d"):format(year) }) end
  add("Date", "the? fiscal|financial year? Year", fiscal)
  add("Date", "fy Year", fiscal)
  add("Date", "sy '? TwoDigits", function(env, n)
    local year = two_digits(n, env)
    return with(moments.year(year), { timex = ("SY%d"):format(year) })
  end)
  add("Date", "fy|fiscal '? TwoDigits", function(env, n) return fiscal(env, two_digits(n, env)) end)
  add("Date", "the? Last|This|Next fiscal|financial year", function(env, n)
    local one = moments.step(env, "Y", n)
    return one.a and with(one, { timex = ("FY%d"):format(one.a.year) }) or one
  end)
  add("UnitStep", "UnitStep ,? Year", function(_, date, year)
    return date.grain == "year" and moments.year(year) or nil
  end)
  add("YearName", "' TwoDigits", function(env, n) return moments.year(two_digits(n, env)) end)
  add("YearName", "fy|fiscal year? Year", function(_, year) return moments.year(year) end)
  add("YearName", "fy|fiscal year? '? TwoDigits", function(env, n) return moments.year(two_digits(n, env)) end)
  add("Date", "fy Date", function(_, date)
    return date.weak == "year" and date.b and with(date, { weak = false }) or nil
  end)
  add("YearName", "AnyYear", function(_, year) return moments.year(year) end)
  add("YearName", "UnitStep", function(_, date) return date.grain == "year" and date or nil end)
  add("QuarterNumber", "q N1|Int", function(_, n) return n >= 1 and n <= 4 and n or nil end)
  add("QuarterNumber", "the? fiscal Ord quarter", function(_, n) return n <= 4 and n or nil end)
  add("QuarterNumber", "the? Ord -? quarter|qtr", function(_, n) return n <= 4 and n or nil end)
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
  -- 4Q19, 1H 2020
  for sign, meaning in pairs { q = quarter, h = half } do
    local most = sign == "q" and 4 or 2
    add("Date", "Int " .. sign .. " '? TwoDigits", function(env, n, year) return n >= 1 and n <= most and meaning(env, n, moments.year(two_digits(year, env))) or nil end)
    add("Date", "Int " .. sign .. " Year", function(env, n, year) return n >= 1 and n <= most and meaning(env, n, moments.year(year)) or nil end)
  end
  add("QuarterNumber", "Int q", function(_, n) return n >= 1 and n <= 4 and n or nil end)
  for name, meaning in pairs { QuarterNumber = quarter, HalfNumber = half } do
    add("Date", name .. " of|in|,? the? YearName", meaning)
    add("Date", "YearName -|,? " .. name, function(env, year, n) return meaning(env, n, year) end)
    add("Date", name .. " of the year", function(env, n) return meaning(env, n, moments.step(env, "Y", 0)) end)
  end
  add("Date", "QuarterNumber", function(env, n)
    return with(quarter(env, n, moments.step(env, "Y", 0)), { weak = "quarter" })
  end)
  add("Date", "HalfNumber", function(env, n)
    return with(half(env, n, moments.step(env, "Y", 0)), { weak = "quarter" })
  end)
  add("Date", "the? Season of|in|,? YearName", function(_, season, year)
    if not year.a then return { grain = "season", relative = true } end
    return { a = { year = year.a.year, month = season }, grain = "season", relative = year.relative }
  end)
  add("Date", "the? Season", function(_, season)
    return { a = { month = season }, grain = "season", timex = ({ "SP", "SU", "FA", "WI" })[season - 20], weak = "season" }
  end)
  add("Date", "all|the? whole|entire Season", function(_, season)
    return { a = { month = season }, grain = "season", timex = ({ "SP", "SU", "FA", "WI" })[season - 20] }
  end)
  add("Date", "the? DecadeYear", function(_, year)
    return year % 100 == 0 and year < 2000 and century_of(year // 100 + 1) or decade_of(year)
  end)
  add("Date", "the? DecadeDigits", function(_, n)
    return with(decade_of((n < 30 and 2000 or 1900) + n), { weak = "decade" })
  end)
  add("Date", "the? Part -? Decade", function(env, name, n)
    return with(moments.part_of(env, decade_of(1900 + n), name), { weak = "decade" })
  end)
  add("Date", "the roaring|swinging Decade", function(_, n) return decade_of(1900 + n) end)
  add("Date", "' DecadeDigits", function(_, n) return decade_of((n < 30 and 2000 or 1900) + n) end)
  add("Date", "the? ' DecadeDigits", function(_, n) return decade_of((n < 30 and 2000 or 1900) + n) end)
  add("Date", "the Decade", function(env, n)
    return decade_of(n == 0 and 2000 or (n < 30 and env.date and 2000 or 1900) + n)
  end)
  add("Date", "the? N10|N20 Decade", function(_, hundred, n)
    return (hundred >= 15 and hundred <= 20) and decade_of(100 * hundred + n) or nil
  end)
  add("Date", "the? two thousands", function() return decade_of(2000) end)
  add("Date", "' TwoDigits", function(env, n)
    return with(moments.year(two_digits(n, env)), { weak = "apostrophe" })
  end)
  add("Date", "the? Ord century", function(_, n) return n <= 30 and century_of(n) or nil end)
  add("Date", "the? Ord and|to|or the? Ord centuries|century", function(_, a, b)
    if a >= b or b > 30 then return nil end
    local one, other = century_of(a), century_of(b)
    return { value = one.value .. "/" .. other.value, grain = "century", a = one.a, b = other.b }
  end)
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
  holidays.add(add, ms.grammar "en_holidays")
  add("Date", "Holiday", function(_, holiday)
    return with(holidays.on(holiday), { weak = holiday.is_word and "capital" or "feast" })
  end)
  add("Date", "this Holiday", function(_, holiday) return holidays.on(holiday) end)
  add("Date", "Holiday ,? of|in? YearName", function(_, holiday, year)
    return holidays.on(holiday, year.a and year.a.year)
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
  add("Date", "MonthDay Weekend", function(env, date)
    local week = week_with(env, moments.settle(env, date))
    return week and moments.weekend_of(week) or nil
  end)
  add("Date", "the? Weekend of Date", function(env, _, date)
    if date.holiday then return holiday_weekend(env, date) end
    local week = week_with(env, date)
    return week and moments.weekend_of(week) or nil
  end)

  -- --- early, late, the end of -------------------------------------------------------------------
  local function part(env, name, date)
    if date.part or date.is_vague or date.a and date.a.hour then return nil end
    if date.grain == "day" and (date.b or not date.relative and date.open ~= "week") then return nil end
    if date.grain == "day" and name == "end" then
      local settled = moments.settle(env, date)
      return settled.a and with(settled, { a = with(settled.a, { hour = 23, minute = 59, second = 59 }), grain = "minute", weak = false }) or date
    end
    local one = moments.part_of(env, date, name)
    if one then one.weak = date.weak == "decade" and date.weak end
    return one
  end
  add("Date", "the? Part Date", part)
  add("Date", "Part in|on the? Date", part)
  add("Date", "the? Part to|and|- Part Date", function(env, first, last, date)
    local a, b = part(env, first, date), part(env, last, date)
    return a and b and a.a and b.b and not a.value and moments.stretch(a.a, b.b, a.grain, { relative = a.relative, timex = a.timex }) or nil
  end)
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
  add("Date", "the? eod", function(env) return part(env, "end", moments.step(env, "D", 0)) end)
  add("Date", "the? eom", function(env) return moments.part_of(env, moments.step(env, "M", 0), "end") end)
  add("Date", "the? eoy", function(env) return moments.part_of(env, moments.step(env, "Y", 0), "end") end)
  add("Date", "the? year to date", function(env)
    local now = env.date
    return now and now.day and moments.stretch({ year = now.year, month = 1, day = 1 }, { year = now.year, month = now.month, day = now.day }, "day", { relative = true }) or told "year"
  end)
  add("Date", "the other day", function()
    return { grain = "day", relative = true, bound = "about", is_vague = true }
  end)
  add("Date", "the turn of the century", function() return { grain = "year", relative = true, bound = "about" } end)
end
