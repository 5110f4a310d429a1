-- moonscribe.cues: what formats of timed text share. Cutting SubRip, WebVTT and SBV, and joining cues to turns, is a
-- primitive (ms.cues); here are its repairs, the formats made of it, and labels in other pieces of speech.
local ms = require "moonscribe"
local spoken = require "moonscribe.spoken"

local cues = {}

--- cues.note(document, kind, place, what)
---  Records a repair: a short kind, the place ("line 3"), and what was done.
function cues.note(document, kind, place, what)
  document.repairs = document.repairs or {}
  local count = document.repair_counts or {}
  document.repair_counts = count
  count[kind] = (count[kind] or 0) + 1
  if count[kind] <= 20 then table.insert(document.repairs, { kind = kind, place = place, what = what }) end
end

-- A name before a colon at the beginning of a line of words: first byte and last, and where the words
-- begin.
local function label_of(text)
  local head = text:sub(1, 80)
  local colon, wide = head:find(":", 1, true), head:find("：", 1, true)
  if wide and (not colon or wide < colon) then colon = wide end
  if not colon then return nil end
  local dash, name = head:sub(1, colon - 1):gsub("–", "-"):match "^(%s*[%->]*%s*)%[?([^%s%[%]<>][^%[%]<>]-)%]?%s*$"
  if not name or #name > 48 or #name < 2 then return nil end
  local rest = text:match("^%s*()", colon == wide and colon + 3 or colon + 1)
  if rest <= #text and text:byte(rest - 1) == 58 and name:find "%d$" and text:find("^%d", rest) then return nil end
  if name:find("。", 1, true) or name:find("，", 1, true) or name:find "[%.?!,;]%s" or select(2, name:gsub("%s+", "")) > 3 then return nil end
  if not (name:find "^%u" or name:find "^[\xC3-\xF4]" or name:find "^[Ss][Pp][Ee][Aa][Kk][Ee][Rr]") then return nil end
  if name:lower():find "^https?$" then return nil end
  return name, rest, #dash
end

-- Which labels are speakers: those that come again, and those in capitals.
local function find_labels(lines)
  local count, labelled = {}, 0
  for _, words in ipairs(lines) do
    local name = label_of(words)
    if name then count[name], labelled = (count[name] or 0) + 1, labelled + 1 end
  end
  local kept = {}
  for name, n in pairs(count) do
    if n >= 2 or labelled >= 2 and labelled * 2 > #lines or (name:upper() == name and name:find "%u%u") then kept[name] = true end
  end
  return kept
end

--- cues.name_pieces(pieces) -> pieces
---  Takes labels before a colon ("ANN: ", "- Bob: ") off pieces for spoken.turns and makes them their speakers, those
---  that hold for the whole, as in the cues of a text.
---  @example
---  local pieces = require("moonscribe.cues").name_pieces { { text = "ANN: So." }, { text = "Yes." }, { text = "ANN: No." } }
---  pieces[1].speaker, pieces[1].text, pieces[2].speaker --> ANN, So., ANN
function cues.name_pieces(pieces)
  local all = {}
  for i, piece in ipairs(pieces) do all[i] = piece.text end
  local labels, current = find_labels(all), nil
  for _, piece in ipairs(pieces) do
    local name, rest = label_of(piece.text)
    if name and labels[name] then piece.text, current = piece.text:sub(rest), name end
    piece.speaker = piece.speaker or current
  end
  return pieces
end

--- cues.labelled(pieces) -> turns
---  Turns of such pieces, in the order of their times.
function cues.labelled(pieces) return (spoken.turns(cues.name_pieces(pieces))) end

--- cues.format(declaration) -> format
---  ms.format for timed text of `kind`, which `looks(head, name)` recognises (a bid or nil). `read(document)` gives the
---  cues of kinds that ms.cues does not know, and the number of bytes before them that are about the text.
function cues.format(declaration)
  local kind, looks = declaration.kind, declaration.looks
  return ms.format {
    name = declaration.name, about = declaration.about, samples = declaration.samples,
    bid = function(head, document)
      document.beginning = document.beginning or tostring(head) -- the same for all of these
      return looks(document.beginning, document.name or "") or 0
    end,
    turns = function(document)
      local list, front
      if declaration.read then list, front = declaration.read(document) end
      local reading, repairs, count = ms.cues(document.text, { kind = kind, cues = list, front = front })
      for _, repair in ipairs(repairs) do cues.note(document, repair.kind, repair.place, repair.what) end
      if count == 0 and #document.text > 0 and not declaration.may_be_empty then
        return nil, "there is no cue with a time in it that can be read", "malformed"
      end
      return reading
    end,
  }
end

return cues
