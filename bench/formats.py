"""How fast transcripts in SubRip, WebVTT, Word and Whisper's JSON become turns, against the readers that people use: ratios from
one run, the programs taking turns. Files are made of our own words. Readers that are not installed are left out, loudly.

usage: formats.py COMMAND WORK        COMMAND is the moonscribe to measure
"""
import json
import os
import pathlib
import random
import statistics
import subprocess
import sys
import time

COMMAND, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
CPU = os.environ.get("MS_BENCH_CPU", str(max(os.sched_getaffinity(0))))
ROUNDS = int(os.environ.get("MS_BENCH_ROUNDS", "3"))
PYTHON = os.environ.get("MS_BENCH_PYTHON", "/usr/bin/python3")  # the one that Debian's packages belong to
AIM, FILES = 20, 100
WORDS = ("the river came back and nobody had expected it so we went home over the bridge where the old mill stood for years until "
         "water rose again in spring and took what was left of harvest").split()
NAMES = ["Ann Lee", "Bob Hale"]

# What each reader is asked for: the words of every cue or paragraph, with its times where there are any.
PEERS = {
    "srt": ("pysrt", "import pysrt\ndef read(path):\n    return [(c.start.ordinal, c.end.ordinal, c.text) for c in pysrt.from_string(open(path, encoding='utf-8').read())]"),
    "vtt": ("webvtt", "import webvtt\ndef read(path):\n    return [(c.start, c.end, c.text) for c in webvtt.read(path).captions]"),
    "docx": ("docx", "import docx\ndef read(path):\n    return [p.text for p in docx.Document(path).paragraphs]"),
    "json": ("json", "import json\ndef read(path):\n    return [(s['start'], s['end'], s['text'], [(w['word'], w['start']) for w in s['words']]) for s in json.load(open(path, encoding='utf-8'))['segments']]"),
}
DRIVER = "import sys, pathlib\n%s\nn = 0\nfor path in sorted(pathlib.Path(sys.argv[1]).iterdir()):\n    n += len(read(str(path)))\nprint(n)\n"
SCRIPT = """
local ms = require "moonscribe"
return ms.script { name = "turns", columns = { "turns", "bytes" }, each = function(interview, emit)
  local turns, bytes = 0, 0
  for turn in interview:turns() do turns, bytes = turns + 1, bytes + #turn.text end
  emit { turns = turns, bytes = bytes }
end }
"""


def sentence(dice):
    return " ".join(dice.choice(WORDS) for _ in range(dice.randint(6, 14))).capitalize() + "."


def stamp(ms, mark):
    return "%02d:%02d:%02d%s%03d" % (ms // 3600000, ms // 60000 % 60, ms // 1000 % 60, mark, ms % 1000)


def captions(dice, mark, head):
    parts, at = [head], 0
    for i in range(1, 1201):
        length = dice.randint(1200, 4000)
        parts.append(f"{i}\n{stamp(at, mark)} --> {stamp(at + length, mark)}\n{sentence(dice)}\n{sentence(dice)}\n\n")
        at += length + dice.randint(0, 400)
    return "".join(parts)


def whisper(dice):
    segments, at = [], 0.0
    for i in range(800):
        words, start = sentence(dice).split(), at
        timed = []
        for word in words:
            timed.append({"word": " " + word, "start": round(at, 2), "end": round(at + 0.25, 2), "probability": 0.93})
            at += 0.3
        segments.append({"id": i, "start": round(start, 2), "end": round(at, 2), "text": " " + " ".join(words), "words": timed})
    return json.dumps({"text": "", "segments": segments, "language": "en"})


def make(kind, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(FILES):
        dice, path = random.Random(i), folder / f"{i:03}.{kind}"
        if path.exists():
            continue
        if kind == "docx":
            code = ("import docx, random, sys, json\nwords = json.load(sys.stdin)\nd = docx.Document()\nfor name, text in words:\n    p = d.add_paragraph()\n"
                    "    p.add_run(name).bold = True\n    p.add_run(': ' + text)\nd.save(sys.argv[1])\n")
            talk = [(NAMES[n % 2], " ".join(sentence(dice) for _ in range(dice.randint(1, 8)))) for n in range(300)]
            subprocess.run([PYTHON, "-c", code, path], input=json.dumps(talk).encode(), check=True)
        else:
            path.write_text({"srt": lambda: captions(dice, ",", ""), "vtt": lambda: captions(dice, ".", "WEBVTT\n\n"), "json": lambda: whisper(dice)}[kind](), encoding="utf-8")


def seconds(argv):
    before = os.times()
    start = time.perf_counter()
    done = subprocess.run(["taskset", "-c", CPU] + argv, capture_output=True)
    if done.returncode != 0:
        sys.exit(f"bench: {argv}: {done.stderr.decode()[-500:]}")
    after = os.times()
    return time.perf_counter() - start, after.children_user + after.children_system - before.children_user - before.children_system


def main():
    script = WORK / "formats.lua"
    WORK.mkdir(parents=True, exist_ok=True)
    script.write_text(SCRIPT)
    print("| format | files | MB | moonscribe MB/s | reader | its MB/s | ratio (processor time) | aim |\n|---|---|---|---|---|---|---|---|")
    for kind, (module, code) in PEERS.items():
        has_peer = subprocess.run([PYTHON, "-c", f"import {module}"], capture_output=True).returncode == 0
        if not has_peer:
            print(f"bench: no {module} for {PYTHON}: left out (apt-get install python3-{module})", file=sys.stderr)
        if kind == "docx" and not has_peer:
            continue
        folder = WORK / "formats" / kind
        make(kind, folder)
        size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(seconds([COMMAND, "run", str(script), str(folder), "--jobs", "1", "--to", "jsonl"])[1])
            if has_peer:
                theirs.append(seconds([PYTHON, "-c", DRIVER % code, str(folder)])[1])
        our = statistics.median(ours)
        if has_peer:
            their = statistics.median(theirs)
            print(f"| {kind} | {FILES} | {size:.1f} | {size / our:.1f} | {module} | {size / their:.1f} | {their / our:.1f}x | {AIM}x |")
        else:
            print(f"| {kind} | {FILES} | {size:.1f} | {size / our:.1f} | none | | | {AIM}x |")


main()
