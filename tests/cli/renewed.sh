#!/usr/bin/env bash
# What a plugin of the user keeps in a variable is gone with the document: extractors and formats that count give the
# same for each document, whatever came before and with any number of workers. Usage: renewed.sh BUILD SOURCE
set -eu
build=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p in extractors formats
for i in $(seq 40); do printf '%%%%\nAnn: Thing%s and thing%s.\n' "$i" "$i" >in/$i.txt; done
cat >extractors/counting.lua <<'LUA'
local ms = require "moonscribe"
local seen, words = 0, {}
return ms.extractor { name = "counting", kinds = { "thing" }, patterns = { { name = "t", pattern = "[Tt]hing\\d+" } },
  hit = function(match)
    seen = seen + 1
    words[#words + 1] = tostring(match[0])
    return { kind = "thing", value = seen, words = #words }
  end }
LUA
cat >formats/counted.lua <<'LUA'
local ms = require "moonscribe"
local asked = 0
return ms.format { name = "counted", about = "begins with %%",
  bid = function(head)
    asked = asked + 1
    return head:find "^%%%%" and 99 or 0
  end,
  turns = function(document)
    local text = document.text:match "\n.*"
    return { { speaker = "asked " .. asked, text = document.text:sub(3) } }
  end }
LUA
cat >count.lua <<'LUA'
local ms = require "moonscribe"
return ms.script { name = "count", about = "count", columns = { "doc", "speaker", "values" }, each = function(interview, emit)
  local values, speaker = {}, nil
  for turn in interview:turns() do
    speaker = turn.speaker
    for mention in turn:mentions "thing" do values[#values + 1] = mention.value end
  end
  emit(interview.doc, speaker, table.concat(values, " "))
end }
LUA
failed=0
for jobs in 1 3; do
  "$build/moonscribe" run ./count.lua in --jobs $jobs --to csv >out.$jobs || { echo "renewed: exit $?"; failed=1; }
  [ "$(sed 1d out.$jobs | cut -d, -f2- | sort -u | wc -l)" -eq 1 ] || {
    echo "renewed: with $jobs workers something leads from one document to another:"
    head -5 out.$jobs
    failed=1
  }
  grep -q '^7.txt,asked [0-9]*,1 2' out.$jobs || { echo "renewed: $(grep ^7.txt out.$jobs)"; failed=1; }
done
cmp out.1 out.3 || failed=1
exit $failed
