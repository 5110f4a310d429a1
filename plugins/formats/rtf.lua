-- RTF, as word processors write it: the words of the body, paragraphs on lines. What control words set (bold,
-- the font's character set) holds within its group; unknown destinations are left out with all in them.
local ms = require "moonscribe"
local markup = require "moonscribe.markup"
local paragraphs = require "moonscribe.paragraphs"

-- Groups that hold no words of the body.
local LEFT_OUT = {}
for name in ("fonttbl colortbl stylesheet listtable listoverridetable revtbl rsidtbl pict object header headerl headerr headerf footer footerl footerr footerf " ..
  "footnote annotation atnid atnauthor atnref atndate atnicn atrfstart atrfend fldinst themedata colorschememapping datastore latentstyles generator xmlnstbl pgdsctbl listtext pntext " ..
  "pntxta pntxtb filetbl nonshppict shpinst do bkmkstart bkmkend xe tc txe rxe template comment author operator company keywords subject doccomm category manager hlinkbase userprops mmathPr"):gmatch "%a+" do
  LEFT_OUT[name] = true
end

local CHARACTERS = { emdash = "—", endash = "–", bullet = "•", lquote = "‘", rquote = "’", ldblquote = "“", rdblquote = "”",
  emspace = " ", enspace = " ", qmspace = " ", tab = "\t", ["~"] = "\u{A0}", ["_"] = "-" }
local CHARSETS = { [0] = 1252, [77] = 10000, [128] = 932, [129] = 949, [134] = 936, [136] = 950, [161] = 1253, [162] = 1254, [163] = 1258,
  [177] = 1255, [178] = 1256, [186] = 1257, [204] = 1251, [222] = 874, [238] = 1250 }
local ENCODINGS = { [932] = "Shift_JIS", [936] = "GBK", [949] = "EUC-KR", [950] = "Big5", [10000] = "macintosh", [65001] = "UTF-8" }
local DEEPEST = 1000

local function decode(bytes, page)
  local text = ms.decode(bytes, ENCODINGS[page] or "windows-" .. page) or ms.decode(bytes, "windows-1252")
  return text and tostring(text) or ""
end

-- The font table's character sets, by the number of the font.
local function read_fonts(head)
  local fonts = {}
  local number
  for word, value in head:gmatch "\\(%a+)(%d*)" do
    if word == "f" then number = tonumber(value)
    elseif word == "fcharset" and number then fonts[number] = CHARSETS[tonumber(value)] end
  end
  return fonts
end

-- Reads the source from its first brace; gives the builder's paragraphs and what the info group says.
local function read(source, document)
  local build, info = paragraphs.builder(), {}
  local table_start = source:find("\\fonttbl", 1, true)
  local fonts = table_start and read_fonts(source:sub(table_start, source:find("{\\colortbl", table_start, true) or table_start + 20000)) or {}
  local page = tonumber(source:match "\\ansicpg(%d+)") or source:find("^{\\rtf1?\\mac") and 10000 or 1252
  local stack, depth = {}, 0
  local state = { bold = false, uc = 1, page = page }
  local pending, to_skip, high, is_row, opened = {}, 0, nil, false, 0

  local function settle() -- bytes that came as \'xx, several of which may be one character
    if #pending == 0 then return end
    local bytes = table.concat(pending)
    pending = {}
    if not state.left_out then build:add(decode(bytes, state.page), state.bold) end
  end
  local function add(words)
    settle()
    if state.info then info[state.info] = (info[state.info] or "") .. words
    elseif not state.left_out and words ~= "" then build:add(words, state.bold) end
  end
  local function unicode(code)
    if code < 0 then code = code + 65536 end
    to_skip = state.uc
    if code >= 0xD800 and code <= 0xDBFF then high = code return end
    if code >= 0xDC00 and code <= 0xDFFF then
      code = high and 0x10000 + (high - 0xD800) * 1024 + code - 0xDC00 or 0xFFFD
    end
    high = nil
    if code < 0x110000 and code > 0 then add(utf8.char(code)) end
  end
  local words = {
    par = function() settle() if not state.left_out then build:flush() end end,
    b = function(value) settle() state.bold = value ~= 0 end,
    plain = function() settle() state.bold = false end,
    uc = function(value) state.uc = math.max(0, math.min(value or 1, 16)) end,
    u = function(value) unicode(value or 0) end,
    f = function(value) settle() state.page = fonts[value] or page end,
    v = function(value) settle() state.left_out = state.left_out or value ~= 0 and "hidden" or nil if value == 0 and state.left_out == "hidden" then state.left_out = nil end end,
    trowd = function() settle() if not is_row then build:flush() build:table(1) build:row() build:cell() is_row = true end end,
    cell = function() settle() build:flush() build:cell() end,
    row = function() settle() build:flush() if is_row then build:table(-1) is_row = false end end,
    result = function() if state.left_out == "object" then state.left_out = nil end end, -- what an object looks like
    info = function() state.left_out = "info" end,
    title = function() if state.left_out == "info" then state.info = "title" end end,
    deleted = function(value) settle() state.left_out = value ~= 0 and "deleted" or nil end,
  }
  words.line, words.sect, words.page = words.par, words.par, words.par
  words.nestcell = words.cell

  local at, size, is_whole = 1, #source, source:find "^%s*{\\rtf" ~= nil
  while at <= size do
    local special = source:find("[\\{}\r\n]", at) or size + 1
    if special > at then
      local text = source:sub(at, special - 1)
      if to_skip > 0 then
        local skipped = math.min(to_skip, #text)
        text, to_skip = text:sub(skipped + 1), to_skip - skipped
      end
      add(text)
    end
    if special > size then break end
    local c = source:sub(special, special)
    at = special + 1
    if c == "{" then
      settle()
      depth, to_skip, opened = depth + 1, 0, at
      if depth > DEEPEST then return nil, "RTF: groups are nested more than " .. DEEPEST .. " deep", "limit_nesting" end
      stack[depth] = state
      state = { bold = state.bold, uc = state.uc, page = state.page, left_out = state.left_out, info = state.info }
    elseif c == "}" then
      settle()
      to_skip = 0
      if depth == 0 then break end
      state, stack[depth] = stack[depth], nil
      depth = depth - 1
      if depth == 0 and is_whole then break end
    elseif c == "\\" then
      local word, value, last = source:match("^(%a+)(%-?%d*) ?()", at)
      if word then
        at = last
        value = tonumber(value)
        if to_skip > 0 and word ~= "u" then to_skip = to_skip - 1
        elseif word == "bin" then at = at + math.max(0, value or 0)
        elseif words[word] then words[word](value)
        elseif CHARACTERS[word] then add(CHARACTERS[word])
        elseif LEFT_OUT[word] then state.left_out = state.left_out or word end
      else
        local sign = source:sub(at, at)
        at = at + 1
        if sign == "'" then -- a byte
          local code = tonumber(source:sub(at, at + 1), 16)
          at = at + 2
          if to_skip > 0 then to_skip = to_skip - 1
          elseif code and state.info then add(decode(string.char(code), page))
          elseif code then pending[#pending + 1] = string.char(code) end
        elseif sign == "*" and special == opened then
          if not source:find("^%s*\\shptxt", at) then state.left_out = state.left_out or "*" end
        elseif sign == "\n" or sign == "\r" then words.par()
        elseif to_skip > 0 then to_skip = to_skip - 1
        elseif sign == "\\" or sign == "{" or sign == "}" then add(sign)
        elseif CHARACTERS[sign] then add(CHARACTERS[sign]) end
      end
    end
  end
  settle()
  build:flush()
  if depth > 0 then markup.note(document, "break", "", "groups are still open at the end: the file may have been cut off") end
  return build.list, info
end

return ms.format {
  name = "rtf",
  composes = true, begins = "{", about = "Rich Text Format (.rtf)",
  bid = function(head, document)
    if head:find "^%s*{\\rtf" then return 100 end
    return head:find "^%s*{\\%a" and (document.name or ""):lower():find "%.rtf$" and 80 or 0
  end,
  turns = function(document)
    local list, info, code = read(tostring(document.text), document)
    if not list then return nil, info, code end
    local turns, roles = paragraphs.turns(document, list)
    local title = ms.one_line(info.title or "")
    return turns, { title = title ~= "" and title or nil, roles = roles }
  end,
  samples = {
    { name = "talk.rtf", title = "River", input = [[{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset134 SimSun;}}{\colortbl;\red0;}{\info{\title River}{\author A}}
{\*\generator x;}{\header page}\f0\b Ann:\b0  Caf\'e9 \u8220?why\u8221?\par {\b Bo:} \f1\'c4\'e3\'ba\'c3\f0\{ok\}\emdash yes\line
Ann: So?\par Bo: It {\v hidden}rained{\footnote no}.\par}]],
      turns = { { speaker = "Ann", text = "Café “why”" }, { speaker = "Bo", text = "你好{ok}—yes" }, { speaker = "Ann", text = "So?" }, { speaker = "Bo", text = "It rained." } } },
  },
}
