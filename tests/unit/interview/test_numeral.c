/* Numerals as people write and say them. */
#include "../support.h"

#include "interview/numeral.h"

/* Reads text whole or up to `rest` bytes before its end, and demands digits * 10^exponent. */
static void check(const char *text, const char *rest, uint64_t digits, int exponent,
                  const char *file, int line) {
    ms_number number = {0};
    size_t bytes = ms_numeral_read(ms_slice_str(text), &number);
    ms_decimal value = number.exact;
    bool is_right = bytes == strlen(text) - strlen(rest) && value.digits == digits &&
                    value.exponent == exponent;
    if (is_right) return;
    print_error("%s: read %zu of %zu bytes as %lluE%d, expected %lluE%d\n", text, bytes,
                strlen(text) - strlen(rest), (unsigned long long)value.digits, (int)value.exponent,
                (unsigned long long)digits, exponent);
    _fail(file, line);
}
#define READS(text, digits, exponent) check(text, "", digits, exponent, __FILE__, __LINE__)
#define READS_BEFORE(rest, text, digits, exponent) \
    check(text rest, rest, digits, exponent, __FILE__, __LINE__)

static void check_none(const char *text, const char *file, int line) {
    ms_number value;
    if (ms_numeral_read(ms_slice_str(text), &value) == 0) return;
    print_error("%s is no numeral\n", text);
    _fail(file, line);
}
#define IS_NONE(text) check_none(text, __FILE__, __LINE__)

static void digits_may_have_separators_a_point_and_full_width(void **state) {
    (void)state;
    READS("150.03", 15003, -2);
    READS("1,234,567", 1234567, 0);
    READS("１２", 12, 0);
    READS("１．５", 15, -1);
    READS("0", 0, 0);
    READS("13.0", 13, 0);
    READS_BEFORE(",23", "1", 1, 0);
    READS_BEFORE(",2345", "1", 1, 0);
    READS_BEFORE(",234", "1234", 1234, 0);
    READS_BEFORE(". Then", "7", 7, 0);
    READS_BEFORE(".2.3", "1", 1, 0);
}

static void chinese_units_multiply_what_stands_before_them(void **state) {
    (void)state;
    READS("一万五千亿", 15, 11);
    READS("两千零四", 2004, 0);
    READS("叁佰", 3, 2);
    READS("三十", 3, 1);
    READS("十五", 15, 0);
    READS("廿三", 23, 0);
    READS("卅", 3, 1);
    READS("两千三", 23, 2);
    READS("一万五", 15, 3);
    READS("三百五", 35, 1);
    READS("三百五十", 35, 1);
    READS("一百零五", 105, 0);
    READS("一百一十五", 115, 0);
    READS("一万零五百", 105, 2);
    READS("一亿三千万", 13, 7);
    READS("一亿零三万", 10003, 4);
    READS("一万亿", 1, 12);
    READS("三萬億", 3, 12);
    READS("兩億", 2, 8);
    READS("四万万", 4, 8);
    READS_BEFORE("万", "一亿三千万", 13, 7);
    READS("百万", 1, 6);
    READS("千亿", 1, 11);
    READS("二〇二四", 2024, 0);
    READS("一九八四", 1984, 0);
    READS("零", 0, 0);
    READS("千三", 13, 2);
    READS("幺八九", 189, 0);
    READS("幺洞拐", 107, 0);
    READS("壹仟贰佰叁拾肆万伍仟陆佰柒拾捌", 12345678, 0);
}

static void a_point_is_read_but_not_a_time(void **state) {
    (void)state;
    READS("零点五", 5, -1);
    READS("三点一四", 314, -2);
    READS("三点五亿", 35, 7);
    READS_BEFORE("点三十", "八", 8, 0);
    READS_BEFORE("点一刻", "八", 8, 0);
    READS_BEFORE("点", "八", 8, 0);
}

static void digits_and_chinese_units_mix(void **state) {
    (void)state;
    READS("1.5万", 15, 3);
    READS("150.03亿", 15003, 6);
    READS("3千万", 3, 7);
    READS("1亿2000万", 12, 7);
    READS("3万5千", 35, 3);
    READS("13.0亿", 13, 8);
    READS_BEFORE("5", "3万", 3, 4);
    READS("1万600", 106, 2);
    READS("2萬6,000", 26, 3);
    READS("1百01", 101, 0);
    READS_BEFORE("元", "100万", 1, 6);
}

