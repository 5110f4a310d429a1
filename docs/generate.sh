#!/usr/bin/env bash
# ./dev docs [OUTPUT]: the API reference from the doc comments in core/bind and scripts/ms. tests/house/api.sh holds it
# against docs/api.md and runs its examples.
set -eu
cd "$(dirname "$0")/.."
python3 docs/generate.py "${1:-docs/api.md}"
