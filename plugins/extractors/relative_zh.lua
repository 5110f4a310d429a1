-- Chinese dates that count from the day of the interview: 今天, 上周三, 下个月, 三年前; or from a date before them: 次日, 同年9月. Without
-- that day they have no value. Stretches of time (近三年, 三个月内) are in spans_zh.lua.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local when = require "moonscribe.when"
local dates = require "moonscribe.chinese_dates"
local zh, numbers = ms.grammar "zh_time", ms.grammar "zh"
local pieces = dates.pieces()
local PART = pieces.part

local hits = {}

local function with_part(mention, match, more)
  local code = match.time and zh.day_part_codes[tostring(match.time)] or more
  return code and when.add_part(mention, code) or mention
end

-- 《明日之后》 is a title.
local function is_in_title(context)
  local before = context:before(48)
  local open, close = before:find "《[^《]*$", before:find "》[^》]*$"
  return open and not (close and close > open)
end

local INBORN, ACQUIRED = ms.regex "先天[和与與、及或的]?$", ms.regex "^的?(?:努力|因素|环境|環境|教育|培养|培養|学习|學習|习得|習得|养成|養成|失明|形成)"

function hits.day(match, context)
  if is_in_title(context) then return nil end
  local word = tostring(match.day)
  -- What is 先天 is from birth, what is 后天 from later.
  if (word == "后天" or word == "後天") and (INBORN:test(context:before(12)) or ACQUIRED:test(context:after(9))) then return nil end
  local mention = when.shift(context.date, "D", zh.days[word])
  return with_part(mention, match, zh.day_word_parts[word])
end

