-- moonscribe.people_en: who is named in English words: Dr. Jane Smith, CFO of Acme; Bill Gates; Tsai Ing-wen; my name is ...
-- One idea: a given name, a family name of the Chinese, a title or what stands around it makes capitals a person's name; other capitals
-- are left alone. For moonscribe.people, which calls `hit` with each match of `patterns`.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"

local english = {}

local en, data = ms.grammar "en", ms.grammar "names"

local function words(text)
  local set = {}
  for word in text:gmatch "%S+" do set[word:gsub("_", " ")] = true end
  return set
end

local GIVEN, DOUBTFUL, NOT_FAMILY = words(data.given), words(data.doubtful), words(data.not_family)
local CHINESE, WEAK, NOT_GIVEN = words(data.chinese), words(data.weak_chinese), words(data.not_given)
local NOT_PERSON = words(data.not_person)
local PLACES, ORGS = words(ms.grammar "places".en), words(ms.grammar "orgs".en)

local stopwords = ms.grammar "stopwords".en
-- Titles that are words as well: General Motors, Justice Department.
local LOOSE = words "General Justice Miss Judge Father Sister Lord Lady Captain Major Governor"

local CAPITAL = [[\p{Lu}(?:['’]\p{Lu})?\p{Ll}+(?:['’]?\p{Lu}\p{Ll}+)?(?:[-‑]\p{L}\p{Ll}*)*]]
local PARTICLE = "van|von|de|del|della|der|den|da|dos|di|la|le|al|bin|ibn|ben|ter|ten|el"
local ROLE = "(?:" .. wording.any(en.roles) .. ")"
local ROLE_OF = ROLE .. [[(?: (?:of|at|for) (?:the )?[A-Z][A-Za-z&]+(?: [A-Z][A-Za-z&]+)*)?]]
local NAME = [[[A-Z][a-z'’]+(?: [A-Z]\.)?(?:[- ](?:(?:van|von|de|der|al|bin) )?[A-Z][A-Za-z'’]+){0,2}(?:[-‑][A-Za-z][a-z]+)?]]
local FULL = CAPITAL .. [[(?: \p{Lu}\.)? (?:(?:]] .. PARTICLE .. ") ){0,2}" .. CAPITAL
local OPENING = [[(?!(?:When|And|Or|But|With|For|The|In|At|On|As|So|If|While|Then|Our|My|From|To|By|Since|After|Before|Like|Also|Well|Yes|No|This|That|I['’]m|It['’]s|He['’]s|She['’]s|That['’]s) )]]

local patterns = {
  { name = "honorific", pattern = [[\b(?<title>(?:]] .. wording.any(en.honorifics) .. [[)\b\.?) (?<name>]] .. NAME .. [[)(?:, (?:the |an? )?(?<role>]] .. ROLE_OF .. [[))?]] },
  -- The old captain, Tom Reyes, stepped back.
  { name = "apposition", pattern = [[\b(?:the|our|my|their|his|her) (?<role>(?:[a-z]+ ){0,2}]] .. ROLE .. [[), (?<name>[A-Z][a-z'’]+(?: [A-Z]\.)? [A-Z][A-Za-z'’]+)(?=[,.;:])]] },
  { name = "role", pattern = [[(?<![A-Za-z]-)\b]] .. OPENING .. [[(?<name>[A-Z][a-z'’]+(?: [A-Z]\.)?(?: [A-Z][A-Za-z'’]+){1,2}), (?:the |an? )?(?<role>(?:(?!and |or |who |is |was )[a-z]+ )?]] .. ROLE_OF .. [[)(?![A-Za-z])]] },
  { name = "who", pattern = [[, who(?:m|se|['’]s)?\b]] },
  { name = "introduced", pattern = [[\b[Mm]y name(?: is|['’]s) (?<name>]] .. FULL .. "|" .. CAPITAL .. ")" },
  { name = "myself", pattern = [[\b(?:I['’]m|I am|[Tt]his is|[Ii]t['’]s) (?<name>\p{Lu}\p{Ll}+)(?=[,.!])]] },
  -- Thanks, Ensu. Good morning, Char!
  { name = "greeted", pattern = [[\b(?:[Tt]hanks|[Tt]hank you|[Hh]i|[Hh]ello|[Hh]ey|[Ww]elcome|[Mm]orning|[Aa]fternoon|[Ee]vening),? (?<name>\p{Lu}\p{Ll}{2,})(?=[,.!])]] },
  { name = "hyphened", pattern = [[(?<![A-Za-z-])(?<name>[A-Z][a-z]{1,5}[-‑][A-Za-z][a-z]{0,5} (?<family>[A-Z][a-z]{1,6}))(?![A-Za-z])]] },
}

english.patterns = patterns

-- Each name by itself, with the blank behind it: a set of words costs next to nothing.
english.literals, english.literal_names = {}, {}
for _, list in ipairs { "given", "chinese" } do
  for name in data[list]:gmatch "%S+" do
    table.insert(english.literals, name .. " ")
    table.insert(english.literal_names, list)
  end
end

-- Capitals, particles and other letters may begin a family name; other small letters do not, and nothing ends within a word.
local MAY_FOLLOW, MAY_PRECEDE = {}, {}
for byte = 0, 255 do
  local char = string.char(byte)
  MAY_FOLLOW[byte] = char:find "[A-Zvdlabite\x80-\xFF]" ~= nil
  MAY_PRECEDE[byte] = not char:find "[%w@/_&'-]"
end

--- people_en.may_be(before, after) -> boolean
---  Whether a literal may be a name between these bytes: a look that spares the rest for most.
function english.may_be(before, after)
  return after ~= nil and MAY_FOLLOW[after] and (before == nil or MAY_PRECEDE[before])
end

-- --- what a hit is ---------------------------------------------------------------------------

local REST = ms.regex([[^((?:(?:\p{Lu}\.|]] .. PARTICLE .. [[) ){0,3})(]] .. CAPITAL .. [[)(?![A-Za-z0-9])]])
local NEXT = ms.regex([[^ (?:& |(]] .. CAPITAL .. [[)(?![A-Za-z0-9]))]])
local CHINESE_GIVEN = ms.regex([[^(\p{Lu}\p{Ll}+)([-‑]\p{L}\p{Ll}+)?(?![A-Za-z0-9])]])
local SYLLABLES = ms.regex("^(?:" .. data.syllable .. "){1,2}$")

-- Whether something before a word makes it the end of another one.
local function is_inside_word(context)
  return context:before(4):find "[%w@/_'&-]$" ~= nil or context:before(3) == "’" or context:before(4):find "[\xC3-\xC9][\x80-\xBF]$" ~= nil
end

local OPENS = { ["“"] = true, ["‘"] = true }
local CLOSES = { ["…"] = true, ["—"] = true, ["–"] = true, ["”"] = true }

local function is_at_start(context)
  local before = context:before(8):gsub("[%s\"'(%[]+$", "")
  if OPENS[before:sub(-3)] then before = before:sub(1, -4):gsub("%s+$", "") end
  return before == "" or before:find "[.?!:;*#>-]$" ~= nil or CLOSES[before:sub(-3)] ~= nil
end

local LAST_NAME = ms.regex([[(?<![A-Za-z]-)\b]] .. OPENING .. "(" .. FULL .. ")$")

local function person(name, from, to, titles)
  local of = titles and #titles > 0 and table.concat(titles, "; ") or nil
  return { kind = "person", value = name, person = name, from = from, to = to, titles = titles or {}, of = of }
end

local ROLES = {}
for _, role in ipairs(en.roles) do ROLES[role:match "[^ ]+$":lower()] = true end

-- Former prime minister Ann Lee; Ann Lee, Taiwan's first digital minister.
local ROLE_BEFORE = ms.regex([[\b((?:(?:former|deputy|vice|prime|digital|foreign|finance|executive|managing|senior|assistant|associate|first) )*]] .. ROLE .. ") $", "i")
local ROLE_AFTER = ms.regex([[^, (?:the |an? |our |my |\p{Lu}\p{Ll}+['’]s )?((?:[A-Za-z-]+ ){0,2}(?i:]] .. ROLE .. [[)(?: (?:of|at|for) (?:the )?[A-Z][A-Za-z&]+(?: [A-Z][A-Za-z&]+)*)?)(?![A-Za-z])]])
local NO_TITLE = { "and ", "or ", "who ", "is ", "was ", "the " }

local function titles_around(context, to)
  local titles, before = {}, context:before(48)
  local last = before:match "([%a-]+) $"
  local role = last and ROLES[last:lower()] and ROLE_BEFORE:match(before)
  if role then titles[1] = tostring(role[1]) end
  local after = context:after(80, to)
  local behind = after:find "^, %a" and ROLE_AFTER:match(after)
  if behind then
    local title = tostring(behind[1])
    for _, word in ipairs(NO_TITLE) do
      if title:sub(1, #word) == word then return titles end
    end
    titles[#titles + 1] = title
  end
  return titles
end

-- Bill Gates, Mary Jane Watson, Ludwig van Beethoven.
local function by_given(match, context)
  local given = match.literal:sub(1, -2)
  if is_inside_word(context) then return nil, "part of a word" end
  local after = context:after(80)
  local rest = REST:match(after)
  if not rest then return nil, "no family name follows" end
  local family, length = tostring(rest[2]), rest.to
  local more = GIVEN[family] and after:sub(length + 1, length + 1) == " " and REST:match(after:sub(length + 2))
  if more and not NOT_FAMILY[tostring(more[2])] then family, length = tostring(more[2]), length + 1 + more.to end
  local next = NEXT:match(after:sub(length + 1))
  local following = next and next[1] and tostring(next[1])
  if NOT_FAMILY[family] or NOT_PERSON[family] then return nil, "\"" .. family .. "\" is no family name" end
  if next and (not following or NOT_FAMILY[following]) then return nil, "part of a longer name" end
  if ORGS[given .. " " .. after:sub(1, length)] then return nil, "an organisation" end
  if DOUBTFUL[given] and is_at_start(context) then return nil, "may be another word at the start of a sentence" end
  local to = context.to + length
  return person(given .. " " .. after:sub(1, length), context.from, to, titles_around(context, to))
end

-- Tsai Ing-wen, Xi Jinping.
local function by_chinese_family(match, context)
  if is_inside_word(context) then return nil, "part of a word" end
  local family = match.literal:sub(1, -2)
  local after = context:after(40)
  local rest = CHINESE_GIVEN:match(after)
  if not rest then return nil, "no given name follows" end
  local given = tostring(rest[1])
  if not rest[2] then
    if NOT_GIVEN[given] or not SYLLABLES:test(given:lower()) then return nil, "no given name follows" end
    if WEAK[family] or is_at_start(context) and #given < 4 then return nil, "may be other words" end
  end
  local to = context.to + rest.to
  return person(family .. " " .. tostring(rest[0]), context.from, to, titles_around(context, to))
end

-- The first of some words that is in no name, or nil.
local function other_word(name)
  local first = name:match "^%S+"
  if PLACES[name] or PLACES[first] and not GIVEN[first] then return first end
  for word in name:gmatch "%S+" do
    if NOT_FAMILY[word] or NOT_PERSON[word] then return word end
  end
end

-- Coby Chapple, who is at ...
local function by_clause(match, context)
  local name = LAST_NAME:match(context:before(60))
  if not name then return nil, "no name before it" end
  name = tostring(name[1])
  local wrong = other_word(name)
  if wrong then return nil, "\"" .. wrong .. "\" is no name" end
  return person(name, match.from - #name, match.from - 1)
end

local function by_words(match)
  local titles, pattern = {}, match.pattern
  local name = tostring(match.name)
  if pattern == "hyphened" and not CHINESE[tostring(match.family)] then return nil, "no family name at its end" end
  if pattern == "myself" and (not GIVEN[name] or DOUBTFUL[name]) then return nil, "no given name" end
  if pattern == "greeted" and (stopwords[name:lower()] or other_word(name) or PLACES[name] or ORGS[name]) then
    return nil, "nobody who is greeted"
  end
  local wrong = (pattern == "role" or pattern == "honorific") and other_word(name)
  if wrong then return nil, "\"" .. wrong .. "\" is no name" end
  local first = name:match "^[^ -]+"
  if pattern == "honorific" then
    local is_loose = LOOSE[tostring(match.title)] and name:find " " and not GIVEN[first] and not CHINESE[first]
    if stopwords[first:lower()] or is_loose then return nil, "the title may be another word" end
  end
  if pattern == "honorific" then titles[1] = tostring(match.title):gsub("%.$", "") end
  if match.role then titles[#titles + 1] = tostring(match.role) end
  local from, to = match:span "name"
  -- Isaac Newton's Principia.
  local whole = #name
  name = name:gsub("'s? .*$", ""):gsub("’s? .*$", ""):gsub("'s?$", ""):gsub("’s?$", "")
  to = to - (whole - #name)
  local mention = person(name, from, to, titles)
  -- Mr. Brown is nobody known yet, and Ensu may be short for a name that is.
  if not name:find " " then mention.person, mention.is_alone = nil, pattern ~= "honorific" or nil end
  return mention
end

function english.hit(match, context)
  local pattern = match.pattern
  if pattern == "given" then return by_given(match, context) end
  if pattern == "chinese" then return by_chinese_family(match, context) end
  if pattern == "who" then return by_clause(match, context) end
  return by_words(match)
end

-- --- what is known of a name -----------------------------------------------------------------

--- people_en.speaker(label) -> string or nil
---  The name of the person in the label of a turn: "Dr. Jane Smith (host)" is Jane Smith, "Interviewer" nobody.
---  @example
---  require("moonscribe.people_en").speaker "Mireille Reece, PsyD" --> Mireille Reece
function english.speaker(label)
  local name = label:gsub("%s*[(%[].*$", ""):gsub(",.*$", ""):gsub("^(%a+)%.?%s", function(title)
    for _, one in ipairs(en.honorifics) do
      if one == title then return "" end
    end
  end)
  -- MARGARET DOYLE is written so only before her turns.
  if name:find " " and not name:find "%l" then name = name:lower():gsub("%f[%a]%a", string.upper) end
  local first = name:match "^%S+"
  if PLACES[first] and not GIVEN[first] then return nil end
  local count = 0
  for word in name:gmatch "%S+" do
    count = count + 1
    if NOT_PERSON[word] or not word:find "^[A-Z\xC3-\xCB]" or word:find "[%d:/]" then return nil end
  end
  return count >= 1 and count <= 4 and name or nil
end

--- people_en.forms(name) -> array of strings
---  By what else somebody of that full name is called: the family name, the given name.
function english.forms(name)
  local first, last = name:match "^(%S+) .-(%S+)$"
  if not first then return {} end
  if CHINESE[first] and not GIVEN[first] then return { first } end
  return { last, first }
end

--- people_en.is_named(form, context, common) -> boolean, string or nil
---  Whether a family or given name alone, at the place of the context, means the person: not within other capitals, not a common
---  word at the start of a sentence (`common`: the words that the interview has in small letters), or why not.
function english.is_named(form, context, common)
  if is_inside_word(context) then return false, "part of a word" end
  local after, before = context:after(24), context:before(24)
  if after:find "^[%w_@-]" or after:find "^[\xC3-\xC9][\x80-\xBF]" then return false, "part of a word" end
  if not form:find " " then
    local next = after:match "^ ([A-Z]%a*)"
    if next and next ~= "I" or after:find "^ & " then return false, "part of a longer name" end
    local previous = before:match "([A-Z][%w'-]*) $"
    local is_name = previous and not common[previous:lower()] and not NOT_FAMILY[previous]
    if is_name and not previous:find "^I%f[^%w]" then return false, "part of a longer name" end
    if before:find "%f[%a][Tt]he $" or before:find "%f[%a]an? $" then return false, "has an article" end
    if common[form:lower()] and is_at_start(context) then return false, "may be a word at the start of a sentence" end
  end
  return true
end

return english
