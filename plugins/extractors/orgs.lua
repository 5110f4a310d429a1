-- Organisations, known by how their names end (…有限责任公司, …管委会, "… University") in Chinese and English.
local ms = require "moonscribe"
local wording = require "moonscribe.wording"
local names = require "moonscribe.names"
local zh = ms.grammar "zh"

local PLAIN = ms.regex([[^(?:[一-龥]|[A-Za-z])]])
-- 企业公司 and 这家公司 name nobody.
local GENERAL = {}
for word in ([[这家 這家 那家 该 一家 几家 两家 家 大 小 新 老 本 我 你 他 有 多家 外国 企业 国有 民营 上市 子 分 母 中国 各级 地方 当地 中央 地方各级]]):gmatch "%S+" do GENERAL[word] = true end

return ms.extractor {
  name = "orgs",
  about = "Organisations: 陕西延长石油(集团)有限责任公司, 喀什地区商务局, the University of Leeds, Acme Corp.",
  kinds = { "org" },
  patterns = {
    { name = "zh", pattern = wording.any(zh.org_ends) },
    { name = "en", pattern = [[\b(?:[A-Z][A-Za-z&'-]+ ){1,5}(?:University|College|Institute|Foundation|Association|Corporation|Corp\.?|Inc\.?|Ltd\.?|LLC|Company|Bank|Council|Ministry|Agency|Committee|Commission|Museum|Hospital|Group|Society|Trust|Union|Authority)(?![A-Za-z])]] },
    { name = "en", pattern = [[\b(?:University|Ministry|Department|Bank|Institute|Museum) of (?:the )?[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)*]] },
  },
  hit = function(match, context)
    local text = tostring(match[0])
    if match.pattern == "en" then
      local from = match.from
      local short = text:gsub("^The ", "")
      return { kind = "org", value = short, from = from + #text - #short }
    end
    local head = names.cut(names.run(context:before(60)), zh.lead_ins)
    if #head < 6 or GENERAL[head] or not PLAIN:test(head) then return nil end
    return { kind = "org", value = head .. text, from = match.from - #head }
  end,
  samples = {
    { text = "我们与陕西延长石油(集团)有限责任公司签署协议，喀什地区行署也参加。", mentions = { { kind = "org", text = "陕西延长石油(集团)有限责任公司" }, { kind = "org", text = "喀什地区行署" } } },
    { text = "这家公司在大学旁边。", mentions = {} },
    { text = "She left Acme Corp for the University of Leeds and Barclays Bank.", mentions = { { kind = "org", text = "Acme Corp" }, { kind = "org", text = "University of Leeds" }, { kind = "org", text = "Barclays Bank" } } },
  },
}
