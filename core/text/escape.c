/* See escape.h. */
#include "text/escape.h"

#include "base/hex.h"
#include "text/utf8.h"

static bool is_hidden(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x061C || c == 0x200E || c == 0x200F ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/* Whether the character c of `size` bytes at `at` must be encoded. */
static bool is_reserved(ms_slice path, size_t at, size_t size, uint32_t c) {
    bool is_last = at + size == path.len;
    switch (c) {
    case '%':
    case '#': return true;
    case '!': return is_last || path.ptr[at + 1] == '/';
    case ' ': return at == 0 || is_last;
    default: return is_hidden(c);
    }
}

static ms_status put_encoded(ms_buffer *out, const char *bytes, size_t size) {
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        const char three[] = {'%', digits[byte >> 4], digits[byte & 15]};
        ms_status status = ms_buffer_append(out, three, sizeof three);
        if (status != MS_OK) return status;
    }
    return MS_OK;
}

ms_status ms_escape_path(ms_buffer *out, ms_slice path) {
    ms_status status = MS_OK;
    size_t plain = 0; /* where the run begins that needs no encoding */
    size_t valid = 0; /* up to here it is known to be UTF-8 */
    for (size_t at = 0; at < path.len && status == MS_OK;) {
        size_t next = at;
        if (at >= valid) valid = at + ms_utf8_valid_prefix(ms_slice_sub(path, at, path.len));
        bool is_encoded = at >= valid;
        if (is_encoded) {
            next = at + 1;
        } else {
            uint32_t c = ms_utf8_next(path, &next);
            is_encoded = is_reserved(path, at, next - at, c);
        }
        if (is_encoded) {
            status = ms_buffer_append(out, path.ptr + plain, at - plain);
            if (status == MS_OK) status = put_encoded(out, path.ptr + at, next - at);
            plain = next;
        }
        at = next;
    }
    if (status != MS_OK || plain == path.len) return status;
    return ms_buffer_append(out, path.ptr + plain, path.len - plain);
}

ms_status ms_escape_undo(ms_buffer *out, ms_slice escaped) {
    for (size_t at = 0; at < escaped.len; at++) {
        char byte = escaped.ptr[at];
        if (byte == '%') {
            if (escaped.len - at < 3) return MS_E_USAGE;
            int high = ms_hex_value(escaped.ptr[at + 1]), low = ms_hex_value(escaped.ptr[at + 2]);
            if (high < 0 || low < 0) return MS_E_USAGE;
            byte = (char)(high * 16 + low);
            at += 2;
        }
        ms_status status = ms_buffer_append_byte(out, byte);
        if (status != MS_OK) return status;
    }
    return MS_OK;
}
