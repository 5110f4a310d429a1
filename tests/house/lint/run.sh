#!/usr/bin/env bash
# ./dev lint: clang-tidy and cppcheck over core/, which must be clean, then the proportions of
# the tree, which are a mirror and never a gate. With a folder as its argument it takes the
# build's compile commands from there.
set -u
cd "$(dirname "$0")/../../.."
build=${1:-build-asan}
status=0
[ -f "$build/compile_commands.json" ] || cmake --preset asan >/dev/null || exit 1
mapfile -t sources < <(git ls-files 'core/*.c')

# GCC's flags that clang does not know are taken out of the commands it reads.
commands=$(mktemp -d)
trap 'rm -rf "$commands"' EXIT
sed -e 's/-fsanitize=[a-z,]*//g; s/-fno-sanitize-recover=all//g' \
  -e 's/-ftrivial-auto-var-init=zero//g' \
  "$build/compile_commands.json" >"$commands/compile_commands.json"

printf '%s\0' "${sources[@]}" |
  xargs -0 -n 4 -P "$(nproc)" clang-tidy -p "$commands" --quiet \
    >"$commands/tidy" 2>"$commands/errors" || status=1
if [ $status -ne 0 ]; then
  cat "$commands/tidy"
  grep -v 'warnings generated\|Suppressed\|Use -header-filter' "$commands/errors"
fi

cppcheck --quiet --error-exitcode=1 --inline-suppr --std=c11 \
  --enable=warning,performance,portability --suppress=missingIncludeSystem -j "$(nproc)" \
  -D_GNU_SOURCE '-DMS_VERSION="0"' -Icore "${sources[@]}" || status=1

echo "Longest files:"
git ls-files 'core/*.[ch]' '*.lua' | xargs wc -l | sort -rn | grep -v total | head -8
exit $status
