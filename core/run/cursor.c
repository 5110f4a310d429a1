/* See cursor.h. */
#include "run/cursor.h"

#include "base/hex.h"

static void skip_blanks(ms_cursor *c) {
    while (c->at < c->text.len && memchr(" \t\r\n", c->text.ptr[c->at], 4)) c->at++;
}

bool ms_cursor_take(ms_cursor *c, char wanted) {
    skip_blanks(c);
    if (c->at >= c->text.len || c->text.ptr[c->at] != wanted) return false;
    c->at++;
    return true;
}

/* Appends a code unit as UTF-8. Our worker escapes control characters and line separators only:
 * half of a pair is none of them. */
static ms_status put_unit(ms_buffer *out, unsigned unit) {
    if (unit >= 0xD800 && unit < 0xE000) return MS_E_MALFORMED;
    char bytes[3] = {(char)unit};
    size_t len = unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
    if (len == 2) {
        bytes[0] = (char)(0xC0 | unit >> 6);
        bytes[1] = (char)(0x80 | (unit & 0x3F));
    } else if (len == 3) {
        bytes[0] = (char)(0xE0 | unit >> 12);
        bytes[1] = (char)(0x80 | (unit >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (unit & 0x3F));
    }
    return ms_buffer_append(out, bytes, len);
}

/* What follows a backslash. */
static ms_status take_escape(ms_cursor *c, ms_buffer *out) {
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    if (c->at >= c->text.len) return MS_E_MALFORMED;
    char letter = c->text.ptr[c->at++];
    const char *found = memchr(from, letter, sizeof from - 1);
    if (found) return ms_buffer_append_byte(out, to[found - from]);
    if (letter != 'u' || c->text.len - c->at < 4) return MS_E_MALFORMED;
    unsigned unit = 0;
    for (int i = 0; i < 4; i++) {
        int digit = ms_hex_value(c->text.ptr[c->at++]);
        if (digit < 0) return MS_E_MALFORMED;
        unit = unit << 4 | (unsigned)digit;
    }
    return put_unit(out, unit);
}

ms_status ms_cursor_string(ms_cursor *c, ms_buffer *out) {
    if (!ms_cursor_take(c, '"')) return MS_E_MALFORMED;
    ms_status status = MS_OK;
    while (c->at < c->text.len && status == MS_OK) {
        char here = c->text.ptr[c->at++];
        if (here == '"') return MS_OK;
        status = here == '\\' ? take_escape(c, out) : ms_buffer_append_byte(out, here);
    }
    return status == MS_OK ? MS_E_MALFORMED : status;
}

ms_status ms_cursor_array(ms_cursor *c, ms_cursor_item take, void *state) {
    if (!ms_cursor_take(c, '[')) return MS_E_MALFORMED;
    if (ms_cursor_take(c, ']')) return MS_OK;
    for (;;) {
        ms_status status = take(state, c);
        if (status != MS_OK) return status;
        if (ms_cursor_take(c, ']')) return MS_OK;
        if (!ms_cursor_take(c, ',')) return MS_E_MALFORMED;
    }
}

/* Appends a number, true or false as it stands, and null as nothing. */
static ms_status take_word(ms_cursor *c, ms_buffer *out) {
    size_t from = c->at;
    while (c->at < c->text.len && !memchr(",]} \t\r\n", c->text.ptr[c->at], 7)) c->at++;
    ms_slice word = ms_slice_sub(c->text, from, c->at);
    if (word.len == 0) return MS_E_MALFORMED;
    return ms_slice_equal(word, MS_SLICE("null")) ? MS_OK : ms_buffer_append_slice(out, word);
}

typedef struct joined {
    ms_buffer *out;
    bool has_items;
} joined;

static ms_status join_item(void *state, ms_cursor *c) {
    joined *to = state;
    ms_status status = to->has_items ? ms_buffer_append_byte(to->out, ',') : MS_OK;
    to->has_items = true;
    return status == MS_OK ? ms_cursor_string(c, to->out) : status;
}

static ms_status take_value(ms_cursor *c, ms_buffer *out) {
    skip_blanks(c);
    char first = c->at < c->text.len ? c->text.ptr[c->at] : '\0';
    if (first == '"') return ms_cursor_string(c, out);
    joined to = {.out = out};
    return first == '[' ? ms_cursor_array(c, join_item, &to) : take_word(c, out);
}

ms_status ms_cursor_object(ms_cursor *c, ms_buffer *scratch, ms_cursor_field set, void *state) {
    if (!ms_cursor_take(c, '{')) return MS_E_MALFORMED;
    if (ms_cursor_take(c, '}')) return MS_OK;
    for (;;) {
        ms_buffer_reset(scratch);
        ms_status status = ms_cursor_string(c, scratch);
        if (status == MS_OK) status = ms_buffer_append_byte(scratch, '\0');
        size_t value = scratch->len;
        if (status == MS_OK && !ms_cursor_take(c, ':')) status = MS_E_MALFORMED;
        if (status == MS_OK) status = take_value(c, scratch);
        if (status != MS_OK) return status;
        status = set(state, scratch->data,
                     ms_slice_sub(ms_buffer_slice(scratch), value, scratch->len));
        if (status != MS_OK) return status;
        if (ms_cursor_take(c, '}')) return MS_OK;
        if (!ms_cursor_take(c, ',')) return MS_E_MALFORMED;
    }
}
