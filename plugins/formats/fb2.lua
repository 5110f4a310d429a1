-- FictionBook: the sections of its main body; notes are in other bodies and left out.
local ms = require "moonscribe"
local markup = require "moonscribe.markup"
local paragraphs = require "moonscribe.paragraphs"

local BLOCK = { p = true, v = true, subtitle = true, ["text-author"] = true, title = true, stanza = true, ["empty-line"] = true, td = true, th = true }

return markup.format {
  name = "fb2", roots = { "FictionBook" },
  about = "FictionBook (.fb2)",
  turns = function(tree, document)
    local build, in_title, bold = paragraphs.builder(), 0, 0
    for body in tree:children(1, "body") do
      if not tree:attr(body, "name") then
        for event, value in tree:walk(body) do
          if event == "text" then
            build:add(value, bold > 0)
          else
            local step = event == "start" and 1 or -1
            if BLOCK[value] then build:flush() end
            if value == "title" then in_title = in_title + step
            elseif value == "strong" then bold = bold + step end
            if in_title > 0 and value == "p" and step == 1 then build:heading(2) end
          end
        end
      end
    end
    build:flush()
    local title = tree:all(0, "book-title")()
    local turns, roles = paragraphs.turns(document, build.list)
    return turns, { title = title and ms.one_line(tree:text(title)) or nil, roles = roles }
  end,
  samples = {
    { name = "talk.fb2", title = "River", input = [[<?xml version="1.0"?><FictionBook xmlns="f"><description><title-info><book-title>River</book-title></title-info></description>
<body><title><p>One</p></title><section><p>It rained.</p><p>We <strong>went</strong>.</p></section></body><body name="notes"><p>n</p></body></FictionBook>]],
      turns = { { text = "One\nIt rained.\nWe went." } } },
  },
}
