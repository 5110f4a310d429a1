/* CSV in. */
#include "support.h"

#include "parse/csv.h"

/* All records as one text: fields in <>, a record a line, and how it ended. */
static ms_status read_all(ms_ctx *ctx, ms_slice text, char separator, ms_buffer *seen,
                          ms_error *error) {
    ms_csv_reader reader;
    ms_csv_reader_init(&reader, ctx, text, separator);
    ms_status status = MS_OK;
    while (status == MS_OK) {
        ms_slice field;
        bool last;
        status = ms_csv_next(&reader, &field, &last, error);
        if (status != MS_OK) break;
        assert_int_equal(ms_buffer_printf(seen, "<%.*s>%s", (int)field.len,
                                          field.ptr ? field.ptr : "", last ? "\n" : ""), MS_OK);
    }
    ms_csv_reader_free(&reader);
    return status;
}

static void check_rows(const char *text, char separator, const char *expected) {
    ms_ctx ctx;
    ms_error error;
    ms_buffer seen;
    ms_ctx_init(&ctx, ms_sys_real());
    ms_buffer_init(&seen, ms_sys_real(), 0);
    assert_int_equal(read_all(&ctx, ms_slice_str(text), separator, &seen, &error), MS_END);
    assert_slice_equal(ms_buffer_slice(&seen), expected);
    ms_buffer_free(&seen);
}

static void records_end_with_lf_cr_or_crlf(void **state) {
    (void)state;
    check_rows("", ',', "");
    check_rows("a", ',', "<a>\n");
    check_rows("a,b\nc,d\n", ',', "<a><b>\n<c><d>\n");
    check_rows("a,b\r\nc,d", ',', "<a><b>\n<c><d>\n");
    check_rows("a\rb\r", ',', "<a>\n<b>\n");
    check_rows("\n\n", ',', "<>\n<>\n");
    check_rows("a,b\tc", '\t', "<a,b><c>\n");
}

static void empty_fields_count(void **state) {
    (void)state;
    check_rows(",", ',', "<><>\n");
    check_rows("a,", ',', "<a><>\n");
    check_rows("a,\n", ',', "<a><>\n");
    check_rows(",\n,", ',', "<><>\n<><>\n");
    check_rows("\"\"", ',', "<>\n");
    check_rows("\"x\",", ',', "<x><>\n");
}

static void quotes_hold_anything(void **state) {
    (void)state;
    check_rows("\"a,b\",c", ',', "<a,b><c>\n");
    check_rows("\"two\nlines\"\r\nx", ',', "<two\nlines>\n<x>\n");
    check_rows("\"say \"\"hi\"\"\",\"\"\"\"", ',', "<say \"hi\"><\">\n");
    check_rows("\"a,\"\n", ',', "<a,>\n");
}

static void odd_quotes_are_kept(void **state) {
    (void)state;
    check_rows("a\"b,c", ',', "<a\"b><c>\n");
    check_rows("\"a\"b,c", ',', "<ab><c>\n");
    check_rows("\"a\" ,c", ',', "<a ><c>\n");
    check_rows("\"a\"\"b\"c\"d", ',', "<a\"bc\"d>\n");
}

static void an_open_quote_is_an_error_with_its_place(void **state) {
    (void)state;
    ms_ctx ctx;
    ms_error error;
    ms_buffer seen;
    ms_ctx_init(&ctx, ms_sys_real());
    ms_buffer_init(&seen, ms_sys_real(), 0);
    assert_int_equal(read_all(&ctx, MS_SLICE("a,\"b\nc"), ',', &seen, &error), MS_E_TRUNCATED);
    assert_int_equal(error.offset, 2);
    ms_buffer_free(&seen);
}

static void a_refused_allocation_is_reported(void **state) {
    (void)state;
    for (size_t n = 1;; n++) {
        failing_sys failing;
        ms_ctx ctx;
        ms_error error;
        ms_buffer seen;
        ms_ctx_init(&ctx, failing_sys_init(&failing, n));
        ms_buffer_init(&seen, ms_sys_real(), 0);
        ms_status status = read_all(&ctx, MS_SLICE("\"a\"\"b\",c"), ',', &seen, &error);
        ms_buffer_free(&seen);
        assert_int_equal(failing.live_bytes, 0);
        if (!failing.has_failed) {
            assert_int_equal(status, MS_END);
            break;
        }
        assert_int_equal(status, MS_E_MEMORY);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_end_with_lf_cr_or_crlf),
        cmocka_unit_test(empty_fields_count),
        cmocka_unit_test(quotes_hold_anything),
        cmocka_unit_test(odd_quotes_are_kept),
        cmocka_unit_test(an_open_quote_is_an_error_with_its_place),
        cmocka_unit_test(a_refused_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
