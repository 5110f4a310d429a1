-- Organisations, for their extractor: those that are named without an ending, and which words before an ending name nobody. Data only; words
-- in one string, blanks between them, _ for a blank within one.
return {
  -- Known by name alone.
  en = [[Google Apple_Inc. Microsoft Facebook Amazon_Web_Services Netflix Twitter YouTube GitHub GitLab LinkedIn Instagram TikTok Airbnb Uber Intel IBM Nvidia OpenAI Anthropic DeepMind Mozilla Wikipedia Wikimedia Red_Hat Oracle Salesforce Shopify Stripe Dropbox Spotify Samsung Sony Toyota Huawei Tencent Alibaba Baidu Foxconn TSMC
    Goldman_Sachs JPMorgan JP_Morgan Morgan_Stanley Raymond_James Wells_Fargo Charles_Schwab Credit_Suisse Deutsche_Bank Merrill_Lynch Barclays Citigroup Deloitte Accenture Ernst_&_Young Johns_Hopkins Ben_&_Jerry's McKinsey Reuters Bloomberg BBC CNN NPR NHK PBS Associated_Press New_York_Times Washington_Post Wall_Street_Journal Financial_Times Guardian Economist UNESCO UNICEF NATO OECD ASEAN NASA MIT UCLA IMF WHO WTO United_Nations European_Commission European_Parliament World_Bank World_Health_Organization
    White_House Supreme_Court Red_Cross Greenpeace Amnesty_International Harvard Stanford Yale Princeton Caltech Pentagon FBI CIA NSA IETF ICANN W3C]],
  zh = [[联合国 聯合國 世卫组织 世衛組織 世界卫生组织 世界衛生組織 世贸组织 世界银行 世界銀行 欧盟委员会 歐盟執委會 国务院 國務院 外交部 财政部 財政部 教育部 公安部 商务部 国防部 國防部 发改委 證監會 证监会 银监会 最高法院 全国人大 全國人大 行政院 立法院 司法院 監察院 考試院 經濟部 文化部 內政部 內政部警政署 交通部 勞動部 法務部 衛福部 科技部 農委會
    國發會 客委會 原民會 環保署 數位部 數位發展部 金管會 通傳會 中研院 工研院 資策會 新华社 新華社 中央电视台 央视 人民日报 人民日報 谷歌 微软 微軟 亚马逊 亞馬遜 脸书 臉書 推特 特斯拉 英特尔 英特爾 英伟达 輝達 三星 索尼 丰田 豐田 腾讯 騰訊 阿里巴巴 百度 华为 華為 小米 字节跳动 字節跳動 京东 美团 台积电 台積電 鴻海 富士康 宏碁 華碩 聯發科 中华电信 中華電信
    奇摩 雅虎 维基百科 維基百科 零時政府 開放文化基金會 绿色和平 綠色和平 红十字会 紅十字會 民进党 民進黨 国民党 國民黨 共产党 共產黨 民众党 民眾黨 時代力量]],
  -- Endings that make an organisation of nearly anything before them, and those that need a name.
  strong = [[有限责任公司 有限責任公司 股份有限公司 有限公司 集团公司 委员会 委員會 管委会 管委會 研究院 研究所 研究中心 基金会 基金會 协会 協會 学会 學會 商会 商會 联合会 聯合會 工会 工會 公会 公會 秘书处 秘書處 商务局 行署 商务厅 出版社 报社 報社 电视台 電視台 电视臺 博物馆 博物館 图书馆 圖書館 实验室 實驗室 俱乐部 俱樂部]],
  weak = [[公司 集团 集團 大学 大學 学院 學院 医院 醫院 银行 銀行 人民政府 政府 事务所 事務所 中学 中學 小学 小學]],
  -- Words that end the way back from the ending.
  breaks = [[媒合 考虑 考慮 引进 引進 引入 接受 负责 負責 践行 引导 引導 搭建 谈 談 付 好比 企業導入 导入 導入 实现 實現 宣布 宣佈 压榨 依法 办理 辦理 提供 变成 變成 转换 轉換 面对 面對 位 场 場 二日 月份 特殊 小小 此次 两次 兩次 三次 几次 幾次 前几次 年 月 日 本期 广大 廣大 每届 每屆 本届 本屆 上届 上屆 下届 下屆 往届 历届 歷屆 这届 這屆 这次 這次 每次 一次 一场 一場 幾場 几场 要求 相信 协助 協助 包含 包括 配合 推动 推動 支持 知道 代表 不同 感谢 感謝 谢谢 謝謝 介绍 介紹 来自 來自 接触 接觸 建议 建議 承接 比照 符合 结合 結合 要用 成立 参加 參加 加入 进入 進入 离开 離開 任何 所有 许多 許多 很多 一家 一间 一間 两家 几家 哪家 这家 這家 那家 其他 相关 相關 一般 当地 當地 国内 國內 国外 國外 外国 外國 我国 我國 本国
    以前 以后 以後 后来 後來 目前 现在 現在 今天 去年 今年 前年 昨天 未来 未來 新 老 大 小 各 多 每 某 该 該 其 本 全 某某 各级 各級 各地 各界 各国 各國 各种 各種 整个 整個 取得 获得 獲得 补助 補助 服务 服務 参考 參考 依照 根据 透过 透過 经由 經由 附近 旁边 对面 里面 裡面 外面 以及 还有 還有 或者 或是 甚至 尤其 当然 當然 其实 其實 然后 然後 还是 還是
    就是 可能 应该 應該 可以 能够 能夠 需要 必须 必須 觉得 覺得 认为 認為 希望 想要 打算 开始 開始 继续 繼續 使用 利用 通过 通過 属于 屬於 叫做 叫作 称为 称作 所谓 所謂 等于 等於 加上 不管 不论 无论 無論 不只 不仅 不僅 除了 关于 關於 对于 對於 针对 針對 有关 有關 比较 比較 非常 更加 特别 特別 一个 一個 这个 這個 那个 那個 一种 一種 一些 有些 这些 這些 那些
    监督 監督 询问 詢問 抗议 抗議 鼓励 鼓勵 看到 找到 遇到 听到 聽到 做到 收到 得到 拿到 提到 讲到 講到 说到 說到 问到 談到 谈到 来到 來到 回到 走到 到了 去了 来了 任职 任職 就职 服务于 毕业 畢業 毕业于 就读 就讀 考上 考进 创办 創辦 创立 創立 建立 设立 設立 经营 經營 控制 收购 收購 邀请 邀請 拜访 拜訪 参访 參訪 访问 訪問 担任 擔任 時任 时任 曾任
    去 往 对 對 靠 等 帮 幫 做 用 看 找 进 進 比 让 讓 从 從 由 于 於 以 而 又 再 还 還 才 会 會 要 想 能 把 给 給 跟 并 並 且 即 听 聽 聊 问 問 说 說 读 讀 唸 念 上 下 开 開 办 辦 来 來 到 是 有 不 没 沒 家 所 间 間 个 個 位 名 次 一 二 两 兩 三 四 五 几 幾 第 和 与 與 及 或 的 了 在 也 都 就 着 著 过 過 被 为 為 成 入 出 当 當 像 叫 像是 另 另外 同 向 按 经 經 因 将 將 许 許]],
  -- Words that describe and do not name.
  general = [[圆桌 圓桌 线上 線上 线下 線下 高峰 主题 主題 年度 定期 股份 有限 责任 責任 官股 承贷 承貸 地方 中央 国家 國家 县市 縣市 市 县 縣 省 国 國 区 區 社区 社區 发展 發展 民间 民間 民营 民營 国营 國營 国有 國有 私人 私立 公立 公益 社会 社會 企业 企業 商业 商業 科技 高科技 技术 技術 网络 網絡 网路 網路 互联网 網際網路 资讯 資訊 信息 保险 保險 航空 建设 建設 建筑 建築 房地产 地产 唱片 电影 電影 广告 廣告 贸易 貿易 国贸 國貿 物流 运输 運輸 快递 食品 医药 醫藥 制药
    汽车 汽車 软件 軟體 硬件 游戏 遊戲 传媒 媒体 媒體 咨询 諮詢 顾问 顧問 律师 律師 会计 會計 设计 設計 专业 專業 综合 綜合 综合性 职业 職業 技职 师范 師範 医学 醫學 理工 艺术 藝術 体育 體育 音乐 音樂 农业 農業 工业 工業 外商 外资 外資 合资 合資 跨国 跨國 上市 上柜 上市柜 上市櫃 控股 控 母 子 分 总 總 新创 新創 创业 創業 小型 大型 中小型 中型 百年 知名 著名 优秀 世界 全球 国际 國際 海外
    时间 時間 投资 投資 储蓄 农村 農村 城市 开放 開放 数位 數位 数字 智慧 电子 電子 影子 代议 專制 专制 民主 联邦 聯邦 青年 学生 學生 妇女 婦女 家长 家長 教师 教師 老人 校友 管理 管理的 物业 物業 顾問 业主 業主 审议 審議 评审 評審 评选 指导 指導 工作 筹备 籌備 组织 組織 组委 科学 科學 文化 教育 研究 教学 教學 实验 實驗 附属 附屬 公民 人民 大众 共益 社企 社创 社創 永续 永續 环保 環保 生技 生物 能源 电力 电信 電信 通讯 通訊 金融 证券 證券 信托
    农产 水产 畜牧 观光 觀光 旅游 旅遊 旅行 酒店 餐饮 餐飲 服装 服裝 化工 石油 钢铁 矿业 造船 半导体 半導體 晶片 芯片 新 老 大 小 好 男 女 公 私 两岸 兩岸 海峡 亲子 單一 单一 一流 一所 名牌 重点 重點 普通 夜间 空中 社区型 老牌 初创 民 官方 官 军 市级 省级 县级 部级 中心 产业 產業 行业 行業 同业 同業 相关 附近]],
  -- English words in capitals before an ending that name nobody.
  en_general = [[圆桌 圓桌 线上 線上 线下 線下 高峰 主题 主題 年度 定期 股份 有限 责任 責任 官股 承贷 承貸 Civil_Society Soviet_Union Central_Bank Research_Institute Digital_Council The_Company Open_Society Community_College High_School Labor_Union Labour_Union Credit_Union Student_Union Trade_Union Working_Group User_Group Study_Group Focus_Group Task_Group Our_Company My_Company This_Company That_Company Your_Company European_Union African_Union Zero_Trust Blind_Trust]],
}
