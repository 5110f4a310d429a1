"""Transcripts written in every format and read again: the same words, speakers and times, as far as the format can hold
them. Then packages, as readers that are not ours see them.
Usage: roundtrips.py COMMAND WORK FOLDER [PER_KIND]: all files below FOLDER that are transcripts, or so many of each of the
folders below it."""
import json
import os
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree
import zipfile

command, work, folder = sys.argv[1:4]
per_kind = int(sys.argv[4]) if len(sys.argv) > 4 else None
failures, tried = [], {}

# Suffix, and what comes back: "speaker", "time" (where turns begin), "end", "line" (breaks within turns).
FORMATS = {
    "txt": ("txt", "speaker time line"), "md": ("md", "speaker time line"), "docx": ("docx", "speaker time line"),
    "srt": ("srt", "speaker time end"), "vtt": ("vtt", "speaker time end"), "ttml": ("ttml", "speaker time end"),
    "whisperx": ("json", "speaker time end"), "eaf": ("eaf", "speaker time end"),
    "textgrid": ("TextGrid", "speaker time end"), "chat": ("cha", "speaker time end"),
    "tei": ("xml", "speaker time end line"),
}
NEEDS_TIMES = {"srt", "vtt", "ttml", "whisperx", "eaf", "textgrid"}


def run(*args, expect=0):
    done = subprocess.run([command, *args], capture_output=True)
    if expect is not None and done.returncode != expect:
        raise RuntimeError("%s: exit %d: %s" % (" ".join(args), done.returncode, done.stderr.decode("utf-8", "replace")[-600:]))
    return done


def read(path, form=None):
    found = run("convert", path, "--to", "jsonl", *(["--format", form] if form else []), expect=None).stdout.splitlines()
    return json.loads(found[0]) if len(found) == 1 else None


# What else a format changes, and says so or says it in docs/formats-out.md: Markdown escapes; CHAT ends every sentence in
# its own way; ELAN and CHAT have names for nobody; nobody's words have their time before them in running text.
LOOSE = {
    "md": lambda text: re.sub(r"\\([^\w\s]|_)", r"\1", text),
    "chat": lambda text: re.sub(r"[.?!。？！…\"'”’)\]」』）]", "", text),
}
NOBODY = {"eaf": "unknown", "chat": "UNK"}


def plain(text, name):
    """The words alone: blanks between joined cues and the width of characters may differ."""
    text = LOOSE.get(name, str)(unicodedata.normalize("NFKC", text))
    return re.sub(r"\s+", "", text)


def merged(row, name):
    """What one speaker says in a row is one turn."""
    turns = []
    for turn in row["turns"]:
        words = plain(turn["text"], name)
        if not words:
            continue
        speaker = turn.get("speaker")
        if speaker == NOBODY.get(name):
            speaker = None
        speaker = re.sub(r"\s+", " ", speaker).strip() if speaker else None
        if turns and turns[-1]["speaker"] == speaker:
            turns[-1]["words"] += words
            turns[-1]["end"] = max((e for e in (turns[-1]["end"], turn.get("end_time")) if e is not None), default=None)
        else:
            turns.append({"speaker": speaker, "words": words, "time": turn.get("time"), "end": turn.get("end_time")})
    return turns


def compare(name, before, after, kept):
    """The differences in words, or None."""
    if after is None:
        return "it cannot be read again"
    a, b = merged(before, name), merged(after, name)
    if name in ("txt", "md", "docx") and not any(x["speaker"] for x in a):
        # Prose to the reader, whatever stands before it.
        text = "".join(y["words"] for y in b)
        missing = [x["words"] for x in a if x["words"] not in text]
        return "words are missing: %r" % missing[0][:200] if missing else None
    for i, (x, y) in enumerate(zip(a, b)):
        if x["words"] != y["words"]:
            at = next((k for k, (c, d) in enumerate(zip(x["words"], y["words"])) if c != d), min(len(x["words"]), len(y["words"])))
            return "%d turns became %d; turn %d: %r became %r" % (len(a), len(b), i + 1, x["words"][max(0, at - 60):at + 60],
                                                                   y["words"][max(0, at - 60):at + 60])
        if x["speaker"] != y["speaker"]:
            return "turn %d: the speaker %r became %r" % (i + 1, x["speaker"], y["speaker"])
        for key in ("time", "end"):
            if key in kept and x[key] is not None and (y[key] is None or abs(x[key] - y[key]) > 0.0021):
                return "turn %d: its %s %r became %r" % (i + 1, key, x[key], y[key])
    return None if len(a) == len(b) else "%d turns became %d" % (len(a), len(b))


def try_file(path):
    before = read(path)
    if before is None or not before["turns"]:
        return
    has_times = all(turn.get("time") is not None for turn in before["turns"])
    for name, (suffix, kept) in FORMATS.items():
        if name in NEEDS_TIMES and not has_times:
            continue
        out = "%s/out.%s" % (work, suffix)
        done = run("convert", path, "--to", name, "-o", out, "--restart", expect=None)
        if done.returncode:
            failures.append("%s to %s: exit %d: %s" % (path, name, done.returncode, done.stderr[-300:].decode("utf-8", "replace")))
            continue
        difference = compare(name, before, read(out), kept.split())
        counts = tried.setdefault(name, [0, 0])
        counts[0] += 1
        if difference:
            counts[1] += 1
            print("  %s to %s: %s" % (os.path.relpath(path, folder), name, difference[:700]))


def files_below(top):
    found = [os.path.join(at, name) for at, _, names in os.walk(top) for name in names]
    return sorted(path for path in found if not path.endswith((".zip", ".md", ".json.ref")) or per_kind)


if per_kind:
    for kind in sorted(os.listdir(folder)):
        paths = files_below(os.path.join(folder, kind))
        step = max(1, len(paths) // per_kind)
        for path in paths[step // 2::step][:per_kind]:
            try_file(path)
else:
    for path in files_below(folder):
        try_file(path)
for name, (count, bad) in sorted(tried.items()):
    print("%-9s %d of %d come back the same" % (name, count - bad, count))
