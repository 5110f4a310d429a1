-- MicroDVD subtitles (.sub): {first frame}{last frame}line|line. The frame rate may stand in the first of them.
local cues = require "moonscribe.cues"

-- Films on discs of the years of this format.
local USUAL_RATE = 25

local function read(document)
  local text, list, rate = tostring(document.text), {}, nil
  for from, line in text:gmatch "()([^\r\n]+)" do
    local first, last, at = line:match "^%s*{(%d+)}{(%d*)}()"
    if not first then
      cues.note(document, "no timing", "line " .. document.text:line_column(from), "words without frames were left out")
    else
      local said = line:match("^(%d+%.?%d*)%s*$", at)
      if #list == 0 and not rate and said and tonumber(said) > 10 and tonumber(said) < 121 then
        rate = tonumber(said)
      else
        local cue = { time = tonumber(first), end_time = tonumber(last) }
        while at <= #line do
          local bar = line:find("|", at, true) or #line + 1
          if bar > at then cue[#cue + 1] = { from + at - 1, from + bar - 2 } end
          at = bar + 1
        end
        list[#list + 1] = cue
      end
    end
  end
  if not rate then cues.note(document, "frame rate", "", ("the file names no frame rate: its times are those of %d frames a second"):format(USUAL_RATE)) end
  for _, cue in ipairs(list) do
    cue.time, cue.end_time = cue.time / (rate or USUAL_RATE), cue.end_time and cue.end_time / (rate or USUAL_RATE)
  end
  return list
end

return cues.format {
  name = "microdvd", kind = "ass", about = "MicroDVD subtitles (.sub)", read = read,
  looks = function(head) return head:find "^%s*{%d+}{%d*}" and 100 or 0 end,
  samples = {
    { name = "film.sub", input = "{1}{1}24.000\n{24}{48}{y:i}So it|rained.\n{72}{96}All day.\n", turns = { { text = "So it rained. All day.", time = 1.0, end_time = 4.0 } } },
  },
}
