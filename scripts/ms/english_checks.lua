-- Whether what the rules read as a time is one: "may", "march", "second", "spring" and bare numbers
-- are other words too. And the mentions of what remains. For moonscribe.english.
local ms = require "moonscribe"
local moments = require "moonscribe.moments"
local wording = require "moonscribe.wording"

local checks = { mention = {} }

-- Words before a bare month, year or season that show it to be one.
local PREPOSITIONS = {}
for word in ("in since until till by of from to during before after last next this late early mid around between through and circa c year on for every each about or"):gmatch "%a+" do PREPOSITIONS[word] = true end

-- What is looked at is cut by bytes, so that a character may be in two: patterns get only what is English.
local function ascii(text) return (text:gsub("[\x80-\xFF]", "?")) end

local function word_before(env, i) return env:before(i):match "(%l+)[ ,]*$" end

-- Whether something follows that a number could count: "2000 people".
local COUNTS = { ["and"] = true, ["or"] = true, was = true, is = true, as = true, has = true, the = true, to = true, ["in"] = true, at = true, on = true, with = true, when = true, that = true, which = true, we = true, he = true, she = true, they = true, i = true, it = true,
  ["for"] = true, by = true, from = true, a = true, an = true, but = true, so = true, because = true, where = true, ["while"] = true, my = true, our = true, his = true, her = true, their = true, there = true, you = true, after = true, before = true, ["until"] = true, till = true, ["then"] = true, who = true, ["if"] = true, this = true, did = true, were = true, had = true, would = true, will = true, through = true, onwards = true, of = true, ["not"] = true, ["can"] = true, me = true, us = true, around = true, between = true, during = true, than = true, about = true, also = true, just = true, pm = true, am = true, now = true, please = true, are = true, since = true, whether = true, again = true, how = true, what = true }

local function word_after(env, j) return env:after(j):match "^ ?%-? ?(%l+)" end
local function counts_nothing(env, j)
  local word = word_after(env, j)
  return not word or COUNTS[word] or false
end

-- Whether nothing else is said in the turn: "Ten thirty."
local function is_alone(env, i, j)
  return env.context.size == #env.original and not env:before(i):find "%w" and not env:after(j):find "%w"
end

local weak = {}
local NUMBERS, UNITS = {}, {}
for word in ("two three four five six seven eight nine ten several different many these"):gmatch "%l+" do NUMBERS[word] = true end
for word in ("day days week weeks month months year years hour hours minute minutes time percent dollar million billion thousand hundred"):gmatch "%a+" do UNITS[word] = true end

-- The name without its full stop or its 's.
local function name_of(written) return (written:lower():gsub("%.", ""):gsub("'.*", ""):gsub("\226\128\153.*", "")) end

-- "One may be late."
function weak.may(env, _, i, j)
  local last = env:written(j - 1)
  return not (last == "may" or last == "march") or env:written(i):find "^%d" ~= nil
end

function weak.month(env, _, i, j)
  local written = env:written(i)
  if env:after(j):find "^ %d%d?%f[^%d]" and not env:after(j):find "^ %d+ ?[:%%]" then return false end -- February 30
  local word = name_of(written)
  local before = word_before(env, i)
  if #word <= 4 and word ~= "may" and word ~= "june" and word ~= "july" and written:find "['\226]" then return false end -- Jan's
  if word == "may" or word == "march" or word == "mar" or word == "dec" or word == "sep" or word == "jan" or word == "jun" then
    if before and PREPOSITIONS[before] and before ~= "to" and before ~= "and" and before ~= "or" and before ~= "for" and before ~= "about" then
      return word ~= "may" or written:find "^M" ~= nil or not env:before(i):find ", ?$" and before ~= "that" and before ~= "this" and before ~= "next" and before ~= "last"
    end
    return false
  end
  if word == "august" and written == "august" then return before ~= nil and PREPOSITIONS[before] or false end
  -- Names: April, June; only where they are not followed by a surname is left to the reader.
  if word == "april" or word == "june" then
    local after = env.original:sub(env.run.to[j - 1] + 1):match "^ (%u%l+)"
    return not after or before ~= nil and PREPOSITIONS[before] or false
  end
  return true
end

