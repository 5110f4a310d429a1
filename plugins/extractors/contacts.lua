-- Addresses and numbers by which somebody is reached: URLs, mail, phones. Nothing else is looked for inside them.
local ms = require "moonscribe"

return ms.extractor {
  name = "contacts",
  about = "URLs, mail addresses and phone numbers",
  kinds = { "url", "mail", "phone", "id" },
  patterns = {
    { name = "url", pattern = [[https?://[!#-&*-;=?-Z_a-z~]+]] },
    { name = "url", pattern = [[(?<![A-Za-z0-9@./])www\.[A-Za-z0-9-]+\.[!#-&*-;=?-Z_a-z~]+]] },
    { name = "mail", pattern = [[[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,12}]] },
    { name = "mobile", pattern = [[(?<![0-9.A-Za-z-])(?:(?:\+|00)86[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])]] },
    { name = "phone", pattern = [[(?<![0-9.A-Za-z-])(?:\+[0-9]{1,3}[ -](?:\(?[0-9]{1,4}\)?[ -]?)?[0-9]{2,4}(?:[ -]?[0-9]{2,4}){1,3}|\([0-9]{3,4}\) ?[0-9]{3,4}-?[0-9]{4}|[0-9]{3}-[0-9]{3}-[0-9]{4}|0[0-9]{2,3}-[0-9]{7,8})(?![0-9]|-[0-9])]] },
    { name = "id", pattern = [[(?<![0-9A-Za-z])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9A-Za-z])]] },
  },
  hit = function(match)
    local text, pattern = tostring(match[0]), match.pattern
    if pattern == "url" then
      -- A point or a comma at the end belongs to the sentence.
      text = text:gsub("[.,;:!?]+$", "")
      return { kind = "url", value = text, to = match.from + #text - 1 }
    end
    if pattern == "mail" then return { kind = "mail", value = text:lower() } end
    if pattern == "id" then return { kind = "id", value = text:upper() } end
    return { kind = "phone", value = (text:gsub("[^%d+]", "")) }
  end,
  samples = {
    { text = "See https://example.org/2024/06/27, write to Ann.Lee@example.com or call (020) 7946-0958.", mentions = { { kind = "url", text = "https://example.org/2024/06/27" }, { kind = "mail", value = "ann.lee@example.com" }, { kind = "phone", value = "02079460958" } } },
    { text = "手机13912345678，电话0998-2345678。", mentions = { { kind = "phone", text = "13912345678" }, { kind = "phone", text = "0998-2345678", value = "09982345678" } } },
    { text = "2019-2023年，1-5月。", mentions = {} },
  },
}
