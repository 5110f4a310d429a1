/* See digest.h. Words of eight bytes are mixed in by multiplication to 128 bits and folding its
 * halves, the step that wyhash and its kin are built of; two lanes keep the multiplier busy. */
#include "base/digest.h"

#include "base/size.h"

/* Odd constants without pattern: the first digits of the fractions of sqrt 2, sqrt 3 and sqrt
 * 5. */
static const uint64_t A = UINT64_C(0x6A09E667F3BCC909);
static const uint64_t B = UINT64_C(0xBB67AE8584CAA73B);
static const uint64_t C = UINT64_C(0x3C6EF372FE94F82B);

static uint64_t mix(uint64_t left, uint64_t right) {
    unsigned __int128 product = (unsigned __int128)left * right;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t load(const char *from, size_t len) {
    uint64_t value = 0;
    for (size_t i = 0; i < len; i++) value |= (uint64_t)(unsigned char)from[i] << (8 * i);
    return value;
}

static uint64_t load_word(const char *from) {
    return load(from, 8);
}

uint64_t ms_digest(ms_slice bytes) {
    uint64_t first = A ^ bytes.len, second = B;
    size_t at = 0;
    for (; bytes.len - at >= 16; at += 16) {
        first = mix(first ^ load_word(bytes.ptr + at), A);
        second = mix(second ^ load_word(bytes.ptr + at + 8), B);
    }
    if (bytes.len > at) {
        size_t low = ms_size_min(bytes.len - at, 8);
        first = mix(first ^ load(bytes.ptr + at, low), C);
        second = mix(second ^ load(bytes.ptr + at + low, bytes.len - at - low), C);
    }
    return mix(first ^ C, second ^ A);
}
