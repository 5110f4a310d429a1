-- Ordinals: 第八届, 第十四届, "the third time", "21st". 第一 and "first" that number the items of a list are none.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local zh, en = ms.grammar "zh", ms.grammar "en"

-- twenty-first, one hundred and second
local function english_value(text)
  local last = text:match "%a+$"
  local value = en.ordinals[last:lower()]
  local head = text:sub(1, -#last - 1):gsub("[%-%s]+$", ""):gsub("—$", "")
  -- twentyfirst
  local tens = not value and last:lower():match "^(%a+ty)%a+$"
  if tens then head, last = tens, last:sub(#tens + 1); value = en.ordinals[last:lower()] end
  if head == "" then return value end
  local before, bytes = ms.numeral(head)
  if not before or bytes ~= #head or not value then return nil end
  if value >= 100 then return before * value end
  -- One fourth and three fifths are shares.
  return (before >= 100 or before >= 20 and value < 10) and before + value or nil
end

-- First, Second and Third with a capital open sentences: "First we looked at the roof."
local capitals = {}
for word, value in pairs(en.ordinals) do
  if value > 3 then capitals[#capitals + 1] = word:sub(1, 1):upper() .. word:sub(2) end
end
local CAPITALS = wording.any(capitals)
local TENS = "(?:[Tt]wenty|[Tt]hirty|[Ff]orty|[Ff]ifty|[Ss]ixty|[Ss]eventy|[Ee]ighty|[Nn]inety)"

return ms.extractor {
  name = "ordinals",
  about = "Places in an order: 第八届, 第三次, the third, 21st",
  kinds = { "ordinal" },
  patterns = {
    { name = "zh", pattern = "第(?<number>" .. zh.number .. [[)(?<unit>届|屆|次|位|名|个|個|季度|集|章|节|期|批|轮|代|版|站|天|年|場|场|條|条|頁|页|部|線|线|項|项|步|級|级|章|類|类|組|组|層|层|號|号|款|人)?]] },
    { name = "suffix", pattern = [[(?<![A-Za-z0-9.,$-])(?<number>[0-9]+)(?:st|nd|rd|th)\b]] },
    { name = "en", pattern = [[\b(?<![Pp]er )(?:(?<![Aa] )(?<word>(?:]] .. en.words .. [[(?:[ -]|—)(?:and )?)?(?:]] .. wording.any(en.ordinals) .. ")|" .. CAPITALS .. "|" .. TENS .. "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))|(?<=[Aa] )(?<class>first))" .. [[\b(?![ ]of all\b|[,:])]] },
  },
  hit = function(match, context)
    if match.pattern == "en" then
      -- Of "one twenty-fifth" the ordinal is the end.
      local word, value = tostring(match.word or match["class"]), nil
      local skipped = 0
      repeat
        value = english_value(word:sub(skipped + 1))
        if not value then skipped = word:find("[%s-]", skipped + 1) end
      until value or not skipped
      if value == 2 and tostring(context:before(4)):lower() == "one " then return nil end -- one second
      return value and { kind = "ordinal", value = value, from = context.from + skipped } or nil
    end
    local number = tostring(match.number)
    local value, bytes = ms.numeral(number)
    if not value or bytes ~= #number then return nil end
    -- 第一，... opens an item of a list.
    local after = tostring(context:after(3))
    if match.pattern == "zh" and not match.unit and value <= 20 and after ~= "" and (("，、：；是就呢"):find(after, 1, true) or after:find "^[,.:;]") then
      return nil
    end
    return { kind = "ordinal", value = value, unit = match.unit and tostring(match.unit) or nil }
  end,
  samples = {
    { text = "第八届博览会，第十四届“喀交会”。", mentions = { { kind = "ordinal", text = "第八届", value = 8 }, { kind = "ordinal", text = "第十四届", value = 14 } } },
    { text = "第一，规模大；第二，范围广。", mentions = {} },
    { text = "It was the third time, on the twenty-first try, on the 42nd floor.", mentions = { { kind = "ordinal", text = "third", value = 3 }, { kind = "ordinal", text = "twenty-first", value = 21 }, { kind = "ordinal", text = "42nd", value = 42 } } },
    { text = "他得了第二百五十名，老大排第三。", mentions = { { kind = "ordinal", text = "第二百五十名", value = 250 }, { kind = "ordinal", text = "第三", value = 3 } } },
    { text = "The one hundred twenty first goat, on Fifth Street, in the forty second week. First we counted.", mentions = { { kind = "ordinal", text = "one hundred twenty first", value = 121 }, { kind = "ordinal", text = "Fifth", value = 5 }, { kind = "ordinal", text = "forty second", value = 42 } } },
    { text = "First of all, wait one second, wait a second; first, we thank you.", mentions = {} },
  },
}
