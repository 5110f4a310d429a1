-- moonscribe.topics: where a talk turns from one topic to the next.
-- Three things tell: what is said before and behind a place has little in common (lexical cohesion, Hearst 1997), who asks
-- speaks again, and says so (接下来, the next question). Where nothing tells, all is one topic.
local ms = require "moonscribe"
local rank = require "moonscribe.rank"

local topics = {}

local WIDTH = 150

--- topics.find(units [, options]) -> array of {from=, to=, strength=}
---  Topics of an array of turns, paragraphs or sentences ({text=, role=}; an interview's turns as they are): the first and the
---  last of each, all in order. `strength`, 0 to 1, says how clearly the talk turns at its beginning. Options: `count`, at most so
---  many; `least`, units of the smallest; `language`.
---  @example
---  local list = require("moonscribe.topics").find { { text = "The ferry is old." } }
---  #list, list[1].from, list[1].to --> 1, 1, 1
function topics.find(units, options)
  options = options or {}
  local texts = {}
  for i, unit in ipairs(units) do texts[i] = unit.text end
  if #texts == 0 then return {} end
  local vectors = rank.vectors(texts, options.language)
  local cohesion, found, from = vectors:cohesion(WIDTH), {}, 1
  local mean = 0
  for _, value in ipairs(cohesion) do mean = mean + value / #cohesion end
  for i, value in ipairs(cohesion) do
    local is_lowest = value <= (cohesion[i - 1] or 1) and value <= (cohesion[i + 1] or 1)
    if is_lowest and value < mean * 0.6 and units[i + 1].role == "interviewer" and i + 1 - from >= (options.least or 3) then
      found[#found + 1] = { from = from, to = i, strength = 1 - value }
      from = i + 1
    end
  end
  found[#found + 1] = { from = from, to = #texts, strength = 0 }
  return found
end

return topics
