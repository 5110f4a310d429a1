-- Amazon Transcribe's JSON: items of words and punctuation, the speakers' segments apart.
local speech = require "moonscribe.speech"

local get, list, text, seconds, confidence = speech.get, speech.list, speech.text, speech.seconds, speech.confidence

return speech.format {
  name = "aws", about = "Amazon Transcribe JSON",
  is = function(json) return type(get(json, "results", "items")) == "table" and get(json, "results", "transcripts") ~= nil end,
  pieces = function(json)
    local speaker_at, pieces, speaker = {}, {}, nil
    for _, segment in ipairs(list(json, "results", "speaker_labels", "segments")) do
      for _, item in ipairs(list(segment, "items")) do
        speaker_at[text(get(item, "start_time"))] = speech.speaker(get(item, "speaker_label") or get(segment, "speaker_label"))
      end
    end
    for _, item in ipairs(list(json, "results", "items")) do
      local start = get(item, "start_time")
      speaker = start and (speaker_at[text(start)] or speech.speaker(get(item, "speaker_label"))) or speaker
      pieces[#pieces + 1] = { text = text(get(item, "alternatives", 1, "content")), speaker = speaker,
        time = seconds(start), end_time = seconds(get(item, "end_time")),
        confidence = start and confidence(get(item, "alternatives", 1, "confidence")) }
    end
    return pieces, { language = speech.language(get(json, "results", "language_code")), title = get(json, "jobName") and text(get(json, "jobName")) or nil }
  end,
  samples = {
    { name = "job.json", input = '{"results":{"transcripts":[{"transcript":"Yes."}],"items":[{"start_time":"0.5","end_time":"1.0","type":"pronunciation",' ..
      '"alternatives":[{"content":"Yes"}],"speaker_label":"spk_0"},{"type":"punctuation","alternatives":[{"content":"."}]}]}}',
      turns = { { speaker = "spk_0", text = "Yes.", time = 0.5, end_time = 1.0 } } },
  },
}
