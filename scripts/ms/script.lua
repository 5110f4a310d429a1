-- A script (a product): finding, loading, its options, and running it anew for each document.
-- The source is compiled once; the chunk runs in a fresh environment each time, so that nothing
-- leaks from one document to the next.
local declare = require "moonscribe.declare"
local options = require "moonscribe.options"

local script = {}

-- What the command understands itself; a script's option must not hide it.
local BUILT_IN = { "output", "to", "jobs", "first", "sample", "dry-run", "date", "dates", "speaker", "role", "format",
  "encoding", "allow", "help", "version", "json", "quiet", "verbose", "plugins", "restart", "verify", "shard",
  "gather-only", "gathered", "only-rejects", "watch", "profile",
  "max-rejects", "data", "words", "password-file" }

local function flag(name) return (name:gsub("_", "-")) end

local function check_flags(declaration)
  for name in pairs(declaration.options or {}) do
    for _, taken in ipairs(BUILT_IN) do
      if flag(name) == taken then
        error(("script \"%s\": the option \"%s\" has the name of the built-in flag --%s; call it something else")
          :format(declaration.name, name, taken), 0)
      end
    end
    if flag(name):find "^limit%-" then
      error(("script \"%s\": option names beginning with \"limit-\" belong to the built-in limits"):format(declaration.name), 0)
    end
  end
end

-- Compiles and runs the script at path once; returns an object for the functions below. Raises.
function script.load(path)
  local source, message = host.read(path)
  if not source then error(message, 0) end
  local self = { path = path, chunk = host.compile(source, path) }
  self.declaration = host.run(self.chunk)
  if type(self.declaration) ~= "table" or self.declaration.declares ~= "script" then
    error(path .. ": a script ends with: return ms.script { ... }", 0)
  end
  check_flags(self.declaration)
  return self
end

-- The declaration of a new run of the chunk. The checks have been made when it was loaded.
function script.instantiate(self)
  declare.is_checking = false
  local ok, declaration = pcall(host.run, self.chunk)
  declare.is_checking = true
  if not ok then error(declaration, 0) end
  return declaration
end

local function option_type(option)
  return option.type or (option.choices and "enum") or "string"
end

-- The options as the command shows them, in order of name.
function script.describe_options(self)
  local list = {}
  for name, option in pairs(self.declaration.options or {}) do
    list[#list + 1] = { name = name, type = option_type(option), help = option.help or "", default = option.default,
      choices = option.choices }
  end
  return list
end

local READ = {}
function READ.string(text, option) return (not option.pattern or text:find(option.pattern)) and text or nil end
function READ.number(text) return tonumber(text) end
function READ.integer(text) return math.tointeger(tonumber(text)) end
local TRUTH = { ["true"] = true, yes = true, on = true, ["1"] = true, [""] = true, ["false"] = false, no = false, off = false, ["0"] = false }
function READ.boolean(text) return TRUTH[text:lower()] end
function READ.enum(text, option)
  for _, choice in ipairs(option.choices) do
    if choice == text then return text end
  end
end

local WANTED = { number = "a number", integer = "a whole number", boolean = "yes or no" }

-- The values of the options from text (name -> text); missing ones have their defaults. Raises
-- with what would be accepted.
function script.read_options(self, given)
  local declared, values, names = self.declaration.options or {}, {}, {}
  for name, option in pairs(declared) do
    names[#names + 1] = name
    values[name] = option.default
  end
  for name, text in pairs(given) do
    local option = declared[name] or declared[(name:gsub("-", "_"))]
    if not option then
      error(("%s has no option --%s%s"):format(self.declaration.name, flag(name),
        #names > 0 and options.suggest(name, names) or " (it has none)"), 0)
    end
    local kind = option_type(option)
    local value = READ[kind](text, option)
    if value == nil then
      local wanted = WANTED[kind] or kind == "string" and (option.help or option.pattern) or ("one of: " .. table.concat(option.choices or {}, ", "))
      local near = kind == "enum" and options.nearest(text, option.choices)
      error(("--%s takes %s, not \"%s\"%s"):format(flag(name), wanted, text,
        near and (" (did you mean \"" .. near .. "\"?)") or ""), 0)
    end
    values[declared[name] and name or name:gsub("-", "_")] = value
  end
  return values
end

-- The columns with these option values.
function script.columns(self, values)
  local columns = self.declaration.columns
  if type(columns) == "function" then columns = columns(values) end
  if type(columns) ~= "table" or #columns == 0 then
    error(("script \"%s\": columns must be a list of names"):format(self.declaration.name), 0)
  end
  return columns
end

return script
