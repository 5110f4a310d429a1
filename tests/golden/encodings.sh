#!/usr/bin/env bash
# Transcripts in the encodings that people's files have: how many are told right. Our own texts, and real ones where they are.
set -u
build=$(cd "$1" && pwd) source=$(cd "$2" && pwd)
data=${MS_SHARED:-$source/../shared}/data/transcripts
[ -d "$data" ] || echo "without real transcripts: none in $data; set MS_SHARED"
python3 "$source/tests/golden/encodings.py" "$build/moonscribe" "$source/tests/golden/encodings.txt" "$data"
