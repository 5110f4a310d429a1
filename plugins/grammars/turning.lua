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

return {
  zh = {
    opens = list [[接下来|接下來|下一个|下一個|下一位|下面|下一步|第二个|第二個|第三个|第三個|第四个|第四個|最后|最後|另外|还有一个|還有一個|再问|再問|进入|進入|环节|環節|
      话题|話題|换个|換個|回到|我们再|我們再|咱们|咱們|首先|开始|開始|那么|那麼|讨论|討論|交流|提到|说到|說到|讲到|講到]],
    thanks = list [[谢谢|謝謝|感谢|感謝|好的|明白|非常好|掌声|掌聲|精彩|分享]],
    asks = list [[请|請|怎么看|怎麼看|如何|什么|什麼|哪些|问题|問題|想问|想問|谈谈|談談|聊聊|介绍|介紹|您|老师|老師|先生|总|總]],
    closes = list [[谢谢|謝謝|就这些|就這些|到这里|到這裡|我的回答|结束|結束|我的分享|大概就是|以上]],
  },
  en = {
    opens = list [[next|move on|moving on|let's|let us|first of all|to start|the second|the third|finally|lastly|another|agenda|now we|we now|
      presentation|continue|go to|going to|turn to|last thing|one more|the other thing|start with|kick off|get started|how about|item]],
    thanks = list [[thank|thanks|okay|ok|alright|all right|great|good|right so|cool|excellent]],
    asks = list [[what|how|why|could you|can you|would you|do you|tell us|question|minister|anybody|anyone|who wants]],
    closes = list [[thank|thanks|that's it|that's all|okay|ok|alright|done|finish|finished|any questions]],
  },
}
