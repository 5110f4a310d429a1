#!/usr/bin/env bash
# What the summary of one Chinese interview must name, and in how few words. The interview is not ours.
set -u
build=$(cd "$1" && pwd) source=$2
data=${MS_SHARED:-$source/../shared}/reference
[ -f "$data/kashgar-interview.txt" ] || { echo "SKIPPED: no interview in $data; set MS_SHARED"; exit 77; }
[ -x "$build/moonscribe" ] || { echo "SKIPPED: the command is not built"; exit 77; }
exec python3 "$source/tests/golden/kashgar_summary.py" "$build/moonscribe" "$data/kashgar-interview.txt"
