/* Patterns: what they refuse, how they end when they cannot finish, and that a failed
 * allocation leaks nothing. */
#include "support.h"

#include "base/ctx.h"
#include "regex/regex.h"

static ms_regex *compile(ms_ctx *ctx, const char *pattern, ms_regex_options options) {
    ms_regex *regex;
    ms_error error;
    ms_status status = ms_regex_new(ctx, ms_slice_str(pattern), &options, &regex, &error);
    if (status == MS_OK) return regex;
    print_error("%s: %s\n", pattern, error.message);
    fail();
    return NULL;
}

static double seconds(const ms_ctx *ctx) {
    return (double)(ctx->sys->monotonic_ns(ctx->sys->state) - ctx->started_ns) / 1e9;
}

static void patterns_that_backtrack_without_end_are_limits_in_bounded_time(void **state) {
    (void)state;
    static const char *const evil[] =
        {"(a+)+$", "(a|aa)+$", "(a*)*b", "(?:a?){64}a{64}b", "(.*)*x{2}b",
                                       "(\\w+\\s?)+[.]$", "((a+)b?)+$"};
    static char text[3000];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '!';
    for (size_t i = 0; i < 2 * sizeof evil / sizeof evil[0]; i++) {
        ms_ctx ctx;
        ms_sys sys;
        ms_ctx_init(&ctx, own_time_sys(&sys));
        ctx.limits.time_ns = 300000000;
        ms_regex *regex = compile(&ctx, evil[i / 2], (ms_regex_options){.no_jit = i % 2});
        ms_match match;
        ms_error error;
        ms_status status = ms_regex_search(regex, &ctx, ms_slice_of(text, sizeof text), 0,
                                           &match, &error);
        if (status != MS_END) assert_true(ms_status_is_limit(status));
        assert_int_not_equal(status, MS_OK);
        assert_true(seconds(&ctx) < 5);
        ms_regex_free(regex);
    }
}

static void blanks_before_a_line_end_do_not_take_seconds_between_looks_at_the_clock(void **state) {
    (void)state;
    static char blanks[30001];
    memset(blanks, ' ', sizeof blanks);
    blanks[sizeof blanks - 1] = 'x';
    for (int no_jit = 0; no_jit < 2; no_jit++) {
        ms_ctx ctx;
        ms_sys sys;
        ms_ctx_init(&ctx, own_time_sys(&sys));
        ctx.limits.time_ns = 50000000;
        ms_regex *regex = compile(&ctx, "\\s+$", (ms_regex_options){.no_jit = no_jit});
        ms_match match;
        ms_error error;
        ms_status status =
            ms_regex_search(regex, &ctx, ms_slice_of(blanks, sizeof blanks), 0, &match, &error);
        assert_true(status == MS_E_LIMIT_TIME || status == MS_END);
        assert_true(seconds(&ctx) < 4);
        /* With time enough, it is simply no match. */
        if (!no_jit) {
            ms_ctx_init(&ctx, &sys);
            status = ms_regex_search(regex, &ctx, ms_slice_of(blanks, sizeof blanks), 0, &match,
                                     &error);
            assert_int_equal(status, MS_END);
        }
        ms_regex_free(regex);
    }
}

static void windows_do_not_change_what_a_start_sees(void **state) {
    (void)state;
    /* The only match lies far behind several windows; before it, anchors and lookbehinds must
     * still fail. */
    enum { LEN = 200000 };
    static char text[LEN];
    memset(text, 'a', LEN);
    memcpy(text + 180000, "\nbc", 3);
    static const struct {
        const char *pattern;
        int64_t from;
    } cases[] =
        {{"(?<=a)b", -1}, {"(?<=\\n)b", 180001}, {"(?m)^b", 180001}, {"^b", -1},     {"\\bb", 180001},
                 {"\\Aa+\\nb", 0}, {"\\Bb", -1},           {"\\Ga\\z", -1},     {"bca+$", 180001}, {"(?<!a)a", 0},
                 {"(?<=.)c", 180002}};
    for (size_t i = 0; i < 2 * sizeof cases / sizeof cases[0]; i++) {
        ms_ctx ctx;
        ms_ctx_init(&ctx, ms_sys_real());
        ms_regex *regex = compile(&ctx, cases[i / 2].pattern,
                                  (ms_regex_options){.no_jit = i % 2});
        ms_match match;
        ms_error error;
        ms_status status = ms_regex_search(regex, &ctx, ms_slice_of(text, LEN), 0, &match,
                                           &error);
        assert_int_equal(status, cases[i / 2].from < 0 ? MS_END : MS_OK);
        if (status == MS_OK) assert_int_equal(match.spans[0], cases[i / 2].from);
        ms_regex_free(regex);
    }
}

