#!/usr/bin/env bash
# Documents that are packages or markup: read wherever they lie, cited in their own text, and no danger
# when they are hostile. Usage: packages.sh BUILD SOURCE
set -u
build=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0
fail() {
  echo "packages: $*"
  failed=1
}
ms() { timeout 120 "$build/moonscribe" "$@"; }

python3 - <<'PY'
import io, zipfile

WORD = '<w:document xmlns:w="w"><w:body>%s</w:body></w:document>'
def paragraph(text): return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
def docx(name, body, **more):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", body)
        for member, content in more.items():
            package.writestr(member.replace("__", "/") + ".xml", content)

talk = "".join(map(paragraph, ["Ann: Why is it low?", "Bo: Because &amp; so on.", "It rained in 1987.", "Ann: When?", "Bo: In May."]))
docx("talk.docx", WORD % talk)
with zipfile.ZipFile("all.zip", "w") as outer:
    outer.write("talk.docx", "2024/talk.docx")
    outer.writestr("2024/b.txt", "Ann: One?\nBo: Two.\nAnn: Three?\nBo: Four.\n")
    # known by what it begins with, whatever it is called
    outer.write("talk.docx", "2024/renamed.bin")
with zipfile.ZipFile("sheet.xlsx", "w") as sheet:
    sheet.writestr("[Content_Types].xml", "<Types/>")
    sheet.writestr("xl/workbook.xml", "<x/>")
docx("bomb.docx", WORD % ("<w:p>" + " " * 300_000_000 + "</w:p>"))
docx("entities.docx", '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + WORD % paragraph("&b;"))
docx("deep.docx", WORD % ("<w:sdt>" * 100_000))
docx("empty.docx", "")
open("cut.docx", "wb").write(open("talk.docx", "rb").read()[:200])
open("xxe.xml", "w").write('<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/hostname">]><TEI><text><body><u who="#a">&x;</u></body></text></TEI>')
open("external.xml", "w").write('<!DOCTYPE TEI SYSTEM "file:///etc/hostname"><TEI><text><body><u who="#a">so</u></body></text></TEI>')
open("broken.xml", "w").write('<TEI><text><body><u who="#a">One & two</u><u who="#b">three</u><u who="#a">fo')
open("latin.xml", "wb").write('<?xml version="1.0" encoding="ISO-8859-2"?><TEI><text><body><u who="#a">Žluťoučký kůň</u></body></text></TEI>'.encode("iso-8859-2"))
PY

# The same turns from the file, from inside an archive, and under another name.
ms dataset --unit turn talk.docx >plain.jsonl 2>/dev/null || fail "talk.docx: exit $?"
[ "$(grep -c '"speaker":"Bo"' plain.jsonl)" = 2 ] || fail "talk.docx gave $(cat plain.jsonl)"
grep -q '"text":"Because & so on.\\nIt rained in 1987."' plain.jsonl || fail "the paragraphs of a turn: $(cat plain.jsonl)"
ms list all.zip 2>/dev/null | cut -d, -f1-2 | LC_ALL=C sort >listed
printf '2024/b.txt,dialogue\n2024/renamed.bin,docx\n2024/talk.docx,docx\ndoc,format\n' | diff - listed || fail "all.zip holds other documents"

# A locator counts in the document's own text, and show finds it.
locator=$(grep -o '"source":"[^"]*' plain.jsonl | sed -n 2p | cut -d'"' -f4)
[ "$(ms show "$locator" 2>/dev/null)" = "$(printf 'Because & so on.\nIt rained in 1987.')" ] || fail "show $locator"
[ "$(ms show 'all.zip!/2024/talk.docx#L3:C1-C10' 2>/dev/null)" = "It rained" ] || fail "show in an archive"
ms timeline talk.docx 2>/dev/null | grep -q '1987' || fail "no date out of a Word file"

# Each is a reject with its reason, soon, and nothing else is read.
expect() { # file, code
  ms list "$1" -o "$1.out.csv" >/dev/null 2>"$1.said"
  local status=$?
  [ $status = 3 ] || fail "$1: exit $status"
  grep -q "$2" "$1.said" || fail "$1: expected $2, said $(cat "$1.said")"
}
expect sheet.xlsx unsupported
expect bomb.docx limit_
expect entities.docx unsupported
expect deep.docx limit_nesting
expect empty.docx truncated
expect xxe.xml unsupported
expect cut.docx ' '
grep -q "$(cat /etc/hostname)" ./*.said xxe.xml.out.csv 2>/dev/null && fail "a file of the system was read"
[ "$(ms dataset --unit turn external.xml 2>/dev/null | grep -c '"text":"so"')" = 1 ] || fail "a DOCTYPE that only names is no danger"

# What is damaged gives what it has; what is declared is believed.
[ "$(ms dataset --unit turn broken.xml 2>/dev/null | grep -c '"text"')" = 3 ] || fail "broken.xml"
ms dataset --unit turn broken.xml 2>/dev/null | grep -q 'One & two' || fail "an ampersand in broken.xml"
ms dataset --unit turn latin.xml 2>/dev/null | grep -q 'Žluťoučký kůň' || fail "latin.xml"
exit $failed
