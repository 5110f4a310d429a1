"""Reading archives, processor time against other readers, as ratios from one run.

    speed.py BUILD ZIP...

Each zip of documents is read as it is and as a .tar.gz of the same members, by our reader (its lister: every byte inflated,
checked and summed once more), bsdtar, unzip and Python, in turns on one core; medians of five rounds.
"""
import os
import resource
import statistics
import subprocess
import sys
import tarfile
import tempfile
import zipfile

ROUNDS = 5
PYTHON = {
    "zip": "import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1]) as z:\n for i in z.infolist(): z.read(i)",
    "tar.gz": "import sys, tarfile\nfor i in tarfile.open(sys.argv[1], 'r|gz'):\n pass",
}


def processor_time(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(build, kind, path):
    commands = {
        "ours": [os.path.join(build, "unit_archive_test_corpus"), "--flat", path],
        "bsdtar": ["bsdtar", "-xOf", path],
        "Python": [sys.executable, "-c", PYTHON[kind], path],
    }
    if kind == "zip":
        commands["unzip -p"] = ["unzip", "-p", path]
    times = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            times[name].append(processor_time(command))
    medians = {name: statistics.median(values) for name, values in times.items()}
    ratios = ", ".join(f"{name} {medians[name] / medians['ours']:.1f}x" for name in commands if name != "ours")
    print(f"{os.path.basename(path)}: ours {medians['ours'] * 1000:.0f} ms; {ratios}")


def main():
    build = os.path.abspath(sys.argv[1])
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as work:
        for path in sys.argv[2:]:
            measure(build, "zip", path)
            packed = os.path.join(work, os.path.basename(path)[:-4] + ".tar.gz")
            with zipfile.ZipFile(path) as source, tarfile.open(packed, "w:gz") as target:
                for info in source.infolist():
                    if not info.is_dir():
                        member = tarfile.TarInfo(info.filename)
                        member.size = info.file_size
                        target.addfile(member, source.open(info))
            measure(build, "tar.gz", packed)


if __name__ == "__main__":
    main()
