-- Holidays as English names them, and when they are. Data only. Names are written small; what
-- holidays.lua makes of them allows "boss day" and "bosss day" for "boss's day", and a blank for
-- a hyphen.
return {
  -- A day of a month.
  fixed = {
    { 1, 1, "new year's day", "new year day", "new year's", "yuandan" },
    { 12, 31, "new year's eve", "new year eve", "hogmanay" },
    { 1, 6, "epiphany", "three kings' day" }, { 1, 7, "orthodox christmas", "coptic christmas" },
    { 1, 14, "pongal", "makar sankranti" }, { 1, 15, "mattu pongal", "maattu pongal" },
    { 1, 13, "lohri" }, { 1, 25, "burns night" }, { 1, 26, "australia day" },
    { 2, 2, "groundhog day", "candlemas" }, { 2, 6, "waitangi day" },
    { 2, 14, "valentine's day", "saint valentine's day", "st valentine's day" },
    { 3, 1, "saint david's day", "st david's day" }, { 3, 8, "international women's day", "women's day" },
    { 3, 14, "pi day" }, { 3, 17, "saint patrick's day", "st patrick's day", "st paddy's day" },
    { 3, 22, "world water day" }, { 4, 1, "april fool's day", "april fools' day", "april fools" },
    { 4, 7, "world health day" }, { 4, 14, "vaisakhi", "baisakhi" }, { 4, 16, "emancipation day" },
    { 4, 22, "earth day" }, { 4, 23, "saint george's day", "st george's day" }, { 4, 25, "anzac day" },
    { 5, 1, "may day", "international workers' day", "workers' day" }, { 5, 4, "star wars day" },
    { 5, 5, "cinco de mayo" }, { 5, 9, "rabindra jayanti", "rabindranath jayanti" },
    { 6, 5, "world environment day" }, { 6, 14, "flag day" },
    { 6, 19, "juneteenth", "freedom day", "jubilee day" }, { 6, 21, "midsummer" },
    { 6, 24, "midsummer day" }, { 7, 1, "canada day" },
    { 7, 4, "independence day", "fourth of july" }, { 7, 14, "bastille day" }, { 7, 18, "mandela day" },
    { 8, 15, "assumption day" }, { 8, 26, "women's equality day" }, { 9, 11, "patriot day" },
    { 10, 2, "gandhi jayanti" }, { 10, 5, "world teachers' day" }, { 10, 16, "world food day" },
    { 10, 24, "united nations day" }, { 10, 31, "halloween", "all hallows' eve" },
    { 11, 1, "all saints' day", "all hallows' day", "world vegan day" },
    { 11, 2, "all souls' day", "day of the dead" },
    { 11, 5, "guy fawkes night", "guy fawkes day", "bonfire night" },
    { 11, 11, "veterans' day", "veteran's day", "remembrance day", "armistice day" },
    { 11, 20, "universal children's day" }, { 11, 30, "saint andrew's day", "st andrew's day" },
    { 12, 1, "world aids day" }, { 12, 10, "human rights day" },
    { 12, 24, "christmas eve", "xmas eve" }, { 12, 25, "christmas day", "christmas", "xmas" },
    { 12, 26, "boxing day", "saint stephen's day", "st stephen's day", "kwanzaa" },
  },
  -- The same, but for days that fall on a weekend: month, day, days added on a Saturday and on a
  -- Sunday.
  moved = {
    { 4, 27, 0, -1, "king's day", "koningsdag" }, { 10, 16, -1, 1, "boss's day" },
  },
  -- The n-th weekday of a month (from its end where n is negative), with days added.
  nth = {
    { 1, 1, 3, 0, "martin luther king day", "martin luther king's day", "mlk day" },
    { 2, 1, 3, 0, "presidents' day", "president's day", "family day" },
    { 3, 1, 2, 0, "commonwealth day" }, { 4, 1, 3, 0, "patriots' day" }, { 4, 5, -1, 0, "arbor day" },
    { 4, 6, -1, -3, "administrative professionals' day", "secretary's day" },
    { 3, 6, -1, 0, "earth hour" },
    { 5, 1, 1, 0, "early may bank holiday" }, { 5, 7, 2, 0, "mother's day", "mothers' day" },
    { 5, 6, 3, 0, "armed forces day" }, { 5, 1, -1, 0, "memorial day", "spring bank holiday" },
    { 6, 7, 3, 0, "father's day", "fathers' day" },
    { 7, 7, 4, 0, "parents' day" }, { 8, 7, 1, 0, "friendship day" }, { 8, 1, -1, 0, "summer bank holiday" },
    { 9, 1, 1, 0, "labor day", "labour day" }, { 9, 1, 1, 6, "grandparents' day" },
    { 10, 1, 2, 0, "columbus day", "indigenous peoples' day", "canadian thanksgiving" },
    { 11, 2, 1, 0, "election day" }, { 11, 7, 2, 0, "remembrance sunday" },
    { 11, 4, 4, 0, "thanksgiving day", "thanksgiving", "thanks giving", "thanks giving day" },
    { 11, 4, 4, 1, "black friday" }, { 11, 4, 4, 2, "small business saturday" },
    { 11, 4, 4, 4, "cyber monday" }, { 11, 4, 4, 5, "giving tuesday" },
  },
  -- From the first to the last weekday: month, weekday, n, days added, days that it takes.
  stretches = { { 4, 5, -1, 0, 3, "global youth service day", "gysd" } },
  -- Days from Easter, and the last of them where there are more.
  easter = {
    { 0, 0, "easter sunday", "easter day", "easter" }, { 1, 1, "easter monday", "easter mon" },
    { -1, -1, "holy saturday", "easter saturday" }, { -2, -2, "good friday", "great friday" },
    { -3, -3, "maundy thursday", "holy thursday", "covenant thursday" }, { -7, -1, "holy week" },
    { -7, -7, "palm sunday", "branch sunday" }, { -21, -21, "mothering sunday" },
    { -46, -1, "lent" }, { -46, -46, "ash wednesday" },
    { -47, -47, "shrove tuesday", "pancake day", "pancake tuesday", "mardi gras", "fat tuesday" },
    { -48, -48, "shrove monday" }, { 39, 39, "ascension day", "ascension thursday" },
    { 49, 49, "pentecost", "whit sunday", "white sunday" }, { 50, 50, "whit monday", "pentecost monday" },
    { 56, 56, "trinity sunday" }, { 60, 60, "corpus christi" },
  },
  -- The same from Orthodox Easter; besides, all of the above may have "orthodox" before them.
  orthodox = {
    { -48, -48, "clean monday", "orthodox shrove monday" }, { -8, -8, "lazarus saturday" },
    { -48, -9, "great lent", "great fast" },
  },
  -- Islamic: month, day, days (0 is the whole month).
  islamic = {
    { 1, 1, 1, "islamic new year", "hijri new year", "amun jadid" }, { 1, 10, 1, "day of ashura", "ashura" },
    { 3, 12, 1, "mawlid al-nabawi", "mawlid", "the prophet's birthday" },
    { 7, 27, 1, "isra and mi'raj", "the prophet's ascension", "the night journey" },
    { 8, 15, 1, "mid-sha'ban", "night of records" }, { 9, 1, 0, "ramadan", "ramadhan", "ramzan", "ramadhzan", "ramazan" },
    { 9, 27, 1, "laylat al-qadr", "laylat al kadr", "night of power", "night of destiny", "night of measures", "night of decree" },
    { 10, 1, 1, "eid al-fitr", "eid ul-fitr", "festival of breaking the fast" },
    { 12, 9, 1, "day of arafah" },
    { 12, 10, 1, "eid al-adha", "eid ul-adha", "id ul-adha", "bakr id", "sacrifice feast", "feast of the sacrifice" },
  },
  -- The last Friday of Ramadan.
  last_friday = { "jumu'atul-wida", "jamat ul-vida", "jamat ul-wida" },
  -- Hebrew: month, day, days (from the evening before); the 12th month is the last one before Nisan.
  hebrew = {
    { 1, 15, 8, "passover", "pesach" }, { 1, 27, 1, "yom hashoah", "yom ha-shoah" },
    { 2, 5, 1, "yom ha'atzmaut", "yom haatzmaut" }, { 2, 18, 1, "lag baomer", "lag b'omer" },
    { 3, 6, 2, "shavuot", "shavuoth" }, { 5, 9, 1, "tisha b'av" },
    { 7, 1, 2, "rosh hashanah", "rosh hashana", "jewish new year" },
    { 7, 10, 1, "yom kippur", "day of atonement" },
    { 7, 15, 8, "sukkot", "feast of tabernacles", "feast of the ingathering" },
    { 7, 22, 1, "shemini atzeret" }, { 7, 23, 1, "simchat torah" },
    { 9, 25, 8, "hanukkah", "hanukah", "chanukah" }, { 11, 15, 1, "tu bishvat" },
    { 13, 14, 1, "purim" }, { 13, 15, 1, "shushan purim" },
  },
  -- India's, by the lunar day (tithi): month (1 is Chaitra), lunar day, the hour at which it counts,
  -- days added.
  tithi = {
    { 1, 1, 6, 0, "ugadi", "yugadi", "gudi padwa", "chaitra sukladi", "chaitra sukhladi" },
    { 1, 9, 12, 0, "rama navami", "ram navami" },
    { 1, 13, 6, 0, "mahavir jayanti", "mahavir janma kalyanak", "mahaveer jayanti", "mahaveer janma kalyanak" },
    { 1, 15, 6, 0, "hanuman jayanti" }, { 2, 3, 9, 0, "akshaya tritiya", "akha teej" },
    { 2, 15, 18, 0, "vesak", "vaisakha", "buddha day" }, { 2, 15, 6, 0, "buddha purnima", "buddha jayanti" },
    { 4, 2, 6, 0, "ratha-yatra", "rath yatra" }, { 4, 15, 6, 0, "guru purnima" },
    { 5, 15, 8, 0, "raksha bandhan", "rakhi" },
    { 5, 23, 23.9, 0, "krishna janmashtami", "janmashtami", "gokulashtami" },
    { 6, 4, 12, 0, "ganesh chaturthi", "vinayaka chaturthi" }, { 7, 1, 6, 0, "navaratri", "navratri" },
    { 7, 8, 6, 0, "durga ashtami" }, { 7, 10, 12, 0, "dussehra", "vijayadashami", "dasara" },
    { 7, 15, 6, 0, "valmiki jayanti", "maharishi valmiki jayanti", "pargat diwas" },
    { 7, 19, 19, 0, "karva chauth" }, { 7, 28, 20, 0, "dhanteras", "dhanatrayodashi" },
    { 7, 29, 23.9, 0, "kali chaudas" }, { 7, 29, 5, 0, "naraka chaturdashi", "choti diwali" },
    { 7, 30, 18, 0, "diwali", "deepavali", "lakshmi puja" }, { 8, 1, 6, 0, "govardhan puja" },
    { 8, 2, 12, 0, "bhai dooj" }, { 8, 6, 18, 0, "chhath", "chhath puja" },
    { 8, 15, 6, 0, "guru nanak jayanti", "guru nanak's birthday" },
    { 10, 7, 6, 0, "guru gobind singh jayanti", "guru gobind singh birthday", "guru gobind singh's birthday" },
    { 11, 5, 8, 0, "vasant panchami", "basant panchami", "saraswati puja" },
    { 11, 15, 6, 0, "guru ravidass jayanti", "guru ravidas jayanti", "guru ravidass birthday", "guru ravidas birthday" },
    { 11, 29, 23.9, 0, "maha shivaratri", "maha shivratri", "shivaratri" },
    { 12, 15, 18, 0, "holika dahan", "chhoti holi" }, { 12, 15, 18, 1, "holi" },
  },
  -- The sun's sign and the moon's mansion.
  mansion = { { 4, 21, "onam", "thiru onam", "thiruvonam" } },
  -- Years of 365 days, from a day on that is known.
  wandering = { { 2018, 8, 17, "parsi new year", "jamshedi navroz" } },
  -- Days of the Chinese calendar.
  chinese = {
    { 1, 1, "chinese new year", "chinese new year's day", "chinese lunar new year", "chinese lunar new year's day", "lunar new year", "spring festival" },
    { 1, 15, "lantern festival" }, { 5, 5, "dragon boat festival" }, { 8, 15, "mid-autumn festival" },
  },
  -- Names that are other words too, unless they have a capital or a year.
  ambiguous = { "new year", "lent", "holi", "epiphany" },
}
