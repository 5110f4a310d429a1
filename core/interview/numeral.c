/* Numerals in digits and Chinese characters (numeral_reader.h says how they are put together),
 * and the entry to all of them. A reading never ends in the middle of a character; what does
 * not fit ends it. */
#include "interview/numeral_reader.h"

#include "text/utf8.h"

uint32_t ms_numeral_peek(const ms_numeral_reader *r, size_t at, size_t *next) {
    *next = at;
    return at < r->s.len ? ms_utf8_next(r->s, next) : 0;
}

/* --- sections ----------------------------------------------------------------------------- */

bool ms_numeral_close_section(ms_numeral_reader *r, int power) {
    ms_decimal value = r->section;
    size_t count = r->count;
    while (count > 0 && r->parts[count - 1].power < power) {
        if (!ms_decimal_add(&value, r->parts[--count].value)) return false;
    }
    if (value.digits == 0 || count == MS_NUMERAL_PARTS ||
        !ms_decimal_multiply_pow10(&value, power)) {
        return false;
    }
    if (count > 0 && r->parts[count - 1].power == power) return false;
    r->parts[count] = (ms_numeral_part){value, power};
    r->count = count + 1;
    r->section = (ms_decimal){0};
    r->least = power;
    r->has_section = false;
    return true;
}

bool ms_numeral_total(const ms_numeral_reader *r, ms_decimal *value) {
    ms_decimal sum = r->section;
    for (size_t i = 0; i < r->count; i++) {
        if (!ms_decimal_add(&sum, r->parts[i].value)) return false;
    }
    *value = sum;
    return true;
}

/* --- digits ------------------------------------------------------------------------------- */

static int digit_of(uint32_t c) {
    if (c >= '0' && c <= '9') return (int)(c - '0');
    if (c >= 0xFF10 && c <= 0xFF19) return (int)(c - 0xFF10);
    return -1;
}

bool ms_numeral_append(ms_decimal *value, int digit, bool is_fraction) {
    if (value->digits > (UINT64_MAX - 9) / 10) return false;
    value->digits = value->digits * 10 + (unsigned)digit;
    if (is_fraction) value->exponent--;
    return true;
}

static size_t count_digits(const ms_numeral_reader *r, size_t at) {
    size_t count = 0, next;
    while (digit_of(ms_numeral_peek(r, at, &next)) >= 0) {
        at = next;
        count++;
    }
    return count;
}

/* Behind the mark at `at` that parts thousands (a comma, a wide one, a narrow blank) or, as in India,
 * 12,34,567 lakhs; 0 when none is there. */
static size_t skip_thousands(const ms_numeral_reader *r, size_t at, size_t digits_before) {
    size_t next, digits_end;
    uint32_t c = ms_numeral_peek(r, at, &next);
    bool is_mark = c == ',' || c == 0xFF0C || c == 0x202F || c == 0x2009;
    if (!is_mark || digits_before < 1 || digits_before > 3) return 0;
    size_t count = count_digits(r, next);
    if (count == 3) return next;
    if (count != 2 || c != ',' || digits_before > 2) return 0;
    for (digits_end = next + 2; digits_end < r->s.len && r->s.ptr[digits_end] == ',';) {
        count = count_digits(r, digits_end + 1);
        if (count == 3) return next;
        if (count != 2) return 0;
        digits_end += 1 + count;
    }
    return 0;
}

/* Whether what begins at `at` is written as on the continent: 1.234,5. */
static bool is_continental(const ms_numeral_reader *r, size_t at) {
    size_t digits = count_digits(r, at);
    if (digits < 1 || digits > 3) return false;
    size_t end = at + digits, groups = 0;
    while (end < r->s.len && r->s.ptr[end] == '.' && count_digits(r, end + 1) == 3) {
        end += 4;
        groups++;
    }
    if (groups == 0 || end >= r->s.len || r->s.ptr[end] != ',') return false;
    size_t decimals = count_digits(r, end + 1);
    end += 1 + decimals;
    bool goes_on = end + 1 < r->s.len && r->s.ptr[end] == ',' && r->s.ptr[end + 1] != ' ';
    return decimals > 0 && decimals != 3 && !goes_on;
}

/* 1234, 1,234,567, 12.5, １２; leaves r->at after it. False when there is none or it is too
 * long. */
