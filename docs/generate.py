"""Collects doc comments into docs/api.md.

In C a comment that opens with `/**`, in Lua a run of lines that begin with `---`. The first line is the signature; then
prose; then, after `@example`, code in which `EXPRESSION --> TEXT` says what the expression gives.
With --examples FILE, writes the examples as one Lua test instead.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
# File stem, heading: the order in which a reader needs them.
TOPICS = [
    ("declare", "Declarations"), ("script", "Scripts"), ("interview", "The interview"), ("roles", "Roles"),
    ("exchanges", "Exchanges"), ("points", "Points"), ("extract", "Mentions"), ("when", "Values of dates"),
    ("wording", "Words of a grammar"), ("names", "Chinese names"), ("text", "Text"), ("regex", "Regular expressions"),
    ("set", "Sets of patterns"), ("archive", "Archives"), ("json", "JSON"), ("csv", "CSV"), ("tree", "XML and HTML"), ("numeral", "Numerals and calendar"),
    ("dialogue", "Dialogue"), ("rank", "Ranking"), ("markdown", "Markdown"), ("rows", "Rows"), ("plugins", "Grammars"),
    ("front", "Front matter"), ("markup", "Markup"), ("spoken", "Timed speech"), ("paragraphs", "Paragraphs"), ("options", "Checking options"),
]
# Files that belong to the topic of another.
PART_OF = {"text_more": "text", "regex_gsub": "regex", "regex_match": "regex", "json_encode": "json", "calendar": "numeral",
           "sort_key": "rows"}


def comments(path):
    """The doc comments of a file, each as a list of lines without comment marks."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".c":
        for block in re.findall(r"/\*\*[ \n](.*?)\*/", text, re.S):
            yield [re.sub(r"^\s*\* ?", "", line).rstrip() for line in block.strip("\n").split("\n")]
        return
    block = []
    for line in text.split("\n") + [""]:
        if line.startswith("---") and not line.startswith("----"):
            block.append(line[3:].removeprefix(" ").rstrip())
        elif block:
            yield block
            block = []


def split(lines):
    """(signature, prose lines, example lines)"""
    lines = [line for line in lines]
    signature = lines[0].strip()
    prose, examples, target = [], [], None
    for line in lines[1:]:
        if line.strip() == "@example":
            target = examples
            if examples:
                examples.append("")
            continue
        (prose if target is None else target).append(line)
    while prose and not prose[-1]:
        prose.pop()
    while examples and not examples[-1]:
        examples.pop()
    return signature, prose, examples


def collect():
    files = {}
    for path in sorted(ROOT.glob("core/bind/*.c")) + sorted(ROOT.glob("scripts/ms/*.lua")):
        entries = [split(lines) for lines in comments(path) if lines and lines[0].strip()]
        if entries:
            files.setdefault(PART_OF.get(path.stem, path.stem), []).extend((path, entry) for entry in entries)
    known = [stem for stem, _ in TOPICS]
    order = [s for s in known if s in files] + sorted(s for s in files if s not in known)
    titles = dict(TOPICS)
    return [(titles.get(stem, stem.replace("_", " ").capitalize()), files[stem]) for stem in order]


def reference():
    out = ["# API reference", "",
           "Made from the comments beside the code by `./dev docs`; every example is run by the tests.",
           "`ms` is `require \"moonscribe\"`. Misuse raises an error; what goes wrong in the world comes back as `nil, message, code`.", ""]
    topics = collect()
    for title, _ in topics:
        out.append(f"- [{title}](#{title.lower().replace(' ', '-')})")
    for title, entries in topics:
        out += ["", f"## {title}"]
        for _, (signature, prose, example) in entries:
            out += ["", f"### `{signature}`", ""] + prose
            if example:
                out += ["", "```lua"] + example + ["```"]
    return "\n".join(out) + "\n"


def examples():
    out = ["-- Made by docs/generate.py: every example of the reference, as a test."]
    for _, entries in collect():
        for path, (signature, _, example) in entries:
            if not example:
                continue
            where = f"{path.relative_to(ROOT)}: {signature}"
            out.append(f"do -- {where}")
            for line in example:
                match = re.match(r"^(.*?)\s*--> ?(.*)$", line)
                if match:
                    # An expression's values, as print would show them with commas.
                    out.append(f"  do local got = table.pack({match[1].strip()}); for i = 1, got.n do got[i] = tostring(got[i]) end")
                    out.append(f"  got = table.concat(got, ', '); if got ~= {lua_string(match[2])} then "
                               f"error({lua_string(where)} .. ' gives ' .. got .. ' instead of ' .. {lua_string(match[2])}, 0) end end")
                else:
                    out.append("  " + line)
            out.append("end")
    return "\n".join(out) + "\n"


def lua_string(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


if sys.argv[1] == "--examples":
    pathlib.Path(sys.argv[2]).write_text(examples(), encoding="utf-8")
else:
    pathlib.Path(sys.argv[1]).write_text(reference(), encoding="utf-8")
