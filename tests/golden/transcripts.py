"""What becomes of the real captions, speech-to-text files and plain transcripts: a table by kind of file, and how their words
compare with what other readers found in the same files, and with the same talk in another format. Prints all of it; fails
when fewer than 98 of 100 well-formed files are read, or when words disagree that no exception below explains.
Usage: transcripts.py MOONSCRIBE DATA SCRIPT"""
import collections
import html
import json
import pathlib
import re
import subprocess
import sys
import tempfile

command, data, script = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
FOLDERS = ["captions_mixed", "webvtt", "stt_json", "twins_txt_vtt", "plain_speaker_en", "plain_speaker_zh"]
KINDS = {
    "srt": "SubRip", "vtt": "WebVTT", "sbv": "SBV", "ass": "SubStation Alpha", "ssa": "SubStation Alpha", "sami": "SAMI", "stl": "EBU STL",
    "sub": "MicroDVD", "scc": "SCC", "csv": "CSV and TSV", "tsv": "CSV and TSV", "json": "speech-to-text JSON", "txt": "plain text", "md": "plain text",
}
# Files that are no transcripts, or broken on purpose beyond reading: why they may be refused.
NOT_OURS = {
    "invalid_format.sbv": "another format under this name", "invalid_format2.srt": "not one line of times",
    "bbcKaldiSpeakerSegments.sample.json": "speakers without words", "meanwhile.json": "texts by the name of a recording: a data set",
    "transcription-not-ready.json": "a service's answer that there is nothing yet", "transcription_config.json": "settings",
}


def kind_of(path):
    if "webvtt" in path.parts and path.suffix == ".json":
        return None  # other readers' results
    return KINDS.get(path.suffix[1:])


def run(folder):
    with tempfile.TemporaryDirectory() as work:
        out = pathlib.Path(work) / "out.jsonl"
        done = subprocess.run([command, "run", script, str(folder), "-o", str(out)], capture_output=True, timeout=300)
        if done.returncode not in (0, 3):
            sys.exit(f"{folder}: exit {done.returncode}: {done.stderr.decode()[-500:]}")
        rows = [json.loads(line) for line in out.open(encoding="utf-8")]
        rejects = pathlib.Path(str(out) + ".rejects.jsonl")
        lines = [json.loads(line) for line in rejects.open(encoding="utf-8")] if rejects.exists() else []
        return {row["doc"]: row for row in rows}, lines


def normal(text):
    return re.findall(r"[^\W_]+", re.sub(r"['’]", "", text.lower()))


def said_in(row):
    return normal(" ".join(turn.split("\t", 1)[1] for turn in row["words"]))


def word_errors(one, other):
    """Words to insert, delete or replace, by the longest common runs (an upper bound of the edit distance)."""
    import difflib
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal")


def read_all():
    table, reasons, rows = collections.defaultdict(collections.Counter), [], {}
    for folder in FOLDERS:
        found, rejects = run(data / folder)
        rows.update({folder + "/" + doc: row for doc, row in found.items()})
        for path in sorted((data / folder).rglob("*")):
            kind = kind_of(path) if path.is_file() else None
            if not kind:
                continue
            counts, row = table[kind], found.get(str(path.relative_to(data / folder)))
            counts["files"] += 1
            if row and not row["repairs"]:
                counts["whole"] += 1
            elif row:
                counts["repaired"] += 1
            elif path.stat().st_size < 4:
                counts["files"] -= 1  # nothing, or a byte order mark: skipped
            else:
                reject = next((r for r in rejects if r.get("unit", "").endswith(path.name)), {})
                counts["rejected"] += 1
                counts["excused"] += path.name in NOT_OURS
                reasons.append(f"  {kind}: {path.name}: {reject.get('message', '')[:150]}"
                               + (f" ({NOT_OURS[path.name]})" if path.name in NOT_OURS else ""))
    print("| files | number | read whole | with repairs | rejected |\n|---|---|---|---|---|")
    files = read = 0
    for kind, counts in sorted(table.items()):
        print(f"| {kind} | {counts['files']} | {counts['whole']} | {counts['repaired']} | {counts['rejected']} |")
        files, read = files + counts["files"] - counts["excused"], read + counts["whole"] + counts["repaired"]
    print(*reasons, sep="\n")
    print(f"well-formed: {read} of {files} read, {100 * read / files:.1f}%")
    return rows, read >= 0.98 * files


