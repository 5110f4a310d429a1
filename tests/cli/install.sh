#!/usr/bin/env bash
# cmake --install: the installed command finds its worker and its data from anywhere, and a
# program can be built with what is installed alone. Usage: install.sh BUILD SOURCE
set -eu
build=$(realpath "$1")
source=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "install: $*"; exit 1; }

cmake --install "$build" --prefix "$work/usr" >/dev/null
cd "$work"
for file in bin/moonscribe libexec/moonscribe/moonscribe-worker share/man/man1/moonscribe.1 \
  share/bash-completion/completions/moonscribe share/zsh/site-functions/_moonscribe \
  share/fish/vendor_completions.d/moonscribe.fish share/moonscribe/scripts/summary.lua \
  share/moonscribe/scripts/templates/script.lua share/moonscribe/plugins/formats/dialogue.lua; do
  [ -f "usr/$file" ] || fail "$file is not installed"
done
[ ! -e usr/share/moonscribe/scripts/ms ] || fail "the library is inside the worker, not beside it"

# Moved, and called through a link: it looks beside itself.
mv usr moved
ln -s "$work/moved/bin/moonscribe" link
./link list "$source/samples/ferry.en.txt" | grep -q '^ferry.en.txt,dialogue,' || fail "it does not run"
./link new extractor mine >/dev/null 2>&1 && ./link test extractors/mine.lua >/dev/null || fail "no templates"

# The header compiles alone, and the library links alone. (A library with sanitizers needs them
# too.)
printf '#include "moonscribe.h"\nint main(void) { return ms_status_parse("ok") != MS_OK; }\n' >alone.c
flags=()
if nm moved/lib*/libmoonscribe.a moved/lib*/*/libmoonscribe.a 2>/dev/null | grep -q __asan_init; then
  flags=(-fsanitize=address,undefined)
fi
library=$(find moved -name libmoonscribe.a)
cc -std=c11 -Wall -Wextra -Werror -pedantic-errors -Imoved/include/moonscribe alone.c "$library" "${flags[@]}" -o alone
./alone || fail "the installed library does not work"
cc -std=c11 -Imoved/include/moonscribe "$source/samples/embed/embed.c" "$library" "${flags[@]}" -o moved/bin/embed
moved/bin/embed dataset "$source/samples/ferry.en.txt" 2>&1 | grep -q '1 documents, .* 0 rejects' ||
  fail "a program built with it does not find the worker"
