"""The job of bench/README.md in Python 3, as one would write it to be quick: python.py INPUT OUTPUT"""
import json
import os
import re
import sys
import zipfile

LABEL = re.compile(r"^(?:### |\*\*)([^:：\n]+)[:：]", re.M)
DATE = re.compile(r"[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?"
                  r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* [0-9]{1,2}, [0-9]{4}")
MONEY = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:万|亿|萬|億)?(?:元|美元|欧元|歐元|块钱|塊錢)|\$[0-9][0-9,]*(?:\.[0-9]+)?")


def documents(path):
    if os.path.isdir(path):
        for name in sorted(os.listdir(path)):
            with open(os.path.join(path, name), "rb") as file:
                yield name, file.read()
    else:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield name, archive.read(name)


def rows(name, data):
    text = data.decode("utf-8")
    labels = list(LABEL.finditer(text))
    for i, label in enumerate(labels):
        start, end = label.end(), labels[i + 1].start() if i + 1 < len(labels) else len(text)
        dates, sums = DATE.findall(text, start, end), MONEY.findall(text, start, end)
        yield {"id": name, "turn": i + 1, "speaker": label[1], "dates": len(dates), "date": dates[0] if dates else None,
               "sums": len(sums), "sum": sums[0] if sums else None}


with open(sys.argv[2], "w", encoding="utf-8") as out:
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for name, data in documents(sys.argv[1]):
        out.write("".join([encode(row) + "\n" for row in rows(name, data)]))
