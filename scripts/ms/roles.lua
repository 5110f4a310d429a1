-- moonscribe.roles: who asks and who answers. The label decides where it says so (主持人,
-- Interviewer, Q); otherwise what they do: who asks is asking in a good share of short turns.
-- Whoever the data do not show is "other".
local ms = require "moonscribe"
local plugins = require "moonscribe.plugins"

local roles = {}

local by_label

local function label_roles()
  if by_label then return by_label end
  local data = plugins.grammar "dialogue" or {}
  local map = {}
  for _, label in ipairs(data.interviewer or {}) do map[label] = "interviewer" end
  for _, label in ipairs(data.interviewee or {}) do map[label] = "interviewee" end
  by_label = { map = map, endings = data.interviewer_endings or {} }
  return by_label
end

local function by_name(name)
  local labels = label_roles()
  local lower = name:lower()
  local role = labels.map[lower]
  if role then return role end
  for _, ending in ipairs(labels.endings) do
    if #lower > #ending and lower:sub(-#ending) == ending then return "interviewer" end
  end
end

-- How much a speaker asks, and how long their turns are.
local function habits(speaker)
  local turns = math.max(1, speaker.turns)
  return speaker.questions / turns, speaker.bytes / turns
end

-- Of two who both hardly ask, the one with the short turns who asks more.
local function by_length(open)
  if #open ~= 2 or open[1].turns < 3 or open[2].turns < 3 then return end
  local a, b = open[1], open[2]
  if a.questions < b.questions then a, b = b, a end
  local _, length = habits(a)
  local _, other = habits(b)
  if a.questions > b.questions and length < 0.6 * other then a.role = "interviewer" end
end

local function by_behaviour(speakers)
  local open, asker = {}, nil
  for _, speaker in ipairs(speakers) do
    if not speaker.role then open[#open + 1] = speaker end
    if speaker.role == "interviewer" then asker = speaker end
  end
  if #open == 0 then return end
  if asker or #speakers < 2 then return end
  local average = 0
  for _, speaker in ipairs(open) do average = average + speaker.bytes / math.max(1, speaker.turns) / #open end
  -- How often and how regularly somebody asks; it counts for more in someone who otherwise says
  -- little.
  local function weight(speaker)
    local share, length = habits(speaker)
    return share >= 0.15 and speaker.questions * share * (length <= average and 1.3 or 0.8) or 0
  end
  local best, most = nil, 0
  for _, speaker in ipairs(open) do
    local weighs = weight(speaker)
    if weighs > most then best, most = speaker, weighs end
  end
  if not best then return by_length(open) end
  best.role = "interviewer"
  for _, speaker in ipairs(open) do
    local share = habits(speaker)
    if not speaker.role and share >= 0.4 and weight(speaker) * 10 >= most then speaker.role = "interviewer" end
  end
end

--- roles.assign(speakers, given)
---  Gives every speaker ({name, turns, questions, bytes}) a `role`: what `given` (name -> role)
---  says, else what the label says, else what they do. The rest of a talk with an interviewer
---  are interviewees, if they say more than a few words.
---  @example
---  local s = { { name = "主持人", turns = 6, questions = 4, bytes = 900 }, { name = "Ann", turns = 5, questions = 0, bytes = 9000 } }
---  require("moonscribe.roles").assign(s, {})
---  s[1].role, s[2].role --> interviewer, interviewee
function roles.assign(speakers, given)
  local total = 0
  for _, speaker in ipairs(speakers) do
    speaker.role = given[speaker.name] or by_name(speaker.label or speaker.name)
    total = total + speaker.bytes
  end
  by_behaviour(speakers)
  local has_asker = false
  for _, speaker in ipairs(speakers) do has_asker = has_asker or speaker.role == "interviewer" end
  for _, speaker in ipairs(speakers) do
    if not speaker.role then
      local is_heard = speaker.turns >= 2 or speaker.bytes * 50 >= total
      speaker.role = has_asker and is_heard and "interviewee" or "other"
    end
  end
end

return roles
