-- Names of people, for the extractor of people: what is given to a child in many languages, family names of Chinese in Latin letters, people
-- whom everybody names without their title. Data only. Words stand in one string, blanks between them.
return {
  -- Given names. One that is also a word of English, a place or a month stands in `doubtful`.
  given = [[
    Aaron Abdul Abdullah Abel Abigail Abraham Ada Adam Adele Adeline Aditya Adrian Adriana Agnes Ahmad Ahmed Aidan Aiden Aisha Akira Alan Alana Alastair Albert Alberto Alejandra Alejandro
    Aleksandr Alessandro Alessandra Alessia Alex Alexander Alexandra Alexandre Alexei Alexis Alfonso Alfred Alfredo Alice Alicia Alina Alison Alistair Allan Allen Allison Alma Alvaro Alvin Alyssa Amanda
    Amelia Amelie Amir Amit Amos Amy Ana Anastasia Anders Andrea Andreas Andrei Andres Andrew Andrey Andrzej Andy Angela Angelica Angelina Angus Anika Anil Anita Anja Anjali Ann Anna
    Annabel Anne Annette Annie Anouk Ansel Anthony Antoine Anton Antonia Antonio Anya Archie Ariana Arjun Armando Arne Arnold Arthur Arturo Arun Arvind Asher Ashish Ashley Ashok Astrid Aubrey
    Audrey August Augustin Aurora Ava Avery Axel Ayesha Barack Barbara Barnaby Barry Bart Bartosz Beatrice Beatriz Becky Ben Benedict Benjamin Benjy Bernadette Bernard Bernardo Bernd Bernhard Bernice Bernie Bertha
    Bertrand Bessie Beth Bethany Betsy Betty Beverly Bhavna Bianca Bill Billie Billy Bjarne Bjorn Bob Bobby Bonnie Boris Brad Bradley Brandon Brendan Brenda Brendon Brett Brian Brianna Bridget
    Brigitte Bruce Bruno Bryan Bryce Byron Caitlin Caleb Callum Calvin Cameron Camila Camilla Camille Carina Carl Carla Carlo Carlos Carlota Carmen Carol Carole Carolina Caroline Carolyn Carrie Carsten
    Casey Caspar Cassandra Catalina Caterina Catherine Cathy Cecil Cecilia Cedric Celeste Celia Celine Cesar Chad Chaim Chandra Charlene Charles Charlie Charlotte Chelsea Cheryl Chiara Chloe Chris Christa
    Christian Christiane Christina Christine Christoph Christophe Christopher Chuck Cindy Claire Clara Clarence Clarissa Claude Claudia Claudio Claus Clayton Clemens Clement Clifford Clive Clyde Colette Colin Colleen
    Connie Connor Conrad Constance Cora Corey Corinne Cornelia Cornelius Cory Courtney Craig Cristian Cristina Curtis Cynthia Cyril Cyrus Daisuke Damian Damien Damon Dan Dana Daniel Daniela Daniele Danielle
    Danilo Danny Daphne Darcy Daria Dario Darius Darlene Darrell Darren Darya Dave David Davide Dean Deb Debbie Deborah Debra Deepak Deirdre Delia Denis Denise Dennis Derek Derrick Desmond
    Devin Diana Diane Dick Diego Dieter Dietrich Dilip Dimitri Dina Dirk Dmitri Dmitry Dolores Dominic Dominik Dominique Don Donald Donna Donovan Dora Doreen Doris Dorothea Dorothy Doug Douglas
    Duncan Dustin Dwight Dylan Earl Ed Eddie Edgar Edith Edmund Eduardo Edward Edwin Eileen Elaine Eleanor Elena Eli Elias Elijah Elinor Eliot Elisa Elisabeth Elise Eliza Elizabeth Ella
    Ellen Elliot Elliott Elmer Elon Eloise Elsa Elsie Elvis Emanuel Emil Emile Emilia Emilie Emilio Emily Emma Emmanuel Emmett Enrico Enrique Eric Erica Erich Erik Erika Erin Ernest
    Ernesto Ernst Esteban Esther Ethan Ethel Etienne Eugene Eugenia Eunice Eva Evan Evangeline Evelyn Everett Ezekiel Ezra Fabian Fabio Fabrice Farah Farhan Fatima Federica Federico Felicia Felicity
    Felipe Felix Ferdinand Fernanda Fernando Filip Fiona Flora Florian Francesca Francesco Francine Francis Francisco Franco Francois François Françoise Frank Franklin Franz Fred Freddie Frederic Frederick Frederik
    Freya Frida Friedrich Fritz Gabriel Gabriela Gabriele Gabrielle Gareth Garrett Gary Gavin Geert Gemma Geneviève Geoff Geoffrey George Georges Georgina Gerald Geraldine Gerard Gerhard Gertrude Giacomo Gianluca
    Gianni Gideon Gilbert Giles Gillian Gina Ginny Giorgio Giovanna Giovanni Giulia Giulio Giuseppe Gladys Glen Glenn Gloria Gonzalo Gopal Gordon Graham Grant Greg Gregor Gregory Greta Gretchen
    Guido Guillaume Guillermo Gunnar Gunther Gus Gustav Gustavo Guy Gwen Gwendolyn Hakan Hamza Hannah Hannes Hans Harald Hari Harish Harold Harriet Harry Haruki Harvey Hasan Hassan Heather
    Hector Heidi Heike Heinrich Heinz Helen Helena Helene Helga Helmut Hendrik Henri Henrik Henry Herbert Herman Hermann Hideo Hilary Hilda Hillary Hiro Hiroshi Holger Horace Horst Howard Hubert
    Hugh Hugo Humphrey Hussein Ian Ibrahim Ida Ignacio Igor Ilse Ilya Imogen Imran Ina Ines Inga Ingeborg Ingo Ingrid Irene Irina Iris Irma Irving Isaac Isabel Isabella Isabelle
    Isaiah Isidore Ismail Ivan Ivo Jaap Jacek Jackie Jackson Jacob Jacqueline Jacques Jaime Jake Jakob Jakub James Jamie Jan Jana Jane Janet Janice Janine Jared Jason Jasmin Jasper
    Javier Jay Jayne Jean Jeanette Jeanne Jeannie Jeff Jeffrey Jelena Jen Jenna Jennifer Jenny Jens Jeremiah Jeremy Jermaine Jerod Jerome Jerry Jess Jesse Jessica Jesus Jill Jillian Jim
    Jimmy Jo Joachim Joan Joanna Joanne Joaquin Jodie Joe Joel Joerg Johan Johann Johanna Johannes John Johnny Jon Jonah Jonas Jonathan Jordi Jorge Jorgen José Jose Josef Joseph Josephine
    Josh Joshua Josie Joy Joyce Juan Juana Juanita Judith Judy Jules Julia Julian Juliana Julie Julien Juliet Juliette Julio Julius Jun Junichi Jürgen Justin Justine Jyoti Kai Kaitlyn
    Kamal Kamala Kapil Karen Karim Karin Karl Karla Karsten Kasper Kate Katharina Katharine Katherine Kathleen Kathryn Kathy Katie Katja Katrin Katrina Katy Kavita Kay Kayla Keiko Keith Kelly
    Kelsey Kelvin Ken Kendra Kenji Kenneth Kenny Kenta Kerry Kerstin Kevin Khalid Kiera Kieran Kim Kimberly Kiran Kirsten Kirsty Klaus Konrad Konstantin Kris Krishna Kristen Kristian Kristin Kristina
    Kristof Kumar Kurt Kyle Lachlan Lakshmi Lara Larisa Larry Lars Laszlo Laura Laurel Lauren Laurence Laurent Lauretta Laurie Lawrence Lea Leah Leanne Lee Leif Leigh Leila Lena Leo Leon
    Leonard Leonardo Leonie Leonor Leroy Leslie Lester Letitia Lev Levi Lewis Liam Lidia Lila Lillian Lily Linda Lindsay Lindsey Linus Lionel Lisa Liz Lloyd Lois Lola Loretta Lorenzo
    Lorna Lorraine Lottie Lou Louis Louisa Louise Luc Luca Lucas Lucia Lucian Luciana Luciano Lucie Lucille Lucinda Lucy Ludwig Luigi Luis Luisa Lukas Luke Luther Lydia Lynn Lynne
    Maarten Mabel Madeleine Madeline Madhu Maggie Magnus Mahatma Mahmoud Maja Malala Malcolm Malik Malin Mandy Manfred Manoj Manuel Manuela Mara Marc Marcel Marcella Marcello Marcia Marco Marcos Marcus Margaret
    Margarita Margot Marguerite Maria Mariam Marian Mariana Marianne Marie Mariella Marietta Marilyn Marina Mario Marion Marisa Marissa Marius Mariusz Marjorie Mark Markus Marlene Marlon Marsha Marshall Marta Martha
    Martin Martina Martine Marty Marvin Mary Maryam Masha Massimo Mateo Mateusz Mathew Mathias Mathieu Mathilde Matilda Matt Matteo Matthew Matthias Matthieu Maud Maureen Maurice Mauricio Mauro Max Maxim
    Maxime Maximilian Maxine Maya Megan Mehmet Meera Mei Melanie Melinda Melissa Melvin Mercedes Meredith Mette Mia Micah Michael Michaela Michal Michel Michele Michelle Mick Miguel Mikael Mike Mikhail
    Miki Mildred Milena Miles Milo Milton Mimi Mina Mira Miranda Mireille Miriam Mitch Mitchell Mohamed Mohammad Mohammed Mohan Moira Molly Mona Monica Monika Monique Morgan Moritz Morten
    Moses Muhammad Muriel Murray Mustafa Myra Myrtle Nabil Nadia Nadine Nancy Naomi Narendra Natalia Natalie Natasha Nate Nathalie Nathan Nathaniel Neal Ned Neha Neil Nelson Neville Niall Nicholas
    Nick Nicola Nicolai Nicolas Nicole Niels Nigel Nikhil Niklas Nikolai Nikita Nils Nina Nisha Noah Noam Noel Noelle Nora Norbert Norma Norman Olaf Oleg Olga Oliver Olivia Olivier
    Omar Oscar Oskar Osman Otto Owen Pablo Paola Paolo Pascal Patricia Patricio Patrick Patrik Patsy Patty Paul Paula Paulina Pauline Paulo Pavel Pedro Peggy Pekka Penelope Penny Per
    Percy Pete Peter Petra Phil Philip Philipp Philippa Philippe Phillip Phoebe Phyllis Pia Pierre Pieter Pilar Piotr Polly Prakash Priscilla Priya Quentin Quincy Rachel Radha Rafael Rafał Rahul Rainer
    Raj Rajesh Rajiv Ralph Ram Ramesh Ramon Randall Randy Raphael Rashid Raul Ravi Ray Raymond Rebecca Reginald Reinhard Reinhold Remy Renata Renate Rene René Renee Reza Rhonda Ricardo Riccardo
    Rich Richard Rick Ricky Rita Rob Robert Roberta Roberto Robin Rochelle Rod Roderick Rodney Rodrigo Roger Rohan Rohit Roland Rolf Roman Romeo Ron Ronald Ronan Ronnie Rory Rosa Rosalie
    Rosalind Rosanna Rose Roseanne Rosemary Ross Roxanne Roy Ruben Rudolf Rudolph Rudy Rufus Rupert Russell Ruth Ryan Sabina Sabine Sabrina Sachin Sally Salman Salvador Salvatore Sam Samantha Samir
    Samuel Sandeep Sandra Sandy Sanjay Santiago Sara Sarah Sasha Satoshi Saul Scott Sean Sebastian Selena Selma Serena Serge Sergei Sergey Sergio Seth Seymour Shane Shannon Sharon Shaun Shawn Sheila
    Shelley Shinzo Shirley Shiva Shlomo Sid Siddharth Sidney Siegfried Sigmund Sigrid Silke Silvia Silvio Simon Simona Simone Sofia Soren Sophia Sophie Stacey Stacy Stan Stanley Stefan Stefanie Stefano
    Stella Stephan Stephane Stephanie Stephen Steve Steven Stewart Stuart Sue Sunil Suresh Susan Susana Susanna Susanne Susie Suzanne Sven Svetlana Sybil Sylvia Sylvie Tabitha Takeshi Tamar Tamara
    Tammy Tanja Tanya Tara Taro Tatiana Ted Terence Teresa Terry Tess Tessa Thaddeus Thea Thelma Theo Theodor Theodore Theresa Therese Thomas Thorsten Tiffany Tim Timothy Tina Tobias Toby Todd Tom
    Tomas Tomasz Tommy Toni Tony Torsten Tracy Travis Trent Trevor Tricia Tristan Troy Trudy Tyler Tyrone Ugo Ulrich Ulrike Umberto Uma Ursula Ute Uwe Vadim Valentin Valentina Valeria Valerie
    Vanessa Vasily Vera Verena Vernon Veronica Veronika Vicente Vicki Vicky Victor Victoria Vijay Vikram Viktor Vincent Vincenzo Viola Violet Virginie Vishal Vitalik Vitaly Vivek Vivian Vivien Vlad Vladimir
    Volker Volodymyr Waldemar Walter Wanda Warren Wayne Wendy Werner Wesley Wilbur Wilfred Wilhelm Wilhelmina Willem William Willie Willy Wilma Winifred Winston Wolfgang Woody Xavier Yael Yannick Yara Yasmin
    Yehuda Yoko Yolanda Yoshi Yoshihide Yosef Yuki Yuri Yusuf Yves Yvonne Zachary Zara Zeynep Zoe Zoltan
    Aarav Abhishek Aditi Ajay Akash Al Aleksander Alok Amar Ananya Aniket Ankit Anthea Ariel Asha Ashwin Basil Beau Bharat Bjork Brandi Brent Brock Caetano Candace Cary Cassie Chandrika Chetan Chinua Cliff Cormac Danica Darryl Devon Dhruv Dominick Dorian Edna Efrain Elvira Emeka Enzo Erwin
    Fidel Finn Floyd Fran Freddy Gaurav Geraint Gerry Gianna Goran Halle Hank Harrison Holly Ilana Imani Indira Isla Jaron Jed Jeffery Jodi Kanye Keanu Keegan Kofi Krzysztof Kunal Lana Lauri Leela Lex Lorena Lucien Lupita Maciej Madhav Mahesh Manish Marek Mariano Maxwell Meghan Milos Mohit Murali Mukesh Naveen
    Neeraj Nelly Nikola Nitin Nkechi Nnamdi Odette Olu Oprah Orhan Otis Parag Parisa Perry Pooja Pradeep Prasad Pranav Quinn Rajan Rania Rohini Rosario Sadiq Sameer Satya Shirin Shreya Siobhan Slavoj Sofie Sonia Sundar Sunita Swati Tad Taylor Tenzin Thabo Tiago Timo Tobi Trisha Tunde Valentino Varun Viggo
    Vikas Vinod Wes Whitney Yann Zach Zack Zadie Zainab Zane Zuzana]],
  -- Those that begin sentences as other words.
  doubtful = [[Will Chase Grant Drew Sue Rob Pat Hope Dawn Major Per Art Chuck Earl Ram Ray Rich Rod Penny Violet Lily Rose Joy Kay Ed Al Guy Don]],
  -- Family names of Chinese people by how they are written in Mandarin, Taiwan and Hong Kong.
  chinese = [[
    Ang Au Bai Ban Bao Bei Bi Bian Bo Cai Cao Chan Chang Chao Chau Che Chen Cheng Cheung Chew Chi Chia Chiang Chien Chin Chiu Cho Choi Chong Chou Chow Chu Chua Chuang Chui Chung Cui Dai Deng Ding Dong Dou Du Duan Fan Fang Fei
    Feng Fong Fu Fung Gan Gao Ge Geng Gong Gu Guan Guo Han Hao Ho Hou Hsia Hsiao Hsieh Hsu Hsueh Hu Hua Huang Hui Hung Huo Ji Jia Jian Jiang Jiao Jin Jing Kan Kang Kao Ke Ko Kong Koo Ku Kuan Kung Kuo Kwan Kwok Lai
    Lam Lan Lau Lee Lei Leung Li Lian Liang Liao Lien Lim Lin Ling Liu Lo Loh Lou Lu Lui Luo Lyu Ma Mao Mei Meng Miao Mo Mok Mu Ng Ni Nie Ning Niu Ong Ou Ouyang Pan Pang Pei Peng Pi Poon Pu Qi Qian Qiao Qin Qiu Qu Ren Ruan
    Shao Shen Sheng Shi Shih Shu Shum Situ Siu So Song Soong Su Sun Sung Szeto Tai Tam Tan Tang Tao Teng Teo Teoh Tian Tien Ting Tong Tsai Tsang Tsao Tse Tseng Tso Tsou Tsui Tu Tung Wan Wang Wei Wen Weng Wong Woo Wu Xi Xia Xiang
    Xiao Xie Xin Xing Xiong Xu Xue Yan Yang Yao Yap Ye Yee Yeh Yen Yeung Yi Yim Yin Ying Yip Yiu Yu Yuan Yue Yuen Yun Zeng Zhai Zhan Zhang Zhao Zheng Zhong Zhou Zhu Zhuang Zhuo Zou Zuo]],
  -- Initials and finals of a Mandarin syllable, for given names such as Jinping.
  syllable = "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|er|[aeiou])",
  -- Surnames that are words as well, and what two syllables may be besides a name.
  weak_chinese = [[Ban Bo Chin Do Die Fan Han Ho Hang Lo Ma Man Mo Pan Pi So Song Sun Tan Ting Tong Long An Ang Pang Che Chi Tang Wan Su Yo]],
  not_given = [[China Taiwan Beijing Shanghai Nanjing Hainan Henan Hunan Yunnan Tainan Taipei Fujian Hebei Hubei Sichuan Xinjiang Jilin Ningbo Hanoi Can Man Men Long Sun Fun Ran Run Ten Pen An In On Me He She We You Do So No Go To Hi Or
    Are Our China's Mandarin Online Line Like Anne Ann]],
  -- Labels and nouns that name no person: Interviewer, Audience Member.
  not_person = [[Chair Chairman Chairwoman Madam Clerk World Great Promise Next Note Update Slide Summary Interviewer Interviewee Host Cohost Co-host Hosts Guest Guests Moderator Speaker Speakers Reporter Journalist Question Questioner Answer Q A Audience Member Participant Narrator Operator Announcer Male Female Man Woman Student Students Teacher
    Team All Both Everyone Group Staff Unknown Anonymous Unidentified Voice Voiceover Caller Presenter Anchor Panelist Panel Attendee Translator Interpreter Editor Producer Transcriber Crowd Video Music Intro Outro Ad Sponsor Doctor Professor Minister President]],
  -- Family names of the Japanese, in both scripts.
  japanese = [[佐藤 铃木 鈴木 高桥 高橋 田中 渡边 渡邊 伊藤 山本 中村 小林 加藤 吉田 山田 佐佐木 山口 松本 井上 木村 清水 斋藤 齋藤 山崎 中岛 中島 石川 前田 藤田 后藤 後藤 小川 冈田 岡田 长谷川 長谷川 村上 近藤 石井 坂本 远藤 遠藤 青木 藤井 西村 福田 太田 三浦 藤原 冈本 岡本 松田 中川 中野 原田 小野 田村 竹内
    金子 和田 中山 石田 上田 森田 柴田 酒井 宫崎 宮崎 横山 内田 高木 安藤 谷口 大野 丸山 今井 河野 藤本 村田 武田 上野 杉山 增田 增田 小山 大冢 大塚 平野 菅原 久保 松井 千叶 千葉 岩崎 樱井 櫻井 木下 野口 松尾 菊池 野村 新井 渡部 安倍 岸田 石破 小池 安野 东野 東野 宫本 宮本 黑泽 黑澤 大江 川端 三岛 三島]],
  -- Words that begin with what is also a Chinese family name, in both scripts; a name of three characters does not begin with one either.
  not_chinese = [[高阶 高階 曾担 曾擔 宣佈 曾任 曾在 曾有 曾是 曾經 尤其 何让 何讓 何决 何決 何以 何必 何谓 何謂 何等 何种 何種 何人 何物 祖父 祖母 师生 師生 师母 師母 文化 文字 文件 文明 文章 文学 文學 文创 文創 文科 文档 文檔 金融 金额 金額 金管 金钱 金錢 金属 金屬 方法 方案 方向 方式 方便 方面 方针 方針 高中 高级 高級 高兴 高興 高度 高速 高层 高層 高校 高等 高端 高手 白天 白色 白领 白領 黄金 黃金 黄色 黃色 石油 石头 石頭 石化
    江湖 江南 江西 江苏 江蘇 马上 馬上 马路 馬路 马来 馬來 于是 於是 常常 常见 常見 常务 常務 平台 平臺 平均 平常 平等 平安 平时 平時 平衡 全部 全国 全國 全球 全面 全体 全體 全家 安全 安排 安静 安靜 安装 安裝 安心 和平 和谐 和諧 明天 明年 明白 明显 明顯 明确 明確 时间 時間 时候 時候
    时代 時代 时期 時期 席位 连续 連續 连接 連接 温度 溫度 温暖 溫暖 盛大 盛会 盛會 夏天 夏令 冬天 秋天 春天 广东 廣東 广州 廣州 广告 廣告 广泛 廣泛 水平 水準 水利 水电 水電 水果 云南 雲南 云端 雲端 项目 項目 项链 路上 路线 路線 路由 成立 成长 成長 成功 成本 成为 成為 成果
    成员 成員 计划 計劃 计算 計算 党委 黨委 党员 黨員 党组 单位 單位 单纯 單純 曾经 曾經 向来 向來 相关 相關 相信 相当 相當 终于 終於 终端 終端 都是 都有 国家 國家 国际 國際 国会 國會 国民 國民 农业 農業 农民 農民 农村 農村 农委 農委 强大 強大 强调 強調 强烈 強烈
    容易 容纳 容納 关系 關係 关于 關於 关注 關注 关心 關心 司法 司机 司機 司令 管理 管道 管制 武汉 武漢 武器 支持 支付 支援 万一 萬一 万元 景点 景區 景区 景象 印象 印度 印尼 印刷 宿舍 幸福 幸运 幸運 双方 雙方 双向 雙向 贵州 貴州 寿命 壽命 通过 通過 通常 通知 通讯 通訊
    解决 解決 解释 解釋 解放 易懂 慎重 游戏 遊戲 游客 遊客 权利 權利 权力 權力 权益 權益 益处 益處 海洋 海外 海关 海關 海南 海上 帅气 毛病 祖先 祖国 祖國 祝福 祝贺 祝賀 谈到 談到 谈话 談話 谈判 談判 宣布 宣傳 宣传 甘肃 甘肅 诸多 諸多 包括 包含 包装 包裝 左右 左边
    左邊 古代 古典 吴语 查询 查詢 应该 應該 应用 應用 应对 應對 车子 車子 车站 車站 元素 元首 宫殿 宁夏 寧夏 宁波 寧波 宁愿 寧願 居民 居住 居然 步骤 步驟 满足 滿足 满意 滿意 充分 充满 充滿 师资 師資 师傅 師傅 师范 師範 空间 空間 空气 空氣 冷静 冷靜 利用 利益 利润 利潤
    干部 幹部 干净 乾淨 丰富 豐富 丰收 豐收 经理 經理 经济 經濟 后来 後來 后面 後面 谷歌 谷物 童年 童书 郭台 种子 種子 种植 種植 庄严 莊嚴 余额 餘額 余地 餘地 任务 任務 任何 任意 任期 任命 陆续 陸續 陆地 陸地 华人 華人 华裔 華裔 华为 華為 严重 嚴重 严格 嚴格 许多 許多 许可 許可
    伍佰 康复 康復 康养 顾客 顧客 顾问 顧問 尹始 汪洋 戴上 宋代 唐代 明代 清代 汉代 漢代 秦代 元代 周末 週末 周围 周圍 周边 周邊 周年 週年 周期 週期 周一 周二 周三 周四 周五 周六 周日 王朝 王国 王國 王牌 李子 杨树 柳树 孙子 孫子 钱包 錢包 钱财 何时 何時 何处 何況 何况 章程 章节 章節
    苏州 蘇州 苏联 蘇聯 鲁莽 韦伯 昌盛 花费 花費 花园 花園 花莲 花蓮 凤凰 鳳凰 俞允 史上 史料 费用 費用 费率 費率 薛定 雷达 雷達 贺电 汤匙 罗马 羅馬 罗列 羅列 郝然 乐趣 樂趣 乐观 樂觀 傅粉 皮肤 皮膚 齐全 齊全 卜卦 孟买 穆斯 危机 危機 危险 危險 童话 童話 颜色 顏色
    梅花 林业 林業 林务 林務 刁难 徐州 骆驼 蔡诚 田野 田园 樊笼 凌晨 虞美 柯达 卢森 莫斯 莫名 房子 房屋 房间 房間 房价 房價 房地 丁克 邓普 郁闷 洪水 崔健 钮扣 龚自 程序 程度 程式 邢台 裴松 荣誉 榮譽 荣获 榮獲 翁婿 荀彧 羊毛 惠民 惠州 曲线 曲線 曲折 家庭 家长 家長 家人
    封建 封锁 封鎖 储存 儲存 储备 儲備 靳东 段落 富裕 富有 富强 巫师 乌鲁 烏魯 焦点 焦點 焦虑 焦慮 巴黎 巴西 牧民 山东 山東 山西 山区 山區 谷底 车辆 車輛 侯选 班级 班級 仰望 仲裁 伊朗 伊斯 仇恨 暴力 暴露 戎装 符合 符号 符號 詹姆 束缚 束縛 龙头 龍頭 叶子 葉子 韶关 黎明 薄弱
    印章 怀疑 懷疑 鄂尔 索引 咸阳 籍贯 赖以 屠杀 蒙古 阴影 胥吏 闻名 聞名 莘莘 翟志 贡献 貢獻 劳动 勞動 劳工 勞工 姬妾 申请 申請 申报 申報 扶持 扶贫 扶貧 堵塞 冉冉 却是 卻是 桂林 濮阳 牛奶 边缘 邊緣 边境 邊境 燕麦 冀望 尚未 尚且 柴油 阎王 慕名 习惯 習慣 习俗 習俗
    艾滋 鱼类 魚類 向上 向前 廖廖 终究 終究 暨南 衡量 耿直 匡正 寇准 禄位 东方 東方 东西 東西 东北 東北 东部 東部 欧洲 歐洲 欧盟 歐盟 欧美 歐美 沃土 越南 越来 越來 隆重 巩固 鞏固 晁盖 勾引 敖包 融合 融入 融资 融資 辛苦 辛勤 那些 那里 那裡 那个 那個 简单 簡單 简介 簡介 饶恕
    沙漠 沙龙 沙龍 养殖 養殖 养老 養老 养成 養成 须要 巢湖 蒯通 盖房 桓公 涂料 岳父 况且 況且 有关 有關 有的 琴声 后续 後續 岳阳 缑氏 亢奋 赏识 墨西 哈尔 谯周 年轻 年輕 爱心 愛心 爱国 愛國 阳光 陽光 佟湘 商务 商務 商业 商業 言论 言論 福利 福建 呼吁]],
  -- Family names that are more often something else behind another character: 公司, 曾任, 主管.
  weak_families = "任司管常和平容能都全后連连成查相利单單元公师師终終应應时時",
  -- The third character of what is an office, no name: 金管會.
  office_ends = "部會会局院校司署處处科所室团團隊队廳厅委組组縣县市區区鎮镇",
  -- What follows a given name without making a person of it.
  not_family = [[University College School Institute Street Road Avenue Square Park Bridge River Lake Bay Beach Hill Hills Valley Tech Island Airport Station Hospital Church Museum Theatre Theater Hall Center Centre Library Foundation Company
    Corp Inc Ltd LLC Bank Group Press Prize Award Awards Act Law Day Show Podcast Code Desktop System Project Conference Festival Lab Labs Studio Studios Magazine Times Post Journal Report Review Club Society Association Agreement
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December Texas Mountain Mountains City County Town State Castle House Hotel Telecom Safety Knowledge Operation Public Open Please Thanks Everyone Everybody Folks Guys Operator Sir Absolutely Assembly Department Council Court Manager Secretary Office Election League Committee Youth Youths Ministry Government Fund Funds Party Republic Union Congress Senate Parliament
    The This That These Those And Or But If So As At By For From In Is It Of On To We You He She They I My Your His Her Their Our What When Where Who Why How Yes No Not Also Just Like Well Okay Oh Then There Here With Because]],
  -- People of the world's news whom Chinese texts name without a title.
  known = [[毛泽东 毛澤東 周恩来 周恩來 邓小平 鄧小平 江泽民 江澤民 胡锦涛 胡錦濤 习近平 習近平 李克强 李克強 温家宝 朱镕基 孙中山 孫中山 蒋介石 蔣介石 蒋经国 蔣經國 李登辉 李登輝 陈水扁 陳水扁 马英九 馬英九 蔡英文 鲁迅 魯迅 胡适 胡適 孔子 莊子
    马云 馬雲 马化腾 任正非 特朗普 川普 拜登 奥巴马 歐巴馬 奥观海 克林顿 柯林頓 希拉里 希拉蕊 小布什 小布希 普京 普丁 泽连斯基 澤倫斯基 默克尔 梅克爾 马克龙 馬克宏 撒切尔夫人 柴契爾夫人 戈尔巴乔夫 戈巴契夫 斯大林 史達林 列宁 列寧 马克思 馬克思 恩格斯
    希特勒 丘吉尔 邱吉爾 安倍晋三 安倍晉三 安倍 马斯克 馬斯克 乔布斯 賈伯斯 扎克伯格 祖克柏 比尔盖茨 比爾蓋茲 巴菲特 爱因斯坦 愛因斯坦 达尔文 達爾文 莎士比亚 莎士比亞 图灵 圖靈 曼德拉 甘地 达赖喇嘛 達賴喇嘛]],
}
