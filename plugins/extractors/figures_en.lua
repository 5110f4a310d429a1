-- Figures in English: a number with its unit ("3.5 km", "half a mile", "60 miles an hour") or with what is counted
-- ("about 40 people"); shares of one ("two thirds", "one in five"). A bare "one" is an article and no figure.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local en = ms.grammar "en"

local NOT_COUNTED, ADJECTIVES = wording.map(en.not_counted), wording.map(en.adjectives)

local PREFIXED = wording.map(en.prefixed)
local VERBS, NO_COMPOUND = wording.map(en.verbs_in_s), wording.map(en.no_compound)

-- Every spelling of a unit in small letters and the singular.
local UNITS = {}
for _, item in ipairs(en.measures) do
  for word in item[2]:gmatch "%S+" do
    UNITS[word:gsub("_", " ")] = item[1]
    if PREFIXED[item[1]] and #word >= 3 and (not word:find "_" or item[1] == "W.h") then
      for name, sign in pairs(en.metric_prefixes) do UNITS[name .. word:gsub("_", " ")] = sign .. item[1] end
    end
  end
end

local areas = {}
for word, code in pairs(UNITS) do
  if en.squares[code] and not word:find " " then areas["square " .. word], areas["cubic " .. word] = en.squares[code], en.cubes[code] end
end
for word, code in pairs(areas) do UNITS[word] = UNITS[word] or code end

-- Their first words: most that stands behind a number is no unit, which one look shows.
local OPENINGS = {}
for word in pairs(UNITS) do OPENINGS[word:match "^[^ /]+"] = true end
for name in pairs(en.metric_prefixes) do OPENINGS[name] = true end

local function may_be_unit(words)
  local first = words:match("^[^ /]+"):lower()
  return OPENINGS[first] or OPENINGS[(first:gsub("s$", ""))]
end

local AGES = { year = "a", month = "mo", week = "wk", day = "d" }
local PLURALS = { people = true, sheep = true, fish = true, men = true, women = true, children = true, cattle = true, feet = true, police = true }
-- These end in s and are no plurals.
local SINGULARS = { is = true, was = true, has = true, this = true, us = true, as = true, its = true, his = true, less = true, plus = true, always = true, does = true, perhaps = true, yes = true, besides = true, versus = true, class = true, basis = true, times = false }

local function unit_word(word)
  word = word:lower():gsub("^(%a+) (%a+)", function(prefix, rest) return en.metric_prefixes[prefix] and prefix .. rest or nil end)
  return UNITS[word] or UNITS[(word:gsub("s$", ""))] or UNITS[(word:gsub("s ", " ", 1))] or UNITS[(word:gsub("s ", " ", 1):gsub("s$", ""))]
end

local RATES = wording.map { "hour", "second", "minute", "millisecond", "hr", "sec", "h", "s", "min", "gallon" }

-- The UCUM code of "kilometres per hour"; nil for a noun that is counted.
local function unit_of(noun)
  local word, per = noun:match "^(.+) per (%a+)$"
  if not word then word, per = noun:match "^(.+) an? (%a+)$" end
  if not word then word, per = noun:match "^(.+)/(%a+)$" end
  -- "Barrels a day" are so many on each day, not a speed.
  if per and not RATES[per:lower()] then return nil end
  local code = unit_word(word or noun)
  if not code or not per then return code end
  return en.per[per:lower()] and code .. "/" .. en.per[per:lower()]
end

local function is_plural(word) return PLURALS[word] or word:find "[%w]s$" and not word:find "us$" and not VERBS[word] and not SINGULARS[word] and not word:find "ss$" end

-- Dutch, American, Taiwanese.
local function is_people(word) return word:find "an$" or word:find "ese$" or word:find "ish$" or word:find "ch$" end

local function is_adjective(word)
  return ADJECTIVES[word] or word:find "%-" or word:find "'s$" or word:find "’s$" or #word > 4 and (word:find "ed$" or word:find "ing$" or word:find "[ai]l$" or word:find "ic$" or word:find "ive$" or word:find "ous$" or word:find "ful$" or word:find "an$" or word:find "ese$" or word:find "ish$" or word:find "ern$" or word:find "ent$" or word:find "ar?y$")
end

local function is_noun(word) return is_plural(word) and not NOT_COUNTED[word] end

