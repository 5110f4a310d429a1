/* What a locator shows of a name, and that nothing of the name is lost. */
#include "support.h"

#include "text/escape.h"

static void check_both_ways(ms_slice raw, const char *expected) {
    ms_buffer escaped, back;
    ms_buffer_init(&escaped, ms_sys_real(), 0);
    ms_buffer_init(&back, ms_sys_real(), 0);
    assert_int_equal(ms_escape_path(&escaped, raw), MS_OK);
    if (expected) assert_slice_equal(ms_buffer_slice(&escaped), expected);
    assert_int_equal(ms_escape_undo(&back, ms_buffer_slice(&escaped)), MS_OK);
    assert_true(ms_slice_equal(ms_buffer_slice(&back), raw));
    ms_buffer_free(&escaped);
    ms_buffer_free(&back);
}

static void what_a_locator_would_misread_is_encoded(void **state) {
    (void)state;
    check_both_ways(MS_SLICE(""), "");
    check_both_ways(MS_SLICE("2024/喀什 采访.txt"), "2024/喀什 采访.txt");
    check_both_ways(MS_SLICE("a#b%20!/c!d!"), "a%23b%2520%21/c!d%21");
    check_both_ways(MS_SLICE(" a b "), "%20a b%20");
    check_both_ways(MS_SLICE(" "), "%20");
    check_both_ways(MS_SLICE("a\nb\033\177\0c"), "a%0Ab%1B%7F%00c");
    check_both_ways(MS_SLICE("x\xE2\x80\xAEtxt.exe\xE2\x81\xA6\xEF\xBB\xBF"),
                    "x%E2%80%AEtxt.exe%E2%81%A6%EF%BB%BF");
    check_both_ways(MS_SLICE("\xC2\x85\xFF\xE4\xB8"), "%C2%85%FF%E4%B8");
}

static void every_pair_of_bytes_comes_back(void **state) {
    (void)state;
    for (unsigned i = 0; i < 65536; i++) {
        const char pair[] = {(char)(i >> 8), (char)(i & 255)};
        check_both_ways(ms_slice_of(pair, 2), NULL);
    }
}

static void a_broken_encoding_is_a_usage_error(void **state) {
    (void)state;
    ms_buffer out;
    ms_buffer_init(&out, ms_sys_real(), 0);
    assert_int_equal(ms_escape_undo(&out, MS_SLICE("a%4")), MS_E_USAGE);
    assert_int_equal(ms_escape_undo(&out, MS_SLICE("a%zz")), MS_E_USAGE);
    ms_buffer_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_locator_would_misread_is_encoded),
        cmocka_unit_test(every_pair_of_bytes_comes_back),
        cmocka_unit_test(a_broken_encoding_is_a_usage_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
