-- Rev.ai's JSON (and Rev's of human transcribers): monologues of elements, punctuation and blanks among them.
local speech = require "moonscribe.speech"

local get, list, text, seconds, confidence = speech.get, speech.list, speech.text, speech.seconds, speech.confidence

return speech.format {
  name = "revai", about = "Rev.ai JSON", keep_order = true,
  is = function(json) return type(get(json, "monologues")) == "table" and (json.monologues[1] == nil or get(json, "monologues", 1, "elements") ~= nil) end,
  pieces = function(json)
    local names, pieces = {}, {}
    for _, speaker in ipairs(list(json, "speakers")) do names[text(get(speaker, "id"))] = speech.speaker(get(speaker, "name")) end
    for _, monologue in ipairs(list(json, "monologues")) do
      local id, last = get(monologue, "speaker"), nil
      local name = names[text(id)] or speech.speaker(get(monologue, "speaker_info", "display_name") or get(monologue, "speaker_name") or id)
      for _, element in ipairs(list(monologue, "elements")) do
        local value, kind = text(get(element, "value")), get(element, "type")
        if kind == "text" or not last then
          last = { text = value, time = seconds(get(element, "ts")), end_time = seconds(get(element, "end_ts")), speaker = name,
            confidence = confidence(get(element, "confidence")) }
          pieces[#pieces + 1] = last
        else
          last.text = last.text .. value -- punctuation stands as it is written
        end
      end
    end
    return pieces, { language = speech.language(get(json, "language")) }
  end,
  samples = {
    { name = "rev.json", input = '{"monologues":[{"speaker":0,"elements":[{"type":"text","value":"So","ts":0.5,"end_ts":0.8,"confidence":1},{"type":"punct","value":", "},' ..
      '{"type":"text","value":"yes","ts":1,"end_ts":1.5,"confidence":0.5},{"type":"punct","value":"."}]},{"speaker":1,"elements":[{"type":"text","value":"No","ts":2,"end_ts":3}]}]}',
      turns = { { speaker = "Speaker 0", text = "So, yes.", time = 0.5, end_time = 1.5 }, { speaker = "Speaker 1", text = "No", time = 2 } } },
  },
}