static void english_words_and_scales(void **state) {
    (void)state;
    READS("twenty-five", 25, 0);
    READS("ninety - five", 95, 0);
    READS("Three hundred and four", 304, 0);
    READS("1.5 million", 15, 5);
    READS("two thousand and twelve", 2012, 0);
    READS("a hundred", 1, 2);
    READS("a million", 1, 6);
    READS("one hundred twenty-three thousand four hundred fifty-six", 123456, 0);
    READS("three point five million", 35, 5);
    READS("five hundred thousand", 5, 5);
    READS("nineteen", 19, 0);
    READS("eighteen point oh one", 1801, -2);
    READS("two quadrillion", 2, 15);
    READS_BEFORE(" oh", "two", 2, 0);
    READS_BEFORE(" years", "ten", 1, 1);
    READS_BEFORE(" two", "one", 1, 0);
}

static void what_only_looks_like_a_numeral_is_none(void **state) {
    (void)state;
    IS_NONE("");
    IS_NONE("tenant");
    IS_NONE("oneself");
    IS_NONE("a house");
    IS_NONE("万一");
    IS_NONE("点");
    IS_NONE("百姓");
    IS_NONE("千三百");
    IS_NONE("幺妹");
    IS_NONE("洞八九");
    IS_NONE("hundreds");
}

static void signs_are_read(void **state) {
    (void)state;
    static const char *const texts[] = {"-5", "−5", "负五", "minus five"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        ms_number value;
        int64_t whole = 0;
        assert_int_equal(ms_numeral_read(ms_slice_str(texts[i]), &value), strlen(texts[i]));
        assert_true(ms_decimal_to_int(value.exact, &whole));
        assert_int_equal(whole, -5);
    }
}

/* Reads text whole as a number within a hair of value. */
static void check_value(const char *text, double value, const char *file, int line) {
    ms_number number = {0};
    size_t bytes = ms_numeral_read(ms_slice_str(text), &number);
    double apart = number.value > value ? number.value - value : value - number.value;
    if (bytes == strlen(text) && apart <= 1e-9 * (value < 0 ? -value : value)) return;
    print_error("%s: read %zu of %zu bytes as %.17g, expected %.17g\n", text, bytes,
                strlen(text), number.value, value);
    _fail(file, line);
}
#define SAYS(text, value) check_value(text, value, __FILE__, __LINE__)

static void fractions_are_read(void **state) {
    (void)state;
    SAYS("3/4", 0.75);
    SAYS("⅔", 2.0 / 3);
    SAYS("2½", 2.5);
    SAYS("10 1/2", 10.5);
    SAYS("1 4/3", 1 + 4.0 / 3);
    SAYS("half", 0.5);
    SAYS("a third", 1.0 / 3);
    SAYS("two fifths", 0.4);
    SAYS("three twenty-firsts", 3.0 / 21);
    SAYS("one and a half", 1.5);
    SAYS("two and a half million", 2500000);
    SAYS("three quarters of a million", 750000);
    SAYS("six million and two thirds", 6000000 + 2000000.0 / 3);
    SAYS("two hundred and four fifths", 200.8);
    SAYS("１／４", 0.25);
    SAYS("one out of three", 1.0 / 3);
    SAYS("one in five", 0.2);
    SAYS("五分之二", 0.4);
    SAYS("三又五分之二", 3.4);
    SAYS("一半", 0.5);
    READS_BEFORE("/4/2024", "3", 3, 0);
    READS_BEFORE(" thirds of", "1", 1, 0);
    READS_BEFORE(" in 3", "5", 5, 0);
    READS_BEFORE(" and a man", "one", 1, 0);
}

static void marks_of_size_are_read(void **state) {
    (void)state;
    READS("10k", 1, 4);
    READS("1.2M", 12, 5);
    READS("1e6", 1, 6);
    SAYS("2^10", 1024);
    SAYS("99999999999999999999999", 99999999999999999999999.0);
    SAYS("1.1^-2", 1 / 1.21);
    READS_BEFORE("^-1", "0", 0, 0);
    READS_BEFORE("^9999", "2", 2, 0);
    READS("-12e-1", 12, -1);
    READS(".5", 5, -1);
    SAYS("two dozen", 24);
    SAYS("3 dzs", 36);
    SAYS("a few", 3);
    SAYS("a couple hundred", 200);
    SAYS("several thousand", 3000);
    SAYS("1.234.567,25", 1234567.25);
    SAYS("1.234,5", 1234.5);
    SAYS("half a dozen", 6);
    READS("5 lakh", 5, 5);
    READS("12,34,567", 1234567, 0);
    READS("4 thousand 3 hundred and 21", 4321, 0);
    READS("two hundred point seventy-one", 20071, -2);
    READS("五百 余万", 5, 6);
    READS("十多万", 1, 5);
    READS("7万 5千 4百", 754, 2);
    READS("3万4000", 34, 3);
    READS("1千零20", 102, 1);
    READS_BEFORE("km", "10", 1, 1);
    READS_BEFORE(" 二百", "一百", 1, 2);
}

