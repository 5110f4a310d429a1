-- oTranscribe's files (.otr): JSON that holds the text as HTML, with a time in each <span class="timestamp">.
local ms = require "moonscribe"
local cues = require "moonscribe.cues"
local speech = require "moonscribe.speech"

local SPAN = [[<span\b[^>]*\bdata-timestamp\s*=\s*"([\d.]+)"[^>]*>[^<]*</span>]]
local BREAK = [[</?(?:p|br|div|li|h[1-6])\b[^>]*>]]

-- What stands between two marks, as lines of words.
local function add_lines(html, time, is_line, pieces)
  for part in ms.regex(BREAK, "i"):split(html) do
    local tree = ms.html("<body>" .. tostring(part))
    local words = tree and ms.one_line((tree:text(0):gsub("\u{A0}", " "))) or ""
    if words ~= "" then pieces[#pieces + 1] = { text = words, time = time, is_line = is_line } end
    is_line = true
  end
end

return speech.format {
  name = "otr", about = "oTranscribe (.otr)", keep_order = true,
  is = function(json)
    local text = speech.get(json, "text")
    return type(text) == "string" and (json["media-time"] ~= nil or text:find("timestamp", 1, true) ~= nil and text:find("<span", 1, true) ~= nil)
  end,
  pieces = function(json)
    local html, pieces, at, time = json.text, {}, 1, nil
    for match in ms.regex(SPAN, "i"):gmatch(html) do
      local from, to = match:span(0)
      add_lines(html:sub(at, from - 1), time, false, pieces)
      at, time = to + 1, speech.seconds(tostring(match[1]))
    end
    add_lines(html:sub(at), time, false, pieces)
    return cues.name_pieces(pieces), { title = speech.get(json, "media") and speech.text(json.media) or nil }
  end,
  samples = {
    { name = "talk.otr", input = [[{"text":"<p><span class=\"timestamp\" data-timestamp=\"9.5\">00:09</span> Ann: So it <b>rained</b>.</p><p><span class=\"timestamp\" data-timestamp=\"12\">00:12</span> Bob: All&nbsp;day.</p>]] ..
      [[<p>And night.</p><p><span class=\"timestamp\" data-timestamp=\"20\">00:20</span>Ann: Ah.<br>Bob: Yes.</p>","media":"","media-time":20}]],
      turns = { { speaker = "Ann", text = "So it rained.", time = 9.5 }, { speaker = "Bob", text = "All day.\nAnd night.", time = 12.0 }, { speaker = "Ann", text = "Ah." }, { speaker = "Bob", text = "Yes." } } },
  },
}
