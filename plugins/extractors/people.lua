-- People with all their titles: 喀什地区商务局党组书记、副局长周杰; 吴晓斌为团长; 艾尼瓦尔·吐尔逊; 周书记; Dr. Jane Smith, CFO of Acme.
-- The mention is the name alone; `titles` are as spoken, before and after it, and `of` holds them in one line. `person` is the
-- full name, also where only half of it stands.
local ms = require "moonscribe"
local people = require "moonscribe.people"

return ms.extractor {
  name = "people",
  about = "People with their titles, half names tied to the whole: 副局长周杰, 周书记, 艾尼瓦尔·吐尔逊, Dr. Jane Smith, CFO of Acme; Smith",
  kinds = { "person" },
  priority = 1,
  find = function(_, context) return people.find(context.turn, context.interview, context.refused) end,
  samples = {
    { text = "邀请到了喀什地区商务局党组书记、副局长周杰做客访谈间。", mentions = { { kind = "person", text = "周杰", titles = { "喀什地区商务局党组书记、副局长" } } } },
    { text = "组建了由地委委员、行署常务副专员吴晓斌为团长、喀什经济开发区管委会主任关勇为副团长的代表团。", mentions = { { kind = "person", text = "吴晓斌", titles = { "地委委员、行署常务副专员", "团长" } }, { kind = "person", text = "关勇", titles = { "喀什经济开发区管委会主任", "副团长" } } } },
    { text = "喀什地委副书记、行署专员艾尼瓦尔·吐尔逊同志也专程参加。", mentions = { { kind = "person", text = "艾尼瓦尔·吐尔逊", titles = { "喀什地委副书记、行署专员" } } } },
    { text = "感谢周书记做客访谈间。", mentions = { { kind = "person", text = "周书记", value = "周书记" } } },
    { text = "我们请了几位专家和记者开会。", mentions = {} },
    { text = "And the old captain, Tom Reyes, stepped back for Ann Lee, chief pilot of the Kessel ferry.", mentions = { { kind = "person", text = "Tom Reyes", titles = { "old captain" } }, { kind = "person", text = "Ann Lee", titles = { "chief pilot of the Kessel" } } } },
    { text = "Dr. Jane Smith, CFO of Acme, met Mr. Brown.", mentions = { { kind = "person", text = "Jane Smith", titles = { "Dr", "CFO of Acme" } }, { kind = "person", text = "Brown", titles = { "Mr" } } } },
  },
}
