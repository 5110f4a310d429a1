"""Transcripts written in every format and read again: the same words, speakers and times, as far as the format can hold
them. With a folder of real transcripts as third argument those too; otherwise ones made here.
Usage: roundtrips.py COMMAND WORK [FOLDER [PER_KIND]]"""
import json
import os
import re
import subprocess
import sys
import unicodedata

command, work = sys.argv[1:3]
failures = []

# What comes back: "speaker", "time" (where turns begin), "end", "line" (breaks within turns); None: no reader here.
FORMATS = {
    "txt": ("txt", {"speaker", "time", "line"}), "md": ("md", {"speaker", "time", "line"}),
    "srt": ("srt", {"speaker", "time", "end"}), "vtt": ("vtt", {"speaker", "time", "end"}),
    "ttml": ("ttml", {"speaker", "time", "end"}), "whisperx": ("json", {"speaker", "time", "end"}),
    "eaf": ("eaf", {"speaker", "time", "end"}), "textgrid": ("TextGrid", {"speaker", "time", "end"}),
    "chat": ("cha", {"speaker", "time", "end"}), "tei": ("xml", {"speaker", "time", "end", "line"}),
    "docx": ("docx", {"speaker", "time", "line"}),
}
NEEDS_TIMES = {"srt", "vtt", "ttml", "whisperx", "eaf", "textgrid"}


def run(*args, expect=0):
    done = subprocess.run([command, *args], capture_output=True)
    if expect is not None and done.returncode != expect:
        raise RuntimeError("%s: exit %d: %s" % (" ".join(args), done.returncode, done.stderr.decode("utf-8", "replace")[-600:]))
    return done


def read(path):
    rows = [json.loads(line) for line in run("convert", path, "--to", "jsonl", expect=None).stdout.splitlines()]
    return rows[0] if len(rows) == 1 else None


def plain(text):
    """Words alone: what joins cues and lines, and the width of characters, may differ."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return text


def merged(row):
    """Turns as most formats know them: what one speaker says in a row is one."""
    turns = []
    for turn in row["turns"]:
        if not turn["text"].strip():
            continue
        speaker = turn.get("speaker")
        speaker = re.sub(r"\s+", " ", speaker).strip() if speaker else None
        if turns and turns[-1][0] == speaker:
            turns[-1][1] += plain(turn["text"])
            if turn.get("end_time") is not None:
                turns[-1][3] = max(turns[-1][3] or 0, turn["end_time"])
        else:
            turns.append([speaker, plain(turn["text"]), turn.get("time"), turn.get("end_time")])
    return turns
