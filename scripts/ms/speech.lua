-- moonscribe.speech: what formats of speech-to-text services share. Their JSON is read once a document,
-- words become pieces with times, and spoken.turns makes turns of them. Damaged JSON is nobody's.
local ms = require "moonscribe"
local spoken = require "moonscribe.spoken"

local speech = {}

--- speech.json(document) -> table or nil
---  The document's JSON, read once for all formats that bid on it; nil when it is none.
function speech.json(document)
  if document.json == nil then
    document.json = document.head:find "^%s*[{%[]" and ms.json.decode(document.text) or false
  end
  return type(document.json) == "table" and document.json or nil
end

--- speech.get(value, key, ...) -> value or nil
---  What lies under these keys; nil where one of them is missing or null.
---  @example
---  require("moonscribe.speech").get({ a = { { b = 2 } } }, "a", 1, "b") --> 2
function speech.get(value, ...)
  for _, key in ipairs { ... } do
    if type(value) ~= "table" then return nil end
    value = value[key]
  end
  if value == ms.json.null then return nil end
  return value
end

--- speech.list(value, key, ...) -> array
---  As speech.get, and an empty array for what is none.
function speech.list(value, ...)
  local found = speech.get(value, ...)
  return type(found) == "table" and found or {}
end

--- speech.text(value) -> string
---  A string or number as text; "" for anything else.
function speech.text(value)
  return (type(value) == "string" or type(value) == "number") and tostring(value) or ""
end

--- speech.seconds(value) -> number or nil
---  A number, or a string that holds one, with "s" behind it or not; nil when there is none from 0.
---  @example
---  local seconds = require("moonscribe.speech").seconds
---  seconds "1.5s", seconds(2), seconds "soon" --> 1.5, 2, nil
function speech.seconds(value)
  if type(value) == "string" then value = value:gsub("s$", "") end
  local number = tonumber(value)
  return number and number >= 0 and number < 1e9 and number or nil
end

--- speech.speaker(value) -> string or nil
---  The name of a speaker: as it is, or "Speaker 1" for a number.
---  @example
---  require("moonscribe.speech").speaker(1) --> Speaker 1
function speech.speaker(value)
  if type(value) == "number" then return ("Speaker %d"):format(value) end
  return type(value) == "string" and value ~= "" and value or nil
end

--- speech.format(declaration) -> format
---  ms.format for JSON: `is(json)` says whether it is this one's, `pieces(json)` gives what
---  spoken.turns takes.
function speech.format(declaration)
  return ms.format {
    name = declaration.name, about = declaration.about, samples = declaration.samples,
    bid = function(_, document)
      local json = speech.json(document)
      return json and declaration.is(json) and 100 or 0
    end,
    turns = function(document)
      local json = speech.json(document)
      if not json then return nil, "this is no JSON that can be read whole", "malformed" end
      document.is_markup = true -- the JSON around the words is not the text
      return (spoken.turns(declaration.pieces(json)))
    end,
  }
end

return speech
