-- moonscribe.cues: timed text (SubRip, WebVTT, SBV and kin) cut into cues, and cues joined to turns.
-- Every word stays a piece of the document with the time at which it is spoken; what is damaged is
-- read all the same, and each repair is noted in document.repairs.
local ms = require "moonscribe"
local spoken = require "moonscribe.spoken"

local cues = {}

local TIME = "(%d*):?(%d+):(%d+)[.,:](%d+)"
local ARROW = "^%s*" .. TIME .. "%s*%-%-+>%s*" .. TIME .. "(.*)$"
local COMMA = "^%s*" .. TIME .. "%s*,%s*" .. TIME .. "%s*$"
local NO_HOURS = "^%s*(%d+):(%d+)[.,](%d+)%s*%-%-+>%s*(%d+):(%d+)[.,](%d+)(.*)$"

-- Seconds of a pause after which the same speaker begins a new line.
local PAUSE = 4
-- A time that goes back by more than this is a recorder that was started again.
local RESTART = 30

--- cues.note(document, kind, place, what)
---  Records a repair: a short kind, the place ("line 3"), and what was done.
function cues.note(document, kind, place, what)
  document.repairs = document.repairs or {}
  local count = document.repair_counts or {}
  document.repair_counts = count
  count[kind] = (count[kind] or 0) + 1
  if count[kind] <= 20 then table.insert(document.repairs, { kind = kind, place = place, what = what }) end
end

local function seconds(h, m, s, fraction)
  local part = tonumber(fraction) / 10 ^ #fraction
  return (tonumber(h) or 0) * 3600 + tonumber(m) * 60 + tonumber(s) + part
end

-- The times of a timing line: start, end, settings; nil for any other line.
local function timing(line, is_comma)
  if is_comma then
    local h, m, s, f, h2, m2, s2, f2 = line:match(COMMA)
    if h then return seconds(h, m, s, f), seconds(h2, m2, s2, f2), "" end
    return nil
  end
  local m, s, f, m2, s2, f2, rest = line:match(NO_HOURS)
  if m then return seconds(0, m, s, f), seconds(0, m2, s2, f2), rest end
  local h, h2
  h, m, s, f, h2, m2, s2, f2, rest = line:match(ARROW)
  if h then return seconds(h, m, s, f), seconds(h2, m2, s2, f2), rest end
end

-- Calls visit(number, from, to) for each line, whatever ends it: the bytes of the line without its end.
local function each_line(text, visit)
  local at, number, size = 1, 0, #text
  while at <= size do
    local stop = text:find("[\r\n]", at) or size + 1
    number = number + 1
    visit(number, at, stop - 1)
    at = stop + (text:sub(stop, stop + 1) == "\r\n" and 2 or 1)
  end
end

