#!/usr/bin/env bash
# The manual and the completions know every verb and flag that --help lists, and no others.
# Usage: flags.sh BUILD SOURCE
set -eu
build=$(realpath "$1")
source=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
fail() { echo "flags: $*"; failed=1; }

"$build/moonscribe" run --help >"$work/run"
"$build/moonscribe" help >"$work/all"
flags=$(sed -nE 's/^ {2}(-[a-zA-Z], | {4})--([a-z-]+).*/\2/p' "$work/run")
verbs=$(sed -nE 's/^  ([a-z]+) .*/\1/p' "$work/all")
[ "$(wc -w <<<"$flags")" -gt 30 ] || fail "--help lists only: $flags"
[ "$(wc -w <<<"$verbs")" -ge 13 ] || fail "help lists: $verbs"

# The manual writes a dash as \-; fish names flags without dashes; bash and zsh join limits from
# a list.
sed 's/\\-/-/g' "$source/docs/moonscribe.1" >"$work/man"
cd "$source/docs/completions"
for flag in $flags; do
  grep -qE -- "--$flag( |\"|\$)" "$work/man" || fail "the manual does not know --$flag"
  limit=${flag#limit-}
  for file in moonscribe.bash _moonscribe moonscribe.fish; do
    case $file:$flag in
      *:limit-*)
        tr '\n' ' ' <$file | grep -qE "(limits=|for limit in)[^;)]*[ (\"]$limit[ )\"]" ||
          fail "$file does not know --$flag"
        ;;
      *.fish:*) grep -qE -- "-l $flag " $file || fail "$file does not know --$flag" ;;
      *) grep -qE -- "--$flag([] \"',}[]|\$)" $file || fail "$file does not know --$flag" ;;
    esac
  done
done
for verb in $verbs; do
  grep -qE "^\.B $verb\$" "$work/man" || fail "the manual does not know $verb"
  for file in moonscribe.bash _moonscribe moonscribe.fish; do
    grep -qE "(^|[ '\"])$verb([ :'\"]|\$)" $file || fail "$file does not know $verb"
  done
done
for flag in $(grep -oE -- '--[a-z-]+' "$work/man" | sort -u); do
  [ "$flag" = --unit ] || grep -qx -- "${flag#--}" <<<"$flags" || fail "the manual knows $flag, the command does not"
done

# They are well-formed, as far as there is somebody here to say so.
bash -n moonscribe.bash || fail "moonscribe.bash does not parse"
if command -v man >/dev/null; then
  warned=$(man --warnings -E UTF-8 -l "$source/docs/moonscribe.1" 2>&1 >/dev/null)
  [ -z "$warned" ] || fail "the manual: $warned"
fi
complete_with() { # words...
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
  _moonscribe
  echo "${COMPREPLY[*]}"
}
complete() { :; }
. ./moonscribe.bash
[ "$(complete_with moonscribe sum)" = summary ] || fail "bash completes no verb"
[ "$(complete_with moonscribe list --limit-de)" = --limit-depth ] || fail "bash completes no limit"
[ "$(complete_with moonscribe dataset --unit ex)" = exchange ] || fail "bash completes no value"
exit $failed
