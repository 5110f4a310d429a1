-- A page that needs nothing but itself: a table, every text escaped, and a policy under which a browser
-- runs no script and fetches nothing, whatever the texts hold.
local ms = require "moonscribe"

local style = "body{font:15px/1.5 system-ui,sans-serif;margin:2em}table{border-collapse:collapse}"
  .. "th,td{padding:.35em .8em;border-bottom:1px solid #ccc;text-align:left;vertical-align:top}"
  .. "th{border-bottom-width:2px}td.n{text-align:right;font-variant-numeric:tabular-nums}"
  .. "td{white-space:pre-wrap;overflow-wrap:anywhere;max-width:40em}"
-- The SHA-256 of the style above, which is all that the policy lets through.
local style_hash = "56wWhGmC0M8FPu/Bi3oex5tTIMZ3DEaAXzCYTVezqwc="

-- Controls and characters that turn the direction of text, shown as what they are.
local function show(bytes)
  return ("\\u{%X}"):format(utf8.codepoint(bytes))
end

local markup = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }

local function escape(text)
  return (text
    :gsub("[&<>\"']", markup)
    :gsub("\r\n?", "\n")
    :gsub("[\0-\8\11-\31\127]", show)
    :gsub("\xc2[\x80-\x9f]", show)
    :gsub("\xd8\x9c", show)
    :gsub("\xe2\x80[\x8e\x8f\xa8-\xae]", show)
    :gsub("\xe2\x81[\xa6-\xa9]", show))
end

local function cell(value)
  if value == nil or value == ms.json.null then return "<td></td>" end
  if type(value) == "number" then return ('<td class="n">%s</td>'):format(ms.json.encode(value)) end
  if type(value) == "table" then value = ms.json.encode(value) end
  return ('<td dir="auto">%s</td>'):format(escape(tostring(value)))
end

return ms.writer {
  name = "html",
  about = "A page with a table, for any browser",
  suffixes = { "html", "htm" },
  write = function(rows, put, info)
    put('<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n'
      .. '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'sha256-' .. style_hash
      .. "'; base-uri 'none'; form-action 'none'\">\n"
      .. '<meta name="viewport" content="width=device-width">\n<title>moonscribe</title>\n<style>' .. style
      .. "</style>\n</head>\n<body>\n<table>\n<thead><tr>")
    for _, name in ipairs(info.columns) do put("<th>" .. escape(name) .. "</th>") end
    put "</tr></thead>\n<tbody>\n"
    for row in rows do
      local cells = {}
      for i, name in ipairs(info.columns) do cells[i] = cell(row[name]) end
      put("<tr>" .. table.concat(cells) .. "</tr>\n")
    end
    put "</tbody>\n</table>\n</body>\n</html>\n"
  end,
}
