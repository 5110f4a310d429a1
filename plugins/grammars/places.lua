-- Places that interviews name: countries, provinces and big cities. Data only; words in one string, blanks between them, _ for a blank within one.
return {
  zh = [[
    中国 中國 中华人民共和国 台湾 台灣 臺灣 香港 澳门 澳門 美国 美國 英国 英國 法国 法國 德国 德國 日本 韩国 韓國 朝鲜 朝鮮 北韩 北韓 南韩 南韓 俄罗斯 俄羅斯 苏联 蘇聯 印度 加拿大 澳大利亚 澳大利亞 澳洲 新西兰 紐西蘭 新加坡 马来西亚 馬來西亞 泰国 泰國 越南 菲律宾 菲律賓 印度尼西亚 印尼 缅甸 緬甸 柬埔寨 老挝 寮國 蒙古国 蒙古國
    巴基斯坦 孟加拉国 孟加拉 尼泊尔 尼泊爾 斯里兰卡 斯里蘭卡 阿富汗 伊朗 伊拉克 以色列 巴勒斯坦 沙特阿拉伯 沙烏地阿拉伯 阿联酋 卡塔尔 卡達 土耳其 叙利亚 敘利亞 约旦 約旦 黎巴嫩 埃及 南非 尼日利亚 奈及利亞 肯尼亚 肯亞 埃塞俄比亚 衣索比亞 坦桑尼亚 摩洛哥 突尼斯 利比亚 利比亞 苏丹 蘇丹 加纳 乌干达 卢旺达 盧安達
    意大利 義大利 西班牙 葡萄牙 荷兰 荷蘭 比利时 比利時 瑞士 瑞典 挪威 芬兰 芬蘭 丹麦 丹麥 冰岛 冰島 爱尔兰 愛爾蘭 奥地利 奧地利 波兰 波蘭 捷克 匈牙利 希腊 希臘 乌克兰 烏克蘭 爱沙尼亚 愛沙尼亞 拉脱维亚 立陶宛 罗马尼亚 羅馬尼亞 保加利亚 塞尔维亚 克罗地亚 白俄罗斯
    墨西哥 巴西 阿根廷 智利 秘鲁 秘魯 哥伦比亚 哥倫比亞 委内瑞拉 委內瑞拉 古巴 哈萨克斯坦 哈薩克 乌兹别克斯坦 吉尔吉斯斯坦 塔吉克斯坦 土库曼斯坦 格鲁吉亚 喬治亞 亚美尼亚 阿塞拜疆 蒙古
    北京 上海 天津 重庆 重慶 河北 山西 辽宁 遼寧 吉林 黑龙江 黑龍江 江苏 江蘇 浙江 安徽 福建 江西 山东 山東 河南 湖北 湖南 广东 廣東 海南 四川 贵州 貴州 云南 雲南 陕西 陝西 甘肃 甘肅 青海 内蒙古 內蒙古 广西 廣西 西藏 宁夏 寧夏 新疆
    石家庄 唐山 秦皇岛 保定 太原 大同 沈阳 瀋陽 大连 大連 鞍山 长春 長春 哈尔滨 哈爾濱 齐齐哈尔 大庆 南京 无锡 無錫 徐州 常州 苏州 蘇州 南通 扬州 揚州 杭州 宁波 寧波 温州 溫州 嘉兴 嘉興 湖州 绍兴 紹興 金华 金華 义乌 義烏 台州 合肥 芜湖 蕪湖 黄山 黃山 福州 厦门 廈門 泉州 漳州 南昌 九江 景德镇 赣州 济南 濟南 青岛 青島
    烟台 煙台 潍坊 威海 郑州 鄭州 洛阳 洛陽 开封 開封 武汉 武漢 宜昌 襄阳 长沙 長沙 株洲 湘潭 岳阳 张家界 张家口 張家口 广州 廣州 深圳 珠海 汕头 汕頭 佛山 东莞 東莞 中山 惠州 湛江 南宁 南寧 桂林 柳州 海口 三亚 三亞 成都 绵阳 綿陽 宜宾 乐山 樂山 贵阳 貴陽 遵义 遵義 昆明 大理 丽江 麗江 拉萨 拉薩 西安 宝鸡 咸阳 延安 榆林 兰州 蘭州
    敦煌 天水 西宁 西寧 银川 銀川 乌鲁木齐 烏魯木齊 喀什 吐鲁番 吐魯番 哈密 伊犁 克拉玛依 阿克苏 和田 呼和浩特 包头 包頭 鄂尔多斯 浦东 浦東 雄安 汶川
    台北 臺北 新北 桃园 桃園 台中 臺中 台南 臺南 高雄 基隆 新竹 嘉义 嘉義 苗栗 彰化 南投 云林 雲林 屏东 屏東 宜兰 宜蘭 花莲 花蓮 台东 臺東 台東 澎湖 金门 金門 马祖 馬祖 九龙 九龍 新界
    纽约 紐約 华盛顿 華盛頓 洛杉矶 洛杉磯 旧金山 舊金山 硅谷 矽谷 波士顿 波士頓 芝加哥 西雅图 西雅圖 休斯敦 休士頓 费城 夏威夷 加州 得克萨斯 德州 佛罗里达 多伦多 多倫多 温哥华 溫哥華 蒙特利尔 渥太华 伦敦 倫敦 曼彻斯特 剑桥 劍橋 牛津 爱丁堡 巴黎 里昂 马赛 柏林 慕尼黑 汉堡 漢堡 法兰克福 法蘭克福 罗马 羅馬 米兰 米蘭 威尼斯
    马德里 馬德里 巴塞罗那 巴塞隆納 里斯本 阿姆斯特丹 鹿特丹 海牙 布鲁塞尔 布魯塞爾 日内瓦 日內瓦 苏黎世 蘇黎世 维也纳 維也納 布拉格 华沙 華沙 布达佩斯 布達佩斯 雅典 斯德哥尔摩 斯德哥爾摩 哥本哈根 奥斯陆 奧斯陸 赫尔辛基 赫爾辛基 莫斯科 圣彼得堡 聖彼得堡 基辅 基輔 伊斯坦布尔 伊斯坦堡 迪拜 杜拜 特拉维夫 耶路撒冷
    开罗 開羅 内罗毕 约翰内斯堡 开普敦 开普敦 悉尼 雪梨 墨尔本 墨爾本 奥克兰 奧克蘭 东京 東京 大阪 京都 名古屋 横滨 橫濱 神户 神戶 福冈 福岡 札幌 北海道 冲绳 沖繩 首尔 首爾 釜山 平壤 曼谷 清迈 河内 河內 胡志明市 吉隆坡 雅加达 雅加達 马尼拉 馬尼拉 金边 仰光 新德里 孟买 孟買 达卡 加德满都 喀布尔 德黑兰 巴格达
    亚洲 亞洲 欧洲 歐洲 非洲 北美洲 南美洲 北美 南美 拉丁美洲 大洋洲 东南亚 東南亞 中东 中東 东亚 東亞 南亚 中亚 中亞 东欧 東歐 西欧 北欧 北歐 欧盟 歐盟]],
  -- Some of those are other words when more characters follow, or go before.
  zh_not_before = { ["中山"] = "[陵装裝先大]", ["中国"] = "[画字]", ["和田"] = "[玉]", ["黄山"] = "[松]", ["台中"] = "[央国國]", ["大理"] = "[石想论論由]", ["中东"] = "[部]", ["海南"] = "[岛]?[边]", ["高雄"] = "[厚]", ["日本"] = "[身]", ["加州"] = "[牛]",
    ["汉堡"] = "[包店王]", ["漢堡"] = "[包店王]", ["东亚"] = "[杰]", ["大同"] = "[小世]", ["新竹"] = "[笋]", ["乐山"] = "[水]", ["南通"] = "[北]", ["保定"] = "[期]", ["长沙"] = "[发]", ["大庆"] = "[典祝]", ["雪梨"] = "[汁]", ["河内"] = "[的]", ["北美"] = "[丽麗]", ["西安"] = "[全排]", ["德州"] = "[扑]",
    ["常州"] = "[立]", ["台东"] = "[西]", ["印度"] = "[教洋尼]", ["巴黎"] = "[协協气氣]", ["日内瓦"] = "[公]", ["九龙"] = "[壁]", ["牛津"] = "[词詞]", ["蒙古"] = "[包族人]", ["南宁"] = "[可]", ["金门"] = "[大]" },
  zh_not_after = { ["海南"] = "上", ["南通"] = "云河雲" },
  en = [[
    China Taiwan Hong_Kong Macau Macao United_States United_States_of_America USA U.S. U.S.A. US America United_Kingdom UK U.K. Great_Britain Britain England Scotland Wales Northern_Ireland Ireland France Germany Japan Korea South_Korea North_Korea Russia Soviet_Union India Canada Australia New_Zealand Singapore Malaysia Thailand
    Vietnam Philippines Indonesia Myanmar Burma Cambodia Laos Mongolia Pakistan Bangladesh Nepal Sri_Lanka Afghanistan Iran Iraq Israel Palestine Gaza Saudi_Arabia Qatar Kuwait Bahrain Oman Yemen United_Arab_Emirates UAE Dubai Turkey Syria Lebanon Egypt South_Africa Nigeria Kenya Ethiopia Tanzania Uganda Rwanda Ghana Senegal Morocco
    Tunisia Algeria Libya Sudan Somalia Congo Zimbabwe Zambia Mozambique Angola Namibia Botswana Cameroon Mali Madagascar Italy Spain Portugal Netherlands Holland Belgium Luxembourg Switzerland Sweden Norway Finland Denmark Iceland Austria Poland Czech_Republic Czechia Slovakia Hungary Greece Ukraine Estonia Latvia Lithuania Romania Bulgaria Serbia Croatia
    Slovenia Bosnia Kosovo Albania Macedonia Moldova Belarus Armenia Azerbaijan Kazakhstan Uzbekistan Kyrgyzstan Tajikistan Turkmenistan Malta Cyprus Mexico Brazil Argentina Chile Peru Colombia Venezuela Ecuador Bolivia Uruguay Paraguay Cuba Haiti Jamaica Dominican_Republic Puerto_Rico Guatemala Honduras El_Salvador Nicaragua Costa_Rica Panama
    Europe Asia Africa North_America South_America Latin_America Central_America Southeast_Asia East_Asia South_Asia Central_Asia Middle_East Scandinavia Antarctica European_Union EU
    Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho Illinois Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada New_Hampshire New_Jersey New_Mexico New_York North_Carolina North_Dakota Ohio Oklahoma Oregon
    Pennsylvania Rhode_Island South_Carolina South_Dakota Tennessee Texas Utah Vermont Virginia West_Virginia Wisconsin Wyoming Ontario Quebec British_Columbia Alberta Nova_Scotia Tasmania Queensland New_South_Wales Bavaria Catalonia Flanders Tuscany Sicily Crimea Siberia Kashmir Punjab Kerala
    New_York_City Los_Angeles San_Francisco Silicon_Valley San_Diego San_Jose Palo_Alto Oakland Berkeley Seattle Portland Las_Vegas Phoenix Denver Salt_Lake_City Dallas Houston Austin San_Antonio Chicago Detroit Minneapolis Milwaukee St._Louis Kansas_City New_Orleans Memphis Nashville Atlanta Miami Orlando Tampa Charlotte Raleigh Washington_D.C. Washington,_D.C. Washington_DC D.C.
    Baltimore Philadelphia Pittsburgh Cleveland Cincinnati Indianapolis Boston Cambridge Brooklyn Manhattan Queens_New_York Honolulu Toronto Montreal Vancouver Ottawa Calgary London Manchester Liverpool Birmingham Leeds Bristol Oxford Edinburgh Glasgow Belfast Dublin Paris Lyon Marseille Berlin Munich Hamburg Frankfurt Cologne Stuttgart Leipzig Dresden Vienna
    Zurich Geneva Basel Bern Rome Milan Venice Florence Naples Turin Madrid Barcelona Valencia Seville Bilbao Lisbon Porto Amsterdam Rotterdam The_Hague Brussels Antwerp Stockholm Gothenburg Copenhagen Oslo Helsinki Tallinn Riga Vilnius Warsaw Krakow Prague Budapest Bucharest Sofia_Bulgaria Belgrade Zagreb Athens Istanbul Ankara Moscow St._Petersburg Kyiv Kiev
    Lviv Tel_Aviv Jerusalem Beirut Damascus Cairo Baghdad Tehran Kabul Riyadh Doha Abu_Dhabi Nairobi Lagos Accra Addis_Ababa Johannesburg Cape_Town Casablanca Tunis Sydney Melbourne Brisbane Perth Auckland Wellington Tokyo Osaka Kyoto Yokohama Nagoya Sapporo Hiroshima Fukushima Okinawa Hokkaido Seoul Busan Pyongyang Bangkok Chiang_Mai Hanoi Ho_Chi_Minh_City
    Saigon Kuala_Lumpur Jakarta Bali Manila Phnom_Penh Yangon New_Delhi Delhi Mumbai Bombay Bangalore Bengaluru Hyderabad Chennai Kolkata Calcutta Dhaka Kathmandu Islamabad Karachi Lahore Mexico_City Buenos_Aires Sao_Paulo São_Paulo Rio_de_Janeiro Santiago Lima Bogota Bogotá Caracas Havana
    Beijing Peking Shanghai Tianjin Chongqing Guangzhou Shenzhen Hangzhou Nanjing Suzhou Wuhan Chengdu Xi'an Xian Qingdao Dalian Harbin Shenyang Changsha Kunming Xiamen Fuzhou Ningbo Zhengzhou Jinan Urumqi Kashgar Lhasa Xinjiang Tibet Inner_Mongolia Guangdong Fujian Zhejiang Jiangsu Sichuan Yunnan Hunan Hubei Henan Hebei Shandong Hainan
    Taipei Taichung Tainan Kaohsiung Hsinchu Hualien Taitung Yilan Keelung New_Taipei New_Taipei_City Taoyuan]],
  -- Names of other things first: only behind a preposition.
  en_doubtful = "Turkey Georgia Jordan Chad Phoenix Austin Charlotte Florence Virginia Sydney Orlando Dallas Houston Milan Wellington Santiago Perth Victoria Cambridge Oxford Portland Columbia Bern Lima Bali Porto Mali Queens Maine Bristol Berkeley Valencia Venice Naples Riga US Georgia Kansas Wales",
  zh_units = "特别行政区|特別行政區|自治区|自治區|自治州|自治县|自治縣|地区|地區|省|市|县|縣|区|區|州|盟|旗|镇|鎮|乡|鄉|村|街道",
  zh_districts = "自治州|自治县|自治縣|新区|新區|地区|地區|市|县|縣|区|區|镇|鎮|乡|鄉|村|街道",
  -- Words that end like a district and are none.
  zh_not_units = [[社区 社區 小区 小區 地区 地區 城市 农村 農村 乡村 鄉村 开发区 開發區 超市 园区 園區 校区 校區 山区 山區 郊区 郊區 灾区 災區 景区 景區 片区 片區 城区 城區 市区 市區 县市 縣市 都市 股市 门市 門市 上市 院区 专区 專區 特区 特區 全市 全县 全縣 全镇 全村 全乡 各县 各縣 各村 各市 各镇 本市 本县 本村 本镇 外县 外縣 城镇 城鎮 小镇 小鎮 古镇
    家乡 家鄉 故乡 故鄉 同乡 同鄉 下乡 下鄉 返乡 返鄉 离乡 老乡 还乡 回乡 回鄉 异乡 異鄉 城乡 城鄉 偏乡 偏鄉 水乡 山村 新村 渔村 漁村 山乡 山鄉 原乡 原鄉 他乡 他鄉 一村 每村 邻村 行政村 自然村 贫困村 貧困村 贫困县 貧困縣 百强县 直辖市 直轄市 坐镇 重镇 重鎮 乡镇 鄉鎮 离岛 離島 海岛 小岛 小島 半岛 半島 心里 心裡 这里 那里 公里 英里 海里 家里 手里 眼里 哪里]],
}
