"""Whether the summary of an interview names what an editor would: kashgar_summary.py COMMAND INTERVIEW."""
import json
import re
import subprocess
import sys

command, interview = sys.argv[1:]
failures = []


def summary(*more):
    run = subprocess.run([command, "summary", "--to", "jsonl", "--date", "2024-06-27", *more, interview], capture_output=True, check=True)
    return [json.loads(line) for line in run.stdout.decode().splitlines()]


def expect(what, holds):
    if not holds:
        failures.append(what)


def squeeze(text):
    return re.sub(r"\s", "", text)


for more in ([], ["--length", "400c"]):
    rows = summary(*more)
    quotes = [row["text"] for row in rows if row["part"] in ("gist", "key")]
    size = sum(map(len, quotes))
    expect(f"{more}: the quotes have {size} characters", size < 400)
    quoted = squeeze("\n".join(quotes))
    read = quoted + squeeze("\n".join(row["text"] for row in rows if row["part"] in ("question", "point", "date")))
    for words in ("30个", "150.03亿元", "310.18亿元", "18.08亿元", "671家", "2687家"):
        expect(f"{more}: {words} is not quoted", words in quoted)
    for words in ("博览会", "自由贸易", "8月中下旬举办的第十四届“喀交会”"):
        expect(f"{more}: {words} is not named", words in read)
    points = [row["text"] for row in rows if row["part"] == "point"]
    expect(f"{more}: points {points}", points == ["参会规格高、规模大", "参会企业实力强、范围广", "展位特色明、展品多", "宣传力度大、实效强"])
    figures = {row["text"] for row in rows if row["part"] == "figure"}
    expect(f"{more}: figures {figures}", {"30个", "150.03亿元", "28.48平方公里", "310.18亿元"} <= figures)
    dates = {row["date"] for row in rows if row["part"] == "date"}
    expect(f"{more}: dates {dates}", {"2023-11-11", "2024-08-11/2024-08-31"} <= dates)
    phrases = {row["text"] for row in rows if row["part"] == "phrase"}
    expect(f"{more}: phrases {phrases}", any("喀交会" in one for one in phrases) and any("博览会" in one for one in phrases))

# Every line is the interview's own words.
text = open(interview, encoding="utf-8").read()
for row in summary():
    if row["part"] not in ("document", "speaker"):
        expect(f"not as said: {row['text']}", row["text"] in text)

print("\n".join("FAILED: " + failure for failure in failures) or "all is there")
sys.exit(1 if failures else 0)
