-- moonscribe.points: spoken lists. 一是 … 二是 …, 第一 … 第二 …, 首先 … 其次 …, (1) … (2) …, first … second
-- …: a list is at least two markers of one family in their order, each at the beginning of a
-- clause.
local ms = require "moonscribe"

local points = {}

local HAN = { ["一"] = 1, ["二"] = 2, ["三"] = 3, ["四"] = 4, ["五"] = 5, ["六"] = 6, ["七"] = 7, ["八"] = 8, ["九"] = 9, ["十"] = 10,
  ["两"] = 2 }
local WORDS = { first = 1, firstly = 1, second = 2, secondly = 2, third = 3, thirdly = 3, fourth = 4, fourthly = 4, fifth = 5, fifthly = 5,
  sixth = 6, sixthly = 6 }
local SEQUENCE = { ["首先"] = 1, ["其次"] = 2, ["再次"] = 3, ["第三"] = 3, ["最后"] = 99, ["最後"] = 99, finally = 99, lastly = 99 }

-- A clause begins at the start of the text or behind a mark or blank; the marker itself is
-- group 1.
local BEGIN = [[(?:^|[\s。！？；，、：:;,.!?”"」）)])]]
local MARKERS = {
  { family = "shi", pattern = BEGIN .. [[(([一二三四五六七八九十]{1,2})(?:则)?是)(?![否不非])]] },
  { family = "di", pattern = BEGIN .. [[(第([一二三四五六七八九十]{1,2})(?:点|點|个是|個是|是|，|,|、|：|:))]] },
  { family = "qi", pattern = BEGIN .. [[(其([一二三四五六七八九十])(?:是|，|,|、|：|:))]] },
  { family = "sequence", pattern = BEGIN .. [[((首先|其次|再次|最后|最後)(?:是|，|,|、|：|:)?)]] },
  { family = "paren", pattern = [[(?:^|[\s。；：:;])([(（]([0-9]{1,2}|[一二三四五六七八九十]{1,2})[)）])]] },
  { family = "number", pattern = [[(?m)^[ \t]*((?:([0-9]{1,2})[.、．)](?![0-9])))]] },
  { family = "han", pattern = [[(?m)^[ \t　]*(([一二三四五六七八九十]{1,2})、)]] },
  { family = "word", pattern = [[(?i)(?:^|[.!?;:\n] |[.!?;:\n])((first|firstly|second|secondly|third|thirdly|fourth|fourthly|fifth|fifthly|sixth|finally|lastly)(?: of all)?(?:,|:| is\b))]] },
}

local function ordinal(word)
  local n = tonumber(word) or HAN[word] or WORDS[word:lower()] or SEQUENCE[word] or SEQUENCE[word:lower()]
  if n then return math.tointeger(n) end
  -- 十一, 十二: ten and one digit.
  local unit = word:match "^十(.+)$"
  return unit and HAN[unit] and 10 + HAN[unit] or nil
end

-- All markers of one family in a text, in order: { from, to, n }.
local function markers_of(text, marker)
  local found = {}
  for match in ms.regex(marker.pattern):gmatch(text) do
    local from, to = match:span(1)
    local n = ordinal(tostring(match[2]))
    if n then found[#found + 1] = { from = from, to = to, n = n } end
  end
  return found
end

-- Runs of markers whose numbers follow each other from 1; 99 ("finally") closes one of at least
-- two.
local function runs_of(markers)
  local runs, run = {}, {}
  local function close()
    if #run >= 2 then runs[#runs + 1] = run end
    run = {}
  end
  for _, marker in ipairs(markers) do
    local wanted = #run + 1
    if marker.n == wanted or (marker.n == 99 and #run >= 1) then
      run[#run + 1] = marker
      if marker.n == 99 then close() end
    else
      close()
      if marker.n == 1 then run = { marker } end
    end
  end
  close()
  return runs
end

local MARKS = { "，", "、", "：", ",", ":", " ", "\t", "　" }

local function skip_marks(text, from)
  for _, mark in ipairs(MARKS) do
    if text:sub(from, from + #mark - 1):is(mark) then return skip_marks(text, from + #mark) end
  end
  return from
end

-- The marker without the mark behind it: 第一， is 第一.
local function bare(marker)
  for _, mark in ipairs(MARKS) do
    if #marker > #mark and marker:sub(-#mark) == mark then return bare(marker:sub(1, -#mark - 1)) end
  end
  return marker
end

-- What follows the marker up to the end of its first clause that can stand alone.
local function head_of(text)
  local rest = tostring(text)
  local cut = #rest
  for _, mark in ipairs { "。", "！", "？", "；", "\n", "; ", ". ", "! ", "? " } do
    local at = rest:find(mark, 1, true)
    if at and at - 1 < cut then cut = at - 1 end
  end
  -- "the traffic: in the 1990s …": what stands before a colon names the point.
  for _, mark in ipairs { "：", ": " } do
    local at = rest:find(mark, 1, true)
    if at and at > 1 and at - 1 < math.min(cut, 60) then cut = at - 1 end
  end
  local head = text:sub(1, cut)
  if head:count() > 60 then
    local at = head:find("，", 1, true) or head:find(", ", 1, true)
    if at and at > 6 then head = head:sub(1, at - 1) end
  end
  return (head:ends "." or head:ends ";") and head:sub(1, -2) or head
end

local function paragraph_end(text, from)
  local at = text:find("\n", from, true)
  return at and at - 1 or #text
end

--- points.find(text) -> array of {marker, head, text}
---  The items of the spoken lists in a text, in order: the marker as said, its head (the first
---  clause) and its whole text, as slices.
---  @example
---  local list = require("moonscribe.points").find(ms.text "有三条：一是快。二是稳，不停。三是省。")
---  #list, list[2].marker, list[2].head --> 3, 二是, 稳，不停
function points.find(text)
  local found = {}
  for _, marker in ipairs(MARKERS) do
    for _, run in ipairs(runs_of(markers_of(text, marker))) do
      for i, item in ipairs(run) do
        local stop = run[i + 1] and run[i + 1].from - 1 or paragraph_end(text, item.to)
        local start = skip_marks(text, item.to + 1)
        local whole = text:sub(item.from, stop):trim()
        found[#found + 1] = {
          from = item.from, marker = bare(tostring(text:sub(item.from, item.to))),
          head = head_of(text:sub(start, stop):trim()), text = whole,
        }
      end
    end
  end
  table.sort(found, function(a, b) return a.from < b.from end)
  return found
end

return points
