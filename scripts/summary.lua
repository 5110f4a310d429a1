-- What was said, in short: what it is about, who speaks, the gist, each exchange or topic with its key sentences and points, the figures that
-- matter, what happened when, what is left open; and over several interviews what they share. Every sentence is the speaker's own,
-- and every line says where it stands.
local ms = require "moonscribe"
local choice = require "moonscribe.gist"
local excerpt = require "moonscribe.excerpt"
local highlights = require "moonscribe.highlights"
local outline = require "moonscribe.outline"
local phrases = require "moonscribe.phrases"

local PHRASES, OF_A_TOPIC = 8, 4
local SPEAKERS = 12 -- those that say most; the others are counted

-- What words are worth in an excerpt: the key phrases in them, and their numbers.
local function worth_by(list)
  local keys, top = {}, list[1] and list[1].score or 1
  for i, one in ipairs(list) do
    if i > 24 then break end
    keys[i] = { one.text:lower(), one.score / top }
  end
  return function(text)
    local words, sum = tostring(text):lower(), #text / 500
    for _, key in ipairs(keys) do
      if words:find(key[1], 1, true) then sum = sum + key[2] end
    end
    local _, numbers = words:gsub("%d[%d.,]*", "")
    return sum + 0.4 * math.min(numbers, 6)
  end
end

-- The phrases that a topic has more of than the rest, most telling first, with scores.
local function phrases_of(section, list)
  local is_in, own = {}, {}
  for _, turn in ipairs(section.turns) do is_in[turn.index] = true end
  for _, one in ipairs(list) do
    local here, first = 0, nil
    for i, index in ipairs(one.at) do
      if is_in[index] then here, first = here + 1, first or i end
    end
    if here > 1 or here == 1 and one.kind ~= "term" then
      own[#own + 1] = { text = one.text, phrase = one, first = first, score = one.score * here / (#one.at + 2) * math.log(1 + here) }
    end
  end
  table.sort(own, function(a, b)
    if a.score ~= b.score then return a.score > b.score end
    return a.text < b.text
  end)
  for i = #own, OF_A_TOPIC + 1, -1 do own[i] = nil end
  return own
end

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

-- The heading of a section, where words were left out of it, and its key phrases in one line. A topic that no question names is called by
-- the first of these, as it is said there.
local function heading(interview, section, found)
  if section.by == "exchange" then return excerpt.bare(outline.brief(section.question)) end
  local own, words = phrases_of(section, found), {}
  for i, one in ipairs(own) do words[i] = one.text end
  local line = words[1] and table.concat(words, "; ") or nil
  if section.by == "speaker" then return ms.text(section.speaker.name), nil, line end
  local text, cut = outline.headline(section, worth_by(own))
  if text then return text, cut, line end
  if own[1] then return phrases.said(interview, own[1].phrase, own[1].first), nil, line end
  local first = section.pieces[1] or section.turns[1].text
  return excerpt.cut(first:sentences()() or first, worth_by {}, 120)
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
  local found = phrases.find(interview, { count = 40 })
  local worth = worth_by(found)
  local function row(part, text, more)
    more.doc, more.part, more.text = interview.doc, part, text
    if more.turn then more.speaker, more.role, more.turn = more.turn.speaker, more.turn.role, nil end
    more.source = more.source or text:locator()
    emit(more)
  end
  row("document", interview.title or interview.doc, { date = interview.date, value = #interview.speakers, source = interview.source })
  for i = 1, math.min(PHRASES, #found) do row("phrase", found[i].first, { value = found[i].count, of = found[i].kind }) end
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
  for _, section in ipairs(sections) do
    local function part(name, text, more)
      more.section, more.exchange = section.index, section.exchange
      row(name, text, more)
    end
    local chosen = keys[section] or {}
    local text, cut, line = heading(interview, section, found)
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
  for _, m in ipairs((highlights.figures(interview, worth, opt.figures))) do
    row("figure", m.text, { turn = m.turn, value = m.value, unit = m.unit, bound = m.bound, of = m.of })
  end
  for _, one in ipairs(highlights.dates(interview, worth)) do
    row("date", one.text, { turn = one.mention.turn, date = one.date, cut = one.cut })
  end
  for _, one in ipairs(highlights.open(interview, worth)) do row("open", one.text, { turn = one.turn, cut = one.cut }) end
end

local layout = require "moonscribe.summary_page"

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
  views = { md = layout.markdown, html = layout.html },
}
