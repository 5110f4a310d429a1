/* Locators: written and read. A path is kept readable (UTF-8 stays as it is); only what would
 * change its meaning, hide or not print is escaped. */
#include "interview/locator.h"

#include "text/escape.h"

enum { MAX_NUMBER = 2000000000 };

ms_status ms_locator_escape(ms_buffer *out, ms_slice path) {
    return ms_escape_path(out, path);
}

ms_status ms_locator_unescape(ms_buffer *out, ms_slice path) {
    return ms_escape_undo(out, path);
}

ms_status ms_locator_format(ms_buffer *out, ms_slice prefix, ms_line_column from,
        ms_line_column to) {
    ms_status status = ms_buffer_append_slice(out, prefix);
    if (status != MS_OK) return status;
    if (from.line == to.line) {
        return ms_buffer_printf(out, "#L%zu:C%zu-C%zu", from.line, from.column, to.column);
    }
    return ms_buffer_printf(out, "#L%zu:C%zu-L%zu:C%zu", from.line, from.column, to.line,
            to.column);
}

/* --- reading ------------------------------------------------------------------------------ */

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
    if (hash == 0) {
        return ms_error_set(error, MS_E_USAGE, 0, "a locator begins with the path of a document");
    }
    if (hash == text.len) return MS_OK;
    ms_slice range = ms_slice_sub(text, hash + 1, text.len);
    if (!read_range(range, &locator->from, &locator->to)) {
        return ms_error_set(error, MS_E_USAGE, hash + 1,
                            "\"%.*s\" is no place in a document: expected L1:C2-C9 or L1:C2-L3:C4",
                            (int)(range.len > 80 ? 80 : range.len), range.ptr);
    }
    bool is_backwards = locator->to.line < locator->from.line ||
                        (locator->to.line == locator->from.line &&
                                locator->to.column < locator->from.column);
    if (is_backwards) {
        return ms_error_set(error, MS_E_USAGE, hash + 1, "the place ends before it begins");
    }
    locator->has_range = true;
    return MS_OK;
}
