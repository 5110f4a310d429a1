#!/usr/bin/env bash
# Writes what moonscribe makes of the samples; with no further argument, into this folder.
# Usage: samples/expected/renew.sh build/moonscribe [FOLDER]      then read `git diff`: each change is meant, or a bug.
set -eu
moonscribe=$(realpath "$1")
cd "$(dirname "$0")/.."
out=$(realpath "${2:-expected}")

run() {
  "$moonscribe" -q "${@:2}" -o "$out/$1" </dev/null
  rm -f "$out/$1.manifest.jsonl" "$out/$1.report.json"
}

rm -f "$out"/*.csv "$out"/*.md "$out"/*.html "$out"/*.jsonl
for sample in wetland.zh ferry.en; do
  run "$sample.summary.md" summary "$sample.txt"
  run "$sample.timeline.jsonl" timeline "$sample.txt"
  run "$sample.mentions.jsonl" mentions "$sample.txt"
  for unit in exchange point figure; do
    run "$sample.$unit.jsonl" dataset --unit "$unit" "$sample.txt"
  done
done
run ferry.en.summary-400c.md summary --length 400c ferry.en.txt
run ferry.en.summary.html summary ferry.en.txt
run ferry.en.timeline.md timeline ferry.en.txt
for sample in wetland.zh ferry.en; do run "$sample.keywords.csv" keywords "$sample.txt"; done
run ferry.en.topics.md topics ferry.en.txt
run flood.compare.md compare flood
run village.compare.jsonl compare --on school --to jsonl village.zip
run village.summary.md summary village.zip
run village.timeline.jsonl timeline village.zip
run village.exchange.jsonl dataset --unit exchange village.zip
run flood.claims.jsonl claims --to jsonl flood
run flood.claims.md claims --conflicts flood
