#!/usr/bin/env bash
# The rooms and who may include whom (docs/internals.md), read from the #include and require
# lines; and the names that only base/sys.c may call. Usage: rooms.sh BUILD SOURCE
set -u
cd "${2:-.}"
failed=0
fail() {
  echo "house: $*"
  failed=1
}

# May a file of room $1 include a header of room $2?
declare -A may=(
  [base]="" [text]="base" [regex]="text base" [archive]="text base" [parse]="text base" [out]="base"
  [interview]="regex archive parse out text base"
  [bind]="interview regex archive parse out text base"
  [worker]="bind interview regex archive parse out text base"
  [run]="out base" [cli]="base"
)
for room in "${!may[@]}"; do
  while IFS=: read -r file line; do
    included=$(sed -E 's/.*#include "([^"]+)".*/\1/' <<<"$line")
    case $included in
      moonscribe.h) [[ $room == run || $room == cli ]] || fail "$file includes moonscribe.h" ;;
      */*)
        target=${included%%/*}
        [[ $target == "$room" || " ${may[$room]} " == *" $target "* ]] ||
          fail "$file ($room) must not include $included"
        ;;
      *) fail "$file: name the room in #include \"$included\"" ;;
    esac
  done < <(grep -HE '^ *# *include "' core/"$room"/*.[ch] 2>/dev/null | sed -E 's/^([^:]+):/\1:/')
done

# Third parties stay in their rooms.
only_in() { # header pattern, rooms allowed
  local found
  found=$(grep -lE "^ *# *include <($1)" -r core | grep -vE "^core/($2)/")
  [ -z "$found" ] || fail "<$1> belongs to core/$2 only: $found"
}
only_in 'lua\.h|lauxlib\.h|lualib\.h' 'bind|worker'
only_in 'pcre2\.h' regex
only_in 'zlib\.h|archive\.h|archive_entry\.h|libdeflate\.h|isa-l' archive
only_in 'expat\.h|gumbo\.h' parse
only_in 'iconv\.h|uchardet|utf8proc\.h|libstemmer\.h' text

# The door to the system is base/sys.c alone.
forbidden='malloc|calloc|realloc|free|fopen|fdopen|time|rand|srand|random|strcpy|strcat|sprintf|vsprintf|atoi|atol|atof|strtok|alloca|system|popen|setlocale|gets'
found=$(grep -nE "(^|[^A-Za-z0-9_>.])($forbidden) *\(" -r core --include='*.[ch]' |
  grep -v '^core/base/sys\.[ch]:' | grep -vE ':[0-9]+: *(/?\*|//)' | grep -vE '"[^"]*\b('"$forbidden"') *\([^"]*"')
[ -z "$found" ] || fail "only base/sys.c may call these:
$found"

# Lua: scripts and plugins require the library only; the library requires no plugin.
found=$(grep -nE "require *\(? *[\"']" -r scripts plugins --include='*.lua' |
  grep -vE "require *\(? *[\"']moonscribe(\.[a-z_]+)?[\"']")
[ -z "$found" ] || fail "scripts and plugins require only moonscribe:
$found"

# The repository speaks of the product alone, and holds nothing of this machine.
found=$(git grep -nIE '/(home|root|work)/[a-z]' -- . ':!tests/house/rooms.sh' 2>/dev/null | head -5)
[ -z "$found" ] || fail "paths of some machine:
$found"
exit $failed
