-- DOCX: the paragraphs of a Word document, as they read with all tracked changes accepted. Footnotes,
-- comments, headers and footers are not in the text.
local ms = require "moonscribe"
local markup = require "moonscribe.markup"
local paragraphs = require "moonscribe.paragraphs"
local spoken = require "moonscribe.spoken"

local LEFT_OUT = { del = true, moveFrom = true, Fallback = true, rPrChange = true, pPrChange = true, sectPr = true,
  footnote = true, endnote = true, instrText = true, delText = true, rt = true }
local OFF = { ["0"] = true, ["false"] = true, off = true }

-- The part that the package's list of contents names as the document.
local function main_part(archive)
  local text = archive:read "[Content_Types].xml"
  local tree = text and ms.xml(text)
  for node in tree and tree:all(0, "Override") or function() end do
    local kind = tree:attr(node, "ContentType") or ""
    if kind:find "%.main%+xml$" then return ((tree:attr(node, "PartName") or ""):gsub("^/", "")) end
  end
  return "word/document.xml"
end

-- Styles by their id: the level of headings (0 is a title), which are bold, and which are for names of speakers.
local function read_styles(archive, folder)
  local levels, bold, speakers = {}, {}, {}
  local text = archive:read(folder .. "styles.xml")
  local tree = text and ms.xml(text)
  for node in tree and tree:all(0, "style") or function() end do
    local id, named = tree:attr(node, "styleId") or "", tree:find(node, "name")
    local name = (named and tree:attr(named, "val") or id):lower()
    local outline = tree:find(node, "pPr", "outlineLvl")
    levels[id] = name == "title" and 1 or tonumber(name:match "^heading (%d)$")
      or outline and math.min((tonumber(tree:attr(outline, "val") or "") or 8) + 1, 9) or nil
    local b = tree:find(node, "rPr", "b")
    local is_of_characters = tree:attr(node, "type") == "character"
    bold[id] = is_of_characters and b ~= nil and not OFF[tree:attr(b, "val") or "1"] or nil
    speakers[id] = is_of_characters and name:find "speaker" ~= nil or nil
  end
  return levels, bold, speakers
end

-- The same, read when the first paragraph or run asks for its style: the styles of a document are often longer than its
-- words, and transcripts that were not written in Word use none.
local function styles_of(archive, folder)
  local kinds
  local function look_up(kind, id)
    kinds = kinds or table.pack(read_styles(archive, folder))
    return kinds[kind][id]
  end
  return function(id) return look_up(1, id) end, function(id) return look_up(2, id) end, function(id) return look_up(3, id) end
end

