/* Checked arithmetic on sizes. Every length that comes from outside goes through these. */
#ifndef MS_BASE_SIZE_H
#define MS_BASE_SIZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* True and *out = a + b, or false (and *out unspecified) when it does not fit. */
static inline bool ms_size_add(size_t a, size_t b, size_t *out) {
    return !__builtin_add_overflow(a, b, out);
}

/* True and *out = a * b, or false when it does not fit. */
static inline bool ms_size_mul(size_t a, size_t b, size_t *out) {
    return !__builtin_mul_overflow(a, b, out);
}

static inline size_t ms_size_min(size_t a, size_t b) {
    return a < b ? a : b;
}

static inline size_t ms_size_max(size_t a, size_t b) {
    return a > b ? a : b;
}

#endif
