-- moonscribe.overlap: which of several mentions stays where they share words.
-- One idea: the policy is data, one line a group of kinds (`GROUPS` below), and one pass from left
-- to right obeys it. It never looks at words, and changes no mention.
--
-- Kinds of one group answer the same question about some words, so they exclude each other; kinds
-- of different groups do not. A kind in no group (event, quoted, and kinds of your own) competes
-- only with itself; its extractor may say how (`overlap = "all"` in ms.extractor).
local options = require "moonscribe.options"

local overlap = {}

-- `keep` is a policy (see POLICIES); `bars` names groups of which nothing is found inside.
local GROUPS = {
  value = { keep = "longest", kinds = { "date", "time", "duration", "set", "figure", "percent", "ordinal", "money" } },
  name = { keep = "longest", kinds = { "person", "org", "place" } },
  code = { keep = "longest", kinds = { "url", "mail", "phone", "id" }, bars = { value = true, name = true } },
}

local GROUP_OF, BARRED = {}, {}
for name, group in pairs(GROUPS) do
  for _, kind in ipairs(group.kinds) do GROUP_OF[kind] = name end
  for barred in pairs(group.bars or {}) do BARRED[barred] = true end
end

-- By what a mention must be ahead to stay, the first difference deciding; what is equal in all of
-- these is decided by the names of the extractors.
local POLICIES = {
  longest = { "length", "priority" },
  priority = { "priority", "length" },
  first = { "start", "length", "priority" },
  all = {}, -- every one stays
}

local POLICY_NAMES = { "all", "first", "longest", "priority" }

local AHEAD = {
  length = function(a, b) return (a.to - a.from) - (b.to - b.from) end,
  priority = function(a, b) return a.priority - b.priority end,
  start = function(a, b) return b.from - a.from end,
}

--- overlap.check(policy) -> nil or string
---  What is wrong with the name of a policy; nil when it is one: "longest", "first", "all" or
---  "priority".
function overlap.check(policy)
  if type(policy) == "string" and POLICIES[policy] then return nil end
  return ("overlap is \"longest\", \"first\", \"all\" or \"priority\", not %q%s"):format(tostring(policy),
    options.suggest(tostring(policy), POLICY_NAMES))
end

--- overlap.rule(kind [, own]) -> string, string
---  The group that a kind competes in, and that group's policy: `own` for a kind that is in none
---  of the shared groups ("longest" when nothing is said).
function overlap.rule(kind, own)
  local group = GROUP_OF[kind]
  if group then return group, GROUPS[group].keep end
  return kind, own or "longest"
end

local function is_before(a, b)
  if a.from ~= b.from then return a.from < b.from end
  if a.to ~= b.to then return a.to > b.to end
  if a.priority ~= b.priority then return a.priority > b.priority end
  return a.rank < b.rank
end

-- What is found comes in order but for a few that begin before their hit: those are moved a little way. Where many are out of
-- order, table.sort is faster.
local function sort(found)
  local moves, most = 0, 8 * #found
  for i = 2, #found do
    local one, at = found[i], i
    while at > 1 and is_before(one, found[at - 1]) do
      found[at], at, moves = found[at - 1], at - 1, moves + 1
    end
    found[at] = one
    if moves > most then return table.sort(found, is_before) end
  end
end

-- Whether a stays rather than b, which stands behind it in the order above.
local function wins(a, b)
  for _, measure in ipairs(POLICIES[a.keep]) do
    local ahead = AHEAD[measure](a, b)
    if ahead ~= 0 then return ahead > 0 end
  end
  return a.rank <= b.rank
end

-- Within groups: each against the last of its group that stays.
local function compete(found)
  local last = {}
  for _, one in ipairs(found) do
    local before = last[one.group]
    if before and before.to >= one.from and one.keep ~= "all" then
      if wins(before, one) then
        one.lost_to = before
      else
        before.lost_to, last[one.group] = one, one
      end
    else
      last[one.group] = one
    end
  end
end

-- What overlaps a code (or another group that bars its own), which may begin before or behind it.
local function bar(found, from, to, step)
  local code
  for i = from, to, step do
    local one = found[i]
    if not one.lost_to then
      local bars = GROUPS[one.group] and GROUPS[one.group].bars
      if bars then code = one
      elseif code and BARRED[one.group] and one.from <= code.to and one.to >= code.from then one.lost_to = code end
    end
  end
end

--- overlap.resolve(found) -> array
---  Sorts what was found (tables with `from`, `to`, `priority`, `rank` of the extractor, `group`
---  and `keep`) and returns those that stay, in order; each other one has `lost_to`.
function overlap.resolve(found)
  sort(found)
  compete(found)
  bar(found, 1, #found, 1)
  bar(found, #found, 1, -1)
  local kept = {}
  for _, one in ipairs(found) do
    if not one.lost_to then kept[#kept + 1] = one end
  end
  return kept
end

return overlap
