-- What the module "moonscribe" is made of, and the checks that everything shares.
assert(ms == require "moonscribe")
assert(type(ms.script) == "function")

local function message_of(f, ...)
  local ok, message = pcall(f, ...)
  assert(not ok, "an error was expected")
  return message
end

-- An unknown key suggests the nearest.
local message = message_of(ms.script, { name = "x", each = print, colums = {} })
assert(message:find('unknown key "colums" (did you mean "columns"?)', 1, true), message)
message = message_of(ms.script, { name = "x", columns = { "a" } })
assert(message:find('"each" is missing', 1, true), message)
message = message_of(ms.script, { name = "x", columns = { "a" }, each = 1 })
assert(message:find('"each" must be a function, not a number', 1, true), message)
-- The place is the caller's.
assert(message_of(function() ms.script { name = 1, each = print } end):find "state.lua:%d+: ")

-- Only the library can be required.
message = message_of(require, "os")
assert(message:find("module 'os' not found", 1, true), message)

-- Plugins are found by their folders, in byte order of names.
local formats = require("moonscribe.plugins").formats()
local names = {}
for i, format in ipairs(formats) do names[i] = format.name end
local sorted = table.concat(names, " ")
table.sort(names)
assert(sorted == table.concat(names, " ") and sorted:find "dialogue", sorted)
assert(ms.grammar "dialogue")
assert(not pcall(function() ms.grammar("dialogue").x = 1 end), "a grammar is read-only")
