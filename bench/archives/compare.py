"""Every archive of a folder through our reader, and what others make of the same file.

    compare.py BUILD FOLDER [--docs]

BUILD holds unit_archive_test_corpus (best of the asan preset: then it is a search for memory errors too). Each file has
ten seconds and may write nothing. Ends with 1 when a file crashed, hung, or was read whole with members or bytes that no
reference which read it whole agrees with. --docs prints the table of docs/containers.md.
"""
import collections
import concurrent.futures
import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SECONDS = 10


def run(*command):
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return "hang", []
    return done.returncode, [line.split(b"\t") for line in done.stdout.split(b"\n") if line.count(b"\t") >= 3]


def members(lines):
    return collections.Counter((line[1], line[2]) for line in lines if line[0] == b"ok" and line[1] != b"0")


def look(job):
    """(suite, file, verdict of ours, codes, agreement, words)"""
    tool, folder, path = job
    name = os.path.relpath(path, folder)
    start = time.monotonic()
    code, ours = run(tool, "--flat", path)
    took = time.monotonic() - start
    words = ""
    if code == "hang" or code != 0:
        return name, "hang" if code == "hang" else "crash", set(), "", f"{took:.1f} s, exit {code}"
    codes = {line[0].decode() for line in ours if line[0] not in (b"ok", b"skip")}
    is_plain = not codes and len(ours) == 1 and not ours[0][3] and ours[0][1] == str(os.path.getsize(path)).encode()
    documents = sum(line[0] == b"ok" for line in ours)
    verdict = "plain" if is_plain else "whole" if not codes else "part" if documents else "refused"
    if codes:
        words = next(line[4].decode("utf-8", "replace") for line in ours if line[0].decode() in codes)
    hidden = [line for line in ours if line[0] == b"skip" and line[4] not in (b"a folder", b"a link", b"a device")]
    agreement = "none"
    is_web = ours and any(b"://" in line[3] for line in ours)  # neither reference knows WARC
    for reference in () if is_web else ("python", "libarchive"):
        code, theirs = run(sys.executable, os.path.join(HERE, "references.py"), reference, path)
        if code == "hang":
            words += f" [{reference} hangs]"
        if code != 0:
            continue
        mine, other = members(ours), members(theirs)
        missing, extra = other - mine, mine - other
        if not extra and sum(missing.values()) <= len(hidden):
            agreement = reference
            break
        agreement = "differs"
        words += f" [{reference}: {sum(missing.values())} missing, {sum(extra.values())} extra]"
    return name, verdict, codes, agreement, words


def main():
    build, folder = sys.argv[1:3]
    tool = os.path.abspath(os.path.join(build, "unit_archive_test_corpus"))
    files = sorted(os.path.join(at, name) for at, _, names in os.walk(folder) for name in names if not name.startswith("."))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(look, [(tool, folder, path) for path in files]))
    suites, bad = collections.defaultdict(collections.Counter), 0
    for name, verdict, codes, agreement, words in results:
        suite = suites[name.split(os.sep)[0]]
        suite["files"] += 1
        suite[verdict] += 1
        for code in codes:
            suite["code " + code] += 1
        if verdict == "whole" and agreement not in ("none", "differs"):
            suite["agree"] += 1
        if verdict == "whole" and agreement == "none":
            suite["alone"] += 1
        is_bad = verdict in ("crash", "hang") or verdict == "whole" and agreement == "differs"
        is_odd = verdict in ("part", "refused") and agreement != "none"
        bad += is_bad
        if (is_bad or is_odd) and "--docs" not in sys.argv:
            print("BAD" if is_bad else "odd", verdict, ",".join(sorted(codes)), name, "|", agreement, words)
    print("| suite | files | no archive | read whole | as a reference has it | no reference reads it | part, with rejects | refused | why |")
    print("|---|---|---|---|---|---|---|---|---|")
    for suite, sums in suites.items():
        why = ", ".join(f"{key[5:]} {count}" for key, count in sums.most_common() if key.startswith("code "))
        cells = [sums[key] for key in ("files", "plain", "whole", "agree", "alone", "part", "refused")]
        print("| " + " | ".join([suite, *map(str, cells), why]) + " |")
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
