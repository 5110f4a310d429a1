-- moonscribe.excerpt: which part of a long sentence to quote. Speech runs on from comma to comma, so that one sentence may hold ten
-- statements; what is quoted is a run of its clauses, exactly as said, never clauses put together.
local ms = require "moonscribe"

local excerpt = {}

--- excerpt.LIMIT
---  Bytes of a sentence that is quoted whole, and of a part of a longer one: a hundred Chinese characters, fifty English words.
excerpt.LIMIT = 300

-- What a part is worth is set against the root of its bytes and these: a short one that says it is better, but not the shortest.
local LEAN = 150

-- Behind these a clause of Chinese ends; an ASCII comma does beside Chinese characters. An English one begins with a word that
-- could begin a sentence.
local ENDS = ms.regex [[[，；：。！？]|(?<=[^\x00-\x7F])[,;:?!]\s*|(?<![0-9])[,](?=[^\x00-\x7F])|[;:.?!]\s+|\s[-–—]+\s|(?<=[a-z])—(?=[a-z])|——|,\s+(?=(?i:and|but|so|because|which|where|when|while|or|then|if|since|although|though|that's|it's|it|we|you|i|they|he|she|there|as|for|with|in|to)\b)|\s+(?=(?i:and|but|so|because) (?i:i|we|you|they|he|she|it|then|that|the|there)\b)]]
local OPEN = { ["（"] = true, ["("] = true, ["“"] = true, ["「"] = true, ["《"] = true }
local SHUT = { ["）"] = true, [")"] = true, ["”"] = true, ["」"] = true, ["》"] = true }
local BRACKETS = ms.regex [=[[（(“「《）)”」》]]=]

-- What a speaker begins with before saying anything; yes and no are something, and so is 我觉得.
local FILLERS = ms.regex [[^(?:(?:\\?\[[^\]\n]{1,30}\]\s*)|(?i:(?:um+|uh+|er+|ah+|oh|hmm+|well|okay|ok|you know|i mean)\b[,.]?\s+(?=[A-Za-z])){1,6}|(?:(?:嗯|啊|呃|哦|噢|喔|唉|诶|好的|好|那么|那麼|那|就是说|就是說|就是|然后|然後)[，,、。]\s*|(?:那么|那麼)(?=我们|我們|您|你|目前|现在|現在)){1,6})]]

