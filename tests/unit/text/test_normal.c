/* Normal forms: what is copied unseen is what utf8proc would have left alone, for every
 * character and at every neighbour. */
#include "support.h"

#include <utf8proc.h>

#include "text/normal.h"
#include "text/utf8.h"

static ms_ctx ctx;
static ms_buffer out;

static int set_up(void **state) {
    (void)state;
    ms_ctx_init(&ctx, ms_sys_real());
    ctx.limits.fuel = UINT64_MAX;
    ctx.limits.time_ns = INT64_MAX;
    ms_buffer_init(&out, ctx.sys, 0);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ms_buffer_free(&out);
    return 0;
}

static ms_slice apply(ms_slice text, ms_normal_form form) {
    ms_buffer_reset(&out);
    assert_int_equal(ms_normal_append(&ctx, text, form, &out), MS_OK);
    return ms_buffer_slice(&out);
}

/* The whole text through utf8proc, at once. */
static void check_by_model(ms_slice text, ms_normal_form form) {
    static const unsigned options[] = {[MS_NFC] = UTF8PROC_COMPOSE,
                                       [MS_NFD] = UTF8PROC_DECOMPOSE,
                                       [MS_NFKC] = UTF8PROC_COMPOSE | UTF8PROC_COMPAT,
                                       [MS_NFKD] = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT,
                                       [MS_CASEFOLD] = UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD};
    utf8proc_uint8_t *expected = NULL;
    utf8proc_ssize_t length =
        utf8proc_map((const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, &expected,
                     (utf8proc_option_t)(options[form] | UTF8PROC_STABLE));
    assert_true(length >= 0);
    ms_slice wanted = ms_slice_of((const char *)expected, (size_t)length);
    ms_slice got = apply(text, form);
    if (!ms_slice_equal(got, wanted)) {
        print_error("form %d of \"%.*s\"\n", (int)form, (int)text.len, text.ptr);
    }
    assert_true(ms_slice_equal(got, wanted));
    if (ms_normal_is_done(text, form)) assert_true(ms_slice_equal(got, text));
    free(expected);
}

static void every_character_between_letters_becomes_what_unicode_says(void **state) {
    (void)state;
    for (uint32_t c = 1; c < 0x32000; c++) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        if (c > 0x3400 && c < 0x9F00 && c % 64) continue;
        char bytes[16] = "e";
        size_t len = 1 + ms_utf8_put(bytes + 1, c);
        memcpy(bytes + len, "\xCC\x81.", 3); /* U+0301 */
        for (int form = MS_NFC; form <= MS_CASEFOLD; form++) {
            check_by_model(ms_slice_of(bytes, len + 3), (ms_normal_form)form);
        }
    }
}

static void mixed_texts_become_what_unicode_says(void **state) {
    (void)state;
    static const char *const pieces[] = {"plain ascii ",
                                         "湿地",
                                         "é",
                                         "e",
                                         "\xCC\x81",
                                         "\xCC\xA7",
                                         "が",
                                         "か",
                                         "\xE3\x82\x99",
                                         "한",
                                         "\xE1\x84\x92\xE1\x85\xA1",
                                         "\xE1\x86\xAB",
                                         "й",
                                         "и",
                                         "\xCC\x86",
                                         "ﬁ",
                                         "２",
                                         "…",
                                         "ΐ",
                                         "Ａ",
                                         "İ",
                                         "ß",
                                         "😀",
                                         "“",
                                         "\xE0\xA4\xA8\xE0\xA4\xBC",
                                         "㍿",
                                         "ABCdef"};
    uint32_t seed = 3;
    for (int round = 0; round < 20000; round++) {
        char bytes[256];
        size_t len = 0;
        for (int i = 0; i < 12; i++) {
            seed = seed * 1664525u + 1013904223u;
            const char *piece = pieces[(seed >> 8) % (sizeof pieces / sizeof pieces[0])];
            memcpy(bytes + len, piece, strlen(piece));
            len += strlen(piece);
        }
        for (int form = MS_NFC; form <= MS_CASEFOLD; form++) {
            check_by_model(ms_slice_of(bytes, len), (ms_normal_form)form);
        }
    }
}

