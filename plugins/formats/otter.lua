-- Otter's JSON: pieces with their speaker, offsets in samples (16,000 a second), words in seconds from there.
local speech = require "moonscribe.speech"

local get, list, text, seconds, confidence = speech.get, speech.list, speech.text, speech.seconds, speech.confidence

local RATE = 16000

local function speech_of(json) return get(json, "speech") or json end

local function offset(value)
  local number = seconds(value)
  return number and number / RATE
end

return speech.format {
  name = "otter", about = "Otter JSON",
  is = function(json)
    local first = list(speech_of(json), "transcripts")[1]
    return get(first, "transcript") ~= nil and (get(first, "start_offset") ~= nil or get(first, "speaker_id") ~= nil)
  end,
  pieces = function(json)
    local names, pieces, talk = {}, {}, speech_of(json)
    for _, speaker in ipairs(list(talk, "speakers")) do names[text(get(speaker, "id"))] = speech.speaker(get(speaker, "speaker_name")) end
    for _, one in ipairs(list(talk, "transcripts")) do
      local from, to, words = offset(get(one, "start_offset")), offset(get(one, "end_offset")), {}
      local name = names[text(get(one, "speaker_id"))] or speech.speaker(get(one, "label") or get(one, "speaker_name") or get(one, "speaker_model_label"))
      for i, word in ipairs(list(one, "alignment")) do
        local time, end_time = seconds(get(word, "start")), seconds(get(word, "end"))
        words[i] = { time = from and time and from + time, end_time = from and end_time and from + end_time, speaker = name }
      end
      local aligned = speech.aligned(text(get(one, "transcript")), words)
      if #aligned == 1 then aligned[1].time, aligned[1].end_time, aligned[1].speaker = from, to, name end
      for _, piece in ipairs(aligned) do pieces[#pieces + 1] = piece end
    end
    return pieces, { title = get(talk, "title") and text(get(talk, "title")) or nil, language = speech.language(get(talk, "language")) }
  end,
  samples = {
    { name = "otter.json", title = "Rain", input = '{"speech":{"title":"Rain","speakers":[{"id":7,"speaker_name":"Ann"}],"transcripts":[{"start_offset":8000,"end_offset":32000,"speaker_id":7,' ..
      '"transcript":"So, yes.","alignment":[{"word":"So,","start":0,"end":0.5},{"word":"yes.","start":1,"end":1.5}]},' ..
      '{"start_offset":32000,"end_offset":48000,"speaker_id":null,"speaker_model_label":"2","transcript":"No."}]}}',
      turns = { { speaker = "Ann", text = "So, yes.", time = 0.5, end_time = 2.0 }, { speaker = "Speaker 2", text = "No.", time = 2.0 } } },
  },
}
