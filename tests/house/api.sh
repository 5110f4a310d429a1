#!/usr/bin/env bash
# The reference says what the code says, and its examples hold. Usage: api.sh BUILD SOURCE
set -eu
build=$1
source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bash "$source/docs/generate.sh" "$work/api.md"
cmp "$work/api.md" "$source/docs/api.md" || { echo "docs/api.md is not what the comments say: run ./dev docs"; exit 1; }
python3 "$source/docs/generate.py" --examples "$work/examples.lua"
grep -c '^do --' "$work/examples.lua" | sed 's/$/ functions with examples/'
"$build/ms-bind-test" "$work/examples.lua"
