-- YouTube's timed text: srv3 (<timedtext> with <p t d> and words <s t>), srv1 and srv2 (<transcript> with
-- <text start dur>). Words keep their own time.
local ms = require "moonscribe"
local markup = require "moonscribe.markup"
local spoken = require "moonscribe.spoken"

-- Without the blanks of no width that are put around lines to pad them.
local function words_of(tree, node) return (tree:text(node):gsub("\u{200B}", "")) end

local function seconds(tree, node, key, factor)
  local value = tonumber(tree:attr(node, key) or "")
  return value and value * factor
end

-- Cues that hold no more than a line end say that the line above goes away.
local function add_words(tree, cue, time, end_time, pieces)
  local is_first = true
  for word in tree:children(cue, "s") do
    local text = words_of(tree, word)
    local at = time and time + (seconds(tree, word, "t", 0.001) or 0)
    pieces[#pieces + 1] = { text = text, time = at, end_time = is_first and end_time or nil }
    is_first = false
  end
  if is_first then pieces[#pieces + 1] = { text = ms.one_line(words_of(tree, cue)), time = time, end_time = end_time } end
end

return markup.format {
  name = "srv3", roots = { "timedtext", "transcript" },
  about = "YouTube timed text (srv3, srv2, srv1)",
  turns = function(tree)
    local pieces = {}
    for cue in tree:all(0, "p") do
      local time = seconds(tree, cue, "t", 0.001)
      local lasting = seconds(tree, cue, "d", 0.001)
      add_words(tree, cue, time, time and lasting and time + lasting, pieces)
    end
    for cue in tree:all(0, "text") do
      local factor = tree:attr(cue, "start") and 1 or 0.001
      local time = seconds(tree, cue, "start", 1) or seconds(tree, cue, "t", 0.001)
      local lasting = seconds(tree, cue, "dur", factor) or seconds(tree, cue, "d", factor)
      local text = words_of(tree, cue)
      if text:find "&#?%w+;" then text = ms.html(text):text(0) end -- srv1 escapes twice
      pieces[#pieces + 1] = { text = ms.one_line(text), time = time, end_time = time and lasting and time + lasting }
    end
    return (spoken.turns(pieces))
  end,
  samples = {
    { name = "talk.srv3", input = [[<?xml version="1.0" encoding="utf-8" ?><timedtext format="3"><body>
<p t="1000" d="2000"><s>so</s><s t="400"> it</s><s t="900"> is</s></p><p t="3000" d="500">&#39;Yes&#39;</p></body></timedtext>]],
      turns = { { text = "so it is 'Yes'", time = 1, end_time = 3.5 } } },
    { name = "talk.srv1", input = [[<transcript><text start="0.5" dur="1.5">One &amp;amp; two</text><text start="2">three</text></transcript>]],
      turns = { { text = "One & two three", time = 0.5 } } },
  },
}
