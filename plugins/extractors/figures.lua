-- Figures in Chinese: a number with its unit (28.48平方公里, 200余人, 一个半). Measures have their UCUM code, what is
-- counted keeps the word that counts it. A bare 一个 is an article and no figure. English ones: figures_en.lua.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local zh = ms.grammar "zh"

local UCUM = wording.map(zh.measures)
local LATIN = { km = "km", cm = "cm", mm = "mm", kg = "kg", mg = "mg", L = "L", ml = "mL", mL = "mL", cc = "mL", GB = "GBy", MB = "MBy", TB = "TBy", kW = "kW", MW = "MW", V = "V", W = "W", Hz = "Hz", kHz = "kHz", MHz = "MHz", GHz = "GHz" }
for sign, code in pairs(LATIN) do UCUM[sign] = code end
local SET_PHRASES = ms.regex(wording.any(zh.not_figures))

-- 五百兆瓦, 两兆赫: a prefix of the unit, which looks like the end of the number.
local KILO = { ["字节"] = "kBy", ["字節"] = "kBy", ["比特"] = "kbit" }
local MEGA = { ["瓦"] = "MW", ["赫兹"] = "MHz", ["赫"] = "MHz", ["字节"] = "MBy", ["字節"] = "MBy" }
local TEMPERATURE = ms.regex "(?:气温|氣溫|温度|溫度|体温|體溫|高温|低温|零下|零上|摄氏|攝氏|升温|降温)[^，。；！？]{0,12}$"

local FAHRENHEIT = ms.regex "[华華]氏(?:[温溫]度)?$"

local function unit_of(unit, match, context)
  if unit == "度" then
    local before = context:before(60)
    if FAHRENHEIT:test(before) then return "[degF]" end
    if match.sign and match.sign:is "零下" or TEMPERATURE:test(before) then return "Cel" end
  end
  return UCUM[unit] or unit
end

local RATES = { ["小时"] = "h", ["小時"] = "h", ["秒"] = "s", ["秒钟"] = "s", ["分钟"] = "min", ["分鐘"] = "min" }
local RATE_BEFORE = ms.regex("每(?<time>" .. wording.any(RATES) .. ")$")
local RATE_BEHIND = ms.regex("^[每/](?<time>" .. wording.any(RATES) .. ")")

local function is_idiom(match, context)
  return SET_PHRASES:test(context:before(9) .. tostring(match[0]) .. context:after(12))
end

-- What follows a unit and belongs to the number: 三斤半, 一米八五.
local function rest_of(match, unit)
  if match.half then return 0.5 end
  if match.tail and unit == "m" then
    local digits = tostring(match.tail)
    return digits:find "^%d" and tonumber("0." .. digits) or ms.numeral("零点" .. digits)
  end
end

local NOTHING = ms.regex "^[零〇○]+$"

