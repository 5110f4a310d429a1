#!/usr/bin/env bash
# Every file of the two folders of plain transcripts whose lines visibly have speaker labels
# must give turns, by an independent and cruder look (awk) at which files these are. Prints how
# many; reads data that is not ours.
set -u
build=$(cd "$1" && pwd) source=$2
data=${MS_SHARED:-$source/../shared}/data/transcripts
[ -d "$data/plain_speaker_zh" ] || { echo "SKIPPED: no transcripts in $data; set MS_SHARED"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
find "$data/plain_speaker_zh" "$data/plain_speaker_en" -type f \( -name '*.md' -o -name '*.txt' \) | LC_ALL=C sort >"$work/files"

# Files with labels: "### Name：" or "**Name:**" or "**Name** 0:32" at least twice, or one plain
# "Name:" five times.
has_labels() {
  LC_ALL=C awk '
    NR == 1 && /^---/ { yaml = 1; next }
    yaml { if (/^---/) yaml = 0; next }
    /^### .*(:|\xEF\xBC\x9A) *\r?$/ || /^\*\*[^*]+(:|\xEF\xBC\x9A)\*\*/ || /^\*\*[^*]+\*\* +\[?[0-9]+:[0-9]/ { marked++ }
    match($0, /^[A-Z][A-Za-z.]*( [A-Z][A-Za-z.]*)* ?:( |$)/) { if (++plain[substr($0, 1, RLENGTH)] >= 5) recurring = 1 }
    END { exit !(marked >= 2 || recurring) }' "$1"
}

{
  cat <<'LUA'
local function count(path)
  local text = ms.text(host.read(path)):repair()
  local n = 0
  for turn in require("moonscribe.interview").open(text, { id = path }):turns() do
    if turn.speaker and #turn.text > 0 then n = n + 1 end
  end
  return n
end
for path in ([[
LUA
  cat "$work/files"
  echo ']]):gmatch "[^\n]+" do print("COUNT", count(path), path) end'
} >"$work/count.lua"
(cd "$source" && "$build/ms-bind-test" "$work/count.lua") >"$work/counts" 2>&1 ||
  { tail -5 "$work/counts"; echo "FAILED: the reading stopped"; exit 1; }

failed=0 labelled=0 total=0 read=0
while IFS= read -r file; do
  total=$((total + 1))
  turns=$(LC_ALL=C awk -F'\t' -v file="$file" '$1 == "COUNT" && $3 == file { print $2 }' "$work/counts")
  [ -n "$turns" ] || { echo "FAILED: nothing for $file"; failed=1; continue; }
  [ "$turns" -ge 2 ] && read=$((read + 1))
  if has_labels "$file"; then
    labelled=$((labelled + 1))
    [ "$turns" -ge 2 ] || { echo "FAILED: $turns turns in $file"; failed=1; }
  fi
done <"$work/files"
echo "$total files, $labelled with visible labels, $read give turns"
[ "$labelled" -ge 100 ] || { echo "FAILED: the look for labels found too few files"; failed=1; }

# The command itself, over both folders. 3 is "done, with rejects".
if [ -x "$build/moonscribe" ]; then
  for folder in plain_speaker_zh plain_speaker_en; do
    "$build/moonscribe" dataset --unit turn --to jsonl "$data/$folder" -o "$work/$folder.jsonl" >"$work/log" 2>&1
    code=$?
    [ "$code" -eq 0 ] || [ "$code" -eq 3 ] || { tail -3 "$work/log"; echo "FAILED: dataset over $folder: exit $code"; failed=1; }
    rows=$(cat "$work/$folder.jsonl" 2>/dev/null | wc -l)
    echo "$folder: $rows rows"
    [ "$rows" -gt 1000 ] || { echo "FAILED: too few rows from $folder"; failed=1; }
  done
else
  echo "the command is not built: dataset not run"
fi
exit $failed
