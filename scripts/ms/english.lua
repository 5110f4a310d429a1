-- moonscribe.english: times in English text. Around a word that has to do with time it takes the
-- run of words that can belong to a time, reads it with the chart (moonscribe.chart) by the rules
-- of english_dates, english_clock and english_spans, and gives the longest readings from left to
-- right. What "may" and "second" are else, the rules and `is_plausible` there know.
local ms = require "moonscribe"
local chart = require "moonscribe.chart"
local moments = require "moonscribe.moments"

local english = {}

local BEFORE, AFTER, MOST_TOKENS = 64, 130, 40
local lexicon, rules, past

local PARTS = { require "moonscribe.english_numbers", require "moonscribe.english_dates", require "moonscribe.english_clock", require "moonscribe.english_spans" }

local function load()
  local data = ms.grammar "en_time"
  lexicon, rules = {}, chart.rules()
  for category, words in pairs(data.words) do
    for word, value in pairs(words) do
      lexicon[word] = lexicon[word] or {}
      table.insert(lexicon[word], { category, value })
      if category == "Unit" and word:find "s$" then table.insert(lexicon[word], { "Units", value }) end
    end
  end
  for _, add in ipairs(PARTS) do add(rules, data) end
  for word in pairs(rules.words) do
    lexicon[word] = lexicon[word] or {}
    table.insert(lexicon[word], { word })
  end
  past = {}
  for _, word in ipairs(data.past) do past[word] = true end
end

-- --- tokens -------------------------------------------------------------------------------------

local function int(text) return math.tointeger(tonumber(text)) end

local function year_of(digits)
  local year = int(digits)
  if #digits > 2 then return year end
  return year + (year < 40 and 2000 or 1900)
end

local function date_item(year, month, day)
  if not month or month > 12 or month < 1 or day and (day < 1 or day > 31) then return nil end
  if day then return { "Date", moments.day { year = year, month = month, day = day } } end
  return { "Date", moments.month { year = year, month = month } }
end

