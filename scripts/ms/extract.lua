-- moonscribe.extract: runs all extractors over a text in one pass and decides between what they
-- found.
--
-- Every pattern that an extractor declares goes into one set, which C scans once; Lua is called
-- for each hit. Then moonscribe.overlap decides between those that share words, the same way for
-- all extractors.
-- Then two dates, times or durations that are one by the words between them are joined (moonscribe.neighbours).
-- It never changes a text, and keeps nothing of one document for the next.
local ms = require "moonscribe"
local plugins = require "moonscribe.plugins"
local neighbours = require "moonscribe.neighbours"
local measure = require "moonscribe.measure"
local contexts = require "moonscribe.context"
local overlap = require "moonscribe.overlap"
local profile = require "moonscribe.profile"

local extract = {}

-- --- mentions --------------------------------------------------------------------------------

local Mention = {}

--- mention:sentence() -> Text
---  The sentence that the mention stands in, without the label before its turn.
function Mention:sentence()
  local sentence = self.text:sentence_around()
  local from, to = sentence:offset()
  local first, last = self.turn.text:offset()
  if from >= first and to <= last then return sentence end
  return sentence:within(math.max(from, first), math.min(to, last))
end

--- mention:locator() -> string or nil
---  Where its words are; nil in a text that belongs to no document.
function Mention:locator() return self.text:locator() end

--- mention:span() -> integer, integer
---  Its place in the document in code points from 0, the end exclusive.
function Mention:span() return self.text:span() end

local mention_meta = {}

function mention_meta.__index(mention, key)
  if key == "text" then
    local text = mention.turn.text:sub(mention.from, mention.to)
    rawset(mention, "text", text)
    return text
  end
  return Mention[key]
end

-- --- the day of the interview -----------------------------------------------------------------

local function parse(text)
  local year, rest = tostring(text):match "^(%d%d%d%d)(.*)$"
  if not year then return nil end
  local month, day = rest:match "^%-(%d%d)", rest:match "^%-%d%d%-(%d%d)"
  local hour, minute, second = rest:match "^%-%d%d%-%d%d[T ](%d%d):(%d%d):?(%d?%d?)"
  local function integer(digits) return digits and math.tointeger(tonumber(digits)) end
  return { year = integer(year), month = integer(month), day = integer(day), hour = integer(hour), minute = integer(minute),
    second = integer(second) }
end

-- The reference date of an interview: "2024-06-27", what is shorter, or with a time; nil when nothing is known. All its turns
-- share it.
local function date_of(interview)
  if not interview.date then return nil end
  local date = rawget(interview, "reference_date")
  if date == nil then
    date = parse(interview.date) or false
    rawset(interview, "reference_date", date)
  end
  return date or nil
end

-- --- the engine: all patterns in one set -----------------------------------------------------

local function origin_of(extractor)
  for _, plugin in ipairs(plugins.describe()) do
    if plugin.declaration == extractor then return plugin.path end
  end
  return extractor.name
end

local function fail(extractor, message)
  error(("%s: extractor \"%s\": %s"):format(origin_of(extractor), extractor.name, message), 0)
end

-- Says which pattern it is that does not compile.
local function fail_pattern(list)
  for _, extractor in ipairs(list) do
    for i, pattern in ipairs(extractor.patterns or {}) do
      local ok, message = pcall(ms.set, { pattern })
      if not ok then fail(extractor, ("pattern %s: %s"):format(pattern.name or i, (tostring(message):gsub("^.-entry 1: ", "")))) end
    end
  end
end

local function kinds_of(extractor)
  local kinds = {}
  for _, kind in ipairs(extractor.kinds) do kinds[kind] = true end
  return kinds
end

