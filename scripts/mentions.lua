-- Every mention in an interview as a row: dates, figures, money, people, organisations, events, ...
local ms = require "moonscribe"

return ms.script {
  name = "mentions",
  about = "Every date, figure, person, organisation and other mention, with its value and its place",
  options = { kind = { type = "string", help = "only these kinds, separated by commas (date,figure)" } },
  columns = { "id", "doc", "kind", "text", "start", "end", "value", "timex", "grain", "unit", "bound", "of",
    "alternatives", "speaker", "role", "turn", "source" },
  writer = "jsonl",
  each = function(interview, emit, opt)
    local kinds
    if opt.kind then
      kinds = {}
      for kind in opt.kind:gmatch "[^,%s]+" do kinds[#kinds + 1] = kind end
    end
    local n = 0
    for m in interview:mentions(kinds) do
      n = n + 1
      local first, last = m:span()
      emit {
        id = interview.doc .. "#m" .. n, doc = interview.doc, kind = m.kind, text = m.text, start = first, ["end"] = last,
        value = m.value, timex = m.timex, grain = m.grain, unit = m.unit, bound = m.bound, of = m.of,
        alternatives = m.alternatives, speaker = m.turn.speaker, role = m.turn.role, turn = m.turn.index,
        source = m:locator(),
      }
    end
  end,
}
