-- moonscribe.wording: what extractors make of a grammar's word lists: alternatives for a
-- pattern, and the words around a number that say how exact it is and what it counts.
local ms = require "moonscribe"

local wording = {}

--- wording.any(words) -> string
---  A pattern for any of some words: the items of an array, the first fields of an array of
---  arrays, or the keys of a map; longer ones first, so that none is cut short by another.
---  @example
---  require("moonscribe.wording").any { "场", "场次", "家" } --> 场次|场|家
function wording.any(words)
  local list = {}
  if #words > 0 then
    for i, item in ipairs(words) do list[i] = type(item) == "string" and item or item[1] end
  else
    for word in pairs(words) do list[#list + 1] = word end
  end
  table.sort(list, function(a, b)
    if #a ~= #b then return #a > #b end
    return a < b
  end)
  return table.concat(list, "|")
end

--- wording.map(pairs) -> table
---  { { "米", "m" }, ... } as a map from the first to the second; of an array of strings, a set.
function wording.map(list)
  local map = {}
  for _, item in ipairs(list) do
    if type(item) == "string" then map[item] = true else map[item[1]] = item[2] end
  end
  return map
end

-- Two digits that follow each other are one of both: 四五天, 三四十人, 十七八岁.
local TWO = { ["两"] = true, ["兩"] = true }
local NEXT = { ["一"] = "二", ["二"] = "三", ["两"] = "三", ["兩"] = "三", ["三"] = "四", ["四"] = "五", ["五"] = "六", ["六"] = "七", ["七"] = "八", ["八"] = "九" }
local PAIR = ms.regex("(?<![一二两兩三四五六七八九〇零])([一二两兩三四五六七八])、?([二两兩三四五六七八九])(?![一二两兩三四五六七八九〇零点點])")

-- 上百 is a hundred or more.
local function read_over(text)
  if not text:find "^上" then return nil end
  local unit = "一" .. text:sub(#"上" + 1)
  local value, bytes = ms.numeral(unit)
  return value and bytes == #unit and value or nil
end

-- 2、30 is twenty or thirty: the first with the places of the second.
local function read_marked(text)
  local first, rest = text:match "^(%d)、%d(.*)$"
  if not first then return nil end
  local value, bytes = ms.numeral(first .. rest:gsub("%d", "0"))
  return value and bytes == #first + #rest and value or nil
end

local THREE = ms.regex "^([一二三四五六七])([二三四五六七八])([三四五六七八九])$"

local function read_number(text)
  text = text:gsub(" $", "")
  local marked = read_marked(text)
  if marked then return marked, "about" end
  local over = read_over(text)
  if over then return over, "over" end
  local is_chinese = (text:byte() or 0) > 127
  local pair, bound = is_chinese and PAIR:match(text), nil
  if pair and (NEXT[pair[1]] == pair[2] or pair[1] == "三" and pair[2] == "五" or pair[1] == "一" and TWO[tostring(pair[2])]) then
    local _, from = pair:span(1)
    local _, to = pair:span(2)
    text, bound = text:sub(1, from) .. text:sub(to + 1), "about"
  end
  -- 三两个 are two or three.
  if pair and not bound and pair[1] == "三" and TWO[tostring(pair[2])] then
    local from, to = pair:span(1)
    text, bound = text:sub(1, from - 1) .. text:sub(to + 1), "about"
  end
  -- 三四五位 are three to five.
  local run = THREE:match(text)
  if run and NEXT[run[1]] == run[2] and NEXT[run[2]] == run[3] then text, bound = run[1], "about" end
  local value, bytes = ms.numeral(text)
  if not value or bytes ~= #text then return nil end
  return value, bound
end

-- The same numerals come again and again.
local read, bounds_read, kept = {}, {}, 0

--- wording.number(text) -> number or nil, bound
---  What a numeral says, if it is one from end to end. 四五 is 4, and the bound "about".
---  @example
---  require("moonscribe.wording").number "三四十" --> 30, about
function wording.number(text)
  local value = read[text]
  if value == nil then
    local bound
    value, bound = read_number(text)
    if kept >= 4096 then read, bounds_read, kept = {}, {}, 0 end
    read[text], bounds_read[text], kept = value or false, bound, kept + 1
  end
  return value or nil, bounds_read[text]
end

local SOME = { "几", "幾", "数", "數" }

--- wording.vague(text) -> number, number, or nil
---  From where to where a number lies that is said by its size only.
---  @example
---  require("moonscribe.wording").vague "几百" --> 100, 1000
---  require("moonscribe.wording").vague "三百" --> nil
function wording.vague(text)
  for _, word in ipairs(SOME) do
    if text:sub(1, #word) == word then
      local value = wording.number("一" .. text:sub(#word + 1))
      return value, value and 10 * value
    end
  end
  return nil
end

-- The word or the character at the end and at the beginning of a text: most hits have none beside them that says anything,
-- which a look at a table tells sooner than a pattern.
local function last_of(text) return text:match "(%a+)%s?$" or text:match "([\xC2-\xEF][\x80-\xBF]+)%s?$" end
local function first_of(text) return text:match "^%s?(%a+)" or text:match "^%s?([\xC2-\xEF][\x80-\xBF]+)" end

local function edges(words, of)
  local set = {}
  for _, item in ipairs(words) do
    local edge = of(type(item) == "string" and item or item[1])
    if edge then set[edge:lower()] = true end
  end
  return set
end

local bounds = {} -- by grammar

-- A pattern that ends at the number begins as far left as it can: the longest word is found. An English word must be
-- whole: not the "over" of "Dover".
local function bound_patterns(grammar)
  local patterns = bounds[grammar]
  if not patterns then
    patterns = {
      before = ms.regex("((?<![A-Za-z])(?:" .. wording.any(grammar.bounds_before) .. "))了?\\s?$", "i"),
      after = ms.regex("^\\s?(" .. wording.any(grammar.bounds_after) .. ")", "i"),
      ends = edges(grammar.bounds_before, last_of), begins = edges(grammar.bounds_after, first_of),
      bounds_before = wording.map(grammar.bounds_before), bounds_after = wording.map(grammar.bounds_after),
    }
    bounds[grammar] = patterns
  end
  return patterns
end

--- wording.bound(context, grammar) -> string or nil
---  How exact the number of a hit is by the words directly before or after it: "over" (at
---  least, 余), "under" (at most, up to, 不到) or "about" (nearly, 近). The longest such word
---  decides.
function wording.bound(context, grammar)
  local patterns = bound_patterns(grammar)
  local before = context:before(24)
  local edge = last_of(before)
  if edge and (edge == "了" or patterns.ends[edge:lower()]) then
    local match = patterns.before:match(before)
    if match then return patterns.bounds_before[tostring(match[1]):lower()] end
  end
  local after = context:after(12)
  edge = first_of(after)
  local match = edge and patterns.begins[edge:lower()] and patterns.after:match(after)
  return match and patterns.bounds_after[tostring(match[1]):lower()] or nil
end

local changes = {} -- by grammar

local function change_pattern(grammar)
  local entry = changes[grammar]
  if not entry then
    local words = grammar.changes
    entry = { ends = edges(words.up, last_of), pattern = ms.regex("(?<![A-Za-z])(?:(?<up>" .. wording.any(words.up) .. ")|(?<down>" .. wording.any(words.down) .. "))" .. words.between .. "(?<result> ?" .. words.result .. words.between .. ")?\\s?$", "i") }
    for edge in pairs(edges(words.down, last_of)) do entry.ends[edge] = true end
    for edge in (words.between .. " " .. words.result):gmatch "%a+" do entry.ends[edge] = true end
    for edge in (words.between .. words.result):gmatch "[\xC2-\xEF][\x80-\xBF]+" do entry.ends[edge] = true end
    changes[grammar] = entry
  end
  return entry
end

--- wording.change(context, grammar) -> string or nil
---  Whether the words before a number say that something went "up" or "down" by it, or "to" it (增长12%, "fell by 3 points",
---  增至三百辆).
function wording.change(context, grammar)
  local entry, before = change_pattern(grammar), context:before(36)
  local edge = last_of(before)
  local match = edge and entry.ends[edge:lower()] and entry.pattern:match(before)
  return match and (match.result and "to" or match.up and "up" or "down") or nil
end

-- Characters that are written in one way only where the text is traditional, or simplified.
local TRADITIONAL = ms.regex "[這個們時會說後對來億萬國學為務縣進發實積點經過還沒種與從業動東車語讓認區關開項條員題總長見問間電話錢]"
local SIMPLIFIED = ms.regex "[这个们时会说对来亿为国学务县进发实积点经过还没种从业动东车语让认区关开项条员题总长见问间电话钱]"

-- As much of a text as tells how it is written, to the end of a character.
local function beginning(text)
  local last = 20000
  if #text <= last then return text end
  while text:byte(last + 1) & 0xC0 == 0x80 do last = last - 1 end
  return text:sub(1, last)
end

--- wording.any_in_interview(context, regex, name) -> boolean
---  Whether the beginning of the interview has what a pattern finds; the interview keeps the answer by that name.
function wording.any_in_interview(context, regex, name)
  local interview = context.interview
  if not interview or not interview.text then return false end
  local known = rawget(interview, name)
  if known == nil then
    known = regex:test(beginning(interview.text))
    rawset(interview, name, known)
  end
  return known
end

--- wording.is_traditional(context) -> boolean
---  Whether the text that a hit is in is written in traditional characters: the beginning of the interview, or the text alone.
function wording.is_traditional(context)
  if context.is_traditional == nil then
    local interview = context.interview
    local known = interview and rawget(interview, "is_traditional")
    if known == nil then
      local text = interview and interview.text or context.text
      known = TRADITIONAL:count(beginning(text)) > 4 * SIMPLIFIED:count(beginning(text))
      if interview and interview.text then rawset(interview, "is_traditional", known) end
    end
    context.is_traditional = known
  end
  return context.is_traditional
end

-- --- ranges ----------------------------------------------------------------------------------

local function exactly(text)
  local value, bytes = ms.numeral(text)
  if value and bytes == #text then return value end
end

local DIGIT = ms.regex "^(?:[0-9]|[一二三四五六七八九两兩])$"
local UNITS_ONLY = ms.regex "^(?:[0-9]|[一二三四五六七八九两兩])([十百千拾佰仟万萬亿億]+)$"
local GREAT = ms.regex "[万萬亿億]+$"

-- The low end with the units that are said only with the high one: 两到三千, 八到九百亿, 十八至三十万.
local function scaled(low, high)
  local units = DIGIT:test(low) and UNITS_ONLY:match(high)
  if units then return low .. tostring(units[1]) end
  local great = not GREAT:test(low) and GREAT:match(high)
  return great and low .. tostring(great[0]) or low
end

--- wording.range(low, high) -> number, number, or nil
---  What two numbers say that stand for a range (3到5, 十八至三十万, 两到三千); nil unless the first is
---  the smaller one.
---  @example
---  require("moonscribe.wording").range("十八", "三十万") --> 180000, 300000
function wording.range(low, high)
  low, high = tostring(low), tostring(high)
  local to = exactly(high)
  local from = exactly(scaled(low, high))
  if from and to and from >= to then from = exactly(low) end
  if not from or not to or from >= to then return nil end
  return from, to
end

--- wording.interval(low, high) -> string
---  The value of a range of numbers, ends inclusive: "3/5".
function wording.interval(low, high)
  local function plain(value)
    return math.type(value) == "float" and value == math.floor(value) and math.tointeger(value) or value
  end
  return plain(low) .. "/" .. plain(high)
end

-- The patterns below stand on the Chinese grammar, which is loaded with the plugins, later than
-- this file.
local noun

local function noun_patterns()
  if noun then return noun end
  local zh = ms.grammar "zh"
  local ends, begins, trails = wording.any(zh.noun_ends), wording.any(zh.noun_begins), wording.any(zh.noun_trails)
  noun = {
    after = ms.regex([[^(?:以[上下内內]|左右)?\s?((?!]] .. ends .. [[)[一-龥A-Za-z]{1,10}?(?:的[一-龥]{1,6}?)?)(?=[^一-龥A-Za-z]|]] .. ends .. "|$)"),
    trails = ms.regex("(?:" .. trails .. ")+$"), trail_ends = edges(zh.noun_trails, last_of),
    counted = ms.regex("^[一-龥]{0,6}?(?=" .. ends .. ")"),
    begin = ms.regex("^.*(?:" .. begins .. ")"),
    number = ms.regex("[一二三四五六七八九十两兩几幾]"),
    no_noun = ms.regex(zh.no_noun), no_measure = ms.regex(zh.no_measure),
  }
  return noun
end

--- wording.noun_after(context) -> string or nil
---  The Chinese noun directly behind a hit.
function wording.noun_after(context)
  local after = context:after(48)
  if not after:find "^%s?[A-Za-z\xE4-\xE9]" then return nil end
  local patterns = noun_patterns()
  local match = patterns.after:match(after)
  return match and not patterns.no_noun:test(match[1]) and tostring(match[1]) or nil
end

local COUNTERS = wording.map { "个", "個", "家", "名", "位", "项", "項", "条", "條", "座" }

--- wording.noun_before(context) -> string or nil
---  The Chinese words before a hit that say what it measures, without those that only introduce
---  a number (达, 约, 超过).
function wording.noun_before(context)
  local before = context:before(90)
  local from, _, words = before:find "([\x80-\xBF\xE4-\xE9]+)%s?$"
  if not from or #words < 6 then return nil end
  -- The run begins at a whole character.
  local rest = words:gsub("^[\x80-\xBF]+", "")
  from, words = from + #words - #rest, rest
  local patterns = noun_patterns()
  if patterns.trail_ends[words:sub(-3)] then words = patterns.trails:gsub(words, "") end
  -- 4个村新增就业岗位: what comes first was counted by the number before.
  if COUNTERS[words:sub(1, 3)] and before:sub(1, from - 1):find "[0-9%%\x90-\x99]$" then words = patterns.counted:gsub(words:sub(4), "") end
  words = patterns.begin:gsub(words, ""):gsub("^的", "")
  if #words < 6 or #words > 42 or (#words < 9 and patterns.number:test(words)) or patterns.no_measure:test(words) then return nil end
  return words
end

return wording
