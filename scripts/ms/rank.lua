-- moonscribe.rank: which sentences say most of what an interview is about.
-- The idea is old and sturdy: terms that recur across sentences carry the topic (Luhn 1958),
-- rare in the talk counts for more than everywhere (inverse sentence frequency), and a sentence
-- that repeats one already chosen adds little (maximal marginal relevance, Carbonell and
-- Goldstein 1998). It never changes a word.
local ms = require "moonscribe"

local rank = {}

local STOP = {}
for word in ([[a about after all also am an and any are as at be because been before being but by can could did do
  does for from get got had has have he her him his how i if in into is it its just know like me more my no not now
  of on one or our out over said say she so some than that the their them then there these they thing things think
  this those to too up us very was we well were what when where which who will with would yes you your really going
  lot kind mean yeah okay right]]):gmatch "%a+" do STOP[word] = true end
-- Characters that a Chinese bigram with content does not begin or end with.
for char in ("的了是在我你他她它们這这那和與与就都也很有不把被對对着著過过吗嗎呢吧啊呀嘛哦个個上下中来來去到得地之以為为於于而又还還一说說")
  :gmatch "[%z\1-\127\194-\244][\128-\191]*" do STOP[char] = true end

local function is_han(word)
  local byte = word:byte()
  return byte >= 0xE3 and byte <= 0xE9 and #word == 3
end

--- rank.terms(text) -> array of string
--- The terms of a text as they are counted: lower-case words without function words, and, as Chinese has no
--- spaces, its pairs of neighbouring characters. A term is there as often as it occurs.
function rank.terms(text)
  local terms, before = {}, nil
  for word in ms.text(text):words { mode = "characters" } do
    local term = tostring(word)
    if is_han(term) then
      if STOP[term] then term = nil end
      if before and term then terms[#terms + 1] = before .. term end
      before = term
    else
      before, term = nil, term:lower()
      if not STOP[term] and #term > 1 then terms[#terms + 1] = term end
    end
  end
  return terms
end

-- Weight of each term: how often it occurs, damped, times how few sentences have it.
local function weigh(sentences)
  local count, holding = {}, {}
  for _, sentence in ipairs(sentences) do
    local seen = {}
    for _, term in ipairs(sentence.terms) do
      count[term] = (count[term] or 0) + 1
      if not seen[term] then
        seen[term], holding[term] = true, (holding[term] or 0) + 1
      end
    end
  end
  local weight = {}
  for term, n in pairs(count) do
    -- A term of one sentence only says little about the rest of the talk; in a short one it is
    -- all there is.
    weight[term] = math.log(1 + n) * math.log(1 + #sentences / holding[term]) * (holding[term] > 1 and 1 or 0.1)
  end
  return weight
end

-- Words that lean on the sentence before.
local LEANS = {}
for word in ([[so but and or because then also he she it they this that these those them such 但 但是 所以 因此 而 而且 它 他 她
  这 那 其 另外 同时 此外]]):gmatch "%S+" do LEANS[word] = true end

local function leans(text)
  local first = tostring(text):match "^%s*(%a+)"
  if first then return LEANS[first:lower()] or false end
  local head = tostring(text):match "^[\xE4-\xE9][\x80-\xBF][\x80-\xBF]"
  return head ~= nil and (LEANS[head] or LEANS[tostring(text):sub(1, 6)]) or false
end

-- Bytes: longer sentences lose. A Han character has three, and says about as much as three
-- letters.
local LONG = 180

--- rank.sentences(sentences) -> sentences
--- Gives every sentence a `score` and returns the same array. A sentence is a table with `text`; `boost` (1 when
--- absent) multiplies its score. Scores compare sentences of one call only.
--- @example
--- local list = require("moonscribe.rank").sentences { { text = "The ferry is old." }, { text = "Rain." }, { text = "The old ferry sails." } }
--- list[1].score > list[2].score --> true
function rank.sentences(sentences)
  for _, sentence in ipairs(sentences) do sentence.terms = rank.terms(sentence.text) end
  local weight = weigh(sentences)
  for _, sentence in ipairs(sentences) do
    local sum, seen = 0, {}
    for _, term in ipairs(sentence.terms) do
      if not seen[term] then seen[term], sum = true, sum + weight[term] end
    end
    -- Long sentences hold more terms; the root keeps them from always winning, and endless ones
    -- lose.
    sentence.score = sum / math.sqrt(8 + #sentence.terms) * math.min(1, LONG / #sentence.text)
      * (leans(sentence.text) and 0.6 or 1) * (sentence.boost or 1)
  end
  return sentences
end

local function overlap(a, b)
  local set, shared = {}, 0
  for _, term in ipairs(a.terms) do set[term] = true end
  for _, term in ipairs(b.terms) do if set[term] then shared = shared + 1 end end
  return shared / math.max(1, math.min(#a.terms, #b.terms))
end

--- rank.pick(sentences, fits [, before]) -> array of sentence
--- Picks from scored sentences, best first, each pushed down by what it shares with those picked already (and with those in
--- `before`). `fits(sentence, picked)` says whether one may still be taken; the picking ends at the first that may not.
function rank.pick(sentences, fits, before)
  local rest, picked = {}, {}
  local function push_down(chosen)
    for _, other in ipairs(rest) do
      other.gain = math.min(other.gain, other.sentence.score * (1 - overlap(other.sentence, chosen)))
    end
  end
  for i, sentence in ipairs(sentences) do
    sentence.place = sentence.place or i
    if sentence.score > 0 then rest[#rest + 1] = { sentence = sentence, gain = sentence.score } end
  end
  for _, chosen in ipairs(before or {}) do push_down(chosen) end
  while #rest > 0 do
    local best = 1
    for i = 2, #rest do
      local a, b = rest[i], rest[best]
      if a.gain > b.gain or (a.gain == b.gain and a.sentence.place < b.sentence.place) then best = i end
    end
    local chosen = table.remove(rest, best).sentence
    if not fits(chosen, picked) then break end
    picked[#picked + 1] = chosen
    push_down(chosen)
  end
  return picked
end

--- rank.budget(length, sentences) -> function
--- The `fits` of rank.pick for a length as users write it: "5" sentences, "400c" characters, "20%" of the
--- characters of all sentences. It counts over several calls of rank.pick. Raises for anything else.
function rank.budget(length, sentences)
  local number, unit = tostring(length):match "^(%d+)([c%%]?)$"
  if not number then
    error(("--length takes sentences (5), characters (400c) or a share (20%%), not %q"):format(tostring(length)), 0)
  end
  number = math.tointeger(tonumber(number))
  if unit == "%" then
    local all = 0
    for _, sentence in ipairs(sentences) do all = all + ms.text(sentence.text):count() end
    number = all * number // 100
  end
  local used = 0
  return function(sentence)
    used = used + (unit == "" and 1 or ms.text(sentence.text):count())
    return used <= number
  end
end

return rank
