-- ELAN annotation files. Which tiers are speech is told by their type and name: those that others hang
-- on, not what translates, glosses or codes them. A speech tier's speaker is its participant, or the
-- tier's name.
local ms = require "moonscribe"
local markup = require "moonscribe.markup"
local spoken = require "moonscribe.spoken"

local SPEECH = { "^transcription", "^orthograph", "^utterance", "^text$", "^tx$", "^default%-lt$", "^speech", "^transcript" }
-- Tiers that tell about speech: never turns of their own, however they hang together.
local ABOUT = { "^code", "code$", "^context", "^notes?$", "^comments?$", "gloss", "translat", "^ft$", "^nt$", "^ft@", "^nt@", "^xds", "^vcm", "^lex", "^mwu" }

local function matches(name, patterns)
  name = name:lower()
  for _, pattern in ipairs(patterns) do if name:find(pattern) then return true end end
  return false
end

local function read_times(tree)
  local times = {}
  for slot in tree:all(0, "TIME_SLOT") do
    local value = tonumber(tree:attr(slot, "TIME_VALUE") or "")
    times[tree:attr(slot, "TIME_SLOT_ID") or ""] = value and value / 1000
  end
  return times
end

local function read_tiers(tree)
  local tiers = {}
  for node in tree:all(0, "TIER") do
    local id, kind = tree:attr(node, "TIER_ID") or "", tree:attr(node, "LINGUISTIC_TYPE_REF") or ""
    tiers[#tiers + 1] = {
      node = node, id = id, parent = tree:attr(node, "PARENT_REF"), participant = tree:attr(node, "PARTICIPANT"),
      is_speech = matches(kind, SPEECH) or matches(id, SPEECH), is_about = matches(id, ABOUT) or matches(kind, ABOUT),
      count = 0,
    }
    for _ in tree:all(node, "ALIGNABLE_ANNOTATION", "REF_ANNOTATION") do tiers[#tiers].count = tiers[#tiers].count + 1 end
  end
  return tiers
end

-- Tiers with annotations that hang on no other; only those of speech, when it can be told.
local function choose(tiers)
  local roots, has_speech, has_words = {}, false, false
  for _, tier in ipairs(tiers) do
    if not tier.parent and tier.count > 0 then
      roots[#roots + 1] = tier
      has_words = has_words or not tier.is_about
      has_speech = has_speech or tier.is_speech and not tier.is_about
    end
  end
  local chosen = {}
  for _, tier in ipairs(roots) do
    local is_wanted = not has_words or not tier.is_about and (tier.is_speech or not has_speech)
    if is_wanted then chosen[#chosen + 1] = tier end
  end
  return chosen
end

-- Where a root tier only numbers what its children say, the words are in the first child of speech.
local function with_words(tree, tier, tiers)
  local words = 0
  for node in tree:all(tier.node, "ANNOTATION_VALUE") do
    if tree:text(node):find "[%a\x80-\xFF]" then words = words + 1 end
  end
  if words * 2 > tier.count then return tier end
  for _, child in ipairs(tiers) do
    if child.parent == tier.id and child.count > 0 and child.is_speech then return child end
  end
  return tier
end

-- A reference takes its time from what it refers to.
local function time_of(tree, node, times, by_id)
  for _ = 1, 16 do
    local from = tree:attr(node, "TIME_SLOT_REF1")
    if from then return times[from], times[tree:attr(node, "TIME_SLOT_REF2") or ""] end
    node = by_id[tree:attr(node, "ANNOTATION_REF") or ""]
    if not node then return nil end
  end
end

return markup.format {
  name = "eaf", roots = { "ANNOTATION_DOCUMENT" },
  about = "ELAN annotation file: its tiers of speech",
  turns = function(tree, document)
    local times, tiers, by_id, pieces = read_times(tree), read_tiers(tree), {}, {}
    for node in tree:all(0, "ALIGNABLE_ANNOTATION", "REF_ANNOTATION") do
      by_id[tree:attr(node, "ANNOTATION_ID") or ""] = node
    end
    for _, root in ipairs(choose(tiers)) do
      local tier = with_words(tree, root, tiers)
      local speaker = tier.participant or root.participant
      if not speaker or speaker == "" then speaker = tier.id:match "@(.+)$" or tier.id end
      for node in tree:all(tier.node, "ALIGNABLE_ANNOTATION", "REF_ANNOTATION") do
        local from, to = time_of(tree, node, times, by_id)
        local value = tree:find(node, "ANNOTATION_VALUE")
        pieces[#pieces + 1] = { speaker = speaker, text = value and ms.one_line(tree:text(value)) or "", time = from, end_time = to }
      end
    end
    local date = (tree:attr(1, "DATE") or ""):match "^%d%d%d%d%-%d%d%-%d%d"
    return (spoken.turns(pieces)), { annotated = date, author = tree:attr(1, "AUTHOR") ~= "" and tree:attr(1, "AUTHOR") or nil }
  end,
  samples = {
    { name = "talk.eaf", input = [[<?xml version="1.0" encoding="UTF-8"?><ANNOTATION_DOCUMENT AUTHOR="" DATE="2020-01-02T10:00:00+01:00">
<TIME_ORDER><TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="500"/><TIME_SLOT TIME_SLOT_ID="ts2" TIME_VALUE="1500"/>
<TIME_SLOT TIME_SLOT_ID="ts3" TIME_VALUE="1600"/><TIME_SLOT TIME_SLOT_ID="ts4" TIME_VALUE="2600"/></TIME_ORDER>
<TIER LINGUISTIC_TYPE_REF="transcription" PARTICIPANT="Bo" TIER_ID="tx@B"><ANNOTATION>
<ALIGNABLE_ANNOTATION ANNOTATION_ID="a2" TIME_SLOT_REF1="ts3" TIME_SLOT_REF2="ts4"><ANNOTATION_VALUE>Because.</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>
<TIER LINGUISTIC_TYPE_REF="transcription" TIER_ID="Ann"><ANNOTATION>
<ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2"><ANNOTATION_VALUE>Why?</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>
<TIER LINGUISTIC_TYPE_REF="note" TIER_ID="notes"><ANNOTATION>
<ALIGNABLE_ANNOTATION ANNOTATION_ID="a3" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2"><ANNOTATION_VALUE>wind</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>
</ANNOTATION_DOCUMENT>]],
      turns = { { speaker = "Ann", text = "Why?", time = 0.5, end_time = 1.5 }, { speaker = "Bo", text = "Because.", time = 1.6 } } },
  },
}
