/* UTF-8. The one idea: text is validated once, at the door, and everybody behind it relies on
 * that. */
#include "text/utf8.h"

/* Bytes of the maximal ill-formed subpart at p: what a decoder has consumed when it must give
 * up. */
static size_t bad_length(const unsigned char *p, size_t left) {
    unsigned char first = p[0];
    size_t want = first >= 0xF0 && first <= 0xF4  ? 4
                  : first >= 0xE0 && first < 0xF0 ? 3
                  : first >= 0xC2 && first < 0xE0 ? 2
                                                  : 1;
    if (want == 1 || left < 2) return 1;
    unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (p[1] < low || p[1] > high) return 1;
    size_t used = 2;
    while (used < want - 1 && used < left && (p[used] & 0xC0) == 0x80) used++;
    return used;
}

ms_status ms_utf8_repair(ms_buffer *out, ms_slice s, size_t *first_bad, size_t *count) {
    size_t replaced = 0;
    size_t at = 0;
    while (at < s.len) {
        ms_slice rest = ms_slice_sub(s, at, s.len);
        size_t good = ms_utf8_valid_prefix(rest);
        ms_status status = ms_buffer_append(out, rest.ptr, good);
        if (status != MS_OK) return status;
        at += good;
        if (at == s.len) break;
        if (replaced++ == 0 && first_bad) *first_bad = at;
        status = ms_buffer_append(out, "\xEF\xBF\xBD", 3);
        if (status != MS_OK) return status;
        at += bad_length((const unsigned char *)s.ptr + at, s.len - at);
    }
    if (count) *count = replaced;
    return MS_OK;
}

uint32_t ms_utf8_next(ms_slice s, size_t *at) {
    const unsigned char *p = (const unsigned char *)s.ptr + *at;
    if (p[0] < 0x80) {
        *at += 1;
        return p[0];
    }
    if (p[0] < 0xE0) {
        *at += 2;
        return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
    }
    if (p[0] < 0xF0) {
        *at += 3;
        return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    }
    *at += 4;
    return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
           (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
}

size_t ms_utf8_put(char *to, uint32_t code_point) {
    if (code_point < 0x80) {
        to[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        to[0] = (char)(0xC0 | code_point >> 6);
        to[1] = (char)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        to[0] = (char)(0xE0 | code_point >> 12);
        to[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
        to[2] = (char)(0x80 | (code_point & 0x3F));
        return 3;
    }
    to[0] = (char)(0xF0 | code_point >> 18);
    to[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
    to[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
    to[3] = (char)(0x80 | (code_point & 0x3F));
    return 4;
}

/* Counts in one byte a lane, which a stretch this short cannot overflow: compilers make vectors
 * of it. */
enum { STRETCH = 240 };

/* Bytes of at most STRETCH that begin a character, and those that begin one of four bytes. */
static void count_stretch(const signed char *p, size_t len, size_t *characters,
                          size_t *astral) {
    uint8_t begun = 0;
    uint8_t four = 0;
    for (size_t i = 0; i < len; i++) {
        begun = (uint8_t)(begun + (p[i] >= -64));
        four = (uint8_t)(four + ((uint8_t)p[i] >= 0xF0));
    }
    *characters += begun;
    *astral += four;
}

ms_utf8_counts ms_utf8_count_both(ms_slice s) {
    size_t characters = 0;
    size_t astral = 0;
    for (size_t at = 0; at < s.len; at += STRETCH) {
        size_t len = s.len - at < STRETCH ? s.len - at : STRETCH;
        count_stretch((const signed char *)s.ptr + at, len, &characters, &astral);
    }
    return (ms_utf8_counts){characters, characters + astral};
}
