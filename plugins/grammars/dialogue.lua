-- How people open, greet, ask and part in interviews; who asks by the name of the label. Shared by roles and exchanges.
return {
  -- Labels, in lower case, and endings of labels, that name the one who asks or the one who answers.
  interviewer = { "q", "问", "問", "host", "interviewer", "moderator", "reporter", "journalist", "anchor", "presenter", "question",
    "questioner", "主持人", "记者", "記者", "采访者", "採訪者", "采访人", "採訪人", "访谈者", "訪談者", "提问", "提問", "提问者", "提問者", "采访记者" },
  interviewee = { "a", "答", "guest", "interviewee", "answer", "respondent", "narrator", "受访者", "受訪者", "被采访者", "被访者", "被訪者", "嘉宾", "來賓",
    "回答" },
  interviewer_endings = { "主持人", "记者", "記者", "(host)", "（主持人）", "（记者）" },

  -- A turn that opens or ends the talk.
  opening = { "欢迎收看", "欢迎收听", "歡迎收看", "歡迎收聽", "欢迎来到", "歡迎來到", "做客", "大家好", "welcome to", "welcome back", "good evening", "good morning",
    "good afternoon", "joining us", "with me is", "joining me" },
  farewell = { "下次再见", "下次再見", "再见", "再見", "访谈到这里", "节目到这里", "感谢收看", "感谢收听", "感谢您的", "谢谢您接受", "thanks for listening", "thank you for watching",
    "this has been", "goodbye", "see you next" },
  -- A turn that only greets back.
  greeting = { "主持人好", "大家好", "你好", "您好", "很高兴", "很高興", "谢谢邀请", "thank you for having me", "thanks for having me", "good to be here",
    "great to be here", "glad to be here", "pleasure to be here", "happy to be here", "hello", "hi " },

  -- A request that is a question without its mark.
  prompt = { "请您", "请你", "请介绍", "請您", "請你", "請介紹", "谈谈", "談談", "讲讲", "講講", "聊聊", "说说", "說說", "介绍一下", "介紹一下", "tell me", "tell us", "talk about",
    "describe", "walk us", "walk me", "explain", "could you", "can you", "how about", "what about" },
}
