/* Numerals in three scripts: digits, Chinese characters, English words.
 *
 * One idea serves all of them: a numeral is a sum of sections. What is read first collects in `section`
 * (below the next great unit); a great unit (万 亿 兆, thousand million) multiplies whatever before it is smaller
 * than itself, so that 一万五千亿 is (10000 + 5000) * 10^8 and 1亿2000万 is 10^8 + 2000 * 10^4.
 * A reading never ends in the middle of a character or a word; what does not fit ends it. */
#include "interview/numeral.h"

#include "text/utf8.h"

enum { MOST_PARTS = 8, ANY_POWER = 99 };

/* A part that a great unit has closed: value, and the power of that unit. */
typedef struct closed {
    ms_decimal value;
    int power;
} closed;

typedef struct reader {
    ms_slice s;
    size_t at;          /* the next byte */
    size_t end;         /* after the last byte that belongs to the numeral */
    closed parts[MOST_PARTS];
    size_t count;
    ms_decimal section; /* since the last great unit */
    int least;          /* what comes next stands for less than 10^least: the power of the last unit */
    bool has_section;   /* something is in it */
} reader;

static uint32_t peek(const reader *r, size_t at, size_t *next) {
    *next = at;
    return at < r->s.len ? ms_utf8_next(r->s, next) : 0;
}

/* --- sections ------------------------------------------------------------------------------------- */

/* Multiplies all that is smaller than 10^power by it. False when there is nothing to multiply. */
static bool close_section(reader *r, int power) {
    ms_decimal value = r->section;
    size_t count = r->count;
    while (count > 0 && r->parts[count - 1].power < power) {
        if (!ms_decimal_add(&value, r->parts[--count].value)) return false;
    }
    if (value.digits == 0 || count == MOST_PARTS || !ms_decimal_multiply_pow10(&value, power)) return false;
    if (count > 0 && r->parts[count - 1].power == power) return false;
    r->parts[count] = (closed){value, power};
    r->count = count + 1;
    r->section = (ms_decimal){0};
    r->least = power;
    r->has_section = false;
    return true;
}

static bool total(const reader *r, ms_decimal *value) {
    ms_decimal sum = r->section;
    for (size_t i = 0; i < r->count; i++) {
        if (!ms_decimal_add(&sum, r->parts[i].value)) return false;
    }
    *value = sum;
    return true;
}

/* --- digits --------------------------------------------------------------------------------------- */

static int digit_of(uint32_t c) {
    if (c >= '0' && c <= '9') return (int)(c - '0');
    if (c >= 0xFF10 && c <= 0xFF19) return (int)(c - 0xFF10);
    return -1;
}

static bool append_digit(ms_decimal *value, int digit, bool is_fraction) {
    if (value->digits > (UINT64_MAX - 9) / 10) return false;
    value->digits = value->digits * 10 + (unsigned)digit;
    if (is_fraction) value->exponent--;
    return true;
}

static size_t count_digits(const reader *r, size_t at) {
    size_t count = 0, next;
    while (digit_of(peek(r, at, &next)) >= 0) {
        at = next;
        count++;
    }
    return count;
}

/* Whether the comma at `at` parts thousands: exactly three digits follow. */
static bool is_thousands(const reader *r, size_t at, size_t digits_before) {
    return at < r->s.len && r->s.ptr[at] == ',' && digits_before >= 1 && digits_before <= 3 &&
           count_digits(r, at + 1) == 3;
}

/* 1234, 1,234,567, 12.5, １２; leaves r->at after it. False when there is none or it is too long. */
static bool read_digits(reader *r, ms_decimal *value) {
    *value = (ms_decimal){0};
    size_t next, run = 0;
    int digit;
    bool is_first = true;
    for (;;) {
        while ((digit = digit_of(peek(r, r->at, &next))) >= 0) {
            if (!append_digit(value, digit, false)) return false;
            r->at = next;
            run++;
        }
        if (run == 0) return false;
        if (!is_thousands(r, r->at, run) || (!is_first && run != 3)) break;
        r->at++;
        run = 0;
        is_first = false;
    }
    uint32_t point = peek(r, r->at, &next);
    if ((point == '.' || point == 0xFF0E) && count_digits(r, next) > 0) {
        r->at = next;
        while ((digit = digit_of(peek(r, r->at, &next))) >= 0) {
            if (!append_digit(value, digit, true)) return false;
            r->at = next;
        }
    }
    return ms_decimal_multiply_pow10(value, 0);
}

/* --- Chinese -------------------------------------------------------------------------------------- */

