/* A slice is a borrowed view of bytes: pointer and length, never owned, never terminated.
 * Whoever hands one out says how long it stays valid. An empty slice may have a null
 * pointer. */
#ifndef MS_BASE_SLICE_H
#define MS_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct ms_slice {
    const char *ptr; /* first byte; may be NULL when len is 0 */
    size_t len;      /* in bytes */
} ms_slice;

/* A slice of a string literal, its terminator not counted. */
#define MS_SLICE(literal) ((ms_slice){(literal), sizeof(literal) - 1})

static inline ms_slice ms_slice_of(const char *ptr, size_t len) {
    return (ms_slice){ptr, len};
}

/* A slice of a terminated string; NULL gives an empty slice. */
static inline ms_slice ms_slice_str(const char *str) {
    return (ms_slice){str, str ? strlen(str) : 0};
}

/* The bytes [from, to) of s, both clamped to its length. */
static inline ms_slice ms_slice_sub(ms_slice s, size_t from, size_t to) {
    if (to > s.len) to = s.len;
    if (from > to) from = to;
    return (ms_slice){from ? s.ptr + from : s.ptr, to - from};
}

static inline bool ms_slice_equal(ms_slice a, ms_slice b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool ms_slice_starts(ms_slice s, ms_slice prefix) {
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

static inline bool ms_slice_ends(ms_slice s, ms_slice suffix) {
    return s.len >= suffix.len &&
           (suffix.len == 0 || memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len) == 0);
}

/* Byte order, a shorter one first when it is a prefix of the other: <0, 0, >0. */
static inline int ms_slice_compare(ms_slice a, ms_slice b) {
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.ptr, b.ptr, n) : 0;
    if (order != 0) return order;
    return (a.len > b.len) - (a.len < b.len);
}

#endif
