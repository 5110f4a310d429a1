/* See calendar.h. Days are counted in eras of 400 years that begin in March, so that the leap
 * day comes last and no table of months is needed. */
#include "interview/calendar.h"

enum { ERA_YEARS = 400, ERA_DAYS = 146097, DAYS_TO_1970 = 719468 };

static bool is_leap(int32_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int ms_date_last_day(int32_t year, int32_t month) {
    if (month == 2) return is_leap(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool ms_date_is_valid(ms_date date) {
    return date.year >= MS_YEAR_LEAST && date.year <= MS_YEAR_MOST && date.month >= 1 &&
           date.month <= 12 && date.day >= 1 && date.day <= ms_date_last_day(date.year, date.month);
}

static int64_t floor_divide(int64_t a, int64_t b) {
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

int64_t ms_date_to_days(ms_date date) {
    int64_t year = date.month > 2 ? date.year : date.year - 1;
    int64_t era = floor_divide(year, ERA_YEARS);
    int64_t of_era = year - era * ERA_YEARS;
    int64_t of_year = (153 * ((date.month + 9) % 12) + 2) / 5 + date.day - 1;
    return era * ERA_DAYS + of_era * 365 + of_era / 4 - of_era / 100 + of_year - DAYS_TO_1970;
}

bool ms_date_from_days(int64_t days, ms_date *date) {
    static const ms_date first = {MS_YEAR_LEAST, 1, 1}, last = {MS_YEAR_MOST, 12, 31};
    if (days < ms_date_to_days(first) || days > ms_date_to_days(last)) return false;
    days += DAYS_TO_1970;
    int64_t era = floor_divide(days, ERA_DAYS);
    int64_t of_era = days - era * ERA_DAYS;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153;
    date->day = (int32_t)(of_year - (153 * month + 2) / 5 + 1);
    date->month = (int32_t)(month < 10 ? month + 3 : month - 9);
    date->year = (int32_t)(year + era * ERA_YEARS + (date->month <= 2));
    return true;
}

int ms_date_weekday(ms_date date) {
    int64_t days = ms_date_to_days(date) + 3; /* 1970-01-01 was a Thursday */
    return (int)(days - floor_divide(days, 7) * 7) + 1;
}

bool ms_date_add(ms_date *date, int64_t years, int64_t months, int64_t days) {
    enum { MOST = 10000000 };
    const int64_t steps[] = {years, months, days};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (steps[i] > MOST || steps[i] < -MOST) return false;
    }
    int64_t month = (date->year + years) * 12 + date->month - 1 + months;
    int64_t year = floor_divide(month, 12);
    if (year < MS_YEAR_LEAST || year > MS_YEAR_MOST) return false;
    ms_date moved = {(int32_t)year, (int32_t)(month - year * 12) + 1, date->day};
    int last = ms_date_last_day(moved.year, moved.month);
    if (moved.day > last) moved.day = last;
    return ms_date_from_days(ms_date_to_days(moved) + days, date);
}

int ms_date_week(ms_date date, int32_t *year) {
    /* A week belongs to the year of its Thursday. */
    int64_t thursday = ms_date_to_days(date) + 4 - ms_date_weekday(date);
    ms_date of = date;
    if (!ms_date_from_days(thursday, &of)) of = date;
    *year = of.year;
    return (int)((thursday - ms_date_to_days((ms_date){of.year, 1, 1})) / 7) + 1;
}

/* --- EDTF --------------------------------------------------------------------------------- */

static bool is_known(int32_t part) {
    return part != MS_UNKNOWN;
}

static bool is_within(int32_t part, int32_t least, int32_t most) {
    return !is_known(part) || (part >= least && part <= most);
}

static bool is_in_range(const ms_edtf *v) {
    bool is_month = is_within(v->month, 1, 12) || is_within(v->month, 21, 24) ||
                    is_within(v->month, 33, 36);
    bool is_time = is_within(v->hour, 0, 24) && is_within(v->minute, 0, 59) &&
                   is_within(v->second, 0, 60);
    if (!is_month || !is_time || !is_within(v->year, MS_YEAR_LEAST, MS_YEAR_MOST)) return false;
    int32_t year = is_known(v->year) ? v->year : 2000;
    bool has_length = is_known(v->month) && v->month <= 12;
    int last = has_length ? ms_date_last_day(year, v->month) : 31;
    return is_within(v->day, 1, last);
}

static ms_status put_two(ms_buffer *out, char before, int32_t part) {
    return is_known(part) ? ms_buffer_printf(out, "%c%02d", before, (int)part)
                          : ms_buffer_printf(out, "%cXX", before);
}

static ms_status put_date(ms_buffer *out, const ms_edtf *v) {
    ms_status status = !is_known(v->year) ? ms_buffer_printf(out, "XXXX")
                       : v->year < 0      ? ms_buffer_printf(out, "-%04d", (int)-v->year)
                                          : ms_buffer_printf(out, "%04d", (int)v->year);
    if (status == MS_OK && (is_known(v->month) || is_known(v->day))) {
        status = put_two(out, '-', v->month);
    }
    if (status == MS_OK && is_known(v->day)) status = put_two(out, '-', v->day);
    return status;
}

ms_status ms_edtf_format(ms_buffer *out, const ms_edtf *v) {
    if (!is_in_range(v)) return MS_E_USAGE;
    bool has_time = is_known(v->hour) || is_known(v->minute);
    ms_status status = MS_OK;
    if (!has_time || is_known(v->year) || is_known(v->month) || is_known(v->day)) {
        status = put_date(out, v);
    }
    if (status == MS_OK && has_time) status = put_two(out, 'T', v->hour);
    if (status == MS_OK && (is_known(v->minute) || is_known(v->second))) {
        status = put_two(out, ':', v->minute);
    }
    if (status == MS_OK && is_known(v->second)) status = put_two(out, ':', v->second);
    if (status == MS_OK && v->mark) status = ms_buffer_printf(out, "%c", v->mark);
    return status;
}
