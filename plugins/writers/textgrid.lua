-- Praat TextGrid: a tier of intervals a speaker, without gaps: between two turns the interval is empty.
local ms = require "moonscribe"
local captions = require "moonscribe.captions"

local function quote(text) return '"' .. text:gsub('"', '""') .. '"' end

local function seconds(milliseconds) return (("%d.%03d"):format(milliseconds // 1000, milliseconds % 1000):gsub("%.?0+$", "")) end

return ms.writer {
  name = "textgrid", input = "interview", suffixes = { "TextGrid" },
  about = "Praat TextGrid",
  keeps = { "speaker", "time", "end_time", "cue_time" },
  check = captions.check,
  refuse = captions.refuse "Praat",
  write = function(transcript, put, info)
    local tiers = captions.tiers(captions.segments(transcript, info.options, info.note), info.note)
    local last = 1
    for _, tier in ipairs(tiers) do last = math.max(last, tier[#tier].to) end
    put(('File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0\nxmax = %s\ntiers? <exists>\nsize = %d\nitem []:\n'):format(seconds(last), #tiers))
    for i, tier in ipairs(tiers) do
      local intervals, at = {}, 0
      for _, one in ipairs(tier) do
        if one.from > at then intervals[#intervals + 1] = { from = at, to = one.from, text = "" } end
        intervals[#intervals + 1] = one
        at = one.to
      end
      if at < last then intervals[#intervals + 1] = { from = at, to = last, text = "" } end
      put(('    item [%d]:\n        class = "IntervalTier"\n        name = %s\n        xmin = 0\n        xmax = %s\n        intervals: size = %d\n')
        :format(i, quote(ms.one_line(tier.speaker or "")), seconds(last), #intervals))
      for j, one in ipairs(intervals) do
        put(("        intervals [%d]:\n            xmin = %s\n            xmax = %s\n            text = %s\n"):format(j, seconds(one.from), seconds(one.to), quote(one.text)))
      end
    end
  end,
  samples = {
    { name = "talk.vtt", input = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>So \"it\" is.\n\n00:02.000 --> 00:03.500\n<v Bob>Yes.\n", output = [[
File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 3.5
tiers? <exists>
size = 2
item []:
    item [1]:
        class = "IntervalTier"
        name = "Ann"
        xmin = 0
        xmax = 3.5
        intervals: size = 3
        intervals [1]:
            xmin = 0
            xmax = 1
            text = ""
        intervals [2]:
            xmin = 1
            xmax = 2
            text = "So ""it"" is."
        intervals [3]:
            xmin = 2
            xmax = 3.5
            text = ""
    item [2]:
        class = "IntervalTier"
        name = "Bob"
        xmin = 0
        xmax = 3.5
        intervals: size = 2
        intervals [1]:
            xmin = 0
            xmax = 2
            text = ""
        intervals [2]:
            xmin = 2
            xmax = 3.5
            text = "Yes."
]] },
  },
}
