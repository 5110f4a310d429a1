-- What scripts and plugins return: tables that are checked here and marked with what they are.
-- Nothing is done with them yet; that is the loader's matter.
local options = require "moonscribe.options"

-- is_checking is off while a script that has been checked runs anew for another document.
local declare = { is_checking = true }

local function check_names(list, what, level)
  for i, name in ipairs(list) do
    if type(name) ~= "string" or name == "" then
      error(what .. ": item " .. i .. " must be a name, not a " .. type(name), level + 1)
    end
  end
end

local function check_samples(declaration, known, what, level)
  for i, sample in ipairs(declaration.samples or {}) do
    options.check(sample, known, what .. ": sample " .. i, level + 1)
  end
end

local option_keys = { type = "string?", help = "string?", default = "any?", choices = "table?",
  pattern = "string?" }
local option_types = { "string", "number", "integer", "boolean", "enum" }

local function check_option(name, option, what, level)
  what = what .. ": option \"" .. tostring(name) .. "\""
  if type(name) ~= "string" or not name:find "^%l[%l%d_-]*$" then
    error(what .. ": a name has lower-case letters, digits, _ and - only", level + 1)
  end
  options.check(option, option_keys, what, level + 1)
  local kind = option.type or (option.choices and "enum") or "string"
  local known = false
  for _, one in ipairs(option_types) do known = known or one == kind end
  if not known then
    error(what .. ": unknown type \"" .. kind .. "\"" .. options.suggest(kind, option_types), level + 1)
  end
  if kind == "enum" and not option.choices then error(what .. ": an enum needs choices", level + 1) end
end

--- ms.script(declaration) -> declaration
---  Declares a script: what it is called, which columns its rows have, and what is done for
---  each interview. Keys: `name`, `about`, `options` (name -> {type=, help=, default=,
---  choices=, pattern=}; a Lua pattern that a string must match), `columns` (names, or a
---  function of the options that gives them), `writer`, `order`, `each(interview, emit, opt)`,
---  `finish(rows, out, opt)`, `gather(interview, count, opt)` (a first pass over all documents:
---  `count(key)` or `count(key, number)` adds up; `each` then has a fourth argument `counts`, and
---  `counts(key)` is the sum), `views`; `rows = "interviews"` when each row is one of
---  moonscribe.transcript, for the writers of transcripts. An unknown key is an error.
---  @example
---  local script = ms.script {
---    name = "who", about = "Who speaks", columns = { "speaker", "turns" },
---    each = function(interview, emit) end,
---  }
---  script.writer --> jsonl
function declare.script(declaration)
  if not declare.is_checking then
    declaration.declares = "script"
    return declaration
  end
  local what = "ms.script"
  options.check(declaration, {
    name = "string", about = "string?", options = "table?", columns = "table|function", writer = "string?",
    order = "table?", gather = "function?", each = "function", finish = "function?", views = "table?", rows = "string?",
  }, what, 2)
  if declaration.rows and declaration.rows ~= "interviews" then
    error(what .. ": rows can only be \"interviews\", as moonscribe.transcript makes them", 2)
  end
  what = "script \"" .. declaration.name .. "\""
  for name, option in pairs(declaration.options or {}) do check_option(name, option, what, 2) end
  local columns = type(declaration.columns) == "table" and declaration.columns
  check_names(columns or {}, what .. ": columns", 2)
  check_names(declaration.order or {}, what .. ": order", 2)
  if columns then
    for _, name in ipairs(declaration.order or {}) do
      local plain, found = name:gsub("^%-", ""), false
      for _, column in ipairs(columns) do found = found or column == plain end
      if not found then
        error(what .. ": order has no column \"" .. plain .. "\"" .. options.suggest(plain, columns), 2)
      end
    end
  end
  for name, view in pairs(declaration.views or {}) do
    if type(view) ~= "function" then error(what .. ": the view \"" .. name .. "\" must be a function", 2) end
  end
  declaration.writer = declaration.writer or "jsonl"
  declaration.declares = "script"
  return declaration
end

