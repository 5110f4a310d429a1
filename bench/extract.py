"""The speed of the extractors: extract.py COMMAND WORK, after `run.sh corpus`.

Processor time (user) of one worker, without what a run over one short document takes. All programs
take turns, round by round; the best round of each counts.
"""
import os
import resource
import shutil
import subprocess
import sys
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
COMMAND, WORK = sys.argv[1:]
ROUNDS = int(os.environ.get("MS_BENCH_ROUNDS", "3"))
MEGABYTES = 8
SAMPLE = 20000  # bytes for programs that are slow
HEAPS = ["1", "1,", "1/", "1-", "-1", "1%", "$1", "1元", "1年1月", "年", "一", "一个", "第", "第一", "百分之", "前", "the ", "one ", "one two ", "may the ", "May ", "day ", "last week ", "Monday ",
         "2019 ", "3:00", "a hundred and ", "from 3 to ", "Mr. A ", "A", "AB ", "Abc ", ",", "/", ".,;:!?-", "\"", "“", "(", "'", "010-", "a@", "www.", "局长", "春节", "博览会", "\n", " "]


def seconds(argv):
    """User time of a command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run(argv, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if done.returncode:
        return None, done.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before, None


def write(name, data):
    path = os.path.join(WORK, name)
    with open(path, "wb") as file:
        file.write(data)
    return path


def mentions(path):
    return [COMMAND, "-q", "mentions", path, "-o", "-", "--to", "jsonl", "--jobs", "1", "--limit-time=600s", "--limit-memory=4G"]


def folder(language):
    """Documents of the corpus as files, and one text of the same words."""
    path, size, texts = os.path.join(WORK, "extract-" + language), 0, []
    shutil.rmtree(path, ignore_errors=True)
    os.mkdir(path)
    with zipfile.ZipFile(os.path.join(WORK, language + ".zip")) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            with open(os.path.join(path, os.path.basename(name)), "wb") as file:
                file.write(data)
            texts.append(data.decode("utf-8", "replace"))
            size += len(data)
            if size >= MEGABYTES * 1000000:
                break
    return path, size, "".join(texts)


def peers(sample, language):
    """Commands of other programs that find times in a text, by name."""
    found = {}
    pythons = [p for p in (sys.executable, "/usr/bin/python3")
               if subprocess.run([p, "-c", "import dateparser"], capture_output=True).returncode == 0]
    if pythons:
        found["dateparser (times)"] = [pythons[0], os.path.join(HERE, "peers/times.py"), sample, language]
    else:
        print(f"{language}: dateparser is left out (python3-dateparser is not there)")
    for module, name in (("chrono-node", "chrono (times)"), ("@microsoft/recognizers-text-suite", "Recognizers (all)")):
        check = ["node", "-e", f"require('{module}')"]
        if shutil.which("node") and subprocess.run(check, capture_output=True).returncode == 0:
            found[name] = ["node", os.path.join(HERE, "peers/mentions.js"), module, sample, language]
        else:
            print(f"{language}: {name} is left out (NODE_PATH has no {module})")
    return found


def best(argv):
    times = []
    for _ in range(ROUNDS):
        time, problem = seconds(argv)
        if time is None:
            return None, problem
        times.append(time)
    return min(times), None


tiny = write("extract-tiny.txt", b"Ann: Yes.\n")
start, problem = best(mentions(tiny))
if start is None:
    sys.exit("bench: " + problem)
print(f"start {start * 1000:.0f} ms\n\n| what | bytes | MB/s | ratio |\n|---|---|---|---|")
for language in "zh", "en":
    path, size, text = folder(language)
    time, problem = best(mentions(path))
    ours = size / 1e6 / (time - start)
    print(f"| {language}: all extractors | {size} | {ours:.1f} | |")
    words = " ".join(text.split()).replace(":", " ").replace("：", " ").encode()
    for million in 2, 10, 50:
        data = b"Ann: " + (words * (million * 1000000 // len(words) + 1))[:million * 1000000].decode("utf-8", "ignore").encode()
        time, problem = seconds(mentions(write("extract-turn.txt", data)))
        rate = f"{len(data) / 1e6 / (time - start):.1f}" if time else problem
        print(f"| {language}: one turn | {len(data)} | {rate} | |")
    sample = write(f"extract-sample-{language}.txt", text.encode()[:SAMPLE].decode("utf-8", "ignore").encode())
    size = os.path.getsize(sample)
    empty = write("extract-empty.txt", b"Yes.\n")
    for name, argv in peers(sample, language).items():
        idle, problem = best([empty if part == sample else part for part in argv])
        time, more = best(argv)
        if time is None or idle is None:
            print(f"| {language}: {name} | {size} | {problem or more} | |")
            continue
        theirs = size / 1e6 / max(time - idle, 0.001)
        print(f"| {language}: {name} | {size} | {theirs:.3f} | {ours / theirs:.0f}x |")
worst = []
for piece in HEAPS:
    data = b"Ann: " + piece.encode() * (1000000 // len(piece.encode()))
    time, problem = seconds(mentions(write("extract-heap.txt", data)))
    worst.append((len(data) / 1e6 / max(time - start, 0.001) if time else 0, piece, problem))
for rate, piece, problem in sorted(worst)[:8]:
    print(f"| heap of {piece!r} | 1000000 | {problem or f'{rate:.1f}'} | |")
