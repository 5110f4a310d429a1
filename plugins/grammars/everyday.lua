-- Words that say little of what a talk is about, though they are no stop words: alone they are no key phrase, inside
-- one of several words they may be ("open question"). Lower case. How common a Chinese word is the dictionary
-- knows, so that list has only what interviews are full of.
local function set(words)
  local found = {}
  for word in words:gmatch "%S+" do found[word] = true end
  return found
end

return {
  en = set [[able absolutely accept according across actual actually add added adding afternoon ago agree ahead allow allowed allows
    almost alone along already amazing amount answer anybody anymore anyone anything anyway apart apparently area areas aren
    argue arm ask asked asking aspect aspects assume attempt attention available aware awesome awful bad base based basic
    basically bear beautiful become becomes becoming began begin beginning begins begun behind believe best better big bigger
    biggest bit boy break bring bringing brings broad brought build call called calling calls cannot care careful carry case
    cases catch cause certain certainly chance change changed changes changing check choose chose clear clearly close closely
    comes comfortable coming common complete completely complex concern concerned conversation conversations correct couple
    course cover crazy create created creating cut dear deal dealt decide decided deep definitely depend depending depends
    describe described despite detail details did differ difference different difficult direct directly discuss discussed
    discussion drive drop early easier easily easy effect effectively effort eight eleven encourage end ended ending ends
    enjoy enormous entire entirely especially essentially everybody everyone everything evening exact exactly example
    examples excellent excited exciting exist existing expect expected experience explain explained extent extra extremely face
    fact fair fairly fall fantastic far fast favorite feel feeling feels felt fewer fifth figure fill finally find finding fine
    finish finished fit five fix focus follow followed following forget form forth forward found four fourth free friend friends front
    full fully fun funny future gave general generally gets girl glad goal goals god gone good gotta grab great
    greater group grow growing guess guests guy guys half hand handle happen happened happening happens happy hard harder
    head hear heard hearing heart held hello help helped helpful helping helps hey hi hide high higher highly hit hold holding
    honest honestly hope hopefully hour hours huge hundred idea ideas imagine immediately important impossible include included
    including increase incredible incredibly indeed individual inside instance instead intend interested interesting
    interview introduce issue issues item join keep keeping keeps kept key kinda kinds knew knowing known knows large larger
    late later latter laugh laughs laughter lead leading learn learned learning leave left length lets level levels life likely line
    link list listen listening literally live lives living long longer look looked looking looks lose loss lots love low
    lower lunch main mainly major majority man manage manner mark massive matter matters meaning means meant meet meeting
    member mention mentioned mentioning met mid middle million mind mine minute minutes miss mistake moment moments month months
    morning mostly move moved moving multiple name named names natural naturally near nearly necessarily necessary needed
    needs neither new news next nice night nine nobody none normal normally notice number numbers obvious obviously
    occasionally occur offer old older ones open opened opening opinion opportunity opposed option options order original
    originally outside overall page part particular particularly parts pass passed past pay people percent perfect perhaps period person
    personal personally perspective phrase pick picked picture piece pieces place places plan play plenty plus point points
    position possible possibly potential potentially practice prefer prepared present pretty prevent previous previously
    probably problem problems process produce progress properly proud prove provide provided providing pull purpose push
    question questions quick quickly quiet ran random range rare rather reach read reading ready real reality realize realized
    reason reasonable reasons recent recently recognize regard regarding regular related relatively remain remember remind
    reply require required requires respect response rest result results run running runs sad safe sake sat saw saying
    says school scene season second section seeing seem seemed seems seen send sense sent separate serious seriously set
    setting seven several shape share shared shift short shortly shot show showed showing shown shows shut side sides sign similar
    simple simply single sit sitting situation situations six size slightly slow slowly small smaller somebody somehow
    someone sometimes somewhat somewhere soon sorry sorts sound sounds speak speaking specific specifically spend
    spent spot spread stand standard standing start started starting starts state stay step steps stick stop stopped story
    straight strange stuff style subject success such sudden suddenly suggest super supposed sure surprise surprised surprising talk
    talked talking talks task tell telling ten tend term terms terrible thank thanks themselves theory thinking third thirty
    thoughts thousand three throughout throw tied tiny tip title today together told tomorrow tonight took top topic topics
    total totally touch toward towards tried tries trouble true truly trust truth try trying turn turned turns twelve twenty twice
    two type types typical typically ultimately understand understanding understood unfortunately unless unlike usual usually
    value variety various version view wait waiting walk wants watch watching week weekend weeks welcome whatever whenever
    whereas wherever whole wide willing wish wonder wonderful wondering word words wore work worked working works world
    worried worry worse worst worth wow write writing written wrong year years yesterday young younger yours
    first last one laugh applause inaudible crosstalk music unidentified podcast episode episodes listeners
    listener audience host transcript transcribed speaker mm mhm hmm uh-huh yep yup nope ah oh um er yes no dude
    cool gonna wanna gotta sort-of kind-of day days time times thing things way ways lot bunch side folks people's today's
    let's there's here's what's that's it's he's she's who's where's how's don't doesn't didn't won't wouldn't can't couldn't
    shouldn't isn't aren't wasn't weren't haven't hasn't hadn't i'm i've i'd i'll you're you've you'd you'll we're we've we'd
    we'll they're they've they'd they'll guys' else
    suppose sponsored sponsor minutes need using quot nbsp amp apostrophe http https www com
    january february march april june july august september october november december jan feb mar apr jun jul aug sep oct nov dec
    monday tuesday wednesday thursday friday saturday sunday dr mr mrs ms prof eleven thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen forty fifty sixty seventy eighty ninety hundreds thousands millions billion billions]],
  zh = set [[主持人 记者 听众 观众 网友 朋友 朋友们 各位 嘉宾 访谈 采访 节目 收看 收听 做客 欢迎 感谢 先生 女士 老师 同学 请问 介绍 谈谈 聊聊
    讲讲 期待 关注 希望 祝 下次 再见 最后 首先 其次 第一 第二 第三 觉得 发现 开始 起来 出来 下来 过来 过去 进来 一起 那边 这边 很多 更多 许多
    不少 非常 真的 那种 这种 时间 今年 去年 明年 本届 本次 期间 方式 部分 过程 地方 事情 角度 意思 想法 感觉 例子 状况 关系 人家 别人 有人
    有没有 是不是 会不会 能不能 可不可以 怎么办 没办法 差不多 基本上 事实上 实际上 某种 程度 举例 整个 所有 任何 各种 大部分 另外 那我 那我们 还有 的人 透过 变成 很棒 了解 瞭解 里面 外面 上面 下面 好比 案子 提到
    讲到 讲的 谈到 提供 处理 参与 推动 使用 利用 运用 产生 造成 达到 做到 得到 拿到 遇到 想到 感受 感受到 看见 听到 直接 简单 重要 清楚 容易 不同 相关
    一般 一般来讲 完全 绝对 确实 的确 当中 过去的 未来 以及 原来 本来 后面 前面 旁边 底下 今年度 上次 这次 那次 每个 每次 一次 两个 三个 几个 一件 一块
    有意思 有趣 辛苦 辛苦了 不好意思 没关系 没问题 没有错 对不起 告诉 分享 讨论 聊天 采取 选择 决定 方法 做法 方向 目标 内容 部份 整体 加上 另一个
    进去 出去 回去 回来 起码 至少 顺便 刚刚 刚才 马上 立刻 慢慢 赶快 同时 以外 另一方面 一方面 对我来讲 好不好 对不对 可不可 那时候 有时候 一点点 一堆]],
}
