/* Validation of UTF-8, which every byte of every document goes through. One idea: whether a
 * byte may follow another is decided by four bits of the one before, its other four bits and
 * the first four of the byte itself; three table look-ups a byte, 32 bytes at once (the
 * method is Keiser's and Lemire's). The vector code only ever says "all well until here":
 * where it stops, the scalar code decides. */
#include "text/utf8.h"

/* The length of the well-formed sequence at p (Unicode 15, table 3-7), or 0. */
static size_t sequence_length(const unsigned char *p, size_t left) {
    unsigned char first = p[0];
    if (first < 0x80) return 1;
    if (first < 0xC2) return 0;
    if (first < 0xE0) return left >= 2 && (p[1] & 0xC0) == 0x80 ? 2 : 0;
    if (first < 0xF0) {
        if (left < 3 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80) return 0;
        if (first == 0xE0 && p[1] < 0xA0) return 0;
        if (first == 0xED && p[1] > 0x9F) return 0;
        return 3;
    }
    if (first > 0xF4 || left < 4 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80 ||
        (p[3] & 0xC0) != 0x80) {
        return 0;
    }
    if (first == 0xF0 && p[1] < 0x90) return 0;
    if (first == 0xF4 && p[1] > 0x8F) return 0;
    return 4;
}

static size_t valid_scalar(const unsigned char *p, size_t len, size_t at) {
    while (at < len) {
        if (len - at >= 8) {
            uint64_t word;
            memcpy(&word, p + at, sizeof word);
            if ((word & UINT64_C(0x8080808080808080)) == 0) {
                at += 8;
                continue;
            }
        }
        size_t length = sequence_length(p + at, len - at);
        if (length == 0) return at;
        at += length;
    }
    return at;
}

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

/* What can be wrong with two neighbouring bytes. A pair is wrong when all three tables say
 * the same. */
enum {
    TOO_SHORT = 1 << 0,      /* a first byte without what must follow */
    TOO_LONG = 1 << 1,       /* ASCII, then a following byte */
    OVERLONG_3 = 1 << 2,     /* E0 with less than A0 */
    TOO_LARGE = 1 << 3,      /* F4 with 90 and more, F5 and more */
    SURROGATE = 1 << 4,      /* ED with A0 and more */
    OVERLONG_2 = 1 << 5,     /* C0, C1 */
    OVERLONG_4 = 1 << 6,     /* F0 with less than 90; also F5 and more with less than 90 */
    TWO_FOLLOWING = 1 << 7,  /* right only as the third or fourth byte of a sequence */
    ANY_FIRST = TOO_SHORT | TOO_LONG | TWO_FOLLOWING
};

#define TWICE(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)                                  \
    _mm256_setr_epi8((char)(a), (char)(b), (char)(c), (char)(d), (char)(e), (char)(f),         \
                     (char)(g), (char)(h), (char)(i), (char)(j), (char)(k), (char)(l),         \
                     (char)(m), (char)(n), (char)(o), (char)(p), (char)(a), (char)(b),         \
                     (char)(c), (char)(d), (char)(e), (char)(f), (char)(g), (char)(h),         \
                     (char)(i), (char)(j), (char)(k), (char)(l), (char)(m), (char)(n),         \
                     (char)(o), (char)(p))

__attribute__((target("avx2"))) static __m256i pair_errors(__m256i before, __m256i bytes) {
    const __m256i low_bits = _mm256_set1_epi8(0x0F);
    const __m256i by_first_high = TWICE(
        TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
        TWO_FOLLOWING, TWO_FOLLOWING, TWO_FOLLOWING, TWO_FOLLOWING, TOO_SHORT | OVERLONG_2,
        TOO_SHORT, TOO_SHORT | OVERLONG_3 | SURROGATE, TOO_SHORT | TOO_LARGE | OVERLONG_4);
    const int large = ANY_FIRST | TOO_LARGE | OVERLONG_4;
    const __m256i by_first_low =
        TWICE(ANY_FIRST | OVERLONG_3 | OVERLONG_2 | OVERLONG_4, ANY_FIRST | OVERLONG_2,
              ANY_FIRST, ANY_FIRST, ANY_FIRST | TOO_LARGE, large, large, large, large, large,
              large, large, large, large | SURROGATE, large, large);
    const int following = TOO_LONG | OVERLONG_2 | TWO_FOLLOWING;
    const __m256i by_second_high =
        TWICE(TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
              TOO_SHORT, following | OVERLONG_3 | OVERLONG_4,
              following | OVERLONG_3 | TOO_LARGE, following | SURROGATE | TOO_LARGE,
              following | SURROGATE | TOO_LARGE, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT);
    __m256i first_high = _mm256_and_si256(_mm256_srli_epi16(before, 4), low_bits);
    __m256i second_high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), low_bits);
    __m256i errors = _mm256_and_si256(
        _mm256_shuffle_epi8(by_first_high, first_high),
        _mm256_shuffle_epi8(by_first_low, _mm256_and_si256(before, low_bits)));
    return _mm256_and_si256(errors, _mm256_shuffle_epi8(by_second_high, second_high));
}

/* Whether a sequence before p (which has 3 bytes before it) wants more bytes. */
static bool is_open(const unsigned char *p) {
    return p[-1] >= 0xC0 || p[-2] >= 0xE0 || p[-3] >= 0xF0;
}

/* From where the scalar code must look, when all is well before `at`: the start of the
 * sequence that may go on there. */
static size_t sequence_start(const unsigned char *p, size_t at) {
    for (size_t back = 1; back <= 3 && back <= at; back++) {
        if (p[at - back] >= 0xC0) return at - back;
        if (p[at - back] < 0x80) break;
    }
    return at;
}

__attribute__((target("avx2"))) static size_t valid_avx2(const unsigned char *p, size_t len) {
    __m256i last = _mm256_setzero_si256();
    size_t at = 0;
    for (; len - at >= 32; at += 32) {
        __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)(p + at));
        if (_mm256_movemask_epi8(bytes) == 0) {
            if (at > 0 && is_open(p + at)) break;
            last = bytes;
            continue;
        }
        __m256i joint = _mm256_permute2x128_si256(last, bytes, 0x21);
        __m256i before = _mm256_alignr_epi8(bytes, joint, 15);
        __m256i two_before = _mm256_alignr_epi8(bytes, joint, 14);
        __m256i three_before = _mm256_alignr_epi8(bytes, joint, 13);
        /* The high bit where a third or fourth byte must stand. */
        __m256i third = _mm256_subs_epu8(two_before, _mm256_set1_epi8(0xE0 - 0x80));
        __m256i fourth = _mm256_subs_epu8(three_before, _mm256_set1_epi8(0xF0 - 0x80));
        __m256i must = _mm256_and_si256(_mm256_or_si256(third, fourth),
                                        _mm256_set1_epi8((char)0x80));
        __m256i errors = _mm256_xor_si256(must, pair_errors(before, bytes));
        if (!_mm256_testz_si256(errors, errors)) break;
        last = bytes;
    }
    return valid_scalar(p, len, sequence_start(p, at));
}
#endif

size_t ms_utf8_valid_prefix(ms_slice s) {
    const unsigned char *p = (const unsigned char *)s.ptr;
#if defined(__x86_64__) && defined(__GNUC__)
    if (s.len >= 32 && __builtin_cpu_supports("avx2")) return valid_avx2(p, s.len);
#endif
    return valid_scalar(p, s.len, 0);
}
