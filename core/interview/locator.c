/* Locators: written and read. A path is kept readable (UTF-8 stays as it is); only what would
 * change its meaning, hide or not print is escaped. */
#include "interview/locator.h"

#include "text/utf8.h"

enum { MAX_NUMBER = 2000000000 };

/* Controls, and what reorders or hides text on a screen. */
static bool is_unprintable(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x061C || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0xFFFD;
}

static ms_status append_escaped(ms_buffer *out, ms_slice bytes) {
    for (size_t i = 0; i < bytes.len; i++) {
        ms_status status = ms_buffer_printf(out, "%%%02X", (unsigned)(unsigned char)bytes.ptr[i]);
        if (status != MS_OK) return status;
    }
    return MS_OK;
}

static bool must_escape(ms_slice path, size_t at, uint32_t c) {
    bool is_at_end = at == 0 || at + 1 == path.len;
    return c == '%' || c == '#' || is_unprintable(c) || (c == ' ' && is_at_end) ||
           (c == '!' && at + 1 < path.len && path.ptr[at + 1] == '/');
}

ms_status ms_locator_escape(ms_buffer *out, ms_slice path) {
    size_t at = 0;
    while (at < path.len) {
        size_t valid = ms_utf8_valid_prefix(ms_slice_sub(path, at, path.len));
        ms_status status;
        if (valid == 0) {
            status = append_escaped(out, ms_slice_sub(path, at, at + 1));
            if (status != MS_OK) return status;
            at++;
            continue;
        }
        size_t end = at + valid;
        while (at < end) {
            size_t from = at;
            uint32_t c = ms_utf8_next(path, &at);
            ms_slice bytes = ms_slice_sub(path, from, at);
            status = must_escape(path, from, c) ? append_escaped(out, bytes) : ms_buffer_append_slice(out, bytes);
            if (status != MS_OK) return status;
        }
    }
    return MS_OK;
}

static int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

ms_status ms_locator_unescape(ms_buffer *out, ms_slice path) {
    for (size_t i = 0; i < path.len; i++) {
        char byte = path.ptr[i];
        if (byte == '%') {
            int high = path.len - i > 2 ? hex_value(path.ptr[i + 1]) : -1;
            int low = path.len - i > 2 ? hex_value(path.ptr[i + 2]) : -1;
            if (high < 0 || low < 0) return MS_E_USAGE;
            byte = (char)(unsigned char)(high * 16 + low);
            i += 2;
        }
        ms_status status = ms_buffer_append_byte(out, byte);
        if (status != MS_OK) return status;
    }
    return MS_OK;
}

ms_status ms_locator_format(ms_buffer *out, ms_slice prefix, ms_line_column from, ms_line_column to) {
    ms_status status = ms_buffer_append_slice(out, prefix);
    if (status != MS_OK) return status;
    if (from.line == to.line) return ms_buffer_printf(out, "#L%zu:C%zu-C%zu", from.line, from.column, to.column);
    return ms_buffer_printf(out, "#L%zu:C%zu-L%zu:C%zu", from.line, from.column, to.line, to.column);
}

/* --- reading ------------------------------------------------------------------------------------------- */

/* A letter and a positive number: "L12". */
static bool read_part(ms_slice text, size_t *at, char letter, size_t *value) {
    size_t i = *at;
    if (i >= text.len || text.ptr[i] != letter) return false;
    size_t n = 0, from = ++i;
    while (i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9' && n < MAX_NUMBER) {
        n = n * 10 + (size_t)(text.ptr[i++] - '0');
    }
    if (i == from || n == 0) return false;
    *value = n;
    *at = i;
    return true;
}

static bool read_byte(ms_slice text, size_t *at, char byte) {
    if (*at >= text.len || text.ptr[*at] != byte) return false;
    (*at)++;
    return true;
}

/* L1:C2-C9 or L1:C2-L3:C4 */
static bool read_range(ms_slice text, ms_line_column *from, ms_line_column *to) {
    size_t at = 0;
    if (!read_part(text, &at, 'L', &from->line) || !read_byte(text, &at, ':') ||
        !read_part(text, &at, 'C', &from->column) || !read_byte(text, &at, '-')) {
        return false;
    }
    to->line = from->line;
    if (read_part(text, &at, 'L', &to->line) && !read_byte(text, &at, ':')) return false;
    return read_part(text, &at, 'C', &to->column) && at == text.len;
}

ms_status ms_locator_parse(ms_slice text, ms_locator *locator, ms_error *error) {
    *locator = (ms_locator){.path = text};
    size_t hash = text.len;
    for (size_t i = 0; i < text.len && hash == text.len; i++) {
        if (text.ptr[i] == '#') hash = i;
    }
    locator->path.len = hash;
    if (hash == 0) return ms_error_set(error, MS_E_USAGE, 0, "a locator begins with the path of a document");
    if (hash == text.len) return MS_OK;
    ms_slice range = ms_slice_sub(text, hash + 1, text.len);
    if (!read_range(range, &locator->from, &locator->to)) {
        return ms_error_set(error, MS_E_USAGE, hash + 1,
                            "\"%.*s\" is no place in a document: expected L1:C2-C9 or L1:C2-L3:C4",
                            (int)(range.len > 80 ? 80 : range.len), range.ptr);
    }
    bool is_backwards = locator->to.line < locator->from.line ||
                        (locator->to.line == locator->from.line && locator->to.column < locator->from.column);
    if (is_backwards) return ms_error_set(error, MS_E_USAGE, hash + 1, "the place ends before it begins");
    locator->has_range = true;
    return MS_OK;
}
