/* ms.numeral and ms.calendar: numbers in words and dates without a clock. Arguments in, one
 * call of core/interview, results out. */
#include "bind/bind.h"
#include "interview/calendar.h"
#include "interview/numeral.h"

/** ms.numeral(text [, init]) -> number, integer
 *  The longest numeral that begins at byte init (1 by default): its value, an integer when it is
 *  whole, else a float; and how many bytes it takes. nil when there is none. Reads digits, Chinese
 *  numerals in every style and English words, with fractions (3/4, ⅔, 五分之二, "two and a half") and
 *  marks of size ("two dozen", 10k, 1e6).
 *  @example
 *  ms.numeral("150.03亿元") --> 15003000000, 9
 *  ms.numeral("一万五千亿") --> 1500000000000, 15
 *  ms.numeral("twenty-five people") --> 25, 11
 *  ms.numeral("1.5 million") --> 1500000, 11
 *  ms.numeral("零点五") --> 0.5, 9
 *  ms.numeral("two and a half million") --> 2500000, 22
 *  ms.numeral("五分之二") --> 0.4, 12
 *  ms.numeral("no number") --> nil
 */
static int numeral(lua_State *L) {
    ms_slice text = ms_text_check(L, 1);
    lua_Integer init = luaL_optinteger(L, 2, 1);
    luaL_argcheck(L, init >= 1, 2, "bytes count from 1");
    size_t from = (lua_Unsigned)init - 1 < text.len ? (size_t)init - 1 : text.len;
    ms_number number;
    size_t bytes = ms_numeral_read(ms_slice_sub(text, from, text.len), &number);
    ms_spend(L, bytes + 8);
    int64_t whole;
    if (bytes == 0) {
        lua_pushnil(L);
        return 1;
    }
    if (number.is_exact && ms_decimal_to_int(number.exact, &whole)) {
        lua_pushinteger(L, whole);
    } else {
        lua_pushnumber(L, number.value);
        int is_integer;
        lua_Integer integer = lua_tointegerx(L, -1, &is_integer);
        if (is_integer) lua_pushinteger(L, integer);
    }
    ms_push_size(L, bytes);
    return 2;
}

/* --- the calendar ------------------------------------------------------------------------- */

static int32_t check_part(lua_State *L, int arg) {
    lua_Integer part = luaL_checkinteger(L, arg);
    luaL_argcheck(L, part > -100000 && part < 100000, arg, "no part of a date");
    return (int32_t)part;
}

static ms_date check_date(lua_State *L) {
    ms_date date = {check_part(L, 1), check_part(L, 2), check_part(L, 3)};
    if (!ms_date_is_valid(date)) {
        luaL_error(L, "there is no date %d-%d-%d", (int)date.year, (int)date.month,
                   (int)date.day);
    }
    return date;
}

static int push_date(lua_State *L, ms_date date) {
    lua_pushinteger(L, date.year);
    lua_pushinteger(L, date.month);
    lua_pushinteger(L, date.day);
    return 3;
}

/** ms.calendar.is_valid(year, month, day) -> boolean
 *  Whether there is such a day. The calendar is the Gregorian one, also for the time before it was
 *  made; years run from -9999 to 9999.
 *  @example
 *  ms.calendar.is_valid(2023, 2, 29) --> false
 */
static int is_valid(lua_State *L) {
    lua_pushboolean(L, ms_date_is_valid((ms_date){check_part(L, 1), check_part(L, 2),
                                                  check_part(L, 3)}));
    return 1;
}

/** ms.calendar.days(year, month, day) -> integer
 *  Days since 1970-01-01; `ms.calendar.date(days)` is the way back.
 *  @example
 *  ms.calendar.days(2000, 1, 1) --> 10957
 *  ms.calendar.date(10957) --> 2000, 1, 1
 */
static int days(lua_State *L) {
    lua_pushinteger(L, ms_date_to_days(check_date(L)));
    return 1;
}

static int date_of(lua_State *L) {
    ms_date date;
    if (!ms_date_from_days(luaL_checkinteger(L, 1), &date)) {
        return luaL_error(L, "the calendar ends before that day");
    }
    return push_date(L, date);
}

/** ms.calendar.weekday(year, month, day) -> integer
 *  1 is Monday, 7 Sunday.
 *  @example
 *  ms.calendar.weekday(2024, 6, 27) --> 4
 */
static int weekday(lua_State *L) {
    lua_pushinteger(L, ms_date_weekday(check_date(L)));
    return 1;
}

/** ms.calendar.last_day(year, month) -> integer
 *  How many days that month has.
 *  @example
 *  ms.calendar.last_day(2024, 2) --> 29
 */
