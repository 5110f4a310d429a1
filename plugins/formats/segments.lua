-- JSON of any other make that holds a list of what was said: objects with a text, and a time or a speaker, under one of the
-- names that people use for them. JSON Lines with speakers are such a list.
local speech = require "moonscribe.speech"
local fields = require "moonscribe.fields"

local get = speech.get

-- Lists lie in lists and objects, but not deep, and there are not many of them.
local DEPTH, MOST_LISTS = 4, 200

-- How good a list of objects is: 0 when its objects hold no text with a time or a speaker.
local function rate(list, given)
  local first = list[1]
  if type(first) ~= "table" or first[1] ~= nil then return 0 end
  local names = {}
  for key in pairs(first) do names[#names + 1] = type(key) == "string" and key or nil end
  local parts = fields.map(names, given)
  if not parts.text or not (parts.start or parts.speaker) or parts.text == parts.speaker then return 0 end
  local with_text = 0
  for _, one in ipairs(list) do
    if type(get(one, parts.text)) == "string" then with_text = with_text + 1 end
  end
  if with_text * 10 < #list * 8 then return 0 end
  return (parts.start and 2 or 0) + (parts.speaker and 1 or 0) + math.min(with_text, 1000) / 1000, parts
end

local function find(value, depth, given, best)
  if type(value) ~= "table" or depth > DEPTH or best.seen >= MOST_LISTS then return best end
  if type(value[1]) == "table" then best.seen = best.seen + 1 end
  local rating, parts = rate(value, given)
  if rating > best.rating then best.rating, best.list, best.parts = rating, value, parts end
  if rating > 0 then return best end
  for key, inside in pairs(value) do
    if type(key) == "string" or key <= 3 then best = find(inside, depth + 1, given, best) end
  end
  return best
end

local function found_in(document, json)
  document.segments = document.segments or find(json, 1, document.columns, { rating = 0, seen = 0 })
  return document.segments
end

return speech.format {
  name = "segments", about = "JSON with a list of segments (text with times or speakers)",
  is = function(json, document) return found_in(document, json).rating > 0 and 60 end,
  pieces = function(json, document)
    local found = found_in(document, json)
    if found.rating == 0 then return {} end
    return fields.pieces(found.list, found.parts),
      { language = speech.language(get(json, "language") or get(json, "language_code")), title = type(get(json, "title")) == "string" and json.title or nil }
  end,
  samples = {
    { name = "list.json", input = '[{"startTime":0.5,"endTime":2,"text":"So it is."},{"startTime":2,"endTime":3,"text":"Yes."}]',
      turns = { { text = "So it is. Yes.", time = 0.5, end_time = 3 } } },
    { name = "xunfei.json", input = '{"code":0,"data":[{"bg":"500","ed":"99000","onebest":"雨下了一夜。","speaker":"1"},{"bg":"99500","ed":"190000","onebest":"后来呢？","speaker":"2"}]}',
      turns = { { speaker = "Speaker 1", text = "雨下了一夜。", time = 0.5, end_time = 99.0 }, { speaker = "Speaker 2", text = "后来呢？", time = 99.5 } } },
    { name = "rows.jsonl", input = '{"speaker":"Ann","text":"Why?"}\n{"speaker":"Bob","text":"Because."}\n',
      turns = { { speaker = "Ann", text = "Why?" }, { speaker = "Bob", text = "Because." } } },
  },
}
