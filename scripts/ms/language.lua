-- moonscribe.language: which language a text is in.
-- Scripts say most of it; between languages of one script it is the small words that everybody uses. No more of a
-- long text is looked at than is needed to be sure.
local ms = require "moonscribe"
local plugins = require "moonscribe.plugins"

local language = {}

-- Bytes of a sample, and how many samples are taken of a text.
local SAMPLE, SAMPLES = 1500, 3
-- Han characters from which on a text without a traditional one is simplified.
local SURE = 12

-- Scripts by their code points, each with the language that it is taken for.
local SCRIPTS = {
  { 0x3040, 0x30FF, "ja" }, { 0xAC00, 0xD7AF, "ko" }, { 0x0400, 0x04FF, "ru" }, { 0x0370, 0x03FF, "el" },
  { 0x0600, 0x06FF, "ar" }, { 0x0590, 0x05FF, "he" }, { 0x0E00, 0x0E7F, "th" }, { 0x0900, 0x097F, "hi" },
}
local UYGHUR, PERSIAN, UKRAINIAN = "[\u{06D5}\u{06D0}\u{06CB}]", "[\u{067E}\u{0686}\u{06AF}]", "[\u{0456}\u{0457}\u{0454}]"

local function samples_of(text)
  local length = #text
  if length <= SAMPLE * SAMPLES then return { text } end
  local samples = {}
  for i = 0, SAMPLES - 1 do
    local from = 1 + (length - SAMPLE) * i // (SAMPLES - 1)
    -- Whole characters only.
    while from <= length and text:byte(from) & 0xC0 == 0x80 do from = from + 1 end
    local to = math.min(length, from + SAMPLE)
    while to < length and text:byte(to + 1) & 0xC0 == 0x80 do to = to + 1 end
    samples[#samples + 1] = text:sub(from, to)
  end
  return samples
end

local function script_of(c)
  if c >= 0x4E00 and c <= 0x9FFF then return "zh" end
  if c < 0x80 or (c >= 0xC0 and c <= 0x24F) then return "latin" end
  for _, script in ipairs(SCRIPTS) do
    if c >= script[1] and c <= script[2] then return script[3] end
  end
end

-- Characters by script (Latin by words, because a word of Latin says as much as a Han character or two), words of
-- Latin, and traditional characters.
local function count(text)
  local counts, latin, traditional = {}, {}, 0
  for _, sample in ipairs(samples_of(text)) do
    local terms, spans = sample:terms { mode = "characters" }
    for i, term in ipairs(terms) do
      local script = script_of(utf8.codepoint(term))
      if script == "zh" and not sample:sub(spans[2 * i - 1], spans[2 * i]):is(term) then traditional = traditional + 1 end
      if script == "latin" and not term:find "^%d" then latin[#latin + 1] = term:gsub("\u{2019}", "'") end
      if script and not term:find "^%d" then
        local weight = (script == "zh" or script == "latin") and 1 or utf8.len(term)
        counts[script] = (counts[script] or 0) + weight
      end
    end
  end
  return counts, latin, traditional
end

local FEW = 6 -- words

local function latin_language(words)
  local best, most, second = nil, 0, 0
  local lists = plugins.grammar "stopwords" or {}
  for _, code in ipairs { "en", "de", "es", "fr", "it", "nl", "pt" } do
    local hits, list = 0, lists[code] or {}
    for _, word in ipairs(words) do if list[word] then hits = hits + 1 end end
    -- The English list is several times as long, and its share of ordinary talk so much larger. A few words ("So?", "Of course.") say
    -- nothing of shares.
    if code == "en" and #words >= FEW then hits = hits * 0.8 end
    if hits > most then best, most, second = code, hits, most
    elseif hits > second then second = hits end
  end
  return most >= 1 and most >= #words * 0.12 and most > second and best or nil
end

local function refine(script, text)
  local head = tostring(text:sub(1, math.min(#text, 3000)))
  local function has(class)
    for _, c in utf8.codes(class:sub(2, -2)) do
      if head:find(utf8.char(c), 1, true) then return true end
    end
    return false
  end
  if script == "ar" and has(UYGHUR) then return "ug" end
  if script == "ar" and has(PERSIAN) then return "fa" end
  if script == "ru" and has(UKRAINIAN) then return "uk" end
  return script
end

--- ms.language(text) -> string or nil
---  The language of a text as a BCP 47 tag: "zh-Hans", "zh-Hant" or, when too little is said to tell, "zh"; "en", "ja", "ko",
---  "ru", "ar", "ug", "de", "fr", "es" and others; nil when nothing says which. A text of several is in the one that has most.
---  @example
---  ms.language("今年的博览会上签约了三十个项目。") --> zh-Hans
---  ms.language("請問您是什麼時候開始做這件事的？") --> zh-Hant
---  ms.language("What did you do before you came here?") --> en
---  ms.language("2024-06-27") --> nil
function language.of(text)
  if type(text) == "string" then text = ms.text(text) end
  local counts, latin, traditional = count(text)
  local best, most = nil, 0
  -- Japanese is written with Han characters too, but never long without its own.
  if (counts.ja or 0) * 4 > (counts.zh or 0) then counts.ja, counts.zh = (counts.ja or 0) + (counts.zh or 0), nil end
  for _, script in ipairs { "zh", "latin", "ja", "ko", "ru", "el", "ar", "he", "th", "hi" } do
    if (counts[script] or 0) > most then best, most = script, counts[script] end
  end
  if best == "latin" then return latin_language(latin) end
  if best ~= "zh" then return best and refine(best, text) end
  if traditional * 25 > most then return "zh-Hant" end
  return most >= SURE and "zh-Hans" or "zh"
end

return language
