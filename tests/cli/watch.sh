#!/usr/bin/env bash
# --watch runs again when an input, a new file in a folder, or the script changes, and goes on after a script that does
# not load; --profile tells what took the time; --verify sees a change that size and time do not show; a reject names
# its line in the script. Usage: watch.sh BUILD SOURCE
set -eu
build=$(realpath "$1")
work=$(mktemp -d)
child=
trap '[ -z "$child" ] || kill "$child" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
failed=0
fail() { echo "watch: $*"; failed=1; }
moonscribe=$build/moonscribe
mkdir in
printf 'Ann: One?\nBob: Yes, 30 percent.\n' >in/a.txt
script() {
  printf 'local ms = require "moonscribe"\nreturn ms.script { name = "s", about = "s", columns = { "doc", "v" },\n'
  printf '  each = function(interview, emit)\n    %s\n    emit(interview.doc, "%s")\n  end }\n' "$2" "$1"
}
script first '' >s.lua

until_is() { # TEXT: waits until the result is that
  for _ in $(seq 200); do
    [ "$(cat out.csv 2>/dev/null)" = "$1" ] && return 0
    sleep 0.1
  done
  fail "the result is $(cat out.csv 2>/dev/null), not $1"
}
"$moonscribe" run ./s.lua in -o out.csv --watch 2>log &
child=$!
until_is $'doc,v\na.txt,first'
printf 'Ann: Two?\nBob: No.\n' >in/b.txt
until_is $'doc,v\na.txt,first\nb.txt,first'
echo 'this is no Lua' >s.lua
sleep 1
script second '' >s.lua
until_is $'doc,v\na.txt,second\nb.txt,second'
rm in/a.txt
until_is $'doc,v\nb.txt,second'
kill -0 $child || fail "it has ended: $(tail -3 log)"
kill -INT $child
wait $child && true
child=

"$moonscribe" mentions in -o m.jsonl --profile 2>profile
grep -q 'calls  what' profile || fail "--profile tells nothing: $(cat profile)"
grep -q 'the script$' profile || fail "--profile does not know the script"
"$moonscribe" mentions in --json --profile 2>&1 >/dev/null | tail -1 | python3 -c '
import json, sys
profile = json.loads(sys.stdin.read())["profile"]
names = {entry["what"] for entry in profile}
assert "format dialogue, turns" in names and "extractors, scanning and deciding" in names, names
assert profile == sorted(profile, key=lambda entry: -entry["seconds"]) and all(entry["calls"] > 0 for entry in profile)
' || fail "the profile in the report"

# A document that is tried again alone, as it took too long, is still one reject.
script slow 'while interview.doc:find "b" do end' >s.lua
"$moonscribe" run ./s.lua in -o slow.csv --profile --limit-time 300ms 2>/dev/null || true
[ "$(wc -l <slow.csv.rejects.jsonl)" -eq 1 ] || fail "with --profile: $(cat slow.csv.rejects.jsonl)"

script third 'if interview.doc:find "b" then error "unlucky" end' >s.lua
"$moonscribe" run ./s.lua in -o r.csv 2>/dev/null || true
grep -q '"script_line":"./s.lua:4"' r.csv.rejects.jsonl || fail "the reject names no line: $(cat r.csv.rejects.jsonl)"

# Same size, same time, same ends: only --verify looks at all bytes.
python3 - <<'PY'
import zipfile, random
dice = random.Random(3)
with zipfile.ZipFile("big.zip", "w", zipfile.ZIP_STORED) as archive:
    for i in range(400):
        words = " ".join("".join(dice.choices("abcdefgh", k=5)) for _ in range(1500))
        archive.writestr(f"{i:03}.txt", f"Ann: {words}\nBob: {words}\n")
PY
for flag in "" --verify; do
  # shellcheck disable=SC2086 # no flag is no word
  "$moonscribe" dataset big.zip -o v.jsonl $flag -q &
  child=$!
  for _ in $(seq 400); do
    [ -s v.jsonl.run/rows ] && [ "$(stat -c %s v.jsonl.run/journal)" -gt 0 ] && break
    sleep 0.02
  done
  kill -TERM $child 2>/dev/null || true
  wait $child && true
  child=
  [ -d v.jsonl.run ] || { echo "watch: --verify was not tried: the run was over too soon"; continue; }
  cp -p big.zip kept.zip
  printf 'XYZ' | dd of=big.zip bs=1 seek=4000000 conv=notrunc status=none
  touch -r kept.zip big.zip
  code=0
  # shellcheck disable=SC2086
  "$moonscribe" dataset big.zip -o v.jsonl $flag -q 2>err || code=$?
  if [ -n "$flag" ]; then
    [ $code -eq 8 ] && grep -q 'big.zip. has changed' err || fail "--verify: exit $code, $(cat err)"
  fi
  mv kept.zip big.zip
  rm -rf v.jsonl v.jsonl.*
done
exit $failed
