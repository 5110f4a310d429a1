-- How English names times: category -> word -> value, for moonscribe.english. Data only. A unit is as in
-- duration_units of the grammar "en": Y M W D TH TM TS, Q a quarter, Y10 a decade, Y100 a century.
return {
  words = {
    N1 = { one = 1, two = 2, three = 3, four = 4, five = 5, six = 6, seven = 7, eight = 8, nine = 9 },
    N10 = { ten = 10, eleven = 11, twelve = 12, thirteen = 13, fourteen = 14, fifteen = 15, sixteen = 16, seventeen = 17, eighteen = 18, nineteen = 19 },
    N20 = { twenty = 20, thirty = 30, forty = 40, fifty = 50, sixty = 60, seventy = 70, eighty = 80, ninety = 90 },
    OrdWord = { first = 1, second = 2, third = 3, fourth = 4, fifth = 5, sixth = 6, seventh = 7, eighth = 8, ninth = 9, tenth = 10, eleventh = 11, twelfth = 12, thirteenth = 13, fourteenth = 14, fifteenth = 15,
      sixteenth = 16, seventeenth = 17, eighteenth = 18, nineteenth = 19, twentieth = 20, thirtieth = 30 },
    Month = { january = 1, february = 2, march = 3, april = 4, may = 5, june = 6, july = 7, august = 8, september = 9, october = 10, november = 11, december = 12,
      jan = 1, feb = 2, mar = 3, apr = 4, jun = 6, jul = 7, aug = 8, sep = 9, sept = 9, oct = 10, nov = 11, dec = 12 },
    Weekday = { monday = 1, tuesday = 2, wednesday = 3, thursday = 4, friday = 5, saturday = 6, sunday = 7,
      mon = 1, tue = 2, tues = 2, wed = 3, weds = 3, wedn = 3, thu = 4, thur = 4, thurs = 4, fri = 5, sat = 6, sun = 7 },
    Weekdays = { mondays = 1, tuesdays = 2, wednesdays = 3, thursdays = 4, fridays = 5, saturdays = 6, sundays = 7 },
    Season = { spring = 21, summer = 22, autumn = 23, fall = 23, winter = 24 },
    Unit = { year = "Y", years = "Y", yr = "Y", yrs = "Y", month = "M", months = "M", mos = "M", week = "W", weeks = "W", wk = "W", wks = "W", day = "D", days = "D", hour = "TH", hours = "TH", hr = "TH", hrs = "TH",
      minute = "TM", minutes = "TM", min = "TM", mins = "TM", second = "TS", seconds = "TS", sec = "TS", secs = "TS", decade = "Y10", decades = "Y10", century = "Y100", centuries = "Y100",
      quarter = "Q", quarters = "Q", qtr = "Q", qtrs = "Q", fortnight = "W2", fortnights = "W2" },
    -- Only directly behind a digit: 3h, 30m.
    ShortUnit = { h = "TH", m = "TM", s = "TS", d = "D", w = "W", y = "Y", ys = "Y", mo = "M" },
    Weekend = { weekend = true, wkend = true },
    Today = { today = 0, yesterday = -1, tomorrow = 1, tmrw = 1, tomorrows = 1 },
    Tonight = { tonight = true, tonite = true },
    DayPart = { morning = "MO", afternoon = "AF", evening = "EV", night = "NI", nighttime = "NI" },
    DayParts = { mornings = "MO", afternoons = "AF", evenings = "EV", nights = "NI" },
    NoonPart = { noon = "MI", midday = "MI", lunchtime = "MI", lunch = "MI" },
    Clock = { noon = 12, midday = 12, noonish = 12, midnight = 0 },
    Lunch = { lunch = true, lunchtime = true },
    Last = { last = -1, previous = -1 },
    This = { this = 0, current = 0 },
    Next = { next = 1, coming = 1, upcoming = 1, following = 1 },
    Part = { early = "early", mid = "mid", late = "late", earlier = "early", later = "late" },
    PartOf = { beginning = "start", start = "start", middle = "mid", ["end"] = "end" },
    Decade = { twenties = 20, thirties = 30, forties = 40, fifties = 50, sixties = 60, seventies = 70, eighties = 80, nineties = 90, noughties = 0 },
    -- Sets by one word.
    Every = { daily = "D", everyday = "D", weekly = "W", monthly = "M", yearly = "Y", annually = "Y", annual = "Y", quarterly = "Q", hourly = "TH", biweekly = "W2", fortnightly = "W2", biannually = "M6", nightly = "NI" },
    Times = { once = 1, twice = 2, thrice = 3 },
    Both = { both = true },
  },
  -- Words that show that what is told is over.
  past = { "was", "were", "did", "had", "went", "came", "got", "said", "left", "met", "saw", "took", "made", "told", "began", "became", "wrote", "built", "knew", "thought", "ran", "won", "lost", "sold", "bought", "grew", "fell", "kept", "gave", "found", "held", "happened", "ended" },

  -- Holidays: a day of a month; the n-th weekday of a month, with days added; days from Easter or from Orthodox Easter.
  holidays = {
    { 1, 1, "new year's day", "new years day", "new year day", "new year's", "new years", "yuandan" }, { 12, 31, "new year's eve", "new years eve", "new year eve" }, { 1, 6, "epiphany" }, { 2, 2, "groundhog day", "candlemas" },
    { 2, 14, "valentine's day", "valentines day", "saint valentine's day" }, { 3, 17, "saint patrick's day", "st patrick's day", "st. patrick's day", "saint patricks day", "st patricks day", "st paddy's day" },
    { 3, 8, "international women's day", "women's day" }, { 3, 14, "pi day" }, { 4, 1, "april fool's day", "april fools day", "april fools' day", "april fools" }, { 4, 22, "earth day" }, { 4, 25, "anzac day" }, { 5, 1, "may day" }, { 5, 4, "star wars day" }, { 5, 5, "cinco de mayo" },
    { 6, 19, "juneteenth", "freedom day", "jubilee day" }, { 7, 4, "independence day", "fourth of july" }, { 7, 14, "bastille day" }, { 10, 31, "halloween" }, { 11, 1, "all saints day", "all saints' day", "world vegan day" }, { 11, 2, "all souls day", "all souls' day" }, { 11, 5, "guy fawkes night", "bonfire night" },
    { 11, 11, "veterans day", "veteran's day", "veterans' day", "remembrance day", "armistice day" }, { 12, 24, "christmas eve", "xmas eve" }, { 12, 25, "christmas day", "christmas", "xmas" }, { 12, 26, "boxing day", "kwanzaa" }, { 6, 21, "midsummer" }, { 10, 24, "united nations day" }, { 12, 10, "human rights day" }, { 1, 26, "australia day" }, { 1, 14, "pongal" }, { 1, 15, "mattu pongal" }, { 4, 14, "vaisakhi" }, { 4, 27, "king's day" }, { 6, 24, "midsummer day" }, { 7, 1, "canada day" },
  },
  nth_holidays = {
    { 1, 1, 3, 0, "martin luther king day", "martin luther king's day", "mlk day" }, { 2, 1, 3, 0, "presidents day", "presidents' day", "president's day" }, { 5, 7, 2, 0, "mother's day", "mothers day", "mothers' day" }, { 6, 7, 3, 0, "father's day", "fathers day", "fathers' day" },
    { 5, 1, -1, 0, "memorial day" }, { 9, 1, 1, 0, "labor day", "labour day" }, { 10, 1, 2, 0, "columbus day", "indigenous peoples' day", "indigenous peoples day", "canadian thanksgiving" }, { 11, 4, 4, 0, "thanksgiving day", "thanksgiving", "thanks giving", "thanks giving day" },
    { 11, 4, 4, 1, "black friday" }, { 11, 4, 4, 4, "cyber monday" }, { 11, 4, 4, 5, "giving tuesday" }, { 4, 5, -1, 0, "arbor day" }, { 5, 6, 3, 0, "armed forces day" }, { 11, 2, 1, 0, "election day" },
  },
  easter_holidays = { { 0, "easter sunday", "easter day", "easter" }, { 1, "easter monday", "easter mon" }, { -2, "good friday" }, { -3, "maundy thursday", "holy thursday" }, { -7, "palm sunday" }, { -46, "ash wednesday" }, { -47, "shrove tuesday", "pancake day", "mardi gras", "pancake tuesday" }, { -48, "shrove monday" }, { -1, "holy saturday" },
    { 39, "ascension day" }, { 49, "pentecost", "whit sunday", "white sunday" }, { 50, "whit monday", "pentecost monday" }, { 56, "trinity sunday" }, { 60, "corpus christi" } },
  orthodox_holidays = { { 0, "orthodox easter" }, { -48, "clean monday" }, { -2, "orthodox good friday" }, { -8, "lazarus saturday" } },
  -- By the moon. Islamic: month, day, days; Hebrew: month, day, days (from the evening before); phases: the first new or
  -- full moon from a day on, the hours that clocks there are ahead (less those from evening to midnight where the evening
  -- counts), days added.
  islamic_holidays = { { 1, 1, 1, "islamic new year", "hijri new year" }, { 1, 10, 1, "day of ashura", "ashura" }, { 3, 12, 1, "mawlid al-nabawi", "mawlid", "the prophet's birthday" }, { 7, 27, 1, "isra and mi'raj", "the prophet's ascension" }, { 9, 1, 0, "ramadan", "ramadhan", "ramzan" },
    { 9, 27, 1, "laylat al-qadr", "laylat al qadr", "laylat al kadr", "night of power" }, { 10, 1, 1, "eid al-fitr", "eid al fitr", "eid ul-fitr" }, { 12, 10, 1, "eid al-adha", "eid al adha", "eid ul-adha", "id ul-adha", "bakr id", "sacrifice feast", "feast of the sacrifice" } },
  hebrew_holidays = { { 1, 15, 8, "passover", "pesach" }, { 3, 6, 2, "shavuot", "shavuoth" }, { 7, 1, 2, "rosh hashanah", "rosh hashana", "jewish new year" }, { 7, 10, 1, "yom kippur", "day of atonement" }, { 7, 15, 8, "sukkot", "feast of tabernacles", "feast of the ingathering" }, { 9, 25, 8, "hanukkah", "hanukah", "chanukah" } },
  phase_holidays = { { 1, 21, false, 8, 0, "chinese new year", "chinese new year's", "chinese new year's day", "chinese lunar new year", "chinese lunar new year's day", "lunar new year", "spring festival" }, { 10, 16, false, -12.2, 0, "diwali", "deepavali", "lakshmi puja" }, { 10, 16, false, -12.2, -2, "dhanteras", "dhanatrayodashi" },
    { 10, 16, false, -12.2, -1, "kali chaudas", "naraka chaturdashi" }, { 10, 16, false, -12.2, 6, "chhath" }, { 10, 16, false, -12.2, -11, "karva chauth" }, { 2, 28, true, -12.2, 0, "holika dahan", "chhoti holi" }, { 2, 28, true, -12.2, 1, "holi" }, { 2, 14, false, -12.2, -2, "maha shivaratri" },
    { 3, 12, false, 5.5, 1, "ugadi", "yugadi" }, { 4, 28, true, -12.2, 0, "vesak", "buddha day", "buddha purnima" } },
}