/* Digits in everyday and financial characters; -1 for others. */
static int han_digit(uint32_t c) {
    static const struct {
        const char *chars; /* the spellings of one digit */
    } digits[10] = {{"零〇○"}, {"一壹"},     {"二两贰兩貳弍"}, {"三叁參叄"}, {"四肆"},
                    {"五伍"},  {"六陆陸"},   {"七柒"},         {"八捌"},     {"九玖"}};
    for (int d = 0; d < 10; d++) {
        ms_slice chars = ms_slice_str(digits[d].chars);
        for (size_t at = 0; at < chars.len;) {
            if (ms_utf8_next(chars, &at) == c) return d;
        }
    }
    return -1;
}

/* The power of ten of 十 百 千; 0 for others. */
static int small_unit(uint32_t c) {
    switch (c) {
    case 0x5341: case 0x62FE: return 1; /* 十 拾 */
    case 0x767E: case 0x4F70: return 2; /* 百 佰 */
    case 0x5343: case 0x4EDF: return 3; /* 千 仟 */
    default: return 0;
    }
}

/* The power of ten of 万 亿 兆; 0 for others. */
static int great_unit(uint32_t c) {
    switch (c) {
    case 0x4E07: case 0x842C: return 4;  /* 万 萬 */
    case 0x4EBF: case 0x5104: return 8;  /* 亿 億 */
    case 0x5146: return 12;              /* 兆 */
    default: return 0;
    }
}

/* 廿 卅 卌; 0 for others. */
static int tens_of(uint32_t c) {
    return c == 0x5EFF ? 2 : c == 0x5345 ? 3 : c == 0x534C ? 4 : 0;
}

static bool is_point(uint32_t c) {
    return c == 0x70B9 || c == 0x9EDE; /* 点 點 */
}

/* Great units after what is complete: 万, 亿, 万亿. */
static void read_great_units(reader *r) {
    size_t next;
    int power;
    while ((power = great_unit(peek(r, r->at, &next))) > 0 && close_section(r, power)) {
        r->at = r->end = next;
    }
}

static bool add_to_section(reader *r, ms_decimal term, int power) {
    if (power >= r->least) return false;
    if (!ms_decimal_multiply_pow10(&term, power) || !ms_decimal_add(&r->section, term)) return false;
    r->least = power;
    r->has_section = true;
    return true;
}

/* The power of a digit without a unit. Directly after one it has the next smaller: 两千三 is 2300, 一万五
 * 15000, 二十三 23. -1 when it does not fit: 一万二万, 两百三四. */
static int power_of_last(const reader *r, size_t after, bool is_place) {
    size_t next;
    uint32_t c = peek(r, after, &next);
    bool is_begun = r->has_section || r->count > 0;
    int great = great_unit(c);
    if (great > 0) return r->count > 0 && r->parts[r->count - 1].power == great ? -1 : 0;
    if (is_begun && han_digit(c) >= 0) return -1;
    return is_begun && !is_place ? r->least - 1 : 0;
}

/* 零 keeps a place before a digit, or is a numeral of its own. */
static bool read_zero(reader *r, size_t next, bool *is_place) {
    size_t after;
    if (!r->has_section && r->count == 0) {
        r->has_section = true;
        r->least = 0;
        r->at = r->end = next;
        return true;
    }
    uint32_t c = peek(r, next, &after);
    if (r->least == 0 || (han_digit(c) <= 0 && small_unit(c) != 1)) return false;
    *is_place = true;
    r->at = next;
    return true;
}

/* 三百, 3千, or a last digit. */
static bool read_digit_step(reader *r, int digit, size_t next, bool is_place) {
    ms_decimal value = {(unsigned)digit, 0, false};
    size_t after;
    bool is_begun = r->has_section || r->count > 0;
    if (digit < 0) {
        if (!read_digits(r, &value)) return false;
        next = r->at;
    }
    int power = small_unit(peek(r, next, &after));
    if (power > (digit < 0 ? 1 : 0)) {
        next = after;
        if (!add_to_section(r, value, power)) return false;
    } else {
        /* Of 3万5 only the first part is certain. */
        if (digit < 0 && is_begun && great_unit(peek(r, next, &after)) == 0) return false;
        power = digit < 0 ? 0 : power_of_last(r, next, is_place);
        if (power < 0 || !add_to_section(r, value, power)) return false;
        r->least = 0;
    }
    r->at = r->end = next;
    return true;
}

/* One digit with its unit (三百, 十, 廿), or the last digit. False: nothing that fits; r->end says where the
 * numeral ended. */
