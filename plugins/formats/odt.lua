-- OpenDocument texts (.odt and templates): paragraphs as they read. Notes, comments and what was deleted are
-- not in the text.
local ms = require "moonscribe"
local markup = require "moonscribe.markup"
local paragraphs = require "moonscribe.paragraphs"

local LEFT_OUT = { note = true, annotation = true, ["annotation-end"] = true, ["tracked-changes"] = true, ["sequence-decls"] = true,
  ["variable-decls"] = true, ["user-field-decls"] = true, forms = true, ["hidden-text"] = true, ["hidden-paragraph"] = true, desc = true, title = true,
  ["binary-data"] = true, ["ruby-text"] = true, ["table-of-content-source"] = true }

-- Which styles are bold, and which are titles, by name; a style has what its parent has.
local function read_styles(tree, styles)
  for node in tree and tree:all(0, "style") or function() end do
    local name = tree:attr(node, "style:name") or ""
    local parent = tree:attr(node, "parent-style-name")
    local text = tree:find(node, "text-properties")
    local weight = text and tree:attr(text, "fo:font-weight")
    local from = styles[parent or ""] or {}
    local is_bold = from.is_bold
    if weight then is_bold = weight == "bold" or (tonumber(weight) or 0) >= 600 end
    styles[name] = { is_bold = is_bold, is_title = name == "Title" or parent == "Title" or from.is_title }
  end
end

local function read_body(tree, styles)
  local build, skipped, bold = paragraphs.builder(), nil, { false }
  local function style_of(node, key) return styles[tree:attr(node, key) or ""] or {} end
  local starts = {
    p = function(node)
      build:flush()
      local style = style_of(node, "text:style-name")
      if style.is_title then build:heading(1) end
      bold[#bold + 1] = style.is_bold == true
    end,
    h = function(node)
      build:flush()
      build:heading(math.max(1, math.min(tonumber(tree:attr(node, "outline-level") or "") or 1, 6)))
      bold[#bold + 1] = true
    end,
    span = function(node)
      local is_bold = style_of(node, "text:style-name").is_bold
      if is_bold == nil then is_bold = bold[#bold] end
      bold[#bold + 1] = is_bold
    end,
    s = function(node) build:add((" "):rep(math.max(1, math.min(tonumber(tree:attr(node, "text:c") or "") or 1, 80))), bold[#bold]) end,
    tab = function() build:add("\t", bold[#bold]) end,
    ["line-break"] = function() build:flush() end,
    table = function() build:flush() build:table(1) end,
    ["table-row"] = function() build:row() end,
    ["table-cell"] = function() build:cell() end,
  }
  local function close() bold[#bold] = nil end
  local ends = { p = function() build:flush() close() end, h = function() build:flush() close() end, span = close,
    table = function() build:table(-1) end }
  local in_words = 0
  for event, value, node in tree:walk(tree:all(0, "body")() or 0) do
    if skipped then
      if event == "end" and node == skipped then skipped = nil end
    elseif event == "text" then
      if in_words > 0 then build:add(value, bold[#bold]) end
    elseif event == "start" then
      if LEFT_OUT[value] then skipped = node
      else
        if value == "p" or value == "h" then in_words = in_words + 1 end
        if starts[value] then starts[value](node) end
      end
    else
      if value == "p" or value == "h" then in_words = in_words - 1 end
      if ends[value] then ends[value]() end
    end
  end
  build:flush()
  return build.list
end

local function part(archive, name)
  local text = archive:read(name)
  return text and ms.xml(text)
end

return ms.format {
  name = "odt", input = "package",
  about = "OpenDocument texts (.odt)",
  bid = function(head, document)
    if head:sub(31, 38):is "mimetype" and head:sub(39, 300):find("application/vnd.oasis.opendocument.text", 1, true) then return 95 end
    return head:starts "PK" and (document.name or ""):lower():find "%.o[dt]t$" and 90 or 0
  end,
  turns = function(document)
    local archive <close>, message, code = ms.archive(document.bytes)
    if not archive then return nil, message, code end
    local text
    text, message, code = archive:read "content.xml"
    if not text then return nil, "this is no whole OpenDocument text: " .. message, code end
    local tree
    tree, message, code = markup.read(document, text)
    if not tree then return nil, "content.xml: " .. message, code end
    local styles = {}
    read_styles(part(archive, "styles.xml"), styles)
    read_styles(tree, styles)
    local list = read_body(tree, styles)
    local turns, roles = paragraphs.turns(document, list)
    local meta = part(archive, "meta.xml")
    local node = meta and meta:all(0, "title")()
    local title = node and not (list[1] and list[1].level == 1) and ms.one_line(meta:text(node)) or ""
    return turns, { title = title ~= "" and title or nil, roles = roles }
  end,
  samples = {
    { name = "talk.odt", package = {
      mimetype = "application/vnd.oasis.opendocument.text",
      ["content.xml"] = [[<office:document-content xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:fo="f"><office:automatic-styles>
<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles><office:body><office:text>
<text:h text:outline-level="1">River</text:h><text:p><text:span text:style-name="T1">Ann</text:span><text:s text:c="2"/>Why?<text:note><text:note-body><text:p>note</text:p></text:note-body></text:note></text:p>
<text:p><text:span text:style-name="T1">Bo</text:span><text:tab/>Rain.</text:p><text:p><text:span text:style-name="T1">Ann</text:span> Ah.</text:p>
<text:p><text:span text:style-name="T1">Bo</text:span> Yes.</text:p></office:text></office:body></office:document-content>]],
    }, title = "River", turns = { { speaker = "Ann", text = "Why?" }, { speaker = "Bo", text = "Rain." }, { speaker = "Ann", text = "Ah." }, { speaker = "Bo", text = "Yes." } } },
  },
}
