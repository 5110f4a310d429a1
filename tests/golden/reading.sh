#!/usr/bin/env bash
# What readers noted in extracts of real transcripts (reading.*.jsonl: values and places, none of the words) against what is
# found there, per kind; neither precision nor recall may fall below the floors in those files. The transcripts are not ours.
set -u
build=$(cd "$1" && pwd) source=$2
data=${MS_SHARED:-$source/../shared}/data/transcripts
[ -d "$data/plain_speaker_en" ] || { echo "SKIPPED: no transcripts in $data; set MS_SHARED"; exit 77; }
[ -x "$build/moonscribe" ] || { echo "SKIPPED: the command is not built"; exit 77; }
failed=0
for gold in "$source"/tests/golden/reading.*.jsonl; do
  basename "$gold"
  python3 "$source/tests/golden/gold.py" "$build/moonscribe" "$data" "$gold" || failed=1
done
exit $failed
