-- TTML and its profiles (DFXP, IMSC, EBU-TT, SMPTE-TT): timed text. A <p> is a cue, its times count within
-- those around it; agents of the metadata are its speakers.
local ms = require "moonscribe"
local markup = require "moonscribe.markup"
local spoken = require "moonscribe.spoken"

-- How the document writes frames and ticks.
local function clock_of(tree)
  local rate = tonumber(tree:attr(1, "frameRate") or "") or 30
  local up, down = (tree:attr(1, "frameRateMultiplier") or ""):match "^(%d+)[ :](%d+)$"
  if up and tonumber(down) > 0 then rate = rate * up / down end
  return { rate = rate, ticks = tonumber(tree:attr(1, "tickRate") or "") or (tree:attr(1, "frameRate") and rate or 1) }
end

local function speakers_of(tree)
  local names, by_person = {}, {}
  for node in tree:all(0, "agent") do
    local id, name = tree:attr(node, "id"), tree:find(node, "name")
    if id then
      by_person[id] = name and ms.one_line(tree:text(name)) or nil
      names[id] = by_person[id] or id
    end
  end
  for node in tree:all(0, "agent") do -- a character is played by an actor
    local actor = tree:find(node, "actor")
    local id = tree:attr(node, "id")
    if actor and id and not by_person[id] then names[id] = by_person[tree:attr(actor, "agent") or ""] or names[id] end
  end
  return names
end

-- The words of a cue: breaks are blanks, what only describes or annotates is left out.
local LEFT_OUT = { metadata = true, set = true, rt = true, rp = true }
local function words_of(tree, cue)
  local parts, skipped = {}, nil
  for event, value, node in tree:walk(cue) do
    if skipped then
      if event == "end" and node == skipped then skipped = nil end
    elseif event == "text" then
      parts[#parts + 1] = value
    elseif event == "start" then
      local ruby = value == "span" and tree:attr(node, "tts:ruby") or ""
      if LEFT_OUT[value] or tree:attr(node, "tts:display") == "none" or ruby == "text" or ruby == "delimiter" then skipped = node
      elseif value == "br" then parts[#parts + 1] = "\n" end
    end
  end
  return ms.one_line(table.concat(parts))
end

local function read_cues(tree, clock, names)
  local cues, offsets, agents = {}, { [0] = 0 }, {}
  local function seconds(node, key) return spoken.seconds(tree:attr(node, key), clock) end
  for node, kind in tree:all(0, "body", "div", "p", "span") do
    local around = tree:parent(node)
    local base = offsets[around] or 0
    local agent = tree:attr(node, "ttm:agent") or agents[around]
    agents[node] = agent
    local from, to, lasting = seconds(node, "begin"), seconds(node, "end"), seconds(node, "dur")
    offsets[node] = base + (from or 0)
    local is_cue = kind == "p" or kind == "span" and cues.timed == around and from
    if is_cue then
      local has_inner = false
      if kind == "p" and not from then -- its spans have the times
        for inner in tree:children(node, "span") do has_inner = has_inner or tree:attr(inner, "begin") ~= nil end
      end
      if has_inner then cues.timed = node
      else
        local text = tree:attr(node, "tts:display") ~= "none" and words_of(tree, node) or ""
        local is_timed = from or to or lasting or base > 0
        cues[#cues + 1] = { text = text, speaker = agent and (names[agent:match "%S+" or ""] or agent),
          time = is_timed and offsets[node] or nil, end_time = to and base + to or lasting and offsets[node] + lasting or nil }
      end
    end
  end
  return cues
end

return markup.format {
  name = "ttml", roots = { "tt" },
  about = "TTML, DFXP, IMSC, EBU-TT: timed text in XML",
  turns = function(tree, document)
    local cues = read_cues(tree, clock_of(tree), speakers_of(tree))
    local turns, is_sorted = spoken.turns(require("moonscribe.cues").name_pieces(cues)) -- labels before a colon, where agents are not named
    if not is_sorted then markup.note(document, "order", "", "cues were put in the order of their times") end
    local title = tree:all(0, "title")()
    local language = tree:attr(1, "xml:lang")
    return turns, { title = title and ms.one_line(tree:text(title)) or nil, language = language ~= "" and language or nil }
  end,
  samples = {
    { name = "talk.ttml", input = [[<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang="en">
<head><metadata><ttm:agent xml:id="a"><ttm:name>Ann Lee</ttm:name></ttm:agent></metadata></head>
<body><div begin="10s"><p begin="00:00:01.500" end="00:00:02" ttm:agent="a">Why<br/>now?</p>
<p begin="2s" dur="1s" ttm:agent="a">And how?</p><p begin="00:00:03:15" end="5s">It rained &amp; rained.</p></div></body></tt>]],
      turns = { { speaker = "Ann Lee", text = "Why now? And how?", time = 11.5, end_time = 13 },
        { text = "It rained & rained.", time = 13.5, end_time = 15 } } },
  },
}
