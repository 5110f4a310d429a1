-- moonscribe.summary_page: the rows of a summary as a page, Markdown or HTML.
local html = require "moonscribe.html"
local markdown = require "moonscribe.markdown"
local shown_date = require "moonscribe.shown_date"

local summary_page = {}

local BOUND = { over = "over ", under = "under ", about = "about " }

-- Where words were left out.
local BEFORE, AFTER = { before = "… ", both = "… " }, { after = " …", both = " …" }

local function quoted(row) return (BEFORE[row.cut] or "") .. tostring(row.text) .. (AFTER[row.cut] or "") end

-- What each part is on a page.
local SHOW = {
  document = function(page, row) page:title(row.text, row.date, row.source) end,
  speaker = function(page, row)
    page:item(("%s, %d turns"):format(row.of and row.of .. "; " .. row.role or row.role, row.value), { who = row.text })
  end,
  person = function(page, row) page:item(row.of, { who = row.text, source = row.source }) end,
  gist = function(page, row) page:quote(quoted(row), { who = row.speaker, source = row.source }) end,
  question = function(page, row) page:heading(("%d. %s"):format(row.section, row.text), row.source) end,
  topic = function(page, row)
    -- Called by its first key phrase, it is called by all of them.
    local is_named = row.of and row.of:sub(1, #row.text):lower() == tostring(row.text):lower()
    page:heading(("%d. %s"):format(row.section, is_named and (row.of:gsub("; ", " · ")) or quoted(row)), row.source, not is_named and row.of or nil)
  end,
  voice = function(page, row) page:heading(row.text, nil, row.of) end,
  key = function(page, row) page:quote(quoted(row), { who = row.speaker, source = row.source }) end,
  point = function(page, row) page:item(quoted(row), { source = row.source }) end,
  figure = function(page, row)
    page:row { row.text, (BOUND[row.bound] or "") .. tostring(row.value), row.unit or "", row.of or "", row.speaker or "", row.source }
  end,
  date = function(page, row) page:item(quoted(row), { who = shown_date(row.date), source = row.source }) end,
  open = function(page, row) page:item(quoted(row), { who = row.speaker, source = row.source }) end,
  shared = function(page, row) page:heading(row.text, nil, ("%d interviews"):format(row.value)) end,
  agree = function(page, row) page:heading(row.text, nil, ("%d interviews: they agree"):format(row.value)) end,
  differ = function(page, row) page:heading(row.text, nil, ("%d interviews: they differ"):format(row.value)) end,
  said = function(page, row) page:quote(quoted(row), { who = row.speaker, note = row.doc, source = row.source }) end,
}
local HEADING = { speaker = "Who speaks", person = "Who is named", gist = "In short", figure = "Figures", date = "When", open = "Left open" }

local ACROSS = { shared = true, agree = true, differ = true, said = true }
local HELD = 20000 -- rows: so many at most are held back to see what the interviews share, which then comes first

-- The rows, those across the interviews before all others, unless these are too many.
local function across_first(rows)
  local held, across, i, rest = {}, {}, 0, nil
  for row in rows do
    if ACROSS[row.part] then across[#across + 1] = row else held[#held + 1] = row end
    if #held >= HELD then
      rest = rows
      break
    end
  end
  return function()
    i = i + 1
    if i <= #across then return across[i] end
    return held[i - #across] or rest and rest()
  end
end

local function lay_out(rows, page)
  local part, about, speakers, is_across = nil, {}, 0, false
  for row in across_first(rows) do
    if ACROSS[row.part] and not is_across then page:title "Across the interviews" end
    is_across = ACROSS[row.part] or false
    if row.part == "phrase" then
      about[#about + 1] = row.text
    else
      if part == "document" and about[1] then
        page:note("About: " .. table.concat(about, " · "))
        about = {}
      end
      if part == "speaker" and row.part ~= part and speakers > 0 then page:item(("and %d more"):format(speakers), {}) end
      if row.part == "document" then speakers = row.value or 0 end
      if row.part == "speaker" then speakers = speakers - 1 end
      if row.part ~= part and HEADING[row.part] then page:heading(HEADING[row.part]) end
      if row.part ~= part and row.part == "figure" then page:head { "said", "value", "unit", "of", "speaker", "source" } end
      part = row.part
      SHOW[part](page, row)
    end
  end
  page:finish()
end

function summary_page.markdown(rows, put) lay_out(rows, markdown.page(put)) end
function summary_page.html(rows, put) lay_out(rows, html.page(put, "Summary")) end

return summary_page
