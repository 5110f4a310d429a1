#!/usr/bin/env bash
# What real folders hold beside transcripts: old zips with names of other encodings, recordings of gigabytes, files that never
# end. Usage: large_and_old.sh BUILD SOURCE
set -eu
build=$(realpath "$1")
moonscribe=$build/moonscribe
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "large_and_old: $*"; exit 1; }

# Names in a zip that say nothing of their encoding come out right, also when they are few and short.
python3 - <<'PYTHON'
import zipfile
TALK = "问：几岁？\n答：十九岁。\n".encode()
for encoding, name in [("gbk", "采访记录.txt"), ("gbk", "喀什.txt"), ("big5", "採訪紀錄稿.txt"), ("shift_jis", "インタビュー.txt")]:
    raw = name.encode(encoding)
    with zipfile.ZipFile("old.zip", "w") as archive:
        archive.writestr("x" * len(raw), TALK)
    data = open("old.zip", "rb").read()
    open(f"{encoding}-{len(raw)}.zip", "wb").write(data.replace(b"x" * len(raw), raw))
    open("wanted", "a").write(f"{encoding}-{len(raw)}.zip {name}\n")
PYTHON
while read -r zip name; do
  "$moonscribe" list "$zip" --to jsonl | grep -q "\"doc\":\"$name\"" || fail "$zip: $("$moonscribe" list "$zip" --to jsonl)"
done <wanted

# A recording is skipped by its first bytes, however large; what is too large for a document is refused before
# memory is full of it; so is what never ends.
truncate -s 3G recording.mp4
printf '\0\0\0\030ftypmp42' | dd of=recording.mp4 conv=notrunc status=none
{ printf 'Ann: Hello.\nBob: Hello.\n'; head -c 500000000 /dev/zero | tr '\0' 'x'; } >endless.txt
peak() { # KiB of the largest process
  python3 - "$@" <<'PYTHON'
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=open("errors", "w"), timeout=60)
print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
PYTHON
}
read -r code kib < <(peak "$moonscribe" list recording.mp4)
[ "$code" = 6 ] || fail "a recording alone: exit status $code"
grep -q 'MS_SANITIZE:BOOL=ON' "$build/CMakeCache.txt" || [ "$kib" -lt 65536 ] || fail "a recording took $kib KiB"
read -r code kib < <(peak "$moonscribe" list endless.txt)
[ "$code" = 3 ] && grep -q 'limit-document' errors || fail "500 MB of text: exit status $code, $(cat errors)"
grep -q 'MS_SANITIZE:BOOL=ON' "$build/CMakeCache.txt" || [ "$kib" -lt 400000 ] || fail "500 MB of text took $kib KiB"
read -r code kib < <(peak "$moonscribe" list /dev/zero)
[ "$code" = 3 ] || fail "/dev/zero: exit status $code"
