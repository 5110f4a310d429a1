/* See word_break.h. One pass with the last two characters that count (marks count with what they
 * stand on, rule WB4), and a look ahead where a sign between letters or digits joins them only if
 * one follows. */
#include "text/word_break.h"

#include "text/utf8.h"

typedef enum word_break {
    WB_OTHER,
    WB_CR,
    WB_LF,
    WB_NEWLINE,
    WB_EXTEND,
    WB_FORMAT,
    WB_ZWJ,
    WB_LETTER,
    WB_LETTER_PICTOGRAPH, /* such as U+24C2: a letter, and a pictograph after a joiner */
    WB_HEBREW,
    WB_MID_LETTER,
    WB_MID_NUMBER,
    WB_MID_BOTH,
    WB_SINGLE_QUOTE,
    WB_DOUBLE_QUOTE,
    WB_NUMERIC,
    WB_KATAKANA,
    WB_CONNECTOR,
    WB_REGIONAL,
    WB_SPACE,
    WB_PICTOGRAPH
} word_break;

typedef struct word_break_range {
    uint32_t first, last; /* code points, both included */
    word_break class;
} word_break_range;

static const word_break_range ranges[] = {
#include "text/word_break_table.h"
};

static word_break class_of(uint32_t c) {
    size_t low = 0, high = sizeof ranges / sizeof ranges[0];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c > ranges[middle].last) low = middle + 1;
        else if (c < ranges[middle].first) high = middle;
        else return ranges[middle].class;
    }
    return WB_OTHER;
}

static word_break next_class(ms_slice text, size_t *at) {
    uint32_t c = ms_utf8_next(text, at);
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') return WB_LETTER;
    return class_of(c);
}

static bool is_newline(word_break c) {
    return c == WB_CR || c == WB_LF || c == WB_NEWLINE;
}

static bool is_mark(word_break c) {
    return c == WB_EXTEND || c == WB_FORMAT || c == WB_ZWJ;
}

static bool is_letter(word_break c) {
    return c == WB_LETTER || c == WB_LETTER_PICTOGRAPH || c == WB_HEBREW;
}

static bool joins_letters(word_break c) {
    return c == WB_MID_LETTER || c == WB_MID_BOTH || c == WB_SINGLE_QUOTE;
}

static bool joins_digits(word_break c) {
    return c == WB_MID_NUMBER || c == WB_MID_BOTH || c == WB_SINGLE_QUOTE;
}

/* The class of the next character at `at` that is no mark. */
static word_break look_ahead(ms_slice text, size_t at) {
    word_break c = WB_OTHER;
    while (at < text.len && is_mark(c = next_class(text, &at))) {}
    return is_mark(c) ? WB_OTHER : c;
}

/* What has been passed of a piece. */
typedef struct passed {
    word_break raw;    /* the last character */
    word_break last;   /* the last that is no mark, or the first one */
    word_break before; /* the one before that */
    size_t regionals;  /* in a row, at the end */
} passed;

/* Whether a sign holds together what is on both sides of it: the rules WB6, 7, 7b, 7c, 11, 12. */
static bool joins_by_sign(const passed *p, word_break c, ms_slice text, size_t after) {
    if (is_letter(p->before) && joins_letters(p->last) && is_letter(c)) return true;
    if (p->before == WB_HEBREW && p->last == WB_DOUBLE_QUOTE && c == WB_HEBREW) return true;
    if (p->before == WB_NUMERIC && joins_digits(p->last) && c == WB_NUMERIC) return true;
    if (p->last == WB_HEBREW && c == WB_SINGLE_QUOTE) return true;
    if (is_letter(p->last) && joins_letters(c)) return is_letter(look_ahead(text, after));
    if (p->last == WB_HEBREW && c == WB_DOUBLE_QUOTE) return look_ahead(text, after) == WB_HEBREW;
    if (p->last == WB_NUMERIC && joins_digits(c)) return look_ahead(text, after) == WB_NUMERIC;
    return false;
}

/* Whether there is no boundary before the character of class c, after which `after` is. */
static bool joins(const passed *p, word_break c, ms_slice text, size_t after) {
    if (p->raw == WB_CR && c == WB_LF) return true;
    if (is_newline(p->raw) || is_newline(c)) return false;
    if (p->raw == WB_ZWJ && (c == WB_PICTOGRAPH || c == WB_LETTER_PICTOGRAPH)) return true;
    if (p->raw == WB_SPACE && c == WB_SPACE) return true;
    if (is_mark(c)) return true;
    bool is_word = is_letter(c) || c == WB_NUMERIC, was_word = is_letter(p->last) || p->last == WB_NUMERIC;
    if (is_word && was_word) return true;
    if (c == WB_KATAKANA && p->last == WB_KATAKANA) return true;
    if (c == WB_CONNECTOR) return was_word || p->last == WB_KATAKANA || p->last == WB_CONNECTOR;
    if (p->last == WB_CONNECTOR) return is_word || c == WB_KATAKANA;
    if (p->last == WB_REGIONAL && c == WB_REGIONAL) return p->regionals % 2 == 1;
    return joins_by_sign(p, c, text, after);
}

bool ms_word_break_next(ms_slice text, size_t *at, ms_span *piece) {
    if (*at >= text.len) return false;
    piece->from = *at;
    word_break c = next_class(text, at);
    passed p = {c, c, WB_OTHER, c == WB_REGIONAL};
    while (*at < text.len) {
        size_t after = *at;
        c = next_class(text, &after);
        if (!joins(&p, c, text, after)) break;
        p.raw = c;
        *at = after;
        if (is_mark(c)) continue;
        p.before = p.last;
        p.last = c;
        p.regionals = c == WB_REGIONAL ? p.regionals + 1 : 0;
    }
    piece->to = *at;
    return true;
}
