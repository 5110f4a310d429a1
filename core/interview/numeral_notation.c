/* What stands around a plain numeral and makes it another number: a sign, a fraction, a dozen, a
 * letter for its size, an exponent. Each step looks at what follows and takes it whole or not at
 * all. It knows nothing of how a plain numeral is read (numeral.c). */
#include "interview/numeral_reader.h"
#include "text/utf8.h"

static bool is_letter_at(ms_slice s, size_t at) {
    return at < s.len && ms_numeral_is_letter(ms_utf8_next(s, &at));
}

static bool is_digit_at(ms_slice s, size_t at) {
    return at < s.len && s.ptr[at] >= '0' && s.ptr[at] <= '9';
}

static size_t skip_blanks(ms_slice s, size_t at) {
    size_t end = at;
    while (end < s.len && end - at < 4 && s.ptr[end] == ' ') end++;
    return end;
}

static ms_slice rest_of(ms_slice s, size_t at) {
    return ms_slice_sub(s, at, s.len);
}

/* Behind the word (in small letters; the text may have capitals) at `at`, a following s counting
 * as part of it; 0 when another stands there. */
static size_t skip_word(ms_slice s, size_t at, const char *word) {
    size_t len = strlen(word);
    if (at + len > s.len) return 0;
    for (size_t i = 0; i < len; i++) {
        char c = s.ptr[at + i];
        if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != word[i]) return 0;
    }
    at += len;
    if (at < s.len && s.ptr[at] == 's' && len > 3) at++;
    return is_letter_at(s, at) ? 0 : at;
}

/* Behind blanks and that word; 0 when another stands there. */
static size_t skip_next_word(ms_slice s, size_t at, const char *word) {
    size_t from = skip_blanks(s, at);
    return from > at ? skip_word(s, from, word) : 0;
}

static double to_double(const ms_number *number) {
    return number->is_exact ? ms_decimal_to_double(number->exact) : number->value;
}

static void set_inexact(ms_number *number, double value) {
    number->value = value;
    number->is_exact = false;
}

/* A plain numeral at `at` that is whole and not zero; the bytes it takes. */
static size_t read_whole(ms_slice s, size_t at, int64_t *value) {
    ms_decimal decimal;
    size_t bytes = ms_numeral_read_plain(rest_of(s, at), &decimal);
    return bytes > 0 && ms_decimal_to_int(decimal, value) && *value > 0 ? bytes : 0;
}

/* --- parts of one ------------------------------------------------------------------------- */

/* Behind the name of a part (third, twenty-fifth) at `at`, and how many make one; 0 for none. */
static size_t read_part(ms_slice s, size_t at, int64_t *parts) {
    static const struct {
        const char *name;
        int64_t parts;
    } names[] = {{"half", 2}, {"halve", 2}, {"quarter", 4}, {"third", 3}, {"fourth", 4},
                 {"fifth", 5}, {"sixth", 6}, {"seventh", 7}, {"eighth", 8}, {"ninth", 9},
                 {"tenth", 10}, {"eleventh", 11}, {"twelfth", 12}, {"fifteenth", 15},
                 {"sixteenth", 16}, {"twentieth", 20}, {"thirtieth", 30}, {"hundredth", 100},
                 {"thousandth", 1000}, {"millionth", 1000000}, {"billionth", 1000000000},
                 {"trillionth", 1000000000000}, {"first", 1}};
    int64_t tens;
    size_t bytes = read_whole(s, at, &tens), end;
    bool has_tens = bytes > 0 && tens >= 20 && tens < 100 && tens % 10 == 0 &&
                    is_letter_at(s, at) && at + bytes < s.len &&
                    (s.ptr[at + bytes] == '-' || s.ptr[at + bytes] == ' ');
    size_t from = has_tens ? at + bytes + 1 : at;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        bool is_one = names[i].parts < 10 && names[i].parts != 2;
        if (names[i].parts == 1 && !has_tens) continue;
        if ((has_tens && !is_one) || (end = skip_word(s, from, names[i].name)) == 0) continue;
        *parts = names[i].parts + (has_tens ? tens : 0);
        return end;
    }
    return 0;
}

