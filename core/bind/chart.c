/* host.chart: the chart of core/interview for moonscribe.chart, which is what authors see.
 * Values stay in a Lua table of the call; the chart knows their numbers only. A meaning may
 * raise: the chart's scratch belongs to the userdata. */
#include "bind/chart.h"

#include "base/size.h"
#include "interview/chart.h"

#define MS_TYPE_CHART "moonscribe.chart"

enum { SYMBOLS = 1, NAMES, MEANINGS, USER_VALUES = MEANINGS };

typedef struct ms_lua_chart {
    ms_chart *chart;   /* NULL before it is open and after it is closed */
    uint32_t symbols;  /* how many have a number */
    int64_t accounted; /* bytes told to the collector */
} ms_lua_chart;

static ms_lua_chart *check_chart(lua_State *L) {
    ms_lua_chart *box = ms_type_check(L, 1, MS_TYPE_CHART);
    if (!box->chart) luaL_error(L, "this chart has been closed");
    return box;
}

static int chart_release(lua_State *L) {
    ms_lua_chart *box = ms_type_check(L, 1, MS_TYPE_CHART);
    ms_chart *chart = box->chart;
    int64_t accounted = box->accounted;
    box->chart = NULL;
    box->accounted = 0;
    if (!chart) return 0;
    ms_chart_free(chart);
    ms_state_account(L, -accounted);
    return 0;
}

static void account(lua_State *L, ms_lua_chart *box) {
    int64_t size = (int64_t)ms_chart_size(box->chart), more = size - box->accounted;
    if (more == 0) return;
    box->accounted = size;
    ms_state_account(L, more);
}

static void check_status(lua_State *L, ms_status status) {
    if (status == MS_OK) return;
    if (status == MS_E_USAGE) {
        luaL_error(L, "chart: more than %d elements or %d tokens, or a parse within a meaning",
                   MS_CHART_ELEMENTS, MS_CHART_TOKENS);
    }
    ms_error error;
    ms_error_set(&error, status, 0, "no memory for a chart, or too many parts of a run");
    ms_raise(L, &error);
}

/* The number of the name on top, which is popped; a new one when it has none and may have. */
static bool find_symbol(lua_State *L, ms_lua_chart *box, int symbols, int names, bool may_add,
                        uint32_t *number) {
    lua_pushvalue(L, -1);
    bool is_known = lua_rawget(L, symbols) == LUA_TNUMBER;
    *number = is_known ? (uint32_t)lua_tointeger(L, -1) : box->symbols;
    lua_pop(L, 1);
    if (!is_known && may_add) {
        box->symbols++;
        lua_pushvalue(L, -1);
        lua_pushinteger(L, (lua_Integer)*number);
        lua_rawset(L, symbols);
        lua_pushvalue(L, -1);
        lua_rawseti(L, names, (lua_Integer)*number + 1);
    }
    lua_pop(L, 1);
    return is_known || may_add;
}

/* chart:add(rule, category, elements, meaning): one reading of a rule, whose number is also its
 * rank. Elements that begin with a capital have values. */
static int chart_add(lua_State *L) {
    ms_lua_chart *box = check_chart(L);
    lua_Integer rule = luaL_checkinteger(L, 2);
    luaL_argcheck(L, rule > 0 && rule < INT32_MAX, 2, "no number of a rule");
    luaL_checkstring(L, 3);
    luaL_checktype(L, 4, LUA_TTABLE);
    luaL_checktype(L, 5, LUA_TFUNCTION);
    lua_settop(L, 5);
    lua_getiuservalue(L, 1, SYMBOLS);
    lua_getiuservalue(L, 1, NAMES);
    lua_getiuservalue(L, 1, MEANINGS);
    lua_pushvalue(L, 5);
    lua_rawseti(L, 8, rule);
    uint32_t elements[MS_CHART_ELEMENTS], category;
    bool has_value[MS_CHART_ELEMENTS];
    size_t count = lua_rawlen(L, 4);
    if (count == 0 || count > MS_CHART_ELEMENTS) check_status(L, MS_E_USAGE);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, 4, (lua_Integer)i + 1);
        const char *name = luaL_checkstring(L, -1);
        has_value[i] = name[0] >= 'A' && name[0] <= 'Z';
        (void)find_symbol(L, box, 6, 7, true, &elements[i]);
    }
    lua_pushvalue(L, 3);
    (void)find_symbol(L, box, 6, 7, true, &category);
    check_status(L, ms_chart_add(box->chart, (uint32_t)rule, category, elements, has_value,
                                 count));
    account(L, box);
    return 0;
}

/* --- parsing ------------------------------------------------------------------------------ */

/* The stack of a parse. */
enum { CHART = 1, TOKENS, ENV, WANTED, AT_SYMBOLS, AT_NAMES, AT_MEANINGS, VALUES };

/* Stores the value on top, which is popped: its number. */
static uint32_t keep_value(lua_State *L, uint32_t *count) {
    lua_rawseti(L, VALUES, (lua_Integer)++*count);
    return *count;
}

typedef struct parse {
    lua_State *L;
    uint32_t values; /* how many are kept */
} parse;

