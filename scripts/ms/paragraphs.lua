-- moonscribe.paragraphs: what word processors, books and pages share. A format adds words, says which are
-- bold, where paragraphs, headings, rows and cells are; here the text is put together, paragraphs on
-- lines, and it is decided how speakers are marked: by a structure that says so, by what is bold at the beginning of
-- paragraphs, by whole bold questions, or by labels as in plain text.
local ms = require "moonscribe"

local paragraphs = {}
local Builder = {}
Builder.__index = Builder

--- paragraphs.builder() -> Builder
---  Collects the paragraphs of a document: builder:add(words, is_bold, is_speaker), builder:flush()
---  ends a paragraph, builder:heading(level) says that this one is a heading, builder:table(step), with
---  step 1 and -1, builder:row() and builder:cell() where those begin; builder:label(name) marks the
---  paragraphs to come as said by name (nil ends that).
---  @example
---  local p = require "moonscribe.paragraphs"
---  local b = p.builder()
---  b:add("Ann", true) b:add(" Why?") b:flush() b:add("It rained.") b:flush()
---  #b.list, b.list[1].text, b.list[1].lead --> 2, Ann Why?, Ann
function paragraphs.builder()
  return setmetatable({ list = {}, parts = {}, lead = {}, is_leading = true, tables = 0, table_number = 0, row_number = 0, cell_number = 0 }, Builder)
end

