-- Gentle's JSON: a transcript and its words, aligned with the recording. What is said is the transcript, with its
-- punctuation; a word that was not heard has no time of its own.
local speech = require "moonscribe.speech"

local get, list, text, seconds, confidence = speech.get, speech.list, speech.text, speech.seconds, speech.confidence

-- The bytes of code points from..to - 1 of a text (from 0), for ranges that come in order.
local function slicer(said)
  local byte, at = 1, 0
  local function advance(to)
    byte = utf8.offset(said, to - at + 1, byte) or #said + 1
    at = to
    return byte
  end
  return function(from, to)
    local first = advance(from)
    return said:sub(first, advance(to) - 1)
  end
end

return speech.format {
  name = "gentle", about = "Gentle JSON (forced alignment)", keep_order = true,
  is = function(json) return get(json, "transcript") ~= nil and get(json, "words", 1, "case") ~= nil end,
  pieces = function(json)
    local said, words, pieces = text(get(json, "transcript")), {}, {}
    for _, word in ipairs(list(json, "words")) do
      if math.type(get(word, "startOffset")) == "integer" then words[#words + 1] = word end
    end
    local length, cut, reached, is_line = utf8.len(said) or 0, slicer(said), 0, false
    for i, word in ipairs(words) do
      local from, to = i == 1 and 0 or word.startOffset, i < #words and words[i + 1].startOffset or length
      if from >= reached and to >= from and to <= length then
        local piece = cut(from, to)
        pieces[#pieces + 1] = { text = piece, time = seconds(get(word, "start")), end_time = seconds(get(word, "end")), is_line = is_line }
        reached, is_line = to, piece:find "\n%s*$" ~= nil
      end
    end
    return pieces
  end,
  samples = {
    { name = "gentle.json", input = '{"transcript":"So, yes.\\n\\nÉté comes.","words":[{"case":"success","word":"So","startOffset":0,"endOffset":2,"start":0.5,"end":0.8},' ..
      '{"case":"not-found-in-transcript","alignedWord":"er","start":0.8,"end":1},{"case":"success","word":"yes","startOffset":4,"endOffset":7,"start":1,"end":1.5},' ..
      '{"case":"not-found-in-audio","word":"Été","startOffset":10,"endOffset":13},{"case":"success","word":"comes","startOffset":14,"endOffset":19,"start":2,"end":3}]}',
      turns = { { text = "So, yes.\nÉté comes.", time = 0.5, end_time = 3 } } },
  },
}
