#!/usr/bin/env bash
# --allow read:DIR gives a script the files below DIR and no others. Usage: allow.sh BUILD SOURCE
set -eu
build=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/open/sub" "$work/shut"
echo yes >"$work/open/sub/f.txt"
echo secret >"$work/shut/s.txt"
ln -s ../shut/s.txt "$work/open/link"
printf 'Ann: Why?\nBob: Because.\n' >"$work/a.txt"
cat >"$work/s.lua" <<LUA
local ms = require "moonscribe"
return ms.script { name = "files", about = "files", columns = { "got" }, each = function(_, emit)
  for _, path in ipairs { "sub/f.txt", "../shut/s.txt", "link", "$work/shut/s.txt", "sub", "none" } do
    local text, _, code = ms.files.read(path)
    emit { got = text or code }
  end
  emit { got = table.concat(ms.files.list "", " ") }
end }
LUA
fail() { echo "$1"; exit 1; }
status=0
"$build/moonscribe" run "$work/s.lua" "$work/a.txt" --allow "read:$work/open" >"$work/out" 2>"$work/err" || status=$?
if grep -q "no Landlock" "$work/err"; then echo "SKIPPED: this kernel has no Landlock"; exit 77; fi
[ $status -eq 0 ] || { cat "$work/err"; fail "exit $status"; }
got=$(sed 's/{"got":"//; s/"}//' "$work/out" | tr '\n' ',')
[ "$got" = 'yes\n,permission,permission,permission,io,not_found,link sub,' ] || fail "got $got"
if "$build/moonscribe" run "$work/s.lua" "$work/a.txt" >/dev/null 2>"$work/err"; then fail "read without being allowed"; fi
grep -q -- "--allow read:DIR" "$work/err" || fail "does not say how"
status=0
"$build/moonscribe" run "$work/s.lua" "$work/a.txt" --allow write:/tmp >/dev/null 2>&1 || status=$?
[ $status -eq 2 ] || fail "write: exit $status, not 2"
