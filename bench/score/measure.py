"""When an answer is right: the same words, and a value that means the same."""
import calendar
import re

# Words that some suites count as part of a mention and others do not.
OUTSIDE_BEFORE = re.compile(
    r"^(?:\s|[,，:：]|(?:more than|less than|no more than|no less than|not more than|at least|at most|up to|in excess of|exceeding|as much as|on|in|at|the|from|for|since|about|around|approximately|nearly|exactly|over|above|under|below|between|before|after|until|by|during|within|of|past|"
    r"more than|less than|later than|earlier than|prior to|no later than|as early as|as late as|starting|beginning|commencing|on or|in or|or|@|before or|later than or|earlier than or|at least|at most|up to|a|an|this is|~)\s|[<>=]\s?|~|截止到|截止|截至|华氏温度|华氏|華氏|摄氏|攝氏|正常的温度是|从|在|于|到|自|由|约|大约|大概|超过|不到|至少|最少|最多|起码|不超过|将近|近|位于|接近)+", re.I)
OUTSIDE_AFTER = re.compile(r"(?:\s|[,，.。!！?？]|的|左右|上下|以上|以下|以内|起|开始|以来|以前|以后|之前|之后|或之后|及之后|止|及以前|及以后|或之前|或之后|后|前|之间|间|期间|整|正|大|\bago|\bof|\bor so|\bor more|\bor less|\bor after|\bor before|\bor later|\bor earlier)+$")


def words(case, mention):
    return case.text.encode()[mention["from"]:mention["to"]].decode()


def core(text, start, end):
    part = text[start:end]
    before = OUTSIDE_BEFORE.match(part)
    after = OUTSIDE_AFTER.search(part)
    from_, to = start + (before.end() if before else 0), end - (len(part) - after.start() if after else 0)
    return (from_, to) if from_ < to else (start, end)


def placed(case, answer, kinds):
    raw = case.text.encode()
    list_ = []
    for m in answer["mentions"]:
        if m["kind"] in kinds:
            start, end = len(raw[:m["from"]].decode()), len(raw[:m["to"]].decode())
            list_.append({**m, "start": start, "end": end})
    return list_


def join(case, mentions):
    """A date and a time side by side are one moment: some suites give one span, we give two mentions."""
    out = []
    for m in mentions:
        last = out[-1] if out else None
        gap = case.text[last["end"]:m["start"]] if last else ""
        if last and {last["kind"], m["kind"]} == {"date", "time"} and re.fullmatch(r"[\s,，的]*(?:at|on|of|in the|the)?\s*", gap, re.I):
            date, time = (last, m) if last["kind"] == "date" else (m, last)
            value = None
            if date.get("value") and time.get("value"):
                value = "/".join(date["value"] + t for t in time["value"].split("/"))
            out[-1] = {"kind": "moment", "start": last["start"], "end": m["end"], "value": value}
        else:
            out.append(m)
    return out


def bounds_of(value):
    """The first and last day (or moment) that an EDTF value or a TIMEX one speaks of, as text that compares."""
    ends = value.split("/")
    if len(ends) == 2:
        a, b = bounds_of(ends[0]), bounds_of(ends[1])
        return a and b and (a[0], b[1])
    m = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(T.*)?)?)?", value)
    if re.fullmatch(r"\d{2,3}X{1,2}", value):
        return value.replace("X", "0") + "-01-01", value.replace("X", "9") + "-12-31"
    if not m:
        return None
    year, month, day = int(m[1]), int(m[2] or 0), m[3]
    if day:
        return value, value
    if not month:
        return f"{m[1]}-01-01", f"{m[1]}-12-31"
    first, last = (month, month) if month <= 12 else (3 * month - 98, 3 * month - 96) if month > 32 else (3 * month - 60, 3 * month - 58)
    if not 1 <= first <= 12:
        return None
    if last > 12:
        year, last = year + 1, last - 12
    return f"{m[1]}-{first:02}-01", f"{year:04}-{last:02}-{calendar.monthrange(year, last)[1]}"


SECONDS = {"Y": 31536000, "Q": 7776000, "M": 2592000, "W": 604800, "D": 86400, "TH": 3600, "TM": 60, "TS": 1}


def same_duration(a, b):
    """Whether two ISO 8601 durations are one: half a year is six months, though neither is so many days."""
    months = lambda text: re.sub(r"([\d.]+)Y(?:([\d.]+)M)?(?=$|[T\d])", lambda m: f"{float(m[1]) * 12 + float(m[2] or 0):g}M", text or "")
    return seconds(a) is not None and (seconds(a) == seconds(b) or seconds(months(a)) == seconds(months(b)))


def seconds(value):
    """An ISO 8601 duration in seconds, months being of 30 days and years of 365; half a year is six months, and the reverse."""
    value = {"P0.5Y": "P6M", "P1Y": "P12M"}.get(value, value)
    m = re.fullmatch(r"P((?:[\d.]+[YQMWD])*)(?:T((?:[\d.]+[HMS])*))?", value or "")
    if not m:
        return None
    total = sum(float(n) * SECONDS[u] for n, u in re.findall(r"([\d.]+)([YQMWD])", m[1] or ""))
    return total + sum(float(n) * SECONDS["T" + u] for n, u in re.findall(r"([\d.]+)([HMS])", m[2] or ""))


