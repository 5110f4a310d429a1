-- What English extractors share: how numbers, dates, money, titles and names are written. Data only; pieces
-- named like `number` are PCRE2.

local WORD = [[(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)]]
local SCALE = [[(?:hundred|thousand|million|billion|trillion|quadrillion)]]
local START = [[(?:[Zz]ero|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve|[Tt]hirteen|[Ff]ourteen|[Ff]ifteen|[Ss]ixteen|[Ss]eventeen|[Ee]ighteen|[Nn]ineteen|[Tt]wenty|[Tt]hirty|[Ff]orty|[Ff]ifty|[Ss]ixty|[Ss]eventy|[Ee]ighty|[Nn]inety)]]
local ARABIC = [[[0-9]++(?:,[0-9]{3})*+(?:\.[0-9]+)?+]]
local WORDS = "(?:" .. START .. "|[Aa] (?=" .. SCALE .. [[\b)]] .. SCALE .. ")(?:(?:-| | and )(?:" .. WORD .. "|" .. SCALE .. [[)\b)*(?: point(?: (?:]] .. WORD .. [[|oh?)\b)+(?: ]] .. SCALE .. [[)?)?]]

return {
  arabic = ARABIC,
  words = WORDS,
  number = "(?:" .. ARABIC .. "(?:[ -]" .. SCALE .. [[\b)*|]] .. WORDS .. ")",
  not_after = [[(?<![0-9A-Za-z.,/:$£€-])]],
  -- Short scales, as in $3.2bn.
  scales = { bn = " billion", b = " billion", B = " billion", mn = " million", m = " million", M = " million", k = " thousand", K = " thousand", tn = " trillion", trn = " trillion", T = " trillion",
    thousand = " thousand", million = " million", billion = " billion", trillion = " trillion" },
  factors = { lakh = 100000, crore = 10000000 },

  bounds_before = {
    { "more than", "over" }, { "over", "over" }, { "above", "over" }, { "upwards of", "over" }, { "exceeding", "over" }, { "greater than", "over" },
    { "no more than", "under" }, { "at most", "under" }, { "up to", "under" }, { "as many as", "under" }, { "as much as", "under" }, { "not more than", "under" },
    { "at least", "over" }, { "no less than", "over" }, { "no fewer than", "over" }, { "a minimum of", "over" },
    { "nearly", "about" }, { "almost", "about" }, { "close to", "about" },
    { "less than", "under" }, { "fewer than", "under" }, { "under", "under" }, { "below", "under" },
    { "about", "about" }, { "around", "about" }, { "approximately", "about" }, { "roughly", "about" }, { "some", "about" }, { "an estimated", "about" },
  },
  bounds_after = { { "or more", "over" }, { "or so", "about" }, { "or less", "under" } },

  measures = {
    { "square kilometres?", "km2" }, { "square kilometers?", "km2" }, { "square metres?", "m2" }, { "square meters?", "m2" }, { "square miles?", "[smi_us]" }, { "square feet", "[sft_i]" }, { "cubic met(?:re|er)s?", "m3" },
    { "kilomet(?:re|er)s?", "km" }, { "km", "km" }, { "centimet(?:re|er)s?", "cm" }, { "cm", "cm" }, { "millimet(?:re|er)s?", "mm" }, { "mm", "mm" }, { "met(?:re|er)s?", "m" }, { "miles?", "[mi_i]" }, { "feet", "[ft_i]" }, { "foot", "[ft_i]" },
    { "inch(?:es)?", "[in_i]" }, { "yards?", "[yd_i]" }, { "acres?", "[acr_us]" }, { "hectares?", "har" }, { "kilograms?", "kg" }, { "kilos?", "kg" }, { "kg", "kg" }, { "grams?", "g" }, { "pounds?", "[lb_av]" }, { "lbs?", "[lb_av]" }, { "ounces?", "[oz_av]" },
    { "tonnes?", "t" }, { "lit(?:re|er)s?", "L" }, { "gallons?", "[gal_us]" }, { "megawatts?", "MW" }, { "MW", "MW" }, { "gigawatts?", "GW" }, { "GW", "GW" }, { "kilowatts?", "kW" }, { "kW", "kW" }, { "watts?", "W" },
    { "degrees? [Cc](?:elsius|entigrade)|[Cc]elsius", "Cel" }, { "degrees? [Ff]ahrenheit|[Ff]ahrenheit", "[degF]" }, { "kelvins?", "K" }, { "mph", "[mi_i]/h" }, { "knots?", "[kn_i]" }, { "horsepower", "[HP]" },
    { "kms", "km" }, { "millilit(?:re|er)s?", "mL" }, { "mls?", "mL" }, { "yds?", "[yd_i]" }, { "ft", "[ft_i]" }, { "oz", "[oz_av]" }, { "milligrams?", "mg" }, { "tons?", "t" }, { "gals?", "[gal_us]" }, { "pints?", "[pt_us]" }, { "cups?", "[cup_us]" }, { "hectolit(?:re|er)s?", "hL" },
    { "[Mm]ega[Hh]ertz", "MHz" }, { "[Gg]iga[Hh]ertz", "GHz" }, { "[Kk]ilo[Hh]ertz", "kHz" }, { "[Hh]ertz", "Hz" }, { "volts?", "V" }, { "kilobytes?", "kBy" }, { "calories", "cal" }, { "decibels?", "dB" }, { "(?:kilowatt|kilo watt) hours?", "kW.h" }, { "gigawatt hours?", "GW.h" }, { "degrees?", "deg" }, { "gigabytes?", "GBy" }, { "GB", "GBy" }, { "megabytes?", "MBy" }, { "MB", "MBy" }, { "terabytes?", "TBy" }, { "TB", "TBy" },
  },
  -- Signs of units that stand directly behind digits or after a blank: 5km, 20 °C.
  symbols = { ["km"] = "km", ["cm"] = "cm", ["mm"] = "mm", ["kg"] = "kg", ["mg"] = "mg", ["ml"] = "mL", ["mL"] = "mL", ["MW"] = "MW", ["GW"] = "GW", ["kW"] = "kW", ["kWh"] = "kW.h", ["GB"] = "GBy", ["MB"] = "MBy", ["TB"] = "TBy",
    ["Hz"] = "Hz", ["kHz"] = "kHz", ["MHz"] = "MHz", ["GHz"] = "GHz", ["mph"] = "[mi_i]/h", ["km/h"] = "km/h", ["kph"] = "km/h", ["ft"] = "[ft_i]", ["lb"] = "[lb_av]", ["lbs"] = "[lb_av]", ["oz"] = "[oz_av]",
    ["°C"] = "Cel", ["° C"] = "Cel", ["℃"] = "Cel", ["°F"] = "[degF]", ["℉"] = "[degF]", ["°"] = "deg", ["m"] = "m", ["g"] = "g", ["L"] = "L", ["l"] = "L", ["sq ft"] = "[sft_i]", ["m²"] = "m2", ["km²"] = "km2", ["m³"] = "m3", ["KM"] = "km", ["CM"] = "cm", ["KG"] = "kg" },
  -- Words that follow a number without being what it counts.
  not_counted = { "of", "and", "or", "to", "in", "on", "at", "for", "the", "a", "an", "is", "are", "was", "were", "has", "have", "had", "that", "which", "who", "but", "if", "so", "as", "by", "with", "from", "it", "we", "you", "they",
    "i", "he", "she", "this", "these", "those", "can", "will", "would", "could", "may", "am", "pm", "because", "when", "there", "than", "then", "into", "out", "not", "just", "hundred", "thousand", "million", "billion", "trillion", "o", "per",
    "thirds", "fifths", "sixths", "sevenths", "eighths", "ninths", "tenths", "halves", "hundredths", "thousandths", "percent", "said", "says", "and", "also", "each", "plus", "years", "year", "months", "month", "weeks", "week", "days", "day", "hours", "hour", "minutes", "minute", "seconds", "second", "decades", "decade", "centuries", "century", "dollars", "dollar", "euros", "cents",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "point" },

  currency_signs = { ["$"] = "USD", ["US$"] = "USD", ["A$"] = "AUD", ["C$"] = "CAD", ["HK$"] = "HKD", ["NT$"] = "TWD", ["S$"] = "SGD", ["€"] = "EUR", ["£"] = "GBP", ["¥"] = "CNY", ["￥"] = "CNY", ["₹"] = "INR", ["₽"] = "RUB",
    ["₩"] = "KRW", ["JP¥"] = "JPY", ["RMB"] = "CNY", ["RS"] = "INR", ["RS."] = "INR", ["R$"] = "BRL" },
  currencies = {
    { "(?:US|American|United States) dollars?", "USD" }, { "U%.S%. dollars?", "USD" }, { "Australian dollars?", "AUD" }, { "Canadian dollars?", "CAD" }, { "Hong Kong dollars?", "HKD" }, { "dollars?", "USD" }, { "bucks", "USD" }, { "euros?", "EUR" }, { "pounds sterling", "GBP" },
    { "(?:Chinese )?yuan", "CNY" }, { "Mexican pesos?", "MXN" }, { "New Zealand dollars?", "NZD" }, { "Singapore dollars?", "SGD" }, { "Taiwan dollars?", "TWD" }, { "Indian rupees?", "INR" }, { "(?:British )?pounds? sterling", "GBP" }, { "British pounds?", "GBP" },
    { "Turkish liras?", "TRY" }, { "liras?", "TRY" }, { "shekels?", "ILS" }, { "zlotys?", "PLN" }, { "ringgits?", "MYR" }, { "baht", "THB" }, { "rand", "ZAR" }, { "renminbi", "CNY" }, { "RMB", "CNY" }, { "yen", "JPY" }, { "rupees?", "INR" }, { "roubles?", "RUB" }, { "rubles?", "RUB" }, { "Swiss francs?", "CHF" }, { "won", "KRW" },
    { "USD", "USD" }, { "EUR", "EUR" }, { "GBP", "GBP" }, { "CNY", "CNY" }, { "JPY", "JPY" }, { "INR", "INR" }, { "HKD", "HKD" }, { "TWD", "TWD" }, { "CHF", "CHF" },
    { "CAD", "CAD" }, { "AUD", "AUD" }, { "NZD", "NZD" }, { "SGD", "SGD" }, { "MYR", "MYR" }, { "SEK", "SEK" }, { "NOK", "NOK" }, { "DKK", "DKK" }, { "PLN", "PLN" }, { "ZAR", "ZAR" }, { "BRL", "BRL" }, { "RUB", "RUB" }, { "ILS", "ILS" }, { "QAR", "QAR" }, { "KWD", "KWD" }, { "SAR", "SAR" }, { "AED", "AED" }, { "BGN", "BGN" },
  },

  months = { jan = 1, feb = 2, mar = 3, apr = 4, may = 5, jun = 6, jul = 7, aug = 8, sep = 9, oct = 10, nov = 11, dec = 12 },
  month = [[(?:[Jj]anuary|[Ff]ebruary|[Mm]arch|[Aa]pril|[Mm]ay|[Jj]une|[Jj]uly|[Aa]ugust|[Ss]eptember|[Oo]ctober|[Nn]ovember|[Dd]ecember|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)]],
  weekdays = { mon = 1, tue = 2, wed = 3, thu = 4, fri = 5, sat = 6, sun = 7 },
  weekday = [[(?:[Mm]onday|[Tt]uesday|[Ww]ednesday|[Tt]hursday|[Ff]riday|[Ss]aturday|[Ss]unday)]],
  -- Parts of a day as TIMEX3 has them.
  day_parts = { morning = "MO", noon = "MI", lunchtime = "MI", midday = "MI", afternoon = "AF", evening = "EV", night = "NI" },
  holidays = { ["Christmas Day"] = { 12, 25 }, ["Christmas Eve"] = { 12, 24 }, ["Christmas"] = { 12, 25 }, ["New Year's Day"] = { 1, 1 }, ["New Year's Eve"] = { 12, 31 }, ["New Year's"] = { 1, 1 }, ["Valentine's Day"] = { 2, 14 }, ["Halloween"] = { 10, 31 },
    ["Independence Day"] = { 7, 4 }, ["Boxing Day"] = { 12, 26 }, ["Veterans Day"] = { 11, 11 }, ["April Fool's Day"] = { 4, 1 }, ["April Fools' Day"] = { 4, 1 }, ["Saint Patrick's Day"] = { 3, 17 }, ["St. Patrick's Day"] = { 3, 17 }, ["Earth Day"] = { 4, 22 } },
  moving_holidays = { "Thanksgiving", "Easter Sunday", "Easter", "Good Friday", "Mother's Day", "Father's Day", "Labor Day", "Memorial Day", "Ramadan", "Black Friday" },
  seasons = { spring = 21, summer = 22, autumn = 23, fall = 23, winter = 24 },
  duration_units = { year = "Y", month = "M", week = "W", fortnight = "W2", day = "D", hour = "TH", minute = "TM", second = "TS", hr = "TH", min = "TM", sec = "TS", decade = "Y10", century = "Y100", centurie = "Y100" },

  -- Parts of one: two thirds, a quarter of.
  parts = { half = 2, halve = 2, third = 3, quarter = 4, fourth = 4, fifth = 5, sixth = 6, seventh = 7, eighth = 8, ninth = 9, tenth = 10, hundredth = 100 },
  ordinals = { first = 1, second = 2, third = 3, fourth = 4, fifth = 5, sixth = 6, seventh = 7, eighth = 8, ninth = 9, tenth = 10, eleventh = 11, twelfth = 12, thirteenth = 13, fourteenth = 14, fifteenth = 15, sixteenth = 16,
    seventeenth = 17, eighteenth = 18, nineteenth = 19, twentieth = 20, thirtieth = 30, fortieth = 40, fiftieth = 50, hundredth = 100, thousandth = 1000, millionth = 1000000, zeroth = 0 },

  honorifics = { "Dr", "Mr", "Mrs", "Ms", "Miss", "Prof", "Professor", "Sir", "Dame", "Lord", "Lady", "President", "Senator", "Governor", "Mayor", "Judge", "Justice", "Captain", "General", "Colonel", "Father", "Sister", "Rev", "Ambassador" },
  roles = { "CEO", "CFO", "CTO", "COO", "chief executive", "chief executive officer", "chief financial officer", "president", "vice president", "chairman", "chairwoman", "chair", "founder", "co-founder", "director", "managing director", "executive director",
    "professor", "editor", "author", "minister", "mayor", "secretary", "head", "manager", "partner", "analyst", "pilot", "captain", "engineer", "teacher", "scientist", "researcher",
    "curator", "journalist", "reporter", "lawyer", "doctor", "nurse", "coach", "spokesman", "spokeswoman", "spokesperson", "historian" },
}