-- "Apollo 13 mission" and "In 2019 Congress" count nothing; nor does a number before a singular. The noun is the first
-- word that is plural, behind adjectives or one other noun: 20 new schools, two blog posts.
local function counted(words, number, value)
  if number:lower() == "one" or number:lower() == "a" or number:find "/" or number:lower() == "zero" then return nil end
  if math.type(value) == "integer" and #number == 4 and value >= 1900 and value <= 2100 then return nil end
  local spoken, others, first = "", 0, words:match "^%S+"
  local only = not NO_COMPOUND[first] and not is_adjective(first) and (value == 1 or value >= 1000000) and first:find "^%l%l" and not NOT_COUNTED[first] and first or nil
  for word in words:gmatch "%S+" do
    local owner = word:match "^(%a+)['’]"
    if owner and PLURALS[owner] then return owner, spoken .. owner end
    if #word < 2 or NOT_COUNTED[word:lower()] or word:find "^%u" and not is_people(word) and not word:find "^%u%u+$" then break end
    if value == 1 then break end
    if word == first and is_plural(word) or is_noun(word) then return word, spoken .. word end
    spoken = spoken .. word .. " "
    if not is_adjective(word) and not word:find "ly$" then
      others = others + 1
      if others > 1 or NO_COMPOUND[word] then break end
    end
  end
  return only, only
end

-- Whether a number that counts nothing is one that people tell for its size: 20,000; a hundred or so; 23 million.
local function is_large(number, value)
  if number:find "^%d+$" or number:find "/" then return false end
  if number:find ",%d%d%d" then return true end
  return not (value >= 1900 and value <= 2100) and ( number:find "hundred" ~= nil or number:find "thousand" ~= nil or number:find "illion" ~= nil)
end

-- 摄氏37°
local DEGREES = ms.regex "(?:(?<f>[华華]氏)|[摄攝]氏)(?:温度|溫度)?$"

local hits = {}

function hits.en(match, context)
  local words = match.noun and tostring(match.noun)
  local number = tostring(match.number)
  if words and number:find "^%u%u" then words = words:lower() end -- in captions
  local has_unit = words and may_be_unit(words)
  if words and not has_unit and (number == "one" or number == "One") then return nil end
  local value, about = wording.number(number)
  if not value then return nil end
  local unit = match.age and AGES[tostring(match.age):gsub("s$", "")] or match.yo and "a" or match.symbol and en.symbols[tostring(match.symbol)]
  if number:find "^[AaSs] ?[cfe][oe][uwv]" then about = "about" end -- a couple hundred, several thousand
  local to, noun
  if words and not unit then
    -- The longest beginning of the words that is a unit, else what they count.
    local rest = has_unit and words or nil
    while rest do
      unit = unit_of(rest)
      if unit then break end
      rest = rest:match "^(.*)[ /][^ /]+$"
    end
    if unit then
      to = match:span "noun" + #rest - 1
      noun = tostring(context.text:sub(to + 1, to + 40)):match "^ of ([a-z]+)"
      if noun and NOT_COUNTED[noun] then noun = nil end
    else
      local spoken
      -- Two-way, five-star, zero-sum: those are kinds of things.
      local is_joined = context.text:byte((match:span "noun") - 1) == 45
      if not is_joined or PLURALS[words:match "^%l+"] then noun, spoken = counted(words, number, value) end
      if noun then to, unit = match:span "noun" + #spoken - 1, noun end
    end
  end
  if not unit then
    if not is_large(number, value) or tostring(context:before(3)):find "%d [.,] ?$" or match.number:is "a-half" then return nil end
    to = select(2, match:span "number")
  end
  if unit == "deg" then unit = DEGREES:match(context:before(24)) and (DEGREES:match(context:before(24)).f and "[degF]" or "Cel") or unit end
  if match.dozen then value = value * 12 end
  if match.sign then value = -value end
  local from
  local first = match.low or match.least
  if match["or"] then
    -- Three or four books are about three.
    local low = wording.number(tostring(match["or"]))
    if low and low < value and value <= 2 * low then value, about, from = low, "about", match:span "or" else from = match:span "number" end
  elseif first then
    local low = wording.number(tostring(first))
    -- Five to seven billion.
    local scale = number:match " (%a+illion)$" or number:match " (thousand)$"
    if low and scale and low < 1000 then low = low * ms.numeral("1 " .. scale) end
    local is_range = low and low < value
    from = match:span(is_range and (match.low and "low" or "least") or "number")
    if is_range then value = wording.interval(low, value) end
  end
  context.from, context.to = from or context.from, to or context.to
  return { kind = "figure", value = value, unit = unit, of = noun, from = from, to = to, change = wording.change(context, en),
    bound = (match.more or match.plus) and "over" or about or wording.bound(context, en) }
