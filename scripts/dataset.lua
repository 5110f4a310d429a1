-- Interviews as rows for a table, a corpus or a training set: one row a turn, exchange,
-- sentence, ...
local ms = require "moonscribe"

-- What each unit's rows hold. `each` below fills what all have in common.
local COLUMNS = {
  turn = { "id", "doc", "turn", "speaker", "role", "time", "text", "source" },
  sentence = { "id", "doc", "turn", "sentence", "speaker", "role", "text", "source" },
  exchange = { "id", "doc", "exchange", "asker", "speaker", "role", "question", "answer", "question_source",
    "answer_source", "source" },
  point = { "id", "doc", "turn", "speaker", "role", "marker", "head", "text", "source" },
  figure = { "id", "doc", "turn", "speaker", "role", "text", "value", "unit", "bound", "of", "question", "source" },
  mention = { "id", "doc", "turn", "speaker", "role", "kind", "text", "start", "end", "value", "timex", "grain", "unit",
    "bound", "of", "person", "alternatives", "source" },
  document = { "id", "doc", "title", "date", "date_reason", "format", "encoding", "turns", "speaker", "role", "text",
    "source" },
}

local FIGURES = { "figure", "money", "percent" }

-- Each function calls row(suffix of the id, turn or nil, fields).
local UNITS = {}

function UNITS.turn(interview, row)
  for turn in interview:turns() do
    row("t" .. turn.index, turn, { time = turn.time, text = turn.text, source = turn:locator() })
  end
end

function UNITS.sentence(interview, row)
  for turn in interview:turns() do
    local n = 0
    for sentence in turn:sentences() do
      n = n + 1
      row(("t%ds%d"):format(turn.index, n), turn, { sentence = n, text = sentence, source = sentence:locator() })
    end
  end
end

function UNITS.exchange(interview, row)
  for exchange in interview:exchanges() do
    local first, last = exchange.answers[1], exchange.answers[#exchange.answers]
    local parts = {}
    for i, turn in ipairs(exchange.answers) do parts[i] = tostring(turn.text) end
    local from, to = first.text:offset(), select(2, last.text:offset())
    local answer_source = first.text:within(from, to):locator()
    row("e" .. exchange.index, first, {
      exchange = exchange.index, asker = exchange.question.speaker, question = exchange.question.text,
      answer = table.concat(parts, "\n"), question_source = exchange.question:locator(),
      answer_source = answer_source, source = answer_source,
    })
  end
end

function UNITS.point(interview, row)
  for point in interview:points() do
    row("p" .. point.index, point.turn, { marker = point.marker, head = point.head, text = point.text,
      source = point:locator() })
  end
end

function UNITS.figure(interview, row)
  local n = 0
  for m in interview:mentions(FIGURES) do
    n = n + 1
    row("f" .. n, m.turn, { text = m.text, value = m.value, unit = m.unit, bound = m.bound, of = m.of,
      question = m.turn.question, source = m:locator() })
  end
end

function UNITS.mention(interview, row)
  local n = 0
  for m in interview:mentions() do
    n = n + 1
    local first, last = m:span()
    row("m" .. n, m.turn, { kind = m.kind, text = m.text, start = first, ["end"] = last, value = m.value,
      timex = m.timex, grain = m.grain, unit = m.unit, bound = m.bound, of = m.of, person = m.person, alternatives = m.alternatives,
      source = m:locator() })
  end
end

function UNITS.document(interview, row)
  local turns = 0
  for _ in interview:turns() do turns = turns + 1 end
  row(nil, nil, { title = interview.title, date = interview.date, date_reason = interview.date_reason,
    format = interview.format, encoding = interview.encoding and interview.encoding.name, turns = turns, text = interview.text,
    source = interview.source })
end

return ms.script {
  name = "dataset",
  about = "Interviews as rows: one a turn, exchange, sentence, point, figure, mention or document",
  options = {
    unit = { type = "enum", choices = { "turn", "exchange", "sentence", "point", "figure", "mention", "document" },
      default = "turn", help = "what one row is" },
  },
  columns = function(opt) return COLUMNS[opt.unit] end,
  writer = "jsonl",
  each = function(interview, emit, opt)
    local has_turn = opt.unit ~= "exchange" and opt.unit ~= "document"
    UNITS[opt.unit](interview, function(suffix, turn, row)
      row.doc, row.id = interview.doc, suffix and interview.doc .. "#" .. suffix or interview.doc
      if turn then
        row.speaker, row.role = turn.speaker, turn.role
        if has_turn then row.turn = turn.index end
      end
      emit(row)
    end)
  end,
}
