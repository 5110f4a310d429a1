-- EXMARaLDA basic transcriptions: events on a common timeline, one tier a speaker and category. Tiers
-- of type "t" are speech; where none is, those with a speaker.
local ms = require "moonscribe"
local markup = require "moonscribe.markup"
local spoken = require "moonscribe.spoken"

local function names_of(tree)
  local names = {}
  for node in tree:all(0, "speaker") do
    local short = tree:find(node, "abbreviation")
    local name = short and ms.one_line(tree:text(short)) or ""
    if name == "" then
      for info in tree:all(node, "ud-information") do
        if name == "" and tree:attr(info, "attribute-name") == "name" then name = ms.one_line(tree:text(info)) end
      end
    end
    names[tree:attr(node, "id") or ""] = name ~= "" and name or tree:attr(node, "id")
  end
  return names
end

-- The points of the timeline: their place and, where it is known, their time.
local function points_of(tree)
  local points, n = {}, 0
  for node in tree:all(0, "tli") do
    n = n + 1
    points[tree:attr(node, "id") or ""] = { place = n, time = tonumber(tree:attr(node, "time") or "") }
  end
  return points
end

return markup.format {
  name = "exb", roots = { "basic-transcription" },
  about = "EXMARaLDA basic transcription: its tiers of speech",
  turns = function(tree)
    local names, points, events, has_speech = names_of(tree), points_of(tree), {}, false
    for tier in tree:all(0, "tier") do has_speech = has_speech or tree:attr(tier, "type") == "t" end
    for tier in tree:all(0, "tier") do
      local by = tree:attr(tier, "speaker")
      if tree:attr(tier, "type") == "t" or not has_speech and by then
        for event in tree:children(tier, "event") do
          local from, to = points[tree:attr(event, "start") or ""] or {}, points[tree:attr(event, "end") or ""] or {}
          events[#events + 1] = { speaker = by and (names[by] or by), text = ms.one_line(tree:text(event)),
            time = from.time, end_time = to.time, place = from.place or math.huge }
        end
      end
    end
    for i, event in ipairs(events) do event.n = i end
    table.sort(events, function(a, b)
      if a.place ~= b.place then return a.place < b.place end
      return a.n < b.n
    end)
    local title = tree:all(0, "transcription-name")()
    return (spoken.turns(events, { keep_order = true })), { title = title and ms.one_line(tree:text(title)) or nil }
  end,
  samples = {
    { name = "talk.exb", input = [[<basic-transcription><head><meta-information><transcription-name>River</transcription-name></meta-information>
<speakertable><speaker id="SPK0"><abbreviation>ANN</abbreviation></speaker><speaker id="SPK1"><abbreviation>BO</abbreviation></speaker></speakertable></head>
<basic-body><common-timeline><tli id="T0" time="0.0"/><tli id="T1"/><tli id="T2" time="2.5"/><tli id="T3" time="3"/></common-timeline>
<tier id="TIE0" speaker="SPK0" category="v" type="t"><event start="T0" end="T1">Why is </event><event start="T1" end="T2">that?</event></tier>
<tier id="TIE1" speaker="SPK1" category="v" type="t"><event start="T2" end="T3">Because.</event></tier>
<tier id="TIE2" category="nn" type="d"><event start="T0" end="T1">wind</event></tier></basic-body></basic-transcription>]],
      title = "River",
      turns = { { speaker = "ANN", text = "Why is that?", time = 0, end_time = 2.5 }, { speaker = "BO", text = "Because.", time = 2.5 } } },
  },
}
