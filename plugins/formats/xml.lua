-- XML that no other format knows: said plainly, with what it begins with, rather than read as if its
-- markup were speech.
local ms = require "moonscribe"
local markup = require "moonscribe.markup"

return ms.format {
  name = "xml",
  about = "XML of some other kind",
  begins = "<",
  bid = function(head, document)
    local root = markup.root_of(document)
    return root and (head:starts "<?xml" or head:find "xmlns" ~= nil) and 3 or 0
  end,
  turns = function(document)
    local tree, message, code = markup.read(document)
    if not tree then return nil, message, code end
    return nil, ("no format reads what begins with <%s>; --format says which to try, and `moonscribe new format` begins one")
      :format(tree:name(1)), "unsupported"
  end,
}