--- ms.format(declaration) -> declaration
---  Declares a transcript format: `name`, `about`, `input` ("text", "bytes" or "package"),
---  `bid(head, document)` that answers 0 to 100, `turns(document)`, and `samples` that
---  `moonscribe test` runs: each has an `input`, or for a format of packages `package`, a table of members.
---  A `priority` below 0 says that the bid takes time: it is asked for only when no other format bids 100.
---  `begins` is a string of the characters that such a document begins with, blanks left out: others are not asked for a bid.
---  A text format whose turns are strings, not slices of the document's text, says `composes = true`.
---  @example
---  ms.format { name = "shout", bid = function() return 0 end, turns = function() return {} end }.input --> text
function declare.format(declaration)
  options.check(declaration, {
    name = "string", about = "string?", input = "string?", bid = "function", turns = "function",
    samples = "table?", priority = "number?", composes = "boolean?", begins = "string?",
  }, "ms.format", 2)
  local what = "format \"" .. declaration.name .. "\""
  declaration.input = declaration.input or "text"
  local inputs = { "text", "bytes", "package" }
  if not ("text bytes package"):find(declaration.input, 1, true) then
    error(what .. ": unknown input \"" .. declaration.input .. "\"" .. options.suggest(declaration.input, inputs), 2)
  end
  check_samples(declaration, {
    name = "string?", input = "string?", package = "table?", turns = "table?", bid = "number?", date = "string?", title = "string?",
  }, what, 2)
  declaration.declares = "format"
  return declaration
end

--- ms.extractor(declaration) -> declaration
---  Declares an extractor: `name`, `about`, `kinds`, `languages`, `patterns` ({name=, pattern=,
---  flags=, literal=}), `hit(match, context)`, or `find(text, context)` for what patterns
---  cannot say, `priority`, `samples`, and `overlap`: which of its own mentions stays where two share
---  words, "longest" (so without it), "first", "priority" or "all".
---  @example
---  local tags = ms.extractor {
---    name = "tag", kinds = { "tag" }, patterns = { { name = "tag", pattern = [[#\w+]] } },
---    hit = function(match) return { kind = "tag", value = match[0] } end,
---  }
---  tags.name --> tag
function declare.extractor(declaration)
  options.check(declaration, {
    name = "string", about = "string?", kinds = "table", languages = "table?", patterns = "table?",
    hit = "function?", find = "function?", priority = "number?", samples = "table?", overlap = "string?",
  }, "ms.extractor", 2)
  local what = "extractor \"" .. declaration.name .. "\""
  check_names(declaration.kinds, what .. ": kinds", 2)
  if declaration.patterns and not declaration.hit then error(what .. ": patterns need a function \"hit\"", 2) end
  local wrong = declaration.overlap and require("moonscribe.overlap").check(declaration.overlap)
  if wrong then error(what .. ": " .. wrong, 2) end
  if not declaration.patterns and not declaration.find then
    error(what .. ": it needs patterns with a function \"hit\", or a function \"find\"", 2)
  end
  check_samples(declaration, { name = "string?", text = "string", date = "string?", mentions = "table" }, what, 2)
  declaration.declares = "extractor"
  return declaration
end

--- ms.writer(declaration) -> declaration
---  Declares a result format: `name`, `suffixes`, `about`, and `write(rows, put, info)`, which
---  reads all rows in their order and gives the bytes of the result to `put`. With `input` "interview" it
---  writes one transcript (a row of moonscribe.transcript) into one file (several one after the other, with the text
---  `joins` between them, where it is given), and with "interviews" it gets an
---  iterator of them; then `keeps` names what the format has a place for ("speaker", "time", ...; or is a function of the options), `check(options)` raises
---  when options make no sense, and `refuse(transcript, options)` gives a message for one that cannot be written. `samples`, of transcripts
---  only: `input` (a transcript, read as the file `name`), and what comes out: `output`, or for packages
---  `members`, each with words that it holds.
---  @example
---  ms.writer { name = "lines", suffixes = { "txt" }, write = function(rows, put) end }.name --> lines
function declare.writer(declaration)
  options.check(declaration, {
    name = "string", about = "string?", suffixes = "table?", write = "function", samples = "table?", input = "string?",
    keeps = "table|function?", joins = "string?", check = "function?", refuse = "function?",
  }, "ms.writer", 2)
  local what, inputs = "writer \"" .. declaration.name .. "\"", { "rows", "interview", "interviews" }
  declaration.input = declaration.input or "rows"
  if declaration.input ~= "rows" and declaration.input ~= "interview" and declaration.input ~= "interviews" then
    error(what .. ": unknown input \"" .. declaration.input .. "\"" .. options.suggest(declaration.input, inputs), 2)
  end
  check_samples(declaration, { name = "string?", input = "string", options = "table?", output = "string?", members = "table?" }, what, 2)
  check_names(declaration.suffixes or {}, "writer \"" .. declaration.name .. "\": suffixes", 2)
  declaration.declares = "writer"
  return declaration
end

return declare