local function build(list)
  local engine = { list = list, rules = {}, hits = {}, pattern_names = {}, finders = {}, finds = {} }
  local entries = {}
  for rank, extractor in ipairs(list) do
    local rule = { extractor = extractor, rank = rank, priority = extractor.priority or 0, kinds = kinds_of(extractor) }
    for i, pattern in ipairs(extractor.patterns or {}) do
      entries[#entries + 1] = type(pattern) == "string" and { pattern = pattern, name = tostring(i) } or pattern
      engine.rules[#entries] = rule
      local name = entries[#entries].name or tostring(i)
      engine.pattern_names[#entries] = name
      engine.hits[#entries] = profile.wrap(("extractor %s, pattern %s"):format(extractor.name, name), extractor.hit)
    end
    if extractor.find then
      engine.finders[#engine.finders + 1] = rule
      engine.finds[#engine.finders] = profile.wrap(("extractor %s, find"):format(extractor.name), extractor.find)
    end
  end
  local ok, set = pcall(ms.set, entries)
  if not ok then
    fail_pattern(list)
    error(set, 0)
  end
  engine.set = set
  return engine
end

local engine -- of the extractors that are loaded; only plugins.lua changes those

local function current_engine()
  local list = plugins.extractors()
  if not engine or engine.list ~= list then engine = build(list) end
  return engine
end

-- --- collecting ------------------------------------------------------------------------------

local function add(found, rule, mention, turn, from, to)
  local extractor = rule.extractor
  if type(mention) ~= "table" then fail(extractor, "a mention must be a table, not a " .. type(mention)) end
  if type(mention.kind) ~= "string" then fail(extractor, "a mention needs a kind") end
  if not rule.kinds[mention.kind] then
    fail(extractor, ("kind \"%s\" is not among its kinds (%s)"):format(mention.kind, table.concat(extractor.kinds, ", ")))
  end
  mention.from, mention.to = mention.from or from, mention.to or to
  if not mention.from or not mention.to or mention.from < 1 or mention.to > #turn.text or mention.from > mention.to then
    fail(extractor, "a mention needs from and to inside the text")
  end
  local group, keep = overlap.rule(mention.kind, extractor.overlap)
  found[#found + 1] = { mention = mention, from = mention.from, to = mention.to, priority = rule.priority, rank = rule.rank,
    group = group, keep = keep }
end

local function add_all(found, rule, result, turn, from, to)
  if not result then return end
  if type(result) == "table" and result.kind == nil then
    for _, mention in ipairs(result) do add(found, rule, mention, turn, from, to) end
  else
    add(found, rule, result, turn, from, to)
  end
end

local function new_context(interview, turn)
  local context = contexts.new(turn.text)
  context.turn, context.interview, context.date = turn, interview, date_of(interview)
  return context
end

-- Nobody speaks so densely: in 1,024 bytes of a real interview there are 10 hits, in the densest 84. What is denser than this
-- is a table or a heap; its hits are passed over, so that no text costs more than its length.
local DENSEST, STRETCH = 160, 1024

-- `trace`, when somebody asks why (moonscribe.explain), hears of every hit and what came of it. Most turns are short and have
-- no hits: they cost nothing but the scan.
local function collect(interview, turn, trace)
  local engine, found, context = current_engine(), {}, nil
  local rules, hits = engine.rules, engine.hits
  local recent, count = {}, 0 -- where the last hits began, in a ring
  for _, match, index in engine.set:scan(turn.text) do
    context = context or new_context(interview, turn)
    local rule, before, from, to = rules[index], #found, match:span()
    local earlier = recent[count]
    recent[count], count = from, (count + 1) % DENSEST
    local result, reason
    if earlier and from - earlier < STRETCH then
      reason = "too many hits around it: no speech is so dense"
    else
      context.from, context.to = from, to
      result, reason = hits[index](match, context)
      add_all(found, rule, result, turn, from, to)
    end
    if trace then trace(found, before, rule.extractor, engine.pattern_names[index], match, reason) end
  end
  for i, rule in ipairs(engine.finders) do
    context = context or new_context(interview, turn)
    local before = #found
    context.from, context.to = 1, 0
    context.refused = trace and function(from, to, pattern, reason)
      trace(found, #found, rule.extractor, pattern, { from = from, to = to }, reason)
    end
    add_all(found, rule, engine.finds[i](turn.text, context), turn)
    if trace then trace(found, before, rule.extractor, "find") end
  end
  return found
end

--- extract.kinds() -> array of string
---  Every kind that some extractor gives, in byte order.
function extract.kinds()
  local engine = current_engine()
  if engine.kinds then return engine.kinds end
  local seen, kinds = {}, {}
  for _, extractor in ipairs(engine.list) do
    for _, kind in ipairs(extractor.kinds) do
      if not seen[kind] then seen[kind], kinds[#kinds + 1] = true, kind end
    end
  end
  table.sort(kinds)
  engine.kinds = kinds
  return kinds
end

-- Figures that are one by the words between them become one.
local function join(text, mentions)
  local last, joined = nil, false
  for i, mention in ipairs(mentions) do
    local kind = mention.kind
    if kind == "figure" then
      local one = last and measure.joined(text, last, mention)
      if one then
        for j = i - 1, 1, -1 do
          if mentions[j] == last then mentions[j] = false break end
        end
        mentions[i], joined = one, true
      end
      last = one or mention
    end
  end
  if not joined then return mentions end
  local list = {}
  for _, mention in ipairs(mentions) do
    if mention then list[#list + 1] = mention end
  end
  return list
end

-- --- for the interview and for plain texts ---------------------------------------------------

local settle_timed -- made when it is first needed, as only then it is known whether somebody wants to know

local function settle(interview, turn, trace)
  local found, list = collect(interview, turn, trace), {}
  if #found == 0 then return list, found end
  for i, one in ipairs(overlap.resolve(found)) do list[i] = one.mention end
  list = neighbours.join(turn.text, join(turn.text, list), date_of(interview))
  for _, mention in ipairs(list) do
    mention.turn = turn
    setmetatable(mention, mention_meta)
  end
  return list, found
end

--- extract.mentions(interview, turn) -> array of Mention
---  What is found in a turn, in order of position; worked out once. `from` and `to` are bytes
---  of turn.text.
function extract.mentions(interview, turn)
  local cached = rawget(turn, "mention_list")
  if cached then return cached end
  settle_timed = settle_timed or profile.wrap("extractors, scanning and deciding", settle)
  local list = settle_timed(interview, turn)
  rawset(turn, "mention_list", list)
  return list
end

--- extract.traced(interview, turn, trace) -> array of Mention, array
---  The same anew, with everything that was found before it was decided between. After each hit
---  `trace(found, before, extractor, pattern, match, reason)` is called: what the hit gave stands in `found`
---  behind `before`, or the hit says why it gave nothing. For moonscribe.explain.
function extract.traced(interview, turn, trace)
  return settle(interview, turn, trace)
end

--- extract.text(text [, options]) -> array of Mention
---  The same for any text. `options.date` is the date that "last year" counts from (EDTF).
---  @example
---  local extract = require "moonscribe.extract"
---  extract.text("It cost $3.50.")[1].value --> 3.5
function extract.text(text, options)
  return extract.mentions({ date = options and options.date }, { text = ms.text(text) })
end

return extract
