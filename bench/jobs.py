"""A run with 1, 2 and 4 workers over the same documents as a zip, a .tar.gz, a folder and JSON Lines: the same rows, how
many times faster two workers are than one, how much memory all processes take at the peak, and what a run costs beside
bare reading and decoding. Everything from one run, round by round.

usage: jobs.py COMMAND BARE WORK        MS_BENCH_JOBS_DOCUMENTS (default 20000), MS_BENCH_ROUNDS (3)
"""
import gzip
import hashlib
import io
import json
import os
import statistics
import subprocess
import sys
import tarfile
import time
import zipfile

COMMAND, BARE, WORK = sys.argv[1:]
DOCUMENTS = int(os.environ.get("MS_BENCH_JOBS_DOCUMENTS", "20000"))
ROUNDS = int(os.environ.get("MS_BENCH_ROUNDS", "3"))
SHARED = os.environ.get("MS_SHARED", os.path.join(os.path.dirname(__file__), "../../shared"))
HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPT = """local ms = require "moonscribe"
return ms.script { name = "one", about = "one row a document", columns = { "doc", "bytes" },
  each = function(interview, emit) emit(interview.doc, #interview.text) end }
"""
KINDS = ["docs.zip", "docs.tar.gz", "folder", "docs.jsonl.gz"]


def sources():
    texts = []
    folder = os.path.join(SHARED, "data/throughput")
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        if name.endswith(".zip"):
            with zipfile.ZipFile(os.path.join(folder, name)) as archive:
                texts += [archive.read(member).decode("utf-8", "replace") for member in archive.namelist() if not member.endswith("/")]
    if not texts:
        print("bench: no real transcripts (MS_SHARED): samples are repeated")
        texts = [open(os.path.join(HERE, "../samples", name), encoding="utf-8").read()
                 for name in ["wetland.zh.txt", "ferry.en.txt"]]
    return texts


def corpus(place):
    done = os.path.join(place, f"done.{DOCUMENTS}")
    if os.path.exists(done):
        return
    os.makedirs(place + "/folder", exist_ok=True)
    texts = sources()
    with zipfile.ZipFile(place + "/docs.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, \
            tarfile.open(place + "/docs.tar.gz", "w:gz", compresslevel=1) as tar, \
            gzip.open(place + "/docs.jsonl.gz", "wt", compresslevel=1, encoding="utf-8") as lines:
        for i in range(DOCUMENTS):
            text = texts[i * 7919 % len(texts)]
            at = text.rfind("\n", 0, i * 37 % max(1, len(text) - 3000)) + 1
            text = text[at:at + 2400] + f"\n\nAnna: Number {i}?\n\nBen: {i} people.\n"
            data = text.encode()
            name = f"{i // 1000:03d}/{i:06d}.txt"
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
            lines.write(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n")
            os.makedirs(f"{place}/folder/{i // 1000:03d}", exist_ok=True)
            with open(f"{place}/folder/{name}", "wb") as file:
                file.write(data)
    open(done, "w").close()


def tree(pid):
    found = [pid]
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            for child in open(f"/proc/{pid}/task/{task}/children").read().split():
                found += tree(int(child))
    except OSError:
        pass
    return found


def memory(pid):
    """MiB that all processes take together, shared pages counted once."""
    total = 0
    for one in tree(pid):
        try:
            for line in open(f"/proc/{one}/smaps_rollup"):
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
        except OSError:
            pass
    return total / 1024


def run(argv, watched=False, **more):
    begin = time.perf_counter()
    child = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **more)
    peak = 0
    while watched and child.poll() is None:
        peak = max(peak, memory(child.pid))
        time.sleep(0.05)
    message = child.communicate()[1]
    seconds = time.perf_counter() - begin
    if child.returncode != 0:
        sys.exit(f"bench: {' '.join(argv)} ended with {child.returncode}: {message.decode('utf-8', 'replace')[-500:]}")
    return seconds, peak


def processor_time(argv):
    before = os.times()
    run(argv)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def main():
    place = os.path.join(WORK, "jobs")
    os.makedirs(place, exist_ok=True)
    corpus(place)
    script, out = place + "/one.lua", place + "/out.jsonl"
    with open(script, "w") as file:
        file.write(SCRIPT)

    def argv(kind, jobs):
        return [COMMAND, "run", script, f"{place}/{kind}", "-o", out, "--jobs", str(jobs), "-q"]

    print(f"\n{DOCUMENTS} documents, {ROUNDS} rounds, medians\n")
    print("| input | 1 worker, s | 2 workers, s | 2 against 1 (aim 1.8) | peak MiB with 1, 2, 4 (aim 300) |\n|---|---|---|---|---|")
    digests = set()
    for kind in KINDS:
        times, peaks = {1: [], 2: []}, {}
        for jobs in (1, 2, 4):
            peaks[jobs] = run(argv(kind, jobs), watched=True)[1]
            digests.add(digest(out))
        for _ in range(ROUNDS):
            for jobs in times:
                times[jobs].append(run(argv(kind, jobs))[0])
        one, two = statistics.median(times[1]), statistics.median(times[2])
        print(f"| {kind} | {one:.2f} | {two:.2f} | {one / two:.2f} | {peaks[1]:.0f}, {peaks[2]:.0f}, {peaks[4]:.0f} |", flush=True)
    print(f"\nrows: {'the same in all twelve' if len(digests) == 1 else 'DIFFERENT'}")

    bare, ours = [], []
    core = {max(os.sched_getaffinity(0))}
    for _ in range(ROUNDS):
        bare.append(processor_time(["taskset", "-c", str(*core), BARE, f"{place}/docs.zip"]))
        ours.append(processor_time(["taskset", "-c", str(*core), *argv("docs.zip", 1)]))
    ratio = statistics.median(ours) / statistics.median(bare)
    print(f"\none row a document, zip, processor time: {statistics.median(ours):.2f} s; bare reading and decoding "
          f"{statistics.median(bare):.2f} s; ratio {ratio:.2f} (aim 1.15)")
    return 0 if len(digests) == 1 else 1


sys.exit(main())
