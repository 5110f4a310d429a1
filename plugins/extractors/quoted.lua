-- Terms in quotation marks (“八大产业集群”, 「臺灣」, "the long game") and works (《红楼梦》). The value is what stands inside.
local ms = require "moonscribe"

-- Marks of the sentence around it that stand inside the quotation marks.
local CLOSING = ms.regex [[[,.;，。；、]+\s*$]]
-- Who speaks says I and you, asks, and ends sentences.
local CHINESE_SPEECH = ms.regex [[[？！。，；⋯…?!]|[我你您妳咱]|[吗嗎呢吧啊喔哦]$|了$]]
local ENGLISH_SPEECH = ms.regex([[[?!…]|\.\.|[,.;] |\b(?:I|I'm|we|you|me|my|our|your|let['’]s|oh|no|yes|okay|ok|hey|hi|wow|please|can|could|should|don['’]t|it['’]s|that['’]s|there['’]s|what|why|how)\b]], "i")

-- Why a quotation is speech and no term, or nil.
local function speech(value)
  if value:find "[\xE3-\xE9]" then
    if CHINESE_SPEECH:test(value) then return "speech" end
    return #value > 60 and "too long for a term" or nil
  end
  local _, blanks = value:gsub("%s+", "")
  if ENGLISH_SPEECH:test(value) then return "speech" end
  return blanks > 5 and "too long for a term" or nil
end

return ms.extractor {
  name = "quoted",
  about = "Quoted terms and titles of works: “6+4”, 「…」, 《…》, \"…\"",
  kinds = { "quoted" },
  patterns = {
    { name = "curly", pattern = "“([^“”\\n]{1,60})”" },
    { name = "corner", pattern = "「([^「」\\n]{1,60})」" },
    { name = "double", pattern = "『([^『』\\n]{1,60})』" },
    { name = "work", pattern = "《([^《》\\n]{1,60})》" },
    { name = "straight", pattern = "(?<![A-Za-z0-9])\"([^\"\\n]{1,60})\"(?![A-Za-z0-9])" },
  },
  hit = function(match)
    local value = tostring(match[1]):gsub("^[%s*]+", ""):gsub("[%s*]+$", "")
    if match.pattern ~= "work" then
      value = CLOSING:gsub(value, "")
      local reason = speech(value)
      if reason then return nil, reason end
    end
    if value:find "^[%d.,%%-]+$" then return nil, "a number" end
    if value == "" then return nil, "nothing in it" end
    return { kind = "quoted", value = value }
  end,
  samples = {
    { text = "“八大产业集群” 和“6+4”，看《红楼梦》，「臺灣」。", mentions = { { kind = "quoted", text = "“八大产业集群”", value = "八大产业集群" }, { kind = "quoted", value = "6+4" }, { kind = "quoted", value = "红楼梦" }, { kind = "quoted", value = "臺灣" } } },
    { text = "He called it \"the long game\" twice.", mentions = { { kind = "quoted", text = "\"the long game\"", value = "the long game" } } },
    { text = "She said, \"I do not know what you want me to say.\"", mentions = {} },
    { text = "They said “no way”, “Let’s go,” and “Why?” about “slow food,” and 「我不去」和「慢食。」", mentions = { { kind = "quoted", value = "slow food" }, { kind = "quoted", value = "慢食" } } },
    { text = "It is 5\" wide and 6\" high.", mentions = {} },
  },
}
