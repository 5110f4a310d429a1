-- Decades, centuries, reigns and plans in Chinese: 上世纪八十年代初, 八九十年代, 十八九世纪, 公元前221年, 康熙三年五月, “十三五”期间.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local when = require "moonscribe.when"
local dates = require "moonscribe.chinese_dates"
local zh = ms.grammar "zh_time"
local pieces = dates.pieces()
local number = dates.number

local FREE = pieces.free

local hits = {}

local CENTURY_PARTS = { ["初"] = { 0, 1 }, ["末"] = { 8, 9 } }

function hits.decade(match, context)
  -- Only one of the two patterns has a century.
  local century = #match > 2 and tostring(match.century) or nil
  local part = match.part and zh.era_parts[tostring(match.part)]
  local base = 1900
  if century == "本世纪" or century == "本世紀" then base = 2000
  elseif century and not century:find "上" then
    local count = number(century)
    if not count then return nil end
    base = (count - 1) * 100
  end
  if #match > 2 and not match.decade then
    part = CENTURY_PARTS[match.part and tostring(match.part)] or part
    if part then return when.range({ year = base + 10 * part[1] }, { year = base + 10 * part[2] + 9 }) end
    return when.century(base // 100 + 1)
  end
  local decade = number(match.decade)
  if not century and decade < 30 and context.date then base = 2000 end
  if decade >= 1000 then base = 0 end
  if part then return when.range({ year = base + decade + part[1] }, { year = base + decade + part[2] }) end
  return when.decade(base + decade)
end

-- 康熙三年五月, 民國105年. Months before 1912 are the moon's; before 1645 they are not worked out.
function hits.era(match)
  local name = dates.simplified(tostring(match.era))
  local count = match.y:is "元" and 1 or number(match.y)
  if not count or count < 1 or count > 150 and not (name == "公元" or name == "西元") then return nil end
  local year, month, day = zh.eras[name] + count - 1, number(match.m), number(match.d)
  if match.moonday then day = (ms.numeral((tostring(match.moonday):gsub("^初", ""):gsub("^廿", "二十")))) end
  if match.first then month = 1 end
  if match.last_day then month, day = 12, 30 end
  if not month then return when.date { year = year } end
  if year >= 1912 and not match.moonday then return when.date { year = year, month = month, day = day } end
  if match.last_day then
    local mention = dates.holiday("除夕", year)
    return mention.value and mention or when.date { year = year }
  end
  local mention = dates.lunar(year, month, day, match.leap ~= nil)
  if mention.value then return mention end
  mention = when.date { year = year }
  mention.bound = "about"
  return mention
end

function hits.plan(match)
  local years = zh.plans[tostring(match.plan or match.plan2)]
  return when.range({ year = years[1] }, { year = years[2] })
end

-- 九几年, 二零零几年: some year of that decade.
function hits.some(match)
  if match.zero then return when.decade(2000) end
  if match.one then return when.decade(1900 + 10 * number(match.one)) end
  local tens = match.two:is "零" and 0 or match.two:is "〇" and 0 or number(match.two)
  return when.decade(2000 + 10 * tens)
end

-- 八九十年代, 十八九世纪: from one to the next.
function hits.decades(match)
  local first, last = number(match.one), number(match.two)
  local base = 1900
  if match.century then
    local century = tostring(match.century)
    local count = not century:find "上" and number((century:gsub("世.*$", "")))
    base = century:find "本" and 2000 or count and 100 * count - 100 or 1900
  end
  return last == first + 1 and when.range({ year = base + 10 * first }, { year = base + 9 + 10 * last }) or nil
end

function hits.centuries(match)
  local tens = match.tens:is "二十" and 20 or 10
  local first, last = tens + number(match.one), tens + number(match.two)
  return last == first + 1 and when.range({ year = 100 * first - 100 }, { year = 100 * last - 1 }) or nil
end

-- 公元前221年 is the year -220, as there was none of the number 0.
function hits.before(match)
  local count = number(match.y)
  if not count or count < 1 or count > 9999 then return nil end
  if match.unit:is "年" then return when.date { year = 1 - count } end
  local mention = count < 90 and when.range({ year = 1 - 100 * count }, { year = 100 - 100 * count })
  if mention then mention.grain = "century" end
  return mention
end

return ms.extractor {
  name = "eras_zh",
  about = "Decades, centuries, reigns and plans in Chinese: 上世纪八十年代, 公元前221年, 康熙三年, “十三五”期间",
  kinds = { "date" },
  languages = { "zh" },
  priority = 2,
  patterns = {
    { name = "decade", pattern = "(?<century>上个?世[纪紀]|本世[纪紀]|(?:20|21|1[0-9]|二十一?|十[一-九]?)世[纪紀])(?:的?(?<decade>[0-9]0|[二三四五六七八九]?十)年代)?(?:的?(?<part>" .. wording.any(zh.era_parts) .. "))?" },
    { name = "decade", pattern = FREE .. "(?<decade>(?:19|20)?[0-9]0|[二三四五六七八九]十)\\s?年代(?:的?(?<part>" .. wording.any(zh.era_parts) .. "))?" },
    { name = "era", pattern = "(?<era>" .. pieces.era .. ")\\s?(?<y>[0-9]{1,4}|元|[一二三四五六七八九十]{1,4})\\s?年(?![代级級])(?:\\s?(?:(?<leap>[闰閏])?(?<m>" .. zh.month .. ")|(?<first>正))\\s?月(?:\\s?(?<d>" .. zh.day .. ")\\s?[日号號]|(?<moonday>初[一二三四五六七八九十]|十[一二三四五六七八九]|廿[一二三四五六七八九]?|三十))?|(?<last_day>大年三十))?" },
    { name = "plan", pattern = "(?:[“\"「](?<plan>" .. wording.any(zh.plans) .. ")[”\"」](?:规划|規劃|时期|時期|期间|期間|计划|末|初)?|(?<plan2>十[一二三四五]五)(?=规划|規劃|时期|時期|期间|期間|计划|末|初))" },
    { name = "some", pattern = FREE .. "(?:(?:一九|19)?(?<one>[二三四五六七八九2-9])|(?<zero>[零〇0])|(?:二[零〇]|20)(?<two>[零〇一二0-2]))[几幾]年(?![级級以前后後])" },
    { name = "decades", pattern = FREE .. "(?:(?<century>[上本]个?世[纪紀]|(?:20|21|1[0-9]|二十一?|十[一-九]?)世[纪紀])的?)?(?<one>[二三四五六七八])、?(?<two>[三四五六七八九])十年代" },
    { name = "centuries", pattern = FREE .. "(?<tens>二?十)(?<one>[一二三四五六七八])、?(?<two>[二三四五六七八九])世[纪紀]" },
    { name = "before", pattern = "(?:公元|西元|纪元|紀元)前\\s?(?<y>[0-9]{1,4}|[一二三四五六七八九十百千零〇]{1,7})\\s?(?<unit>年|世[纪紀])" },
  },
  hit = function(match, context) return hits[match.pattern](match, context) end,
  samples = {
    { text = "上世纪八十年代，18世纪中叶，20世纪初，一直到八九十年代，上世纪六七十年代，八十年代中后期，十八九世纪。", mentions = { { kind = "date", text = "上世纪八十年代", value = "198X" }, { kind = "date", text = "18世纪中叶", value = "1740/1769" }, { kind = "date", text = "20世纪初", value = "1900/1919" }, { kind = "date", text = "八九十年代", value = "1980/1999" }, { kind = "date", text = "上世纪六七十年代", value = "1960/1979" }, { kind = "date", text = "八十年代中后期", value = "1984/1989" }, { kind = "date", text = "十八九世纪", value = "1700/1899" } } },
    { text = "公元前221年，公元前5世纪；康熙三年五月，民国三十八年，“十三五”期间。", mentions = { { kind = "date", text = "公元前221年", value = "-0220" }, { kind = "date", text = "公元前5世纪", value = "-0499/-0400" }, { kind = "date", text = "康熙三年五月", value = "1664-05-25/1664-06-23" }, { kind = "date", text = "民国三十八年", value = "1949" }, { kind = "date", text = "“十三五”期间", value = "2016/2020" } } },
    { text = "九几年的时候，二零零几年，199几年，八几年级，零几年。", mentions = { { kind = "date", text = "九几年", value = "199X" }, { kind = "date", text = "二零零几年", value = "200X" }, { kind = "date", text = "199几年", value = "199X" }, { kind = "date", text = "零几年", value = "200X" } } },
    { text = "80后，二三十岁，前221名。", mentions = {} },
  },
}
