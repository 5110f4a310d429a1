#!/usr/bin/env bash
# The executables that people get are position-independent, have read-only relocations that are
# all resolved at start, no executable stack, and stack protectors. Debug builds are not for
# people. Usage: hardening.sh BUILD SOURCE
set -u
build=$1
grep -qE '^CMAKE_BUILD_TYPE:[A-Z]+=Rel' "$build/CMakeCache.txt" || {
  echo "hardening: SKIPPED in this build; it is checked in the release build"
  exit 77
}
command -v readelf >/dev/null || {
  echo "hardening: SKIPPED: readelf is missing; install binutils"
  exit 77
}
failed=0
for name in moonscribe moonscribe-worker; do
  file=$build/$name
  must() { # what is said when it is not so, pattern, how readelf shows it
    readelf -W "${@:3}" "$file" 2>/dev/null | grep -qE "$2" || {
      echo "hardening: $name $1"
      failed=1
    }
  }
  must "is not position-independent" 'Type: +DYN' -h
  must "is not marked as an executable that moves" 'FLAGS_1.* PIE' -d
  must "has no read-only relocations" 'GNU_RELRO' -l
  must "resolves symbols lazily" 'BIND_NOW|FLAGS_1.* NOW' -d
  must "has an executable stack" 'GNU_STACK .* RW +0x' -l
  must "has no stack protector" '__stack_chk_fail' -s
  must "has no checked library calls" '__[a-z]+_chk' -s
  if readelf -Wd "$file" | grep -qE 'TEXTREL|RPATH|RUNPATH'; then
    echo "hardening: $name has text relocations or a search path of its own"
    failed=1
  fi
done
exit $failed
