-- moonscribe.html: a page that needs nothing but itself. Every text is escaped, and its policy
-- lets a browser run no script and fetch nothing, whatever the texts hold.
local ms = require "moonscribe"

local html = {}

local STYLE = "body{font:15px/1.55 system-ui,sans-serif;margin:2em;max-width:60em}table{border-collapse:collapse}"
  .. "th,td{padding:.35em .8em;border-bottom:1px solid #ccc;text-align:left;vertical-align:top}"
  .. "th{border-bottom-width:2px}td.n{text-align:right;font-variant-numeric:tabular-nums}"
  .. "td{white-space:pre-wrap;overflow-wrap:anywhere;max-width:40em}"
  .. "blockquote{margin:.6em 0;padding-left:1em;border-left:3px solid #ccc}"
  .. "code,i{color:#666}code{font-size:.8em;overflow-wrap:anywhere}"
-- The SHA-256 of the style above, which is all that the policy lets through;
-- tests/cli/writers.sh works it out.
local STYLE_HASH = "M3UD9V8Ws/GWPnmXOhwyYO0qh79izxO/M8vZDOxfc0Q="

-- Controls and characters that turn the direction of text, shown as what they are.
local function show(bytes) return ("\\u{%X}"):format(utf8.codepoint(bytes)) end

local MARKUP = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }

--- html.escape(text) -> string
--- The text as it may stand in an element or a quoted attribute.
--- @example
--- require("moonscribe.html").escape("<b> & 'c'") --> &lt;b&gt; &amp; &#39;c&#39;
function html.escape(text)
  return (tostring(text)
    :gsub("[&<>\"']", MARKUP)
    :gsub("\r\n?", "\n")
    :gsub("[\0-\8\11-\31\127]", show)
    :gsub("\xc2[\x80-\x9f]", show)
    :gsub("\xd8\x9c", show)
    :gsub("\xe2\x80[\x8e\x8f\xa8-\xae]", show)
    :gsub("\xe2\x81[\xa6-\xa9]", show))
end

local escape = html.escape

--- html.begin(title) -> string
--- All that goes before the content of the body.
function html.begin(title)
  return '<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n'
    .. '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'sha256-' .. STYLE_HASH
    .. "'; base-uri 'none'; form-action 'none'\">\n"
    .. '<meta name="viewport" content="width=device-width">\n<title>' .. escape(title) .. "</title>\n<style>" .. STYLE
    .. "</style>\n</head>\n<body>\n"
end

html.finish = "</body>\n</html>\n"

--- html.cell(value) -> string
--- A cell of a table: numbers to the right, nothing for nil.
--- @example
--- require("moonscribe.html").cell(3) --> <td class="n">3</td>
function html.cell(value)
  if value == nil or value == ms.json.null then return "<td></td>" end
  if type(value) == "number" then return ('<td class="n">%s</td>'):format(ms.json.encode(value)) end
  if type(value) == "table" then value = ms.json.encode(value) end
  return ('<td dir="auto">%s</td>'):format(escape(value))
end

local Page = {}
Page.__index = Page

--- html.page(put, title) -> Page
--- A page that is written block by block, with the methods of the one that moonscribe.markdown makes.
function html.page(put, title)
  put(html.begin(title))
  return setmetatable({ put = put }, Page)
end

local CLOSE = { item = "</ul>\n", row = "</tbody>\n</table>\n" }
local OPEN = { item = "<ul>\n" }

-- Lists and tables open with their first block and close with the first of another kind.
function Page:block(kind, markup)
  if self.last ~= kind then self.put((CLOSE[self.last] or "") .. (OPEN[kind] or "")) end
  if markup then self.put(markup .. "\n") end
  self.last = kind
end

local function code(source, gap) return source and ("%s<code>%s</code>"):format(gap or "", escape(source)) or "" end

local function said(text, more)
  return (more.who and ("<b>%s</b>: "):format(escape(more.who)) or "") .. escape(text)
    .. (more.note and (" <i>%s</i>"):format(escape(more.note)) or "") .. code(more.source, " ")
end

function Page:title(text, note, source)
  self:block("title", ('<h1 dir="auto">%s</h1>'):format(escape(text)))
  if note or source then self:block("note", ("<p>%s%s</p>"):format(note and escape(note) .. " · " or "", code(source))) end
end

function Page:heading(text, source)
  self:block("heading", ('<h2 dir="auto">%s</h2>'):format(escape(text)))
  if source then self:block("note", ("<p>%s</p>"):format(code(source))) end
end

function Page:item(text, more) self:block("item", ('<li dir="auto">%s</li>'):format(said(text, more))) end

function Page:quote(text, more)
  self:block("quote", ('<blockquote dir="auto">%s</blockquote>'):format(said(text, more)))
end

function Page:head(names)
  self:block "head"
  self:block("row", "<table>\n<thead><tr><th>" .. table.concat(names, "</th><th>") .. "</th></tr></thead>\n<tbody>")
end

function Page:row(cells)
  local parts = {}
  for i, cell in ipairs(cells) do parts[i] = i < #cells and html.cell(cell) or ("<td>%s</td>"):format(code(cell)) end
  self:block("row", "<tr>" .. table.concat(parts) .. "</tr>")
end

function Page:finish()
  self:block "end"
  self.put(html.finish)
end

return html
