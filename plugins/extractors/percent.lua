-- Shares: 12.5%, 3.5 per cent, 百分之三十, 三成, 个百分点. The value is in hundredths: 三成 is 30.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local zh, en = ms.grammar "zh", ms.grammar "en"

local PARTS = { ["百"] = 1, ["千"] = 10, ["万"] = 100 }

local function simple(value)
  return math.type(value) == "float" and value == math.floor(value) and math.tointeger(value) or value
end

return ms.extractor {
  name = "percent",
  about = "Shares: 45%, 3.5 per cent, 百分之三十, 三成",
  kinds = { "percent" },
  priority = 1,
  patterns = {
    { name = "sign", pattern = [[(?<![0-9０-９.．,])[-−]?(?<number>]] .. zh.arabic .. [[)(?<more>\+|多|余)?\s?(?:[%％]|[Pp]er ?cent\b|个百分点|個百分點|percentage points?)]] },
    { name = "zh", pattern = [[(?<part>[百千万])分之(?<number>]] .. zh.number .. ")" },
    { name = "tenths", pattern = zh.not_after .. [[(?<number>[一二三四五六七八九两1-9](?:\.[0-9])?)成(?<half>半)?(?![为為立员員功果就长長都本人分品年天语語熟交不])]] },
    { name = "points", pattern = zh.not_after .. "(?<number>" .. zh.han .. ")[个個]百分[点點]" },
    { name = "en", pattern = en.not_after .. "(?<number>" .. en.words .. [[)[ -](?:per ?cent|percentage points?)\b]] },
  },
  hit = function(match, context)
    local number = tostring(match.number)
    local value, bytes = ms.numeral(number)
    if not value or bytes ~= #number then return nil end
    if match.pattern == "zh" then value = simple(value / PARTS[tostring(match.part)]) end
    if match.pattern == "tenths" then value = simple(value * 10 + (match.half and 5 or 0)) end
    if tostring(match[0]):find "^[-−]" then value = -value end
    return { kind = "percent", value = value, unit = "%", of = wording.noun_before(context),
      bound = match.more and "over" or wording.bound(context, zh) or wording.bound(context, en) }
  end,
  samples = {
    { text = "Sales rose 4.5% last year, and seventy per cent agreed.", mentions = { { kind = "percent", text = "4.5%", value = 4.5, unit = "%" }, { kind = "percent", text = "seventy per cent", value = 70 } } },
    { text = "完成了百分之三十点五，增长12.5％，三成以上。", mentions = { { kind = "percent", text = "百分之三十点五", value = 30.5 }, { kind = "percent", text = "12.5％", value = 12.5 }, { kind = "percent", text = "三成", value = 30 } } },
    { text = "提高了三个百分点，千分之五。", mentions = { { kind = "percent", text = "三个百分点", value = 3 }, { kind = "percent", text = "千分之五", value = 0.5 } } },
    { text = "比上一年多了近六成，成活率达到92.5%。", mentions = { { kind = "percent", text = "六成", value = 60, bound = "about" }, { kind = "percent", value = 92.5, of = "成活率" } } },
    { text = "Nearly 60% of those were fog.", mentions = { { kind = "percent", text = "60%", value = 60, bound = "about" } } },
    { text = "一成不变，两成员到会。Room 45 is on the left.", mentions = {} },
  },
}
