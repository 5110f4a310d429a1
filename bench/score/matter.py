#!/usr/bin/env python3
"""Scores what moonscribe takes to matter: sentences, summaries and topics, against VCSum (Chinese) and QMSum (English).

Usage: matter.py DATA [--build BUILD] [--corpus vcsum|qmsum] [--fit] [--check]
DATA is the folder that holds `summarization` and `scorers`; README.md says how each is read. --fit fits the weights of
scripts/ms/rank_weights.lua and topic_weights.lua anew; --check holds the scorers against published fixtures.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import boundaries
import rouge

HERE = pathlib.Path(__file__).parent


class Case:
    """A meeting: its text, and parts of it (runs of turns from 1, inclusive) with their summaries."""

    def __init__(self, id, language, lines):
        self.id, self.language, self.lines = id, language, lines
        self.parts = []    # (from, to, summary, salient sentences)
        self.sizes = None  # turns of each topic, as annotated
        self.answer = None


def read_vcsum(data):
    folder = data / "summarization/vcsum_derived/dev"
    for path in sorted(folder.glob("*.ref.json")):
        reference = json.loads(path.read_text(encoding="utf-8"))
        lines = (folder / path.name.replace(".ref.json", ".txt")).read_text(encoding="utf-8").rstrip("\n").split("\n")
        case = Case(reference["meeting"], "zh", lines)
        for segment in reference["segments"]:
            case.parts.append((segment["first_turn"] + 1, segment["end_turn"], segment["summary"], segment["salient_sentences"]))
        case.sizes = [to - from_ + 1 for from_, to, _, _ in case.parts]
        yield case


def clean(content):
    return re.sub(r"\s+", " ", re.sub(r"\{\w+\}|<\w+>", " ", content)).strip()


def read_qmsum(data, split):
    for path in sorted((data / f"summarization/qmsum/Yale-LILY+QMSum/data/ALL/{split}").glob("*.json")):
        meeting = json.loads(path.read_text(encoding="utf-8"))
        turns = [(t["speaker"].split(" (")[0].replace("d'E", "E"), clean(t["content"])) for t in meeting["meeting_transcripts"]]
        kept = [i for i, (_, content) in enumerate(turns) if re.search(r"\w", content)]
        case = Case(path.stem, "en", [f"{turns[i][0]}: {turns[i][1]}" for i in kept])
        case.parts.append((1, len(kept), meeting["general_query_list"][0]["answer"], None))
        starts = sorted({int(span[0]) for topic in meeting["topic_list"] for span in topic["relevant_text_span"]})
        places = sorted({sum(i < start for i in kept) for start in starts} - {0, len(kept)})
        case.sizes = [b - a for a, b in zip([0] + places, places + [len(kept)])]
        yield case


def run(build, cases):
    """moonscribe's answers to all cases, from one process."""
    lines = []
    for case in cases:
        parts = [{"from": a, "to": b, "characters": len(summary)} for a, b, summary, _ in case.parts]
        lines.append(json.dumps({"id": case.id, "name": case.id + ".txt", "text": "\n".join(case.lines) + "\n", "language": case.language,
                                 "parts": parts}, ensure_ascii=False))
    with tempfile.TemporaryDirectory() as work:
        script = pathlib.Path(work, "matter.lua")
        script.write_text((HERE / "matter.lua").read_text().replace("@CASES@", "\n".join(lines) + "\n"), encoding="utf-8")
        done = subprocess.run([str(build / "ms-bind-test"), str(script)], capture_output=True, text=True, encoding="utf-8")
    answers, end, _ = done.stderr.partition("\nEND\n")
    if not end:
        sys.exit(done.stderr[:2000])
    for case, line in zip(cases, answers.split("\n"), strict=True):
        case.answer = json.loads(line)
        if case.answer["turns"] != len(case.lines):
            sys.exit(f"{case.id}: {case.answer['turns']} turns read, {len(case.lines)} given")


def units(text, language):
    return rouge.characters(text) if language == "zh" else rouge.words(text)


