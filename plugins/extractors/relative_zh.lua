-- Chinese dates that count from the day of the interview: 今天, 上周三, 下个月, 三年前. Without that day they have no value.
local ms = require "moonscribe"
local when = require "moonscribe.when"
local zh = ms.grammar "zh"

local hits = {}

function hits.day(match, context)
  return when.shift(context.date, "D", zh.days[tostring(match[0])])
end

local NEAR = { ["上上"] = -2, ["上"] = -1, ["这"] = 0, ["這"] = 0, ["本"] = 0, ["当"] = 0, ["今"] = 0, ["下"] = 1, ["下下"] = 2 }
function hits.near(match, context)
  local count, unit = NEAR[tostring(match.near)], tostring(match.unit)
  if match.weekday then
    local weekday = zh.weekdays[tostring(match.weekday)]
    return when.weekday(context.date, weekday, count or 0)
  end
  local letter = unit == "月" and "M" or unit == "季度" and "Q" or "W"
  return when.shift(context.date, letter, count)
end

function hits.ago(match, context)
  local text = tostring(match.number)
  local count, bytes = ms.numeral(text)
  if bytes ~= #text then return nil end
  local unit = tostring(match.unit):gsub("^个", ""):gsub("^個", "")
  local sign = tostring(match.dir):find "前" and -1 or 1
  local mention = when.shift(context.date, zh.duration_units[unit], math.type(count) == "integer" and sign * count or nil)
  if match.more then mention.bound = "over" end
  return mention
end

return ms.extractor {
  name = "relative_zh",
  about = "Chinese dates that count from the interview's: 今天, 上周三, 下个月, 三年前",
  kinds = { "date" },
  languages = { "zh" },
  patterns = {
    { name = "day", pattern = "大?[前后後][天]|今[天日早]|昨[天日]|明[天日]" },
    { name = "near", pattern = "(?<near>上上|下下|上|下|[这這本])(?:[个個一])?(?:(?<=一)[个個])?(?<unit>星期|礼拜|禮拜|周|週|月|季度)(?<weekday>(?<=[周週期拜])[一二三四五六日天末])?(?![边邊围圍到刊岁歲])" },
    { name = "near", pattern = "(?<![上下这這本每一二三四五六七八九十几两])(?<unit>星期|礼拜|禮拜|周|週)(?<weekday>[一二三四五六日天])(?![一二三四五六七八九十周年部分个])" },
    { name = "ago", pattern = zh.not_after .. "(?<number>" .. zh.number .. [[)(?<more>多|余)?\s?(?<unit>年|[个個]月|(?:[个個])?星期|周|天|日)(?:之|以)?(?<dir>前|后|後)(?!期)]] },
  },
  hit = function(match, context) return hits[match.pattern](match, context) end,
  samples = {
    { text = "于去年揭牌，今天开会，三年前来的。", date = "2024-06-27", mentions = { { kind = "date", text = "去年", value = "2023", relative = true },
      { kind = "date", text = "今天", value = "2024-06-27" }, { kind = "date", text = "三年前", value = "2021" } } },
    { text = "上周三，下个月，十年后。", date = "2024-06-27", mentions = { { kind = "date", text = "上周三", value = "2024-06-19" }, { kind = "date", text = "下个月", value = "2024-07" },
      { kind = "date", text = "十年后", value = "2034" } } },
    { text = "今天开会。", mentions = { { kind = "date", text = "今天", relative = true } } },
    { text = "两周年，周一一的桌子，前期。", date = "2024-06-27", mentions = {} },
  },
}
