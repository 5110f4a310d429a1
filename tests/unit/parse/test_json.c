/* JSON in: what is accepted and refused, and what comes out. */
#include "support.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include "parse/json.h"

/* Reads all tokens; the status of the last call (MS_END when the text is JSON). */
static ms_status read_all(ms_ctx *ctx, ms_slice text, ms_error *error) {
    ms_json_reader *reader;
    ms_json_token token;
    ms_status status = ms_json_reader_new(ctx, text, &reader);
    while (status == MS_OK) status = ms_json_next(reader, &token, error);
    ms_json_reader_free(reader);
    return status;
}

static void check_fails(const char *text, ms_status expected, uint64_t offset) {
    ms_ctx ctx;
    ms_error error = {0};
    ms_ctx_init(&ctx, ms_sys_real());
    ms_status status = read_all(&ctx, ms_slice_str(text), &error);
    if (status != expected || error.offset != offset) {
        fail_msg("'%s' gave %s at %llu, not %s at %llu", text, ms_status_name(status),
                 (unsigned long long)error.offset, ms_status_name(expected),
                 (unsigned long long)offset);
    }
    assert_true(error.message[0] != '\0');
}

static void errors_say_where(void **state) {
    (void)state;
    check_fails("", MS_E_TRUNCATED, 0);
    check_fails(" ", MS_E_TRUNCATED, 1);
    check_fails("[1,", MS_E_TRUNCATED, 3);
    check_fails("\"abc", MS_E_TRUNCATED, 4);
    check_fails("\"abc\\", MS_E_TRUNCATED, 5);
    check_fails("tru", MS_E_TRUNCATED, 3);
    check_fails("{\"a\":", MS_E_TRUNCATED, 5);
    check_fails("[1,]", MS_E_MALFORMED, 3);
    check_fails("[1 2]", MS_E_MALFORMED, 3);
    check_fails("{\"a\" 1}", MS_E_MALFORMED, 5);
    check_fails("{a:1}", MS_E_MALFORMED, 1);
    check_fails("{\"a\":1,}", MS_E_MALFORMED, 7);
    check_fails("[1]]", MS_E_MALFORMED, 3);
    check_fails("[01]", MS_E_MALFORMED, 2);
    check_fails("[1.]", MS_E_MALFORMED, 3);
    check_fails("[+1]", MS_E_MALFORMED, 1);
    check_fails("[NaN]", MS_E_MALFORMED, 1);
    check_fails("[trve]", MS_E_MALFORMED, 3);
    check_fails("[1e999]", MS_E_MALFORMED, 1);
    check_fails("\"a\tb\"", MS_E_MALFORMED, 2);
    check_fails("\"\\x\"", MS_E_MALFORMED, 2);
    check_fails("\"\\u12g4\"", MS_E_MALFORMED, 3);
    check_fails("\"0123456789012345678\xe4\xb8\"", MS_E_MALFORMED, 20);
    check_fails("\"\xff\"", MS_E_MALFORMED, 1);
}

static void next_token(ms_json_reader *reader, ms_json_token *token, ms_json_kind kind) {
    ms_error error = {0};
    ms_status status = ms_json_next(reader, token, &error);
    if (status != MS_OK) fail_msg("%s", error.message);
    assert_int_equal(token->kind, kind);
}