static bool read_digits(ms_numeral_reader *r, ms_decimal *value) {
    *value = (ms_decimal){0};
    size_t next, run = 0;
    int digit;
    bool is_swapped = is_continental(r, r->at);
    for (;;) {
        while ((digit = digit_of(ms_numeral_peek(r, r->at, &next))) >= 0) {
            if (!ms_numeral_append(value, digit, false)) return false;
            r->at = next;
            run++;
        }
        if (run == 0) return false;
        bool has_mark = r->at < r->s.len && r->s.ptr[r->at] == '.';
        next = is_swapped ? (has_mark ? r->at + 1 : 0) : skip_thousands(r, r->at, run);
        if (next == 0) break;
        r->at = next;
        run = 0;
    }
    uint32_t point = ms_numeral_peek(r, r->at, &next);
    bool is_point = is_swapped ? point == ',' : point == '.' || point == 0xFF0E;
    if (is_point && count_digits(r, next) > 0) {
        ms_decimal whole = *value;
        size_t end = r->at;
        r->at = next;
        while ((digit = digit_of(ms_numeral_peek(r, r->at, &next))) >= 0) {
            if (!ms_numeral_append(value, digit, true)) return false;
            r->at = next;
        }
        /* Of 1.2.3 and 2019.05.29 nothing is a decimal. */
        if (ms_numeral_peek(r, r->at, &next) == point && count_digits(r, next) > 0) {
            *value = whole;
            r->at = end;
        }
    }
    return ms_decimal_multiply_pow10(value, 0);
}

/* --- Chinese ------------------------------------------------------------------------------ */

