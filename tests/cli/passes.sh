#!/usr/bin/env bash
# Runs of more than one pass: what a script gathers is the same with any number of workers, in shards, and after
# kills; a sample is N documents, the same whatever they lie in; what was rejected can be tried again alone.
# Usage: passes.sh BUILD SOURCE
set -eu
build=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
exec python3 - "$build" "$work" <<'EOF2'
import io
import json
import os
import random
import signal
import subprocess
import sys
import tarfile
import time
import zipfile

build, work = sys.argv[1:]
command = build + "/moonscribe"
os.chdir(work)
faults = []
dice = random.Random(11)


def check(is_good, what):
    if not is_good:
        faults.append(what)
        print("FAULT:", what)


def run(*arguments):
    return subprocess.run([command, *arguments], capture_output=True, text=True, timeout=300)


def read(name):
    return open(name, "rb").read() if os.path.exists(name) else None


words = ["".join(dice.choices("bdklmnrst", k=1) + dice.choices("aeiou", k=1)) * 2 for _ in range(300)]
texts = {}
for i in range(600):
    said = " ".join(dice.choices(words, k=120))
    texts[f"{i % 7}/{i:04}.txt"] = f"Ann: {said}.\nBob: {' '.join(dice.choices(words[:40], k=60))}.\n"
names = sorted(texts)
os.mkdir("folder")
with zipfile.ZipFile("docs.zip", "w", zipfile.ZIP_STORED) as archive, tarfile.open("docs.tar.gz", "w:gz") as tar:
    for name in names:
        data = texts[name].encode()
        os.makedirs("folder/" + os.path.dirname(name), exist_ok=True)
        open("folder/" + name, "wb").write(data)
        archive.writestr(name, data)
        entry = tarfile.TarInfo(name)
        entry.size = len(data)
        tar.addfile(entry, io.BytesIO(data))

open("rare.lua", "w").write('''
local ms = require "moonscribe"
return ms.script { name = "rare", about = "how many documents have a word", columns = { "doc", "documents", "keys", "score" },
  options = { unlucky = { type = "string", help = "documents to fail on", default = "" } },
  gather = function(interview, count, opt)
    if opt.unlucky ~= "" and interview.doc:find(opt.unlucky, 1, true) then error "unlucky" end
    count "\\0documents"
    local seen = {}
    for word in interview.text:words() do
      local key = tostring(word)
      if not seen[key] then count(key) end
      seen[key] = true
    end
    count("letters", #interview.text)
  end,
  each = function(interview, emit, opt, counts)
    local score = 0
    for word in interview.text:words() do score = score + counts(word) end
    emit { doc = interview.doc, documents = counts "\\0documents", keys = #counts, score = score + counts "nowhere" }
  end }
''')
open("picky.lua", "w").write('''
local ms = require "moonscribe"
return ms.script { name = "picky", about = "fails on some", columns = { "doc", "bytes" },
  options = { unlucky = { type = "string", help = "documents to fail on", default = "" } },
  each = function(interview, emit, opt)
    if opt.unlucky ~= "" and interview.doc:find(opt.unlucky, 1, true) then error "unlucky" end
    emit { doc = interview.doc, bytes = #interview.text }
  end }
''')

# --- gathering: right, and the same however it is done
seen = {}
for text in texts.values():
    for word in set(text.replace(":", " ").replace(".", " ").split()):
        seen[word] = seen.get(word, 0) + 1
expected = []
for name in names:
    score = sum(seen[word] for word in texts[name].replace(":", " ").replace(".", " ").split())
    expected.append({"doc": name, "documents": 600, "keys": len(seen) + 2, "score": score})
for path in ["folder", "docs.zip", "docs.tar.gz"]:
    for jobs in ["1", "3"]:
        done = run("run", "rare.lua", path, "--jobs", jobs)
        check(done.returncode == 0, f"{path} {jobs}: {done.returncode} {done.stderr}")
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        check(rows == expected, f"{path} with {jobs} workers gathers otherwise: {rows[:1]} {expected[:1]}")
whole = run("run", "rare.lua", "docs.tar.gz").stdout.encode()

# --- alone, in shards, and used by another run
check(run("run", "rare.lua", "docs.zip", "--gather-only", "-o", "counts.jsonl").returncode == 0, "--gather-only fails")
counts = {row["key"]: row["count"] for row in map(json.loads, open("counts.jsonl"))}
letters = sum(len(text) for text in texts.values())
check(counts == {**seen, "\0documents": 600, "letters": letters}, "the counts are wrong")
check(list(counts) == sorted(counts, key=str.encode), "the counts are not in order")
for i in range(1, 4):
    run("run", "rare.lua", "docs.tar.gz", "--gather-only", "-o", "parts.jsonl", "--shard", f"{i}/3")
