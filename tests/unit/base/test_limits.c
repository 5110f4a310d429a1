/* Limits, the meter and errors: what flags accept, that a trip stays, that messages are
 * whole. */
#include "support.h"

#include <errno.h>

#include "base/ctx.h"

static ms_limits limits;
static ms_error error;

static ms_status set(const char *name, const char *text) {
    return ms_limits_set(&limits, name, text, &error);
}

static void a_limit_takes_sizes_times_and_counts_with_suffixes(void **state) {
    (void)state;
    limits = ms_limits_default();
    assert_int_equal(set("memory", "64M"), MS_OK);
    assert_int_equal(limits.memory, 64 << 20);
    assert_int_equal(set("document", "4KiB"), MS_OK);
    assert_int_equal(limits.document, 4096);
    assert_int_equal(set("time", "1500ms"), MS_OK);
    assert_int_equal(limits.time_ns, 1500000000);
    assert_int_equal(set("time", "2m"), MS_OK);
    assert_int_equal(limits.time_ns, UINT64_C(120000000000));
    assert_int_equal(set("fuel", "3G"), MS_OK);
    assert_int_equal(limits.fuel, UINT64_C(3000000000));
}

static void what_makes_no_sense_is_refused_with_what_would(void **state) {
    (void)state;
    static const char *const wrong[][2] = {{"memory", ""},
                                           {"memory", "M"},
                                           {"memory", "-1"},
                                           {"memory", "1.5G"},
                                           {"memory", "10s"},
                                           {"memory", "64 M"},
                                           {"memory", "0"},
                                           {"memory", "99999999999999999999999"},
                                           {"memory", "17179869184G"},
                                           {"time", "10M"},
                                           {"depth", "9"},
                                           {"depth", "4KiB"},
                                           {"nonsense", "1"}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        limits = ms_limits_default();
        ms_limits before = limits;
        error.message[0] = '\0';
        assert_int_equal(set(wrong[i][0], wrong[i][1]), MS_E_USAGE);
        assert_memory_equal(&limits, &before, sizeof limits);
        assert_non_null(strstr(error.message, wrong[i][0]));
    }
}

static void every_limit_has_a_default_within_its_range_and_says_its_flag(void **state) {
    (void)state;
    size_t count;
    const ms_limit_info *table = ms_limits_table(&count);
    limits = ms_limits_default();
    assert_int_equal(count * sizeof(uint64_t), sizeof limits);
    for (size_t i = 0; i < count; i++) {
        assert_true(table[i].fallback >= 1 && table[i].fallback <= table[i].most);
        assert_true(ms_status_is_limit(table[i].status));
    }
    ms_limits_hit(&limits, MS_E_LIMIT_DOCUMENT, 70000000, 5, &error);
    assert_non_null(strstr(error.message, "--limit-document"));
    assert_non_null(strstr(error.message, "70000000"));
    assert_int_equal(error.offset, 5);
}

static int64_t clock_ns;

static int64_t stopped_clock(void *state) {
    (void)state;
    return clock_ns;
}

static void the_meter_trips_at_its_fuel_and_stays_so(void **state) {
    (void)state;
    ms_ctx ctx;
    ms_ctx_init(&ctx, ms_sys_real());
    ctx.limits.fuel = 5000000;
    uint64_t spent = 0;
    while (ms_tick(&ctx, 1000) == MS_OK) spent += 1000;
    assert_in_range(spent, 5000000, 5000000 + (2 << 20));
    assert_int_equal(ms_tick(&ctx, 0), MS_E_LIMIT_FUEL);
    ms_ctx_start(&ctx);
    assert_int_equal(ms_tick(&ctx, 1000), MS_OK);
    assert_int_equal(ms_tick(&ctx, UINT64_C(1) << 60), MS_E_LIMIT_FUEL);
}

static void the_meter_trips_at_its_time(void **state) {
    (void)state;
    ms_sys sys = *ms_sys_real();
    sys.monotonic_ns = stopped_clock;
    ms_ctx ctx;
    clock_ns = 1000;
    ms_ctx_init(&ctx, &sys);
    assert_int_equal(ms_tick(&ctx, 2 << 20), MS_OK);
    clock_ns += (int64_t)ctx.limits.time_ns + 1;
    assert_int_equal(ms_tick(&ctx, 1), MS_OK); /* the clock is not looked at so soon */
    assert_int_equal(ms_tick(&ctx, 2 << 20), MS_E_LIMIT_TIME);
    clock_ns = 1000;
    assert_int_equal(ms_tick(&ctx, 0), MS_E_LIMIT_TIME);
    assert_int_equal(ms_ctx_explain(&ctx, MS_E_LIMIT_TIME, &error), MS_E_LIMIT_TIME);
    assert_non_null(strstr(error.message, "--limit-time"));
}

static void names_of_statuses_are_distinct_and_read_back(void **state) {
    (void)state;
    for (unsigned i = 0; i < MS_STATUS_COUNT; i++) {
        assert_int_equal(ms_status_parse(ms_status_name((ms_status)i)), i);
    }
    assert_int_equal(ms_status_parse("no such thing"), MS_E_INTERNAL);
    assert_string_equal(ms_status_name((ms_status)9999), "internal");
    assert_string_equal(ms_status_name(MS_E_LIMIT_DEPTH), "limit_depth");
}

/* The messages below are of ASCII and of characters that take three bytes. */
static bool is_whole(const char *message) {
    size_t high = 0;
    for (; *message; message++) high += (unsigned char)*message >= 0x80;
    return high % 3 == 0;
}

static void a_message_is_cut_between_characters(void **state) {
    (void)state;
    char longer[600] = "";
    for (int i = 0; i < 150; i++) memcpy(longer + 3 * i, "湿", 3);
    for (size_t lead = 0; lead < 4; lead++) {
        ms_error_set(&error, MS_E_USAGE, 7, "%.*s%s", (int)lead, "abc", longer);
        size_t len = strlen(error.message);
        assert_true(len < sizeof error.message && len > sizeof error.message - 5);
        assert_true(is_whole(error.message));
        ms_error_system(&error, ENOSPC, "%.*s%s", (int)lead, "abc", longer);
        assert_true(is_whole(error.message));
    }
    assert_int_equal(ms_error_set(NULL, MS_E_IO, 0, "nobody listens"), MS_E_IO);
}

static void system_errors_say_what_the_system_said(void **state) {
    (void)state;
    assert_int_equal(ms_error_system(&error, ENOENT, "opening %s", "a.txt"), MS_E_NOT_FOUND);
    assert_string_equal(error.message, "opening a.txt: No such file or directory");
    assert_int_equal(ms_error_system(&error, EACCES, "x"), MS_E_PERMISSION);
    assert_int_equal(ms_error_system(&error, ENOSPC, "x"), MS_E_IO);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_limit_takes_sizes_times_and_counts_with_suffixes),
        cmocka_unit_test(what_makes_no_sense_is_refused_with_what_would),
        cmocka_unit_test(every_limit_has_a_default_within_its_range_and_says_its_flag),
        cmocka_unit_test(the_meter_trips_at_its_fuel_and_stays_so),
        cmocka_unit_test(the_meter_trips_at_its_time),
        cmocka_unit_test(names_of_statuses_are_distinct_and_read_back),
        cmocka_unit_test(a_message_is_cut_between_characters),
        cmocka_unit_test(system_errors_say_what_the_system_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