static double vulgar_fraction(uint32_t c) {
    switch (c) {
    case 0xBC: return 0.25;
    case 0xBD: return 0.5;
    case 0xBE: return 0.75;
    case 0x2153: return 1.0 / 3;
    case 0x2154: return 2.0 / 3;
    case 0x2155: return 0.2;
    case 0x2156: return 0.4;
    case 0x2157: return 0.6;
    case 0x2158: return 0.8;
    case 0x2159: return 1.0 / 6;
    case 0x215A: return 5.0 / 6;
    case 0x215B: return 0.125;
    case 0x215C: return 0.375;
    case 0x215D: return 0.625;
    case 0x215E: return 0.875;
    default: return 0;
    }
}

/* 3/4 and ３／５, but neither a date (3/4/2024) nor a rate (3/4-5): behind it, or 0. */
static size_t read_slash(ms_slice s, size_t at, double *value) {
    ms_decimal top, bottom;
    size_t end = at + ms_numeral_read_plain(rest_of(s, at), &top);
    int64_t whole;
    if (end == at || !ms_decimal_to_int(top, &whole)) return 0;
    if (end < s.len && s.ptr[end] == '/') end++;
    else if (ms_slice_starts(rest_of(s, end), ms_slice_str("／"))) end += strlen("／");
    else return 0;
    size_t bytes = ms_numeral_read_plain(rest_of(s, end), &bottom);
    if (bytes == 0 || is_letter_at(s, end) || !ms_decimal_to_int(bottom, &whole) || whole == 0) {
        return 0;
    }
    end += bytes;
    bool goes_on = end + 1 < s.len && strchr("/-.", s.ptr[end]) && is_digit_at(s, end + 1);
    *value = ms_decimal_to_double(top) / (double)whole;
    return goes_on || is_letter_at(s, end) ? 0 : end;
}

/* Whether "and" is among those words. */
static bool has_and(ms_slice s) {
    for (size_t at = 0; at + 5 <= s.len; at++) {
        if (memcmp(s.ptr + at, " and ", 5) == 0) return true;
    }
    return false;
}

/* A fraction without whole ones: ½, 3/4, half, a third, two fifths. Behind it, or 0. */
static size_t read_fraction(ms_slice s, size_t at, double *value) {
    size_t next = at, end;
    if (at >= s.len) return 0;
    *value = vulgar_fraction(ms_utf8_next(s, &next));
    if (*value > 0) return next;
    if ((end = read_slash(s, at, value)) > 0) return end;
    if (!is_letter_at(s, at)) return 0;
    int64_t count = 1, parts;
    size_t from = at;
    if ((end = skip_word(s, at, "a")) > 0 || (end = skip_word(s, at, "an")) > 0) {
        from = skip_blanks(s, end);
    } else if ((end = read_whole(s, at, &count)) > 0) {
        from = at + end;
        if (from >= s.len || (s.ptr[from] != '-' && s.ptr[from] != ' ')) return 0;
        from++;
        if ((end = read_part(s, from, &parts)) == 0) return 0;
        /* One hundred thirty-fifths: the tens belong to the part. */
        if (count > 100 && count % 100 >= 20 && count % 10 == 0 && parts < 10) {
            parts += count % 100;
            count -= count % 100;
        }
        *value = (double)count / (double)parts;
        bool is_mixed = count > 100 && has_and(ms_slice_sub(s, at, from));
        return is_mixed || (count > 1 && s.ptr[end - 1] != 's') ? 0 : end;
    } else {
        /* Without a count: half and quarter alone. */
        end = skip_word(s, at, "half");
        if (end == 0) end = skip_word(s, at, "quarter");
        if (end == 0 || s.ptr[end - 1] == 's') return 0;
    }
    if ((end = read_part(s, from, &parts)) == 0 || s.ptr[end - 1] == 's') return 0;
    *value = 1.0 / (double)parts;
    return end;
}

/* --- what follows a number ---------------------------------------------------------------- */

