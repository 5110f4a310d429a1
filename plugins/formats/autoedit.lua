-- The JSON of editors for speech: words and paragraphs with speakers (digital paper edit, react-transcript-editor), and
-- autoEdit's paragraphs of lines of words.
local speech = require "moonscribe.speech"

local get, list, text, seconds, confidence = speech.get, speech.list, speech.text, speech.seconds, speech.confidence

-- Editors write these for somebody who has no name yet.
local NOBODY = { "^TBC", "^U_UKN", "^UKN$", "^Unnamed Speaker$" }

local function name_of(value)
  local name = speech.speaker(value)
  for _, nobody in ipairs(NOBODY) do
    if name and name:find(nobody) then return nil end
  end
  return name
end

local function nested_pieces(json)
  local pieces = {}
  for _, part in ipairs(list(json, "text")) do
    for _, paragraph in ipairs(list(part, "paragraph")) do
      for _, word in ipairs(list(paragraph, "line")) do
        pieces[#pieces + 1] = { text = text(get(word, "text")), time = seconds(get(word, "startTime")), end_time = seconds(get(word, "endTime")),
          speaker = name_of(get(part, "speaker")) }
      end
    end
  end
  return pieces
end

return speech.format {
  name = "autoedit", about = "JSON of transcript editors (autoEdit, digital paper edit)",
  is = function(json)
    return get(json, "words", 1, "text") ~= nil and get(json, "paragraphs", 1, "start") ~= nil or get(json, "text", 1, "paragraph", 1, "line") ~= nil
  end,
  pieces = function(json)
    if get(json, "text", 1, "paragraph") then return nested_pieces(json), { title = get(json, "title") and text(get(json, "title")) or nil } end
    local paragraphs, pieces, at, reached = list(json, "paragraphs"), {}, 1, 0
    for _, word in ipairs(list(json, "words")) do
      local time = seconds(get(word, "start"))
      while time and paragraphs[at + 1] and (seconds(get(paragraphs[at + 1], "start")) or 0) <= time do at = at + 1 end
      pieces[#pieces + 1] = { text = text(get(word, "text")), time = time, end_time = seconds(get(word, "end")), is_line = reached ~= at,
        speaker = name_of(get(paragraphs[at], "speaker")), confidence = confidence(get(word, "confidence")) }
      reached = at
    end
    return pieces
  end,
  samples = {
    { name = "edit.json", input = '{"words":[{"id":0,"start":1,"end":1.5,"text":"So."},{"id":1,"start":2,"end":2.5,"text":"Yes."},{"id":2,"start":3,"end":4,"text":"No."}],' ..
      '"paragraphs":[{"id":0,"start":1,"end":1.5,"speaker":"Ann"},{"id":1,"start":2,"end":2.5,"speaker":"Ann"},{"id":2,"start":3,"end":4,"speaker":"TBC"}]}',
      turns = { { speaker = "Ann", text = "So.\nYes.", time = 1, end_time = 2.5 }, { text = "No.", time = 3 } } },
    { name = "autoedit.json", input = '{"title":"Rain","text":[{"id":0,"speaker":"Ann","paragraph":[{"line":[{"text":"So","startTime":1,"endTime":1.5},{"text":"yes.","startTime":1.5,"endTime":2}]}]}]}',
      title = "Rain", turns = { { speaker = "Ann", text = "So yes.", time = 1, end_time = 2 } } },
  },
}
