-- What several interviews say on the same topic: their words side by side, who is for and who against, and the figures that they
-- agree or differ on. A topic is a phrase that several of them are about.
local ms = require "moonscribe"
local html = require "moonscribe.html"
local markdown = require "moonscribe.markdown"
local phrases = require "moonscribe.phrases"
local voices = require "moonscribe.voices"
local worth = require "moonscribe.worth"

local PHRASES = 40  -- of each interview that are looked for in the others
local KEPT = 200    -- rows of one topic that are looked at
local SHOWN = 10    -- of these

local FIGURES = { "figure", "money", "percent" }

-- What the user asks for, wherever it is said, as if it were a key phrase.
local function asked_for(interview, words)
  local key, at, from = words:lower(), {}, {}
  for turn in interview:turns() do
    local text, init = tostring(turn.text):lower(), 1
    while true do
      local first, last = text:find(key, init, true)
      if not first then break end
      at[#at + 1], from[#from + 1], init = turn.index, first, last + 1
    end
  end
  return { { key = key, text = words, score = 1, at = at, from = from } }
end

local function each(interview, emit, opt)
  local found = opt.on and asked_for(interview, opt.on) or phrases.find(interview, { count = PHRASES })
  local top = found[1] and found[1].score or 1
  for k, said in ipairs(voices.on(interview, found, worth.by(found))) do
    for _, one in ipairs(said) do
      emit { key = found[k].key, kind = "topic", topic = found[k].text, score = math.floor(found[k].score / top * 1000), doc = interview.doc,
        speaker = one.turn.speaker, stance = one.stance, text = one.text, cut = one.cut, source = one.text:locator() }
    end
  end
  if opt.on then return end
  for m in interview:mentions(FIGURES) do
    -- "12 passengers" of passengers says nothing that another interview could differ on.
    if m.of and m.of ~= m.unit and #m.of >= 9 and type(m.value) == "number" then
      emit { key = m.of:lower() .. " " .. (m.unit or ""), kind = "figure", topic = m.of, score = 1, doc = interview.doc, speaker = m.turn.speaker,
        value = m.value, unit = m.unit, text = m.text, source = m:locator() }
    end
  end
end

-- Rows come in the order of their keys: one group a phrase.
local function groups(rows)
  local pending = rows()
  return function()
    if not pending then return nil end
    local group = { key = pending.key, kind = pending.kind, docs = 0, score = 0 }
    local seen = {}
    while pending and pending.key == group.key and pending.kind == group.kind do
      if not seen[pending.doc] then
        seen[pending.doc], group.docs, group.score = true, group.docs + 1, group.score + pending.score
      end
      if #group < KEPT then group[#group + 1] = pending end
      pending = rows()
    end
    return group
  end
end

local function better(a, b)
  if a.docs ~= b.docs then return a.docs > b.docs end
  if a.score ~= b.score then return a.score > b.score end
  return a.key < b.key
end

local function is_covered(group, chosen)
  for _, other in ipairs(chosen) do
    if other.kind == group.kind and (other.key:find(group.key, 1, true) or group.key:find(other.key, 1, true)) then return true end
  end
  return false
end

local function agreement(group)
  for _, row in ipairs(group) do
    if row.value ~= group[1].value then return "differ" end
  end
  return "agree"
end

local function finish(rows, out, opt)
  local best = {}
  for group in groups(rows) do
    if group.docs > 1 or opt.on then
      best[#best + 1] = group
      if #best > 8 * opt.topics then
        table.sort(best, better)
        for i = #best, 4 * opt.topics + 1, -1 do best[i] = nil end
      end
    end
  end
  table.sort(best, better)
  local chosen = {}
  for _, group in ipairs(best) do
    if #chosen >= opt.topics then break end
    if not is_covered(group, chosen) then chosen[#chosen + 1] = group end
  end
  for number, group in ipairs(chosen) do
    table.sort(group, function(a, b)
      if a.score ~= b.score then return a.score > b.score end
      if a.doc ~= b.doc then return a.doc < b.doc end
      return a.source < b.source
    end)
    for i = #group, SHOWN + 1, -1 do group[i] = nil end
    table.sort(group, function(a, b)
      if a.doc ~= b.doc then return a.doc < b.doc end
      return a.source < b.source
    end)
    for _, row in ipairs(group) do
      row.number, row.docs = number, group.docs
      if group.kind == "figure" then row.stance = agreement(group) end
      out(row)
    end
  end
end

local STANCE = { ["for"] = "for it", against = "against it" }
local BEFORE, AFTER = { before = "… ", both = "… " }, { after = " …", both = " …" }

local function lay_out(rows, page)
  page:title "Compared"
  local number, doc
  for row in rows do
    if row.number ~= number then
      local said = row.kind == "figure" and (row.stance == "agree" and "they agree" or "they differ") or nil
      page:heading(("%d. %s"):format(row.number, row.topic), nil, ("%d interviews%s"):format(row.docs, said and ": " .. said or ""))
      doc = nil
    end
    if row.doc ~= doc then page:note(row.doc) end
    number, doc = row.number, row.doc
    page:quote((BEFORE[row.cut] or "") .. tostring(row.text) .. (AFTER[row.cut] or ""), { who = row.speaker, note = row.kind == "topic" and STANCE[row.stance] or nil,
      source = row.source })
  end
  if not number then page:note "They have no topic in common." end
  page:finish()
end

return ms.script {
  name = "compare",
  about = "What several interviews say on the same topic: their words, who is for and who against, figures that agree or differ",
  options = {
    on = { type = "string", help = "what they say on this, instead of what they have in common" },
    topics = { type = "integer", default = 12, help = "how many topics at most" },
  },
  columns = { "number", "kind", "topic", "docs", "doc", "speaker", "stance", "text", "cut", "value", "unit", "source", "key", "score" },
  writer = "md",
  order = { "key", "kind", "doc" },
  each = each,
  finish = finish,
  views = {
    md = function(rows, put) lay_out(rows, markdown.page(put)) end,
    html = function(rows, put) lay_out(rows, html.page(put, "Compared")) end,
  },
}
