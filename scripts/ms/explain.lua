-- moonscribe.explain: why something is a mention, and why something else is none.
-- One idea: the engine is run once more with an ear on it. It decides nothing, so what it tells is
-- what happens without it.
local extract = require "moonscribe.extract"

local explain = {}

-- Those that are joined stand inside what they became, which begins not long before.
local FEW = 8

local function whole_of(one, mentions)
  local low, high = 1, #mentions
  while low <= high do
    local middle = (low + high) // 2
    if mentions[middle].from <= one.from then low = middle + 1 else high = middle - 1 end
  end
  for i = high, math.max(1, high - FEW), -1 do
    local mention = mentions[i]
    if mention.to >= one.to and mention.kind ~= "quoted" then return mention end
  end
end

local function entry_of(turn, from, to, entry)
  entry.from, entry.to, entry.turn = from, to, turn
  entry.text = turn.text:sub(from, to)
  return entry
end

local REASONS = { longest = "longer", priority = "of higher priority", first = "earlier" }

local function lost(turn, one)
  local winner = one.lost_to
  local same = winner.group == one.group
  local length, other = one.to - one.from, winner.to - winner.from
  local tie = one.priority ~= winner.priority and REASONS.priority or "of an earlier name"
  local why = not same and "nothing is found inside it" or length == other and tie or REASONS[one.keep]
  return ("overlaps %s \"%s\" (%s): %s"):format(winner.mention.kind, tostring(turn.text:sub(winner.from, winner.to)), winner.rule, why)
end

-- What was found, in order: kept, lost, and joined.
local function account(turn, mentions, found, list)
  local rules, is_final = {}, {}
  for _, mention in ipairs(mentions) do is_final[mention] = true end
  local function refuse(one, reason)
    local mention = one.mention
    list[#list + 1] = entry_of(turn, one.from, one.to,
      { kind = mention.kind, value = mention.value, rule = one.rule, refused = reason })
  end
  for _, one in ipairs(found) do
    local mention = one.mention
    if one.lost_to then
      refuse(one, lost(turn, one))
    elseif is_final[mention] then
      rules[mention] = one.rule
    else
      local whole = whole_of(one, mentions)
      if whole then rules[whole] = rules[whole] and rules[whole] .. " + " .. one.rule or one.rule end
      if not whole or whole.from ~= one.from or whole.to ~= one.to then
        refuse(one, whole and ("joined into %s \"%s\""):format(whole.kind, tostring(turn.text:sub(whole.from, whole.to)))
          or "dropped when its neighbours were joined")
      end
    end
  end
  for _, mention in ipairs(mentions) do
    list[#list + 1] = { mention = mention, from = mention.from, to = mention.to, rule = rules[mention] }
  end
end

--- explain.turn(interview, turn) -> array of tables
---  Every mention of a turn and every candidate that is none, in order of position: `from`, `to`,
---  `rule` (EXTRACTOR/PATTERN), and either `mention`, or `kind`, `text`, `value` and `refused`, the reason.
---  @example
---  local explain = require "moonscribe.explain"
---  local turn = { text = ms.text "共有12个人" }
---  explain.turn({}, turn)[1].rule --> figures/zh
function explain.turn(interview, turn)
  local list = {}
  local mentions, found = extract.traced(interview, turn, function(found, before, extractor, pattern, match, reason)
    local rule = extractor.name .. "/" .. pattern
    for i = before + 1, #found do
      local own = found[i].mention.rule
      found[i].rule = own and extractor.name .. "/" .. own or rule
    end
    if match and #found == before then
      list[#list + 1] = entry_of(turn, match.from, match.to,
        { kind = table.concat(extractor.kinds, ","), rule = rule, refused = reason or "its guard says no" })
    end
  end)
  account(turn, mentions, found, list)
  for i, entry in ipairs(list) do entry.rank = i end
  table.sort(list, function(a, b)
    if a.from ~= b.from then return a.from < b.from end
    if a.to ~= b.to then return a.to > b.to end
    return a.rank < b.rank
  end)
  return list
end

return explain
