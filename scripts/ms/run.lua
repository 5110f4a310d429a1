-- The worker's side of a run in Lua: loads what a job names, understands each document, runs
-- the script's `each` on it, and at the end folds or lays out the rows. core/worker calls these
-- functions and no others.
local ms = require "moonscribe"
local options = require "moonscribe.options"
local profile = require "moonscribe.profile"
local plugins = require "moonscribe.plugins"
local scripts = require "moonscribe.script"

-- stage says what was being done when an error came up; the worker reads it for the reject.
local run = { stage = "load" }

local script, values, known, pass, counts
local json = ms.json

-- --- load ------------------------------------------------------------------------------------

local function folder_of(path) return path:match "^(.*)/[^/]*$" or "." end

local function add_plugin_folders(job, script_path)
  plugins.add_folder(job.data .. "/plugins", "shipped")
  if job.user then plugins.add_folder(job.user .. "/moonscribe/plugins", "user") end
  if script_path then plugins.add_folder(folder_of(script_path), "beside the script") end
  for _, path in ipairs(job.plugins) do plugins.add_folder(path, "--plugins") end
end

-- The lists of --words: a word a line, what follows a tab or # is a remark.
local function use_words(job)
  if not job.words[1] then return end
  local list = ms.word_list {}
  for _, path in ipairs(job.words) do
    local source, message = host.read(path)
    if not source then error("--words: " .. message, 0) end
    local number = 0
    for line in ms.text(source:gsub("^\xEF\xBB\xBF", "")):lines() do
      number = number + 1
      local word = tostring(line):gsub("[\t#].*", "")
      word = ms.text(word):trim()
      if #word > 0 then
        if word:count() > 64 then error(("%s:%d: a word has at most 64 characters"):format(path, number), 0) end
        list:add(word)
      end
    end
  end
  host.use_words(list)
end

