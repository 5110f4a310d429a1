#!/usr/bin/env bash
# The samples' results are those in samples/expected, byte for byte. samples/expected/renew.sh
# renews them. Usage: samples.sh BUILD SOURCE
set -eu
build=$(realpath "$1") source=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bash "$source/samples/expected/renew.sh" "$build/moonscribe" "$work"
[ "$(ls "$work" | wc -l)" -ge 15 ] || { echo "FAILED: only $(ls "$work" | wc -l) results"; exit 1; }
if ! diff -ru --exclude=renew.sh "$source/samples/expected" "$work"; then
  echo "FAILED: the results differ; if they should: bash samples/expected/renew.sh build/moonscribe"
  exit 1
fi
