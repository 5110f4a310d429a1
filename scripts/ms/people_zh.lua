-- moonscribe.people_zh: who is named in Chinese words: 商务局党组书记、副局长周杰; 艾尼瓦尔·吐尔逊; 周书记; 我叫...
-- One idea: a family name is a frequent character, so a title, a dot or a word of introduction must stand beside it. For
-- moonscribe.people, which calls `hit` with each match of `patterns`.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local names = require "moonscribe.names"

local chinese = {}

local zh, data = ms.grammar "zh", ms.grammar "names"

local TITLES, POLITE = wording.map(zh.titles), wording.map(zh.polite)
local FAMILY = "(?:" .. table.concat(zh.compound_surnames, "|") .. "|[" .. zh.surnames .. "])"
local HAN_NAME = FAMILY .. "(?![书局处科厅部主委先女同老说与和的内內])[一-龥](?:(?![为為做说說在与與和同先的是来到等也将將就對对向及表介任出率带指强告认谈讲曾又还還并並以从從一找去給给讓让問问叫请請想要會会能把被有沒没不非很更最])[一-龥])?"
local AFTER_NAME = "(?=[^一-龥·]|同志|先生|女士|说|說|是|也|在|和|与|的|为|表示|介绍|$)"

local patterns = {
  { name = "titled", pattern = [=[(?<=[长長記记员員任席理裁授师師士官監监總问问使人表演家手导導辑輯编事])\s?(?<name>]=] .. HAN_NAME .. ")(?![一-龥]{0,5}·)" },
  { name = "foreign", pattern = "(?<name>[一-龥]{2,12}·[一-龥]{2,8}?(?:·[一-龥]{2,8}?)?)" .. AFTER_NAME },
  { name = "surname", pattern = "(?<family>" .. FAMILY .. ")(?<title>书记|書記|局长|局長|主任|老师|老師|教授|医生|醫生|总|总经理|总裁|院长|院長|校长|校長|市长|市長|县长|縣長|主席|先生|女士|小姐|经理|經理|博士|导演|導演|律师|律師|部长|部長|处长|處長|科长|所长|所長|委员|委員|书记员)(?![一-龥]?[员])" },
  { name = "introduced", pattern = "(?:我叫|名叫|我的名字是|我的名字叫|这位是|這位是)(?<name>" .. HAN_NAME .. ")(?=[，。、,.!！；;：（(]|$)" },
}
chinese.patterns, chinese.literals = patterns, {}
for name in data.known:gmatch "%S+" do table.insert(chinese.literals, { name = "famous", literal = name }) end

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
  while true do
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
local OFFICE = ms.regex("^[一-龥]{2}[" .. data.office_ends .. "]$")
local ORG_END = ms.regex("(?:" .. wording.any(zh.org_ends) .. "|学校|學校|中学|中學|奖|獎|中心|学派|學派|主义|主義|医院|醫院|机场|機場)$")

-- Why some characters that look like a name are none, or nil.
local function flaw(name)
  if NOT_NAMES[name:sub(1, 6)] then return "\"" .. name:sub(1, 6) .. "\" is a word" end
  if OFFICE:test(name) or ORG_END:test(name) then return "it ends like an office" end
end

-- --- what a hit is ---------------------------------------------------------------------------

local function full(match, context)
  local name = tostring(match.name)
  local from, to = match:span "name"
  if match.pattern == "foreign" then
    local cut = before_name(name)
    name, from = name:sub(cut + 1), from + cut
  end
  local wrong = flaw(name)
  if wrong then return nil, wrong end
  local here = { from = from, to = to, text = context.text }
  local before = titles_before((context.before(here, 120):gsub("%s$", "")))
  if match.pattern == "titled" and before == "" then return nil, "no title before it" end
  local titles = {}
  if before ~= "" then titles[1] = before end
  local after = AFTER:match(context:after(48))
  local role = after and tostring(after[1])
  if role and title_at_end(role) then titles[#titles + 1] = role end
  return { kind = "person", value = name, person = name, titles = titles, of = #titles > 0 and table.concat(titles, "；") or nil, from = from, to = to }
end

-- 周书记: a surname with a title, if no name goes before it.
local function by_surname(match, context)
  local title = tostring(match.title)
  if not TITLES[title] and not POLITE[title] and title ~= "总" then return nil, "no title" end
  local before = context:before(3)
  if before:find "^[\xE4-\xE9]" and not zh.may_precede_name[before] then return nil, "\"" .. before .. "\" before it may belong to it" end
  return { kind = "person", value = tostring(match[0]), family = tostring(match.family), titles = { title }, of = title, from = match.from, to = match.to }
end

function chinese.hit(match, context)
  local pattern = match.pattern
  if pattern == "surname" then return by_surname(match, context) end
  if pattern == "famous" then
    return { kind = "person", value = match.literal, person = match.literal, titles = {}, from = match.from, to = match.to }
  end
  return full(match, context)
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
---  Whether characters that are somebody's name are it here (高文 is no part of 提高文化): words begin and end with it.
function chinese.is_named(name, context)
  local before = context:before(18)
  local stretch = before .. name .. context:after(18)
  local begins, ends, at = false, false, 0
  for word in ms.text(stretch):words() do
    local from, to = word:offset()
    begins = begins or from == #before + 1
    ends = ends or to == #before + #name
    at = to
  end
  return begins and ends, "it is part of other words"
end

return chinese