static void tokens_come_in_order_with_their_places(void **state) {
    (void)state;
    ms_ctx ctx;
    ms_json_reader *reader;
    ms_json_token token;
    ms_error error;
    ms_ctx_init(&ctx, ms_sys_real());
    const char *text = "\xef\xbb\xbf {\"a\" : [true, false, null, {}, []],\r\n\t\"b\":\"x\"} ";
    assert_int_equal(ms_json_reader_new(&ctx, ms_slice_str(text), &reader), MS_OK);
    next_token(reader, &token, MS_JSON_OBJECT);
    assert_int_equal(token.offset, 4);
    next_token(reader, &token, MS_JSON_KEY);
    assert_slice_equal(token.text, "a");
    next_token(reader, &token, MS_JSON_ARRAY);
    next_token(reader, &token, MS_JSON_TRUE);
    next_token(reader, &token, MS_JSON_FALSE);
    next_token(reader, &token, MS_JSON_NULL);
    next_token(reader, &token, MS_JSON_OBJECT);
    next_token(reader, &token, MS_JSON_OBJECT_END);
    next_token(reader, &token, MS_JSON_ARRAY);
    next_token(reader, &token, MS_JSON_ARRAY_END);
    next_token(reader, &token, MS_JSON_ARRAY_END);
    next_token(reader, &token, MS_JSON_KEY);
    next_token(reader, &token, MS_JSON_STRING);
    assert_slice_equal(token.text, "x");
    next_token(reader, &token, MS_JSON_OBJECT_END);
    assert_int_equal(ms_json_next(reader, &token, &error), MS_END);
    assert_int_equal(ms_json_next(reader, &token, &error), MS_END);
    ms_json_reader_reset(reader, MS_SLICE("1"));
    next_token(reader, &token, MS_JSON_INT);
    ms_json_reader_free(reader);
}

static void check_string(const char *text, const char *expected) {
    ms_ctx ctx;
    ms_json_reader *reader;
    ms_json_token token;
    ms_ctx_init(&ctx, ms_sys_real());
    assert_int_equal(ms_json_reader_new(&ctx, ms_slice_str(text), &reader), MS_OK);
    next_token(reader, &token, MS_JSON_STRING);
    assert_slice_equal(token.text, expected);
    ms_json_reader_free(reader);
}

static void strings_are_decoded(void **state) {
    (void)state;
    check_string("\"\"", "");
    check_string("\"喀什古城，2024\"", "喀什古城，2024");
    check_string("\"a\\\"b\\\\c\\/d\\b\\f\\n\\r\\t\"", "a\"b\\c/d\b\f\n\r\t");
    check_string("\"\\u5580\\u4EC0 and what is behind it\"", "喀什 and what is behind it");
    check_string("\"\\ud83d\\ude00\"", "\xf0\x9f\x98\x80");
    check_string("\"\\ud83d\"", "\xef\xbf\xbd");
    check_string("\"\\ude00x\"", "\xef\xbf\xbdx");
    check_string("\"\\ud83d\\u0041\"", "\xef\xbf\xbd" "A");
    check_string("\"\\ud83d\\ud83d\\ude00\"", "\xef\xbf\xbd\xf0\x9f\x98\x80");
}

static ms_json_token number_token(const char *text) {
    ms_ctx ctx;
    ms_json_reader *reader;
    ms_json_token token;
    ms_error error;
    ms_ctx_init(&ctx, ms_sys_real());
    assert_int_equal(ms_json_reader_new(&ctx, ms_slice_str(text), &reader), MS_OK);
    assert_int_equal(ms_json_next(reader, &token, &error), MS_OK);
    assert_slice_equal(token.text, text);
    ms_json_reader_free(reader);
    return token;
}

static void integers_are_exact_and_others_are_doubles(void **state) {
    (void)state;
    static const char *const whole[] = {"0", "-1", "9007199254740993", "9223372036854775807",
                                        "-9223372036854775808"};
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        ms_json_token token = number_token(whole[i]);
        assert_int_equal(token.kind, MS_JSON_INT);
        assert_true(token.integer == strtoll(whole[i], NULL, 10));
        assert_true(token.number == strtod(whole[i], NULL));
    }
    static const char *const real[] = {
        "1.0", "-0.0", "1e3", "1E+3", "0.1", "150.03", "9223372036854775808", "-9223372036854775809",
        "123456789012345678901234567890", "1.7976931348623157e308", "4.9e-324", "1e-400", "1e22", "1e23",
        "0.000001", "9007199254740993.0", "1.00000000000000011102230246251565404236316680908203126",
        "0e99999999999999999999", "2.2250738585072011e-308", "8.988465674311579e+307", "7.3177701707893310e+15"};
    for (size_t i = 0; i < sizeof real / sizeof *real; i++) {
        ms_json_token token = number_token(real[i]);
        assert_int_equal(token.kind, MS_JSON_DOUBLE);
        double expected = strtod(real[i], NULL);
        assert_memory_equal(&token.number, &expected, sizeof expected);
    }
}

