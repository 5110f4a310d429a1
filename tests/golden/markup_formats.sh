#!/usr/bin/env bash
# The real files in markup and packages: what they are read as, held against other readers' words. Reads data that is not ours.
set -u
build=$(cd "$1" && pwd) source=$(cd "$2" && pwd)
data=${MS_SHARED:-$source/../shared}/data/transcripts
[ -d "$data/docx_odt_epub_rtf" ] || { echo "SKIPPED: no transcripts in $data; set MS_SHARED"; exit 77; }
python3 "$source/tests/golden/markup_formats.py" "$build/moonscribe" "$data" "$source/tests/golden/markup_formats.lua"
