-- EBU STL subtitles (Tech 3264): a block of 1,024 bytes about the programme, then blocks of 128 bytes with times in
-- frames and words in ISO 6937 or a part of ISO 8859.
local ms = require "moonscribe"
local cues = require "moonscribe.cues"

local HEADER, BLOCK = 1024, 128

-- ISO 6937: what differs from ASCII, and the marks that stand before their letter.
local SIGNS = { [0xA0] = "\u{A0}¡¢£$¥", [0xA7] = "§¤‘“«←↑→↓°±²³×µ¶·÷’”»¼½¾¿", [0xD0] = "―¹®©™♪", [0xE0] = "ΩÆÐªĦ", [0xE6] = "ĲĿŁØŒºÞŦŊŉĸæđðħıĳŀłøœßþŧŋ" }
local MARKS = { 0x300, 0x301, 0x302, 0x303, 0x304, 0x306, 0x307, 0x308, [10] = 0x30A, [11] = 0x327, [13] = 0x30B, [14] = 0x328, [15] = 0x30C }

local LATIN = {}
for first, signs in pairs(SIGNS) do
  local at = first
  for _, code in utf8.codes(signs) do LATIN[at], at = utf8.char(code), at + 1 end
end

local function decode_latin(bytes)
  local parts, mark = {}, nil
  for i = 1, #bytes do
    local byte = bytes:byte(i)
    local mark_of = byte >= 0xC1 and byte <= 0xCF and MARKS[byte - 0xC0]
    if mark_of then mark = mark_of
    else
      parts[#parts + 1] = byte < 0x80 and string.char(byte) or LATIN[byte] or "\u{FFFD}"
      if mark then parts[#parts + 1], mark = utf8.char(mark), nil end
    end
  end
  return tostring(ms.text(table.concat(parts)):normalise "NFC")
end

local TABLES = { ["01"] = "ISO-8859-5", ["02"] = "ISO-8859-6", ["03"] = "ISO-8859-7", ["04"] = "ISO-8859-8" }

-- Codes of colours and boxes are blanks, those of italics nothing; 0x8A is a line end, 0x8F fills.
local function words_of(field, encoding)
  local words = field:gsub("\x8F+$", ""):gsub("[\0-\x1F\x8A]+", " "):gsub("[\x80-\x9F]", "")
  if not encoding then return decode_latin(words) end
  local text = ms.decode(words, encoding)
  return text and tostring(text) or words
end

local function seconds(bytes, at, rate)
  local h, m, s, f = bytes:byte(at, at + 3)
  return h * 3600 + m * 60 + s + f / rate
end

-- Pieces of the text blocks; what goes on in further blocks is one piece.
local function read_blocks(bytes, rate, encoding)
  local pieces, parts = {}, ""
  for at = HEADER + 1, #bytes - BLOCK + 1, BLOCK do
    local extension, comment = bytes:byte(at + 3), bytes:byte(at + 15)
    if extension ~= 0xFE and comment ~= 1 then
      parts = parts .. bytes:sub(at + 16, at + BLOCK - 1):gsub("\x8F+$", "")
      if extension == 0xFF then
        pieces[#pieces + 1] = { text = ms.one_line(words_of(parts, encoding)), time = seconds(bytes, at + 5, rate), end_time = seconds(bytes, at + 9, rate) }
        parts = ""
      end
    end
  end
  return pieces
end

return ms.format {
  name = "stl", input = "bytes", about = "EBU STL subtitles",
  bid = function(head) return tostring(head):find "^...STL%d%d%.%d1" and 100 or 0 end,
  turns = function(document)
    local bytes = tostring(document.bytes)
    local rate, code = tonumber(bytes:sub(7, 8)), bytes:sub(13, 14)
    if not rate or rate == 0 or #bytes < HEADER then return nil, "its first block is not whole", "truncated" end
    if (#bytes - HEADER) % BLOCK ~= 0 then cues.note(document, "break", "", "its last block is not whole and was left out") end
    local pieces = read_blocks(bytes, rate, TABLES[code])
    local title = ms.one_line(decode_latin(bytes:sub(17, 48):gsub("[\0-\x1F]", " ")))
    return cues.labelled(pieces), { title = title ~= "" and title or nil }
  end,
  samples = {
    { name = "film.stl", title = "Rain", input = ("850STL25.01" .. "1" .. "00" .. "09" .. "Rain" .. (" "):rep(28)):sub(1, 48) .. (" "):rep(1024 - 48) ..
      "\0\0\0\xFF\0\0\0\1\0\0\0\2\12\20\2\0" .. ("\13\11\11So it \x8A\xC2Et\xC2e.\10\10" .. ("\x8F"):rep(112)):sub(1, 112),
      turns = { { text = "So it Été.", time = 1.0, end_time = 2.48 } } },
  },
}
