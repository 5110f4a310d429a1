-- Figures: a number with its unit (28.48平方公里, 200余人, "about 40 people"). Measures have their UCUM code, what is
-- counted keeps the word that counts it. A bare "one" (一个, "one thing") is an article and no figure.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local zh, en = ms.grammar "zh", ms.grammar "en"

local UCUM, NOT_COUNTED = wording.map(zh.measures), wording.map(en.not_counted)
local SET_PHRASES = zh.not_figures

local EN_UNITS = {}
for i, item in ipairs(en.measures) do EN_UNITS[i] = { regex = ms.regex("^(?:" .. item[1] .. ")$"), code = item[2] } end

local function chinese(match, context)
  local number, unit = tostring(match.number) .. tostring(match.scale or ""), tostring(match.unit)
  local value, about = wording.number(number)
  if not value then return nil end
  local is_han = not number:find "^[0-9\xEF]"
  if is_han then
    -- Nobody counts with 二: 二类, 二楼 are names.
    if (value == 1 and not UCUM[unit]) or unit == "大" or (number == "二" and not UCUM[unit]) then return nil end
    local words = tostring(context:before(9)) .. tostring(match[0]) .. tostring(context:after(12))
    for _, phrase in ipairs(SET_PHRASES) do
      if words:find(phrase, 1, true) then return nil end
    end
  end
  return { kind = "figure", value = value, unit = UCUM[unit] or unit, of = wording.noun_after(context) or wording.noun_before(context),
    bound = match.more and "over" or about or wording.bound(context, zh) }
end

local function english(match, context)
  local number, noun = tostring(match.number), tostring(match.noun)
  local value, bytes = ms.numeral(number)
  if not value or bytes ~= #number then return nil end
  local bound = match.more and "over" or wording.bound(context, en)
  for _, unit in ipairs(EN_UNITS) do
    if unit.regex:test(noun) then return { kind = "figure", value = value, unit = unit.code, bound = bound } end
  end
  noun = noun:match "^%S+"
  if NOT_COUNTED[noun:lower()] or (number:lower() == "one" or number:lower() == "a") then return nil end
  -- A year and a name ("In 2019 Congress", "Apollo 13 mission") count nothing; nor does one before a singular.
  if noun:find "^%u" or (value ~= 1 and value < 1000000 and not noun:find "s$" and noun ~= "people" and noun ~= "men" and noun ~= "women" and noun ~= "children") then
    return nil
  end
  if math.type(value) == "integer" and #number == 4 and value >= 1900 and value <= 2100 then return nil end
  local _, noun_to = match:span "number"
  return { kind = "figure", value = value, unit = noun, of = noun, bound = bound, to = noun_to + (match.more and #tostring(match.more) or 0) + 1 + #noun }
end

return ms.extractor {
  name = "figures",
  about = "Numbers with their units and what is counted: 200余人, 28.48平方公里, about 40 people, 3.5 km",
  kinds = { "figure" },
  patterns = {
    { name = "zh", pattern = zh.not_after .. "(?<number>" .. zh.number .. [[)\s?(?<more>余|多|來|来)?(?<scale>[万萬亿億]+)?\s?(?:余|多)?\s?(?<unit>]] .. wording.any(UCUM) .. "|" .. wording.any(zh.classifiers) .. ")" },
    { name = "en", pattern = en.not_after .. "(?<number>" .. en.number .. [[)(?<more>\+)?[ -](?<noun>[A-Za-z]+(?: (?:metres?|meters?|kilometres?|kilometers?|miles?|feet|Celsius|Fahrenheit)\b)?)]] },
  },
  hit = function(match, context)
    return match.pattern == "zh" and chinese(match, context) or match.pattern == "en" and english(match, context) or nil
  end,
  samples = {
    { text = "代表团200余人，68 家企业参展。", mentions = { { kind = "figure", text = "200余人", value = 200, unit = "人", bound = "over" }, { kind = "figure", text = "68 家", value = 68, unit = "家" } } },
    { text = "面积28.48平方公里，共150平米。", mentions = { { kind = "figure", text = "28.48平方公里", value = 28.48, unit = "km2" }, { kind = "figure", text = "150平米", value = 150, unit = "m2" } } },
    { text = "来了两千多万人，将近三百辆车。", mentions = { { kind = "figure", text = "两千多万人", value = 20000000, unit = "人", bound = "over" }, { kind = "figure", text = "三百辆", value = 300, unit = "辆", bound = "about" } } },
    { text = "一万五千亿株", mentions = { { kind = "figure", value = 1500000000000, unit = "株" } } },
    { text = "一是规格高，二是范围广，三是展品多。", mentions = {} },
    { text = "会展中心6号馆，用4/5G网络，一张名片，四处看看。", mentions = {} },
    { text = "About 40 people walked 3.5 kilometres.", mentions = { { kind = "figure", text = "40 people", value = 40, unit = "people", bound = "about" }, { kind = "figure", text = "3.5 kilometres", value = 3.5, unit = "km" } } },
    { text = "More than two million workers lost their jobs in 2019 because of that.", mentions = { { kind = "figure", text = "two million workers", value = 2000000, unit = "workers", bound = "over" } } },
    { text = "水质达到二类，160余家养殖户全部签了协议，请到了12位国外的专家。", mentions = { { kind = "figure", value = 160, of = "养殖户" }, { kind = "figure", value = 12, of = "国外的专家" } } },
    { text = "周边4个村新增就业岗位1300多个，去年接待游客112万人次。", mentions = { { kind = "figure", value = 4, of = "村" }, { kind = "figure", value = 1300, of = "新增就业岗位" }, { kind = "figure", value = 1120000, of = "接待游客" } } },
    { text = "来了三四十人，有十七八岁的，也有二三十只羊。", mentions = { { kind = "figure", text = "三四十人", value = 30, bound = "about" }, { kind = "figure", text = "十七八岁", value = 17, bound = "about" }, { kind = "figure", text = "二三十只", value = 20, bound = "about" } } },
    { text = "That was one thing, and I had one of those in 1999.", mentions = {} },
  },
}