-- Abbreviations that are words too need a preposition before them or a full stop behind.
local ABBREVIATIONS = { sun = true, sat = true, mon = true, wed = true, fri = true }
-- ET and PT are words in small letters.
function weak.zone(env, _, _, j) return env:written(j - 1):find "^%u" ~= nil end
-- "This may be late."
function weak.this_month(env, _, _, j)
  local last = env:written(j - 1)
  return last ~= "may" and last ~= "march" or counts_nothing(env, j) and not env:after(j):find "^ %l" or false
end

function weak.weekday(env, _, i, j)
  local written = env:written(i)
  local word = name_of(written)
  if not ABBREVIATIONS[word] then return true end
  if written:find "['\226]" then return false end
  if is_alone(env, i, j) and written:find "[%u.]" then return true end
  if written:find "^%u.*%.$" and word ~= "sun" and word ~= "sat" then return true end
  local before = word_before(env, i)
  if env.original:sub(env.run.to[j - 1] + 1):find "^ %u" then return false end -- Sun Microsystems
  return written:find "^%u" ~= nil and before ~= "the" and before ~= nil and PREPOSITIONS[before] or false
end

-- What a number that could be a year counts.
local NUMBERED = {}
for word in ("people dollars percent euros miles feet km kilometers kilometres years days hours men women children pounds meters metres students workers employees members soldiers points times acres tons kg votes copies words pages square thousand million billion"):gmatch "%l+" do NUMBERED[word] = true end

function weak.year(env, _, i, j)
  local before = env:before(i)
  if before:find "%f[%l]call%l* $" or before:find "%f[%l]dial%l* $" or before:find "%f[%l]number,? $" then return false end
  if before:find "[%$£€#/%w][%-.,]?$" or before:find "[%d][%-.,:/] ?$" or before:find "[%-/]$" and not before:find " %-$" then return false end
  local after = env:after(j)
  if after:find "^[%w%%]" or after:find "^[.:,]%d" or after:find "^%-%l" or after:find "^ ?%%" or after:find "^ ?[€£$]" then return false end
  local word = before:match "(%l+) $"
  -- "2021 plans": nobody counts 2021 of anything.
  local number = env:written(i)
  if number:find "^199%d$" or number:find "^20[0-4][1-9]$" or number:find "^20[1-4]0$" then
    return not NUMBERED[word_after(env, j) or ""]
  end
  if word and (word == "in" or word == "since" or word == "until" or word == "by" or word == "from" or word == "before" or word == "after" or word == "during" or word == "around" or word == "circa" or word == "year" or word == "of" or word == "late" or word == "mid" or word == "early" or word == "till") then
    return not NUMBERED[word_after(env, j) or ""]
  end
  return counts_nothing(env, j)
end

function weak.spokenyear(env, value, i, j)
  local word = word_before(env, i)
  if not (word == "in" or word == "since" or word == "until" or word == "by" or word == "of" or word == "year" or word == "from" or word == "before" or word == "after" or word == "during" or word == "around" or word == "late" or word == "early") then return false end
  local is_round = value.a.year % 100 == 0 or value.a.year % 1000 == 0
  return counts_nothing(env, j) and (not is_round or word == "in" or word == "since" or word == "year")
end

function weak.day(env, _, i, j)
  local word = word_before(env, i)
  if word and not PREPOSITIONS[word] and word ~= "it" and word ~= "out" and word ~= "you" and word ~= "up" and word ~= "were" and word ~= "something" then return false end
  return counts_nothing(env, j) and word_after(env, j) ~= "of"
end

function weak.dayword(env, _, i, j)
  local word = word_before(env, i)
  if word ~= "on" and word ~= "for" and word ~= "until" and word ~= "since" and word ~= "by" then return false end
  return env:after(j):find "^[.,!?;:]" ~= nil or env:after(j) == "" or env:after(j):find "^ [.!?]" ~= nil
end

function weak.season(env, _, i, j)
  local before = word_before(env, i)
  local first = env:written(i):lower()
  local is_named = first == "the"
  local word = env:written(j - 1):lower()
  if word == "fall" or word == "spring" then
    return (is_named or env:written(i):find "^%u") and (before == "in" or before == "during" or before == "of" or before == "by" or before == "this") or before == "in" or false
  end
  return (is_named or before ~= nil and PREPOSITIONS[before]) and counts_nothing(env, j) or false
end

