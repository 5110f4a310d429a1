-- Praat TextGrids in their text forms (long, short, chronological; any encoding). Praat itself reads
-- only the free-standing numbers, quoted texts and flags, and so do we. A tier is a speaker, unless its
-- name says that it holds words or sentences; tiers of sounds and remarks are left out.
local ms = require "moonscribe"
local markup = require "moonscribe.markup"
local spoken = require "moonscribe.spoken"

local TOKEN = ms.regex [["((?:[^"]|"")*)"|(?<!\S)([-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?)(?![^\s,;])|(<exists>|<absent>)|(?<!\S)!.*]]

-- Names of tiers that hold no speech, and of those whose name is no speaker's.
local ABOUT = ms.regex([[phon|segment|syll|pitch|tone|\bpos\b|gloss|transl|note|comment|point|formant|break|\bipa\b|stress|noise|silen[ct]|empty|\btags?\b|intensity|\bmax\b|lex]], "i")
local LEVEL = ms.regex([[^(?:(.+?)\s*[-_.:/]\s*)?(words?|utterances?|sentences?|transcripts?|transcriptions?|text|orthograph\w*|speech|ort|phrases?|labels?|intervals?)$]], "i")
local SILENCE = ms.regex([[^(?:sp|sil|silence|<eps>|<p:>|<sil>|#|_|\(?\.\.?\)?|<p>|spn|<unk>)$]], "i")

local function read_tokens(text)
  local tokens = {}
  for match in TOKEN:gmatch(text) do
    local quoted, number, flag = match[1], match[2], match[3]
    if quoted then tokens[#tokens + 1] = (tostring(quoted):gsub('""', '"'))
    elseif number then tokens[#tokens + 1] = tonumber(tostring(number))
    elseif flag then tokens[#tokens + 1] = flag:is "<exists>" end
  end
  return tokens
end

-- A reader of the tokens: next(kind) gives the next one, or nil when it is none of that kind.
local function reader(tokens, at)
  return function(kind)
    local token = tokens[at]
    if type(token) ~= kind then return nil end
    at = at + 1
    return token
  end
end

-- Long and short: the tiers one after another.
local function read_tiers(tokens)
  local tiers, take = {}, reader(tokens, 3)
  take "number"
  take "number"
  if not take "boolean" then return tiers end
  for _ = 1, take "number" or 0 do
    local class, name = take "string", take "string"
    take "number"
    take "number"
    local count = take "number"
    if not count then return tiers, "a tier breaks off" end
    local tier = { name = ms.one_line(name or ""), is_points = class == "TextTier" }
    tiers[#tiers + 1] = tier
    for _ = 1, count do
      local from = take "number"
      local to = not tier.is_points and take "number" or from
      local text = take "string"
      if not text or not to then return tiers, ("the tier \"%s\" breaks off"):format(tier.name) end
      tier[#tier + 1] = { time = from, end_time = not tier.is_points and to or nil, text = text }
    end
  end
  return tiers
end

-- Chronological: first what tiers there are, then all intervals in the order of their times.
local function read_chronological(tokens)
  local tiers, take = {}, reader(tokens, 2)
  take "number"
  take "number"
  for _ = 1, take "number" or 0 do
    local class, name = take "string", take "string"
    take "number"
    take "number"
    tiers[#tiers + 1] = { name = name or "", is_points = class == "TextTier" }
  end
  while true do
    local tier = tiers[take "number" or 0]
    local from = take "number"
    local to = tier and not tier.is_points and take "number" or from
    local text = take "string"
    if not tier or not to or not text then return tiers end
    tier[#tier + 1] = { time = from, end_time = not tier.is_points and to or nil, text = text }
  end
end

-- What a tier is: its speaker, how coarse it is, and whether it is speech at all.
local function classify(tier)
  local level = LEVEL:match(tier.name)
  tier.speaker = level and level[1] and tostring(level[1]) or not level and tier.name:match "%S" and tier.name or nil
  tier.is_words = level ~= nil and level[2]:lower():find "^word" ~= nil
  tier.is_about = ABOUT:test(tier.name)
  tier.words = 0
  for _, interval in ipairs(tier) do
    interval.text = ms.one_line(interval.text)
    if SILENCE:test(interval.text) then interval.text = "" end
    if interval.text ~= "" then tier.words = tier.words + 1 end
  end
end

-- The tiers of speech; words only where their speaker has no longer pieces.
local function choose(tiers)
  local has_intervals, has_speech, has_longer = false, false, {}
  for _, tier in ipairs(tiers) do
    classify(tier)
    if tier.words > 0 and not tier.is_about then
      has_speech = true
      has_intervals = has_intervals or not tier.is_points
      if not tier.is_words and not tier.is_points then has_longer[tier.speaker or ""] = true end
    end
  end
  local chosen = {}
  for _, tier in ipairs(tiers) do
    local is_wanted = tier.words > 0 and (not tier.is_about or not has_speech) and not (tier.is_points and has_intervals)
    if tier.is_words and has_longer[tier.speaker or ""] then is_wanted = false end
    if is_wanted then chosen[#chosen + 1] = tier end
  end
  return chosen
end

return ms.format {
  name = "textgrid",
  composes = true, begins = 'Fo"', about = "Praat TextGrid: its tiers of speech",
  bid = function(head)
    if head:find('Object class = "TextGrid"', 1, true) and head:find "^%s*File type" then return 100 end
    if head:find '^%s*"?ooTextFile"?%s+"?TextGrid"' or head:find '^"Praat chronological TextGrid' then return 100 end
    return 0
  end,
  turns = function(document)
    local tokens = read_tokens(document.text)
    local is_chronological = tostring(tokens[1]):find "^Praat chronological" ~= nil
    local tiers, damage = (is_chronological and read_chronological or read_tiers)(tokens)
    if damage then
      if #tiers < 2 and not (tiers[1] and tiers[1][1]) then return nil, "TextGrid: " .. damage, "truncated" end
      markup.note(document, "break", "", damage)
    end
    local pieces = {}
    for _, tier in ipairs(choose(tiers)) do
      for _, interval in ipairs(tier) do
        interval.speaker = tier.speaker
        pieces[#pieces + 1] = interval
      end
    end
    local turns = spoken.turns(pieces)
    if not turns[1] then document.compose "" end
    return turns
  end,
  samples = {
    { name = "long.TextGrid", input = [[File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 3
tiers? <exists>
size = 2
item []:
    item [1]:
        class = "IntervalTier"
        name = "Ann"
        xmin = 0
        xmax = 3
        intervals: size = 2
        intervals [1]:
            xmin = 0
            xmax = 1.5
            text = "Why is it ""low""?"
        intervals [2]:
            xmin = 1.5
            xmax = 3
            text = ""
    item [2]:
        class = "IntervalTier"
        name = "Bo - words"
        xmin = 0
        xmax = 3
        intervals: size = 1
        intervals [1]:
            xmin = 1.5
            xmax = 3
            text = "because"
]],
      turns = { { speaker = "Ann", text = "Why is it \"low\"?", time = 0, end_time = 1.5 }, { speaker = "Bo", text = "because", time = 1.5 } } },
    { name = "short.TextGrid", input = "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n0\n2\n<exists>\n2\n\"IntervalTier\"\n\"words\"\n0\n2\n2\n0\n1\n\"it\"\n1\n2\n\"rained\"\n\"TextTier\"\n\"pitch\"\n0\n2\n1\n0.5\n\"120\"\n",
      turns = { { text = "it rained", time = 0, end_time = 2 } } },
    { name = "chronological.TextGrid", input = "\"Praat chronological TextGrid text file\"\n0 2   ! Time domain.\n1   ! Number of tiers.\n\"IntervalTier\" \"Ann\" 0 2\n\n1 0 1\n\"Hi.\"\n1 1 2\n\"\"\n",
      turns = { { speaker = "Ann", text = "Hi.", time = 0 } } },
  },
}