merged = run("merge", "parts.jsonl")
check(merged.returncode == 0 and read("parts.jsonl") == read("counts.jsonl"), f"gathered in shards: {merged.stderr}")
for i in range(1, 3):
    run("run", "rare.lua", "docs.tar.gz", "--gathered", "counts.jsonl", "-o", "rows.jsonl", "--shard", f"{i}/2")
check(run("merge", "rows.jsonl").returncode == 0 and read("rows.jsonl") == whole, "rows in shards with --gathered differ")
for arguments, words_wanted in [
        (["rare.lua", "docs.zip", "-o", "x.jsonl", "--shard", "1/2"], "--gather-only"),
        (["picky.lua", "docs.zip", "--gather-only"], "gathers nothing"),
        (["rare.lua", "docs.zip", "--gathered", "docs.zip"], "--gathered takes what"),
        (["rare.lua", "docs.zip", "--gathered", "nowhere.jsonl"], "nowhere.jsonl")]:
    refused = run("run", *arguments)
    check(refused.returncode != 0 and words_wanted in refused.stderr, f"{arguments}: {refused.stderr}")

# --- what cannot be gathered of is told once, and the rows are made nevertheless
done = run("run", "rare.lua", "docs.zip", "--unlucky", "/0013", "-o", "some.jsonl")
rejects = [json.loads(line) for line in open("some.jsonl.rejects.jsonl")]
check(done.returncode == 3 and [r["stage"] for r in rejects] == ["gather"] and len(open("some.jsonl").readlines()) == 600,
      f"a reject while gathering: {rejects} {done.stderr}")

# --- killed again and again
start = [command, "run", "rare.lua", "docs.tar.gz", "-o", "k.jsonl", "-q"]
for kill in range(8):
    child = subprocess.Popen(start, stderr=subprocess.DEVNULL)
    time.sleep(dice.uniform(0.01, 0.4))
    child.send_signal(signal.SIGKILL if kill % 2 else signal.SIGTERM)
    child.wait()
check(subprocess.run(start).returncode == 0 and read("k.jsonl") == whole, "killed while gathering: other rows")
check(not [name for name in os.listdir(".") if name.startswith("k.jsonl.") and name.endswith(".run")], "folders are left")

# --- samples
lists = {}
for path in ["folder", "docs.zip", "docs.tar.gz"]:
    for jobs in ["1", "2"]:
        rows = [json.loads(line)["doc"] for line in run("run", "picky.lua", path, "--sample", "25", "--jobs", jobs).stdout.splitlines()]
        check(len(rows) == 25 and rows == sorted(rows) and set(rows) <= set(names), f"a sample of 25 is {len(rows)} rows")
        lists.setdefault(path, rows)
        check(lists[path] == rows, f"another number of workers draws another sample of {path}")
spread = {row[0] for row in lists["docs.zip"]}
check(len(spread) >= 5, f"the sample comes from {spread} alone")
check(len(run("run", "picky.lua", "docs.zip", "--sample", "5000").stdout.splitlines()) == 600, "a sample larger than all")
both = run("run", "rare.lua", "docs.zip", "--sample", "25")
check({json.loads(line)["documents"] for line in both.stdout.splitlines()} == {25}, "a sample is gathered of more than itself")

piped = subprocess.run([command, "run", "picky.lua", "-", "--sample", "3"], input="Ann: Hello.", capture_output=True, text=True)
check(piped.returncode == 2 and "only once" in piped.stderr, f"a sample of standard input: {piped.stderr}")

# --- rejects again
open("folder/broken.zip", "wb").write(read("docs.zip")[:-40] + b"nothing" * 6)
first = run("run", "picky.lua", "folder", "-o", "first.jsonl", "--unlucky", "/00")
rejected = [json.loads(line)["unit"] for line in open("first.jsonl.rejects.jsonl")]
again = run("run", "picky.lua", "folder", "--only-rejects", "first.jsonl.rejects.jsonl")
rows = [json.loads(line)["doc"] for line in again.stdout.splitlines()]
wanted = [unit.removeprefix("folder/").replace("!/", "/") for unit in rejected if unit.endswith(".txt")]
check(len(wanted) >= 100 and rows == wanted, f"again: {len(rows)} of {len(wanted)}: {again.stderr[-300:]}")
third = run("run", "picky.lua", "folder", "--only-rejects", "first.jsonl")
check(third.returncode == 2 and "--only-rejects takes" in third.stderr, f"no rejects: {third.stderr}")
# An archive that could not be opened is read whole once it can be.
os.mkdir("late")
open("late/a.zip", "wb").write(b"PK\x03\x04" + b"0" * 50)
run("run", "picky.lua", "late", "-o", "late.jsonl")
open("late/a.zip", "wb").write(read("docs.zip"))
again = run("run", "picky.lua", "late", "--only-rejects", "late.jsonl.rejects.jsonl")
check(len(again.stdout.splitlines()) == 600, f"an archive that was mended: {len(again.stdout.splitlines())} {again.stderr}")
print("passes:", "good" if not faults else f"{len(faults)} faults")
sys.exit(1 if faults else 0)
EOF2
