-- Figures: a number with its unit (28.48平方公里, 200余人, "about 40 people"). Measures have their UCUM code, what is
-- counted keeps the word that counts it. A bare "one" (一个, "one thing") is an article and no figure.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local zh, en = ms.grammar "zh", ms.grammar "en"

local UCUM, NOT_COUNTED = wording.map(zh.measures), wording.map(en.not_counted)
local SET_PHRASES = ms.regex(wording.any(zh.not_figures))

local EN_UNITS = {}
local EN_WORDS = {}
for i, item in ipairs(en.measures) do
  EN_UNITS[i], EN_WORDS[i] = { regex = ms.regex("^(?:" .. item[1] .. ")$"), code = item[2] }, item[1]
end
local EN_ANY = ms.regex("^(?:" .. table.concat(EN_WORDS, "|") .. ")$")
local AGES = { year = "a", month = "mo", week = "wk", day = "d" }
local PLURALS = { people = true, sheep = true, fish = true, men = true, women = true, children = true }
local PER = { hour = "/h", second = "/s", minute = "/min" }

-- 五百兆瓦, 两兆赫: a prefix of the unit, which looks like the end of the number.
local MEGA = { ["瓦"] = "MW", ["赫兹"] = "MHz", ["赫"] = "MHz", ["字节"] = "MBy", ["字節"] = "MBy" }
local TEMPERATURE = ms.regex "(?:气温|氣溫|温度|溫度|体温|體溫|高温|低温|零下|零上|摄氏|攝氏|升温|降温)[^，。；！？]{0,12}$"

local FAHRENHEIT = ms.regex "[华華]氏(?:[温溫]度)?$"

local function unit_of(unit, match, context)
  if unit == "度" then
    local before = tostring(context:before(60))
    if FAHRENHEIT:test(before) then return "[degF]" end
    if match.sign and match.sign:is "零下" or TEMPERATURE:test(before) then return "Cel" end
  end
  return UCUM[unit] or unit
end

local function is_idiom(match, context)
  return SET_PHRASES:test(tostring(context:before(9)) .. tostring(match[0]) .. tostring(context:after(12)))
end

-- What follows a unit and belongs to the number: 三斤半, 一米八五.
local function rest_of(match, unit)
  if match.half then return 0.5 end
  if match.tail and unit == "m" then
    local digits = tostring(match.tail)
    return digits:find "^%d" and tonumber("0." .. digits) or ms.numeral("零点" .. digits)
  end
end

local function chinese(match, context)
  local number, unit = tostring(match.number) .. tostring(match.scale or ""), tostring(match.unit)
  if number == "一" and not match.high and not UCUM[unit] then return nil end
  local code = unit_of(unit, match, context)
  if MEGA[unit] and number:find "兆$" then number, code = number:gsub("兆$", ""), MEGA[unit] end
  local value, about = wording.number(number)
  if not value then return nil end
  if not number:find "^[0-9\xEF]" then
    -- Nobody counts with 二: 二类, 二楼 are names.
    if not match.high and ((value == 1 and not UCUM[unit]) or unit == "大" or (number == "二" and not UCUM[unit])) then return nil end
    if is_idiom(match, context) then return nil end
  end
  local to
  if match.high then
    local low, high = wording.range(number, tostring(match.high) .. tostring(match.high_scale or ""))
    if not low then return nil end
    value = wording.interval(low, high)
  else
    local rest = rest_of(match, code)
    if rest then value = value + rest elseif match.tail then to = select(2, match:span "unit") end
    if match.sign then value = -value end
  end
  return { kind = "figure", value = value, unit = code, of = wording.noun_after(context) or wording.noun_before(context),
    bound = match.more and "over" or about or wording.bound(context, zh), to = to }
end

-- 五分之三: a share of one; of a hundred, a thousand, ten thousand it is in percent. The pattern begins at 分之, which
-- is rare, and what stands before is read backwards.
local PARTS = ms.regex("(?<![数數几幾])(?:(?<whole>" .. zh.number .. ")又)?(?<number>" .. zh.number .. ")$")

