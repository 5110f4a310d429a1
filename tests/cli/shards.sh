#!/usr/bin/env bash
# Shards: a run's work in 1, 2 or 7 parts, by any number of workers, merged, gives what one run gives, to the
# byte: rows, rejects and manifest, with an order, a fold, a table. A shard that is killed goes on; one that runs
# twice at once is done once; what is missing, foreign, changed or damaged is refused by name.
# Usage: shards.sh BUILD SOURCE
set -eu
build=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
exec python3 - "$build" "$work" <<'EOF2'
import gzip
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


def check(is_good, what):
    if not is_good:
        faults.append(what)
        print("FAULT:", what)


def run(*arguments, **more):
    return subprocess.run([command, *arguments], capture_output=True, text=True, timeout=300, **more)


# Words without sense, so that what is packed stays large enough to be divided.
dice = random.Random(7)
syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]


def talk(number):
    said = [" ".join("".join(dice.choices(syllables, k=3)) for _ in range(140)) for _ in range(6)]
    lines = [f"{who}: {said[i * 2 + j]} in {1980 + (number * 7 + i) % 60}." for i in range(3) for j, who in enumerate(["Ann", "Bob"])]
    return "\n".join(lines) + "\n"


texts = [talk(i) for i in range(900)]
os.makedirs("in/folder")
for i in range(40):
    open(f"in/folder/{i:03}.txt", "w").write(texts[i])
