"""ROUGE-N and ROUGE-L (Lin 2004) as F1, over any sequences: characters of Chinese, words of English."""
import collections
import re


def words(text, stem=None):
    """Words as the usual scorers cut them: lower case, letters and digits; `stem` is a function."""
    found = re.findall(r"[a-z0-9]+", text.lower())
    return [stem(w) if stem and len(w) > 3 else w for w in found]


def characters(text):
    """Characters of Chinese; blanks and punctuation count, as scorers that look at characters have it."""
    return list(text)


def f1(hits, candidate, reference):
    if hits == 0:
        return 0.0
    precision, recall = hits / candidate, hits / reference
    return 2 * precision * recall / (precision + recall)


def grams(sequence, n):
    return collections.Counter(tuple(sequence[i:i + n]) for i in range(len(sequence) - n + 1))


def rouge_n(candidate, reference, n):
    a, b = grams(candidate, n), grams(reference, n)
    return f1(sum((a & b).values()), sum(a.values()), sum(b.values()))


def lcs(a, b):
    """Length of the longest common subsequence, a bit a place (Hyyrö 2004)."""
    places = collections.defaultdict(int)
    for i, item in enumerate(a):
        places[item] |= 1 << i
    full = (1 << len(a)) - 1
    row = full
    for item in b:
        match = row & places.get(item, 0)
        row = ((row + match) | (row - match)) & full
    return len(a) - row.bit_count()


def rouge_l(candidate, reference):
    return f1(lcs(candidate, reference), len(candidate), len(reference))


def all_three(candidate, reference):
    return rouge_n(candidate, reference, 1), rouge_n(candidate, reference, 2), rouge_l(candidate, reference)
