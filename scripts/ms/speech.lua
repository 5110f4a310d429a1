-- moonscribe.speech: what formats of speech-to-text services share. Their JSON is read once a document,
-- words become pieces with times, and spoken.turns makes turns of them. Damaged JSON is nobody's.
local ms = require "moonscribe"
local spoken = require "moonscribe.spoken"

local speech = {}

local null = ms.json.null

-- One value, or JSON Lines, which are the same as a list.
local function decode(document)
  local value, message = ms.json.decode(document.text)
  if value ~= nil then return value end
  document.json_problem = message
  if not document.head:find "^%s*{[^\n]*}%s*\n%s*{" then return nil end
  local rows = {}
  local is_whole = pcall(function()
    for row in ms.json.rows(document.text) do rows[#rows + 1] = row end
  end)
  return is_whole and rows or nil
end

--- speech.json(document) -> table or nil
---  The document's JSON, read once for all formats that bid on it; nil when it is none.
function speech.json(document)
  if document.json == nil then
    document.json = document.head:find "^%s*[{%[]" and decode(document) or false
  end
  return type(document.json) == "table" and document.json or nil
end

--- speech.get(value, key, ...) -> value or nil
---  What lies under these keys; nil where one of them is missing or null.
---  @example
---  require("moonscribe.speech").get({ a = { { b = 2 } } }, "a", 1, "b") --> 2
function speech.get(value, key, ...)
  if type(value) ~= "table" then return nil end
  value = value[key]
  if ... ~= nil then return speech.get(value, ...) end
  if value == null then return nil end
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
  if type(value) == "string" then return value end
  return type(value) == "number" and tostring(value) or ""
end

--- speech.seconds(value) -> number or nil
---  A number, or a string that holds one, with "s" behind it or not; nil when there is none from 0.
---  @example
---  local seconds = require("moonscribe.speech").seconds
---  seconds "1.5s", seconds(2), seconds "soon" --> 1.5, 2, nil
function speech.seconds(value)
  if type(value) == "string" then value = value:gsub("s$", "") end
  local number = type(value) == "number" and value or tonumber(value)
  return number and number >= 0 and number < 1e9 and number or nil
end

--- speech.speaker(value) -> string or nil
---  The name of a speaker: as it is, or "Speaker 1" for a number.
---  @example
---  local speaker = require("moonscribe.speech").speaker
---  speaker(1), speaker "2", speaker " Ann" --> Speaker 1, Speaker 2, Ann
function speech.speaker(value)
  value = speech.text(value):match "^%s*(.-)%s*$"
  if value == "" then return nil end
  return value:find "^%d+%.?0*$" and "Speaker " .. value:match "^%d+" or value
end

--- speech.confidence(value) -> number or nil
---  A number from 0 to 1, or a string that holds one.
---  @example
---  local confidence = require("moonscribe.speech").confidence
---  confidence "0.5", confidence(7) --> 0.5, nil
function speech.confidence(value)
  local number = type(value) == "number" and value or tonumber(value)
  return number and number >= 0 and number <= 1 and number or nil
end

--- speech.aligned(said, words) -> pieces
---  The words of the string `said`, with its punctuation, at the times of `words` ({time=, end_time=, ...}),
---  when there are as many of them; else one piece that lasts from the first of them to the last.
---  @example
---  local pieces = require("moonscribe.speech").aligned("So, it is.", { { time = 1 }, { time = 2 }, { time = 3 } })
---  #pieces, pieces[1].text, pieces[3].time --> 3, So,, 3
function speech.aligned(said, words)
  local pieces = {}
  for word in said:gmatch "%S+" do pieces[#pieces + 1] = { text = word } end
  if #pieces ~= #words then
    local first, last = words[1] or {}, words[#words] or {}
    return { { text = said, time = first.time, end_time = last.end_time, speaker = first.speaker, language = first.language,
      confidence = first.confidence } }
  end
  for i, word in ipairs(words) do
    for key, value in pairs(word) do
      if key ~= "text" then pieces[i][key] = value end
    end
  end
  return pieces
end

--- speech.language(value) -> string or nil
---  A language as BCP 47 writes it; nil for what names none, or none that is known.
---  @example
---  local language = require("moonscribe.speech").language
---  language "en-us", language "ZH_CN", language "unknown" --> en-US, zh-CN, nil
function speech.language(value)
  local code, rest = speech.text(value):gsub("_", "-"):match "^(%a%a%a?)%f[%W](.*)$"
  if not code then return nil end
  return code:lower() .. rest:gsub("^%-(%a%a)%f[%A]", function(region) return "-" .. region:upper() end)
end

--- speech.format(declaration) -> format
---  ms.format for JSON: `is(json, document)` says whether it is this one's (true, or a bid), `pieces(json,
---  document)` gives what spoken.turns takes, and a table of what the file says of itself (`title`, `date`,
---  `language`) if it does.
function speech.format(declaration)
  return ms.format {
    name = declaration.name, about = declaration.about, samples = declaration.samples, composes = true, begins = "{[",
    bid = function(_, document)
      local json = speech.json(document)
      local bid = json and declaration.is(json, document) or 0
      return bid == true and 100 or bid or 0
    end,
    turns = function(document)
      local json = speech.json(document)
      if not json then return nil, "this is no JSON that can be read whole", "malformed" end
      local pieces, meta = declaration.pieces(json, document)
      return (spoken.turns(pieces, { keep_order = declaration.keep_order })), meta
    end,
  }
end

return speech
