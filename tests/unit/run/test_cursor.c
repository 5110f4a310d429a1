/* The JSON of READY: what comes there is read, anything else refused. */
#include "run/cursor.h"
#include "support.h"

static ms_status add_field(void *state, const char *key, ms_slice value) {
    return ms_buffer_printf(state, "%s=%.*s;", key, (int)value.len, value.len ? value.ptr : "");
}

typedef struct reading {
    ms_buffer scratch, out;
} reading;

static ms_status take_object(void *state, ms_cursor *cursor) {
    reading *r = state;
    return ms_cursor_object(cursor, &r->scratch, add_field, &r->out);
}

/* The fields of the objects in an array, or NULL when it is refused. */
static const char *read_json(const ms_sys *sys, const char *json, ms_status *status) {
    static char text[512];
    reading r;
    ms_buffer_init(&r.scratch, sys, 0);
    ms_buffer_init(&r.out, sys, 0);
    ms_cursor cursor = {.text = ms_slice_str(json)};
    *status = ms_cursor_array(&cursor, take_object, &r);
    snprintf(text, sizeof text, "%.*s", (int)r.out.len, r.out.len ? r.out.data : "");
    ms_buffer_free(&r.scratch);
    ms_buffer_free(&r.out);
    return *status == MS_OK ? text : NULL;
}

static void check(const char *json, const char *expected) {
    ms_status status;
    const char *got = read_json(ms_sys_real(), json, &status);
    assert_int_equal(status, MS_OK);
    assert_string_equal(got, expected);
}

static void all_that_comes_there_is_read(void **state) {
    (void)state;
    check("[]", "");
    check(" [ { } , {\"a\" : 1} ] ", "a=1;");
    check("[{\"a\":\"x\",\"b\":[\"y\",\"z\"],\"c\":null,\"d\":true,\"e\":-1.5e3,\"f\":[]}]",
          "a=x;b=y,z;c=;d=true;e=-1.5e3;f=;");
    check("[{\"\\n\\\"\\\\\":\"\\u4f60\\u00e9\\u0007\"}]", "\n\"\\=\xE4\xBD\xA0\xC3\xA9\x07;");
}

static void anything_else_is_refused(void **state) {
    (void)state;
    static const char *const bad[] = {"",
                                      "{}",
                                      "[",
                                      "[{",
                                      "[{}",
                                      "[{},",
                                      "[{},]",
                                      "[{\"a\"}]",
                                      "[{\"a\":}]",
                                      "[{\"a\":1,}]",
                                      "[1]",
                                      "[{\"a\":\"x}]",
                                      "[{\"a\":\"\\",
                                      "[{\"a\":\"\\x\"}]",
                                      "[{\"a\":\"\\u12\"}]",
                                      "[{\"a\":\"\\u12g4\"}]",
                                      "[{\"a\":\"\\ud83d\\ude00\"}]",
                                      "[{\"a\":[1]}]",
                                      "[{\"a\":{}}]",
                                      "[{a:1}]"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        ms_status status;
        read_json(ms_sys_real(), bad[i], &status);
        if (status == MS_OK) fail_msg("%s is taken", bad[i]);
    }
}

static void refused_memory_is_an_error_and_leaks_nothing(void **state) {
    (void)state;
    for (size_t n = 1;; n++) {
        failing_sys failing;
        ms_status status;
        read_json(failing_sys_init(&failing, n), "[{\"key\":\"value\",\"list\":[\"a\",\"b\"]}]",
                  &status);
        assert_int_equal(failing.live_bytes, 0);
        assert_int_equal(status, failing.has_failed ? MS_E_MEMORY : MS_OK);
        if (!failing.has_failed) break;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_that_comes_there_is_read),
        cmocka_unit_test(anything_else_is_refused),
        cmocka_unit_test(refused_memory_is_an_error_and_leaks_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
