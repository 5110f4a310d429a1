#!/usr/bin/env bash
# What a careful reader takes out of one Chinese interview: speakers, turns, exchanges, points,
# figures, dates, ordinals, people, organisations, events, quoted terms; nothing missing, at most one thing that is not there.
# Interview and answers are not ours.
set -u
build=$(cd "$1" && pwd) source=$2
data=${MS_SHARED:-$source/../shared}/reference
[ -f "$data/kashgar-interview.gold.json" ] || { echo "SKIPPED: no gold in $data; set MS_SHARED"; exit 77; }
[ -x "$build/moonscribe" ] || { echo "SKIPPED: the command is not built"; exit 77; }
exec python3 "$source/tests/golden/kashgar.py" "$build/moonscribe" "$data/kashgar-interview.txt" "$data/kashgar-interview.gold.json"
