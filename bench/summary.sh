#!/usr/bin/env bash
# Summaries, key phrases and topics: documents of 8 KB a second on one core, beside the mentions that they stand on, and a book of
# ten thousand sentences. MS_BENCH_DOCUMENTS says how many documents (2000).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
exec python3 "$here/summary.py" "${MS_BENCH_COMMAND:-$here/../build/moonscribe}" "$here/work" "${MS_BENCH_DOCUMENTS:-2000}"
