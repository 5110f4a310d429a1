-- Chinese times of day: 下午三点半, 晚上9:30, 20时1刻, 凌晨四到六点, 6点30pm; and parts of days (凌晨, 下午), which have a TIMEX3 value
-- only. A time is "T15:30". 零点五 and 三点建议 are none.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local when = require "moonscribe.when"
local zh = ms.grammar "zh_time"

local function number(text) return text and (ms.numeral(text)) or nil end

local REST = { ["半"] = 30, ["踏半"] = 30, ["搭半"] = 30, ["一刻"] = 15, ["1刻"] = 15, ["三刻"] = 45, ["3刻"] = 45, ["两刻"] = 30, ["整"] = 0 }
-- Words directly before that show a bare 八点 to be a time of day and no number of points.
local CUE = ms.regex "(?:[日号號天晚早节節夜夕]|[周期拜][一二三四五六日天]|大约|大約|差不多|大概)的?\\s?$"
-- Or it stands between these.
local OPEN = ms.regex "(?:^|[，。、；：！？,.;:!?到从在等约至 ]|每天)$"
local CLOSE = ms.regex "^(?:$|[，。；！？,.;!?]|的?时候|的?時候|开始|開始|左右|出发|起床|上班|下班|之?[前后後]|才|就|过去|的事)"
-- What is counted in points is 三点建议, and 十点六 is a number.
local NO_TIME = ms.regex "^(?:[0-9一二两三四五六七八九零〇]|意见|建议|要求|体会|原因|理由|想法|看法|经验|好处|希望|内容|问题|启示|感受|意見|建議|體會|經驗|好處|問題|內容|啟示|宣言|声明|聲明|共识|共識|主张|主張|方案|原则|原則|措施|任务|任務|挑战|挑戰|承诺|承諾|计划|計劃)"

local NIGHT = { ["午夜"] = true, ["半夜"] = true, ["深夜"] = true, ["凌晨"] = true, ["夜里"] = true }

-- The hour of a clock of 24 that a part of the day makes of a spoken one.
local function full_hour(hour, part, half)
  if half then return half == "p" and hour < 12 and hour + 12 or half == "a" and hour == 12 and 0 or hour end
  local add = part and zh.day_parts[part] or 0
  if NIGHT[part] and (hour == 12 or hour < 6) then return hour % 12 end
  if part == "半夜" and hour < 12 then return hour + 12 end
  if add == 12 and hour < 12 and not ((part == "中午" or part == "正午") and hour >= 10) then return hour + 12 end
  return hour
end

local function clock_of(part, hour, minute, rest, second, half)
  hour = number(hour)
  minute = rest and REST[tostring(rest)] or number(minute)
  second = number(second)
  if not hour or hour > 24 or (minute or 0) > 59 or (second or 0) > 59 then return nil end
  return { hour = full_hour(hour, part, half and tostring(half):lower():sub(1, 1)), minute = minute or second and 0, second = second }
end

-- The second of a pair that follow each other is not said to be the hour: 七八点 is about seven.
local function first_of(hour)
  local text = tostring(hour)
  local value, about = wording.number(text)
  if about then return tostring(value), about end
  return text, nil
end

local MINUTES = ms.regex "[分钟鐘0-9]"
local LISTED = ms.regex "(?:做到|提出|讲了?|講了?|说了?|說了?|强调|強調|分了|分成|变成|變成|达到?|達到?|[还還]剩|以下|下面|如下|[有这這那哪票数數])\\s?$"
local HAVE = ms.regex "[有早晚快慢多少差]$"

local hits = {}

-- 今晚八点 is a moment where the day of the interview is known.
local function on_its_day(mention, part, context)
  local step = mention and part and zh.days[part]
  local day = step and when.shift(context.date, "D", step).value
  return day and when.at(day, mention) or mention
end

-- 一点 is a bit as often: 一点零二 is a number, 有一点多 a little much, 有一点半 half a thing.
local function is_bit(match, context)
  if not match.h:is "一" then return false end
  if match.m then return not MINUTES:test(match[0]) end
  if match.more and match.more:is "多" then return not CUE:test(context:before(12)) end
  return match.rest and (match.hour_word or HAVE:test(context:before(3))) or false
end

