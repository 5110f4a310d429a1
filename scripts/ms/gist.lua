-- moonscribe.gist: which sentences stand for an interview, and which for each of its sections. It never changes a word: of a long
-- sentence it quotes a part (moonscribe.excerpt).
local ms = require "moonscribe"
local excerpt = require "moonscribe.excerpt"
local rank = require "moonscribe.rank"
local spoken_sentences = require "moonscribe.spoken_sentences"

local gist = {}

local STATEMENT = 8   -- code points that make one: two words do not
local SHORT = 60      -- bytes of an answer's first sentence that is the answer itself: "In July 1974."
local LONG = 2500     -- bytes of an answer that has two keys
local EACH = 5000     -- of a topic, or of what a speaker says, for each key
local KEYS = 6        -- of a section at most
local HOUR = 120      -- sentences of a long talk
local FEW = 6         -- sections that can be read at a glance: their gist is one sentence, else and in a long talk three
local BOOST = 0.25    -- of a sentence's score, for each number, date and name of weight one
local MOST = 10       -- of that weight
local ASKING = 0.4    -- of its score, when one who should answer asks
local PHRASES = 0.25  -- of it, for the key phrases in it, of which the first is worth one
local SPOKEN_OF = 24  -- key phrases that count
local KEEP = 0.4      -- what a term is still worth after it has been said, as in moonscribe.rank

