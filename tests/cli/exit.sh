#!/usr/bin/env bash
# Every exit code that --help promises, and what is said with it. Usage: exit.sh BUILD SOURCE
set -eu
build=$(realpath "$1")
source=$(realpath "$2")
moonscribe=$build/moonscribe
work=$(mktemp -d)
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
cd "$work"
failed=0
cp "$source/samples/ferry.en.txt" good.txt
printf '%%PDF-1.7 not text' >bad.pdf
printf '\x89PNG\r\n\x1a\n' >image.png
mkdir mixed && cp good.txt bad.pdf mixed

# expect CODE TEXT COMMAND...: the code, and a text on standard error ("" for none at all).
expect() {
  local code=$1 text=$2 got=0
  shift 2
  "$@" >stdout 2>stderr </dev/null || got=$?
  if [ "$got" != "$code" ]; then
    echo "exit: $got, not $code: $*"
    cat stderr
    failed=1
  elif [ -n "$text" ] && ! grep -qF -- "$text" stderr; then
    echo "exit: \"$text\" is not said by: $*"
    cat stderr
    failed=1
  elif [ -z "$text" ] && [ -s stderr ]; then
    echo "exit: more is said than nothing by: $*"
    cat stderr
    failed=1
  fi
}

expect 0 "" "$moonscribe" list good.txt
expect 0 "1 document, " "$moonscribe" list good.txt -o out.csv
expect 0 "" "$moonscribe" list good.txt -o out.csv --quiet
expect 0 "" "$moonscribe" --version
expect 0 "" "$moonscribe" help dataset

cat >broken-plugin.lua <<'LUA'
return require("moonscribe").extractor { name = "x", kinds = { "x" }, patterns = { "x" }, hit = function() end,
  samples = { { text = "x", mentions = { { kind = "x", text = "x" } } } } }
LUA
expect 1 "sample" "$moonscribe" test broken-plugin.lua

expect 2 'did you mean "summary"' "$moonscribe" sumary good.txt
expect 2 "did you mean --first" "$moonscribe" list good.txt --fisrt 2
expect 2 "did you mean --unit" "$moonscribe" dataset good.txt --unti turn
expect 2 "exchange" "$moonscribe" dataset good.txt --unit exchnage
expect 2 "needs an input" "$moonscribe" list
expect 2 "moonscribe inspect" "$moonscribe" good.txt
expect 2 "needs FILE" "$moonscribe" list good.txt -o
expect 2 "takes no value" "$moonscribe" list good.txt --json=1
expect 2 "whole number" "$moonscribe" list good.txt --first some
expect 2 "whole number" "$moonscribe" list good.txt --jobs 0
expect 2 "no limit called" "$moonscribe" list good.txt --limit-tmie 1s
expect 2 "out of range" "$moonscribe" list good.txt --limit-depth 9
expect 2 "is no result format; there are: jsonl csv" "$moonscribe" list good.txt --to pdf
expect 2 "is no result format" "$moonscribe" list good.txt -o out.pdf
expect 2 "no such folder" "$moonscribe" list good.txt -o no/out.csv
expect 2 "not a regular file" "$moonscribe" list good.txt -o mixed
expect 2 "one locator" "$moonscribe" show
expect 2 "the script comes" "$moonscribe" run
expect 2 "the script comes" "$moonscribe" run --mine x script.lua good.txt
expect 2 "small letters" "$moonscribe" new script Mine
expect 2 "script, format or extractor" "$moonscribe" new poem mine
expect 2 "LABEL=VALUE" "$moonscribe" list good.txt --speaker Ann
"$moonscribe" >stdout 2>stderr && failed=1
grep -q '^Usage: moonscribe VERB' stdout || { echo "exit: no usage without arguments"; failed=1; }

expect 3 "bad.pdf: this is a PDF" "$moonscribe" list mixed
[ "$(wc -l <stdout)" = 2 ] || { echo "exit: the good one is not listed"; failed=1; }
expect 3 "1 rejected" "$moonscribe" list mixed -o out.csv
grep -q '"code":"unsupported"' out.csv.rejects.jsonl || { echo "exit: no file of rejects"; failed=1; }
expect 3 '"rejects":1' "$moonscribe" list mixed --json
expect 3 "" "$moonscribe" list mixed --quiet
cat >busy.lua <<'LUA'
return require("moonscribe").script { name = "b", columns = { "a" },
  each = function() while true do ("x"):rep(1000):upper() end end }
LUA
expect 3 "limit_fuel" "$moonscribe" run busy.lua good.txt --limit-fuel 1000000
expect 3 "limit_time" "$moonscribe" run busy.lua good.txt --limit-time 100ms

echo 'error "no"' >raises.lua
echo 'local = 1' >syntax.lua
echo 'return 1' >nothing.lua
cat >finish.lua <<'LUA'
return require("moonscribe").script { name = "f", columns = { "a" }, each = function(_, emit) emit { a = 1 } end,
  finish = function() error "at the end" end }
LUA
expect 4 "raises.lua" "$moonscribe" run raises.lua good.txt
expect 4 "syntax.lua" "$moonscribe" run syntax.lua good.txt
expect 4 "ms.script" "$moonscribe" run nothing.lua good.txt
expect 4 "nowhere.lua" "$moonscribe" run nowhere.lua good.txt
expect 4 "at the end" "$moonscribe" run finish.lua good.txt -o out.jsonl
[ ! -e out.jsonl ] || { echo "exit: a result of a run that failed"; failed=1; }

expect 5 "--max-rejects" "$moonscribe" list mixed --max-rejects 1

expect 6 "cannot be read" "$moonscribe" list nowhere.txt
expect 6 "nothing matches" "$moonscribe" list 'nowhere*.txt'
expect 6 "nothing to read" "$moonscribe" list image.png
mkdir empty
expect 6 "nothing to read" "$moonscribe" list empty

if [ "$(id -u)" -ne 0 ]; then
  as=()
else # root may read anything: be nobody for this
  as=(setpriv --reuid 65534 --regid 65534 --clear-groups)
  chmod 755 "$work"
fi
if "${as[@]}" "$moonscribe" list good.txt >/dev/null 2>&1; then
  cp good.txt secret.txt && chmod 0 secret.txt
  mkdir closed && chmod 555 closed
  expect 7 "secret.txt" "${as[@]}" "$moonscribe" list secret.txt
  expect 7 "closed/out.csv" "${as[@]}" "$moonscribe" list good.txt -o closed/out.csv
  cp secret.txt mixed/secret.txt 2>/dev/null || cp good.txt mixed/secret.txt
  chmod 0 mixed/secret.txt
  expect 3 "permission" "${as[@]}" "$moonscribe" list mixed
else
  echo "exit: SKIPPED the cases of permission: the build cannot be run as another user"
fi

expect 75 "No space left" bash -c '"$1" list good.txt >/dev/full' - "$moonscribe"
cat >slow.lua <<'LUA'
return require("moonscribe").script { name = "s", columns = { "a" }, each = function() while true do end end }
LUA
"$moonscribe" run slow.lua good.txt -o slow.jsonl 2>stderr &
slow=$!
for _ in $(seq 300); do
  [ -s slow.jsonl.run/job ] && break
  sleep 0.1
done
sleep 0.3
kill -INT $slow
code=0
wait $slow || code=$?
[ $code = 75 ] && grep -q interrupted stderr || { echo "exit: $code for an interrupt"; cat stderr; failed=1; }
[ -z "$(find . -name '*.tmp' -o -name 'slow.jsonl')" ] || { echo "exit: an interrupted run leaves a file"; failed=1; }
exit $failed
