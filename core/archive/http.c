/* See http.h. */
#include "archive/http.h"

bool ms_http_line(ms_slice *rest, ms_slice *line) {
    const char *end = rest->len ? memchr(rest->ptr, '\n', rest->len) : NULL;
    if (!end) return false;
    size_t len = (size_t)(end - rest->ptr);
    *line = ms_slice_sub(*rest, 0, len > 0 && end[-1] == '\r' ? len - 1 : len);
    *rest = ms_slice_sub(*rest, len + 1, rest->len);
    return true;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

static ms_slice trimmed(ms_slice s) {
    while (s.len && is_blank(s.ptr[0])) s = ms_slice_sub(s, 1, s.len);
    while (s.len && is_blank(s.ptr[s.len - 1])) s = ms_slice_sub(s, 0, s.len - 1);
    return s;
}

bool ms_http_field(ms_slice line, ms_slice *name, ms_slice *value) {
    const char *colon = line.len ? memchr(line.ptr, ':', line.len) : NULL;
    if (!colon) return false;
    size_t at = (size_t)(colon - line.ptr);
    *name = trimmed(ms_slice_sub(line, 0, at));
    *value = trimmed(ms_slice_sub(line, at + 1, line.len));
    return true;
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool ms_http_same(ms_slice a, ms_slice b) {
    if (a.len != b.len) return false;
    for (size_t i = 0; i < a.len; i++) {
        if (lower(a.ptr[i]) != lower(b.ptr[i])) return false;
    }
    return true;
}

static void take_field(ms_slice line, ms_http *out) {
    ms_slice name, value;
    if (!ms_http_field(line, &name, &value)) return;
    if (ms_http_same(name, MS_SLICE("content-type"))) {
        out->type = value;
    } else if (ms_http_same(name, MS_SLICE("transfer-encoding"))) {
        out->is_chunked = ms_http_same(value, MS_SLICE("chunked"));
    } else if (ms_http_same(name, MS_SLICE("content-encoding"))) {
        bool is_gzip =
            ms_http_same(value, MS_SLICE("gzip")) || ms_http_same(value, MS_SLICE("x-gzip"));
        bool is_plain = value.len == 0 || ms_http_same(value, MS_SLICE("identity"));
        out->coding = is_gzip ? MS_HTTP_GZIP : is_plain ? MS_HTTP_AS_IS : MS_HTTP_OTHER;
    }
}

bool ms_http_parse(ms_slice bytes, ms_http *out) {
    ms_slice rest = bytes, line;
    *out = (ms_http){0};
    if (!ms_slice_starts(bytes, MS_SLICE("HTTP/")) || !ms_http_line(&rest, &line)) return false;
    const char *blank = memchr(line.ptr, ' ', line.len);
    for (size_t i = blank ? (size_t)(blank - line.ptr) + 1 : line.len, n = 0; i < line.len && n < 3;
         i++, n++) {
        if (line.ptr[i] < '0' || line.ptr[i] > '9') break;
        out->status = out->status * 10 + (unsigned)(line.ptr[i] - '0');
    }
    while (ms_http_line(&rest, &line)) {
        if (line.len == 0) {
            out->head_len = bytes.len - rest.len;
            return true;
        }
        take_field(line, out);
    }
    return false;
}

/* The size that begins a chunk's line, in hexadecimal, behind which there may be more. */
static bool read_size(ms_slice line, size_t *size) {
    size_t at = 0;
    *size = 0;
    for (; at < line.len; at++) {
        char c = lower(line.ptr[at]);
        bool is_digit = c >= '0' && c <= '9';
        if (!is_digit && (c < 'a' || c > 'f')) break;
        if (*size > SIZE_MAX >> 4) return false;
        *size = *size << 4 | (size_t)(is_digit ? c - '0' : c - 'a' + 10);
    }
    return at > 0 && (at == line.len || line.ptr[at] == ';' || is_blank(line.ptr[at]));
}

ms_status ms_http_dechunk(ms_slice body, ms_buffer *out) {
    ms_slice line;
    for (;;) {
        size_t size;
        if (!ms_http_line(&body, &line) || !read_size(line, &size)) return MS_E_MALFORMED;
        if (size == 0) return MS_OK;
        if (size > body.len) return MS_E_MALFORMED;
        ms_status status = ms_buffer_append_slice(out, ms_slice_sub(body, 0, size));
        if (status != MS_OK) return status;
        body = ms_slice_sub(body, size, body.len);
        if (!ms_http_line(&body, &line) || line.len) return MS_E_MALFORMED;
    }
}
