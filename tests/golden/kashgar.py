"""Compares what the command finds in an interview with a reader's notes: kashgar.py COMMAND INTERVIEW NOTES."""
import json
import re
import subprocess
import sys

command, interview, notes = sys.argv[1:]
gold = json.load(open(notes, encoding="utf-8"))
lines = open(interview, encoding="utf-8").read().split("\n")
failures = []


def rows(unit, *more):
    run = subprocess.run([command, "dataset", "--unit", unit, *more, interview], capture_output=True, check=False)
    if run.returncode != 0:
        sys.exit(f"FAILED: {unit}: exit {run.returncode}: {run.stderr.decode()}")
    return [json.loads(line) for line in run.stdout.decode().splitlines()]


def expect(what, got, wanted):
    if got != wanted:
        failures.append(f"{what}: got {got!r}, expected {wanted!r}")


def line_range(source):
    """The lines that a locator cites."""
    first, last = re.search(r"#L(\d+):C\d+-(?:L(\d+):)?C?\d+$", source).groups()
    return int(first), int(last or first)


def squeeze(text):
    return re.sub(r"\s", "", text)


dated = ("--date", "2024-06-27")
turns = rows("turn", *dated)
expect("turns", len(turns), len(gold["turns"]))
for turn, wanted in zip(turns, gold["turns"]):
    what = f"turn {wanted['turn']}"
    expect(what + " speaker", turn["speaker"], wanted["speaker"])
    expect(what + " lines", line_range(turn["source"]), (wanted["first_line"], wanted["last_line"]))
    text = turn["text"].strip()
    expect(what + " beginning", text.startswith(wanted["starts"]), True)
    expect(what + " end", text.endswith(wanted["ends"]), True)
for wanted in gold["speakers"]:
    of = [turn for turn in turns if turn["speaker"] == wanted["name"]]
    expect(f"turns of {wanted['name']}", len(of), wanted["turns"])
    expect(f"role of {wanted['name']}", {turn["role"] for turn in of}, {wanted["role"]})

exchanges = [(line_range(row["question_source"])[0], *line_range(row["answer_source"])) for row in rows("exchange", *dated)]
expect("exchanges", exchanges, [(e["question_line"], *e["answer_lines"]) for e in gold["exchanges"]])
points = [(row["marker"], row["head"], line_range(row["source"])[0]) for row in rows("point", *dated)]
expect("points", points, [(p["marker"], p["head"], p["line"]) for p in gold["points"]])

mentions = rows("mention", *dated)
for m in mentions:
    m["line"] = line_range(m["source"])[0]
unused = [m for m in mentions if m["kind"] not in ("org", "event", "quoted", "place")]


def take(what, kinds, surface, line, **wanted):
    """Finds the mention with that surface, checks its values, and takes it out of those not accounted for."""
    for m in unused:
        if m["kind"] in kinds and m["line"] == line and squeeze(m["text"]) == squeeze(surface):
            unused.remove(m)
            for key, value in wanted.items():
                expect(f"{what} {surface} {key}", m[key], value)
            return
    failures.append(f"{what} {surface} (line {line}) is missing")


for f in gold["figures"]:
    kind = "money" if f["unit"] == "CNY" else "figure"
    take("figure", [kind], f["surface"], f["line"], value=f["value"], unit=f["unit"], bound=f.get("bound"))
optional = {(o["surface"], o["line"]) for o in gold["optional"]}
for d in gold["dates"]:
    wanted = d.get("value") or d.get("value_if_year", {}).get("2024")
    if isinstance(wanted, list):
        wanted = "/".join(wanted)
    if wanted:
        take("date", ["date", "duration"], d["surface"], d["line"], value=wanted)
    elif (d["surface"], d["line"]) not in optional:
        take("date", ["date"], d["surface"], d["line"])
for o in gold["ordinals"]:
    take("ordinal", ["ordinal"], o["surface"], o["line"], value=o["value"])
for p in gold["people"]:
    found = [m for m in unused if m["kind"] == "person" and m["value"] == p["name"]]
    expect(f"titles of {p['name']}", found and found[0]["of"], "；".join(p["roles"]))
    # Naming somebody once more is not false.
    unused = [m for m in unused if m not in found]

# Organisations, events and quoted terms: all are found; others may be, and the same again.
for kind, wanted in (("org", gold["organisations"]), ("event", gold["events"]), ("quoted", gold["quoted_terms"])):
    names = {squeeze(m["value"]) for m in mentions if m["kind"] == kind}
    for name in wanted:
        expect(f"{kind} {name}", squeeze(name) in names, True)

false = []
for m in unused:
    surface = squeeze(m["text"])
    is_again = m["kind"] == "ordinal" and any(o["surface"] == surface for o in gold["ordinals"])
    if not is_again and (m["text"], m["line"]) not in optional and (surface, m["line"]) not in {(squeeze(s), n) for s, n in optional}:
        false.append(f"{m['kind']} {m['text']} (line {m['line']})")
print(f"{len(mentions)} mentions; not in the notes: {', '.join(false) or 'nothing'}")
if any(one.startswith("person") for one in false) or len(false) > 1:
    failures.append(f"{len(false)} things are not there: {', '.join(false)}")

# Without a date the year follows from 去年 and a day in 2023.
ago = [m["value"] for m in rows("mention") if m["kind"] == "date" and m["text"] == "去年"]
expect("去年 without --date", ago, ["2023"])
ranges = [m["value"] for m in rows("mention") if m["kind"] == "date" and m["text"] == "8月中下旬"]
expect("8月中下旬 without --date", ranges, ["2024-08-11/2024-08-31"])

print("\n".join("FAILED: " + failure for failure in failures) or "all is there")
sys.exit(1 if failures else 0)