/* ... and a half, 10 1/2, 2½: behind the fraction, or `at`. */
static size_t read_mixed(ms_slice s, size_t at, ms_number *number) {
    double part;
    int64_t whole;
    if (!number->is_exact || !ms_decimal_to_int(number->exact, &whole)) return at;
    size_t next = at, end;
    bool is_after_digit = at > 0 && is_digit_at(s, at - 1);
    if (at < s.len && is_after_digit && (part = vulgar_fraction(ms_utf8_next(s, &next))) > 0) {
        end = next;
    } else {
        size_t from = skip_next_word(s, at, "and");
        bool has_and = from > 0;
        from = skip_blanks(s, has_and ? from : at);
        if (from == at || (end = read_fraction(s, from, &part)) == 0) return at;
        if (part >= 1 && (has_and || whole >= 100 || part >= 10)) return at;
        if (!has_and && !(is_after_digit && is_digit_at(s, from))) return at;
    }
    set_inexact(number, (double)whole + part);
    return end;
}

/* A million, of a million, dozen ... behind a fraction; `at` when none follows. */
static size_t read_size(ms_slice s, size_t at, ms_number *number) {
    static const struct {
        const char *name;
        double factor;
    } sizes[] = {{"hundred", 1e2}, {"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9},
                 {"trillion", 1e12}, {"lakh", 1e5}, {"crore", 1e7}, {"dozen", 12},
                 {"dz", 12}, {"dzs", 12}};
    size_t from = at, end;
    if ((end = skip_next_word(s, from, "of")) > 0) from = end;
    if ((end = skip_next_word(s, from, "a")) > 0) from = end;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        bool may_follow = !number->is_exact || sizes[i].factor < 100;
        end = may_follow ? skip_next_word(s, from, sizes[i].name) : 0;
        if (end == 0) continue;
        set_inexact(number, to_double(number) * sizes[i].factor);
        return end;
    }
    return at;
}

/* Of "six million and two thirds" plain numerals take the two: what stands before the last "and",
 * with the fraction behind it, which is one of the millions. Behind it, or 0. */
static size_t read_and_fraction(ms_slice s, size_t at, ms_number *number) {
    size_t and_at = at - 1;
    while (and_at > 0 && !(and_at + 5 <= s.len && memcmp(s.ptr + and_at, " and ", 5) == 0)) and_at--;
    ms_decimal whole;
    double part;
    if (and_at == 0 || ms_numeral_read_plain(ms_slice_sub(s, 0, and_at), &whole) != and_at) return 0;
    size_t end = read_fraction(s, and_at + 5, &part);
    if (end <= at || part >= 100) return 0;
    ms_number count = {.value = part};
    size_t sized = read_size(s, end, &count);
    double unit = 1;
    if (sized == end && whole.exponent >= 3) {
        for (int i = 0; i < whole.exponent / 3; i++) unit *= 1000;
    }
    set_inexact(number, ms_decimal_to_double(whole) + count.value * unit);
    return sized;
}

/* 10k, 3M, 1e6 behind digits; `at` when none follows. */
static size_t read_letters(ms_slice s, size_t at, ms_number *number) {
    bool is_wide = at >= 3 && memcmp(s.ptr + at - 3, "\xEF\xBC", 2) == 0;
    if (at == 0 || (!is_digit_at(s, at - 1) && !is_wide)) return at;
    size_t end = at;
    int power = 0, sign = 1;
    if (at + 1 < s.len && (s.ptr[at] == 'e' || s.ptr[at] == 'E')) {
        end++;
        if (s.ptr[end] == '-' || s.ptr[end] == '+') sign = s.ptr[end++] == '-' ? -1 : 1;
        size_t from = end;
        for (; is_digit_at(s, end) && end - from < 3; end++) power = power * 10 + s.ptr[end] - '0';
        if (end == from || is_digit_at(s, end) || is_letter_at(s, end)) return at;
    } else {
        end = skip_blanks(s, at);
        char c = end < s.len ? s.ptr[end] : 0;
        power = c == 'k' || c == 'K' ? 3 : c == 'M' ? 6 : c == 'G' ? 9 : 0;
        if (power == 0) return at;
        end++;
        if (c == 'M' && end < s.len && s.ptr[end] == 'M') end++;
        if (is_letter_at(s, end) || is_digit_at(s, end) || (end < s.len && s.ptr[end] == '/')) {
            return at;
        }
    }
    return ms_decimal_multiply_pow10(&number->exact, sign * power) ? end : at;
}

