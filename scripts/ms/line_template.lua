-- moonscribe.line_template: how a turn becomes a line, such as "[{time}] {speaker}: {text}". What a turn does
-- not have is left out with the brackets around it, or else with the colon and blanks behind it.
local options = require "moonscribe.options"

local line_template = {}

local CLOSER = { ["["] = "]", ["("] = ")", ["<"] = ">", ["【"] = "】", ["（"] = "）", ["「"] = "」" }
local ESCAPES = { n = "\n", t = "\t", ["\\"] = "\\" }

-- The opening bracket that a text ends with, if any.
local function opener_of(text)
  for opener in pairs(CLOSER) do
    if text:sub(-#opener) == opener then return opener end
  end
end

--- line_template.read(template, fields) -> function(values) -> string
---  `fields` are the names that there are; `\n`, `\t` and `{{` stand for what they look like. Raises for a
---  field that is none.
---  @example
---  local line = require("moonscribe.line_template").read("[{time}] {speaker}: {text}", { "time", "speaker", "text" })
---  line { time = "00:01", speaker = "Ann", text = "So." }, line { text = "So." } --> [00:01] Ann: So., So.
function line_template.read(template, fields)
  local parts, literal, at = {}, {}, 1
  template = template:gsub("\\([nt\\])", ESCAPES)
  while at <= #template do
    local name = template:match("^{([%a_]+)}", at)
    if template:find("^{{", at) then
      literal[#literal + 1] = "{"
      at = at + 2
    elseif name then
      local is_known = false
      for _, field in ipairs(fields) do is_known = is_known or field == name end
      if not is_known then
        error(("--template: there is no field {%s}%s"):format(name, options.suggest(name, fields)), 0)
      end
      parts[#parts + 1], literal = table.concat(literal), {}
      parts[#parts + 1] = { name }
      at = at + #name + 2
    else
      literal[#literal + 1] = template:sub(at, at)
      at = at + 1
    end
  end
  parts[#parts + 1] = table.concat(literal)
  return function(values)
    local out, pending = {}, parts[1]
    for i = 2, #parts, 2 do
      local value, behind = values[parts[i][1]], parts[i + 1]
      if value == nil or value == "" then
        local opener = opener_of(pending)
        if opener and behind:sub(1, #CLOSER[opener]) == CLOSER[opener] then
          pending, behind = pending:sub(1, #pending - #opener):gsub("[ \t]+$", ""), behind:sub(#CLOSER[opener] + 1)
          if pending == "" and not out[1] then behind = behind:gsub("^[ \t]+", "") end
        else
          behind = behind:gsub("^：", ""):gsub("^%s*:", ""):gsub("^[ \t]+", "")
        end
        pending = pending .. behind
      else
        out[#out + 1] = pending .. tostring(value)
        pending = behind
      end
    end
    return table.concat(out) .. pending
  end
end

return line_template
