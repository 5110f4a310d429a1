-- ms.runs: words and runs of words that are said again.
local function of(texts, options)
  local runs, by_key = ms.runs(texts, options), {}
  for _, one in ipairs(runs:list()) do by_key[one.key] = one end
  return by_key, runs
end

-- one key for plural and owner, for traditional and simplified; stop words, numbers and punctuation end a run
local found, runs = of({ "The ferries, a ferry's bell and 12 ferry bells.", "ferry bell" }, { stop = { the = true, a = true } })
assert(found.ferry.count == 4 and found["ferry bell"].count == 3 and found["ferry bell"].texts == 2)
assert(found.ferry.within == 3 and not found["12"] and not found["and"])
found = of { "濕地修復了，湿地修复好。" }
assert(found["湿地"] and found["湿地"].count == 2 and found["湿地修复"].count == 2)
-- contractions and curly apostrophes
found = of({ "don't don't it\u{2019}s it\u{2019}s Ann\u{2019}s Ann's" }, { stop = { ["it's"] = true } })
assert(found.ann.count == 2 and not found["don't"] and not found["it"])
-- capitals within a sentence
found, runs = of { "I met Tom Hale. Then the man left. Then the man came." }
assert(found["tom hale"].is_name and found["tom hale"].count == 1)
local key, count, capitals, is_han = runs:word(found["then"][1])
assert(key == "then" and count == 2 and capitals == 0 and is_han == false)
-- places, as bytes of each text
local places = runs:places(found["tom hale"].id)
assert(#places == 3 and places[1] == 1 and ("I met Tom Hale."):sub(places[2], places[3]) == "Tom Hale")
-- with stems
found = of({ "swimming swims" }, { stem = "english" })
assert(found.swim.count == 2)
local words, left_out = runs:words()
assert(words == 12 and left_out == 1, words .. " " .. left_out)
-- nothing; misuse
assert(#ms.runs({}):list() == 0 and #ms.runs({ "" }):list() == 0)
assert(not pcall(ms.runs, "a") and not pcall(ms.runs, { 1, {} }) and not pcall(ms.runs, { "a" }, { no = 1 }))
assert(not pcall(runs.places, runs, 0) and not pcall(runs.places, runs, 99) and not pcall(runs.word, runs, 99))
-- closed when it is collected; many of them do not pile up
for i = 1, 300 do ms.runs { ("word" .. i .. " and more "):rep(200) } end