-- Places of a text that lie in brackets or quotation marks, which nothing is cut in.
local function depths(text)
  local marks, depth = {}, 0
  for match in BRACKETS:gmatch(text) do
    local mark = tostring(match[0])
    depth = OPEN[mark] and depth + 1 or SHUT[mark] and math.max(0, depth - 1) or depth
    marks[#marks + 1] = { match.from, depth }
  end
  return marks
end

--- excerpt.clauses(text) -> array of {from, to}
---  The clauses of a sentence, each with the mark behind it, as bytes of the text.
---  @example
---  local list = require("moonscribe.excerpt").clauses "水清了，鸟多了。"
---  #list, list[2][1], list[2][2] --> 2, 13, 24
function excerpt.clauses(text)
  local found, from = {}, 1
  local marks, k, depth = depths(text), 0, 0
  for match in ENDS:gmatch(text) do
    while marks[k + 1] and marks[k + 1][1] <= match.from do
      k = k + 1
      depth = marks[k][2]
    end
    if depth == 0 and match.to < #text then
      found[#found + 1] = { from, match.to }
      from = match.to + 1
    end
  end
  found[#found + 1] = { from, #text }
  return found
end

-- Without blanks and the marks that only lead on to what is left out.
local TAIL = ms.regex [[[\s，,、；;：:—–-]+$]]

local function slice(text, from, to)
  local part = text:sub(from, to)
  local lead = #tostring(part):match "^%s*"
  local tail = TAIL:match(part)
  return from + lead, tail and to - (tail.to - tail.from + 1) or to
end

-- The clauses [first, last] of a text, and where words were left out.
local function clauses_of(text, clauses, first, last)
  local a, b = slice(text, clauses[first][1], clauses[last][2])
  local is_begun, is_ended = first > 1, last < #clauses
  return text:sub(a, b), is_begun and (is_ended and "both" or "before") or is_ended and "after" or nil
end

--- excerpt.bare(text) -> Text
---  The text without the fillers that it begins with.
---  @example
---  require("moonscribe.excerpt").bare "Well, you know, the ferry is old." --> the ferry is old.
function excerpt.bare(text)
  text = ms.text(text)
  local filler = FILLERS:match(text)
  return filler and filler.to < #text - 12 and text:sub(filler.to + 1) or text
end

-- Clauses that a part had better not begin with (所以…, which …), and not end with (…的時候, if …).
local LEADS_ON = ms.regex [[^(?:所以|因此|因为|因為|是因为|是因為|而且|但是|可是|不过|不過|然后|然後|或者|也就是|就|也|都|并|並|而|其中|从而|從而|(?i:which|because|and|but|so|or|then|as))]]
local HANGS = ms.regex [[^(?:因此|所以|如果|因为|因為|虽然|雖然|当|當|随着|隨著|假设|假設|除了|对于|對於)[^，,]{0,14}[，,]?\s*$|(?:的话|的話|时|時|时候|時候|情况下|情況下|之后|之後|以后|以後|来说|來說|来讲|來講)[，,]\s*$|^(?i:if|when|since|although|while|whether)|(?i:that|the|of|to|and|but|so|like|because|with|for|in|a|an|as),?\s*$]]
local FLAW = 0.5 -- what each of them takes from what a part is worth

--- excerpt.cut(text, worth [, limit]) -> Text, string or nil
---  What to quote of a sentence: all of it when it has at most `limit` bytes (excerpt.LIMIT), else the clauses that follow each other, fit,
---  and are worth most together. `worth(clause)` says what a clause (a Text) is worth. The second result says where words were
---  left out: "before", "after" or "both".
---  @example
---  local cut = require("moonscribe.excerpt").cut
---  cut("水清了，鸟多了，人也来了。", function(clause) return clause:contains "鸟" and 5 or 1 end, 24) --> 水清了，鸟多了, after
function excerpt.cut(text, worth, limit)
  text, limit = ms.text(text), limit or excerpt.LIMIT
  if #text <= limit then return text end
  local clauses = excerpt.clauses(text)
  local worths, flaws, ends, best, first, last = {}, {}, {}, -math.huge, 1, 1
  for i, clause in ipairs(clauses) do
    local words = text:sub(clause[1], clause[2])
    worths[i], flaws[i], ends[i] = worth(words), i > 1 and LEADS_ON:test(words) and FLAW or 0, i < #clauses and HANGS:test(words) and FLAW or 0
  end
  -- A window moves over the clauses; one that alone is too long stands for itself.
  local from, sum = 1, 0
  for to = 1, #clauses do
    sum = sum + worths[to]
    while from < to and clauses[to][2] - clauses[from][1] >= limit do
      sum = sum - worths[from]
      from = from + 1
    end
    local value = (sum - flaws[from] - ends[to]) / math.sqrt(clauses[to][2] - clauses[from][1] + LEAN)
    if value > best then best, first, last = value, from, to end
  end
  return clauses_of(text, clauses, first, last)
end

--- excerpt.around(text, from, to, limit) -> Text, string or nil
---  The clauses of a sentence that hold the bytes [from, to], and of those behind and before them what fits into `limit` bytes.
function excerpt.around(text, from, to, limit)
  text = ms.text(text)
  if #text <= limit then return text end
  local clauses = excerpt.clauses(text)
  local first, last
  for i, clause in ipairs(clauses) do
    if clause[2] >= from then first = first or i end
    if clause[1] <= to then last = i end
  end
  last = math.max(first, last)
  while last < #clauses and clauses[last + 1][2] - clauses[first][1] < limit do last = last + 1 end
  while first > 1 and clauses[last][2] - clauses[first - 1][1] < limit do first = first - 1 end
  return clauses_of(text, clauses, first, last)
end

--- excerpt.sentence(part, turn) -> Text
---  The sentence that a slice of a turn stands in, without the label before the turn.
function excerpt.sentence(part, turn)
  local sentence = part:sentence_around()
  local from, to = sentence:offset()
  local first, last = turn.text:offset()
  if from >= first and to <= last then return sentence end
  return sentence:within(math.max(from, first), math.min(to, last))
end

return excerpt
