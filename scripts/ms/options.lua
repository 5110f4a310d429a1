-- Checking what a caller gives in a table: an unknown key is an error that suggests the nearest
-- known one. Everything that takes options uses this, so that the words are the same
-- everywhere.
local options = {}

-- How many single-character edits lead from a to b; gives up beyond 3.
local function distance(a, b)
  if math.abs(#a - #b) > 3 then return 4 end
  local row = {}
  for j = 0, #b do row[j] = j end
  for i = 1, #a do
    local diagonal = row[0]
    row[0] = i
    for j = 1, #b do
      local replaced = diagonal + (a:byte(i) == b:byte(j) and 0 or 1)
      diagonal = row[j]
      row[j] = math.min(replaced, row[j] + 1, row[j - 1] + 1)
    end
  end
  return row[#b]
end

--- options.nearest(name, known) -> string or nil
---  The one of the names in the array `known` that `name` is probably a slip of.
function options.nearest(name, known)
  local best, best_distance
  for _, candidate in ipairs(known) do
    local d = distance(name:lower(), candidate:lower())
    if not best_distance or d < best_distance then best, best_distance = candidate, d end
  end
  if best and best_distance <= math.max(1, math.min(3, #name // 3)) then return best end
  for _, candidate in ipairs(known) do
    if #name >= 3 and candidate:sub(1, #name) == name then return candidate end
  end
end

--- options.suggest(name, known) -> string
---  The tail of an error message about an unknown name: " (did you mean X?)", or the list of
---  what there is.
function options.suggest(name, known)
  local near = options.nearest(tostring(name), known)
  if near then return " (did you mean \"" .. near .. "\"?)" end
  return " (there is: " .. table.concat(known, ", ") .. ")"
end

--- options.check(given, known, what) -> given
---  Raises for a key of the table `given` that is not in `known`, a table of name -> type
---  ("string", "string?", "table|function"; "any"). A type without "?" is required. `what`
---  begins the messages.
function options.check(given, known, what, level)
  level = (level or 1) + 1
  if type(given) ~= "table" then error(what .. " takes a table", level) end
  local names = {}
  for name in pairs(known) do names[#names + 1] = name end
  for name in pairs(given) do
    if type(name) == "string" and not known[name] then
      error(what .. ": unknown key \"" .. name .. "\"" .. options.suggest(name, names), level)
    elseif type(name) ~= "string" and not known[1] then
      error(what .. ": only named keys are known, here is one without a name", level)
    end
  end
  for _, name in ipairs(names) do
    local value, want = given[name], known[name]
    if value == nil then
      if want:sub(-1) ~= "?" and want ~= "any" then
        error(what .. ": \"" .. name .. "\" is missing (a " .. want:gsub("|", " or ") .. ")", level)
      end
    elseif want ~= "any" and want ~= "any?" then
      local fits = false
      for kind in want:gsub("%?$", ""):gmatch "[^|]+" do
        fits = fits or type(value) == kind or math.type(value) == kind
      end
      if not fits then
        error(what .. ": \"" .. name .. "\" must be a " .. want:gsub("%?$", ""):gsub("|", " or ")
              .. ", not a " .. type(value), level)
      end
    end
  end
  return given
end

return options
