/* Times of zip members. */
#ifndef MS_ARCHIVE_ZIP_TIME_H
#define MS_ARCHIVE_ZIP_TIME_H

#include "base/slice.h"

/* Seconds since 1970: from the extended timestamp field (0x5455; may be empty), else from
 * MS-DOS time and date, which have no zone and are taken as UTC. -1 for none. */
int64_t ms_zip_time(uint16_t dos_time, uint16_t dos_date, ms_slice extended);

/* The other way; times outside 1980 to 2107 are moved to the nearest end. */
void ms_zip_time_to_dos(int64_t seconds, uint16_t *dos_time, uint16_t *dos_date);

/* Days since 1970-01-01 of a date of the Gregorian calendar. */
int64_t ms_zip_time_days(int64_t year, unsigned month, unsigned day);

#endif
