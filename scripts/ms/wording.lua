-- moonscribe.wording: what extractors make of a grammar's word lists: alternatives for a pattern, and the words around a
-- number that say how exact it is and what it counts.
local ms = require "moonscribe"

local wording = {}

--- wording.any(words) -> string
---  A pattern for any of some words: the items of an array, the first fields of an array of arrays, or the keys of a
---  map; longer ones first, so that none is cut short by another.
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

--- wording.bound(context, grammar) -> string or nil
---  How exact the number of a hit is by the words directly before or after it: "over", "nearly", "about", "under",
---  "at_least" or "at_most". The longest such word decides.
function wording.bound(context, grammar)
  local before = tostring(context:before(24)):gsub("%s$", ""):gsub("了$", ""):lower()
  local best
  for _, item in ipairs(grammar.bounds_before) do
    local word = item[1]
    if before:sub(-#word) == word and (not best or #word > #best[1]) then
      -- An English word must be whole: not the "over" of "Dover".
      local is_whole = not word:find "^%a" or not before:sub(1, -#word - 1):find "%a$"
      if is_whole then best = item end
    end
  end
  if best then return best[2] end
  local after = tostring(context:after(12)):gsub("^%s", ""):lower()
  for _, item in ipairs(grammar.bounds_after) do
    if after:sub(1, #item[1]) == item[1] then return item[2] end
  end
end

local NOUN = ms.regex([[^(?:以[上下内內]|左右)?\s?([一-龥A-Za-z]{1,12}?)(?=[^一-龥A-Za-z]|的|和|与|及|在|是|都|了|也|就|被|把|$)]])
local HEAD = ms.regex([[([一-龥]{2,10}?)(?:总计|合计|共计|达到|[达为共约近是有了超过逾就到]|不到|不足|大约|超过)*\s?$]])

--- wording.noun_after(context) -> string or nil
---  The Chinese noun directly behind a hit.
function wording.noun_after(context)
  local match = NOUN:match(context:after(48))
  return match and tostring(match[1]) or nil
end

--- wording.noun_before(context) -> string or nil
---  The Chinese words before a hit, without those that only introduce a number (达, 约, 超过).
function wording.noun_before(context)
  local match = HEAD:match(context:before(36))
  return match and tostring(match[1]) or nil
end

return wording
