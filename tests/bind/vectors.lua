-- ms.vectors: likeness, centrality, cohesion and choosing, over texts of both languages and over what has no words.
local v = ms.vectors({ "The old ferry carries the island.", "Rain fell.", "An old ferry needs a pilot.", "" },
  { stop = { the = true, an = true, a = true } })
assert(#v == 4)
local central = v:centrality()
assert(central[1] > 0 and central[3] > 0 and central[2] == 0 and central[4] == 0)
local like = v:like(1, 1, 4)
assert(math.abs(like[1] - 1) < 1e-5 and like[2] == 0 and like[3] > 0 and like[3] < 1 and like[4] == 0)
assert(#v:like(1, 3, 2) == 0 and v:like(3, 1, 1)[1] == like[3])
local sizes, masses = v:sizes()
assert(sizes[1] == 4 and sizes[4] == 0 and masses[1] > masses[2] and masses[4] == 0)
local terms, weights = v:terms(3)
assert(table.concat(terms, " ") == "old ferry needs pilot" and weights[4] > weights[1], "what few say weighs more")

-- terms are those of text:terms: stems, traditional characters as simplified ones, stop words out
local mixed = { "The ferries and the 碼頭。", "A ferry at the 码头" }
local options = { stop = { the = true, ["and"] = true, a = true, at = true }, stem = "english" }
v = ms.vectors(mixed, options)
for i, text in ipairs(mixed) do
  assert(table.concat((v:terms(i)), "|") == table.concat((ms.text(text):terms(options)), "|"))
end
assert(v:like(1, 2, 2)[1] > 0.999)
-- a stop word stays out though it is another word's stem, and the other way round
v = ms.vectors({ "runs run running" }, { stop = { run = true }, stem = "english" })
assert(table.concat((v:terms(1))) == "run" and v:sizes()[1] == 1)

-- cohesion is low where the talk turns, whatever the width
local talk = {}
for i = 1, 10 do talk[i] = "ferry pilot island harbour " .. i end
for i = 11, 20 do talk[i] = "school teacher lesson pupil " .. i end
v = ms.vectors(talk)
for _, width in ipairs { 0, 1, 12, 1000 } do
  local cohesion = v:cohesion(width)
  assert(#cohesion == 19)
  for i, value in ipairs(cohesion) do
    assert(value >= 0 and value <= 1 and (i == 10) == (value < 1e-9), width .. " " .. i .. " " .. value)
  end
end
assert(#ms.vectors({}):cohesion(3) == 0 and #ms.vectors({ "a b" }):cohesion(3) == 0 and #ms.vectors({}):centrality() == 0)

-- a picker gives the best first, of equals the first, and says nothing twice
v = ms.vectors { "ferry pilot", "ferry pilot", "school teacher", "ferry teacher", "nothing" }
local picker = v:picker({ 3, 3, 2, 2.5, 0 }, 0)
local order = {}
for i in function() return picker:next() end do
  order[#order + 1] = i
  picker:take(i)
end
assert(order[1] == 1 and order[2] == 3 and #order == 4, table.concat(order, " "))
-- what was said elsewhere counts as said
picker = v:picker({ 3, 3, 2, 0, 0 }, 0)
picker:take(1)
assert(picker:next() == 3)
-- with keep 1 only scores count
picker = v:picker({ 3, 3, 2, 2.5, -1 }, 1)
assert(picker:next() == 1 and picker:next() == 2 and picker:next() == 4 and picker:next() == 3 and picker:next() == nil and picker:next() == nil)

-- misuse raises, and what is closed does not dangle
assert(not pcall(ms.vectors, "text") and not pcall(ms.vectors, { {} }) and not pcall(ms.vectors, {}, { stops = {} }))
assert(not pcall(v.like, v, 0, 1, 1) and not pcall(v.like, v, 1, 1, 6) and not pcall(v.terms, v, 6) and not pcall(v.picker, v, {}, 2))
do
  local closed <close> = v
  picker = v:picker({ 1, 1, 1, 1, 1 }, 0.5)
end
assert(#v == 0 and not pcall(picker.next, picker) and not pcall(picker.take, picker, 1) and #v:centrality() == 0 and not pcall(v.terms, v, 1))

-- a script's memory is counted, and its limit holds
local result, _, code = sandboxed([[
  local ms = require "moonscribe"
  local texts = {}
  for i = 1, 400000 do texts[i] = "word" .. i end
  return #ms.vectors(texts)]], { memory = "32M" })
assert(result == nil and code == "limit_memory", tostring(result) .. tostring(code))

-- time grows with the text: one long line, very many short ones, all the same word
local long = ("渡船和码头都在岛上，" ):rep(20000)
assert(#ms.vectors({ long, long }):centrality() == 2)
local same = {}
for i = 1, 50000 do same[i] = "渡船" end
v = ms.vectors(same)
local scores = {}
for i = 1, #same do scores[i] = 1 end
picker = v:picker(scores, 0.5)
for _ = 1, 2000 do picker:take((picker:next())) end
assert(#v:cohesion(150) == #same - 1 and v:centrality()[1] > 0.9)
