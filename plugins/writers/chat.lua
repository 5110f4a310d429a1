-- CHAT (.cha) of TalkBank: a line a sentence, with its times behind it. CHAT gives a meaning to many
-- characters; words that hold them are written in full width, so that they stay words, and that is said.
local ms = require "moonscribe"
local captions = require "moonscribe.captions"

-- ISO 639-3 as CHAT wants it.
local LANGUAGES = { en = "eng", zh = "zho", yue = "yue", fr = "fra", de = "deu", es = "spa", it = "ita", pt = "por", nl = "nld", ja = "jpn", ko = "kor",
  ru = "rus", ar = "ara", he = "heb", el = "ell", hi = "hin", th = "tha", uk = "ukr", ug = "uig", fa = "fas", tr = "tur", pl = "pol", sv = "swe", da = "dan" }
local ROLES = { interviewer = "Interviewer", interviewee = "Informant", other = "Speaker" }
local MONTHS = { "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC" }

-- Codes of speakers: three letters of the name, or numbered.
local function codes_of(speakers)
  local codes, taken = {}, {}
  for i, speaker in ipairs(speakers) do
    local code = ms.one_line(speaker.name):upper():gsub("[^A-Z]", ""):sub(1, 3)
    if #code < 3 or taken[code] then code = ("SP%d"):format(i) end
    taken[code], codes[speaker.name] = true, code
  end
  return codes
end

local WIDE = { ["["] = "［", ["]"] = "］", ["<"] = "＜", [">"] = "＞", ["("] = "（", [")"] = "）", ["&"] = "＆", ["@"] = "＠", ["+"] = "＋", ["0"] = "０",
  ["\x15"] = "" }

local END = ms.regex([[^(.*?)([.?!。？！…]*)(["'”’)\]」』）]*)$]], "s")

-- The words of a sentence as a main line holds them, and the mark that ends it.
local function words_of(text, note)
  local match = END:match(ms.one_line(text))
  local marks = tostring(match[2])
  local bare, finish = tostring(match[1]) .. tostring(match[3]), "."
  if marks:find "?" or marks:find "？" then finish = "?"
  elseif marks:find "!" or marks:find "！" then finish = "!"
  elseif marks:find "%.%.%." or marks:find "…" then finish = "+..." end
  if marks:find "[\x80-\xFF]" then note "the marks at the ends of Chinese sentences are written . ? ! +..., as CHAT has no others" end
  local words, count = bare:gsub("[%[%]<>()&@\x15]", WIDE)
  local plus, zero
  words, plus = words:gsub("%f[^%s\0]%+", WIDE)
  words, zero = words:gsub("%f[^%s\0]0", WIDE)
  if count + plus + zero > 0 then note "characters that CHAT gives a meaning to were written in full width" end
  return words, finish
end

local function participants(transcript, codes)
  local list = {}
  for i, speaker in ipairs(transcript.speakers) do
    list[i] = ("%s %s %s"):format(codes[speaker.name], (ms.one_line(speaker.name):gsub("[%s,;]+", "_")), ROLES[speaker.role] or "Speaker")
  end
  return list
end

-- Sentences of all turns: visit(speaker, text, from, to) with times in milliseconds or nil.
local function each_sentence(transcript, info, visit)
  local is_timed = info.options.assume_rate ~= nil
  for _, turn in ipairs(transcript.turns) do is_timed = is_timed or turn.time ~= nil end
  local turns = is_timed and captions.timed(transcript, info.options, info.note) or transcript.turns
  for _, turn in ipairs(turns) do
    local list = {}
    for sentence in ms.text(turn.text):sentences() do list[#list + 1] = sentence end
    for i, sentence in ipairs(list) do
      local from = sentence:offset()
      local time = is_timed and captions.time_at(turn, from)
      local stop = is_timed and (list[i + 1] and captions.time_at(turn, (list[i + 1]:offset())) or turn.last)
      visit(turn.speaker, tostring(sentence), time and (time * 1000 + 0.5) // 1 | 0, stop and (stop * 1000 + 0.5) // 1 | 0)
    end
  end
end

return ms.writer {
  name = "chat", input = "interview", suffixes = { "cha" },
  about = "CHAT",
  keeps = { "speaker", "role", "time", "end_time", "cue_time", "date" },
  check = captions.check,
  write = function(transcript, put, info)
    local codes = codes_of(transcript.speakers)
    local list = participants(transcript, codes)
    local tag = (transcript.language or ""):match "^%a+" or ""
    local language = LANGUAGES[tag] or #tag == 3 and tag or "und"
    local has_unknown = false
    for _, turn in ipairs(transcript.turns) do has_unknown = has_unknown or not turn.speaker end
    if has_unknown then list[#list + 1] = "UNK Unidentified" end
    put(("@UTF8\n@Begin\n@Languages:\t%s\n@Participants:\t%s\n"):format(language, table.concat(list, ", ")))
    for _, speaker in ipairs(transcript.speakers) do
      put(("@ID:\t%s|moonscribe|%s|||||%s|||\n"):format(language, codes[speaker.name], ROLES[speaker.role] or "Speaker"))
    end
    if has_unknown then put(("@ID:\t%s|moonscribe|UNK|||||Unidentified|||\n"):format(language)) end
    local year, month, day = (transcript.date or ""):match "^(%d%d%d%d)%-(%d%d)%-(%d%d)$"
    if year then put(("@Date:\t%s-%s-%s\n"):format(day, MONTHS[tonumber(month)], year)) end
    each_sentence(transcript, info, function(speaker, text, from, to)
      local words, finish = words_of(text, info.note)
      if not words:find "%S" then return end
      local bullet = from and (" \x15%d_%d\x15"):format(from, math.max(to, from + 1)) or ""
      put(("*%s:\t%s %s%s\n"):format(speaker and codes[speaker] or "UNK", words, finish, bullet))
    end)
    put "@End\n"
  end,
  samples = {
    { name = "talk.vtt", input = "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ann Lee>So it is (he said). Why?\n",
      output = "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tANN Ann_Lee Speaker\n@ID:\teng|moonscribe|ANN|||||Speaker|||\n" ..
        "*ANN:\tSo it is （he said） . \x151000_2667\x15\n*ANN:\tWhy ? \x152667_3000\x15\n@End\n" },
    { name = "zh.txt", input = "主持人：您好。\n沈岚：您好！\n主持人：多久？\n沈岚：一天。",
      output = "@UTF8\n@Begin\n@Languages:\tzho\n@Participants:\tSP1 主持人 Interviewer, SP2 沈岚 Informant\n@ID:\tzho|moonscribe|SP1|||||Interviewer|||\n" ..
        "@ID:\tzho|moonscribe|SP2|||||Informant|||\n*SP1:\t您好 .\n*SP2:\t您好 !\n*SP1:\t多久 ?\n*SP2:\t一天 .\n@End\n" },
  },
}
