"""Makes the benchmark's corpora, the same bytes every time: WORK/NAME.zip and WORK/NAME/.

usage: corpora.py WORK DOCUMENTS NAME...      NAME is zh, en or zhw
"""
import os
import random
import re
import sys
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
VERSION = 1  # raise it when the bytes change
SIZE = 8000  # bytes a document, about
LABEL = re.compile(r"^(?:### |\*\*)[^:：\n]+[:：]", re.M)
HAN = re.compile("[\u4e00-\u9fff]+")


def clean(data):
    """One kind of line end, and nothing that some of the programs take for another."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return re.sub("[\0-\x08\x0b\x0c\x1c-\x1f\x85\u2028\u2029]", " ", text)


def is_chinese(text):
    head = text[:4000]
    return len("".join(HAN.findall(head))) > len(head) // 3


def sources(language):
    """The texts to cut, and where they are from."""
    shared = os.path.join(os.environ.get("MS_SHARED") or os.path.join(HERE, "../../shared"), "data/throughput")
    names = sorted(n for n in os.listdir(shared) if n.endswith(".zip")) if os.path.isdir(shared) else []
    texts, origin = [], "shared"
    for name in names:
        with zipfile.ZipFile(os.path.join(shared, name)) as archive:
            texts += [clean(archive.read(member)) for member in sorted(archive.namelist()) if member.endswith(".md")]
    if not texts:
        origin = "samples"
        for folder, _, files in sorted(os.walk(os.path.join(HERE, "../samples"))):
            texts += [clean(open(os.path.join(folder, f), "rb").read()) for f in sorted(files) if f.endswith(".txt")]
    want = language != "en"
    texts = [t for t in texts if is_chinese(t) == want and (origin == "samples" or LABEL.search(t))]
    if not texts:
        sys.exit("corpora: no transcripts in '%s' and none in samples/" % shared)
    return texts, origin


def turns_of(text):
    starts = [m.start() for m in LABEL.finditer(text)] or [0]
    pieces = []
    for start, end in zip(starts, starts[1:] + [len(text)]):
        while end - start > SIZE:  # no turn is longer than a document
            pieces.append(text[start:start + SIZE // 3] + "\n")
            start += SIZE // 3
        pieces.append(text[start:end].rstrip("\n") + "\n\n")
    return pieces


def cut(texts):
    """Documents without end: each pass over the texts begins one turn later."""
    shift = 0
    while True:
        for text in texts:
            document, size = [], 0
            turns = turns_of(text)
            for turn in turns[shift % len(turns):]:
                document.append(turn)
                size += len(turn.encode())
                if size >= SIZE:
                    yield "".join(document)
                    document, size = [], 0
            if size > SIZE // 2 or (size and len(turns) < 20):
                yield "".join(document)
        shift += 1


def salad(texts):
    """Documents of Chinese words in random order, with dates and sums strewn in."""
    words = set()
    for text in texts[:200]:
        for run in HAN.findall(text):
            words.update(run[i:i + 2] for i in range(0, len(run) - 1, 2))
    words = sorted(words)
    dice = random.Random(20240627)

    def pick(items):
        return items[int(dice.random() * len(items))]

    names = [pick(words) + pick(words)[0] for _ in range(40)]
    while True:
        document, size = [], 0
        while size < SIZE:
            turn = ["### ", pick(names), "：\n"]
            for _ in range(60 + int(dice.random() * 200)):
                turn.append(pick(words))
                roll = dice.random()
                if roll < 0.06:
                    turn.append(pick("，，，。？"))
                elif roll < 0.068:
                    turn.append("%d年%d月" % (1980 + int(dice.random() * 45), 1 + int(dice.random() * 12)))
                elif roll < 0.076:
                    turn.append("%.2f亿元" % (dice.random() * 1000))
            turn.append("。\n\n")
            document.append("".join(turn))
            size += len(document[-1].encode())
        yield "".join(document)


def make(work, name, count):
    stamp = os.path.join(work, name + ".stamp")
    texts, origin = sources(name)
    want = "%d %d %s" % (VERSION, count, origin)
    if os.path.exists(stamp) and open(stamp).read() == want:
        return
    print("making %s: %d documents from %s" % (name, count, origin), file=sys.stderr)
    folder = os.path.join(work, name)
    os.makedirs(folder, exist_ok=True)
    for old in os.listdir(folder):
        os.unlink(os.path.join(folder, old))
    documents = salad(texts) if name == "zhw" else cut(texts)
    with zipfile.ZipFile(os.path.join(work, name + ".zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        for i in range(count):
            identity = "%s-%06d" % (name, i)
            data = ("# document %s\n\n%s" % (identity, next(documents))).encode()
            archive.writestr(zipfile.ZipInfo(identity + ".txt"), data, zipfile.ZIP_DEFLATED)
            with open(os.path.join(folder, identity + ".txt"), "wb") as file:
                file.write(data)
    with open(stamp, "w") as file:
        file.write(want)


if __name__ == "__main__":
    os.makedirs(sys.argv[1], exist_ok=True)
    for corpus in sys.argv[3:]:
        make(sys.argv[1], corpus, int(sys.argv[2]))
