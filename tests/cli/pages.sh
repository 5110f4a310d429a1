#!/usr/bin/env bash
# The pages of summary, timeline, topics and compare, from a transcript that would like to be more than words: an
# independent HTML parser sees our elements only and every text as it was said; the Markdown
# holds no live markup. Usage: pages.sh BUILD SOURCE
set -eu
build=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
exec python3 - "$build/moonscribe" <<'PYTHON'
import base64, hashlib, html.parser, re, subprocess, sys

NASTY = ["<script>alert(1)</script> in 2019", "<img src=x onerror=alert(1)> and 12 boats", "[click](javascript:alert(1)) on 3 June 2001",
         "`code` | a pipe | 40 people & <b>more</b>", "# no heading, ~~no~~ *stress* in May 2018", "1. no list, \u202eturned round\u202c in 2017",
         "</td></table></li></ul></style><iframe src=//x> in 2016"]
with open("talk <b>#1`.txt", "w", encoding="utf-8") as file:
    file.write("# <title> & *co*\n\n")
    for text in NASTY:
        file.write("<i>Host</i>: What about it?\n\nAnn: They said it: %s.\n\n" % text)
        file.write("Host: And then, really?\n\nAnn: %s. That was all of it that I know about.\n\n" % text)


def run(*arguments):
    done = subprocess.run([sys.argv[1], "-q", *arguments], stdin=subprocess.DEVNULL, capture_output=True)
    assert done.returncode == 0, (arguments, done.stderr.decode())
    return done.stdout.decode("utf-8")


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.elements, self.attributes, self.open, self.text, self.style, self.policy = set(), set(), [], "", "", ""

    def handle_starttag(self, tag, attributes):
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attributes}
        if dict(attributes).get("http-equiv") == "Content-Security-Policy":
            self.policy = dict(attributes)["content"]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, "</%s> closes nothing" % tag

    def handle_data(self, data):
        if self.open and self.open[-1] == "style":
            self.style += data
        else:
            self.text += data


OURS = set("html head meta title style body h1 h2 p ul li b i code blockquote table thead tbody tr th td".split())
for product, *more in (["summary"], ["timeline"], ["topics"], ["compare", "--on", "about it"], ["compare", "--on", "script"]):
    page = Page()
    page.feed(run(product, "talk <b>#1`.txt", "--to", "html", *more))
    assert page.open == [], page.open
    assert page.elements <= OURS, page.elements - OURS
    assert page.attributes <= {"charset", "http-equiv", "content", "name", "class", "dir", "title"}, page.attributes
    digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    assert "default-src 'none'" in page.policy and "'sha256-%s'" % digest in page.policy, page.policy
    if product in ("summary", "timeline"):
        assert "<script>alert(1)</script> in 2019" in page.text, page.text
        assert "\\u{202E}" in page.text
    assert "\u202e" not in page.text

    markdown = run(product, "talk <b>#1`.txt", "--to", "md", *more)
    words = re.sub(r"`[^`]*`", "", markdown.replace("\\`", ""))
    for live in (r"(?<!\\)<", r"(?<!\\)\[", r"(?<!\\)~~", "\u202e", r"(?m)^# no heading", r"(?m)^- 1\. "):
        assert not re.search(live, words), (live, words)
    assert "\n\n\n" not in markdown and markdown.endswith("\n") and not markdown.endswith("\n\n")
    if product in ("summary", "timeline"):
        assert "\\<script\\>alert(1)\\</script\\> in 2019" in markdown, markdown
print("ok")
PYTHON
