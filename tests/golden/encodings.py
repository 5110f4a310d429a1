"""Texts of 500 bytes and more in the encodings of their languages, as files: in how many the words come out as they went in,
and how sure moonscribe was. Prints a table; fails below 95 of 100, or when --encoding does not hold.
Usage: encodings.py MOONSCRIBE TEXTS DATA"""
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

command, own, data = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
LEAST, MOST_OF_A_KIND = 500, 60
UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]
ENCODINGS = {
    "zh-Hans": ["gb18030", "gbk", "gb2312"], "zh-Hant": ["big5", "gb18030"], "ja": ["shift_jis", "euc_jp", "iso2022_jp"], "ko": ["euc_kr", "cp949"],
    "ru": ["koi8-r", "windows-1251", "iso8859-5", "cp866"], "fr": ["windows-1252", "iso8859-15"], "de": ["windows-1252"], "pl": ["windows-1250", "iso8859-2"],
    "el": ["windows-1253", "iso8859-7"], "tr": ["windows-1254"], "he": ["windows-1255"], "ar": ["windows-1256"], "lt": ["windows-1257", "iso8859-13"],
}
# Real texts: the beginnings of their paths, as far as they are of one language.
REAL = {
    "zh-Hant": ["plain_speaker_zh/audreyt+transcript"], "ru": ["webvtt/mozilla+vtt.js/tests/cuetext/languages/long_string_russian.vtt"],
    "ar": ["webvtt/mozilla+vtt.js/tests/cuetext/languages/long_string_arabic.vtt"], "ko": ["webvtt/mozilla+vtt.js/tests/cuetext/languages/long_string_korean.vtt"],
}
SCRIPT = """
local ms = require "moonscribe"
return ms.script { name = "decoded", columns = { "doc", "name", "confidence", "text" }, each = function(interview, emit)
  local encoding = interview.encoding
  emit { doc = interview.doc, name = encoding.name, confidence = encoding.confidence, text = tostring(interview.text) }
end }
"""


def texts_by_language():
    texts, language = collections.defaultdict(str), None
    for line in own.read_text(encoding="utf-8").splitlines(keepends=True):
        if line.startswith("== "):
            language = line[3:].strip()
        else:
            texts[language] += line
    for language, places in REAL.items():
        for place in places:
            for path in [data / place] if (data / place).is_file() else sorted((data / place).rglob("*.*"))[:40]:
                texts[language] += path.read_text(encoding="utf-8")[:8000] + "\n"
    return texts


def documents(text, encoding):
    """From each line on, as many as make LEAST bytes; what the encoding does not have is left out."""
    plain = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding)
    lines = [line.encode(plain, "ignore") for line in text.splitlines(keepends=True)]
    found = []
    for first in range(len(lines)):
        last = first
        while last < len(lines) and sum(map(len, lines[first:last])) < LEAST:
            last += 1
        if sum(map(len, lines[first:last])) >= LEAST:
            found.append(b"".join(lines[first:last]))
    mark = {"utf-8-sig": b"\xef\xbb\xbf", "utf-16": b"\xff\xfe"}.get(encoding, b"")
    return [(mark + one, one.decode(plain)) for one in found[:MOST_OF_A_KIND]]


def run(folder, flags=()):
    script, out = folder.parent / "decoded.lua", folder.parent / "out.jsonl"
    script.write_text(SCRIPT)
    done = subprocess.run([command, "run", script, folder, "-o", out, "--restart", *flags], capture_output=True, timeout=300)
    if done.returncode not in (0, 3):
        sys.exit(f"exit {done.returncode}: {done.stderr.decode()[-500:]}")
    return {row["doc"]: row for row in map(json.loads, out.open(encoding="utf-8"))}


def main():
    with tempfile.TemporaryDirectory() as work:
        folder, wanted = pathlib.Path(work) / "in", {}
        folder.mkdir()
        for language, text in texts_by_language().items():
            for encoding in UNICODE + ENCODINGS[language]:
                for i, (content, plain) in enumerate(documents(text, encoding)):
                    name = f"{encoding}.{language}.{i:03}.txt"
                    (folder / name).write_bytes(content)
                    wanted[name] = plain
        rows, table, wrong = run(folder), collections.defaultdict(collections.Counter), []
        for name, plain in wanted.items():
            encoding, language = name.split(".")[:2]
            row, counts = rows.get(name), table[encoding]
            is_right = row is not None and row["text"] == plain
            counts["all"] += 1
            counts["right"] += is_right
            counts["sure"] += row["confidence"] if row else 0
            if not is_right:
                wrong.append(f"  {name}: {row and row['name']}, {row and row['confidence']}")
        print("| encoding | documents | right | mean confidence |\n|---|---|---|---|")
        total = right = 0
        for encoding, counts in sorted(table.items()):
            print(f"| {encoding} | {counts['all']} | {counts['right']} | {counts['sure'] / counts['all']:.2f} |")
            total, right = total + counts["all"], right + counts["right"]
        print(*wrong[:20], sep="\n")
        print(f"{right} of {total} right, {100 * right / total:.1f}%")
        lowest = min(counts["right"] / counts["all"] for counts in table.values())

        # What the user says holds, whatever the bytes look like.
        for one in list(folder.iterdir()):
            one.unlink()
        (folder / "a.txt").write_bytes("Übung".encode("windows-1252") * 200)
        row = run(folder, ["--encoding", "KOI8-R"])["a.txt"]
        holds = row["text"] == ("Übung".encode("windows-1252") * 200).decode("koi8-r")
        print("--encoding holds" if holds else "--encoding does not hold")
        return 0 if right >= 0.95 * total and lowest >= 0.9 and holds else 1


sys.exit(main())
