-- Akoma Ntoso: debates of parliaments, and the transcripts of those who publish in their form. A speech is
-- a turn, named by the <from> in it or by the person that `by` refers to.
local ms = require "moonscribe"
local markup = require "moonscribe.markup"

local function persons_of(tree)
  local persons = {}
  for node in tree:all(0, "TLCPerson", "TLCRole", "TLCOrganization") do
    local id = tree:attr(node, "eId") or tree:attr(node, "id")
    if id then persons["#" .. id] = tree:attr(node, "showAs") end
  end
  return persons
end

-- The paragraphs of a speech, without the speaker's name.
local function words_of(tree, speech, from)
  local paragraphs = {}
  for node in tree:children(speech) do
    local words = node ~= from and ms.one_line(tree:text(node)) or ""
    if words ~= "" then paragraphs[#paragraphs + 1] = words end
  end
  return table.concat(paragraphs, "\n")
end

local SPEECH = { "speech", "question", "answer", "speechGroup" }

return markup.format {
  name = "akoma_ntoso", roots = { "akomaNtoso" },
  about = "Akoma Ntoso XML: speeches, questions and answers of debates",
  turns = function(tree)
    local persons, turns, roles = persons_of(tree), {}, {}
    for node, kind in tree:all(0, table.unpack(SPEECH)) do
      local from = tree:find(node, "from")
      local by = tree:attr(node, "by")
      local speaker = from and ms.one_line(tree:text(from)):gsub("%s*[:：]$", "") or by and (persons[by] or by:gsub("^#", ""))
      local text = kind ~= "speechGroup" and words_of(tree, node, from) or ""
      if text ~= "" then turns[#turns + 1] = { speaker = speaker ~= "" and speaker or nil, text = text } end
    end
    if #turns == 0 then -- a report of what was said
      local body = tree:all(0, "debateBody", "body", "mainBody")()
      turns[1] = body and { text = words_of(tree, body) }
    end
    local title = tree:all(0, "docTitle")() or tree:all(0, "heading")()
    local date = tree:all(0, "docDate")() or tree:all(0, "FRBRdate")()
    return turns, { title = title and ms.one_line(tree:text(title)), roles = roles,
      date = date and (tree:attr(date, "date") or ""):match "^%d%d%d%d%-%d%d%-%d%d" }
  end,
  samples = {
    { name = "debate.xml", input = [[<?xml version="1.0"?>
<akomaNtoso><debate><meta><references><TLCPerson id="lin" showAs="Lin Wei"/></references></meta>
<debateBody><debateSection><heading>The river</heading>
<speech by="#lin"><p>Why is it low?</p><p>Since when?</p></speech>
<speech by="#hale"><from>Ms Hale:</from><p>Since May.</p></speech>
</debateSection></debateBody></debate></akomaNtoso>]],
      title = "The river",
      turns = { { speaker = "Lin Wei", text = "Why is it low?\nSince when?" }, { speaker = "Ms Hale", text = "Since May." } } },
  },
}
