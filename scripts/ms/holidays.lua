-- moonscribe.holidays: the day of a holiday in a year. A holiday is a row of one of the tables that
-- a grammar has ("en_holidays"), with the function that reads such rows.
local ms = require "moonscribe"
local moments = require "moonscribe.moments"
local moon = require "moonscribe.moon"
local calendar = ms.calendar

local holidays = {}

local function parts_of(days)
  local year, month, day = calendar.date(days)
  return { year = year, month = month, day = day }
end

local function one_day(days) return { a = parts_of(days), grain = "day" } end

local function stretch(first, last)
  return first == last and one_day(first) or moments.stretch(parts_of(first), parts_of(last), "day", {})
end

-- The days of those functions of the calendar that give a date.
local function days_of(year, month, day) return year and calendar.days(year, month, day) end

local function from_easter(is_eastern)
  return function(row, year)
    local easter = days_of(calendar.easter(year, is_eastern))
    return stretch(easter + row[1], easter + row[2])
  end
end

local function nth(row, year)
  local one = moments.nth_weekday({}, moments.month { year = year, month = row[1] }, row[3], row[2])
  return calendar.days(one.a.year, one.a.month, one.a.day) + row[4]
end

-- The one of the Islamic years that falls into a year; there may be two, then the first.
local function islamic(row, year)
  local start = (year - 622) * 33 // 32
  for hijri = start - 1, start + 2 do
    local first = moon.islamic(hijri, row[1], row[2])
    if calendar.date(first) == year then
      return row[3] > 0 and one_day(first) or stretch(first, moon.islamic(hijri, row[1] + 1, 1) - 1)
    end
  end
end

-- How a row of each table says when it is: the days of a year, and how many fields come before
-- the names. Those with `month` and `day` are dates of every year.
local READERS = {
  fixed = { 2, function(row, year) return { a = { year = year, month = row[1], day = row[2] }, grain = "day" } end },
  moved = { 4, function(row, year)
    local weekday = calendar.weekday(year, row[1], row[2])
    return one_day(calendar.days(year, row[1], row[2]) + (weekday == 6 and row[3] or weekday == 7 and row[4] or 0))
  end },
  nth = { 4, function(row, year) return one_day(nth(row, year)) end },
  stretches = { 5, function(row, year)
    local first = nth(row, year)
    return stretch(first, first + row[5] - 1)
  end },
  easter = { 2, from_easter(false) },
  orthodox = { 2, from_easter(true) },
  islamic = { 3, islamic },
  last_friday = { 0, function(_, year)
    local ramadan = islamic({ 9, 1, 0 }, year)
    if not ramadan then return nil end
    local last = calendar.days(ramadan.b.year, ramadan.b.month, ramadan.b.day)
    return one_day(last - (calendar.weekday(calendar.date(last)) - 5) % 7)
  end },
  hebrew = { 3, function(row, year)
    local first = days_of(calendar.hebrew(year + (row[1] >= 7 and row[1] <= 10 and 3761 or 3760), row[1], row[2]))
      or days_of(calendar.hebrew(year + 3760, 12, row[2]))
    return first and stretch(first - 1, first + row[3] - 1)
  end },
  tithi = { 4, function(row, year) return one_day(moon.tithi(year, row[1], row[2], row[3]) + row[4]) end },
  mansion = { 2, function(row, year) return one_day(moon.mansion(year, row[1], row[2])) end },
  wandering = { 3, function(row, year)
    local first = calendar.days(row[1], row[2], row[3])
    local day = first + 365 * (year - row[1])
    return one_day(calendar.date(day) < year and day + 365 or day)
  end },
  chinese = { 2, function(row, year)
    local day = days_of(calendar.lunar(year, row[1], row[2]))
    return day and one_day(day)
  end },
}

--- holidays.on(holiday [, year]) -> moment
---  The day of a holiday; without a year, that of the interview's year.
function holidays.on(holiday, year)
  if year then
    local one = year >= 1583 and year <= 4000 and holiday.read(holiday.row, year) or { grain = "day" }
    return moments.with(one, { holiday = holiday })
  end
  if holiday.is_fixed then
    return { a = { month = holiday.row[1], day = holiday.row[2] }, grain = "day", open = "year", holiday = holiday }
  end
  return { grain = "day", open = "holiday", holiday = holiday }
end

-- A name as rules spell it, and its other spellings: without its apostrophe, without its s.
local function spellings(name)
  name = name:gsub("%-", " -? "):gsub("^st ", "st .? ")
  local list = { name }
  if name:find "'" then
    list[2] = name:gsub("'", "")
    list[3] = name:gsub("'s", ""):gsub("'", "")
  end
  return list
end

local function add_row(add, kind, row, prefix, words_too)
  local skipped, read = READERS[kind][1], READERS[kind][2]
  for i = skipped + 1, #row do
    for _, words in ipairs(spellings(row[i])) do
      local holiday = { row = row, read = read, is_fixed = kind == "fixed", is_word = words_too[words] }
      add("Holiday", "the? " .. prefix .. words, function() return holiday end)
    end
  end
end

--- holidays.add(add, data)
---  Adds rules for the names, by the function that adds one, that a grammar lists.
function holidays.add(add, data)
  local words_too = {}
  for _, name in ipairs(data.ambiguous) do words_too[name] = true end
  add_row(add, "last_friday", data.last_friday, "", words_too)
  for kind in pairs(READERS) do
    for _, row in ipairs(kind ~= "last_friday" and data[kind] or {}) do add_row(add, kind, row, "", words_too) end
  end
  for _, row in ipairs(data.easter) do add_row(add, "orthodox", row, "orthodox ", {}) end
end

-- Words by which whoever looks for time finds a name without more.
local COMMON = ms.regex [[day|week|month|year|night|\b(?:april|may|june|july|spring)\b]]
local WEAK = { great = true, feast = true, festival = true, birthday = true, sacrifice = true, orthodox = true }
local NEVER = { the = true, of = true, ["and"] = true, on = true, ["in"] = true }

--- holidays.signs(data) -> array of strings
---  For every name that has no common word of time the word that is least common.
function holidays.signs(data)
  local signs, seen = {}, {}
  local function add(name)
    if COMMON:test(name) then return end
    local best, second = "", ""
    for word in name:gmatch "%a+" do
      if #word > #best and not WEAK[word] and not NEVER[word] then best = word end
      if #word > #second and not NEVER[word] then second = word end
    end
    if best == "" then best = second end
    if best ~= "" and not seen[best] then seen[best], signs[#signs + 1] = true, best end
  end
  for kind, reader in pairs(READERS) do
    for _, row in ipairs(kind == "last_friday" and { data[kind] } or data[kind]) do
      for i = reader[1] + 1, #row do add(row[i]) end
    end
  end
  return signs
end

return holidays