-- Whether a bare 八点 is a time, by what stands around it.
local function is_time(match, hour, context)
  local before, after = context:before(12), context:after(9)
  if hour == "一" or NO_TIME:test(after) or LISTED:test(before) then return false end
  local is_open, is_closed, is_cued = OPEN:test(before), CLOSE:test(after), CUE:test(before)
  -- 零时 is the name of a movement and of more.
  if match.hour_word and (hour == "零" or hour == "〇") then return is_cued or is_closed end
  -- Ten to twelve are seldom counted in points, what is more is as often.
  local count = number(hour) or 0
  local is_late = not match.hour_word and count >= 10 and count <= 12 and (is_open or is_closed)
  return is_cued or is_late or is_open and is_closed
end

-- The hour that a range ends with. From nine to five they go up; from ten in the evening to six is the morning.
local function end_of(match, part, from)
  local to = clock_of(match.part2 and tostring(match.part2) or part, match.h2, match.m2, match.rest2, nil, match.half2)
  if not to or match.part2 then return to end
  if part then
    if to.hour < from.hour then to.hour = number((first_of(match.h2))) % 24 end
  elseif not match.half and to.hour < 12 and to.hour * 60 + (to.minute or 0) <= from.hour * 60 + (from.minute or 0) then
    to.hour = to.hour + 12
  end
  return to
end

function hits.zh(match, context)
  local part = match.part and tostring(match.part)
  if not part and is_bit(match, context) then return nil end
  local is_sure = part or match.m or match.rest or match.clock or match.more or match.half or match.h2 and match.point or match.hour_word and match.h:find "^[0-9]"
  local hour, about = first_of(match.h)
  if not is_sure and not is_time(match, hour, context) then return nil end
  local from = clock_of(part, hour, match.m, match.rest, match.s, match.half)
  if not from then return nil end
  local to = match.h2 and end_of(match, part, from)
  if match.h2 and not to then return nil end
  local mention = to and when.range(from, to) or when.date(from)
  if mention then mention.bound = (match.more or match.some) and "about" or about end
  -- 三点 may be in the afternoon.
  if mention and not match.h2 and not part and not match.half and not match.hour_word and from.hour > 0 and from.hour < 12 then
    mention.alternatives = { (mention.value:gsub("^T%d%d", ("T%02d"):format(from.hour + 12))) }
  end
  return on_its_day(mention, part, context)
end

function hits.clock(match, context)
  local part = match.part and tostring(match.part)
  local from = clock_of(part, match.h, match.m, nil, match.s)
  if not from then return nil end
  if not match.h2 then return on_its_day(when.date(from), part, context) end
  local to = clock_of(match.part2 and tostring(match.part2) or part, match.h2, match.m2)
  return to and on_its_day(when.range(from, to), part, context)
end

-- 差一刻九点, 九点差五分, 八点过五分
function hits.to_hour(match, context)
  local part = match.part and tostring(match.part):gsub("的$", "")
  local minutes = match.m:is "一刻" and 15 or number((tostring(match.m):gsub("分$", "")))
  local from = clock_of(part, match.h)
  if not from or not minutes or minutes < 1 or minutes > 59 then return nil end
  local is_past = match.dir and not match.dir:is "差"
  from.minute = is_past and minutes or 60 - minutes
  if not is_past then from.hour = (from.hour - 1) % 24 end
  return on_its_day(when.date(from), part, context)
end

function hits.fives(match, context)
  local part, fives = match.part and tostring(match.part), number(match.n or match.n2)
  local from = clock_of(part, match.h)
  if not from or fives > 11 then return nil end
  from.minute = 5 * fives
  return on_its_day(when.date(from), part, context)
end

function hits.part(match)
  return { kind = "time", grain = "part", timex = "T" .. zh.day_part_codes[tostring(match.part)] }
end

local HOUR = ms.grammar "zh".paired .. "(?:[0-9]{1,2}|十一二|十[一二三四五六七八九]|二十[一二三四]?|十|一二|两三|三四|四五|五六|六七|七八|八九|九十|[零〇一二两兩三四五六七八九])"
local MINUTE = [[(?<m>[0-5]?[0-9]|[二三四五]?十[一二三四五六七八九]?|[零〇][一二三四五六七八九]|[五](?=分))(?:分[钟鐘]?(?!之[0-9一二三四五六七八九十百])|(?=\s?[AaPp]\.?[Mm])|(?![0-9零一二三四五六七八九十个個万亿%条年月]))]]
local SECOND = "(?:(?<s>[0-5]?[0-9]|[二三四五]?十[一二三四五六七八九]?|[一二三四五六七八九])秒)?"
-- On Cantonese clocks the minutes are counted in fives, by the numbers on the face.
local FIVE = "(?:十[一二]?|[一二三四五六七八九])"
local REST_WORDS = "[踏搭]?半(?![路夜天年闲閒月晌空])|[一1]刻|两刻|[三3]刻|整(?![合理个個体體齐齊套形])"
local HALF = [[\s?(?<half>[AaPp]\.?[Mm])\b\.?]]
local TO = [[\s?(?:[-–—~～到至]|to)\s?]]

