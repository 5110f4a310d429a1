#!/usr/bin/env bash
# The benchmarks: bench/run.sh [corpus] [main] [startup] [jobs]; without a verb, all. See bench/README.md.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$here/work
command=${MS_BENCH_COMMAND:-$here/../build/moonscribe}
verbs=("$@")
[ $# -gt 0 ] || verbs=(corpus main startup jobs)
read -ra corpora <<<"${MS_BENCH_CORPORA:-zh zhw en}"

corpus() {
  mkdir -p "$work"
  python3 "$here/corpora.py" "$work" "${MS_BENCH_DOCUMENTS:-20000}" "${corpora[@]}"
}

tools() {
  cc -O2 -std=gnu11 -o "$work/peak" "$here/peak.c"
  cc -O3 -std=gnu11 -o "$work/floor" "$here/floor.c" -ldeflate 2>/dev/null ||
    echo "bench: no libdeflate: the floor is left out" >&2
}

measure() {
  corpus
  tools
  [ -x "$command" ] || { echo "bench: no '$command': run ./dev build first" >&2; [ "$1" = main ] || exit 1; }
  python3 "$here/measure.py" "$1" "$command" "$work"
}

for verb in "${verbs[@]}"; do
  case $verb in
    corpus) corpus ;;
    main | startup) measure "$verb" ;;
    jobs)
      cmake --build "$here/../build" --target ms-bench-bare >/dev/null
      python3 "$here/jobs.py" "$command" "$here/../build/ms-bench-bare" "$work"
      ;;
    *) sed -n '2s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
done
