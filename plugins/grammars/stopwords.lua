-- Words that hold sentences together and say nothing of their own: what rankings leave out, and
-- what languages are known by. Lower case; Chinese simplified, as text:terms gives it.
local function set(words)
  local found = {}
  for word in words:gmatch "%S+" do found[word] = true end
  return found
end

return {
  en = set [[a about above after again against all also always am an and another any are aren't around as at away back be
    became because been before being below between both but by came can can't cannot come could couldn't did didn't do does
    doesn't doing don't done down during each either else even ever every few first for from further get gets getting give go
    goes going gonna got had hadn't has hasn't have haven't having he her here hers herself him himself his how however i i'd
    i'll i'm i've if in into is isn't it it's its itself just kind know last least less let let's like little lot made make
    many may maybe me mean might more most much must my myself never no nor not now of off often oh ok okay on once one only
    or other our ours ourselves out over own perhaps put quite rather really right said same say says see she should since so
    some something sort still such take than that that's the their theirs them themselves then there there's these they
    they're thing things think this those though thought through to too two uh um under until up upon us use used very want
    was wasn't way we we're we've well went were weren't what what's when where whether which while who whom whose why will
    with within without won't would wouldn't yeah yes yet you you're you've your yours yourself]],
  zh = set [[的 了 是 在 我 你 您 他 她 它 们 我们 你们 您们 他们 她们 它们 咱们 大家 自己 这 那 这个 那个 这些 那些 这样 那样 这种 那种
    这里 那里 这儿 那儿 这么 那么 这边 那边 哪 哪个 哪些 哪里 哪儿 什么 怎么 怎样 怎么样 为什么 为何 如何 多少 几 谁 吗 呢 吧 啊 呀 嘛 哦 哎 嗯 呃 哈 啦 喔 哇 诶
    唉 和 与 及 以及 或 或者 还是 并 并且 而 而且 但 但是 可是 不过 然而 因为 所以 因此 由于 如果 要是 假如 虽然 尽管 即使 只要 只有 除了 除非 无论 不管 于是
    然后 接着 那 就 就是 都 也 还 又 再 才 只 只是 很 非常 太 最 更 比较 特别 十分 挺 好 好像 其实 当然 可能 也许 大概 应该 必须 需要 可以 能 能够 会 要 想 得 地
    着 过 把 被 让 给 对 对于 关于 向 从 到 由 于 以 为 为了 跟 同 比 按 按照 根据 通过 随着 当 当时 时候 的时候 之 之后 之前 以后 以前 后来 现在 目前 已经 曾经
    正在 一直 一个 一些 一种 一样 一下 一点 一定 有 有些 有的 没 没有 不 不是 不会 不能 不要 别 来 去 上 下 里 中 内 外 前 后 间 左右 等 等等 个 位 些 次 种
    说 讲 觉得 认为 知道 看 看到 做 进行 其 其中 其他 另 另外 此 此外 该 各 每 某 本 所 者 即 则 却 便 将 之间 方面 情况 问题 东西 事情 非 并非 那时 今天
    谢谢 您好 你好 大家好 是的 对的 好的 不错 没错 我想 我觉得 就是说 也就是说 的话 来说 来讲 包括 比如 比如说 例如 像 特别是 尤其 尤其是 主要 这方面]],
  de = set [[aber als also am an auch auf aus bei bin bis da das dass dem den der des die doch du durch ein eine einem einen
    einer er es für ganz haben hat hatte ich ihr im in ist ja kann mal man mehr mit nach nicht noch nur oder schon sein sich
    sie sind so über um und uns vom von vor war was weil wenn werden wie wir wird zu zum zur]],
  fr = set [[à alors au aussi avec avait bien c'est ce cette ces comme d'un d'une dans de des donc du elle elles en est et était
    eux fait il ils j'ai je l'on la le les leur lui mais même mes moi mon ne nous on ont ou où par pas plus pour qu'il que qui
    s'est sa se ses si son sont sur tout très un une vous y]],
  es = set [[a al algo como con de del desde donde el ella ellos en entre era es esa ese eso esta este esto fue ha han hasta hay
    la las le les lo los más me mi mucho muy no nos nosotros o para pero por porque que qué se sea ser si sí sin sobre son su
    sus también tan tiene todo un una uno usted y ya yo]],
  pt = set [[à ao aos as até com como da das de dele do dos e ela ele eles em entre era essa esse esta está este eu foi há isso
    isto já mais mas me mesmo meu minha muito na não nas no nos nós num numa o os ou para pela pelo por porque que quem se sem
    ser seu sua são só também tem um uma você]],
  it = set [[a ai al alla anche ancora che chi ci come con così cosa da dal dalla dei del della delle di dove e è era erano gli
    ha hanno ho i il in io l'ha la le lei lo loro lui ma mi molto ne nel nella no noi non o per perché più poi quando quella
    quello questa questo sì se si sono su sua suo tutto un una uno voi]],
  nl = set [[aan al als bij dan dat de deze die dit doen door dus een en er ga geen had hadden heb hebben heeft hem het hij hoe ik
    in is ja je kan maar me meer met mij naar niet nog nu of om onze ook op over te toen toch uit van veel voor waar was wat we
    wel werd wij worden zei zij zijn zo]],
}
