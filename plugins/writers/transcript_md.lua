-- A transcript in Markdown: its title and date, then each turn with the speaker in bold. The words show as
-- they were said: what would be markup is escaped.
local ms = require "moonscribe"
local clock = require "moonscribe.clock"

-- Only what would be taken for markup: the text is to be read in any editor too.
local function escape(line)
  return (line:gsub("[\\`*]", "\\%0"):gsub("^_", "\\_"):gsub("([%s%p])_", "%1\\_"):gsub("_([%s%p])", "\\_%1"):gsub("_$", "\\_")
    :gsub("<([%a/!?])", "\\<%1"):gsub("&(#?%w+;)", "\\&%1"):gsub("%[([^%]]*%][%(%[:])", "\\[%1")
    :gsub("^(%s*)([#>+-])", "%1\\%2"):gsub("^(%s*%d+)([.)]%s)", "%1\\%2"):gsub("^(%s*)([=~|])", "%1\\%2"))
end

return ms.writer {
  name = "md", input = "interview", joins = "\n", suffixes = { "md", "markdown" },
  about = "Markdown",
  keeps = { "speaker", "time", "line", "title", "date" },
  write = function(transcript, put)
    -- Words out of a Markdown file are Markdown already.
    local doc = transcript.doc:lower()
    local is_markdown = transcript.format == "dialogue" and (doc:find "%.md$" or doc:find "%.markdown$")
    local escape = is_markdown and tostring or escape
    local is_first = true
    local function block(text)
      put((is_first and "" or "\n") .. text .. "\n")
      is_first = false
    end
    if transcript.title then block("# " .. escape(ms.one_line(transcript.title))) end
    if transcript.date then block("Date: " .. escape(transcript.date)) end
    for _, turn in ipairs(transcript.turns) do
      local lines = {}
      for line in (turn.text .. "\n"):gmatch "(.-)\n" do
        if line:find "%S" then lines[#lines + 1] = escape(line) end
      end
      local label = turn.speaker and ("**%s:** "):format(escape(ms.one_line(turn.speaker))) or ""
      if turn.time then label = label .. ("\\[%s\\] "):format(clock.short(turn.time)) end
      block(label .. table.concat(lines, "\n\n"))
    end
  end,
  samples = {
    { name = "talk.txt", input = "# A *talk*\n\nAnn: Why 2 * 3?\nBob: It rained.\n- A lot.\nAnn: Ah.\nBob: So.",
      output = "# A \\*talk\\*\n\n**Ann:** Why 2 \\* 3?\n\n**Bob:** It rained.\n\n\\- A lot.\n\n**Ann:** Ah.\n\n**Bob:** So.\n" },
    { name = "talk.md", input = "**Ann:** Why *now*?\n\n**Bob:** It rained.\n\n**Ann:** Ah.\n\n**Bob:** So.\n",
      output = "**Ann:** Why *now*?\n\n**Bob:** It rained.\n\n**Ann:** Ah.\n\n**Bob:** So.\n" },
  },
}
