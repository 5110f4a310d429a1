#!/usr/bin/env bash
# Rows of standard input that name files: they are read as if they had been given, by any number of workers and with
# an empty environment; what cannot be read is a reject of its row, and the rows behind it go on.
# Usage: named.sh BUILD SOURCE
set -eu
build=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
failed=0
fail() { echo "named: $*"; failed=1; }

printf 'Ann: First?\nBob: Yes, in 1999.\n' >a.txt
printf 'Ann: Second?\nBob: No.\n' >b.txt
python3 - <<'PY'
import json, zipfile
with zipfile.ZipFile("two.zip", "w") as archive:
    archive.write("a.txt")
    archive.write("b.txt", "deep/b.txt")
rows = [{"id": "one", "text": "Ann: Said here?\nBob: Here."}, {"id": "two", "path": "a.txt", "date": "2020-05-01"},
        {"id": "three", "path": "two.zip"}, {"id": "four", "path": "nowhere.txt"}, {"id": "five", "path": "."},
        {"id": "six"}, {"id": "seven", "path": "rows.jsonl"}, {"id": "eight", "path": "a\0.txt"},
        *[{"id": f"n{i}", "path": "b.txt"} for i in range(300)], {"id": "last", "text": "Ann: The end?\nBob: Yes."}]
open("rows.jsonl", "w").write('{"id": "in", "text": "Ann: Inside?\\nBob: Yes."}\n')
open("in.jsonl", "w").write("".join(json.dumps(row) + "\n" for row in rows))
PY
for jobs in 1 2 4; do
  code=0
  env -i "$build/moonscribe" list --stdin rows --jobs $jobs <in.jsonl >out.$jobs 2>err.$jobs || code=$?
  [ $code -eq 3 ] || fail "exit $code with $jobs workers: $(tail -1 err.$jobs)"
  cmp -s out.1 out.$jobs || fail "$jobs workers give other rows"
done
# shellcheck disable=SC2002 # a pipe is what is tried
cat in.jsonl | "$build/moonscribe" list --stdin rows >out.pipe 2>err.pipe || true
cmp -s out.1 out.pipe || fail "a pipe gives other rows than a file"
ids=$(cut -d, -f1 out.1 | sed 1d | grep -v '^n' | tr '\n' ' ')
[ "$ids" = "one two three/a.txt three/deep/b.txt seven/in last " ] || fail "the ids are $ids"
[ "$(grep -c '^n' out.1)" -eq 300 ] || fail "rows are missing"
grep -q '^two,.*2020-05-01,.*a.txt$' out.1 || fail "the date or the source of a row's file: $(grep ^two out.1)"
grep -q 'two.zip!/deep/b.txt$' out.1 || fail "the source of a member"
grep -q "nowhere.txt' cannot be opened" err.1 || fail "a missing file is not told"
grep -q "is a folder" err.1 || fail "a folder is not told"
grep -q 'no "path" of a file' err.1 || fail "a row without text and path is not told"
[ "$(grep -c '^moonscribe: -!/' err.1)" -eq 4 ] || fail "rejects: $(cat err.1)"
# Elsewhere a path is only a field: a collection from elsewhere opens nothing.
"$build/moonscribe" list in.jsonl 2>/dev/null | grep -q 'a.txt' && fail "a file that was given as input opens others"
exit $failed
