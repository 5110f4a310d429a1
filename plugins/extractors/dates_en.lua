-- English dates, times, durations and what comes again. The patterns only find words that have to do with time;
-- moonscribe.english reads what stands around them.
local ms = require "moonscribe"
local english = require "moonscribe.english"

return ms.extractor {
  name = "dates_en",
  about = "English times: March 5, 2021; early 2019; the 1980s; three years ago; next Friday at 3 pm; two hours; every Monday",
  kinds = { "date", "time", "duration", "set" },
  languages = { "en" },
  patterns = {
    { name = "unit", pattern = "[Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear|[Hh]our|[Mm]inute|[Ss]econd|[Dd]ecade|[Cc]entur|[Qq]uarter|[Ff]ortnight|[Yy]esterday|[Tt]omorrow|[Tt]oni[gt]|[Mm]orning|[Aa]fternoon|[Ee]vening|[Nn]ight|[Nn]oon|[Ll]unch" },
    { name = "month", pattern = [[\b(?:[Jj]anuary|[Ff]ebruary|[Mm]arch|[Aa]pril|[Mm]ay|[Jj]une|[Jj]uly|[Aa]ugust|[Ss]eptember|[Oo]ctober|[Nn]ovember|[Dd]ecember|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?![A-Za-z])]] },
    { name = "short", pattern = [[\b(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Jj]u[nl]|[Aa]ug|[Ss]ept?|[Oo]ct|[Nn]ov|[Dd]ec|[Mm]on|[Tt]ues?|[Ww]ed[sn]?|[Tt]hu(?:rs?)?|[Ff]ri|[Ss]at|[Ss]un)(?![a-z])]] },
    { name = "year", pattern = [[(?<![0-9.,])(?:1[0-9]|20)[0-9]{2}(?![0-9])]] },
    { name = "clock", pattern = [[[0-9](?:[:h][0-5][0-9]|[/.-][0-9]{1,4}|(?:st|nd|rd|th)\b|['’]?s\b|ish\b| ?[AaPp] ?\.? ?[Mm]\b|[ap]\b)]] },
    { name = "half", pattern = [[[a-z] (?:[ap]\.? ?m\b|[AP]\.?M\b)]] },
    { name = "word", pattern = [[\b(?:ago|o'?clock|o’clock|[Tt]wice|[Oo]nce|daily|annual|quarterly|hourly|nightly|qtr|yrs?\b|secs?\b|mins?\b|hrs?\b|noughties|tmrw|[QqHh][1-4]\b|thousand|half past|right now\b|at the moment\b|EO[MY]|eo[my])]] },
    { name = "spoken", pattern = [[\b(?:(?:seven|eigh|nine|fif|six)(?:ties|teen)|(?:twen|thir|for|fif|nine)ties|(?:to|past|at) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[0-9]))\b]] },
    { name = "day", pattern = [[\b[Tt]he (?:[12][0-9]|3[01])(?![0-9])]] },
    { name = "holiday", pattern = [[\b(?:[Cc]hristmas|[Xx]mas|[Ee]aster|[Tt]hanksgiving|[Hh]alloween|[Rr]amadan|[Ee]id|[Jj]uneteenth|[Hh]anukkah|[Pp]assover|[Dd]iwali|[Dd]eepavali|[Pp]entecost|[Hh]ashanah?|[Kk]ippur|[Hh]an?nukk?ah|[Ss]ukkot|[Ss]havuoth?|[Rr]amad?h?zan|[Ii]d [Uu]l|[Bb]akr|[Mm]ardi|[Hh]oli|[Aa]shura|[Mm]awlid)\b]] },
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
    { text = "At eight o'clock in the evening, half past six, quarter to nine, seven thirty pm, 3-8pm and 11 to 2 p.m.", mentions = { { kind = "time", text = "eight o'clock in the evening", value = "T20" }, { kind = "time", text = "half past six", value = "T06:30" }, { kind = "time", text = "quarter to nine", value = "T08:45" }, { kind = "time", text = "seven thirty pm", value = "T19:30" }, { kind = "time", text = "3-8pm", value = "T15/T20" }, { kind = "time", text = "11 to 2 p.m.", value = "T11/T14" } } },
    { text = "Five to ten people, half to two thirds.", mentions = {} },
    { text = "Every Monday morning.", mentions = { { kind = "set", text = "Every Monday morning", value = "P1W", timex = "XXXX-WXX-1TMO" } } },
    { text = "[22:12] And then.", mentions = {} },
    { text = "We met at 15:30, then at 3 pm, every other Friday.", mentions = { { kind = "time", text = "15:30", value = "T15:30" }, { kind = "time", text = "3 pm", value = "T15" }, { kind = "set", text = "every other Friday", value = "P2W", timex = "XXXX-WXX-5" } } },
    { text = "It took one hour and 45 minutes, then two years, three months and ten days; five to ten minutes each, or two or three weeks.", mentions = { { kind = "duration", text = "one hour and 45 minutes", value = "PT1H45M" }, { kind = "duration", text = "two years, three months and ten days", value = "P2Y3M10D" }, { kind = "duration", text = "five to ten minutes", value = "PT5M/PT10M" }, { kind = "duration", text = "two or three weeks", value = "P2W", bound = "about" } } },
    { text = "It took ten years, two and a half hours and half a day.", mentions = { { kind = "duration", text = "ten years", value = "P10Y" }, { kind = "duration", text = "two and a half hours", value = "PT2.5H" }, { kind = "duration", text = "half a day", value = "PT12H" } } },
    { text = "We used to cancel four or five days a year.", mentions = { { kind = "duration", text = "four or five days", value = "P4D", bound = "about" } } },
    { text = "A 3-day workshop for a ten-year-old.", mentions = { { kind = "duration", text = "3-day", value = "P3D" } } },
  },
}
