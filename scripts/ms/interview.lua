-- moonscribe.interview: a document understood. It asks every format what the document is, cuts
-- it into turns, and gives scripts the interview with its speakers, exchanges, points and
-- mentions, each worked out when first asked for.
local ms = require "moonscribe"
local options = require "moonscribe.options"
local plugins = require "moonscribe.plugins"

local interview = {}

-- Formats decide by the beginning of a document.
local HEAD_BYTES = 8192

local Interview, Turn, Point = {}, {}, {}

-- --- turns -----------------------------------------------------------------------------------

local turn_meta = {}

function turn_meta.__index(turn, key)
  local method = Turn[key]
  if method then return method end
  local computed
  if key == "role" then
    computed = turn.interview:role_of(turn.speaker)
  elseif key == "exchange" or key == "question" then
    local exchange = turn.interview:exchange_of(turn.index)
    if key == "exchange" then computed = exchange and exchange.index
    else computed = exchange and exchange.question.index ~= turn.index and exchange.question.text or nil end
  end
  if computed ~= nil then rawset(turn, key, computed) end
  return computed
end

function Turn:paragraphs() return self.text:paragraphs { by_line = true } end
function Turn:sentences() return require("moonscribe.spoken_sentences").each(self.text) end
function Turn:locator() return self.text:locator() end

function Turn:points()
  local list, i = self.interview:points_of(self), 0
  return function()
    i = i + 1
    return list[i]
  end
end

function Point:locator() return self.text:locator() end

local point_meta = { __index = Point }

-- --- the interview ---------------------------------------------------------------------------

local interview_meta = {}

-- The words of a turn that lies in the composed text, those at given.times with their time.
local function placed_text(text, given)
  local words = text:sub(given.from, given.to)
  return given.times and ms.timed_text(words, given.times) or words
end

-- The turn at index, from the format's reading or its array.
function Interview:turn(i)
  local cached = self.turn_cache[i]
  if cached then return cached end
  local turn
  if self.reading then
    if i < 1 or i > self.turn_count then return nil end
    local speaker, text, time, end_time = self.reading:turn(i)
    turn = { index = i, speaker = speaker and self.names[speaker], text = text, time = time, end_time = end_time }
  else
    local given = self.given_turns[i]
    if not given then return nil end
    turn = { index = i, speaker = given.speaker and (self.speaker_names[given.speaker] or given.speaker),
      text = given.from and placed_text(self.text, given) or ms.text(given.text), language = given.language,
      confidence = given.confidence, time = given.time, end_time = given.end_time }
  end
  turn.interview = self
  setmetatable(turn, turn_meta)
  self.turn_cache[i] = turn
  return turn
end

--- interview:turns([filter]) -> iterator of Turn
---  The turns in order. `filter` may hold `role` ("interviewer", "interviewee", "other") and
---  `speaker` (a name).
function Interview:turns(filter)
  local role, speaker = filter and filter.role, filter and filter.speaker
  local i = 0
  return function()
    while true do
      i = i + 1
      local turn = self:turn(i)
      if not turn then return nil end
      if (not role or turn.role == role) and (not speaker or turn.speaker == speaker) then return turn end
    end
  end
end

