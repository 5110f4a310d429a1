#!/usr/bin/env bash
# `show LOCATOR` prints exactly the words that a row cites, for every product, from files, from
# a zip and from paths with blanks, #, %, ! and Chinese. Usage: show.sh BUILD SOURCE
set -eu
build=$(realpath "$1") source=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p 'Box #1 100%!' 材料
cp "$source"/samples/village/01-mill.en.txt 'Box #1 100%!/the mill!#2 50%25.txt'
cp "$source"/samples/village/03-tea.zh.txt '材料/茶山 口述！.txt'
cp "$source"/samples/{wetland.zh.txt,ferry.en.txt,village.zip} .
python3 - <<'PYTHON'
import zipfile
with zipfile.ZipFile("材料/outer.zip", "w") as archive:
    archive.write("village.zip", "in ner#!.zip")
    archive.write("材料/茶山 口述！.txt", "a!/茶 #%41.txt")
PYTHON
exec python3 - "$build/moonscribe" <<'PYTHON'
import json, subprocess, sys

moonscribe = sys.argv[1]
INPUTS = ["Box #1 100%!", "材料", "wetland.zh.txt", "ferry.en.txt", "village.zip"]
PRODUCTS = [["summary"], ["timeline"], ["mentions"]] + [
    ["dataset", "--unit", unit] for unit in ("turn", "sentence", "exchange", "point", "figure", "mention", "document")]
# What the columns beside `source` cite.
CITED = {"question_source": "question", "answer_source": "answer"}


def run(*arguments):
    done = subprocess.run([moonscribe, "-q", *arguments], stdin=subprocess.DEVNULL, capture_output=True)
    assert done.returncode == 0, (arguments, done.returncode, done.stderr.decode())
    return done.stdout.decode("utf-8")


cited = {}
for product in PRODUCTS:
    rows = [json.loads(line) for line in run(*product, *INPUTS, "--to", "jsonl").splitlines()]
    assert rows, product
    for row in rows:
        for column, locator in row.items():
            if not column.endswith("source") or locator is None:
                continue
            text = row.get(CITED.get(column) or ("surface" if product == ["timeline"] else "text"))
            if product == ["summary"] and row["part"] in ("document", "speaker"):
                text = None
            if text is not None:
                assert cited.get(locator, text) == text or product[-1] == "exchange", (locator, text, cited[locator])
                cited[locator] = text

# A sample over all of them, and all from the paths that need encoding.
locators = sorted(cited)
chosen = locators[:: max(1, len(locators) // 45)] + [one for one in locators if "%" in one or "outer" in one][::6]
assert len(chosen) >= 60, len(chosen)
for locator in chosen:
    shown = run("show", locator)
    expected = cited[locator] if cited[locator].endswith("\n") else cited[locator] + "\n"
    assert shown == expected, "show %s: expected %r, got %r" % (locator, expected, shown)
print(len(locators), "locators,", len(chosen), "shown")
PYTHON
