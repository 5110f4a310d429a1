-- moonscribe.markup: what formats in XML share: which element a document begins with, and reading
-- it although it is damaged the way real files are. Each repair is recorded.
local ms = require "moonscribe"

local markup = {}

-- What may stand before the first element.
local PROLOG = { "^%s+", "^<%?.-%?>", "^<!%-%-.-%-%->", "^<!DOCTYPE[^%[>]*%b[]%s*>", "^<!DOCTYPE[^>]*>", "^\xEF\xBB\xBF" }

--- markup.root(head) -> string or nil
---  The name of the element that a text begins with, without its prefix; nil when it is no markup.
---  @example
---  require("moonscribe.markup").root "<?xml version='1.0'?>\n<tei:TEI n='1'>" --> TEI
function markup.root(head)
  head = tostring(head)
  if not head:find "^[%s\xEF\xBB\xBF]*<" then return nil end
  local is_new = true
  while is_new do
    is_new = false
    for _, pattern in ipairs(PROLOG) do
      local _, last = head:find(pattern)
      if last then head, is_new = head:sub(last + 1), true end
    end
  end
  local name = head:match "^<([%a_][%w_.:-]*)"
  return name and name:match "[^:]+$"
end

-- The same for the document of a bid, worked out once.
function markup.root_of(document)
  if document.root == nil then document.root = markup.root(document.head) or false end
  return document.root
end

--- markup.note(document, kind, place, what)
---  Records that something in the document was repaired: a short kind ("break", "order"), where (a
---  string such as "line 3"), and what was done.
function markup.note(document, kind, place, what)
  require("moonscribe.cues").note(document, kind, place, what)
end

-- Characters that XML does not allow and files have all the same; ampersands that begin no
-- entity; words before the first element.
local REPAIRS = {
  { kind = "control", what = "characters that XML does not allow were left out",
    apply = function(text) return text:gsub("[\0-\8\11\12\14-\31]", "") end },
  { kind = "ampersand", what = "an ampersand that begins no entity was read as itself",
    apply = function(text) return ms.regex([[&(?!#?\w{1,31};)]]):gsub(text, "&amp;") end },
  { kind = "prolog", what = "what stood before the XML was left out",
    apply = function(text)
      local at = text:find "<"
      if not at or at == 1 then return text, 0 end
      return text:sub(at), 1
    end },
}

--- markup.read(document, text) -> Tree, or nil, message, code
---  The tree of the document's XML (or of `text`, a part of it), repaired where that is possible and
---  in part where it breaks off.
function markup.read(document, text)
  text = text or document.text
  local tree, message, code = ms.xml(text)
  if tree or code ~= "malformed" and code ~= "truncated" then return tree, message, code end
  local words, count = tostring(text), 0
  for _, repair in ipairs(REPAIRS) do
    words, count = repair.apply(words)
    words = tostring(words)
    if count > 0 then markup.note(document, repair.kind, count .. " places", repair.what) end
  end
  tree, message, code = ms.xml(words, { partial = true })
  if not tree or message and tree:last(0) < 4 then return nil, message, code end
  if message then markup.note(document, "break", message:match "line %d+" or "", "what comes after is not read: " .. message) end
  return tree
end

-- A format of XML documents that begin with the element `root`: bids on it, reads it, and gives
-- the tree to `turns(tree, document)`.
function markup.format(declaration)
  local roots, turns = {}, declaration.turns
  for _, root in ipairs(declaration.roots) do roots[root] = true end
  declaration.roots = nil
  declaration.begins = "<"
  declaration.bid = function(_, document)
    return roots[markup.root_of(document)] and 90 or 0
  end
  declaration.turns = function(document)
    local tree, message, code = markup.read(document)
    if not tree then return nil, message, code end
    return turns(tree, document)
  end
  return ms.format(declaration)
end

return markup
