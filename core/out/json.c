/* JSON out. One idea: copy the longest stretch that needs no change, then write one escape.
 * The stretches are found 16 bytes at a time where the processor can. Never writes invalid
 * UTF-8, never anything that depends on the locale (nothing in the tree sets one). */
#include "out/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

static const char hex_digits[] = "0123456789abcdef";

/* --- strings ------------------------------------------------------------------------------ */

/* Printable ASCII but for quote and backslash: what is copied as it is. */
static bool is_plain(unsigned char c) {
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

/* The bytes of the well-formed UTF-8 sequence at p (2 to 4), or 0; left is at least 1. */
static size_t sequence_length(const unsigned char *p, size_t left) {
    unsigned char lead = p[0];
    if (lead < 0xc2 || lead > 0xf4) return 0;
    size_t want = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (left < want || (p[1] & 0xc0) != 0x80) return 0;
    if (want == 2) return 2;
    if ((p[2] & 0xc0) != 0x80) return 0;
    if (want == 3) {
        bool is_overlong = lead == 0xe0 && p[1] < 0xa0;
        bool is_surrogate = lead == 0xed && p[1] > 0x9f;
        return is_overlong || is_surrogate ? 0 : 3;
    }
    if ((p[3] & 0xc0) != 0x80) return 0;
    bool is_out = (lead == 0xf0 && p[1] < 0x90) || (lead == 0xf4 && p[1] > 0x8f);
    return is_out ? 0 : 4;
}

/* How many bytes one replacement character stands for: the longest start of a well-formed
 * sequence ("substitution of maximal subparts"), at least 1. */
static size_t bad_length(const unsigned char *p, size_t left) {
    unsigned char lead = p[0];
    if (lead < 0xc2 || lead > 0xf4 || left < 2) return 1;
    unsigned char low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (p[1] < low || p[1] > high) return 1;
    size_t most = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    size_t n = 2;
    while (n <= most && n < left && (p[n] & 0xc0) == 0x80) n++;
    return n;
}

/* U+2028 or U+2029, where JavaScript ends a line. */
static bool is_separator(const unsigned char *p) {
    return p[0] == 0xe2 && p[1] == 0x80 && (p[2] == 0xa8 || p[2] == 0xa9);
}

static ms_status put_escape(ms_buffer *out, unsigned char c) {
    char escape[6] = {'\\', 'u', '0', '0', hex_digits[c >> 4], hex_digits[c & 15]};
    size_t len = 2;
    switch (c) {
    case '"':
    case '\\': escape[1] = (char)c; break;
    case '\b': escape[1] = 'b'; break;
    case '\f': escape[1] = 'f'; break;
    case '\n': escape[1] = 'n'; break;
    case '\r': escape[1] = 'r'; break;
    case '\t': escape[1] = 't'; break;
    default: len = 6; break;
    }
    return ms_buffer_append(out, escape, len);
}

/* Writes what stands at p instead of itself; *used bytes are done. */
static ms_status put_special(ms_buffer *out, const unsigned char *p, size_t left,
                             size_t *used) {
    if (*p < 0x80) {
        *used = 1;
        return put_escape(out, *p);
    }
    if (sequence_length(p, left) == 3 && is_separator(p)) {
        *used = 3;
        return ms_buffer_append(out, p[2] == 0xa8 ? "\\u2028" : "\\u2029", 6);
    }
    *used = bad_length(p, left);
    return ms_buffer_append(out, "\xef\xbf\xbd", 3);
}

/* The bytes from p that can be copied. */
typedef size_t (*run_function)(const unsigned char *p, size_t len);

/* The string from its first special byte on, and its closing quote. */
static ms_status put_rest(ms_buffer *out, const unsigned char *p, size_t left,
                          run_function run_of) {
    ms_status status = MS_OK;
    while (status == MS_OK && left > 0) {
        size_t used;
        status = put_special(out, p, left, &used);
        p += used;
        left -= used;
        size_t run = run_of(p, left);
        if (status == MS_OK) status = ms_buffer_append(out, p, run);
        p += run;
        left -= run;
    }
    return status == MS_OK ? ms_buffer_append_byte(out, '"') : status;
}

static inline ms_status put_text(ms_buffer *out, ms_slice text, run_function run_of) {
    if (text.len >= SIZE_MAX - 2) return MS_E_LIMIT_MEMORY;
    ms_status status = ms_buffer_reserve(out, text.len + 2);
    if (status != MS_OK) return status;
    const unsigned char *p = (const unsigned char *)text.ptr;
    size_t run = run_of(p, text.len);
    char *to = out->data + out->len;
    *to++ = '"';
    if (run > 0) memcpy(to, p, run);
    out->len += run + 1;
    if (run < text.len) return put_rest(out, p + run, text.len - run, run_of);
    to[run] = '"';
    out->len++;
    return MS_OK;
}

/* The bytes from p that can be copied, when nothing is known of them. */
static size_t checked_run(const unsigned char *p, size_t len) {
    size_t at = 0;
    while (at < len) {
#if defined(__SSE2__)
        while (len - at >= 16) {
            __m128i chunk = _mm_loadu_si128((const __m128i *)(const void *)(p + at));
            /* Signed: bytes from 0x80 are below 0x20 too. */
            __m128i stop = _mm_cmplt_epi8(chunk, _mm_set1_epi8(0x20));
            stop = _mm_or_si128(stop, _mm_cmpeq_epi8(chunk, _mm_set1_epi8('"')));
            stop = _mm_or_si128(stop, _mm_cmpeq_epi8(chunk, _mm_set1_epi8('\\')));
            stop = _mm_or_si128(stop, _mm_cmpeq_epi8(chunk, _mm_set1_epi8(0x7f)));
            unsigned mask = (unsigned)_mm_movemask_epi8(stop);
            if (mask != 0) {
                at += (size_t)__builtin_ctz(mask);
                break;
            }
            at += 16;
        }
#endif
        while (at < len && is_plain(p[at])) at++;
        if (at == len || p[at] < 0x80) return at;
        /* Texts that are not ASCII stay so for a while: no chunk test for each character. */
        while (at < len && p[at] >= 0x80) {
            size_t n = sequence_length(p + at, len - at);
            if (n == 0 || (n == 3 && is_separator(p + at))) return at;
            at += n;
        }
    }
    return at;
}

ms_status ms_json_put_string(ms_buffer *out, ms_slice text) {
    return put_text(out, text, checked_run);
}

/* The bytes from p that can be copied, when they are known to be valid. */
static size_t valid_run(const unsigned char *p, size_t len) {
    size_t at = 0;
#if defined(__SSE2__)
    for (; len - at >= 16; at += 16) {
        __m128i chunk = _mm_loadu_si128((const __m128i *)(const void *)(p + at));
        __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(chunk, _mm_set1_epi8(0x1f)), chunk);
        __m128i quote = _mm_or_si128(_mm_cmpeq_epi8(chunk, _mm_set1_epi8('"')),
                                     _mm_cmpeq_epi8(chunk, _mm_set1_epi8('\\')));
        __m128i other = _mm_or_si128(_mm_cmpeq_epi8(chunk, _mm_set1_epi8(0x7f)),
                                     _mm_cmpeq_epi8(chunk, _mm_set1_epi8((char)0xe2)));
        __m128i stop = _mm_or_si128(control, _mm_or_si128(quote, other));
        unsigned mask = (unsigned)_mm_movemask_epi8(stop);
        while (mask != 0) {
            size_t hit = at + (size_t)__builtin_ctz(mask);
            if (p[hit] < 0x80 || is_separator(p + hit)) return hit;
            mask &= mask - 1;
        }
    }
#endif
    while (at < len && (is_plain(p[at]) || (p[at] >= 0x80 && !is_separator(p + at)))) at++;
    return at;
}