-- A path has a slash or ends in .lua; anything else is the name of a shipped product.
local function script_path(job)
  if job.script:find "/" or job.script:find "%.lua$" then return job.script end
  local products = {}
  for _, name in ipairs(host.list(job.data .. "/scripts") or {}) do
    products[#products + 1] = name:match "^([^.].*)%.lua$"
  end
  table.sort(products)
  for _, product in ipairs(products) do
    if product == job.script then return job.data .. "/scripts/" .. product .. ".lua" end
  end
  error(("there is no product \"%s\"%s; for a script of your own give its path, such as ./%s.lua")
    :format(job.script, options.suggest(job.script, products), job.script), 0)
end

local function result_formats(declaration)
  local formats = {
    { name = "jsonl", suffixes = { "jsonl", "ndjson" } }, { name = "csv", suffixes = { "csv" } },
    { name = "tsv", suffixes = { "tsv" } },
  }
  if declaration.rows then formats = { formats[1] } end -- a table has no cells for whole interviews
  local views = {}
  for name in pairs(declaration.views or {}) do
    views[#views + 1] = name
    formats[#formats + 1] = { name = name, suffixes = { name } }
  end
  for _, writer in ipairs(plugins.writers()) do
    if plugins.writes(writer, declaration.rows) and not (declaration.views or {})[writer.name] then
      formats[#formats + 1] = { name = writer.name, suffixes = json.array(writer.suffixes or { writer.name }),
        about = writer.about }
    end
  end
  return formats, views
end

-- Loads the script of the job and gives what READY tells: name -> text.
function run.load(job)
  run.stage = "load"
  local path = script_path(job)
  add_plugin_folders(job, path)
  use_words(job)
  script = scripts.load(path)
  -- Now, so that a broken plugin ends the run at its beginning and not each document in turn.
  plugins.formats()
  plugins.read_ahead()
  local declaration = script.declaration
  local formats, views = result_formats(declaration)
  local _, columns = pcall(scripts.columns, script, scripts.read_options(script, {}))
  return {
    name = declaration.name, about = declaration.about or "", writer = declaration.writer,
    columns = json.encode(json.array(type(columns) == "table" and columns or {})),
    order = declaration.order and json.encode(json.array(declaration.order)) or "",
    finish = declaration.finish and "1" or "", gather = declaration.gather and "1" or "", views = json.encode(json.array(views)),
    options = json.encode(json.array(scripts.describe_options(script))), formats = json.encode(formats),
  }
end

-- --- start -----------------------------------------------------------------------------------

-- "A=Jane" -> map.A = "Jane"
local function read_pairs(list, flag)
  local map = {}
  for _, text in ipairs(list) do
    local from, to = text:match "^(.-)=(.*)$"
    if not from or from == "" or to == "" then
      error(("--%s takes LABEL=VALUE, not \"%s\""):format(flag, text), 0)
    end
    map[from] = to
  end
  return map
end

-- "text=said" -> map.text = "said"; the parts that there are.
local function read_columns(list)
  local map, parts = read_pairs(list, "column"), require("moonscribe.fields").PARTS
  for part in pairs(map) do
    local is_known = false
    for _, one in ipairs(parts) do is_known = is_known or one == part end
    if not is_known then
      error(("--column: there is no part \"%s\"%s; there are: %s"):format(part, options.suggest(part, parts), table.concat(parts, ", ")), 0)
    end
  end
  return map
end

-- Lines of id, separator, date: a table, or a path to it.
local function read_dates(text)
  if not text:find "\n" then
    local content, message = host.read(text)
    if not content then error("--dates: " .. message, 0) end
    text = content
  end
  local dates = {}
  for line in text:gmatch "[^\r\n]+" do
    local id, date = line:match "^%s*(.-)%s*[,\t;]%s*([^,\t;]-)%s*$"
    if id and id ~= "" then dates[(id:gsub('^"(.*)"$', "%1"))] = date:gsub('^"(.*)"$', "%1") end
  end
  return dates
end

local function copy_options()
  local copy = {}
  for name, value in pairs(values) do copy[name] = value end
  return copy
end

-- The first pass of a script: what it counts in one document, key -> whole number.
local function gathered(declaration, interview)
  local found = {}
  declaration.gather(interview, function(key, number)
    key, number = tostring(key), number or 1
    if math.type(number) ~= "integer" then error("count(key, number): the number must be a whole one", 2) end
    if #key == 0 or #key > 256 then error("count(key, number): a key has 1 to 256 bytes", 2) end
    found[key] = (found[key] or 0) + number
  end, copy_options())
  return found
end

-- Takes the values of the script's options and what the user knows better. Returns columns and
-- order.
function run.start(given)
  run.stage = "options"
  values = scripts.read_options(script, given.options)
  known = {
    date = given.date, format = given.format, encoding = given.encoding, output = given.output,
    dates = given.dates and read_dates(given.dates),
    speakers = read_pairs(given.speaker, "speaker"), roles = read_pairs(given.role, "role"),
    columns = read_columns(given.column),
  }
  known.writer = script.declaration.rows and plugins.writer(given.to or "", script.declaration.rows)
  pass, counts = given.pass, host.counts()
  if given.profile then
    profile.start()
    for _, format in ipairs(plugins.formats()) do
      format.bid = profile.wrap("format " .. format.name .. ", bid", format.bid)
      format.turns = profile.wrap("format " .. format.name .. ", turns", format.turns)
    end
  end
  if known.writer and known.writer.check then known.writer.check(copy_options()) end
  local columns = scripts.columns(script, values)
  return columns, script.declaration.order, json.encode(json.array(columns))
end

-- --- a document ------------------------------------------------------------------------------

local function overlay(below, above)
  local map = {}
  for key, value in pairs(below or {}) do map[key] = value end
  for key, value in pairs(above or {}) do map[key] = value end
  return map
end

-- What lies beside a transcript as NAME.meta.json: { date, title, format, encoding, speakers,
-- roles, columns }.
function run.read_beside(text)
  if not text then return {} end
  local meta, message = json.decode(text)
  if type(meta) ~= "table" then error("the .meta.json beside it: " .. (message or "not an object"), 0) end
  for key, value in pairs(meta) do
    if value == json.null then meta[key] = nil end
  end
  return meta
end

-- Runs the script on one document. origin: id, source, path, name, encoding (a table), meta
-- (from read_beside).
function run.document(text, origin, emit)
  run.stage = "script"
  plugins.begin_document()
  local meta = origin.meta
  local dates = known.dates or {}
  local interview = require("moonscribe.interview").open(text, {
    id = origin.id, source = origin.source, path = origin.path, name = origin.name, encoding = origin.encoding,
    is_raw = origin.is_raw,
    date = dates[origin.id] or dates[origin.name] or known.date or meta.date,
    title = meta.title, format = known.format or meta.format, meta = meta,
    speakers = overlay(meta.speakers, known.speakers), roles = overlay(meta.roles, known.roles),
    columns = overlay(meta.columns, known.columns),
    on_read = function(is_beginning)
      run.stage = is_beginning and "format" or "script"
      host.enter(is_beginning)
    end,
  })
  if known.writer then
    local all = emit
    emit = function(row)
      require("moonscribe.transcript").refuse(known.writer, row, copy_options())
      all(row)
    end
  end
  if pass == "gather" then
    run.stage = "gather"
    return emit(gathered(scripts.instantiate(script), interview))
  end
  profile.begin_document()
  profile.wrap("the script", scripts.instantiate(script).each)(interview, emit, copy_options(), counts)
end

-- What --profile tells since the last time: take(name, nanoseconds, calls).
run.tell_profile = profile.tell

-- Whether a format that takes `input` bids on what is no text: a zip, which then is one document
-- and not descended into, or other bytes.
function run.reads(input, name, head)
  plugins.begin_document()
  for _, format in ipairs(plugins.formats()) do
    if format.input == input and format.bid(head, { name = name }) > 0 then return true end
  end
  return false
end

-- The encoding that the user or the file beside says, if any.
function run.encoding(meta)
  return known.encoding or meta.encoding
end

-- --- finish ----------------------------------------------------------------------------------

local function row_iterator(next_line, columns)
  local null, number = json.null, 0
  return function()
    local line = next_line()
    if not line then return nil end
    number = number + 1
    local row, message = json.decode(line)
    if not row then error(("row %d of the run: %s"):format(number, message), 0) end
    for _, column in ipairs(columns) do
      if row[column] == null then row[column] = nil end
    end
    return row
  end
end

-- What the script's finish makes of the rows, one at a time as they are asked for, so that a result need not fit into memory.
local function folded(declaration, rows)
  local is_over = false
  local next_row = coroutine.wrap(function()
    declaration.finish(rows, function(row)
      run.stage = "writer"
      coroutine.yield(row)
      run.stage = "finish"
    end, copy_options())
    is_over = true
  end)
  return function()
    if is_over then return nil end
    run.stage = "finish"
    local row = next_row()
    run.stage = "writer"
    return row
  end
end

-- Folds (when the script has finish) and lays out the rows in the format `to`. next_line gives
-- JSON rows; put takes bytes; columns are those of the run; note takes what the user must know.
function run.finish(to, next_line, put, columns, note)
  run.stage = "finish"
  local declaration = scripts.instantiate(script)
  local rows = row_iterator(next_line, columns)
  local encodings = { jsonl = true, csv = true, tsv = true }
  if declaration.finish and encodings[to] and not (declaration.views or {})[to] then
    if to ~= "jsonl" then put(run.header(columns, to)) end
    return declaration.finish(rows, function(row) put(ms.rows.encode(row, columns, to)) end, copy_options())
  end
  if declaration.finish then rows = folded(declaration, rows) end
  run.stage = "writer"
  local view = (declaration.views or {})[to]
  if view then return view(rows, put, copy_options()) end
  if encodings[to] then
    if to ~= "jsonl" then put(run.header(columns, to)) end
    for row in rows do put(ms.rows.encode(row, columns, to)) end
    return
  end
  local writer = plugins.writer(to, declaration.rows)
  if not writer then error(("there is no result format \"%s\""):format(to), 0) end
  local info = { name = declaration.name, about = declaration.about, columns = columns, options = copy_options(), note = note }
  if writer.input == "rows" then return writer.write(rows, put, info) end
  require("moonscribe.transcript").write(writer, rows, put, info, known.output)
end

-- The first line of a table: its columns' names, as the values below are written.
function run.header(columns, to)
  local row = {}
  for _, column in ipairs(columns) do row[column] = column end
  return ms.rows.encode(row, columns, to)
end

-- --- tools -----------------------------------------------------------------------------------

-- `moonscribe plugins` and `moonscribe test`: writes with put; raises when tests fail.
function run.tool(job, put)
  run.stage = job.tool
  add_plugin_folders(job)
  use_words(job)
  if job.tool == "plugins" then
    for _, plugin in ipairs(plugins.describe()) do
      put(("%-10s %-14s %s (%s)\n"):format(plugin.kind, plugin.name, plugin.about, plugin.origin))
    end
  elseif job.tool == "test" then
    require("moonscribe.testing").run(job.arg, put)
  else
    error(("there is no tool \"%s\""):format(job.tool), 0)
  end
end

return run
