-- Organisations, known by how their names end (…有限责任公司, …管委会, "… University") in Chinese and English, and the best known by name.
-- Chinese has no capitals: the words before the ending are gone back over until one that cannot be of the name.
local ms = require "moonscribe"
local names = require "moonscribe.names"
local zh, data, places = ms.grammar "zh", ms.grammar "orgs", ms.grammar "places"

local function words(text)
  local set = {}
  for word in text:gmatch "%S+" do set[word:gsub("_", " ")] = true end
  return set
end

local STRONG, EN_GENERAL = words(data.strong), words(data.en_general)
local NO_ORG = words(ms.grammar "names".not_family .. " " .. ms.grammar "names".given .. " " .. ms.grammar "names".not_person)
local stopwords = ms.grammar "stopwords".en
local PLACES, EN_PLACES = words(places.zh), words(places.en)

-- These stand behind any word of a sentence.
local COMMON = words "公司 集团 集團 银行 銀行"

local patterns = {
  { name = "en", pattern = [[\b(?:[A-Z][A-Za-z&'-]+ ){1,5}(?:University|College|Institute|Foundation|Association|Corporation|Corp\.?|Inc\.?|Ltd\.?|LLC|Company|Bank|Council|Ministry|Agency|Committee|Commission|Museum|Hospital|Group|Society|Trust|Union|Authority)(?![A-Za-z])]] },
  { name = "en", pattern = [[\b(?:University|Ministry|Department|Bank|Institute|Museum) of (?:the )?[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)*]] },
}
-- Tycho Peterson with Evercore ISI.
patterns[#patterns + 1] = { name = "of", pattern = [[\b[A-Z][a-z]+ [A-Z][a-z]+(?:-[A-Z][a-z]+)? (?:from|with|at) (?<name>[A-Z][A-Za-z&]+(?: (?:& )?[A-Z][A-Za-z&]+){0,2})(?=[.,;:?!)]| (?:is|was|and|has|who|here|on|in|for|to|said)\b)]] }
for _, list in ipairs { data.strong, data.weak } do
  for ending in list:gmatch "%S+" do patterns[#patterns + 1] = { name = "zh", literal = ending } end
end
for name in pairs(words(data.en)) do patterns[#patterns + 1] = { name = "known", literal = name } end
for name in pairs(words(data.zh)) do patterns[#patterns + 1] = { name = "known", literal = name } end

local function known(match, context)
  local name = tostring(match[0])
  if name:find "^%w" then
    if context:before(1):find "[%w@/._-]" or context:after(1):find "[%w@_]" or context:after(5):find "^%.%a" then return nil, "part of a word" end
    if (name == "Guardian" or name == "Economist") and not context:before(4):find "[Tt]he $" then return nil, "no article before it" end
  end
  return { kind = "org", value = name }
end

local function english(match, context)
  local text = tostring(match[0])
  local short = text:gsub("^The ", "")
  local owner = short:match "^(%u%a+)'s "
  if owner and EN_PLACES[owner] then short = short:sub(#owner + 4) end
  if EN_GENERAL[short] or not short:find " " then return nil, "names nobody" end
  return { kind = "org", value = short, from = match.from + #text - #short }
end

local DISTRICT = ms.regex "[一-龥]{2}[省市县縣区區州]$"
local COUNTIES = ms.regex "[县縣]市$"

local function is_place(head)
  if DISTRICT:test(head) then return true end
  for bytes = 6, 15, 3 do
    if PLACES[head:sub(1, bytes)] then return true end
  end
end

-- Where somebody is from, if it is no place and no day.
local function of_person(match)
  local name = tostring(match.name)
  local first = name:match "^%S+"
  if EN_PLACES[name] or EN_PLACES[first] or NO_ORG[first] or stopwords[first:lower()] then return nil, "no organisation" end
  local from, to = match:span "name"
  return { kind = "org", value = name, from = from, to = to }
end

local function chinese(match, context)
  local text = tostring(match[0])
  if context:before(#text) == text then return nil, "no name before it" end
  local run = names.cut(names.run(context:before(60)), zh.lead_ins)
  if #run < 6 then return nil, "no name before it" end
  local from, count = names.back(run)
  local named, other = count.name, count.part
  local head = run:sub(from)
  if #head < 6 and not head:find "^%w%w" then return nil, "no name before it" end
  -- What is the state's is named by what it does.
  if head:find "^国家" or head:find "^國家" then named = named + 1 end
  if text:find "政府$" or text == "行署" then
    if not is_place(head) or COUNTIES:test(head) then return nil, "of no place" end
  elseif STRONG[text] then
    if named == 0 and other < 2 then return nil, "only general words before it" end
  elseif named == 0 or COMMON[text] and other > 0 then
    return nil, "no name before it"
  end
  return { kind = "org", value = head .. text, from = match.from - #head }
end

return ms.extractor {
  name = "orgs",
  about = "Organisations: 陕西延长石油(集团)有限责任公司, 喀什地区商务局, the University of Leeds, Acme Corp., 联合国",
  kinds = { "org" },
  patterns = patterns,
  hit = function(match, context)
    local pattern = match.pattern
    if pattern == "en" then return english(match, context) end
    if pattern == "of" then return of_person(match) end
    if pattern == "known" then return known(match, context) end
    return chinese(match, context)
  end,
  samples = {
    { text = "我们与陕西延长石油(集团)有限责任公司签署协议，喀什地区行署也参加。", mentions = { { kind = "org", text = "陕西延长石油(集团)有限责任公司" }, { kind = "org", text = "喀什地区行署" } } },
    { text = "这家公司在大学旁边。", mentions = {} },
    { text = "要求地方政府配合，保险公司和科技公司也相信政府；一所综合大学。", mentions = {} },
    { text = "台南市政府协助荒野保护协会，感谢国家发展委员会和联合国。", mentions = { { kind = "org", text = "台南市政府" }, { kind = "org", text = "荒野保护协会" }, { kind = "org", text = "国家发展委员会" }, { kind = "org", text = "联合国" } } },
    { text = "She left Acme Corp for the University of Leeds and Barclays Bank.", mentions = { { kind = "org", text = "Acme Corp" }, { kind = "org", text = "University of Leeds" }, { kind = "org", text = "Barclays Bank" } } },
    { text = "Tom Reyes from Norwell Partners and Ann Lee with Kettle, from Kenya, spoke on Monday.", mentions = { { kind = "org", text = "Norwell Partners" }, { kind = "org", text = "Kettle" } } },
    { text = "Kenya's Tea Board Council met Google; the Soviet Union and civil Society did not. See google.com.", mentions = { { kind = "org", text = "Tea Board Council" }, { kind = "org", text = "Google" } } },
  },
}
