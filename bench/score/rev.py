#!/usr/bin/env python3
"""Scores the extractors against the entities of Rev's earnings calls: precision, recall and F1 of each tag.

Usage: rev.py DATA [--build BUILD] [--show TAG [N]]
DATA is a folder with `nlp_references/N.nlp` (a token a line) and `wer_tags/N.wer_tag.json` (what its tags are) somewhere
below it; calls that have both are read. See README.md for what the tags mean and where we mean something else.
"""
import argparse
import ast
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

# Theirs -> ours; what is measured or counted is one kind for us.
TAGS = {"DATE": "DATE", "YEAR": "DATE", "TIME": "TIME", "MONEY": "MONEY", "PERCENT": "PERCENT", "CARDINAL": "CARDINAL", "QUANTITY": "CARDINAL", "RANGE": "CARDINAL",
        "ORDINAL": "ORDINAL", "PERSON": "PERSON", "ORG": "ORG"}
KINDS = {"date": "DATE", "set": "SET", "time": "TIME", "money": "MONEY", "percent": "PERCENT", "figure": "CARDINAL", "ordinal": "ORDINAL", "person": "PERSON", "org": "ORG"}


# What they have among the dates and we beside them: how often ("quarterly"), and the hour of a day.
ALSO = {("DATE", "SET"), ("DATE", "TIME"), ("TIME", "SET")}


def tag_of(row):
    if row["kind"] == "duration":
        return "TIME" if "T" in row["value"] else "DATE"
    if row["kind"] == "figure" and row["unit"] in ("a", "mo", "wk", "d"):
        return "DATE"
    # "This morning" is a time for them.
    if row["kind"] == "date" and "T" in (row["timex"] or ""):
        return "TIME"
    return KINDS.get(row["kind"])


def read(path, tags):
    """The text of a call, where its tokens are, and the tags of each."""
    names = {number: tag["entity_type"] for number, tag in json.loads(tags.read_text()).items()}
    text, places, gold, speaker = "", [], [], None
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        token, who, _, _, mark, _, _, numbers = line.split("|")
        if token.startswith("<"):
            continue
        if who != speaker:
            text, speaker = f"{text}\n\nSpeaker {who}: ", who
        else:
            text += " "
        places.append((len(text), len(text) + len(token)))
        gold.append({TAGS[names[n]] for n in ast.literal_eval(numbers) if names.get(n) in TAGS})
        text += token + mark
    # The day in "March 31st", the year in "fiscal 2020": their numbers are parts of a date.
    return text.lstrip(), len(text) - len(text.lstrip()), places, [t - {"ORDINAL", "CARDINAL"} if "DATE" in t else t for t in gold]


def runs(tagged, tag):
    """The runs of tokens that have a tag, as sets."""
    run = []
    for i, tags in enumerate([*tagged, set()]):
        if tag in tags:
            run.append(i)
        elif run:
            yield set(run)
            run = []


def ours(build, text, cut, places):
    with tempfile.TemporaryDirectory() as work:
        path = pathlib.Path(work, "call.txt")
        path.write_text(text, encoding="utf-8")
        run = subprocess.run([str(build / "moonscribe"), "mentions", "--to", "jsonl", str(path)], capture_output=True, text=True, encoding="utf-8", check=False)
    if run.returncode:
        sys.exit(run.stderr)
    for line in run.stdout.splitlines():
        row = json.loads(line)
        tokens = {i for i, (start, end) in enumerate(places) if start < row["end"] + cut and row["start"] + cut < end}
        if tokens and tag_of(row):
            yield tag_of(row), tokens


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build"))
    parser.add_argument("--show", metavar="TAG", help="print what of a tag is missing or false")
    args = parser.parse_args()

    counts = collections.defaultdict(lambda: [0, 0, 0, 0])
    calls = 0
    for path in sorted(args.data.rglob("nlp_references/*.nlp")):
        tags = path.parent.parent / "wer_tags" / f"{path.stem}.wer_tag.json"
        if not tags.exists():
            continue
        calls += 1
        text, cut, places, gold = read(path, tags)
        found = list(ours(args.build, text, cut, places))
        for tag in set(TAGS.values()):
            wanted, got = list(runs(gold, tag)), [tokens for name, tokens in found if name == tag]
            c = counts[tag]
            for one, others, right, kind in [(w, got, 1, "missing") for w in wanted] + [(g, wanted, 3, "false") for g in got]:
                c[right - 1] += 1
                if any(one & other for other in others) or kind == "missing" and any(one & other for name, other in found if (tag, name) in ALSO):
                    c[right] += 1
                elif tag == args.show:
                    first, last = places[min(one)][0] - cut, places[max(one)][1] - cut
                    print(f"{kind:8}{text[max(0, first - 50):first]!r} [{text[first:last]}] {text[last:last + 40]!r}")
    print(f"{calls} calls\n{'tag':10} {'theirs':>7} {'ours':>7} {'precision':>10} {'recall':>7} {'F1':>6}")
    for tag, (wanted, met, got, right) in sorted(counts.items()):
        precision, recall = right / max(1, got), met / max(1, wanted)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{tag:10} {wanted:7} {got:7} {100 * precision:10.1f} {100 * recall:7.1f} {100 * f1:6.1f}")


if __name__ == "__main__":
    main()