ms_status ms_json_put_valid(ms_buffer *out, ms_slice text) {
    return put_text(out, text, valid_run);
}

/* --- numbers ------------------------------------------------------------------------------ */

/* Writes the digits of value ending before `end`; returns their first byte. */
static char *put_digits(char *end, uint64_t value) {
    do {
        *--end = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    return end;
}

ms_status ms_json_put_int(ms_buffer *out, int64_t value) {
    char text[24];
    char *end = text + sizeof text;
    char *first = put_digits(end, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
    if (value < 0) *--first = '-';
    return ms_buffer_append(out, first, (size_t)(end - first));
}

/* Decimals of up to 15 digits, which nearly all numbers of interviews are: when whole / 10^k
 * is exactly value (one correctly rounded division of exact numbers), those digits read back
 * as it, and no shorter ones do. */
static bool put_short_decimal(ms_buffer *out, double value, ms_status *status) {
    double size = fabs(value);
    if (size >= 1e15 || (size < 1e-4 && size != 0)) return false;
    static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};
    for (size_t k = 0; k < sizeof powers / sizeof *powers; k++) {
        double scaled = size * powers[k];
        if (scaled >= 1e15) return false;
        double whole = (double)(uint64_t)(scaled + 0.5);
        if (whole / powers[k] != size) continue;
        char text[40];
        char *end = text + sizeof text;
        uint64_t scale = (uint64_t)powers[k];
        uint64_t digits = (uint64_t)whole;
        char *first = put_digits(end, k ? digits % scale : 0);
        while (k && (size_t)(end - first) < k) *--first = '0';
        *--first = '.';
        first = put_digits(first, digits / scale);
        if (signbit(value)) *--first = '-';
        *status = ms_buffer_append(out, first, (size_t)(end - first));
        return true;
    }
    return false;
}

/* Just above a power of two the gap below is half the gap above, and the nearest text of 16
 * digits may fail to read back while its neighbour does. */
static bool find_neighbour(char text[40], double value) {
    char *last = strchr(text, 'e');
    if (!last) last = text + strlen(text);
    last--;
    char was = *last;
    for (int step = -1; step <= 1; step += 2) {
        char digit = (char)(was + step);
        if (digit < '0' || digit > '9') continue;
        *last = digit;
        if (strtod(text, NULL) == value) return true;
    }
    return false;
}

ms_status ms_json_put_double(ms_buffer *out, double value) {
    if (!isfinite(value)) return ms_buffer_append(out, "null", 4);
    ms_status status;
    if (put_short_decimal(out, value, &status)) return status;
    char text[40];
    int exponent;
    bool is_power = fabs(frexp(value, &exponent)) == 0.5;
    /* Below the normal numbers a few digits are enough. */
    int precision = fpclassify(value) == FP_SUBNORMAL ? 1 : 15;
    for (; precision <= 17; precision++) {
        snprintf(text, sizeof text, "%.*g", precision, value);
        if (strtod(text, NULL) == value) break;
        if (precision == 16 && is_power && find_neighbour(text, value)) break;
    }
    bool has_mark = strpbrk(text, ".e") != NULL;
    status = ms_buffer_append(out, text, strlen(text));
    return has_mark || status != MS_OK ? status : ms_buffer_append(out, ".0", 2);
}
