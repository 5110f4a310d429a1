-- Finds and loads plugins: formats, extractors, writers and grammars, one a file. A kind is
-- loaded when it is first asked for, in byte order of names, each file once; a later folder's
-- plugin wins over an earlier one of the same name. A plugin that does not load is an error
-- that names file and line.
local declare = require "moonscribe.declare"

local plugins = {}

local KINDS = { formats = "format", extractors = "extractor", writers = "writer" }

local folders = {} -- { path = , origin = }, in order of increasing weight
local loaded = {}  -- kind -> { list = array, origins = name -> path }
local grammars = {}
local sources -- path -> source of what is read ahead, once files cannot be opened any more

-- Adds a folder that holds formats/, extractors/, writers/ and grammars/; must come before the
-- first use.
function plugins.add_folder(path, origin)
  folders[#folders + 1] = { path = path, origin = origin }
  loaded, grammars = {}, {}
end

local lists = {} -- folder -> names, of what is read ahead

local function names_in(folder)
  if lists[folder] then return lists[folder] end
  local names = {}
  for _, name in ipairs(host.list(folder) or {}) do
    if name:find "^[^.].*%.lua$" then names[#names + 1] = name end
  end
  table.sort(names)
  return names
end

-- --- anew for each document ------------------------------------------------------------------

local document = 0 -- counts them

-- What plugins have kept for themselves is forgotten: another document begins, or the end.
function plugins.begin_document() document = document + 1 end

-- A plugin whose functions are made anew for each document that uses them, so that nothing which it keeps in a variable
-- leads from one to another. Ours are known to keep nothing, and are spared that.
local function renewed(declaration, chunk)
  local current, made_for, copy = declaration, document, {}
  for key, value in pairs(declaration) do
    copy[key] = type(value) ~= "function" and value or function(...)
      if made_for ~= document then
        made_for, declare.is_checking = document, false
        local ok, anew = pcall(host.run, chunk)
        declare.is_checking = true
        if not ok then error(anew, 0) end
        current = anew
      end
      return current[key](...)
    end
  end
  return copy
end

-- --- loading ---------------------------------------------------------------------------------

-- Runs a plugin file in an environment of its own and returns what it declares.
function plugins.load_file(path, origin)
  local source, message = sources and sources[path], nil
  if not source then source, message = host.read(path) end
  if not source then error(message, 0) end
  local chunk = host.compile(source, path)
  local declaration = host.run(chunk)
  if type(declaration) ~= "table" or not declaration.declares then
    error(path .. ": a plugin returns what ms.format, ms.extractor or ms.writer gives", 0)
  end
  local is_plain = declaration.declares == "script" or origin == "shipped"
  return is_plain and declaration or renewed(declaration, chunk)
end

-- A writer of transcripts may have the name of a writer of rows: no script is offered both.
local function key_of(declaration)
  local is_of_interviews = declaration.declares == "writer" and declaration.input ~= "rows"
  return declaration.name .. (is_of_interviews and "\0" or "")
end

local function load_kind(kind)
  local by_name, names, origins = {}, {}, {}
  for _, folder in ipairs(folders) do
    for _, name in ipairs(names_in(folder.path .. "/" .. kind)) do
      local path = folder.path .. "/" .. kind .. "/" .. name
      local declaration = plugins.load_file(path, folder.origin)
      if declaration.declares ~= KINDS[kind] then
        error(("%s: this is a %s, but the folder is for %s"):format(path, declaration.declares, kind), 0)
      end
      local key = key_of(declaration)
      if not by_name[key] then names[#names + 1] = key end
      by_name[key] = declaration
      origins[key] = { path = path, origin = folder.origin }
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

-- Reads what may be asked for later, when the worker cannot open files any more. Our extractors take most of the time
-- that a start takes, and many scripts want none: they are only read here, and loaded by the first document that asks.
-- Those of others are loaded, so that a broken one ends the run at its beginning.
function plugins.read_ahead()
  sources = {}
  local is_ours = true
  for _, folder in ipairs(folders) do
    local path = folder.path .. "/extractors"
    lists[path] = names_in(path)
    is_ours = is_ours and (folder.origin == "shipped" or #lists[path] == 0)
    for _, name in ipairs(lists[path]) do sources[path .. "/" .. name] = host.read(path .. "/" .. name) end
  end
  for _, folder in ipairs(folders) do
    for _, name in ipairs(names_in(folder.path .. "/grammars")) do
      local path = folder.path .. "/grammars/" .. name
      sources[path] = host.read(path)
    end
  end
  if not is_ours then plugins.extractors() end
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
      local origin = found.origins[key_of(declaration)]
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
    local is_same = key_of(other) == key_of(declaration)
    if is_same then is_new = false end
    list[i] = is_same and declaration or other
  end
  if is_new then list[#list + 1] = declaration end
  table.sort(list, function(a, b) return key_of(a) < key_of(b) end)
  found.origins[key_of(declaration)] = { path = path, origin = "test" }
  loaded[kind] = { list = list, origins = found.origins }
  return { kind = declaration.declares, name = declaration.name, path = path, declaration = declaration }
end

-- Whether a script with these rows (nil or "interviews") can have its result from a writer.
function plugins.writes(writer, rows)
  return (writer.input ~= "rows") == (rows == "interviews")
end

-- The writer that writes such rows in the result format `name` (by its name or one of its suffixes), or nil.
function plugins.writer(name, rows)
  for _, writer in ipairs(plugins.writers()) do
    if plugins.writes(writer, rows) then
      if writer.name == name then return writer end
      for _, suffix in ipairs(writer.suffixes or {}) do
        if suffix == name then return writer end
      end
    end
  end
end

return plugins
