"""Fits the weights of sentences and of places between turns, by logistic models.

Sentences: how likely an editor marks a sentence or writes what it says.

What is to be foreseen is, for Chinese, the mean of two things: whether the annotators marked the sentence as salient, and how
many of its pairs of characters are in the summary of its part; for English, how many of its words and pairs of words are in
the summary of the meeting. Places: whether annotators have a topic begin there. Few weights, drawn to zero (PULL); what
`cross_validate` prints is reached on meetings that they were not fitted on.
"""
import collections
import math
import pathlib
import re

import boundaries
import rouge

ROOT = pathlib.Path(__file__).parent.parent.parent

PULL = 10.0
# What readers of interviews want and these corpora do not show: numbers and names, no endless sentences.
FIXED = {"figures": 0.3, "long": -1.5}
FOLDS = 5
ROUNDS = 7


def solve(matrix, right):
    """Gauss: the solution of matrix * x = right."""
    n = len(right)
    rows = [row[:] + [right[i]] for i, row in enumerate(matrix)]
    for i in range(n):
        best = max(range(i, n), key=lambda k: abs(rows[k][i]))
        rows[i], rows[best] = rows[best], rows[i]
        for k in range(i + 1, n):
            factor = rows[k][i] / rows[i][i]
            if factor:
                rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i])]
    x = [0.0] * n
    for i in reversed(range(n)):
        x[i] = (rows[i][n] - sum(rows[i][j] * x[j] for j in range(i + 1, n))) / rows[i][i]
    return x


def logistic(z):
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


def names():
    """The names of the features of sentences, in their order."""
    source = (ROOT / "scripts/ms/rank_features.lua").read_text(encoding="utf-8")
    return re.findall(r'"(\w+)"', re.search(r"features\.names = \{(.*?)\n\}", source, re.S)[1])


def fit(samples, fixed, pull=PULL):
    """Weights, the bias last, of (features, target) by Newton's method; targets are from 0 to 1. `fixed`: weights by place that
    stay as they are."""
    size = len(samples[0][0]) + 1
    weights = [fixed.get(i, 0.0) for i in range(size)]
    for _ in range(ROUNDS):
        hessian = [[0.0] * size for _ in range(size)]
        gradient = [-pull * w for w in weights[:-1]] + [0.0]
        for features, target in samples:
            x = features + [1.0]
            p = logistic(sum(a * b for a, b in zip(x, weights)))
            slope = p * (1 - p) + 1e-9
            for i, value in enumerate(x):
                if value:
                    gradient[i] += (target - p) * value
                    row, scaled = hessian[i], slope * value
                    for j in range(i + 1):
                        row[j] += scaled * x[j]
        for i in range(size):
            for j in range(i):
                hessian[j][i] = hessian[i][j]
            hessian[i][i] += pull if i < size - 1 else 0
        for i in fixed:
            gradient[i], hessian[i] = 0.0, [float(i == j) for j in range(size)]
        weights = [w + s for w, s in zip(weights, solve(hessian, gradient))]
    return weights


def overlap(sentence, grams, n, least):
    own = rouge.grams(sentence, n)
    return sum(min(count, grams[g]) for g, count in own.items()) / max(least, len(sentence) - n + 1)


def sentence_samples(case):
    """(features, target) of the sentences of all parts."""
    for (_, _, summary, _), part in zip(case.parts, case.answer["parts"]):
        if case.language == "zh":
            pairs = rouge.grams(rouge.characters(summary), 2)
        else:
            reference = [w for w in rouge.words(summary) if len(w) > 3]
            counts = collections.Counter({(w,): 99 for w in reference})
            pairs = rouge.grams(rouge.words(summary), 2)
        for one in part["sentences"]:
            if case.language == "zh":
                said = min(1.0, 2.5 * overlap(rouge.characters(one["text"]), pairs, 2, 6))
                one["target"] = (said + one["salient"]) / 2
            else:
                said = rouge.words(one["text"])
                content = [w for w in said if len(w) > 3]
                one["target"] = min(1.0, overlap(content, counts, 1, 5) * 0.7 + overlap(said, pairs, 2, 8))
            yield one["features"], one["target"]


def folds(cases):
    for fold in range(FOLDS):
        yield ([c for i, c in enumerate(cases) if i % FOLDS != fold], [c for i, c in enumerate(cases) if i % FOLDS == fold])