local STEP = { ["这"] = 0, ["這"] = 0, ["本"] = 0, ["今"] = 0, ["当"] = 0, ["當"] = 0 }
-- 上上 is two steps back.
local function step_of(near)
  return STEP[near] or (near:find "^上" and -1 or 1) * (#near // 3)
end

-- The first and the last month or days of a quarter, month or year that is known.
local function part_of(mention, unit, part)
  local year, month = (mention.value or ""):match "^(%d+)%-(%d+)$"
  year, month = math.tointeger(tonumber(year)), math.tointeger(tonumber(month))
  if not year then return nil end
  if unit == "季度" then
    local first = 3 * (month - 32) - 2
    return when.date { year = year, month = part == "初" and first or part == "中" and first + 1 or first + 2 }
  end
  local days = zh.month_parts[part]
  return when.days_of(year, month, days[1], days[2])
end

function hits.near(match, context)
  local count, unit = step_of(tostring(match.near)), tostring(match.unit)
  if match.weekday then
    local weekday = tostring(match.weekday)
    local mention = weekday == "末" and when.weekend(context.date, count) or when.weekday(context.date, zh.weekdays[weekday], count)
    return with_part(mention, match)
  end
  local letter = unit == "月" and "M" or unit == "季度" and "Q" or "W"
  local mention = when.shift(context.date, letter, count)
  if not match.d and not match.part then return with_part(mention, match) end
  -- 上个月五号, 下个月底, 上季度末
  local value
  if match.d then
    local year, month = (mention.value or ""):match "^(%d+)%-(%d+)$"
    value = year and when.date { year = math.tointeger(tonumber(year)), month = math.tointeger(tonumber(month)), day = (ms.numeral(match.d)) }
    value = with_part(value or { kind = "date", grain = "day" }, match)
  else
    value = part_of(mention, unit, tostring(match.part)) or { kind = "date", grain = "day" }
  end
  value.relative = true
  return value
end

function hits.weekday(match, context)
  local weekday = tostring(match.weekday)
  local mention = weekday == "末" and when.weekend(context.date, 0) or when.bare_weekday(context.date, zh.weekdays[weekday])
  return with_part(mention, match)
end

-- 上半周, 下半周: until Wednesday, from Thursday on. 上个半年: the half year before this one.
function hits.half(match, context)
  local date = context.date
  if not date or not date.day then return { kind = "date", grain = "day", relative = true } end
  local mention
  if match.week then
    local monday = ms.calendar.days(date.year, date.month, date.day) - ms.calendar.weekday(date.year, date.month, date.day) + 1
    local is_late = not (match.week:is "上" or match.week:is "前")
    local function day(n)
      local year, month, d = ms.calendar.date(monday + n)
      return { year = year, month = month, day = d }
    end
    mention = is_late and when.range(day(3), day(6)) or when.range(day(0), day(2))
  else
    local half = date.year * 2 + (date.month > 6 and 1 or 0) + (match.near:is "上" and -1 or 1)
    mention = when.range({ year = half // 2, month = half % 2 * 6 + 1 }, { year = half // 2, month = half % 2 * 6 + 6 })
  end
  mention.relative = true
  return mention
end

local FUZZY = ms.regex "[几幾数數]"
local TENS = ms.regex "^([二三四五六七八九]?十)[几幾]$"

function hits.ago(match, context)
  local unit, halves = tostring(match.unit):gsub("^个", ""):gsub("^個", ""):gsub("^半", "")
  local code = zh.duration_units[unit]
  local grain = ({ Y = "year", Q = "month", M = "month", W = "week", D = "day", TH = "hour", TM = "minute", TM15 = "minute", TS = "second" })[code]
  local text = match.number and tostring(match.number) or ""
  local tens = TENS:match(text)
  if tens and code and not code:find "^T" then return when.about(context.date, code, ms.numeral(tens[1]), tostring(match.dir):find "前" and -1 or 1) end
  -- 几年前: nobody knows when.
  if FUZZY:test(text) then return { kind = "date", grain = grain, relative = true, bound = "about" } end
  local count, about = 0, nil
  if match.number then count, about = wording.number(text) end
  local years = match.years and code == "M" and wording.number(tostring(match.years))
  if match.years and not (math.type(years) == "integer" and years < 200) then return nil end
  count = count and count + 12 * (years or 0)
  local has_half = match.half or halves > 0 or not match.number
  -- 2015年前 is before that year, 八八年前 that one.
  if not count or (unit == "年" and count >= 1000) then return nil end
  -- 107年以後 is after that year of the republic.
  if unit == "年" and #match.dir0 > 0 and count % 10 > 0 and dates.republican(text, context) then return nil end
  local sign = tostring(match.dir):find "前" and -1 or 1
  if has_half then count = count + 0.5 end
  local mention
  if code:find "^T" then
    mention = when.moment(context.date, code, sign * count)
  elseif unit == "工作日" then
    mention = when.half_shift(context.date, "B", sign * count)
  elseif has_half then
    mention = when.half_shift(context.date, code, sign * count)
  elseif code == "Q" then
    mention = when.shift(context.date, "M", math.type(count) == "integer" and sign * count * 3 or nil)
  else
    mention = when.shift(context.date, code, math.type(count) == "integer" and sign * count or nil)
  end
  mention.bound = (match.more or match.more2) and "over" or about
  return mention
end

-- 过三天再来: after so long.
function hits.pass(match, context)
  local count = wording.number(tostring(match.number))
  if math.type(count) ~= "integer" then return nil end
  return when.shift(context.date, zh.duration_units[tostring(match.unit)], count)
end

local POINTERS = {
  ["次日"] = { "D", 1 }, ["翌日"] = { "D", 1 }, ["隔天"] = { "D", 1 }, ["隔日"] = { "D", 1 }, ["第二天"] = { "D", 1, true }, ["同日"] = { "D", 0 }, ["当天"] = { "D", 0 }, ["當天"] = { "D", 0 }, ["当日"] = { "D", 0 }, ["當日"] = { "D", 0 }, ["当晚"] = { "D", 0, false, "EV" }, ["當晚"] = { "D", 0, false, "EV" }, ["那天"] = { "D", 0 }, ["那一天"] = { "D", 0 }, ["前一天"] = { "D", -1 }, ["头一天"] = { "D", -1 }, ["后一天"] = { "D", 1 },
  ["次年"] = { "Y", 1 }, ["翌年"] = { "Y", 1 }, ["转年"] = { "Y", 1 }, ["第二年"] = { "Y", 1, true }, ["同年"] = { "Y", 0 }, ["当年"] = { "Y", 0 }, ["當年"] = { "Y", 0 }, ["那年"] = { "Y", 0 }, ["那一年"] = { "Y", 0 }, ["前一年"] = { "Y", -1 }, ["头一年"] = { "Y", -1 }, ["后一年"] = { "Y", 1 },
  ["同月"] = { "M", 0 }, ["当月"] = { "M", 0 }, ["當月"] = { "M", 0 }, ["那个月"] = { "M", 0 }, ["那個月"] = { "M", 0 },
}

local SAME_AGE = ms.regex "(?:是|们|們|跟他|跟她|和他|和她)$"

function hits.pointer(match, context)
  local word = tostring(match.word)
  local pointer = POINTERS[word]
  local unit = pointer[1]
  -- 我们同年 are of one age.
  if word == "同年" and not match.m and SAME_AGE:test(context:before(9)) then return nil end
  if match.m and unit ~= "Y" or match.d and unit == "D" then return nil end
  local part = match.time and zh.day_part_codes[tostring(match.time)] or pointer[4]
  if part and unit ~= "D" then return nil end
  local grain = unit == "D" and "day" or match.d and "day" or (match.m or unit == "M") and "month" or "year"
  return { kind = "date", grain = grain, relative = true,
    anaphor = { unit = unit, count = pointer[2], is_kept = pointer[3], month = dates.number(match.m), day = dates.number(match.d), part = part } }
end

return ms.extractor {
  name = "relative_zh",
  about = "Chinese dates that count from the interview's or from one before them: 今天, 上周三, 下个月, 三年前, 次日, 同年9月",
  kinds = { "date" },
  languages = { "zh" },
  priority = 1, -- 第二天 is no ordinal
  patterns = {
    { name = "day", pattern = "(?<day>大{0,2}[前后後]天|前[日晚](?!本)|今[天日晚夜早晨儿](?!报|报)|昨[天日晚夜早晨儿]|明[天日晚夜早晨儿](?!星|子)|本日|[聽听琴尋]日)" .. PART },
    { name = "near", pattern = "(?<![馬马](?=上))(?<!一(?=下[^下]))(?<near>上{1,4}|下{1,4}|[这這本今])(?:[个個一])?(?:(?<=一)[个個])?(?<unit>星期|礼拜|禮拜|周|週|月|季度)(?:的?(?:(?<=[周週])星期)?(?<weekday>(?<=[周週期拜])(?:[一二三四五六日天末]|[1-6](?![0-9\\s點点个個天日號号:：.、~-])))|(?<=月)的?(?<d>" .. zh.day .. ")[日号號]|(?<=[月度])的?月?(?<part>上旬|中旬|下旬|初|底|末)|(?<!月(?=[亮球饼餅]))(?<![周週](?=[边邊围圍到刊岁歲年一])))" .. PART },
    { name = "weekday", pattern = "(?<![上下这這本每一二三四五六七八九十几两双雙单單隔])(?<unit>星期|礼拜|禮拜|周|週)(?<weekday>[一二三四五六日天末])(?![一二三四五六七八九十周年部分个]|餐[厅廳]|[画畫]报|[画畫]報|晚报|晚報)" .. PART },
    { name = "half", pattern = "(?<week>[上下前后後])半[周週]|(?<near>[上下])[个個]半年" },
    { name = "ago", pattern = numbers.not_after .. "(?<!月)(?<!月 )(?:(?<years>" .. numbers.number .. ")年[零又]?(?=[^前后後以]{1,4}月))?(?:(?<number>[几幾数數好]{0,2}" .. numbers.number .. "[几幾]?|[几幾数數])|半)(?<more>多|余|餘)?\\s?(?<unit>年|[个個]?半?月(?<=[个個]月|[个個]半月|半月)|[个個]?(?:星期|礼拜|禮拜|季度|工作日)|周|週|天|日|[个個]?半?(?:小[时時]|钟头|鐘頭)|[个個][钟鐘]|刻[钟鐘]|分[钟鐘]|秒[钟鐘]?)(?:(?<half>半)|(?<more2>多))?(?<dir0>之|以|)(?<dir>前|后|後)(?![期台臺卫衛])" },
    { name = "pass", pattern = "(?:(?<=[，。！？、；：再等]|^))过(?<number>" .. numbers.number .. ")[个個]?(?<unit>年|月(?<=[个個]月)|星期|礼拜|禮拜|周|週|天)(?![半多以之来来])" },
    { name = "pointer", pattern = "(?<word>" .. wording.any(POINTERS) .. ")(?:的?(?<m>" .. zh.month .. ")月份?(?:(?<d>" .. zh.day .. ")[日号號])?)?" .. PART },
  },
  hit = function(match, context) return hits[match.pattern](match, context) end,
  samples = {
    { text = "一年三个月前，两年零两个月以后，下個禮拜2的中午12點。", date = "2021-06-14", mentions = { { kind = "date", text = "一年三个月前", value = "2020-03" }, { kind = "date", text = "两年零两个月以后", value = "2023-08" }, { kind = "date", text = "下個禮拜2的中午12點", value = "2021-06-22T12" } } },
    { text = "三天前的晚上，一个半小时前。", date = "2021-06-14T10:20", mentions = { { kind = "date", text = "三天前的晚上", value = "2021-06-11", timex = "2021-06-11TEV" }, { kind = "date", text = "一个半小时前", value = "2021-06-14T08:50" } } },
    { text = "二十几年前的事，过三天再来，过了三天；《明天》这首歌。", date = "2021-06-14", mentions = { { kind = "date", text = "二十几年前", value = "1991/2001", bound = "about" }, { kind = "date", text = "过三天", value = "2021-06-17" } } },
    { text = "于去年揭牌，今天开会，三年前来的。", date = "2024-06-27", mentions = { { kind = "date", text = "去年", value = "2023", relative = true },
      { kind = "date", text = "今天", value = "2024-06-27" }, { kind = "date", text = "三年前", value = "2021" } } },
    { text = "上周三，下个月，十年后。", date = "2024-06-27", mentions = { { kind = "date", text = "上周三", value = "2024-06-19" }, { kind = "date", text = "下个月", value = "2024-07" },
      { kind = "date", text = "十年后", value = "2034" } } },
    { text = "今天开会。", mentions = { { kind = "date", text = "今天", relative = true } } },
    { text = "昨天晚上，下个月5号，这个周末，周一早上，2015年前，十分钟前。", date = "2024-06-27", mentions = { { kind = "date", text = "昨天晚上", value = "2024-06-26", grain = "part", timex = "2024-06-26TEV" }, { kind = "date", text = "下个月5号", value = "2024-07-05" }, { kind = "date", text = "这个周末", value = "2024-06-29/2024-06-30" }, { kind = "date", text = "周一早上", value = "2024-06-24" },
      { kind = "date", text = "2015年", value = "2015" }, { kind = "date", text = "十分钟前", grain = "minute" } } },
    { text = "十分钟前，三个小时后，半小时后。", date = "2024-06-27T23:30", mentions = { { kind = "date", text = "十分钟前", value = "2024-06-27T23:20" }, { kind = "date", text = "三个小时后", value = "2024-06-28T02:30" }, { kind = "date", text = "半小时后", value = "2024-06-28T00:00" } } },
    { text = "大大后天走，上周星期三到这周二，下下下周一，上季度末，几年前，十几天前，一年半前。", date = "2024-06-27", mentions = { { kind = "date", text = "大大后天", value = "2024-07-01" }, { kind = "date", text = "上周星期三到这周二", value = "2024-06-19/2024-06-25" }, { kind = "date", text = "下下下周一", value = "2024-07-15" }, { kind = "date", text = "上季度末", value = "2024-03" }, { kind = "date", text = "几年前", grain = "year", bound = "about" }, { kind = "date", text = "十几天前", grain = "day" }, { kind = "date", text = "一年半前", value = "2022-12" } } },
    { text = "2019年5月3日停电，次日修好，同年9月又停，次年春天没停；第二天他就走了。", mentions = { { kind = "date", text = "2019年5月3日", value = "2019-05-03" }, { kind = "date", text = "次日", value = "2019-05-04" }, { kind = "date", text = "同年9月", value = "2019-09" }, { kind = "date", text = "次年", value = "2020" }, { kind = "date", text = "第二天", grain = "day" } } },
    { text = "当年我们很穷，那天他没来；星期六-星期一休息。", date = "2016-09-02", mentions = { { kind = "date", text = "星期六-星期一", value = "2016-09-03/2016-09-05" } } },
    { text = "两周年，周一一的桌子，前期。", date = "2024-06-27", mentions = {} },
  },
}