-- Month and day of 10/31, the month first unless it cannot be.
local function month_day(first, second, day_first)
  if day_first and second <= 12 or first > 12 then return second, first end
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
    return { date_item(year_of(year), month, day) }, last - 1
  end,
  function(s, i)
    local hour, minute, second, last = s:match("^([0-2]?%d):([0-5]%d):([0-5]%d)()", i)
    if not hour or s:find("^[:%d]", last) or int(hour) > 24 then return nil end
    return { { "Time", { hour = int(hour), minute = int(minute), second = int(second) } } }, last - 1
  end,
  function(s, i)
    local hour, minute, last = s:match("^([0-2]?%d):([0-5]%d)()", i)
    if not hour or s:find("^[:%d]", last) or int(hour) > 24 then return nil end
    return { { "Time", { hour = int(hour), minute = int(minute), is_padded = #hour == 2 } } }, last - 1
  end,
  function(s, i)
    local hour, minute, last = s:match("^([0-2]?%d) ?h ?([0-5]%d)()%f[^%w]", i)
    return hour and int(hour) <= 24 and { { "Time", { hour = int(hour), minute = int(minute) } } } or nil, last and last - 1
  end,
  function(s, i)
    local first, second, year, last = s:match("^(%d%d?)/(%d%d?), ?(%d%d%d%d)()%f[^%w]", i)
    if not first then return nil end
    local month, day = month_day(int(first), int(second))
    return { date_item(int(year), month, day) }, last - 1
  end,
  function(s, i)
    local month, year, last = s:match("^(%d%d?) ?[-/] ?([12]%d%d%d)()%f[^%w]", i)
    if not month or s:find("^[-/.:]%d", last) or not date_item(int(year), int(month)) then return nil end
    return { date_item(int(year), int(month)) }, last - 1
  end,
  function(s, i)
    local year, month, last = s:match("^([12]%d%d%d) ?[-/] ?(%d%d?)()%f[^%w]", i)
    if not year or s:find("^[-/.:]%d", last) or not date_item(int(year), int(month)) then return nil end
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
    if not first or s:find("^%w", last) and not (sign == "." and s:find("^[ap]", last)) then return nil end
    if s:find("^[-/.:]%d", last) and not (sign == "/" and s:find("^%-%d%d?/%d", last) or sign == "." and s:find("^%-%d%d?%.%d%d", last)) then return nil end
    local month, day = month_day(int(first), int(second))
    local items = {}
    if month <= 12 and month > 0 and day > 0 and day <= 31 then
      items[1] = { "NumericDay", moments.with(moments.day { month = month, day = day }, { sign = sign }) }
    end
    if sign == "." then
      items[#items + 1] = { "Decimal", tonumber(first .. "." .. second) }
      if #second == 2 and int(first) <= 24 and int(second) < 60 then items[#items + 1] = { "DotTime", { hour = int(first), minute = int(second) } } end
    elseif sign == "/" and int(second) > 0 then
      items[#items + 1] = { "Fraction", int(first) / int(second) }
    elseif sign == "-" then
      return nil -- 3-7 is a range
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
    if digits:find "," and not digits:find "^%d%d?%d?,%d%d%d" then digits = digits:match "^%d+" last = i + #digits end
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

local HALVES = { a = { { "Half", "a" } }, p = { { "Half", "p" } } }
local MERIDIEM = { "^([ap]) ?%. ?m ?%.?()", "^([ap]) ?m()%f[^%w]", "^([ap])()%f[^%w]" }

local HYPHEN, INNER_HYPHEN = { { "-" } }, { { "-" } }

-- The token at i and the index behind it; no token for a word that has nothing to do with time.
local function lex(s, i)
  local byte = s:byte(i)
  if byte >= 48 and byte <= 57 then
    for _, form in ipairs(FORMS) do
      local items, last = form(s, i)
      if items and last then return items, last + 1 end
    end
    return nil, s:match("^%d[%w.,:/]*()", i)
  end
  if byte >= 97 and byte <= 122 then
    local left = s:byte(i - 1) or 0
    local is_glued = i > 1 and left >= 48 and left <= 57
    local second = s:byte(i + 1)
    if (byte == 97 or byte == 112) and (second == 109 or second == 46 or second == 32 or is_glued) then -- "a" or "p", then "m", "." or a blank
      for k, pattern in ipairs(MERIDIEM) do
        local half, after = s:match(pattern, i)
        if half and (k < 3 or is_glued) and not s:find("^%l", after) then return HALVES[half], after end
      end
    end
    local word, after = s:match("^(%l+)()", i)
    if is_glued and (word == "st" or word == "th") then return nil, after end
    local sign = s:byte(after)
    local tail = (sign == 39 or sign == 226) and (s:match("^'%l*", after) or s:match("^\226\128\153%l*", after))
    if tail then
      local whole = word .. tail:gsub("\226\128\153", "'")
      local items = { table.unpack(lexicon[whole] or {}) }
      if whole == word .. "'s" or not items[1] and tail == "'" then
        for _, item in ipairs(lexicon[word] or {}) do items[#items + 1] = item end
      end
      return items[1] and items or nil, after + #tail
    end
    local items = lexicon[word]
    if not items then return nil, sign and (sign == 95 or sign >= 48 and sign <= 57) and s:match("^[%w'_]+()", i) or after end
    if items[1][1] == "Month" or items[1][1] == "Weekday" then
      if #word <= 5 and s:find("^%.", after) and (s:find("^%.? ?%d", after) or #word <= 4 and word ~= "may" and word ~= "june" and word ~= "july") then after = after + 1 end
    end
    return items, after
  end
  if byte == 45 then -- a hyphen
    local is_inside = i > 1 and s:find("^%w", i - 1) and s:find("^%w", i + 1)
    return is_inside and INNER_HYPHEN or HYPHEN, i + 1
  end
  if s:find("^\226\128[\147\148]", i) then return HYPHEN, i + 3 end
  if s:find("^\226\128\153%d0s", i) then return nil, i + 3 end
  if byte == 194 and s:find("^\194\189", i) then return { { "Fraction", 0.5 } }, i + 2 end
  local sign = s:sub(i, i)
  if lexicon[sign] then return lexicon[sign], i + 1 end
  return nil, s:match("^[\128-\255]+()", i) or i + 1
end

local function is_idle(token, known)
  for i = 1, #token do
    if known[token[i][1]] then return false end
  end
  return true
end

-- Takes off what no rule begins or ends with.
local function trimmed(run)
  local first, last = 1, #run
  while first <= last and is_idle(run[first], rules.root) do first = first + 1 end
  while last >= first and is_idle(run[last], rules.last) do last = last - 1 end
  if first == 1 and last == #run then return run end
  local list = { from = {}, to = {}, through = {} }
  for i = first, last do
    local k = i - first + 1
    list[k], list.from[k], list.to[k], list.through[k] = run[i], run.from[i], run.to[i], run.through[i]
  end
  return list
end

-- The run of tokens that holds the byte at `place`, or one that follows directly.
local function run_at(s, place)
  local run, i, count = { from = {}, to = {}, through = {} }, 1, 0
  while count < MOST_TOKENS do
    local from = s:find("%S", i)
    if not from then break end
    local token, after = lex(s, from)
    if not token or from > i + 1 and s:sub(i, from - 1):find "\n%s*\n" then
      if from > place or not token and after > place then break end
      if count > 0 then run, count = { from = {}, to = {}, through = {} }, 0 end
    end
    if token then
      count = count + 1
      run[count], run.from[count], run.to[count], run.through[count] = token, from, after - 1, token == INNER_HYPHEN
    end
    i = after
  end
  return trimmed(run)
end

-- --- reading ------------------------------------------------------------------------------------

local Env = {}
Env.__index = Env

-- Whether the clause that the run stands in tells of what is past. Only the words before and
-- directly after it are looked at.
function Env:is_past()
  if self.past == nil then
    local s, run = self.window, self.run
    local before = s:sub(1, run.from[1] - 1):match "[^.!?;]*$"
    local after = s:sub(run.to[#run] + 1):match "^[^.!?;]*"
    self.past = false
    for word in (before .. " " .. after):gmatch "%l+" do
      if past[word] or #word > 4 and word:find "[^e]ed$" then self.past = true end
    end
  end
  return self.past
end

local FUTURE = { will = true, ll = true, shall = true, would = true, should = true, going = true, must = true, can = true, want = true, plan = true, hope = true, due = true }
-- Whether it tells of what is to come.
function Env:is_future()
  for word in self.window:sub(1, self.run.from[1] - 1):match("[^.!?;]*$"):gmatch "%l+" do
    if FUTURE[word] then return true end
  end
  return false
end

-- The text before or behind the tokens i to j - 1, in lower case.
function Env:before(i) return self.window:sub(math.max(1, self.run.from[i] - 24), self.run.from[i] - 1) end
function Env:after(j) return self.window:sub(self.run.to[j - 1] + 1, self.run.to[j - 1] + 24) end

-- The words of a token as written.
function Env:written(i) return self.original:sub(self.run.from[i], self.run.to[i]) end

local FINAL = { Date = 1, Time = 2, Set = 3, Span = 4 }
local plausible = {}

-- Longest reading that begins with the i-th token.
local function best_at(cell)
  local best, best_kind
  for i = 1, #cell do
    local item = cell[i]
    local rank = FINAL[item[1]]
    if rank and (not best or item[3] > best[3] or item[3] == best[3] and rank < FINAL[best_kind]) then best, best_kind = item, item[1] end
  end
  return best, best_kind
end

local function readings(env, cells)
  local run, list, i = env.run, {}, 1
  while i <= #run do
    local cell = cells[i]
    local item, kind = best_at(cell)
    local value = item and not run.through[i] and item[2]
    if value and plausible.check(env, value, kind, i, item[3]) then
      local mention = plausible.mention[kind](env, value, i, item[3])
      if mention then
        mention.from, mention.to = run.from[i + (value.skip or 0)], run.to[item[3] - 1]
        list[#list + 1] = mention
        i = item[3]
      else
        i = i + 1
      end
    else
      i = i + 1
    end
  end
  return list
end

--- english.mentions(context) -> array of mentions, or nil
---  The times in the run of words that the hit of `context` stands in. A run is read once, however
---  many hits it has.
function english.mentions(context)
  if not rules then
    load()
    plausible = require "moonscribe.english_checks"
  end
  if context.english_to and context.from <= context.english_to then return nil end
  local text = context.text
  local left = math.max((context.english_to or 0) + 1, context.from - BEFORE)
  local original = tostring(text:sub(left, math.min(#text, context.to + AFTER)))
  if left > 1 and left == context.from - BEFORE then
    local skipped = original:find("%s") or 1
    if left + skipped - 1 > context.from then skipped = 1 end
    original, left = original:sub(skipped), left + skipped - 1
  end
  local env = setmetatable({ window = original:lower(), original = original, date = context.date, context = context, left = left, told = context.english_told }, Env)
  local run = run_at(env.window, context.from - left + 1)
  if #run == 0 then return nil end
  env.run = run
  context.english_to = left + run.to[#run] - 1
  local list = readings(env, rules:parse(run, env))
  for _, mention in ipairs(list) do
    mention.from, mention.to = mention.from + left - 1, mention.to + left - 1
  end
  return list
end

return english
