/* The calendar of the Chinese year: months that begin with the new moon, and the 24 solar terms.
 * Both are worked out from the places of sun and moon (the rules that China has used since 1645),
 * in the time of Beijing: local mean time until 1928, eight hours ahead of Greenwich since.
 * Days are counted from 1970-01-01 as in calendar.h. */
#ifndef MS_INTERVIEW_LUNAR_H
#define MS_INTERVIEW_LUNAR_H

#include "interview/calendar.h"

/* The years that are answered for. Compared with a table of the months from 1900 to 2049; a new
 * moon close to midnight may be a day off. */
enum { MS_LUNAR_LEAST = 1645, MS_LUNAR_MOST = 2200 };

/* The day of a date of the moon's calendar: day 1 to 30 of a month 1 to 12, of the leap month
 * behind it where is_leap. False when the year is outside the above, or has no such day. */
bool ms_lunar_to_days(int32_t year, int32_t month, int32_t day, bool is_leap, int64_t *days);

/* The day of that year on which the sun reaches a longitude: 0 is the spring equinox, 15 清明, 270
 * the winter solstice, 315 立春. False unless it is one of the multiples of 15 below 360 and the
 * year one of the above. */
bool ms_lunar_term(int32_t year, int32_t longitude, int64_t *days);

#endif