/* 2^10, 1.1^-3 behind digits; `at` when no power follows, or one that is too great. */
static size_t read_power(ms_slice s, size_t at, ms_number *number) {
    if (at == 0 || !is_digit_at(s, at - 1) || at >= s.len || s.ptr[at] != '^') return at;
    size_t end = at + 1;
    bool is_negative = end < s.len && s.ptr[end] == '-';
    if (is_negative || (end < s.len && s.ptr[end] == '+')) end++;
    int power = 0;
    size_t from = end;
    for (; is_digit_at(s, end) && end - from < 3; end++) power = power * 10 + s.ptr[end] - '0';
    if (end == from || is_digit_at(s, end) || is_letter_at(s, end)) return at;
    double base = to_double(number), value = 1;
    for (int i = 0; i < power; i++) value *= base;
    if (is_negative) value = value > 0 || value < 0 ? 1 / value : 1e300;
    if (!(value > -1e300 && value < 1e300)) return at;
    set_inexact(number, value);
    return end;
}

/* 1 over 3, one out of three, one in five; 五分之三, 三又五分之二. `at` when none follows. */
static size_t read_ratio(ms_slice s, size_t at, ms_number *number) {
    static const char *const words[] = {"out of", "in", "over"};
    int64_t whole, parts;
    if (!number->is_exact || !ms_decimal_to_int(number->exact, &whole) || whole == 0) return at;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t from = skip_next_word(s, at, words[i]);
        if (from == 0 || (from = skip_blanks(s, from)) >= s.len) continue;
        size_t bytes = read_whole(s, from, &parts);
        if (bytes == 0 || (i < 2 && whole >= parts)) continue;
        set_inexact(number, (double)whole / (double)parts);
        return from + bytes;
    }
    return at;
}

/* 分之二 behind a numeral: behind the whole fraction, or 0. */
static size_t read_han_parts(ms_slice s, size_t at, double *count) {
    size_t from = skip_blanks(s, at);
    if (!ms_slice_starts(rest_of(s, from), ms_slice_str("分"))) return 0;
    from = skip_blanks(s, from + strlen("分"));
    if (!ms_slice_starts(rest_of(s, from), ms_slice_str("之"))) return 0;
    from = skip_blanks(s, from + strlen("之"));
    bool is_negative = ms_slice_starts(rest_of(s, from), ms_slice_str("负")) ||
                       ms_slice_starts(rest_of(s, from), ms_slice_str("負"));
    if (is_negative) from += strlen("负");
    ms_decimal decimal;
    size_t bytes = ms_numeral_read_plain(rest_of(s, from), &decimal);
    *count = ms_decimal_to_double(decimal) * (is_negative ? -1 : 1);
    return bytes > 0 ? from + bytes : 0;
}

static size_t read_han_fraction(ms_slice s, size_t at, ms_number *number) {
    double count;
    int64_t parts;
    size_t end = read_han_parts(s, at, &count);
    if (end > 0 && to_double(number) > 0) {
        set_inexact(number, count / to_double(number));
        return end;
    }
    size_t from = skip_blanks(s, at);
    if (!ms_slice_starts(rest_of(s, from), ms_slice_str("又"))) return at;
    from = skip_blanks(s, from + strlen("又"));
    size_t bytes = read_whole(s, from, &parts);
    if (bytes == 0 || (end = read_han_parts(s, from + bytes, &count)) == 0) return at;
    set_inexact(number, to_double(number) + count / (double)parts);
    return end;
}

/* --- all ---------------------------------------------------------------------------------- */

