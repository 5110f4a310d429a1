#!/usr/bin/env bash
# The main job on the samples: a summary, a timeline, a dataset, and the words behind a citation.
# Usage: demo.sh build/moonscribe
set -eu
moonscribe=$(realpath "$1")
cd "$(dirname "$0")"
bold='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then bold=$'\033[1m' plain=$'\033[0m'; fi

show() {
  printf '\n%s$ moonscribe %s%s\n\n' "$bold" "${*@Q}" "$plain" | sed "s/'\([A-Za-z0-9./-]*\)'/\1/g"
  "$moonscribe" "$@"
}

show summary ferry.en.txt --to md
show summary wetland.zh.txt --to md --length 4
show timeline ferry.en.txt village.zip --to md
show dataset village.zip --unit figure --to table
show show 'village.zip!/03-tea.zh.txt#L9:C34-C67'
