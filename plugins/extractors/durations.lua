-- How long, in English: "ten years" is P10Y, "two and a half hours" PT2.5H; ages are no durations. The Chinese ones are in
-- durations_zh.lua.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local when = require "moonscribe.when"
local en = ms.grammar "en"

local hits = {}

function hits.en(match, context)
  local value = wording.number(tostring(match.low or match.number))
  if not value or value == 0 then return nil end
  if match.dash then
    local high = wording.number(tostring(match.number))
    return high and value < high and when.durations(value, high, en.duration_units[(tostring(match.unit):lower():gsub("s$", ""))])
  end
  return when.duration(value, en.duration_units[(tostring(match.unit):lower():gsub("s$", ""))], match.low and "about" or wording.bound(context, en), match.half)
end

function hits.en_half(match)
  return when.duration(0, en.duration_units[tostring(match.unit):lower()], nil, true)
end

function hits.en_one(match)
  return when.duration(1, en.duration_units[tostring(match.unit):lower()], nil, match.half)
end

return ms.extractor {
  name = "durations",
  about = "How long: ten years, half an hour; ISO 8601 values (P10Y, PT30M)",
  kinds = { "duration" },
  patterns = {
    { name = "en", pattern = en.not_after .. "(?:(?<low>" .. en.number .. ")(?: or |(?<dash> to |(?<=[0-9]) ?[-–] ?)))?(?<number>" .. en.number .. [[)(?<half> and a half)?[ -](?<unit>years?|months?|weeks?|fortnights?|days?|hours?|minutes?|seconds?|mins?|hrs?|secs?|decades?|centur(?:y|ies))\b(?<!y second)(?![ -]olds?\b| of age)]] },
    { name = "en_half", pattern = [[\b[Hh]alf (?:an? )?(?<unit>year|month|day|hour|minute|decade|century)\b]] },
    { name = "en_one", pattern = [[\b[Aa]n? (?<unit>year|month|week|day|hour|minute|decade|century)(?<half> and a half)\b]] },
  },
  hit = function(match, context) return hits[match.pattern](match, context) end,
  samples = {
    { text = "It took one hour and 45 minutes, then two years, three months and ten days; five to ten minutes each, or two or three weeks.", mentions = { { kind = "duration", text = "one hour and 45 minutes", value = "PT1H45M" }, { kind = "duration", text = "two years, three months and ten days", value = "P2Y3M10D" }, { kind = "duration", text = "five to ten minutes", value = "PT5M/PT10M" }, { kind = "duration", text = "two or three weeks", value = "P2W", bound = "about" } } },
    { text = "It took ten years, two and a half hours and half a day.", mentions = { { kind = "duration", text = "ten years", value = "P10Y" }, { kind = "duration", text = "two and a half hours", value = "PT2.5H" }, { kind = "duration", text = "half a day", value = "PT12H" } } },
    { text = "We used to cancel four or five days a year.", mentions = { { kind = "duration", text = "four or five days", value = "P4D", bound = "about" } } },
    { text = "A 3-day workshop for a ten-year-old.", mentions = { { kind = "duration", text = "3-day", value = "P3D" } } },
  },
}
