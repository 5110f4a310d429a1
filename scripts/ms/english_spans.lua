-- How long in English, and dates at a distance: two and a half years, a week ago, three days after
-- March 5, the last two months. Rules for moonscribe.english.
local moments = require "moonscribe.moments"
local calendar = require("moonscribe").calendar
local dates = require "moonscribe.english_tools"
local holidays = require "moonscribe.holidays"
local amounts = require "moonscribe.english_amounts"

local RANK = { Y100 = 0, Y10 = 0, Y = 1, Q = 2, M = 2, W2 = 3, W = 3, D = 4, BD = 4, TH = 5, TM = 6, TS = 7 }

local function span(count, unit)
  return { amount = amounts.of(count, unit), high = count.high and amounts.of({ n = count.high }, unit), n = count.n, unit = unit,
    grain = amounts.names[unit], bound = count.bound, is_half = count.n == 0.5, is_article = count.is_article,
    weak = count.is_good and "short" or nil }
end

-- Two amounts that are said one after the other, the larger unit first. "Ten years, two hours" is a list.
local function joined(_, a, b)
  if a.high or b.high or b.bound or not RANK[a.unit] or not RANK[b.first or b.unit] then return nil end
  local step = RANK[b.first or b.unit] - RANK[a.unit]
  if step < 1 or step > 3 then return nil end
  local amount = {}
  for unit, n in pairs(a.amount) do amount[unit] = n end
  for unit, n in pairs(b.amount) do
    if amount[unit] or math.type(n) == "float" and unit ~= "TS" then return nil end
    amount[unit] = n
  end
  return { amount = amount, grain = b.grain, bound = a.bound or b.bound, unit = b.unit, n = 2, is_sum = true, is_article = a.is_article, first = a.unit }
end

-- The grain of what lies so far away.
local function grain_of(amount)
  if amount.TH or amount.TM or amount.TS then return "minute" end
  if amount.D or amount.W or amount.BD then return "day" end
  return amount.M and "month" or "year"
end

local function now(env) return { a = env.date, grain = "day", is_now = true } end

-- "Two years ago" is a year, "three weeks ago" a day.
local function away(env, amount_span, sign)
  if amount_span.high then return nil end
  local result = moments.shifted(env, now(env), amount_span.amount, sign, grain_of(amount_span.amount))
  if not result then return nil end
  result.bound = amount_span.bound
  return result
end