static bool read_step(reader *r) {
    size_t next, after;
    uint32_t c = peek(r, r->at, &next);
    bool is_place = false;
    if (han_digit(c) == 0) {
        if (!read_zero(r, next, &is_place)) return false;
        if (!is_place) return true;
        c = peek(r, r->at, &next);
    }
    int power = small_unit(c), tens = tens_of(c);
    if (power == 0 && tens == 0) {
        bool is_digit = han_digit(c) > 0 || digit_of(c) >= 0;
        return is_digit && read_digit_step(r, han_digit(c), next, is_place);
    }
    /* 百万, 千亿 without a digit. */
    bool is_begun = r->has_section || r->count > 0;
    if (power > 1 && (is_begun || great_unit(peek(r, next, &after)) == 0)) return false;
    ms_decimal value = {tens > 0 ? (unsigned)tens : 1, 0, false};
    if (!add_to_section(r, value, tens > 0 ? 1 : power)) return false;
    r->at = r->end = next;
    return true;
}

/* 二〇二四: digits in a row have the value of their places. */
static bool read_places(reader *r) {
    size_t at = r->at, next;
    int digit, count = 0;
    ms_decimal value = {0};
    while ((digit = han_digit(peek(r, at, &next))) >= 0) {
        if (!append_digit(&value, digit, false)) return false;
        at = next;
        count++;
    }
    if (count < 2 || small_unit(peek(r, at, &next)) > 0) return false;
    if (!ms_decimal_multiply_pow10(&value, 0)) return false;
    r->section = value;
    r->has_section = true;
    r->least = 0;
    r->at = r->end = at;
    return true;
}

/* After 点: digits to the end, but not the minutes of a time (八点三十, 八点一刻, 八点零五分). */
static bool read_fraction(reader *r, size_t at, ms_decimal *value) {
    size_t next;
    int digit, count = 0;
    int64_t whole;
    if (!ms_decimal_to_int(*value, &whole)) return false;
    ms_decimal result = {(uint64_t)whole, 0, false};
    uint32_t c;
    while ((digit = han_digit(c = peek(r, at, &next))) >= 0) {
        if (!append_digit(&result, digit, true)) return false;
        at = next;
        count++;
    }
    bool is_minutes = small_unit(c) == 1 || c == 0x523B || (count > 1 && c == 0x5206);
    if (count == 0 || is_minutes || !ms_decimal_multiply_pow10(&result, 0)) return false;
    *value = result;
    r->at = r->end = at;
    return true;
}

/* Chinese characters, or digits with Chinese units: 150.03亿, 3千万, 1亿2000万. */
static void read_chinese(reader *r) {
    if (!read_places(r)) {
        while (read_step(r)) read_great_units(r);
    }
    r->at = r->end;
    read_great_units(r);
    size_t next;
    ms_decimal value;
    bool is_han = r->end > 0 && digit_of((unsigned char)r->s.ptr[r->end - 1]) < 0;
    if (is_han && is_point(peek(r, r->at, &next)) && total(r, &value) && read_fraction(r, next, &value)) {
        r->count = 0;
        r->section = value;
        r->has_section = true;
        read_great_units(r);
    }
}

/* --- English -------------------------------------------------------------------------------------- */

typedef struct word {
    const char *name;
    int value; /* or the power of ten of a scale, negated */
} word;

static const word words[] = {
    {"zero", 0},     {"one", 1},        {"two", 2},       {"three", 3},     {"four", 4},
    {"five", 5},     {"six", 6},        {"seven", 7},     {"eight", 8},     {"nine", 9},
    {"ten", 10},     {"eleven", 11},    {"twelve", 12},   {"thirteen", 13}, {"fourteen", 14},
    {"fifteen", 15}, {"sixteen", 16},   {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19},
    {"twenty", 20},  {"thirty", 30},    {"forty", 40},    {"fourty", 40},   {"fifty", 50},
    {"sixty", 60},   {"seventy", 70},   {"eighty", 80},   {"ninety", 90},   {"hundred", -2},
    {"thousand", -3}, {"million", -6},  {"billion", -9},  {"trillion", -12}};

static bool is_letter(uint32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\'' || (c >= 0xC0 && c < 0x250);
}

/* The length of the word at `at`. */
static size_t word_length(const reader *r, size_t at) {
    size_t next, end = at;
    while (is_letter(peek(r, end, &next))) end = next;
    return end - at;
}

static bool is_word(const reader *r, size_t at, size_t len, const char *name) {
    if (strlen(name) != len) return false;
    for (size_t i = 0; i < len; i++) {
        if ((r->s.ptr[at + i] | 0x20) != name[i]) return false;
    }
    return true;
}

/* The number word at `at`, or NULL. */
static const word *find_word(const reader *r, size_t at, size_t *end) {
    size_t len = word_length(r, at);
    *end = at + len;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (is_word(r, at, len, words[i].name)) return &words[i];
    }
    return NULL;
}

