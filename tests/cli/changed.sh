#!/usr/bin/env bash
# show warns when a document has changed since a result was made, and only then. Usage:
# changed.sh BUILD SOURCE
set -eu
moonscribe=$(realpath "$1")/moonscribe
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "changed: $*"; exit 1; }

printf 'Ann: When?\nBob: On 3 June 1987.\nAnn: Why?\nBob: Because.\n' >talk.txt
cp talk.txt other.txt
mkdir results
"$moonscribe" -q timeline talk.txt other.txt -o t.jsonl
"$moonscribe" -q timeline talk.txt -o results/t.jsonl
grep -q '"source":"talk.txt","id":"talk.txt","bytes":' t.jsonl.manifest.jsonl || fail "the manifest has no line of talk.txt"
place=$(sed -n 's/.*"source":"\(talk.txt#[^"]*\)".*/\1/p' t.jsonl)

"$moonscribe" show "$place" 2>errors >words
[ ! -s errors ] || fail "warned of a document that is what it was: $(cat errors)"
grep -qx '3 June 1987' words || fail "showed $(cat words)"

sed -i 's/3 June/4 June/' talk.txt
"$moonscribe" show "$place" 2>errors >words
grep -q 'talk.txt has changed since t.jsonl was made' errors || fail "did not warn: $(cat errors)"
grep -qx '4 June 1987' words || fail "showed $(cat words)"
"$moonscribe" show 'other.txt#L2:C9-C20' 2>errors >/dev/null
[ ! -s errors ] || fail "warned of another document: $(cat errors)"

# The result can lie elsewhere; what is not in a manifest is nothing to warn of.
rm t.jsonl*
"$moonscribe" show "$place" 2>errors >/dev/null
[ ! -s errors ] || fail "warned without a manifest: $(cat errors)"
"$moonscribe" show --result results/t.jsonl "$place" 2>errors >/dev/null
grep -q 'has changed since results/t.jsonl was made' errors || fail "did not ask --result: $(cat errors)"

# A manifest is no transcript.
"$moonscribe" -q dataset . -o rows.jsonl
"$moonscribe" -q dataset . -o rows.jsonl
! grep -q manifest rows.jsonl || fail "read a manifest as a transcript"

# What a run that was stopped has left beside its result is none either, so that it can go on.
mkdir many && cd many
for i in $(seq 300); do printf 'Ann: Number %s?\nBob: Yes, in 19%02d.\n' "$i" $((i % 90)) >"$i.txt"; done
"$moonscribe" -q dataset . -o rows.jsonl --jobs 1 --shard 1/2
kept=$(cksum <rows.jsonl.shard-1-of-2/rows)
"$moonscribe" -q dataset . -o rows.jsonl --jobs 1 --shard 2/2 || fail "the shard beside it changed the list of inputs: exit $?"
"$moonscribe" -q merge rows.jsonl || fail "shards in their own input cannot be merged"
[ "$kept" = "$(cksum <rows.jsonl.shard-1-of-2/rows)" ] || fail "a shard has changed"
[ "$(grep -c . rows.jsonl)" -ge 600 ] || fail "rows are missing"