-- "The second half of the match", "<h2>".
local IN = { ["in"] = true, ["for"] = true, during = true, by = true, from = true, through = true, ["until"] = true, since = true, into = true, over = true, this = true, to = true, ["and"] = true, is = true, was = true, out = true, between = true }
function weak.quarter(env, value, i, j)
  if env:written(i):find "^[hq]%f[^%l]" or value.grain == "half" and env:after(j):find "^ of " then return false end
  if value.grain == "half" and env:written(i):find "^%l" and not IN[word_before(env, i) or ""] then return false end
  return value.grain == "quarter" and not env:after(j):find "^ of " or counts_nothing(env, j) or false
end
function weak.weekend(env, _, i)
  local word = word_before(env, i)
  return word == "my" or word == "our" or word == "your" or word == "all" or word == "over"
end
-- "In my early 30s" is an age.
local POSSESSIVE = { my = true, his = true, her = true, their = true, our = true, your = true, its = true, s = true }
function weak.decade(env, value, i)
  local owner = env:before(i):gsub("%l+[ %-]$", function(word) return (word:find "^early" or word:find "^mid" or word:find "^late") and "" end):match "(%l+) $"
  if owner and POSSESSIVE[owner] then return false end
  if env:written(i):lower() == "the" then return true end
  local before = word_before(env, i)
  return before == "in" and false or before == "early" or before == "late" or before == "mid" or false
end
function weak.apostrophe(env, _, i)
  if env:before(i):find "['\152\153]%d%d,? [ano]*[dr]? ?$" then return true end -- ’14, ’15
  return word_before(env, i) ~= nil and PREPOSITIONS[word_before(env, i)] or false end
function weak.numeric(env, _, i, j) return counts_nothing(env, j) end
-- "It will last three days."
local VERBS_BEFORE = { will = true, to = true, would = true, can = true, could = true, may = true, might = true, must = true, ll = true, should = true, ["not"] = true, did = true, does = true }
function weak.last(env, _, i) return not VERBS_BEFORE[word_before(env, i) or ""] end
-- "24 hours before the election" is told from the election.
function weak.before(env, _, _, j) return env:after(j):find "^ ?[^%w%s]" ~= nil or env:after(j):find "^%s*$" ~= nil end
-- "At the moment of truth."
function weak.clause(env, _, _, j) return word_after(env, j) ~= "of" and word_after(env, j) ~= "when" end
-- "In a second pass."
function weak.moment(env, _, _, j) return counts_nothing(env, j) end
function weak.dot(env, _, i, j) return counts_nothing(env, j) end
function weak.spoken(env, value, i, j)
  if is_alone(env, i, j) then return true end
  local before = word_before(env, i)
  if value.skip then return counts_nothing(env, j) end
  if not counts_nothing(env, j) or value.minute % 5 ~= 0 and before ~= "at" then return false end
  return before == "at" or before == "for" or before == "around" or before == "until" or before == "by" or before == "from" or before == "to" or before == "about" or false
end
-- "The first half three of us."
function weak.half(env, _, i, j)
  local before = word_before(env, i)
  return is_alone(env, i, j) or counts_nothing(env, j) and (before == "at" or before == "around" or before == "until" or before == "till")
end
-- "Within two weeks.", and nothing that tells whether it is to come.
function weak.alone(env, _, i, j) return is_alone(env, i, j) end
-- Lent, and who lent what.
-- The everyday life, an Easter egg, the lunch break.
function weak.noun(env, _, _, j) return counts_nothing(env, j) end
local ORDINARY = ms.regex [[^ (?:li[fv]e?s?|people|persons?|citizens?|users?|issues?|language|english|objects?|items?|conversations?|speech|democracy|heroes)\b]]
function weak.everyday(env, _, _, j) return not ORDINARY:test(ascii(env:after(j))) end
function weak.feast(env, _, _, j) return not env:after(j):find "^ ?eggs?%f[%A]" end
function weak.capital(env, _, i, j) return env:written(i):find "^%u" ~= nil or env:written(j - 1):find "^%u" ~= nil end
local LASTING = { ["for"] = true, after = true, ["in"] = true, took = true, takes = true, take = true, spent = true, spend = true, last = true, lasted = true, within = true, about = true, of = true }
-- "The first 15-20 minutes."
function weak.counted(env, _, _, j) return counts_nothing(env, j) end
-- "Layer 2s, 3d, a good year."
function weak.short(env, _, i, j) return is_alone(env, i, j) or LASTING[word_before(env, i) or ""] or false end
-- "Some weeks are harder."
function weak.some(env, _, i) return LASTING[word_before(env, i) or ""] or false end
function weak.era(env, _, i, j) return env:written(i):find "^%u%u" ~= nil or env:written(j - 1):find "^%u" ~= nil end
-- "They moved the call from three to four."
local MOVED = ms.regex([[\b(?:mov|chang|push|shift|postpon|reschedul|delay|bring|brought)[a-z]* [^.;!?]*(?:[ap]\.?m\b|[0-9]:[0-9]|o.clock|appointment|meeting|call|train|flight|hearing)]])
function weak.moved(env, value, i, j)
  local after = env:after(j)
  return (after:find "^%s*[.,!?;]" or after:find "^%s*$") and value.hour > 0 and MOVED:test(ascii(env:clause()))