-- Speakers with their counts, from the reading or by counting; several labels may have one
-- name.
local function count_speakers(self)
  local list, by_name = {}, {}
  local function add(name, label, turns, questions, bytes)
    local speaker = by_name[name]
    if not speaker then
      speaker = { index = #list + 1, name = name, label = label, turns = 0, questions = 0, bytes = 0 }
      list[#list + 1], by_name[name] = speaker, speaker
    end
    speaker.turns, speaker.questions, speaker.bytes = speaker.turns + turns, speaker.questions + questions, speaker.bytes + bytes
  end
  if self.reading then
    for i = 1, self.reading:speaker_count() do
      local label, turns, questions, bytes = self.reading:speaker(i)
      add(self.names[i], label, turns, questions, bytes)
    end
  else
    for turn in self:turns() do
      if turn.speaker then
        local is_question = turn.text:trim():ends "?" or turn.text:trim():ends "？"
        add(turn.speaker, turn.speaker, 1, is_question and 1 or 0, #turn.text)
      end
    end
  end
  return list, by_name
end

function Interview:assign_roles()
  local list, by_name = count_speakers(self)
  rawset(self, "speakers", list)
  rawset(self, "speaker_by_name", by_name)
  require("moonscribe.roles").assign(list, self.given_roles)
  return list
end

function Interview:role_of(name)
  if not name then return "other" end
  if not rawget(self, "speaker_by_name") then self:assign_roles() end
  return self.speaker_by_name[name].role
end

--- interview:exchanges() -> iterator of {index, question, answers}
---  Each question with its whole answer: `question` is a turn, `answers` an array of turns.
function Interview:exchanges()
  if not rawget(self, "exchange_list") then
    rawset(self, "exchange_list", require("moonscribe.exchanges").find(self))
  end
  local i = 0
  return function()
    i = i + 1
    return self.exchange_list[i]
  end
end

function Interview:exchange_of(index)
  if not rawget(self, "exchange_by_turn") then
    local map = {}
    for exchange in self:exchanges() do
      map[exchange.question.index] = exchange
      for _, turn in ipairs(exchange.answers) do map[turn.index] = exchange end
    end
    rawset(self, "exchange_by_turn", map)
  end
  return self.exchange_by_turn[index]
end

-- The points of all turns, numbered through the interview.
function Interview:points_of(turn)
  if not rawget(self, "point_lists") then
    local lists, n = {}, 0
    for one in self:turns() do
      local list = require("moonscribe.points").find(one.text)
      for _, point in ipairs(list) do
        n = n + 1
        point.turn, point.index = one, n
        setmetatable(point, point_meta)
      end
      lists[one.index] = list
    end
    rawset(self, "point_lists", lists)
  end
  return self.point_lists[turn.index]
end

--- interview:points() -> iterator of Point
---  The items of all spoken lists: `marker` (一是, first), `head`, `text`, `turn`, `index`.
function Interview:points()
  local turn, i, list = 1, 0, nil
  return function()
    while true do
      local one = self:turn(turn)
      if not one then return nil end
      list = list or self:points_of(one)
      i = i + 1
      if list[i] then return list[i] end
      turn, i, list = turn + 1, 0, nil
    end
  end
end

-- The kinds as a set; nil for all. A kind that nobody gives is a slip, and would be an empty
-- result.
local function wanted_kinds(kinds)
  if kinds == nil then return nil end
  local known = require("moonscribe.extract").kinds()
  local wanted, is_known = {}, {}
  for _, kind in ipairs(known) do is_known[kind] = true end
  for _, kind in ipairs(type(kinds) == "table" and kinds or { kinds }) do
    kind = tostring(kind)
    if not is_known[kind] then
      error(("no extractor gives mentions of kind \"%s\"%s"):format(kind, options.suggest(kind, known)), 3)
    end
    wanted[kind] = true
  end
  return wanted
end

local function mentions_in(self, turn, wanted)
  local list, i = require("moonscribe.extract").mentions(self, turn), 0
  return function()
    repeat i = i + 1 until not list[i] or not wanted or wanted[list[i].kind]
    return list[i]
  end
end

function Turn:mentions(kinds)
  return mentions_in(self.interview, self, wanted_kinds(kinds))
end

--- interview:mentions([kinds]) -> iterator of Mention
---  What the extractors found, in order: of one kind ("date"), of several ({ "date", "time" }),
---  or all. Raises for a kind that no extractor gives.
function Interview:mentions(kinds)
  local wanted, index, within = wanted_kinds(kinds), 0, nil
  return function()
    while true do
      local mention = within and within()
      if mention then return mention end
      index = index + 1
      local turn = self:turn(index)
      if not turn then return nil end
      within = mentions_in(self, turn, wanted)
    end
  end
end

-- --- front matter and date -------------------------------------------------------------------

-- What stands before the first turn of a format that gives its turns as slices of the document.
function Interview:before_first_turn()
  local first = self:turn(1).text
  local from, to = first:offset()
  if not self.text:sub(from, to):is(first) then return ms.text "" end
  if not self.document.is_composed then return self.text:sub(1, from - 1) end
  return self.text:sub(1, #tostring(self.text:sub(1, from - 1)):gsub("[^\n]*$", "")) -- without a label
end

function Interview:read_front()
  local front = require "moonscribe.front"
  local info = self.info
  rawset(self, "is_front_read", true)
  local before = self.turn_count > 0 and (self.reading and self.reading:front() or self:before_first_turn()) or ms.text ""
  local meta, title, date, reason = front.read(before, info.name)
  for key, value in pairs(self.given_meta or {}) do meta[key] = value end
  for key, value in pairs(info.meta or {}) do
    if type(value) ~= "table" then meta[key] = value end
  end
  rawset(self, "meta", meta)
  meta.roles = nil
  rawset(self, "title", info.title or meta.title or title)
  if (self.given_meta or {}).date then date, reason = self.given_meta.date, "stated in the file" end
  if info.date then date, reason = info.date, info.date_reason or "given" end
  if not date then
    local year, why = front.infer_year(self.text)
    if year then date, reason = ("%04d"):format(year), why end
  end
  rawset(self, "date", date)
  rawset(self, "date_reason", reason)
end

-- --- opening ---------------------------------------------------------------------------------

local NO_PACKAGE = "no format reads this kind of package: if somebody speaks in it, save it as .docx, .odt or plain text"

local function format_called(name)
  local names = {}
  for i, format in ipairs(plugins.formats()) do
    if format.name == name then return format end
    names[i] = format.name
  end
  error(("there is no format \"%s\"; there are: %s"):format(name, table.concat(names, ", ")), 0)
end

-- The formats whose documents may begin with that character (the first that is no blank), and those of them that compose.
local by_first, known_formats = {}, nil

local function formats_for(first)
  local formats = plugins.formats()
  if known_formats ~= formats then by_first, known_formats = {}, formats end
  local found = by_first[first]
  if found then return found.all, found.composing end
  found = { all = {}, composing = {} }
  for _, format in ipairs(formats) do
    if not format.begins or format.begins:find(first, 1, true) then
      found.all[#found.all + 1] = format
      if format.composes then found.composing[#found.composing + 1] = format end
    end
  end
  by_first[first] = found
  return found.all, found.composing
end

-- The format that bids most; of equals the first by name. A document that is no text is for those
-- that read bytes. Those of a priority below 0 take their time, and are asked only when no other is
-- sure. A last result is the other bids, the highest first.
local function choose_format(document, wanted)
  if wanted then return format_called(wanted), 100 end
  local best, best_bid, bids = nil, 0, {}
  local function ask(format)
    local bid = format.bid(document.head, document)
    if bid > 1 then bids[#bids + 1] = { format = format.name, about = format.about, confidence = bid } end
    if bid > best_bid or bid == best_bid and best and format.name < best.name then best, best_bid = format, bid end
  end
  local formats, later = formats_for(document.first), {}
  for _, format in ipairs(formats) do
    if (format.input == "text") == not document.bytes then
      if (format.priority or 0) < 0 then later[#later + 1] = format else ask(format) end
    end
  end
  for _, format in ipairs(best_bid < 100 and later or {}) do ask(format) end
  if not best and document.bytes then host.fail(NO_PACKAGE, "unsupported") end
  if not best then error("no format recognises this document", 0) end
  for i = #bids, 1, -1 do
    if bids[i].format == best.name then table.remove(bids, i) end
  end
  table.sort(bids, function(a, b)
    if a.confidence ~= b.confidence then return a.confidence > b.confidence end
    return a.format < b.format
  end)
  return best, best_bid, bids
end

-- What a format makes of a document whose own text nobody would read (markup, a package): its
-- words, paragraphs on lines. They are what locators count in from then on.
local function compose(self, document, words)
  document.text, document.is_composed = host.compose(words, document.bytes or document.text), true
  rawset(self, "text", document.text)
  return document.text
end

-- Turns whose texts are strings are put together to the document's text, each on lines of its own.
local function place_turns(self, document, turns)
  if turns[1] and (turns[1].from or type(turns[1].text) ~= "string") then return end
  if not turns[1] and (document.is_composed or not document.bytes and not document.is_markup) then return end
  local words, at = {}, 0
  for i, turn in ipairs(turns) do
    words[i] = turn.text
    turn.from, turn.to = at + 1, at + #turn.text
    at = turn.to + 1
  end
  compose(self, document, table.concat(words, "\n"))
end

-- The beginning of a document, no character cut.
local function head_of(text)
  local to = HEAD_BYTES
  while to > HEAD_BYTES - 3 and (text:byte(to + 1) or 0) & 0xC0 == 0x80 do to = to - 1 end
  return text:sub(1, to)
end

-- What formats are shown, the same for bids and for reading.
local function document_of(self)
  if rawget(self, "shown") then return self.shown end
  local info, given = self.info, self.given_text
  local document = { text = not info.is_raw and given or nil, bytes = info.is_raw and given or nil, id = info.id,
    name = info.name, head = head_of(given), meta = info.meta, columns = info.columns }
  local byte = given:byte(1)
  document.first = byte and byte > 32 and string.char(byte) or tostring(document.head:match "^%s*(.?)" or "")
  document.is_markup = document.first == "<"
  document.compose = function(words) return compose(self, document, words) end
  rawset(self, "shown", document)
  return document
end

-- Whether a format may make the text of this document, so that only its reading says what the text is.
local function is_made(self)
  local info = self.info
  if info.is_raw then return true end
  local document = document_of(self)
  if document.is_markup then return true end
  if info.format then return format_called(info.format).composes == true end
  local _, composing = formats_for(document.first)
  for _, format in ipairs(composing) do
    if format.bid(document.head, document) > 0 then return true end
  end
  return false
end

-- Has the format read the document: what a script that only looks at the text never needs, and
-- a fifth of the time of one that counts something in it.
local function read(self)
  local info = self.info
  local given = self.given_text
  local document = document_of(self)
  if info.on_read then info.on_read(true) end
  local format, bid, others = choose_format(document, info.format)
  if format.composes then document.is_markup = true end
  local turns, meta, code = format.turns(document)
  if not turns then host.fail(("it looks most like %s, but %s"):format(format.about or format.name, tostring(meta)), code or "malformed") end
  if info.on_read then info.on_read(false) end
  self.format, self.confidence, self.given_meta, self.document = format.name, bid, meta, document
  self.format_about, self.other_formats = format.about, others or {}
  for name, role in pairs(meta and meta.roles or {}) do
    name = self.speaker_names[name] or name
    if not self.given_roles[name] then self.given_roles[name] = role end
  end
  if type(turns) == "userdata" then
    self.reading, self.turn_count, self.names = turns, #turns, {}
    for i = 1, turns:speaker_count() do
      local label = turns:speaker(i)
      self.names[i] = self.speaker_names[label] or label
    end
  else
    place_turns(self, document, turns)
    self.given_turns, self.turn_count = turns, #turns
  end
  self.repairs = document.repairs or {}
  self.is_read = true
  if not rawget(self, "text") then rawset(self, "text", given) end
end

local from_reading = {
  document = true, repairs = true,
  format = true, confidence = true, format_about = true, other_formats = true, given_meta = true, reading = true, turn_count = true, names = true, given_turns = true,
}

function interview_meta.__index(self, key)
  local method = Interview[key]
  if method then return method end
  if key == "text" then
    if is_made(self) then read(self) else rawset(self, "text", self.given_text) end
    return rawget(self, "text")
  end
  if from_reading[key] then
    if rawget(self, "is_read") then return nil end
    read(self)
    return rawget(self, key)
  end
  if key == "title" or key == "date" or key == "date_reason" or key == "meta" then
    -- What is not known is nil, and looking for it again would find no more.
    if rawget(self, "is_front_read") then return nil end
    self:read_front()
    return rawget(self, key)
  end
  if key == "speakers" then return self:assign_roles() end
end

--- interview.open(text, info) -> Interview
---  A document to be understood when it is first asked for more than its text. `info`: `id`,
---  `source`, `name`, `encoding`, and what the user knows better: `date`, `date_reason`,
---  `title`, `format`, `speakers` (label -> name), `roles` (name -> role), `meta`;
---  `on_read(is_beginning)` is called around the reading. Asking raises when no format reads
---  it.
function interview.open(text, info)
  if info.format then format_called(info.format) end -- a name that is wrong is wrong for every document
  return setmetatable({
    doc = info.id, source = info.source, given_text = text, encoding = info.encoding, info = info, turn_cache = {},
    speaker_names = info.speakers or {}, given_roles = info.roles or {},
  }, interview_meta)
end

return interview
