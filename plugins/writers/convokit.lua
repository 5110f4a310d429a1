-- ConvoKit corpus, as a zip of its folder: each turn is an utterance that replies to the one before it, each
-- transcript a conversation.
local ms = require "moonscribe"

local encode = ms.json.encode
local NONE = ms.json.null

-- The types of metadata as ConvoKit's index names them.
local TYPES = { string = "<class 'str'>", float = "<class 'float'>", integer = "<class 'int'>" }

local function index_of(seen)
  local index = {}
  for name, kind in pairs(seen) do index[name] = ms.json.array { TYPES[kind] } end
  return index
end

return ms.writer {
  name = "convokit", input = "interviews", suffixes = { "convokit.zip" },
  about = "a ConvoKit corpus",
  keeps = { "speaker", "role", "time", "end_time", "line", "title", "date", "turn_language", "meta" },
  write = function(transcripts, put, info)
    local zip = ms.zip_writer("zip", put)
    local utterances, speakers, conversations = {}, {}, {}
    local seen = { utterances = {}, speakers = {}, conversations = {} }
    local function meta(kind, values)
      for name, value in pairs(values) do
        seen[kind][name] = math.type(value) or "string"
      end
      return values
    end
    for transcript in transcripts do
      local first, before
      for i, turn in ipairs(transcript.turns) do
        local id = transcript.doc .. "#t" .. i
        first = first or id
        local speaker = turn.speaker or "unknown"
        if not turn.speaker then info.note "turns of nobody known are those of a speaker called \"unknown\"" end
        speakers[speaker] = speakers[speaker] or { meta = meta("speakers", { role = "other" }), vectors = ms.json.array {} }
        utterances[#utterances + 1] = encode {
          id = id, conversation_id = first, text = turn.text, speaker = speaker, ["reply-to"] = before or NONE, timestamp = turn.time and turn.time + 0.0 or NONE,
          meta = meta("utterances", { turn = i, end_time = turn.end_time and turn.end_time + 0.0, language = turn.language, exchange = turn.exchange,
            is_question = turn.is_question and "yes" or nil }), vectors = ms.json.array {},
        } .. "\n"
        before = id
      end
      for _, speaker in ipairs(transcript.speakers) do
        if speakers[speaker.name] and speaker.role ~= "other" then speakers[speaker.name].meta.role = speaker.role end
      end
      if first then
        local about = { doc = transcript.doc, title = transcript.title, date = transcript.date, language = transcript.language }
        for key, value in pairs(transcript.meta or {}) do about[key] = about[key] or tostring(value) end
        conversations[first] = { meta = meta("conversations", about), vectors = ms.json.array {} }
      end
    end
    zip:add("utterances.jsonl", table.concat(utterances))
    zip:add("speakers.json", encode(speakers))
    zip:add("conversations.json", encode(conversations))
    zip:add("corpus.json", "{}")
    zip:add("index.json", encode { ["utterances-index"] = index_of(seen.utterances), ["speakers-index"] = index_of(seen.speakers),
      ["conversations-index"] = index_of(seen.conversations), ["overall-index"] = {}, version = 1, vectors = ms.json.array {} })
    zip:finish()
  end,
  samples = {
    { name = "talk.vtt", input = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Why?\n\n00:02.000 --> 00:03.000\n<v Bob>It rained.\n", members = {
      ["utterances.jsonl"] = '"reply-to":"talk.vtt#t1","speaker":"Bob","text":"It rained.","timestamp":2.0',
      ["conversations.json"] = '"talk.vtt#t1":{"meta":{"doc":"talk.vtt"', ["speakers.json"] = '"Ann":{"meta":{"role":"interviewer"}' } },
  },
}
