/* UTF-8: validation at memory speed, repair, and walking by code point. */
#ifndef MS_TEXT_UTF8_H
#define MS_TEXT_UTF8_H

#include "base/buffer.h"
#include "base/slice.h"

/* The number of leading bytes of s that are valid UTF-8; s.len when all are (SIMD where there
 * is). */
size_t ms_utf8_valid_prefix(ms_slice s);

static inline bool ms_utf8_is_valid(ms_slice s) {
    return ms_utf8_valid_prefix(s) == s.len;
}

/* Appends s to out with each maximal ill-formed part replaced by U+FFFD (Unicode 15, 3.9
 * "substitution of maximal subparts"). *first_bad gets the offset of the first, *count how
 * many; both may be NULL. */
ms_status ms_utf8_repair(ms_buffer *out, ms_slice s, size_t *first_bad,
                         size_t *count) MS_CHECKED;

/* Decodes the code point at s.ptr[*at] and moves *at behind it. s must be valid and *at <
 * s.len. */
uint32_t ms_utf8_next(ms_slice s, size_t *at);

/* Writes code_point (a scalar value) to to[0..3]; returns how many bytes. */
size_t ms_utf8_put(char *to, uint32_t code_point);

/* Code points and UTF-16 units in valid s; a piece cut anywhere counts the characters that
 * begin in it. */
typedef struct ms_utf8_counts {
    size_t code_points;
    size_t utf16;
} ms_utf8_counts;

ms_utf8_counts ms_utf8_count_both(ms_slice s);

static inline size_t ms_utf8_count(ms_slice s) {
    return ms_utf8_count_both(s).code_points;
}

static inline size_t ms_utf8_count_utf16(ms_slice s) {
    return ms_utf8_count_both(s).utf16;
}

#endif
