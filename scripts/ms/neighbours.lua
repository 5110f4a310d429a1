-- moonscribe.neighbours: dates, times and durations that are one by the words between them, whatever the language: a day
-- with its time (明天下午三点), ranges (昨天两点到今天四点, "Monday to Friday"), sums (8天又20小时); and words that mean what the
-- date before them makes of them (次日; 11号 behind 9月10号). A mention that has no value, as nobody knows the interview's
-- day, is joined like others. It never looks for dates of its own.
local ms = require "moonscribe"
local when = require "moonscribe.when"
local calendar = ms.calendar

local neighbours = {}

local TO = ms.regex("^\\s?(?:之?起?(?:到|至|[-–—~～ー]|——)|(?:之|以)[后後](?:到|至)?|(?:to|through|until|till|and)(?= ))\\s?(?:the )?$")
local WITH = ms.regex "^\\s?[和与與跟]\\s?$"
local BETWEEN = ms.regex "^之?[间間]"
local BEFORE = ms.regex "^(?:之|以)前"
local AND = ms.regex "^(?:多?又|[余餘]|多|零|,? (?:and )?)?$"
local SIZES = { year = 1, month = 2, week = 3, day = 4, hour = 5, minute = 6, second = 7 }

local function is_plain(value)
  return type(value) == "string" and not value:find "/"
end

-- 8天又20小时: P8DT20H.
local function sum(first, second, gap)
  local a, b = SIZES[first.grain], SIZES[second.grain]
  if a and b and a > b and tostring(gap) == "又" then first, second, a, b = second, first, b, a end
  local head, tail = first.value:match "^P(.*)$", second.value:match "^P(.*)$"
  if not a or not b or a >= b or not head or not tail or head:find "%." then return nil end
  -- 一周两个小时 is so much a week.
  if #gap == 0 and (first.value:find "^P1[MWD]$" or first.value == "P1Y" and second.grain ~= "month") then return nil end
  -- "ten years, two hours" is a list.
  if b - a > (gap:find "," and 2 or 3) then return nil end
  if head:find "T" and not tail:find "^T" then return nil end
  if head:find "T" and tail:find "^T" then tail = tail:sub(2) end
  return { value = "P" .. head .. tail, grain = second.grain, bound = first.bound or second.bound }
end

local function is_order(first, second)
  local is_vague = first.grain == "decade" or first.grain == "century"
  if is_vague and first.grain ~= second.grain then return false end
  return first.value <= second.value or first.value:find "^XXXX" or second.value:find "^XXXX"
end

-- Whether "between" stands before the first, so that "and" means "to".
local function is_between(text, from)
  return text:sub(math.max(1, from - 8), from - 1):lower() == "between "
end

local BESIDE = ms.regex "^(?:\\s?[，,]?\\s?的?|,? (?:at |from |between |around |about )?)$"
local BEHIND = ms.regex "^ (?:on |of )?(?:the )?$"

-- A day (or a set of days) with its time, whichever comes first.
local function moment(text, first, second)
  local date, time = first, second
  if first.kind == "time" then date, time = second, first end
  local is_day = date.kind == "set" and not date.timex_time or date.kind == "date" and (date.grain == "day" or date.grain == "part")
  local is_unknown = not date.value and date.relative
  -- 三天前的晚上
  local part = time.kind == "time" and not time.value and (time.timex or ""):match "^T(%u%u)$"
  if part and date == first and date.kind == "date" and date.grain == "day" and is_plain(date.value) and second.from - first.to < 5 then
    local between = tostring(text:sub(first.to + 1, second.from - 1))
    if between ~= "" and between ~= "的" then return nil end
    local one = when.add_part({ kind = "date", value = date.value, relative = date.relative, alternatives = date.alternatives }, part)
    one.from, one.to = first.from, second.to
    return one
  end
  if time.kind ~= "time" or not is_day or not time.value or not (is_unknown or is_plain(date.value)) or second.from - first.to > 12 then return nil end
  local gap = text:sub(first.to + 1, second.from - 1)
  if not (date == first and BESIDE or BEHIND):test(gap) or date ~= first and #gap == 0 then return nil end
  if date.kind == "set" then
    local timex = (date.timex or date.value) .. (is_plain(time.value) and time.value or "")
    return { kind = "set", value = date.value, timex = timex, timex_time = true, grain = time.grain, from = first.from, to = second.to }
  end
  if is_unknown then
    local timex = date.timex and is_plain(time.value) and date.timex:gsub("T%u%u$", "") .. time.value or nil
    return { kind = "date", timex = timex, grain = time.grain, bound = time.bound, relative = true, from = first.from, to = second.to }
  end
  local value = when.on(date.value, time.value, date.grain == "part" and (date.timex or ""):find "T[AEN][FVI]$")
  local alternatives = nil
  if time.alternatives and not date.value:find "/" then
    alternatives = {}
    for i, other in ipairs(time.alternatives) do alternatives[i] = when.on(date.value, other) end
  end
  return { kind = "date", value = value, timex = is_plain(value) and value or nil, grain = time.grain, bound = time.bound,
    alternatives = alternatives, relative = date.relative, from = first.from, to = second.to }
