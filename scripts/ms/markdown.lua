-- moonscribe.markdown: other people's words inside Markdown of ours, so that they stay words,
-- and a page made of them. The page has the same methods as that of moonscribe.html: a product
-- lays out its rows once for both.
local markdown = {}

-- Controls and characters that turn the direction of text, shown as what they are.
local function show(bytes) return ("\\\\u{%X}"):format(utf8.codepoint(bytes)) end

--- markdown.escape(text) -> string
--- The text as Markdown that shows exactly it: markup and HTML lose their meaning, line endings become blanks.
--- @example
--- require("moonscribe.markdown").escape("a*b <i>") --> a\*b \<i\>
function markdown.escape(text)
  local escaped = tostring(text)
    :gsub("[\r\n\t]+", " ")
    :gsub("[\\`*_~%[%]<>|&]", "\\%0")
    :gsub("%c", show)
    :gsub("\xc2[\x80-\x9f]", show)
    :gsub("\xd8\x9c", show)
    :gsub("\xe2\x80[\x8e\x8f\xa8-\xae]", show)
    :gsub("\xe2\x81[\xa6-\xa9]", show)
  return escaped
end

-- At the beginning of a block, some texts would make a heading, a list or a rule.
local function begin(text)
  return (text:gsub("^[#+=-]", "\\%0"):gsub("^(%d+)([.)])%f[%s\0]", "%1\\%2"))
end

--- markdown.code(text) -> string
--- The text as a code span, for locators; a backtick is percent-encoded as locators may be.
--- @example
--- require("moonscribe.markdown").code("a.txt#L1:C1-C3") --> `a.txt#L1:C1-C3`
function markdown.code(text)
  return "`" .. tostring(text):gsub("[`\r\n|]", function(c) return ("%%%02X"):format(c:byte()) end) .. "`"
end

local escape, code = markdown.escape, markdown.code

local Page = {}
Page.__index = Page

-- A place in what the title cites is cited by its end alone.
function Page:place(source)
  source = tostring(source)
  local base = self.base
  return code(base and source:sub(1, #base + 1) == base .. "#" and source:sub(#base + 1) or source)
end

--- markdown.page(put) -> Page
--- A page that is written block by block through `put`. Its methods: `title(text, note, source)`,
--- `note(text)`, `heading(text, source, note)`, `item(text, more)`, `quote(text, more)` (in `more`: `who` says it, a `note`, the `source`),
--- `head(names)` and `row(cells)` of a table whose last column holds locators, `finish()`.
--- @example
--- local words = {}
--- local page = require("moonscribe.markdown").page(function(text) words[#words + 1] = text end)
--- page:item("It rained.", { who = "Ann", source = "a.txt#L1:C6-C16" })
--- words[1] == "- **Ann**: It rained. `a.txt#L1:C6-C16`\n" --> true
function markdown.page(put) return setmetatable({ put = put }, Page) end

-- A blank line parts a block from the one before; items and rows of one list follow each other.
function Page:block(kind, text)
  local is_list = kind == "item" or kind == "row"
  if self.last and not (is_list and self.last == kind) then self.put "\n" end
  self.put(text .. "\n")
  self.last = kind
end

function Page:said(text, more)
  local parts = { more.who and ("**%s**: %s"):format(escape(more.who), escape(text)) or begin(escape(text)) }
  if more.note then parts[#parts + 1] = ("*%s*"):format(escape(more.note)) end
  if more.source then parts[#parts + 1] = self:place(more.source) end
  return table.concat(parts, " ")
end

function Page:title(text, note, source)
  self.base = source and tostring(source)
  self:block("title", "# " .. escape(text))
  if note or source then
    self:block("note", (note and escape(note) or "") .. (note and source and " · " or "") .. (source and code(source) or ""))
  end
end

function Page:note(text) self:block("note", escape(text)) end

function Page:heading(text, source, note)
  self:block("heading", "## " .. escape(text))
  if source or note then
    self:block("note", (note and escape(note) or "") .. (note and source and " " or "") .. (source and self:place(source) or ""))
  end
end

function Page:item(text, more) self:block("item", "- " .. self:said(text, more)) end

function Page:quote(text, more) self:block("quote", "> " .. self:said(text, more)) end

function Page:head(names)
  local rule = {}
  for i = 1, #names do rule[i] = "---" end
  self.last = self.last and "head"
  self:block("row", "| " .. table.concat(names, " | ") .. " |")
  self:block("row", "|" .. table.concat(rule, "|") .. "|")
end

function Page:row(cells)
  local parts = {}
  for i, cell in ipairs(cells) do parts[i] = i < #cells and escape(cell) or self:place(cell) end
  self:block("row", "| " .. table.concat(parts, " | ") .. " |")
end

function Page:finish() end

return markdown
