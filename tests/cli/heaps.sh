#!/usr/bin/env bash
# No heap costs the extractors more than its length: repeated pieces, some picked to hurt and some put together at random (the
# same ones in every run), as single turns of two sizes, each held to the same fuel a byte. A cost that grows faster than the
# text runs out of it at the larger size. Usage: heaps.sh BUILD SOURCE
set -eu
build=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
exec python3 - "$build/moonscribe" <<'PYTHON'
import json, os, random, subprocess, sys

FIXED, EACH = 4000000, 150  # steps and bytes of work: to begin with, and a byte
SMALL, LARGE = 4000, 32000
PIECES = ["1", "12", "1,", "1/", "1.", "1-", "-1", "1:", "1%", "$1", "1元", "1年", "1年1月", "年", "月", "一", "一亿", "一点", "零", "第", "第一", "百分之", "三点", "个", "一个",
          "前", "后", "的", "周一", "春节", "局长", "张", "记张", "·", "「", "“", "\"", "\"a", "(", ",", "/", ".,;:!?-", "A", "AB ", "Abc ", "the ", "one ", "one two ", "one-", "a ", "may the ",
          "of the last ", "every ", "day ", "May ", "to ", "2019 ", "1/2/2019 ", "3:00", "half a ", "between one and ", "University of ", "the CEO, ", "Mr. A ", "a@", "a.b.", "www.", "010-",
          "http://a.", "½", "'", "\n", " "]
WORDS = ["1", "20", "2019", ".", ",", "-", "/", ":", "%", "$", " ", " ", "年", "月", "日", "一", "十", "百", "万", "点", "半", "第", "元", "个", "到", "至", "、", "，", "。", "前", "近", "每", "one", "two",
         "hundred", "and", "a", "the", "of", "to", "in", "last", "next", "day", "days", "week", "year", "May", "Monday", "pm", "ago", "Mr.", "Ann", "Lee", "CEO", "University", "局长", "张", "说",
         "\n", "“", "”", "(", ")", "@", "www.", "third", "half", "between", "per", "cent", "dollars", "km"]
chance = random.Random(20240627)
for _ in range(40):
    PIECES.append("".join(chance.choice(WORDS) + chance.choice(["", "", " "]) for _ in range(chance.randint(2, 6))))

for size in (SMALL, LARGE):
    os.mkdir(str(size))
    for number, piece in enumerate(PIECES):
        with open(f"{size}/{number:03}.txt", "w", encoding="utf-8", newline="") as file:
            file.write("Ann: " + piece * (size // len(piece.encode())))
    done = subprocess.run([sys.argv[1], "-q", "mentions", str(size), "-o", f"{size}.jsonl", f"--limit-fuel={FIXED + EACH * size}", "--limit-time=100s"], capture_output=True, text=True)
    rejects = []
    if os.path.exists(f"{size}.jsonl.rejects.jsonl"):
        rejects = [json.loads(line) for line in open(f"{size}.jsonl.rejects.jsonl", encoding="utf-8")]
    for reject in rejects:
        number = int(reject["unit"].split("/")[-1][:3])
        print(f"{size} bytes of {PIECES[number]!r}: {reject.get('code')} {reject.get('reason')}")
    if rejects or done.returncode:
        sys.exit(f"heaps.sh: {len(rejects)} rejected, exit code {done.returncode}\n{done.stderr[:2000]}")
PYTHON
