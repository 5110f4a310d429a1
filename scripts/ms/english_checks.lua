-- Whether what the rules read as a time is one: "may", "march", "second", "spring" and bare numbers
-- are other words too. A rule that makes a reading says in `weak` which guard it needs. For
-- moonscribe.english; guards of hours and of stretches are in moonscribe.english_guards.
local ms = require "moonscribe"
local look = require "moonscribe.english_look"
local guards = require "moonscribe.english_guards"

local word_before, counts_nothing = look.word_before, look.counts_nothing
local set, PREPOSITIONS = look.set, look.prepositions

local checks = {}
local weak = {}

-- --- months and weekdays ------------------------------------------------------------------------

-- The name without its full stop or its 's.
local function name_of(written)
  return (written:lower():gsub("%.", ""):gsub("'.*", ""):gsub("\226\128\153.*", ""))
end

-- "One may be late."
function weak.may(env, _, i, j)
  local last = env:written(j - 1)
  return last ~= "may" and last ~= "march" or env:written(i):find "^%d" ~= nil
end

-- "This may be late."
function weak.this_month(env, _, _, j)
  local last = env:written(j - 1)
  return last ~= "may" and last ~= "march" or counts_nothing(env, j) and not env:after(j):find "^ %l"
end

local OTHER_WORDS = set "may march mar dec sep jan jun"
local NOT_BEFORE = set "to and or for about"
local NOT_BEFORE_MAY = set "that this next last"
local SHORT_MONTHS = set "may june july"

function weak.month(env, _, i, j)
  local written, before = env:written(i), word_before(env, i)
  local after = env:after(j)
  if after:find "^ %d%d?%f[^%d]" and not after:find "^ %d+ ?[:%%]" then return false end -- February 30
  local word = name_of(written)
  if #word <= 4 and not SHORT_MONTHS[word] and written:find "['\226]" then return false end -- Jan's
  local is_placed = before ~= nil and PREPOSITIONS[before] or false
  if OTHER_WORDS[word] then
    if not is_placed or NOT_BEFORE[before] then return false end
    return word ~= "may" or look.is_capital(env, i) or not env:before(i):find ", ?$" and not NOT_BEFORE_MAY[before]
  end
  if word == "august" and written == "august" then return is_placed end
  -- April Jones, June Smith
  if word == "april" or word == "june" then
    return is_placed or not env.original:find("^ %u%l", env.run.to[j - 1] + 1)
  end
  return true
end

-- Abbreviations that are words too need a preposition before them or a full stop behind.
local ABBREVIATIONS = set "sun sat mon wed fri"

function weak.weekday(env, _, i, j)
  local written = env:written(i)
  local word = name_of(written)
  if not ABBREVIATIONS[word] then return true end
  if written:find "['\226]" then return false end
  if look.is_alone(env, i, j) and written:find "[%u.]" then return true end
  if written:find "^%u.*%.$" and word ~= "sun" and word ~= "sat" then return true end
  if env.original:find("^ %u", env.run.to[j - 1] + 1) then return false end -- Sun Microsystems
  local before = word_before(env, i)
  return look.is_capital(env, i) and before ~= nil and PREPOSITIONS[before] or false
end

-- --- days, years, seasons -----------------------------------------------------------------------

local BEFORE_YEAR = set "in since until by from before after during around circa year of late mid early till"

-- "2021 plans": nobody counts 2021 of anything.
local function is_uneven(number)
  return number:find "^199%d$" or number:find "^20[0-4][1-9]$" or number:find "^20[1-4]0$"
end

function weak.year(env, _, i, j)
  local before, after = env:before(i), env:after(j)
  if before:find "%f[%l]call%l* $" or before:find "%f[%l]dial%l* $" or before:find "%f[%l]number,? $" then return false end
  if before:find "[%$£€#/%w][%-.,]?$" or before:find "[%d][%-.,:/] ?$" then return false end
  if before:find "[%-/]$" and not before:find " %-$" then return false end
  if after:find "^[%w%%]" or after:find "^[.:,]%d" or after:find "^%-%l" or after:find "^ ?%%" or after:find "^ ?[€£$]" then return false end
  local word = before:match "(%l+) $"
  if is_uneven(env:written(i)) or word and BEFORE_YEAR[word] then
    return not look.numbered[look.word_after(env, j) or ""]
  end
  return tonumber(env:written(i):match "%d+") >= 1500 and counts_nothing(env, j)
end

local BEFORE_SPOKEN = set "in since until by of year from before after during around late early"

function weak.spokenyear(env, value, i, j)
  local word = word_before(env, i)
  if not word or not BEFORE_SPOKEN[word] or not counts_nothing(env, j) then return false end
  return value.a.year % 100 ~= 0 or word == "in" or word == "since" or word == "year"
end

-- ’14, ’15
function weak.apostrophe(env, _, i)
  local before = word_before(env, i)
  return env:before(i):find "['\152\153]%d%d,? [ano]*[dr]? ?$" ~= nil or before ~= nil and PREPOSITIONS[before] or false
end

local BEFORE_DAY = set "it out you up were something"

