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
    NoonPart = { lunchtime = "MI", lunch = "MI" },
    Clock = { noon = 12, midday = 12, noonish = 12, midnight = 0 },
    Lunch = { lunch = true, lunchtime = true },
    Last = { last = -1, previous = -1, prior = -1 },
    This = { this = 0, current = 0 },
    Next = { next = 1, coming = 1, upcoming = 1, following = 1 },
    Part = { early = "early", mid = "mid", late = "late", earlier = "early", later = "late" },
    PartOf = { beginning = "start", start = "start", middle = "mid", ["end"] = "end" },
    Decade = { twenties = 20, thirties = 30, forties = 40, fifties = 50, sixties = 60, seventies = 70, eighties = 80, nineties = 90, noughties = 0 },
    -- Sets by one word.
    Every = { daily = "D", weekly = "W", monthly = "M", yearly = "Y", annually = "Y", annual = "Y", quarterly = "Q", hourly = "TH", biweekly = "W2", fortnightly = "W2", biannually = "M6", nightly = "NI" },
    Times = { once = 1, twice = 2, thrice = 3 },
    Both = { both = true },
  },
  -- Words that show that what is told is over.
  past = { "was", "were", "did", "had", "went", "came", "got", "said", "left", "met", "saw", "took", "made", "told", "began", "became", "wrote", "built", "knew", "thought", "ran", "won", "lost", "sold", "bought", "grew", "fell", "kept", "gave", "found", "held", "happened", "ended" },
}
