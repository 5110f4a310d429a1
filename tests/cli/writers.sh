#!/usr/bin/env bash
# The result formats, read back by readers that are not ours: whatever a text holds, it arrives
# as that text and nothing in it comes alive. Usage: writers.sh BUILD SOURCE
set -eu
build=$(realpath "$1")
source=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$source/tests/cli" exec python3 - "$build" "$work" <<'PYTHON'
import base64
import csv
import hashlib
import html.parser
import io
import json
import re
import sys
import unicodedata
from worker import *

build, work = sys.argv[1:]
COLUMNS = ["speaker", "value", "text"]
PAYLOADS = [
    "plain", "喀什古城，2024年", "a|b\\c`d*e_f[g](h)~i", "<script>alert(1)</script>", "\"quoted\" & 'single'",
    "two\nlines\r\nand\ttabs", "\x1b[31mred\x07\x00", "\u202eturned\u2066\u200f", "\u0085\u009b31m", "=1+1", "-2+3", "",
    "https://example.org/?a=1&b=2", "</td></table><img src=x onerror=alert(1)>", "é" * 300, "\U0001f600", "  blanks  ",
]
CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
with open(work + "/script.lua", "w") as file:
    file.write('local ms = require "moonscribe"\nreturn ms.script { name = "t", about = "t", columns = %s, each = function() end }'
               % json.dumps(COLUMNS).replace("[", "{").replace("]", "}"))
ROWS = [{"speaker": "王", "value": i if i % 2 else i + 0.5, "text": text} for i, text in enumerate(PAYLOADS)]
ROWS.append({"speaker": None, "value": None, "text": None})


def result(form, rows=ROWS):
    worker = Worker(build + "/moonscribe-worker")
    data = build + "/share/moonscribe"
    assert isinstance(worker.job(script=work + "/script.lua", data=data), dict)
    assert isinstance(worker.job(encode="jsonl", to=form), dict)
    output, failures = worker.finish("".join(json.dumps(row) + "\n" for row in rows).encode())
    assert not failures, failures
    return output.decode("utf-8")


def same(got, expected, what):
    assert got == expected, "%s: expected %r, got %r" % (what, expected, got)


def shown(text):
    return CONTROL.sub(lambda c: "\\u{%X}" % ord(c[0]), text)


# CSV and TSV: Python's reader gets every text back; those that a spreadsheet would run have an
# apostrophe in front.
for form, separator in (("csv", ","), ("tsv", "\t")):
    table = list(csv.reader(io.StringIO(result(form), newline=""), delimiter=separator))
    same(table[0], COLUMNS, form)
    for row, cells in zip(ROWS, table[1:], strict=True):
        text = row["text"] or ""
        same(cells, [row["speaker"] or "", "" if row["value"] is None else str(row["value"]),
                     "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") and text[:1] else text], form)

# HTML: an independent parser sees the texts and no elements but ours.
class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.elements, self.cells, self.policy, self.style, self.open = set(), [], None, "", None

    def handle_starttag(self, tag, attributes):
        self.elements.add(tag)
        attributes = dict(attributes)
        assert not [name for name in attributes if name.startswith("on")], attributes
        if attributes.get("http-equiv") == "Content-Security-Policy":
            self.policy = attributes["content"]
        self.open = tag
        if tag == "td":
            self.cells.append("")

    def handle_endtag(self, tag):
        self.open = None

    def handle_data(self, data):
        if self.open == "td":
            self.cells[-1] += data
        elif self.open == "style":
            self.style += data


page = Page()
page.feed(result("html"))
page.close()
allowed = {"html", "head", "meta", "title", "style", "body", "table", "thead", "tbody", "tr", "th", "td"}
assert page.elements <= allowed, page.elements - allowed
assert "default-src 'none'" in page.policy and "script" not in page.policy and "unsafe" not in page.policy
digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
assert "'sha256-%s'" % digest in page.policy, "the policy does not let the style through: it is %s" % digest
same(page.cells[2::3], [shown((row["text"] or "").replace("\r\n", "\n")) for row in ROWS], "html")

# Markdown: one line a row, as many cells as columns, no markup that is not escaped.
lines = result("md").split("\n")
same(lines[:2], ["| speaker | value | text |", "| --- | --- | --- |"], "md")
same(len(lines), len(ROWS) + 3, "md")
for row, line in zip(ROWS, lines[2:]):
    cells = re.split(r"(?<!\\) ?\| ?", line)
    same(len(cells), 5, "md: " + line)
    assert not CONTROL.search(line), line
    bare = re.sub(r"\\.", "", re.sub("<br>|&(amp|lt|gt);", "", cells[3]))
    assert not re.search(r"[<>&`*_\[\]|~]", bare), line
    same(re.sub(r"\\([^a-z{])", r"\1", cells[3]).replace("<br>", "\n").replace("&lt;", "<").replace("&gt;", ">")
         .replace("&amp;", "&").strip(), shown((row["text"] or "").replace("\r\n", "\n").replace("\t", " ")).strip(), "md")

# The terminal: nothing that it would obey, and columns that stand below each other.
def places(text):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


lines = result("table").split("\n")
same(len(lines), len(ROWS) + 3, "table")
start = places(lines[0][:lines[0].index("text")])
for row, line in zip(ROWS, lines[2:]):
    assert not CONTROL.search(line), line
    assert places(line) <= 100, line
    text = " ".join(shown(re.sub(r"[\t\n\r\x0b\x0c ]+", " ", row["text"] or "")).split(" ")).rstrip(" ")
    if text and places(text) < 60:
        assert line.endswith(text) and places(line[:len(line) - len(text)]) == start, (start, line)

# Many rows: the first five hundred decide the widths, and none is lost.
many = [{"speaker": "s", "value": i, "text": "t" * (i % 50)} for i in range(1200)]
same(len(result("table", many).split("\n")), 1203, "table")
same(len(result("md", []).split("\n")), 3, "md without rows")
same(len(result("table", []).split("\n")), 3, "table without rows")
PYTHON
