-- What an interview turns to, one topic after the other: a headline in its own words, key phrases, who speaks, and what says most.
local ms = require "moonscribe"
local choice = require "moonscribe.gist"
local html = require "moonscribe.html"
local markdown = require "moonscribe.markdown"
local outline = require "moonscribe.outline"
local phrases = require "moonscribe.phrases"
local topic_names = require "moonscribe.topic_names"
local worth = require "moonscribe.worth"

local PHRASES = 40

-- Who speaks in a section, those who say most first.
local function speakers_of(section)
  local bytes, names = {}, {}
  for i, turn in ipairs(section.turns) do
    local name = turn.speaker
    if name then
      if not bytes[name] then names[#names + 1] = name end
      bytes[name] = (bytes[name] or 0) + #(section.pieces[i] or turn.text)
    end
  end
  table.sort(names, function(a, b)
    if bytes[a] ~= bytes[b] then return bytes[a] > bytes[b] end
    return a < b
  end)
  return names[1] and table.concat(names, "; ") or nil
end

local function lay_out(rows, page)
  local doc
  for row in rows do
    if row.doc ~= doc then page:title(row.title or row.doc, row.date, row.document) end
    doc = row.doc
    page:heading(("%d. %s"):format(row.topic, row.headline), row.source, row.phrases)
    if row.quote then page:quote(row.quote, { who = row.speaker, source = row.quote_source }) end
  end
  page:finish()
end

return ms.script {
  name = "topics",
  about = "What an interview turns to: a headline in its own words, key phrases, who speaks, what says most",
  columns = { "doc", "topic", "headline", "phrases", "speakers", "first_turn", "turns", "time", "quote", "speaker", "source", "quote_source", "title", "date",
    "document" },
  writer = "md",
  each = function(interview, emit)
    local found = phrases.find(interview, { count = PHRASES })
    local sections = outline.of(interview, {}, "topic")
    local gist, keys = choice.choose(sections, found, worth.by(found))
    local best = {}
    for _, one in ipairs(gist) do best[one.section] = one end
    for _, section in ipairs(sections) do
      local headline, _, line = topic_names.of(interview, section, found)
      local key, first = best[section] or keys[section] and keys[section][1], section.turns[1]
      emit { doc = interview.doc, topic = section.index, headline = headline, phrases = line, speakers = speakers_of(section), first_turn = first.index,
        turns = section.turns[#section.turns].index - first.index + 1, time = first.time, quote = key and key.quoted, speaker = key and key.turn.speaker,
        source = headline:locator(), quote_source = key and key.quoted:locator(), title = interview.title, date = interview.date,
        document = interview.source }
    end
  end,
  views = {
    md = function(rows, put) lay_out(rows, markdown.page(put)) end,
    html = function(rows, put) lay_out(rows, html.page(put, "Topics")) end,
  },
}
