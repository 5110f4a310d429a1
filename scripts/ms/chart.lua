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
function chart.rules() return setmetatable({ root = {}, words = {}, last = {}, count = 0 }, Rules) end

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

local function is_category(name) return name:find "^%u" ~= nil end

-- Rules that begin alike share the nodes of a tree: node[name] is the node behind that element,
-- node[true] the rules that end here.
local function grow(self, node, names, k, rule)
  if not names[k] then
    node[true] = node[true] or {}
    table.insert(node[true], rule)
    return
  end
  for name in names[k]:gmatch "[^|]+" do
    if not is_category(name) then self.words[name] = true end
    if not names[k + 1] then self.last[name] = true end
    node[name] = node[name] or { is_value = is_category(name) }
    grow(self, node[name], names, k + 1, rule)
  end
end

--- rules:add(category, elements, meaning)
---  A rule. Elements are words ("of"), categories (which begin with a capital), one of several
---  ("to|until"), or optional ("the?"). `meaning(env, ...)` is given the values of the elements that
---  are categories, and returns that of the whole, or nil or false where it is none.
function Rules:add(category, elements, meaning)
  local list, all = {}, {}
  for element in elements:gmatch "%S+" do list[#list + 1] = element end
  expand(list, 1, {}, all)
  self.count = self.count + 1
  for _, names in ipairs(all) do grow(self, self.root, names, 1, { category = category, meaning = meaning, order = self.count }) end
end

-- The rules that are complete, with their values, from a node on; `args` has the values so far.
local function walk(state, node, at, args, count)
  local ended = node[true]
  if ended then
    for i = 1, #ended do
      local found = state.found
      found[#found + 1] = { ended[i], at, count, table.unpack(args, 1, count) }
    end
  end
  local cell = state.cells[at]
  if not cell then return end
  for i = 1, #cell do
    local item = cell[i]
    local after = node[item[1]]
    if after then
      if after.is_value then
        args[count + 1] = item[2]
        walk(state, after, item[3], args, count + 1)
      else
        walk(state, after, item[3], args, count)
      end
    end
  end
end

local function by_order(a, b) return a[1].order < b[1].order end

local function is_new(cell, item)
  for i = 1, #cell do
    if cell[i][1] == item[1] and cell[i][3] == item[3] then return false end
  end
  return true
end

-- A cell is an array of items { category, value, index behind the last token }.
local function fill(rules, state, cell, agenda)
  local i = 1
  while agenda[i] do
    local item = agenda[i]
    i = i + 1
    if is_new(cell, item) then
      cell[#cell + 1] = item
      local node = rules.root[item[1]]
      if node then
        local found = {}
        state.found = found
        walk(state, node, item[3], { item[2] }, node.is_value and 1 or 0)
        if found[2] then table.sort(found, by_order) end
        for j = 1, #found do
          local one = found[j]
          local value = one[1].meaning(state.env, table.unpack(one, 4, 3 + one[3]))
          if value then agenda[#agenda + 1] = { one[1].category, value, one[2] } end
        end
      end
    end
  end
end

--- rules:parse(tokens, env) -> cells
---  All parts of a run of tokens. A token is an array of items { category, value };
---  `tokens.through[i]` says that whatever begins behind the i-th begins with it too (a hyphen).
---  `cells[i]` are the parts that begin with the i-th token: { category, value, index behind the
---  last }. Of two of a category and an extent the one that was found first stays.
---  @example
---  local rules = require("moonscribe.chart").rules()
---  rules:add("Date", "Month the? Day", function(_, month, day) return month .. "/" .. day end)
---  local cells = rules:parse({ { { "Month", 3 } }, { { "the" } }, { { "Day", 5 } } }, {})
---  cells[1][2][2] --> 3/5
function Rules:parse(tokens, env)
  local cells = {}
  local state = { env = env, cells = cells }
  for i = #tokens, 1, -1 do
    local token, cell, agenda = tokens[i], {}, {}
    cells[i] = cell
    for j = 1, #token do agenda[j] = { token[j][1], token[j][2] or true, i + 1 } end
    fill(self, state, cell, agenda)
    if tokens.through and tokens.through[i] and cells[i + 1] then table.move(cells[i + 1], 1, #cells[i + 1], #cell + 1, cell) end
  end
  return cells
end

return chart