--- cues.read(document, {kind=}) -> cues
---  The cues of a text of kind "srt", "vtt" or "sbv": an array of {time=, end_time=, id=, line=,
---  {from, to}...}, the bytes of each line of words.
function cues.read(document, options)
  local text, kind = tostring(document.text), options.kind
  local list, cue, pending, skipping = {}, nil, {}, false
  local blank_before = true
  local function note(what_kind, number, what) cues.note(document, what_kind, "line " .. number, what) end

  -- Lines after a blank one, without a time: words of the cue before them, except in WebVTT.
  local function settle(keep)
    local last = list[#list]
    for i = 1, #pending - keep do
      local one = pending[i]
      if kind ~= "vtt" and last and not (one.is_number and keep == 0 and i == #pending) then
        last[#last + 1] = { one.from, one.to }
        note("blank line", one.number, "words behind a blank line belong to the cue before it")
      elseif not one.is_number and not (one.number == 1) then
        note("no timing", one.number, "words without a time were left out")
      end
    end
    local id = keep == 1 and pending[#pending] or nil
    pending = {}
    return id
  end

  local function begin(number, time, end_time)
    local id
    if cue and not cue.closed and not blank_before then
      local last = cue[#cue]
      if last and text:find("^%s*%d+%s*$", last[1]) == last[1] or last and text:sub(last[1], last[2]):find "^%s*%d+%s*$" then
        cue[#cue] = nil
      end
      note("no blank line", number, "a cue began without a blank line before it")
    end
    local last = pending[#pending]
    id = settle(last and (last.is_number or kind == "vtt") and last.number == number - 1 and 1 or 0)
    if kind == "srt" and not id and cue and blank_before then note("no number", number, "a cue has no number") end
    if end_time < time then
      note("backward", number, "the cue ends before it begins: its end was left out")
      end_time = nil
    end
    local before = list[#list]
    if before and time < before.time - RESTART then
      note("restart", number, "the time goes back: a recorder that was started again, or cues in disorder")
    elseif before and time < before.time then
      note("order", number, "the cue begins before the one above it")
    end
    cue = { time = time, end_time = end_time, line = number, id = id and text:sub(id.from, id.to) or nil }
    list[#list + 1] = cue
  end

  each_line(text, function(number, from, to)
    local line = text:sub(from, to)
    if line == "" or kind ~= "vtt" and not line:find "%S" then
      if cue and #cue == 0 and not blank_before and kind == "srt" then
        cue.was_blank = number
      elseif cue and #cue > 0 or skipping or kind ~= "srt" then
        cue = cue and { closed = true, time = cue.time } or nil
      end
      skipping, blank_before = false, true
      return
    end
    if skipping then return end
    local time, end_time
    if kind == "sbv" or line:find("->", 1, true) then time, end_time = timing(line, kind == "sbv") end
    if time then
      begin(number, time, end_time)
    elseif cue and not cue.closed then
      if cue.was_blank and line:find "^%s*%d+%s*$" then
        pending[#pending + 1] = { from = from, to = to, number = number, is_number = true }
      else
        if cue.was_blank then note("blank line", cue.was_blank, "a blank line between the time and its words") end
        cue.was_blank = nil
        cue[#cue + 1] = { from, to }
      end
    elseif kind == "vtt" and (line:find "^NOTE%f[%s\0]" or line:find "^STYLE%s*$" or line:find "^REGION%s*$" or number == 1) then
      skipping = true
    else
      pending[#pending + 1] = { from = from, to = to, number = number, is_number = line:find "^%s*%d+%s*$" ~= nil }
      if line:find("-->", 1, true) then
        note("bad timing", number, "a line of times that cannot be read: its words were left out or joined")
        if kind == "vtt" then skipping = true end
      end
    end
    blank_before = false
  end)
  settle(0)
  return list
end

-- --- the words of a cue ------------------------------------------------------------------------

local ENTITIES = { amp = "&", lt = "<", gt = ">", nbsp = "\u{A0}", lrm = "", rlm = "", quot = '"', apos = "'" }

local function entity(name)
  if ENTITIES[name] then return ENTITIES[name] end
  local code = tonumber(name:match "^#(%d+)$") or tonumber(name:match "^#[xX](%x+)$" or "", 16)
  if code and code > 31 and code < 0x110000 and not (code >= 0xD800 and code < 0xE000) then return utf8.char(code) end
end

-- Cuts bytes from..to into pieces without markup; a voice or a time inside changes what follows.
local function cut_line(text, from, to, state, visit)
  local at = from
  while at <= to do
    -- Within the line: a look through all that follows would be repeated at each line.
    local mark = text:sub(at, to):find "[<&{\\]"
    if not mark then visit(at, to) return end
    mark = at + mark - 1
    if mark > at then visit(at, mark - 1) end -- with the voice and time that hold before the mark
    at = mark
    local stop, replace
    local c = text:byte(mark)
    if c == 60 then -- <
      local tag_end = text:find(">", mark, true)
      if tag_end and tag_end <= to then
        local tag = text:sub(mark + 1, tag_end - 1)
        local voice = tag:match "^v[%.%w_-]*%s+(.+)$"
        local h, m, s, f = tag:match("^" .. TIME .. "$")
        if not h then m, s, f = tag:match "^(%d+):(%d+)[.,](%d+)$" end
        if voice then
          state.speaker = (voice:gsub("&(#?%w+);", entity):gsub("^%s+", ""):gsub("%s+$", ""))
          state.is_voice = true
          stop = tag_end
        elseif m then
          state.time, stop = seconds(h or 0, m, s, f), tag_end
        elseif tag:find "^/?%a" and (state.kind == "vtt" or tag:find "^/?%a+%s*/?$" or tag:find "^font") then
          stop = tag_end
        elseif tag == "" or tag == "/" then
          stop = tag_end
        end
      end
    elseif c == 38 then -- &
      local name = text:match("^&(#?%w+);", mark)
      replace = name and entity(name)
      if replace then stop = mark + #name + 1 end
    elseif c == 123 then -- {
      local close = text:find("}", mark, true)
      if close and close <= to and (state.kind == "ass" or text:find("^{\\", mark)) then stop = close end
    elseif state.kind == "ass" and text:find("^\\[Nnh]", mark) then
      stop, replace = mark + 1, " "
    end
    if stop then
      if replace and replace ~= "" then visit(mark, stop, replace) end
      at = stop + 1
    else
      visit(at, mark)
      at = mark + 1
    end
  end
end

-- --- cues to turns -----------------------------------------------------------------------------

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

-- Lines that are said again in the next cue, as they roll up.
local function mark_rolling(document, list)
  local last, again, lines = nil, 0, 0
  for _, cue in ipairs(list) do
    for _, line in ipairs(cue) do
      if line.words ~= "" then
        line.is_again = line.words == last
        if line.is_again then again = again + 1 end
        lines, last = lines + 1, line.words
      end
    end
  end
  if again >= 3 and again * 4 >= lines or again == lines - 1 and again > 0 and lines > 2 then
    cues.note(document, "rolling", "the whole", ("%d lines that roll up were read once"):format(again))
    return true
  end
  return false
end

-- The pieces of every line of every cue.
local function cut(document, list, kind)
  local text = tostring(document.text)
  for _, cue in ipairs(list) do
    local state = { speaker = cue.speaker, kind = kind, time = cue.time }
    for _, line in ipairs(cue) do
      local pieces, parts = {}, {}
      cut_line(text, line[1], line[2], state, function(from, to, replace)
        pieces[#pieces + 1] = { from = from, to = to, text = replace, time = state.time, speaker = state.speaker }
        parts[#parts + 1] = replace or text:sub(from, to)
      end)
      line.pieces, line.words = pieces, table.concat(parts):gsub("^%s+", ""):gsub("%s+$", "")
      line.lead = #(table.concat(parts):match "^%s*")
      line.is_voice = state.is_voice
    end
  end
end

-- Takes n bytes away from the beginning of the pieces.
local function drop(pieces, n)
  local kept = {}
  for _, piece in ipairs(pieces) do
    local size = piece.text and #piece.text or piece.to - piece.from + 1
    if n >= size then n = n - size
    else
      if n > 0 and not piece.text then piece.from = piece.from + n end
      n = 0
      kept[#kept + 1] = piece
    end
  end
  return kept
end

local function trim_end(text, pieces)
  local last = pieces[#pieces]
  while last and not last.text do
    local words = text:sub(last.from, last.to):match "^(.-)%s*$"
    if words ~= "" then last.to = last.from + #words - 1 return end
    pieces[#pieces] = nil
    last = pieces[#pieces]
  end
end

--- cues.turns(document, cues, {kind=}) -> turns
---  Turns of cues that are lines of the document, as cues.read gives them (a cue may have a
---  `speaker`). Labels before a colon and voices are speakers; markup and entities are no words.
---  @example
---  local cues = require "moonscribe.cues"
---  local document = { text = ms.text "1\n00:00:01,000 --\x3E 00:00:02,000\n<i>So</i> it\n\n2\n00:00:02,000 --\x3E 00:00:03,000\nis.\n" }
---  local turns = cues.turns(document, cues.read(document, { kind = "srt" }), { kind = "srt" })
---  #turns, turns[1].text, turns[1].text:sub(4, 5):time() --> 1, So it is., 1.0
function cues.turns(document, list, options)
  local text, kind = tostring(document.text), options.kind
  cut(document, list, kind)
  local is_rolling = mark_rolling(document, list)
  local all = {}
  for _, cue in ipairs(list) do
    for _, line in ipairs(cue) do
      if not line.is_voice then all[#all + 1] = line.words end
    end
  end
  local labels, turns, turn, current = find_labels(all), {}, nil, nil

  local function finish()
    if turn and #turn.pieces > 0 then
      turn.text = ms.mapped_text(document.text, turn.pieces)
      turn.pieces, turn.last = nil, nil
      turns[#turns + 1] = turn
    end
    turn = nil
  end

  local function add(cue, speaker, pieces, words, is_break)
    if words == "" then return end
    if not turn or turn.speaker ~= speaker or is_break then
      finish()
      turn = { speaker = speaker, time = cue.time, end_time = cue.end_time, pieces = {}, last = "" }
    elseif cue.end_time then
      local pause = turn.end_time and cue.time and cue.time - turn.end_time or 0
      local joint = pause >= PAUSE and "\n" or spoken.joint(turn.last, words)
      if joint ~= "" then turn.pieces[#turn.pieces + 1] = joint end
      turn.end_time = math.max(turn.end_time or 0, cue.end_time)
    else
      turn.pieces[#turn.pieces + 1] = spoken.joint(turn.last, words)
    end
    for _, piece in ipairs(pieces) do turn.pieces[#turn.pieces + 1] = piece end
    turn.last = words
  end

  for _, cue in ipairs(list) do
    for _, line in ipairs(cue) do
      if line.words ~= "" and not (is_rolling and line.is_again) then
        local pieces, words = drop(line.pieces, line.lead), line.words
        trim_end(text, pieces)
        local name, rest = label_of(words)
        local marker = words:match "^>>+%s*()" or words:match "^[%-–]%s*()%S" and #cue > 1 and words:match "^%-%s*()" or nil
        if name and labels[name] and not line.is_voice then
          pieces, words, current = drop(pieces, rest - 1), words:sub(rest), name
          add(cue, name, pieces, words)
        elseif marker then
          current = nil
          add(cue, cue.speaker, drop(pieces, marker - 1), words:sub(marker), true)
        elseif line.is_voice then
          -- Several voices may be on one line.
          local from = 1
          while pieces[from] do
            local to, parts = from, {}
            while pieces[to + 1] and pieces[to + 1].speaker == pieces[from].speaker do to = to + 1 end
            local group = {}
            for i = from, to do
              group[#group + 1] = pieces[i]
              parts[#parts + 1] = pieces[i].text or text:sub(pieces[i].from, pieces[i].to)
            end
            local said = table.concat(parts)
            local lead = #said:match "^%s*"
            group = drop(group, lead)
            trim_end(text, group)
            add(cue, pieces[from].speaker, group, said:match "^%s*(.-)%s*$")
            from = to + 1
          end
        else
          add(cue, cue.speaker or current, pieces, words)
        end
      end
    end
  end
  finish()
  return turns
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
---  ms.format for timed text of `kind`, which `looks(head, name)` recognises (a bid or nil).
function cues.format(declaration)
  local kind, looks = declaration.kind, declaration.looks
  return ms.format {
    name = declaration.name, about = declaration.about, samples = declaration.samples,
    bid = function(head, document) return looks(tostring(head), document.name or "") or 0 end,
    turns = function(document)
      local list = (declaration.read or cues.read)(document, { kind = kind })
      if #list == 0 and #document.text > 0 and not declaration.may_be_empty then
        return nil, "there is no cue with a time in it: it looks like " .. declaration.about .. ", but none can be read", "malformed"
      end
      return cues.turns(document, list, { kind = kind })
    end,
  }
end

return cues
