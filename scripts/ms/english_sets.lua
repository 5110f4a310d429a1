-- What comes again in English: every other Friday, twice a week, on Mondays at nine, daily. Rules for
-- moonscribe.english. A Set has its period in `value`, which of them in `timex`, and how often in it
-- in `frequency`.
local moments = require "moonscribe.moments"
local tools = require "moonscribe.english_clock_tools"
local amounts = require "moonscribe.english_amounts"

return function(add)
  local function set(amount, more) return moments.with({ value = amounts.iso(amount), kind = "set" }, more or {}) end
  local function set_of(n, unit, more)
    if unit == "NI" then return { value = "P1D", timex = "TNI" } end
    if unit == "M6" then return { value = "P6M" } end
    return set(amounts.of({ n = n }, unit), more)
  end
  add("Set", "Every", function(_, unit) return set_of(1, unit) end)
  add("Set", "everyday", function() return moments.with(set_of(1, "D"), { weak = "everyday" }) end)
  add("Set", "semi - annually|annual", function() return set { M = 6 } end)
  add("Set", "bi - Every", function(_, unit) return set_of(2, unit) end)
  add("Set", "every|each Unit", function(_, unit) return set_of(1, unit) end)
  add("Set", "every|each other|second Unit", function(_, unit) return set_of(2, unit) end)
  add("Set", "every|each single? Weekday", function(_, weekday)
    return { value = "P1W", timex = "XXXX-WXX-" .. weekday }
  end)
  add("Set", "every other|second Weekday", function(_, weekday)
    return { value = "P2W", timex = "XXXX-WXX-" .. weekday }
  end)
  add("Set", "every|each Int Unit", function(_, n, unit) return set_of(n, unit) end)
  add("Set", "every|each couple|few of? Unit", function(_, unit) return set_of(3, unit) end)
  add("Set", "every|each other|second Weekend", function() return { value = "P2W", timex = "XXXX-WXX-WE" } end)
  local function monthly() return { value = "P1M" } end
  add("Set", "every|each Ord Weekday of the|every|each month", monthly)
  add("Set", "the? Ord Weekday of every|each month", monthly)
  add("Set", "the? Ord|last Weekday|day of every|each month", monthly)
  add("Set", "every|each weekday", function() return { value = "P1W", timex = "XXXX-WXX-WD" } end)
  add("Set", "every|each Weekday ,|and|or Weekday", function() return { value = "P1W", frequency = 2 } end)
  add("Set", "every|each Ord of the|every|each month", monthly)
  add("Set", "Times|TimesCount Every", function(_, n, unit)
    local s = set_of(1, unit)
    s.frequency = n
    return s
  end)
  add("Set", "every|each Weekend", function() return { value = "P1W", timex = "XXXX-WXX-WE" } end)
  add("Set", "every|each Month", function(_, month) return { value = "P1Y", timex = ("XXXX-%02d"):format(month) } end)
  add("Set", "every|each Season", function(_, season)
    return { value = "P1Y", timex = "XXXX-" .. ({ "SP", "SU", "FA", "WI" })[season - 20] }
  end)
  add("Set", "every|each Weekday? DayPart", function(_, a, b)
    return { value = b and "P1W" or "P1D", timex = (b and "XXXX-WXX-" .. a or "") .. "T" .. (b or a) }
  end)
  add("Set", "every single Unit", function(_, unit) return set_of(1, unit) end)
  add("Set", "Times|TimesCount a|an|per|every|each Unit", function(_, n, unit)
    local s = set_of(1, unit)
    s.frequency = n
    return s
  end)
  add("Set", "Times|TimesCount every|in Int Unit", function(_, n, count, unit)
    local s = set_of(count, unit)
    s.frequency = n
    return s
  end)
  add("TimesCount", "Int times", function(_, n) return n end)
  add("Set", "Ord of every|each month", function(_, day)
    return { value = "P1M", timex = ("XXXX-XX-%02d"):format(day) }
  end)
  add("Set", "every|each NumericDay", function(_, date)
    return { value = "P1Y", timex = ("XXXX-%02d-%02d"):format(date.a.month, date.a.day) }
  end)
  add("Set", "Set at night", function(_, one) return one.timex and one or moments.with(one, { timex = "TNI" }) end)
  add("Set", "the Ord of every|each month", function(_, day)
    return { value = "P1M", timex = ("XXXX-XX-%02d"):format(day) }
  end)
  add("Set", "every|each Date", function(_, date)
    if date.open ~= "year" or date.b or date.grain ~= "day" then return nil end
    return { value = "P1Y", timex = ("XXXX-%02d-%02d"):format(date.a.month, date.a.day) }
  end)
  add("Set", "Weekdays", function(_, weekday) return { value = "P1W", timex = "XXXX-WXX-" .. weekday } end)
  add("Set", "Weekdays|Weekday DayParts", function(_, weekday, part)
    return { value = "P1W", timex = "XXXX-WXX-" .. weekday .. "T" .. part }
  end)
  add("Set", "weekdays", function() return { value = "P1W", timex = "XXXX-WXX-WD" } end)
  add("Set", "weekends", function() return { value = "P1W", timex = "XXXX-WXX-WE" } end)
  add("Set", "DayParts", function(_, part) return { value = "P1D", timex = "T" .. part, weak = "parts" } end)
  add("Set", "in the early|late|later? -? DayParts", function(_, part)
    return { value = "P1D", timex = "T" .. part }
  end)
  local function at(_, one, time)
    local clock = time.hour and time or one
    local other = time.hour and one or time
    if time.b or one.b or clock.part or not clock.hour then return nil end
    local part = other.timex and other.timex:match "T(%u%u)$"
    if part then clock = tools.in_part(clock, part) end
    return moments.with(other, { weak = false, timex = (other.timex and other.timex:find "^XXXX%-WXX" and other.timex:match "^[^T]+" or "") .. moments.timex { hour = clock.hour, minute = clock.minute } })
  end
  add("Set", "Set ,? at? Time", at)
  add("Set", "Set at Hour", at)
  add("Set", "Time on? Set", at)
end
