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
function chart.rules() return setmetatable({ first = {}, words = {} }, Rules) end

-- Both ways of each optional element.
local function expand(elements, i, done, all)
  if i > #elements then
    all[#all + 1] = { table.unpack(done) }
    return
  end
  local element, optional = elements[i]:match "^(.-)(%??)$"
  done[#done + 1] = element
  expand(elements, i + 1, done, all)
  done[#done] = nil
  if optional == "?" then expand(elements, i + 1, done, all) end
end

local function alternatives(element)
  local list = {}
  for name in element:gmatch "[^|]+" do list[#list + 1] = name end
  return list
end

--- rules:add(category, elements, meaning)
---  A rule. Elements are words ("of"), categories (which begin with a capital), one of several
---  ("to|until"), or optional ("the?"). `meaning(env, ...)` is given the values of the elements that
---  are categories, and returns that of the whole, or nil or false where it is none.
function Rules:add(category, elements, meaning)
  local list, all = {}, {}
  for element in elements:gmatch "%S+" do list[#list + 1] = element end
  expand(list, 1, {}, all)
  for _, names in ipairs(all) do
    local rule = { category = category, meaning = meaning }
    for i, name in ipairs(names) do
      rule[i] = alternatives(name)
      for _, word in ipairs(rule[i]) do
        if not word:find "^%u" then self.words[word] = true end
      end
    end
    for _, name in ipairs(rule[1]) do
      self.first[name] = self.first[name] or {}
      table.insert(self.first[name], rule)
    end
  end
end

-- Tries the elements of a rule from the k-th on; `args` has the values so far.
local function extend(state, rule, k, at, args, count)
  local element = rule[k]
  if not element then
    local value = rule.meaning(state.env, table.unpack(args, 1, count))
    if value then state.agenda[#state.agenda + 1] = { rule.category, value, at } end
    return
  end
  local cell = state.cells[at]
  if not cell then return end
  for i = 1, #element do
    local name = element[i]
    local items = cell[name]
    if items then
      local is_word = name:find "^%l" or not name:find "^%a"
      for j = 1, #items do
        if not is_word then args[count + 1] = items[j][2] end
        extend(state, rule, k + 1, items[j][3], args, is_word and count or count + 1)
      end
    end
  end
end

local function is_new(items, at)
  for i = 1, #items do
    if items[i][3] == at then return false end
  end
  return true
end

local function fill(rules, state, cell)
  local agenda, i = state.agenda, 1
  while agenda[i] do
    local item = agenda[i]
    local name = item[1]
    local items = cell[name]
    if not items then
      items = {}
      cell[name] = items
    end
    if is_new(items, item[3]) then
      items[#items + 1] = item
      local first = rules.first[name]
      if first then
        local count = name:find "^%u" and 1 or 0
        for j = 1, #first do extend(state, first[j], 2, item[3], { item[2] }, count) end
      end
    end
    i = i + 1
  end
end

--- rules:parse(tokens, env) -> cells
---  All parts of a run of tokens. A token is an array of items { category, value }, and is
---  `through` when whatever begins behind it begins with it too (a hyphen). `cells[i][category]`
---  are the parts that begin with the i-th token: { category, value, index behind the last }. Of
---  two of a category and an extent the one that was found first stays.
---  @example
---  local rules = require("moonscribe.chart").rules()
---  rules:add("Date", "Month the? Day", function(_, month, day) return month .. "/" .. day end)
---  local cells = rules:parse({ { { "Month", 3 } }, { { "the" } }, { { "Day", 5 } } }, {})
---  cells[1].Date[1][2] --> 3/5
function Rules:parse(tokens, env)
  local cells = {}
  local state = { env = env, cells = cells }
  for i = #tokens, 1, -1 do
    local token, cell = tokens[i], {}
    cells[i] = cell
    state.agenda = {}
    for j = 1, #token do state.agenda[j] = { token[j][1], token[j][2] or true, i + 1 } end
    fill(self, state, cell)
    if token.through and cells[i + 1] then
      for name, items in pairs(cells[i + 1]) do cell[name] = cell[name] or items end
    end
  end
  return cells
end

return chart
