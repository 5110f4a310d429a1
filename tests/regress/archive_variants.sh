#!/usr/bin/env bash
# Containers as other tools make them, in every dialect and method: our reader finds the same members with the same
# bytes, from a file and from a pipe. Usage: archive_variants.sh BUILD SOURCE
set -eu
build=$(realpath "$1")
set -- "$build" "$(realpath "$2")"
for tool in zip bsdtar tar python3; do
  command -v "$tool" >/dev/null || { echo "SKIPPED: $tool is not installed"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8
lister=$build/unit_archive_test_corpus
failed=0

mkdir -p in/2024
printf 'Ann: hello\n' >in/a.txt
seq 1 20000 >in/2024/数字.txt
truncate -s 3M in/holes.bin
for at in 0 5 300 700; do printf 'piece %s' $at | dd of=in/holes.bin bs=4096 seek=$at conv=notrunc status=none; done
long=in/$(printf 'long%.0s' {1..60})
cp in/a.txt "$long"

# What is in: size and CRC of each file by name, as the lister prints them.
want() { # FILE...
  python3 - "$@" <<'PYTHON'
import sys, zlib
for name in sys.argv[1:]:
    data = open(name, "rb").read()
    print(f"{name}\t{len(data)}\t{zlib.crc32(data):08x}")
PYTHON
}

check() { # NAME EXPECTED: the archive NAME, by file and by pipe
  local got
  for how in file pipe; do
    if [ $how = file ]; then "$lister" --flat "$1" >list
    else cat "$1" | "$lister" --flat /dev/stdin >list; fi
    got=$(grep -v '^skip' list | awk -F'\t' '$1 == "ok" { print $4 "\t" $2 "\t" $3; next } { print }' | sort)
    if [ "$got" != "$(sort "$2")" ]; then
      echo "FAILED: $1 by $how:"
      diff <(echo "$got") <(sort "$2") | head -5
      failed=1
    fi
  done
}

want in/a.txt in/2024/数字.txt in/holes.bin "$long" >all
grep -v long all >short # some have no place for a part of a name beyond 100 bytes
for format in v7 ustar; do tar --format=$format --exclude='long*' -cf t-$format.tar in && check t-$format.tar short; done
for format in oldgnu gnu posix; do tar --format=$format -cf t-$format.tar in && check t-$format.tar all; done
tar --format=gnu --sparse -cf s-gnu.tar in
check s-gnu.tar all
for version in 0.0 0.1 1.0; do
  tar --format=posix --sparse --sparse-version=$version -cf s-$version.tar in
  check s-$version.tar all
done
tar --format=gnu -cf base256.tar --mtime=@99999999999 in
check base256.tar all

for format in pax newc odc cpio; do bsdtar --format=$format -cf b.$format in && check b.$format all; done
for filter in gzip bzip2 xz lzip zstd lz4 compress; do
  if bsdtar --$filter -cf b.tar.$filter in 2>/dev/null; then check b.tar.$filter all; fi
done
bsdtar --format=7zip -cf b.7z in && check b.7z all
(cd in && bsdtar --format=arbsd -cf ../b.ar a.txt holes.bin)
want in/a.txt in/holes.bin | sed 's|^in/||' >some
check b.ar some
bsdtar --format=iso9660 --options joliet=long --exclude='*long*' -cf b.iso in && check b.iso short

zip -qr plain.zip in && check plain.zip all
zip -qr - in >streamed.zip </dev/null && check streamed.zip all # data descriptors
zip -qr -fz wide.zip in && check wide.zip all                  # ZIP64 fields
zip -qr -Z bzip2 bzip2.zip in && check bzip2.zip all
python3 - <<'PYTHON'
import os, sys, zipfile
for name, method in (("lzma.zip", zipfile.ZIP_LZMA), ("stored.zip", zipfile.ZIP_STORED)):
    with zipfile.ZipFile(name, "w", method) as out:
        for at, _, names in os.walk("in"):
            for one in names:
                with out.open(os.path.join(at, one), "w", force_zip64=True) as to:
                    to.write(open(os.path.join(at, one), "rb").read())
PYTHON
check lzma.zip all
check stored.zip all

zip -qr -P secret crypt.zip in
export MS_TEST_PASSWORD=secret
check crypt.zip all
for how in zipcrypt aes128 aes256; do
  if bsdtar --options zip:encryption=$how --passphrase secret --format=zip -cf c-$how.zip in 2>/dev/null; then
    check c-$how.zip all
  fi
done
for word in wrong ""; do
  MS_TEST_PASSWORD=$word "$lister" --flat crypt.zip >list
  if grep -q '^ok' list || ! grep -qE '^(encrypted|malformed|checksum)' list; then
    echo "FAILED: crypt.zip opens with the password \"$word\""
    failed=1
  fi
done

cp "$2"/samples/ferry.en.txt . && zip -q -P secret ferry.zip ferry.en.txt
printf 'secret\r\nnot this\n' >word && printf 'wrong\n' >wrong && : >none
say() { "$build/moonscribe" list ferry.zip --to jsonl --json "$@" 2>&1 </dev/null || true; }
say --password-file word | grep -q '"doc":"ferry.en.txt"' || { echo "FAILED: --password-file does not open ferry.zip"; failed=1; }
for flags in "" "--password-file wrong"; do
  # shellcheck disable=SC2086
  say $flags | grep -q '"code":"encrypted"' || { echo "FAILED: ferry.zip with \"$flags\" is not called encrypted"; failed=1; }
done
for file in none missing; do
  say --password-file $file | grep -q password-file || { echo "FAILED: --password-file $file is not refused"; failed=1; }
done

# Behind the worker's wall too, where nothing can be loaded any more.
for file in b.7z b.iso; do
  "$build/moonscribe" -q list $file --to jsonl 2>/dev/null | grep -q '"doc":"[^"]*2024/数字.txt"' ||
    { echo "FAILED: the command loses the names in $file"; failed=1; }
done

# Names of other days: each list is of one archive and one code page, without a word of which.
python3 - <<'PYTHON'
import io, zipfile, tarfile, struct, zlib
names = {"gbk": ["采访/喀什老城的回忆.txt", "采访/茶山口述历史.txt", "第二部分/主持人的问题.txt"],
         "shift_jis": ["取材/京都の職人の話.txt", "取材/海女のくらし.txt", "第二部/質問.txt"],
         "cp437": ["Gespräch/Müller und Söhne.txt", "Entrevista/señor Núñez.txt", "café/été à Genève.txt"],
         "big5": ["訪談/臺北老街的回憶.txt", "訪談/茶農口述歷史.txt", "第二部分/主持人的問題.txt"],
         "cp866": ["Беседы/Старый город.txt", "Беседы/Рассказ учителя.txt", "Вопросы/Первая часть.txt"]}
for encoding, members in names.items():
    body, directory = b"", b""
    for member in members:
        name, data = member.encode(encoding), b"Ann: hi\n"
        fields = struct.pack("<HHHHIIIHH", 0, 0, 0, 33, zlib.crc32(data), len(data), len(data), len(name), 0)
        directory += b"PK\1\2" + struct.pack("<HH", 20, 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name
        body += b"PK\3\4" + struct.pack("<H", 20) + fields + name + data
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(directory), len(body), 0)
    open(f"names-{encoding}.zip", "wb").write(body + directory + end)
    open(f"names-{encoding}.want", "w").writelines(f"{m}\t8\t{zlib.crc32(b'Ann: hi' + bytes([10])):08x}\n" for m in members)
PYTHON
for list in names-*.want; do check "${list%.want}.zip" "$list"; done
exit $failed
