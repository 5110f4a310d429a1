/* CSV out. One idea: look at a field once, for what must be quoted and for what a
 * spreadsheet would run; most fields are then copied. Never judges encodings: the caller
 * hands over UTF-8. */
#include "out/csv.h"

/* What a spreadsheet takes as a number is no formula: [+-]digits[.digits][e[+-]digits][%]. */
static bool is_number(ms_slice text) {
    size_t at = 0, digits = 0;
    if (at < text.len && (text.ptr[at] == '+' || text.ptr[at] == '-')) at++;
    for (; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9'; at++) digits++;
    if (at < text.len && text.ptr[at] == '.') at++;
    for (; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9'; at++) digits++;
    if (digits == 0) return false;
    if (at < text.len && (text.ptr[at] == 'e' || text.ptr[at] == 'E')) {
        at++;
        if (at < text.len && (text.ptr[at] == '+' || text.ptr[at] == '-')) at++;
        size_t first = at;
        while (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9') at++;
        if (at == first) return false;
    }
    if (at < text.len && text.ptr[at] == '%') at++;
    return at == text.len;
}

static bool is_formula(ms_slice text) {
    if (text.len == 0) return false;
    switch (text.ptr[0]) {
    case '=':
    case '@':
    case '\t':
    case '\r': return true;
    case '+':
    case '-': return !is_number(text);
    default: return false;
    }
}

static bool needs_quotes(ms_slice text, char separator) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == separator || c == '"' || c == '\n' || c == '\r') return true;
    }
    return false;
}

static ms_status put_quoted(ms_buffer *out, ms_slice text, bool apostrophe) {
    ms_status status = ms_buffer_append(out, "\"'", apostrophe ? 2 : 1);
    while (status == MS_OK && text.len > 0) {
        const char *quote = memchr(text.ptr, '"', text.len);
        size_t run = quote ? (size_t)(quote - text.ptr) + 1 : text.len;
        status = ms_buffer_append(out, text.ptr, run);
        if (quote && status == MS_OK) status = ms_buffer_append_byte(out, '"');
        text = ms_slice_sub(text, run, text.len);
    }
    return status == MS_OK ? ms_buffer_append_byte(out, '"') : status;
}

ms_status ms_csv_put_field(ms_buffer *out, ms_slice text, const ms_csv_style *style) {
    bool apostrophe = !style->keep_formulas && is_formula(text);
    if (needs_quotes(text, style->separator)) return put_quoted(out, text, apostrophe);
    ms_status status = apostrophe ? ms_buffer_append_byte(out, '\'') : MS_OK;
    return status == MS_OK ? ms_buffer_append_slice(out, text) : status;
}
