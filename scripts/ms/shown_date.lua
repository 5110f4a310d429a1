-- moonscribe.shown_date: an EDTF date for people, where it speaks of seasons, decades and centuries.
local SEASONS = { ["21"] = "spring", ["22"] = "summer", ["23"] = "autumn", ["24"] = "winter" }

--- shown_date(date) -> string
---  A date as a page shows it; most stand as they are.
---  @example
---  local shown = require "moonscribe.shown_date"
---  shown "2026-21", shown "199X", shown "18XX", shown "2024-05" --> spring 2026, 1990s, 1800–1899, 2024-05
return function(date)
  local year, season = date:match "^(%d+)%-(2[1-4])$"
  if year then return SEASONS[season] .. " " .. year end
  return (date:gsub("^(%d%d%d)X$", "%10s"):gsub("^(%d%d)XX$", "%100–%199"))
end
