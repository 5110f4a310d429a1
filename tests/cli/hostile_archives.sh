#!/usr/bin/env bash
# Hostile archives: each ends in time and within memory, with rejects that say which limit or damage it was, with its
# good members read, and with nothing written anywhere but to the output. Usage: hostile_archives.sh BUILD SOURCE
set -eu
build=$(realpath "$1")
source=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$source/tests/cli" exec python3 - "$build" "$work" <<'EOF'
import json
import os
import re
import resource
import subprocess
import sys
import time
import zlib

import bombs

build, work = sys.argv[1:]
is_slow = "asan" in os.path.basename(build)
SECONDS, MEMORY = (60, 2500 << 20) if is_slow else (10, 600 << 20)
failures = 0


def fail(name, words):
    global failures
    failures += 1
    print(f"FAILED: {name}: {words}")


def all_files(folder):
    return sorted(os.path.join(at, name) for at, folders, names in os.walk(folder) for name in folders + names)


def list_documents(path, *flags):
    """(exit code, rows, rejects, seconds, what is told)"""
    start = time.monotonic()
    run = subprocess.run([build + "/moonscribe", "list", path, "--json", "--to", "jsonl", *flags], stdin=subprocess.DEVNULL,
                         capture_output=True, timeout=10 * SECONDS)
    took = time.monotonic() - start
    reports = [json.loads(line) for line in run.stderr.splitlines() if line.startswith(b"{")]
    rejects = [report for report in reports if "code" in report]
    return run.returncode, run.stdout.splitlines(), rejects, took, run.stderr


def check(name, path, codes, documents):
    code, rows, rejects, took, shown = list_documents(path)
    seen = {reject["code"] for reject in rejects}
    if took > SECONDS:
        fail(name, f"took {took:.1f} s")
    if code not in (0, 3, 6):
        fail(name, f"exit {code}: {shown[-400:]!r}")
    if codes and not (seen and seen <= codes) or not codes and seen:
        fail(name, f"rejects {sorted(seen)}, not {sorted(codes)}")
    if documents is not None and len(rows) != documents:
        fail(name, f"{len(rows)} documents, not {documents}")
    if any(not reject["message"] for reject in rejects):
        fail(name, "a reject without words")
    if re.search(rb"[\x00-\x08\x0b-\x1f\x7f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]|\xc2[\x80-\x9f]", shown):
        fail(name, "a control or bidi character reaches the terminal")


def contents(path):
    """(what, CRC) of each member, as our reader has it before anything is made of it."""
    run = subprocess.run([build + "/unit_archive_test_corpus", "--list", path], capture_output=True, timeout=10 * SECONDS)
    lines = [line.split(b"\t") for line in run.stdout.splitlines()]
    return [(line[0].decode(), int(line[2], 16)) for line in lines]


def check_damaged(kind, path, texts):
    """Cut off and spoiled at every sixteenth: each cut is told of, and checksums let no wrong words pass."""
    good = {zlib.crc32(text) for text in texts.values()}
    with open(path, "rb") as file:
        data = file.read()
    for how in ("cut", "spoiled"):
        folder = f"damaged/{how}-{kind}"
        os.makedirs(folder)
        for i in range(1, 16):
            with open(f"{folder}/{i:02}.{kind}", "wb") as file:
                file.write(getattr(bombs, how)(data, i))
        code, rows, rejects, took, shown = list_documents(folder)
        if code not in (0, 3, 6) or took > SECONDS:
            fail(folder, f"exit {code} after {took:.1f} s: {shown[-400:]!r}")
        told = {reject["unit"].split("/")[2][:2] for reject in rejects}
        quiet = [i for i in range(1, 16) if f"{i:02}" not in told]
        if how == "cut" and len(quiet) > (kind == "ar"):  # ar has no end mark: a cut between members shows nowhere
            fail(folder, f"nothing is said of the cuts at sixteenths {quiet}")
        if kind in ("zip", "7z"):
            for name in sorted(os.listdir(folder)):
                wrong = [crc for what, crc in contents(f"{folder}/{name}") if what == "ok" and crc not in good]
                if wrong:
                    fail(f"{folder}/{name}", "wrong words were given for good ones")


for name in ("archives", "away", "damaged"):
    os.makedirs(name)
with open("away/secret", "w") as file:
    file.write("Ann: secret?\nBob: secret.\nAnn: secret?\nBob: secret.\n")
cases = bombs.hostile("archives", os.path.join(work, "away"))
before = all_files(work)
for name, codes, documents in cases:
    check(name, os.path.join("archives", name), codes, documents)
if all_files(work) != before or open("away/secret").read().count("secret") != 4:
    fail("files", f"written: {sorted(set(all_files(work)) - set(before))}")

code, rows, rejects, took, shown = list_documents("archives/names.zip", "--to", "table")
if re.search(rb"[\x00-\x08\x0b-\x1f\x7f]|\xe2\x80[\xaa-\xae]|\xc2[\x80-\x9f]", b"\n".join(rows)):
    fail("names.zip", "a control or bidi character reaches the terminal")

names, texts = bombs.whole(work)
for name in names:
    code, rows, rejects, took, shown = list_documents(name)
    if len(rows) != len(texts) or rejects:
        fail(name, f"{len(rows)} documents, rejects {rejects}")
    check_damaged(os.path.basename(name).split(".", 1)[1], name, texts)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss << 10
if peak > MEMORY:
    fail("memory", f"{peak >> 20} MB at the peak")
print(f"{len(cases)} hostile archives and {len(names)} kinds damaged at every sixteenth; peak {peak >> 20} MB")
sys.exit(failures > 0)
EOF
