-- What tells a sentence that matters from one that does not, by the words in it: for moonscribe.rank. Each list is a class
-- of cues; where a cue counts only at the beginning of a sentence, the class is in `heads`. Chinese in both scripts.
local function list(words)
  local found = {}
  for word in words:gmatch "[^|\n]+" do
    word = word:gsub("^%s+", ""):gsub("%s+$", "")
    if word ~= "" then found[#found + 1] = word end
  end
  return found
end

return {
  heads = { leans = true },
  zh = {
    -- It sums up, or says that it is what counts.
    conclusion = list [[总结|總結|总的来说|總的來說|总之|總之|归根结底|歸根結底|核心|关键|關鍵|重要|根本|本质|本質|也就是说|也就是說|换句话说|換句話說|
      意味着|意味著|说明|說明|决定|決定|目的|目标|目標|意义|意義|价值|價值|原因|因此|所以|结论|結論|结果|結果|关系|關係]],
    -- Somebody says what they think, or what ought to be.
    opinion = list [[我认为|我認為|我觉得|我覺得|我们认为|我們認為|我相信|我的观点|我的觀點|我的看法|应该|應該|必须|必須|需要|建议|建議|希望]],
    -- An item of a list.
    list = list [[第一|第二|第三|第四|二个|三个|二個|三個|首先|其次|另外|另一方面|一方面|一个是|一個是|一是|二是|三是|最后|最後|包括]],
    -- What changes, grows, is a problem or solves one: what meetings are held for.
    matter = list [[问题|問題|发展|發展|未来|未來|解决|解決|提高|提升|增加|增长|增長|降低|减少|減少|影响|影響|趋势|趨勢|挑战|挑戰|机会|機會|优势|優勢|
      市场|市場|技术|技術|方向|实现|實現|推动|推動|推进|推進|促进|促進|建立|建设|建設|构建|構建|能力|体系|體系|融合|结合|結合|
      机制|機制|方式|变化|變化|转型|轉型|资源|資源|战略|戰略|层面|層面|通过|通過|系统|系統|服务|服務|社会|社會|持续|持續]],
    -- It tells, it makes vivid, it does not state.
    example = list [[比如|例如|举个例子|舉個例子|好比|就像|打个比方|打個比方|当时|當時|那天|有一次|有一天|记得|記得|后来|後來|我自己|有意思|故事|刚才|剛才|为什么|為什麼]],
    -- Air.
    filler = list [[嗯|啊|呃|哎|诶|欸|对对|對對|对。|對。|是吧|对吧|對吧|对不对|對不對|好，|好的|好吧|行，|OK|ok|哈哈|没错|沒錯|是的|明白|那个|那個|这个这个|這個這個|是不是|什么|什麼]],
    -- Courtesies and what keeps a talk going.
    courtesy = list [[谢谢|謝謝|感谢|感謝|大家好|主持人好|各位好|你好|您好|欢迎|歡迎|掌声|掌聲|鼓掌|自我介绍|自我介紹|时间关系|時間關係|时间的关系|嘉宾|嘉賓|
      老师|老師|各位|有请|有請|请问|請問|再见|再見|下一位|话筒|話筒|辛苦|荣幸|榮幸|抱歉|不好意思|请坐|請坐|先请|先請|祝大家|祝您|祝愿|祝願|身体健康|身體健康|期待与|期待與|相见|相見|感激|朋友们|朋友們]],
    -- Its beginning points back: it needs the sentence before it.
    leans = list [[因此|因为这|因為這|但是|可是|然而|于是|於是|这就|這就|这也|這也|这是|這是|这样|這樣|这种|這種|这说明|這說明|这意味|這意味|正因|它|他|她|其|此|
      同样|同樣|反而|否则|否則|由此|为此|為此|不然]],
  },
  en = {
    conclusion = list [[in summary|to sum up|summarize|in conclusion|the point is|the main|important|the key|essential|decided|decision|decide|conclusion|so we|therefore|
      as a result|that means|basically|goal|purpose|the reason|because|the problem|the idea]],
    opinion = list [[i think|i believe|i feel|we think|we should|should|need to|have to|must|we want|suggest|recommend|propose|would be|could be|prefer|agree]],
    list = list [[first|second|third|finally|firstly|secondly|next|another|also|in addition|one is|the other]],
    matter = list [[project|design|product|develop|system|issue|question|result|market|user|cost|support|fund|plan|change|improve|increase|reduce|policy|
      government|meeting|data|report|work on|focus|priority|program]],
    example = list [[for example|for instance|like a|remember|once|back then|that day|used to]],
    filler = list [[um|uh|yeah|okay|ok|mm|hmm|right|well|oh|yes|sure|alright|i mean|you know|sort of|kind of|i guess|like]],
    courtesy = list [[thank|thanks|welcome|hello|good morning|good afternoon|good evening|have me|joining|bye|nice to meet|congratulations|please|sorry|
      my name is|laugh|applause]],
    leans = list [[but|therefore|this|that|these|those|it|he|she|they|which|thus|hence|instead|otherwise|because of that|because of this|that's|it's|
      he's|she's|they're|so that's|so this|so it|so they|and that|and this|and it|and they|and he|and she]],
  },
}
