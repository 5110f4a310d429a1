-- Every mention in an interview as a row: dates, figures, money, people, organisations, events,
-- ...
local ms = require "moonscribe"

return ms.script {
  name = "mentions",
  about = "Every date, figure, person, organisation and other mention, with its value and its place",
  options = { kind = { type = "string", help = "only these kinds, separated by commas (date,figure)" } },
  columns = { "id", "doc", "kind", "text", "start", "end", "value", "timex", "grain", "unit", "bound", "change", "of",
    "alternatives", "speaker", "role", "turn", "source" },
  writer = "jsonl",
  each = function(interview, emit, opt)
    local wanted, kinds = {}, {}
    for kind in (opt.kind or ""):gmatch "[^,%s]+" do
      wanted[kind], kinds[#kinds + 1] = true, kind
    end
    interview:mentions(kinds) -- raises for a kind that nobody gives
    local n = 0
    for m in interview:mentions() do
      -- Counted whether wanted or not: an id stays the same with --kind and without.
      n = n + 1
      if not opt.kind or wanted[m.kind] then
        local first, last = m:span()
        emit {
          id = interview.doc .. "#m" .. n, doc = interview.doc, kind = m.kind, text = m.text, start = first, ["end"] = last,
          value = m.value, timex = m.timex, grain = m.grain, unit = m.unit, bound = m.bound, change = m.change, of = m.of,
          alternatives = m.alternatives, speaker = m.turn.speaker, role = m.turn.role, turn = m.turn.index,
          source = m:locator(),
        }
      end
    end
  end,
}
