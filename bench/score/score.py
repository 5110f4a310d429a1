#!/usr/bin/env python3
"""Scores the extractors against public suites of times and numbers, each by its own conventions.

Usage: score.py DATA [--build BUILD] [--suite NAME] [--lang zh|en] [--model NAME] [--show N]
DATA is the folder of the suites' JSON Lines files; see README.md for how each is read.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

import measure
import suites


def extract(build, cases):
    """The extractors' answers, all from one process."""
    here = pathlib.Path(__file__).parent
    with tempfile.TemporaryDirectory() as work:
        path = pathlib.Path(work, "cases.jsonl")
        with open(path, "w", encoding="utf-8") as out:
            for case in cases:
                asked = {"text": case.text, "numerals": [len(case.text[:s.start].encode()) for s in case.spans if s.numeral]}
                if case.date:
                    asked["date"] = case.date
                out.write(json.dumps(asked, ensure_ascii=False) + "\n")
        script = pathlib.Path(work, "extract.lua")
        script.write_text((here / "extract.lua").read_text().replace("@CASES@", str(path)))
        run = subprocess.run([str(build / "ms-bind-test"), str(script)], capture_output=True, text=True, encoding="utf-8")
    answers, end, _ = run.stderr.partition("\nEND\n")
    if not end:
        sys.exit(run.stderr)
    return [json.loads(line) for line in answers.split("\n")]


def show(case, answer, verdict):
    wanted = "; ".join(f"{case.text[s.start:s.end]!r} = {s.shown}" for s in case.spans) or "nothing"
    got = "; ".join(f"{m['kind']} {measure.words(case, m)!r} = {m.get('value')} {m.get('unit', '')}".strip() for m in answer["mentions"])
    got += "".join(f" numeral {n.get('value')}" for n in answer["numerals"])
    print(f"  {verdict:5} {case.text!r} ({case.date})\n        wanted {wanted}\n        got    {got or 'nothing'}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build"))
    parser.add_argument("--suite")
    parser.add_argument("--lang", choices=["zh", "en"])
    parser.add_argument("--model")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print up to N cases of each model that differ")
    args = parser.parse_args()

    cases, left_out = suites.read(args.data)
    cases = [c for c in cases if (not args.suite or c.suite == args.suite) and (not args.lang or c.lang == args.lang)
             and (not args.model or c.model == args.model)]
    table = collections.defaultdict(lambda: [0, 0, 0, 0])
    differing = collections.defaultdict(list)
    for case, answer in zip(cases, extract(args.build, cases), strict=True):
        spans, values, either = measure.judge(case, answer)
        key = (case.suite, case.lang, case.model)
        for row in (table[key], table[(case.suite, case.lang, "all")], table[("all", case.lang, "all")]):
            row[0] += 1
            row[1] += spans
            row[2] += values
            row[3] += either
        if not values:
            differing[key].append((case, answer, "value" if spans else "span"))
    print(f"{'suite':12} {'lang':4} {'model':34} {'cases':>6} {'spans':>6} {'values':>6} {'%':>6} {'either %':>8}")
    for key in sorted(table):
        n, spans, values, either = table[key]
        print(f"{key[0]:12} {key[1]:4} {key[2]:34} {n:6} {spans:6} {values:6} {100 * values / n:6.1f} {100 * either / n:8.1f}")
        for one in differing[key][:args.show]:
            show(*one)
    if not (args.suite or args.model or args.lang):
        print("left out, for want of such a kind: " + ", ".join(f"{k} {n}" for k, n in sorted(left_out.items())))


if __name__ == "__main__":
    main()