/* --- every integer, written by another way than it is read -------------------------------- */

static void append(char *to, const char *more) {
    memcpy(to + strlen(to), more, strlen(more) + 1);
}

static void write_section(char *to, unsigned value, bool has_higher) {
    static const char *const digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    static const char *const units[] = {"千", "百", "十", ""};
    unsigned divisor = 1000;
    bool needs_zero = false, has_any = has_higher;
    for (int i = 0; i < 4; i++, divisor /= 10) {
        unsigned digit = value / divisor % 10;
        if (digit == 0) {
            needs_zero = has_any;
            continue;
        }
        if (needs_zero) append(to, "零");
        needs_zero = false;
        append(to, digits[digit]);
        append(to, units[i]);
        has_any = true;
    }
}

static void write_chinese(char *to, uint64_t value) {
    to[0] = '\0';
    uint64_t yi = value / 100000000;
    unsigned wan = (unsigned)(value / 10000 % 10000), rest = (unsigned)(value % 10000);
    if (yi) {
        write_section(to, (unsigned)yi, false);
        append(to, "亿");
    }
    if (wan) {
        write_section(to, wan, yi > 0);
        append(to, "万");
    }
    if (rest) {
        /* With nothing in the 万 the 零 is still written once. */
        if (yi && !wan && rest >= 1000) append(to, "零");
        write_section(to, rest, yi || wan);
    }
    if (value == 0) append(to, "零");
}

static void every_integer_is_read_as_it_was_written(void **state) {
    (void)state;
    uint64_t value = 0, step = 1;
    for (int i = 0; i < 60000; i++) {
        char text[256];
        write_chinese(text, value);
        ms_number number;
        int64_t read = -1;
        size_t bytes = ms_numeral_read(ms_slice_str(text), &number);
        if (bytes != strlen(text) || !ms_decimal_to_int(number.exact, &read) ||
            (uint64_t)read != value) {
            print_error("%s: %zu bytes as %lld, expected %llu\n", text, bytes, (long long)read,
                        (unsigned long long)value);
            fail();
        }
        if (i > 20000) step = step * 6364136223846793005U % 1000003 + 1;
        value = (value + step * (i > 20000 ? 99991 : 1)) % 1000000000000U;
    }
}

static void decimals_become_doubles_and_integers_exactly(void **state) {
    (void)state;
    int64_t whole;
    assert_true(ms_decimal_to_int((ms_decimal){15003, 6, false}, &whole));
    assert_int_equal(whole, 15003000000);
    assert_false(ms_decimal_to_int((ms_decimal){5, -1, false}, &whole));
    assert_false(ms_decimal_to_int((ms_decimal){1, 19, false}, &whole));
    assert_true(ms_decimal_to_double((ms_decimal){2848, -2, false}) == 28.48);
    assert_true(ms_decimal_to_double((ms_decimal){1, -1, true}) == -0.1);
    ms_decimal sum = {1, 900, false};
    assert_false(ms_decimal_add(&sum, (ms_decimal){1, 0, false}));
    assert_int_equal(sum.exponent, 900);
    assert_false(ms_decimal_multiply_pow10(&sum, 200));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_may_have_separators_a_point_and_full_width),
        cmocka_unit_test(chinese_units_multiply_what_stands_before_them),
        cmocka_unit_test(a_point_is_read_but_not_a_time),
        cmocka_unit_test(digits_and_chinese_units_mix),
        cmocka_unit_test(english_words_and_scales),
        cmocka_unit_test(what_only_looks_like_a_numeral_is_none),
        cmocka_unit_test(fractions_are_read),
        cmocka_unit_test(marks_of_size_are_read),
        cmocka_unit_test(signs_are_read),
        cmocka_unit_test(every_integer_is_read_as_it_was_written),
        cmocka_unit_test(decimals_become_doubles_and_integers_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
