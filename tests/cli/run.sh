#!/usr/bin/env bash
# The command as people use it: inputs of every kind, pipes, terminals, reports, templates.
# Usage: run.sh BUILD SOURCE
set -eu
build=$(realpath "$1")
source=$(realpath "$2")
moonscribe=$build/moonscribe
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$source/samples/village" "$source/samples/village.zip" "$source/samples/ferry.en.txt" "$work"
cd "$work"
failed=0
# same WHAT EXPECTED GOT
same() {
  [ "$2" = "$3" ] && return
  printf 'run: %s\nexpected: %s\n     got: %s\n' "$@"
  failed=1
}
docs() { "$moonscribe" list "$@" --to jsonl 2>&1 | sed -E 's/.*"doc":"([^"]*)".*/\1/' | tr '\n' ' '; }

# Inputs.
same "a file" "ferry.en.txt " "$(docs ferry.en.txt)"
same "a folder" "01-mill.en.txt 02-school.en.txt 03-tea.zh.txt " "$(docs village)"
same "an archive" "01-mill.en.txt 02-school.en.txt 03-tea.zh.txt " "$(docs village.zip)"
same "a glob" "01-mill.en.txt 03-tea.zh.txt " "$(docs 'village/0[13]*')"
same "two inputs" "ferry.en.txt village.zip/01-mill.en.txt village.zip/02-school.en.txt village.zip/03-tea.zh.txt " \
  "$(docs ferry.en.txt village.zip)"
printf 'ferry.en.txt\nvillage/01-mill.en.txt\n' >list
same "a list" "ferry.en.txt 01-mill.en.txt " "$(docs @list)"
same "standard input" "stdin " "$(docs - <ferry.en.txt)"
same "an archive on a pipe" "stdin/01-mill.en.txt stdin/02-school.en.txt stdin/03-tea.zh.txt " \
  "$(cat village.zip | docs -)"
cp ferry.en.txt ./-x
same "a name like a flag" "-x" "$("$moonscribe" list --to jsonl -- -x | cut -d '"' -f 4)"
same "-o -" "ferry.en.txt" "$("$moonscribe" list ferry.en.txt -o - --to jsonl | cut -d '"' -f 4)"
same "only the first" "01-mill.en.txt 02-school.en.txt " "$(docs village --first 2)"
same "a dry run" "village/01-mill.en.txt village/02-school.en.txt village/03-tea.zh.txt " \
  "$("$moonscribe" list village --dry-run 2>/dev/null | tr '\n' ' ')"

# A whole dataset in a pipe whose reader leaves: quiet, and no zombie of a worker waits.
set +o pipefail
same "a reader that leaves" "{" "$("$moonscribe" dataset village{,,,,,,,} 2>stderr | head -c 1)"
same "nothing is said about it" "" "$(cat stderr)"

# Formats.
"$moonscribe" list ferry.en.txt -o a.csv -q
"$moonscribe" list ferry.en.txt --to csv >b.csv
cmp a.csv b.csv || failed=1
"$moonscribe" list ferry.en.txt -o a.TSV -q
same "a suffix in capitals" "$(head -1 b.csv | tr , '\t')" "$(head -1 a.TSV)"
timeline() { "$moonscribe" timeline "$@" --to jsonl | sed -E 's/.*"date":"([^"]*)".*/\1/'; }
same "an order is one over all inputs" "$(timeline ferry.en.txt village)" "$(timeline village ferry.en.txt)"
same "an output is replaced only by a whole one" "old" \
  "$(echo old >out.jsonl && "$moonscribe" dataset ferry.en.txt --unit nothing -o out.jsonl 2>/dev/null || cat out.jsonl)"

# A terminal gets a view, and nothing in a name or a text is obeyed by it.
python3 - "$moonscribe" <<'PYTHON' || failed=1
import os, pty, subprocess, sys
moonscribe = sys.argv[1]
def terminal(*words):
    try:
        ours, theirs = pty.openpty()
    except OSError as why:
        print(f"run: SKIPPED the cases of a terminal: {why}")
        sys.exit(0)
    process = subprocess.Popen([moonscribe, *words], stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL)
    os.close(theirs)
    seen = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    process.wait()
    return seen.decode()
assert terminal("timeline", "ferry.en.txt").startswith("# Timeline"), "a terminal gets no view"
assert "who speaks" in terminal("inspect", "ferry.en.txt"), "the script's own view is not taken"
assert not terminal("list", "ferry.en.txt").startswith("doc,format"), "a table is not laid out"
bad = "\x1b[31m\u202ebad.pdf"
with open(bad, "w") as file:
    file.write("%PDF-1.7")
shown = terminal("list", bad)
assert "PDF" in shown and "\x1b" not in shown and "\u202e" not in shown, repr(shown)
shown = terminal("list", bad, "--dry-run")
assert "\\x1B[31m\\u{202E}bad.pdf" in shown, repr(shown)
shown = terminal("li\x1b]0;st")
assert "\x1b" not in shown, repr(shown)
PYTHON

# Reports as JSON, every line of them.
printf '%%PDF-1.7' >village/bad.pdf
"$moonscribe" list village -o out.csv --json 2>report || true
"$moonscribe" list nowhere --json 2>>report || true
python3 - report <<'PYTHON' || failed=1
import json, sys
lines = [json.loads(line) for line in open(sys.argv[1])]
assert sorted(lines[0]) == ["code", "message", "stage", "unit"] and sorted(lines[2]) == ["error", "message"], lines
assert lines[1] == json.load(open("out.csv.report.json")), "the report beside the result is another one"
assert lines[1]["codes"] == {"unsupported": 1} and lines[1]["rejects"] == 1 and lines[1]["wall"], lines[1]
assert 0 < sum(lines[1]["stages"].values()) < 100 and lines[1]["slowest"][0]["source"].startswith("village/"), lines[1]
assert lines[1]["output_bytes"] == len(open("out.csv", "rb").read()) and lines[1]["seconds"] > 0, lines[1]
assert lines[1]["documents"] == 4 and lines[1]["rows"] == 3 and lines[2]["error"] == "not_found", lines
PYTHON

# Templates, never over what is there.
same "a new script" "mine.lua" "$("$moonscribe" new script mine 2>/dev/null)"
same "it runs" "3" "$("$moonscribe" run mine.lua village.zip --at-least 100 --to jsonl | wc -l)"
same "its flags" "1" "$("$moonscribe" run mine.lua --help | grep -c -- '--at-least N')"
cp mine.lua before
"$moonscribe" new script mine 2>/dev/null && failed=1
cmp mine.lua before || failed=1
same "a new format" "formats/mine.lua" "$("$moonscribe" new format mine 2>/dev/null)"
"$moonscribe" test formats/mine.lua >/dev/null || failed=1

# The start takes no time.
python3 - "$moonscribe" <<'PYTHON' || failed=1
import subprocess, sys, time
best = 1
for _ in range(20):
    began = time.perf_counter()
    subprocess.run([sys.argv[1], "--version"], stdout=subprocess.DEVNULL, check=True)
    best = min(best, time.perf_counter() - began)
assert best < 0.1, f"--version takes {best * 1000:.1f} ms at best"
PYTHON
exit $failed
