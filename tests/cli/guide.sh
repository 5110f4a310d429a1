#!/usr/bin/env bash
# Every command in README.md and docs/guide.md runs, and what the guide says about the user's
# own knowledge holds. Usage: guide.sh BUILD SOURCE
set -eu
build=$(realpath "$1") source=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir build bin interviews
ln -s "$build/moonscribe" build/moonscribe
ln -s "$build/moonscribe" bin/moonscribe
PATH=$work/bin:$PATH
cp -r "$source/samples" samples
cp samples/ferry.en.txt interview.txt
cp samples/village.zip interviews.zip
cp samples/village/*.txt interviews/

fail() { echo "FAILED: $*"; exit 1; }
has() { grep -qF -- "$2" "$1" || { head -c 2000 "$1"; fail "expected in $1: $2"; }; }

# The commands in blocks, line by line.
count=0
for document in README.md docs/guide.md; do
  while IFS= read -r line; do
    count=$((count + 1))
    bash -c "$line" >out 2>log </dev/null || { cat out log; fail "$document: $line: exit $?"; }
  done < <(awk '/^```/ { inside = !inside; next } inside && /^(build\/)?moonscribe /' "$source/$document")
done
[ "$count" -ge 10 ] || fail "only $count commands found"
has summary.md '## In short'
has summary.html '<h2 dir="auto">In short</h2>'
has timeline.csv 'date,grain,surface'
[ "$(wc -l <exchanges.jsonl)" -eq 9 ] || fail "exchanges.jsonl of interviews/ has $(wc -l <exchanges.jsonl) rows"
has out '3 June 1987'

# When you know better. The rows of a document, then its turns.
cp samples/village/02-school.en.txt a.txt
know() { moonscribe -q dataset --unit document "$@" >document </dev/null && moonscribe -q dataset "$@" >turns </dev/null; }
know a.txt --date 2020-02-02
has document '"date":"2020-02-02","date_reason":"given"'
echo 'a.txt,2021-03-04' >dates
know a.txt --dates dates
has document '"date":"2021-03-04"'
know a.txt --speaker "A=Jane" --role "Jane=interviewer"
has turns '"speaker":"Jane","role":"interviewer"'
know a.txt --format prose
[ "$(wc -l <turns)" -eq 1 ] || fail "--format prose gives one turn"
iconv -f UTF-8 -t BIG5 >big5.txt <<<$'訪談\n\n問：您是哪一年來的？\n答：民國六十八年。\n問：然後呢？\n答：然後就住下來了。'
know big5.txt --encoding Big5
has document '"encoding":"Big5"'
has turns '您是哪一年來的？'
know big5.txt
has turns '您是哪一年來的？'

# The same beside the transcript, in a folder and in a zip; the json is the one in the guide.
awk '/^```json/ { inside = 1; next } /^```/ { inside = 0 } inside' "$source/docs/guide.md" >a.txt.meta.json
know a.txt
has document '"title":"The mill"'
has turns '"speaker":"Ruth Hale","role":"interviewee"'
zip -q beside.zip a.txt a.txt.meta.json
know beside.zip
has document '"title":"The mill","date":"2019-05-08"'
has turns '"speaker":"Ruth Hale"'

# Inputs: a glob, a list, standard input, an archive in an archive.
zip -q outer.zip beside.zip
echo "$work/a.txt" >list
for input in 'a.*xt' @list outer.zip; do
  know "$input"
  [ "$(wc -l <turns)" -eq 6 ] || fail "$input gives $(wc -l <turns) turns"
done
moonscribe -q dataset - <a.txt >turns
[ "$(wc -l <turns)" -eq 6 ] || fail "standard input gives $(wc -l <turns) turns"

# Kinds, and lengths: never more than was asked for, and something.
moonscribe mentions interview.txt --kind date,money >out
[ "$(sed 's/.*"kind":"\([a-z]*\)".*/\1/' out | sort -u | tr '\n' ' ')" = "date money " ] || fail "--kind date,money"
moonscribe mentions interview.txt >all
grep -qvxFf all out && fail "--kind changes the rows, ids perhaps"
moonscribe mentions interview.txt --kind dates >out 2>&1 && fail "--kind dates passed"
has out 'did you mean "date"?'
quoted() { moonscribe summary interview.txt --to jsonl --length "$1" | python3 -c '
import json, sys
texts = [row["text"] for row in map(json.loads, sys.stdin) if row["part"] in ("gist", "key")]
print(len(texts), sum(map(len, texts)))'; }
read -r sentences _ < <(quoted 5)
[ "$sentences" -eq 5 ] || fail "--length 5 quotes $sentences sentences"
read -r _ characters < <(quoted 400c)
[ "$characters" -le 400 ] && [ "$characters" -ge 200 ] || fail "--length 400c quotes $characters characters"
read -r few some < <(quoted 20%)
read -r many all < <(quoted 100%)
[ "$few" -ge 1 ] && [ "$((some * 5))" -le "$((all * 2))" ] && [ "$many" -gt "$few" ] || fail "--length 20% quotes $some of $all characters"
moonscribe summary interview.txt --length long >out 2>&1 && fail "--length long passed"
has out '--length takes a number of sentences to quote (5), of characters (400c), or a share (20%), not "long"'

# The exit statuses that the guide gives.
status() { local want=$1 code=0; shift; "$@" >out 2>log </dev/null || code=$?; [ "$code" -eq "$want" ] || { cat log; fail "$*: exit $code, not $want"; }; }
status 0 moonscribe list a.txt
status 2 moonscribe summary --no-such-flag a.txt
printf 'PK\003\004 and no more' >broken.zip
status 3 moonscribe dataset a.txt broken.zip
mkdir nothing
status 6 moonscribe dataset nothing
