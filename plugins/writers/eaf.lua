-- ELAN annotation file: a tier a speaker, an annotation for each part that the transcript has a time for.
local ms = require "moonscribe"
local captions = require "moonscribe.captions"
local xml_text = require "moonscribe.xml_text"

-- The stereotypes that ELAN expects every file to define.
local CONSTRAINTS = {
  { "Time_Subdivision", "Time subdivision of parent annotation's time interval, no time gaps allowed within this interval" },
  { "Symbolic_Subdivision", "Symbolic subdivision of a parent annotation. Annotations refering to the same parent are ordered" },
  { "Symbolic_Association", "1-1 association with a parent annotation" },
  { "Included_In", "Time alignable annotations within the parent annotation's time interval, gaps are allowed" },
}

-- Tiers have unique names that are not empty.
local function tier_names(tiers, note)
  local names, taken = {}, {}
  for i, tier in ipairs(tiers) do
    local base = ms.one_line(tier.speaker or "unknown")
    if not tier.speaker then note "turns of nobody known are on the tier \"unknown\"" end
    local name, n = base, 1
    while taken[name] or name == "" do
      n = n + 1
      name = base .. "-" .. n
    end
    taken[name], names[i] = true, name
  end
  return names
end

return ms.writer {
  name = "eaf", input = "interview", suffixes = { "eaf" },
  about = "ELAN",
  keeps = { "speaker", "time", "end_time", "cue_time" },
  check = captions.check,
  refuse = captions.refuse "ELAN",
  write = function(transcript, put, info)
    local escape, value = xml_text.writer(info.note)
    local tiers = captions.tiers(captions.segments(transcript, info.options, info.note), info.note)
    local names = tier_names(tiers, info.note)
    local date = transcript.date and transcript.date:match "^%d%d%d%d%-%d%d%-%d%d$" or "1970-01-01"
    put(xml_text.head)
    put(('<ANNOTATION_DOCUMENT AUTHOR="" DATE="%sT00:00:00Z" FORMAT="3.0" VERSION="3.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
      .. 'xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">\n'):format(date))
    put '<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>\n<TIME_ORDER>\n'
    -- Slots are in the order of their times.
    local slots = {}
    for _, tier in ipairs(tiers) do
      for _, one in ipairs(tier) do
        one.slot = { at = one.from }
        one.end_slot = { at = one.to }
        slots[#slots + 1] = one.slot
        slots[#slots + 1] = one.end_slot
      end
    end
    for i, slot in ipairs(slots) do slot.place = i end
    table.sort(slots, function(a, b) return a.at < b.at or a.at == b.at and a.place < b.place end)
    for i, slot in ipairs(slots) do
      slot.id = "ts" .. i
      put(('<TIME_SLOT TIME_SLOT_ID="ts%d" TIME_VALUE="%d"/>\n'):format(i, slot.at))
    end
    put "</TIME_ORDER>\n"
    local count = 0
    for i, tier in ipairs(tiers) do
      put(('<TIER LINGUISTIC_TYPE_REF="transcription" PARTICIPANT="%s" TIER_ID="%s">\n'):format(value(tier.speaker or ""), value(names[i])))
      for _, one in ipairs(tier) do
        count = count + 1
        put(('<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a%d" TIME_SLOT_REF1="%s" TIME_SLOT_REF2="%s"><ANNOTATION_VALUE>%s</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>\n')
          :format(count, one.slot.id, one.end_slot.id, escape(one.text)))
      end
      put "</TIER>\n"
    end
    put '<LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="transcription" TIME_ALIGNABLE="true"/>\n'
    for _, one in ipairs(CONSTRAINTS) do put(('<CONSTRAINT DESCRIPTION="%s" STEREOTYPE="%s"/>\n'):format(value(one[2]), one[1])) end
    put "</ANNOTATION_DOCUMENT>\n"
  end,
  samples = {
    { name = "talk.vtt", input = "WEBVTT\n\n00:01.000 --> 00:02.500\n<v Ann>Tom &amp; I.\n", output = xml_text.head .. [[
<ANNOTATION_DOCUMENT AUTHOR="" DATE="1970-01-01T00:00:00Z" FORMAT="3.0" VERSION="3.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">
<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>
<TIME_ORDER>
<TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="1000"/>
<TIME_SLOT TIME_SLOT_ID="ts2" TIME_VALUE="2500"/>
</TIME_ORDER>
<TIER LINGUISTIC_TYPE_REF="transcription" PARTICIPANT="Ann" TIER_ID="Ann">
<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2"><ANNOTATION_VALUE>Tom &amp; I.</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
</TIER>
<LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="transcription" TIME_ALIGNABLE="true"/>
<CONSTRAINT DESCRIPTION="Time subdivision of parent annotation's time interval, no time gaps allowed within this interval" STEREOTYPE="Time_Subdivision"/>
<CONSTRAINT DESCRIPTION="Symbolic subdivision of a parent annotation. Annotations refering to the same parent are ordered" STEREOTYPE="Symbolic_Subdivision"/>
<CONSTRAINT DESCRIPTION="1-1 association with a parent annotation" STEREOTYPE="Symbolic_Association"/>
<CONSTRAINT DESCRIPTION="Time alignable annotations within the parent annotation's time interval, gaps are allowed" STEREOTYPE="Included_In"/>
</ANNOTATION_DOCUMENT>
]] },
  },
}
