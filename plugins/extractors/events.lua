-- Events that have a name: 第八届中国-亚欧博览会, …推介会, …论坛, "the Leeds Book Festival".
local ms = require "moonscribe"
local names = require "moonscribe.names"
local zh = ms.grammar "zh"

local patterns = {
  { name = "en", pattern = [[\b(?:[A-Z][A-Za-z'-]+ ){1,5}(?:Conference|Festival|Forum|Summit|Olympics|Games|Expo|Exhibition|Fair|Championships?|World Cup|Congress)\b]] },
}
-- The Second World War, the Hungarian Revolution, the Battle of Wessel Hill.
patterns[#patterns + 1] = { name = "history", pattern = [[\b(?:World War (?:II?|One|Two|[12])|(?:First|Second) World War|Cold War|Great Depression|Great War|Holocaust|Industrial Revolution|(?:[A-Z][a-z]+ ){1,2}(?:Revolution|Uprising|War|Movement|Massacre|Famine|Earthquake|Rebellion|Referendum|Marathon)|(?:Battle|Siege|Treaty|Fall) of (?:the )?[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?![A-Za-z])]] }
for _, name in ipairs(zh.events) do patterns[#patterns + 1] = { name = "known", literal = name } end
for _, ending in ipairs(zh.event_ends) do patterns[#patterns + 1] = { name = "zh", literal = ending } end

-- 第八届, 2024年: which of them, before its name.
local WHICH = ms.regex [[(?:第[〇零一二三四五六七八九十百0-9]+[届屆次]|[〇零一二三四五六七八九十百0-9]+[届屆]|(?<![0-9])(?:19|20)[0-9]{2}年?)\s?$]]
local LEADING = ms.regex [[^(?:One|The|This|That|In|After|Before|During|Our|My|Your|Their|Since|And|But|A|An|When|Of|No|If) ]]
local PRESS = ms.regex [[(?:Press|News) Conference$|^(?:Video|The|This|That|Every|Each|Our|My) (?:Conference|Forum|Games|Congress|Fair)$]]

local function chinese(match, context)
  if context:before(match.to - match.from + 1) == tostring(match[0]) then return nil, "no name before it" end
  local run = names.cut(names.run(context:before(90)), zh.lead_ins)
  local from, count = names.back(run)
  local quote = run:sub(1, from - 1):match "“$" -- “粤贸全国” …
  if quote then from = from - #quote end
  local which = WHICH:match(run:sub(1, from - 1))
  local head = run:sub(which and which.from or from)
  -- Which it is makes a name of general words; without that two of them are needed.
  if from > #run or not which and count.name == 0 and count.part + count.general < 2 then return nil, "no name before it" end
  return { kind = "event", value = head .. tostring(match[0]), from = match.from - #head }
end

return ms.extractor {
  name = "events",
  about = "Events by name: 第八届中国-亚欧博览会, 专题推介会, the Leeds Book Festival",
  kinds = { "event" },
  patterns = patterns,
  hit = function(match, context)
    if match.pattern == "zh" then return chinese(match, context) end
    if match.pattern == "known" then return { kind = "event", value = tostring(match[0]) } end
    local text = tostring(match[0])
    local short = LEADING:gsub(text, "")
    if not short:find " " and short ~= "Holocaust" then return nil, "names nothing" end
    if PRESS:test(text) then return nil, "names nothing" end
    return { kind = "event", value = short, from = match.from + #text - #short }
  end,
  samples = {
    { text = "参加第八届中国-亚欧博览会的经验，举办了丝路工商发展恳谈会。", mentions = { { kind = "event", text = "第八届中国-亚欧博览会" }, { kind = "event", text = "丝路工商发展恳谈会" } } },
    { text = "这次大会很好，一场论坛、几次研讨会和每届年会也好。", mentions = {} },
    { text = "我父亲抗战时参军，文革以后恢复高考，唐山大地震那年我十岁；一战成名的是他。", mentions = { { kind = "event", text = "抗战" }, { kind = "event", text = "文革" }, { kind = "event", text = "恢复高考" }, { kind = "event", text = "唐山大地震" } } },
    { text = "After the Second World War came the Cold War, the Hungarian Revolution and the Battle of Wessel Hill. The War was long. That Revolution too.", mentions = { { kind = "event", text = "Second World War" }, { kind = "event", text = "Cold War" }, { kind = "event", text = "Hungarian Revolution" }, { kind = "event", text = "Battle of Wessel Hill" } } },
    { text = "I spoke at the Leeds Book Festival.", mentions = { { kind = "event", text = "Leeds Book Festival" } } },
  },
}
