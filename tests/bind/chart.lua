-- The chart: optional and alternative elements, rules on rules, what stays of two, a hyphen that is read through.
local chart = require "moonscribe.chart"

local rules = chart.rules()
rules:add("Date", "Month the? Day", function(_, month, day) return month .. "/" .. day end)
rules:add("Date", "Month Day", function() return "a later rule" end)
rules:add("Date", "Day of|in Month", function(_, day, month) return day < 32 and month .. "/" .. day end)
rules:add("Range", "Date to|until Date", function(env, a, b) return env.mark .. a .. "-" .. b end)

local MONTH, DAY = { { "Month", 3 } }, { { "Day", 5 } }
local function word(text) return { { text } } end

local function longest(tokens, category)
  local best
  for _, item in ipairs(rules:parse(tokens, { mark = "=" })[1]) do
    if item[1] == category and (not best or item[3] > best[3]) then best = item end
  end
  return best and best[2], best and best[3]
end

assert(longest({ MONTH, DAY }, "Date") == "3/5") -- the rule that was added first
assert(longest({ MONTH, word "the", DAY }, "Date") == "3/5")
assert(longest({ DAY, word "of", MONTH }, "Date") == "3/5")
assert(longest({ DAY, word "at", MONTH }, "Date") == nil)
assert(longest({ { { "Day", 40 } }, word "of", MONTH }, "Date") == nil) -- refused by its meaning

local value, after = longest({ DAY, word "in", MONTH, word "until", MONTH, DAY }, "Range")
assert(value == "=3/5-3/5" and after == 7)

-- A hyphen inside a word hides nothing.
local tokens = { MONTH, word "-", DAY, through = { false, true, false } }
assert(longest(tokens, "Date") == "3/5")
assert(#rules:parse({}, {}) == 0)
