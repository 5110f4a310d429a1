-- moonscribe.english: times in English text. Around a word that has to do with time it takes the
-- run of words that can belong to a time, reads it with the chart (moonscribe.chart) by the rules
-- of the english_* files, and gives the longest readings from left to right that english_checks
-- finds plausible: "may" and "second" are other words too.
local ms = require "moonscribe"
local chart = require "moonscribe.chart"
local words = require "moonscribe.english_words"
local plausible = require "moonscribe.english_checks"
local meant = require "moonscribe.english_mentions"

local english = {}

local BEFORE, AFTER, MARGIN, CLAUSE = 64, 130, 48, 96
local lexicon, rules, past

local PARTS = { "numbers", "days", "steps", "periods", "ranges", "clock", "spans", "sets" }

local function load()
  local data = ms.grammar "en_time"
  lexicon, rules = {}, chart.rules()
  for category, words in pairs(data.words) do
    for word, value in pairs(words) do
      lexicon[word] = lexicon[word] or {}
      table.insert(lexicon[word], { category, value })
      if category == "Unit" then table.insert(lexicon[word], { word:find "s$" and "Units" or "OneUnit", value }) end
    end
  end
  local function same(_, value) return value end
  -- A rule without a meaning hands on the value of its only part.
  local function add(category, elements, meaning) rules:add(category, elements, meaning or same) end
  for _, part in ipairs(PARTS) do require("moonscribe.english_" .. part)(add) end
  for word in pairs(rules.words) do
    lexicon[word] = lexicon[word] or {}
    table.insert(lexicon[word], { word })
  end
  past = {}
  for _, word in ipairs(data.past) do past[word] = true end
end

-- --- reading ------------------------------------------------------------------------------------

local Env = {}
Env.__index = Env

local FUTURE = {}
for word in ("will ll shall would should going must can want plan hope due"):gmatch "%l+" do FUTURE[word] = true end

-- "Should be finished", "is published": what stands behind these says nothing about when.
local PASSIVE = { be = true, is = true, are = true, s = true, re = true, being = true, get = true, gets = true }

local function tense_of(word, before)
  if FUTURE[word] then return "future" end
  return (past[word] or #word > 4 and word:find "[^e]ed$" and not PASSIVE[before]) and "past" or nil
end

-- The clause before the run, in small letters, as far as it is near.
function Env:clause()
  if not self.clause_text then
    local to = self.left + self.run.from[1] - 2
    local text = to > 0 and self.context:bytes(math.max(1, to - CLAUSE), to):lower() or ""
    self.clause_text = text:match "[^.!?;]*$"
  end
  return self.clause_text
end

-- What the clause that the run stands in tells of: "past", "future", or false where it does not say.
-- The verb that stands nearest before the run decides, else the first one directly after it.
function Env:tense()
  if self.told_tense == nil then
    self.told_tense = false
    local before
    for word in self:clause():gmatch "%l+" do
      self.told_tense = tense_of(word, before) or self.told_tense
      before = word
    end
    if not self.told_tense then
      for word in self.window:sub(self.run.to[#self.run] + 1):match("^[^.!?;]*"):gmatch "%l+" do
        if tense_of(word) == "past" then self.told_tense = "past" end
      end
    end
  end
  return self.told_tense
end

function Env:is_past() return self:tense() == "past" end
function Env:is_future() return self:tense() == "future" end

-- The text before or behind the tokens i to j - 1, in lower case.
function Env:before(i) return self.window:sub(math.max(1, self.run.from[i] - 24), self.run.from[i] - 1) end
function Env:after(j) return self.window:sub(self.run.to[j - 1] + 1, self.run.to[j - 1] + 24) end

-- The words of a token as written.
function Env:written(i) return self.original:sub(self.run.from[i], self.run.to[i]) end

local FINAL = { Date = 1, Time = 2, Set = 3, Span = 4, Moved = 5 }

local function is_longer(a, b)
  if a[3] ~= b[3] then return a[3] > b[3] end
  return FINAL[a[1]] < FINAL[b[1]]
end

-- The longest plausible reading that begins with the i-th token, as a mention, and the token behind it.
local function best_at(env, cell, i)
  if cell[2] then table.sort(cell, is_longer) end
  for _, item in ipairs(cell) do
    local kind, value, after = item[1], item[2], item[3]
    local mention = plausible.check(env, value, kind, i, after) and meant[kind](env, value, i, after)
    if mention then
      mention.from, mention.to = env.run.from[i + (value.skip or 0)], env.run.to[after - 1]
      return mention, after
    end
  end
end

local function readings(env, cells, limit)
  local run, list, i = env.run, {}, 1
  while i <= #run and run.from[i] <= limit do
    local mention, after
    if cells[i] and not run.through[i] then mention, after = best_at(env, cells[i], i) end
    list[#list + 1] = mention
    i = after or i + 1
  end
  return list
end

local idle = {} -- by word: whether it is no time by itself

local function is_idle(word)
  local known = idle[word]
  if known == nil then
    known = true
    for _, item in ipairs(lexicon[word] or {}) do known = known and not rules:may_be(item[1], FINAL) end
    idle[word] = known
  end
  return known
end

-- Most "days" and "seconds" stand alone between two words that no time has in it: the last byte of such a one.
local function end_of_idle(context)
  local previous = context:before(16):match "%f[%w](%l%l%l+) $"
  if not previous or lexicon[previous] then return nil end
  local rest, next = context:after(24):match "^(%l*) (%l%l%l+) "
  if not next or lexicon[next] then return nil end
  local word = context:bytes(context.from, context.to):lower()
  return word:find "^%l+$" and is_idle(word .. rest) and context.to + #rest or nil
end

--- english.mentions(context) -> array of mentions, or nil
---  The times in the run of words that the hit of `context` stands in. A run is read once, however
---  many hits it has.
function english.mentions(context)
  if not rules then load() end
  if context.english_to and context.from <= context.english_to then return nil end
  local behind = end_of_idle(context)
  if behind then
    context.english_to = behind
    return nil
  end
  local left = math.max((context.english_to or 0) + 1, context.from - BEFORE)
  local original = context:bytes(left, context.to + AFTER)
  if left > 1 and left == context.from - BEFORE then
    local skipped = original:find("%s") or 1
    if left + skipped - 1 > context.from then skipped = 1 end
    original, left = original:sub(skipped), left + skipped - 1
  end
  local env = setmetatable({ window = original:lower(), original = original, date = context.date, context = context, left = left, told = context.english_told }, Env)
  local run = words.run_at(env.window, context.from - left + 1, lexicon, rules)
  if #run == 0 then return nil end
  env.run = run
  -- Where the run goes on behind what has been read, its end is left to the hits that stand there.
  local last = run.to[#run]
  -- So many numbers and signs in a row are a table or a heap.
  if run.is_wordless then
    context.english_to = left - 1 + last
    return nil
  end
  local is_cut = run.is_cut or last > #original - MARGIN and context.to + AFTER < context.size
  local limit = is_cut and math.max(context.to - left + 1, last - MARGIN, run.from[math.max(1, #run - 12)]) or last
  local list = readings(env, rules:parse(run, env, FINAL), limit)
  context.english_to = left - 1 + math.max(limit, list[1] and list[#list].to or 0)
  for _, mention in ipairs(list) do
    mention.from, mention.to = mention.from + left - 1, mention.to + left - 1
  end
  return list
end

return english
