-- Key phrases, over interviews as a script is given them.
local phrases = require "moonscribe.phrases"
local interview = require "moonscribe.interview"

local function of(source, options)
  local list, by_text = phrases.find(interview.open(ms.text(source), { id = "a", source = "a", name = "a.txt" }), options), {}
  for i, one in ipairs(list) do
    by_text[one.text] = one
    one.rank = i
  end
  return by_text, list
end

local mental = [[
Host: How is mental health taught in the schools of Leeds?
Ann Roe: Mental health is taught in every school. A teacher knows what mental health needs, and teachers talk.
Host: Is that all?
Ann Roe: The teachers' union asked the Kirk Foundation for money. The Kirk Foundation paid for mental health, and the union thanked Leeds.
]]
local found, list = of(mental)
-- what comes again as a whole wins over its parts, which are not listed beside it
assert(list[2].key == "mental health" and not found["health"] and not found["mental"], list[2].text)
assert(found["mental health"].count == 4 and found["mental health"].texts == 3)
-- a name of several words needs no second time, plural and singular are one, everyday words and speakers are none
assert(found["Kirk Foundation"] and found["Leeds"], "names")
assert(found["teachers"] and found["teachers"].count == 3 and not found["teacher"])
assert(not found["needs"] and not found["money"] and not found["Ann Roe"] and not found["Ann"] and not found["Roe"])
-- the first place is a slice of the document
local from, to = found["mental health"].first:offset()
assert(from == 14 and to == 26 and found["mental health"].first:is "mental health")
assert(found["Leeds"].score > 0 and found["Leeds"].kind == "term")

-- Chinese: words of the dictionary, joined; names in quotation marks; traditional text counts as simplified
local zh = [[
主持人：白鹭湖的湿地修复怎么样了？
沈岚：湿地修复做了三年，候鸟回来了。今年的“观鸟节”请了专家，湿地修复也写进了村规。
主持人：候鸟有多少？
沈岚：候鸟有三万只，候鳥都在白鷺湖過冬，谢谢大家，我们很高兴。
]]
found, list = of(zh)
assert(found["湿地修复"] and not found["湿地"] and found["湿地修复"].count == 3)
assert(found["候鸟"] and found["候鸟"].count == 4, "folded")
assert(found["观鸟节"] and found["观鸟节"].kind == "quoted")
assert(not found["我们"] and not found["沈岚"] and not found["主持人"])

-- how many; a corpus in which all documents hold a phrase pushes it down; nothing in nothing
found, list = of(mental, { count = 2 })
assert(#list == 2)
local _, common = of(mental, { corpus = { documents = 100, holding = { ["mental health"] = 100 } } })
assert(common[2].key ~= "mental health", common[2].key)
assert(#phrases.find(interview.open(ms.text "Host: Yes?\nAnn: No.\nHost: So?\nAnn: So.", { id = "a", source = "a", name = "a.txt" })) == 0)

-- the stop words of other languages are left out where the text is in one
found = of [[
A: Die Brücke und die Brücke über den Fluss, das ist die Brücke.
B: Nicht die Brücke, sondern der Fluss und der Fluss, das weiß ich nicht.
A: Und der Fluss ist nicht die Brücke, das ist wahr.
]]
assert(found["Brücke"] and found["Fluss"] and not found["nicht"] and not found["sondern der"])

-- sixty thousand words of one turn take linear time
local many = {}
for i = 1, 20000 do many[i] = "wort" .. i % 7 .. " kette" .. i % 11 end
assert(#phrases.find(interview.open(ms.text(("Host: So?\nAnn: " .. table.concat(many, " "))), { id = "a", source = "a", name = "a.txt" })) > 0)

-- a script's gather: what many documents are about counts for less, and too few documents are no corpus
local counts = {}
local function count(key, n) counts[key] = (counts[key] or 0) + (n or 1) end
for _ = 1, 9 do phrases.gather(interview.open(ms.text(mental), { id = "a", source = "a", name = "a.txt" }), count) end
local corpus = phrases.corpus(function(key) return counts[key] or 0 end)
assert(corpus.documents == 9 and corpus.holding["mental health"] == 9 and corpus.holding["nowhere"] == 0)
assert(not phrases.corpus(nil) and not phrases.corpus(function() return 3 end))
