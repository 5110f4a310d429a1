-- Who said which number of what, in answer to which question; what is about the same thing stands together, and a row whose value
-- another speaker or document contradicts says so in `conflict`.
-- Two claims contradict each other when thing, unit and date are the same (or neither has a date), their sentences are alike enough to
-- speak of the same, and no reading of "over", "about" and "under" lets both be true.
local ms = require "moonscribe"
local markdown = require "moonscribe.markdown"
local html = require "moonscribe.html"

local FIGURES = { figure = true, money = true, percent = true }
local NAMES = { person = true, org = true, place = true, event = true }
local MOST = 100 -- rows of one thing that are compared with each other

-- --- what a number is of ---------------------------------------------------------------------

-- A return ticket cost $1.50; the population of Leeds was about ...; the gauge at Weir Street read 3.4 metres.
local SUBJECT = ms.regex(table.concat({
  [[\b(?:[Tt]he|[Aa]n?|[Oo]ur|[Tt]heir|[Ii]ts|[Mm]y|[Hh]is|[Hh]er|[Tt]hat|[Tt]his|[Yy]our) ((?:[a-z][a-z'’-]+ ){0,2}[a-z][a-z'’-]+)]],
  [[(?: (?:at|in|of|on|for) (?:the )?[A-Z][A-Za-z'’]+(?: [A-Z][A-Za-z'’]+)*)?]],
  [[ (?:is|was|are|were|be|been|costs?|reads?|shows?|showed|measures?|measured|hit|reached|totals?|totall?ed|stood at|stands at]],
  [[|rose to|fell to|grew to|came to|comes to|has|have|had|of)]],
  [[(?: (?:now|then|about|around|roughly|nearly|almost|over|only|just|up to|more than|less than|still|already|at least|at most|some))*\s$]],
}))

local function singular(word)
  if #word > 3 and word:find "ies$" then return word:sub(1, -4) .. "y" end
  return #word > 3 and word:find "[^su]s$" and word:sub(1, -2) or word
end

