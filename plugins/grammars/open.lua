-- How people say that something is not known or not settled yet. PCRE2 patterns, matched anywhere in a sentence.
return {
  en = {
    [[\b(?:nobody|no one|no-one) (?:really |yet )?knows?(?: yet| what| how| when| where| why| if| whether|[.,;!]|$)]],
    [[\bremains? to be seen\b]],
    [[\btime will tell\b]],
    [[\b(?:it'?s|that'?s|is|are|remains?) (?:still |very much )?(?:unclear|not (?:yet )?(?:clear|settled|decided)|up in the air|undecided|an open (?:question|problem))\b]],
    [[\bwe (?:still )?(?:don'?t|do not) (?:yet )?know (?:yet|if|whether|how|what|when|why|who)\b]],
    [[\bI (?:really )?(?:don'?t|do not) know (?:if|whether|how|what|when) [^.?!]{0,40}\b(?:will|going to|gonna|happens|should)\b]],
    [[\b(?:haven'?t|have not|hasn'?t|has not) (?:yet )?(?:decided|figured (?:it|that|this) out|been decided|settled)\b]],
    [[\b(?:the|a|my|one) (?:big |real |open |remaining )?question (?:is|remains|now)\b]],
    [[\bwe(?:'ll| will) (?:just )?have to (?:wait and )?see\b]],
  },
  zh = {
    [[(?<!如果)(?:我|我们|我們|大家|目前|现在|現在|谁|誰)[^，。？！]{0,6}(?:还|還|仍|尚)(?:是)?(?:不知道|不清楚)|(?:还|還|仍|尚)(?:是)?(?:不确定|不確定|不明朗)]],
    [[(?:没有人|沒有人|没人|沒人|谁也不|誰也不|都不)知道]],
    [[(?:尚未|还没有?|還沒有?|仍未)(?:决定|決定|确定|確定|定下来|定下來|定案|解决|解決|想好|想清楚|答案|结论|結論|共识|共識)]],
    [[(?:有待|亟待|亟需|尚待)[一-龥]{2,6}]],
    [[(?:拭目以待|(?:说不准|說不準|不好说|不好說|很难说|很難說)(?=[，。！]|$)|未知数|未知數|悬而未决|懸而未決|未定之天)]],
    [[(?:真正的|最大的|接下来的|接下來的)?(?:难题|難題|问题|問題)(?:在于|在於|就在于|是怎[么麼]|是如何)]],
  },
}
