#!/usr/bin/env bash
# The real captions, speech-to-text files and plain transcripts: what they are read as, held against other readers' results
# and against each other. Reads data that is not ours.
set -u
build=$(cd "$1" && pwd) source=$(cd "$2" && pwd)
data=${MS_SHARED:-$source/../shared}/data/transcripts
[ -d "$data/captions_mixed" ] || { echo "SKIPPED: no transcripts in $data; set MS_SHARED"; exit 77; }
python3 "$source/tests/golden/transcripts.py" "$build/moonscribe" "$data" "$source/tests/golden/markup_formats.lua"
