-- CSV and TSV with a row a piece of speech. Columns are known by their headings, or by what --column says; without
-- headings by what is in them: times, names that come again, words.
local ms = require "moonscribe"
local cues = require "moonscribe.cues"
local fields = require "moonscribe.fields"
local spoken = require "moonscribe.spoken"

local SEPARATORS = { "\t", ",", ";", "|" }

-- The rows of a text, as far as they can be read, and whether that is to the end.
local function rows_of(text, separator, most)
  local rows = {}
  local is_whole = pcall(function()
    for row in ms.csv.rows(text, { separator = separator }) do
      if #row > 1 or row[1]:find "%S" then rows[#rows + 1] = row end
      if #rows == most then break end
    end
  end)
  return rows, is_whole
end

-- The separator by which most of the first rows have the same number of columns, two at least; those rows.
local function first_rows(head)
  local best, best_rows, best_share = nil, nil, 0.7
  for _, separator in ipairs(SEPARATORS) do
    local rows = rows_of(head, separator, 30)
    if #head > 8000 and #rows > 1 then rows[#rows] = nil end -- the last one may be cut off
    local same = 0
    for _, row in ipairs(rows) do same = same + (#row == #rows[1] and 1 or 0) end
    if rows[1] and #rows[1] > 1 and same / #rows > best_share then best, best_rows, best_share = separator, rows, same / #rows end
  end
  return best, best_rows
end

local function is_time(field) return field:find "%d" ~= nil and spoken.seconds(field) ~= nil end

-- The parts by what the columns hold: column numbers.
local function guess(rows)
  local parts, longest = {}, 0
  for column = 1, #rows[1] do
    local times, bytes, values, kinds = 0, 0, {}, 0
    for _, row in ipairs(rows) do
      local field = row[column] or ""
      times, bytes = times + (is_time(field) and 1 or 0), bytes + #field
      if not values[field] then values[field], kinds = true, kinds + 1 end
    end
    if times == #rows then
      if parts.start then parts["end"] = parts["end"] or column else parts.start = column end
    elseif bytes > longest then
      parts.text, longest = column, bytes
    end
    if times < #rows and kinds <= math.max(2, #rows / 2) and #rows > 2 and bytes / #rows < 40 then parts.speaker = parts.speaker or column end
  end
  if parts.speaker == parts.text then parts.speaker = nil end
  return parts
end

local function is_named_so(document) return (document.name or ""):lower():find "%.[ct]sv$" ~= nil end

-- What has no such name and tells no columns is one only by the headings in its first line, so most texts cost one look.
local function may_be(document)
  if is_named_so(document) or next(document.columns or {}) then return true end
  local line = tostring(document.head:match "^%s*([^\r\n]*)")
  if #line > 400 or not line:find "[\t,;|]" then return false end
  for _, separator in ipairs(SEPARATORS) do
    local names = line:find(separator, 1, true) and rows_of(line, separator, 1)[1]
    local parts = names and #names > 1 and fields.map(names)
    if parts and parts.text and (parts.start or parts.speaker) then return true end
  end
  return false
end

-- How the document reads as a table: separator, parts, whether its first row are headings.
local function layout_of(document)
  if document.table ~= nil then return document.table end
  document.table = false
  if not may_be(document) then return false end
  local separator, rows = first_rows(tostring(document.head))
  if not separator then return false end
  local parts = fields.map(rows[1], document.columns)
  local has_headings = parts.text ~= nil
  local is_named = is_named_so(document)
  if not has_headings and is_named then
    parts = guess(rows)
    if not parts.start then parts = {} end -- its first row may be headings that nobody knows
  end
  document.table = { separator = separator, parts = parts, has_headings = has_headings, is_named = is_named, names = rows[1] }
  return document.table
end

local function bid(_, document)
  local layout = layout_of(document)
  if not layout then return 0 end
  local parts = layout.parts
  if parts.text and (parts.start or parts.speaker) then return layout.is_named and 100 or layout.has_headings and 92 or 0 end
  return layout.is_named and 45 or 0
end

-- A row as a table by heading, or by number where there are none.
local function named_rows(document, layout)
  local rows, is_whole = rows_of(document.text, layout.separator)
  local list = {}
  for i = layout.has_headings and 2 or 1, #rows do
    local row = rows[i]
    if layout.has_headings then
      row = {}
      for column, name in ipairs(layout.names) do row[name] = rows[i][column] end
    end
    if #rows[i] ~= #layout.names then
      cues.note(document, "columns", "row " .. i, ("it has %d columns, the first row has %d"):format(#rows[i], #layout.names))
    end
    list[#list + 1] = row
  end
  if not is_whole then cues.note(document, "quote", "row " .. #rows + 1, "a quote is never closed: what comes after it was left out") end
  return list
end

return ms.format {
  name = "table", about = "CSV and TSV (a row a piece of speech)", composes = true,
  bid = bid,
  turns = function(document)
    local layout = layout_of(document)
    if not layout then return nil, "its rows have no columns, or not the same number of them", "malformed" end
    if not layout.parts.text then return nil, fields.missing(layout.names), "unsupported" end
    return (spoken.turns(fields.pieces(named_rows(document, layout), layout.parts)))
  end,
  samples = {
    { name = "talk.csv", input = 'Speaker,Start,End,Text\nAnn,0:00:01,0:00:02.5,"So, it\nis."\nBob,0:00:03,0:00:04,"Is ""it""?"\n',
      turns = { { speaker = "Ann", text = "So, it\nis.", time = 1.0, end_time = 2.5 }, { speaker = "Bob", text = 'Is "it"?', time = 3.0 } } },
    { name = "访谈.tsv", input = "开始时间\t说话人\t内容\n00:00:09\t沈岚\t下了一夜。\n00:00:12\t主持人\t后来呢？\n",
      turns = { { speaker = "沈岚", text = "下了一夜。", time = 9.0 }, { speaker = "主持人", text = "后来呢？", time = 12.0 } } },
    { name = "whisper.tsv", input = "start\tend\ttext\n140\t940\tSo.\n1000\t2500\tYes.\n", turns = { { text = "So. Yes.", time = 0.14, end_time = 2.5 } } },
    { name = "plain.csv", input = "So it is.,0.14,0.94\n\"Yes, it is.\",1.5,2.5\n", turns = { { text = "So it is. Yes, it is.", time = 0.14, end_time = 2.5 } } },
  },
}
