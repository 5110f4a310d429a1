-- What begins with a digit in an English text: dates (2019-03-05, 10/31/2016), clocks (15:30), ordinals,
-- decades (1980s), numbers. For moonscribe.english_words; the text is in lower case.
local moments = require "moonscribe.moments"

local digits = {}

local function int(text) return math.tointeger(tonumber(text)) end

local function year_of(digits)
  local year = int(digits)
  if #digits > 2 then return year end
  return year + (year < 40 and 2000 or 1900)
end

-- The day that is meant where the other number is the month: of 3/4.
local function other_way(year, month, day)
  return month ~= day and day <= 12 and { year = year, month = day, day = month } or nil
end

local function date_item(year, month, day, is_either)
  if not month or month > 12 or month < 1 or day and (day < 1 or day > 31) then return nil end
  if day then
    local one = moments.day { year = year, month = month, day = day }
    one.other = is_either and other_way(year, month, day) or nil
    return { "Date", one }
  end
  return { "Date", moments.month { year = year, month = month } }
end

-- Month and day of 10/31, the month first unless it cannot be.
local function month_day(first, second)
  if first > 12 then return second, first end
  return first, second
end

-- Digits that are more than a number; each gives items and the index of its last byte, or nil.
local FORMS = {
  function(s, i)
    local year, sign, month, day, last = s:match("^(%d%d%d%d)([-/.])(%d%d?)%2(%d%d?)()", i)
    if not year or s:find("^[%d/]", last) then return nil end
    month, day = int(month), int(day)
    if month > 12 then month, day = day, month end
    local hour, minute, after = s:match("^t(%d%d):(%d%d)[:%d.]*z?()", last)
    if hour and month > 0 and int(hour) < 24 then
      return { { "Date", { a = { year = int(year), month = month, day = day, hour = int(hour), minute = int(minute) }, grain = "minute" } } }, after - 1
    end
    return { date_item(int(year), month, day) }, last - 1
  end,
  function(s, i)
    local first, sign, second, year, last = s:match("^(%d%d?)%s?([-/.])%s?(%d%d?)%s?%2%s?(%d%d%d?%d?)()", i)
    if not first or #year == 3 or s:find("^[%d/]", last) or (sign == "." and #year < 4) then return nil end
    local month, day = month_day(int(first), int(second))
    local item = date_item(year_of(year), month, day, true)
    if item and sign == "-" and #year == 2 then item[2].weak = "noun" end -- 10-15-20 bucks
    return { item }, last - 1
  end,
  function(s, i)
    local hour, minute, second, last = s:match("^([0-2]?%d):([0-5]%d):([0-5]%d)()", i)
    if not hour or s:find("^[:%d]", last) or int(hour) > 24 then return nil end
    return { { "Time", { hour = int(hour), minute = int(minute), second = int(second) } } }, last - 1
  end,
  function(s, i)
    local hour, minute, last = s:match("^([0-2]?%d):([0-5]%d)()", i)
    if not hour or s:find("^[:%d]", last) or int(hour) > 24 then return nil end
    return { { "Time", { hour = int(hour), minute = int(minute), is_padded = #hour == 2 and int(hour) < 10 } } }, last - 1
  end,
  function(s, i)
    local hour, minute, last = s:match("^([0-2]?%d) ?h ?([0-5]%d)()%f[^%w]", i)
    return hour and int(hour) <= 24 and { { "Time", { hour = int(hour), minute = int(minute) } } } or nil, last and last - 1
  end,
  function(s, i)
    local first, second, year, last = s:match("^(%d%d?)/(%d%d?), ?(%d%d%d%d)()%f[^%w]", i)
    if not first then return nil end
    local month, day = month_day(int(first), int(second))
    return { date_item(int(year), month, day, true) }, last - 1
  end,
  function(s, i)
    local month, year, last = s:match("^(%d%d?) ?[-/] ?([12]%d%d%d)()%f[^%w]", i)
    if not month or s:find("^[-/.:]%d", last) or not date_item(int(year), int(month)) then return nil end
    return { date_item(int(year), int(month)) }, last - 1
  end,
  function(s, i)
    local year, month, last = s:match("^([12]%d%d%d) ?[-/] ?(%d%d?)()%f[^%w]", i)
    if not year or s:find("^[-/.:]%d", last) or not date_item(int(year), int(month)) then return nil end
    -- 2008-09 are two years, as seasons and school years are told.
    if #month == 2 and int(month) == int(year) % 100 + 1 and s:sub(i + 4, i + 4) == "-" then
      return { { "Date", moments.stretch({ year = int(year) }, { year = int(year) + 1 }, "year") } }, last - 1
    end
    return { date_item(int(year), int(month)) }, last - 1
  end,
  function(s, i)
    local year, two, last = s:match("^([12]%d%d%d)%-(%d%d)()%f[^%w]", i)
    if not year or int(two) <= int(year:sub(3)) then return nil end
    return { { "Date", moments.stretch({ year = int(year) }, { year = int(year:sub(1, 2) .. two) }, "year", { weak = "year" }) } }, last - 1
  end,
  -- 10/31, 4.22: a fraction or a decimal, unless what is around it says that it is a date.
  function(s, i)
    local first, sign, second, last = s:match("^(%d%d?)([-/.])(%d%d?)()", i)
    if not first or s:find("^%w", last) and not (sign == "." and s:find("^[ap]", last) or sign == "/" and s:find("^h%f[^%w]", last)) then return nil end
    if s:find("^[-/.:]%d", last) and not (sign == "/" and s:find("^%-%d%d?/%d", last) or sign == "." and s:find("^%-%d%d?%.%d%d", last)) then return nil end
    local month, day = month_day(int(first), int(second))
    local items = {}
    if month <= 12 and month > 0 and day > 0 and day <= 31 then
      items[1] = { "NumericDay", moments.with(moments.day { month = month, day = day }, { sign = sign, other = other_way(nil, month, day) }) }
    end
    if sign == "." then
      items[#items + 1] = { "Decimal", tonumber(first .. "." .. second) }
      if #second == 2 and int(first) <= 24 and int(second) < 60 then items[#items + 1] = { "DotTime", { hour = int(first), minute = int(second) } } end
    elseif sign == "/" and int(second) > 0 then
      items[#items + 1] = { "Fraction", int(first) / int(second) }
    elseif sign == "-" and not s:sub(1, i - 1):find "%f[%w]on $" then
      return nil -- 3-7 is a range, "on 4-22" a day
    end
    return items, last - 1
  end,
  function(s, i)
    local digits, last = s:match("^(%d+)[snrt][tdh]()%f[^%w]", i)
    return digits and #digits < 5 and { { "Ord", int(digits) }, { "OrdDigits", int(digits) } } or nil, last and last - 1
  end,
  function(s, i)
    local digits, last = s:match("^([12]%d%d0)['’]*s()%f[^%w]", i)
    if digits then return { { "DecadeYear", int(digits) } }, last - 1 end
    digits, last = s:match("^(%d0)['’]*s()%f[^%w]", i)
    return digits and { { "DecadeDigits", int(digits) } } or nil, last and last - 1
  end,
  function(s, i)
    local digits, last = s:match("^(%d+%.%d+)()", i)
    return digits and { { "Decimal", tonumber(digits) } } or nil, last and last - 1
  end,
  function(s, i)
    local year, month, day, last = s:match("^([12]%d%d%d)([01]%d)([0-3]%d)()%f[^%w]", i)
    local item = year and int(year) > 1800 and int(year) < 2100 and date_item(int(year), int(month), int(day))
    return item and { item } or nil, last and last - 1
  end,
  function(s, i)
    local digits, last = s:match("^(%d[%d,]*)()", i)
    if digits:find ",$" then digits, last = digits:gsub(",+$", ""), i + #digits:gsub(",+$", "") end
    if digits:find "," and not digits:find "^%d%d?%d?,%d%d%d%f[^%d]" then digits = digits:match "^%d+" last = i + #digits end
    local plain = digits:gsub(",", "")
    if #plain > 9 or s:find("^%%", last) then return nil end
    local items = { { "Int", int(plain) }, { "Digits", digits } }
    if #digits == 4 and int(plain) >= 1000 and int(plain) <= 2100 then items[#items + 1] = { "Year", int(plain) } end
    if #digits == 2 then items[#items + 1] = { "TwoDigits", int(plain) } end
    if (#digits == 3 or #digits == 4) and not digits:find "," and int(plain:sub(-2)) < 60 and int(plain:sub(1, -3)) <= 24 and not (int(plain) > 1800 and int(plain) < 2100) then
      items[#items + 1] = { "HourMinute", { hour = int(plain:sub(1, -3)), minute = int(plain:sub(-2)) } }
    end
    return items, last - 1
  end,
}

-- What can follow digits that are more than a number.
local MORE = { ["-"] = true, ["/"] = true, ["."] = true, [":"] = true, [","] = true, ["'"] = true, h = true, s = true, n = true, r = true, t = true, ["\226"] = true }

--- english_digits.read(s, i) -> items, index of their last byte; or nil
function digits.read(s, i)
  local sign, beyond = s:match("^%d+(.)(.?)", i)
  local first = #FORMS
  if sign and (MORE[sign] or sign == " " and (beyond == "-" or beyond == "/" or beyond == "h")) or s:find("^%d%d%d%d%d%d%d%d", i) then first = 1 end
  for k = first, #FORMS do
    local items, last = FORMS[k](s, i)
    if items and last then return items, last end
  end
  return nil
end

return digits
