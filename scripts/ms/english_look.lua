-- What the guards of English times look at: the words before and behind a reading, from its i-th to
-- before its j-th token. For moonscribe.english.
local look = {}

--- english_look.set(words) -> table
---  The words of a string as a set.
---  @example
---  require("moonscribe.english_look").set("in on at").on --> true
function look.set(words)
  local set = {}
  for word in words:gmatch "%S+" do set[word] = true end
  return set
end

-- Words before a bare month, year or season that show it to be one.
look.prepositions = look.set [[in since until till by of from to during before after last next this late
  early mid around between through and circa c year on for every each about or]]

-- What can stand behind a number without being counted by it: not as in "2000 people".
local UNCOUNTED = look.set [[and or was is as has the to in at on with when that which we he she they i it
  for by from a an but so because where while my our his her their there you after before until till then
  who if this did were had would will through onwards of not can me us around between during than about
  also just pm am now please are since whether again how what every each today tomorrow tonight yesterday sharp
  local some all any]]

-- What a number that could be a year counts.
look.numbered = look.set [[people dollars percent euros miles feet km kilometers kilometres years days
  hours men women children pounds meters metres students workers employees members soldiers points times
  acres tons kg votes copies words pages square thousand million billion]]

look.units = look.set [[day days week weeks month months year years hour hours minute minutes time percent
  dollar million billion thousand hundred]]

-- Before what lasts, or is over, or is meant to be so long.
look.lasting = look.set [[for after in took takes take spent spend last lasted within about of]]

function look.word_before(env, i) return env:before(i):match "(%l+)[ ,]*$" end
function look.word_after(env, j) return env:after(j):match "^ ?%-? ?(%l+)" end

-- Whether nothing follows that a number could count.
function look.counts_nothing(env, j)
  local word = look.word_after(env, j)
  return not word or UNCOUNTED[word] or false
end

-- Whether nothing else is said in the turn: "Ten thirty."
function look.is_alone(env, i, j)
  return env.context.size == #env.original and not env:before(i):find "%w" and not env:after(j):find "%w"
end

function look.is_capital(env, i) return env:written(i):find "^%u" ~= nil end

-- The unit that is repeated: a day to day basis, hour by hour.
function look.unit_again(env, j)
  local after = env:after(j)
  local again = after:match "^[ -]to[ -](%l+)" or after:match "^[ -]by[ -](%l+)"
  return again and look.units[again]
end

-- What is looked at is cut by bytes, so that a character may be in two: patterns get only what is
-- English.
function look.ascii(text) return (text:gsub("[\x80-\xFF]", "?")) end

return look
