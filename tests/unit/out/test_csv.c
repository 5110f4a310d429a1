/* CSV out. */
#include "support.h"

#include "out/csv.h"

static void check_field(const char *text, ms_csv_style style, const char *expected) {
    ms_buffer out;
    ms_buffer_init(&out, ms_sys_real(), 0);
    assert_int_equal(ms_csv_put_field(&out, ms_slice_str(text), &style), MS_OK);
    assert_slice_equal(ms_buffer_slice(&out), expected);
    ms_buffer_free(&out);
}

static const ms_csv_style comma = {.separator = ','};
static const ms_csv_style tab = {.separator = '\t'};

static void only_what_must_be_quoted_is(void **state) {
    (void)state;
    check_field("", comma, "");
    check_field("喀什，古城", comma, "喀什，古城");
    check_field("a,b", comma, "\"a,b\"");
    check_field("a,b", tab, "a,b");
    check_field("a\tb", tab, "\"a\tb\"");
    check_field("say \"hi\"", comma, "\"say \"\"hi\"\"\"");
    check_field("\"\"", comma, "\"\"\"\"\"\"");
    check_field("two\nlines", comma, "\"two\nlines\"");
    check_field("two\rlines", comma, "\"two\rlines\"");
}

static void what_a_spreadsheet_would_run_is_text(void **state) {
    (void)state;
    static const char *const run[] = {"=1+1", "@SUM(A1)", "+1-2", "-2+3", "- and so on", "+",
                                      "-", "-1e", "+86 10 1234", "-1%2", "\tx"};
    for (size_t i = 0; i < sizeof run / sizeof *run; i++) {
        char expected[64];
        snprintf(expected, sizeof expected, "'%s", run[i]);
        check_field(run[i], comma, expected);
    }
    check_field("\rx", comma, "\"'\rx\"");
    check_field("=HYPERLINK(\"x\")", comma, "\"'=HYPERLINK(\"\"x\"\")\"");
    check_field("=1+1", (ms_csv_style){.separator = ',', .keep_formulas = true}, "=1+1");
}

static void numbers_stay_numbers(void **state) {
    (void)state;
    static const char *const numbers[] = {"-12", "+3.5", "-.5", "-1e-7", "-3%", "12"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        check_field(numbers[i], comma, numbers[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_must_be_quoted_is),
        cmocka_unit_test(what_a_spreadsheet_would_run_is_text),
        cmocka_unit_test(numbers_stay_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
