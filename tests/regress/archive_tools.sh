#!/usr/bin/env bash
# Other programs read what we write, and find in it what we put there. Usage: archive_tools.sh
# BUILD SOURCE
set -eu
build=$1
for tool in unzip bsdtar gzip tar; do
  command -v "$tool" >/dev/null || { echo "SKIPPED: $tool is not installed"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$build/unit_archive_test_writer" "$work"
cd "$work"
unzip -tqq sample.zip
gzip -t sample.gz sample.tar.gz
[ "$(gzip -dc sample.gz | wc -c)" = 5000 ]
export LC_ALL=C.UTF-8
for file in sample.zip sample.tar sample.tar.gz sample.tar.zst; do
  bsdtar -tf "$file" >"$file.list"
  [ "$(wc -l <"$file.list")" = 4 ] && grep -qx '采访/喀什 #1.txt' "$file.list"
  [ "$(bsdtar -xOf "$file" '采访/喀什 #1.txt')" = 一是 ]
  [ "$(bsdtar -xOf "$file" 2024/a.txt | wc -c)" = 5000 ]
done
tar -tf sample.tar >gnu.list
cmp gnu.list sample.tar.list
