"""Holds the scorers against published cases where there are any, and against the definitions, worked out slowly."""
import ast
import itertools
import json
import re

import boundaries
import rouge


def check_rouge(folder):
    """The cases of a ROUGE that counts each n-gram of a text once: the same n-grams, and the same F1 of them."""
    cases = json.loads((folder / "rouge_fixtures/pltrdy+rouge/tests/data.json").read_text(encoding="utf-8"))
    differing = 0
    for case in cases:
        for n in (1, 2):
            grams = [set(rouge.grams(case[side].split(), n)) for side in ("hyp", "ref")]
            found = rouge.f1(len(grams[0] & grams[1]), len(grams[0]), len(grams[1]))
            differing += abs(found - case["scores"][f"rouge-{n}"]["f"]) > 1e-4
    # Counted n-grams, as Lin defines them: "the the the" has one "the" of two.
    differing += abs(rouge.rouge_n("the the the".split(), "the cat the mat".split(), 1) - 2 * (2 / 3) * (2 / 4) / (2 / 3 + 2 / 4)) > 1e-9
    return differing, 2 * len(cases) + 1


def slow_lcs(a, b):
    rows = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            rows[i + 1][j + 1] = rows[i][j] + 1 if x == y else max(rows[i][j + 1], rows[i + 1][j])
    return rows[-1][-1]


def check_lcs(folder):
    texts = [case[side] for case in json.loads((folder / "rouge_fixtures/pltrdy+rouge/tests/data.json").read_text(encoding="utf-8")) for side in ("hyp", "ref")]
    pairs = list(itertools.combinations(texts, 2))
    return sum(rouge.lcs(a, b) != slow_lcs(a, b) for a, b in pairs), len(pairs)


def slow_pk(found, wanted, window):
    """By the definition: how often two places a window apart are in one segment here and in two there."""
    def inside(sizes, place):
        return next(i for i in range(len(sizes)) if place < sum(sizes[:i + 1]))
    places = range(sum(wanted) - window)
    return sum((inside(found, i) == inside(found, i + window)) != (inside(wanted, i) == inside(wanted, i + window)) for i in places) / len(places)


def check_boundaries(folder):
    """All pairs of annotators of published segmentations."""
    source = (folder / "segeval/cfournie+segmentation.evaluation/segeval/data/samples.py").read_text(encoding="utf-8")
    texts = [ast.literal_eval(block) for block in re.findall(r"Dataset\(\s*(\{.*?\})\)", source, re.S)[:1]]
    differing = total = 0
    for coders in itertools.chain(*(text.values() for text in texts)):
        for a, b in itertools.permutations(coders.values(), 2):
            total += 1
            if sum(a) != sum(b):
                continue
            window = boundaries.window_of(b)
            differing += abs(boundaries.pk(a, b) - slow_pk(a, b, window)) > 1e-9
            differing += boundaries.window_diff(a, b) + 1e-9 < boundaries.pk(a, b)
            differing += boundaries.pk(b, b) != 0 or boundaries.window_diff(b, b) != 0
    return differing, total


def run(folder):
    """Prints what differs; 0 when nothing does."""
    wrong = 0
    for name, check in ("ROUGE-N", check_rouge), ("longest common subsequence", check_lcs), ("Pk, WindowDiff", check_boundaries):
        differing, total = check(folder)
        print(f"{name}: {total} checks, {differing} differ")
        wrong += differing + (total == 0)
    return 1 if wrong else 0
