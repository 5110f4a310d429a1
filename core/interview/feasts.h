/* Calendars that feasts follow: Easter in the West and East, the Jewish calendar, and the Islamic
 * one by its arithmetic rule (which may be a day from what is seen of the moon somewhere).
 * Days are counted from 1970-01-01 as in calendar.h; all are false outside its years. */
#ifndef MS_INTERVIEW_FEASTS_H
#define MS_INTERVIEW_FEASTS_H

#include "interview/calendar.h"

/* Easter Sunday of a year from 326 on; is_eastern by the Julian calendar. */
bool ms_feasts_easter(int32_t year, bool is_eastern, int64_t *days);

/* A day of the Jewish calendar: months count from Nisan, so that Tishri, with which the year
 * begins, is 7, and 13 is the second Adar. False when that year has no such day. */
bool ms_feasts_hebrew(int32_t year, int32_t month, int32_t day, int64_t *days);

/* A day of the Islamic calendar, 1 being Muharram and 9 Ramadan. */
bool ms_feasts_islamic(int32_t year, int32_t month, int32_t day, int64_t *days);

#endif
