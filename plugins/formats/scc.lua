-- Scenarist closed captions (.scc): a time and the bytes of CEA-608 in hexadecimal, each with a bit of parity. Codes that place
-- or colour are line breaks or nothing; those that show a caption begin a cue.
local ms = require "moonscribe"
local cues = require "moonscribe.cues"
local spoken = require "moonscribe.spoken"

-- What differs from ASCII, and the signs of two bytes.
local BASIC = { [0x2A] = "á", [0x5C] = "é", [0x5E] = "í", [0x5F] = "ó", [0x60] = "ú", [0x7B] = "ç", [0x7C] = "÷", [0x7D] = "Ñ", [0x7E] = "ñ", [0x7F] = "█" }
local SIGNS = {
  [0x1130] = "®°½¿™¢£♪à\u{A0}èâêîôû", [0x1220] = "ÁÉÓÚÜü‘¡*’—©℠•“”", [0x1230] = "ÀÂÇÈÊËëÎÏïÔÙùÛ«»",
  [0x1320] = "ÃãÍÌìÒòÕõ{}\\^_|~", [0x1330] = "ÄäÖöß¥¤│ÅåØø┌┐└┘",
}

local TWO_BYTES = {}
for first, signs in pairs(SIGNS) do
  local at = first
  for _, code in utf8.codes(signs) do TWO_BYTES[at], at = utf8.char(code), at + 1 end
end

-- The codes that end what is being written: show it, or begin a new caption.
local SHOWS = { [0x142F] = true, [0x1425] = true, [0x1426] = true, [0x1427] = true, [0x142D] = true, [0x1420] = true, [0x142C] = true }

-- Both channels of a field as the first.
local function channel_one(code)
  if code & 0x0800 ~= 0 and code >= 0x1800 then return code & ~0x0800 end
  return code
end

-- Appends what a line's codes write to parts; flush(time) takes them.
local function read_codes(hex, parts, flush)
  local last
  for word in hex:gmatch "%x%x%x%x" do
    local code = tonumber(word, 16) & 0x7F7F
    if code >= 0x1000 and code < 0x2000 then
      if code ~= last then -- codes are sent twice
        local one = channel_one(code)
        if SHOWS[one] then flush()
        elseif one >= 0x1220 and one < 0x1340 and TWO_BYTES[one] then parts[math.max(1, #parts)] = TWO_BYTES[one] -- instead of the one before
        elseif TWO_BYTES[one] then parts[#parts + 1] = TWO_BYTES[one]
        elseif one & 0x40 ~= 0 or one >= 0x1120 and one < 0x1130 then parts[#parts + 1] = " " end
        last = code
      else
        last = nil
      end
    else
      last = nil
      for _, byte in ipairs { code >> 8, code & 0x7F } do
        if byte >= 0x20 then parts[#parts + 1] = BASIC[byte] or string.char(byte) end
      end
    end
  end
end

return ms.format {
  name = "scc", about = "Scenarist closed captions (SCC)", composes = true, begins = "S",
  bid = function(head) return head:find "^%s*Scenarist_SCC" and 100 or 0 end,
  turns = function(document)
    local pieces, parts = {}, {}
    for line in document.text:lines() do
      local stamp, hex = tostring(line):match "^%s*(%d+:%d+:%d+[:;.]%d+)%s+(.*)$"
      if stamp then
        local time = spoken.seconds((stamp:gsub(";", ":")))
        read_codes(hex, parts, function()
          local words = ms.one_line(table.concat(parts))
          if words ~= "" then pieces[#pieces + 1] = { text = words, time = time } end
          for i = #parts, 1, -1 do parts[i] = nil end
        end)
      end
    end
    local rest = ms.one_line(table.concat(parts))
    if rest ~= "" then pieces[#pieces + 1] = { text = rest, time = pieces[#pieces] and pieces[#pieces].time } end
    if #pieces == 0 then return nil, "no line of it has a time and codes", "malformed" end
    return cues.labelled(pieces)
  end,
  samples = {
    { name = "film.scc", input = "Scenarist_SCC V1.0\n\n00:00:01:00\t9420 9420 9470 9470 53ef 20e9 f480 942f 942f\n\n00:00:03:15\t9420 9470 f2e1 e96e e5e4 ae80 942f\n",
      turns = { { text = "So it rained.", time = 1 } } },
  },
}
