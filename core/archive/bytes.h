/* Little-endian numbers in headers, at any alignment. Whoever calls has checked the length. */
#ifndef MS_ARCHIVE_BYTES_H
#define MS_ARCHIVE_BYTES_H

#include <stdint.h>

static inline uint16_t ms_bytes_u16(const char *at) {
    const unsigned char *p = (const unsigned char *)at;
    return (uint16_t)(p[0] | p[1] << 8);
}

static inline uint32_t ms_bytes_u32(const char *at) {
    return (uint32_t)ms_bytes_u16(at) | (uint32_t)ms_bytes_u16(at + 2) << 16;
}

static inline uint64_t ms_bytes_u64(const char *at) {
    return (uint64_t)ms_bytes_u32(at) | (uint64_t)ms_bytes_u32(at + 4) << 32;
}

static inline void ms_bytes_put_u32(char *at, uint32_t value) {
    for (int i = 0; i < 4; i++) at[i] = (char)(value >> (8 * i));
}

#endif
