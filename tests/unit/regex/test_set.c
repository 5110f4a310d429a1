/* Sets: order, groups, memory that is used again, limits, and failed allocations. */
#include "support.h"

#include "base/ctx.h"
#include "regex/set.h"

static ms_set *make_set(ms_ctx *ctx, ms_status *status) {
    ms_set *set;
    ms_error error;
    *status = ms_set_new(ctx, &set);
    if (*status != MS_OK) return NULL;
    *status = ms_set_add_pattern(set, MS_SLICE("(?<n>[0-9]+)(万)?元"), NULL, &error);
    if (*status == MS_OK) *status = ms_set_add_literal(set, MS_SLICE("局长"));
    if (*status == MS_OK) *status = ms_set_add_pattern(set, MS_SLICE("[^，]+"), NULL, &error);
    if (*status == MS_OK) *status = ms_set_add_pattern(set, MS_SLICE("[0-9]"), NULL, &error);
    if (*status == MS_OK) *status = ms_set_build(set, &error);
    return set;
}

static const char text[] = "局长说3万元，20元";

static ms_status scan(ms_set *set, ms_ctx *ctx, size_t *count) {
    ms_error error;
    ms_hit hit;
    *count = 0;
    ms_status status = ms_set_begin(set, ctx, ms_slice_str(text), false, &error);
    while (status == MS_OK && (status = ms_set_next(set, &hit, &error)) == MS_OK) (*count)++;
    return status;
}

static void hits_come_in_order_with_their_groups(void **state) {
    (void)state;
    ms_ctx ctx;
    ms_ctx_init(&ctx, ms_sys_real());
    ms_status status;
    ms_set *set = make_set(&ctx, &status);
    assert_int_equal(status, MS_OK);
    static const size_t expected[][3] = {{2, 0, 16}, {1, 0, 6}, {0, 9, 16}, {3, 9, 10},
                                         {0, 19, 24}, {2, 19, 24}, {3, 19, 20}, {3, 20, 21}};
    ms_error error;
    ms_hit hit;
    for (int round = 0; round < 3; round++) {
        assert_int_equal(ms_set_begin(set, &ctx, ms_slice_str(text), false, &error), MS_OK);
        for (size_t i = 0; i < 8; i++) {
            assert_int_equal(ms_set_next(set, &hit, &error), MS_OK);
            assert_int_equal(hit.pattern, expected[i][0]);
            assert_int_equal(hit.from, expected[i][1]);
            assert_int_equal(hit.to, expected[i][2]);
            if (hit.pattern == 0) {
                assert_int_equal(hit.match.groups, 3);
                assert_int_equal(hit.match.spans[2], hit.from);
                assert_int_equal(hit.match.spans[4], i == 2 ? 10 : MS_REGEX_UNSET);
            }
            if (round == 1) break; /* a scan may be left */
        }
        if (round != 1) assert_int_equal(ms_set_next(set, &hit, &error), MS_END);
        if (round != 1) assert_int_equal(ms_set_next(set, &hit, &error), MS_END);
    }
    assert_null(ms_set_regex(set, 1));
    assert_int_equal(ms_regex_group_number(ms_set_regex(set, 0), MS_SLICE("n")), 1);
    assert_int_equal(ms_set_add_literal(set, MS_SLICE("x")), MS_E_USAGE);
    ms_set_free(set);
}

static void later_scans_allocate_nothing(void **state) {
    (void)state;
    failing_sys failing;
    ms_ctx ctx;
    ms_ctx_init(&ctx, failing_sys_init(&failing, 0));
    ms_status status;
    size_t count;
    ms_set *set = make_set(&ctx, &status);
    for (int i = 0; i < 2; i++) assert_int_equal(scan(set, &ctx, &count), MS_END);
    size_t calls = failing.calls;
    for (int i = 0; i < 10; i++) assert_int_equal(scan(set, &ctx, &count), MS_END);
    assert_int_equal(count, 8);
    assert_int_equal(failing.calls, calls);
    ms_set_free(set);
}

static void a_limit_in_one_pattern_ends_the_scan_with_that_limit(void **state) {
    (void)state;
    ms_ctx ctx;
    ms_ctx_init(&ctx, ms_sys_real());
    ms_set *set;
    ms_error error;
    ms_hit hit;
    assert_int_equal(ms_set_new(&ctx, &set), MS_OK);
    assert_int_equal(ms_set_add_literal(set, MS_SLICE("b")), MS_OK);
    assert_int_equal(ms_set_add_pattern(set, MS_SLICE("^(a+)+$"), NULL, &error), MS_OK);
    assert_int_equal(ms_set_begin(set, &ctx, MS_SLICE("a"), false, &error), MS_E_USAGE);
    assert_int_equal(ms_set_build(set, &error), MS_OK);
    ms_slice evil = MS_SLICE("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab");
    assert_int_equal(ms_set_begin(set, &ctx, evil, false, &error), MS_OK);
    assert_int_equal(ms_set_next(set, &hit, &error), MS_E_LIMIT_PATTERN);
    assert_int_equal(ms_set_next(set, &hit, &error), MS_END);
    assert_int_equal(ms_set_begin(set, &ctx, MS_SLICE("b"), false, &error), MS_OK);
    assert_int_equal(ms_set_next(set, &hit, &error), MS_OK);
    ms_set_free(set);
}

static void a_failed_allocation_is_an_error_and_leaks_nothing(void **state) {
    (void)state;
    for (size_t n = 1;; n++) {
        failing_sys failing;
        ms_ctx ctx;
        ms_ctx_init(&ctx, failing_sys_init(&failing, n));
        ms_status status;
        size_t count;
        ms_set *set = make_set(&ctx, &status);
        if (status == MS_OK) status = scan(set, &ctx, &count);
        ms_set_free(set);
        assert_int_equal(failing.live_bytes, 0);
        /* Machine code is done without. */
        assert_true(status == MS_END || (failing.has_failed && status == MS_E_MEMORY));
        if (status == MS_END) assert_int_equal(count, 8);
        if (!failing.has_failed) break;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hits_come_in_order_with_their_groups),
        cmocka_unit_test(later_scans_allocate_nothing),
        cmocka_unit_test(a_limit_in_one_pattern_ends_the_scan_with_that_limit),
        cmocka_unit_test(a_failed_allocation_is_an_error_and_leaks_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
