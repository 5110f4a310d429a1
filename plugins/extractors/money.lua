-- Money: an amount with its currency as ISO 4217 (150.03亿元, $3.2 billion, 五百万美元). 元 and 块 alone are CNY, $ alone USD.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local zh, en = ms.grammar "zh", ms.grammar "en"

local ZH_CODES = wording.map(zh.currencies)
local EN_CODES = {}
local en_words = {}
for i, item in ipairs(en.currencies) do
  en_words[i] = (item[1]:gsub("%%%.", "\\."))
  EN_CODES[i] = { regex = ms.regex("^(?:" .. en_words[i] .. ")$", "i"), code = item[2] }
end
local SCALE = [[(?:[ -]?(?i:hundred thousand|hundred million|thousand|million|billion|trillion)\b| ?(?:bn|mn|tn|trn|MM|[kKmMbBT])(?![A-Za-z0-9])| (?:lakhs?|crores?)\b)]]
local SIGN = [[(?:(?:US|AU?|Aus|CA?|[Cc]ad|CAD|Can|HK|NT|NZ|S|R|Mex|MX)(?: ?)\$|c ?\$|a\$|JP¥|RMB ?|R[sS]\.? ?|[$€£¥￥₹₽₩₿₾₭₺₪₫₴₱₦฿])]]
-- Codes, after an M or a k for millions and thousands of them: 30 MUSD.
local CODES = {}
for i, item in ipairs(en.currencies) do
  if item[1]:find "^%u%u%u$" then CODES[#CODES + 1] = item[1] end
end
local CODE = "(?:" .. table.concat(CODES, "|") .. ")"
local FACTORS = { M = 1000000, m = 1000000, K = 1000, k = 1000, T = 1000, B = 1000000000 }

-- The amount that number and scale say together, exactly; nil when they say none.
local function read(number, scale)
  number, scale = tostring(number), scale and tostring(scale):gsub("^[ -]", "") or ""
  if #scale > 5 then scale = scale:lower() end -- MILLION
  local factor = en.factors[scale]
  local text = number .. (factor and "" or en.scales[scale] or scale)
  local value, about = wording.number(text)
  if not value and not factor then
    local low, high = wording.vague(text)
    if low then return wording.interval(low, high), "about" end
  end
  return value and factor and value * factor or value, about
end

-- In a talk written in traditional characters these are Taiwan's.
local PLAIN = { ["元"] = true, ["块"] = true, ["块钱"] = true, ["圆"] = true, ["塊"] = true, ["塊錢"] = true }
local NAMED = ms.regex("(?:" .. wording.any(ZH_CODES) .. ")\\s*$")
-- 三百块 is money where nothing stands behind it that it could be a piece of.
local NOUN = ms.regex "^[一-龥]"
local NO_NOUN = ms.regex "^(?:的|了|吧|呢|啊|左右|上下|以上|以下|以内|一|每|多|不|就|到|都|也|还|還|和|给|給|请|能|而|是|买|買|卖|賣|起)"

-- 一元 is the one of 多元 as often; who pays it shows that it is money.
local PAYS, PAID = ms.regex "[每股卖賣花要收捐出付省丢丟加降涨漲价價到仅僅只钱錢]了?$", ms.regex "^(?:硬币|硬幣|店|钱|錢|起|左右|以上|以下|一[张張个個只斤份])"

local function is_piece(match, context, value)
  local number = tostring(match.number)
  if match.dime or match.dime2 or match.cents or match.cents2 then return false end
  if number:find "^%d" then return value == 1 end
  local after = tostring(context:after(6))
  return type(value) == "number" and value < 10 or (NOUN:test(after) and not NO_NOUN:test(after))
end

-- 三块二毛五分, 五元六角, 三块零四, 两美元又三美分: what comes after the whole ones, in hundredths.
local function cents_of(match)
  local function digit(part) return part and ms.numeral(part) or 0 end
  return digit(match.dime or match.dime2) * 10 + digit(match.cent) + digit(match.cents or match.cents2 or match.cents3)
end

local SUFFIXES = { ["€"] = "EUR", ["£"] = "GBP" }
local hits = {}

-- 五毛钱, 50美分: a hundredth of the currency, a tenth where it is 毛 or 角.
local PARTS = { ["美分"] = "USD", ["欧分"] = "EUR", ["歐分"] = "EUR", ["便士"] = "GBP", ["戈比"] = "RUB", ["港仙"] = "HKD" }

function hits.parts(match, context)
  local value, about = wording.number(tostring(match.number))
  if not value then return nil end
  local word = tostring(match.unit)
  if value == 1 and word == "分" and match.number:is "一" then return nil end -- 每一分钱 is every penny
  if word == "毛" or word == "角" then value = value * 10 + (match.cent and ms.numeral(match.cent) or 0) end
  return value / 100, PARTS[word] or wording.is_traditional(context) and "TWD" or "CNY", about
end

function hits.zh(match, context)
  local number, word = tostring(match.number), tostring(match.unit)
  local is_some = match.more and match.more:is "把"
  local value, about = read(is_some and not ms.numeral(number) and "一" .. number or number, match.scale)
  if is_some then about = "about" end
  -- Of many (多元) one (一元) is no money.
  if number == "一" and word == "元" and not match.dime and not match.name and not (PAYS:test(context:before(9)) or PAID:test(context:after(9))) then return nil end
  if number == "二" then return nil end -- 非二元; two of them are 两元
  local unit = ZH_CODES[word]
  if not value or (word == "块" and is_piece(match, context, value)) then return nil end
  if PLAIN[word] then
    local before = context:before(15)
    local name = NAMED:match(before)
    if name then
      unit = ZH_CODES[(tostring(name[0]):gsub("%s+$", ""))]
      context.from = context.from - #before + name:span() - 1
    elseif match.name then
      unit = ZH_CODES[tostring(match.name)]
    elseif wording.is_traditional(context) then
      unit = "TWD"
    end
  end
  local cents = cents_of(match)
  if match.high then
    local low, high = wording.range(tostring(match.number) .. tostring(match.scale or ""), tostring(match.high) .. tostring(match.high_scale or ""))
    return low and wording.interval(low, high), unit, about
  end
  if cents > 0 and math.type(value) == "integer" then value = (value * 100 + cents) / 100 end
  return value, unit, about
end

-- "and forty-three", "50", "43c" behind whole ones, at the end of a clause.
local function with_cents(value, group)
  local cents = group and ms.numeral((tostring(group):gsub("^%s", "")))
  if not cents or not math.tointeger(cents) or not math.tointeger(value) or cents >= 100 or cents < 1 then return value, false end
  return (value * 100 + cents) / 100, true
end

function hits.sign(match, context)
  local unit = en.currency_signs[(tostring(match.sign):upper():gsub("%s", ""))]
  local minus = not match.high and tostring(context:before(9)):match "%f[%w%-][-]$" or tostring(context:before(9)):lower():match "%f[%a]minus $" or tostring(context:before(9)):lower():match "%f[%a]negative $"
  local scale = match.scale or match.han
  local value = read(match.number, scale)
  if match.high then
    local low, high = match.low_scale and read(match.number, match.low_scale) or value, read(match.high, scale)
    return low and high and low < high and wording.interval(low, high) or nil, unit
  end
  if value and match.more_cents then value = with_cents(value, match.more_cents) end
  if value and minus then value, context.from = -value, context.from - #minus end
  return value, unit
end

-- between $5 and $10 million
function hits.between(match, context)
  context.from = match:span "sign"
  return hits.sign(match, context)
end

local code_cache = {}
local function code_of(word)
  word = word:lower()
  local code = code_cache[word]
  if code == nil then
    code = false
    for _, item in ipairs(EN_CODES) do
      if item.regex:test(word) then code = item.code break end
    end
    code_cache[word] = code
  end
  return code or nil
end

-- Pounds are money beside millions or words of trade, else a weight.
local TRADE = ms.regex([[£|\b(?:cost|price|pay|paid|spen[dt]|earn|profit|fee|fare|worth|rent|wage|salary|grant|loan|debt|budget|revenue|sales?|sold|notes?\b|buy|bought|fund|money|invest|sterling|pence|charge|tax|ticket)]], "i")
local function is_money(match, context)
  if match.scale or match.number:find "illion" then return true end
  return TRADE:test(tostring(context:before(60))) or TRADE:test(tostring(context:after(30)))
end

local SIZES = { hundred = true, thousand = true, million = true, billion = true, trillion = true }

function hits.en(match, context)
  local word = tostring(match.unit or match.code or match.mark):lower()
  local number = tostring(match.number)
  if number:find "^[Aa]n?$" then number = "1" end
  local value = read(number, match.scale or match.scale2)
  local unit = code_of(word) or en.currency_signs[word:upper()] or SUFFIXES[word]
  if word:find "^pounds?$" then
    if not is_money(match, context) then return nil end
    unit = "GBP"
  end
  if match.factor and value then value = value * FACTORS[tostring(match.factor)] end
  if match.high then
    local low, high = read(match.number, match.low_scale or match.scale), read(match.high, match.scale)
    -- 10 to 15 million, five or six hundred
    local size = not match.low_scale and not match.scale and tostring(match.high):match "[ -](%a+)$"
    local sized = size and SIZES[size] and low and low < 1000 and wording.number(tostring(match.number) .. " " .. size)
    if sized and high and sized < high then low = sized end
    if match["or"] then
      if low and high and low < high and high <= 2 * low then return low, unit, "about" end
      context.from = match:span "high"
      return high, unit
    end
    -- Of "three and four dollars" only the second is money, but for between.
    if tostring(context.text:sub(match:span "number", (match:span "high"))):find " and " then
      local before = tostring(context:before(8))
      if not before:find "[Bb]etween $" then
        context.from = match:span "high"
        return high, unit
      end
    end
    return low and high and low < high and wording.interval(low, high) or nil, unit
  end
  if word == "grand" and value then value = value * 1000 end
  if word:find "^cents?$" or word == "¢" or word:find "^penn" then return value and value / 100, "USD" end
  if word == "pence" then return value and value / 100, "GBP" end
  local cents = match.cents and ms.numeral(match.cents)
  if cents and value and cents < 100 then value = math.tointeger(value) and (value * 100 + cents) / 100 or value end
  if value and match.more_cents then value = with_cents(value, match.more_cents) end
  return value, unit
end

function hits.code(match)
  local value = read(match.number, match.scale)
  if match.factor and value then value = value * FACTORS[tostring(match.factor)] end
  local unit = tostring(match.unit)
  return value, code_of(unit) or en.currency_signs[unit:upper()]
end

local function hit(match, context)
  local value, unit, about = hits[match.pattern](match, context)
  if not value or not unit then return nil end
  return { kind = "money", from = context.from, to = context.to, value = value, unit = unit,
    bound = about or match.more and "over" or match.number:find "^[AaSs] ?[cfe][oe][uwv]" and "about" or wording.bound(context, zh) or wording.bound(context, en), of = wording.noun_before(context) }
end

local CURRENCY = "(?:" .. wording.any(zh.currencies) .. ")"
local Q = en.quantity
-- Cents behind whole ones: named, or the last thing in a clause.
local CENTS = [[(?: and)? (?<more_cents>[0-9]{2}|]] .. en.words .. [[)(?: ?(?:c|cents?|pence)\b|(?=$|[.;!?](?:[\s"”]|$)|\n))]]
local NAMES = [[(?i:pounds?(?! sterling| of\b)|]] .. table.concat(en_words, "|") .. [[|cents?|pence|pennies|penny)\b]]
-- 20 dollars, ten-euro, 20€, 30 MUSD
local NAMED_UNIT = [[(?:[ -]?(?:(?<factor>[MkKT])?(?<code>]] .. CODE .. [[))\b|[ -](?<unit>]] .. NAMES .. [[)| ?(?<mark>[€£¢$₿₾₭]|RM\b)(?![0-9]))]]
local DIGIT = "[0-9一二三四五六七八九壹贰叁肆伍陆柒捌玖]"
local TO = [[(?:\s?[~～到至]\s?|(?<![a-z])\s?[-–—]\s?|\sto\s)]]

return ms.extractor {
  name = "money",
  about = "Amounts of money by ISO 4217: 150.03亿元, 五百万美元, $3.2bn, 20 euros",
  kinds = { "money" },
  priority = 2,
  patterns = {
    { name = "zh", pattern = zh.not_after .. "(?<number>" .. zh.number .. [[)\s?(?<more>余|餘|多|來|来|几|幾|把)?(?<scale>[万萬亿億]+)?\s?(?:余|餘|多)?\s?(?:(?:]] .. CURRENCY .. ")?" .. TO .. "(?<high>" .. zh.number .. [[)(?<high_scale>[万萬亿億]+)?)?(?<unit>]] .. CURRENCY .. [[)(?![旦素件宵首老帅])(?:钱|錢)?(?:\s?(?<name>人民币|人民幣|新台币|新台幣|台币|台幣|港币|港幣|美金|美元|欧元|歐元|日元|英镑|澳元|加元)|又?(?:(?<dime>]] .. DIGIT .. [[)[角毛毫](?:(?<cent>]] .. DIGIT .. [[)分?)?|(?<=[块塊元圆])零?(?<cents>]] .. DIGIT .. [[)分|(?<=[块塊蚊])零(?<cents2>]] .. DIGIT .. [[)|(?<=[块塊蚊])(?<dime2>]] .. DIGIT .. [[)(?![零〇二三四五六七八九十百千万萬亿億点點0-9个個年月天日号號家人位次只条項项件種种分成]|一(?![斤个個只隻张張瓶袋本公]))|(?<=[元金镑鎊圆圓布])又?(?<cents3>[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:[美欧歐]分|便士|戈比|日本?[銭錢钱]))(?:钱|錢)?)?]] },
    { name = "parts", pattern = zh.not_after .. "(?<number>" .. zh.number .. [[)(?<unit>毛(?=]] .. DIGIT .. [[)(?!]] .. DIGIT .. [[{2})|[毛角分](?=[钱錢])|美分|[欧歐]分|便士|戈比|港仙)(?:(?<=毛)(?<cent>]] .. DIGIT .. [[)分?|(?<=[毛角分])[钱錢])?]] },
    { name = "sign", pattern = [[(?<![A-Za-z])(?<sign>]] .. SIGN .. [[) ?(?<number>]] .. en.arabic .. ")(?:(?<low_scale>" .. SCALE .. ")?" .. TO .. SIGN .. "? ?(?<high>" .. en.arabic .. "))?(?:(?<scale>" .. SCALE .. [[)|\s?(?<han>[百千]?[万萬亿億]+)(?:元|美元)?)?(?<more>\+)?(?: dollars?\b)?(?:]] .. CENTS .. ")?" },
    { name = "between", pattern = "[Bb]etween (?<sign>" .. SIGN .. ") ?(?<number>" .. en.arabic .. ")(?<low_scale>" .. SCALE .. ")? and " .. SIGN .. "? ?(?<high>" .. en.arabic .. ")(?<scale>" .. SCALE .. ")?" },
    { name = "en", pattern = "(?<![0-9A-Za-z.,/:$£€-])(?<number>" .. Q .. [=[|\.[0-9]++]=] .. "|[Aa]n?(?= (?:dollar|euro|yuan|pound sterling)\\b))(?:(?<low_scale>" .. SCALE .. ")?(?:" .. TO .. "|(?<=[0-9a-z]) (?:and|(?<or>or)) )(?<high>" .. Q .. "))?(?<scale>" .. SCALE .. [[)?(?<more>\+)?]] .. NAMED_UNIT .. [[(?<scale2> (?:million|billion|thousand)\b)?(?:,?(?: and)? (?<cents>]] .. en.number .. [[) (?:cents?|sens?|pence|¢)\b|]] .. CENTS .. ")?" },
    { name = "code", pattern = [[(?<![A-Za-z])(?<factor>[MkKT])?(?<unit>]] .. CODE .. [[|RM|(?:(?:[Mm]alaysian? )?[Rr]inggits?|[Dd]ollars?|[Rr]upees?|[Ee]uros?)(?= [0-9.,]+(?:]] .. SCALE .. [[|[.;!?]?$|[.;,!?] ))) ?(?<number>]] .. en.arabic .. ")(?<scale>" .. SCALE .. ")?" },
  },
  hit = hit,
  samples = {
    { text = "6000块美金，4块钱人民币。", mentions = { { kind = "money", text = "6000块美金", value = 6000, unit = "USD" }, { kind = "money", text = "4块钱人民币", value = 4, unit = "CNY" } } },
    { text = "几百块钱，万把块钱，数十亿元，两块五一斤，五毛钱，50美分。", mentions = { { kind = "money", text = "几百块钱", value = "100/1000", bound = "about" }, { kind = "money", text = "万把块钱", value = 10000, bound = "about" }, { kind = "money", text = "数十亿元", value = "1000000000/10000000000" }, { kind = "money", text = "两块五", value = 2.5 }, { kind = "money", text = "五毛钱", value = 0.5 }, { kind = "money", text = "50美分", value = 0.5, unit = "USD" } } },
    { text = "签约总额达150.03亿元，投资13.0亿元。", mentions = { { kind = "money", text = "150.03亿元", value = 15003000000, unit = "CNY", of = "签约总额" }, { kind = "money", text = "13.0亿元", value = 1300000000, unit = "CNY" } } },
    { text = "花了一千多万美元，还有三百块钱。", mentions = { { kind = "money", text = "一千多万美元", value = 10000000, unit = "USD", bound = "over" }, { kind = "money", text = "三百块钱", value = 300, unit = "CNY" } } },
    { text = "這個要2萬元，人民币5元。", mentions = { { kind = "money", text = "2萬元", value = 20000, unit = "TWD" }, { kind = "money", text = "人民币5元", value = 5, unit = "CNY" } } },
    { text = "得了211元5角，花了3块2毛5分。", mentions = { { kind = "money", text = "211元5角", value = 211.5, unit = "CNY" }, { kind = "money", text = "3块2毛5分", value = 3.25 } } },
    { text = "花了二三十万元。", mentions = { { kind = "money", text = "二三十万元", value = 200000, bound = "about" } } },
    { text = "人民币 50元，8亿元人民币，港币两千九百六十元；十块三毛，三块零四，五百块。", mentions = { { kind = "money", text = "人民币 50元", value = 50, unit = "CNY" }, { kind = "money", text = "8亿元人民币", value = 800000000 }, { kind = "money", text = "港币两千九百六十元", value = 2960, unit = "HKD" }, { kind = "money", text = "十块三毛", value = 10.3 }, { kind = "money", text = "三块零四", value = 3.04 }, { kind = "money", text = "五百块", value = 500 } } },
    { text = "十八至三十万日元，1万-5万元，买了三块木板。", mentions = { { kind = "money", text = "十八至三十万日元", value = "180000/300000", unit = "JPY" }, { kind = "money", text = "1万-5万元", value = "10000/50000" } } },
    { text = "Tickets were 20€ or GBP 15; $10-20 million, ten to twenty dollars, thirteen dollars and forty-five cents.", mentions = { { kind = "money", text = "20€", value = 20, unit = "EUR" }, { kind = "money", text = "GBP 15", value = 15, unit = "GBP" }, { kind = "money", text = "$10-20 million", value = "10000000/20000000" }, { kind = "money", text = "ten to twenty dollars", value = "10/20", unit = "USD" }, { kind = "money", text = "thirteen dollars and forty-five cents", value = 13.45 } } },
    { text = "工事に3億5000万円、土地に1,200円、研究に五百万ドルかかった。", mentions = { { kind = "money", text = "3億5000万円", value = 350000000, unit = "JPY" }, { kind = "money", text = "1,200円", value = 1200, unit = "JPY" }, { kind = "money", text = "五百万ドル", value = 5000000, unit = "USD" } } },
    { text = "我们一块去，元旦见。", mentions = {} },
    { text = "It cost $3.2bn, or about 20 euros a head.", mentions = { { kind = "money", text = "$3.2bn", value = 3200000000, unit = "USD" }, { kind = "money", text = "20 euros", value = 20, unit = "EUR", bound = "about" } } },
    { text = "He raised £1.5 million and spent two hundred dollars.", mentions = { { kind = "money", text = "£1.5 million", value = 1500000, unit = "GBP" }, { kind = "money", text = "two hundred dollars", value = 200, unit = "USD" } } },
    { text = "We won the game; ten pounds of flour, the dollar 3 years ago.", mentions = {} },
    { text = "It took half a million euros, 30 MUSD, $20 and 43 cents, a dollar and forty-two cents, 361 million pounds, 12,34,567 rupees, between 3 and 4 dollars and RM 42.", mentions = { { kind = "money", text = "half a million euros", value = 500000 }, { kind = "money", text = "30 MUSD", value = 30000000 }, { kind = "money", text = "$20 and 43 cents", value = 20.43 }, { kind = "money", text = "a dollar and forty-two cents", value = 1.42 }, { kind = "money", text = "361 million pounds", value = 361000000, unit = "GBP" }, { kind = "money", text = "12,34,567 rupees", value = 1234567, unit = "INR" }, { kind = "money", text = "3 and 4 dollars", value = "3/4" }, { kind = "money", text = "RM 42", value = 42, unit = "MYR" } } },
    { text = "It was between $5 and $10 million, 10 to 15 million dollars, five or six hundred dollars, a few million pounds; a $2.5-million grant, a $5 bill, minus $30, twenty grand and ten quid.", mentions = { { kind = "money", text = "$5 and $10 million", value = "5000000/10000000" }, { kind = "money", value = "10000000/15000000" }, { kind = "money", value = 500, bound = "about" }, { kind = "money", text = "a few million pounds", value = 3000000, unit = "GBP", bound = "about" }, { kind = "money", text = "$2.5-million", value = 2500000, unit = "USD" }, { kind = "money", text = "$5", unit = "USD" }, { kind = "money", text = "minus $30", value = -30 }, { kind = "money", value = 20000, unit = "USD" }, { kind = "money", value = 10, unit = "GBP" } } },
    { text = "He paid five pounds for it and 15 dollars 50.", mentions = { { kind = "money", text = "five pounds", value = 5, unit = "GBP" }, { kind = "money", text = "15 dollars 50", value = 15.5 } } },
  },
}
