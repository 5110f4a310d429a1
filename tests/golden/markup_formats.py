"""What becomes of the real files in markup and packages: a table by kind of file, and how the words compare with what
other readers found in the same files. Prints both; fails when fewer than 98 of 100 well-formed files are read, or
when words disagree that no exception below explains.
Usage: markup_formats.py MOONSCRIBE DATA SCRIPT"""
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

command, data, script = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
FOLDERS = ["docx_odt_epub_rtf", "html_interviews", "ttml_dfxp", "elan_eaf", "praat_textgrid", "chat_cha", "tei_exmaralda", "ohms_oralhistory"]
KINDS = {
    "docx": "Word", "docm": "Word", "odt": "OpenDocument", "rtf": "RTF", "epub": "EPUB", "fb2": "FictionBook", "html": "HTML", "ttml": "TTML",
    "ytt": "YouTube srv3", "eaf": "ELAN", "etf": "ELAN", "TextGrid": "TextGrid", "cha": "CHAT", "exb": "EXMARaLDA", "doc": "old Word",
}
ROOTS = {"tt": "TTML", "ANNOTATION_DOCUMENT": "ELAN", "akomaNtoso": "Akoma Ntoso", "TEI": "TEI"}
# Files that are no transcripts of their kind, or broken on purpose beyond reading: why they may be refused.
NOT_WELL_FORMED = {
    "protected_upper_case.docx": "encrypted", "test_ignore_IBM420.html": "an encoding that nobody writes any more (IBM 420)",
}


def kind_of(path):
    suffix = path.suffix[1:]
    if suffix == "xml":
        head = path.read_bytes()[:2000].decode("utf-8", "replace")
        head = re.sub(r"<[?!].*?>", "", head, flags=re.S)
        found = re.search(r"<(?:\w+:)?(\w+)", head)
        return ROOTS.get(found.group(1) if found else "")
    return KINDS.get(suffix)


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


def normal(words):
    return re.findall(r"[^\W_]+", " ".join(words).lower())


TOKEN = re.compile(r'\s*(?:("(?:[^"\\]|\\.)*")|([\[\](),{}=])|([^\s\[\](),{}="]+))')
ESCAPE = re.compile(r"\\(?:(\d+)|(.))")


def unescape(found):
    code, sign = found.groups()
    return chr(int(code)) if code else {"n": "\n", "t": "\t", "&": ""}.get(sign, sign)


def parse(text):
    """Haskell's way of showing values: constructors with arguments, lists, tuples, strings."""
    tokens = [found.groups() for found in TOKEN.finditer(text)]
    at = 0

    def items(close):
        nonlocal at
        found, one = [], []
        while at < len(tokens):
            string, sign, word = tokens[at]
            at += 1
            if sign is not None and sign == close:
                break
            if sign in ("[", "(", "{"):
                one.append(items({"[": "]", "(": ")", "{": "}"}[sign]))
            elif sign == ",":
                found.append(one)
                one = []
            elif string is not None:
                one.append(("text", ESCAPE.sub(unescape, string[1:-1])))
            elif word is not None:
                one.append(("name", word))
        if one:
            found.append(one)
        return found

    return items(None)


# What stands beside the text, and is left out of it here: notes, pictures, comments, what was deleted.
BESIDE = {"Note", "Image", "Math"}


def native_words(path):
    words = []

    def walk(node):
        if not isinstance(node, list):
            return
        head = node[0] if node else None
        name = head[1] if isinstance(head, tuple) and head[0] == "name" else None
        if name == "Pandoc":  # its metadata come first
            return walk(node[-1])
        if name in BESIDE:
            return None
        if name in ("Str", "Code", "CodeBlock", "RawInline"):
            if name != "RawInline":
                words.append(node[-1][1] if isinstance(node[-1], tuple) else "")
                if name == "CodeBlock":
                    words.append(" ")
            return None
        if name == "Span" and any(word in repr(node[1]) for word in ("comment-start", "deletion")):
            return None
        if name == "Link":  # its address is no word
            return walk(node[2])
        if name in ("Span", "Div", "Header", "Table", "Cell", "Row"):
            node = [part for i, part in enumerate(node) if not (isinstance(part, list) and i == (2 if name == "Header" else 1))]
        is_block = name in (None, "Para", "Plain", "Header", "Cell", "LineBlock", "Space", "SoftBreak", "LineBreak")
        if name:
            if is_block:
                words.append(" ")
        for part in node:
            if isinstance(part, tuple) and part in (("name", "Space"), ("name", "SoftBreak"), ("name", "LineBreak")):
                words.append(" ")
            walk(part)
        if is_block and name:
            words.append(" ")
        return None

    walk(parse(path.read_text(encoding="utf-8")))
    return normal(["".join(words)])


