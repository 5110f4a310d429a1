-- What was said to have happened when: one row a dated statement, sorted by date over all inputs.
local ms = require "moonscribe"
local markdown = require "moonscribe.markdown"
local escape, code = markdown.escape, markdown.code

-- A date without a year ("XXXX-08") has no place on a line of time.
local function is_placed(value)
  return type(value) == "string" and not value:find("^XXXX")
end

return ms.script {
  name = "timeline",
  about = "Dated statements of all interviews in order of their dates",
  options = { speaker_role = { type = "enum", choices = { "interviewer", "interviewee", "other" },
    help = "only what people in this role say" } },
  columns = { "date", "grain", "surface", "text", "speaker", "role", "kind", "doc", "source" },
  writer = "jsonl",
  order = { "date" },
  each = function(interview, emit, opt)
    for turn in interview:turns { role = opt.speaker_role } do
      for m in turn:mentions { "date", "time" } do
        if is_placed(m.value) then
          emit { date = m.value, grain = m.grain, surface = m.text, text = m:sentence(), speaker = turn.speaker,
            role = turn.role, kind = m.kind, doc = interview.doc, source = m:locator() }
        end
      end
    end
  end,
  views = {
    md = function(rows, put)
      put "# Timeline\n"
      local day
      for row in rows do
        if row.date ~= day then
          day = row.date
          put(("\n## %s\n\n"):format(day))
        end
        local who = row.speaker and ("**%s**: "):format(escape(row.speaker)) or ""
        put(("- %s%s  \n  *%s* · %s\n"):format(who, escape(row.text), escape(row.surface), code(row.source)))
      end
    end,
  },
}
