-- moonscribe.chart: reads short runs of words by rules that build on each other. A rule says how
-- parts of some categories make a part of another ("Month Int" is a Date), and what it means; so
-- "two weeks from next Friday" needs no rule of its own. From the last word to the first, every
-- part that begins there is worked out once; parts further right are complete by then, so a rule
-- is tried only where its first element stands. It knows no language.
local chart = {}

local Rules = {}
Rules.__index = Rules

--- chart.rules() -> Rules
---  An empty list of rules: `rules:add(category, elements, meaning)` adds one, `rules.words` has
---  every plain word that some rule names.
---  @example
---  local rules = require("moonscribe.chart").rules()
---  rules:add("Date", "Month the? Day", function(_, month, day) return month .. "/" .. day end)
---  rules.words.the --> true
function chart.rules()
  return setmetatable({ chart = host.chart(), root = {}, words = {}, last = {}, alone = {}, count = 0 }, Rules)
end

-- Both ways of each optional element, each of its alternatives.
local function expand(elements, i, done, all)
  if i > #elements then
    all[#all + 1] = { table.unpack(done) }
    return
  end
  local element, optional = elements[i]:match "^(.-)(%??)$"
  for name in element:gmatch "[^|]+" do
    done[#done + 1] = name
    expand(elements, i + 1, done, all)
    done[#done] = nil
  end
  if optional == "?" then expand(elements, i + 1, done, all) end
end

local function is_category(name) return name:find "^%u" ~= nil end

--- rules:add(category, elements, meaning)
---  A rule. Elements are words ("of"), categories (which begin with a capital), one of several
---  ("to|until"), or optional ("the?"). `meaning(env, ...)` is given the values of the elements that
---  are categories, and returns that of the whole, or nil or false where it is none.
function Rules:add(category, elements, meaning)
  local list, all = {}, {}
  for element in elements:gmatch "%S+" do list[#list + 1] = element end
  expand(list, 1, {}, all)
  self.count = self.count + 1
  for _, names in ipairs(all) do
    self.root[names[1]], self.last[names[#names]] = true, true
    if not names[2] then
      self.alone[names[1]] = self.alone[names[1]] or {}
      table.insert(self.alone[names[1]], category)
    end
    for _, name in ipairs(names) do
      if not is_category(name) then self.words[name] = true end
    end
    self.chart:add(self.count, category, names, meaning)
  end
end

--- rules:may_be(name, wanted) -> boolean
---  Whether a token of that category alone may be one of the categories of the table `wanted`.
---  @example
---  local rules = require("moonscribe.chart").rules()
---  rules:add("Date", "Month", function(_, month) return month end)
---  rules:may_be("Month", { Date = true }), rules:may_be("Day", { Date = true }) --> true, false
function Rules:may_be(name, wanted, seen)
  if wanted[name] then return true end
  seen = seen or {}
  if seen[name] then return false end
  seen[name] = true
  for _, category in ipairs(self.alone[name] or {}) do
    if self:may_be(category, wanted, seen) then return true end
  end
  return false
end

--- rules:parse(tokens, env [, wanted]) -> cells
---  All parts of a run of tokens. A token is an array of items { category, value };
---  `tokens.through[i]` says that whatever begins behind the i-th begins with it too (a hyphen).
---  `cells[i]` are the parts that begin with the i-th token: { category, value, index behind the
---  last }. Of two of a category and an extent the one that was found first stays. With `wanted`, a table of
---  categories, cells hold only those, and a cell without any is false.
---  @example
---  local rules = require("moonscribe.chart").rules()
---  rules:add("Date", "Month the? Day", function(_, month, day) return month .. "/" .. day end)
---  local cells = rules:parse({ { { "Month", 3 } }, { { "the" } }, { { "Day", 5 } } }, {})
---  cells[1][2][2] --> 3/5
function Rules:parse(tokens, env, wanted) return self.chart:parse(tokens, env, wanted) end

return chart
