-- EPUB books: the chapters in reading order, read as one document.
local ms = require "moonscribe"
local pages = require "moonscribe.pages"
local paragraphs = require "moonscribe.paragraphs"

local function unescape(path)
  return (path:gsub("%%(%x%x)", function(code) return string.char(tonumber(code, 16)) end):gsub("#.*$", ""))
end

-- "OEBPS/text/" and "../a.html" -> "OEBPS/a.html"
local function resolve(folder, path)
  path = folder .. unescape(path)
  local changed
  repeat
    path, changed = path:gsub("[^/]+/%.%./", "", 1)
  until changed == 0
  return (path:gsub("^%./", ""):gsub("/%./", "/"))
end

local function read_tree(archive, path)
  local text, message, code = archive:read(path)
  if not text then return nil, message, code end
  local tree = ms.xml(text)
  if tree then return tree end
  return ms.html(text:is_valid() and text or text:repair())
end

-- The pages of the book in their order.
local function read_spine(book)
  local items, order = {}, {}
  for node in book:all(0, "item") do
    items[book:attr(node, "id") or ""] = { path = book:attr(node, "href") or "", kind = book:attr(node, "media-type") or "",
      is_nav = (book:attr(node, "properties") or ""):find "%f[%w]nav%f[%W]" ~= nil }
  end
  for node in book:all(0, "itemref") do
    local item = items[book:attr(node, "idref") or ""]
    if item and not item.is_nav and item.kind:find "html" and book:attr(node, "linear") ~= "no" then order[#order + 1] = item.path end
  end
  return order
end

local function first_text(book, name)
  local node = book:all(0, name)()
  local words = node and ms.one_line(book:text(node)) or ""
  return words ~= "" and words or nil
end

return ms.format {
  name = "epub", input = "package",
  about = "EPUB books: their chapters in reading order",
  bid = function(head, document)
    if head:sub(31, 38):is "mimetype" and head:sub(39, 300):find("application/epub+zip", 1, true) then return 95 end
    return head:starts "PK" and (document.name or ""):lower():find "%.epub$" and 90 or 0
  end,
  turns = function(document)
    local archive <close>, message, code = ms.archive(document.bytes)
    if not archive then return nil, message, code end
    local container
    container, message, code = read_tree(archive, "META-INF/container.xml")
    if not container then return nil, "this is no whole EPUB: " .. message, code end
    local root = container:all(0, "rootfile")()
    local path = root and unescape(container:attr(root, "full-path") or "") or ""
    local book
    book, message, code = read_tree(archive, path)
    if not book then return nil, "this is no whole EPUB: " .. message, code end
    local build, folder = paragraphs.builder(), path:match "^(.*/)" or ""
    for _, page in ipairs(read_spine(book)) do
      local tree = read_tree(archive, resolve(folder, page))
      if tree then pages.read(tree, tree:all(0, "body")() or 0, build, true) end
    end
    local turns, roles = paragraphs.turns(document, build.list)
    return turns, { title = first_text(book, "title"), language = first_text(book, "language"), author = first_text(book, "creator"), roles = roles }
  end,
  samples = {
    { name = "book.epub", title = "Talks", package = {
      mimetype = "application/epub+zip",
      ["META-INF/container.xml"] = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
      ["OEBPS/book.opf"] = [[<package xmlns:dc="dc"><metadata><dc:title>Talks</dc:title></metadata><manifest>
<item id="b" href="text/two.xhtml" media-type="application/xhtml+xml"/><item id="a" href="text/one.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="a"/><itemref idref="b"/></spine></package>]],
      ["OEBPS/text/one.xhtml"] = "<html><body><h1>One</h1><p>Ann: Why?</p><p>Bo: Rain.</p></body></html>",
      ["OEBPS/text/two.xhtml"] = "<html><body><p>Ann: And then?</p><p>Bo: We went.</p></body></html>",
    }, turns = { { speaker = "Ann", text = "Why?" }, { speaker = "Bo", text = "Rain." }, { speaker = "Ann", text = "And then?" }, { speaker = "Bo", text = "We went." } } },
  },
}
