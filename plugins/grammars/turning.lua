-- How people say that the talk goes on to something else, for moonscribe.topics: at the beginning of a turn (`opens`: on to the next;
-- `thanks`: what was before is done; `asks`: a question, a request) and at the end of the one before (`closes`). Chinese in both scripts.
local function list(words)
  local found = {}
  for word in words:gmatch "[^|\n]+" do
    word = word:gsub("^%s+", ""):gsub("%s+$", "")
    if word ~= "" then found[#found + 1] = word end
  end
  return found
end

-- Words that people begin a sentence with when they speak -> how surely: 2 at least as surely as a comma.
local function sure(by)
  local found = {}
  for value, words in pairs(by) do
    for _, word in ipairs(list(words)) do found[word] = value end
  end
  return found
end

local function set(words)
  local found = {}
  for _, word in ipairs(list(words)) do found[word] = true end
  return found
end

return {
  zh = {
    begins = sure {
      [2] = [[然后|然後|所以|那么|那麼|就是说|就是說|但是|可是|不过|不過|另外|接下来|接下來|首先|其次|最后|最後|第一|第二|第三|因此|于是|於是|而且|比如|比如说|比如說|
        同时|同時|当然|當然|其实|其實]],
      [1] = [[那|因为|因為|如果|我们|我們|我|还有|還有|对|對|好|嗯|虽然|雖然|也就是说|也就是說|当时|當時|他们|他們|它]],
    },
    -- Something may begin behind these -> how surely.
    ends = sure { [2] = [[吗|嗎|呢|吧|啊|嘛|呀|谢谢|謝謝|是吧|对吧|對吧|对不对|對不對|是不是]], [0.5] = [[了]], [1] = [[的话|的話|一下|来说|來說|方面|问题|問題|时候|時候|之后|之後]] },
    -- Nothing begins behind these.
    holds = set [[的|地|得|在|对|對|把|被|和|与|與|跟|及|以及|或|或者|是|为|為|从|從|到|向|给|給|让|讓|很|都|也|就|还|還|不|没|沒|有|一个|一個|个|個|这|這|那|这个|這個|那个|那個|
      要|会|會|能|可以|应该|應該|就是|因为|因為|如果|但是|所以|而且|然后|然後|比如|比如说|我们|我們|我|他|你|像|叫|于|於|以|所|跟|比|等|每|各|第]],
    opens = list [[接下来|接下來|下一个|下一個|下一位|下面|下一步|第二个|第二個|第三个|第三個|第四个|第四個|最后|最後|另外|还有一个|還有一個|再问|再問|进入|進入|环节|環節|
      话题|話題|换个|換個|回到|我们再|我們再|咱们|咱們|首先|开始|開始|那么|那麼|讨论|討論|交流|提到|说到|說到|讲到|講到]],
    thanks = list [[谢谢|謝謝|感谢|感謝|好的|明白|非常好|掌声|掌聲|精彩|分享]],
    asks = list [[请|請|怎么看|怎麼看|如何|什么|什麼|哪些|问题|問題|想问|想問|谈谈|談談|聊聊|介绍|介紹|您|老师|老師|先生|总|總]],
    closes = list [[谢谢|謝謝|就这些|就這些|到这里|到這裡|我的回答|结束|結束|我的分享|大概就是|以上]],
  },
  en = {
    begins = sure {
      [2] = [[so|but|well|and then|and so|and i|and we|and they|and he|and she|and it|because|okay|now|however|anyway|actually|first|secondly|then|also|i mean|you know|i think]],
      [1] = [[and|i|we|he|she|they|it|you|there|if|when|while|although|that's|it's|i'm|we're|they're|this|what|how|yes|no|yeah]],
    },
    ends = sure { [2] = [[okay|right|thanks|yeah|too|anyway]] },
    holds = set [[a|an|the|of|to|in|on|at|for|with|from|by|into|about|as|than|that|which|who|and|or|but|so|because|if|when|while|is|are|was|were|be|been|am|not|my|your|our|
      their|his|her|its|this|these|those|very|really|i|we|they|he|she|you|it|i'm|we're|they're|it's|will|would|can|could|should|do|does|did|have|has|had|what|how|why|where|then|just]],
    opens = list [[next|move on|moving on|let's|let us|first of all|to start|the second|the third|finally|lastly|another|agenda|now we|we now|
      presentation|continue|go to|going to|turn to|last thing|one more|the other thing|start with|kick off|get started|how about|item]],
    thanks = list [[thank|thanks|okay|ok|alright|all right|great|good|right so|cool|excellent]],
    asks = list [[what|how|why|could you|can you|would you|do you|tell us|question|minister|anybody|anyone|who wants]],
    closes = list [[thank|thanks|that's it|that's all|okay|ok|alright|done|finish|finished|any questions]],
  },
}
