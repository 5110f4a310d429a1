-- Numbers as English says them in times: rules for moonscribe.english. Counts may be halves and
-- "a few"; years are read in pairs (nineteen eighty-four).
local function sum(_, a, b) return a + b end

return function(add)
  add("Small", "N1|N10|N20")
  add("Small", "N20 N1", sum)
  add("Under1000", "a hundred", function() return 100 end)
  add("Thousands", "a thousand", function() return 1000 end)
  add("Large", "a million", function() return 1000000 end)
  add("Large", "a billion", function() return 1000000000 end)
  for word, factor in pairs { thousand = 1000, million = 1000000, billion = 1000000000 } do
    add("Large", "Int|Decimal|Under1000 " .. word, function(_, n) return n < 1000 and math.tointeger(n * factor) or nil end)
  end
  add("Count", "Large", function(_, n) return { n = n } end)
  add("Under1000", "N1 hundred", function(_, n) return 100 * n end)
  add("Under1000", "N1 hundred and? Small", function(_, n, rest) return 100 * n + rest end)
  add("Thousands", "Small thousand", function(_, n) return 1000 * n end)
  add("Thousands", "Small thousand and? Small|Under1000", function(_, n, rest) return 1000 * n + rest end)
  add("Int", "Small|Under1000|Thousands")
  add("SpokenYear", "Thousands", function(_, n) return n >= 1000 and n < 2100 and n or nil end)
  -- nineteen eighty-four, twenty nineteen, nineteen oh five, nineteen hundred
  add("SpokenYear", "Small Small", function(_, a, b) return a >= 15 and a <= 20 and b >= 10 and a * 100 + b or nil end)
  add("SpokenYear", "Small oh|o|zero N1", function(_, a, b) return a >= 15 and a <= 20 and a * 100 + b or nil end)
  add("SpokenYear", "N10 hundred", function(_, a) return a >= 15 and a * 100 or nil end)
  add("AnyYear", "Year|SpokenYear")
  add("AnyYear", "the? year Year|SpokenYear")

  add("Ord", "OrdWord")
  add("Ord", "N20 OrdWord", function(_, a, b) return b < 10 and a + b or nil end)

  -- 300 BC is the year -299 of ISO 8601.
  add("Era", "bc|bce", function() return function(n) return 1 - n end end)
  add("Era", "ad|ce", function() return function(n) return n end end)
  add("Count", "Int|Decimal", function(_, n) return { n = n } end)
  add("Count", "a|an", function() return { n = 1, is_article = true } end)
  add("Count", "another", function() return { n = 1 } end)
  add("Count", "a? couple|pair of?", function() return { n = 2, bound = "about" } end)
  add("Count", "a? few", function() return { n = 3, bound = "about" } end)
  add("Count", "several", function() return { n = 3, bound = "about" } end)
  add("Count", "Int and a|an? half", function(_, n) return { n = n + 0.5 } end)
  add("Count", "Int and a|an? quarter of?", function(_, n) return { n = n + 0.25 } end)
  add("Count", "Int and N1 quarters|quarter of?", function(_, n, quarters) return { n = n + quarters / 4 } end)
  add("Count", "half a|an?", function() return { n = 0.5 } end)
  add("Count", "a half", function() return { n = 0.5 } end)
  add("Count", "a? quarter of a|an", function() return { n = 0.25 } end)
  add("Count", "three quarters of a|an", function() return { n = 0.75 } end)
  add("Count", "Int Fraction", function(_, n, part) return part < 1 and { n = n + part } or nil end)
  add("Count", "Fraction of? a|an?", function(_, n) return { n = n } end)
  add("Count", "Int or Int", function(_, low, high) return low < high and { n = low, bound = "about" } or nil end)
  add("Count", "Int to|- Int", function(_, low, high) return low < high and { n = low, high = high } or nil end)
  add("Count", "Count more|additional|fewer|full|whole|long")
  add("Count", "Count good", function(_, count) return { n = count.n, bound = count.bound, is_good = true } end)
end