static void a_deep_match_uses_the_large_stack(void **state) {
    (void)state;
    enum { LEN = 40000 };
    static char text[LEN];
    memset(text, 'a', LEN);
    ms_ctx ctx;
    ms_ctx_init(&ctx, ms_sys_real());
    ms_regex *regex = compile(&ctx, "^(?:a|b)*?$", (ms_regex_options){0});
    ms_match match;
    ms_error error;
    assert_int_equal(ms_regex_search(regex, &ctx, ms_slice_of(text, LEN), 0, &match, &error),
                     MS_OK);
    assert_int_equal(match.spans[1], LEN);
    ms_regex_free(regex);
    regex = compile(&ctx, "^((a|b)(c?))+$", (ms_regex_options){0});
    assert_int_equal(ms_regex_search(regex, &ctx, ms_slice_of(text, LEN), 0, &match, &error),
                     MS_OK);
    ms_regex_free(regex);
}

static void a_document_that_is_out_of_time_stays_so(void **state) {
    (void)state;
    ms_ctx ctx;
    ms_ctx_init(&ctx, ms_sys_real());
    ctx.limits.fuel = 1000;
    ms_regex *regex = compile(&ctx, "[^x]x", (ms_regex_options){0});
    static char text[3000000];
    memset(text, 'a', sizeof text);
    ms_match match;
    ms_error error;
    ms_slice s = ms_slice_of(text, sizeof text);
    assert_int_equal(ms_regex_search(regex, &ctx, s, 0, &match, &error), MS_E_LIMIT_FUEL);
    assert_int_equal(ms_regex_search(regex, &ctx, s, 0, &match, &error), MS_E_LIMIT_FUEL);
    ms_regex_free(regex);
}

static void bad_patterns_say_where(void **state) {
    (void)state;
    static const struct {
        const char *pattern;
        size_t offset;
    } cases[] =
        {{"ab(c", 4}, {"\\C", SIZE_MAX}, {"a(*SKIP)b", 1}, {"(a|\\G)b", 3}, {"[z-a]", 3},
         {"ab\xEE" "c)+", 2}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ms_ctx ctx;
        ms_ctx_init(&ctx, ms_sys_real());
        ms_regex *regex;
        ms_error error = {0};
        ms_status status = ms_regex_new(&ctx, ms_slice_str(cases[i].pattern), NULL, &regex,
                                        &error);
        assert_int_equal(status, MS_E_PATTERN);
        assert_null(regex);
        assert_non_null(strstr(error.message, "byte"));
        if (cases[i].offset != SIZE_MAX) assert_int_equal(error.offset, cases[i].offset);
    }
    ms_ctx ctx;
    ms_ctx_init(&ctx, ms_sys_real());
    ctx.limits.pattern = 4;
    ms_regex *regex;
    ms_error error;
    assert_int_equal(ms_regex_new(&ctx, MS_SLICE("abcde"), NULL, &regex, &error),
                     MS_E_LIMIT_PATTERN);
}

