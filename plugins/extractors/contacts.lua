-- Addresses and numbers by which somebody is reached: URLs, mail, phones. Nothing else is looked for inside them.
local ms = require "moonscribe"

return ms.extractor {
  name = "contacts",
  about = "URLs, mail addresses and phone numbers",
  kinds = { "url", "mail", "phone", "id" },
  patterns = {
    { name = "url", pattern = [[https?://[!#-&*-;=?-Z_a-z~]+]] },
    { name = "url", pattern = [[(?<![A-Za-z0-9@./])www\.[A-Za-z0-9-]+\.[!#-&*-;=?-Z_a-z~]+]] },
    { name = "url", pattern = [[(?<![A-Za-z0-9@._/-])(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,4}(?:com|org|net|edu|gov|cn|io|tv|info|biz|ly|ms|co|uk|hk|tw|jp|kr|de|eu|academy|aws|si)(?![A-Za-z0-9@.-]*@|[A-Za-z0-9-])(?::[0-9]{2,5})?(?:/[!#-&*-;=?-Z_a-z~]*)?]] },
    { name = "mail", pattern = [[[A-Za-z0-9._%+-]{1,64}@(?:(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,12}|\[[0-9]{1,3}(?:\.[0-9]{1,3}){3}\])]] },
    { name = "mobile", pattern = [[(?<![0-9.A-Za-z-])(?:(?:\+|00)86[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])]] },
    { name = "phone", pattern = [[(?<![0-9.A-Za-z-])(?:\+[0-9]{1,3}[ -](?:\(?[0-9]{1,4}\)?[ -]?)?[0-9]{2,4}(?:[ -]?[0-9]{2,4}){1,3}|\([0-9]{3,4}\) ?[0-9]{3,4}-?[0-9]{4}|(?:1[ .-]?)?(?:\([0-9]{3}\)[ .-]?|[0-9]{3}[ .-])[0-9]{3}[ .-][0-9]{4}|011(?:-[0-9]{1,4}){3,4}|0[0-9]{2,3}-[0-9]{7,8})(?![0-9]|-[0-9])]] },
    -- A run of digits in any grouping where the words before say that it is to be called.
    { name = "called", pattern = [[(?:[Pp]hones?|[Tt]el(?:ephone)?|[Mm]obile|[Cc]ell|[Ff]ax|[Cc]all|[Hh]otline|[Nn]umber|电话|電話|手机|手機|热线|熱線|传真|傳真|拨打|撥打|致电|致電|号码|號碼)(?:[A-Za-z ]{0,12}\b(?:is|at|on|me|to)\b|[ 号號码碼机機是为為:：.]{0,6}){0,2}\s?[:：]?\s?(?<digits>(?:[(]?\+|00 ?)?[(]?[0-9](?:[() ./-]{0,3}[0-9]){5,16}(?:(?: ?(?:ext\.?|x|转|分机) ?)[0-9]{1,5})?)(?![0-9]|[-/.][0-9])]] },
    { name = "id", pattern = [[(?<![0-9A-Za-z])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9A-Za-z])]] },
  },
  hit = function(match)
    local text, pattern = tostring(match[0]), match.pattern
    if pattern == "called" then
      local from, to = match:span "digits"
      local count = select(2, tostring(match.digits):gsub("%d", ""))
      if count < 7 or count > 16 then return nil end
      return { kind = "phone", value = (tostring(match.digits):gsub("[^%d+]", "")), from = from, to = to }
    end
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
    { text = "My phone number is (19) 35831647; call me at 07877 954 457. 网址是example.com，电话号码是+49 176/12345678。", mentions = { { kind = "phone", text = "(19) 35831647" }, { kind = "phone", text = "07877 954 457" }, { kind = "url", text = "example.com" }, { kind = "phone", text = "+49 176/12345678", value = "+4917612345678" } } },
    { text = "The number of pupils was 2019 in all; it was good.so we left at 5.am", mentions = {} },
    { text = "手机13912345678，电话0998-2345678。", mentions = { { kind = "phone", text = "13912345678" }, { kind = "phone", text = "0998-2345678", value = "09982345678" } } },
    { text = "2019-2023年，1-5月。", mentions = {} },
  },
}
