-- moonscribe.measure: units of measure by their UCUM codes: what they are worth, and two measures that are one by being
-- said one after the other (5 feet 2 inches, 六斤八两). What it does not know it leaves alone.
local ms = require "moonscribe"

local measure = {}

-- Units by what they measure, each in the smallest that is whole.
local DIMENSIONS = {
  length = { nm = 1e-9, um = 1e-6, mm = 0.001, cm = 0.01, dm = 0.1, m = 1, hm = 100, km = 1000, ["[in_i]"] = 0.0254, ["[ft_i]"] = 0.3048, ["[yd_i]"] = 0.9144,
    ["[mi_i]"] = 1609.344, ["[nmi_i]"] = 1852, ["寸"] = 1 / 30, ["尺"] = 1 / 3, ["丈"] = 10 / 3, ["里"] = 500 },
  mass = { ug = 1e-6, mg = 0.001, g = 1, kg = 1000, t = 1e6, ["[oz_av]"] = 28.349523125, ["[lb_av]"] = 453.59237, ["钱"] = 5, ["两"] = 50, ["兩"] = 50, ["斤"] = 500 },
  volume = { mL = 0.001, cL = 0.01, dL = 0.1, L = 1, hL = 100, ["[pt_us]"] = 0.473176473, ["[qt_us]"] = 0.946352946, ["[gal_us]"] = 3.785411784,
    ["[tsp_us]"] = 0.00492892159375, ["[tbs_us]"] = 0.01478676478125, ["[cup_us]"] = 0.2365882365, ["[foz_us]"] = 0.0295735295625 },
}
local UNITS = {}
for dimension, units in pairs(DIMENSIONS) do
  for code, factor in pairs(units) do UNITS[code] = { dimension = dimension, factor = factor } end
end

--- measure.factor(unit) -> number, string, or nil
---  What one such unit is worth in the base of its dimension (metres, grams, litres), and the dimension.
---  @example
---  require("moonscribe.measure").factor "km" --> 1000, length
function measure.factor(unit)
  local known = UNITS[unit]
  if known then return known.factor, known.dimension end
end

local GAP = ms.regex "^(?:,? ?(?:and )?|又|零)$"

--- measure.joined(text, first, second) -> mention or nil
---  Two figures of a text that are one measure: the second follows the first and counts smaller units of the same kind.
---  The value is in units of the first.
function measure.joined(text, first, second)
  local a, b = UNITS[first.unit], UNITS[second.unit]
  if not a or not b or a.dimension ~= b.dimension or b.factor >= a.factor then return nil end
  if type(first.value) ~= "number" or type(second.value) ~= "number" or second.value < 0 then return nil end
  if second.value * b.factor >= 10 * a.factor or not GAP:test(text:sub(first.to + 1, second.from - 1)) then return nil end
  local sign = first.value < 0 and -1 or 1
  return { kind = "figure", value = first.value + sign * second.value * b.factor / a.factor, unit = first.unit, bound = first.bound,
    of = second.of, change = first.change, from = first.from, to = second.to }
end

return measure
