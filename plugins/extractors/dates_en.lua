-- English dates, times, durations and what comes again. The patterns only find words that have to do with time;
-- moonscribe.english reads what stands around them.
local ms = require "moonscribe"
local english = require "moonscribe.english"
local holidays = require "moonscribe.holidays"

-- Words of the names of holidays, with a capital or without.
local NAMES = holidays.signs(ms.grammar "en_holidays")
table.sort(NAMES)
for i, name in ipairs(NAMES) do NAMES[i] = ("[%s%s]%s"):format(name:sub(1, 1):upper(), name:sub(1, 1), name:sub(2)) end

return ms.extractor {
  name = "dates_en",
  about = "English times: March 5, 2021; early 2019; the 1980s; three years ago; next Friday at 3 pm; two hours; every Monday",
  kinds = { "date", "time", "duration", "set" },
  languages = { "en" },
  priority = 1, -- "15 mins" are no counted things
  patterns = {
    { name = "unit", pattern = "[Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear|[Hh]our|[Mm]inute|[Ss]econd|[Dd]ecade|[Cc]entur|[Qq]uarter|[Ff]ortnight|[Yy]esterday|[Tt]omorrow|[Tt]oni[gt]|[Mm]orning|[Aa]fternoon|[Ee]vening|[Nn]ight|[Nn]oon|[Ll]unch|DAY|WEEK|MONTH|YEAR|HOUR|MORNING|NOON|EVENING|NIGHT|YESTERDAY|TOMORROW" },
    { name = "month", pattern = [[(?<![A-Za-z])(?:[Jj]anuary|[Ff]ebruary|[Mm]arch|[Aa]pril|[Mm]ay|[Jj]une|[Jj]uly|[Aa]ugust|[Ss]eptember|[Oo]ctober|[Nn]ovember|[Dd]ecember|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER|SPRING|SUMMER|AUTUMN|FALL|WINTER)(?![A-Za-z])]] },
    { name = "short", pattern = [[(?<![A-Za-z])(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Jj]u[nl]|[Aa]ug|[Ss]ept?|[Oo]ct|[Nn]ov|[Dd]ec|[Mm]on|[Tt]ues?|[Ww]ed[sn]?|[Tt]hu(?:rs?)?|[Ff]ri|[Ss]at|[Ss]un|JAN|FEB|MAR|APR|JU[NL]|AUG|SEPT?|OCT|NOV|DEC)(?![a-z])]] },
    { name = "year", pattern = [[(?<![0-9.,])(?:1[0-9]|20)[0-9]{2}(?![0-9])]] },
    { name = "clock", pattern = [[[0-9](?:[:h][0-5][0-9]|[/.-][0-9]{1,4}|(?:st|nd|rd|th)\b|['’]?s\b|ish\b|[ .]?[AaPp] ?\.? ?[Mm]\b|[ap]\b)]] },
    { name = "half", pattern = [[[a-z] (?:[ap]\.? ?m\b|[AP]\.? ?M\b)]] },
    { name = "word", pattern = [[\b(?:ago|o['’ ]?clock|[Tt]wice|[Oo]nce|daily|annual|quarterly|hourly|nightly|qtr|yrs?\b|secs?\b|mins?\b|hrs?\b|noughties|tmrw|[QqHh][1-4]\b|thousand|half past|[Rr]ight now\b|[Aa]t the moment\b|EO[DMY]\b|eo[dmy]\b)]] },
    { name = "era", pattern = [[[0-9y] (?:BCE?|AD|CE)\b|\bAD (?=[0-9])]] },
    { name = "fiscal", pattern = [[\b(?:[FCS]Y|[fcs]y|[Ff]iscal) ?['’]?[0-9]{2}\b]] },
    { name = "spoken", pattern = [[\b(?:(?:seven|eigh|nine|fif|six)(?:ties|teen)|(?:twen|thir|for|fif|nine)ties|(?<=[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve)[ -](?:oh? |ou |ten\b|eleven|twelve|fifteen|twenty|thirty|forty|fifty)|(?:to|past|at) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[0-9]{1,2}))\b]] },
    { name = "day", pattern = [[\b[Tt]he (?:(?:[12][0-9]|3[01])(?![0-9])|twenty|thirt)]] },
    { name = "holiday", pattern = "(?<![A-Za-z])(?:" .. table.concat(NAMES, "|") .. [[)(?![A-Za-z])]] },
    { name = "hours", pattern = [[\b(?:[Ff]rom|[Bb]etween) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[0-9]{1,2})(?= (?:to|and|until|till)|-)]] },
    { name = "brief", pattern = [[[0-9] ?(?:min|hr|sec|yr|mo|h|m|s|d|w|y)s?\b]] },
  },
  hit = function(_, context) return english.mentions(context) end,
  samples = {
    { text = "It opened on March 5, 2021 and closed in early 2019.", mentions = { { kind = "date", text = "March 5, 2021", value = "2021-03-05" }, { kind = "date", text = "early 2019", value = "2019-01/2019-04" } } },
    { text = "From the 1980s to 5 March, then May to July 2019.", mentions = { { kind = "date", text = "the 1980s", value = "198X" }, { kind = "date", text = "5 March", value = "XXXX-03-05" }, { kind = "date", text = "May to July 2019", value = "2019-05/2019-07" } } },
    { text = "Last year, three years ago, next Friday, yesterday.", date = "2024-06-27", mentions = { { kind = "date", text = "Last year", value = "2023" }, { kind = "date", text = "three years ago", value = "2021" }, { kind = "date", text = "next Friday", value = "2024-07-05" }, { kind = "date", text = "yesterday", value = "2024-06-26" } } },
    { text = "In the twenty-first century, since 1999, summer of 2003.", mentions = { { kind = "date", value = "20XX" }, { kind = "date", text = "1999", value = "1999" }, { kind = "date", text = "summer of 2003", value = "2003-22" } } },
    { text = "She left on Monday, March 4 in the evening, came back tomorrow morning, last weekend, on Christmas Eve and on the twenty-first of june 1998; 10/31/2016.", date = "2024-06-27", mentions = { { kind = "date", text = "Monday, March 4 in the evening", value = "2024-03-04", grain = "part" }, { kind = "date", text = "tomorrow morning", value = "2024-06-28", timex = "2024-06-28TMO" }, { kind = "date", text = "last weekend", value = "2024-06-22/2024-06-23" }, { kind = "date", text = "Christmas Eve", value = "2023-12-24" }, { kind = "date", text = "the twenty-first of june 1998", value = "1998-06-21" }, { kind = "date", text = "10/31/2016", value = "2016-10-31" } } },
    { text = "From November to February 2017; this afternoon at 3:20, half an hour ago, Friday of last week.", date = "2024-06-27", mentions = { { kind = "date", text = "November to February 2017", value = "2016-11/2017-02" }, { kind = "date", text = "this afternoon at 3:20", value = "2024-06-27T15:20" }, { kind = "date", text = "half an hour ago", grain = "minute" }, { kind = "date", text = "Friday of last week", value = "2024-06-21" } } },
    { text = "The second may be late, the first march was long.", mentions = {} },
    { text = "You may march on with 2000 people and $1999.", mentions = {} },
    { text = "This may be it: wait a second, on a day to day basis, a rack a day; phase 3 right now, 240p, layer 2s, <h2>, the second half of the match, [crosstalk 00:18:57].", date = "2024-06-27", mentions = { { kind = "date", text = "right now" } } },
    { text = "How much do you make in a year? Sun Microsystems; the gap between two and three.", date = "2024-06-27", mentions = {} },
    { text = "I remember the ’90s, the first 15-20 minutes, for a good year, this May.", date = "2024-06-27", mentions = { { kind = "date", text = "the ’90s", value = "199X" }, { kind = "duration", text = "15-20 minutes", value = "PT15M/PT20M" }, { kind = "duration", text = "a good year", value = "P1Y" }, { kind = "date", text = "this May", value = "2024-05" } } },
    { text = "At eight o'clock in the evening, half past six, quarter to nine, seven thirty pm, 3-8pm and 11 to 2 p.m.", mentions = { { kind = "time", text = "eight o'clock in the evening", value = "T20" }, { kind = "time", text = "half past six", value = "T06:30" }, { kind = "time", text = "quarter to nine", value = "T08:45" }, { kind = "time", text = "seven thirty pm", value = "T19:30" }, { kind = "time", text = "3-8pm", value = "T15/T20" }, { kind = "time", text = "11 to 2 p.m.", value = "T11/T14" } } },
    { text = "Five to ten people, half to two thirds.", mentions = {} },
    { text = "Every Monday morning.", mentions = { { kind = "set", text = "Every Monday morning", value = "P1W", timex = "XXXX-WXX-1TMO" } } },
    { text = "[22:12] And then.", mentions = {} },
    { text = "We met at 15:30, then at 3 pm, every other Friday.", mentions = { { kind = "time", text = "15:30", value = "T15:30" }, { kind = "time", text = "3 pm", value = "T15" }, { kind = "set", text = "every other Friday", value = "P2W", timex = "XXXX-WXX-5" } } },
    { text = "It took one hour and 45 minutes, then two years, three months and ten days; five to ten minutes each, or two or three weeks.", mentions = { { kind = "duration", text = "one hour and 45 minutes", value = "PT1H45M" }, { kind = "duration", text = "two years, three months and ten days", value = "P2Y3M10D" }, { kind = "duration", text = "five to ten minutes", value = "PT5M/PT10M" }, { kind = "duration", text = "two or three weeks", value = "P2W", bound = "about" } } },
    { text = "It took ten years, two and a half hours and half a day.", mentions = { { kind = "duration", text = "ten years", value = "P10Y" }, { kind = "duration", text = "two and a half hours", value = "PT2.5H" }, { kind = "duration", text = "half a day", value = "PT12H" } } },
    { text = "We used to cancel four or five days a year.", mentions = { { kind = "duration", text = "four or five days", value = "P4D", bound = "about" } } },
    { text = "A 3-day workshop for a ten-year-old.", mentions = { { kind = "duration", text = "3-day", value = "P3D" } } },
    { text = "We met in the third week of May, on the first Friday of next month and on the last Sunday of March 2014.", date = "2024-06-27", mentions = { { kind = "date", value = "2024-05-13/2024-05-19", timex = "2024-W20", grain = "week" }, { kind = "date", text = "the first Friday of next month", value = "2024-07-05" }, { kind = "date", value = "2014-03-30" } } },
    { text = "Two weeks from next Friday, three days after March 5, a week from Tuesday, the day before yesterday.", date = "2024-06-27", mentions = { { kind = "date", text = "Two weeks from next Friday", value = "2024-07-19" }, { kind = "date", value = "2024-03-08" }, { kind = "date", text = "a week from Tuesday", value = "2024-07-09" }, { kind = "date", value = "2024-06-25" } } },
    { text = "From nine to five, between 9:30 and 11, at noon, from 8am-3 on Friday.", date = "2024-06-27", mentions = { { kind = "time", text = "nine to five", value = "T09/T17" }, { kind = "time", text = "9:30 and 11", value = "T09:30/T11" }, { kind = "time", text = "noon", value = "T12" }, { kind = "date", value = "2024-06-28T08/2024-06-28T15" } } },
    { text = "In nineteen eighty-four and since twenty nineteen we lived like in the sixties and the '90s.", mentions = { { kind = "date", text = "nineteen eighty-four", value = "1984" }, { kind = "date", text = "twenty nineteen", value = "2019" }, { kind = "date", value = "196X" }, { kind = "date", text = "the '90s", value = "199X" } } },
    { text = "mid-June, late last year, the end of the month, in the first half of 2019, Q3 2018, fiscal 2020.", date = "2024-06-27", mentions = { { kind = "date", text = "mid-June", value = "2024-06-11/2024-06-20", timex = "2024-06" }, { kind = "date", value = "2023-09/2023-12", timex = "2023" }, { kind = "date", value = "2024-06-21/2024-06-30" }, { kind = "date", value = "2019-01/2019-06", grain = "half" }, { kind = "date", value = "2018-35" }, { kind = "date", text = "fiscal 2020", value = "2020", timex = "FY2020" } } },
    { text = "Twice a week, on Mondays, Monday mornings, daily, and every night at 9.", mentions = { { kind = "set", text = "Twice a week", value = "P1W" }, { kind = "set", value = "P1W", timex = "XXXX-WXX-1" }, { kind = "set", value = "P1W", timex = "XXXX-WXX-1TMO" }, { kind = "set", text = "daily", value = "P1D" }, { kind = "set", text = "every night at 9", value = "P1D", timex = "T21" } } },
    { text = "An hour and a half; two and a half years, a couple of hours; three quarters of an hour.", mentions = { { kind = "duration", text = "An hour and a half", value = "PT1.5H" }, { kind = "duration", value = "P2.5Y" }, { kind = "duration", text = "a couple of hours", value = "PT2H", bound = "about" }, { kind = "duration", value = "PT45M" } } },
    { text = "Easter 2018, Thanksgiving of 2014, Labor Day, Diwali 2019, Eid al-Fitr 2018, Chinese New Year 2018, Passover 2018. Vasant Panchami in 2019, St. Patrick's Day, Orthodox Pentecost 2018, boss day 2016; he lent me 20 of them.", date = "2024-06-27", mentions = { { kind = "date", value = "2018-04-01" }, { kind = "date", value = "2014-11-27" }, { kind = "date", text = "Labor Day", value = "2024-09-02" }, { kind = "date", value = "2019-10-27" }, { kind = "date", value = "2018-06-15" }, { kind = "date", value = "2018-02-16" }, { kind = "date", value = "2018-03-30/2018-04-07" }, { kind = "date", text = "Vasant Panchami in 2019", value = "2019-02-10" }, { kind = "date", text = "St. Patrick's Day", value = "2024-03-17" }, { kind = "date", value = "2018-05-27" }, { kind = "date", text = "boss day 2016", value = "2016-10-17" } } },
    { text = "SUMMER of 2019, in FY21, on 4-22, the third- quarter of 2016, 6/4 between nine and ten, mid-afternoon; then Nov.19th to Nov.23rd.", date = "2024-06-27", mentions = { { kind = "date", value = "2019-22" }, { kind = "date", text = "FY21", value = "2021", timex = "FY2021" }, { kind = "date", text = "4-22", value = "2024-04-22" }, { kind = "date", value = "2016-35" }, { kind = "date", value = "2024-06-04T09/2024-06-04T10" }, { kind = "time", text = "mid-afternoon", timex = "TAF" }, { kind = "date", value = "2024-11-19/2024-11-23" } } },
    { text = "Rome fell in 476 AD, Carthage in 146 BC and in the 5th century BC they wrote; the ad 30 seconds long.", mentions = { { kind = "date", text = "476 AD", value = "0476" }, { kind = "date", text = "146 BC", value = "-0145" }, { kind = "date", text = "the 5th century BC", value = "-0499/-0400", grain = "century" }, { kind = "duration", value = "PT30S" } } },
    { text = "Easter three years ago, March in two years, the end of tomorrow, the next workweek, 15:00 GMT - 18:00 GMT, at half three.", date = "2024-06-27", mentions = { { kind = "date", text = "Easter three years ago", value = "2021-04-04" }, { kind = "date", value = "2026-03" }, { kind = "date", value = "2024-06-28T23:59:59" }, { kind = "date", text = "the next workweek", value = "2024-07-01/2024-07-05" }, { kind = "time", value = "T15:00/T18:00" }, { kind = "time", text = "half three", value = "T03:30" } } },
    { text = "Ten thirty.", mentions = { { kind = "time", text = "Ten thirty", value = "T10:30" } } },
    -- What is told as past or to come decides on the year; so does a weekday that is named.
    { text = "We opened in November. We will open on March 5. On Friday, July 18, we meet.", date = "2024-06-27", mentions = { { kind = "date", value = "2023-11" }, { kind = "date", value = "2025-03-05" }, { kind = "date", text = "Friday, July 18", value = "2025-07-18" } } },
    -- Where the words allow two, the other one is an alternative.
    { text = "See you at three on 03/04/2019; lunch is from 12 to 2 o'clock. Next Friday from nine to five.", date = "2024-06-27", mentions = { { kind = "date", value = "2019-03-04T03" }, { kind = "time", value = "T12/T14" }, { kind = "date", value = "2024-07-05T09/2024-07-05T17" } } },
    -- What comes from what was told before.
    { text = "In 1990 we left. The next year he came back, and two years later she died. The year after, we sold it.", date = "2024-06-27", mentions = { { kind = "date", value = "1990" }, { kind = "date", text = "The next year", value = "1991" }, { kind = "date", text = "two years later", value = "1993" }, { kind = "date", text = "The year after", value = "1994" } } },
    { text = "She will be back in two weeks. They built it in two weeks.", date = "2024-06-27", mentions = { { kind = "date", text = "two weeks", value = "2024-07-11" }, { kind = "duration", text = "two weeks", value = "P2W" } } },
    -- A Friday is the next one, unless the past is told.
    { text = "Come on Friday. We met on Friday.", date = "2024-06-27", mentions = { { kind = "date", value = "2024-06-28" }, { kind = "date", value = "2024-06-21" } } },
    { text = "From May to October 2020, from 2014-2018, July 13 to 15, between March and June.", date = "2024-06-27", mentions = { { kind = "date", value = "2020-05/2020-10" }, { kind = "date", value = "2014/2018" }, { kind = "date", value = "2024-07-13/2024-07-15" }, { kind = "date", text = "March and June", value = "2024-03/2024-06" } } },
    { text = "It cost $94,000 a year, 4/5 of them, 24/7, in my early 30s, a second layer, 1,000s of them, one day you will see.", mentions = {} },
    { text = "It fell from 9 to 5 percent. We may march on; the spring broke, the fall was deep; the sun and she sat.", mentions = {} },
  },
}
