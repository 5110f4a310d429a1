-- NAME: finds shares such as 45%, 3.5 per cent and 百分之三十. Replace the pattern, the value and
-- the samples by yours; `moonscribe test extractors/NAME.lua` says whether they agree.
local ms = require "moonscribe"

return ms.extractor {
  name = "NAME",
  about = "Shares: 45%, 3.5 per cent, 百分之三十",
  kinds = { "NAME" },
  -- PCRE2 patterns; all extractors' patterns are searched together.
  patterns = {
    { name = "sign", pattern = [[(\d+(?:\.\d+)?)\s?(?:%|％|per ?cent\b)]], flags = "i" },
    { name = "words", pattern = [[百分之([零〇一二两三四五六七八九十百点]+)]] },
  },
  -- Called for each hit. Return nil for one that is none.
  hit = function(match, context)
    local value = ms.numeral(match[1])
    if not value then return nil end
    return { kind = "NAME", value = value, unit = "%" }
  end,
  samples = {
    { text = "Sales rose 4.5% last year.", mentions = { { kind = "NAME", text = "4.5%", value = 4.5, unit = "%" } } },
    { text = "完成了百分之三十。", mentions = { { kind = "NAME", text = "百分之三十", value = 30, unit = "%" } } },
    { text = "Room 45 is on the left.", mentions = {} },
  },
}
