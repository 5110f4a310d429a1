-- People with all their titles: 喀什地区商务局党组书记、副局长周杰; 吴晓斌为团长; 艾尼瓦尔·吐尔逊; 周书记; Dr. Jane Smith, CFO of Acme.
-- The mention is the name alone; `titles` are as spoken, before and after it, and `of` holds them in one line.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local names = require "moonscribe.names"
local zh, en = ms.grammar "zh", ms.grammar "en"

local TITLES, POLITE = wording.map(zh.titles), wording.map(zh.polite)

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

local function chinese(match, context)
  local name = tostring(match.name)
  local from, to = match:span "name"
  if match.pattern == "foreign" then
    local cut = before_name(name)
    name, from = name:sub(cut + 1), from + cut
  end
  local context_before = tostring(context.text:sub(math.max(1, from - 120), from - 1)):gsub("^[\x80-\xBF]+", ""):gsub("%s$", "")
  local before = titles_before(context_before)
  local titles = {}
  if before ~= "" then titles[1] = before end
  local after = AFTER:match(context:after(48))
  local role = after and tostring(after[1])
  if role and title_at_end(role) then titles[#titles + 1] = role end
  if match.pattern == "titled" and before == "" then return nil end
  return { kind = "person", value = name, titles = titles, of = #titles > 0 and table.concat(titles, "；") or nil, from = from, to = to }
end

-- 周书记: a surname with a title, if no name goes before it.
local function by_surname(match, context)
  local title = tostring(match.title)
  if not TITLES[title] and not POLITE[title] then return nil end
  local before = tostring(context:before(3))
  if before:find "^[\xE4-\xE9]" and not zh.may_precede_name[before] then return nil end
  return { kind = "person", value = tostring(match[0]), titles = { title }, of = title }
end

local function english(match)
  local titles = {}
  if match.title then titles[1] = tostring(match.title):gsub("%.$", "") end
  if match.role then titles[#titles + 1] = tostring(match.role) end
  local from, to = match:span "name"
  return { kind = "person", value = tostring(match.name), titles = titles, of = #titles > 0 and table.concat(titles, "; ") or nil, from = from, to = to }
end

local HAN_NAME = "(?:" .. table.concat(zh.compound_surnames, "|") .. "|[" .. zh.surnames .. "])(?![书局处科厅部主委先女同老说与和的])[一-龥](?:(?![为為做说說在与與和同先的是来到等也将將就對对向及表介任出率带指强告认谈讲曾又还還并並以从從一])[一-龥])?"
local ROLE = "(?:" .. table.concat(en.roles, "|") .. ")"
local NAME = [[[A-Z][a-z'’]+(?: [A-Z]\.)?(?:[- ](?:(?:van|von|de|der|al|bin) )?[A-Z][A-Za-z'’]+){0,2}]]

return ms.extractor {
  name = "people",
  about = "People with their titles: 商务局党组书记、副局长周杰, 艾尼瓦尔·吐尔逊, 周书记, Dr. Jane Smith, CFO of Acme",
  kinds = { "person" },
  priority = 1,
  patterns = {
    { name = "titled", pattern = [=[(?<=[长長记記员員任席理裁授师師士官监監总問问使人表演家手导導辑輯编事])\s?(?<name>]=] .. HAN_NAME .. ")(?![一-龥]{0,5}·)" },
    { name = "foreign", pattern = "(?<name>[一-龥]{2,12}·[一-龥]{2,8}?)(?=[^一-龥·]|同志|先生|女士|说|說|是|也|在|和|与|的|为|表示|介绍|$)" },
    { name = "surname", pattern = "[" .. zh.surnames .. "](?<title>书记|書記|局长|局長|主任|老师|老師|教授|医生|醫生|总|院长|院長|校长|校長|市长|市長|县长|主席|先生|女士|小姐|经理|博士|导演|律师|部长|部長|处长|书记员)(?![一-龥]?[员])" },
    { name = "honorific", pattern = [[\b(?<title>(?:]] .. table.concat(en.honorifics, "|") .. [[)\b\.?) (?<name>]] .. NAME .. [[)(?:, (?:the |an? )?(?<role>]] .. ROLE .. [[(?: (?:of|at|for) (?:the )?[A-Z][A-Za-z&]+(?: [A-Z][A-Za-z&]+)*)?))?]] },
    -- The old captain, Tom Reyes, stepped back.
    { name = "apposition", pattern = [[\b(?:the|our|my|their|his|her) (?<role>(?:[a-z]+ ){0,2}]] .. ROLE .. [[), (?<name>[A-Z][a-z'’]+(?: [A-Z]\.)? [A-Z][A-Za-z'’]+)(?=[,.;:])]] },
    { name = "role", pattern = [[(?<![A-Za-z]-)\b(?!(?:When|And|Or|But|With|For|The|In|At|On|As|So|If|While|Then|Our|My|From|To|By|Since|After|Before) )(?<name>[A-Z][a-z'’]+(?: [A-Z]\.)?(?: [A-Z][A-Za-z'’]+){1,2}), (?:the |an? )?(?<role>(?:[a-z]+ )?]] .. ROLE .. [[(?: (?:of|at|for) (?:the )?[A-Z][A-Za-z&]+(?: [A-Z][A-Za-z&]+)*)?)(?![A-Za-z])]] },
  },
  hit = function(match, context)
    local pattern = match.pattern
    if pattern == "surname" then return by_surname(match, context) end
    if pattern == "titled" or pattern == "foreign" then return chinese(match, context) end
    return english(match)
  end,
  samples = {
    { text = "邀请到了喀什地区商务局党组书记、副局长周杰做客访谈间。", mentions = { { kind = "person", text = "周杰", titles = { "喀什地区商务局党组书记、副局长" } } } },
    { text = "组建了由地委委员、行署常务副专员吴晓斌为团长、喀什经济开发区管委会主任关勇为副团长的代表团。", mentions = { { kind = "person", text = "吴晓斌", titles = { "地委委员、行署常务副专员", "团长" } }, { kind = "person", text = "关勇", titles = { "喀什经济开发区管委会主任", "副团长" } } } },
    { text = "喀什地委副书记、行署专员艾尼瓦尔·吐尔逊同志也专程参加。", mentions = { { kind = "person", text = "艾尼瓦尔·吐尔逊", titles = { "喀什地委副书记、行署专员" } } } },
    { text = "感谢周书记做客访谈间。", mentions = { { kind = "person", text = "周书记", value = "周书记" } } },
    { text = "我们请了几位专家和记者开会。", mentions = {} },
    { text = "And the old captain, Tom Reyes, stepped back for Ann Lee, chief pilot of the Kessel ferry.", mentions = { { kind = "person", text = "Tom Reyes", titles = { "old captain" } }, { kind = "person", text = "Ann Lee", titles = { "chief pilot of the Kessel" } } } },
    { text = "Dr. Jane Smith, CFO of Acme, met Mr. Brown.", mentions = { { kind = "person", text = "Jane Smith", titles = { "Dr", "CFO of Acme" } }, { kind = "person", text = "Brown", titles = { "Mr" } } } },
  },
}
