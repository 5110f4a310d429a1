-- Extracts from every case of a JSON Lines file, for score.py, which puts the file's name in the place of @CASES@.
-- A case is { text =, date =, numerals = { byte offsets } }; its answer, one line of JSON each: the mentions, and the
-- numeral that begins at each offset. They are raised as one message, as `print` writes only so much of a document.
local extract = require "moonscribe.extract"

local answers = {}
for case in ms.json.rows(host.read "@CASES@") do
  local answer = { mentions = ms.json.array {}, numerals = ms.json.array {} }
  for i, m in ipairs(extract.text(case.text, { date = case.date })) do
    answer.mentions[i] = { kind = m.kind, from = m.from - 1, to = m.to, value = m.value, timex = m.timex, unit = m.unit, of = m.of, grain = m.grain, bound = m.bound, alternatives = m.alternatives }
  end
  for i, at in ipairs(case.numerals or {}) do
    local value, bytes = ms.numeral(case.text:sub(at + 1))
    answer.numerals[i] = { value = value, to = at + (bytes or 0) }
  end
  answers[#answers + 1] = ms.json.encode(answer)
end
error(table.concat(answers, "\n") .. "\nEND\n", 0)