end

-- a mile, half a litre, half a dozen eggs
function hits.one(match, context)
  local unit, noun = unit_of(tostring(match.noun)), nil
  local value = match.half and 0.5 or match.quarter and 0.25 or 1
  if not unit then return nil end
  return { kind = "figure", value = value, unit = unit, of = noun, bound = wording.bound(context, en) }
end

-- two thirds, three quarters of, a fifth of
function hits.part(match, context)
  if match.half then return { kind = "figure", value = 0.5, unit = "1", bound = wording.bound(context, en) } end
  local word = tostring(match.count or match.count2):lower()
  local count = (word == "a" or word == "an") and 1 or ms.numeral(word)
  local parts = en.parts[(tostring(match.parts or match.parts2):lower():gsub("s$", ""))]
  return count and parts and { kind = "figure", value = count / parts, unit = "1", bound = wording.bound(context, en) } or nil
end

-- one in five, three out of four, 1/4 of
function hits.share(match, context)
  local count, total = wording.number(tostring(match.count)), wording.number(tostring(match.total))
  if not count or not total or count >= total or total > 1000000 or math.type(total) ~= "integer" then return nil end
  if match.in_ and count * 2 > total then return nil end
  return { kind = "figure", value = count / total, unit = "1", bound = wording.bound(context, en) }
end

