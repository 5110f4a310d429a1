#!/usr/bin/env bash
# Transcripts to turns, against the readers that people use. Wants python3-pysrt, python3-webvtt and python3-docx.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
exec python3 "$here/formats.py" "${MS_BENCH_COMMAND:-$here/../build/moonscribe}" "$here/work"