static bool call_meaning(void *arg, uint32_t rule, const uint32_t *values, size_t count,
                         uint32_t *value) {
    parse *p = arg;
    lua_State *L = p->L;
    lua_rawgeti(L, AT_MEANINGS, (lua_Integer)rule);
    lua_pushvalue(L, ENV);
    for (size_t i = 0; i < count; i++) lua_rawgeti(L, VALUES, (lua_Integer)values[i]);
    lua_call(L, (int)count + 1, 1);
    bool is_one = lua_toboolean(L, -1);
    if (is_one) *value = keep_value(L, &p->values);
    else lua_pop(L, 1);
    return is_one;
}

/* The items of the token on top, which is popped. */
static void put_token(lua_State *L, ms_lua_chart *box, parse *p, size_t at) {
    size_t count = lua_rawlen(L, -1);
    for (size_t i = 1; i <= count; i++) {
        uint32_t symbol;
        lua_rawgeti(L, -1, (lua_Integer)i);
        luaL_checktype(L, -1, LUA_TTABLE);
        lua_rawgeti(L, -1, 1);
        luaL_checkstring(L, -1);
        bool may_add = lua_isnil(L, WANTED);
        bool is_known = find_symbol(L, box, AT_SYMBOLS, AT_NAMES, may_add, &symbol);
        if (is_known) {
            if (lua_rawgeti(L, -1, 2) == LUA_TNIL) {
                lua_pop(L, 1);
                lua_pushboolean(L, true);
            }
            check_status(L, ms_chart_put(box->chart, at, symbol, keep_value(L, &p->values)));
        }
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

/* Pushes the items of a cell that are wanted; false for none, where somebody says what is. */
static void push_cell(lua_State *L, const ms_chart *chart, size_t at) {
    size_t count, kept = 0;
    const ms_chart_item *items = ms_chart_items(chart, at, &count);
    bool is_choosy = !lua_isnil(L, WANTED);
    lua_pushboolean(L, false);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, AT_NAMES, (lua_Integer)items[i].symbol + 1);
        if (is_choosy) {
            lua_pushvalue(L, -1);
            bool is_wanted = lua_rawget(L, WANTED) != LUA_TNIL;
            lua_pop(L, 1);
            if (!is_wanted) {
                lua_pop(L, 1);
                continue;
            }
        }
        if (kept == 0) {
            lua_createtable(L, (int)(is_choosy ? 1 : count), 0);
            lua_replace(L, -3);
        }
        lua_createtable(L, 3, 0);
        lua_insert(L, -2);
        lua_rawseti(L, -2, 1);
        lua_rawgeti(L, VALUES, (lua_Integer)items[i].value);
        lua_rawseti(L, -2, 2);
        lua_pushinteger(L, (lua_Integer)items[i].end + 1);
        lua_rawseti(L, -2, 3);
        lua_rawseti(L, -2, (lua_Integer)++kept);
    }
    if (kept > 0 || is_choosy) return;
    lua_pop(L, 1);
    lua_newtable(L);
}

/* chart:parse(tokens, env, wanted) -> cells: as rules:parse of moonscribe.chart */
static int chart_parse(lua_State *L) {
    ms_lua_chart *box = check_chart(L);
    luaL_checktype(L, TOKENS, LUA_TTABLE);
    lua_settop(L, WANTED);
    if (!lua_isnil(L, WANTED)) luaL_checktype(L, WANTED, LUA_TTABLE);
    for (int i = SYMBOLS; i <= USER_VALUES; i++) lua_getiuservalue(L, CHART, i);
    luaL_checkstack(L, MS_CHART_ELEMENTS + 16, "a chart");
    size_t count = lua_rawlen(L, TOKENS);
    lua_createtable(L, (int)ms_size_min(count * 4, 256), 0);
    lua_getfield(L, TOKENS, "through");
    int through = lua_istable(L, -1) ? lua_gettop(L) : 0;
    parse p = {L, 0};
    check_status(L, ms_chart_begin(box->chart, count));
    for (size_t i = count; i-- > 0;) {
        bool is_through = false;
        uint64_t steps = 8;
        if (through) {
            lua_rawgeti(L, through, (lua_Integer)i + 1);
            is_through = lua_toboolean(L, -1);
            lua_pop(L, 1);
        }
        lua_rawgeti(L, TOKENS, (lua_Integer)i + 1);
        luaL_checktype(L, -1, LUA_TTABLE);
        put_token(L, box, &p, i);
        ms_status status = ms_chart_fill(box->chart, i, is_through, call_meaning, &p, &steps);
        check_status(L, status);
        ms_spend(L, steps);
    }
    account(L, box);
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        push_cell(L, box->chart, i);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

int ms_chart_push(lua_State *L) {
    lua_settop(L, 0);
    ms_lua_chart *box = ms_type_push(L, MS_TYPE_CHART, sizeof *box, USER_VALUES);
    for (int i = SYMBOLS; i <= USER_VALUES; i++) {
        lua_newtable(L);
        lua_setiuservalue(L, 1, i);
    }
    check_status(L, ms_chart_new(ms_state_of(L)->ctx->sys, &box->chart));
    account(L, box);
    return 1;
}

void ms_chart_open(lua_State *L) {
    static const luaL_Reg methods[] = {
        {"add", chart_add}, {"parse", chart_parse}, {NULL, NULL}};
    ms_type_new(L, MS_TYPE_CHART, methods, chart_release, NULL);
}
