-- ends: ok
-- on: every
-- leaves a mark wherever something takes one; no document may find the mark of another
local seen = {}
local function walk(value, path)
  if type(value) ~= "table" or seen[value] then return end
  seen[value] = true
  assert(rawget(value, "leak") == nil, path)
  pcall(function() value.leak = interview.doc end)
  pcall(rawset, value, "leak", interview.doc)
  pcall(table.insert, value, "leak")
  pcall(function()
    for key, inner in pairs(value) do walk(inner, path .. "." .. tostring(key)) end
  end)
end
assert(leak == nil and _G.leak == nil)
walk(require "moonscribe", "ms")
for _, name in ipairs { "html", "markdown", "json", "rank", "names", "wording", "points", "options" } do
  local ok, module = pcall(require, "moonscribe." .. name)
  if ok then walk(module, name) end
end
walk(ms.grammar "zh", "grammar")
walk(interview, "interview")
for turn in interview:turns() do walk(turn, "turn") end
walk(_G, "_G")
