-- Stretches of time in Chinese that begin or end with the day of the interview: 近三年, 过去的十年, 未来两个月, 三天内, 两年半以来. Where
-- nobody knows that day they are as long as they say (P3Y); 近几年 and 前几天 have no value at all.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local when = require "moonscribe.when"
local zh, numbers = ms.grammar "zh_time", ms.grammar "zh"

local FUZZY = ms.regex "[几幾数數]"
local AHEAD = ms.regex "^(?:未来|未來|接下来|接下來|今后|今後|此后|往后|往後|后|後|下)"

local function code_of(unit)
  unit = unit:gsub("^个", ""):gsub("^個", "")
  if unit == "工作日" then return "B" end
  return zh.duration_units[unit]
end

local GRAINS = { Y = "year", Q = "quarter", M = "month", W = "week", D = "day", B = "day", TH = "hour", TM = "minute", TM15 = "minute", TS = "second" }

local function span(match, context, sign)
  local code, text = code_of(tostring(match.unit)), match.number and tostring(match.number) or ""
  if FUZZY:test(text) then return { kind = "date", grain = GRAINS[code], relative = true, bound = "about" } end
  local count, about = 0, nil
  if match.number then count, about = wording.number(text) end
  if not count or count > 200 and code == "Y" then return nil end
  local years = match.years and wording.number(tostring(match.years))
  if years and (code ~= "M" or math.type(years) ~= "integer" or years > 200) then return nil end
  count = count + 12 * (years or 0)
  local has_half = match.half or match.half2 or not match.number
  local mention = when.span(context.date, code, sign * (has_half and count + 0.5 or count))
  if not mention.value then
    if code == "B" then code = "D" end
    mention = when.duration(count, code, nil, has_half)
  end
  mention.bound = match.more and "over" or about
  return mention
end

local hits = {}

-- 前两年, 上两周, 后三小时: so many whole units beside the one of the interview, as 上周 is. 近两年 reaches up to its day.
local function beside(match, context, sign)
  local code = code_of(tostring(match.unit))
  local count = match.number and wording.number(tostring(match.number))
  if match.half or match.half2 or match.more or math.type(count) ~= "integer" or count < 1 or count >= 100 then return nil end
  local mention = when.beside(context.date, code, sign * count)
  return mention and mention.value and mention or nil
end

function hits.span(match, context)
  local side = match.dir2 and -1 or match.dir3 and 1
  return side and beside(match, context, side) or span(match, context, (match.dir3 or match.dir and AHEAD:test(match.dir)) and 1 or -1)
end

-- 三天内, 60日之内
function hits.inside(match, context)
  if not match.number and tostring(match.unit):find "^年" then return nil end
  return span(match, context, 1)
end

-- 上个小时
function hits.last_hour(match, context)
  return when.span(context.date, code_of(tostring(match.unit)), match.near:is "上" and -1 or 1)
end

function hits.since(match, context) return span(match, context, -1) end

local UNIT = "(?<unit>年|[个個]?月(?<=[个個半多]月)|[个個]?(?:星期|礼拜|禮拜|季度)|周|週|天|日|[个個]?工作日|[个個]?(?:小[时時]|钟头|鐘頭)|分[钟鐘]|刻[钟鐘]|秒[钟鐘]?)"
-- 一年三个月以来
local YEARS = "(?:(?<years>" .. numbers.number .. ")年[零又]?(?=[^前后後以]{1,4}月))?"
local NUMBER = "(?<number>[数數]?" .. numbers.number .. "[几幾]?|[几幾数數])"

