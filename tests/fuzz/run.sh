#!/usr/bin/env bash
# ./dev fuzz [SECONDS] [NAME...]: coverage-guided fuzzing of what reads untrusted bytes, with
# clang's libFuzzer under ASan and UBSan. Each target runs SECONDS (60); what it learns is kept
# in build-fuzz/corpus for the next time.
set -euo pipefail # a crash must not be lost behind tail
cd "$(dirname "$0")/../.."
seconds=${1:-60}
[ $# -gt 0 ] && shift
runtime=(/usr/lib/llvm-*/lib/clang/*/lib/linux/libclang_rt.fuzzer-x86_64.a)
command -v clang >/dev/null && [ -e "${runtime[0]}" ] ||
  { echo "fuzzing needs: apt-get install clang libclang-rt-14-dev" >&2; exit 1; }

targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(frame json archive text words rank regex xml html cues)
flags=(-g -O1 -std=c11 -D_GNU_SOURCE '-DMS_VERSION="fuzz"' -Icore
       -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all)
read -ra headers < <(pkg-config --cflags uchardet libutf8proc expat gumbo)
flags+=("${headers[@]}")
libraries=(-lz -larchive -luchardet -lutf8proc -lpcre2-8 -lexpat -lgumbo -lstemmer)
for optional in deflate:LIBDEFLATE isal:ISAL; do
  if [ -e "/usr/lib/$(gcc -print-multiarch)/lib${optional%:*}.so" ]; then
    libraries+=("-l${optional%:*}")
    flags+=("-DMS_HAVE_${optional#*:}")
  fi
done
export ASAN_OPTIONS=allocator_may_return_null=1 # libarchive asks for absurd sizes and gets on without
status=0
python3 cmake/word_break.py build-fuzz/generated/text/word_break_table.h /usr/share/unicode
flags+=(-Ibuild-fuzz/generated)
for target in "${targets[@]}"; do
  mkdir -p "build-fuzz/corpus/$target"
  clang "${flags[@]}" "tests/fuzz/fuzz_$target.c" core/{base,text,regex,archive,parse,interview}/*.c \
    "${libraries[@]}" -lm -o "build-fuzz/$target"
  seeds=()
  archives=${MS_SHARED:-$PWD/../shared}/data/archives # real ones, where they are: read, never written
  if [ "$target" = archive ] && [ -d "$archives" ]; then seeds=("$archives"); fi
  (cd build-fuzz && "./$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 \
    -malloc_limit_mb=100000 -print_final_stats=1 "corpus/$target" "${seeds[@]}" 2>&1 | tail -n 12) || status=1
done
exit $status