local COUNTED = ms.regex [[^[0-9][0-9,.]*(?: (?:hundred|thousand|million|billion))? ([a-z][a-z'’ -]+)$]]
-- What goes before the thing itself: 核实的|受灾农户, 河口村|受灾农户.
local LEADING = ms.regex [[^(?:.*的|[一-龥]{2,3}[省市县縣区區镇鎮乡鄉村])(?=[一-龥]{2})]]

-- One spelling of what is counted: lower case, no article, the singular at its end, no 的.
local function thing_of(mention, sentence)
  local thing = mention.of and tostring(mention.of)
  local counted = mention.kind == "figure" and COUNTED:match(mention.text)
  if counted and thing then thing = tostring(counted[1]) end
  if not thing then
    local from = mention.text:offset() - sentence:offset()
    local before = tostring(sentence:sub(math.max(1, from - 80), from)):gsub("^[\x80-\xBF]+", "")
    local subject = from > 0 and SUBJECT:match(before)
    thing = subject and tostring(subject[1])
  end
  if not thing then return nil end
  thing = tostring(ms.text(thing):normalise "lower"):gsub("^the ", ""):gsub("%s+", " ")
  thing = LEADING:gsub(thing, ""):gsub("%a+$", singular)
  local stop = ms.grammar "stopwords"
  return not stop.en[thing] and not stop.zh[thing] and thing or nil
end

-- --- the claims of an interview --------------------------------------------------------------

-- Whether a clause ends between two mentions: then the date behind is of something else.
local function is_parted(turn, one, other)
  local between = tostring(turn.text:sub(one.to + 1, other.from - 1))
  return between:find "[,;]" ~= nil or between:find "，" ~= nil or between:find "；" ~= nil
end

-- The date and the names of the sentence that a figure stands in: the nearest date before it, else one behind it in its clause.
local function around(turn, mentions, at, sentence)
  local first, last = sentence:offset()
  local date, names, seen = nil, {}, {}
  local function look(one, may_date)
    local from, to = one.text:offset()
    if from < first or to > last then return false end
    if one.kind == "date" and one.value and not date and may_date then date = one.value end
    if NAMES[one.kind] and not seen[one.value] then
      seen[one.value], names[#names + 1] = true, one.value
    end
    return true
  end
  local i, this = at - 1, mentions[at]
  while i >= 1 and look(mentions[i], true) do i = i - 1 end
  i = at + 1
  while mentions[i] and look(mentions[i], mentions[i].kind == "date" and not is_parted(turn, this, mentions[i])) do i = i + 1 end
  table.sort(names)
  return date, #names > 0 and table.concat(names, "; ") or nil
end

local function claims(interview, turn, emit)
  local mentions = {}
  for m in turn:mentions() do mentions[#mentions + 1] = m end
  for i, m in ipairs(mentions) do
    if FIGURES[m.kind] and m.value ~= nil then
      local sentence = m:sentence()
      local date, about = around(turn, mentions, i, sentence)
      emit { thing = thing_of(m, sentence), value = m.value, unit = m.unit, bound = m.bound, change = m.change, kind = m.kind,
        said = m.text, date = date, interview_date = interview.date, about = about, speaker = turn.speaker, role = turn.role,
        question = turn.question, quote = sentence, doc = interview.doc, turn = turn.index, source = m:locator() }
    end
  end
end

-- --- contradictions --------------------------------------------------------------------------

-- Whether what one says of a number lets the other's be true.
local function admits(a, b)
  if a.bound == "over" then return b.value >= a.value end
  if a.bound == "under" then return b.value <= a.value end
  if a.bound == "about" then return math.abs(a.value - b.value) <= 0.1 * math.max(math.abs(a.value), math.abs(b.value)) end
  return a.value == b.value
end

local function split(names)
  local set = {}
  for name in (names or ""):gmatch "[^;]+" do set[(name:gsub("^ ", ""))] = true end
  return set
end

local function content(row)
  local words, stop = {}, ms.grammar "stopwords"
  for word in ms.text(row.quote):words() do
    local text = tostring(word:normalise "lower")
    local is_content = #text > 3 and not stop.en[text] and not stop.zh[text] and not text:find "^%d"
    if is_content and not row.thing:find(text, 1, true) then words[singular(text)] = true end
  end
  return words
end

local function shared(a, b)
  local count = 0
  for key in pairs(b) do
    if a[key] then count = count + 1 end
  end
  return count
end

local function is_telling(thing)
  if thing:find "[\xE3-\xE9]" then return #thing >= 12 end
  return thing:find " " ~= nil
end

-- How sure it is that two sentences speak of the same thing by the same word: what is paid or measured is known by who says it, while
-- "three answers" are others in every talk. Names in both of which none is the same part them.
local ENOUGH, SURE = 2, 3
local SMALL = 10  -- so many are counted off the fingers
local COMMON = 12 -- claims with one word that make it a word for anything

local function likeness(a, b)
  local score = (is_telling(a.thing) and 1 or 0) + (a.doc == b.doc and 1 or 0) + (a.kind == "figure" and 0 or 1)
  if a.about and b.about then
    local names = shared(split(a.about), split(b.about))
    if names == 0 then return 0 end
    score = score + 2
  end
  return score + math.min(2, shared(content(a), content(b)))
end

-- What is said without a date is said of about the time of the interview.
local function may_be_now(a, b)
  if a.date then return true end
  local one, other = tostring(a.interview_date):match "^%d%d%d%d", tostring(b.interview_date):match "^%d%d%d%d"
  return not one or not other or math.abs(one - other) <= 1
end

local function contradict(a, b, size)
  if a.speaker == b.speaker and a.doc == b.doc then return false end
  if type(a.value) ~= "number" or type(b.value) ~= "number" or admits(a, b) or admits(b, a) then return false end
  local is_small = a.kind == "figure" and math.min(a.value, b.value) < SMALL
  return may_be_now(a, b) and likeness(a, b) >= ((is_small or size > COMMON) and SURE or ENOUGH)
end

local function against(one, others)
  local list = {}
  for _, other in ipairs(others) do
    if contradict(one, other, #others) then
      list[#list + 1] = ("%s: %s (%s)"):format(other.speaker or other.doc, other.said, other.source)
    end
  end
  return #list > 0 and table.concat(list, "; ") or nil
end

local function compare(group)
  local few = table.move(group, 1, math.min(#group, MOST), 1, {})
  for _, row in ipairs(few) do row.conflict = against(row, few) end
end

local KEY = { "thing", "unit", "date", "change", "kind" }

local function finish(rows, out, opt)
  local group = {}
  local function flush()
    if #group > 1 then compare(group) end
    for _, row in ipairs(group) do
      if row.conflict or not opt.conflicts then out(row) end
    end
    group = {}
  end
  for row in rows do
    local same = row.thing ~= nil and group[1] ~= nil
    for _, column in ipairs(KEY) do same = same and row[column] == group[1][column] end
    if not same then flush() end
    group[#group + 1] = row
  end
  flush()
end

-- --- to be read ------------------------------------------------------------------------------

local function lay_out(rows, page)
  page:title "Claims"
  local thing
  for row in rows do
    local heading = row.thing or "Other figures"
    if heading ~= thing then page:heading(heading) end
    thing = heading
    local who = row.speaker and row.said .. " · " .. row.speaker or row.said
    page:item(row.quote, { who = row.date and who .. " · " .. row.date or who, note = row.conflict and "but " .. row.conflict,
      source = row.source })
  end
  page:finish()
end

return ms.script {
  name = "claims",
  about = "Who said which number of what, in answer to which question, and what contradicts it",
  options = {
    by = { type = "string", help = "only what this speaker says" },
    conflicts = { type = "boolean", help = "only claims that another speaker or document contradicts" },
  },
  columns = { "thing", "value", "unit", "bound", "change", "kind", "said", "date", "interview_date", "about", "conflict", "speaker", "role",
    "question", "quote", "doc", "turn", "source" },
  writer = "csv",
  order = { "thing", "unit", "date", "change", "kind" },
  each = function(interview, emit, opt)
    for turn in interview:turns { speaker = opt.by } do
      if turn.role ~= "interviewer" or opt.by then claims(interview, turn, emit) end
    end
  end,
  finish = finish,
  views = {
    md = function(rows, put) lay_out(rows, markdown.page(put)) end,
    html = function(rows, put) lay_out(rows, html.page(put, "Claims")) end,
  },
}
