-- moonscribe.topic_names: what a section of an interview is called, and the key phrases that it has more of than the rest.
local ms = require "moonscribe"
local excerpt = require "moonscribe.excerpt"
local outline = require "moonscribe.outline"
local phrases = require "moonscribe.phrases"
local worth = require "moonscribe.worth"

local topic_names = {}

local PHRASES = 4
local FIRST = 120 -- bytes of what a section without any phrase begins with

local function phrases_of(section, list)
  local is_in, own = {}, {}
  for _, turn in ipairs(section.turns) do is_in[turn.index] = true end
  for _, one in ipairs(list) do
    local here, first = 0, nil
    for i, index in ipairs(one.at) do
      if is_in[index] then here, first = here + 1, first or i end
    end
    if here > 1 or here == 1 and one.kind ~= "term" then
      own[#own + 1] = { text = one.text, phrase = one, first = first, score = one.score * here / (#one.at + 2) * math.log(1 + here) }
    end
  end
  table.sort(own, function(a, b)
    if a.score ~= b.score then return a.score > b.score end
    return a.text < b.text
  end)
  for i = #own, PHRASES + 1, -1 do own[i] = nil end
  return own
end

--- topic_names.of(interview, section, found) -> Text, string or nil, string or nil
---  The heading of a section (of moonscribe.outline), where words were left out of it, and its key phrases in one line. An exchange is called by its
---  question in brief, a speaker's section by the name, a topic by the question in it that says most of its key phrases, and one
---  that no question names by the first of these.
function topic_names.of(interview, section, found)
  if section.by == "exchange" then return excerpt.bare(outline.brief(section.question)) end
  local own, words = phrases_of(section, found), {}
  for i, one in ipairs(own) do words[i] = one.text end
  local line = words[1] and table.concat(words, "; ") or nil
  if section.by == "speaker" then return ms.text(section.speaker.name), nil, line end
  local text, cut = outline.headline(section, worth.by(own))
  if text then return text, cut, line end
  if own[1] then return phrases.said(interview, own[1].phrase, own[1].first), nil, line end
  local first = section.pieces[1] or section.turns[1].text
  return excerpt.cut(first:sentences()() or first, worth.by {}, FIRST)
end

return topic_names
