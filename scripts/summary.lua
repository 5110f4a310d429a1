-- What was said, in short: who speaks, the gist, each exchange with its key sentences and
-- points, and the figures. Every sentence is the speaker's own, and every line says where it
-- stands.
local ms = require "moonscribe"
local choice = require "moonscribe.gist"
local markdown = require "moonscribe.markdown"
local html = require "moonscribe.html"

local FIGURES = { "figure", "money", "percent" }

local LONG = 240 -- bytes of a question in brief

-- The question in brief: from its first sentence that asks to its last, or only that; else its
-- last sentence.
local function brief(turn)
  local sentences, first, last = {}, nil, nil
  for sentence in turn:sentences() do
    sentences[#sentences + 1] = sentence
    if sentence:ends "?" or sentence:ends "？" or sentence:ends "呢" or sentence:ends "吗" then
      first, last = first or sentence, sentence
    end
  end
  if not last then return sentences[#sentences] or turn.text end
  local from, to = first:offset(), select(2, last:offset())
  return to - from < LONG and turn.text:within(from, to) or last
end

-- The titles that go with a speaker's name where it is first said.
local function titles_of(interview, name)
  for m in interview:mentions "person" do
    if m.of and tostring(m.value):lower() == name:lower() then return m.of end
  end
end

local function each(interview, emit, opt)
  local function row(part, text, more)
    more.doc, more.part, more.text = interview.doc, part, text
    if more.turn then more.speaker, more.role, more.turn = more.turn.speaker, more.turn.role, nil end
    more.source = more.source or text:locator()
    emit(more)
  end
  row("document", interview.title or interview.doc, { date = interview.date, source = interview.source })
  for _, speaker in ipairs(interview.speakers) do
    row("speaker", speaker.name, { speaker = speaker.name, role = speaker.role, value = speaker.turns,
      of = titles_of(interview, speaker.name), source = interview.source })
  end
  local exchanges = {}
  for exchange in interview:exchanges() do exchanges[#exchanges + 1] = exchange end
  local gist, keys = choice.choose(interview, exchanges, opt.length)
  for _, one in ipairs(gist) do row("gist", one.text, { turn = one.turn, exchange = one.exchange }) end
  for _, exchange in ipairs(exchanges) do
    row("question", brief(exchange.question), { turn = exchange.question, exchange = exchange.index })
    for _, one in ipairs(keys[exchange.index]) do
      row("key", one.text, { turn = one.turn, exchange = exchange.index })
    end
    for _, turn in ipairs(exchange.answers) do
      for point in turn:points() do row("point", point.head, { turn = turn, exchange = exchange.index }) end
    end
  end
  for m in interview:mentions(FIGURES) do
    row("figure", m.text, { turn = m.turn, value = m.value, unit = m.unit, bound = m.bound, of = m.of })
  end
end

local BOUND = { over = "over ", under = "under ", about = "about " }

-- What each part is on a page, Markdown or HTML.
local SHOW = {
  document = function(page, row) page:title(row.text, row.date, row.source) end,
  speaker = function(page, row)
    page:item(("%s, %d turns"):format(row.of and row.of .. "; " .. row.role or row.role, row.value), { who = row.text })
  end,
  gist = function(page, row) page:item(row.text, { source = row.source }) end,
  question = function(page, row) page:heading(("%d. %s"):format(row.exchange, row.text), row.source) end,
  key = function(page, row) page:quote(row.text, { who = row.speaker, source = row.source }) end,
  point = function(page, row) page:item(row.text, { source = row.source }) end,
  figure = function(page, row)
    page:row { row.text, (BOUND[row.bound] or "") .. tostring(row.value), row.unit or "", row.of or "", row.speaker or "", row.source }
  end,
}
local HEADING = { speaker = "Who speaks", gist = "In short", figure = "Figures" }

local function lay_out(rows, page)
  local part
  for row in rows do
    if row.part ~= part and HEADING[row.part] then page:heading(HEADING[row.part]) end
    if row.part ~= part and row.part == "figure" then page:head { "said", "value", "unit", "of", "speaker", "source" } end
    part = row.part
    SHOW[part](page, row)
  end
  page:finish()
end

return ms.script {
  name = "summary",
  about = "Who speaks, the gist, each exchange with its key sentences and points, and the figures",
  options = {
    length = { type = "string", pattern = "^%d+[c%%]?$", help = "a number of sentences to quote (5), of characters (400c), or a share (20%)" },
  },
  columns = { "doc", "part", "exchange", "text", "speaker", "role", "value", "unit", "bound", "of", "date", "source" },
  writer = "md",
  each = each,
  views = {
    md = function(rows, put) lay_out(rows, markdown.page(put)) end,
    html = function(rows, put) lay_out(rows, html.page(put, "Summary")) end,
  },
}