return function(add)
  add("OneSpan", "Count Unit", function(_, count, unit) return span(count, unit) end)
  add("OneSpan", "Count night|nights", function(_, count)
    return moments.with(span(count, "D"), { is_night = true })
  end)
  -- "30s" are more often a decade or an age.
  add("OneSpan", "Int|Decimal|Fraction ShortUnit", function(_, n, unit)
    if unit == "TS" and n % 10 == 0 then return nil end
    return moments.with(span({ n = n }, unit), { weak = (unit == "TS" or unit == "D") and "short" or nil })
  end)
  add("OneSpan", "a|an Unit or two", function(_, unit) return span({ n = 1, bound = "about" }, unit) end)
  add("OneSpan", "Count business|working|work days|day", function(_, count) return span(count, "BD") end)
  add("OneSpan", "Count weekends", function(_, count)
    return { amount = { WE = count.n }, grain = "day", unit = "WE", n = 2 }
  end)
  add("OneSpan", "a|an|one Unit and a? half", function(_, unit) return span({ n = 1.5 }, unit) end)
  add("OneSpan", "Int Unit and a half", function(_, n, unit) return span({ n = n + 0.5 }, unit) end)
  add("OneSpan", "all|full|whole Unit", function(_, unit) return unit ~= "Q" and span({ n = 1 }, unit) or nil end)
  add("OneSpan", "Count Unit 's|of time|' time?", function(_, count, unit) return span(count, unit) end)
  add("OneSpan", "some Unit", function(_, unit)
    return moments.with(span({ n = 3, bound = "about" }, unit), { weak = "some" })
  end)
  add("SpanSum", "OneSpan", function(_, a) return a end)
  -- "Two days a week" is a rate, "a year and a day" a sum.
  add("SpanSum", "OneSpan SpanSum", function(env, a, b) return not b.is_article and joined(env, a, b) end)
  add("SpanSum", "OneSpan ,|and and? SpanSum", joined)
  add("SpanSum", "OneSpan and? Small", function(_, a, n)
    if a.unit ~= "TH" or a.is_half or n < 10 then return nil end
    return { amount = { TH = a.amount.TH, TM = n }, grain = "minute", unit = "TM", n = 2, is_sum = true }
  end)
  add("Span", "SpanSum", function(_, a) return a end)

  -- "Two years later" is told from what came before, if that is past.
  local function from_told(env, s, sign)
    if s.high then return nil end
    local grain = grain_of(s.amount)
    if env.told then return moments.shifted(env, env.told, s.amount, sign, grain) end
    if env:is_past() then return moments.unknown(grain) end
    return away(env, s, sign)
  end
  add("Date", "Span earlier|before|prior", function(env, s)
    local result = from_told(env, s, -1)
    if result then result.weak = "before" end
    return result
  end)
  add("Date", "Span ago", function(env, s) return away(env, s, -1) end)
  add("Date", "Span later", function(env, s) return from_told(env, s, 1) end)
  add("Date", "Span after that", function(env, s) return from_told(env, s, 1) end)
  add("Date", "Span before that", function(env, s) return from_told(env, s, -1) end)
  add("Date", "Span hence", function(env, s) return away(env, s, 1) end)
  add("Date", "Span out", function(env, s)
    local one = away(env, s, 1)
    return one and moments.with(one, { weak = "clause" })
  end)
  add("Date", "Span from now", function(env, s) return away(env, s, 1) end)
  add("Date", "Span from right now", function(env, s) return away(env, s, 1) end)
  add("Date", "in Span", function(env, s)
    -- What is over lasted so long: "we built it in two weeks".
    if s.high or s.unit == "Q" or env:is_past() then return nil end
    local result = away(env, s, 1)
    if not result or s.is_night or (s.unit == "TS" or s.unit == "TM" and s.n == 1) and not result.a then return nil end
    return moments.with(result, { skip = 1, is_in = true, weak = s.n == 1 and "rate" or nil })
  end)
  add("Date", "in less|more than Span", function(env, s)
    local result = not env:is_past() and away(env, s, 1)
    return result and result.a and moments.with(result, { skip = 1 }) or nil
  end)
  add("Date", "in Span of? time", function(env, s) return away(env, s, 1) end)
  add("Date", "Int Weekday|Weekdays from|after|later now?", function(env, n, weekday)
    local now = env.date
    if not now or not now.day then return moments.unknown "day" end
    -- Today is none of them.
    local first = (weekday - calendar.weekday(now.year, now.month, now.day) - 1) % 7 + 1
    return moments.step(env, "D", first + 7 * (n - 1))
  end)

  local function from(sign)
    return function(env, s, date)
      if s.high or date.value or date.part then return nil end
      local grain = date.a and (date.grain == "year" or date.grain == "month") and grain_of(s.amount) == "year" and date.grain or "day"
      if s.amount.TH or s.amount.TM then grain = "minute" end
      return moments.shifted(env, date, s.amount, sign, grain)
    end
  end
  add("Date", "Span after|from|since Date", from(1))
  add("Date", "Span before Date", from(-1))
  add("Date", "Span prior to Date", from(-1))
  -- Less than three days after Easter lies between both.
  add("Date", "less than Span after|from Date", function(env, s, date)
    local last = date.grain == "day" and not date.b and from(1)(env, s, date)
    local first = last and moments.settle(env, date)
    return first and first.a and last.a and moments.stretch(first.a, last.a, "day", { relative = true, skip = 2 }) or nil
  end)
  add("Date", "Span after|from SureDay", from(1))
  add("Date", "Span before SureDay", from(-1))
  -- March in two years, Easter three years ago: that of the year to which the distance leads.
  local function named(sign)
    return function(env, date, s)
      if date.open ~= "year" and date.open ~= "holiday" or date.b or s.high or s.bound then return nil end
      local there = away(env, s, sign)
      if not there or not there.a then return { grain = date.grain, relative = true } end
      local one = date.holiday and holidays.on(date.holiday, there.a.year) or dates.in_year(env, date, there.a.year)
      return one and moments.with(one, { relative = true })
    end
  end
  add("NamedDate", "Holiday", function(_, holiday) return holidays.on(holiday) end)
  add("NamedDate", "MonthDay", function(_, date) return date end)
  add("NamedDate", "Month", function(_, month) return moments.month { month = month } end)
  add("Date", "NamedDate Span ago", named(-1))
  add("Date", "NamedDate Span hence|later", named(1))
  add("Date", "NamedDate Span from now", named(1))
  add("Date", "NamedDate in Span", named(1))
  add("Time", "Span after|from|past Time", function(_, s, time)
    if time.b or not s.amount.TM and not s.amount.TH then return nil end
    local minutes = time.hour * 60 + (time.minute or 0) + (s.amount.TM or 0) + 60 * (s.amount.TH or 0)
    return math.type(minutes) == "integer" and { hour = minutes // 60 % 24, minute = minutes % 60, is_sure = time.is_sure } or nil
  end)
  -- The last three days; the next two weeks; within a year.
  local function around(env, step, s)
    if s.high or step == 0 then return nil end
    if s.unit == "Y10" and env.date then
      local decade, n = env.date.year // 10 * 10, s.amount.Y // 10
      local first, last = decade + 10, decade + 10 * n + 9
      if step < 0 then first, last = decade - 10 * n, decade - 1 end
      return moments.stretch({ year = first }, { year = last }, "decade", { relative = true })
    end
    if s.unit == "Q" and env.date and env.date.month then
      local one, other = moments.step(env, "Q", step), moments.step(env, "Q", step * (s.amount.M // 3))
      if not one.a or not other.a then return nil end
      if step < 0 then one, other = other, one end
      return moments.stretch(one.a, other.a, "quarter", { relative = true })
    end
    local result = s.amount.BD and moments.workdays(env, s.amount.BD, step) or moments.around(env, s.amount, step)
    if result then result.bound = s.bound end
    return result
  end
  local function is_counted(s) return s.n ~= 1 or s.is_sum or not s.is_article end
  add("Date", "the? Last|Next hour", function(env, step)
    if env:is_past() and step > 0 then return moments.unknown "minute" end
    return around(env, step, span({ n = 1 }, "TH"))
  end)
  add("Date", "the? Last|Next fortnight", function(env, step) return around(env, step, span({ n = 2 }, "W")) end)
  add("Date", "the? Last|Next Span", function(env, step, s)
    local one = is_counted(s) and around(env, step, s)
    if one and step < 0 then one.weak = "last" end
    return one
  end)
  add("Date", "the? Last|Next few|couple|several of? Unit", function(env, step, unit)
    return around(env, step, span({ n = 3, bound = "about" }, unit))
  end)
  add("Date", "Int Last|Next Units", function(env, n, step, unit) return around(env, step, span({ n = n }, unit)) end)
  add("Date", "within the? Next? Span", function(env, a, b)
    local s = b or a
    if (s.amount.TH or s.amount.TM or s.amount.TS) and not (env.date and env.date.hour) then return nil end
    if not b and not env:is_future() and env:is_past() then return nil end
    local result = around(env, 1, s)
    if result and result.a and env.date and not result.a.hour then result.a = { year = env.date.year, month = env.date.month, day = env.date.day } end
    if result then result.skip, result.weak = 1, not b and not env:is_future() and "alone" end
    return result
  end)
  add("Date", "within the? Next? Span after|from|of Date", function(env, a, b, c)
    local s, date = b, c
    if not date then s, date = a, b end
    if type(s) ~= "table" or not s.amount or s.amount.TH or s.amount.TM or date.grain ~= "day" or date.b then return nil end
    local settled = moments.settle(env, date)
    local last = settled.a and moments.shifted(env, settled, s.amount, 1, "day")
    return last and last.a and moments.stretch(settled.a, last.a, "day", { relative = true, skip = 1 }) or { grain = "day", relative = true, skip = 1 }
  end)
  add("Date", "Span in the future", function(env, s) return around(env, 1, s) end)
  add("Date", "the? rest of? the|this|current? Unit", function(env, unit)
    local now = env.date
    if unit == "D" and now and now.hour then
      return moments.stretch(now, { year = now.year, month = now.month, day = now.day, hour = 23, minute = 59, second = 59 }, "minute", { relative = true })
    end
    local whole = env.date and env.date.day and moments.step(env, unit, 0)
    local _, last = nil, nil
    if whole and whole.a then _, last = moments.ends(env, whole) end
    if not last then return moments.unknown "day" end
    local year, month, day = require("moonscribe").calendar.date(last)
    return moments.stretch({ year = env.date.year, month = env.date.month, day = env.date.day }, { year = year, month = month, day = day }, "day", { relative = true })
  end)
end
