-- moonscribe.digest: one page over many summaries: what several interviews are about and what each says on it, and the figures that they
-- agree or differ on. It reads the rows of summaries as they come and keeps little of each, so that there may be any number.
local digest = {}

local SHARED, FIGURES = 10, 8 -- topics, figures
local VOICES = 8              -- interviews that are quoted on one
local KEYS = 100000           -- phrases that are remembered; later ones are not
local SHORT = 8               -- phrases of a summary

local Digest = {}
Digest.__index = Digest

--- digest.new() -> Digest
---  Collects the rows of summaries, those of a document one after the other: `digest:add(row)` for each, and `digest:rows()` at the end.
function digest.new()
  return setmetatable({ docs = 0, phrases = {}, phrase_count = 0, figures = {}, figure_count = 0 }, Digest)
end

-- Of each phrase of the document the first quotation that holds it.
function Digest:close()
  for _, phrase in ipairs(self.here or {}) do
    local key = tostring(phrase.text):lower()
    local one = self.phrases[key]
    if not one and self.phrase_count < KEYS then
      one = { key = key, text = phrase.text, docs = 0, count = 0, voices = {} }
      self.phrases[key], self.phrase_count = one, self.phrase_count + 1
    end
    if one then
      one.docs, one.count = one.docs + 1, one.count + (phrase.value or 1)
      for _, quote in ipairs(#one.voices < VOICES and self.quotes or {}) do
        if tostring(quote.text):lower():find(key, 1, true) then
          one.voices[#one.voices + 1] = quote
          break
        end
      end
    end
  end
  self.here, self.quotes = nil, nil
end

local QUOTED = { gist = true, key = true, point = true }

function Digest:add_figure(row)
  if not row.of or row.of == row.unit or #row.of < 9 or type(row.value) ~= "number" then return end
  local key = row.of:lower() .. " " .. (row.unit or "")
  local one = self.figures[key]
  if not one then
    if self.figure_count >= KEYS then return end
    one = { key = key, text = row.of, docs = 0, voices = {}, stance = "agree" }
    self.figures[key], self.figure_count = one, self.figure_count + 1
  end
  if one.last ~= row.doc then one.docs, one.last = one.docs + 1, row.doc end
  if one.value and one.value ~= row.value then one.stance = "differ" end
  one.value = one.value or row.value
  if #one.voices < VOICES then one.voices[#one.voices + 1] = row end
end

function Digest:add(row)
  if row.part == "document" then
    self:close()
    self.docs, self.here, self.quotes = self.docs + 1, {}, {}
  elseif row.part == "phrase" and #self.here < SHORT then
    self.here[#self.here + 1] = row
  elseif QUOTED[row.part] then
    self.quotes[#self.quotes + 1] = row
  elseif row.part == "figure" then
    self:add_figure(row)
  end
end

-- The best of those that several documents have, none within another.
local function shared(map, most, least_voices)
  local list, chosen = {}, {}
  for _, one in pairs(map) do
    if one.docs > 1 and #one.voices >= least_voices then list[#list + 1] = one end
  end
  table.sort(list, function(a, b)
    if a.docs ~= b.docs then return a.docs > b.docs end
    if a.count ~= b.count then return (a.count or 0) > (b.count or 0) end
    return a.key < b.key
  end)
  for _, one in ipairs(list) do
    local is_within = #chosen >= most
    for _, other in ipairs(chosen) do is_within = is_within or other.key:find(one.key, 1, true) or one.key:find(other.key, 1, true) end
    if not is_within then chosen[#chosen + 1] = one end
  end
  return chosen
end

--- digest:rows() -> array of row
---  Rows of parts "shared" (a phrase, `value`: of how many interviews), "agree" and "differ" (what a figure is of), each with the rows "said" behind it:
---  the words, and who says them where. None when nothing is shared.
function Digest:rows()
  self:close()
  local rows = {}
  local function add(part, one)
    rows[#rows + 1] = { part = part, section = #rows + 1, text = one.text, value = one.docs }
    for _, row in ipairs(one.voices) do
      rows[#rows + 1] = { part = "said", doc = row.doc, text = row.text, cut = row.cut, speaker = row.speaker, role = row.role,
        value = row.part == "figure" and row.value or nil, unit = row.unit, source = row.source }
    end
  end
  for _, one in ipairs(shared(self.phrases, SHARED, 1)) do add("shared", one) end
  for _, one in ipairs(shared(self.figures, FIGURES, 2)) do add(one.stance, one) end
  return rows
end

return digest
