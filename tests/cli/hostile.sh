#!/usr/bin/env bash
# Hostile scripts: each file of tests/hostile is what a script does with the second of three documents
# in a zip (`on: every`: with each). Its first line says how that ends: the codes that the reject may
# have ("ok": there is none), and words that its message must hold. Whatever it does, it is over soon,
# the other two documents are unharmed, and the command lives. Usage: hostile.sh BUILD SOURCE [NAME...]
set -eu
build=$(realpath "$1")
source=$(realpath "$2")
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
exec python3 - "$build" "$source" "$work" "$@" <<'EOF2'
import json
import os
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor

build, source, work, *chosen = sys.argv[1:]
folder = source + "/tests/hostile"
DOCUMENTS = ["one.txt", "two.txt", "three.txt"]
TALK = "Ann: Why did you go?\nBob: For 3 reasons, and because of 40 percent of them.\n"
PATIENCE_S = 60  # a hang is minutes; sanitizers and a busy machine are slow
CODES = {"script", "encoding", "malformed", "pattern"}

# One line before the body, so that line numbers are one more than in the file.
BEFORE = 'local ms = require "moonscribe" local function hostile(interview, emit)\n'
AFTER = """
end
return ms.script { name = "hostile", about = "hostile", columns = { "doc" }, each = function(interview, emit)
  if %s then hostile(interview, emit) end
  emit { doc = interview.doc }
end }
"""
LIMITS = ["--limit-time", "500ms", "--limit-memory", "48M", "--limit-rows", "1000", "--limit-output", "8M"]

with zipfile.ZipFile(work + "/three.zip", "w") as archive:
    for name in DOCUMENTS:
        archive.writestr(name, TALK)


def run(place, script, *more):
    started = time.monotonic()
    done = subprocess.run([build + "/moonscribe", "run", script, work + "/three.zip", "-o", place + "/out.jsonl",
                           *LIMITS, *more], cwd=place, capture_output=True, timeout=120)
    rejects = place + "/out.jsonl.rejects.jsonl"
    rows = [json.loads(line) for line in open(place + "/out.jsonl")] if os.path.exists(place + "/out.jsonl") else []
    rejected = [json.loads(line) for line in open(rejects)] if os.path.exists(rejects) else []
    return done, rows, rejected, time.monotonic() - started


def judge(name):
    text = open(f"{folder}/{name}.lua").read()
    head = [line for line in text.split("\n") if line.startswith("-- ")]
    words = head[0].removeprefix("-- ends: ").split(" ")
    every = "-- on: every" in head
    codes = {word for word in words if word in CODES or word.startswith("limit_") or word == "ok"}
    wanted = " ".join(word for word in words if word not in codes)
    if codes != {"ok"}:
        codes.add("limit_time")  # on a slow machine the clock may come first
    place = f"{work}/{name}"
    os.mkdir(place)
    with open(place + "/hostile.lua", "w") as file:
        file.write(BEFORE + text + AFTER % ("true" if every else 'interview.doc:find "two"'))
    done, rows, rejected, seconds = run(place, place + "/hostile.lua")
    faults = []
    documents = [row["doc"] for row in rows if row["doc"] in DOCUMENTS] # it may emit what it likes besides
    got = [(reject["unit"].split("!/")[-1], reject["code"]) for reject in rejected]
    if seconds > PATIENCE_S:
        faults.append(f"took {seconds:.1f} s")
    if rejected:
        message = rejected[0]["message"]
        if len(rejected) > 1 or not rejected[0]["unit"].endswith("two.txt") or rejected[0]["code"] not in codes:
            faults.append(f"rejects {got}: {message}")
        if wanted not in message and rejected[0]["code"] != "limit_time":
            faults.append(f"\"{wanted}\" is not in: {message}")
        # No flag helps against a pattern that tries everything.
        helps = "make its repetitions exclusive" if rejected[0]["code"] == "limit_pattern" else "--limit-"
        if rejected[0]["code"].startswith("limit_") and helps not in message and "--limit-" not in message:
            faults.append(f"no flag in: {message}")
        # Lua itself knows no line where C has called C, or memory is gone.
        has_line = "hostile.lua:" in message or "C stack overflow" in message or name.startswith("error_")
        if not has_line and rejected[0]["code"] == "script":
            faults.append(f"no line in: {message}")
        if done.returncode != 3 or sorted(documents) != ["one.txt", "three.txt"]:
            faults.append(f"exit {done.returncode}, documents {documents}")
    elif "ok" not in codes or done.returncode != 0 or documents != DOCUMENTS:
        faults.append(f"no reject, exit {done.returncode}, documents {documents}")
    if len(done.stderr) > 200000 or b"\x1b" in done.stderr:
        faults.append(f"{len(done.stderr)} bytes on stderr")
    if faults:
        faults.append(done.stderr[-600:].decode(errors="replace"))
    left = sorted(set(os.listdir(place)) - {"hostile.lua", "out.jsonl", "out.jsonl.rejects.jsonl",
                                            "out.jsonl.manifest.jsonl", "out.jsonl.report.json"})
    if left:
        faults.append(f"left behind: {left}")
    return name, seconds, got, faults


names = chosen or sorted(name.removesuffix(".lua") for name in os.listdir(folder) if name.endswith(".lua"))
failed = 0
with ThreadPoolExecutor(2) as pool:
    for name, seconds, got, faults in pool.map(judge, names):
        if chosen:
            print(f"{name}: {seconds:.2f} s, {got}")
        for fault in faults:
            print(f"{name}: {fault}")
        failed += bool(faults)
print(f"{len(names)} hostile scripts, {failed} of them badly ended")
sys.exit(1 if failed else 0)
EOF2
