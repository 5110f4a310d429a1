-- Guards of hours and of stretches of time in English: "from two to three" may be films, "three things
-- in a day" no date. For moonscribe.english_checks.
local ms = require "moonscribe"
local look = require "moonscribe.english_look"

local word_before, counts_nothing, set = look.word_before, look.counts_nothing, look.set

local guards = {}

-- "In a second pass", "the first 15-20 minutes", "the lunch break", "10-15-20 bucks".
function guards.counted(env, _, _, j) return counts_nothing(env, j) end
guards.numeric, guards.moment, guards.dot, guards.noun = guards.counted, guards.counted, guards.counted, guards.counted

-- "Within two weeks.", and nothing that tells whether it is to come.
function guards.alone(env, _, i, j) return look.is_alone(env, i, j) end

local BEFORE_SPOKEN = set "at for around until by from to about"

function guards.spoken(env, value, i, j)
  if look.is_alone(env, i, j) then return true end
  if not counts_nothing(env, j) then return false end
  local before = word_before(env, i) or ""
  return value.skip ~= nil or (value.minute % 5 == 0 or before == "at") and BEFORE_SPOKEN[before] or false
end

-- "The first half three of us."
local BEFORE_HALF = set "at around until till"
function guards.half(env, _, i, j)
  return look.is_alone(env, i, j) or counts_nothing(env, j) and BEFORE_HALF[word_before(env, i) or ""] or false
end

-- "It is twenty five to six", not "from five to six people".
local BEFORE_TOLD = set "at is s until till by about around was"
function guards.told(env, _, i, j)
  if look.is_alone(env, i, j) then return true end
  return counts_nothing(env, j) and BEFORE_TOLD[word_before(env, i) or ""] and not env:after(j):find "^ ?[%-%%]" or false
end

function guards.military(_, value) return value.minute ~= nil end

-- "They moved the call from three to four."
local MOVED = ms.regex([[\b(?:mov|chang|push|shift|postpon|reschedul|delay|bring|brought)[a-z]* [^.;!?]*]] ..
  [[(?:[ap]\.?m\b|[0-9]:[0-9]|o.clock|appointment|meeting|call|train|flight|hearing)]])

function guards.moved(env, value, _, j)
  local after = env:after(j)
  if not after:find "^%s*[.,!?;]" and not after:find "^%s*$" then return false end
  return value.hour > 0 and MOVED:test(look.ascii(env:clause()))
end

-- "From nine to five": numbers of a range go up, hours need not.
local CHANGES = set [[fell dropped went down decreased reduced changed grew rose up ages aged range ranging
  ranges increased cut moved go odds scale vote]]

-- What is told by the hour.
local BUSY = ms.regex([[\b(?:meet|appointment|call|open|clos|work|hour|shift|sle[ep]|office|available|free\b|busy|book|]] ..
  [[schedul|class|lesson|lunch|dinner|home|to(?:day|morrow)|night|morning|afternoon|evening|[a-z]*day\b|noon|]] ..
  [[[0-9]{1,2}(?::[0-9]|[ap]m)|clock|time|arriv|leav|event|party|store|shop|show|game|happen|will be|block|out|start)]])

function guards.hours(env, _, i, j)
  if not counts_nothing(env, j) or env:after(j):find "^[%-%%/]" then return false end
  local before = word_before(env, i)
  if before and CHANGES[before] then return false end
  return BUSY:test(look.ascii(env:clause() .. env.window:sub(env.run.from[i])))
end

-- "Layer 2s, 3d, a good year."
function guards.short(env, _, i, j)
  return look.is_alone(env, i, j) or look.lasting[word_before(env, i) or ""] or false
end

-- "See you 9 tomorrow", but not "version 2 today".
local BEFORE_HOUR = set "is s you me us at by until from for around about it or and"
function guards.hour_of(env, _, i)
  local before = word_before(env, i)
  return not before or BEFORE_HOUR[before] or false
end

-- "Late nights."
local BEFORE_PARTS = set "most on in and or some"
function guards.parts(env, _, i)
  local before = word_before(env, i)
  return not before or BEFORE_PARTS[before] or false
end

-- "Some weeks are harder."
function guards.some(env, _, i) return look.lasting[word_before(env, i) or ""] or false end

local NUMBERS = set "two three four five six seven eight nine ten several different many these"
local MANY = set "lot everything all things book much many often twice once time times hour hours day days"

-- Of hours in a day, of what is earned in a year.
function guards.rate(env, _, i, j)
  if look.unit_again(env, j) then return false end
  local before = (env:clause() .. env.window:sub(env.run.from[1], env.run.from[i] - 1)):gsub(" in $", " ")
  if before:find "how m[ua][cn][hy] [^.?!;]*$" or before:find "how often [^.?!;]*$" then return false end
  local word = before:match "(%l+) $"
  if word and MANY[word] then return false end
  -- Three things in a day.
  local number, noun = before:match "([%w]+) %l* ?(%l+s) $"
  return not (number and noun and (tonumber(number) or NUMBERS[number]))
end

return guards