local function chinese(match, context)
  local number, unit = tostring(match.number) .. tostring(match.scale or ""), tostring(match.unit)
  local is_some = match.more and match.more:is "把"
  if NOTHING:test(number) and unit ~= "个" and unit ~= "個" or number == "一一" then return nil end -- 零件, 一一对应
  if is_some and not ms.numeral(number) then number = "一" .. number end -- 百把人
  if number == "一" and not match.high and not match.half and not match.scale and not UCUM[unit] and unit ~= "打" then return nil end
  local code = unit_of(unit, match, context)
  if unit == "度" and code == unit and (number == "两" or number == "兩") then return nil end -- 两度: twice
  if MEGA[unit] and number:find "兆$" then number, code = number:gsub("兆$", ""), MEGA[unit] end
  if KILO[unit] and number:find "[^0-9]千$" then number, code = number:gsub("千$", ""), KILO[unit] end
  local value, about = wording.number(number)
  -- 十千米: the 千 is of the unit.
  if not value and unit == "米" and number:find "千$" then value, code = wording.number((number:gsub("千$", ""))), "km" end
  local least, most
  if not value then least, most = wording.vague(number) end
  if least then value, about = wording.interval(least, most), "about" end
  if not value then return nil end
  if unit == "打" and not least then value, code = value * 12, "个" end
  if not number:find "^[0-9\xEF]" then
    -- Nobody counts with 二: 二类, 二楼 are names.
    if not match.high and ((value == 1 and not about and not UCUM[unit] and not match.half) or unit == "大" or (number == "二" and not UCUM[unit])) then return nil end
    if is_idiom(match, context) then return nil end
  end
  local to
  if least then
    if match.high or match.sign or match.half then return nil end
  elseif match.high then
    local low, high = wording.range(number, tostring(match.high) .. tostring(match.high_scale or ""))
    if not low then return nil end
    value = wording.interval(low, high)
  else
    local rest = rest_of(match, code)
    if rest then value = value + rest elseif match.tail then to = select(2, match:span "unit") end
    if match.sign then value = -value end
  end
  -- 每小时十公里, 十千米每小时
  local from
  if code == "km" or code == "m" then
    local before, behind = RATE_BEFORE:match(context:before(24)), RATE_BEHIND:match(context:after(12))
    if before then from = context.from - (#before[0]) elseif behind then to = context.to + #behind[0] end
    local rate = before or behind
    if rate then code = code .. "/" .. RATES[tostring(rate.time)] end
  end
  return { kind = "figure", value = value, unit = code, from = from, of = wording.noun_after(context) or wording.noun_before(context), change = wording.change(context, zh),
    bound = match.more and (is_some and "about" or "over") or about or wording.bound(context, zh), to = to }
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
  return { kind = "figure", value = whole + count / number, unit = match.unit and UCUM[tostring(match.unit)] or "1", of = wording.noun_after(context), from = context.from - #before + parts:span() - 1 }
end

-- 翻一番 is twice what it was, 翻两番 four times, 翻三倍 three times.
local function fold(match, context)
  local count = match.count and ms.numeral(match.count) or 1
  if match.times:is "番" then count = 2 ^ count elseif not match.count then count = 2 end
  return count <= 1024 and { kind = "figure", value = math.tointeger(count) or count, unit = "倍", change = "up", of = wording.noun_before(context) } or nil
end

-- 2/3 in a Chinese text, where words behind it show that it is no day.
local function slash(match)
  local part, whole = tonumber(tostring(match.part)), tonumber(tostring(match.whole))
  return part < whole and { kind = "figure", value = part / whole, unit = "1" } or nil
end

-- 千万 is "by all means" unless it says how exact it is.
local NO_COUNT = ms.regex "^[百千万萬亿億]+$"

-- 100萬 without a word behind it that it counts: of money, most often.
local function large(match, context)
  local number = tostring(match.number) .. tostring(match.scale or "")
  local bound = wording.bound(context, zh)
  if NO_COUNT:test(number) and not bound or is_idiom(match, context) then return nil end
  local value, about = wording.number(number)
  local least, most
  if not value then least, most = wording.vague(number) end
  if least then value, about = wording.interval(least, most), "about" end
  if not value or (least or value) < 10000 then return nil end
  return { kind = "figure", value = value, bound = (match.more or match.more2) and "over" or about or bound, change = wording.change(context, zh),
    of = wording.noun_before(context) }
end

local READERS = { slash = slash, large = large, zh = chinese, fraction = fraction, fold = fold }
-- Of 三两个人 the 两 is a number.
local LIANG = "[两兩](?![一二两三四五六七八九十百千万亿个個年月天日次位名家人种種条條件岁歲口边邊点點地国國岸手下句步张張层層])"
local DOZEN = "打(?![一-龥]?[电電架仗球败敗击擊开開算量扮扫掃造工卡断斷破的了着著过過起听聽印包折雷字压壓死到磨理点點拼探])"
local UNIT = "(?:" .. wording.any(zh.measures) .. "|" .. "(?:" .. wording.any(LATIN) .. ")(?![A-Za-z])|" .. DOZEN .. "|" .. wording.any(zh.classifiers) .. ")"

-- Most of what looks like a figure is an article: 一个, 一种. The pattern passes over those that can be nothing else, which costs
-- less than a hit: 一个加仑 can.
local function longer(word)
  local rests = {}
  local function add(other)
    if #other > #word and other:sub(1, #word) == word then rests[#rests + 1] = other:sub(#word + 1) end
  end
  for _, other in ipairs(zh.classifiers) do add(other) end
  for other in pairs(UCUM) do add(other) end
  return #rests > 0 and "(?!" .. wording.any(rests) .. ")" or ""
end

local articles = {}
for _, word in ipairs(zh.classifiers) do
  if not UCUM[word] and word ~= "打" then articles[#articles + 1] = word .. longer(word) end
end
local NO_ARTICLE = "(?!一(?:" .. wording.any(articles) .. [[)(?![半\s－–—~～至到-]))]]

return ms.extractor {
  name = "figures",
  about = "Numbers in Chinese with their units and what is counted: 200余人, 28.48平方公里, 一个半, 翻一番",
  kinds = { "figure" },
  patterns = {
    { name = "zh", pattern = zh.not_after .. NO_ARTICLE .. "(?<sign>[负負]|零下)?(?<number>" .. zh.number .. [[)\s?(?<more>余|餘|多|來|来|几|幾|把)?(?<scale>[万萬亿億]+)?\s?(?:余|餘|多)?\s?(?:]] .. UNIT .. [[?\s?[-－–—~～至到]\s?(?<high>]] .. zh.number .. [[)(?<more_high>余|多)?(?<high_scale>[万萬亿億]+)?)?\s?(?<unit>]] .. UNIT .. [[)(?<![县縣市倍](?=[道券]))(?<![对對](?![夫父母情新男儿兒老翅耳眼双雙姐兄师師小的，。、；：！？,.;!?）)\s]|$))(?<!起(?=[跳步价價来來算的]))(?<!根(?=本))(?<!行(?=[为為动動政业業使走人]))(?<!首(?=[相席先都次要长長]))(?<!大(?=[学學厦廈地册冊]))(?:(?<half>半)(?![个個年月天小世学學生])|(?<=米)(?<tail>[一二三四五六七八九]{1,2}|[0-9]{1,2})(?![0-9一二三四五六七八九十百千万.个個位名米]))?]] },
    { name = "fraction", pattern = "分之(?<count>" .. zh.number .. ")(?<unit>" .. wording.any(zh.measures) .. ")?" },
    { name = "zh", pattern = zh.not_after .. [[(?<number>[0-9]+(?:\.[0-9]+)?|[二三四五六七八九]?十?[一二三四五六七八九])\s?(?<unit>]] .. LIANG .. ")(?<half>半)?" },
    { name = "slash", pattern = [[(?<![0-9/.A-Za-z])(?<part>[1-9][0-9]?)/(?<whole>[1-9][0-9]{0,2})(?=\s?(?:的|以上|以下|不到|左右|都|就|是|也|了))]] },
    { name = "large", pattern = zh.not_after .. "(?<number>" .. zh.number .. [[)(?:(?<more>余|餘|多|几|幾)(?<scale>[万萬亿億]+))?(?<=[万萬亿億]|[万萬亿億][一二三四五六七八九])(?<more2>多|余|餘)?(?=[\s，。、；！？,.;!?）)]|左右|上下|以上|以下|以內|以内|就|到|的|了|也|都|去|來|来|是|給|给|至|起|$)]] },
    { name = "large", pattern = zh.not_after .. "(?<number>[0-9]+(?:\\.[0-9]+)?|[一二两兩三四五六七八九]?[十百]?[一二两兩三四五六七八九十])\\s?[个個](?<more>多)?(?<scale>[亿億])(?![万萬])" },
    { name = "fold", pattern = "翻了?(?<count>[一两二兩三四五六七八九1-9])?(?<times>[番倍])" },
  },
  hit = function(match, context)
    return READERS[match.pattern](match, context)
  end,
  samples = {
    { text = "一次给100万，后面还差两百萬左右，千万别忘，万一呢；通过率是2/3左右。", mentions = { { kind = "figure", text = "100万", value = 1000000 }, { kind = "figure", text = "两百萬", value = 2000000, bound = "about" }, { kind = "figure", text = "2/3", unit = "1" } } },
    { text = "在陸台商，隊伍根本不知道，一一对应，25萬起跳，第7、8條，兩度放寬；十四個團體，20 團隊，一千多对。", mentions = { { kind = "figure", text = "25萬", value = 250000 }, { kind = "figure", text = "十四個", value = 14 }, { kind = "figure", text = "20 團隊", value = 20 }, { kind = "figure", text = "一千多对", value = 1000 } } },
    { text = "发了13个亿，还差两个多亿；三四五位嘉宾，唯一一个人，30万对吧，五部分。", mentions = { { kind = "figure", text = "13个亿", value = 1300000000 }, { kind = "figure", text = "两个多亿", value = 200000000, bound = "over" }, { kind = "figure", text = "三四五位", value = 3, bound = "about" }, { kind = "figure", text = "五部分", value = 5, unit = "部分" } } },
    { text = "花了一万二，年收入20多万，上千万的资金，近百亿，千万，要小心；一两百人等了一两天。", mentions = { { kind = "figure", text = "一万二", value = 12000 }, { kind = "figure", text = "20多万", value = 200000, bound = "over" }, { kind = "figure", text = "上千万", value = 10000000, bound = "over" }, { kind = "figure", text = "百亿", value = 10000000000, bound = "about" }, { kind = "figure", text = "一两百人", value = 100, bound = "about" } } },
    { text = "七、八年里失败了三、四次，4、500个人；第三、四名。", mentions = { { kind = "figure", text = "三、四次", value = 3, bound = "about" }, { kind = "figure", text = "4、500个", value = 400, bound = "about" } } },
    { text = "几百人来了，上千家企业，百把户，十几个村；数字经济，晚上百货公司关门。", mentions = { { kind = "figure", text = "几百人", value = "100/1000", bound = "about" }, { kind = "figure", text = "上千家", value = 1000, bound = "over" }, { kind = "figure", text = "百把户", value = 100, bound = "about" }, { kind = "figure", text = "十几个", value = 10, bound = "over" } } },
    { text = "代表团200余人，68 家企业参展。", mentions = { { kind = "figure", text = "200余人", value = 200, unit = "人", bound = "over" }, { kind = "figure", text = "68 家", value = 68, unit = "家" } } },
    { text = "面积28.48平方公里，共150平米。", mentions = { { kind = "figure", text = "28.48平方公里", value = 28.48, unit = "km2" }, { kind = "figure", text = "150平米", value = 150, unit = "m2" } } },
    { text = "来了两千多万人，将近三百辆车。", mentions = { { kind = "figure", text = "两千多万人", value = 20000000, unit = "人", bound = "over" }, { kind = "figure", text = "三百辆", value = 300, unit = "辆", bound = "about" } } },
    { text = "一万五千亿株", mentions = { { kind = "figure", value = 1500000000000, unit = "株" } } },
    { text = "三五百人等着，后来到了10-20人，十八至三十万字，两到三千户。", mentions = { { kind = "figure", text = "三五百人", value = 300, unit = "人", bound = "about" }, { kind = "figure", text = "10-20人", value = "10/20" }, { kind = "figure", text = "十八至三十万字", value = "180000/300000" }, { kind = "figure", text = "两到三千户", value = "2000/3000" } } },
    { text = "五分之三的水田种了藕，他身高一米八五，挑得动三斤半。", mentions = { { kind = "figure", text = "五分之三", value = 0.6, unit = "1" }, { kind = "figure", text = "一米八五", value = 1.85, unit = "m" }, { kind = "figure", text = "三斤半", value = 3.5, unit = "斤" } } },
    { text = "夜里零下12度，气温最高才3度，电站有五百兆瓦。", mentions = { { kind = "figure", text = "零下12度", value = -12, unit = "Cel" }, { kind = "figure", text = "3度", value = 3, unit = "Cel" }, { kind = "figure", text = "五百兆瓦", value = 500, unit = "MW" } } },
    { text = "六斤八两的鱼，一个半西瓜，四分之一公升的奶，十打鸡蛋，三两个人；产量翻了两番，比去年增加到三百辆。", mentions = { { kind = "figure", text = "六斤八两", value = 6.8, unit = "斤" }, { kind = "figure", text = "一个半", value = 1.5, unit = "个" }, { kind = "figure", text = "四分之一公升", value = 0.25, unit = "L" }, { kind = "figure", text = "十打", value = 120, unit = "个" }, { kind = "figure", text = "三两个", value = 2, bound = "about" }, { kind = "figure", text = "翻了两番", value = 4, unit = "倍", change = "up" }, { kind = "figure", text = "三百辆", change = "to" } } },
    { text = "每小时十公里，十千米每小时。", mentions = { { kind = "figure", text = "每小时十公里", value = 10, unit = "km/h" }, { kind = "figure", text = "十千米每小时", value = 10, unit = "km/h" } } },
    { text = "一是规格高，二是范围广，三是展品多。", mentions = {} },
    { text = "会展中心6号馆，用4/5G网络，一张名片，四处看看。", mentions = {} },
    { text = "水质达到二类，160余家养殖户全部签了协议，请到了12位国外的专家。", mentions = { { kind = "figure", value = 160, of = "养殖户" }, { kind = "figure", value = 12, of = "国外的专家" } } },
    { text = "周边4个村新增就业岗位1300多个，去年接待游客112万人次。", mentions = { { kind = "figure", value = 4, of = "村" }, { kind = "figure", value = 1300, of = "新增就业岗位" }, { kind = "figure", value = 1120000, of = "接待游客" } } },
    { text = "来了三四十人，有十七八岁的，也有二三十只羊。", mentions = { { kind = "figure", text = "三四十人", value = 30, bound = "about" }, { kind = "figure", text = "十七八岁", value = 17, bound = "about" }, { kind = "figure", text = "二三十只", value = 20, bound = "about" } } },
  },
}