-- 早 and 晚 are parts of a day only behind one: 15号晚八点.
local parts = {}
for part in pairs(zh.day_parts) do
  if part ~= "早" and part ~= "晚" then parts[#parts + 1] = part end
end
local codes = {}
for part in pairs(zh.day_part_codes) do
  if part ~= "早" and part ~= "晚" then codes[#codes + 1] = part end
end
local DAY_PART = "(?:" .. wording.any(parts) .. "|(?:(?<=[日号號天五节])|(?<![上今明昨当當很太最么麼更越])(?=.\\s?[0-9零一二两三四五六七八九十]{1,3}\\s?[点點时時:：]))[早晚](?!一[点點]))"
local POINT = "(?:(?<point>[点點])(?!半?[个個])(?:(?<clock>[钟鐘])|(?<more>[多来來][钟鐘]|多))?|(?<hour_word>[时時])(?![间間代候期常刻不段而光空有段会装尚局事政社差]))"

return ms.extractor {
  name = "times_zh",
  about = "Chinese times of day: 下午三点半, 晚上9:30, 20时1刻, 凌晨",
  kinds = { "time", "date" },
  languages = { "zh" },
  patterns = {
    { name = "zh", pattern = "(?:(?<part>" .. DAY_PART .. [[)的?\s?|(?<![0-9一二三四五六七八九十百千两第小.]))(?<h>]] .. HOUR .. [[)\s?(?:]] .. POINT .. "(?:(?<rest>" .. REST_WORDS .. ")|" .. MINUTE .. ")?" .. SECOND .. "(?<some>许)?(?:" .. HALF .. ")?|(?=" .. TO .. HOUR .. "\\s?[点點时時]))(?:" .. TO .. "(?:(?<part2>" .. DAY_PART .. [[)的?\s?)?(?<h2>]] .. HOUR .. [[)\s?[点點时時](?![间間])[钟鐘]?(?:(?<rest2>]] .. REST_WORDS .. ")|" .. (MINUTE:gsub("<m>", "<m2>")) .. ")?(?:" .. HALF:gsub("half", "half2") .. ")?)?" },
    { name = "clock", pattern = "(?<part>" .. DAY_PART .. [[)的?\s?(?<h>[01]?[0-9]|2[0-4])[:：](?<m>[0-5][0-9])(?:[:：](?<s>[0-5][0-9]))?(?![0-9:：])[时時]?(?:]] .. TO .. "(?:(?<part2>" .. DAY_PART .. [[)的?\s?)?(?<h2>[01]?[0-9]|2[0-4])[:：](?<m2>[0-5][0-9])(?![0-9:：])[时時]?)?]] },
    { name = "clock", pattern = [[(?<![0-9:：.])(?<h>[01]?[0-9]|2[0-4])[:：](?<m>[0-5][0-9])(?:时|時)(?![间間代候期])]] },
    { name = "clock", pattern = [[(?<![0-9:：.])(?<h>[01]?[0-9]|2[0-4])：(?<m>[0-5][0-9])(?:：(?<s>[0-5][0-9]))?(?![0-9:：])]] },
    { name = "to_hour", pattern = "(?<part>" .. DAY_PART .. "的?)?差(?<m>一刻|[0-9]{1,2}分?|[一二三四五六七八九十]{1,3}分?)[钟鐘]?(?:不到|到)?(?<h>" .. HOUR .. ")[点點]" },
    { name = "to_hour", pattern = "(?:(?<part>" .. DAY_PART .. ")的?)?(?<h>" .. HOUR .. ")[点點][钟鐘]?(?<dir>差|过|過)(?<m>一刻|[0-9]{1,2}分|[一二三四五六七八九十]{1,3}分)[钟鐘]?" },
    { name = "fives", pattern = "(?:(?<part>" .. DAY_PART .. [[)的?\s?|(?<![0-9一二三四五六七八九十百千两第小.]))(?<h>]] .. HOUR .. ")[点點](?:[踏搭](?<n>" .. FIVE .. ")(?:[个個]字)?|(?<n2>" .. FIVE .. ")[个個]字)" },
    { name = "fives", pattern = "(?<part>晏[晝昼]|朝早|夜晚黑)(?<h>" .. HOUR .. ")[点點](?<n>[一二三四五六七八九])(?![一二三四五六七八九十百个個分刻点點])" },
    { name = "part", pattern = "(?<part>" .. wording.any(codes) .. ")(?![好茶饭飯餐班会會课課安]|\\s?[0-9零〇一二两兩三四五六七八九十]{1,3}\\s?[点點时時:：到至])" },
  },
  hit = function(match, context) return hits[match.pattern](match, context) end,
  samples = {
    { text = "要做到 4 点。第一点，这十二点。一点零二的版本，一点零三分。", mentions = { { kind = "time", text = "一点零三分", value = "T01:03" } } },
    { text = "零时政府，零时差，2点40分之后再说，来宾有一点多，分了十一点；零时开始。", mentions = { { kind = "time", text = "2点40分", value = "T02:40" }, { kind = "time", text = "零时", value = "T00" } } },
    { text = "上班是九点到五点，晚上10点到6点。", mentions = { { kind = "time", text = "九点到五点", value = "T09/T17" }, { kind = "time", text = "晚上10点到6点", value = "T22/T06" } } },
    { text = "差一刻九点，晚上九点差五分，八点过五分，早8点开门。", mentions = { { kind = "time", text = "差一刻九点", value = "T08:45" }, { kind = "time", text = "晚上九点差五分", value = "T20:55" }, { kind = "time", text = "八点过五分", value = "T08:05" }, { kind = "time", text = "早8点", value = "T08" } } },
    { text = "晏晝三點三，下晝兩點踏四，三點三個字，12：00之後。", mentions = { { kind = "time", text = "晏晝三點三", value = "T15:15" }, { kind = "time", text = "兩點踏四", value = "T02:20" }, { kind = "time", text = "三點三個字", value = "T03:15" }, { kind = "time", text = "12：00", value = "T12:00" } } },
    { text = "晚上9:30到凌晨3:00，下午五点到六点，15号晚八点，大约十点，凌晨四到六点。", mentions = { { kind = "time", text = "晚上9:30到凌晨3:00", value = "T21:30/T03:00" }, { kind = "time", text = "下午五点到六点", value = "T17/T18" }, { kind = "date", text = "15号晚八点", grain = "hour" }, { kind = "time", text = "十点", value = "T10" }, { kind = "time", text = "凌晨四到六点", value = "T04/T06" } } },
    { text = "早一点来，有一点累，每天一点一点地学。", mentions = {} },
    { text = "讲了三点，两点建议，三到五点建议，十二点意见。", mentions = {} },
    { text = "下午三点半开始，8点钟到，晚上9点20分结束。", mentions = { { kind = "time", text = "下午三点半", value = "T15:30" }, { kind = "time", text = "8点钟", value = "T08" }, { kind = "time", text = "晚上9点20分", value = "T21:20" } } },
    { text = "零点五，三点建议，增长3点5个百分点，二十点六。", mentions = {} },
    { text = "20时1刻开始，16时40分50秒停，下午6:42:02，6点30pm来，下午七八点走，11:00时。", mentions = { { kind = "time", text = "20时1刻", value = "T20:15" }, { kind = "time", text = "16时40分50秒", value = "T16:40:50" }, { kind = "time", text = "下午6:42:02", value = "T18:42:02" }, { kind = "time", text = "6点30pm", value = "T18:30" }, { kind = "time", text = "下午七八点", value = "T19", bound = "about" }, { kind = "time", text = "11:00时", value = "T11:00" } } },
    { text = "今晚八点到九点开会，昨晚9:30散。", date = "2024-06-27", mentions = { { kind = "date", text = "今晚八点到九点", value = "2024-06-27T20/2024-06-27T21" }, { kind = "date", text = "昨晚9:30", value = "2024-06-26T21:30" } } },
    { text = "凌晨出海，下午回来，下午茶，晚上好。", mentions = { { kind = "time", text = "凌晨", grain = "part", timex = "TMO" }, { kind = "time", text = "下午", timex = "TAF" } } },
  },
}
