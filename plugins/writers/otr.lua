-- oTranscribe (.otr): its page of words with marks of time, in JSON.
local ms = require "moonscribe"
local clock = require "moonscribe.clock"
local xml_text = require "moonscribe.xml_text"

local function mark(seconds)
  return ('<span class="timestamp" contenteditable="false" data-timestamp="%s">%s</span>'):format(ms.json.encode(seconds), (clock.format(seconds, "", 0):gsub("^00:", "")))
end

return ms.writer {
  name = "otr", input = "interview", suffixes = { "otr" },
  about = "oTranscribe",
  keeps = { "speaker", "time", "line" },
  write = function(transcript, put, info)
    local escape = xml_text.writer(info.note)
    local lines = {}
    for _, turn in ipairs(transcript.turns) do
      local words = escape(turn.text):gsub("\n", "<br>")
      local label = turn.speaker and ("<b>%s:</b> "):format(escape(ms.one_line(turn.speaker))) or ""
      lines[#lines + 1] = ("<p>%s%s%s</p>"):format(turn.time and mark(turn.time) .. " " or "", label, words)
    end
    put(ms.json.encode({ text = table.concat(lines), media = "", ["media-source"] = "", ["media-time"] = 0 }) .. "\n")
  end,
  samples = {
    { name = "talk.vtt", input = "WEBVTT\n\n00:01.500 --> 00:02.000\n<v Ann>So &lt;b>.\n",
      output = '{"media":"","media-source":"","media-time":0,"text":"<p><span class=\\"timestamp\\" contenteditable=\\"false\\" data-timestamp=\\"1.5\\">00:01</span> <b>Ann:</b> So &lt;b&gt;.</p>"}\n' },
  },
}
