-- moonscribe.rank: which sentences say most of what an interview is about. It never changes a word.
-- A sentence's score is how likely it is that an editor would mark it: a logistic model of what can be seen of it
-- (moonscribe.rank_features), of which its centrality is one thing. Choosing then takes what has not been said already
-- (vectors:picker), and no sentence without the one that it leans on.
local ms = require "moonscribe"
local check = require("moonscribe.options").check
local plugins = require "moonscribe.plugins"
local features = require "moonscribe.rank_features"
local weights = require "moonscribe.rank_weights"

local rank = {}

-- Bytes from which the language of sentences is told.
local SAMPLE = 1200
-- What a term is still worth after it has been said.
local KEEP = 0.6
-- Of the score of a courtesy, and of a sentence that is not understood without the one before it.
local COURTESY, LEANING = 0.02, 0.7

local stop_of = {}

-- Stop words of a language, Chinese and English: interviews in other languages quote these too.
local function stop_words(language)
  if stop_of[language] then return stop_of[language] end
  local lists, all = plugins.grammar "stopwords" or {}, {}
  for _, code in ipairs { "zh", "en", language } do
    for word in pairs(lists[code] or {}) do all[word] = true end
  end
  stop_of[language] = all
  return all
end

local STEMS = { en = true, de = true, fr = true, es = true, it = true, nl = true, pt = true, ru = true }

