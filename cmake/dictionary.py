#!/usr/bin/env python3
"""Compiles the Chinese dictionary: dictionary.py OUTPUT JIEBA-FOLDER

Turns jieba's word list and its model for unknown words, and OpenCC's table of traditional characters, into
the one file that the worker maps (core/text/dictionary.h describes it). The same input gives the same bytes.
"""
import ast
import json
import os
import struct
import subprocess
import sys
import tempfile
from math import log

VERSION = 1
HEADER = 128
CODES = 0x10000
FREE = 0xFFFFFF
STATES = "BEMS"  # in the order in which jieba settles ties
MIN_FLOAT = -3.14e100


def read_words(path):
    """jieba's own rules: the last line of a word counts, the total counts every line."""
    counts, total = {}, 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            word, count = line.strip().split(" ")[:2]
            counts[word] = int(count)
            total += int(count)
    return counts, total


def read_model(folder, name):
    with open(os.path.join(folder, "finalseg", f"prob_{name}.py"), encoding="utf-8") as file:
        source = file.read()
    return ast.literal_eval(source[source.index("P=") + 2:].strip())


def read_folds():
    """Traditional character to simplified, by OpenCC's table of characters alone: no phrases, no lengths changed."""
    characters = [chr(c) for c in (*range(0x3400, 0xA000), *range(0xF900, 0xFB00))]
    with tempfile.TemporaryDirectory() as folder:
        table = {"type": "ocd2", "file": "TSCharacters.ocd2"}
        config = os.path.join(folder, "characters.json")
        with open(config, "w", encoding="utf-8") as file:
            json.dump({"name": "characters", "segmentation": {"type": "mmseg", "dict": table},
                       "conversion_chain": [{"dict": table}]}, file)
        done = subprocess.run(["opencc", "-c", config], input="\n".join(characters) + "\n", check=True,
                              capture_output=True, encoding="utf-8")
    simple = done.stdout.split("\n")[:len(characters)]
    assert len(simple) == len(characters)
    return {c: s for c, s in zip(characters, simple) if s != c and len(s) == 1}


def make_trie(counts):
    """Nodes as dicts: code point -> node; under "" the count."""
    root = {}
    for word in sorted(counts):
        node = root
        for c in word:
            node = node.setdefault(c, {})
        node[""] = counts[word]
    return root


def children_of(node):
    return [c for c in node if c != ""]


def number_characters(root, emits):
    """The characters that most nodes lead on by get the smallest numbers, which keeps the array dense."""
    uses = {}
    stack = [root]
    while stack:
        node = stack.pop()
        for c in children_of(node):
            uses[c] = uses.get(c, 0) + 1
            stack.append(node[c])
    for emit in emits.values():
        for c in emit:
            uses.setdefault(c, 0)
    ordered = sorted((c for c in uses if ord(c) < CODES), key=lambda c: (-uses[c], c))
    return {c: i + 1 for i, c in enumerate(ordered)}


