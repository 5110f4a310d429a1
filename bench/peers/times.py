"""Times in a text by dateparser, line by line: times.py TEXT LANGUAGE"""
import sys

from dateparser.search import search_dates

count = 0
with open(sys.argv[1], encoding="utf-8", errors="ignore") as file:
    for line in file:
        count += len(search_dates(line, languages=[sys.argv[2]]) or []) if line.strip() else 0
print(count)
