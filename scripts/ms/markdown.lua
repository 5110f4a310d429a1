-- moonscribe.markdown: other people's words inside Markdown of ours, so that they stay words.
local markdown = {}

--- markdown.escape(text) -> string
--- The text as Markdown that shows exactly it: markup and HTML lose their meaning, line endings become blanks.
--- @example
--- require("moonscribe.markdown").escape("a*b <i>") --> a\*b \<i\>
function markdown.escape(text)
  local escaped = tostring(text):gsub("[\r\n]+", " "):gsub("[\\`*_%[%]<>|&]", "\\%0"):gsub("^([#+-])", "\\%1"):gsub("^(%d+)([.)])", "%1\\%2")
  return escaped
end

--- markdown.code(text) -> string
--- The text as a code span, for locators; a backtick is percent-encoded as locators may be.
--- @example
--- require("moonscribe.markdown").code("a.txt#L1:C1-C3") --> `a.txt#L1:C1-C3`
function markdown.code(text)
  return "`" .. tostring(text):gsub("[`\r\n|]", function(c) return ("%%%02X"):format(c:byte()) end) .. "`"
end

return markdown
