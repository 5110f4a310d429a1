-- moonscribe.people: everybody who is named in an interview, and who is meant when half a name comes later (Smith, 周书记).
-- One idea: the whole interview is read once for full names; with these and the names of its speakers each turn is then read for
-- what is left. She and 他 are left alone. What it finds is kept with the interview and its turns, never here.
local ms = require "moonscribe"
local english = require "moonscribe.people_en"
local chinese = require "moonscribe.people_zh"
local contexts = require "moonscribe.context"

local people = {}

-- Words of an interview that are looked at to know what is a common one.
local SAMPLE_BYTES = 65536

-- The same people in the same words once: of two, the one with more titles.
local function add(list, by_place, mention)
  local place = mention.from .. "-" .. mention.to
  local at = by_place[place]
  if not at then
    list[#list + 1] = mention
    by_place[place] = #list
  elseif #mention.titles > #list[at].titles then
    list[at] = mention
  end
end

local sets -- of all patterns, and of all literals; the same for every document

local function build_sets()
  local patterns, literals = { entries = {}, owners = {} }, { entries = {}, owners = {}, names = {} }
  for _, language in ipairs { english, chinese } do
    for _, entry in ipairs(language.patterns) do
      table.insert(patterns.entries, entry)
      table.insert(patterns.owners, language)
    end
    for i, literal in ipairs(language.literals) do
      table.insert(literals.entries, literal)
      table.insert(literals.owners, language)
      table.insert(literals.names, language.literal_names[i])
    end
  end
  patterns.set, literals.set = ms.set(patterns.entries), ms.set(literals.entries)
  return { patterns = patterns, literals = literals }
end

-- The densest list of those who were there has fewer names in so many bytes; in a heap they are passed over, so that no text
-- costs more than its length.
local DENSEST, STRETCH = 96, 1024

-- What is needed to judge a hit. Most turns name nobody, and have none.
local function new_reading(text)
  return { around = contexts.new(text), list = {}, by_place = {}, done = 0, recent = {}, count = 0 }
end

local function is_crowded(reading, from)
  local recent, count = reading.recent, reading.count
  local earlier = recent[count]
  recent[count], reading.count = from, (count + 1) % DENSEST
  return earlier ~= nil and from - earlier < STRETCH and from >= earlier
end

local function judge(reading, language, match, refused)
  if is_crowded(reading, match.from) then return end
  local around = reading.around
  around.from, around.to = match.from, match.to
  local mention, reason, other = language.hit(match, around)
  if not mention then
    if refused then refused(match.from, match.to, match.pattern, reason) end
    return
  end
  mention.rule = match.pattern
  add(reading.list, reading.by_place, mention)
  if other then
    other.rule = match.pattern
    add(reading.list, reading.by_place, other)
  end
  if match.literal and mention.from == match.from then reading.done = mention.to end
end

local NOBODY = {}

-- Who is named in a turn by what stands there alone. `refused(from, to, pattern, reason)` hears of what is nobody.
local function named(turn, refused)
  local kept = rawget(turn, "named")
  if kept and not refused then return kept end
  sets = sets or build_sets()
  local text, reading = turn.text, nil
  local patterns, literals = sets.patterns, sets.literals
  for _, match, index in patterns.set:scan(text) do
    reading = reading or new_reading(text)
    judge(reading, patterns.owners[index], match, refused)
  end
  for index, from, to in literals.set:hits(text) do
    reading = reading or new_reading(text)
    local language, around = literals.owners[index], reading.around
    -- What begins within a name that has been found is a part of it.
    if from > reading.done and language.may_be(around:byte(from - 1), around:byte(to + 1)) then
      judge(reading, language, { pattern = literals.names[index], literal = literals.entries[index], from = from, to = to }, refused)
    end
  end
  local list = reading and reading.list or NOBODY
  rawset(turn, "named", list)
  return list
end

-- --- who is known ----------------------------------------------------------------------------

local function is_han(name) return name:find "^[\xE3-\xE9]" ~= nil end

-- A form that two people share is nobody's, but a speaker comes before others.
local function claim(forms, form, name, is_speaker)
  local holder = forms[form]
  if not holder or is_speaker and not holder.is_speaker then
    forms[form] = { name = name, is_speaker = is_speaker }
  elseif holder.name ~= name and (is_speaker or not holder.is_speaker) then
    holder.name = false
  end
end

local function know(registry, name, is_speaker)
  local key = (is_speaker and "1" or "0") .. name
  if registry.seen[key] then return end
  registry.seen[key] = true
  claim(registry.forms, name, name, is_speaker)
  if is_han(name) then
    local family = chinese.family(name)
    if family then claim(registry.families, family, name, is_speaker) end
  else
    for _, form in ipairs(english.forms(name)) do claim(registry.forms, form, name, is_speaker) end
  end
end

-- 唐鳳來 is 唐鳳, who comes, if she speaks here, and 謝唐鳳 is she who is thanked: the name, and the bytes to leave out before it.
local function shorter(name, registry)
  if #name ~= 9 or not is_han(name) then return nil end
  for _, from in ipairs { 1, 4 } do
    local part = name:sub(from, from + 5)
    local holder = registry.forms[part]
    if holder and holder.is_speaker then return part, from - 1 end
  end
end

-- Whether a word stands somewhere in the beginning as it is, in small letters. Few words are ever asked for.
local function is_common(sample, word)
  if word == "" or not word:find "^%l[%l'-]*$" then return false end
  local from, to = sample:find(word, 1, true)
  while from do
    if not sample:find("^%a", from - 1) or from == 1 then
      if not sample:find("^[%l'-]", to + 1) then return true end
    end
    from, to = sample:find(word, to + 1, true)
  end
  return false
end

local function common_words(text)
  local sample = tostring(text:sub(1, SAMPLE_BYTES))
  return setmetatable({}, { __index = function(known, word)
    local is_so = is_common(sample, word)
    rawset(known, word, is_so)
    return is_so
  end })
end

local function build(registry)
  local list = {}
  for form in pairs(registry.forms) do list[#list + 1] = form end
  registry.list = list
  registry.set = #list > 0 and ms.set(list) or nil
  return registry
end

-- Everybody whose full name is said somewhere, and the speakers.
local function registry_of(interview, turn)
  local kept = rawget(interview, "people")
  if kept and interview.turns then return kept end
  local registry, alone = { forms = {}, families = {}, seen = {} }, {}
  local function read(one)
    for _, mention in ipairs(named(one)) do
      if mention.is_alone then alone[#alone + 1] = mention.value end
      if mention.person and not shorter(mention.person, registry) then know(registry, mention.person) end
    end
  end
  if interview.turns then
    for _, speaker in ipairs(interview.speakers) do
      local name = speaker.name and (chinese.speaker(speaker.name) or not is_han(speaker.name) and english.speaker(speaker.name))
      if name then know(registry, name, true) end
    end
    for one in interview:turns() do read(one) end
  else
    read(turn)
  end
  -- Who is only ever called by one name has that name.
  for _, name in ipairs(alone) do
    if not registry.forms[name] then registry.forms[name] = { name = name } end
  end
  registry.common = common_words(interview.text or turn.text)
  rawset(interview, "people", build(registry))
  return registry
end

-- --- who is meant ----------------------------------------------------------------------------

-- A mention that was found by itself, tied to the people who are known; nil for what says nothing without them.
local function tied(mention, registry)
  local one = {}
  for key, value in pairs(mention) do one[key] = value end
  local short, cut = shorter(one.person or "", registry)
  if short then
    one.value, one.person, one.from = short, short, one.from + cut
    one.to = one.from + #short - 1
  end
  if one.family then
    local holder = registry.families[one.family]
    if holder and holder.name then one.person, one.value = holder.name, holder.name
    elseif one.is_open then return nil end
    one.family, one.is_open = nil, nil
  elseif not one.person then
    local holder = registry.forms[one.value]
    if holder and holder.name then one.person, one.value = holder.name, holder.name end
  end
  one.is_alone = nil
  return one
end

local function is_covered(list, next, count, from, to)
  while next <= count and list[next].to < from do next = next + 1 end
  return next <= count and list[next].from <= from and list[next].to >= to, next
end

local function is_earlier(a, b)
  if a.from ~= b.from then return a.from < b.from end
  return a.to > b.to
end

-- Names and halves of names that are known from elsewhere are added to the list of those who are named.
local function add_known(turn, registry, list, refused)
  local reading, count, next, is_inside = nil, #list, 1, nil
  for index, from, to in registry.set:hits(turn.text) do
    if not reading then
      reading = new_reading(turn.text)
      table.sort(list, is_earlier)
    end
    is_inside, next = is_covered(list, next, count, from, to)
    if not is_inside and not is_crowded(reading, from) then
      local form, around = registry.list[index], reading.around
      around.from, around.to = from, to
      local is_person, reason
      if is_han(form) then is_person, reason = chinese.is_named(form, around)
      else is_person, reason = english.is_named(form, around, registry.common) end
      if is_person then
        local name = registry.forms[form].name or nil
        list[#list + 1] = { kind = "person", value = name or form, person = name, titles = {}, from = from, to = to, rule = "known" }
      elseif refused then
        refused(from, to, "known", reason)
      end
    end
  end
end

--- people.find(turn, interview [, refused]) -> array of mentions
---  Everybody who is named in a turn. `value` is the full name where it is known, and so is `person`; a surname that several people in
---  the interview have is tied to none. `refused(from, to, pattern, reason)` hears of the candidates that are nobody.
---  @example
---  local people = require "moonscribe.people"
---  local turn = { text = ms.text "Dr. Jane Smith came. Then Smith left." }
---  people.find(turn, {})[2].person --> Jane Smith
function people.find(turn, interview, refused)
  local registry = registry_of(interview, turn)
  local list = {}
  for _, mention in ipairs(named(turn, refused)) do
    local one = tied(mention, registry)
    list[#list + 1] = one
    if not one and refused then
      refused(mention.from, mention.to, mention.rule, "nobody is known by it, and what stands before it may belong to it")
    end
  end
  if registry.set then add_known(turn, registry, list, refused) end
  return list
end

return people
