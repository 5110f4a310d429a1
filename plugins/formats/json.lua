-- JSON that no other format knows: said plainly, with what it holds and what it comes nearest to, rather than read as if its
-- keys were speech.
local ms = require "moonscribe"
local speech = require "moonscribe.speech"

-- What the JSON of each service holds: the one of which most is there is what a file comes nearest to.
local MARKS = {
  { "Whisper", "segments", "segments.1.text", "segments.1.start" },
  { "Amazon Transcribe", "results.transcripts", "results.items", "results.items.1.alternatives" },
  { "Google speech-to-text", "results.1.alternatives", "results.1.alternatives.1.transcript" },
  { "Deepgram", "results.channels", "results.channels.1.alternatives" },
  { "AssemblyAI", "words.1.text", "words.1.confidence", "id", "text" },
  { "Speechmatics", "results.1.alternatives.1.content", "results.1.start_time", "metadata" },
  { "Rev.ai", "monologues", "monologues.1.elements" },
  { "Azure", "recognizedPhrases", "recognizedPhrases.1.nBest" },
  { "Kaldi", "retval", "retval.words" },
  { "Gentle", "words.1.case", "transcript" },
  { "YouTube json3", "events", "events.1.segs" },
}

local function keys_of(value)
  local keys = {}
  for key in pairs(value) do
    if #keys == 8 then
      keys[9] = "..."
      break
    end
    keys[#keys + 1] = type(key) == "string" and '"' .. key:sub(1, 30) .. '"' or nil
  end
  return #keys > 0 and "an object with " .. table.concat(keys, ", ") or "an empty object"
end

local function describe(json)
  if json[1] == nil then return keys_of(json) end
  local first = json[1]
  return ("a list of %d, the first of them %s"):format(#json, type(first) == "table" and (first[1] == nil and keys_of(first) or "a list") or "a " .. type(first))
end

local function has(json, path)
  local value = json
  for key in path:gmatch "[^.]+" do value = speech.get(value, math.tointeger(tonumber(key)) or key) end
  return value ~= nil
end

-- The nearest kind, and the first mark of it that is missing.
local function nearest(json)
  local best, best_share, missing = nil, 0, nil
  for _, marks in ipairs(MARKS) do
    local there, first = 0, nil
    for i = 2, #marks do
      if has(json, marks[i]) then there = there + 1 else first = first or marks[i] end
    end
    if there / (#marks - 1) > best_share then best, best_share, missing = marks[1], there / (#marks - 1), first end
  end
  return best, missing
end

local function looks_like_json(head) return head:find '^%s*{%s*"' ~= nil or head:find '^%s*%[%s*[{%["]' ~= nil end

return ms.format {
  name = "json",
  about = "JSON of some other kind",
  begins = "{[",
  bid = function(head, document)
    if not head:find "^%s*[{%[]" then return 0 end
    local is_named = (document.name or ""):lower():find "%.json$" ~= nil
    if speech.json(document) then return (is_named or looks_like_json(head)) and 50 or 0 end
    return is_named and looks_like_json(head) and 40 or 0
  end,
  turns = function(document)
    local json = speech.json(document)
    if not json then
      return nil, ("it cannot be read as such (%s): is it whole?"):format(document.json_problem or "it begins with no value"), "malformed"
    end
    local near, missing = nearest(json)
    local why = near and (": nearest to %s, which also has \"%s\""):format(near, missing or "other values there") or ""
    return nil, ("no list of texts with times or speakers is in it: it is %s%s; --column text=NAME names the key of the text"):format(describe(json), why),
      "unsupported"
  end,
}
