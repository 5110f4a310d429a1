-- What holds for every format, over the samples that each carries: the text that a script sees does not change when the
-- document is read, a format is recognised by its own bid, and damage is met with an answer.
local interview = require "moonscribe.interview"
local plugins = require "moonscribe.plugins"

local function open(sample, input, format)
  return interview.open(ms.text(input), { id = "a", name = sample.name, format = format })
end

-- Samples that look more like another format, on purpose.
local NOT_BY_BID = { prose = true, dialogue = true, timed = true }

for _, format in ipairs(plugins.formats()) do
  for i, sample in ipairs(format.samples or {}) do
    local what = ("%s, sample %d"):format(format.name, i)
    if sample.input and format.input == "text" and sample.bid ~= 0 then
      local one = open(sample, sample.input)
      local before = tostring(one.text)
      assert(one:turn(1) or true)
      local format_name = one.format
      assert(tostring(one.text) == before, what .. ": the text changes when it is read: composes = true is missing")
      assert(format_name == format.name or NOT_BY_BID[format.name], what .. ": is taken for " .. format_name)

      -- Cut off anywhere, it is read or refused, and never an error of ours.
      for at = 1, #sample.input, math.max(1, #sample.input // 23) do
        local part = sample.input:sub(1, at)
        if ms.text(part):is_valid() then
          local ok, message, code = pcall(function()
            local cut = open(sample, part, format.name)
            for turn in cut:turns() do assert(#tostring(turn.text) >= 0) end
          end)
          assert(ok or code ~= "script", ("%s, cut after %d bytes: %s"):format(what, at, tostring(message)))
        end
      end
    end
  end
end

do -- words of cues keep their place in the file and their time
  local source = "1\n00:00:01,000 --> 00:00:02,000\nANN: <i>So</i> it &amp;\n\n2\n00:00:02,500 --> 00:00:04,000\nis.\n"
  local one = open({ name = "a.srt" }, source)
  local turn = one:turn(1)
  assert(turn.speaker == "ANN" and tostring(turn.text) == "So it & is.", tostring(turn.text))
  local from, to = turn.text:sub(9, 11):span()
  assert(source:sub(from + 1, to) == "is.", source:sub(from + 1, to))
  assert(turn.text:sub(9, 11):time() == 2.5 and turn.text:sub(1, 2):time() == 1.0)
  from, to = turn.text:sub(7, 7):span()
  assert(source:sub(from + 1, to) == "&amp;")
  assert(turn.time == 1.0 and turn.end_time == 4.0 and one.speakers[1].turns == 1)
end

do -- confidence and language come with the words
  local source = [[{"text":"So.","language":"en","segments":[{"start":1,"end":2,"text":"So it","words":[{"word":"So","start":1,"end":1.5,"probability":0.5},]] ..
    [[{"word":" it","start":1.5,"end":2,"probability":1.0}]}]}]]
  local one = open({ name = "a.json" }, source)
  assert(one:turn(1).confidence == 0.75, tostring(one:turn(1).confidence))
  assert(one.meta.language == "en")
end

do -- columns that nobody knows are named by the user
  local one = interview.open(ms.text "who;what\nAnn;So it is.\nBob;Yes.\n", { id = "a", name = "a.csv", columns = { text = "what" } })
  assert(one:turn(2).speaker == "Bob" and tostring(one:turn(2).text) == "Yes.")
end

do -- times of composed words, also of a part of them
  local t = ms.timed_text(ms.text("xx It rained."):sub(4), { 1, 0.5, 4, 1.25 })
  assert(tostring(t) == "It rained." and t:sub(4):time() == 1.25 and select(1, t:sub(4):span()) == 6)
  assert(not pcall(ms.timed_text, "ab", { 2, 1, 1, 2 }) and not pcall(ms.timed_text, "ab", { 9, 1 }))
end
