-- What English extractors share: how numbers, dates, money, titles and names are written. Data only; pieces
-- named like `number` are PCRE2.

local WORD = [[(?i:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)]]
local SCALE = [[(?i:hundred|thousand|million|billion|trillion|quadrillion|lakhs?|crores?)]]
-- Small, with a capital, or all of them, as in captions.
local START = [[(?:[Zz]ero|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve|[Tt]hirteen|[Ff]ourteen|[Ff]ifteen|[Ss]ixteen|[Ss]eventeen|[Ee]ighteen|[Nn]ineteen|[Tt]wenty|[Tt]hirty|[Ff]orty|[Ff]ifty|[Ss]ixty|[Ss]eventy|[Ee]ighty|[Nn]inety)]]
START = "(?:" .. START .. "|" .. START:gsub("^%(%?:", ""):gsub("%)$", ""):gsub("%[(%u)%l%]", "%1"):upper() .. ")"
local ARABIC = [[[0-9]++(?:(?:,[0-9]{2}(?=,))*,[0-9]{3}(?![0-9]))*+(?:\.[0-9]+)?+]]
-- So many words at most: a line of nothing but numbers takes no longer than any other.
local WORDS = "(?:" .. START .. "|[Aa] (?=" .. SCALE .. [[\b)]] .. SCALE .. ")(?:(?:-| | and )(?:" .. WORD .. "|" .. SCALE .. [[)\b){0,10}(?: point(?: (?:]] .. WORD .. [[|oh?)\b){1,6}(?: ]] .. SCALE .. [[)?)?]]
local FRACTION = [[(?:(?:[0-9]++ )?[1-9][0-9]?/[1-9][0-9]{0,3}+(?![0-9/])|[0-9]*+[½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])]]
-- A couple hundred, several thousand: of no certain size.
local VAGUE = [[(?:[Aa] (?:couple|few)(?: of)?|[Ss]everal) (?=]] .. SCALE .. [[\b)]] .. SCALE
local HALF = [[(?:[Aa] (?=dozen\b)|[Hh]alf an? (?=(?:hundred|thousand|million|billion|dozen)\b)|[Hh]alf (?=(?:hundred|thousand|million|billion)\b)|(?:[Aa] |[Tt]hree )?[Qq]uarters? (?:of )?(?:an? )?(?=(?:million|billion)\b))]] .. "(?:" .. SCALE .. "|dozen)"
local AND_HALF = [[(?: and (?:a half|a quarter|three quarters|a third|two thirds)\b)?]]

