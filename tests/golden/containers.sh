#!/usr/bin/env bash
# One folder as files, as .zip, as .tar.gz and as a zip inside a zip gives the same rows, apart
# from the locator's prefix. The containers are made by Python, in byte order of the names.
# Usage: containers.sh BUILD SOURCE
set -eu
build=$(realpath "$1") source=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

pack() { # FOLDER: makes input (a link to it), input.zip, input.tar.gz and outer.zip
  ln -sfn "$1" input
  python3 - "$1" <<'PYTHON'
import os, sys, tarfile, zipfile

folder = os.fsencode(sys.argv[1])
paths = sorted(os.path.relpath(os.path.join(at, name), folder) for at, _, names in os.walk(folder) for name in names)
with zipfile.ZipFile("input.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    for path in paths:
        archive.write(os.fsdecode(os.path.join(folder, path)), os.fsdecode(path))
with tarfile.open("input.tar.gz", "w:gz") as archive:
    for path in paths:
        archive.add(os.fsdecode(os.path.join(folder, path)), os.fsdecode(path))
with zipfile.ZipFile("outer.zip", "w") as archive:
    archive.write("input.zip")
PYTHON
}

rows() { # NAME INPUT PREFIX VERB...: rows without the prefix in $NAME.rows, every one of which must have had it
  local name=$1 input=$2 prefix=$3 code=0
  shift 3
  "$build/moonscribe" -q "$@" "$input" --to jsonl >"$name.raw" 2>"$name.log" </dev/null || code=$?
  [ "$code" -eq 0 ] || [ "$code" -eq 3 ] || { tail -3 "$name.log"; echo "FAILED: $* $input: exit $code"; exit 1; }
  sed "s|\"source\":\"$prefix|\"source\":\"|" "$name.raw" >"$name.rows"
  echo "exit $code" >>"$name.rows"
  local all with
  all=$(wc -l <"$name.raw") with=$(grep -c "\"source\":\"$prefix" "$name.raw") || true
  [ "$all" -eq "$with" ] || { echo "FAILED: $* $input: $with of $all rows have a source beginning with $prefix"; exit 1; }
}

same() { # AT_LEAST VERB...
  local least=$1
  shift
  rows folder input input/ "$@"
  rows zip input.zip 'input.zip!/' "$@"
  rows tar input.tar.gz 'input.tar.gz!/' "$@"
  rows nested outer.zip 'outer.zip!/input.zip!/' "$@"
  for kind in zip tar nested; do
    cmp folder.rows $kind.rows || { diff folder.rows $kind.rows | head -6 | cut -c1-300; echo "FAILED: $*: $kind differs from the folder"; exit 1; }
  done
  [ "$(wc -l <folder.rows)" -gt "$least" ] || { echo "FAILED: $*: only $(wc -l <folder.rows) rows"; exit 1; }
  echo "$*: $(wc -l <folder.raw) rows, four times the same"
}

# Names that locators encode, a folder within, and a hidden file, which nobody reads.
mkdir -p "village/a folder"
cp "$source"/samples/village/* village/
cp village/01-mill.en.txt 'village/Ruth #1 100%!.txt'
cp village/03-tea.zh.txt 'village/a folder/茶山 口述.txt'
cp village/02-school.en.txt village/.hidden.txt
pack "$work/village"
same 29 dataset --unit turn
same 30 mentions
grep -q 'hidden' folder.rows && { echo "FAILED: a hidden file was read"; exit 1; }

data=${MS_SHARED:-$source/../shared}/data/transcripts/plain_speaker_zh
if [ ! -d "$data" ]; then
  echo "SKIPPED: the larger folder: no transcripts in $data; set MS_SHARED"
  exit 0
fi
pack "$(realpath "$data")"
same 1000 dataset --unit turn
same 1000 mentions