static void long_runs_of_marks_become_what_unicode_says(void **state) {
    (void)state;
    static const char *const marks[] = {"\xCC\x81", "\xCC\x96", "\xCC\xA7", "\xCC\xB4",
                                        "\xCD\x85", "\xE3\x82\x99", "\xD6\xB0", "\xCC\x80"};
    uint32_t seed = 5;
    for (int round = 0; round < 50; round++) {
        char bytes[4096] = "xe";
        size_t len = 2;
        while (len < sizeof bytes - 8) {
            seed = seed * 1664525u + 1013904223u;
            const char *mark = marks[(seed >> 8) % (sizeof marks / sizeof marks[0])];
            memcpy(bytes + len, mark, strlen(mark));
            len += strlen(mark);
            if ((seed >> 16) % 500 == 0) bytes[len++] = 'a';
        }
        for (int form = MS_NFC; form <= MS_CASEFOLD; form++) {
            check_by_model(ms_slice_of(bytes, len), (ms_normal_form)form);
        }
    }
}

static void case_and_width_change_only_what_has_them(void **state) {
    (void)state;
    assert_slice_equal(apply(ms_slice_str("ÀÉ汉Ж Ab9ǅ"), MS_LOWER), "àé汉ж ab9ǆ");
    assert_slice_equal(apply(ms_slice_str("àé汉ж Ab9"), MS_UPPER), "ÀÉ汉Ж AB9");
    assert_slice_equal(apply(ms_slice_str("ＡＢ　１２～！湿é"), MS_HALFWIDTH), "AB 12~!湿é");
    assert_slice_equal(apply(ms_slice_str("\xC8\xBA"), MS_LOWER),
                       "\xE2\xB1\xA5"); /* longer than before */
    for (int form = MS_NFC; form <= MS_HALFWIDTH; form++) {
        assert_int_equal(apply((ms_slice){0}, (ms_normal_form)form).len, 0);
        ms_slice zero = apply(MS_SLICE("1\0002"), (ms_normal_form)form);
        assert_true(ms_slice_equal(zero, MS_SLICE("1\0002")));
    }
    for (uint32_t c = 0; c < 0x110000; c++) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        char bytes[4];
        ms_slice text = ms_slice_of(bytes, ms_utf8_put(bytes, c));
        size_t at = 0;
        ms_slice lower = apply(text, MS_LOWER);
        assert_int_equal(ms_utf8_next(lower, &at), utf8proc_tolower((utf8proc_int32_t)c));
        at = 0;
        ms_slice upper = apply(text, MS_UPPER);
        assert_int_equal(ms_utf8_next(upper, &at), utf8proc_toupper((utf8proc_int32_t)c));
    }
}

static void failed_allocations_leave_nothing_behind(void **state) {
    (void)state;
    for (size_t n = 1;; n++) {
        failing_sys failing;
        ms_ctx own;
        ms_ctx_init(&own, failing_sys_init(&failing, n));
        ms_buffer to;
        ms_buffer_init(&to, own.sys, 0);
        /* Decomposes to far more than it has bytes. */
        ms_status status = ms_normal_append(
            &own, ms_slice_str("a\xEF\xB7\xBA\xEF\xB7\xBA\xEF\xB7\xBA b"), MS_NFKD, &to);
        ms_buffer_free(&to);
        assert_int_equal(failing.live_bytes, 0);
        if (!failing.has_failed) {
            assert_int_equal(status, MS_OK);
            assert_true(n > 1);
            break;
        }
        assert_int_equal(status, MS_E_MEMORY);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_character_between_letters_becomes_what_unicode_says),
        cmocka_unit_test(mixed_texts_become_what_unicode_says),
        cmocka_unit_test(long_runs_of_marks_become_what_unicode_says),
        cmocka_unit_test(case_and_width_change_only_what_has_them),
        cmocka_unit_test(failed_allocations_leave_nothing_behind),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
