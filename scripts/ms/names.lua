-- moonscribe.names: where a Chinese name that is known by its end (…有限公司, …博览会, …书记) begins.
-- There are no spaces that would say so: it is the run of characters before it, cut behind the
-- last word that leads into a name.
local ms = require "moonscribe"

local names = {}

-- Characters that only hold a sentence together end the run.
local FUNCTION = {}
for char in ("的了是在和與与及这這那个個些把被让讓给給就也都很说說我你他她它们們但而嗎吗呢吧啊哦麼么怎樣样該该像跟沒没過过"):gmatch "[\xE3-\xE9].." do
  FUNCTION[char] = true
end
local WITHIN = { ["·"] = true, ["—"] = true, ["-"] = true }
-- (集团) and “粤贸全国” stand within a name.
local CLOSING = { [")"] = true, ["）"] = true, ["”"] = true, ['"'] = true, [" "] = true }
local PIECE = ms.regex([[(?:[（(]\s?[一-龥]{1,8}[)）]|[“"][^”"“]{1,12}[”"]\s?)$]])

-- The character that ends at a byte.
local function char_at(text, at)
  local byte = text:byte(at)
  if byte < 0x80 then return text:sub(at, at) end
  local lead = text:byte(at - 2)
  if lead and lead >= 0xE0 and lead < 0xF0 then return text:sub(at - 2, at) end
  local from = at
  while from > 1 and byte >= 0x80 and byte < 0xC0 do
    from = from - 1
    byte = text:byte(from)
  end
  return text:sub(from, at)
end

--- names.run(before) -> string
---  The characters at the end of a text that can belong to a name.
---  @example
---  require("moonscribe.names").run "我们与陕西石油(集团)" --> 陕西石油(集团)
function names.run(before)
  local at = #before
  while at > 0 do
    local char = char_at(before, at)
    local length = #char
    if CLOSING[char] then
      local piece = PIECE:match(before:sub(math.max(1, at - 60), at):gsub("^[\x80-\xBF]+", ""), 1)
      if not piece then break end
      length = #tostring(piece[0])
    elseif FUNCTION[char] or not (char:find "^[\xE4-\xE9%w]" or WITHIN[char]) then
      break
    end
    at = at - length
  end
  return before:sub(at + 1)
end

local lead_sets = {} -- of a grammar's lead-ins, by that list

--- names.cut(run, lead_ins) -> string, string or nil
---  What stands in a run behind the last of the words that lead into a name, and that word. The
---  word that ends last counts; of two that end together the longer one.
function names.cut(run, lead_ins)
  local set = lead_sets[lead_ins]
  if not set then
    local list = {}
    for i, lead in ipairs(lead_ins) do list[i] = lead end
    set = ms.set(list)
    lead_sets[lead_ins] = set
  end
  local best, word = 0, nil
  for index, _, to in set:hits(run) do
    local lead = lead_ins[index]
    local is_within = lead == "有" and run:find("^限", to + 1)
    if not is_within and (to > best or to == best and #lead > #word) then best, word = to, lead end
  end
  return run:sub(best + 1), word
end

-- --- word by word ----------------------------------------------------------------------------

-- Rarer words name something: 荒野 does, 社区 does not.
local RARE = 5.2

local lists -- of words, once

local function read_lists()
  local data = ms.grammar "orgs"
  lists = { breaks = {}, general = {}, places = {}, stop = ms.grammar "stopwords".zh }
  for list, text in pairs { breaks = data.breaks, general = data.general, places = ms.grammar "places".zh } do
    for word in text:gmatch "%S+" do lists[list][word] = true end
  end
end

-- What one word before the ending says: "break", "general", "name", or "part".
local function look_up(word)
  if lists.breaks[word] or lists.stop[word] or word:find "^%d" or word:find "^%a$" then return "break" end
  if lists.general[word] then return "general" end
  if lists.places[word] or word:find "^%w" then return "name" end
  local rarity = ms.text(word):rarity()
  if rarity == nil then return #word > 3 and "name" or "part" end
  return rarity >= RARE and "name" or "part"
end

-- The same few words stand before endings again and again.
local weights, kept, KEPT = {}, 0, 4096

local function weigh(word)
  local weight = weights[word]
  if weight then return weight end
  if kept >= KEPT then weights, kept = {}, 0 end
  weight = look_up(word)
  weights[word], kept = weight, kept + 1
  return weight
end

--- names.back(head) -> integer, table
---  Where a name begins in the characters before its ending: the words are gone back over until one that cannot be of it. The table counts
---  the words that `name` something, are `part` of a name, or are `general`.
---  @example
---  (require("moonscribe.names").back "感谢荒野保护") --> 7
function names.back(head)
  if not lists then read_lists() end
  local spans = ms.text(head):word_spans()
  local from, count = #head + 1, { name = 0, part = 0, general = 0 }
  for i = #spans - 1, 1, -2 do
    local weight = weigh(head:sub(spans[i], spans[i + 1]))
    local gap = head:sub(spans[i + 1] + 1, from - 1)
    if weight == "break" or gap:find "%s" and not gap:find "[()]" and not gap:find "”" then break end
    count[weight] = count[weight] + 1
    from = spans[i]
  end
  return from, count
end

return names
