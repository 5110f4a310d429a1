-- SAMI captions (.smi): <sync start=MILLISECONDS> before paragraphs of one or more classes, each a language. The class
-- with the most words is read.
local ms = require "moonscribe"
local cues = require "moonscribe.cues"
local spoken = require "moonscribe.spoken"

-- As people write it, neither syncs nor paragraphs need an end.
local SYNC = [[<sync\b[^<>]*?\bstart\s*=\s*["']?(\d+)[^<>]*>(.*?)(?=<sync\b|</body|\z)]]
local PART = [[<p\b([^<>]*)>(.*?)(?=<p\b|</sync|\z)]]

local function words_of(markup)
  local tree = ms.html("<body>" .. tostring(markup):gsub("<[bB][rR]%s*/?>", " "))
  return tree and ms.one_line((tree:text(0):gsub("\u{A0}", " "))) or ""
end

-- Pieces by class, and the number of bytes of each.
local function read_classes(text)
  local pieces, sizes = {}, {}
  for sync in ms.regex(SYNC, "is"):gmatch(text) do
    local time = tonumber(tostring(sync[1])) / 1000
    for part in ms.regex(PART, "is"):gmatch(sync[2]) do
      local class = tostring(part[1]):lower():match "class%s*=%s*[\"']?([%w_-]+)" or ""
      local list = pieces[class] or {}
      pieces[class] = list
      local words = words_of(part[2])
      if list[#list] and not list[#list].end_time then list[#list].end_time = time end
      list[#list + 1] = { text = words, time = time }
      sizes[class] = (sizes[class] or 0) + #words
    end
  end
  return pieces, sizes
end

return ms.format {
  name = "sami", about = "SAMI captions (.smi)", composes = true, begins = "<",
  bid = function(head) return ms.regex([[^\s*<sami\b]], "i"):test(head) and 100 or 0 end,
  turns = function(document)
    local pieces, sizes = read_classes(document.text)
    local best, others = nil, 0
    for class, size in pairs(sizes) do
      others = others + 1
      if not best or size > sizes[best] or size == sizes[best] and class < best then best = class end
    end
    if not best then return nil, "there is no <sync start=...> with a paragraph in it", "malformed" end
    if others > 1 then cues.note(document, "languages", "", ("%d classes are in it: only \"%s\" was read"):format(others, best)) end
    local language = ms.regex([[\.]] .. best .. [[\s*\{[^}]*?lang\s*:\s*([a-z]{2,3}(?:-[a-z]{2})?)]], "i"):match(document.text)
    local title = ms.regex("<title>(.*?)</title>", "is"):match(document.text)
    return cues.labelled(pieces[best]), { language = language and tostring(language[1]), title = title and words_of(title[1]) or nil }
  end,
  samples = {
    { name = "film.smi", input = "<SAMI><HEAD><TITLE>Rain</TITLE><STYLE><!-- .ENCC {Name: English; lang: en-US;} --></STYLE></HEAD><BODY>" ..
      "<SYNC Start=1000><P Class=ENCC>So it &amp; that<br>rained.<SYNC Start=2000><P Class=ENCC>&nbsp;<SYNC Start=3000><P Class=ENCC>All day.</P></SYNC></BODY></SAMI>",
      title = "Rain", turns = { { text = "So it & that rained. All day.", time = 1.0 } } },
  },
}
