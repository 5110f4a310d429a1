"""Runs the programs of the benchmark in turn on one core and prints their ratios as Markdown.

usage: measure.py main|startup COMMAND WORK        COMMAND is the moonscribe to measure
"""
import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
CPU = os.environ.get("MS_BENCH_CPU", str(max(os.sched_getaffinity(0))))
ROUNDS = int(os.environ.get("MS_BENCH_ROUNDS", "5"))
CORPORA = os.environ.get("MS_BENCH_CORPORA", "zh zhw en").split()
COMMAND, WORK = sys.argv[2], sys.argv[3]
# PERFORMANCE: how many times as fast as the other we want to be, at least; for the floor, its time at most.
AIMS = {("zip", "python"): 7, ("zip", "node"): 3.5, ("zip", "shell"): 2.5, ("folder", "python"): 15}
FLOOR_AIMS = {"zh": 1.3, "zhw": 1.45}


def programs(kind):
    found = {
        "moonscribe": lambda i, o: [COMMAND, "run", os.path.join(HERE, "turns.lua"), i, "-o", o, "--jobs", "1"],
        "python": lambda i, o: [sys.executable, os.path.join(HERE, "peers/python.py"), i, o],
    }
    if shutil.which("node"):
        found["node"] = lambda i, o: ["node", os.path.join(HERE, "peers/node.mjs"), i, o]
    if shutil.which("mawk") and shutil.which("bsdtar"):
        found["shell"] = lambda i, o: ["sh", os.path.join(HERE, "peers/shell.sh"), i, o]
    if kind == "zip" and os.path.exists(os.path.join(WORK, "floor")):
        found["floor"] = lambda i, o: [os.path.join(WORK, "floor"), i]
    if not os.path.exists(COMMAND):
        found.pop("moonscribe")
    return found


def run(argv):
    """Seconds of wall clock and of processor time, and the MiB of the largest process (the command and its worker are two)."""
    report = os.path.join(WORK, "peak.txt")
    done = subprocess.run([os.path.join(WORK, "peak"), report, CPU] + argv, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE)
    if done.returncode != 0:
        sys.exit("bench: %s ended with %d: %s"
                 % (" ".join(argv), done.returncode, done.stderr.decode("utf-8", "replace")[-2000:]))
    seconds, cpu, peak = open(report).read().split()
    return float(seconds), float(cpu), int(peak) / 1024


def digest(path):
    """What the rows of all programs must agree on."""
    counts, content = [0, 0, 0], hashlib.sha256()
    with open(path, encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            counts[0] += 1
            counts[1] += row["dates"]
            counts[2] += row["sums"]
            content.update(json.dumps([row[k] for k in ("id", "turn", "speaker", "dates", "date", "sums", "sum")]).encode())
    return counts, content.hexdigest()


def output(name):
    return os.path.join(WORK, "out-%s.jsonl" % name)


def check(runners, path):
    """The first, untimed run: it warms the caches and shows that all do the same job."""
    reference = None
    for name, argv in runners.items():
        if os.path.exists(output(name)):
            os.unlink(output(name))
        run(argv(path, output(name)))
        if name == "floor":
            continue
        counts, content = digest(output(name))
        if reference is None:
            reference = (name, counts, content)
        elif content != reference[2]:
            sys.exit("bench: %s and %s disagree on %s: %s and %s turns, dates, sums"
                     % (reference[0], name, path, reference[1], counts))
    return reference[1]


def size_of(name):
    folder = os.path.join(WORK, name)
    sizes = [entry.stat().st_size for entry in os.scandir(folder)]
    return len(sizes), sum(sizes)


def aim(corpus, kind, name):
    if name == "floor":
        return "at most %.2f" % FLOOR_AIMS[corpus] if corpus in FLOOR_AIMS else ""
    return "at least %g" % AIMS[kind, name] if (kind, name) in AIMS else ""


def ratio(seconds, name):
    ours = seconds.get("moonscribe")
    if not ours or name == "moonscribe":
        return ""
    return "%.2f x its time" % (ours / seconds[name]) if name == "floor" else "%.1f x as fast" % (seconds[name] / ours)


def compare(corpus, kind):
    path = os.path.join(WORK, corpus + (".zip" if kind == "zip" else ""))
    documents, size = size_of(corpus)
    runners = programs(kind)
    turns, dates, sums = check(runners, path)
    walls, cpus, memory = ({name: [] for name in runners} for _ in range(3))
    for _ in range(ROUNDS):
        for name, argv in runners.items():
            wall, cpu, peak = run(argv(path, output(name)))
            walls[name].append(wall)
            cpus[name].append(cpu)
            memory[name].append(peak)
    origin = open(os.path.join(WORK, corpus + ".stamp")).read().split()[2]
    print("\n### %s, %s: %d documents, %.0f MB%s\n\n%d turns, %d dates, %d sums in every program\n"
          % (corpus, kind, documents, size / 1e6,
             ", made from the few samples for want of real transcripts" if origin == "samples" else "", turns, dates, sums))
    print("| program | s | CPU s | documents/s | MB/s | peak MiB | moonscribe is | by CPU | aim |\n"
          "|---|--:|--:|--:|--:|--:|--:|--:|---|")
    wall, cpu = ({name: statistics.median(t) for name, t in times.items()} for times in (walls, cpus))
    for name in runners:
        print("| %s | %.3f | %.3f | %.0f | %.0f | %.0f | %s | %s | %s |"
              % (name, wall[name], cpu[name], documents / wall[name], size / 1e6 / wall[name], max(memory[name]),
                 ratio(wall, name), ratio(cpu, name), aim(corpus, kind, name)))
    sys.stdout.flush()


def first_byte(argv):
    """Milliseconds until the first byte of output."""
    start = time.perf_counter()
    child = subprocess.Popen([os.path.join(WORK, "peak"), os.devnull, CPU] + argv, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    got = child.stdout.read(1)
    spent = time.perf_counter() - start
    child.stdout.read()
    if child.wait() != 0 or not got:
        sys.exit("bench: %s failed" % " ".join(argv))
    return spent * 1000


def startup():
    document = os.path.join(WORK, CORPORA[0], "%s-000000.txt" % CORPORA[0])
    jobs = {"`sh -c echo` (what starting a process costs here)": (["sh", "-c", "echo"], ""),
            "`moonscribe --version`": ([COMMAND, "--version"], "at most 5"),
            "first row of a script": ([COMMAND, "run", os.path.join(HERE, "turns.lua"), document, "--to", "jsonl"], "at most 30")}
    times = {name: [] for name in jobs}
    for _ in range(4 * ROUNDS):
        for name, (argv, _) in jobs.items():
            times[name].append(first_byte(argv))
    print("\n### Start-up: milliseconds to the first byte of output\n\n| what | ms | aim |\n|---|--:|---|")
    for name, (_, wanted) in jobs.items():
        print("| %s | %.1f | %s |" % (name, statistics.median(times[name]), wanted))


if sys.argv[1] == "startup":
    startup()
else:
    for corpus in CORPORA:
        for kind in ("zip", "folder"):
            compare(corpus, kind)
