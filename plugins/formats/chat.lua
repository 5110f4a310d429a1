-- CHAT (.cha) of TalkBank and CHILDES: "*CODE:" begins an utterance, "%tier:" lines tell about it, and
-- "@" lines about the whole. Turns cite the words where they stand; codes between them are left out.
local ms = require "moonscribe"
local markup = require "moonscribe.markup"

-- What is no word: times, codes in brackets, pauses, events, the marks of conversation analysis. What is to be kept of it is
-- a group: a filler's sound, the letters that were swallowed.
local CODE = ms.regex([[\x15[^\x15\n]*\x15|\[[^\]\n]*\]|[<>]|\(\.*\)|\(\d[\d.:]*\)|&-(?<filler>[^\s\[\]<>]+)|&[=~+*]?[^\s\[\]<>]+|(?<=\s)\+[^\s\w]*[.?!"/,<^]+|(?<=\s)\+\+|(?<=[^\s@])@[\w:$&+-]+|\((?<swallowed>[^()\s]+)\)|(?<!\S)0\S*|[‡„↑↓⌈⌉⌊⌋°∆∇☺⁇∬Ϋ≠≋≡⇗↗→↘⇘∞↫∙•▔▁]|\s+(?=[.?!,;:](?:\s|$|\x15|\[))|[ \t\r\n]+]])

local MONTHS = { JAN = 1, FEB = 2, MAR = 3, APR = 4, MAY = 5, JUN = 6, JUL = 7, AUG = 8, SEP = 9, OCT = 10, NOV = 11, DEC = 12 }
local ROLES = { Interviewer = "interviewer", Investigator = "interviewer", Interviewee = "interviewee", Informant = "interviewee",
  Subject = "interviewee", Participant = "interviewee", Patient = "interviewee", Target_Adult = "interviewee" }

-- The pieces of an utterance that are words, appended to those of its turn.
local function add_words(text, from, to, pieces)
  local body = text:sub(from, to)
  local begin, finish = tostring(body):match "\x15%D-(%d+)_(%d+)%D-\x15"
  local time = begin and begin / 1000
  local at, blank, is_first = 1, #pieces > 0, true
  local function keep(first, last)
    if last < first then return end
    if blank and not body:find("^[.?!,;:]", first) then pieces[#pieces + 1] = " " end
    pieces[#pieces + 1] = { from = from + first - 1, to = from + last - 1, time = is_first and time or nil }
    blank, is_first = false, false
  end
  for match in CODE:gmatch(body) do
    local first, last = match:span(0)
    keep(at, first - 1)
    local group = match.filler and "filler" or match.swallowed and "swallowed"
    if group then keep(match:span(group)) end
    at = last + 1
    if not is_first and (match[0]:find "^%s" or match[0]:starts "[") then blank = true end
  end
  keep(at, #body)
  return time, finish and finish / 1000
end

-- "CHI Alex Target_Child, INV Investigator" -> names and roles by code
local function read_participants(value, names, roles)
  for entry in (value .. ","):gmatch "%s*(.-)%s*[,;]" do
    local words = {}
    for word in entry:gmatch "%S+" do words[#words + 1] = word end
    local code = words[1]
    if code then
      names[code] = words[3] and words[2]:gsub("_", " ") or code
      roles[names[code]] = ROLES[words[#words]]
    end
  end
end

local function read_date(value)
  local day, month, year = value:match "^(%d%d?)%-(%u%u%u)%-(%d%d%d%d)"
  return day and MONTHS[month] and ("%s-%02d-%02d"):format(year, MONTHS[month], day) or nil
end

-- Lines of the file with those that continue them: mark ("*", "@", "%"), name, where the value stands.
local function entries(text)
  local LINE = ms.regex([[^([*@%])([^\n:]*?)(?::[ \t]*|[ \t]*$)(.*(?:\n[ \t].*)*)]], "m")
  return LINE:gmatch(text)
end

return ms.format {
  name = "chat",
  about = "CHAT transcripts (.cha) of TalkBank and CHILDES",
  bid = function(head)
    if head:find "^%s*@UTF8" or head:find "^@Begin" or head:find "\n@Begin" or head:find "^@Font" then return 100 end
    return head:find "^%*%u[%u%d]+:\t" and 90 or 0
  end,
  turns = function(document)
    local text = document.text
    local names, roles, meta, turns, ends, begins = {}, {}, {}, {}, false, false
    local turn
    for entry in entries(text) do
      local mark, name = tostring(entry[1]), tostring(entry[2]):match "^%s*(.-)%s*$"
      if mark == "@" then
        if name == "Participants" then read_participants(tostring(entry[3]), names, roles)
        elseif name == "Date" then meta.date = meta.date or read_date(tostring(entry[3]))
        elseif name == "Languages" then meta.language = tostring(entry[3]):match "^%w+"
        elseif name == "Begin" then begins = true
        elseif name == "End" then ends = true
        elseif name == "Title" then meta.title = tostring(entry[3]) end
      elseif mark == "*" and name ~= "" then
        local from, to = entry:span(3)
        local code = name:match "^[^-]+"
        local speaker = names[code] or code
        if not names[code] then markup.note(document, "speaker", "line " .. text:line_column(from), code .. " is no participant that was declared") end
        if not turn or turn.speaker ~= speaker then
          turn = { speaker = speaker, pieces = {} }
          turns[#turns + 1] = turn
        end
        local time, end_time = add_words(text, from, to, turn.pieces)
        turn.time, turn.end_time = turn.time or time, end_time or turn.end_time
      end
    end
    local spoken = {}
    for _, one in ipairs(turns) do
      if #one.pieces > 0 then
        one.text = ms.mapped_text(text, one.pieces)
        if one.text:find "[%w\x80-\xFF]" then spoken[#spoken + 1] = one end
      end
    end
    if not begins then markup.note(document, "header", "line 1", "@Begin is missing") end
    if not ends then markup.note(document, "break", "", "@End is missing: the file may have been cut off") end
    meta.roles = roles
    return spoken, meta
  end,
  samples = {
    { name = "talk.cha", input = "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tINV Ann Investigator, PAR Participant\n@Date:\t02-MAY-2020\n*INV:\twhat &-uh was [/] was <the weather> [?] like ? \x151000_2500\x15\n%com:\twind\n*PAR:\tit (.) was rainin(g) &=laughs ,\n\tall day@q +...\n*PAR:\tyes .\n@End\n",
      date = "2020-05-02",
      turns = { { speaker = "Ann", role = "interviewer", text = "what uh was was the weather like?", time = 1, end_time = 2.5 },
        { speaker = "PAR", text = "it was raining, all day yes." } } },
  },
}