def joined(sentences, language):
    return ("" if language == "zh" else " ").join(sentences)


def mark(case):
    """For each part, whether each of its sentences is among the salient ones: more than half of it is."""
    for (_, _, _, salient), part in zip(case.parts, case.answer["parts"]):
        whole = [set(s[i:i + 4] for i in range(len(s) - 3)) or {s} for s in salient]
        for one in part["sentences"]:
            grams = set(one["text"][i:i + 4] for i in range(len(one["text"]) - 3)) or {one["text"]}
            one["salient"] = any(len(grams & other) * 2 > len(grams) for other in whole)


def salient_f1(part):
    """F1 of the best-scored sentences, as many as are salient; None when none is."""
    wanted = sum(one["salient"] for one in part["sentences"])
    best = sorted(range(len(part["sentences"])), key=lambda i: -part["sentences"][i]["score"])[:wanted]
    return sum(part["sentences"][i]["salient"] for i in best) / wanted if wanted else None


def even(total, count):
    return [total * (i + 1) // count - total * i // count for i in range(count)]


def mean(values):
    return 100 * sum(values) / max(1, len(values))


def percent(values):
    return f"{mean(values):.1f}"


def report(name, cases):
    results, leads, salient = [], [], []
    for case in cases:
        if case.parts[0][3] is not None:
            mark(case)
        for (_, _, summary, wanted), part in zip(case.parts, case.answer["parts"]):
            texts = [one["text"] for one in part["sentences"]]
            reference = units(summary, case.language)
            chosen = joined([texts[i - 1] for i in part["chosen"]], case.language)
            results.append(rouge.all_three(units(chosen, case.language), reference))
            lead = joined(texts, case.language)[:len(summary)]
            leads.append(rouge.all_three(units(lead, case.language), reference))
            if wanted is not None and salient_f1(part) is not None:
                salient.append(salient_f1(part))
    for label, list_ in ("lead", leads), ("moonscribe", results):
        print(f"{name:7} summaries {label:11} R1/R2/RL " + " / ".join(percent([r[i] for r in list_]) for i in range(3)))
    if salient:
        print(f"{name:7} salient sentences, as many as there are: F1 {percent(salient)}")
    print_boundaries(name, cases)


def print_boundaries(name, cases):
    rows = {"none": [], "even": [], "moonscribe": []}
    counts = [0, 0]
    for case in cases:
        if len(case.sizes) < 2:
            continue
        total, starts = len(case.lines), case.answer["topics"]
        found = [b - a for a, b in zip(starts, starts[1:] + [total])]
        average = round(sum(len(c.sizes) for c in cases) / len(cases))
        for label, sizes in ("none", [total]), ("even", even(total, min(average, total))), ("moonscribe", found):
            rows[label].append((boundaries.pk(sizes, case.sizes), boundaries.window_diff(sizes, case.sizes)))
        counts = [counts[0] + len(found), counts[1] + len(case.sizes)]
    for label, list_ in rows.items():
        print(f"{name:7} topics {label:11} Pk / WindowDiff " + " / ".join(f"{mean([r[i] for r in list_]) / 100:.3f}" for i in range(2)))
    print(f"{name:7} topics found {counts[0]}, annotated {counts[1]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build"))
    parser.add_argument("--corpus", choices=["vcsum", "qmsum"])
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    if args.check:
        import check_scorers
        sys.exit(check_scorers.run(args.data / "scorers"))
    if args.corpus != "qmsum":
        vcsum = list(read_vcsum(args.data))
        run(args.build, vcsum)
        report("vcsum", vcsum)
    if args.corpus != "vcsum":
        val = list(read_qmsum(args.data, "val"))
        run(args.build, val)
        report("qmsum", val)
    if args.fit:
        import fit
        train = list(read_qmsum(args.data, "train"))
        run(args.build, train)
        fit.write_sentences(vcsum, train)
        fit.write_topics(vcsum, train)


if __name__ == "__main__":
    main()