return ms.extractor {
  name = "spans_zh",
  about = "Stretches of time up to the interview or from it on: 近三年, 未来两个月, 三天内",
  kinds = { "date", "duration" },
  languages = { "zh" },
  patterns = {
    { name = "span", pattern = "(?:(?<dir>[这這](?=[几幾][年天个個周週])|最近|近|过去|過去|未来|未來|接下来|接下來|今后|今後|此后|往后|往後)的?[这這]?|(?<![一-龥](?<![在我你他她们們是于於这這那的了和與与也就都但有到会會要用约約]))(?:(?<dir2>[前上])|(?<dir3>[后後下])))\\s?(?:" .. NUMBER .. "(?<more>多|余|餘)?|(?=半))\\s?(?:[个個](?<half>半)(?=月|小|钟))?(?:半(?=[个個年天月小])[个個]?)?" .. UNIT .. "(?<half2>半)?(?![级級代前雨雪])(?:(?:以|之)?[内內]|[里裡]|[间間])?" },
    { name = "last_hour", pattern = "(?<near>[上下])[一]?[个個](?<unit>小[时時]|钟头|鐘頭)" },
    { name = "inside", pattern = numbers.not_after .. "(?<!月)(?<!月 )" .. YEARS .. "(?:" .. NUMBER .. "(?<more>多|余|餘)?\\s?(?:[个個](?<half>半)(?=月|小|钟))?|半[个個]?)" .. UNIT .. "(?<half2>半)?(?:以|之)?[内內](?![部容地外])" },
    { name = "since", pattern = numbers.not_after .. "(?<!月)(?<!月 )" .. YEARS .. "(?:" .. NUMBER .. "(?:[个個](?<half>半)(?=月|小|钟)|[个個]?(?<more>多)(?=月|年))?|半[个個]?)" .. UNIT .. "(?<half2>半)?(?:(?:以)[来來]|(?<=[年月])[来來](?=[，,。、]|我|他|她|全|一直|的|$))" },
  },
  hit = function(match, context) return hits[match.pattern](match, context) end,
  samples = {
    { text = "一年三个月以来没停过。", date = "2021-06-14", mentions = { { kind = "date", text = "一年三个月以来", value = "2020-03-14/2021-06-14" } } },
    { text = "前两年修的，上两周没来，近两年好些，上个小时停电；下三天雨，销量下2000年的。", date = "2024-06-27T10:20", mentions = { { kind = "date", text = "前两年", value = "2022/2023" }, { kind = "date", text = "上两周", value = "2024-06-10/2024-06-23" }, { kind = "date", text = "近两年", value = "2022-06-27/2024-06-27" }, { kind = "date", text = "上个小时", value = "2024-06-27T09:20/2024-06-27T10:20" }, { kind = "duration", text = "三天" }, { kind = "date", value = "2000" } } },
    { text = "近三年变化大，过去的十年里，未来两个月，60日内交清，三天之内。", date = "2021-06-14", mentions = { { kind = "date", text = "近三年", value = "2018-06-14/2021-06-14" }, { kind = "date", text = "过去的十年里", value = "2011-06-14/2021-06-14" }, { kind = "date", text = "未来两个月", value = "2021-06-14/2021-08-13" }, { kind = "date", text = "60日内", value = "2021-06-14/2021-08-13" }, { kind = "date", text = "三天之内", value = "2021-06-14/2021-06-17" } } },
    { text = "两个半月以内。", date = "2021-06-14", mentions = { { kind = "date", text = "两个半月以内", value = "2021-06-14/2021-08-29" } } },
    { text = "近三年变化大。", mentions = { { kind = "duration", text = "近三年", value = "P3Y" } } },
    { text = "近几年好多了，前几天下雨，15个工作日内办完，三个多月以来没停过。", date = "2021-06-14", mentions = { { kind = "date", text = "近几年", grain = "year", bound = "about" }, { kind = "date", text = "前几天", grain = "day" }, { kind = "date", text = "15个工作日内", value = "2021-06-14/2021-07-05" }, { kind = "date", text = "三个多月以来", value = "2021-03-14/2021-06-14", bound = "over" } } },
    { text = "晚上三天没睡，加上两个月，前三名，国内十年内部资料。", date = "2021-06-14", mentions = { { kind = "duration", text = "三天", value = "P3D" }, { kind = "duration", text = "两个月", value = "P2M" }, { kind = "duration", text = "十年", value = "P10Y" } } },
  },
}
