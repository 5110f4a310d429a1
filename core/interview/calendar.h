/* The proleptic Gregorian calendar: days, weekdays, ISO weeks, and dates written as EDTF.
 * Years run from -9999 to 9999; there is no clock and no time zone here. */
#ifndef MS_INTERVIEW_CALENDAR_H
#define MS_INTERVIEW_CALENDAR_H

#include "base/buffer.h"

enum { MS_YEAR_LEAST = -9999, MS_YEAR_MOST = 9999, MS_UNKNOWN = INT32_MIN };

typedef struct ms_date {
    int32_t year, month, day; /* month and day from 1 */
} ms_date;

bool ms_date_is_valid(ms_date date);
/* 28 to 31; month from 1 to 12. */
int ms_date_last_day(int32_t year, int32_t month);
/* Days since 1970-01-01 of a valid date, and back. Back: false outside the years above. */
int64_t ms_date_to_days(ms_date date);
bool ms_date_from_days(int64_t days, ms_date *date);
/* 1 is Monday, 7 Sunday. */
int ms_date_weekday(ms_date date);
/* Years and months first, the day cut to the month's last, then days. False when it leaves the
 * years above. */
bool ms_date_add(ms_date *date, int64_t years, int64_t months, int64_t days);
/* The ISO week, and the year that it belongs to. */
int ms_date_week(ms_date date, int32_t *year);

/* A date of which parts are unknown (MS_UNKNOWN): what is after the last known part is left
 * out, what is before it is written X. */
typedef struct ms_edtf {
    int32_t year;     /* 2024 */
    int32_t month;    /* 1-12, or 21-24 a season, 33-36 a quarter */
    int32_t day;
    int32_t hour, minute, second;
    char mark;        /* ~ approximate, ? uncertain, % both; 0 none */
} ms_edtf;

/* Appends 2024-06-27, XXXX-08, 2024-06-27T15:30, T15:30, 2024~. MS_E_USAGE when a part is out
 * of range. */
ms_status ms_edtf_format(ms_buffer *out, const ms_edtf *value) MS_CHECKED;

#endif
