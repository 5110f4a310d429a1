/* Numerals in English words: twenty-five, three hundred and four, 1.5 million. A word is read
 * whole or not at all. */
#include "interview/numeral_reader.h"

typedef struct word {
    const char *name;
    int value; /* or the power of ten of a scale, negated */
} word;

static const word words[] = {
    {"zero", 0},     {"nought", 0},     {"naught", 0},
    {"hundreds", -2}, {"thousands", -3}, {"millions", -6}, {"billions", -9}, {"trillions", -12},
    {"lakh", -5},    {"lakhs", -5},     {"lac", -5},      {"lacs", -5},     {"crore", -7},
    {"crores", -7},  {"lkh", -5},       {"lkhs", -5},
       {"one", 1},        {"two", 2},       {"three", 3},     {"four", 4},
    {"five", 5},     {"six", 6},        {"seven", 7},     {"eight", 8},     {"nine", 9},
    {"ten", 10},     {"eleven", 11},    {"twelve", 12},   {"thirteen", 13}, {"fourteen", 14},
    {"fifteen", 15}, {"sixteen", 16},   {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19},
    {"twenty", 20},  {"thirty", 30},    {"forty", 40},    {"fourty", 40},   {"fifty", 50},
    {"sixty", 60},   {"seventy", 70},   {"eighty", 80},   {"ninety", 90},   {"hundred", -2},
    {"thousand", -3}, {"million", -6},  {"billion", -9},  {"trillion", -12},
    {"quadrillion", -15}};

bool ms_numeral_is_letter(uint32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\'' ||
           (c >= 0xC0 && c < 0x250);
}

/* The length of the word at `at`. */
static size_t word_length(const ms_numeral_reader *r, size_t at) {
    size_t next, end = at;
    while (ms_numeral_is_letter(ms_numeral_peek(r, end, &next))) end = next;
    return end - at;
}

static bool is_word(const ms_numeral_reader *r, size_t at, size_t len, const char *name) {
    if (strlen(name) != len) return false;
    for (size_t i = 0; i < len; i++) {
        if ((r->s.ptr[at + i] | 0x20) != name[i]) return false;
    }
    return true;
}

/* The number word at `at`, or NULL. */
static const word *find_word(const ms_numeral_reader *r, size_t at, size_t *end) {
    size_t len = word_length(r, at);
    *end = at + len;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (is_word(r, at, len, words[i].name)) return &words[i];
    }
    return NULL;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\n';
}

/* After blanks or one hyphen. */
static size_t skip_gap(const ms_numeral_reader *r, size_t at) {
    if (at < r->s.len && r->s.ptr[at] == '-') return at + 1;
    size_t blanks = at;
    while (blanks < r->s.len && blanks - at < 4 && is_blank(r->s.ptr[blanks])) blanks++;
    return blanks;
}

/* Behind the hyphen of "ninety - five", as some transcribers set it; `at` when there is none. */
static size_t skip_loose_hyphen(const ms_numeral_reader *r, size_t at) {
    if (at + 3 > r->s.len || memcmp(r->s.ptr + at, " - ", 3) != 0) return at;
    return at + 3;
}

/* The digit that a word after "point" says: there zero may be called "oh". -1 for others. */
static int digit_word(const ms_numeral_reader *r, size_t at, size_t *end) {
    const word *w = find_word(r, at, end);
    if (w) return w->value > 9 ? -1 : w->value;
    size_t len = *end - at;
    return is_word(r, at, len, "o") || is_word(r, at, len, "oh") ? 0 : -1;
}

/* One digit behind "point", in figures or as a word; or the tens of "point seventy-one", and its
 * ones at the next call. -1 for others. */
static int point_digit(const ms_numeral_reader *r, size_t at, size_t *end) {
    if (at < r->s.len && r->s.ptr[at] >= '0' && r->s.ptr[at] <= '9') {
        *end = at + 1;
        return r->s.ptr[at] - '0';
    }
    const word *w = find_word(r, at, end);
    if (w && w->value >= 20 && w->value <= 90) return w->value / 10;
    return digit_word(r, at, end);
}

/* "point two five" after a whole number. */
static void read_point(ms_numeral_reader *r) {
    size_t at = skip_gap(r, r->at), end;
    int64_t whole;
    ms_decimal value;
    if (!is_word(r, at, word_length(r, at), "point") || !ms_numeral_total(r, &value) ||
        !ms_decimal_to_int(value, &whole)) {
        return;
    }
    value = (ms_decimal){(uint64_t)whole, 0, false};
    at += strlen("point");
    size_t count = 0;
    for (;; count++) {
        bool is_digit = count > 0 && at < r->s.len && r->s.ptr[at] >= '0' && r->s.ptr[at] <= '9';
        size_t from = skip_gap(r, at);
        int digit = from > at || is_digit ? point_digit(r, from, &end) : -1;
        if (digit < 0 || !ms_numeral_append(&value, digit, true)) break;
        at = end;
    }
    if (count == 0 || !ms_decimal_multiply_pow10(&value, 0)) return;
    r->count = 0;
    r->section = value;
    r->has_section = true;
    r->at = r->end = at;
}

