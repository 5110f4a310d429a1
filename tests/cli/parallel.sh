#!/usr/bin/env bash
# The same bytes from a folder, a zip, a .tar.gz and JSON Lines, with 1, 2 and 4 workers; and when worker or
# command are killed at random moments and the command is run again. MS_KILLS sets how often.
set -eu
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 - "$build" "${MS_KILLS:-30}" <<'PY'
import gzip, io, json, os, random, signal, subprocess, sys, tarfile, time, zipfile

build, wanted_kills = sys.argv[1], int(sys.argv[2])
command = build + "/moonscribe"
open("count.lua", "w").write('''local ms = require "moonscribe"
return ms.script { name = "count", columns = { "doc", "turns", "bytes" }, each = function(interview, emit)
  local count = 0
  for turn in interview:turns() do count = count + 1 end
  emit(interview.doc, count, #interview.text)
end }''')

os.makedirs("folder")
archive = zipfile.ZipFile("docs.zip", "w", zipfile.ZIP_DEFLATED)
tar = tarfile.open("docs.tar.gz", "w:gz")
lines = io.StringIO()
for i in range(2500):
    name = f"{i // 500}/{i:05d}.txt"
    text = "".join(f"Ann: Why is {j} so?\n\nBen: 因为有{i * j}个人。\n\n" for j in range(i % 23 + 1))
    data = text.encode()
    os.makedirs(os.path.dirname(f"folder/{name}"), exist_ok=True)
    open(f"folder/{name}", "wb").write(data)
    archive.writestr(name, data)
    info = tarfile.TarInfo(name)
    info.size = len(data)
    tar.addfile(info, io.BytesIO(data))
    lines.write(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n")
archive.close()
tar.close()
open("docs.jsonl", "w").write(lines.getvalue())
gzip.open("docs.jsonl.gz", "wt").write(lines.getvalue())
inputs = ["folder", "docs.zip", "docs.tar.gz", "docs.jsonl", "docs.jsonl.gz"]


def arguments(path, jobs):
    return [command, "run", "./count.lua", path, "--jobs", str(jobs), "-o", "out.jsonl", "--quiet"]


def take():
    data = open("out.jsonl", "rb").read()
    os.unlink("out.jsonl")
    assert not os.path.exists("out.jsonl.run"), "the folder of the run is left"
    return data


expected = None
for path in inputs:
    for jobs in (1, 2, 4):
        subprocess.run(arguments(path, jobs), check=True)
        data = take()
        expected = expected or data
        assert data == expected, f"{path} with {jobs} workers gives other rows"
assert expected.count(b"\n") == 2500

# Killed again and again: the command, or one of its workers.
random.seed(5)
kills = rounds = 0
while kills < wanted_kills:
    path = inputs[rounds % len(inputs)]
    rounds += 1
    while True:
        process = subprocess.Popen(arguments(path, 2))
        try:
            process.wait(random.random() * 0.25)
            break
        except subprocess.TimeoutExpired:
            pass
        children = open(f"/proc/{process.pid}/task/{process.pid}/children").read().split()
        if children and random.random() < 0.5:
            try:
                os.kill(int(random.choice(children)), signal.SIGKILL)
                kills += 1
            except ProcessLookupError:
                pass
            process.wait(60)
            break
        how = random.choice((signal.SIGKILL, signal.SIGTERM))
        process.send_signal(how)
        process.wait(60)
        kills += 1
        if how == signal.SIGTERM:
            assert process.returncode in (0, 75, -signal.SIGTERM), f"asked to stop: exit {process.returncode}"
            if process.returncode == 0:
                break
    assert process.returncode == 0, f"{path}: exit {process.returncode}"
    assert take() == expected, f"{path}: other rows after {kills} kills"

# What has changed since is refused, with its name; --restart begins anew.
process = subprocess.Popen(arguments("folder", 1))
while not os.path.exists("out.jsonl.run/journal") or os.path.getsize("out.jsonl.run/journal") == 0:
    if process.poll() is not None:
        break
    time.sleep(0.005)
process.kill()
process.wait()
if os.path.exists("out.jsonl.run"):
    open("count.lua", "a").write("\n-- changed\n")
    answer = subprocess.run(arguments("folder", 1), capture_output=True, text=True)
    assert answer.returncode == 8 and "count.lua" in answer.stderr, answer
    answer = subprocess.run(arguments("folder", 1) + ["--restart"])
    assert answer.returncode == 0
    assert take() == expected
else:
    print("the run was over before it could be stopped: --restart was not tried")
print(f"{kills} kills in {rounds} rounds")
PY