end
function weak.military(_, value) return value.minute ~= nil end
-- "From nine to five": numbers of a range go up, hours need not.
local CHANGES = { fell = true, dropped = true, went = true, down = true, decreased = true, reduced = true, changed = true, grew = true, rose = true, up = true, ages = true, aged = true, range = true, ranging = true, ranges = true, increased = true, cut = true, moved = true, go = true, odds = true, scale = true, vote = true }
-- What is told by the hour.
local BUSY = ms.regex [[\b(?:meet|appointment|call|open|clos|work|hour|shift|sle[ep]|office|available|free\b|busy|book|schedul|class|lesson|lunch|dinner|home|to(?:day|morrow)|night|morning|afternoon|evening|[a-z]*day\b|noon|[0-9]{1,2}(?::[0-9]|[ap]m)|clock|time|arriv|leav|event|party|store|shop|show|game|happen|will be|block|out|start)]]
function weak.hours(env, value, i, j)
  if not counts_nothing(env, j) or not BUSY:test(ascii(env:clause() .. env.window:sub(env.run.from[i]))) then return false end
  local before = word_before(env, i)
  if before and CHANGES[before] then return false end
  if env:after(j):find "^[%-%%/]" then return false end
  return true
end

-- Of hours in a day, of what is earned in a year.
local COUNTED = { lot = true, everything = true, all = true, things = true, book = true, much = true, many = true, often = true, twice = true, once = true }
function weak.rate(env, _, i, j)
  local again = env:after(j):match "^[ -]to[ -](%l+)" or env:after(j):match "^[ -]by[ -](%l+)"
  if again and UNITS[again] then return false end
  local before = (env:clause() .. env.window:sub(env.run.from[1], env.run.from[i] - 1)):gsub(" in $", " ")
  if before:find "how m[ua][cn][hy] [^.?!;]*$" or before:find "how often [^.?!;]*$" then return false end
  local word = before:match "(%l+) $"
  if word and (word:find "^times?$" or word:find "^hours?$" or word:find "^days?$" or COUNTED[word]) then return false end
  -- Three things in a day.
  local number, noun = before:match "([%w]+) %l* ?(%l+s) $"
  return not (number and noun and (tonumber(number) or NUMBERS[number]))
end

function checks.check(env, value, kind, i, j)
  local before = env:before(i)
  -- Part 3 this morning
  if kind == "Date" and value.grain ~= "year" and env:written(i):find "^%d+$" and env.original:sub(1, env.run.from[i] - 1):find "%f[%a]%u%l+ $" and not PREPOSITIONS[word_before(env, i) or ""] then return false end
  if before:find "[%w]$" and env:written(i):find "^%w" then return false end
  if before:find "[%d.][.,:/%-]$" or before:find "[%$] ?$" and env:written(i):find "^%d" then return false end
  -- the stamps of transcripts
  if kind == "Time" and (before:find "%[$" or env:after(j):find "^[,.]%d%d%d" or env:after(j):find "^%.?%d*%s*\\?%]") then return false end
  if before:find "%l%-$" and env:written(i):find "^%l" then return false end -- one-on-one today
  local rule = value.weak and weak[value.weak]
  return not rule or rule(env, value, i, j)
end

-- --- mentions -------------------------------------------------------------------------------------

