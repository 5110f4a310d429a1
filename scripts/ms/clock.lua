-- moonscribe.clock: times as files write them. Rounded to the millisecond first, so that no field ever
-- shows 60 seconds.
local clock = {}

--- clock.format(seconds, mark, digits) -> string
---  Hours, minutes, seconds, and behind `mark` (".") so many `digits` (3) of a second.
---  @example
---  local format = require("moonscribe.clock").format
---  format(3723.5), format(59.9996, ","), format(61.25, "", 0) --> 01:02:03.500, 00:01:00,000, 00:01:01
function clock.format(seconds, mark, digits)
  local ms = math.max(0, seconds * 1000 + 0.5) // 1 | 0
  local text = ("%02d:%02d:%02d"):format(ms // 3600000, ms // 60000 % 60, ms // 1000 % 60)
  digits = digits or 3
  if digits == 0 then return text end
  return text .. (mark or ".") .. ("%03d"):format(ms % 1000):sub(1, digits)
end

--- clock.short(seconds) -> string
---  As people write it: a fraction only where there is one.
---  @example
---  local short = require("moonscribe.clock").short
---  short(62), short(62.5) --> 00:01:02, 00:01:02.500
function clock.short(seconds)
  return (clock.format(seconds):gsub("%.000$", ""))
end

return clock
