#!/usr/bin/env bash
# The example that embeds the library: it is the library's manual in use. Usage: embed.sh BUILD
# SOURCE
set -eu
build=$(realpath "$1")
source=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$source/samples"
fail() { echo "embed: $*"; exit 1; }

# The same rows as the command's, each with its document.
"$build/moonscribe" dataset --unit exchange village ferry.en.txt >"$work/command"
"$build/embed" dataset village ferry.en.txt unit=exchange >"$work/embed" 2>"$work/told"
sed 's/^[^:]*: //' "$work/embed" | cmp - "$work/command" || fail "rows differ from the command's"
grep -q '^village/01-mill.en.txt: {' "$work/embed" || fail "a row has not its document's id"
grep -q "^4 documents, $(wc -l <"$work/command") rows, 0 rejects$" "$work/told" || fail "$(cat "$work/told")"

# Rejects come by callback too, and what is wrong with the call is said.
printf '%%PDF-1.7' >"$work/a.pdf"
"$build/embed" dataset "$work/a.pdf" 2>"$work/told" || fail "a reject is no failure"
grep -q '"code":"unsupported"' "$work/told" || fail "no reject in $(cat "$work/told")"
"$build/embed" dataset ferry.en.txt unti=turn 2>"$work/told" && fail "an unknown option passes"
grep -q '^usage: ' "$work/told" || fail "$(cat "$work/told")"