def score_with(cases, weights):
    for case in cases:
        for part in case.answer["parts"]:
            for one in part["sentences"]:
                one["score"] = logistic(sum(a * b for a, b in zip(one["features"] + [1.0], weights)))


def lua(weights):
    numbers = ", ".join(f"{w:.2f}" for w in weights[:-1])
    return f"{{ bias = {weights[-1]:.2f}, {numbers} }}"


HEADER = """-- What the features of moonscribe.rank_features are worth, in the order of their names: the weights of a logistic model. Fitted by
-- bench/score/matter.py --fit (see bench/score/README.md) on the development part of VCSum (Chinese: marked sentences and
-- summaries of 22 meetings) and the training part of QMSum (English: summaries of 40 meetings); not to be changed by hand,
-- but in FIXED of bench/score/fit.py.
"""


def write_sentences(chinese, english):
    """Fits both languages and writes scripts/ms/rank_weights.lua."""
    fitted = {}
    fixed = {names().index(name): weight for name, weight in FIXED.items()}
    for language, cases in ("zh", chinese), ("en", english):
        fitted[language] = fit([s for case in cases for s in sentence_samples(case)], fixed)
    text = HEADER + "return {\n" + "".join(f"  {language} = {lua(w)},\n" for language, w in fitted.items()) + "}\n"
    (ROOT / "scripts/ms/rank_weights.lua").write_text(text, encoding="utf-8")


# Topics: how sure a place must be, and the turns of the smallest topic, by the best Pk over FOLDS.
TOPIC_PULL = 2.0
THRESHOLDS = (0.1, 0.12, 0.15, 0.18, 0.2, 0.25, 0.3)
SMALLEST = (3, 4, 5, 8)


def place_samples(case):
    """(features, target) of the places between turns."""
    starts, at = set(), 0
    for size in case.sizes[:-1]:
        at += size
        starts.add(at)
    return [(features, float(i in starts)) for i, features in enumerate(case.answer["places"], 1)]


def cut(sure, total, threshold, least):
    """Sizes of the topics, chosen as topics.lua does."""
    taken = [0, total]
    for i in sorted((i for i, p in enumerate(sure, 1) if p >= threshold), key=lambda i: (-sure[i - 1], i)):
        if all(abs(i - other) >= least for other in taken):
            taken.append(i)
    taken.sort()
    return [b - a for a, b in zip(taken, taken[1:])]


def cross_validate_topics(cases):
    """The threshold and the smallest topic that are best on meetings that the weights were not fitted on."""
    for others, held in folds(cases):
        weights = fit([s for case in others for s in place_samples(case)], {}, TOPIC_PULL)
        for case in held:
            case.sure = [logistic(sum(a * b for a, b in zip(x + [1.0], weights))) for x, _ in place_samples(case)]
    results = []
    for threshold in THRESHOLDS:
        for least in SMALLEST:
            scores = [boundaries.pk(cut(c.sure, len(c.lines), threshold, least), c.sizes) for c in cases if len(c.sizes) > 1]
            results.append((sum(scores) / len(scores), threshold, least))
    best = min(results)
    print(f"topics {cases[0].language}: Pk {best[0]:.3f} on held out meetings, threshold {best[1]}, least {best[2]}")
    return best


TOPIC_HEADER = """-- What the features of moonscribe.topics are worth, in their order: the weights of a logistic model, how sure a place must be, and the
-- turns of the smallest topic. Fitted by bench/score/matter.py --fit (see bench/score/README.md) on the annotated topics of the
-- development part of VCSum (Chinese, 22 meetings) and the training part of QMSum (English, 40 meetings).
"""


def write_topics(chinese, english):
    """Fits both languages and writes scripts/ms/topic_weights.lua."""
    text = TOPIC_HEADER + "return {\n"
    for language, cases in ("zh", chinese), ("en", english):
        _, threshold, least = cross_validate_topics(cases)
        weights = fit([s for case in cases for s in place_samples(case)], {}, TOPIC_PULL)
        text += f"  {language} = {lua(weights).replace('{ ', f'{{ threshold = {threshold}, least = {least}, ', 1)},\n"
    (ROOT / "scripts/ms/topic_weights.lua").write_text(text + "}\n", encoding="utf-8")


def cross_validate_sentences(name, cases):
    """Scores every sentence by weights that were fitted on other meetings."""
    fixed = {names().index(key): weight for key, weight in FIXED.items()}
    for others, held in folds(cases):
        score_with(held, fit([s for case in others for s in sentence_samples(case)], fixed))