def place(root, codes, weight_of):
    """The double array: lists of base, check and weight. Families are seated with the largest first, so that the
    many only children fill what is left between them."""
    families = []  # [node, its children as (code, node), base]
    stack = [root]
    while stack:
        node = stack.pop()
        kids = sorted(((codes[c], node[c]) for c in node if c in codes), key=lambda kid: kid[0])
        stack.extend(kid for _, kid in kids)
        families.append([node, kids, 0])
    families.sort(key=lambda family: -len(family[1]))

    used = bytearray([1])
    lowest = {}  # by about their size: no place before it fits such families
    for family in families:
        kids = family[1]
        if not kids:
            break
        first = kids[0][0]
        others = [code - first for code, _ in kids]
        size = len(kids).bit_length()
        slot = max(lowest.get(size, 1), first + 1)
        while True:
            free = used.find(0, slot)
            slot = free if free >= 0 else max(slot, len(used))
            if slot + others[-1] >= len(used):
                used.extend(bytes(slot + others[-1] + 1 - len(used) + len(used) // 8))
            if not any(used[slot + other] for other in others):
                break
            slot += 1
        for other in others:
            used[slot + other] = 1
        family[2] = slot - first
        # What was searched in vain is not searched again, but for its end: other families fit other gaps.
        lowest[size] = max(lowest.get(size, 1), slot - (50 if others[1:] else 0))

    # Any base plus any code lies within the array, so that look-ups need no check.
    size = max(family[2] for family in families) + max(codes.values()) + 1
    base, check, weight = [0] * size, [FREE] * size, [0] * size
    seat = {id(root): 0}
    check[0] = 0
    for node, kids, start in families:
        for code, kid in kids:
            seat[id(kid)] = start + code
    for node, kids, start in families:
        at = seat[id(node)]
        base[at], weight[at] = start, weight_of[node.get("", 0)]
        for code, _ in kids:
            check[start + code] = at
    return base, check, weight


def digest(data):
    """ms_digest of core/base/digest.c."""
    a, b, c, low = 0x6A09E667F3BCC909, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, (1 << 64) - 1

    def mix(left, right):
        product = left * right
        return (product ^ product >> 64) & low

    assert len(data) % 16 == 0
    first, second = a ^ len(data), b
    for one, two in struct.iter_unpack("<QQ", data):
        first, second = mix(first ^ one, a), mix(second ^ two, b)
    return mix(first ^ c, second ^ a)


def main():
    output, jieba = sys.argv[1:]
    counts, total = read_words(os.path.join(jieba, "dict.txt"))
    emits = read_model(jieba, "emit")
    starts, moves = read_model(jieba, "start"), read_model(jieba, "trans")
    folds = read_folds()
    root = make_trie(counts)
    codes = number_characters(root, emits)

    logtotal = log(total)
    distinct = sorted(set(counts.values()) - {0})
    weight_of = {0: 0, **{count: i + 1 for i, count in enumerate(distinct)}}
    weights = [log(1) - logtotal] + [log(count) - logtotal for count in distinct]
    base, check, weight = place(root, codes, weight_of)
    assert len(base) < FREE and len(weights) < CODES

    exact, folded = [0] * CODES, [0] * CODES
    for c, code in codes.items():
        exact[ord(c)] = code
    for c in range(CODES):
        folded[c] = codes.get(folds.get(chr(c), chr(c)), exact[c])
    simple = list(range(CODES))
    for c, s in folds.items():
        if ord(s) < CODES:
            simple[ord(c)] = ord(s)
    rows = [[emits[y].get(c, MIN_FLOAT) for y in STATES] for c in sorted(codes, key=codes.get)]
    rows.insert(0, [MIN_FLOAT] * 4)
    deepest = max(map(len, counts))

    sections = [
        struct.pack(f"={len(base)}Q", *(b | c << 24 | w << 48 for b, c, w in zip(base, check, weight))),
        struct.pack(f"={len(weights)}d", *weights),
        struct.pack(f"={len(rows) * 4}d", *(p for row in rows for p in row)),
        struct.pack("=4d", *(starts[y] for y in STATES)),
        struct.pack("=16d", *(moves[a].get(b, MIN_FLOAT) for a in STATES for b in STATES)),
        struct.pack(f"={CODES}H", *exact),
        struct.pack(f"={CODES}H", *folded),
        struct.pack(f"={CODES}H", *simple),
    ]
    body = b"".join(section + bytes(-len(section) % 16) for section in sections)
    header = struct.pack("=8sIIQQIIII", b"MSWORDS\n", 0x01020304, VERSION, HEADER + len(body), digest(body),
                         len(base), len(weights), len(rows), deepest)
    with open(output + ".new", "wb") as file:
        file.write(header.ljust(HEADER, b"\0") + body)
    os.replace(output + ".new", output)


main()