return {
  arabic = ARABIC,
  -- As `number`, with the fractions of measures and money: 10 1/2, ¾, two and a half million, half a million, 10k.
  quantity = "(?:" .. FRACTION .. "|" .. ARABIC .. "(?:[kK](?![A-Za-z0-9$£€])|(?:[ -]" .. SCALE .. "s?\\b)*)" .. AND_HALF .. "|" .. VAGUE .. "|" .. HALF .. "|" .. WORDS .. AND_HALF .. "(?: " .. SCALE .. [[\b)?)]],
  words = WORDS,
  and_half = AND_HALF,
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
  changes = { up = { "rose", "risen", "grew", "grown", "increased", "increase", "increases", "rise", "growth", "gained", "climbed", "jumped", "up", "raised", "surged", "expanded", "gain", "doubled", "tripled" },
    down = { "fell", "fallen", "decreased", "decrease", "declined", "decline", "dropped", "drop", "down", "reduced", "cut", "shrank", "lost", "slipped", "plunged" },
    result = "to", between = "(?: (?:by|of|from|about|around|nearly|almost|over|more than|roughly|some|another|a|an))*" },
  bounds_after = { { "or more", "over" }, { "or so", "about" }, { "or less", "under" } },

  -- Units of measure: the UCUM code, and the words for it (plurals in s and the metric prefixes below go without saying).
  measures = {
    { "m", "metre meter" }, { "g", "gram gramme" }, { "L", "litre liter" }, { "W", "watt" }, { "W.h", "watt_hour" }, { "Hz", "hertz" }, { "By", "byte" }, { "bit", "bit" }, { "V", "volt" }, { "S", "siemens" }, { "J", "joule" }, { "A", "amp ampere" }, { "Pa", "pascal" },
    { "km", "km kms k.m." }, { "cm", "cm cms" }, { "mm", "mm" }, { "[mi_i]", "mile mi" }, { "[nmi_i]", "nautical_mile" }, { "[ft_i]", "foot feet ft" }, { "[in_i]", "inch inches" }, { "[yd_i]", "yard yd" }, { "[ly]", "light_year" },
    { "kg", "kilo kg kgs k.g." }, { "mg", "mg" }, { "ug", "mcg" }, { "[lb_av]", "pound lb" }, { "[oz_av]", "ounce oz" }, { "t", "tonne ton metric_ton metric_tonne" }, { "[stone_av]", "stone" }, { "[car_m]", "carat" },
    { "mL", "ml cc" }, { "[gal_us]", "gallon gal" }, { "[pt_us]", "pint" }, { "[qt_us]", "quart" }, { "[cup_us]", "cup" }, { "[tbs_us]", "tablespoon tbsp" }, { "[tsp_us]", "teaspoon tsp" }, { "[foz_us]", "fluid_ounce" }, { "[bbl_us]", "barrel" },
    { "km2", "square_kilometre square_kilometer" }, { "m2", "square_metre square_meter" }, { "cm2", "square_centimetre square_centimeter" }, { "[smi_us]", "square_mile" }, { "[sft_i]", "square_foot square_feet" }, { "[syd_i]", "square_yard" },
    { "N", "newton" }, { "Ohm", "ohm" }, { "lm", "lumen" }, { "atm", "atmosphere" }, { "[psi]", "psi" }, { "[pwt_tr]", "pennyweight" }, { "[ston_av]", "short_ton" }, { "[lton_av]", "long_ton" }, { "[dr_av]", "dram" }, { "[oz_tr]", "troy_ounce" }, { "kt", "kiloton kilotonne" }, { "Mt", "megaton megatonne" },
    { "[bu_us]", "bushel" }, { "[fth_us]", "fathom" }, { "[fur_us]", "furlong" },
    { "[acr_us]", "acre" }, { "har", "hectare" }, { "m3", "cubic_metre cubic_meter" }, { "[cft_i]", "cubic_foot cubic_feet" },
    { "MW", "mw" }, { "GW", "gw" }, { "kW", "kw" }, { "kW.h", "kilowatt_hour kwh" }, { "MW.h", "megawatt_hour mwh" }, { "GW.h", "gigawatt_hour gwh" }, { "[HP]", "horsepower" }, { "cal", "calorie" }, { "kcal", "kilocalorie" }, { "dB", "decibel" },
    { "Cel", "celsius centigrade celcius degree_celsius degree_centigrade degree_celcius degree_c deg_c deg_celsius" }, { "[degF]", "fahrenheit farenheit degree_fahrenheit degree_farenheit degree_f deg_f" }, { "K", "kelvin" }, { "deg", "degree deg" }, { "rad", "radian" },
    { "[mi_i]/h", "mph" }, { "km/h", "kph kmph" }, { "[kn_i]", "knot" }, { "MBy", "mb meg" }, { "GBy", "gb gig" }, { "TBy", "tb" }, { "kBy", "kb" }, { "bit/s", "bps" }, { "MHz", "mhz" }, { "GHz", "ghz" }, { "kHz", "khz" },
  },
  prefixed = { "m", "g", "L", "W", "Hz", "By", "bit", "V", "J", "A", "Pa", "S", "N", "Ohm", "W.h" },
  -- Of lengths the square and the cube, where they have no code of their own.
  squares = { ["[in_i]"] = "[sin_i]", ["[ft_i]"] = "[sft_i]", ["[yd_i]"] = "[syd_i]", ["[mi_i]"] = "[smi_us]", m = "m2", km = "km2", cm = "cm2", mm = "mm2" },
  cubes = { ["[in_i]"] = "[cin_i]", ["[ft_i]"] = "[cft_i]", ["[yd_i]"] = "[cyd_i]", ["[mi_i]"] = "[mi_i]3", m = "m3", km = "km3", cm = "cm3", mm = "mm3" },
  metric_prefixes = { pico = "p", deca = "da", peta = "P", nano = "n", micro = "u", milli = "m", centi = "c", deci = "d", hecto = "h", kilo = "k", mega = "M", giga = "G", tera = "T" },
  -- Signs of units that stand directly behind digits or after a blank: 5km, 20 °C.
  symbols = { ["km"] = "km", ["cm"] = "cm", ["mm"] = "mm", ["dm"] = "dm", ["nm"] = "nm", ["kg"] = "kg", ["mg"] = "mg", ["mcg"] = "ug", ["µg"] = "ug", ["μg"] = "ug", ["ml"] = "mL", ["mL"] = "mL", ["mls"] = "mL", ["cc"] = "mL", ["MW"] = "MW", ["GW"] = "GW", ["kW"] = "kW", ["kWh"] = "kW.h", ["GB"] = "GBy", ["MB"] = "MBy", ["TB"] = "TBy", ["KB"] = "kBy", ["kB"] = "kBy",
    ["Hz"] = "Hz", ["kHz"] = "kHz", ["MHz"] = "MHz", ["GHz"] = "GHz", ["mph"] = "[mi_i]/h", ["km/h"] = "km/h", ["km/hr"] = "km/h", ["kmph"] = "km/h", ["kmh"] = "km/h", ["kph"] = "km/h", ["m/s"] = "m/s", ["km/s"] = "km/s", ["km/ms"] = "km/ms", ["ft"] = "[ft_i]", ["lb"] = "[lb_av]", ["lbs"] = "[lb_av]", ["oz"] = "[oz_av]", ["gal"] = "[gal_us]", ["yd"] = "[yd_i]", ["yds"] = "[yd_i]", ["tsp"] = "[tsp_us]", ["tbsp"] = "[tbs_us]",
    ["°C"] = "Cel", ["° C"] = "Cel", ["℃"] = "Cel", ["°F"] = "[degF]", ["° F"] = "[degF]", ["℉"] = "[degF]", ["° celsius"] = "Cel", ["° Celsius"] = "Cel", ["° fahrenheit"] = "[degF]", ["° Fahrenheit"] = "[degF]", ["deg C"] = "Cel", ["deg F"] = "[degF]", ["°"] = "deg", ["rad"] = "rad", ["m"] = "m", ["g"] = "g", ["L"] = "L", ["l"] = "L", ["sq ft"] = "[sft_i]", ["sq km"] = "km2", ["sq m"] = "m2",
    ["m²"] = "m2", ["km²"] = "km2", ["m2"] = "m2", ["km2"] = "km2", ["m³"] = "m3", ["m3"] = "m3", ["kPa"] = "kPa", ["hPa"] = "hPa", ["MPa"] = "MPa", ["dB"] = "dB", ["TWh"] = "TW.h", ["GWh"] = "GW.h", ["MWh"] = "MW.h", ["kcal"] = "kcal", ["Mbps"] = "Mbit/s", ["Gbps"] = "Gbit/s", ["kbps"] = "kbit/s", ["sqm"] = "m2", ["cu ft"] = "[cft_i]", ["psi"] = "[psi]", ["mpg"] = "[mi_i]/[gal_us]", ["mAh"] = "mA.h", ["PB"] = "PBy",
    ["KM"] = "km", ["CM"] = "cm", ["KG"] = "kg" },
  -- What a rate is per, as in 60 miles an hour.
  per = { hour = "h", hr = "h", h = "h", second = "s", sec = "s", s = "s", minute = "min", min = "min", millisecond = "ms", day = "d", year = "a", litre = "L", liter = "L", gallon = "[gal_us]", kilogram = "kg", kilo = "kg", metre = "m", meter = "m", mile = "[mi_i]", acre = "[acr_us]", hectare = "har", capita = "{person}" },
  -- Words that say what kind of thing is counted: 20 new schools.
  adjectives = { "new", "old", "young", "big", "small", "large", "long", "short", "good", "bad", "more", "other", "main", "major", "key", "top", "great", "full", "whole", "extra", "public", "private", "foreign", "black", "white", "red", "green", "blue", "adult", "senior", "junior", "common", "separate", "broken", "lost", "dead", "wild", "fat", "poor", "rich", "wounded", "tiny", "huge", "distinct", "real", "single", "double", "straight", "proper", "core", "open", "closed", "free" },
  -- Words that follow a number without being what it counts.
  not_counted = { "of", "and", "or", "to", "in", "on", "at", "for", "the", "a", "an", "is", "are", "was", "were", "has", "have", "had", "that", "which", "who", "but", "if", "so", "as", "by", "with", "from", "it", "we", "you", "they",
    "i", "he", "she", "this", "these", "those", "can", "will", "would", "could", "may", "am", "pm", "because", "when", "there", "than", "then", "into", "out", "not", "just", "hundred", "thousand", "million", "billion", "trillion", "o", "per",
    "thirds", "fifths", "sixths", "sevenths", "eighths", "ninths", "tenths", "halves", "hundredths", "thousandths", "percent", "said", "says", "and", "also", "each", "plus", "years", "year", "months", "month", "weeks", "week", "days", "day", "hours", "hour", "minutes", "minute", "seconds", "second", "decades", "decade", "centuries", "century", "dollars", "dollar", "euros", "cents", "cent", "pence", "looks", "over", "k", "MUSD", "MEUR",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "point" },

  -- Words in s that are verbs more often than things, and words that no noun behind them is counted with.
  verbs_in_s = { "makes", "gets", "says", "takes", "goes", "comes", "needs", "wants", "looks", "works", "seems", "means", "helps", "gives", "knows", "thinks", "feels", "becomes", "includes", "ensures", "shows", "runs", "keeps", "lets", "starts", "stops", "ends", "turns",
    "happens", "allows", "brings", "comprises", "consists", "costs", "remains", "stays", "exists", "tells", "asks", "always", "sometimes", "perhaps", "whereas", "towards", "afterwards", "besides", "thus", "this", "yes", "its", "ours", "theirs", "others", "does", "lots", "whose" },
  no_compound = { "now", "then", "today", "here", "there", "ago", "later", "earlier", "before", "after", "back", "left", "right", "still", "already", "even", "only", "too", "again", "ever", "never", "often", "soon", "once", "where", "while", "what", "how", "why", "about", "around", "between",
    "during", "against", "among", "across", "through", "under", "above", "below", "without", "within", "until", "since", "like", "unlike", "except", "whether", "though", "although", "say", "see", "get", "got", "make", "made", "take", "took", "go", "went", "come", "came", "give", "gave", "have", "do", "did", "didn", "don", "voted", "signed", "died", "be", "been",
    "know", "knew", "think", "use", "used", "want", "need", "let", "put", "keep", "kept", "look", "show", "my", "your", "his", "her", "our", "their", "its", "some", "any", "all", "both", "no", "every", "many", "much", "most", "several", "such", "same", "him", "them", "us", "me", "myself",
    "something", "someone", "anything", "people", "children", "men", "women", "vs", "times", "x", "plus", "minus", "first", "second", "third", "last", "next", "half", "off", "up", "down", "away", "because", "being", "having", "doing", "using", "getting", "making" },

  currency_signs = { ["$"] = "USD", ["US$"] = "USD", ["A$"] = "AUD", ["AU$"] = "AUD", ["AUS$"] = "AUD", ["C$"] = "CAD", ["CA$"] = "CAD", ["CAD$"] = "CAD", ["CAN$"] = "CAD", ["HK$"] = "HKD", ["NT$"] = "TWD", ["NZ$"] = "NZD", ["S$"] = "SGD", ["MEX$"] = "MXN", ["MX$"] = "MXN",
    ["€"] = "EUR", ["£"] = "GBP", ["¥"] = "CNY", ["￥"] = "CNY", ["₹"] = "INR", ["₽"] = "RUB", ["₩"] = "KRW", ["JP¥"] = "JPY", ["RMB"] = "CNY", ["RS"] = "INR", ["RS."] = "INR", ["R$"] = "BRL", ["₿"] = "BTC", ["₾"] = "GEL", ["₭"] = "LAK", ["₺"] = "TRY",
    ["₪"] = "ILS", ["₫"] = "VND", ["₴"] = "UAH", ["₱"] = "PHP", ["₦"] = "NGN", ["฿"] = "THB", ["RM"] = "MYR" },
  currencies = {
    { "(?:US|American|United States) dollars?", "USD" }, { "U%.S%. dollars?", "USD" }, { "Australian dollars?", "AUD" }, { "Canadian dollars?", "CAD" }, { "Hong Kong dollars?", "HKD" }, { "New Zealand dollars?", "NZD" }, { "Singapore dollars?", "SGD" }, { "(?:New )?Taiwan dollars?", "TWD" }, { "NT dollars?", "TWD" }, { "dollars?", "USD" }, { "bucks", "USD" }, { "grand(?! (?:pianos?|slams?|prix|jur|total|final|opening|child|children|father|mother|son|daughter|parents))", "USD" }, { "quid", "GBP" }, { "euros?", "EUR" },
    { "(?:Chinese )?yuan", "CNY" }, { "renminbi", "CNY" }, { "RMB", "CNY" }, { "(?:Japanese )?yen", "JPY" }, { "Mexican pesos?", "MXN" }, { "Philippine pesos?", "PHP" }, { "Argentine pesos?", "ARS" }, { "Chilean pesos?", "CLP" }, { "Colombian pesos?", "COP" }, { "(?:Brazilian )?reals?", "BRL" },
    { "Pakistani rupees?", "PKR" }, { "Sri Lankan rupees?", "LKR" }, { "Nepalese rupees?", "NPR" }, { "(?:Indian )?rupees?", "INR" }, { "(?:British )?pounds? sterling", "GBP" }, { "British pounds?", "GBP" }, { "Egyptian ?pounds?", "EGP" }, { "Lebanese ?pounds?", "LBP" }, { "Syrian ?pounds?", "SYP" },
    { "(?:Turkish )?liras?", "TRY" }, { "(?:Israeli )?(?:new )?shekels?", "ILS" }, { "(?:Polish )?zlotys?", "PLN" }, { "malaysian? ringgits?", "MYR" }, { "ringgits?", "MYR" }, { "(?:Thai )?baht", "THB" }, { "(?:South African )?rand", "ZAR" }, { "(?:Russian )?rou?bles?", "RUB" }, { "(?:Swiss )francs?", "CHF" }, { "French francs?", "FRF" }, { "francs?", "CHF" },
    { "(?:South )?(?:Korean )?won", "KRW" }, { "(?:Saudi ?)riyals?", "SAR" }, { "Qatari riyals?", "QAR" }, { "(?:Iranian )?rials?", "IRR" }, { "Kuwaiti dinars?", "KWD" }, { "Jordanian dinars?", "JOD" }, { "Iraqi dinars?", "IQD" }, { "dinars?", "IQD" }, { "(?:UAE )?dirhams?", "AED" }, { "Dutch guilders?", "NLG" }, { "guilders?", "NLG" }, { "German marks?", "DEM" }, { "deutschmarks?", "DEM" },
    { "Swedish kron(?:a|or)", "SEK" }, { "Norwegian kroner?", "NOK" }, { "Danish kroner?", "DKK" }, { "(?:Indonesian )?rupiahs?", "IDR" }, { "(?:Vietnamese )?dong", "VND" }, { "(?:Mongolian )?t[uö]grik", "MNT" }, { "(?:Kazakh )?tenge", "KZT" }, { "(?:Ukrainian )?hryvnias?", "UAH" }, { "(?:Nigerian )?naira", "NGN" }, { "Kenyan shillings?", "KES" }, { "(?:Hungarian )?forints?", "HUF" }, { "(?:Czech )?koruna", "CZK" }, { "bitcoins?", "BTC" },
    { "USD", "USD" }, { "EUR", "EUR" }, { "GBP", "GBP" }, { "CNY", "CNY" }, { "JPY", "JPY" }, { "INR", "INR" }, { "HKD", "HKD" }, { "TWD", "TWD" }, { "CHF", "CHF" }, { "KRW", "KRW" }, { "MXN", "MXN" }, { "THB", "THB" }, { "VND", "VND" }, { "IDR", "IDR" }, { "PHP", "PHP" }, { "TRY", "TRY" }, { "UAH", "UAH" }, { "EGP", "EGP" }, { "LBP", "LBP" }, { "JOD", "JOD" }, { "PKR", "PKR" }, { "LKR", "LKR" }, { "KZT", "KZT" }, { "MNT", "MNT" }, { "GEL", "GEL" }, { "NGN", "NGN" }, { "KES", "KES" }, { "HUF", "HUF" }, { "CZK", "CZK" }, { "RON", "RON" }, { "CLP", "CLP" }, { "COP", "COP" }, { "ARS", "ARS" }, { "IRR", "IRR" }, { "BTC", "BTC" },
    { "CAD", "CAD" }, { "AUD", "AUD" }, { "NZD", "NZD" }, { "SGD", "SGD" }, { "MYR", "MYR" }, { "SEK", "SEK" }, { "NOK", "NOK" }, { "DKK", "DKK" }, { "PLN", "PLN" }, { "ZAR", "ZAR" }, { "BRL", "BRL" }, { "RUB", "RUB" }, { "ILS", "ILS" }, { "QAR", "QAR" }, { "KWD", "KWD" }, { "SAR", "SAR" }, { "AED", "AED" }, { "BGN", "BGN" },
  },

  months = { jan = 1, feb = 2, mar = 3, apr = 4, may = 5, jun = 6, jul = 7, aug = 8, sep = 9, oct = 10, nov = 11, dec = 12 },
  month = [[(?:[Jj]anuary|[Ff]ebruary|[Mm]arch|[Aa]pril|[Mm]ay|[Jj]une|[Jj]uly|[Aa]ugust|[Ss]eptember|[Oo]ctober|[Nn]ovember|[Dd]ecember|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)]],
  weekdays = { mon = 1, tue = 2, wed = 3, thu = 4, fri = 5, sat = 6, sun = 7 },
  weekday = [[(?:[Mm]onday|[Tt]uesday|[Ww]ednesday|[Tt]hursday|[Ff]riday|[Ss]aturday|[Ss]unday)]],
  -- Parts of a day as TIMEX3 has them.
  day_parts = { morning = "MO", noon = "MI", lunchtime = "MI", midday = "MI", afternoon = "AF", evening = "EV", night = "NI" },
  seasons = { spring = 21, summer = 22, autumn = 23, fall = 23, winter = 24 },
  duration_units = { year = "Y", month = "M", week = "W", fortnight = "W2", day = "D", hour = "TH", minute = "TM", second = "TS", hr = "TH", min = "TM", sec = "TS", decade = "Y10", century = "Y100", centurie = "Y100" },

  -- Parts of one: two thirds, a quarter of.
  parts = { half = 2, halve = 2, third = 3, quarter = 4, fourth = 4, fifth = 5, sixth = 6, seventh = 7, eighth = 8, ninth = 9, tenth = 10, hundredth = 100 },
  ordinals = { first = 1, second = 2, third = 3, fourth = 4, fifth = 5, sixth = 6, seventh = 7, eighth = 8, ninth = 9, tenth = 10, eleventh = 11, twelfth = 12, thirteenth = 13, fourteenth = 14, fifteenth = 15, sixteenth = 16,
    seventeenth = 17, eighteenth = 18, nineteenth = 19, twentieth = 20, thirtieth = 30, fortieth = 40, fiftieth = 50, nineth = 9, fourtieth = 40, sixtieth = 60, seventieth = 70, eightieth = 80, ninetieth = 90, hundredth = 100, thousandth = 1000, millionth = 1000000, billionth = 1000000000, trillionth = 1000000000000, zeroth = 0 },

  honorifics = { "Dr", "Mr", "Mrs", "Ms", "Miss", "Prof", "Professor", "Sir", "Dame", "Lord", "Lady", "President", "Senator", "Governor", "Mayor", "Judge", "Justice", "Captain", "General", "Colonel", "Father", "Sister", "Rev", "Ambassador" },
  roles = { "CEO", "CFO", "CTO", "COO", "chief executive", "chief executive officer", "chief financial officer", "president", "vice president", "chairman", "chairwoman", "chair", "founder", "co-founder", "director", "managing director", "executive director",
    "professor", "editor", "author", "minister", "mayor", "secretary", "head", "manager", "partner", "analyst", "pilot", "captain", "engineer", "teacher", "scientist", "researcher",
    "curator", "journalist", "reporter", "lawyer", "doctor", "nurse", "coach", "spokesman", "spokeswoman", "spokesperson", "historian", "ambassador", "governor", "senator", "commissioner", "activist", "artist", "developer", "designer", "entrepreneur", "economist", "philosopher", "poet", "novelist", "writer", "producer", "host", "co-host", "maintainer", "creator", "inventor", "investor", "hacker", "lecturer", "dean", "principal", "photographer", "musician", "architect", "chancellor", "prime minister", "premier" },
}
