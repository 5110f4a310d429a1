-- Every mention in an interview as a row: dates, figures, money, people, organisations, events,
-- ... With --explain also what was nearly one, and why.
local ms = require "moonscribe"

local COLUMNS = { "id", "doc", "kind", "text", "start", "end", "value", "timex", "grain", "unit", "bound", "change", "of",
  "person", "alternatives", "speaker", "role", "turn", "source" }
local EXPLAINED = { "rule", "refused" }

local function columns(opt)
  local list = table.move(COLUMNS, 1, #COLUMNS, 1, {})
  return opt.explain and table.move(EXPLAINED, 1, #EXPLAINED, #list + 1, list) or list
end

-- The row of a mention, or of a candidate that is none.
local function row_of(interview, m, id)
  local first, last = m.text:span()
  return {
    id = id, doc = interview.doc, kind = m.kind, text = m.text, start = first, ["end"] = last,
    value = m.value, timex = m.timex, grain = m.grain, unit = m.unit, bound = m.bound, change = m.change, of = m.of,
    person = m.person, alternatives = m.alternatives, speaker = m.turn.speaker, role = m.turn.role, turn = m.turn.index,
    source = m.text:locator(),
  }
end

return ms.script {
  name = "mentions",
  about = "Every date, figure, person, organisation and other mention, with its value and its place",
  options = {
    kind = { type = "string", help = "only these kinds, separated by commas (date,figure)" },
    explain = { type = "boolean", help = "which rule made each mention, and what was refused, with the reason" },
  },
  columns = columns,
  writer = "jsonl",
  each = function(interview, emit, opt)
    local wanted, kinds, n = {}, {}, 0
    for kind in (opt.kind or ""):gmatch "[^,%s]+" do
      wanted[kind], kinds[#kinds + 1] = true, kind
    end
    interview:mentions(kinds) -- raises for a kind that nobody gives
    -- Of a candidate that is none, several kinds may be what its extractor gives.
    local function is_wanted(kind)
      if not opt.kind then return true end
      for one in kind:gmatch "[^,]+" do
        if wanted[one] then return true end
      end
    end
    local function put(m, is_mention, entry)
      -- Counted whether wanted or not: an id stays the same with --kind and without.
      if is_mention then n = n + 1 end
      if not is_wanted(m.kind) then return end
      local row = row_of(interview, m, is_mention and interview.doc .. "#m" .. n or nil)
      row.rule, row.refused = entry and entry.rule, entry and entry.refused
      emit(row)
    end
    if not opt.explain then
      for m in interview:mentions() do put(m, true) end
      return
    end
    local explain = require "moonscribe.explain"
    for turn in interview:turns() do
      for _, entry in ipairs(explain.turn(interview, turn)) do put(entry.mention or entry, entry.mention ~= nil, entry) end
    end
  end,
}
