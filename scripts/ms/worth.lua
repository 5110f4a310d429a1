-- moonscribe.worth: what words are worth when a part of a sentence is chosen: the key phrases in them, and their numbers.
local worth = {}

local PHRASES, NUMBERS, NUMBER = 24, 6, 0.4
local BYTES = 500 -- that are worth as much as the best phrase, so that of equals the longer is taken

--- worth.by(found) -> function(text) -> number
---  What words are worth by these key phrases (of moonscribe.phrases, or any { text, score }), the best of which is worth one.
function worth.by(found)
  local keys, top = {}, found[1] and found[1].score or 1
  for i, one in ipairs(found) do
    if i > PHRASES then break end
    keys[i] = { one.text:lower(), one.score / top }
  end
  return function(text)
    local words, sum = tostring(text):lower(), #text / BYTES
    for _, key in ipairs(keys) do
      if words:find(key[1], 1, true) then sum = sum + key[2] end
    end
    if words:find "%d" then
      local _, numbers = words:gsub("%d[%d.,]*", "")
      sum = sum + NUMBER * math.min(numbers, NUMBERS)
    end
    return sum
  end
end

return worth
