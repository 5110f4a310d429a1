"""Scores `moonscribe mentions` against what a reader noted in real transcripts: gold.py COMMAND DATA GOLD [--show].

GOLD is JSON Lines. The first line holds the floors: {"floors": {KIND: [PRECISION, RECALL]}}, in percent; only kinds
that stand there are scored. Each other line is an extract: `file` (below DATA), `sha256` of the file, `start` and `end`
(code points of the text), and `mentions`: `kind` (or several, date|duration, where readers may differ), `start`, `end`,
`value` where it is certain, and `optional` for what is neither missing without it nor false with it.

A mention is right when it shares words with one of the reader's of its kind and has its value. --show prints each error.
"""
import hashlib
import json
import pathlib
import subprocess
import sys
import urllib.parse

command, data, gold = sys.argv[1:4]
is_shown = "--show" in sys.argv[4:]
head, *extracts = [json.loads(line) for line in open(gold, encoding="utf-8")]
floors = head["floors"]
counts = {kind: {"found": 0, "right": 0, "exact": 0, "wanted": 0, "met": 0} for kind in floors}


def read_all(paths):
    """The rows of each file, out of one run."""
    run = subprocess.run([command, "mentions", "--to", "jsonl", *map(str, paths)], capture_output=True, check=False)
    if run.returncode != 0:
        sys.exit(f"FAILED: exit {run.returncode}: {run.stderr.decode()}")
    found = {str(path): [] for path in paths}
    for line in run.stdout.decode().splitlines():
        row = json.loads(line)
        found[urllib.parse.unquote(row["source"].rsplit("#", 1)[0])].append(row)
    return found


def show(what, extract, text, start, end, more):
    if is_shown:
        around = text[max(0, start - 30):start] + "[" + text[start:end] + "]" + text[end:end + 20]
        print(f"{what}: {extract['file'].rsplit('/', 1)[-1]}@{start}: {around!r} {more}")


def meet(mention, row):
    return row["kind"] in mention["kind"].split("|") and row["start"] < mention["end"] and row["end"] > mention["start"]


found = read_all(sorted({pathlib.Path(data) / extract["file"] for extract in extracts}))
for extract in extracts:
    path = pathlib.Path(data) / extract["file"]
    raw = path.read_bytes()
    if hashlib.sha256(raw).hexdigest() != extract["sha256"]:
        sys.exit(f"FAILED: {extract['file']} is not the file that was read")
    text = raw.decode("utf-8")
    rows = [r for r in found[str(path)] if r["kind"] in floors and extract["start"] <= r["start"] < extract["end"]]
    unmet = list(extract["mentions"])
    for row in rows:
        mention = next((m for m in unmet if meet(m, row)), None)
        if mention and mention.get("optional"):
            continue
        if mention:
            unmet.remove(mention)
        count = counts[row["kind"]]
        count["found"] += 1
        is_right = mention and ("value" not in mention or row["value"] == mention["value"])
        if is_right:
            count["right"] += 1
            count["exact"] += (row["start"], row["end"]) == (mention["start"], mention["end"])
            first = counts.get(mention["kind"].split("|")[0])
            if first:
                first["met"] += 1
        else:
            wanted = f"instead of {mention.get('value')!r}" if mention else ""
            show(f"{'value' if mention else 'false'} {row['kind']}", extract, text, row["start"], row["end"], f"{row['value']!r} {wanted}")
    for mention in extract["mentions"]:
        kind = mention["kind"].split("|")[0]
        if not mention.get("optional") and kind in counts:
            counts[kind]["wanted"] += 1
            if mention in unmet:
                show(f"missing {mention['kind']}", extract, text, mention["start"], mention["end"], "")

failed = False
print(f"{len(extracts)} extracts; right of what was found (precision) and of what is there (recall), in percent")
for kind, (precision_floor, recall_floor) in sorted(floors.items()):
    count = counts[kind]
    precision = 100 * count["right"] / count["found"] if count["found"] else 100.0
    recall = 100 * count["met"] / count["wanted"] if count["wanted"] else 100.0
    fell = precision < precision_floor or recall < recall_floor
    failed = failed or fell
    print(f"{kind:9} {count['found']:4} found {count['wanted']:4} there  precision {precision:5.1f}  recall {recall:5.1f}"
          f"  same edges {count['exact']:4}" + (f"  FAILED: below {precision_floor}, {recall_floor}" if fell else ""))
sys.exit(1 if failed else 0)
