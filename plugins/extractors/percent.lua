-- Shares: 12.5%, 3.5 per cent, 百分之三十, 三成, 个百分点. The value is in hundredths: 三成 is 30.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local zh, en = ms.grammar "zh", ms.grammar "en"

-- The pattern of 百分之 begins at its 分, which is rare; what stands before that is read backwards. 百万万分之七 are
-- hundred times ten thousand times ten thousand parts.
local PARTS = ms.regex "(?<sign>[负負])?(?:[一1壹]\\s?)?(?<part>[百佰千仟万萬](?:\\s?[百佰千仟万萬])*)\\s*$"
local FACTORS = { ["百"] = 100, ["佰"] = 100, ["千"] = 1000, ["仟"] = 1000, ["万"] = 10000, ["萬"] = 10000 }
local function divisor_of(part)
  local divisor = 0.01
  for char in part:gmatch "[\xE4-\xE9][\x80-\xBF][\x80-\xBF]" do divisor = divisor * FACTORS[char] end
  return divisor
end

local TENTHS = "(?:[0-9０-９]{1,2}(?:[.．][0-9０-９])?|一[二两兩]|[二两兩]三|三四|四五|五六|六七|七八|八九|[一二三四五六七八九十两兩陆陸](?: ?[点點] ?[一二三四五六七八九])?)"
-- Numbers of shares may have blanks between their parts, and a k behind them.
local K = "(?: ?[kK])?"
local SPACED = "(?:" .. zh.number .. "(?: {1,3}[点點]? ?" .. zh.han .. "(?![\\s个個天年月人]))*" .. K .. ")"
local POINT = "[个個] ?百 ?分 ?[点點]"
local TO = [[(?:\s?(?:到|至|[-－–—~～])\s?|\sto\s)]]
local SIGN = [[\s{0,3}(?:[%％]|(?i:per ?cents?)\b|[个個] ?百 ?分 ?[点點]|percentage points?)]]

-- A number that may have blanks between its parts.
local function number_of(group)
  local text = tostring(group)
  return wording.number(text:find "^%a" and text or (text:gsub(" ", "")))
end

local function simple(value)
  return math.type(value) == "float" and value == math.floor(value) and math.tointeger(value) or value
end

local hits = {}

function hits.parts(match, context)
  local before = context:before(12)
  local parts = PARTS:match(before)
  if not parts then return nil end
  local divisor = divisor_of(tostring(parts.part))
  context.from = context.from - #before + parts:span() - 1
  if match.all then return 100 end
  local value, about = number_of(match.number)
  if not value then return nil end
  if match.high then
    local low, high = wording.range(match.number, match.high)
    return low and wording.interval(low / divisor, high / divisor)
  end
  value = simple(tonumber(("%.12g"):format(value / divisor)))
  return parts.sign and -value or value, about
end

-- 七成六, 八点五成; 打九折 leaves nine tenths.
function hits.tenths(match)
  local value, about = number_of(match.number)
  if match.high then
    local low, high = wording.range(match.number, match.high)
    return low and wording.interval(low * 10, high * 10)
  end
  local last = match.half and 5 or match.last and ms.numeral(match.last) or 0
  return value and value <= 10 and simple(value * 10 + last), about
end

function hits.off(match, context)
  if match.number:is "一" and context:before(3) == "折" then return nil end -- 折一折
  local value = ms.numeral((tostring(match.number):gsub(" ", "")))
  return value and simple(value >= 10 and value < 100 and value or value < 10 and value * 10 or nil)
end

local function read(match)
  local value, about = number_of(match.number)
  if not value then return nil end
  if match["or"] then
    local other = number_of(match["or"])
    return value, other and value < other and "about" or about
  end
  if match.high then
    local low, high = wording.range(match.number, match.high)
    return low and wording.interval(low, high)
  end
  return match.sign and -value or value, about
end
hits.sign, hits.points, hits.en = read, read, read

-- between ten and twenty percent
function hits.between(match, context)
  context.from = match:span "number"
  return read(match)
end

-- half a percent, a quarter of a percentage point
local PARTS_OF_ONE = { half = 0.5, quarter = 0.25, quarters = 0.75 }
function hits.part(match) return PARTS_OF_ONE[tostring(match.part)] end