def plain(content):
    return normal(re.sub(r"&#?\w+;", lambda one: html.unescape(one.group()), re.sub(r"</?[A-Za-z\d][^<>]*>|<>|</>|<[\d:.]+>", "", content)))


# Where vtt.js and we mean otherwise: it drops what the standard drops, we read what somebody wrote.
ARGUED = {
    "fraction-digits": "one digit behind the point is a time to us", "min-mid-digits": "one digit of seconds is a time to us",
}


def compare_vtt_js(rows):
    agree, is_good = 0, True
    folder = data / "webvtt/mozilla+vtt.js/tests"
    for path in sorted(folder.rglob("*.json")):
        row = rows.get("webvtt/" + str(path.with_suffix(".vtt").relative_to(data / "webvtt")))
        try:
            expected = json.loads(path.read_text(encoding="utf-8-sig"))
        except ValueError:
            continue
        if path.stem.endswith("-proc") or not row or not isinstance(expected, dict):
            continue
        theirs = [word for cue in expected["cues"] for word in plain(cue.get("content") or cue.get("text") or "")]
        if theirs == said_in(row):
            agree += 1
            continue
        why = ARGUED.get(path.stem)
        is_good = is_good and why is not None
        print(f"  {path.relative_to(folder)}: vtt.js {' '.join(theirs)[:60]!r}, we {' '.join(said_in(row))[:60]!r}: {why or 'NOT EXPLAINED'}")
    print(f"vtt.js: {agree} agree word by word")
    return is_good


def compare_twins(rows):
    """The same podcast as text and as captions: the same words, and the same speakers where both name them."""
    is_good, worst = True, 0
    folder = "twins_txt_vtt/mikeckennedy+talk-python-transcripts/"
    pairs = [(name, name[:-4] + ".vtt") for name in rows if name.startswith(folder) and name.endswith(".txt")]
    for text, captions in pairs:
        one, other = rows[text], rows[captions]
        rate = word_errors(said_in(one), said_in(other)) / max(1, len(said_in(other)))
        names = [{turn.split("\t", 1)[0] for turn in row["words"]} - {""} for row in (one, other)]
        worst = max(worst, rate)
        if rate >= 0.01 or names[0] != names[1]:
            is_good = is_good and rate < 0.01
            print(f"  {text.rsplit('/', 1)[-1]}: {100 * rate:.2f}% of the words differ; speakers {sorted(names[0])[:5]} and {sorted(names[1])[:5]}")
    print(f"twins: {len(pairs)} talks as text and as captions, at most {100 * worst:.2f}% of the words differ")
    return is_good


def compare_formats(rows):
    """One film in several formats of captions."""
    is_good = True
    for prefix, best in (("captions_mixed/pbs+pycaption/examples/example.", "srt"), ("captions_mixed/asticode+go-astisub/testdata/example-in.", "srt")):
        base = rows[prefix + best]
        for name, row in sorted(rows.items()):
            if name.startswith(prefix) and name != prefix + best and not name.endswith((".scc", ".sub")):  # another film, an excerpt
                rate = word_errors(said_in(base), said_in(row)) / len(said_in(base))
                is_good = is_good and rate < 0.02
                print(f"  {name.rsplit('/', 1)[-1]} and .{best}: {100 * rate:.2f}% of the words differ")
    return is_good


def compare_recognisers(rows):
    """Speechmatics' own text beside its JSON."""
    agree, folder = 0, "stt_json/speechmatics+speechmatics-python/tests/data/convert_to_txt/"
    for name in ("simple_case", "two_speakers", "entity"):
        agree += said_in(rows[folder + name + ".json"]) == said_in(rows[folder + name + ".txt"])
    print(f"Speechmatics' texts: {agree} of 3 agree word by word")
    return agree == 3


rows, is_good = read_all()
for compare in (compare_vtt_js, compare_twins, compare_formats, compare_recognisers):
    is_good = compare(rows) and is_good
sys.exit(0 if is_good else 1)
