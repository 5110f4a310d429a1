#!/usr/bin/env bash
# Words against jieba: bench/segment.sh TEXT... cuts each text (UTF-8) with both, with the model for unknown words and
# without, says whether every token is the same, and how many times faster we are on one core. Without a text: those of
# MS_SHARED's word corpora, when they are there. Exit code 1 when a token differs.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$here/../build
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
/usr/bin/python3 -c 'import jieba' 2>/dev/null || { echo "segment: SKIPPED: install python3-jieba" >&2; exit 77; }
cc -O2 -std=gnu11 -D_GNU_SOURCE -I"$here/../core" -o "$work/segment" "$here/segment.c" \
  "$build/libms_text.a" "$build/libms_base.a" -lutf8proc -luchardet -lstemmer -lm

texts=("$@")
if [ ${#texts[@]} -eq 0 ]; then
  shared=${MS_SHARED:-$here/../../shared}/data
  [ -d "$shared/zh_segmentation" ] || { echo "segment: SKIPPED: no texts" >&2; exit 77; }
  grep -h '^# text = ' "$shared"/zh_segmentation/ud/*/*.conllu | cut -c10- >"$work/ud.txt"
  unzip -p "$shared/throughput/zh_en_audreyt.zip" | head -c 4000000 | iconv -c -f utf-8 -t utf-8 >"$work/talks.txt" || true
  texts=("$work/ud.txt" "$work/talks.txt")
fi

cat >"$work/peer.py" <<'PY'
import sys
import time
import jieba
jieba.setLogLevel(60)
jieba.initialize()
path, hmm, out = sys.argv[1:]
with open(path, encoding="utf-8", newline="") as file:
    text = file.read()
begin = time.perf_counter()
words = list(jieba.cut(text, HMM=hmm == "hmm"))
seconds = time.perf_counter() - begin
with open(out, "w", encoding="utf-8", newline="") as file:
    file.writelines(word + "\1" for word in words)
print(f"{seconds:.6f}")
PY

status=0
for text in "${texts[@]}"; do
  for mode in hmm nohmm; do
    ours=$("$work/segment" "$build/share/moonscribe/zh.dict" "$text" $mode "$work/ours")
    theirs=$(/usr/bin/python3 "$work/peer.py" "$text" $mode "$work/theirs")
    same=identical
    cmp -s "$work/ours" "$work/theirs" || { same=DIFFERENT; status=1; }
    awk -v o="$ours" -v t="$theirs" -v n="$(wc -c <"$text")" -v name="$(basename "$text") $mode $same" \
      'BEGIN { printf "%s: %.0f MB/s, %.0f times jieba (%.2f MB/s)\n", name, n / o / 1e6, t / o, n / t / 1e6 }'
  done
done
exit $status
