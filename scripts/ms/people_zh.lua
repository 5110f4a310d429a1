-- moonscribe.people_zh: who is named in Chinese words: 商务局党组书记、副局长周杰; 艾尼瓦尔·吐尔逊; 周书记; 我叫...
-- One idea: a family name is a frequent character, so a title, a dot or a word of introduction must stand beside it. For
-- moonscribe.people, which calls `hit` with each match of `patterns`.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local names = require "moonscribe.names"

local chinese = {}

local zh, data = ms.grammar "zh", ms.grammar "names"

local TITLES, POLITE = wording.map(zh.titles), wording.map(zh.polite)
local FAMILY = "(?![谢謝][谢謝])(?<![谢謝感多致答鸣鳴](?=[谢謝]))(?:" .. table.concat(zh.compound_surnames, "|") .. "|" .. data.japanese:gsub("%s+", "|") .. "|[" .. zh.surnames .. "])"
local HAN_NAME = FAMILY .. "(?![书局处科厅部主委先女同老说与和的内內副前董總总员員是从從我你他她它了过過着着])[一-龥](?:(?![为為做说說在与與和同先的是来到等也将將就對对向及表介任出率带指强告认谈讲曾又还還并並以从從一找去給给讓让問问叫请請想要會会能把被聘任有沒没不非很更最我你他她它們们])[一-龥])?"
-- By what somebody is called behind the name. Who only stands for others (代表, 记者) is named otherwise.
local ADDRESS = {}
for _, list in ipairs { zh.titles, zh.addresses } do
  for _, word in ipairs(list) do ADDRESS[word] = true end
end
for _, word in ipairs { "代表", "记者", "記者", "演员", "演員", "作家", "诗人", "画家", "歌手", "秘书", "顾问", "顧問", "干事", "科学家" } do ADDRESS[word] = nil end

local patterns = {
  { name = "introduced", pattern = "(?:我叫|名叫|我的名字是|我的名字叫|这位是|這位是)(?<name>" .. HAN_NAME .. ")(?=[，。、,.!！；;：（(]|$)" },
}
-- Titles are few, and characters that may be a family name are many: names are looked for beside the titles.
chinese.patterns, chinese.literals, chinese.literal_names = patterns, {}, {}

local function add_literal(name, literal)
  table.insert(chinese.literals, literal)
  table.insert(chinese.literal_names, name)
end

add_literal("foreign", "·")
for name in data.known:gmatch "%S+" do add_literal("famous", name) end
for word in pairs(ADDRESS) do add_literal("title", word) end
for word in pairs(TITLES) do
  if not ADDRESS[word] then add_literal("title", word) end
end

function chinese.may_be() return true end

-- --- titles ----------------------------------------------------------------------------------

-- The title at the end of a text, or nil.
local function title_at_end(text)
  for bytes = 15, 6, -3 do
    if #text >= bytes and TITLES[text:sub(-bytes)] then return text:sub(-bytes) end
  end
end

