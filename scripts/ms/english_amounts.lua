-- Amounts of time as ISO 8601 durations, for moonscribe.english: a table of units to numbers.
local amounts = {}

local ORDER = { "Y100", "Y10", "Y", "Q", "M", "W2", "W", "WE", "D", "BD", "TH", "TM", "TS" }

function amounts.iso(amount)
  local days, clock = "", ""
  for _, unit in ipairs(ORDER) do
    local n = amount[unit]
    if n and unit:find "^T" then clock = clock .. n .. unit:sub(2) elseif n then days = days .. n .. (unit == "BD" and "D" or unit) end
  end
  return "P" .. days .. (clock ~= "" and "T" .. clock or "")
end

return amounts