-- tenfold, a 10-fold increase
function hits.fold(match, context)
  local before = tostring(context:before(12))
  local number = before:match "[%d.]+$" or before:match "%a+$"
  local value = number and wording.number(number)
  if value and value < 5 and tostring(context:before(24)):find "%f[%a][iwa][sa]s? %a* ?%a+$" then return nil end -- "the reason is twofold"
  return value and value > 1 and { kind = "figure", value = value, unit = "1", from = context.from - #number } or nil
end

-- twenty degrees below zero
function hits.below(_, context)
  local before = tostring(context:before(32))
  local number, rest = before:match "([%w%-.]+)( degrees? )$"
  if not number then number, rest = before:match "([%w%-.]+)( )$" end
  local value = number and wording.number(number)
  return value and { kind = "figure", value = -value, unit = "deg", from = context.from - #number - #rest } or nil
end

-- At the age of fifteen, when I was seventeen: what is no age has a noun behind it.
local NO_NOUN = wording.map { "and", "or", "i", "he", "she", "they", "we", "you", "my", "in", "at", "so", "but", "when", "because", "that", "the", "it", "who", "living", "to", "by", "with", "on", "for" }
function hits.aged(match, context)
  local value = wording.number(tostring(match.number))
  local from, to = match:span "number"
  local after = tostring(context:after(12)):match "^[ -](%a+)"
  if not value or value > 120 or after and (match.when and not NO_NOUN[after:lower()] or AGES[(after:gsub("s$", ""))] or after == "percent") then return nil end
  return { kind = "figure", value = value, unit = "a", from = from, to = to }
end

-- doubled, tripled: so many times what it was.
local TIMES = { doubl = 2, tripl = 3, trebl = 3, quadrupl = 4, halv = 0.5 }
function hits.times(match)
  return { kind = "figure", value = TIMES[tostring(match.verb):lower()], unit = "1", change = tostring(match.verb):lower() == "halv" and "down" or "up" }
end

local Q = en.quantity
local SYMBOL = "(?:" .. wording.any(en.symbols) .. ")"
local TO = "(?: ?" .. SYMBOL .. "(?: ?[-–—] ?| to )|(?<=[0-9]) ?[-–—] ?| to )"
-- Two words that are one unit, and rates.
local LONG = [[(?:(?:square|cubic|metric|nautical|fluid|light|kilo|mega|giga|tera|milli|micro|nano|short|long|troy)[ -])?[A-Za-z]+(?:-[a-z]+)*+(?:['’]s\b)?(?: (?:watt )?hours?(?<=watt hours|watt hour)| (?:[Cc]elsius|[Cc]entigrade|[Cc]elcius|[Ff]ah?renheit|[CcFf])\b(?! ?['’]))?(?:(?: (?:per|an?) |/)(?:hour|second|minute|millisecond|hr|sec|gallon)\b)?]]
local NOUN = LONG .. [[(?: [a-z]+(?:-[a-z]+)*+){0,2}]]

-- "One of", "one thing": with what is said most often behind it, one is no figure, which the pattern sees for less than a hit costs.
local after_one = {}
for word in ("of is was thing that way person another I for with side can other who has we they you he she it from would where when which because so but part time reason single question particular key place"):gmatch "%S+" do
  if not OPENINGS[word] then after_one[#after_one + 1] = word end
end
local NO_ARTICLE = [[(?![Oo]ne (?:]] .. wording.any(after_one) .. [[)\b)]]

return ms.extractor {
  name = "figures_en",
  about = "Numbers in English with their units and what is counted: about 40 people, 3.5 km, half a mile, one in five",
  kinds = { "figure" },
  priority = 1, -- "1.8m" is a length before it is minutes
  patterns = {
    { name = "part", pattern = [[\b(?:(?<count>[Aa]n?|[Oo]ne)[ -](?<parts>third|quarter|fourth|fifth|sixth|seventh|eighth|tenth|hundredth|half)(?= of\b)|(?<![Ff]irst |second |other |latter |last |the )(?<half>[Hh]alf)(?= of (?:the|them|us|you|our|their|these|those|all|my|your|its|what|people|it)\b)|(?<count2>[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine)[ -](?<parts2>thirds|fourths|fifths|sixths|sevenths|eighths|ninths|tenths|quarters(?= of (?:the|an?|all|its|my|our|your|his|her|their|these|those|this|that|them|us|it|what|people|[0-9]))))\b]] },
    { name = "share", pattern = [[\b(?<count>[1-9][0-9]?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine)(?:(?: times)? out of (?:every )?|(?<in_> in (?:every )?)|/(?=[0-9]+ of\b))(?<total>]] .. en.words .. [[|[1-9][0-9]{0,2}(?:,[0-9]{3})?)\b(?![,.]?[0-9])(?! (?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|different|or|to|other|parts|ways|places|cities|countries|thousand)\b)]] },
    { name = "below", pattern = "\\bbelow zero\\b" },
    { name = "fold", pattern = [[(?<=[a-z0-9])[ -]?fold\b]] },
    { name = "aged", pattern = [[\b(?:[Aa]ged?(?: of)?|(?<when>[Ww]hen (?:I|he|she|they|we|you) (?:was|were))) (?:about |around |just |only )?(?<number>[1-9][0-9]?|]] .. en.words .. [[)\b(?![-%]|[.,:/]?[0-9])]] },
    { name = "times", pattern = [[\b(?<verb>[Dd]oubl|[Tt]ripl|[Tt]rebl|[Qq]uadrupl|[Hh]alv)ed\b]] },
    { name = "one", pattern = [[\b(?:(?<half>[Hh]alf an? )|(?<quarter>[Aa] quarter(?: of a)?[ -])|[Aa]n? )(?<noun>(?:kilo|milli|centi)?(?:met|lit)(?:re|er)|mile|kilogram|kilo|hectare|gallon|pound(?= of\b)|ounce|tonne|acre)\b]] },
    { name = "en", pattern = "(?<![0-9A-Za-z.,/:$£€-])(?<![$£€] )" .. NO_ARTICLE .. "(?:(?<sign>[Mm]inus |[Nn]egative |−|-(?=[0-9.]))|[Bb]etween (?<least>" .. Q .. ")(?: ?" .. SYMBOL .. "(?![A-Za-z0-9])| [a-z]+)? and (?:about |around )?|(?<low>" .. Q .. ")" .. TO .. "(?:about )?|(?<or>" .. Q .. ") or )?(?<number>" .. Q .. [=[|\.[0-9]+)(?<more>\+)?(?:(?<=[0-9½¼¾⅓⅔]) ?[(\[]?(?<symbol>]=] .. SYMBOL .. [=[)(?![A-Za-z0-9])[)\]]?|(?<dozen> dozens?)?[ -](?:(?<age>years?|months?|weeks?|days?)[ -](?:olds?|of age)\b|(?<yo>y/?o\b)|(?=(?<plus>odd |some )?(?:or so )?(?<noun>]=] .. NOUN .. ")))|(?<=,[0-9]{3}|hundred|thousand|million|billion|trillion)(?![A-Za-z0-9-]|[.,/][0-9]|\\s?[万萬亿億千百兆年]))" },
    { name = "en", pattern = [[(?<![0-9A-Za-z.,/:$£€-])(?<number>[0-9]+(?:\.[0-9]+)?)(?: ?(?:'{2}|[”"″](?= (?:long|wide|tall|high|deep|thick|across)\b))|(?<=ft [0-9]|feet [0-9]|ft 1[01]|feet 1[01]|feet, [0-9]|feet, 1[01]) in\b)(?<inch>)]] },
  },
  hit = function(match, context)
    if match.pattern == "en" and match.inch then
      return { kind = "figure", value = ms.numeral(match.number), unit = "[in_i]", bound = wording.bound(context, en) }
    end
    return hits[match.pattern](match, context)
  end,
  samples = {
    { text = "About 40 people walked 3.5 kilometres.", mentions = { { kind = "figure", text = "40 people", value = 40, unit = "people", bound = "about" }, { kind = "figure", text = "3.5 kilometres", value = 3.5, unit = "km" } } },
    { text = "More than two million workers lost their jobs in 2019 because of that.", mentions = { { kind = "figure", text = "two million workers", value = 2000000, unit = "workers", bound = "over" } } },
    { text = "She was 35 years old, a 90-day-old calf weighed 5-6 kg at between 10 and 20 °C, and we drove 60 miles per hour for 5km.", mentions = { { kind = "figure", text = "35 years old", value = 35, unit = "a" }, { kind = "figure", text = "90-day-old", value = 90, unit = "d" }, { kind = "figure", text = "5-6 kg", value = "5/6", unit = "kg" }, { kind = "figure", text = "10 and 20 °C", value = "10/20", unit = "Cel" }, { kind = "figure", text = "60 miles per hour", value = 60, unit = "[mi_i]/h" }, { kind = "figure", text = "5km", value = 5, unit = "km" } } },
    { text = "Two dozen hens and ten to fifteen goats, minus five degrees Celsius; 他身高168cm。", mentions = { { kind = "figure", text = "Two dozen hens", value = 24 }, { kind = "figure", text = "ten to fifteen goats", value = "10/15", unit = "goats" }, { kind = "figure", text = "minus five degrees Celsius", value = -5, unit = "Cel" }, { kind = "figure", text = "168cm", value = 168, unit = "cm" } } },
    { text = "Two thirds of them left, a quarter of the rest stayed, the third of May, in three quarters.", mentions = { { kind = "figure", text = "Two thirds", unit = "1" }, { kind = "figure", text = "a quarter", value = 0.25, unit = "1" }, { kind = "figure", text = "three quarters", value = 3 } } },
    { text = "Thirty-one people and forty-five to fifty sheep, five to seven million bees.", mentions = { { kind = "figure", text = "Thirty-one people", value = 31 }, { kind = "figure", text = "forty-five to fifty sheep", value = "45/50" }, { kind = "figure", text = "five to seven million bees", value = "5000000/7000000" } } },
    { text = "That was one thing, and I had one of those in 1999.", mentions = {} },
    { text = "He is 5 ft 2 in, takes nine gigabits per second and 800 kilo watt hours; 摄氏37°。", mentions = { { kind = "figure", text = "5 ft 2 in", unit = "[ft_i]" }, { kind = "figure", text = "nine gigabits per second", value = 9, unit = "Gbit/s" }, { kind = "figure", text = "800 kilo watt hours", unit = "kW.h" }, { kind = "figure", text = "37°", unit = "Cel" } } },
    { text = "He is 6 feet 3 inches and ran half a mile at 9 miles an hour with 10 1/2 pounds of flour; two and a half million readers; half a dozen eggs.", mentions = { { kind = "figure", text = "6 feet 3 inches", value = 6.25, unit = "[ft_i]" }, { kind = "figure", text = "half a mile", value = 0.5, unit = "[mi_i]" }, { kind = "figure", text = "9 miles an hour", value = 9, unit = "[mi_i]/h" }, { kind = "figure", text = "10 1/2 pounds", value = 10.5, unit = "[lb_av]", of = "flour" }, { kind = "figure", text = "two and a half million readers", value = 2500000 }, { kind = "figure", text = "half a dozen eggs", value = 6, unit = "eggs" } } },
    { text = "About 20 full-time people came, three or four American soldiers, two blog posts; 20,000 signed, a hundred or so of them twice, 23 million did not. Each one choosing two people; more than half of them.", mentions = { { kind = "figure", text = "20 full-time people", value = 20, unit = "people", bound = "about" }, { kind = "figure", text = "three or four American soldiers", value = 3, bound = "about" }, { kind = "figure", text = "two blog posts", value = 2, unit = "posts" }, { kind = "figure", text = "20,000", value = 20000 }, { kind = "figure", text = "a hundred", value = 100, bound = "about" }, { kind = "figure", text = "23 million", value = 23000000 }, { kind = "figure", text = "two people", value = 2 }, { kind = "figure", text = "half", value = 0.5, unit = "1", bound = "over" } } },
    { text = "At the age of fifteen, when I was seventeen, aged 42; when we were two people; a tenfold rise, a quarter mile, a dozen eggs, a couple hundred men, nine times out of ten, 300 basis points.", mentions = { { kind = "figure", text = "fifteen", value = 15, unit = "a" }, { kind = "figure", text = "seventeen", value = 17, unit = "a" }, { kind = "figure", text = "42", unit = "a" }, { kind = "figure", text = "two people" }, { kind = "figure", text = "tenfold", value = 10, unit = "1" }, { kind = "figure", text = "a quarter mile", value = 0.25 }, { kind = "figure", text = "a dozen eggs", value = 12 }, { kind = "figure", text = "a couple hundred men", value = 200, bound = "about" }, { kind = "figure", text = "nine times out of ten", value = 0.9 }, { kind = "figure", text = "300 basis points", value = 300, unit = "points" } } },
    { text = "We built 20 new schools; one in five pupils walks, three out of four read. Fees doubled.", mentions = { { kind = "figure", text = "20 new schools", value = 20, unit = "schools" }, { kind = "figure", text = "one in five", value = 0.2, unit = "1" }, { kind = "figure", text = "three out of four", value = 0.75 }, { kind = "figure", text = "doubled", value = 2, change = "up" } } },
    { text = "The garden is 24703m2, the flour 150 micrograms, the ship 25 lakh metric tons, the drive 16 bits, between 2.0 g and about 7.0 g, about 3km-5km.", mentions = { { kind = "figure", text = "24703m2", unit = "m2" }, { kind = "figure", text = "150 micrograms", unit = "ug" }, { kind = "figure", text = "25 lakh metric tons", value = 2500000, unit = "t" }, { kind = "figure", text = "16 bits", unit = "bit" }, { kind = "figure", text = "2.0 g and about 7.0 g", value = "2/7", unit = "g" }, { kind = "figure", text = "3km-5km", value = "3/5", unit = "km" } } },
    { text = "It was twenty degrees below zero. Twelve square inches, 3 cubic yards, 40 miles per gallon, 30 short tons, 2 petabytes at 10 Mbps; ten bars of soap.", mentions = { { kind = "figure", text = "twenty degrees below zero", value = -20, unit = "deg" }, { kind = "figure", unit = "[sin_i]" }, { kind = "figure", unit = "[cyd_i]" }, { kind = "figure", unit = "[mi_i]/[gal_us]" }, { kind = "figure", unit = "[ston_av]" }, { kind = "figure", unit = "PBy" }, { kind = "figure", unit = "Mbit/s" }, { kind = "figure", unit = "bars" } } },
    { text = "WE LOST TWENTY-FIVE PEOPLE AND THREE HUNDRED MILES.", mentions = { { kind = "figure", text = "TWENTY-FIVE PEOPLE", value = 25, unit = "people" }, { kind = "figure", text = "THREE HUNDRED MILES", value = 300, unit = "[mi_i]" } } },
    { text = "They met two in three days; a $ 300 million contract was signed on 3/4.", mentions = {} },
  },
}
