/* Locators: what is written can be read back, and names cannot fake one. */
#include "support.h"

#include "interview/locator.h"

static ms_buffer buffer_of(void) {
    ms_buffer buffer;
    ms_buffer_init(&buffer, ms_sys_real(), 0);
    return buffer;
}

static void assert_escapes(ms_slice path, const char *expected) {
    ms_buffer escaped = buffer_of(), back = buffer_of();
    assert_int_equal(ms_locator_escape(&escaped, path), MS_OK);
    assert_slice_equal(ms_buffer_slice(&escaped), expected);
    assert_int_equal(ms_locator_unescape(&back, ms_buffer_slice(&escaped)), MS_OK);
    assert_true(ms_slice_equal(ms_buffer_slice(&back), path));
    ms_buffer_free(&escaped);
    ms_buffer_free(&back);
}

static void ordinary_paths_stay_readable(void **state) {
    (void)state;
    assert_escapes(MS_SLICE("2024/喀什 访谈.txt"), "2024/喀什 访谈.txt");
    assert_escapes(MS_SLICE("a!b.txt"), "a!b.txt");
    assert_escapes(MS_SLICE(""), "");
}

static void what_would_change_the_meaning_is_escaped(void **state) {
    (void)state;
    assert_escapes(MS_SLICE("a#L1%.txt"), "a%23L1%25.txt");
    assert_escapes(MS_SLICE("a!/b"), "a%21/b");
    assert_escapes(MS_SLICE(" a "), "%20a%20");
    assert_escapes(MS_SLICE("a\x1B[0m\n"), "a%1B[0m%0A");
    assert_escapes(MS_SLICE("a\xE2\x80\xAE" "b"), "a%E2%80%AEb");
    assert_escapes(MS_SLICE("a\xFF" "b\xC3"), "a%FFb%C3");
}

static void every_byte_survives_escaping(void **state) {
    (void)state;
    char all[256];
    for (size_t i = 0; i < sizeof all; i++) all[i] = (char)(unsigned char)i;
    ms_buffer escaped = buffer_of(), back = buffer_of();
    assert_int_equal(ms_locator_escape(&escaped, ms_slice_of(all, sizeof all)), MS_OK);
    assert_int_equal(ms_locator_unescape(&back, ms_buffer_slice(&escaped)), MS_OK);
    assert_true(ms_slice_equal(ms_buffer_slice(&back), ms_slice_of(all, sizeof all)));
    ms_buffer_free(&escaped);
    ms_buffer_free(&back);
}

static void broken_escapes_are_refused(void **state) {
    (void)state;
    const char *const broken[] = {"%", "%2", "%zz", "a%4", "%4g"};
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        ms_buffer out = buffer_of();
        assert_int_equal(ms_locator_unescape(&out, ms_slice_str(broken[i])), MS_E_USAGE);
        ms_buffer_free(&out);
    }
}

static void a_written_place_is_read_back(void **state) {
    (void)state;
    const ms_line_column places[][2] = {{{1, 1}, {1, 9}}, {{3, 4}, {5, 1}}, {{12, 8}, {12, 8}}};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        ms_buffer out = buffer_of();
        ms_locator locator;
        ms_error error;
        assert_int_equal(ms_locator_format(&out, MS_SLICE("z.zip!/a%23.txt"), places[i][0],
                places[i][1]), MS_OK);
        assert_int_equal(ms_locator_parse(ms_buffer_slice(&out), &locator, &error), MS_OK);
        assert_true(locator.has_range);
        assert_slice_equal(locator.path, "z.zip!/a%23.txt");
        assert_memory_equal(&locator.from, &places[i][0], sizeof locator.from);
        assert_memory_equal(&locator.to, &places[i][1], sizeof locator.to);
        ms_buffer_free(&out);
    }
}

static void a_path_alone_is_the_whole_document(void **state) {
    (void)state;
    ms_locator locator;
    ms_error error;
    assert_int_equal(ms_locator_parse(MS_SLICE("a.txt"), &locator, &error), MS_OK);
    assert_false(locator.has_range);
    assert_slice_equal(locator.path, "a.txt");
}

static void nonsense_is_refused_with_words(void **state) {
    (void)state;
    const char *const bad[] = {"", "#L1:C1-C2", "a#", "a#L1", "a#L1:C2", "a#L0:C1-C2",
        "a#L1:C0-C2", "a#L1:C5-C2", "a#L3:C1-L2:C9",
                               "a#L1:C1-C2x", "a#L1:C1-L2", "a#l1:c1-c2", "a#L-1:C1-C2",
                                       "a#L99999999999999999999:C1-C2"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        ms_locator locator;
        ms_error error = {0};
        if (ms_locator_parse(ms_slice_str(bad[i]), &locator, &error) != MS_E_USAGE) {
            fail_msg("accepted: %s", bad[i]);
        }
        assert_true(strlen(error.message) > 10);
    }
}

static void refused_memory_is_an_error_without_a_leak(void **state) {
    (void)state;
    for (size_t n = 1;; n++) {
        failing_sys failing;
        ms_buffer out;
        ms_buffer_init(&out, failing_sys_init(&failing, n), 0);
        ms_status status = ms_locator_escape(&out, MS_SLICE("a\n#"));
        if (status == MS_OK) status = ms_locator_format(&out, MS_SLICE(""), (ms_line_column){1,
                1}, (ms_line_column){2, 2});
        ms_buffer_free(&out);
        assert_int_equal(failing.live_bytes, 0);
        if (!failing.has_failed) {
            assert_int_equal(status, MS_OK);
            break;
        }
        assert_int_equal(status, MS_E_MEMORY);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ordinary_paths_stay_readable),
        cmocka_unit_test(what_would_change_the_meaning_is_escaped),
        cmocka_unit_test(every_byte_survives_escaping),
        cmocka_unit_test(broken_escapes_are_refused),
        cmocka_unit_test(a_written_place_is_read_back),
        cmocka_unit_test(a_path_alone_is_the_whole_document),
        cmocka_unit_test(nonsense_is_refused_with_words),
        cmocka_unit_test(refused_memory_is_an_error_without_a_leak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
