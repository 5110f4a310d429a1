-- moonscribe.names: where a Chinese name that is known by its end (…有限公司, …博览会, …书记) begins.
-- There are no spaces that would say so: it is the run of characters before it, cut behind the
-- last word that leads into a name.
local ms = require "moonscribe"

local names = {}

-- Characters that only hold a sentence together end the run.
local FUNCTION = "的了是在和與与及這这那個个些把被讓让給给就也都很說说我你他她它們们但而嗎吗呢吧啊哦麼么怎樣样該该像跟沒没過过"
local RUN = ms.regex([[(?:(?![]] .. FUNCTION .. [[])[一-龥A-Za-z0-9·—-]|[（(]\s?[一-龥]{1,8}[)）]|[“"][^”"“]{1,12}[”"]\s?)*$]])

--- names.run(before) -> string
---  The characters at the end of a text that can belong to a name.
function names.run(before)
  local match = RUN:match(before)
  return match and tostring(match[0]) or ""
end

--- names.cut(run, lead_ins) -> string, string or nil
---  What stands in a run behind the last of the words that lead into a name, and that word. The
---  word that ends last counts; of two that end together the longer one.
function names.cut(run, lead_ins)
  local best, word = 0, nil
  for _, lead in ipairs(lead_ins) do
    local init = 1
    while true do
      local from, to = run:find(lead, init, true)
      if not from then break end
      -- Bytes of UTF-8 cannot match in the middle of a character.
      local is_within = lead == "有" and run:find("^限", to + 1)
      if not is_within and (to > best or to == best and #lead > #word) then best, word = to, lead end
      init = to + 1
    end
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
local function weigh(word)
  if lists.breaks[word] or lists.stop[word] or word:find "^%d" or word:find "^%a$" then return "break" end
  if lists.general[word] then return "general" end
  if lists.places[word] or word:find "^%w" then return "name" end
  local rarity = ms.text(word):rarity()
  if rarity == nil then return #word > 3 and "name" or "part" end
  return rarity >= RARE and "name" or "part"
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
