#!/usr/bin/env bash
# A new author, by docs/authors.md alone: what `moonscribe new` writes works as it stands, and
# each block of Lua in the guide does what the guide says. Usage: author.sh BUILD SOURCE
set -eu
moonscribe=$(realpath "$1")/moonscribe source=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() { echo "FAILED: $*"; exit 1; }
ok() { "$moonscribe" "$@" >out 2>log </dev/null || { cat out log; fail "moonscribe $*: exit $?"; }; }
has() { grep -qF -- "$1" "${2:-out}" || { cat "${2:-out}"; fail "expected: $1"; }; }

# The blocks of Lua that are whole files, by the name that each gives itself.
python3 - "$source/docs/authors.md" <<'PYTHON'
import re, sys
folders = {"script": "", "extractor": "extractors/", "format": "formats/", "writer": "writers/"}
import os
for block in re.findall(r"```lua\n(.*?)```", open(sys.argv[1], encoding="utf-8").read(), re.S):
    kind = re.search(r"^return ms\.(\w+) \{\n  name = \"(\w+)\"", block, re.M)
    if kind:
        path = folders[kind[1]] + kind[2] + ".lua"
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        open(path, "w", encoding="utf-8").write(block)
PYTHON
for file in shares.lua extractors/grade.lua formats/chat.lua; do
  [ -f "$file" ] || fail "docs/authors.md has no $file"
done
# The worked example is the format that is shipped, and short.
cmp formats/whatsapp.lua "$source/plugins/formats/whatsapp.lua" || fail "docs/authors.md shows another whatsapp.lua"
[ "$(wc -l <formats/whatsapp.lua)" -lt 60 ] || fail "the worked example has 60 lines or more"
[ "$(grep -cv '^$' shares.lua)" -le 12 ] || fail "the script in ten lines has more"

# An extractor, from the template to rows in a table.
ok new extractor percent
ok test extractors/percent.lua
has '3 samples, 0 failed'
cp "$source"/samples/ferry.en.txt interview.txt
cp "$source"/samples/wetland.zh.txt .
ok run shares.lua interview.txt wetland.zh.txt -o shares.csv
has 'value,speaker,sentence,source' shares.csv
has '60,MARGARET DOYLE,' shares.csv
has 'interview.txt#L17:C352-C355' shares.csv
has '92.5,沈岚,请来了省林科院的专家' shares.csv
[ "$(wc -l <shares.csv)" -ge 3 ] || fail "too few rows"

# The author's own extractor is the one that is used: a pattern of its own finds what the
# shipped one does not.
sed -i 's/per ?cent\\b/per ?cent\\b|percentiles?/; s/{ text = "Room 45/{ text = "the 45 percentile", mentions = { { kind = "percent", value = 45 } } },\n    &/' extractors/percent.lua
ok test extractors/percent.lua
has '4 samples, 0 failed'
printf 'Ann: How much?\n\nBob: At the 45 percentile, and a grade B+.\n\nAnn: And then?\n\nBob: Nothing.\n' >talk.txt
ok run shares.lua talk.txt
has '"value":45,"speaker":"Bob"'
has 'talk.txt#L3:C13-C26'

# The extractor of the guide, beside the script, gives mentions of its kind.
ok test extractors/grade.lua
has '2 samples, 0 failed'
sed 's/"percent"/"grade"/' shares.lua >grades.lua
ok run grades.lua talk.txt
has '"value":"B+","speaker":"Bob","sentence":"At the 45 percentile, and a grade B+."'

# A wrong sample says so, and where.
sed 's/value = "B+"/value = "A"/' extractors/grade.lua >extractors/wrong.lua
"$moonscribe" test extractors/wrong.lua >out 2>&1 && fail "a wrong sample passed"
has 'extractors/wrong.lua: sample 1'
has 'value is "B+", expected "A"'
rm extractors/wrong.lua

# A format: from the guide, then from the template.
ok test formats/chat.lua
printf '<ann> Where is it?\n<bob> In the shed.\n' >log.txt
ok run shares.lua log.txt
ok dataset --plugins . log.txt
has '"speaker":"bob"'
has 'log.txt#L2:C7-C19'
rm formats/chat.lua
ok new format minutes
ok test formats/minutes.lua
ok dataset --plugins . log.txt
has '"speaker":"bob"'

# A script from the template, its option, and its page of help.
ok new script answers
ok run answers.lua interview.txt --at-least 100 -o answers.csv
[ "$(python3 -c 'import csv; print(len(list(csv.reader(open("answers.csv")))))')" -eq 5 ] || { cat answers.csv; fail "answers of 100 characters or more"; }
ok run answers.lua --help
has '--at-least N'

# Nothing is overwritten; a name that is taken by a flag, and a fault in Lua, are said with
# their place.
"$moonscribe" new script answers >out 2>&1 && fail "new wrote over a file"
printf 'return require("moonscribe").script {\n  name = x.y,\n}\n' >fault.lua
code=0
"$moonscribe" run fault.lua interview.txt >out 2>&1 || code=$?
[ "$code" -eq 4 ] || fail "a fault while loading: exit $code"
has 'fault.lua:2:'

# Plugins are listed with where they come from.
ok plugins --plugins .
grep -q '^extractor  grade .*(--plugins)$' out || fail 'grade is not listed with where it comes from'
