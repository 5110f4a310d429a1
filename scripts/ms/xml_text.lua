-- moonscribe.xml_text: words and values as they may stand in XML. What XML does not allow (controls) is
-- replaced, and that is said.
local xml_text = {}

local MARKS = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ["\r"] = "&#13;" }
local VALUE_MARKS = { ['"'] = "&quot;", ["\n"] = "&#10;", ["\t"] = "&#9;" }
local REPLACED = "characters that XML does not allow were replaced by U+FFFD"

--- xml_text.writer(note) -> escape, value
---  Two functions of a text: `escape` for the content of an element, `value` for an attribute in double
---  quotes. `note` is told when something was replaced.
---  @example
---  local escape, value = require("moonscribe.xml_text").writer(function() end)
---  escape("a<b\1"), value('say "&"') --> a&lt;b�, say &quot;&amp;&quot;
function xml_text.writer(note)
  local function escape(text)
    local clean, count = tostring(text):gsub("[\0-\8\11\12\14-\31]", "\u{FFFD}")
    local _, others = clean:gsub("\xEF\xBF[\xBE\xBF]", "")
    if others > 0 then clean = clean:gsub("\xEF\xBF[\xBE\xBF]", "\u{FFFD}") end
    if count + others > 0 then note(REPLACED) end
    return (clean:gsub("[&<>\r]", MARKS))
  end
  local function value(text) return (escape(text):gsub('["\n\t]', VALUE_MARKS)) end
  return escape, value
end

xml_text.head = '<?xml version="1.0" encoding="UTF-8"?>\n'

return xml_text
