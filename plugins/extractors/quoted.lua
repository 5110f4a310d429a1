-- Terms in quotation marks (“八大产业集群”, 「臺灣」, "the long game") and works (《红楼梦》). The value is what stands inside.
local ms = require "moonscribe"

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
    local inside = tostring(match[1])
    local value = inside:gsub("^%s+", ""):gsub("%s+$", "")
    if value == "" then return nil end
    -- In English longer quotations are speech, not terms.
    local _, words = value:gsub("%a+", "")
    local _, blanks = value:gsub("%s+", "")
    if words > 6 and blanks > 5 then return nil end
    return { kind = "quoted", value = value }
  end,
  samples = {
    { text = "“八大产业集群” 和“6+4”，看《红楼梦》，「臺灣」。", mentions = { { kind = "quoted", text = "“八大产业集群”", value = "八大产业集群" }, { kind = "quoted", value = "6+4" }, { kind = "quoted", value = "红楼梦" }, { kind = "quoted", value = "臺灣" } } },
    { text = "He called it \"the long game\" twice.", mentions = { { kind = "quoted", text = "\"the long game\"", value = "the long game" } } },
    { text = "She said, \"I do not know what you want me to say.\"", mentions = {} },
    { text = "It is 5\" wide and 6\" high.", mentions = {} },
  },
}
