-- The words, numbers and signs around a place that can belong to a time, as tokens for the chart. For
-- moonscribe.english; a word that is in no rule ends the run.
local digits = require "moonscribe.english_digits"

local words = {}

local MOST_TOKENS, WORDLESS = 40, 24
local NEAR = { 14, 36 }

local HALVES = { a = { { "Half", "a" } }, p = { { "Half", "p" } } }
local MERIDIEM = { "^([ap]) ?%. ?m ?%.?()", "^([ap]) ?m()%f[^%w]", "^([ap])()%f[^%w]" }

local HYPHEN, INNER_HYPHEN = { { "-" } }, { { "-" } }

-- The token at i and the index behind it; no token for a word that has nothing to do with time.
local function lex(lexicon, s, i)
  local byte = s:byte(i)
  if byte >= 48 and byte <= 57 then
    local items, last = digits.read(s, i)
    if items then return items, last + 1 end
    return nil, s:match("^%d[%w.,:/]*()", i)
  end
  if byte >= 97 and byte <= 122 then
    local left = s:byte(i - 1) or 0
    local is_glued = i > 1 and left >= 48 and left <= 57
    local second = s:byte(i + 1)
    if (byte == 97 or byte == 112) and (second == 109 or second == 46 or second == 32 or is_glued) then -- "a" or "p", then "m", "." or a blank
      for k, pattern in ipairs(MERIDIEM) do
        local half, after = s:match(pattern, i)
        -- 240p is no time.
        if half and (k < 3 or is_glued and not s:find("^%d%d%d", i - 3)) and not s:find("^%l", after) then return HALVES[half], after end
      end
    end
    local word, after = s:match("^(%l+)()", i)
    if is_glued and (word == "st" or word == "th") then return nil, after end
    local sign = s:byte(after)
    local tail = (sign == 39 or sign == 226) and (s:match("^'%l*", after) or s:match("^\226\128\153%l*", after))
    if tail then
      local whole = word .. tail:gsub("\226\128\153", "'")
      local items = { table.unpack(lexicon[whole] or {}) }
      if whole == word .. "'s" or not items[1] and tail == "'" then
        for _, item in ipairs(lexicon[word] or {}) do items[#items + 1] = item end
      end
      return items[1] and items or nil, after + #tail
    end
    local items = lexicon[word]
    if not items then return nil, sign and (sign == 95 or sign >= 48 and sign <= 57) and s:match("^[%w'_]+()", i) or after end
    if items[1][1] == "Month" or items[1][1] == "Weekday" then
      local is_short = #word <= 4 and word ~= "may" and word ~= "june" and word ~= "july"
      if s:find("^%.%d", after) or #word <= 5 and (s:find("^%. ?%d", after) or is_short and s:find("^%.", after)) then after = after + 1 end
    end
    return items, after
  end
  if byte == 45 then -- a hyphen
    local is_inside = i > 1 and s:find("^%w", i - 1) and s:find("^%w", i + 1)
    return is_inside and INNER_HYPHEN or HYPHEN, i + 1
  end
  if s:find("^\226\128[\147\148]", i) then return HYPHEN, i + 3 end
  if s:find("^\226\128[\152\153]%d%ds?%f[%W]", i) then return lexicon["'"], i + 3 end
  if byte == 194 and s:find("^\194\189", i) then return { { "Fraction", 0.5 } }, i + 2 end
  local sign = s:sub(i, i)
  if lexicon[sign] then return lexicon[sign], i + 1 end
  return nil, s:match("^[\128-\255]+()", i) or i + 1
end

local function is_idle(token, known)
  for i = 1, #token do
    if known[token[i][1]] then return false end
  end
  return true
end

-- Takes off what no rule begins or ends with.
local function trimmed(run, rules)
  local first, last = 1, #run
  while first <= last and is_idle(run[first], rules.root) do first = first + 1 end
  while last >= first and is_idle(run[last], rules.last) do last = last - 1 end
  if first == 1 and last == #run then return run end
  local list = { from = {}, to = {}, through = {}, is_cut = run.is_cut, is_wordless = run.is_wordless }
  for i = first, last do
    local k = i - first + 1
    list[k], list.from[k], list.to[k], list.through[k] = run[i], run.from[i], run.to[i], run.through[i]
  end
  return list
end

-- The run of tokens that holds the byte at `place`, when the first token begins at or behind `i`.
local function read(s, i, place, lexicon)
  local run, count = { from = {}, to = {}, through = {} }, 0
  while count < MOST_TOKENS do
    local from = s:find("%S", i)
    if not from then break end
    local token, after = lex(lexicon, s, from)
    if not token or from > i + 1 and s:sub(i, from - 1):find "\n%s*\n" then
      if from > place or not token and after > place then break end
      if count > 0 then run, count = { from = {}, to = {}, through = {} }, 0 end
    end
    if token then
      count = count + 1
      run[count], run.from[count], run.to[count], run.through[count] = token, from, after - 1, token == INNER_HYPHEN
    end
    i = after
  end
  run.is_cut = count == MOST_TOKENS
  run.is_wordless = count >= WORDLESS and not s:sub(run.from[1], run.to[count]):find "%f[%w]%l"
  return run
end

--- english_words.run_at(s, place, lexicon, rules) -> run
---  The run of tokens that holds the byte at `place`: arrays of items, with `from`, `to` and
---  `through` beside them. The text is in lower case.
function words.run_at(s, place, lexicon, rules)
  -- Most runs are short, and no token goes over the beginning of a word between blanks: it is enough to begin at one, if the
  -- run turns out to begin behind it.
  for _, back in ipairs(NEAR) do
    local near = place > back and s:find("%s%l%l%l+%s", place - back)
    if near and near < place - 1 then
      local run = read(s, near + 1, place, lexicon)
      if run.from[1] ~= near + 1 then return trimmed(run, rules) end
    end
  end
  return trimmed(read(s, 1, place, lexicon), rules)
end

return words
