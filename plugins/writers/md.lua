-- A Markdown table. Whatever the texts hold, it shows as the words that were said: no markup, no HTML, no
-- links made of it, one line a row.
local ms = require "moonscribe"

-- Controls and characters that turn the direction of text, shown as what they are.
local function show(bytes)
  return ("\\u{%X}"):format(utf8.codepoint(bytes))
end

local markup = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;" }

local function cell(value)
  if value == nil or value == ms.json.null then return "" end
  if type(value) == "table" or type(value) == "number" then value = ms.json.encode(value) end
  return (tostring(value)
    :gsub("[%[%]\\`*_|~]", "\\%0")
    :gsub("[&<>]", markup)
    :gsub("\r\n?", "\n")
    :gsub("\n", "<br>")
    :gsub("\t", " ")
    :gsub("%c", show)
    :gsub("\xc2[\x80-\x9f]", show)
    :gsub("\xd8\x9c", show)
    :gsub("\xe2\x80[\x8e\x8f\xa8-\xae]", show)
    :gsub("\xe2\x81[\xa6-\xa9]", show))
end

return ms.writer {
  name = "md",
  about = "A Markdown table",
  suffixes = { "md", "markdown" },
  write = function(rows, put, info)
    local header, rule = {}, {}
    for i, name in ipairs(info.columns) do
      header[i] = cell(name)
      rule[i] = "---"
    end
    put("| " .. table.concat(header, " | ") .. " |\n| " .. table.concat(rule, " | ") .. " |\n")
    for row in rows do
      local cells = {}
      for i, name in ipairs(info.columns) do cells[i] = cell(row[name]) end
      put("| " .. table.concat(cells, " | ") .. " |\n")
    end
  end,
}