local QUOTED = ms.regex([[^.*[”"]\s*]])

-- All titles before a name: from the run of characters back over 、 as long as each part ends with a title.
local function titles_before(before)
  local parts, rest = {}, before
  while title_at_end(rest) do
    local run = QUOTED:gsub(names.run(rest), "")
    local part, lead = names.cut(run, zh.lead_ins)
    -- 吴晓斌为团长: that title belongs to the name before it.
    if not title_at_end(part) or (lead == "为" or lead == "為") and #parts > 0 then break end
    table.insert(parts, 1, part)
    rest = rest:sub(1, #rest - #run):gsub("%s+$", "")
    if lead or rest:sub(-3) ~= "、" then break end
    rest = rest:sub(1, -4):gsub("%s+$", "")
  end
  return table.concat(parts, "、")
end

local AFTER = ms.regex([[^(?:同志)?(?:[为為]|担任|擔任|任)([一-龥]{0,12}?)(?=[、，。；,;:：\s的]|$)]])

-- The titles and lead-ins that run into 艾尼瓦尔·吐尔逊 are cut off: bytes to leave out before the name.
local function before_name(name)
  local dot, cut = name:find("·", 1, true), 0
  local head = name:sub(1, dot - 1)
  for from = 1, #head - 6, 3 do
    for bytes = 15, 6, -3 do
      if TITLES[head:sub(from, from + bytes - 1)] and from + bytes - 1 <= #head - 6 then cut = math.max(cut, from + bytes - 1) end
    end
  end
  local rest = names.cut(head:sub(cut + 1), zh.lead_ins)
  return #rest >= 6 and #head - #rest or cut
end

local NOT_NAMES = {}
for word in data.not_chinese:gmatch "%S+" do NOT_NAMES[word] = true end
local COMPOUND = wording.map(zh.compound_surnames)
for name in data.japanese:gmatch "%S+" do COMPOUND[name] = true end
local WEAK = {}
for char in data.weak_families:gmatch "[\xE3-\xE9]..?" do WEAK[char] = true end
local PLACES = {}
for name in ms.grammar "places".zh:gmatch "%S+" do PLACES[name] = true end
local OFFICE, ORG_END = {}, wording.map(zh.org_ends)
for char in data.office_ends:gmatch "[\xE3-\xE9].." do OFFICE[char] = true end
for word in ("学校 學校 中学 中學 奖 獎 中心 学派 學派 主义 主義 医院 醫院 机场 機場"):gmatch "%S+" do ORG_END[word] = true end

-- Why some characters that look like a name are none, or nil. In 曾任部长 nobody is called 任.
local function flaw(name, before)
  if before and WEAK[name:sub(1, 3)] and before:find "[\xE4-\xE9][\x80-\xBF][\x80-\xBF]$" then
    return "\"" .. name:sub(1, 3) .. "\" may belong to what is before it"
  end
  if NOT_NAMES[name:sub(1, 6)] then return "\"" .. name:sub(1, 6) .. "\" is a word" end
  if #name == 9 and OFFICE[name:sub(7)] then return "it ends like an office" end
  for bytes = 3, 12, 3 do
    if ORG_END[name:sub(-bytes)] then return "it ends like an organisation" end
  end
end

-- --- what a hit is ---------------------------------------------------------------------------

-- A name with the titles around it.
local function full(name, from, context, title)
  local before = titles_before((context:before(120, from):gsub("%s$", "")))
  local titles = {}
  if before ~= "" then titles[1] = before end
  titles[#titles + 1] = title
  local after = AFTER:match(context:after(48, from + #name - 1))
  local role = after and tostring(after[1])
  if role and title_at_end(role) then titles[#titles + 1] = role end
  return { kind = "person", value = name, person = name, titles = titles, of = #titles > 0 and table.concat(titles, "；") or nil,
    from = from, to = from + #name - 1 }, before
end

-- Whether a word begins at a byte of the characters before a title.
local function begins_word(before, from)
  local spans = ms.text(before):word_spans()
  for i = 1, #spans, 2 do
    if spans[i] == from then return true end
  end
  return false
end

-- Ilves 總統, Beth Noveck 教授.
local LATIN = ms.regex [[(?<![A-Za-z] )(?<![A-Za-z])((?!(?:It|The|This|That|He|She|We|You|They|What|And|But|My|CEO|VP) )[A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2})\s?$]]
local NAME_AT_END = ms.regex("(?:" .. HAN_NAME .. "|(?<family>" .. FAMILY .. "))$")
-- Characters that a family name begins with: a look at them spares most of the rest.
local BEGINS = {}
for char in (zh.surnames .. table.concat(zh.compound_surnames) .. data.japanese:gsub("%s+", "")):gmatch "[\xE3-\xE9].." do
  BEGINS[char] = true
end
local NAME_AT_START = ms.regex("^\\s?(?<name>" .. HAN_NAME .. ")(?![一-龥]{0,5}·)")

-- 张善政老师; 周书记: a surname with a title, or by itself if no name goes before it.
local function before_title(match, context)
  local title, before = match.literal, context:before(30)
  local last = before:sub(-3)
  local degree = (last == "副" or last == "前") and last or ""
  before = before:sub(1, -#degree - 1)
  local may_be = BEGINS[before:sub(-3)] or BEGINS[before:sub(-6, -4)] or BEGINS[before:sub(-9, -7)]
  local found = may_be and NAME_AT_END:match(before)
  if not found then
    if before:byte(-1) and before:byte(-1) > 0x7F then return nil, "no name before the title" end
    local match_latin = LATIN:match(before)
    if not match_latin then return nil, "no name before the title" end
    local latin, name = tostring(match_latin[0]), tostring(match_latin[1])
    local from = match.from - #degree - #latin
    return { kind = "person", value = name, person = name:find " " and name or nil, titles = { degree .. title }, of = degree .. title,
      from = from, to = from + #name - 1 }
  end
  local from, name = match.from - #degree - (#before - found.from + 1), tostring(found[0])
  local char = before:sub(1, found.from - 1):match "[\xE3-\xE9]..$"
  local wrong = flaw(name, char)
  if wrong then return nil, wrong end
  if not found.family and not COMPOUND[name] then return (full(name, from, context, degree .. title)) end
  -- Where it may be the end of another word, it is only somebody who is known.
  local is_open = char ~= nil and not zh.may_precede_name[char] and not begins_word(before, found.from)
  return { is_open = is_open, kind = "person", value = name .. degree .. title, family = name,
    titles = { degree .. title }, of = degree .. title, from = from, to = match.to }
end

-- 党组书记、副局长周杰.
local function after_title(match, context)
  local after = context:after(40)
  local first = after:byte()
  if first and first > 0xE3 and not BEGINS[after:sub(1, 3)] then return nil, "no name behind the title" end
  local found = NAME_AT_START:match(after)
  if not found then return nil, "no name behind the title" end
  local name = tostring(found.name)
  local wrong = flaw(name)
  if wrong then return nil, wrong end
  local from = match.to + found:span "name"
  local mention, before = full(name, from, context)
  if before == "" then return nil, "no title before it" end
  return mention
end

local HEAD = ms.regex "[一-龥]{2,12}$"
local TAIL = ms.regex "^[一-龥]{2,8}?(?:·[一-龥]{2,8}?)?(?=[^一-龥·]|同志|先生|女士|说|說|是|也|在|和|与|的|为|表示|介绍|$)"

local function by_dot(match, context)
  local head, tail = HEAD:match(context:before(40)), TAIL:match(context:after(60))
  if not head or not tail then return nil, "no name around the dot" end
  if PLACES[tostring(head[0])] then return nil, "a place" end
  local name = tostring(head[0]) .. "·" .. tostring(tail[0])
  local cut = before_name(name)
  name = name:sub(cut + 1)
  local wrong = flaw(name)
  if wrong then return nil, wrong end
  return (full(name, match.from - #tostring(head[0]) + cut, context))
end

-- What a match is: a mention, or nil and the reason; a title may have a name on its other side as well.
function chinese.hit(match, context)
  local pattern = match.pattern
  if pattern == "foreign" then return by_dot(match, context) end
  if pattern == "famous" then
    return { kind = "person", value = match.literal, person = match.literal, titles = {}, from = match.from, to = match.to }
  end
  if pattern == "title" then
    local behind, reason = after_title(match, context)
    if not ADDRESS[match.literal] then return behind, reason end
    local mention, other = before_title(match, context)
    return mention or behind, other or reason, mention and behind
  end
  local name = tostring(match.name)
  local wrong = flaw(name)
  if wrong then return nil, wrong end
  return (full(name, match:span "name", context))
end

-- --- what is known of a name -----------------------------------------------------------------

local IS_NAME = ms.regex("^(?:" .. FAMILY .. "[一-龥]{1,2}|[一-龥]{1,8}(?:·[一-龥]{1,8}){1,3})$")
local WORD_ENDS = wording.map { "人", "者", "员", "員", "们", "們", "生", "众", "眾", "家" }

--- people_zh.speaker(label) -> string or nil
---  The name of the person in the label of a turn: 周杰（局长） is 周杰, 主持人 nobody.
---  @example
---  require("moonscribe.people_zh").speaker "周杰（局长）" --> 周杰
function chinese.speaker(label)
  local name = label:gsub("%s*[(%[].*$", ""):gsub("%s*（.*$", ""):gsub("^%s+", ""):gsub("%s+$", "")
  if not IS_NAME:test(name) or flaw(name) or title_at_end(name) or POLITE[name:sub(-6)] then return nil end
  return not (WORD_ENDS[name:sub(-3)] and #name > 6) and name or nil
end

local FAMILY_OF = ms.regex("^" .. FAMILY)

--- people_zh.family(name) -> string or nil
---  The family name that a Chinese name begins with.
function chinese.family(name)
  local match = FAMILY_OF:match(name)
  return match and not name:find("·", 1, true) and tostring(match[0]) or nil
end

--- people_zh.is_named(name, context) -> boolean, string or nil
---  Whether characters that are somebody's name are it here: a word begins with it, and none begins within it and goes on
---  (高文 is no part of 提高文化).
function chinese.is_named(name, context)
  if #name > 6 then return true end -- three characters come together only in a name
  local before = context:before(18)
  local first = #before + 1
  local last, begins = #before + #name, false
  for word in ms.text(before .. name .. context:after(18)):words() do
    local from, to = word:offset()
    begins = begins or from == first
    if from > first and from <= last and to > last then return false, "it is part of other words" end
  end
  return begins, "it is part of other words"
end

return chinese
