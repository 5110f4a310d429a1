#!/bin/sh
# The job of bench/README.md with bsdtar and mawk: shell.sh INPUT OUTPUT
# The documents come as one stream; their first lines ("# document ID") tell them apart.
if [ -d "$1" ]; then
  find "$1" -type f -print0 | sort -z | xargs -0 cat
else
  bsdtar -xOf "$1"
fi | LC_ALL=C mawk '
function quote(s) {
  if (s ~ /["\\]/) { gsub(/\\/, "\\\\", s); gsub(/"/, "\\\"", s) }
  return "\"" s "\""
}
function flush() {
  if (turn) printf "{\"id\":\"%s.txt\",\"turn\":%d,\"speaker\":%s,\"dates\":%d,\"date\":%s,\"sums\":%d,\"sum\":%s}\n",
    id, turn, quote(speaker), dates, dates ? quote(date) : "null", sums, sums ? quote(sum) : "null"
  dates = sums = 0
}
# [0-9] comes first in most dates and sums: lines without digits need no look.
function scan(s,   t) {
  if (s !~ /[0-9]/) return
  t = s
  while (match(t, /[0-9][0-9][0-9][0-9]年[0-9][0-9]?月([0-9][0-9]?日)?|(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* [0-9][0-9]?, [0-9][0-9][0-9][0-9]/)) {
    if (!dates++) date = substr(t, RSTART, RLENGTH)
    t = substr(t, RSTART + RLENGTH)
  }
  while (match(s, /[0-9]+(\.[0-9]+)?(万|亿|萬|億)?(元|美元|欧元|歐元|块钱|塊錢)|\$[0-9][0-9,]*(\.[0-9]+)?/)) {
    if (!sums++) sum = substr(s, RSTART, RLENGTH)
    s = substr(s, RSTART + RLENGTH)
  }
}
/^# document / { flush(); turn = 0; id = substr($0, 12); next }
/^(### |\*\*)/ {
  rest = substr($0, substr($0, 1, 1) == "#" ? 5 : 3)
  a = index(rest, ":"); b = index(rest, "：")
  size = 1
  if (b && (!a || b < a)) { a = b; size = 3 }
  if (a > 1) {
    flush()
    turn++
    speaker = substr(rest, 1, a - 1)
    $0 = substr(rest, a + size)
  }
}
turn { scan($0) }
END { flush() }
' > "$2"
