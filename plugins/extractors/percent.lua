-- Shares: 12.5%, 3.5 per cent, 百分之三十, 三成, 个百分点. The value is in hundredths: 三成 is 30.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local zh, en = ms.grammar "zh", ms.grammar "en"

-- The pattern of 百分之 begins at its 分, which is rare; what stands before that is read backwards.
local PARTS = ms.regex "(?<sign>[负負])?(?:[一1]\\s?)?(?<part>[百千]万|[百佰千仟万萬])$"
local DIVISORS = { ["百"] = 1, ["佰"] = 1, ["千"] = 10, ["仟"] = 10, ["万"] = 100, ["萬"] = 100, ["百万"] = 10000, ["千万"] = 100000 }
local TENTHS = "(?:[0-9０-９]{1,2}(?:[.．][0-9０-９])?|[一二三四五六七八九十两兩](?:[点點][一二三四五六七八九])?)"
local TO = [[\s?(?:到|至|[-－–—~～])\s?]]
local SIGN = [[\s?(?:[%％]|[Pp]er ?cents?\b|[个個]百分[点點]|percentage points?)]]

local function simple(value)
  return math.type(value) == "float" and value == math.floor(value) and math.tointeger(value) or value
end

local hits = {}

function hits.parts(match, context)
  local before = context:before(12)
  local parts = PARTS:match(before)
  if not parts then return nil end
  local divisor = DIVISORS[tostring(parts.part)]
  context.from = context.from - #before + parts:span() - 1
  if match.all then return 100 end
  local value, about = wording.number(tostring(match.number))
  if not value then return nil end
  if match.high then
    local low, high = wording.range(match.number, match.high)
    return low and wording.interval(low / divisor, high / divisor)
  end
  value = simple(value / divisor)
  return parts.sign and -value or value, about
end

-- 七成六, 八点五成; 打九折 leaves nine tenths.
function hits.tenths(match)
  local value = wording.number(tostring(match.number))
  if match.high then
    local low, high = wording.range(match.number, match.high)
    return low and wording.interval(low * 10, high * 10)
  end
  local last = match.half and 5 or match.last and ms.numeral(match.last) or 0
  return value and value <= 10 and simple(value * 10 + last)
end

function hits.off(match)
  local number = tostring(match.number)
  local value = ms.numeral(number)
  return value and simple(value >= 10 and value < 100 and value or value < 10 and value * 10 or nil)
end

local function read(match)
  local value, about = wording.number(tostring(match.number))
  if not value then return nil end
  if match.high then
    local low, high = wording.range(match.number, match.high)
    return low and wording.interval(low, high)
  end
  return match.sign and -value or value, about
end
hits.sign, hits.points, hits.en = read, read, read

return ms.extractor {
  name = "percent",
  about = "Shares: 45%, 3.5 per cent, 百分之三十, 三成",
  kinds = { "percent" },
  priority = 1,
  patterns = {
    { name = "sign", pattern = [[(?<![0-9０-９.．,])(?<sign>[-−负負])?(?<number>]] .. zh.arabic .. ")(?:" .. SIGN .. ")?(?:" .. TO .. "(?<high>" .. zh.arabic .. [[))?(?<more>\+|多|余)?]] .. SIGN },
    { name = "parts", pattern = [[分之(?:(?<all>百)(?!分)|(?<number>]] .. zh.number .. ")(?<more>多)?(?:" .. TO .. "(?:百分之)?(?<high>" .. zh.number .. "))?)" },
    { name = "tenths", pattern = zh.not_after .. "(?<number>" .. TENTHS .. ")(?:成?" .. TO .. "(?<high>" .. TENTHS .. [[))?\s?成(?:(?<half>半)|(?<last>[一二三四五六七八九](?![一二三四五六七八九十百千万])))?(?!\s?[为為立员員功果就长長都本人分品年天语語熟交不效绩績因份型群堆套])]] },
    { name = "off", pattern = zh.not_after .. [[(?<number>[1-9](?:[.．]?[0-9])?|[一二三四五六七八九两兩](?:[点點]?[一二三四五六七八九])?)折(?![叠疊磨腾騰射返断斷服旧舊算线線戟桂冲衝扣页頁纸紙子])]] },
    { name = "points", pattern = zh.not_after .. "(?<number>" .. zh.han .. ")(?:" .. TO .. "(?<high>" .. zh.han .. "))?\\s?[个個]百分[点點]" },
    { name = "en", pattern = en.not_after .. "(?<number>" .. en.words .. ")(?: to (?<high>" .. en.words .. [[))?[ -](?:per ?cents?|percentage points?)\b]] },
  },
  hit = function(match, context)
    local value, about = hits[match.pattern](match, context)
    if not value then return nil end
    return { kind = "percent", from = context.from, to = context.to, value = value, unit = "%", of = wording.noun_before(context),
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
    { text = "From ten to twenty percent stayed; it was a 5-7% drop.", mentions = { { kind = "percent", text = "ten to twenty percent", value = "10/20" }, { kind = "percent", text = "5-7%", value = "5/7" } } },
    { text = "三折叠的纸，一成员。", mentions = {} },
    { text = "一成不变，两成员到会。Room 45 is on the left.", mentions = {} },
  },
}
