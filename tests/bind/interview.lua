-- moonscribe.interview: roles, exchanges, points, front matter and dates, as a reader would see
-- them.
local open = require("moonscribe.interview").open

local function read(source, info)
  info = info or {}
  info.id = info.id or "a.txt"
  return open(ms.text(source), info)
end

local function same(got, expected, what)
  if got ~= expected then error(("%s: expected %s, got %s"):format(what or "value", tostring(expected), tostring(got)), 2) end
end

local function turns_of(interview)
  local list = {}
  for turn in interview:turns() do list[#list + 1] = (turn.speaker or "?") .. "|" .. tostring(turn.text) end
  return table.concat(list, "\n")
end

local function exchanges_of(interview)
  local list = {}
  for exchange in interview:exchanges() do
    local answers = {}
    for i, turn in ipairs(exchange.answers) do answers[i] = turn.index end
    list[#list + 1] = exchange.question.index .. ">" .. table.concat(answers, ",")
  end
  return table.concat(list, " ")
end

local function points_of(interview)
  local list = {}
  for point in interview:points() do list[#list + 1] = point.marker .. "|" .. tostring(point.head) end
  return table.concat(list, "\n")
end

local WETLAND = [[
主持人：各位听众大家好，欢迎收听本期节目。今天我们请到了湿地站站长沈岚。
沈岚：主持人好，大家好，很高兴来到这里。
主持人：先请您介绍一下，今年做了哪些事？
沈岚：今年主要做了三件。

一是修了堤坝、清了河道。用了四个月。
二是放了鱼苗，共三万尾。
三是请村民来巡护，每天两次。
主持人：对。
沈岚：村民比我们熟悉水路。
主持人：那么明年呢？
沈岚：明年再说吧，先把今年的账算清。
主持人：谢谢您，本期节目到这里就结束了，下次再见。
]]

do -- continuation paragraphs and blank lines stay in the turn
  local interview = read(WETLAND)
  same(interview.format, "dialogue")
  local turn = interview:turn(4)
  same(turn.speaker, "沈岚")
  assert(turn.text:starts "今年主要" and turn.text:ends "每天两次。", tostring(turn.text))
  same(interview:turn(10), nil)
end

do -- roles by label and by what is left
  local interview = read(WETLAND)
  same(#interview.speakers, 2)
  same(interview.speakers[1].role, "interviewer")
  same(interview.speakers[2].role, "interviewee")
  same(interview.speakers[2].turns, 4)
end

do -- a greeting is no exchange, a nod does not part an answer, a farewell is none
  same(exchanges_of(read(WETLAND)), "3>4,6 7>8")
  local interview = read(WETLAND)
  same(interview:turn(4).exchange, 1)
  assert(interview:turn(6).question:starts "先请您")
  same(interview:turn(1).exchange, nil)
end

do -- points: at least two markers in order
  same(points_of(read(WETLAND)), "一是|修了堤坝、清了河道\n二是|放了鱼苗，共三万尾\n三是|请村民来巡护，每天两次")
  same(points_of(read "甲：一是好的开始。\n乙：好。\n甲：好。\n乙：嗯。"), "")
  same(points_of(read "Ann: Why?\nBob: First, it is cheap. Second, it is near. Finally, it is ours.\nAnn: So?\nBob: So."),
    "First|it is cheap\nSecond|it is near\nFinally|it is ours")
  same(points_of(read "甲：怎么做？\n乙：首先，要看水。其次，要看天。最后，看人。\n甲：好。\n乙：嗯。"),
    "首先|要看水\n其次|要看天\n最后|看人")
  same(points_of(read "甲：怎么做？\n乙：第一，看水。第二，看天。\n甲：好。\n乙：嗯。"), "第一|看水\n第二|看天")
end

do -- who asks is the interviewer when no label says so
  local interview = read [[
Ruth: When did you come here?
Tom: In the spring of 1961, with my brother, and we had nothing but two suitcases and a letter.
Ruth: And who met you?
Tom: Nobody did. We walked from the station to the mill and asked for work at the gate.
Ruth: Were you afraid?
Tom: No. We were too tired for that, and too hungry as well.]]
  same(interview.speakers[1].role, "interviewer")
  same(interview.speakers[2].role, "interviewee")
  same(exchanges_of(interview), "1>2 3>4 5>6")
end

do -- what the user says wins
  local interview = read("A: Why?\nB: So.\nA: How?\nB: Thus.", { speakers = { A = "Jane" }, roles = { Jane = "other" }, date = "2020-02-03", title = "T" })
  same(interview:turn(1).speaker, "Jane")
  same(interview:turn(1).role, "other")
  same(interview.date, "2020-02-03")
  same(interview.title, "T")
end

do -- turns by filter
  local n = 0
  for turn in read(WETLAND):turns { role = "interviewee" } do
    same(turn.speaker, "沈岚")
    n = n + 1
  end
  same(n, 4)
end

do -- front matter: headings, YAML, key lines, file names
  local talk = "\n\n### 問：\n多久？\n\n### 沈：\n一天。\n\n### 問：\n好嗎？\n\n### 沈：\n好。\n"
  local heading = read("# 2025-03-04 濕地採訪" .. talk)
  same(heading.date, "2025-03-04")
  assert(heading.title:find "濕地採訪")
  assert(heading.date_reason:find "before the first turn", heading.date_reason)
  local yaml = read("---\ntitle: The Mill\ndate: 2019-05-06\nspeakers:\n  - Ann\n---\nAnn: Who?\n\nBob: Me.\n\nAnn: Why?\n\nBob: So.\n")
  same(yaml.title, "The Mill")
  same(yaml.date, "2019-05-06")
  same(turns_of(yaml), "Ann|Who?\nBob|Me.\nAnn|Why?\nBob|So.")
  local keys = read "采访者：张三\n受访者：李四\n日期：2020年1月2日\n\n采访者：好吗？\n受访者：好。\n采访者：真的？\n受访者：真的。"
  same(keys.date, "2020-01-02")
  same(turns_of(keys), "采访者|好吗？\n受访者|好。\n采访者|真的？\n受访者|真的。")
  local named = read("Ann: Who?\nBob: Me.\nAnn: Why?\nBob: So.", { name = "2018-07-08 Ann and Bob.txt" })
  same(named.date, "2018-07-08")
  assert(named.date_reason:find "file", named.date_reason)
end

do -- a year from the words themselves, and none when they say nothing
  local interview = read [[
主持人：我们都知道，湿地保护站于去年挂牌成立，那么现在怎么样？
沈岚：2021年5月6日，湿地保护站正式挂牌成立，现在有十二个人。
主持人：好的。
沈岚：谢谢。]]
  same(interview.date, "2022")
  assert(interview.date_reason:find "去年" and interview.date_reason:find "2021", interview.date_reason)
  same(read("Ann: Who?\nBob: Me, last year.\nAnn: Why?\nBob: In 1999 it rained.").date, nil)
end

do -- prose is one turn of an unknown speaker; nothing is nothing
  local prose = read "It rained.\n\nNote: we went home."
  same(prose.format, "prose")
  same(turns_of(prose), "?|It rained.\n\nNote: we went home.")
  same(prose:turn(1).role, "other")
  same(exchanges_of(prose), "")
  same(turns_of(read ""), "")
end

do -- an unknown format is an error that says what there is
  local ok, message = pcall(read, "x", { format = "nope" })
  assert(not ok and tostring(message):find "dialogue", tostring(message))
end

do -- citations lead back
  local text = "one\ntwo words\n第三 行\n"
  same(tostring(ms.cited(text, "a#L2:C5-C10")), "words")
  same(tostring(ms.cited(text, "a#L1:C1-L2:C4")), "one\ntwo")
  same(tostring(ms.cited(text, "a#L3:C1-C3")), "第三")
  same(tostring(ms.cited(text, "a")), text)
  for _, place in ipairs { "a#L9:C1-C2", "a#L1:C1-C9", "a#L2:C99-L3:C1" } do
    local got, message, code = ms.cited(text, place)
    assert(got == nil and code == "not_found" and message:find "lines", place)
  end
  same(select(3, ms.cited(text, "a#nonsense")), "usage")
end

do -- who asks once is not who asks all the time
  local source = { "Eve: Is this on?" }
  for i = 1, 8 do
    source[#source + 1] = ("Ruth: And number %d, what about that?\nTom: Number %d was a long story that I could tell for hours."):format(i, i)
  end
  source[#source + 1] = "Ruth: Thanks.\nEve: And now?"
  local interview = read(table.concat(source, "\n"))
  local roles = {}
  for _, speaker in ipairs(interview.speakers) do roles[speaker.name] = speaker.role end
  same(roles.Ruth, "interviewer")
  same(roles.Tom, "interviewee")
end

do -- YAML before prose is about it
  local interview = read "---\ntitle: Rain\ndate: 2001-02-03\n---\nIt rained.\n"
  same(interview.title, "Rain")
  same(interview.date, "2001-02-03")
  same(turns_of(interview), "?|It rained.")
end

do -- what lies beside a transcript is in its meta
  local interview = read("Ann: Who?\nBob: Me.\nAnn: Why?\nBob: So.", { meta = { place = "Nantou", speakers = { A = "B" } } })
  same(interview.meta.place, "Nantou")
  same(interview.meta.speakers, nil)
end
