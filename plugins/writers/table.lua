-- A table for the terminal: columns aligned by what characters take up there, long texts cut, and
-- nothing that a terminal would obey.
local ms = require "moonscribe"

local MEASURED = 500 -- the widths are those of this many rows; the rest is fitted to them
local NARROWEST = 8  -- no column is cut to less

-- First and last code points of what takes two places, and of what takes none.
local wide = {
  { 0x1100, 0x115F }, { 0x2E80, 0x303E }, { 0x3041, 0xA4CF }, { 0xA960, 0xA97C }, { 0xAC00, 0xD7A3 },
  { 0xF900, 0xFAFF }, { 0xFE30, 0xFE6F }, { 0xFF01, 0xFF60 }, { 0xFFE0, 0xFFE6 }, { 0x1F300, 0x1F64F },
  { 0x1F680, 0x1F6FF }, { 0x1F900, 0x1F9FF }, { 0x20000, 0x3FFFD },
}
local none = { { 0x0300, 0x036F }, { 0x200B, 0x200D }, { 0x20D0, 0x20FF }, { 0xFE00, 0xFE0F }, { 0xFEFF, 0xFEFF } }

local function is_in(ranges, code)
  for _, range in ipairs(ranges) do
    if code < range[1] then return false end
    if code <= range[2] then return true end
  end
  return false
end

local function places(code)
  if code < 0x300 then return 1 end
  if is_in(none, code) then return 0 end
  return is_in(wide, code) and 2 or 1
end

local function width(text)
  if not text:find "[\x80-\xff]" then return #text end
  local total = 0
  for _, code in utf8.codes(text) do total = total + places(code) end
  return total
end

-- The text in at most `most` places, cut with an ellipsis.
local function cut(text, most)
  if width(text) <= most then return text end
  local total = 0
  for at, code in utf8.codes(text) do
    total = total + places(code)
    if total > most - 1 then return text:sub(1, at - 1) .. "…" end
  end
  return text
end

local function show(bytes)
  return ("\\u{%X}"):format(utf8.codepoint(bytes))
end

local function cell(value)
  if value == nil or value == ms.json.null then return "" end
  if type(value) == "table" or type(value) == "number" then return ms.json.encode(value) end
  return (tostring(value)
    :gsub("%s+", " ")
    :gsub("%c", show)
    :gsub("\xc2[\x80-\x9f]", show)
    :gsub("\xd8\x9c", show)
    :gsub("\xe2\x80[\x8e\x8f\xa8-\xae]", show)
    :gsub("\xe2\x81[\xa6-\xa9]", show))
end

-- Cuts the widest columns to one width, so that all fit in `room` together.
local function fit(widths, room)
  local sorted, left = {}, room
  for i, w in ipairs(widths) do sorted[i] = w end
  table.sort(sorted)
  for i, w in ipairs(sorted) do
    local share = left // (#sorted - i + 1)
    if w > share then
      local most = math.max(share, NARROWEST)
      for j, natural in ipairs(widths) do widths[j] = math.min(natural, most) end
      return
    end
    left = left - w
  end
end

local function line(cells, widths, is_right)
  local parts = {}
  for i, text in ipairs(cells) do
    text = cut(text, widths[i])
    local pad = (" "):rep(widths[i] - width(text))
    parts[i] = is_right and is_right[i] and pad .. text or text .. pad
  end
  return (table.concat(parts, "  "):gsub(" +$", "")) .. "\n"
end

return ms.writer {
  name = "table",
  about = "A table for the terminal",
  suffixes = {},
  write = function(rows, put, info)
    local widths, is_right, header, seen = {}, {}, {}, {}
    for i, name in ipairs(info.columns) do
      header[i] = cell(name)
      widths[i] = width(header[i])
    end
    local function cells_of(row)
      local cells = {}
      for i, name in ipairs(info.columns) do
        local value = row[name]
        cells[i] = cell(value)
        if value ~= nil and value ~= ms.json.null and #seen < MEASURED then
          widths[i] = math.max(widths[i], width(cells[i]))
          is_right[i] = type(value) == "number" and is_right[i] ~= false
        end
      end
      return cells
    end
    local function put_head()
      fit(widths, (info.width or 100) - 2 * (#header - 1))
      put(line(header, widths, is_right))
      local rule = {}
      for i, w in ipairs(widths) do rule[i] = ("─"):rep(w) end
      put(table.concat(rule, "  ") .. "\n")
      for _, cells in ipairs(seen) do put(line(cells, widths, is_right)) end
    end
    for row in rows do
      local cells = cells_of(row)
      if #seen < MEASURED then
        seen[#seen + 1] = cells
        if #seen == MEASURED then put_head() end
      else
        put(line(cells, widths, is_right))
      end
    end
    if #seen < MEASURED then put_head() end
  end,
}