return ms.extractor {
  name = "percent",
  about = "Shares: 45%, 3.5 per cent, 百分之三十, 三成",
  kinds = { "percent" },
  priority = 2,
  patterns = {
    { name = "sign", pattern = [[(?<![0-9０-９.．,])(?<sign>(?<![0-9A-Za-z%])[-−]|[负負]|(?<![A-Za-z])(?:minus|Minus|negative) )?(?<number>(?:]] .. zh.arabic .. "|(?<![0-9])\\.[0-9]+)" .. K .. ")(?:" .. SIGN .. ")?(?:" .. TO .. "(?<high>" .. zh.arabic .. ")|(?<=[0-9]) or (?<or>" .. zh.arabic .. [[))?(?<more>\+|多|余)?]] .. SIGN },
    { name = "parts", pattern = [[分 {0,2}之 {0,2}(?:(?<all>百)(?! ?分)|(?<number>]] .. SPACED .. ")(?<more>多)?(?:" .. TO .. "(?:百分之)?(?<high>" .. zh.number .. "))?)" },
    { name = "tenths", pattern = zh.not_after .. "(?<number>" .. TENTHS .. ")(?:成?" .. TO .. "(?<high>" .. TENTHS .. [[))?\s?成(?:(?<half>半)| ?(?<last>[一二三四五六七八九](?![一二三四五六七八九十百千万])))?(?!\s?[为為立员員功果就长長都本人分品年天语語熟交不效绩績因份型群堆套])]] },
    { name = "off", pattern = zh.not_after .. [[(?<number>[1-9１-９](?: ?[.．]? ?[0-9０-９])?|[一二三四五六七八九两兩陆陸](?: ?[点點]? ?[一二三四五六七八九])?) ?折(?![叠疊磨腾騰射返断斷服旧舊算线線戟桂冲衝扣页頁纸紙子])]] },
    { name = "points", pattern = zh.not_after .. "(?<number>" .. zh.han .. "(?: ?[点點] ?" .. zh.han .. "| " .. zh.han .. ")*)(?:" .. TO .. "(?<high>" .. zh.han .. "))?\\s*" .. POINT },
    { name = "en", pattern = en.not_after .. "(?<sign>[Mm]inus |[Nn]egative )?(?<number>" .. en.words .. en.and_half .. "|[0-9]{1,3}(?= and)" .. en.and_half .. ")(?: to (?<high>" .. en.words .. en.and_half .. ")| or (?<or>" .. en.words .. [[))?[ -](?:[Pp]er ?[Cc]ents?|PER ?CENT|[Pp]ercentage [Pp]oints?)\b]] },
    { name = "between", pattern = "[Bb]etween (?<number>" .. zh.arabic .. "|" .. en.words .. ")(?:" .. SIGN .. ")? and (?<high>" .. zh.arabic .. "|" .. en.words .. ")(?: ?[%％]|[ -](?:[Pp]er ?[Cc]ents?|PER ?CENT|[Pp]ercentage [Pp]oints?)\\b)" },
    { name = "part", pattern = [[(?:\b(?:[Aa]|[Oo]ne|[Tt]hree) )?\b(?<part>half|quarters?)(?: of)?(?: an?| one)? (?:per ?cent|percentage point)s?\b]] },
  },
  hit = function(match, context)
    local value, about = hits[match.pattern](match, context)
    if not value then return nil end
    return { kind = "percent", from = context.from, to = context.to, value = value, unit = "%", change = wording.change(context, zh) or wording.change(context, en), of = wording.noun_before(context),
      bound = match.more and "over" or about or wording.bound(context, zh) or wording.bound(context, en) }
  end,
  samples = {
    { text = "Sales rose 4.5% last year, and seventy per cent agreed.", mentions = { { kind = "percent", text = "4.5%", value = 4.5, unit = "%" }, { kind = "percent", text = "seventy per cent", value = 70 } } },
    { text = "完成了百分之三十点五，增长12.5％，三成以上。", mentions = { { kind = "percent", text = "百分之三十点五", value = 30.5 }, { kind = "percent", text = "12.5％", value = 12.5 }, { kind = "percent", text = "三成", value = 30 } } },
    { text = "提高了三个百分点，千分之五。", mentions = { { kind = "percent", text = "三个百分点", value = 3 }, { kind = "percent", text = "千分之五", value = 0.5 } } },
    { text = "比上一年多了近六成，成活率达到92.5%。", mentions = { { kind = "percent", text = "六成", value = 60, bound = "about" }, { kind = "percent", value = 92.5, of = "成活率" } } },
    { text = "Nearly 60% of those were fog.", mentions = { { kind = "percent", text = "60%", value = 60, bound = "about" } } },
    { text = "占百分之三十到四十，亏了千分之二，误差是百万分之五，他百分之百同意。", mentions = { { kind = "percent", text = "百分之三十到四十", value = "30/40" }, { kind = "percent", text = "千分之二", value = 0.2 }, { kind = "percent", text = "百万分之五", value = 0.0005 }, { kind = "percent", text = "百分之百", value = 100 } } },
    { text = "稻子收了七成六，剩下的打九折卖，比往年低了10%-15%，温差变化负3.5%。", mentions = { { kind = "percent", text = "七成六", value = 76 }, { kind = "percent", text = "九折", value = 90 }, { kind = "percent", text = "10%-15%", value = "10/15" }, { kind = "percent", text = "负3.5%", value = -3.5 } } },
    { text = "Four and a half percent, between 10 and 20 percent, 80 to 90%, ten or fifteen percent, half a percent.", mentions = { { kind = "percent", text = "Four and a half percent", value = 4.5 }, { kind = "percent", text = "10 and 20 percent", value = "10/20" }, { kind = "percent", text = "80 to 90%", value = "80/90" }, { kind = "percent", text = "ten or fifteen percent", value = 10, bound = "about" }, { kind = "percent", text = "half a percent", value = 0.5 } } },
    { text = "From ten to twenty percent stayed; it was a 5-7% drop.", mentions = { { kind = "percent", text = "ten to twenty percent", value = "10/20" }, { kind = "percent", text = "5-7%", value = "5/7" } } },
    { text = "打五五折，六 点 五 成，百 分之 2，四点 五个百 分点，百万万分之七；minus five percent.", mentions = { { kind = "percent", text = "五五折", value = 55 }, { kind = "percent", text = "六 点 五 成", value = 65 }, { kind = "percent", text = "百 分之 2", value = 2 }, { kind = "percent", text = "四点 五个百 分点", value = 4.5 }, { kind = "percent", text = "百万万分之七", value = 7e-8 }, { kind = "percent", text = "minus five percent", value = -5 } } },
    { text = "利润增长了12%，成本下降到30%。", mentions = { { kind = "percent", value = 12, change = "up" }, { kind = "percent", value = 30, change = "to" } } },
    { text = "三折叠的纸，一成员。", mentions = {} },
    { text = "一成不变，两成员到会。Room 45 is on the left.", mentions = {} },
  },
}