/* Takes "hundred", "thousand" ... when it fits. */
static bool read_scale(ms_numeral_reader *r, int power, size_t end) {
    if (power == 2) {
        if (!r->has_section || r->least == 2 || r->section.digits == 0) return false;
        if (!ms_decimal_multiply_pow10(&r->section, 2)) return false;
        r->least = 2;
    } else if (!ms_numeral_close_section(r, power)) {
        return false;
    }
    r->at = r->end = end;
    return true;
}

/* Whether a word of that value may follow: twenty-five, hundred and four, thousand nineteen. */
static bool fits(const ms_numeral_reader *r, int value) {
    if (!r->has_section) return true;
    return value < 10 ? value > 0 && r->least >= 1 : r->least >= 2;
}

/* Takes a number word or a scale. */
static bool read_word(ms_numeral_reader *r, int value, size_t end) {
    if (value < 0) return read_scale(r, -value, end);
    ms_decimal term = {(unsigned)value, 0, false};
    if (!fits(r, value) || !ms_decimal_add(&r->section, term)) return false;
    r->least = value < 20 ? 0 : 1;
    r->has_section = true;
    r->at = r->end = end;
    return true;
}

/* "a hundred": the 1 that it stands for. False when there is only an article. */
static bool read_article(ms_numeral_reader *r) {
    size_t end, len = word_length(r, r->at);
    if (!is_word(r, r->at, len, "a") && !is_word(r, r->at, len, "an")) return true;
    size_t from = skip_gap(r, r->at + len);
    const word *scale = find_word(r, from, &end);
    if (!scale || scale->value >= 0) return false;
    r->section = (ms_decimal){1, 0, false};
    r->has_section = true;
    r->at = from;
    return true;
}

/* The digits at `at` as a value below 1000; -1 when there are none or too many. */
static int short_digits(const ms_numeral_reader *r, size_t at, size_t *end) {
    int value = 0;
    *end = at;
    while (*end < r->s.len && *end - at < 4 && r->s.ptr[*end] >= '0' && r->s.ptr[*end] <= '9') {
        value = value * 10 + (r->s.ptr[(*end)++] - '0');
    }
    bool is_longer = *end < r->s.len && strchr(".,:/-%", r->s.ptr[*end]) && *end + 1 < r->s.len &&
                     r->s.ptr[*end + 1] > ' ';
    return *end == at || *end - at > 3 || is_longer ? -1 : value;
}

/* 4 thousand 3 hundred, hundred and 21: digits behind a scale, when "and" or a scale shows that
 * they go on with it. */
static bool read_more_digits(ms_numeral_reader *r, size_t from, bool has_and) {
    size_t end, after;
    int value = short_digits(r, from, &end);
    if (value <= 0 || r->least < 2 || (r->least == 2 && value > 99)) return false;
    const word *scale = find_word(r, skip_gap(r, end), &after);
    bool has_scale = scale && scale->value < 0 && -scale->value < r->least;
    bool is_other = scale && scale->value < 0 && !has_scale;
    if ((!has_and && !has_scale) || is_other) return false;
    ms_decimal term = {(unsigned)value, 0, false};
    if (!ms_decimal_add(&r->section, term)) return false;
    r->least = has_scale ? r->least : 0;
    r->has_section = true;
    r->at = r->end = end;
    return true;
}

/* The words from `from` on, until one does not fit. */
static void read_words(ms_numeral_reader *r, size_t from, bool needs_and) {
    for (size_t end;;) {
        const word *w = find_word(r, from, &end);
        size_t behind = skip_loose_hyphen(r, r->at), ones_end;
        if (!w && r->end > 0 && r->least == 1 && behind > r->at) {
            const word *ones = find_word(r, behind, &ones_end);
            if (ones && ones->value > 0 && ones->value < 10) w = ones, end = ones_end;
        }
        bool may_have_and = !w && r->end > 0 && r->least >= 2, has_and = false;
        if (may_have_and && is_word(r, from, word_length(r, from), "and")) {
            from = skip_gap(r, from + strlen("and"));
            w = find_word(r, from, &end);
            if (w && w->value <= 0) break;
            has_and = true;
        }
        if (needs_and && !has_and && w && w->value >= 0) break;
        bool is_read = w ? read_word(r, w->value, end)
                         : r->end > 0 && read_more_digits(r, from, has_and);
        if (!is_read) break;
        from = skip_gap(r, r->at);
        if (from == r->at) break;
    }
}

void ms_numeral_read_english(ms_numeral_reader *r) {
    if (!read_article(r)) return;
    read_words(r, r->at, false);
    if (r->end == 0) return;
    read_point(r);
    size_t from = skip_gap(r, r->at);
    if (from > r->at) read_words(r, from, true);
}

void ms_numeral_read_scales(ms_numeral_reader *r) {
    size_t from = skip_gap(r, r->at);
    if (from > r->at) read_words(r, from, true);
    if (r->end > 0 && r->s.ptr[r->end - 1] <= '9') read_point(r);
}