static void groups_have_names_and_numbers(void **state) {
    (void)state;
    ms_ctx ctx;
    ms_ctx_init(&ctx, ms_sys_real());
    ms_regex *regex = compile(&ctx, "(?<y>\\d+)(a)?(?<月>b)", (ms_regex_options){0});
    assert_int_equal(ms_regex_groups(regex), 4);
    assert_int_equal(ms_regex_group_number(regex, MS_SLICE("y")), 1);
    assert_int_equal(ms_regex_group_number(regex, MS_SLICE("月")), 3);
    assert_int_equal(ms_regex_group_number(regex, MS_SLICE("z")), 0);
    assert_slice_equal(ms_regex_group_name(regex, 3), "月");
    assert_int_equal(ms_regex_group_name(regex, 2).len, 0);
    ms_match match;
    ms_error error;
    assert_int_equal(ms_regex_search(regex, &ctx, MS_SLICE("x12b"), 0, &match, &error), MS_OK);
    assert_int_equal(match.groups, 4);
    assert_int_equal(match.spans[4], MS_REGEX_UNSET);
    assert_int_equal(match.spans[6], 3);
    ms_regex_free(regex);
}

static void plans_name_their_literals(void **state) {
    (void)state;
    static const struct {
        const char *pattern, *plan;
    } cases[] = {
        {"[一-龥]{2,4}局长", "literal '局长', 12 bytes back"}, {"[0-9]+元", "literal '元', any distance back"},
        {"[0-9]{4}年|x", "none"}, {"局?", "none"}, {".*局长", "none"}, {"\\d+", "none"}, {"局长", "none"},
        {"(?i)[0-9]+元", "none"}, {"(局)\\1", "none"}, {"(书记|局长|主任)", "3 literals '书记'..., 0 bytes back"},
    };
    ms_ctx ctx;
    ms_ctx_init(&ctx, ms_sys_real());
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ms_regex *regex = compile(&ctx, cases[i].pattern, (ms_regex_options){0});
        assert_string_equal(ms_regex_plan(regex), cases[i].plan);
        ms_regex_free(regex);
    }
}

static ms_status use(const ms_sys *sys, const char *pattern, bool no_jit) {
    ms_ctx ctx;
    ms_ctx_init(&ctx, sys);
    ms_regex *regex;
    ms_match match;
    ms_error error;
    ms_regex_options options = {.no_jit = no_jit};
    ms_status status = ms_regex_new(&ctx, ms_slice_str(pattern), &options, &regex, &error);
    if (status == MS_OK) {
        status = ms_regex_search(regex, &ctx, MS_SLICE("在2024年张三局长说"), 0, &match, &error);
        if (status == MS_END) status = MS_OK;
    }
    ms_regex_free(regex);
    return status;
}

static void a_failed_allocation_is_an_error_and_leaks_nothing(void **state) {
    (void)state;
    static const char *const some[] =
        {"[一-龥]{2,4}(书记|局长|主任)", "(?:(\\d+)(年|月))+", "^((a|b)*?)x"};
    for (size_t i = 0; i < 6; i++) {
        for (size_t n = 1;; n++) {
            failing_sys failing;
            const ms_sys *sys = failing_sys_init(&failing, n);
            ms_status status = use(sys, some[i / 2], i % 2);
            assert_int_equal(failing.live_bytes, 0);
            if (!failing.has_failed) {
                assert_int_equal(status, MS_OK);
                break;
            }
            /* PCRE2 does without the machine code when there is no memory for it. */
            assert_true(status == MS_E_MEMORY || (status == MS_OK && i % 2 == 0));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_that_backtrack_without_end_are_limits_in_bounded_time),
        cmocka_unit_test(blanks_before_a_line_end_do_not_take_seconds_between_looks_at_the_clock),
        cmocka_unit_test(windows_do_not_change_what_a_start_sees),
        cmocka_unit_test(a_deep_match_uses_the_large_stack),
        cmocka_unit_test(a_document_that_is_out_of_time_stays_so),
        cmocka_unit_test(bad_patterns_say_where),
        cmocka_unit_test(groups_have_names_and_numbers),
        cmocka_unit_test(plans_name_their_literals),
        cmocka_unit_test(a_failed_allocation_is_an_error_and_leaks_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
