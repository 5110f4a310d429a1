/* See buffer.h. */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/size.h"

enum { FIRST_CAPACITY = 256 };

void ms_buffer_init(ms_buffer *buffer, const ms_sys *sys, size_t max) {
    *buffer = (ms_buffer){.sys = sys, .max = max ? max : SIZE_MAX / 2};
}

void ms_buffer_free(ms_buffer *buffer) {
    ms_sys_free(buffer->sys, buffer->data, buffer->capacity);
    buffer->data = NULL;
    buffer->len = buffer->capacity = 0;
}

ms_status ms_buffer_reserve(ms_buffer *buffer, size_t more) {
    size_t need;
    if (!ms_size_add(buffer->len, more, &need)) return MS_E_LIMIT_MEMORY;
    if (need <= buffer->capacity) return MS_OK;
    if (need > buffer->max) return MS_E_LIMIT_MEMORY;
    size_t capacity = ms_size_max(buffer->capacity, FIRST_CAPACITY);
    while (capacity < need) capacity = capacity > buffer->max / 2 ? buffer->max : capacity * 2;
    char *data = ms_sys_resize(buffer->sys, buffer->data, buffer->capacity, capacity);
    if (!data) return MS_E_MEMORY;
    buffer->data = data;
    buffer->capacity = capacity;
    return MS_OK;
}

ms_status ms_buffer_append(ms_buffer *buffer, const void *bytes, size_t len) {
    if (len == 0) return MS_OK;
    ms_status status = ms_buffer_reserve(buffer, len);
    if (status != MS_OK) return status;
    memcpy(buffer->data + buffer->len, bytes, len);
    buffer->len += len;
    return MS_OK;
}

ms_status ms_buffer_printf(ms_buffer *buffer, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int want = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (want < 0) return MS_E_INTERNAL;
    ms_status status = ms_buffer_reserve(buffer, (size_t)want + 1);
    if (status != MS_OK) return status;
    va_start(args, format);
    vsnprintf(buffer->data + buffer->len, (size_t)want + 1, format, args);
    va_end(args);
    buffer->len += (size_t)want;
    return MS_OK;
}
