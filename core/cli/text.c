/* See text.h. */
#include "cli/text.h"

#include <stdint.h>

enum { NO_CHARACTER = 0x110000 };

static size_t length_of(unsigned char first) {
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first < 0xE0) return 2;
    if (first >= 0xE0 && first < 0xF0) return 3;
    return first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

/* The code point at *at, which moves behind it; NO_CHARACTER and one byte for what is not
 * UTF-8. */
static uint32_t next_point(ms_slice s, size_t *at) {
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = (unsigned char)s.ptr[*at];
    size_t len = length_of(first);
    uint32_t point = len == 1 ? first : first & (0xFFu >> (len + 1));
    bool is_good = len > 0 && len <= s.len - *at;
    for (size_t i = 1; is_good && i < len; i++) {
        unsigned char next = (unsigned char)s.ptr[*at + i];
        is_good = (next & 0xC0) == 0x80;
        point = point << 6 | (next & 0x3F);
    }
    is_good = is_good && point >= smallest[len] && point < NO_CHARACTER &&
              (point & ~0x7FFu) != 0xD800;
    *at += is_good ? len : 1;
    return is_good ? point : NO_CHARACTER;
}

/* Controls, separators, invisible characters and those that turn the direction of writing. */
static bool is_hidden(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x61C ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xE0000 && c < 0xE1000) ||
           c == NO_CHARACTER;
}

void ms_text_print(FILE *to, ms_slice text) {
    for (size_t at = 0; at < text.len;) {
        size_t from = at;
        uint32_t c = next_point(text, &at);
        if (!is_hidden(c)) fwrite(text.ptr + from, 1, at - from, to);
        else if (c < 0x80 || c == NO_CHARACTER)
            fprintf(to, "\\x%02X", (unsigned char)text.ptr[from]);
        else fprintf(to, "\\u{%X}", (unsigned)c);
    }
}

void ms_text_print_json(FILE *to, ms_slice text) {
    putc('"', to);
    for (size_t at = 0; at < text.len;) {
        size_t from = at;
        uint32_t c = next_point(text, &at);
        if (c == NO_CHARACTER) fputs("\\ufffd", to);
        else if (c == '"' || c == '\\') fprintf(to, "\\%c", (char)c);
        else if (is_hidden(c) && c < 0x10000) fprintf(to, "\\u%04x", (unsigned)c);
        else fwrite(text.ptr + from, 1, at - from, to);
    }
    putc('"', to);
}
