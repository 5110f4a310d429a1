-- Places: those that everybody names (places.lua of the grammars) with the districts within them (台南市七股区), villages and towns by how
-- they end, and "Raleigh, North Carolina".
local ms = require "moonscribe"
local data = ms.grammar "places"

local function words(text)
  local set = {}
  for word in text:gmatch "%S+" do set[word:gsub("_", " ")] = true end
  return set
end

local DOUBTFUL, NOT_UNITS = words(data.en_doubtful), words(data.zh_not_units)

-- Countries and states come first in the list: a city stands before these.
local COUNTRIES, REGIONS = words(data.en:match "^(.-)%s+Alabama"), words(data.en:match "^(.-)%s+New_York_City")
local NO_CITY = words(ms.grammar "orgs".en .. " " .. ms.grammar "names".given .. " " .. ms.grammar "names".not_family)

local NOT_BEFORE = {}
for name, pattern in pairs(data.zh_not_before) do
  NOT_BEFORE[name] = ms.regex("^" .. pattern)
end

local patterns = {}
for name in pairs(words(data.zh)) do patterns[#patterns + 1] = { name = "zh", literal = name } end
for name in pairs(words(data.en)) do patterns[#patterns + 1] = { name = "en", literal = name } end
for _, unit in ipairs { "县", "縣", "镇", "鎮", "乡", "鄉", "村" } do patterns[#patterns + 1] = { name = "unit", literal = unit } end

-- What goes on within a place, piece by piece: 台南|市|七股区|三股村.
local IN_NAMES = words "山乡 山鄉 水乡 新村 山村 渔村 古镇 小镇"
local UNIT = ms.regex("^(?:" .. data.zh_units .. ")(?![一-龥]?[长長委场場民政])")
local DISTRICT = ms.regex("^(?:(?![和与與及跟到去在的是有从從等了也])[一-龥]){2,3}(?:" .. data.zh_districts .. ")(?![长長委场場民])")
local GENERAL = ms.regex "[各每全本该該这這那某个個两兩几幾]|什么|政府|地方"

-- The districts behind a place, in bytes.
local function districts(after)
  local unit = UNIT:match(after)
  local length = unit and #tostring(unit[0]) or 0
  while true do
    local piece = DISTRICT:match(after:sub(length + 1))
    piece = piece and tostring(piece[0])
    if not piece or GENERAL:test(piece) then return length end
    local ending = piece:sub(-6)
    if NOT_UNITS[piece] or NOT_UNITS[ending] and not IN_NAMES[ending] then return length end
    length = length + #piece
  end
end

local function known(match, context)
  local name = tostring(match[0])
  local after = context:after(48)
  local other = NOT_BEFORE[name]
  if other and other:test(after) then return nil, "another word with what follows" end
  local not_after = data.zh_not_after[name]
  if not_after and not_after:find(context:before(3), 1, true) and context.from > 1 then return nil, "part of another place" end
  local more = name:sub(-3) == "州" and after:find "^州" and 0 or districts(after)
  return { kind = "place", value = name .. after:sub(1, more), to = match.to + more }
end

local OFFICE = words "长 長 委 民 级 級 子 里 裡 人 官 干 幹 镇 鎮 上 落 市 公 政 府 会 會 支 办 辦 下 组 組 口"
local RARE = 4.8 -- commoner words than that name no village

-- 员山乡, 三股村: a word of two characters or more before the ending that is none of everyday's.
local function by_unit(match, context)
  local before, unit = context:before(12), tostring(match[0])
  if OFFICE[context:after(3)] then return nil, "an office or a person" end
  local spans = ms.text(before .. unit .. context:after(6)):word_spans()
  for i = 1, #spans, 2 do
    if spans[i] <= #before + #unit and spans[i + 1] >= #before + #unit then
      local from, to = spans[i], spans[i + 1]
      if to ~= #before + #unit then return nil, "part of a longer word" end
      if to - from + 1 == 3 and i > 1 and spans[i - 1] == from - 1 then from = spans[i - 2] end
      local name = before:sub(from) .. unit
      if #name < 9 or #name > 15 or NOT_UNITS[name] or GENERAL:test(name) then return nil, "names no place" end
      local rarity = ms.text(name:sub(1, -4)):rarity()
      if rarity and rarity < RARE or not name:find "^[\xE3-\xE9]" then return nil, "a common word before it" end
      return { kind = "place", value = name, from = match.from - #before + from - 1 }
    end
  end
end

local CITY = ms.regex [[(?:^|[^A-Za-z.])((?:in|from|to|at|near|of|outside|around|leaving|over) )((?:[A-Z][a-z'’]+)(?: [A-Z][a-z'’]+){0,2}), ?$]]
local PLACE = ms.regex [[\b(?:[Ii]n|[Ff]rom|[Tt]o|[Aa]t|[Nn]ear|[Oo]f|[Oo]utside|[Aa]cross|[Aa]round|[Ii]nto|[Tt]hrough|[Tt]owards?|[Vv]isit(?:ed|ing)?|[Ll]eft|[Tt]he) $|, $]]

local function english(match, context)
  local name, before, after = tostring(match[0]), context:before(60), context:after(24)
  if before:find "[%w@/._&-]$" or after:find "^[%w@_-]" then return nil, "part of a word" end
  if name == "America" and before:find " of $" or name == "US" and not before:find "[Tt]he $" then return nil, "part of a longer name" end
  if DOUBTFUL[name] and not PLACE:test(before) then return nil, "often something else, and no preposition before it" end
  if before:find "[A-Z]%a+ $" and DOUBTFUL[name] then return nil, "part of a longer name" end
  local city = CITY:match(before)
  if city and REGIONS[name] and not COUNTRIES[tostring(city[2])] and not NO_CITY[tostring(city[2]):match "^%S+"] then
    local from = match.from - (#before - city:span(2) + 1)
    return { kind = "place", value = tostring(city[2]) .. ", " .. name, from = from }
  end
  return { kind = "place", value = (name:gsub("%.$", "")) == "U.S" and "U.S." or name }
end

return ms.extractor {
  name = "places",
  about = "Places: countries, provinces, cities and what lies within them: 台南市七股区, 员山乡, Raleigh, North Carolina",
  kinds = { "place" },
  patterns = patterns,
  hit = function(match, context)
    local pattern = match.pattern
    if pattern == "zh" then return known(match, context) end
    if pattern == "unit" then return by_unit(match, context) end
    return english(match, context)
  end,
  samples = {
    { text = "我们从北京去喀什地区，又到台南市七股区和宜蘭縣員山鄉，最后回陕西省。", mentions = { { kind = "place", text = "北京" }, { kind = "place", text = "喀什地区", value = "喀什地区" }, { kind = "place", text = "台南市七股区", value = "台南市七股区" }, { kind = "place", text = "宜蘭縣員山鄉" }, { kind = "place", text = "陕西省", value = "陕西省" } } },
    { text = "各乡镇的农村、社区、全县和返乡青年；巴黎协定和汉堡包。", mentions = {} },
    { text = "She moved from Raleigh, North Carolina to the US, then to Austin and Hong Kong.", mentions = { { kind = "place", text = "Raleigh, North Carolina" }, { kind = "place", text = "US" }, { kind = "place", text = "Austin" }, { kind = "place", text = "Hong Kong" } } },
    { text = "We flew from Madrid, Boston and with Facebook, Taiwan.", mentions = { { kind = "place", text = "Madrid" }, { kind = "place", text = "Boston" }, { kind = "place", text = "Taiwan" } } },
    { text = "Austin Lee and Jordan ate turkey at the University of Leeds; Taiwanese use it. Virginia laughed.", mentions = {} },
  },
}