# Units of measure in the base of their dimension, to compare 5 feet 2 inches with 62 inches.
BASE = {"mm": ("m", .001), "cm": ("m", .01), "m": ("m", 1), "km": ("m", 1000), "[in_i]": ("m", .0254), "[ft_i]": ("m", .3048), "[yd_i]": ("m", .9144), "[mi_i]": ("m", 1609.344),
        "mg": ("g", .001), "g": ("g", 1), "kg": ("g", 1000), "t": ("g", 1e6), "斤": ("g", 500), "两": ("g", 50), "兩": ("g", 50), "[lb_av]": ("g", 453.59237), "[oz_av]": ("g", 28.349523125),
        "mL": ("L", .001), "L": ("L", 1), "hL": ("L", 100), "[gal_us]": ("L", 3.785411784), "[tsp_us]": ("L", .005), "[tbs_us]": ("L", .015), "[cup_us]": ("L", .2365882365)}


def same_amount(number, unit, wanted, wanted_unit):
    """Whether two amounts are one, whatever the units."""
    a, b = BASE.get(unit), BASE.get(wanted_unit)
    return bool(a and b and a[0] == b[0] and same_number(number * a[1], wanted * b[1]))


def is_counted(m):
    """Whether a figure counts things: its unit is the thing's name, or a classifier, and no measure."""
    unit = m.get("unit") or ""
    return m["kind"] == "figure" and (unit == m.get("of") or not unit or not unit.isascii() and unit not in BASE)


def same_number(a, b):
    try:
        a, b = float(a), float(b)
    except (TypeError, ValueError):
        return a == b
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b))


def reading(case, span, numeral, found):
    """What is read as a number there: the numeral if it is all of the span, or a figure or share with these words."""
    if len(case.text[:span.end].encode()) == numeral["to"]:
        return {"value": numeral.get("value")}
    for m in found:
        end = m["end"]
        if m["kind"] == "figure" and m.get("unit") and case.text[:end].endswith(m["unit"]):
            end -= len(m["unit"])
        wanted = core(case.text, span.start, span.end)
        if wanted in (core(case.text, m["start"], end), core(case.text, m["start"], m["end"])) and isinstance(m.get("value"), (int, float)):
            return {"value": m["value"] / 100 if m["kind"] == "percent" else m["value"]}
    return None


def part_of_time(m):
    """Which of the parts that Recognizers divides times into a mention belongs to."""
    value, is_range = str(m.get("value")), "/" in str(m.get("value"))
    if m["kind"] != "date":
        return m["kind"] + ("Period" if is_range else "")
    if "T" in value or m.get("grain") == "part":
        return "DateTime" + ("Period" if is_range or m.get("grain") == "part" else "")
    return "Date" if m.get("grain") == "day" and not is_range else "DatePeriod"


def with_alternatives(m):
    return [m] + [{**m, "value": other, "timex": None} for other in m.get("alternatives") or []]


def judge(case, answer):
    """Whether the spans are right, and the values, and whether each value or one of its alternatives is."""
    numerals = [s for s in case.spans if s.numeral]
    if numerals:
        found = placed(case, answer, {"figure", "percent"})
        read = [reading(case, s, n, found) for s, n in zip(numerals, answer["numerals"])]
        values = all(r is not None and s.accepts(r) for s, r in zip(numerals, read))
        return all(r is not None for r in read), values, values
    ours = placed(case, answer, case.kinds | ({"date"} if case.model == "TimeExtractor" else set()))
    if case.model == "TimeExtractor":
        ours = [m for m in ours if m["kind"] == "time" or "T" in str(m.get("value")) or m.get("grain") in ("hour", "minute")]
    if case.kinds & {"figure"}:
        # A suite of measures does not say what is counted.
        ours = [m for m in ours if not is_counted(m) or any(m["start"] < s.end and s.start < m["end"] for s in case.spans)]
    if case.model.startswith("Percent"):
        # One in five is a figure of unit 1 for us; other figures are no shares.
        ours = [m for m in ours if m["kind"] == "percent" or m.get("unit") == "1"]
    if case.model.startswith("Age"):
        ours = [m for m in ours if m["kind"] == "duration" or m.get("unit") in ("a", "mo", "wk", "d") or not str(m.get("unit")).isascii()]
    part = re.fullmatch(r"(Date|DatePeriod|DateTimePeriod|Holiday)(?:Extractor|Parser)", case.model)
    if part:
        # A model of one part of time does not say what else is there.
        ours = [m for m in ours if part[1] != "Holiday" and part_of_time(m) == part[1] or any(m["start"] < s.end and s.start < m["end"] for s in case.spans)]
    best = (False, False, False)
    for mentions in (ours, join(case, ours)):
        if case.whole and len(mentions) != 1 or len(mentions) != len(case.spans):
            continue
        pairs = list(zip(sorted(case.spans, key=lambda s: s.start), mentions))
        if all(same_span(case, s, m) for s, m in pairs):
            best = max(best, (True, all(s.accepts(m) for s, m in pairs), all(any(map(s.accepts, with_alternatives(m))) for s, m in pairs)))
    return best


def same_span(case, span, mention):
    if case.model == "TimeExtractor" and mention["kind"] == "date" and mention["start"] < span.start and mention["end"] == span.end:
        return True  # ours is the day and its time, the model knows times only
    if mention["kind"] == "ordinal" and mention.get("unit"):
        # 第八届: most suites leave out what is counted.
        without = (mention["start"], mention["end"] - len(mention["unit"]))
        if core(case.text, *without) == core(case.text, span.start, span.end):
            return True
    return core(case.text, mention["start"], mention["end"]) == core(case.text, span.start, span.end)