function checks.mention.Date(env, value, _, j)
  if not value.grain then return nil end
  if env:after(j):find "^ ?%%" then return nil end
  local settled = moments.settle(env, value)
  if settled.a and settled.a.year then env.context.english_told = { a = settled.a, b = settled.b, grain = settled.grain } end
  return moments.mention(env, settled)
end

function checks.mention.Time(_, value)
  if value.part then return { kind = "time", grain = "part", timex = "T" .. value.part } end
  local b = value.b
  local grain = (value.minute or b and b.minute) and "minute" or "hour"
  local from = { hour = value.hour, minute = value.minute, second = value.second }
  local one = b and moments.stretch(from, { hour = b.hour, minute = b.minute, second = b.second }, grain) or { a = from, grain = grain }
  one.is_either_half = not value.is_sure and not value.is_padded and not (b and b.is_sure)
  local result = moments.mention({}, one)
  if result then result.kind = "time" end
  return result
end

local VERBS_IN_S, ONE_DAY = {}, {}
for word in ("for in takes took take than about within least just only last lasted lasts after spent every"):gmatch "%a+" do ONE_DAY[word] = true end
for word in ("takes lasts was has is spends this needs perhaps always its plus minus works stays runs lives goes"):gmatch "%a+" do VERBS_IN_S[word] = true end

checks.mention.Moved = checks.mention.Time

-- "Wait a second", "on a day to day basis", "a rack a day" are no stretches of time.
local IDLE = { wait = true, just = true, me = true, on = true, such = true, got = true, have = true }
local function is_lasting(env, value, before, i, after)
  if value.unit == "TS" and not (before and before ~= "for" and before ~= "in" and (LASTING[before] or ONE_DAY[before])) then return false end
  if value.unit == "TM" and before and IDLE[before] then return false end
  local again = after:match "^[ -]to[ -](%l+)" or after:match "^[ -]by[ -](%l+)"
  if before == "such" or again and UNITS[again] or after:find "^ when " then return false end
  return not env:before(i):find "%f[%w]an? %l+ $" and not env:before(i):find "%d %l+ $"
end

function checks.mention.Set(_, value)
  return { kind = "set", value = value.value, timex = value.timex, frequency = value.frequency }
end

function checks.mention.Span(env, value, i, j)
  local iso = require "moonscribe.english_amounts".iso
  local after = env:after(j)
  if after:find "^[ %-]olds?%f[%A]" or after:find "^ of age" then return nil end
  if value.unit == "TS" and value.amount.TS == 1 and env:written(i):lower() ~= "1" and env:written(i):lower() ~= "one" and env:written(i):lower() ~= "a" then return nil end
  -- "Four days a year", "miles an hour": so much in each.
  local before = word_before(env, i)
  if value.is_article and value.n == 1 and not is_lasting(env, value, before, i, after) then return nil end
  if value.is_article and value.n == 1 and env:before(i):find "%d $" then return nil end
  if value.is_article and value.n == 1 and not weak.rate(env, value, i, j) then return nil end
  if value.is_article and value.n == 1 and before and (UNITS[before] or before:find "[^s]s$" and not VERBS_IN_S[before]) then return nil end
  -- "Three quarters" is more often a figure, "the forty second week" no span.
  if env:written(j - 1):lower() == "m" and not value.is_sum then return nil end -- 2 m is a length
  if value.unit == "TS" and value.n == 1 and not counts_nothing(env, j) then return nil end
  -- "One day you will see."
  if env:written(i):lower() == "one" and value.unit == "D" and value.n == 1 and not (before and ONE_DAY[before]) then return nil end
  if value.unit == "Q" and (value.n <= 1 or after:find "^ of " or before ~= "for") then return nil end
  if env:written(j - 1):lower() == "second" and not env:written(j - 2):find "%d" and value.n ~= 1 then return nil end
  local bound = value.bound
  if not bound then
    local context = env.context
    local from, to = context.from, context.to
    context.from, context.to = env.left + env.run.from[i] - 1, env.left + env.run.to[j - 1] - 1
    bound = wording.bound(context, ms.grammar "en")
    context.from, context.to = from, to
  end
  local text = iso(value.amount)
  return { kind = "duration", value = value.high and text .. "/" .. iso(value.high) or text, grain = value.grain, bound = bound }
end

return checks
