-- What English rules of clock times compute with: halves of a day, parts of a day, stretches of two
-- times. For moonscribe.english_clock and moonscribe.english_dates.
local moments = require "moonscribe.moments"

local clock = {}

local AFTERNOON = { AF = true, EV = true, NI = true }

function clock.in_half(time, half)
  if time.hour > 12 and time.hour < 24 then return half == "p" and time or nil end
  if time.hour == 24 then return nil end
  local hour = time.hour
  if half == "p" and hour < 12 then hour = hour + 12 elseif half == "a" and hour == 12 then hour = 0 end
  return moments.with(time, { hour = hour, is_sure = true })
end

-- Seven in the evening is 19; twelve at night is 0.
function clock.in_part(time, part)
  if time.b or time.part then return nil end
  if time.is_sure or time.hour > 12 then return time end
  local hour = time.hour
  if part == "NI" then
    if hour == 12 then hour = 0 elseif hour >= 5 then hour = hour + 12 end
  elseif AFTERNOON[part] then
    if hour < 12 then hour = hour + 12 end
  elseif part == "MO" and hour == 12 then
    hour = 0
  end
  return moments.with(time, { hour = hour, is_sure = true })
end

-- From eleven to two pm begins before noon; from three to five pm after it.
function clock.range(a, b)
  if a.b or b.b or a.part or b.part then return nil end
  if b.is_sure and not a.is_sure and a.hour <= 12 and not a.is_padded then
    local later = a.hour % 12 + 12
    local first = a.hour % 12
    if b.hour >= 12 then a = moments.with(a, { hour = later * 60 + (a.minute or 0) <= b.hour * 60 + (b.minute or 0) and later or first })
    elseif first * 60 + (a.minute or 0) > b.hour * 60 + (b.minute or 0) then a = moments.with(a, { hour = later }) end
  elseif a.is_sure and not b.is_sure and b.hour <= 12 then
    local hour = b.hour % 12
    if a.hour >= 12 and (hour + 12) * 60 + (b.minute or 0) >= a.hour * 60 + (a.minute or 0) or hour * 60 + (b.minute or 0) <= a.hour * 60 + (a.minute or 0) and a.hour < 12 then hour = hour + 12 end
    b = moments.with(b, { hour = hour })
  elseif not a.is_sure and not b.is_sure and b.hour <= 12 and b.hour < a.hour and a.hour <= 12 then
    b = moments.with(b, { hour = b.hour + 12 }) -- nine to five
  end
  return moments.with(a, { b = b })
end

return clock
