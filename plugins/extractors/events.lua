-- Events that have a name: 第八届中国-亚欧博览会, …推介会, …论坛, "the Leeds Book Festival".
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local names = require "moonscribe.names"
local zh = ms.grammar "zh"

local SPECIFIC = ms.regex([[第|届|[-—]|[“"]|[一-龥]{2}]])

return ms.extractor {
  name = "events",
  about = "Events by name: 第八届中国-亚欧博览会, 专题推介会, the Leeds Book Festival",
  kinds = { "event" },
  patterns = {
    { name = "zh", pattern = wording.any(zh.event_ends) },
    { name = "en", pattern = [[\b(?:[A-Z][A-Za-z'-]+ ){1,5}(?:Conference|Festival|Forum|Summit|Olympics|Games|Expo|Exhibition|Fair|Championships?|World Cup|Congress)\b]] },
  },
  hit = function(match, context)
    local text = tostring(match[0])
    if match.pattern == "en" then
      local short = text:gsub("^The ", "")
      return { kind = "event", value = short, from = match.from + #text - #short }
    end
    local head = names.cut(names.run(context:before(90)), zh.lead_ins)
    if #head < 6 or not SPECIFIC:test(head) then return nil end
    return { kind = "event", value = head .. text, from = match.from - #head }
  end,
  samples = {
    { text = "参加第八届中国-亚欧博览会的经验，举办了丝路工商发展恳谈会。", mentions = { { kind = "event", text = "第八届中国-亚欧博览会" }, { kind = "event", text = "丝路工商发展恳谈会" } } },
    { text = "这次大会很好。", mentions = {} },
    { text = "I spoke at the Leeds Book Festival.", mentions = { { kind = "event", text = "Leeds Book Festival" } } },
  },
}