/* What is a number without a numeral: a fraction, .5, 半, a dozen. The bytes it takes. */
static size_t read_without_numeral(ms_slice s, ms_number *number) {
    static const struct {
        const char *words;
        double value;
    } phrases[] = {{"a dozen", 12}, {"a couple of", 2}, {"a couple", 2}, {"a pair of", 2},
                   {"a pair", 2}, {"a few", 3}, {"several", 3}};
    static const struct {
        const char *name;
        int32_t power;
    } scales[] = {
        {"hundred", 2}, {"thousand", 3}, {"million", 6}, {"billion", 9}, {"trillion", 12}};
    if (s.len > 1 && (s.ptr[0] == '.' || skip_word(s, 0, "point") > 0)) {
        size_t from = s.ptr[0] == '.' ? 1 : skip_blanks(s, strlen("point"));
        if (!is_digit_at(s, from)) return 0;
        size_t end = from;
        number->exact = (ms_decimal){0};
        for (; is_digit_at(s, end); end++) {
            if (!ms_numeral_append(&number->exact, s.ptr[end] - '0', true)) return 0;
        }
        if (!ms_decimal_multiply_pow10(&number->exact, 0)) return 0;
        return read_letters(s, end, number);
    }
    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++) {
        size_t end = skip_word(s, 0, phrases[i].words);
        if (end == 0) continue;
        number->exact = (ms_decimal){(uint64_t)phrases[i].value, 0, false};
        for (size_t k = 0; k < sizeof scales / sizeof scales[0]; k++) {
            size_t behind = skip_next_word(s, end, scales[k].name);
            if (behind > 0 && ms_decimal_multiply_pow10(&number->exact, scales[k].power)) return behind;
        }
        return end;
    }
    if (ms_slice_starts(s, ms_slice_str("半"))) {
        number->exact = (ms_decimal){5, -1, false};
        return strlen("半");
    }
    double value;
    size_t end = read_fraction(s, 0, &value);
    if (end == 0) return 0;
    set_inexact(number, value);
    return read_size(s, end, number);
}

/* Twenty digits or more in a row are no exact decimal: the nearest double, up to 300 of them. */
static size_t read_long(ms_slice s, ms_number *number) {
    double value = 0;
    size_t end = 0;
    for (; is_digit_at(s, end); end++) {
        if (end >= 300) return 0;
        value = value * 10 + (s.ptr[end] - '0');
    }
    if (end < 20) return 0;
    set_inexact(number, value);
    return end;
}

static size_t read_unsigned(ms_slice s, ms_number *number) {
    double value;
    number->is_exact = true;
    if (ms_slice_starts(s, ms_slice_str("一半"))) {
        number->exact = (ms_decimal){5, -1, false};
        return strlen("一半");
    }
    size_t at = ms_numeral_read_plain(s, &number->exact);
    if (at == 0) at = read_long(s, number);
    if (at > 0 && !number->is_exact) return at;
    if (at == 0) return read_without_numeral(s, number);
    size_t end = read_fraction(s, 0, &value);
    if (end > at) {
        set_inexact(number, value);
        return read_size(s, end, number);
    }
    if ((end = read_and_fraction(s, at, number)) > 0) return end;
    end = read_letters(s, at, number);
    if (end == at) end = read_power(s, at, number);
    if (end == at) end = read_han_fraction(s, at, number);
    if (end == at) end = read_mixed(s, at, number);
    if (end == at && number->is_exact) {
        end = read_ratio(s, at, number);
        if (end > at) return end;
    }
    return read_size(s, end, number);
}

/* The bytes of a sign. */
static size_t read_sign(ms_slice s) {
    static const char *const signs[] = {"-", "−", "负", "負", "minus ", "Minus ", "negative ",
                                        "Negative "};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (ms_slice_starts(s, ms_slice_str(signs[i]))) {
            return skip_blanks(s, strlen(signs[i]));
        }
    }
    return 0;
}

size_t ms_numeral_read(ms_slice s, ms_number *number) {
    size_t sign = read_sign(s);
    size_t bytes = read_unsigned(ms_slice_sub(s, sign, s.len), number);
    if (bytes == 0) return 0;
    if (sign > 0) {
        number->exact.negative = number->exact.digits > 0;
        number->value = -number->value;
    }
    if (number->is_exact) number->value = ms_decimal_to_double(number->exact);
    return sign + bytes;
}
