-- moonscribe.guid: identifiers that are the same for the same names, so that a result is the same bytes every
-- time. No secret and no random number is in them.
local guid = {}

-- FNV-1a over the bytes, from a given start.
local function hash(text, start)
  local value = start
  for i = 1, #text do value = (value ~ text:byte(i)) * 0x100000001B3 end
  -- The last bytes must reach all bits.
  value = (value ~ (value >> 29)) * -4658895280553007687
  return value ~ (value >> 32)
end

--- guid.of(part, ...) -> string
---  The identifier of what these names say together, in the form of a UUID (version 8: made by a rule of
---  one's own).
---  @example
---  local of = require("moonscribe.guid").of
---  #of "a", of("a", "b") == of("a", "b"), of("a", "b") == of("ab") --> 36, true, false
function guid.of(...)
  local text = table.concat({ ... }, "\31")
  local high, low = hash(text, -3750763034362895579), hash(text, 0x27D4EB2F165667C5)
  high = (high & ~0xF000) | 0x8000
  low = (low & 0x3FFFFFFFFFFFFFFF) | (1 << 63)
  local hex = ("%016x%016x"):format(high, low)
  return ("%s-%s-%s-%s-%s"):format(hex:sub(1, 8), hex:sub(9, 12), hex:sub(13, 16), hex:sub(17, 20), hex:sub(21))
end

return guid
