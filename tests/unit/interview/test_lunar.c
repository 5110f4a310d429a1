/* The Chinese year and the calendars of feasts against days that are known. */
#include "../support.h"

#include "interview/feasts.h"
#include "interview/lunar.h"

typedef struct known {
    int32_t year, month, day;
    bool is_leap;
    ms_date date;
} known;

static void assert_day(int64_t days, ms_date date) {
    assert_int_equal(days, ms_date_to_days(date));
}

static void new_years_and_festivals_fall_on_their_days(void **state) {
    (void)state;
    static const known cases[] = {
        {1900, 1, 1, false, {1900, 1, 31}},  {1949, 1, 1, false, {1949, 1, 29}},
        {1976, 8, 15, false, {1976, 9, 8}},  {1978, 8, 15, false, {1978, 9, 17}},
        {1985, 1, 1, false, {1985, 2, 20}},  {2000, 1, 1, false, {2000, 2, 5}},
        {2015, 5, 5, false, {2015, 6, 20}},  {2023, 1, 1, false, {2023, 1, 22}},
        {2023, 2, 1, true, {2023, 3, 22}},   {2033, 11, 1, true, {2033, 12, 22}},
        {2021, 11, 29, false, {2022, 1, 1}}, {2100, 1, 1, false, {2100, 2, 9}}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t days = 0;
        const known *one = &cases[i];
        assert_true(ms_lunar_to_days(one->year, one->month, one->day, one->is_leap, &days));
        assert_day(days, one->date);
    }
}

/* Over 60 years each month follows the one before without a gap, and each year has 12 or 13. */
static void months_follow_each_other(void **state) {
    (void)state;
    int64_t expected = ms_date_to_days((ms_date){1981, 2, 5});
    for (int32_t year = 1981; year < 2041; year++) {
        int64_t days = 0;
        int leaps = 0;
        for (int32_t month = 1; month <= 12; month++) {
            for (int is_leap = 0; is_leap < 2; is_leap++) {
                if (!ms_lunar_to_days(year, month, 1, is_leap, &days)) continue;
                assert_int_equal(days, expected);
                leaps += is_leap;
                expected += ms_lunar_to_days(year, month, 30, is_leap, &days) ? 30 : 29;
            }
        }
        assert_true(leaps <= 1);
    }
}

static void solar_terms_fall_on_their_days(void **state) {
    (void)state;
    static const struct {
        int32_t year, longitude;
        ms_date date;
    } cases[] = {{2024, 15, {2024, 4, 4}},  {2024, 270, {2024, 12, 21}}, {2021, 315, {2021, 2, 3}},
                 {2021, 75, {2021, 6, 5}},  {2021, 225, {2021, 11, 7}},  {2022, 315, {2022, 2, 4}},
                 {1985, 285, {1985, 1, 5}}, {1968, 0, {1968, 3, 20}}};
    int64_t days = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_true(ms_lunar_term(cases[i].year, cases[i].longitude, &days));
        assert_day(days, cases[i].date);
    }
    assert_false(ms_lunar_term(2024, 16, &days));
    assert_false(ms_lunar_term(2024, 360, &days));
    assert_false(ms_lunar_term(1644, 0, &days));
}

static void days_that_are_not_are_refused(void **state) {
    (void)state;
    int64_t days = 0;
    assert_false(ms_lunar_to_days(2024, 1, 30, false, &days));
    assert_true(ms_lunar_to_days(2024, 2, 30, false, &days));
    assert_false(ms_lunar_to_days(2024, 4, 1, true, &days));
    assert_false(ms_lunar_to_days(2024, 13, 1, false, &days));
    assert_false(ms_lunar_to_days(2201, 1, 1, false, &days));
    assert_false(ms_feasts_islamic(1445, 2, 30, &days));
    assert_false(ms_feasts_hebrew(5785, 13, 1, &days));
    assert_false(ms_feasts_easter(325, false, &days));
}

static void feasts_fall_on_their_days(void **state) {
    (void)state;
    int64_t days = 0;
    assert_true(ms_feasts_easter(2013, false, &days));
    assert_day(days, (ms_date){2013, 3, 31});
    assert_true(ms_feasts_easter(2013, true, &days));
    assert_day(days, (ms_date){2013, 5, 5});
    assert_true(ms_feasts_hebrew(5779, 9, 25, &days)); /* Hanukkah */
    assert_day(days, (ms_date){2018, 12, 3});
    assert_true(ms_feasts_hebrew(5784, 1, 15, &days)); /* Passover, behind two Adars */
    assert_day(days, (ms_date){2024, 4, 23});
    assert_true(ms_feasts_hebrew(5785, 7, 1, &days));
    assert_day(days, (ms_date){2024, 10, 3});
    assert_true(ms_feasts_islamic(1434, 10, 1, &days)); /* the end of Ramadan */
    assert_day(days, (ms_date){2013, 8, 8});
    assert_true(ms_feasts_islamic(1, 1, 1, &days));
    assert_day(days, (ms_date){622, 7, 19});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_years_and_festivals_fall_on_their_days),
        cmocka_unit_test(months_follow_each_other),
        cmocka_unit_test(solar_terms_fall_on_their_days),
        cmocka_unit_test(days_that_are_not_are_refused),
        cmocka_unit_test(feasts_fall_on_their_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