function weak.day(env, _, i, j)
  local word = word_before(env, i)
  if word and not PREPOSITIONS[word] and not BEFORE_DAY[word] then return false end
  return counts_nothing(env, j) and look.word_after(env, j) ~= "of"
end

local BEFORE_DAY_WORD = set "on for until since by"

function weak.dayword(env, _, i, j)
  local after = env:after(j)
  if look.is_alone(env, i, j) and env:written(j - 1):find "%d" then return true end
  return BEFORE_DAY_WORD[word_before(env, i) or ""] and (after == "" or after:find "^ ?[.,!?;:]" ~= nil) or false
end

function weak.season(env, _, i, j)
  local before = word_before(env, i) or ""
  local is_named = env:written(i):lower() == "the"
  local word = env:written(j - 1):lower()
  if word == "fall" or word == "spring" then
    if before == "in" then return true end
    local is_placed = before == "during" or before == "of" or before == "by" or before == "this"
    return is_placed and (is_named or look.is_capital(env, i))
  end
  return (is_named or PREPOSITIONS[before]) and counts_nothing(env, j) or false
end

local BEFORE_HALF = set [[in for during by from through until since into over this to and is was out between]]

-- "The second half of the match", "<h2>".
function weak.quarter(env, value, i, j)
  local is_of = env:after(j):find "^ of "
  if env:written(i):find "^[hq]%f[^%l]" then return false end
  if value.grain == "half" then
    if is_of or not look.is_capital(env, i) and not BEFORE_HALF[word_before(env, i) or ""] then return false end
    return counts_nothing(env, j)
  end
  return value.grain == "quarter" and not is_of or counts_nothing(env, j)
end

local BEFORE_WEEKEND = set "my our your all over"
function weak.weekend(env, _, i) return BEFORE_WEEKEND[word_before(env, i) or ""] or false end

-- "In my early 30s" is an age.
local POSSESSIVE = set "my his her their our your its s"

function weak.decade(env, _, i)
  local function part(word) return (word:find "^early" or word:find "^mid" or word:find "^late") and "" end
  local owner = env:before(i):gsub("%l+[ %-]$", part):match "(%l+) $"
  if owner and POSSESSIVE[owner] then return false end
  local before, first = word_before(env, i), env:written(i):lower()
  return first == "the" or first:find "^[eml][ai][rdt]" ~= nil or before == "early" or before == "late" or before == "mid"
end

-- --- words of their own -------------------------------------------------------------------------

-- Lent, and who lent what.
function weak.capital(env, _, i, j) return look.is_capital(env, i) or look.is_capital(env, j - 1) end
weak.era = weak.capital
-- ET and PT are words in small letters.
function weak.zone(env, _, _, j) return look.is_capital(env, j - 1) end
function weak.feast(env, _, _, j) return not env:after(j):find "^ ?eggs?%f[%A]" end

-- "It will last three days."
local BEFORE_LAST = set "will to would can could may might must ll should not did does"
function weak.last(env, _, i) return not BEFORE_LAST[word_before(env, i) or ""] end

-- "24 hours before the election" is told from the election.
function weak.before(env, _, _, j)
  return env:after(j):find "^ ?[^%w%s]" ~= nil or env:after(j):find "^%s*$" ~= nil
end

-- "The last quarter of the block."
function weak.of(env, _, _, j) return not env:after(j):find "^ of " end

-- "At the moment of truth."
function weak.clause(env, _, _, j)
  local word = look.word_after(env, j)
  return word ~= "of" and word ~= "when"
end

local ORDINARY = ms.regex [[^ (?:li[fv]e?s?|people|persons?|citizens?|users?|issues?|language|english|objects?|items?|conversations?|speech|democracy|heroes)\b]]
function weak.everyday(env, _, _, j) return not ORDINARY:test(look.ascii(env:after(j))) end

for name, guard in pairs(guards) do weak[name] = guard end

-- --- all readings -------------------------------------------------------------------------------

--- english_checks.check(env, value, kind, i, j) -> boolean
---  Whether the reading of the tokens i to j - 1 is a time.
function checks.check(env, value, kind, i, j)
  local before, written = env:before(i), env:written(i)
  -- Part 3 this morning
  if kind == "Date" and value.grain ~= "year" and written:find "^%d+$" then
    local is_named = env.original:sub(1, env.run.from[i] - 1):find "%f[%a]%u%l+ $"
    if is_named and not PREPOSITIONS[word_before(env, i) or ""] then return false end
  end
  if before:find "[%w]$" and written:find "^%w" then return false end
  if before:find "[%d.][.,:/%-]$" or before:find "[%$] ?$" and written:find "^%d" then return false end
  if before:find "%l%-$" and written:find "^%l" then return false end -- one-on-one today
  if kind == "Time" then
    -- the stamps of transcripts
    local after = env:after(j)
    if before:find "%[$" or after:find "^[,.]%d%d%d" or after:find "^%.?%d*%s*\\?%]" then return false end
  end
  local guard = value.weak and weak[value.weak]
  return not guard or guard(env, value, i, j)
end

return checks
