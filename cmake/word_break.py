#!/usr/bin/env python3
"""Writes the table of core/text/word_break.c: word_break.py OUTPUT UNICODE-FOLDER

Reads WordBreakProperty.txt and emoji-data.txt of the Unicode character database and writes ranges of code
points with their word break property, in order.
"""
import os
import re
import sys

CLASSES = {
    "CR": "WB_CR", "LF": "WB_LF", "Newline": "WB_NEWLINE", "Extend": "WB_EXTEND", "Format": "WB_FORMAT", "ZWJ": "WB_ZWJ",
    "ALetter": "WB_LETTER", "Hebrew_Letter": "WB_HEBREW", "MidLetter": "WB_MID_LETTER", "MidNum": "WB_MID_NUMBER",
    "MidNumLet": "WB_MID_BOTH", "Single_Quote": "WB_SINGLE_QUOTE", "Double_Quote": "WB_DOUBLE_QUOTE",
    "Numeric": "WB_NUMERIC", "Katakana": "WB_KATAKANA", "ExtendNumLet": "WB_CONNECTOR",
    "Regional_Indicator": "WB_REGIONAL", "WSegSpace": "WB_SPACE", "Extended_Pictographic": "WB_PICTOGRAPH",
}


def read(path, wanted):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            match = re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*(\w+)", line)
            if match and match[3] in wanted:
                for c in range(int(match[1], 16), int(match[2] or match[1], 16) + 1):
                    yield c, match[3]


def main():
    output, folder = sys.argv[1:]
    classes = {}
    for c, name in read(os.path.join(folder, "emoji", "emoji-data.txt"), {"Extended_Pictographic"}):
        classes[c] = CLASSES[name]
    for c, name in read(os.path.join(folder, "auxiliary", "WordBreakProperty.txt"), CLASSES):
        # Letters that are pictographs too are few; what they are as words counts, with a mark beside it.
        classes[c] = CLASSES[name] + "_PICTOGRAPH" if c in classes and CLASSES[name] == "WB_LETTER" else CLASSES[name]
    rows, last = [], None
    for c in sorted(classes):
        if last and last[1] == c - 1 and last[2] == classes[c]:
            last[1] = c
        else:
            last = [c, c, classes[c]]
            rows.append(last)
    os.makedirs(os.path.dirname(output), exist_ok=True)
    with open(output, "w", encoding="utf-8") as file:
        file.write("/* Generated from the Unicode character database by cmake/word_break.py. */\n")
        file.writelines(f"{{0x{a:X}, 0x{b:X}, {name}}},\n" for a, b, name in rows)


main()
