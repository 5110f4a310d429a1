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
    -- Half a name is tied to the whole, wherever that stands; a surname of two is nobody's.
    { text = "商务局局长周杰来了。周书记说，感谢周书记。", mentions = { { kind = "person", text = "周杰", person = "周杰" }, { kind = "person", text = "周书记", value = "周杰", person = "周杰" }, { kind = "person", text = "周书记", person = "周杰" } } },
    { text = "局长周杰和主任周敏来了，感谢周主任。", mentions = { { kind = "person", text = "周杰" }, { kind = "person", text = "周敏" }, { kind = "person", text = "周主任", value = "周主任" } } },
    { text = "Ana Okoro and Mr. Okoro left. The Okoro report is no Ana Street report.", mentions = { { kind = "person", text = "Ana Okoro" }, { kind = "person", text = "Okoro", value = "Ana Okoro", titles = { "Mr" } } } },
    { text = "I met Jane Smith. Then Smith left; Jane did not.", mentions = { { kind = "person", text = "Jane Smith" }, { kind = "person", text = "Smith", person = "Jane Smith" }, { kind = "person", text = "Jane", person = "Jane Smith" } } },
    -- Those who speak are known.
    { text = "Ann Lee: Welcome.\nTom Reyes: Thank you, Ann. It is Reyes with an e.\nAnn Lee: Tom, go on.\nTom Reyes: Yes.", mentions = { { kind = "person", text = "Ann", value = "Ann Lee" }, { kind = "person", text = "Reyes", value = "Tom Reyes" }, { kind = "person", text = "Tom", value = "Tom Reyes" } } },
    { text = "周杰：大家好。\n主持人：周书记好，周杰的文化工作做得好。\n周杰：谢谢。", mentions = { { kind = "person", text = "周书记", value = "周杰" }, { kind = "person", text = "周杰" } } },
    -- Names of the Chinese in Latin letters, both ways round.
    { text = "She met Wei-ling Hsu, Zhang Xiaoming and Lin Mei-hua in Tang China.", mentions = { { kind = "person", text = "Wei-ling Hsu" }, { kind = "person", text = "Zhang Xiaoming" }, { kind = "person", text = "Lin Mei-hua" } } },
    { text = "My name is Oyin Adebayo. It was Rhoda Quist, who built it, and Mary Jane van Dorp.", mentions = { { kind = "person", text = "Oyin Adebayo" }, { kind = "person", text = "Rhoda Quist" }, { kind = "person", text = "Mary Jane van Dorp" } } },
    { text = "Thanks, Ensu. It was Ensu who asked. Hello, everyone. Thanks, Everyone. Morgan Stanley did, this is Angela.", mentions = { { kind = "person", text = "Ensu" }, { kind = "person", text = "Ensu" }, { kind = "person", text = "Angela" } } },
    { text = "Former prime minister Ann Lee met Tsai Mei-hua, Taiwan's digital minister, and Tom Reyes, and engineer Max Brandt.", mentions = { { kind = "person", text = "Ann Lee", titles = { "Former prime minister" } }, { kind = "person", text = "Tsai Mei-hua", titles = { "digital minister" } }, { kind = "person", text = "Tom Reyes", titles = {} }, { kind = "person", text = "Max Brandt", titles = { "engineer" } } } },
    { text = "Thank you, Mr. Chair. Professor Quist's Almanac is here, and the United States, who came late.", mentions = { { kind = "person", text = "Quist", titles = { "Professor" } } } },
    { text = "Will Congress act? The Thomas Bridge, the Justice Department and the James River stand; Mark it.", mentions = {} },
    { text = "感謝唐委員長，張善政老師和前副院長林美樺也來了，總統蔡心怡說：感謝張老師！", mentions = { { kind = "person", text = "唐委員長" }, { kind = "person", text = "張善政", titles = { "老師" } }, { kind = "person", text = "林美樺", titles = { "前副院長" } }, { kind = "person", text = "蔡心怡" }, { kind = "person", text = "張老師", value = "張善政" } } },
    { text = "欧阳老师问总书记谈了什么，欧阳志云老师答了。", mentions = { { kind = "person", text = "欧阳老师", value = "欧阳志云" }, { kind = "person", text = "欧阳志云" } } },
    { text = "田中先生和 Ilves 前總統来了，刚才戴经理也来了。", mentions = { { kind = "person", text = "田中先生" }, { kind = "person", text = "Ilves", titles = { "前總統" } }, { kind = "person", text = "戴经理" } } },
    { text = "It sounds similar to 總裁. It says 老師，曾任政委，我們公司副總和周副局長去問老師。", mentions = { { kind = "person", text = "周副局長", titles = { "副局長" } } } },
    { text = "我叫林端木，高文说要提高文化水平，金管会、于是、全国人大代表席位。", mentions = { { kind = "person", text = "林端木" } } },
  },
}
