-- moonscribe.html: a page that needs nothing but itself. Every text is escaped, and its policy
-- lets a browser run no script and fetch nothing, whatever the texts hold.
local ms = require "moonscribe"

local html = {}

local STYLE = ":root{color-scheme:light dark}body{font:16px/1.6 system-ui,sans-serif;margin:2em auto;padding:0 1em;max-width:50em}"
  .. "h1{font-size:1.6em;line-height:1.25;margin:1.5em 0 .3em}h2{font-size:1.1em;margin:1.8em 0 .2em}h2+p,h1+p{margin-top:0}p{margin:.4em 0}"
  .. "table{border-collapse:collapse;font-size:.9em}th,td{padding:.3em .8em .3em 0;border-bottom:1px solid #8885;text-align:left;vertical-align:top}"
  .. "th{border-bottom-width:2px}td.n{text-align:right;font-variant-numeric:tabular-nums}td{white-space:pre-wrap;overflow-wrap:anywhere;max-width:40em}"
  .. "blockquote{margin:.6em 0;padding-left:1em;border-left:3px solid #8887}ul{padding-left:1.2em;margin:.4em 0}li{margin:.2em 0}"
  .. "code,i{opacity:.65}code{font-size:.72em;overflow-wrap:anywhere;font-family:ui-monospace,monospace}"
  .. "@media print{body{max-width:none;margin:0;font-size:11pt}h1,h2{break-after:avoid}blockquote,li,tr{break-inside:avoid}}"
-- The SHA-256 of the style above, which is all that the policy lets through;
-- tests/cli/writers.sh works it out.
local STYLE_HASH = "D50kbAkaEAWp6BDH6IpYxWcGNKU6yp8KbqelHYSkTn0="

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

-- A place in what the title cites is cited by its end; the whole locator is there to be pointed at.
function Page:place(source, gap)
  if not source then return "" end
  source = tostring(source)
  local base = self.base
  if not base or source:sub(1, #base + 1) ~= base .. "#" then return ("%s<code>%s</code>"):format(gap or "", escape(source)) end
  return ('%s<code title="%s">%s</code>'):format(gap or "", escape(source), escape(source:sub(#base + 1)))
end

function Page:said(text, more)
  return (more.who and ("<b>%s</b>: "):format(escape(more.who)) or "") .. escape(text)
    .. (more.note and (" <i>%s</i>"):format(escape(more.note)) or "") .. self:place(more.source, " ")
end

function Page:title(text, note, source)
  self.base = source and tostring(source)
  self:block("title", ('<h1 dir="auto">%s</h1>'):format(escape(text)))
  if note or source then self:block("note", ("<p>%s%s</p>"):format(note and escape(note) .. " · " or "", self:place(source))) end
end

function Page:note(text) self:block("note", ('<p dir="auto">%s</p>'):format(escape(text))) end

function Page:heading(text, source, note)
  self:block("heading", ('<h2 dir="auto">%s</h2>'):format(escape(text)))
  if source or note then self:block("note", ('<p dir="auto">%s%s</p>'):format(note and escape(note) or "", self:place(source, note and " "))) end
end

function Page:item(text, more) self:block("item", ('<li dir="auto">%s</li>'):format(self:said(text, more))) end

function Page:quote(text, more)
  self:block("quote", ('<blockquote dir="auto">%s</blockquote>'):format(self:said(text, more)))
end

function Page:head(names)
  self:block "head"
  self:block("row", "<table>\n<thead><tr><th>" .. table.concat(names, "</th><th>") .. "</th></tr></thead>\n<tbody>")
end

function Page:row(cells)
  local parts = {}
  for i, cell in ipairs(cells) do parts[i] = i < #cells and html.cell(cell) or ("<td>%s</td>"):format(self:place(cell)) end
  self:block("row", "<tr>" .. table.concat(parts) .. "</tr>")
end

function Page:finish()
  self:block "end"
  self.put(html.finish)
end

return html
