-- ends: ok
-- none of what a script is handed shows or changes its metatable
local turn = interview:turns()()
for _, object in ipairs { interview, turn, interview.text, turn.text, ms.regex "x", ms.set { "x" }, ms, string, "" } do
  assert(type(getmetatable(object)) ~= "table")
  assert(not pcall(setmetatable, object, {}))
end