local function fraction(match, context)
  local before = context:before(40)
  local parts = PARTS:match(before)
  if not parts then return nil end
  local number = wording.number(tostring(parts.number))
  local count, whole = ms.numeral(match.count), parts.whole and ms.numeral(parts.whole) or 0
  if not number or not count or number == 0 then return nil end
  local last = tostring(parts.number)
  if number == 100 or number == 1000 or number == 10000 or last:find "[百千万亿]$" and #last == 3 then return nil end
  return { kind = "figure", value = whole + count / number, unit = "1", of = wording.noun_after(context), from = context.from - #before + parts:span() - 1 }
end

-- The UCUM code of "kilometres per hour", "°C"; nil for a noun that is counted.
local function english_unit(noun)
  local word, per = noun:match "^(.+) per (%a+)$"
  word = word or noun
  if not EN_ANY:test(word) then return nil end
  for _, unit in ipairs(EN_UNITS) do
    if unit.regex:test(word) then return unit.code .. (per and PER[per] or "") end
  end
end

-- "Apollo 13 mission" and "In 2019 Congress" count nothing; nor does a number before a singular.
local function is_counted(noun, number, value)
  if NOT_COUNTED[noun:lower()] or number:lower() == "one" or number:lower() == "a" or noun:find "^%u" then return false end
  if math.type(value) == "integer" and #number == 4 and value >= 1900 and value <= 2100 then return false end
  return value == 1 or value >= 1000000 or noun:find "s$" or PLURALS[noun]
end

local function english(match, context)
  local noun = match.noun and tostring(match.noun)
  if noun and NOT_COUNTED[noun:lower()] then return nil end
  local number = tostring(match.number)
  local value, about = wording.number(number)
  if not value then return nil end
  local unit = match.age and AGES[tostring(match.age):gsub("s$", "")] or match.symbol and en.symbols[tostring(match.symbol)] or noun and english_unit(noun)
  local counted, to
  if not unit then
    if not noun then return nil end
    counted = noun:match "^%S+"
    if not is_counted(counted, number, value) then return nil end
    to = match:span "noun" + #counted - 1
  end
  if match.dozen then value = value * 12 end
  if match.sign then value = -value end
  local from
  local first = match.low or match.least
  if first then
    local low = wording.number(tostring(first))
    -- Five to seven billion.
    local scale = number:match " (%a+illion)$" or number:match " (thousand)$"
    if low and scale and low < 1000 then low = low * ms.numeral("1 " .. scale) end
    local is_range = low and low < value
    from = match:span(is_range and (match.low and "low" or "least") or "number")
    if is_range then value = wording.interval(low, value) end
  end
  return { kind = "figure", value = value, unit = unit or counted, of = counted, from = from, to = to,
    bound = match.more and "over" or about or wording.bound(context, en) }
end

local SYMBOL = "(?:" .. wording.any(en.symbols) .. ")"
local TO = "(?:(?<=[0-9A-Z°]) ?[-–—] ?| to )"
-- two thirds, three quarters of, a fifth of
local function english_fraction(match, context)
  local word = tostring(match.count or match.count2):lower()
  local count = (word == "a" or word == "an") and 1 or ms.numeral(word)
  local parts = en.parts[(tostring(match.parts or match.parts2):lower():gsub("s$", ""))]
  return count and parts and { kind = "figure", value = count / parts, unit = "1", bound = wording.bound(context, en) } or nil
end

local READERS = { part = english_fraction, zh = chinese, fraction = fraction, en = english }
local UNIT = "(?:" .. wording.any(UCUM) .. "|" .. wording.any(zh.classifiers) .. ")"

return ms.extractor {
  name = "figures",
  about = "Numbers with their units and what is counted: 200余人, 28.48平方公里, about 40 people, 3.5 km",
  kinds = { "figure" },
  patterns = {
    { name = "zh", pattern = zh.not_after .. "(?<sign>[负負]|零下)?(?<number>" .. zh.number .. [[)\s?(?<more>余|多|來|来)?(?<scale>[万萬亿億]+)?\s?(?:余|多)?\s?(?:]] .. UNIT .. [[?\s?[-－–—~～至到]\s?(?<high>]] .. zh.number .. [[)(?<more_high>余|多)?(?<high_scale>[万萬亿億]+)?)?\s?(?<unit>]] .. UNIT .. [[)(?:(?<half>半)(?![个個年月天小])|(?<=米)(?<tail>[一二三四五六七八九]{1,2}|[0-9]{1,2})(?![0-9一二三四五六七八九十百千万.个個位名米]))?]] },
    { name = "fraction", pattern = "分之(?<count>" .. zh.number .. ")" },
    { name = "part", pattern = [[\b(?:(?<count>[Aa]n?|[Oo]ne)[ -](?<parts>third|quarter|fourth|fifth|sixth|seventh|eighth|tenth|hundredth)(?= of )|(?<count2>[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine)[ -](?<parts2>thirds|fourths|fifths|sixths|sevenths|eighths|ninths|tenths|quarters(?= of )))\b]] },
    { name = "en", pattern = en.not_after .. "(?:(?<sign>[Mm]inus |−)|[Bb]etween (?<least>" .. en.number .. ") and |(?<low>" .. en.number .. ")(?:" .. SYMBOL .. ")?" .. TO .. ")?(?<number>" .. en.number .. [[)(?<more>\+)?(?:(?<=[0-9]) ?(?<symbol>]] .. SYMBOL .. [[)(?![A-Za-z0-9])|(?<dozen> dozen)?[ -](?:(?<age>years?|months?|weeks?|days?)[ -](?:olds?|of age)\b|(?<noun>[A-Za-z]+(?: (?:metres?|meters?|kilometres?|kilometers?|miles?|feet|watt hours?|hours?(?<=watt hours|watt hour)|[Cc]elsius|[Cc]entigrade|[Ff]ahrenheit)\b)?(?: per (?:hour|second|minute)\b)?)))]] },
  },
  hit = function(match, context)
    return READERS[match.pattern](match, context)
  end,
  samples = {
    { text = "代表团200余人，68 家企业参展。", mentions = { { kind = "figure", text = "200余人", value = 200, unit = "人", bound = "over" }, { kind = "figure", text = "68 家", value = 68, unit = "家" } } },
    { text = "面积28.48平方公里，共150平米。", mentions = { { kind = "figure", text = "28.48平方公里", value = 28.48, unit = "km2" }, { kind = "figure", text = "150平米", value = 150, unit = "m2" } } },
    { text = "来了两千多万人，将近三百辆车。", mentions = { { kind = "figure", text = "两千多万人", value = 20000000, unit = "人", bound = "over" }, { kind = "figure", text = "三百辆", value = 300, unit = "辆", bound = "about" } } },
    { text = "一万五千亿株", mentions = { { kind = "figure", value = 1500000000000, unit = "株" } } },
    { text = "三五百人等着，后来到了10-20人，十八至三十万字，两到三千户。", mentions = { { kind = "figure", text = "三五百人", value = 300, unit = "人", bound = "about" }, { kind = "figure", text = "10-20人", value = "10/20" }, { kind = "figure", text = "十八至三十万字", value = "180000/300000" }, { kind = "figure", text = "两到三千户", value = "2000/3000" } } },
    { text = "五分之三的水田种了藕，他身高一米八五，挑得动三斤半。", mentions = { { kind = "figure", text = "五分之三", value = 0.6, unit = "1" }, { kind = "figure", text = "一米八五", value = 1.85, unit = "m" }, { kind = "figure", text = "三斤半", value = 3.5, unit = "斤" } } },
    { text = "夜里零下12度，气温最高才3度，电站有五百兆瓦。", mentions = { { kind = "figure", text = "零下12度", value = -12, unit = "Cel" }, { kind = "figure", text = "3度", value = 3, unit = "Cel" }, { kind = "figure", text = "五百兆瓦", value = 500, unit = "MW" } } },
    { text = "一是规格高，二是范围广，三是展品多。", mentions = {} },
    { text = "会展中心6号馆，用4/5G网络，一张名片，四处看看。", mentions = {} },
    { text = "About 40 people walked 3.5 kilometres.", mentions = { { kind = "figure", text = "40 people", value = 40, unit = "people", bound = "about" }, { kind = "figure", text = "3.5 kilometres", value = 3.5, unit = "km" } } },
    { text = "More than two million workers lost their jobs in 2019 because of that.", mentions = { { kind = "figure", text = "two million workers", value = 2000000, unit = "workers", bound = "over" } } },
    { text = "水质达到二类，160余家养殖户全部签了协议，请到了12位国外的专家。", mentions = { { kind = "figure", value = 160, of = "养殖户" }, { kind = "figure", value = 12, of = "国外的专家" } } },
    { text = "周边4个村新增就业岗位1300多个，去年接待游客112万人次。", mentions = { { kind = "figure", value = 4, of = "村" }, { kind = "figure", value = 1300, of = "新增就业岗位" }, { kind = "figure", value = 1120000, of = "接待游客" } } },
    { text = "来了三四十人，有十七八岁的，也有二三十只羊。", mentions = { { kind = "figure", text = "三四十人", value = 30, bound = "about" }, { kind = "figure", text = "十七八岁", value = 17, bound = "about" }, { kind = "figure", text = "二三十只", value = 20, bound = "about" } } },
    { text = "She was 35 years old, a 90-day-old calf weighed 5-6 kg at between 10 and 20 °C, and we drove 60 miles per hour for 5km.", mentions = { { kind = "figure", text = "35 years old", value = 35, unit = "a" }, { kind = "figure", text = "90-day-old", value = 90, unit = "d" }, { kind = "figure", text = "5-6 kg", value = "5/6", unit = "kg" }, { kind = "figure", text = "10 and 20 °C", value = "10/20", unit = "Cel" }, { kind = "figure", text = "60 miles per hour", value = 60, unit = "[mi_i]/h" }, { kind = "figure", text = "5km", value = 5, unit = "km" } } },
    { text = "Two dozen hens and ten to fifteen goats, minus five degrees Celsius; 他身高168cm。", mentions = { { kind = "figure", text = "Two dozen hens", value = 24 }, { kind = "figure", text = "ten to fifteen goats", value = "10/15", unit = "goats" }, { kind = "figure", text = "minus five degrees Celsius", value = -5, unit = "Cel" }, { kind = "figure", text = "168cm", value = 168, unit = "cm" } } },
    { text = "Two thirds of them left, a quarter of the rest stayed, the third of May, in three quarters.", mentions = { { kind = "figure", text = "Two thirds", unit = "1" }, { kind = "figure", text = "a quarter", value = 0.25, unit = "1" }, { kind = "figure", text = "three quarters", value = 3 } } },
    { text = "Thirty-one people and forty-five to fifty sheep, five to seven million bees.", mentions = { { kind = "figure", text = "Thirty-one people", value = 31 }, { kind = "figure", text = "forty-five to fifty sheep", value = "45/50" }, { kind = "figure", text = "five to seven million bees", value = "5000000/7000000" } } },
    { text = "That was one thing, and I had one of those in 1999.", mentions = {} },
  },
}