end

local function range_of(text, first, second, gap)
  local is_to = TO:test(gap)
  if gap:find "^[之以]" then is_to = is_to and (#gap > 6 or BEFORE:test(text:sub(second.to + 1, second.to + 6):repair())) end
  if not is_to and WITH:test(gap) then is_to = BETWEEN:test(text:sub(second.to + 1, second.to + 6):repair()) end
  if not is_to or (gap:find " and " and not is_between(text, first.from)) then return nil end
  if not first.value or not second.value then
    local is_one = first.kind == "date" and (first.relative or second.relative) and not first.bound and not second.bound
    return is_one and { kind = "date", grain = second.grain, relative = true } or nil
  end
  local to, day = second.value, first.value:match "^(.-)T"
  if first.kind == "date" and second.kind == "time" then
    if not day then return nil end
    to = (day .. to < first.value and when.day_after(day) or day) .. to
  elseif first.weekday and second.weekday and second.value < first.value then
    to = second.next_week
  elseif first.kind == "date" and not is_order(first, second) then
    return nil
  end
  return { kind = first.kind, value = first.value .. "/" .. to, grain = second.grain, relative = first.relative or second.relative }
end

-- 五月上旬到六月中旬, 年初到9月: from the first day of the one to the last of the other, where one of them is a stretch.
local function outermost(text, first, second)
  local a, b = first.value or "", second.value or ""
  if is_plain(a) and is_plain(b) or a:find "T" or b:find "T" or a == "" or b == "" then return nil end
  local from, to = a:match "^[^/]+", b:match "[^/]+$"
  if from > to or not TO:test(text:sub(first.to + 1, second.from - 1)) then return nil end
  return { kind = "date", value = from .. "/" .. to, grain = second.grain, relative = first.relative or second.relative, from = first.from, to = second.to }
end

-- Two mentions of a text that are one: 2014年11月到去年3月, "Monday to Friday" (dates, times), 8天又20小时, "two years and
-- three months" (durations). The second follows the first.
local function joined(text, first, second, date)
  local kind = first.kind
  local function is_joinable(one) return is_plain(one.value) or not one.value and one.relative end
  local outer = kind == "date" and second.kind == "date" and second.from - first.to <= 14 and outermost(text, first, second)
  if outer then return outer end
  if second.from - first.to > 14 or not is_joinable(first) or not is_joinable(second) then return nil end
  if kind == "duration" and not (first.value and second.value) then return nil end
  if kind ~= "date" and kind ~= "time" and kind ~= "duration" then return nil end
  local gap = text:sub(first.to + 1, second.from - 1)
  local one
  if kind == "duration" then
    if second.kind ~= kind or not AND:test(gap) then return nil end
    one = sum(first, second, gap)
    if one then one.kind = kind end
  elseif kind == "time" and second.kind == "date" then
    -- 2:00-明天4:00 begins today.
    if not date or not date.day or not second.relative or not (second.value and second.value:find "T") then return nil end
    local today = calendar.edtf { year = date.year, month = date.month, day = date.day }
    one = range_of(text, { kind = "date", value = today .. first.value, from = first.from, relative = true }, second, gap)
  elseif second.kind == kind or second.kind == "time" then
    one = range_of(text, first, second, gap)
  end
  if not one then return nil end
  one.from, one.to = first.from, second.to
  return one
end

-- What 次日, 同年9月 and 那天 mean behind a date of the text; nil when there is none before it that is exact enough.
local function resolve(mention, anchor)
  local ask = mention.anaphor
  local last = anchor and anchor.value and anchor.value:match "[^/]+$"
  local year, month, day = (last or ""):match "^(%d%d%d%d)%-?(%d?%d?)%-?(%d?%d?)"
  year, month, day = math.tointeger(tonumber(year)), math.tointeger(tonumber(month)), math.tointeger(tonumber(day))
  if month and month > 12 then month, day = nil, nil end
  if not year or ask.unit == "D" and not day or ask.unit == "M" and not month then return nil end
  local one
  if ask.unit == "Y" then
    one = when.date { year = year + ask.count, month = ask.month, day = ask.day }
  elseif ask.unit == "M" then
    one = when.date { year = year, month = month, day = ask.day }
  else
    local y, m, d = calendar.add(year, month, day, { days = ask.count })
    one = y and when.date { year = y, month = m, day = d }
    if one and ask.part then when.add_part(one, ask.part) end
  end
  if not one then return nil end
  one.from, one.to = mention.from, mention.to
  return one
end

local LIST = ms.regex "^\\s?(?:[、，,和与與及或]|以及|还有)\\s?$"

-- 11号 behind 9月10号 is of that month where the two are in a list; the days of a list go up.
local function in_list(text, mention, last)
  local value = last and last.kind == "date" and last.value
  local year, month, day = (value or ""):match "([%dX]+)%-(%d%d)%-(%d%d)$"
  if not day or mention.day.from <= math.tointeger(tonumber(day)) or mention.from - last.to > 8 then return mention end
  if not LIST:test(text:sub(last.to + 1, mention.from - 1)) then return mention end
  year, month = math.tointeger(tonumber(year)), math.tointeger(tonumber(month))
  local from, to = { year = year, month = month, day = mention.day.from }, { year = year, month = month, day = mention.day.to }
  local one = mention.day.to and when.range(from, to) or when.date(from)
  if not one then return mention end
  one.from, one.to, one.day = mention.from, mention.to, mention.day
  return one
end

local SENTENCE_END = ms.regex "[。！？!?\\n]"

-- 5月3日 behind 2019年 in the same sentence is of that year; what would lie before the day that was told is not.
local function in_told_year(text, mention, told)
  local year = told and mention.value and mention.from - told.to < 120 and told.value:match "^(%d%d%d%d)"
  if not year or mention.value:sub(1, 4) == year or SENTENCE_END:test(text:sub(told.to + 1, mention.from - 1)) then return mention end
  -- 去年我记得7月 is one thought, what is further off need not be.
  if told.near_year and (mention.from - told.to > 18 or text:sub(told.to + 1, mention.from - 1):find "，") then return mention end
  local last = mention.value:match "/(%d%d%d%d)"
  if last and last ~= mention.value:sub(1, 4) then return mention end
  local function moved(value) return value and value:gsub("^[%dX]+", year):gsub("/[%dX]+", "/" .. year) end
  local is_no_day = mention.value:find "%-02%-29" and not calendar.is_valid(math.tointeger(tonumber(year)), 2, 29)
  if is_no_day or moved(mention.value) < told.value then return mention end
  mention.alternatives = nil
  mention.value, mention.timex, mention.relative = moved(mention.value), moved(mention.timex), nil
  return mention
end

-- 13:20到次日5:40, with no day before: the first of the two times, reaching up to the second.
local function over_night(text, list, mention, after)
  local before = list[#list]
  local is_next = mention.anaphor.unit == "D" and mention.anaphor.count == 1
  if not is_next or not before or before.kind ~= "time" or not after or after.kind ~= "time" or after.from ~= mention.to + 1 then return false end
  if not is_plain(before.value) or not is_plain(after.value) or not TO:test(text:sub(before.to + 1, mention.from - 1)) then return false end
  after.from = mention.from
  return true
end

-- Puts dates in the place of words that point to a date before them, and takes those out that point to none.
local function resolve_all(text, mentions)
  local list, anchor, told = {}, nil, nil
  for i, mention in ipairs(mentions) do
    local one = mention
    if mention.wants_year then one = in_told_year(text, mention, told) end
    if (mention.told_year or mention.near_year) and mention.value then told = mention end
    if mention.day then one = in_list(text, mention, list[#list]) end
    if mention.anaphor and over_night(text, list, mention, mentions[i + 1]) then
      one = nil
    elseif mention.anaphor then
      -- 2024年冬至那天 and 1979年，那年 say the same twice.
      local ask = mention.anaphor
      local is_same = anchor and mention.from - anchor.to < 8 and ask.count == 0 and not ask.month and not ask.part
      one = not is_same and resolve(mention, anchor) or nil
      if not one and mention.anaphor.is_kept then one, mention.anaphor = mention, nil end
    end
    if one then
      list[#list + 1] = one
      if one.kind == "date" and one.value and one.value:find "^%d%d%d%d" then anchor = one end
    end
  end
  return list
end

local KINDS = { date = true, time = true, duration = true, set = true }

-- The list with neighbours (among dates, times, durations and sets) that are one put together.
local function fold(text, mentions, join, date)
  local list, at = {}, nil
  for _, mention in ipairs(mentions) do
    if KINDS[mention.kind] then
      local last = at and list[at]
      local one = last and join(text, last, mention, date)
      if one then
        list[at] = one
      else
        list[#list + 1] = mention
        at = #list
      end
    else
      list[#list + 1] = mention
    end
  end
  return list
end

--- neighbours.join(text, mentions [, date]) -> array of mentions
---  Those of a text, in order, that are one by the words between them become one: a day and its time (明天下午三点), ranges (昨天
---  两点到今天四点, "Monday to Friday"), sums (8天又20小时). Words such as 次日 get the date that they point to. `date` is the
---  interview's.
function neighbours.join(text, mentions, date)
  local count, has_anaphor = 0, false
  for _, mention in ipairs(mentions) do
    if KINDS[mention.kind] then
      count = count + 1
      has_anaphor = has_anaphor or mention.anaphor ~= nil or mention.day ~= nil or mention.wants_year ~= nil
    end
  end
  if has_anaphor then mentions = resolve_all(text, mentions) end
  if count < 2 then return mentions end
  return fold(text, fold(text, mentions, moment, date), joined, date)
end

return neighbours