static int last_day(lua_State *L) {
    int32_t year = check_part(L, 1), month = check_part(L, 2);
    luaL_argcheck(L, month >= 1 && month <= 12, 2, "months go from 1 to 12");
    lua_pushinteger(L, ms_date_last_day(year, month));
    return 1;
}

static lua_Integer get_part(lua_State *L, int table, const char *name, lua_Integer otherwise) {
    lua_Integer part = otherwise;
    if (lua_getfield(L, table, name) != LUA_TNIL) {
        int is_integer;
        part = lua_tointegerx(L, -1, &is_integer);
        if (!is_integer) luaL_error(L, "calendar: \"%s\" must be an integer", name);
    }
    lua_pop(L, 1);
    return part;
}

/** ms.calendar.add(year, month, day, {years=, months=, days=}) -> year, month, day
 *  Years and months first (the day is cut to the month's last), then days; nil when that leaves
 *  the calendar.
 *  @example
 *  ms.calendar.add(2024, 1, 31, { months = 1 }) --> 2024, 2, 29
 *  ms.calendar.add(2024, 1, 1, { days = -1 }) --> 2023, 12, 31
 */
static int add(lua_State *L) {
    ms_date date = check_date(L);
    luaL_checktype(L, 4, LUA_TTABLE);
    if (ms_date_add(&date, get_part(L, 4, "years", 0), get_part(L, 4, "months", 0),
                    get_part(L, 4, "days", 0))) {
        return push_date(L, date);
    }
    lua_pushnil(L);
    return 1;
}

/** ms.calendar.week(year, month, day) -> year, week
 *  The ISO week of that day, and the year that the week belongs to.
 *  @example
 *  ms.calendar.week(2024, 12, 30) --> 2025, 1
 */
static int week(lua_State *L) {
    int32_t year;
    int number = ms_date_week(check_date(L), &year);
    lua_pushinteger(L, year);
    lua_pushinteger(L, number);
    return 2;
}

static int32_t get_unit(lua_State *L, const char *name) {
    lua_Integer part = get_part(L, 1, name, MS_UNKNOWN);
    if (part != MS_UNKNOWN && (part < -100000 || part > 100000)) {
        luaL_error(L, "calendar: %s is out of range", name);
    }
    return (int32_t)part;
}

/** ms.calendar.edtf{year=, month=, day=, hour=, minute=, second=, mark=} -> string
 *  A date or time in the Extended Date/Time Format. What is missing before a part that is there is
 *  written X; a month may be a season (21 spring to 24 winter) or a quarter (33 to 36); `mark` is
 *  "~" (approximate), "?" or "%". nil when there is no such date.
 *  @example
 *  ms.calendar.edtf{ year = 2024, month = 6, day = 27 } --> 2024-06-27
 *  ms.calendar.edtf{ month = 8 } --> XXXX-08
 *  ms.calendar.edtf{ hour = 15, minute = 30 } --> T15:30
 *  ms.calendar.edtf{ year = 2023, month = 2, day = 29 } --> nil
 */
static int edtf(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    ms_edtf value = {.year = get_unit(L, "year"),     .month = get_unit(L, "month"),
                     .day = get_unit(L, "day"),       .hour = get_unit(L, "hour"),
                     .minute = get_unit(L, "minute"), .second = get_unit(L, "second")};
    lua_getfield(L, 1, "mark");
    const char *mark = luaL_optstring(L, -1, "");
    if (mark[0] && (!strchr("~?%", mark[0]) || mark[1])) {
        luaL_error(L, "calendar: a mark is ~, ? or %%");
    }
    value.mark = mark[0];
    ms_buffer *out = &ms_state_of(L)->scratch;
    ms_buffer_reset(out);
    ms_status status = ms_edtf_format(out, &value);
    if (status == MS_E_USAGE) {
        lua_pushnil(L);
    } else if (status != MS_OK) {
        ms_error error;
        ms_error_set(&error, status, 0, "no memory for a date");
        return ms_raise(L, &error);
    } else {
        lua_pushlstring(L, out->data, out->len);
    }
    return 1;
}

void ms_bind_numeral(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"is_valid", is_valid}, {"days", days}, {"date", date_of}, {"weekday", weekday},
        {"last_day", last_day}, {"add", add},   {"week", week},    {"edtf", edtf},
        {NULL, NULL}};
    lua_pushcfunction(L, numeral);
    lua_setfield(L, -2, "numeral");
    luaL_newlib(L, functions);
    ms_bind_feasts(L);
    lua_setfield(L, -2, "calendar");
}
