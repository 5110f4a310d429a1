-- Money: an amount with its currency as ISO 4217 (150.03亿元, $3.2 billion, 五百万美元). 元 and 块 alone are CNY, $ alone USD.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local zh, en = ms.grammar "zh", ms.grammar "en"

local ZH_CODES = wording.map(zh.currencies)
local EN_CODES = {}
local en_words = {}
for i, item in ipairs(en.currencies) do
  en_words[i] = (item[1]:gsub("%%%.", "\\."))
  EN_CODES[i] = { regex = ms.regex("^(?:" .. en_words[i] .. ")$"), code = item[2] }
end
local SCALE = [[(?: ?(?:thousand|million|billion|trillion)\b|(?:bn|mn|tn|trn|[kKmMbBT])\b| (?:lakh|crore)\b)]]
local SIGN = [[(?:US\$|A\$|C\$|HK\$|NT\$|S\$|R\$|JP¥|RMB ?|[$€£¥￥₹₽₩])]]

-- The amount that number and scale say together, exactly; nil when they say none.
local function read(number, scale)
  number, scale = tostring(number), scale and tostring(scale):gsub("^ ", "") or ""
  local factor = en.factors[scale]
  local text = number .. (factor and "" or en.scales[scale] or scale)
  local value, about = wording.number(text)
  return value and factor and value * factor or value, about
end

-- In a talk written in traditional characters 元 are Taiwan's.
local TRADITIONAL = ms.regex("[這個們時會說後對來億萬]")
local function is_traditional(context)
  if context.is_traditional == nil then context.is_traditional = TRADITIONAL:test(context.text) end
  return context.is_traditional
end

local function hit(match, context)
  local value, about, unit
  if match.pattern == "zh" then
    value, about = read(match.number, match.scale)
    unit = ZH_CODES[tostring(match.unit)]
    -- 一块 is as often a piece of something, or "together".
    if tostring(match.unit) == "块" and (value == 1 or not tostring(match.number):find "^%d") then return nil end
    local before = context:before(6)
    local is_plain = match.unit:is "元" or match.unit:is "块" or match.unit:is "块钱"
    if is_plain and is_traditional(context) then unit = "TWD" end
    if before:ends "民币" or before:ends "民幣" then unit = "CNY" end
    if match.dime and value then
      local cents = ms.numeral(match.dime) * 10 + (match.cent and ms.numeral(match.cent) or 0)
      value = math.tointeger(value) and (value * 100 + cents) / 100 or value
    end
    if unit == "CNY" and (before:ends "台币" or before:ends "臺幣" or before:ends "台幣") then unit = "TWD" end
  elseif match.pattern == "sign" then
    unit = en.currency_signs[(tostring(match.sign):gsub(" $", ""))]
    value = read(match.number, match.scale or match.han)
  else
    value = read(match.number, match.scale)
    local word = tostring(match.unit)
    for _, item in ipairs(EN_CODES) do
      if item.regex:test(word) then unit = item.code break end
    end
    if word == "cents" or word == "cent" then value, unit = value and value / 100, "USD" end
  end
  if not value or not unit then return nil end
  return { kind = "money", value = value, unit = unit, bound = match.more and "over" or about or wording.bound(context, zh) or wording.bound(context, en), of = wording.noun_before(context) }
end

return ms.extractor {
  name = "money",
  about = "Amounts of money by ISO 4217: 150.03亿元, 五百万美元, $3.2bn, 20 euros",
  kinds = { "money" },
  priority = 1,
  patterns = {
    { name = "zh", pattern = zh.not_after .. "(?<number>" .. zh.number .. [[)\s?(?<more>余|多|來|来)?(?<scale>[万萬亿億]+)?\s?(?:余|多)?\s?(?<unit>]] .. wording.any(zh.currencies) .. [[)(?![旦素件宵首老帅])(?:钱)?(?:(?<dime>[0-9一二三四五六七八九])[角毛](?:(?<cent>[0-9一二三四五六七八九])分)?(?:钱)?)?]] },
    { name = "sign", pattern = [[(?<![A-Za-z])(?<sign>]] .. SIGN .. [[) ?(?<number>]] .. en.arabic .. ")(?:(?<scale>" .. SCALE .. [[)|\s?(?<han>[百千]?[万萬亿億]+)(?:元|美元)?)?(?<more>\+)?]] },
    { name = "en", pattern = en.not_after .. "(?<number>" .. en.number .. ")(?<scale>" .. SCALE .. [[)?(?<more>\+)?[ -](?<unit>]] .. table.concat(en_words, "|") .. [[|cents?)\b]] },
  },
  hit = hit,
  samples = {
    { text = "签约总额达150.03亿元，投资13.0亿元。", mentions = { { kind = "money", text = "150.03亿元", value = 15003000000, unit = "CNY", of = "签约总额" }, { kind = "money", text = "13.0亿元", value = 1300000000, unit = "CNY" } } },
    { text = "花了一千多万美元，还有三百块钱。", mentions = { { kind = "money", text = "一千多万美元", value = 10000000, unit = "USD", bound = "over" }, { kind = "money", text = "三百块钱", value = 300, unit = "CNY" } } },
    { text = "這個要2萬元，人民币5元。", mentions = { { kind = "money", text = "2萬元", value = 20000, unit = "TWD" }, { kind = "money", text = "5元", unit = "CNY" } } },
    { text = "得了211元5角，花了3块2毛5分。", mentions = { { kind = "money", text = "211元5角", value = 211.5, unit = "CNY" }, { kind = "money", text = "3块2毛5分", value = 3.25 } } },
    { text = "花了二三十万元。", mentions = { { kind = "money", text = "二三十万元", value = 200000, bound = "about" } } },
    { text = "我们一块去，元旦见。", mentions = {} },
    { text = "It cost $3.2bn, or about 20 euros a head.", mentions = { { kind = "money", text = "$3.2bn", value = 3200000000, unit = "USD" }, { kind = "money", text = "20 euros", value = 20, unit = "EUR", bound = "about" } } },
    { text = "He raised £1.5 million and spent two hundred dollars.", mentions = { { kind = "money", text = "£1.5 million", value = 1500000, unit = "GBP" }, { kind = "money", text = "two hundred dollars", value = 200, unit = "USD" } } },
    { text = "We won the game.", mentions = {} },
  },
}
