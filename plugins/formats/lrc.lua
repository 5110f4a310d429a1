-- LRC: lines of songs and readings with one or more times each, also with a time for each word.
local cues = require "moonscribe.cues"

local function seconds(m, s, f) return m * 60 + s + (f ~= "" and tonumber("0." .. f:sub(2)) or 0) end

-- A refrain has a few.
local MOST_TIMES = 50

local function read(document)
  local text, list = tostring(document.text), {}
  for from, line in text:gmatch "()([^\r\n]+)" do
    local at = 1
    for _ = 1, MOST_TIMES do
      local m, s, f, after = line:match("^%s*%[(%d+):(%d%d)([.:]?%d*)%]()", at)
      if not m then break end
      list[#list + 1] = { time = seconds(m, s, f), place = #list, { from, from + #line - 1 } }
      at = after
    end
    for i = #list, 1, -1 do
      if list[i][1][1] ~= from then break end
      list[i][1][1] = from + at - 1
    end
  end
  table.sort(list, function(a, b)
    if a.time ~= b.time then return a.time < b.time end
    return a.place < b.place
  end)
  for i, cue in ipairs(list) do cue.end_time = list[i + 1] and list[i + 1].time end
  return list
end

return cues.format {
  name = "lrc", kind = "lrc", about = "LRC lines with times", read = read, may_be_empty = true,
  looks = function(head, name)
    local is_named = name:lower():find "%.lrc$" ~= nil
    if not head:find "%[%d+:%d%d[.:]?%d*%]" then return 0 end
    return (is_named or head:find "^%s*%[%l%l:") and 98 or 0
  end,
  samples = {
    { name = "song.lrc", input = "[ti:Rain]\n[00:01.50]It <00:02.00>rained\n[00:05.00][00:09.00]all day\n[00:07.00]and on\n",
      turns = { { text = "It rained all day and on all day", time = 1.5 } } },
  },
}