/* After blanks or one hyphen. */
static size_t skip_gap(const reader *r, size_t at) {
    if (at < r->s.len && r->s.ptr[at] == '-') return at + 1;
    size_t blanks = at;
    while (blanks < r->s.len && blanks - at < 4 && (r->s.ptr[blanks] == ' ' || r->s.ptr[blanks] == '\n')) blanks++;
    return blanks;
}

/* "point two five" after a whole number. */
static void read_point(reader *r) {
    size_t at = skip_gap(r, r->at), end;
    int64_t whole;
    ms_decimal value;
    if (!is_word(r, at, word_length(r, at), "point") || !total(r, &value) || !ms_decimal_to_int(value, &whole)) return;
    value = (ms_decimal){(uint64_t)whole, 0, false};
    at += strlen("point");
    size_t count = 0;
    for (;; count++) {
        size_t from = skip_gap(r, at);
        const word *digit = from > at ? find_word(r, from, &end) : NULL;
        if (!digit || digit->value < 0 || digit->value > 9 || !append_digit(&value, digit->value, true)) break;
        at = end;
    }
    if (count == 0 || !ms_decimal_multiply_pow10(&value, 0)) return;
    r->count = 0;
    r->section = value;
    r->has_section = true;
    r->at = r->end = at;
}

/* Takes "hundred", "thousand" ... when it fits. */
static bool read_scale(reader *r, int power, size_t end) {
    if (power == 2) {
        if (!r->has_section || r->least == 2 || r->section.digits == 0) return false;
        if (!ms_decimal_multiply_pow10(&r->section, 2)) return false;
        r->least = 2;
    } else if (!close_section(r, power)) {
        return false;
    }
    r->at = r->end = end;
    return true;
}

/* Scales behind digits or a decimal: 1.5 million, 5 hundred thousand. */
static void read_scales(reader *r) {
    for (;;) {
        size_t end, from = skip_gap(r, r->at);
        const word *w = from > r->at ? find_word(r, from, &end) : NULL;
        if (!w || w->value >= 0 || !read_scale(r, -w->value, end)) return;
    }
}

/* Whether a word of that value may follow: twenty-five, hundred and four, thousand nineteen. */
static bool fits(const reader *r, int value) {
    if (!r->has_section) return true;
    return value < 10 ? value > 0 && r->least >= 1 : r->least >= 2;
}

static void read_english(reader *r) {
    size_t end, from = r->at;
    size_t len = word_length(r, from);
    if (is_word(r, from, len, "a") || is_word(r, from, len, "an")) {
        from = skip_gap(r, from + len);
        const word *scale = find_word(r, from, &end);
        if (!scale || scale->value >= 0) return;
        r->section = (ms_decimal){1, 0, false};
        r->has_section = true;
        r->at = from;
    }
    for (from = r->at;;) {
        const word *w = find_word(r, from, &end);
        bool has_and = false;
        if (!w && r->end > 0 && r->least >= 2 && is_word(r, from, word_length(r, from), "and")) {
            from = skip_gap(r, from + strlen("and"));
            w = find_word(r, from, &end);
            has_and = true;
        }
        if (!w || (has_and && w->value <= 0)) break;
        if (w->value < 0) {
            if (!read_scale(r, -w->value, end)) break;
        } else {
            if (!fits(r, w->value) || !ms_decimal_add(&r->section, (ms_decimal){(unsigned)w->value, 0, false})) break;
            r->least = w->value < 20 ? 0 : 1;
            r->has_section = true;
            r->at = r->end = end;
        }
        from = skip_gap(r, r->at);
        if (from == r->at) break;
    }
    if (r->end == 0) return;
    read_point(r);
    read_scales(r);
}

/* --- all ------------------------------------------------------------------------------------------ */

/* The bytes of a sign. */
static size_t read_sign(ms_slice s) {
    static const char *const signs[] = {"-", "−", "负", "負", "minus ", "Minus "};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (ms_slice_starts(s, ms_slice_str(signs[i]))) return strlen(signs[i]);
    }
    return 0;
}

static size_t read_unsigned(ms_slice s, ms_decimal *value) {
    reader r = {.s = s, .least = ANY_POWER};
    size_t next;
    uint32_t first = peek(&r, 0, &next);
    if (first < 0x80 && is_letter(first)) {
        read_english(&r);
    } else {
        read_chinese(&r);
        if (digit_of(first) >= 0 && r.end > 0) {
            r.at = r.end;
            read_scales(&r);
        }
    }
    return r.end > 0 && total(&r, value) ? r.end : 0;
}

size_t ms_numeral_read(ms_slice s, ms_decimal *value) {
    size_t sign = read_sign(s);
    size_t bytes = read_unsigned(ms_slice_sub(s, sign, s.len), value);
    if (bytes == 0) return 0;
    value->negative = sign > 0 && value->digits > 0;
    return sign + bytes;
}