static void depth_is_limited(void **state) {
    (void)state;
    ms_ctx ctx;
    ms_error error;
    ms_ctx_init(&ctx, ms_sys_real());
    static char text[100000];
    memset(text, '[', sizeof text);
    assert_int_equal(read_all(&ctx, ms_slice_of(text, sizeof text), &error),
                     MS_E_LIMIT_NESTING);
    assert_int_equal(error.offset, ctx.limits.nesting);
    size_t depth = (size_t)ctx.limits.nesting;
    memset(text + depth, ']', depth);
    assert_int_equal(read_all(&ctx, ms_slice_of(text, 2 * depth), &error), MS_END);
}

static void fuel_ends_it(void **state) {
    (void)state;
    ms_ctx ctx;
    ms_error error;
    ms_ctx_init(&ctx, ms_sys_real());
    ctx.limits.fuel = 10;
    ctx.next_check = 10;
    assert_int_equal(read_all(&ctx, MS_SLICE("[\"a long text\", \"and another\"]"), &error),
                     MS_E_LIMIT_FUEL);
}

static void a_refused_allocation_is_reported(void **state) {
    (void)state;
    for (size_t n = 1;; n++) {
        failing_sys failing;
        ms_ctx ctx;
        ms_error error;
        ms_ctx_init(&ctx, failing_sys_init(&failing, n));
        ms_status status = read_all(&ctx, MS_SLICE("[{\"a\\n\": 1e300}]"), &error);
        assert_int_equal(failing.live_bytes, 0);
        if (!failing.has_failed) {
            assert_int_equal(status, MS_END);
            assert_true(n > 2);
            break;
        }
        assert_int_equal(status, MS_E_MEMORY);
    }
}

/* JSONTestSuite: names begin with y_ (must be read), n_ (must be refused) or i_ (either). */
static void the_public_suite_is_judged_as_it_says(void **state) {
    (void)state;
    const char *shared = getenv("MS_SHARED");
    char folder[512];
    snprintf(folder, sizeof folder, "%s/data/encodings/json/nst+JSONTestSuite/test_parsing",
             shared ? shared : "../shared");
    DIR *dir = opendir(folder);
    if (!dir) {
        print_message("SKIPPED: no %s (set MS_SHARED)\n", folder);
        skip();
    }
    size_t seen = 0;
    struct dirent *entry;
    while ((entry = readdir(dir))) {
        if (entry->d_name[0] == '.') continue;
        static char text[1 << 20];
        int folder_fd = dirfd(dir);
        int fd = openat(folder_fd, entry->d_name, O_RDONLY);
        ssize_t len = read(fd, text, sizeof text);
        close(fd);
        assert_in_range(len, 0, sizeof text - 1);
        ms_ctx ctx;
        ms_error error;
        ms_ctx_init(&ctx, ms_sys_real());
        /* A copy of exactly this size, so that the sanitizer sees a read beyond it. */
        char *exact = malloc((size_t)len + 1);
        memcpy(exact, text, (size_t)len);
        exact = realloc(exact, len ? (size_t)len : 1);
        ms_status status = read_all(&ctx, ms_slice_of(exact, (size_t)len), &error);
        free(exact);
        bool is_read = status == MS_END;
        if ((entry->d_name[0] == 'y' && !is_read) || (entry->d_name[0] == 'n' && is_read)) {
            fail_msg("%s: %s", entry->d_name, is_read ? "was read" : error.message);
        }
        seen++;
    }
    closedir(dir);
    assert_true(seen > 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_say_where),
        cmocka_unit_test(tokens_come_in_order_with_their_places),
        cmocka_unit_test(strings_are_decoded),
        cmocka_unit_test(integers_are_exact_and_others_are_doubles),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(fuel_ends_it),
        cmocka_unit_test(a_refused_allocation_is_reported),
        cmocka_unit_test(the_public_suite_is_judged_as_it_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
