-- One row a document: what it was read as, how much came out, and what was repaired.
local ms = require "moonscribe"

return ms.script {
  name = "read",
  about = "What each document was read as",
  columns = { "doc", "format", "turns", "speakers", "timed", "repairs", "words" },
  each = function(interview, emit)
    local turns, timed, words = 0, 0, {}
    for turn in interview:turns() do
      turns = turns + 1
      timed = timed + (turn.time and 1 or 0)
      words[turns] = (turn.speaker or "") .. "\t" .. tostring(turn.text)
    end
    local repairs = {}
    for i, repair in ipairs(interview.repairs) do repairs[i] = repair.kind .. ": " .. repair.what end
    emit { doc = interview.doc, format = interview.format, turns = turns, speakers = #interview.speakers, timed = timed,
      repairs = ms.json.array(repairs), words = ms.json.array(words) }
  end,
}
