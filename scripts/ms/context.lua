-- moonscribe.context: what an extractor's hit can see around itself. One idea: a stretch of the text is kept as a string, and
-- moves on with the hits: a few bytes of that cost a tenth of a slice of the text, and a turn of any length is copied once.
-- It never shows half a character.
local contexts = {}

local WINDOW, BACK = 16384, 1024

local Context = {}
Context.__index = Context

--- contexts.new(text) -> context
---  For a text or a turn's: whoever has a hit sets its `from` and `to`.
---  @example
---  local context = require("moonscribe.context").new(ms.text "去年5月开会")
---  context.from, context.to = 7, 10
---  context:before(3), context:after(6), context:byte(7) --> 年, 开会, 53
function contexts.new(text)
  return setmetatable({ text = text, size = #text, window_from = 1, window_to = 0 }, Context)
end

-- The stretch that holds these bytes, and how far it begins behind the text's beginning.
local function stretch(context, from, to)
  if from < context.window_from or to > context.window_to then
    local first = from > BACK and from - BACK or 1
    local last = math.min(context.size, math.max(to, first + WINDOW))
    local text = context.text:sub(first, last)
    context.window, context.window_from, context.window_to = tostring(text), first, last
  end
  return context.window, context.window_from - 1
end

--- context:before(n [, from]) -> string
---  Up to n bytes before the hit (before the byte `from`), never part of a character.
function Context:before(n, from)
  local to = (from or self.from) - 1
  from = to - n + 1
  if from < 1 then from = 1 end
  if from > to then return "" end
  local window, offset = stretch(self, from, to)
  local text = window:sub(from - offset, to - offset)
  local byte = text:byte()
  if byte >= 0x80 and byte < 0xC0 then text = text:gsub("^[\x80-\xBF]+", "") end
  return text
end

--- context:after(n [, to]) -> string
---  Up to n bytes after the hit (after the byte `to`), never part of a character.
function Context:after(n, to)
  local from, size = (to or self.to) + 1, self.size
  to = from + n - 1
  if to > size then to = size end
  if from > to then return "" end
  local window, offset = stretch(self, from, to < size and to + 1 or to)
  if to < size then
    while to >= from do
      local byte = window:byte(to + 1 - offset)
      if byte < 0x80 or byte >= 0xC0 then break end
      to = to - 1
    end
  end
  return window:sub(from - offset, to - offset)
end

--- context:byte(at) -> integer or nil
---  One byte of the text: the cheapest look.
function Context:byte(at)
  if at < 1 or at > self.size then return nil end
  local window, offset = stretch(self, at, at)
  return window:byte(at - offset)
end

--- context:bytes(from, to) -> string
---  Bytes of the text, as they are.
function Context:bytes(from, to)
  if from < 1 then from = 1 end
  if to > self.size then to = self.size end
  if from > to then return "" end
  local window, offset = stretch(self, from, to)
  return window:sub(from - offset, to - offset)
end

return contexts
