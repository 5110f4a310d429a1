-- Advanced SubStation Alpha and SSA: the lines of [Events], whose columns a Format line names.
local cues = require "moonscribe.cues"
local spoken = require "moonscribe.spoken"

-- Where the column `text` begins, and the columns before it by name.
local function split(text, from, to, columns)
  local fields, at = {}, from
  for i = 1, #columns - 1 do
    local comma = text:find(",", at, true)
    if not comma or comma > to then return nil end
    fields[columns[i]] = text:sub(at, comma - 1):match "^%s*(.-)%s*$"
    at = comma + 1
  end
  return fields, at
end

local DEFAULT = { "layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text" }

local function read(document)
  local text, list, columns, at, number = tostring(document.text), {}, DEFAULT, 1, 0
  while at <= #text do
    local stop = text:find("[\r\n]", at) or #text + 1
    number = number + 1
    local line = text:sub(at, stop - 1)
    local names = line:match "^Format:%s*(.*)$"
    if names and names:lower():find "text%s*$" then
      columns = {}
      for name in names:gmatch "[^,%s]+" do columns[#columns + 1] = name:lower() end
    end
    local lead = line:match "^Dialogue:%s*()"
    if lead then
      local fields, from = split(text, at + lead - 1, stop - 1, columns)
      local time = fields and spoken.seconds(fields.start)
      if not time then
        cues.note(document, "bad timing", "line " .. number, "a line whose columns or times cannot be read was left out")
      elseif not text:sub(from, stop - 1):find "{[^}]*\\p[1-9]" then
        local name = fields.name or fields.actor
        list[#list + 1] = { time = time, end_time = spoken.seconds(fields["end"]), speaker = name ~= "" and name or nil, { from, stop - 1 } }
      end
    end
    at = stop + (text:sub(stop, stop + 1) == "\r\n" and 2 or 1)
  end
  return list
end

return cues.format {
  name = "ass", kind = "ass", about = "SubStation Alpha (ASS, SSA)", may_be_empty = true, read = read,
  looks = function(head) return head:find "^%s*%[Script Info%]" and 100 or head:find "\n%[Events%]" and 90 or 0 end,
  samples = {
    { name = "two.ass", input = "[Script Info]\nTitle: x\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n" ..
      "Dialogue: 0,0:00:01.00,0:00:02.00,Default,Ann,0,0,0,,{\\i1}So, it\\Nis.\nDialogue: 0,0:00:02.00,0:00:03.00,Default,Bob,0,0,0,,Yes.\n",
      turns = { { speaker = "Ann", text = "So, it is.", time = 1.0 }, { speaker = "Bob", text = "Yes.", time = 2.0, end_time = 3.0 } } },
  },
}
