-- What is mentioned by a reading that has been found plausible: for moonscribe.english. Stretches of
-- time have guards of their own here, as they look at their amounts.
local ms = require "moonscribe"
local moments = require "moonscribe.moments"
local wording = require "moonscribe.wording"
local look = require "moonscribe.english_look"
local guards = require "moonscribe.english_guards"
local iso = require("moonscribe.english_amounts").iso

local set = look.set
local mentions = {}

function mentions.Date(env, value, _, j)
  if not value.grain or env:after(j):find "^ ?%%" then return nil end
  local settled = moments.settle(env, value)
  if settled.a and settled.a.year then
    env.context.english_told = { a = settled.a, b = settled.b, grain = settled.grain }
  end
  return moments.mention(env, settled)
end

local function clock_of(time) return { hour = time.hour, minute = time.minute, second = time.second } end

function mentions.Time(_, value)
  if value.part then return { kind = "time", grain = "part", timex = "T" .. value.part } end
  local b = value.b
  local grain = (value.minute or b and b.minute) and "minute" or "hour"
  local one = b and moments.stretch(clock_of(value), clock_of(b), grain) or { a = clock_of(value), grain = grain }
  one.is_either_half = not value.is_sure and not value.is_padded and not (b and b.is_sure)
  local result = moments.mention({}, one)
  if result then result.kind = "time" end
  return result
end
mentions.Moved = mentions.Time

function mentions.Set(_, value)
  return { kind = "set", value = value.value, timex = value.timex, frequency = value.frequency }
end

-- --- stretches ----------------------------------------------------------------------------------

local ONE_DAY = set [[for in takes took take than about within least just only last lasted lasts after spent every]]
local VERBS_IN_S = set [[takes lasts was has is spends this needs perhaps always its plus minus works stays runs lives goes]]
local IDLE = set "wait just me on such got have in"

-- "Wait a second", "on a day to day basis", "a rack a day", "four days a year", "miles an hour" are no
-- stretches of time, or so much in each.
local function is_article_idle(env, value, before, i, j)
  if value.unit == "TM" and before and IDLE[before] then return true end
  if value.is_night and not look.counts_nothing(env, j) then return true end -- a night market
  if before == "such" or look.unit_again(env, j) or env:after(j):find "^ when " then return true end
  local text = env:before(i)
  if text:find "%f[%w]an? %l+ $" or text:find "%d %l+ $" or text:find "%d $" then return true end
  if before and (look.units[before] or before:find "[^s]s$" and not VERBS_IN_S[before]) then return true end
  return not guards.rate(env, value, i, j)
end

local function is_idle(env, value, i, j)
  local after, first, last = env:after(j), env:written(i):lower(), env:written(j - 1):lower()
  local before = look.word_before(env, i)
  if after:find "^[ %-]olds?%f[%A]" or after:find "^ of age" then return true end
  if value.is_article and value.n == 1 and is_article_idle(env, value, before, i, j) then return true end
  if last == "m" and not value.is_sum then return true end -- 2 m is a length
  if value.unit == "TS" and value.n == 1 then
    local is_idiom = not before or before == "for" or IDLE[before] or not (look.lasting[before] or ONE_DAY[before])
    if is_idiom and first ~= "1" or first ~= "1" and first ~= "one" and first ~= "a" or not look.counts_nothing(env, j) then return true end
  end
  -- "One day you will see."
  if first == "one" and value.unit == "D" and value.n == 1 and not (before and ONE_DAY[before]) then return true end
  -- "Three quarters" is more often a figure, "the forty second week" no span.
  if value.unit == "Q" and (value.n <= 1 or after:find "^ of " or before ~= "for") then return true end
  return last == "second" and not env:written(j - 2):find "%d" and value.n ~= 1
end

-- How exact it is by the words around it.
local function bound_of(env, i, j)
  local context = env.context
  local from, to = context.from, context.to
  context.from, context.to = env.left + env.run.from[i] - 1, env.left + env.run.to[j - 1] - 1
  local bound = wording.bound(context, ms.grammar "en")
  context.from, context.to = from, to
  return bound
end

function mentions.Span(env, value, i, j)
  if is_idle(env, value, i, j) then return nil end
  local text = iso(value.amount)
  return { kind = "duration", value = value.high and text .. "/" .. iso(value.high) or text, grain = value.grain,
    bound = value.bound or bound_of(env, i, j) }
end

return mentions
