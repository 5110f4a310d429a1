/* ms.calendar's other calendars: the Chinese year, solar terms, Easter, the Jewish and Islamic
 * calendars. Arguments in, one call of core/interview, a Gregorian date out. */
#include "bind/bind.h"
#include "interview/feasts.h"
#include "interview/lunar.h"

/* Working out a Chinese year takes about as long as reading this many bytes. */
enum { SPENT_ON_A_YEAR = 20000, SPENT_ON_A_TERM = 1000 };

static int32_t check_part(lua_State *L, int arg) {
    lua_Integer part = luaL_checkinteger(L, arg);
    luaL_argcheck(L, part > -100000 && part < 100000, arg, "no part of a date");
    return (int32_t)part;
}

static int push_day(lua_State *L, bool is_known, int64_t days) {
    ms_date date;
    if (!is_known || !ms_date_from_days(days, &date)) {
        lua_pushnil(L);
        return 1;
    }
    lua_pushinteger(L, date.year);
    lua_pushinteger(L, date.month);
    lua_pushinteger(L, date.day);
    return 3;
}

/** ms.calendar.lunar(year, month, day [, is_leap]) -> year, month, day
 *  The Gregorian date of a day of the Chinese calendar, worked out from sun and moon (1645 to 2200;
 *  compared with a table from 1900 to 2049). `is_leap` asks for the leap month behind that month. nil when there
 *  is no such day: a month has 29 or 30.
 *  @example
 *  ms.calendar.lunar(2024, 1, 1) --> 2024, 2, 10
 *  ms.calendar.lunar(2024, 8, 15) --> 2024, 9, 17
 *  ms.calendar.lunar(2020, 4, 1, true) --> 2020, 5, 23
 *  ms.calendar.lunar(2024, 4, 1, true) --> nil
 */
static int lunar(lua_State *L) {
    int64_t days = 0;
    ms_spend(L, SPENT_ON_A_YEAR);
    bool is_known = ms_lunar_to_days(check_part(L, 1), check_part(L, 2), check_part(L, 3),
                                     lua_toboolean(L, 4), &days);
    return push_day(L, is_known, days);
}

/** ms.calendar.solar_term(year, longitude) -> year, month, day
 *  The day of that year, in Beijing, on which the sun reaches a longitude that is a multiple of 15
 *  degrees: 0 is the spring equinox (春分), 15 清明, 270 冬至, 315 立春. nil for anything else.
 *  @example
 *  ms.calendar.solar_term(2024, 15) --> 2024, 4, 4
 *  ms.calendar.solar_term(2024, 270) --> 2024, 12, 21
 */
static int solar_term(lua_State *L) {
    int64_t days = 0;
    ms_spend(L, SPENT_ON_A_TERM);
    bool is_known = ms_lunar_term(check_part(L, 1), check_part(L, 2), &days);
    return push_day(L, is_known, days);
}

/** ms.calendar.easter(year [, is_eastern]) -> year, month, day
 *  Easter Sunday; with `is_eastern`, that of the Orthodox churches.
 *  @example
 *  ms.calendar.easter(2024) --> 2024, 3, 31
 *  ms.calendar.easter(2024, true) --> 2024, 5, 5
 */
static int easter(lua_State *L) {
    int64_t days = 0;
    bool is_known = ms_feasts_easter(check_part(L, 1), lua_toboolean(L, 2), &days);
    return push_day(L, is_known, days);
}

/** ms.calendar.hebrew(year, month, day) -> year, month, day
 *  The Gregorian date of a day of the Jewish calendar, the daylight of it. Months count from Nisan:
 *  Tishri, with which the year begins, is 7, and 13 the second Adar.
 *  @example
 *  ms.calendar.hebrew(5785, 7, 1) --> 2024, 10, 3
 */
static int hebrew(lua_State *L) {
    int64_t days = 0;
    bool is_known = ms_feasts_hebrew(check_part(L, 1), check_part(L, 2), check_part(L, 3), &days);
    return push_day(L, is_known, days);
}

/** ms.calendar.islamic(year, month, day) -> year, month, day
 *  The Gregorian date of a day of the Islamic calendar by its arithmetic rule; where the moon is
 *  looked for, the day may be another one.
 *  @example
 *  ms.calendar.islamic(1445, 10, 1) --> 2024, 4, 10
 */
static int islamic(lua_State *L) {
    int64_t days = 0;
    bool is_known = ms_feasts_islamic(check_part(L, 1), check_part(L, 2), check_part(L, 3), &days);
    return push_day(L, is_known, days);
}

void ms_bind_feasts(lua_State *L) {
    static const luaL_Reg functions[] = {{"lunar", lunar},   {"solar_term", solar_term},
                                         {"easter", easter}, {"hebrew", hebrew},
                                         {"islamic", islamic}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
