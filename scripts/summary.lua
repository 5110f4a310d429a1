-- What was said, in short: who speaks, the gist, each exchange with its key sentences and points, and the
-- figures. Every sentence is the speaker's own, and every line says where it stands.
local ms = require "moonscribe"
local rank = require "moonscribe.rank"
local markdown = require "moonscribe.markdown"
local escape, code = markdown.escape, markdown.code

local GIST = 3         -- sentences at the top
local PER_EXCHANGE = 2 -- further ones for each exchange, unless --length says otherwise
local FIGURES = { "figure", "money", "percent" }

-- The sentences that may be chosen: what interviewees say in answer to a question, or, without exchanges,
-- everything that is said.
local function collect(interview, exchanges)
  local sentences = {}
  local function add(turn, exchange)
    for text in turn:sentences() do
      -- Two words are no statement; the length of one counts in code points.
      if text:count() >= 8 then
        sentences[#sentences + 1] = { text = text, turn = turn, exchange = exchange, place = #sentences + 1 }
      end
    end
  end
  for _, exchange in ipairs(exchanges) do
    for _, turn in ipairs(exchange.answers) do add(turn, exchange.index) end
  end
  if #exchanges == 0 then
    for turn in interview:turns() do add(turn, nil) end
  end
  return sentences
end

-- The question in brief: its last sentence that asks, or all of a short one.
local function brief(turn)
  local asks, last
  for sentence in turn:sentences() do
    last = sentence
    if sentence:ends "?" or sentence:ends "？" or sentence:ends "呢" or sentence:ends "吗" then asks = sentence end
  end
  return asks or last or turn.text
end

local function by_place(list)
  table.sort(list, function(a, b) return a.place < b.place end)
  return list
end

-- Picks within the budget; the first GIST of them are the gist, the rest belong to their exchanges.
local function choose(sentences, exchanges, length)
  rank.sentences(sentences)
  local fits = rank.budget(length, sentences, GIST + PER_EXCHANGE * #exchanges)
  local picked = rank.pick(sentences, fits)
  local gist, keys = {}, {}
  for i, sentence in ipairs(picked) do
    if i <= GIST then
      gist[i] = sentence
    else
      local index = sentence.exchange or 0
      keys[index] = keys[index] or {}
      table.insert(keys[index], sentence)
    end
  end
  return by_place(gist), keys
end

local function each(interview, emit, opt)
  local function row(part, fields)
    fields.doc, fields.part = interview.doc, part
    emit(fields)
  end
  local function quote(part, sentence, index)
    row(part, { exchange = index, text = sentence.text, speaker = sentence.turn.speaker, role = sentence.turn.role,
      source = sentence.text:locator() })
  end
  row("document", { text = interview.title or interview.doc, date = interview.date, source = interview.source })
  for _, speaker in ipairs(interview.speakers) do
    row("speaker", { text = speaker.name, speaker = speaker.name, role = speaker.role, value = speaker.turns })
  end
  local exchanges = {}
  for exchange in interview:exchanges() do exchanges[#exchanges + 1] = exchange end
  local gist, keys = choose(collect(interview, exchanges), exchanges, opt.length)
  for _, sentence in ipairs(gist) do quote("gist", sentence, sentence.exchange) end
  for _, exchange in ipairs(exchanges) do
    local question = brief(exchange.question)
    row("question", { exchange = exchange.index, text = question, speaker = exchange.question.speaker,
      role = exchange.question.role, source = question:locator() })
    for _, sentence in ipairs(by_place(keys[exchange.index] or {})) do quote("key", sentence, exchange.index) end
    for _, turn in ipairs(exchange.answers) do
      for point in turn:points() do
        row("point", { exchange = exchange.index, text = point.head, speaker = turn.speaker, role = turn.role,
          source = point.head:locator() })
      end
    end
  end
  for m in interview:mentions(FIGURES) do
    row("figure", { text = m.text, value = m.value, unit = m.unit, bound = m.bound, of = m.of,
      speaker = m.turn.speaker, role = m.turn.role, source = m:locator() })
  end
end

local HEADING = { speaker = "## Who speaks", gist = "## In short", figure = "## Figures" }
local BOUND = { over = "more than ", under = "less than ", about = "about " }

-- Markdown, one line a row; a heading goes before the first row of its part.
local LINE = {
  document = function(row) return ("# %s\n\n%s%s"):format(escape(row.text), row.date and row.date .. " · " or "", code(row.source)) end,
  speaker = function(row) return ("- **%s**: %s, %d turns"):format(escape(row.text), row.role, row.value) end,
  gist = function(row) return ("- %s %s"):format(escape(row.text), code(row.source)) end,
  question = function(row) return ("\n## %d. %s\n\n%s\n"):format(row.exchange, escape(row.text), code(row.source)) end,
  key = function(row) return ("> %s — %s %s\n"):format(escape(row.text), escape(row.speaker or "?"), code(row.source)) end,
  point = function(row) return ("- %s %s"):format(escape(row.text), code(row.source)) end,
  figure = function(row)
    return ("| %s | %s%s | %s | %s | %s | %s |"):format(escape(row.text), BOUND[row.bound] or "", row.value,
      escape(row.unit or ""), escape(row.of or ""), escape(row.speaker or ""), code(row.source))
  end,
}

local function write_markdown(rows, put)
  local part
  for row in rows do
    if row.part ~= part then
      if row.part == "document" and part then put "\n" end
      if HEADING[row.part] then put(("\n%s\n\n"):format(HEADING[row.part])) end
      if row.part == "figure" then put "| said | value | unit | of | speaker | source |\n|---|---|---|---|---|---|\n" end
      part = row.part
    end
    put(LINE[row.part](row) .. "\n")
  end
end

return ms.script {
  name = "summary",
  about = "Who speaks, the gist, each exchange with its key sentences and points, and the figures",
  options = { length = { type = "string", help = "how much to quote: sentences (5), characters (400c) or a share (20%)" } },
  columns = { "doc", "part", "exchange", "text", "speaker", "role", "value", "unit", "bound", "of", "date", "source" },
  writer = "md",
  each = each,
  views = { md = write_markdown },
}
