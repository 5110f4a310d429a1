-- What was said, in short: what it is about, who speaks, the gist, each exchange or topic with its key sentences and points, the figures that
-- matter, what happened when, what is left open; and over several interviews what they share. Every sentence is the speaker's own,
-- and every line says where it stands.
local ms = require "moonscribe"
local choice = require "moonscribe.gist"
local digest = require "moonscribe.digest"
local excerpt = require "moonscribe.excerpt"
local highlights = require "moonscribe.highlights"
local outline = require "moonscribe.outline"
local phrases = require "moonscribe.phrases"
local summary_page = require "moonscribe.summary_page"
local topic_names = require "moonscribe.topic_names"
local words = require "moonscribe.worth"

local PHRASES, SHOWN = 40, 8
local SPEAKERS = 12 -- those that say most; the others are counted

local POINT = 160 -- bytes of a point whose head says too little

-- The head of a point; where that is "the money" alone, what follows too.
local function head_of(point)
  local head = point.head
  local _, blanks = tostring(head):gsub(" ", "")
  if #head >= 12 and (blanks > 2 or head:byte() > 127) then return head end
  local from = head:offset()
  local _, to = point.text:offset()
  return excerpt.around(point.text:within(from, to), 1, #head, POINT)
end

local PART = { exchange = "question", topic = "topic", speaker = "voice" }

-- The speakers with the most turns, in the order in which they begin.
local function most_spoken(speakers)
  local list = table.move(speakers, 1, #speakers, 1, {})
  table.sort(list, function(a, b)
    if a.turns ~= b.turns then return a.turns > b.turns end
    return a.index < b.index
  end)
  for i = #list, SPEAKERS + 1, -1 do list[i] = nil end
  table.sort(list, function(a, b) return a.index < b.index end)
  return list
end

local function each(interview, emit, opt)
  local found = phrases.find(interview, { count = PHRASES })
  local worth = words.by(found)
  local function row(part, text, more)
    more.doc, more.part, more.text = interview.doc, part, text
    if more.turn then more.speaker, more.role, more.turn = more.turn.speaker, more.turn.role, nil end
    more.source = more.source or text:locator()
    emit(more)
  end
  row("document", interview.title or interview.doc, { date = interview.date, value = #interview.speakers, source = interview.source })
  for i = 1, math.min(SHOWN, #found) do row("phrase", found[i].first, { value = found[i].count, of = found[i].kind }) end
  local titles = highlights.titles(interview)
  for _, speaker in ipairs(most_spoken(interview.speakers)) do
    row("speaker", speaker.name, { speaker = speaker.name, role = speaker.role, value = speaker.turns, of = titles[speaker.name:lower()],
      source = interview.source })
  end
  for _, one in ipairs(highlights.people(interview)) do row("person", one.text, { of = one.of, turn = one.mention.turn }) end
  local exchanges = {}
  for exchange in interview:exchanges() do exchanges[#exchanges + 1] = exchange end
  local sections = outline.of(interview, exchanges, opt.by)
  local gist, keys = choice.choose(sections, found, worth, opt.length)
  for _, one in ipairs(gist) do
    row("gist", one.quoted, { turn = one.turn, section = one.section.index, exchange = one.section.exchange, cut = one.cut })
  end
  local quotes = {}
  local function quote(list)
    for _, one in ipairs(list) do quotes[#quotes + 1] = { text = one.quoted, turn = one.turn } end
  end
  quote(gist)
  for _, section in ipairs(sections) do
    quote(keys[section] or {})
    local function part(name, text, more)
      more.section, more.exchange = section.index, section.exchange
      row(name, text, more)
    end
    local chosen = keys[section] or {}
    local text, cut, line = topic_names.of(interview, section, found)
    part(PART[section.by], text, { turn = section.question, speaker = section.speaker and section.speaker.name, role = section.speaker and section.speaker.role,
      cut = cut, of = line, source = section.by == "speaker" and interview.source or nil })
    for _, one in ipairs(chosen) do part("key", one.quoted, { turn = one.turn, cut = one.cut }) end
    for i, turn in ipairs(section.turns) do
      if not section.pieces or not section.pieces[i] or section.turns[i - 1] ~= turn then
        for point in turn:points() do
          local head, left_out = head_of(point)
          part("point", head, { turn = turn, cut = left_out })
         end
      end
    end
  end
  for _, m in ipairs((highlights.figures(interview, worth, opt.figures, quotes))) do
    row("figure", m.text, { turn = m.turn, value = m.value, unit = m.unit, bound = m.bound, of = m.of })
  end
  for _, one in ipairs(highlights.dates(interview, worth)) do
    row("date", one.text, { turn = one.mention.turn, date = one.date, cut = one.cut })
  end
  for _, one in ipairs(highlights.open(interview, worth)) do row("open", one.text, { turn = one.turn, cut = one.cut }) end
end

-- Over several interviews, what they share comes behind them.
local function finish(rows, out)
  local all = digest.new()
  for row in rows do
    all:add(row)
    out(row)
  end
  for _, row in ipairs(all:rows()) do out(row) end
end

return ms.script {
  name = "summary",
  about = "What it is about, who speaks, the gist, each exchange or topic with its key sentences and points, figures, dates, open questions",
  options = {
    length = { type = "string", pattern = "^%d+[c%%]?$", help = "a number of sentences to quote (5), of characters (400c), or a share (20%)" },
    by = { type = "enum", choices = { "exchange", "topic", "speaker" }, help = "what it is divided by; exchanges, or topics where these are many" },
    figures = { type = "integer", default = 12, help = "how many figures at most" },
  },
  columns = { "doc", "part", "section", "exchange", "text", "cut", "speaker", "role", "value", "unit", "bound", "of", "date", "source" },
  writer = "md",
  each = each,
  finish = finish,
  views = { md = summary_page.markdown, html = summary_page.html },
}
