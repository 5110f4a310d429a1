#!/usr/bin/env bash
# Transcripts written in every format and read again: what comes back, as far as each format can hold it; and packages
# as independent readers see them. Usage: roundtrips.sh BUILD SOURCE
set -eu
build=$(cd "$1" && pwd) source=$(cd "$2" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=${MS_SHARED:-$source/../shared}/data/transcripts
PYTHONDONTWRITEBYTECODE=1 python3 "$source/tests/golden/roundtrips.py" "$build/moonscribe" "$work" "$source/samples"
grep -q '^MS_SANITIZE:BOOL=ON' "$build/CMakeCache.txt" && { echo "real transcripts are tried in the release build"; exit 0; }
[ -d "$data" ] || { echo "no real transcripts in $data (set MS_SHARED): only our own samples were tried"; exit 0; }
PYTHONDONTWRITEBYTECODE=1 python3 "$source/tests/golden/roundtrips.py" "$build/moonscribe" "$work" "$data" 1
