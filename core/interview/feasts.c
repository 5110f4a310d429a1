/* See feasts.h. Arithmetic only: the rules of each calendar as Reingold and Dershowitz
 * (Calendrical Calculations) and Meeus put them. */
#include "interview/feasts.h"

/* Days from 1970-01-01 back to the first days of the calendars. */
enum { HEBREW_EPOCH = -1373427 - 719163, ISLAMIC_EPOCH = 227015 - 719163 };

static int64_t western_easter(int32_t year) {
    int32_t golden = year % 19, century = year / 100, of_century = year % 100;
    int32_t correction = (century - (century + 8) / 25 + 1) / 3;
    int32_t moon = (19 * golden + century - century / 4 - correction + 15) % 30;
    int32_t weekday =
        (32 + 2 * (century % 4) + 2 * (of_century / 4) - moon - of_century % 4) % 7;
    int32_t late = (golden + 11 * moon + 22 * weekday) / 451;
    int32_t sum = moon + weekday - 7 * late + 114;
    return ms_date_to_days((ms_date){year, sum / 31, sum % 31 + 1});
}

static int64_t eastern_easter(int32_t year) {
    int32_t moon = (19 * (year % 19) + 15) % 30;
    int32_t weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
    int32_t sum = moon + weekday + 114;
    int32_t behind = year / 100 - year / 400 - 2;
    return ms_date_to_days((ms_date){year, sum / 31, sum % 31 + 1}) + behind;
}

bool ms_feasts_easter(int32_t year, bool is_eastern, int64_t *days) {
    if (year < 326 || year > MS_YEAR_MOST) return false;
    *days = is_eastern ? eastern_easter(year) : western_easter(year);
    return true;
}

/* Days from the epoch to the new year, before it is put off for the sake of its neighbours. */
static int64_t hebrew_elapsed(int64_t year) {
    int64_t months = (235 * year - 234) / 19;
    int64_t parts = 12084 + 13753 * months;
    int64_t day = 29 * months + parts / 25920;
    return 3 * (day + 1) % 7 < 3 ? day + 1 : day;
}

static int64_t hebrew_new_year(int64_t year) {
    int64_t before = hebrew_elapsed(year - 1), now = hebrew_elapsed(year);
    int64_t after = hebrew_elapsed(year + 1);
    int64_t delay = after - now == 356 ? 2 : now - before == 382 ? 1 : 0;
    return HEBREW_EPOCH + now + delay;
}

static bool has_two_adars(int64_t year) {
    return (7 * year + 1) % 19 < 7;
}

static int32_t hebrew_month_days(int64_t year, int32_t month) {
    int64_t length = hebrew_new_year(year + 1) - hebrew_new_year(year);
    if (month == 8) return length % 10 == 5 ? 30 : 29;
    if (month == 9) return length % 10 == 3 ? 29 : 30;
    if (month == 12) return has_two_adars(year) ? 30 : 29;
    return month == 2 || month == 4 || month == 6 || month == 10 || month == 13 ? 29 : 30;
}

bool ms_feasts_hebrew(int32_t year, int32_t month, int32_t day, int64_t *days) {
    if (year < 2 || year > MS_YEAR_MOST + 3700 || month < 1 || day < 1) return false;
    int32_t last = has_two_adars(year) ? 13 : 12;
    if (month > last || day > hebrew_month_days(year, month)) return false;
    int64_t sum = hebrew_new_year(year) + day - 1;
    for (int32_t m = 7; m != month; m = m == last ? 1 : m + 1) sum += hebrew_month_days(year, m);
    *days = sum;
    return true;
}

bool ms_feasts_islamic(int32_t year, int32_t month, int32_t day, int64_t *days) {
    if (year < 1 || year > MS_YEAR_MOST || month < 1 || month > 12) return false;
    bool is_leap = (11 * year + 14) % 30 < 11;
    int32_t length = month % 2 == 1 || (month == 12 && is_leap) ? 30 : 29;
    if (day < 1 || day > length) return false;
    *days = ISLAMIC_EPOCH + day - 1 + 29 * (month - 1) + month / 2 + 354 * ((int64_t)year - 1) +
            (3 + 11 * (int64_t)year) / 30;
    return true;
}
