-- Finds and loads plugins: formats, extractors, writers and grammars, one a file. A kind is
-- loaded when it is first asked for, in byte order of names, each file once; a later folder's
-- plugin wins over an earlier one of the same name. A plugin that does not load is an error
-- that names file and line.
local plugins = {}

local KINDS = { formats = "format", extractors = "extractor", writers = "writer" }

local folders = {} -- { path = , origin = }, in order of increasing weight
local loaded = {}  -- kind -> { list = array, origins = name -> path }
local grammars = {}
local sources -- path -> source of every grammar, once files cannot be opened any more

-- Adds a folder that holds formats/, extractors/, writers/ and grammars/; must come before the
-- first use.
function plugins.add_folder(path, origin)
  folders[#folders + 1] = { path = path, origin = origin }
  loaded, grammars = {}, {}
end

local function names_in(folder)
  local names = {}
  for _, name in ipairs(host.list(folder) or {}) do
    if name:find "^[^.].*%.lua$" then names[#names + 1] = name end
  end
  table.sort(names)
  return names
end

-- Runs a plugin file in an environment of its own and returns what it declares.
function plugins.load_file(path)
  local source, message, code = host.read(path)
  if not source then error(message, 0) end
  local declaration = host.run(host.compile(source, path))
  if type(declaration) ~= "table" or not declaration.declares then
    error(path .. ": a plugin returns what ms.format, ms.extractor or ms.writer gives", 0)
  end
  return declaration
end

local function load_kind(kind)
  local by_name, names, origins = {}, {}, {}
  for _, folder in ipairs(folders) do
    for _, name in ipairs(names_in(folder.path .. "/" .. kind)) do
      local path = folder.path .. "/" .. kind .. "/" .. name
      local declaration = plugins.load_file(path)
      if declaration.declares ~= KINDS[kind] then
        error(("%s: this is a %s, but the folder is for %s"):format(path, declaration.declares, kind), 0)
      end
      if not by_name[declaration.name] then names[#names + 1] = declaration.name end
      by_name[declaration.name] = declaration
      origins[declaration.name] = { path = path, origin = folder.origin }
    end
  end
  table.sort(names)
  local list = {}
  for i, name in ipairs(names) do list[i] = by_name[name] end
  return { list = list, origins = origins }
end

local function kind_of(kind)
  if not loaded[kind] then loaded[kind] = load_kind(kind) end
  return loaded[kind]
end

function plugins.formats() return kind_of("formats").list end
function plugins.extractors() return kind_of("extractors").list end
function plugins.writers() return kind_of("writers").list end

-- Reads what may be asked for later, when the worker cannot open files any more.
function plugins.read_ahead()
  sources = {}
  for _, folder in ipairs(folders) do
    for _, name in ipairs(names_in(folder.path .. "/grammars")) do
      local path = folder.path .. "/grammars/" .. name
      sources[path] = host.read(path)
    end
  end
  plugins.writers()
end

local function read_grammar(path)
  if sources then return sources[path] end
  return (host.read(path))
end

--- ms.grammar(language) -> table, or nil, message, code
---  The shared data of a language ("zh", "en"): what plugins/grammars/LANGUAGE.lua returns,
---  read-only.
---  @example
---  select(3, ms.grammar "xx") --> not_found
function plugins.grammar(language)
  if type(language) ~= "string" or not language:find "^[%w_-]+$" then
    error("ms.grammar takes the name of a language, such as \"zh\"", 2)
  end
  if grammars[language] then return grammars[language] end
  for i = #folders, 1, -1 do
    local path = folders[i].path .. "/grammars/" .. language .. ".lua"
    local source = read_grammar(path)
    if source then
      local data = host.run(host.compile(source, path))
      if type(data) ~= "table" then error(path .. ": a grammar returns a table", 0) end
      grammars[language] = host.freeze(data)
      return grammars[language]
    end
  end
  return nil, "there is no grammar for \"" .. language .. "\"", "not_found"
end

-- All plugins, for `moonscribe plugins`: { kind, name, about, path, origin }.
function plugins.describe()
  local all = {}
  for _, kind in ipairs { "formats", "extractors", "writers" } do
    local found = kind_of(kind)
    for _, declaration in ipairs(found.list) do
      local origin = found.origins[declaration.name]
      all[#all + 1] = { kind = declaration.declares, name = declaration.name, about = declaration.about or "",
        path = origin.path, origin = origin.origin, kinds = declaration.kinds, suffixes = declaration.suffixes,
        declaration = declaration }
    end
  end
  return all
end

local KIND_OF = { format = "formats", extractor = "extractors", writer = "writers" }

-- Loads the file at path in place of whatever plugin has its name; gives the same as one item
-- of describe().
function plugins.override(path)
  local declaration = plugins.load_file(path)
  if declaration.declares == "script" then
    return { kind = "script", name = declaration.name, path = path, declaration = declaration }
  end
  local kind = KIND_OF[declaration.declares]
  local found = kind_of(kind)
  local list, is_new = {}, true
  for i, other in ipairs(found.list) do
    if other.name == declaration.name then is_new = false end
    list[i] = other.name == declaration.name and declaration or other
  end
  if is_new then list[#list + 1] = declaration end
  table.sort(list, function(a, b) return a.name < b.name end)
  found.origins[declaration.name] = { path = path, origin = "test" }
  loaded[kind] = { list = list, origins = found.origins }
  return { kind = declaration.declares, name = declaration.name, path = path, declaration = declaration }
end

-- The writer that writes the result format `name` (by its name or one of its suffixes), or nil.
function plugins.writer(name)
  for _, writer in ipairs(plugins.writers()) do
    if writer.name == name then return writer end
    for _, suffix in ipairs(writer.suffixes or {}) do
      if suffix == name then return writer end
    end
  end
end

return plugins
