#!/usr/bin/env bash
# clang-tidy and cppcheck find nothing in core/. Once is enough, so only beside the sanitizers'
# build. Usage: lint.sh BUILD SOURCE
set -eu
build=$(realpath "$1")
grep -q '^MS_SANITIZE:BOOL=ON' "$build/CMakeCache.txt" || {
  echo "lint: SKIPPED in this build; it runs beside the build with sanitizers"
  exit 77
}
for tool in clang-tidy cppcheck; do
  command -v "$tool" >/dev/null || {
    echo "lint: SKIPPED: $tool is missing; run ./dev setup"
    exit 77
  }
done
exec bash "$2/tests/house/lint/run.sh" "$build"
