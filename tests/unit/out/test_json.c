/* JSON out: what a reader of rows would notice. */
#include "support.h"

#include <math.h>

#include "out/json.h"

typedef ms_status (*put_function)(ms_buffer *out, ms_slice text);

static void check_text(put_function put, ms_slice text, const char *expected) {
    ms_buffer out;
    ms_buffer_init(&out, ms_sys_real(), 0);
    assert_int_equal(put(&out, text), MS_OK);
    assert_slice_equal(ms_buffer_slice(&out), expected);
    ms_buffer_free(&out);
}

static void check_both(const char *text, const char *expected) {
    check_text(ms_json_put_string, ms_slice_str(text), expected);
    check_text(ms_json_put_valid, ms_slice_str(text), expected);
}

static void escapes_are_the_short_ones(void **state) {
    (void)state;
    check_both("", "\"\"");
    check_both("plain", "\"plain\"");
    check_both("a\"b\\c\n\r\t\b\f\x01\x1f\x7f/",
               "\"a\\\"b\\\\c\\n\\r\\t\\b\\f\\u0001\\u001f\\u007f/\"");
    check_both("\xe2\x80\xa8|\xe2\x80\xa9|\xe2\x80\xa7", "\"\\u2028|\\u2029|\xe2\x80\xa7\"");
    check_both("喀什\xf0\x9f\x98\x80", "\"喀什\xf0\x9f\x98\x80\"");
    check_text(ms_json_put_string, MS_SLICE("a\0b"), "\"a\\u0000b\"");
    check_text(ms_json_put_valid, MS_SLICE("a\0b"), "\"a\\u0000b\"");
}

static void a_special_is_found_at_every_place_of_a_long_text(void **state) {
    (void)state;
    static const char *const specials[] = {"\"", "\\", "\n", "\x7f", "\xe2\x80\xa8"};
    static const char *const written[] = {"\\\"", "\\\\", "\\n", "\\u007f", "\\u2028"};
    for (size_t s = 0; s < 5; s++) {
        for (size_t before = 0; before < 40; before++) {
            char text[128] = "", expected[128] = "\"";
            for (size_t i = 0; i < before; i++) strcat(text, i % 5 ? "x" : "é");
            strcat(expected, text);
            strcat(text, specials[s]);
            strcat(expected, written[s]);
            strcat(text, "“behind it there is more”");
            strcat(expected, "“behind it there is more”\"");
            check_both(text, expected);
        }
    }
}

static void bad_utf8_becomes_one_replacement_a_maximal_part(void **state) {
    (void)state;
#define R "\xef\xbf\xbd"
    static const char *const cases[][2] = {
        {"a\x80z", "\"a" R "z\""},
        {"\xc0\x80", "\"" R R "\""},
        {"\xe4\xb8", "\"" R "\""},
        {"\xe4\xb8z", "\"" R "z\""},
        {"\xed\xa0\x80", "\"" R R R "\""},         /* a surrogate */
        {"\xe0\x80\x80", "\"" R R R "\""},         /* overlong */
        {"\xf4\x90\x80\x80", "\"" R R R R "\""},   /* beyond U+10FFFF */
        {"\xf0\x9f\x98", "\"" R "\""},
        {"\xf0\x9f\x98\xe4\xb8\xad", "\"" R "\xe4\xb8\xad\""},
        {"\xff", "\"" R "\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_text(ms_json_put_string, ms_slice_str(cases[i][0]), cases[i][1]);
    }
}

static void check_int(int64_t value, const char *expected) {
    ms_buffer out;
    ms_buffer_init(&out, ms_sys_real(), 0);
    assert_int_equal(ms_json_put_int(&out, value), MS_OK);
    assert_slice_equal(ms_buffer_slice(&out), expected);
    ms_buffer_free(&out);
}

static void integers_are_exact(void **state) {
    (void)state;
    check_int(0, "0");
    check_int(-7, "-7");
    check_int(INT64_MAX, "9223372036854775807");
    check_int(INT64_MIN, "-9223372036854775808");
}

static void check_double(double value, const char *expected) {
    ms_buffer out;
    ms_buffer_init(&out, ms_sys_real(), 0);
    assert_int_equal(ms_json_put_double(&out, value), MS_OK);
    assert_slice_equal(ms_buffer_slice(&out), expected);
    ms_buffer_free(&out);
}

static void doubles_are_short_and_stay_doubles(void **state) {
    (void)state;
    check_double(13.0, "13.0");
    check_double(0.0, "0.0");
    check_double(-0.0, "-0.0");
    check_double(12.5, "12.5");
    check_double(-150.03, "-150.03");
    check_double(0.1, "0.1");
    check_double(0.00012, "0.00012");
    check_double(0.1 + 0.2, "0.30000000000000004");
    check_double(1e15, "1e+15");
    check_double(1e21, "1e+21");
    check_double(9007199254740994.0, "9007199254740994.0");
    check_double(5e-324, "5e-324");
    check_double(1.7976931348623157e308, "1.7976931348623157e+308");
    /* Its nearest 16 digits read back as another. */
    check_double(0x1p-44, "5.684341886080802e-14");
    check_double(NAN, "null");
    check_double(INFINITY, "null");
    check_double(-INFINITY, "null");
}

static void every_double_reads_back_as_itself(void **state) {
    (void)state;
    uint64_t random = 88172645463325252u;
    ms_buffer out;
    ms_buffer_init(&out, ms_sys_real(), 0);
    for (size_t i = 0; i < 100000; i++) {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        double value;
        if (i % 2) memcpy(&value, &random, sizeof value);
        else value = (double)(int64_t)random / 1e3 / (double)(1u << (i % 31));
        if (!isfinite(value)) continue;
        ms_buffer_reset(&out);
        assert_int_equal(ms_json_put_double(&out, value), MS_OK);
        assert_int_equal(ms_buffer_append_byte(&out, '\0'), MS_OK);
        assert_true(strtod(out.data, NULL) == value);
        assert_non_null(strpbrk(out.data, ".e"));
    }
    ms_buffer_free(&out);
}

static void a_refused_allocation_is_reported(void **state) {
    (void)state;
    char text[2000];
    memset(text, '\n', sizeof text);
    for (size_t n = 1;; n++) {
        failing_sys failing;
        ms_buffer out;
        ms_buffer_init(&out, failing_sys_init(&failing, n), 0);
        ms_status status = ms_json_put_string(&out, ms_slice_of(text, sizeof text));
        ms_buffer_free(&out);
        assert_int_equal(failing.live_bytes, 0);
        if (!failing.has_failed) {
            assert_int_equal(status, MS_OK);
            assert_true(n > 2);
            break;
        }
        assert_int_equal(status, MS_E_MEMORY);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escapes_are_the_short_ones),
        cmocka_unit_test(a_special_is_found_at_every_place_of_a_long_text),
        cmocka_unit_test(bad_utf8_becomes_one_replacement_a_maximal_part),
        cmocka_unit_test(integers_are_exact),
        cmocka_unit_test(doubles_are_short_and_stay_doubles),
        cmocka_unit_test(every_double_reads_back_as_itself),
        cmocka_unit_test(a_refused_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
