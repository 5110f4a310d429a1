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

amounts.names = { Y = "year", Q = "month", M = "month", W = "week", D = "day", BD = "day", WE = "day", TH = "hour",
  TM = "minute", TS = "second", Y10 = "decade", Y100 = "century", W2 = "week" }
local FACTORS = { Y10 = { "Y", 10 }, Y100 = { "Y", 100 }, W2 = { "W", 2 }, Q = { "M", 3 } }

local function plain(n) return math.type(n) == "float" and n == math.floor(n) and math.tointeger(n) or n end

-- Half a unit has a name of its own where there is a smaller one that fits.
local HALVES = { Y = { "M", 6 }, TH = { "TM", 30 }, TM = { "TS", 30 }, D = { "TH", 12 } }
local YEARS = { [0.25] = 3, [0.75] = 9 }
local QUARTERS = { [0.25] = 15, [0.75] = 45 }

--- english_amounts.of(count, unit) -> amount
---  So many of a unit; of half a unit so many of a smaller one.
function amounts.of(count, unit)
  local n = count.n
  if n == 0.5 and HALVES[unit] then return { [HALVES[unit][1]] = HALVES[unit][2] } end
  if unit == "TH" and QUARTERS[n] then return { TM = QUARTERS[n] } end
  if unit == "Y" and YEARS[n] then return { M = YEARS[n] } end
  local factor = FACTORS[unit]
  if factor then return { [factor[1]] = plain(n * factor[2]) } end
  return { [unit] = plain(n) }
end

return amounts