open("in/folder/bad.txt", "wb").write(bytes(range(256)) * 8)
with zipfile.ZipFile("in/many.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    for i in range(300):
        archive.writestr(f"{i:03}.txt", texts[i])
    archive.writestr("photo.jpg", b"\xff\xd8\xff\xe0" + b"0" * 100)
inner = io.BytesIO()
with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
    for i in range(300, 700):
        archive.writestr(f"deep/{i:03}.txt", texts[i])
with zipfile.ZipFile("in/nested.zip", "w") as archive:
    archive.writestr("inner.zip", inner.getvalue())
with tarfile.open("in/stream.tar.gz", "w:gz") as archive:
    for i in range(200, 900):
        entry = tarfile.TarInfo(f"{i:03}.txt")
        entry.size = len(texts[i])
        archive.addfile(entry, io.BytesIO(texts[i].encode()))
with open("in/rows.jsonl", "w") as file:
    for i in range(500):
        file.write(json.dumps({"id": f"r{i}", "text": texts[i]}) + "\n")
check(all(os.path.getsize(f"in/{name}") > 1 << 20 for name in ["nested.zip", "stream.tar.gz", "rows.jsonl"]),
      "the inputs are too small to be divided")

open("one.lua", "w").write('''
local ms = require "moonscribe"
return ms.script { name = "one", about = "one row a document", columns = { "doc", "turns", "first" },
  each = function(interview, emit)
    if interview.doc:find "13" then error "unlucky" end
    local turns, first = 0, nil
    for turn in interview:turns() do
      turns = turns + 1
      first = first or tostring(turn.text):sub(1, 40)
    end
    emit { doc = interview.doc, turns = turns, first = first }
  end }
''')
open("fold.lua", "w").write('''
local ms = require "moonscribe"
return ms.script { name = "fold", about = "counts by first letter", columns = { "letter", "count" }, order = { "letter" },
  each = function(interview, emit)
    for turn in interview:turns() do emit { letter = tostring(turn.text):sub(1, 1), count = #turn.text } end
  end,
  finish = function(rows, out)
    local at
    for row in rows do
      if at and at.letter ~= row.letter then out(at) at = nil end
      at = at or { letter = row.letter, count = 0 }
      at.count = at.count * 3 % 1000003 + row.count
    end
    if at then out(at) end
  end }
''')


def files_of(name):
    found = {}
    for suffix in ["", ".manifest.jsonl", ".rejects.jsonl"]:
        found[suffix] = open(name + suffix, "rb").read() if os.path.exists(name + suffix) else None
    return found


def folder(name, i, n):
    return f"{name}.shard-{i}-of-{n}"


CASES = {"rows": ["run", "one.lua", "in"], "table": ["run", "one.lua", "in", "--to", "csv"],
         "fold": ["run", "fold.lua", "in"], "timeline": ["timeline", "in/folder", "in/many.zip", "--to", "md"]}
for case, arguments in CASES.items():
    whole = run(*arguments, "-o", f"whole-{case}.out" if "--to" in arguments else f"whole-{case}.jsonl")
    name = f"whole-{case}.out" if "--to" in arguments else f"whole-{case}.jsonl"
    check(whole.returncode == 3, f"{case}: the whole ends with {whole.returncode}: {whole.stderr}")
    expected = files_of(name)
    for n in [1, 2, 7]:
        target = name.replace("whole", f"merged-{n}")
        for i in range(1, n + 1):
            done = run(*arguments, "-o", target, "--shard", f"{i}/{n}", "--jobs", str(1 + (i + n) % 3))
            check(done.returncode in (0, 3), f"{case} {i}/{n}: exit {done.returncode}: {done.stderr}")
        merged = run("merge", target)
        check(merged.returncode == 3, f"{case} {n}: merge ends with {merged.returncode}: {merged.stderr}")
        check(files_of(target) == expected, f"{case}: {n} shards merged differ from the whole")
        if n == 7 and case == "rows":
            shares = [json.load(open(folder(target, i, n) + "/done"))["documents"] for i in range(1, n + 1)]
            check(min(shares) > 0, f"a shard has nothing to do: {shares}")

# Done is done: again, nothing is read; with another setting it is refused; --restart does it again.
name = "merged-7-rows.jsonl"
first = run("run", "one.lua", "in", "-o", name, "--shard", "3/7")
check(first.returncode == 3, f"a shard that is done: exit {first.returncode}: {first.stderr}")
other = run("run", "one.lua", "in", "-o", name, "--shard", "3/7", "--limit-rows", "5")
check(other.returncode == 8 and "--limit-rows" in other.stderr, f"another setting: {other.returncode} {other.stderr}")


def done_of(path):
    """What it says but for the segments, which end at commits, and those go by the clock."""
    return {key: value for key, value in json.load(open(path + "/done")).items() if not key.startswith("segments")}


before = done_of(folder(name, 3, 7))
again = run("run", "one.lua", "in", "-o", name, "--shard", "3/7", "--restart")
check(again.returncode == 3 and done_of(folder(name, 3, 7)) == before, f"restart: {again.stderr}")

# Shards by explicit names, in any order, to standard output.
listed = run("merge", *[folder(name, i, 7) for i in (4, 1, 7, 3, 2, 6, 5)])
check(listed.stdout == open("whole-rows.jsonl").read(), "shards by name differ")

# Missing, foreign, not done, damaged, twice.
some = [folder(name, i, 7) for i in range(1, 7)]
for what, shards, words in [
        ("missing", some, "shard 7 of 7 is missing"),
        ("twice", [*some, some[0], folder(name, 7, 7)], "given twice"),
        ("of another number", [folder("merged-2-rows.jsonl", 1, 2), folder(name, 2, 7)], "of 7 shards, not of 2"),
        ("of another run", [folder("merged-2-rows.jsonl", 1, 2), folder("merged-2-fold.jsonl", 2, 2)], "no shards of the same run")]:
    refused = run("merge", *shards, "-o", "never.jsonl")
    check(refused.returncode == 8 or what == "twice" and refused.returncode == 2, f"{what}: exit {refused.returncode}")
    check(words in refused.stderr and not os.path.exists("never.jsonl"), f"{what}: {refused.stderr}")
os.rename(folder(name, 2, 7) + "/done", "kept")
refused = run("merge", name)
check(refused.returncode == 8 and "is not done yet" in refused.stderr, f"not done: {refused.stderr}")
os.rename("kept", folder(name, 2, 7) + "/done")
with open(folder(name, 2, 7) + "/rows", "r+b") as file:
    file.seek(30)
    file.write(b"#")
refused = run("merge", name)
check(refused.returncode == 8 and "is not as its shard left it" in refused.stderr, f"damaged: {refused.stderr}")
source = open("one.lua").read()
open("one.lua", "w").write(source + "\n")
refused = run("merge", "merged-2-rows.jsonl")
check(refused.returncode == 8 and "has changed" in refused.stderr, f"a changed script: {refused.stderr}")
open("one.lua", "w").write(source)
for bad in ["0/3", "4/3", "1", "1/", "a/b", "1/2/3", "-1/2"]:
    refused = run("run", "one.lua", "in", "-o", "x.jsonl", "--shard", bad)
    check(refused.returncode == 2 and "--shard takes I/N" in refused.stderr, f"--shard {bad}: {refused.stderr}")
refused = run("run", "one.lua", "in", "--shard", "1/2")
check(refused.returncode == 2 and "-o FILE" in refused.stderr, f"no output: {refused.stderr}")

# Killed again and again, and twice at once.
start = [command, "run", "one.lua", "in", "-o", "k.jsonl", "--shard", "1/2", "-q"]
for kill in range(6):
    child = subprocess.Popen(start, stderr=subprocess.DEVNULL)
    time.sleep(dice.uniform(0.01, 0.25))
    child.send_signal(signal.SIGKILL if kill % 2 else signal.SIGTERM)
    child.wait()
both = [subprocess.Popen(start, stderr=subprocess.PIPE, text=True) for _ in range(2)]
codes = sorted(child.wait(timeout=300) for child in both)
check(codes in ([3, 9], [3, 3]), f"twice at once: {codes} {[child.stderr.read() for child in both]}")
run("run", "one.lua", "in", "-o", "k.jsonl", "--shard", "2/2")
check(run("merge", "k.jsonl").returncode == 3 and files_of("k.jsonl") == files_of("whole-rows.jsonl"), "killed shards differ")

# A stranger's shards grant nothing.
settings = folder("k.jsonl", 1, 2) + "/settings"
with open(settings, "a") as file:
    file.write('{"when":"load","key":"allow","value":"read:/etc"}\n')
check(run("merge", "k.jsonl", "-o", "k2.jsonl").returncode == 3, "a grant in a shard")
print("shards:", "good" if not faults else f"{len(faults)} faults")
sys.exit(1 if faults else 0)
EOF2