def main():
    table = collections.defaultdict(collections.Counter)
    reasons, rows = collections.Counter(), {}
    for folder in FOLDERS:
        if not (data / folder).is_dir():
            continue
        found, rejects = run(data / folder)
        for doc, row in found.items():
            rows[folder + "/" + doc] = row
        for path in sorted((data / folder).rglob("*")):
            kind = kind_of(path) if path.is_file() else None
            if not kind:
                continue
            row = found.get(str(path.relative_to(data / folder)))
            counts = table[kind]
            counts["files"] += 1
            if row and not row["repairs"]:
                counts["whole"] += 1
            elif row:
                counts["repaired"] += 1
            else:
                reason = next((r for r in rejects if r.get("source", r.get("unit", "")).endswith(path.name)), {})
                counts["rejected"] += 1
                if kind == "old Word" or path.name in NOT_WELL_FORMED:
                    counts["not ours"] += 1
                reasons[(kind, path.name, (reason.get("reason") or reason.get("message") or "")[:110])] += 1
    print("| files | number | read whole | with repairs | rejected |\n|---|---|---|---|---|")
    files = read = excused = 0
    for kind, counts in sorted(table.items()):
        print(f"| {kind} | {counts['files']} | {counts['whole']} | {counts['repaired']} | {counts['rejected']} |")
        files, read, excused = files + counts["files"], read + counts["whole"] + counts["repaired"], excused + counts["not ours"]
    for (kind, name, reason), _ in sorted(reasons.items()):
        print(f"  {kind}: {name}: {reason}")
    share = 100 * read / (files - excused)
    print(f"well-formed: {read} of {files - excused} read, {share:.1f}%")

    ok = compare_pandoc(rows)
    ok = compare_twins(rows) and ok
    return 0 if share >= 98 and ok else 1


# Where we and pandoc mean otherwise, and why.
ARGUED = {
    "diagram.docx": "pandoc writes a word of its own where a diagram is",
    "metadata_after_normal.docx": "pandoc takes title and authors out of the text",
    "features.epub": "formulas, which are left out of the comparison, and what a page says only where scripts do not run",
    "formatting.epub": "words that the page hides",
    "wasteland.epub": "its notes, which a book's reader turns to, are part of our text",
    "poem.fb2": "two lines of a stanza are two words",
    "imageWithCaption.odt": "the number of a picture's caption",
}


ARGUED_TWINS = {
    "TextDirection.xml": "YouTube's parts the date, to set it upright",
    "Visibility.xml": "what is displayed as a block of its own is joined in YouTube's, and what is hidden is in both",
    "2017-08-04-社會企業交流座談（東區）.an.xml": "addresses of links, which Markdown writes out",
}


def compare_pandoc(rows):
    agree, differ, is_good = 0, 0, True
    for path in sorted((data / "docx_odt_epub_rtf").rglob("*.native")):
        stem = path.with_suffix("")
        candidates = [stem.with_suffix(s) for s in (".docx", ".odt", ".rtf", ".epub", ".fb2")] + [path.parent.parent / "odt" / (path.stem + ".odt")]
        source = next((c for c in candidates if c.exists()), None)
        row = source and rows.get(str(source.relative_to(data)))
        if not row:
            continue
        ours, theirs = normal([turn.replace("\t", " ", 1) for turn in row["words"]]), native_words(path)
        if ours == theirs:
            agree += 1
            continue
        differ += 1
        missing, extra = collections.Counter(theirs) - collections.Counter(ours), collections.Counter(ours) - collections.Counter(theirs)
        why = ARGUED.get(source.name)
        is_good = is_good and why is not None
        print(f"  {source.name}: {len(theirs)} words by pandoc; missing {sum(missing.values())} {list(missing)[:5]}, "
              f"extra {sum(extra.values())} {list(extra)[:5]}: {why or 'NOT EXPLAINED'}")
    print(f"pandoc's natives: {agree} agree word by word, {differ} differ")
    return is_good


def distance(row, other):
    """The share of words that only one of them has, and whether the same people speak."""
    words = [collections.Counter(normal([turn.split("\t", 1)[1] for turn in one["words"]])) for one in (row, other)]
    names = [{turn.split("\t", 1)[0] for turn in one["words"]} for one in (row, other)]
    apart = sum((words[0] - words[1]).values()) + sum((words[1] - words[0]).values())
    return apart / max(1, sum(words[0].values()) + sum(words[1].values())), names[0] ^ names[1]


def compare_twins(rows):
    """The same talk in two formats: YouTube's and TTML, Akoma Ntoso and Markdown."""
    pairs = [(name, name[:-4] + ".ytt") for name in rows if "/Ttml/Files/" in name and name.endswith(".xml")]
    pairs = [(rows[a], rows[b]) for a, b in pairs if b in rows]
    for folder in ("plain_speaker_zh", "plain_speaker_en"):
        for markdown in sorted((data / folder / "audreyt+transcript").glob("*.md")):
            name = f"tei_exmaralda/audreyt+archive.tw/{markdown.stem}.an.xml"
            if name in rows:
                pairs.append((rows[name], next(iter(run(markdown)[0].values()))))
    is_good = True
    for one, other in pairs:
        share, names = distance(one, other)
        name = one["doc"].rsplit("/", 1)[-1]
        why = ARGUED_TWINS.get(name)
        print(f"  {name} and its twin: {100 * share:.2f}% of the words differ" + (f", speakers {sorted(names)}" if names else "") +
              (f": {why}" if why else ""))
        is_good = is_good and (share < 0.01 or why is not None)
    print(f"twins: {len(pairs)}")
    return is_good


sys.exit(main())
