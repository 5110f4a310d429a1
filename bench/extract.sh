#!/usr/bin/env bash
# How fast mentions are found, how the time grows with the text, what the worst heap costs, and what others need.
# Wants python3-dateparser; chrono-node and @microsoft/recognizers-text-suite where `npm root` (or NODE_PATH) has them.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$here/work"
bash "$here/run.sh" corpus >/dev/null
exec python3 "$here/extract.py" "${MS_BENCH_COMMAND:-$here/../build/moonscribe}" "$here/work"
