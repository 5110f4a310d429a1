-- moonscribe.cutting: where the words of a turn can be cut into cues, and those into lines: at sentences, then at
-- clauses, then at words. Only where joining the parts again gives the same words.
local ms = require "moonscribe"

local cutting = {}

-- Times this many columns apart, on the average, are those of cues and not of words.
local COARSE = 10

--- cutting.columns(text) -> integer
---  Columns that a text takes: two for a Chinese character.
---  @example
---  require("moonscribe.cutting").columns "水 is" --> 5
function cutting.columns(text)
  local _, characters = text:gsub("[^\x80-\xBF]", "")
  local _, wide = text:gsub("[\xE3-\xED\xEF\xF0]", "")
  return characters + wide
end

local columns = cutting.columns

local OPENING = "[%(%[\"']$"
local WIDE_OPENING = { ["「"] = true, ["『"] = true, ["《"] = true, ["“"] = true, ["‘"] = true, ["（"] = true, ["〈"] = true, ["【"] = true }
local CLAUSE = { [","] = 2, [";"] = 3, [":"] = 2, ["，"] = 2, ["；"] = 3, ["："] = 2, ["、"] = 1, ["—"] = 2, ["…"] = 2,
  ["."] = 3, ["?"] = 4, ["!"] = 4, ["。"] = 4, ["？"] = 4, ["！"] = 4 }

local function last_character(text) return text:match "[%z\1-\127\xC2-\xF4][\x80-\xBF]*$" or "" end

local function is_wide(character) return #character >= 3 and character:find "^[\xE3-\xED\xEF\xF0]" ~= nil end

-- Bytes at which a text may go on in another line, each with what is good about it: before a word, where a blank
-- or a wide character stands, so that joining the lines again gives the same words.
local function breaks_of(text)
  local list, last, width = {}, 1, 0
  for word in ms.text(text):words() do
    local at = word:offset()
    -- Opening marks go with the word behind them.
    local before = text:sub(math.max(last, at - 24), at - 1)
    local mark = last_character(before)
    while before ~= "" and (before:find(OPENING) or WIDE_OPENING[mark]) do
      at, before = at - #mark, before:sub(1, #before - #mark)
      mark = last_character(before)
    end
    local bare = before:gsub("%s+$", "")
    local can_break = bare ~= before or is_wide(mark) and is_wide(text:match("^[%z\1-\127\xC2-\xF4][\x80-\xBF]*", at) or "")
    -- A line that begins with a dash would be somebody else's words.
    local dashed = bare:gsub("[-–—]+$", "")
    if dashed ~= bare and (dashed == "" or dashed:find "%s$") then bare = dashed:gsub("%s+$", "") end
    if at > last and bare ~= "" and can_break then
      width, last = width + columns(text:sub(last, at - 1)), at
      list[#list + 1] = { at = at, columns = width, good = CLAUSE[last_character(bare)] or 0 }
    end
  end
  return list
end

-- The break nearest to `target` columns behind `from`, clauses first; none is nearer than `least` or further than
-- `most`. Looks at list[first] and what follows; gives the place of the break too.
local function best_break(list, first, from, target, least, most)
  local best, best_score
  for i = first, #list do
    local one = list[i]
    local width = one.columns - from
    if width > most then break end
    if width >= least then
      local score = one.good * target * 0.12 - math.abs(width - target)
      if not best or score > best_score then best, best_score = i, score end
    end
  end
  return list[best], best
end

-- Cuts words without a sentence's end into parts of at most `most` columns: visit(from, to).
local function cut_long(text, first, most, visit)
  local total = columns(text)
  if total <= most then visit(first, first + #text - 1) return end
  local list, at, done, place = breaks_of(text), 1, 0, 1
  while total - done > most do
    local left = total - done
    local target = left / math.ceil(left / most)
    local cut, i = best_break(list, place, done, target, target * 0.4, most)
    if not cut then -- one word that is longer than a cue
      i = place
      while list[i] and list[i].columns - done <= most do i = i + 1 end
      cut = list[i]
      if not cut then break end
    end
    visit(first + at - 1, first + cut.at - 2)
    at, done, place = cut.at, cut.columns, i + 1
  end
  visit(first + at - 1, first + #text - 1)
end

-- Cuts bytes from..to of a turn into parts: sentences together as far as they fit, lines apart.
local function cut_sentences(text, from, to, most, visit)
  local open, width = nil, 0
  local function close()
    if open then visit(open.from, open.to) end
    open, width = nil, 0
  end
  for sentence in text:sub(from, to):sentences() do
    local first, last = sentence:offset()
    local size = columns(tostring(sentence))
    local is_new_line = open and tostring(text:sub(open.to + 1, first - 1)):find "\n"
    if open and (width + size + 1 > most or is_new_line) then close() end
    if size > most then
      cut_long(tostring(sentence), first, most, visit)
    elseif open then
      open.to, width = last, width + size + 1
    else
      open, width = { from = first, to = last }, size
    end
  end
  close()
end

--- cutting.is_by_cues(turn) -> boolean
---  Whether the times inside a turn are those of cues, and not of words.
function cutting.is_by_cues(turn)
  return turn.times ~= nil and columns(turn.text) / #turn.times >= COARSE
end

--- cutting.parts(turn, most) -> array of { from, to }
---  The bytes of the parts of a turn, each of at most `most` columns: its cues as they were where its times are those of
---  cues.
function cutting.parts(turn, most)
  local text, times, list = ms.text(turn.text), turn.times, {}
  local function add(from, to) list[#list + 1] = { from = from, to = to } end
  if cutting.is_by_cues(turn) then
    for i, mark in ipairs(times) do
      local from = i == 1 and 1 or mark[1]
      local to = times[i + 1] and times[i + 1][1] - 1 or #turn.text
      if columns(turn.text:sub(from, to)) <= most then add(from, to)
      else cut_sentences(text, from, to, most, add) end
    end
  else
    cut_sentences(text, 1, #turn.text, most, add)
  end
  return list
end

--- cutting.wrap(text, width) -> string
---  The text on two lines, if one of `width` columns is not enough, the first no longer than the second if
---  that goes.
---  @example
---  local wrap = require("moonscribe.cutting").wrap
---  (wrap("It rained all day, and we stayed inside.", 24):gsub("\n", "/")) --> It rained all day,/and we stayed inside.
function cutting.wrap(text, width)
  local total = columns(text)
  -- Two lines of which the first begins with a dash would be two people's words.
  if total <= width or text:find "^%-" or text:find "^–" or text:find "^—" then return text end
  width = math.max(width, 8)
  local list, half = breaks_of(text), total / 2
  local cut = best_break(list, 1, 0, half, total - width, width) or best_break(list, 1, 0, half, half * 0.6, half * 1.4)
  if not cut then return text end
  return (text:sub(1, cut.at - 1):gsub("%s+$", "")) .. "\n" .. text:sub(cut.at)
end

return cutting
