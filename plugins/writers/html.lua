-- A page with a table, every text escaped; moonscribe.html says what keeps it harmless.
local ms = require "moonscribe"
local html = require "moonscribe.html"

return ms.writer {
  name = "html",
  about = "A page with a table, for any browser",
  suffixes = { "html", "htm" },
  write = function(rows, put, info)
    put(html.begin "moonscribe")
    put "<table>\n<thead><tr>"
    for _, name in ipairs(info.columns) do put("<th>" .. html.escape(name) .. "</th>") end
    put "</tr></thead>\n<tbody>\n"
    for row in rows do
      local cells = {}
      for i, name in ipairs(info.columns) do cells[i] = html.cell(row[name]) end
      put("<tr>" .. table.concat(cells) .. "</tr>\n")
    end
    put("</tbody>\n</table>\n" .. html.finish)
  end,
}