-- Where the points of a turn are, or nil when it has none.
local function points_of(turn)
  local list
  for point in turn:points() do
    list = list or {}
    list[#list + 1] = { point.text:offset() }
  end
  return list
end

local ASKS = ms.regex "[?？]\\s*$"

local function overlaps(from, to, points)
  for _, point in ipairs(points) do
    if from <= point[2] and to >= point[1] then return true end
  end
  return false
end

-- What a mention is worth to a reader who wants to know what was said. A measure is worth more than a count, and "two sides" nothing.
local WEIGHTS = { money = 1, percent = 1, date = 0.5, person = 0.4, org = 0.4, event = 0.4, place = 0.2, duration = 0.3, time = 0.3 }
local MEASURE, COUNT, LITTLE, SMALL = 1, 0.5, 0.1, 10

local function weight_of(mention)
  if mention.kind ~= "figure" then return WEIGHTS[mention.kind] or LITTLE end
  local unit, value = mention.unit, mention.value
  if unit and #unit < 5 and unit:byte() < 128 then return MEASURE end
  return type(value) == "number" and value >= SMALL and COUNT or LITTLE
end

-- What a question asks for counts twice in its answer.
local ASKED = {
  { ms.regex("多少|几[个個家次年人]|成效|成果|成绩|成績|效果|进展|進展|规模|規模|数据|數據|how (?:many|much|big|large)|\\bresults?\\b|\\bnumbers?\\b|\\bcost", "i"),
    { figure = true, money = true, percent = true } },
  { ms.regex("哪一?年|什么时候|什麼時候|何时|何時|几时|多久|\\bwhen\\b|what year|how long", "i"), { date = true, duration = true, time = true } },
  { ms.regex("谁|誰|哪些人|哪[位些]|\\bwho\\b", "i"), { person = true, org = true } },
  { ms.regex("哪里|哪裡|哪儿|什么地方|\\bwhere\\b", "i"), { place = true, org = true } },
}

local function asked_for(question)
  local kinds = {}
  for _, one in ipairs(ASKED) do
    if question and one[1]:test(question) then
      for kind in pairs(one[2]) do kinds[kind] = 2 end
    end
  end
  return kinds
end

-- How many numbers and names are in each stretch that is asked about, and what they are worth; asked from left to right.
local function counter(turn, asked)
  local mentions, at = {}, 1
  for mention in turn:mentions() do mentions[#mentions + 1] = mention end
  return function(from, to)
    local count, worth = 0, 0
    while mentions[at] and mentions[at].from < from do at = at + 1 end
    while mentions[at] and mentions[at].from <= to do
      local mention = mentions[at]
      count, at = count + 1, at + 1
      worth = worth + weight_of(mention) * (asked[mention.kind] or 1)
    end
    return count, worth
  end
end

-- By turn, where its key phrases are: { byte, phrase }, in order.
local function spots_of(list)
  local spots, most = {}, list[1] and list[1].score or 1
  for k, one in ipairs(list) do
    if k > SPOKEN_OF then break end
    local share = one.score / most
    for i, turn in ipairs(one.at) do
      spots[turn] = spots[turn] or {}
      table.insert(spots[turn], { one.from[i], k, share })
    end
  end
  for _, all in pairs(spots) do
    table.sort(all, function(a, b)
      if a[1] ~= b[1] then return a[1] < b[1] end
      return a[2] < b[2]
    end)
  end
  return spots
end

-- How much of the key phrases is in each stretch that is asked about; asked from left to right.
local function mass_counter(spots)
  local at = 1
  return function(from, to)
    local sum, seen = 0, nil
    while spots[at] and spots[at][1] <= to do
      local spot = spots[at]
      seen = seen or {}
      if spot[1] >= from and not seen[spot[2]] then seen[spot[2]], sum = true, sum + spot[3] end
      at = at + 1
    end
    return sum
  end
end

-- The sentences of a section that may be chosen: what is said in answer to a question, or all that is said where nobody asks.
local function collect(section, sentences, base_of, spots)
  local before = #sentences
  local question = section.by == "exchange" and section.question.text or nil
  local asked_kinds = asked_for(question)
  local function add(turn, piece, least)
    local count, base, mass = counter(turn, asked_kinds), base_of(turn), mass_counter(spots[turn.index] or {})
    local points, role, asked, n = points_of(turn), turn.role, question or turn.question, #sentences
    for text in spoken_sentences.each(piece or turn.text) do
      if #text >= 4 * least or text:count() >= least then
        local from, to = text:offset()
        local figures, worth = count(from - base, to - base)
        local held = math.min(mass(from - base, to - base), 2)
        n = n + 1
        sentences[n] = { text = text, turn = turn, role = role, section = section, question = asked, place = n,
          in_point = points and overlaps(from, to, points) or false, figures = figures, mass = held,
          boost = (1 + BOOST * math.min(worth, MOST) + PHRASES * held) * (ASKS:test(text) and ASKING or 1) }
      end
    end
  end
  for i, turn in ipairs(section.turns) do
    if turn.role ~= "interviewer" or section.is_of_all then add(turn, section.pieces and section.pieces[i], STATEMENT) end
  end
  if #sentences > before then return end
  -- "Yes." may be all there is.
  for i, turn in ipairs(section.turns) do
    if turn.role ~= "interviewer" or #section.turns == 1 then return add(turn, section.pieces and section.pieces[i], 1) end
  end
end

-- Sections that only interviewers speak in (all of a document may be so) are of all that is said.
local function mark_sections(sections)
  for _, section in ipairs(sections) do
    section.is_of_all = true
    for _, turn in ipairs(section.turns) do section.is_of_all = section.is_of_all and turn.role == "interviewer" end
  end
end

local function quote(one, worth)
  if not one.quoted then
    local bare = excerpt.bare(one.text)
    one.quoted, one.cut = excerpt.cut(bare, worth)
    if #bare < #one.text then one.cut = (one.cut == "after" or one.cut == "both") and "both" or "before" end
    one.count = one.quoted:count()
  end
  return one
end

local function is_direct(one)
  return #one.text <= SHORT and one.figures > 0 and not one.in_point
end

-- Takes sentences in the order of what they are worth until every section has its share: `room(one)` says whether there is room. All
-- that is `taken` counts as said.
local function take(sentences, taken, score_of, room, is_full)
  local scores = {}
  if #sentences == 0 then return end
  for i, one in ipairs(sentences) do scores[i] = one.is_open and score_of(one) or 0 end
  local picker = sentences[1].vectors:picker(scores, KEEP)
  for _, one in ipairs(taken) do picker:take(one.number) end
  for number in function() return picker:next() end do
    local one = sentences[number]
    if room(one) then
      taken[#taken + 1] = one
      picker:take(number)
      if is_full() then return end
    end
  end
end

local function own_score(one) return one.score end

-- What stands for all of it is about what all of it is about.
local function gist_score(one) return one.score * (0.3 + one.mass) end

local function by_place(list)
  table.sort(list, function(a, b) return a.place < b.place end)
  return list
end

-- How many keys a section has when nobody says how many: none beside its points, unless it says much more.
local function share_of(section, pool)
  local bytes = 0
  for _, one in ipairs(pool.all) do bytes = bytes + #one.text end
  if pool.points > 1 then return bytes > LONG and 1 or 0 end
  if section.by == "exchange" then return bytes > LONG and 2 or 1 end
  return math.min(KEYS, 1 + bytes // EACH)
end

local function divide(sentences, sections)
  local pools = {}
  for _, section in ipairs(sections) do
    local points = 0
    for _, turn in ipairs(section.turns) do
      for _ in turn:points() do points = points + 1 end
    end
    pools[section] = { all = {}, keys = {}, points = points }
  end
  for _, one in ipairs(sentences) do
    local pool = pools[one.section]
    pool.all[#pool.all + 1] = one
    one.is_open = not one.in_point
  end
  return pools
end

-- The gist: the best of all, from different sections.
local function choose_gist(sentences, sections, worth, fits, is_spent)
  local size = math.max(1, math.min((#sections > FEW or #sentences > HOUR) and 3 or 1, #sentences // 4))
  local top, is_used = {}, {}
  take(sentences, top, gist_score, function(one)
    if is_used[one.section] or one.leans or not fits(quote(one, worth)) then return false end
    is_used[one.section] = true
    return true
  end, function() return #top >= size or is_spent() end)
  return top
end

local MISFITS = 20 -- sentences in a row that are too long for what is left, until the rest is taken to be

-- Whether one more may be quoted, and whether it is time to stop. Characters are those that are quoted.
local function budget(length, sentences)
  if not length then return function() return true end, function() return false end end
  local number, unit = length:match "^(%d+)([c%%]?)$"
  local left, misfits = math.tointeger(tonumber(number)) or 0, 0
  if unit == "%" then
    local all = 0
    for _, one in ipairs(sentences) do all = all + one.text:count() end
    left = all * left // 100
  end
  return function(one)
    local cost = unit == "" and 1 or one.count
    if cost > left then
      misfits = misfits + 1
      return false
    end
    left, misfits = left - cost, 0
    return true
  end, function() return left <= 0 or misfits >= MISFITS end
end

--- gist.choose(sections, found, worth [, length]) -> gist, keys
---  Two choices of sentences, `{ text, quoted, cut, turn, section }` in their order: the gist of all that is said, and for each section (of
---  moonscribe.outline) its key sentences: the most telling, and a short direct answer. `quoted` is what to quote of the sentence, `cut`
---  where words were left out. `found` are the key phrases
---  (of moonscribe.phrases), `worth(text)` says what words are worth in an excerpt. Points are listed anyway, so none of theirs is a key.
---  `length` limits both together: "5" sentences, "400c" characters that are quoted, "20%" of all characters.
function gist.choose(sections, found, worth, length)
  local sentences, offsets, spots = {}, {}, spots_of(found)
  local function base_of(turn)
    offsets[turn] = offsets[turn] or turn.text:offset() - 1
    return offsets[turn]
  end
  mark_sections(sections)
  for _, section in ipairs(sections) do collect(section, sentences, base_of, spots) end
  if #sentences == 0 then return {}, {} end
  rank.sentences(sentences, { is_cut = true })
  local pools = divide(sentences, sections)
  local fits, is_spent = budget(length, sentences)
  local taken = choose_gist(sentences, sections, worth, fits, is_spent)
  local top, keys, missing = { table.unpack(taken) }, {}, 0
  for _, one in ipairs(top) do one.is_open = false end
  for _, section in ipairs(sections) do
    local pool = pools[section]
    keys[section], pool.share = pool.keys, length and math.huge or share_of(section, pool)
    local first = pool.all[1]
    if not length and section.by == "exchange" and pool.points < 2 and first and first.is_open and is_direct(first) then
      pool.keys[1], pool.share = quote(first, worth), pool.share + 1
      taken[#taken + 1], first.is_open = first, false
    end
    missing = missing + pool.share - #pool.keys
  end
  take(sentences, taken, own_score, function(one)
    local pool = pools[one.section]
    -- One that leans on a sentence needs that one; there is better.
    if #pool.keys >= pool.share or one.leans and #pool.all > 2 and not length then return false end
    if not fits(quote(one, worth)) then return false end
    pool.keys[#pool.keys + 1], missing = one, missing - 1
    return true
  end, function() return missing <= 0 or is_spent() end)
  for _, section in ipairs(sections) do
    local pool = pools[section]
    -- What is wholly in the gist, or "Yes.", is said all the same: a section must not end with its question.
    if not length and #pool.keys == 0 and pool.points < 2 and pool.all[1] then pool.keys[1] = quote(pool.all[1], worth) end
    by_place(pool.keys)
  end
  return by_place(top), keys
end

return gist
