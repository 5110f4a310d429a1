-- What was said to have happened when: one row a dated statement, sorted by date over all
-- inputs.
local ms = require "moonscribe"
local markdown = require "moonscribe.markdown"
local html = require "moonscribe.html"
local shown_date = require "moonscribe.shown_date"

-- A date without a year ("XXXX-08") and a time without a date ("T15:30") have no place on a
-- line of time.
local function is_placed(value)
  return type(value) == "string" and value:find "^[-%d]" ~= nil
end

-- The years are headings; 199X and what has no year of its own stand as they are.
local function lay_out(rows, page)
  page:title "Timeline"
  local year
  for row in rows do
    local date, now = shown_date(row.date), shown_date(row.date:match "^[%dX]+" or row.date)
    if now ~= year then page:heading(now) end
    year = now
    page:item(row.text, { who = row.speaker and date .. " · " .. row.speaker or date, note = row.surface, source = row.source })
  end
  page:finish()
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
    md = function(rows, put) lay_out(rows, markdown.page(put)) end,
    html = function(rows, put) lay_out(rows, html.page(put, "Timeline")) end,
  },
}
