/* A growable byte buffer that is made to be used again: reset keeps its memory, because the first
 * touch of fresh pages costs more than filling them.
 *
 *   0 ........ len ........ capacity
 *   | contents  | may be written to |
 */
#ifndef MS_BASE_BUFFER_H
#define MS_BASE_BUFFER_H

#include "base/error.h"
#include "base/slice.h"
#include "base/sys.h"

typedef struct ms_buffer {
    const ms_sys *sys; /* where its memory comes from */
    char *data;        /* owned; NULL until the first byte */
    size_t len;        /* bytes in use */
    size_t capacity;   /* bytes allocated */
    size_t max;        /* growing beyond this fails with MS_E_LIMIT_MEMORY; never 0 */
} ms_buffer;

/* An empty buffer that may grow to max bytes (SIZE_MAX / 2 when max is 0). Allocates
 * nothing. */
void ms_buffer_init(ms_buffer *buffer, const ms_sys *sys, size_t max);

/* Frees its memory; the buffer is empty and may be used again. */
void ms_buffer_free(ms_buffer *buffer);

/* Forgets the contents, keeps the memory. */
static inline void ms_buffer_reset(ms_buffer *buffer) {
    buffer->len = 0;
}

/* Makes room for `more` bytes after len, without changing len. MS_E_MEMORY or
 * MS_E_LIMIT_MEMORY; the contents survive a failure. */
ms_status ms_buffer_reserve(ms_buffer *buffer, size_t more) MS_CHECKED;

/* Appends; the bytes must not lie in the buffer itself. */
ms_status ms_buffer_append(ms_buffer *buffer, const void *bytes, size_t len) MS_CHECKED;

static inline ms_status ms_buffer_append_slice(ms_buffer *buffer, ms_slice s) {
    return ms_buffer_append(buffer, s.ptr, s.len);
}

static inline ms_status ms_buffer_append_byte(ms_buffer *buffer, char byte) {
    return ms_buffer_append(buffer, &byte, 1);
}

/* Appends formatted text. */
ms_status ms_buffer_printf(ms_buffer *buffer, const char *format, ...) MS_CHECKED MS_PRINTF(2, 3);

/* The contents, valid until the buffer next grows, is reset or freed. */
static inline ms_slice ms_buffer_slice(const ms_buffer *buffer) {
    return (ms_slice){buffer->data, buffer->len};
}

#endif
