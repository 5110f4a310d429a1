-- Web pages: the article out of the page, its speakers by class, bold, definition list or table, or by labels
-- as in plain text.
local ms = require "moonscribe"
local markup = require "moonscribe.markup"
local pages = require "moonscribe.pages"
local paragraphs = require "moonscribe.paragraphs"

local FRAGMENT = ms.regex([[^\s*<(?:!doctype html|head|body|div|p|article|main|section|h[1-6]|dl|table|meta|title|center)\b]], "i")

-- The day that a page says it was published on.
local function date_of(tree)
  for node in tree:all(0, "meta", "time") do
    local key = tree:attr(node, "property") or tree:attr(node, "name") or tree:attr(node, "itemprop") or ""
    local value = key:lower():find "publish" and tree:attr(node, "content") or key == "date" and tree:attr(node, "content")
    local day = value and value:match "^%d%d%d%d%-%d%d%-%d%d"
    if day then return day end
  end
end

return ms.format {
  name = "html",
  about = "web pages: the article in them, speakers by class, bold, list or label",
  bid = function(head, document)
    local root = markup.root_of(document)
    if root and root:lower() == "html" or head:find "^%s*<!DOCTYPE [hH][tT][mM][lL]" then return 90 end
    local is_named = (document.name or ""):lower():find "%.x?html?$" ~= nil
    if is_named and head:find "<%a" then return 80 end
    return FRAGMENT:test(head) and 10 or 0
  end,
  turns = function(document)
    local tree, message, code = ms.html(document.text)
    if not tree then return nil, message, code end
    local build = paragraphs.builder()
    pages.read(tree, pages.article(tree), build)
    local turns, roles = paragraphs.turns(document, build.list)
    return turns, { title = pages.title(tree), date = date_of(tree), roles = roles }
  end,
  samples = {
    { name = "bold.html", title = "The river", input = [[<!DOCTYPE html><html><head><title>River - Site</title></head><body><nav><a href="/">Home of all of our interviews</a></nav>
<div id="content"><h1>The river</h1><p><strong>Ann Lee</strong> Why is it so low this year, do you think?</p><p><strong>Bo:</strong> Because it has not rained since the spring.</p>
<p>And they took the water &amp; sold it.</p><p><strong>Ann Lee</strong> Who did that?</p><p><strong>Bo:</strong> The factory did.</p></div><footer>All rights reserved by the people of the river</footer></body></html>]],
      turns = { { speaker = "Ann Lee", text = "Why is it so low this year, do you think?" },
        { speaker = "Bo", text = "Because it has not rained since the spring.\nAnd they took the water & sold it." },
        { speaker = "Ann Lee", text = "Who did that?" }, { speaker = "Bo", text = "The factory did." } } },
    { name = "list.html", input = "<html><body><dl><dt>Ann:</dt><dd>Why?</dd><dt>Bo:</dt><dd>Rain.</dd><dd>Much.</dd><dt>Ann:</dt><dd>Ah.</dd></dl></body></html>",
      turns = { { speaker = "Ann", text = "Why?" }, { speaker = "Bo", text = "Rain.\nMuch." }, { speaker = "Ann", text = "Ah." } } },
    { name = "class.html", input = [[<html><body><div class="turn"><span class="speaker-name">Ann</span> <span class="t">00:05</span> <p>Why?</p></div>
<div class="turn"><div class="speaker">Bo</div><p>Rain.</p><p>Much.</p></div></body></html>]],
      turns = { { speaker = "Ann", text = "Why?", time = 5 }, { speaker = "Bo", text = "Rain.\nMuch." } } },
    { name = "questions.html", input = "<html><body><p><b>Who are you?</b></p><p>Bo.</p><p><b>Why now?</b></p><p>It rained.</p><p>A lot.</p><p><b>And then?</b></p><p>We went.</p></body></html>",
      turns = { { speaker = "Q", text = "Who are you?", role = "interviewer" }, { speaker = "A", text = "Bo.", role = "interviewee" }, { speaker = "Q", text = "Why now?" },
        { speaker = "A", text = "It rained.\nA lot." }, { speaker = "Q", text = "And then?" }, { speaker = "A", text = "We went." } } },
  },
}