/* Digits in everyday and financial characters; -1 for others. */
static int han_digit(uint32_t c) {
    static const struct {
        const char *chars; /* the spellings of one digit */
    } digits[10] = {{"零〇○"}, {"一壹"},     {"二两贰兩貳弍俩倆"}, {"三叁參叄"}, {"四肆"},
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

/* After the blanks at `at` (三千 八百 九十六 万), when a digit or a unit stands there that can go on
 * with the numeral; else `at`. */
static size_t skip_blanks(const ms_numeral_reader *r, size_t at) {
    size_t end = at, next, after;
    while (end < r->s.len && end - at < 4 && r->s.ptr[end] == ' ') end++;
    if (end == at) return at;
    uint32_t c = ms_numeral_peek(r, end, &next);
    if (small_unit(c) > 0 || great_unit(c) > 0 || han_digit(c) > 0) return end;
    if (digit_of(c) < 0) return at;
    return small_unit(ms_numeral_peek(r, next, &after)) > 1 ? end : at;
}

/* 十多万, 五百余亿: behind the word that says there is more, when a great unit follows; else `at`. */
static size_t skip_more(const ms_numeral_reader *r, size_t at) {
    static const char *const words[] = {"多", "余", "餘", "几", "幾", "来", "來", "零几", "零幾"};
    size_t from = skip_blanks(r, at), next;
    while (from < r->s.len && r->s.ptr[from] == ' ' && from - at < 4) from++;
    ms_slice rest = ms_slice_sub(r->s, from, r->s.len);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (!ms_slice_starts(rest, ms_slice_str(words[i]))) continue;
        size_t end = skip_blanks(r, from + strlen(words[i]));
        if (great_unit(ms_numeral_peek(r, end, &next)) > 0) return end;
    }
    return at;
}

/* 廿 卅 卌; 0 for others. */
static int tens_of(uint32_t c) {
    return c == 0x5EFF ? 2 : c == 0x5345 ? 3 : c == 0x534C ? 4 : 0;
}

static bool is_point(uint32_t c) {
    return c == 0x70B9 || c == 0x9EDE; /* 点 點 */
}

/* 四万万: the same great unit again multiplies what it has just made. */
static bool repeat_great_unit(ms_numeral_reader *r, int power) {
    ms_numeral_part *last = r->count > 0 ? &r->parts[r->count - 1] : NULL;
    if (r->has_section || !last || last->power != power) return false;
    if (r->count > 1 && r->parts[r->count - 2].power <= 2 * power) return false;
    if (!ms_decimal_multiply_pow10(&last->value, power)) return false;
    last->power = 2 * power;
    return true;
}

/* Great units after what is complete: 万, 亿, 万亿, 万万. */
static void read_great_units(ms_numeral_reader *r) {
    for (;;) {
        size_t next, from = r->end > 0 ? skip_blanks(r, skip_more(r, r->at)) : r->at;
        int power = great_unit(ms_numeral_peek(r, from, &next));
        if (power == 0 || !(repeat_great_unit(r, power) || ms_numeral_close_section(r, power))) {
            return;
        }
        r->at = r->end = next;
    }
}

static bool add_to_section(ms_numeral_reader *r, ms_decimal term, int power) {
    if (power >= r->least) return false;
    if (!ms_decimal_multiply_pow10(&term, power) || !ms_decimal_add(&r->section, term)) {
        return false;
    }
    r->least = power;
    r->has_section = true;
    return true;
}

/* The power of a digit without a unit. Directly after one it has the next smaller: 两千三 is
 * 2300, 一万五 15000, 二十三 23. -1 when it does not fit: 一万二万, 两百三四. */
static int power_of_last(const ms_numeral_reader *r, size_t after, bool is_place) {
    size_t next;
    uint32_t c = ms_numeral_peek(r, after, &next);
    bool is_begun = r->has_section || r->count > 0;
    int great = great_unit(c);
    if (great > 0) return r->count > 0 && r->parts[r->count - 1].power == great ? -1 : 0;
    if (is_begun && han_digit(c) >= 0) return -1;
    return is_begun && !is_place ? r->least - 1 : 0;
}

/* 零 keeps a place before a digit, or is a numeral of its own. */
static bool read_zero(ms_numeral_reader *r, size_t next, bool *is_place) {
    size_t after;
    if (!r->has_section && r->count == 0) {
        r->has_section = true;
        r->least = 0;
        r->at = r->end = next;
        return true;
    }
    uint32_t c = ms_numeral_peek(r, next, &after);
    bool is_ten = small_unit(c) == 1 || tens_of(c) > 0;
    if (r->least == 0 || (han_digit(c) <= 0 && digit_of(c) < 0 && !is_ten)) return false;
    *is_place = true;
    r->at = next;
    return true;
}

/* 三百, 3千, or a last digit. */
static bool read_digit_step(ms_numeral_reader *r, int digit, size_t next, bool is_place) {
    ms_decimal value = {(unsigned)digit, 0, false};
    size_t after;
    bool is_begun = r->has_section || r->count > 0;
    size_t from = r->at;
    if (digit < 0) {
        if (!read_digits(r, &value)) return false;
        next = r->at;
    }
    int power = small_unit(ms_numeral_peek(r, skip_blanks(r, next), &after));
    if (power > (digit < 0 ? 1 : 0)) {
        next = after;
        if (!add_to_section(r, value, power)) return false;
    } else {
        /* Of 3万5 only the first part is certain; 3万4000, 1万600 and 1千零5 are whole. */
        int run = 0;
        for (size_t i = from; i < next; i++) run += r->s.ptr[i] >= '0' && r->s.ptr[i] <= '9';
        bool is_full = run == r->least || (!r->has_section && r->least == 4 && run == 3);
        bool is_certain = is_place || is_full || great_unit(ms_numeral_peek(r, next, &after)) > 0;
        if (digit < 0 && is_begun && !is_certain) return false;
        power = digit < 0 ? 0 : power_of_last(r, next, is_place);
        if (power < 0 || !add_to_section(r, value, power)) return false;
        r->least = 0;
    }
    r->at = r->end = next;
    return true;
}

/* One digit with its unit (三百, 十, 廿), or the last digit. False: nothing that fits; r->end says
 * where the numeral ended. */
static bool read_step(ms_numeral_reader *r) {
    size_t next, after;
    if (r->end > 0) r->at = skip_blanks(r, r->at);
    uint32_t c = ms_numeral_peek(r, r->at, &next);
    bool is_place = false;
    if (han_digit(c) == 0) {
        if (!read_zero(r, next, &is_place)) return false;
        if (!is_place) return true;
        c = ms_numeral_peek(r, r->at, &next);
    }
    int power = small_unit(c), tens = tens_of(c);
    if (power == 0 && tens == 0) {
        bool is_digit = han_digit(c) > 0 || digit_of(c) >= 0;
        return is_digit && read_digit_step(r, han_digit(c), next, is_place);
    }
    /* 百万, 千亿 without a digit; 千三 is 1300. */
    bool is_begun = r->has_section || r->count > 0;
    uint32_t c2 = ms_numeral_peek(r, next, &after);
    bool is_short = han_digit(c2) > 0 && (small_unit(ms_numeral_peek(r, after, &after)) < 2);
    if (power > 1 && (is_begun || (great_unit(c2) == 0 && !is_short))) return false;
    ms_decimal value = {tens > 0 ? (unsigned)tens : 1, 0, false};
    if (!add_to_section(r, value, tens > 0 ? 1 : power)) return false;
    r->at = r->end = next;
    return true;
}

/* Digits as they are called out: 幺 for 一, and with it 洞, 拐, 勾 for 零, 七, 九; -1 for others. */
static int called_digit(uint32_t c) {
    switch (c) {
    case 0x5E7A: return 1; /* 幺 */
    case 0x6D1E: return 0; /* 洞 */
    case 0x62D0: return 7; /* 拐 */
    case 0x52FE: return 9; /* 勾 */
    default: return -1;
    }
}

/* 二〇二四, 幺八九: digits in a row have the value of their places. */
static bool read_places(ms_numeral_reader *r) {
    size_t at = r->at, next;
    int count = 0;
    bool has_called = false, has_one = false;
    ms_decimal value = {0};
    for (;; at = next, count++) {
        uint32_t c = ms_numeral_peek(r, at, &next);
        int digit = han_digit(c), called = digit < 0 ? called_digit(c) : -1;
        if (digit < 0 && called < 0) break;
        has_called = has_called || called >= 0;
        has_one = has_one || called == 1;
        if (!ms_numeral_append(&value, digit < 0 ? called : digit, false)) return false;
    }
    if (has_called && (!has_one || count < 3)) return false;
    if (count < 2 || small_unit(ms_numeral_peek(r, at, &next)) > 0) return false;
    if (!ms_decimal_multiply_pow10(&value, 0)) return false;
    r->section = value;
    r->has_section = true;
    r->least = 0;
    r->at = r->end = at;
    return true;
}

/* After 点: digits to the end, but not the minutes of a time (八点三十, 八点一刻, 八点零五分). */
static bool read_fraction(ms_numeral_reader *r, size_t at, ms_decimal *value) {
    size_t next;
    int digit, count = 0;
    int64_t whole;
    if (!ms_decimal_to_int(*value, &whole)) return false;
    ms_decimal result = {(uint64_t)whole, 0, false};
    uint32_t c;
    for (;; count++, at = next) {
        c = ms_numeral_peek(r, at, &next);
        digit = han_digit(c) >= 0 ? han_digit(c) : digit_of(c);
        if (digit < 0) break;
        if (!ms_numeral_append(&result, digit, true)) return false;
    }
    bool is_minutes = small_unit(c) == 1 || c == 0x523B || (count > 1 && c == 0x5206);
    if (count == 0 || is_minutes || !ms_decimal_multiply_pow10(&result, 0)) return false;
    *value = result;
    r->at = r->end = at;
    return true;
}

/* Chinese characters, or digits with Chinese units: 150.03亿, 3千万, 1亿2000万. */
static void read_chinese(ms_numeral_reader *r) {
    if (!read_places(r)) {
        while (read_step(r)) read_great_units(r);
    }
    r->at = r->end;
    read_great_units(r);
    size_t next;
    ms_decimal value;
    bool is_han = r->end > 0 && digit_of((unsigned char)r->s.ptr[r->end - 1]) < 0;
    if (is_han && is_point(ms_numeral_peek(r, r->at, &next)) && ms_numeral_total(r, &value) &&
        read_fraction(r, next, &value)) {
        r->count = 0;
        r->section = value;
        r->has_section = true;
        read_great_units(r);
    }
}

/* --- all ---------------------------------------------------------------------------------- */

size_t ms_numeral_read_plain(ms_slice s, ms_decimal *value) {
    ms_numeral_reader r = {.s = s, .least = MS_NUMERAL_ANY_POWER};
    size_t next;
    uint32_t first = ms_numeral_peek(&r, 0, &next);
    if (first < 0x80 && ms_numeral_is_letter(first)) {
        ms_numeral_read_english(&r);
    } else {
        read_chinese(&r);
        if (digit_of(first) >= 0 && r.end > 0) {
            r.at = r.end;
            ms_numeral_read_scales(&r);
        }
    }
    return r.end > 0 && ms_numeral_total(&r, value) ? r.end : 0;
}
