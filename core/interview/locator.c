/* See locator.h. Escaping is that of URLs: a byte that is not shown as itself becomes %XX, so that whatever a file
 * or member is called, its locator is one printable line that leads back to it. */
#include "interview/locator.h"

#include "text/utf8.h"

/* Characters that a terminal or a reader would not show as they are: controls, bidi marks, blanks that look like others. */
static bool is_unprintable(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0xAD || c == 0x61C || (c >= 0xFFF0 && c <= 0xFFFB);
}

/* '#' begins the fragment, '%' an escape, "!/" a member; blanks at the ends would be lost. */
static bool is_reserved(ms_slice path, size_t at) {
    char c = path.ptr[at];
    if (c == '#' || c == '%') return true;
    if (c == '!') return at + 1 == path.len || path.ptr[at + 1] == '/';
    return c == ' ' && (at == 0 || at + 1 == path.len);
}

static ms_status append_escaped(ms_buffer *out, ms_slice bytes) {
    ms_status status = MS_OK;
    for (size_t i = 0; i < bytes.len && status == MS_OK; i++) status = ms_buffer_printf(out, "%%%02X", (unsigned char)bytes.ptr[i]);
    return status;
}

ms_status ms_locator_escape(ms_buffer *out, ms_slice path) {
    ms_status status = MS_OK;
    size_t at = 0;
    while (at < path.len && status == MS_OK) {
        size_t from = at;
        ms_slice rest = ms_slice_sub(path, at, at + 4 < path.len ? at + 4 : path.len);
        size_t valid = (unsigned char)path.ptr[at] < 0x80 ? 1 : ms_utf8_valid_prefix(rest);
        bool must_escape = valid == 0;
        if (valid == 0) {
            at++;
        } else {
            uint32_t c = ms_utf8_next(path, &at);
            must_escape = is_unprintable(c) || is_reserved(path, from);
        }
        ms_slice character = ms_slice_sub(path, from, at);
        status = must_escape ? append_escaped(out, character) : ms_buffer_append_slice(out, character);
    }
    return status;
}

static int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

ms_status ms_locator_unescape(ms_buffer *out, ms_slice path) {
    ms_status status = MS_OK;
    for (size_t i = 0; i < path.len && status == MS_OK; i++) {
        bool is_escape = path.ptr[i] == '%' && i + 2 < path.len && hex_value(path.ptr[i + 1]) >= 0 && hex_value(path.ptr[i + 2]) >= 0;
        char byte = is_escape ? (char)(hex_value(path.ptr[i + 1]) * 16 + hex_value(path.ptr[i + 2])) : path.ptr[i];
        status = ms_buffer_append_byte(out, byte);
        if (is_escape) i += 2;
    }
    return status;
}

ms_status ms_locator_format(ms_buffer *out, ms_slice prefix, ms_line_column from, ms_line_column to) {
    ms_status status = ms_buffer_append_slice(out, prefix);
    if (status != MS_OK) return status;
    if (from.line == to.line) return ms_buffer_printf(out, "#L%zu:C%zu-C%zu", from.line, from.column, to.column);
    return ms_buffer_printf(out, "#L%zu:C%zu-L%zu:C%zu", from.line, from.column, to.line, to.column);
}

/* Letter and number, "L12"; moves *at behind it. */
static bool read_part(ms_slice text, size_t *at, char letter, size_t *value) {
    size_t p = *at;
    if (p >= text.len || text.ptr[p] != letter) return false;
    size_t digits = 0;
    *value = 0;
    for (p++; p < text.len && text.ptr[p] >= '0' && text.ptr[p] <= '9' && digits < 15; p++, digits++) {
        *value = *value * 10 + (size_t)(text.ptr[p] - '0');
    }
    *at = p;
    return digits > 0 && *value > 0;
}

static bool skip_char(ms_slice text, size_t *at, char c) {
    if (*at >= text.len || text.ptr[*at] != c) return false;
    *at += 1;
    return true;
}

/* L<line>:C<column>-[L<line>:]C<column> */
static bool read_range(ms_slice text, ms_locator *locator) {
    size_t at = 0;
    if (!read_part(text, &at, 'L', &locator->from.line) || !skip_char(text, &at, ':') ||
        !read_part(text, &at, 'C', &locator->from.column) || !skip_char(text, &at, '-')) {
        return false;
    }
    locator->to.line = locator->from.line;
    if (read_part(text, &at, 'L', &locator->to.line) && !skip_char(text, &at, ':')) return false;
    return read_part(text, &at, 'C', &locator->to.column) && at == text.len;
}

ms_status ms_locator_parse(ms_slice text, ms_locator *locator, ms_error *error) {
    *locator = (ms_locator){.path = text};
    const char *hash = text.len ? memrchr(text.ptr, '#', text.len) : NULL;
    if (!hash) return MS_OK;
    size_t at = (size_t)(hash - text.ptr);
    locator->path = ms_slice_sub(text, 0, at);
    ms_slice range = ms_slice_sub(text, at + 1, text.len);
    if (!read_range(range, locator)) {
        return ms_error_set(error, MS_E_USAGE, at, "\"%.*s\" is no place; a locator ends like #L12:C8-C19 or #L12:C8-L13:C4",
                            (int)(range.len < 60 ? range.len : 60), range.len ? range.ptr : "");
    }
    bool is_backwards = locator->to.line < locator->from.line ||
                        (locator->to.line == locator->from.line && locator->to.column < locator->from.column);
    if (is_backwards) return ms_error_set(error, MS_E_USAGE, at, "the place ends before it begins");
    locator->has_range = true;
    return MS_OK;
}