local function sample_of(sentences)
  local parts, bytes = {}, 0
  for i = 1, #sentences do
    if bytes >= SAMPLE then break end
    local text = sentences[i].text
    parts[i] = tostring(#text > SAMPLE and ms.text(text):sub(1, SAMPLE):repair() or text)
    bytes = bytes + #parts[i]
  end
  return table.concat(parts, "\n")
end

--- rank.language(sentences [, language]) -> string
---  The language in which to count the terms of these ({text=}): "zh", "en", "de"; the one that is given, or the text tells.
function rank.language(sentences, given)
  return ((given or ms.language(sample_of(sentences)) or "en"):match "^%a+"):lower()
end

local function term_options(language)
  return { stop = stop_words(language), stem = STEMS[language] and language or "en" }
end

--- rank.vectors(texts [, language]) -> Vectors
---  ms.vectors as sentences are ranked by: without the stop words of the language, cut to stems.
function rank.vectors(texts, language)
  return ms.vectors(texts, term_options(language or "en"))
end

--- rank.terms(text [, language]) -> array of string
---  The terms of a text as they are counted: without stop words, in lower case, cut to stems. A term is there as often as it
---  occurs.
---  @example
---  table.concat(require("moonscribe.rank").terms("The ferries of 喀什"), "|") --> ferri|喀什
function rank.terms(text, language)
  local terms = ms.text(text):terms(term_options(language or "en"))
  return terms
end

-- The likeness of each sentence to the question that it answers; questions are the texts behind the sentences.
local function relevance_of(sentences, texts)
  local places, count = {}, #sentences
  for _, one in ipairs(sentences) do
    if one.question and not places[one.question] then
      texts[#texts + 1] = one.question
      places[one.question] = #texts
    end
  end
  if #texts == count then return nil end
  return function(vectors)
    local relevance, i = {}, 1
    while i <= count do
      local question, last = sentences[i].question, i
      if question then
        while last < count and rawequal(sentences[last + 1].question, question) do last = last + 1 end
        for k, likeness in ipairs(vectors:like(places[question], i, last)) do relevance[i + k - 1] = likeness end
      else
        relevance[i] = 0
      end
      i = last + 1
    end
    return relevance
  end
end

local function logistic(x) return 1 / (1 + math.exp(-x)) end

-- Stop words only say hardly anything; "..." says nothing.
local function of_nothing(text) return ms.text(text):words { mode = "characters" }() and 0.01 or 0 end

--- rank.sentences(sentences [, options]) -> sentences
---  Gives every sentence a `score`, from 0 (nothing is said) to 1, and returns the same array: the sentences of one interview, in
---  their order. A sentence is a table with `text`, and, where they are known, `turn` (anything that is the same for
---  sentences of one turn), `role` of who says it, `question` (the text that it answers), `figures` (how many numbers and names
---  are in it), `boost` (multiplies its score). It also gets `leans`, true when it needs the sentence before it (因此, this is
---  why), `is_courtesy`, and its `place` unless it has one. Options: `language` ("zh", "en"), else the text tells;
---  `is_cut` where of a long sentence only a part will be quoted, so that its length is not held against it.
---  @example
---  local list = require("moonscribe.rank").sentences { { text = "The ferry is old." }, { text = "Rain." }, { text = "The old ferry sails." } }
---  list[1].score > list[2].score --> true
function rank.sentences(sentences, options)
  check(options or {}, { language = "string?", is_cut = "boolean?", keep_features = "boolean?" }, "ms.rank", 3)
  local language = rank.language(sentences, options and options.language)
  local texts = {}
  for i, one in ipairs(sentences) do texts[i] = one.text end
  local relevance = relevance_of(sentences, texts)
  local vectors = rank.vectors(texts, language)
  local model, sizes = weights[language] or weights.en, (vectors:sizes())
  local keeps, is_cut = options and options.keep_features, options and options.is_cut
  features.each(sentences, vectors, language, function(i, row)
    local one, sum = sentences[i], model.bias
    for k = 1, #row do sum = sum + model[k] * row[k] end
    one.place = one.place or i
    one.vectors, one.number, one.features = vectors, i, keeps and { table.unpack(row) } or nil
    one.score = (sizes[i] == 0 and of_nothing(one.text) or 1) * logistic(sum) * (one.is_courtesy and COURTESY or one.leans and LEANING or 1)
      * (one.boost or 1)
  end, relevance and relevance(vectors), is_cut)
  return sentences
end

-- A picker over the sentences, and by their number the sentences.
local function begin_picking(sentences, before)
  local vectors = sentences[1].vectors
  local scores, by_number = {}, {}
  for i = 1, #vectors do scores[i] = 0 end
  for _, one in ipairs(sentences) do scores[one.number], by_number[one.number] = one.score, one end
  local picker = vectors:picker(scores, KEEP)
  for _, one in ipairs(before or {}) do picker:take(one.number) end
  return picker, by_number
end

--- rank.pick(sentences, fits [, before]) -> array of sentence
---  Picks from scored sentences, best first, each pushed down by what of it has been said by those picked already (and by those in
---  `before`); all are of one call of rank.sentences. `fits(sentence, picked)` says whether one may still be taken; the
---  picking ends at the first that may not.
function rank.pick(sentences, fits, before)
  local picked = {}
  if #sentences == 0 then return picked end
  local picker, by_number = begin_picking(sentences, before)
  for number in function() return picker:next() end do
    local one = by_number[number]
    if not fits(one, picked) then break end
    picked[#picked + 1] = one
    picker:take(number)
  end
  return picked
end

local function count_of(one)
  one.count = one.count or ms.text(one.text):count()
  return one.count
end

--- rank.choose(sentences, {sentences=, characters=, before=}) -> array of sentence
---  Chooses from scored sentences as many as fit, by their number or by their characters, in the order of their place. One that
---  leans on the sentence before it brings that one with it, or stays away when both do not fit. A courtesy is chosen only where
---  there is nothing else.
function rank.choose(sentences, options)
  check(options, { sentences = "number?", characters = "number?", before = "table?" }, "rank.choose", 3)
  local chosen, is_chosen, characters = {}, {}, 0
  if #sentences == 0 then return chosen end
  local picker, by_number = begin_picking(sentences, options.before)
  local function take(one)
    chosen[#chosen + 1], is_chosen[one.number], characters = one, true, characters + count_of(one)
    picker:take(one.number)
  end
  local most, most_characters = options.sentences or math.huge, options.characters or math.huge
  for number in function() return picker:next() end do
    if #chosen >= most or characters >= most_characters then break end
    local one = by_number[number]
    local before = one.leans and by_number[number - 1]
    if before and (is_chosen[before.number] or before.turn ~= one.turn) then before = nil end
    local more = count_of(one) + (before and count_of(before) or 0)
    if not is_chosen[number] and not (one.is_courtesy and #chosen > 0) and #chosen + (before and 2 or 1) <= most and characters + more <= most_characters then
      if before then take(before) end
      take(one)
    end
  end
  table.sort(chosen, function(a, b) return a.number < b.number end)
  return chosen
end

--- rank.budget(length, sentences) -> function
---  The `fits` of rank.pick for a length as users write it: "5" sentences, "400c" characters, "20%" of the
---  characters of all sentences. It counts over several calls of rank.pick. Raises for anything else.
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
