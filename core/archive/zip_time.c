/* See zip_time.h. */
#include "archive/zip_time.h"

#include "archive/bytes.h"

/* Years begin in March here, so that the leap day comes last. */
int64_t ms_zip_time_days(int64_t year, unsigned month, unsigned day) {
    year -= month <= 2;
    int64_t era = year / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year =
        (153 * (int64_t)(month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
           day_of_year - 719468;
}

int64_t ms_zip_time(uint16_t dos_time, uint16_t dos_date, ms_slice extended) {
    if (extended.len >= 5 && (extended.ptr[0] & 1)) {
        return (int32_t)ms_bytes_u32(extended.ptr + 1);
    }
    unsigned month = dos_date >> 5 & 15, day = dos_date & 31;
    if (month < 1 || month > 12 || day < 1) return -1;
    int64_t days = ms_zip_time_days(1980 + (dos_date >> 9), month, day);
    int64_t hours = dos_time >> 11, minutes = dos_time >> 5 & 63, pairs = dos_time & 31;
    return days * 86400 + hours * 3600 + minutes * 60 + pairs * 2;
}

void ms_zip_time_to_dos(int64_t seconds, uint16_t *dos_time, uint16_t *dos_date) {
    const int64_t first = ms_zip_time_days(1980, 1, 1) * 86400,
                  last = ms_zip_time_days(2108, 1, 1) * 86400 - 2;
    if (seconds < first) seconds = first;
    if (seconds > last) seconds = last;
    int64_t days = seconds / 86400, of_day = seconds % 86400;
    int year = 1980;
    while (ms_zip_time_days(year + 1, 1, 1) <= days) year++;
    unsigned month = 1;
    while (month < 12 && ms_zip_time_days(year, month + 1, 1) <= days) month++;
    int64_t day = days - ms_zip_time_days(year, month, 1) + 1;
    *dos_date = (uint16_t)((year - 1980) << 9 | (int)month << 5 | (int)day);
    *dos_time = (uint16_t)(of_day / 3600 << 11 | of_day / 60 % 60 << 5 | of_day % 60 / 2);
}