-- Goes through the elements that matter in their order; one function a kind, by name.
local function read_body(tree, level_of, is_bold_style, speaker_style)
  local build, is_bold, is_speaker, run, tables = paragraphs.builder(), false, nil, nil, {}
  local hidden = -1 -- the last node of what is left out
  local function hide(node) hidden = tree:last(node) end
  local kinds = {
    r = function(node) is_bold, is_speaker, run = false, nil, node end,
    t = function(node) build:add(tree:text(node), is_bold, is_speaker) end,
    b = function(node)
      if run and tree:parent(tree:parent(node)) == run then is_bold = not OFF[tree:attr(node, "val") or "1"] end
    end,
    rStyle = function(node)
      local style = tree:attr(node, "val") or ""
      is_bold, is_speaker = is_bold or is_bold_style(style) == true, speaker_style(style)
    end,
    pStyle = function(node)
      local level = level_of(tree:attr(node, "val") or "")
      if level then build:heading(math.min(level, 6)) end
    end,
    tab = function(node) if tree:parent(node) == run then build:add("\t", is_bold) end end,
    br = function(node) if tree:attr(node, "type") ~= "page" then build:flush() end end,
    noBreakHyphen = function() build:add("-", is_bold) end,
    tbl = function(node)
      build:flush()
      build:table(1)
      tables[#tables + 1] = tree:last(node)
    end,
    tr = function() build:flush() build:row() end,
    tc = function() build:flush() build:cell() end,
  }
  kinds.p = function(node)
    build:flush()
    run = nil
    while tables[1] and node > tables[#tables] do
      tables[#tables] = nil
      build:table(-1)
    end
  end
  kinds.cr = kinds.br
  local names = {}
  for name in pairs(kinds) do names[#names + 1] = name end
  for name in pairs(LEFT_OUT) do
    kinds[name] = hide
    names[#names + 1] = name
  end
  for node, name in tree:all(tree:all(0, "body")() or 0, table.unpack(names)) do
    if node > hidden then kinds[name](node) end
  end
  build:flush()
  return build.list
end

-- What Teams exported for years: a line with two times, one with the name, then the words. Nil for any other document.
local function timed_turns(list)
  local pieces, piece = {}, nil
  for _, paragraph in ipairs(list) do
    local from, to = paragraph.text:match "^%s*(%d+:%d+:%d+[.,]%d+)%s*%-%-+>%s*(%d+:%d+:%d+[.,]%d+)%s*$"
    if from then
      piece = { time = spoken.seconds(from), end_time = spoken.seconds(to) }
      pieces[#pieces + 1] = piece
    elseif piece and not piece.speaker then
      piece.speaker = ms.one_line(paragraph.text)
    elseif piece then
      piece.text = (piece.text and piece.text .. "\n" or "") .. paragraph.text
    end
  end
  for _, one in ipairs(pieces) do one.text = one.text or "" end
  return #pieces >= 2 and spoken.turns(pieces) or nil
end

local function title_of(archive)
  local text = archive:read "docProps/core.xml"
  local tree = text and ms.xml(text)
  local node = tree and tree:all(0, "title")()
  local title = node and ms.one_line(tree:text(node)) or ""
  return title ~= "" and not title:find "^Microsoft Word" and title or nil
end

return ms.format {
  name = "docx", input = "package",
  about = "Word documents (.docx and kin)",
  bid = function(head, document)
    local is_named = (document.name or ""):lower():find "%.do[ct][xm]$" ~= nil
    -- The names of its first members stand in its beginning; those of a zip in it do too, but not first.
    local first = head:sub(31, 50)
    local is_office = first:starts "[Content_Types].xml" or first:starts "_rels/" or first:starts "docProps/" or first:starts "word/"
    local is_word = is_office and (head:find("word/document", 1, true) or head:find("word/_rels", 1, true))
    return head:starts "PK" and (is_named and 95 or is_word and 90) or 0
  end,
  turns = function(document)
    local archive <close>, message, code = ms.archive(document.bytes)
    if not archive then return nil, message, code end
    local part = main_part(archive)
    local text
    text, message, code = archive:read(part)
    if not text then return nil, ("this is no whole Word document: %s"):format(message), code end
    local tree
    tree, message, code = markup.read(document, text)
    if not tree then return nil, part .. ": " .. message, code end
    local list = read_body(tree, styles_of(archive, part:match "^(.*/)" or ""))
    local timed = timed_turns(list)
    if timed then return timed, { title = title_of(archive) } end
    local turns, roles = paragraphs.turns(document, list)
    local has_title = list[1] and list[1].level == 1
    return turns, { title = not has_title and title_of(archive) or nil, roles = roles }
  end,
  samples = {
    { name = "talk.docx", title = "River", package = {
      ["[Content_Types].xml"] = "<Types/>",
      ["word/document.xml"] = [[<w:document xmlns:w="w"><w:body>
<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>River</w:t></w:r></w:p>
<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Ann Lee</w:t></w:r><w:r><w:tab/><w:t>Why </w:t></w:r><w:ins><w:r><w:t>now?</w:t></w:r></w:ins><w:del><w:r><w:delText>then?</w:delText></w:r></w:del></w:p>
<w:p><w:r><w:rPr><w:b w:val="true"/></w:rPr><w:t>Bo</w:t></w:r><w:r><w:t xml:space="preserve"> It rained.</w:t><w:br/><w:t>A lot.</w:t></w:r></w:p>
<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Ann Lee</w:t></w:r><w:r><w:t xml:space="preserve"> And then?</w:t></w:r></w:p>
<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Bo</w:t></w:r><w:r><w:t xml:space="preserve"> We went.</w:t></w:r></w:p></w:body></w:document>]],
      ["word/styles.xml"] = [[<w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style></w:styles>]],
    }, turns = { { speaker = "Ann Lee", text = "Why now?" }, { speaker = "Bo", text = "It rained.\nA lot." },
      { speaker = "Ann Lee", text = "And then?" }, { speaker = "Bo", text = "We went." } } },
    { name = "style.docx", package = {
      ["word/document.xml"] = [[<w:document xmlns:w="w"><w:body>
<w:p><w:r><w:rPr><w:rStyle w:val="S"/></w:rPr><w:t>Ann: </w:t></w:r><w:r><w:t>[00:00:01.500] Why?</w:t></w:r></w:p>
<w:p><w:r><w:rPr><w:rStyle w:val="S"/></w:rPr><w:t>Ann: </w:t></w:r><w:r><w:t>Now?</w:t></w:r></w:p>
<w:p><w:r><w:rPr><w:rStyle w:val="S"/></w:rPr><w:t>Bo: </w:t></w:r><w:r><w:t>It rained.</w:t></w:r></w:p></w:body></w:document>]],
      ["word/styles.xml"] = [[<w:styles xmlns:w="w"><w:style w:type="character" w:styleId="S"><w:name w:val="Speaker name"/></w:style></w:styles>]],
    }, turns = { { speaker = "Ann", text = "Why?", time = 1.5 }, { speaker = "Ann", text = "Now?" }, { speaker = "Bo", text = "It rained." } } },
    { name = "teams.docx", package = {
      ["word/document.xml"] = [[<w:document xmlns:w="w"><w:body>
<w:p><w:r><w:t>0:0:1.5 --&gt; 0:0:2.0</w:t><w:br/><w:t>Ann Lee</w:t><w:br/><w:t>Why?</w:t></w:r></w:p>
<w:p><w:r><w:t>0:0:2.0 --&gt; 0:0:3.25</w:t><w:br/><w:t>Bo</w:t><w:br/><w:t>Rain.</w:t></w:r></w:p></w:body></w:document>]],
    }, turns = { { speaker = "Ann Lee", text = "Why?", time = 1.5 }, { speaker = "Bo", text = "Rain.", time = 2.0, end_time = 3.25 } } },
    { name = "table.docx", package = {
      ["word/document.xml"] = [[<w:document xmlns:w="w"><w:body><w:tbl>
<w:tr><w:tc><w:p><w:r><w:t>Ann</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>Bo</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Rain.</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>Ann</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Ah.</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>]],
    }, turns = { { speaker = "Ann", text = "Why?" }, { speaker = "Bo", text = "Rain." }, { speaker = "Ann", text = "Ah." } } },
  },
}
