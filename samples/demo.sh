#!/usr/bin/env bash
# The main job on the samples: a summary, a timeline and a dataset. Usage: demo.sh build/moonscribe
set -eu
moonscribe=$(realpath "$1")
cd "$(dirname "$0")"

show() {
  printf '\n\033[1m$ moonscribe %s\033[0m\n\n' "$*"
  "$moonscribe" "$@"
}

[ -t 1 ] || show() { printf '\n$ moonscribe %s\n\n' "$*"; "$moonscribe" "$@"; }

show summary wetland.zh.txt
show timeline ferry.en.txt wetland.zh.txt --to md
show dataset village.zip --unit exchange --to csv
