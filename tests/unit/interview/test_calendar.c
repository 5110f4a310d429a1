/* Days, weeks and their written form. */
#include "../support.h"

#include "interview/calendar.h"

static void every_day_of_many_years_goes_to_a_number_and_back(void **state) {
    (void)state;
    ms_date date = {-9999, 1, 1};
    int64_t days = ms_date_to_days(date);
    ms_date last = {9999, 12, 31};
    int64_t end = ms_date_to_days(last);
    for (int64_t n = days; n <= end; n += 13) {
        ms_date back;
        assert_true(ms_date_from_days(n, &back));
        assert_true(ms_date_is_valid(back));
        assert_int_equal(ms_date_to_days(back), n);
    }
    assert_false(ms_date_from_days(end + 1, &date));
    assert_false(ms_date_from_days(days - 1, &date));
}

static void days_follow_each_other_over_a_leap_century(void **state) {
    (void)state;
    int64_t expected = ms_date_to_days((ms_date){1899, 1, 1});
    for (int32_t year = 1899; year <= 2001; year++) {
        for (int32_t month = 1; month <= 12; month++) {
            for (int32_t day = 1; day <= ms_date_last_day(year, month); day++) {
                assert_int_equal(ms_date_to_days((ms_date){year, month, day}), expected++);
            }
        }
    }
}

static void known_days_have_their_weekday_and_week(void **state) {
    (void)state;
    assert_int_equal(ms_date_to_days((ms_date){1970, 1, 1}), 0);
    assert_int_equal(ms_date_weekday((ms_date){2024, 6, 27}), 4);
    assert_int_equal(ms_date_weekday((ms_date){1900, 1, 1}), 1);
    static const struct {
        ms_date date;
        int32_t year;
        int week;
    } cases[] = {{{2024, 12, 30}, 2025, 1}, {{2021, 1, 1}, 2020, 53}, {{2024, 1, 1}, 2024, 1},
                 {{2023, 1, 1}, 2022, 52}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int32_t year;
        assert_int_equal(ms_date_week(cases[i].date, &year), cases[i].week);
        assert_int_equal(year, cases[i].year);
    }
}

static void adding_months_cuts_to_the_last_day(void **state) {
    (void)state;
    ms_date date = {2024, 1, 31};
    assert_true(ms_date_add(&date, 0, 1, 0));
    assert_int_equal(date.day, 29);
    date = (ms_date){2024, 3, 15};
    assert_true(ms_date_add(&date, -1, -14, -15));
    assert_int_equal(date.year * 10000 + date.month * 100 + date.day, 20211231);
    date = (ms_date){9999, 12, 31};
    assert_false(ms_date_add(&date, 0, 0, 1));
    assert_int_equal(date.year, 9999);
    assert_false(ms_date_add(&date, INT64_MAX, 0, 0));
}

static void check_edtf(ms_edtf value, const char *expected) {
    ms_buffer out;
    ms_buffer_init(&out, ms_sys_real(), SIZE_MAX);
    ms_status status = ms_edtf_format(&out, &value);
    if (expected) {
        assert_int_equal(status, MS_OK);
        assert_slice_equal(ms_buffer_slice(&out), expected);
    } else {
        assert_int_equal(status, MS_E_USAGE);
    }
    ms_buffer_free(&out);
}

static void dates_are_written_with_what_is_known(void **state) {
    (void)state;
    enum { U = MS_UNKNOWN };
    check_edtf((ms_edtf){2024, 6, 27, U, U, U, 0}, "2024-06-27");
    check_edtf((ms_edtf){2024, U, U, U, U, U, 0}, "2024");
    check_edtf((ms_edtf){U, 8, U, U, U, U, 0}, "XXXX-08");
    check_edtf((ms_edtf){U, U, 5, U, U, U, 0}, "XXXX-XX-05");
    check_edtf((ms_edtf){2024, 21, U, U, U, U, 0}, "2024-21");
    check_edtf((ms_edtf){-44, 3, 15, U, U, U, 0}, "-0044-03-15");
    check_edtf((ms_edtf){2024, 6, 27, 15, 30, U, 0}, "2024-06-27T15:30");
    check_edtf((ms_edtf){U, U, U, 9, U, U, 0}, "T09");
    check_edtf((ms_edtf){U, U, U, 9, 5, 7, 0}, "T09:05:07");
    check_edtf((ms_edtf){1990, U, U, U, U, U, '~'}, "1990~");
    check_edtf((ms_edtf){2023, 2, 29, U, U, U, 0}, NULL);
    check_edtf((ms_edtf){U, 2, 29, U, U, U, 0}, "XXXX-02-29");
    check_edtf((ms_edtf){2023, 13, U, U, U, U, 0}, NULL);
    check_edtf((ms_edtf){2023, 1, 1, 25, U, U, 0}, NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_of_many_years_goes_to_a_number_and_back),
        cmocka_unit_test(days_follow_each_other_over_a_leap_century),
        cmocka_unit_test(known_days_have_their_weekday_and_week),
        cmocka_unit_test(adding_months_cuts_to_the_last_day),
        cmocka_unit_test(dates_are_written_with_what_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