function Builder:add(words, is_bold, is_speaker)
  if words == "" then return end
  if self.is_leading then
    if is_bold or is_speaker then
      self.lead[#self.lead + 1] = words
      self.has_speaker = self.has_speaker or is_speaker
    elseif words:find "%S" then
      self.is_leading = false
    end
  end
  self.parts[#self.parts + 1] = words
end

function Builder:heading(level) self.level = level end
function Builder:label(name) self.said_by = name end

function Builder:table(step)
  self.tables = self.tables + step
  if self.tables == 1 and step == 1 then self.table_number = self.table_number + 1 end
end

-- Only the outermost table has rows that may be turns.
function Builder:row() if self.tables == 1 then self.row_number, self.cell_number = self.row_number + 1, 0 end end
function Builder:cell() if self.tables == 1 then self.cell_number = self.cell_number + 1 end end

function Builder:flush()
  local text = ms.one_line(table.concat(self.parts))
  if text ~= "" then
    local lead = ms.one_line(table.concat(self.lead))
    self.list[#self.list + 1] = {
      text = text, lead = lead ~= "" and text:sub(1, #lead) == lead and lead or nil, is_certain = self.has_speaker or nil,
      level = self.level, label = self.said_by,
      table = self.tables > 0 and self.table_number or nil, row = self.tables > 0 and self.row_number or nil, cell = self.cell_number,
    }
  end
  self.parts, self.lead, self.is_leading, self.has_speaker, self.level = {}, {}, true, nil, nil
end

-- --- labels ----------------------------------------------------------------------------------

local TIME = ms.regex [[^[\[(]?(?:(\d{1,2}):)?(\d{1,2}):(\d{2}(?:[.,]\d+)?)[\])]?\s*[-–—:]?\s*|\s*[-–—@,]?\s*[\[(]?(?:(\d{1,2}):)?(\d{1,2}):(\d{2}(?:[.,]\d+)?)[\])]?\s*$]]

-- What may stand between a label and the words: a colon, a time.
local AFTER_LABEL = ms.regex [[^\s*[:：]?\s*(?:[\[(]?(?:(\d{1,2}):)?(\d{1,2}):(\d{2}(?:[.,]\d+)?)[\])]?\s*[:：-]?\s*)?]]

-- A label without its time and colon, and the seconds.
local function read_label(label)
  local time
  local match = TIME:match(label)
  if match then
    local function part(a, b) return match[a] or match[b] end
    local h, m, s = part(1, 4), part(2, 5), part(3, 6)
    time = (h and tonumber(tostring(h)) * 3600 or 0) + tonumber(tostring(m)) * 60 + tonumber((tostring(s):gsub(",", ".")))
    local first, last = match:span(0)
    label = label:sub(1, first - 1) .. label:sub(last + 1)
  end
  label = ms.regex([[\s*[:：.。]\s*$|^\s*[-–—]\s*]]):gsub(label, "")
  return tostring(label), time
end

local LONGEST_LABEL = 60
local COLON = ms.regex [[[:：]\s*$]]

-- Rows whose first cell names who says what is in the last one: { label, its paragraph } by row.
local function read_rows(list)
  local rows, counts = {}, {}
  for _, p in ipairs(list) do
    if p.table then
      local row = rows[p.row]
      if not row then
        row = { cells = {} }
        rows[p.row] = row
      end
      row.cells[p.cell] = row.cells[p.cell] and row.cells[p.cell] .. " " .. p.text or p.text
      row.last = math.max(row.last or 0, p.cell)
    end
  end
  for _, row in pairs(rows) do
    for cell = 1, math.min(2, row.last - 1) do
      local name, time = read_label(row.cells[cell] or "")
      row.time = row.time or time
      if name ~= "" and #name <= LONGEST_LABEL and not name:find "^[%d%s:.,]+$" and not row.label then
        row.label, row.label_cell = name, cell
        counts[name] = (counts[name] or 0) + 1
      end
    end
  end
  local labelled, repeated = 0, 0
  for _, row in pairs(rows) do
    if row.label then
      labelled = labelled + 1
      if counts[row.label] > 1 then repeated = repeated + 1 end
    end
  end
  return rows, labelled >= 3 and repeated * 2 >= labelled
end

-- How many paragraphs begin with a bold label that comes again, and whether colons end them.
local function count_leads(list)
  local counts, certain, leads, colons = {}, 0, 0, 0
  for _, p in ipairs(list) do
    if p.lead and not p.level and #p.lead <= LONGEST_LABEL then
      local name = read_label(p.lead)
      local is_whole = p.lead == p.text
      if p.is_certain then certain = certain + 1 end
      if name ~= "" and (not is_whole or p.is_certain) then
        counts[name] = (counts[name] or 0) + 1
        leads = leads + 1
        if COLON:test(p.lead) or p.text:find("^%s*:", #p.lead + 1) or p.text:find("^%s*\xEF\xBC\x9A", #p.lead + 1) then colons = colons + 1 end
      end
    end
  end
  local repeated = 0
  for _, count in pairs(counts) do if count > 1 then repeated = repeated + count end end
  return { counts = counts, certain = certain, leads = leads, repeated = repeated, colons = colons }
end

-- Whole paragraphs in bold that ask, each with an answer below.
local function count_questions(list)
  local asked, answered, others = 0, 0, 0
  for i, p in ipairs(list) do
    if p.lead == p.text and not p.level then
      if p.text:find "%?$" or p.text:find "\xEF\xBC\x9F$" then
        asked = asked + 1
        if list[i + 1] and not list[i + 1].lead then answered = answered + 1 end
      else
        others = others + 1
      end
    end
  end
  return asked >= 3 and answered * 4 >= asked * 3 and others <= asked
end

-- Whether headings name who speaks: they end in colons, or come again and again.
local function are_headings_labels(list)
  local counts, all, colons, repeated = {}, 0, 0, 0
  for _, p in ipairs(list) do
    if p.level then
      all = all + 1
      if #p.text <= LONGEST_LABEL then counts[p.text] = (counts[p.text] or 0) + 1 end
      if COLON:test(p.text) then colons = colons + 1 end
    end
  end
  for _, count in pairs(counts) do if count > 2 then repeated = repeated + count end end
  return colons >= 2 and colons * 2 >= all or repeated >= 6 and repeated * 4 >= all * 3
end

-- --- turns -----------------------------------------------------------------------------------

-- Whom the paragraph is said by: name, time, and how many bytes the label takes; or nil. "" ends a
-- turn.
local function by_row(rows)
  return function(p)
    local row = p.table and rows[p.row]
    if not row or not row.label then return nil end
    if p.cell <= row.label_cell then return "", nil, nil, true end
    return row.label, row.time, 0
  end
end

local function by_label(p)
  if p.label then return p.label, nil, 0 end
end

local function by_lead(counted)
  local needs_repeat = counted.certain == 0
  return function(p)
    if not p.lead or p.level or #p.lead > LONGEST_LABEL then return nil end
    local name, time = read_label(p.lead)
    if name == "" or needs_repeat and (counted.counts[name] or 0) < 2 and not COLON:test(p.lead) then return nil end
    if not needs_repeat and not p.is_certain then return nil end
    local rest = AFTER_LABEL:match(p.text:sub(#p.lead + 1))
    if rest[2] then
      time = (rest[1] and tonumber(tostring(rest[1])) * 3600 or 0) + tonumber(tostring(rest[2])) * 60 + tonumber((tostring(rest[3]):gsub(",", ".")))
    end
    return name, time, #p.lead + #rest[0]
  end
end

local function by_heading(p)
  if not p.level then return nil end
  local name, time = read_label(p.text)
  if #p.text > LONGEST_LABEL or name == "" then return "" end
  return name, time, #p.text
end

local function by_question(p)
  if p.level then return "" end
  return p.lead == p.text and "Q" or "A", nil, 0
end

-- Turns by who(p); the text has a line a paragraph, with the label of a paragraph that has it outside.
local function cut(document, list, who, keeps_label)
  local lines, turns, at, turn = {}, {}, 0, nil
  for i, p in ipairs(list) do
    local name, time, skipped, is_hidden = who(p)
    local before = name and name ~= "" and skipped == 0 and keeps_label and not (turn and turn.speaker == name) and name .. ": " or ""
    local line = is_hidden and "" or before .. p.text
    local from = at + #before + (skipped or 0) + 1
    if name == "" or p.level and not name then
      turn = nil
    elseif name and (skipped > 0 or not (turn and turn.speaker == name)) then -- a label is never among the words
      if from > at + #line then from = at + #line + 2 end -- the words begin on the next line
      turn = { speaker = name, time = time, from = from, to = at + #line }
      turns[#turns + 1] = turn
    elseif turn then
      turn.to = at + #line
    end
    if line ~= "" then
      lines[#lines + 1] = line
      at = at + #line + 1
    end
  end
  local kept = {}
  for _, one in ipairs(turns) do if one.to >= one.from then kept[#kept + 1] = one end end
  document.compose(table.concat(lines, "\n"))
  return kept
end

local function lines_of(list)
  local lines = {}
  for i, p in ipairs(list) do lines[i] = p.text end
  return table.concat(lines, "\n")
end

--- paragraphs.turns(document, list) -> turns, roles
---  Composes the document's text from the paragraphs that a builder has collected and gives its
---  turns, with the roles that their marking implies (or nil).
function paragraphs.turns(document, list)
  local labels, rows, is_rows = 0, read_rows(list)
  for _, p in ipairs(list) do if p.label then labels = labels + 1 end end
  if labels >= 2 then return cut(document, list, by_label, true) end
  if are_headings_labels(list) then return cut(document, list, by_heading) end
  if is_rows then return cut(document, list, by_row(rows), true) end
  local leads = count_leads(list)
  if leads.certain >= 2 then return cut(document, list, by_lead(leads)) end
  local text
  if leads.leads < 3 or leads.repeated * 2 < leads.leads or leads.colons == leads.leads then
    text = document.compose(lines_of(list))
    local reading = ms.dialogue(text)
    if reading:confidence() > 1 then return reading end
  end
  if leads.leads >= 3 and leads.repeated * 2 >= leads.leads then return cut(document, list, by_lead(leads)) end
  if count_questions(list) then return cut(document, list, by_question), { Q = "interviewer", A = "interviewee" } end
  text = text or document.compose(lines_of(list))
  return #text > 0 and { { text = text } } or {}
end

return paragraphs
