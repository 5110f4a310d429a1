/* The table functions, bounded: what a table says of its length is not believed beyond what
 * memory can hold, every loop spends fuel, and sorting is stable and the same in every run
 * (Lua's own picks random pivots by the clock). Read-only views can be read. */
#include <string.h>

#include "base/size.h"
#include "bind/sandbox.h"

/* --- lengths ------------------------------------------------------------------------------ */

/* More elements than the memory cap has room for can only be a lie. */
static lua_Integer check_count(lua_State *L, lua_Integer count) {
    uint64_t most = ms_state_of(L)->ctx->limits.memory / 16;
    if (count > 0 && (uint64_t)count > most) {
        luaL_error(L, "%I elements are more than memory can hold", (LUAI_UACINT)count);
    }
    if (count > 0) ms_spend(L, (uint64_t)count);
    return count;
}

static lua_Integer count_between(lua_State *L, lua_Integer from, lua_Integer to) {
    if (from > to) return 0;
    lua_Integer count;
    if (__builtin_sub_overflow(to, from, &count) || count == LUA_MAXINTEGER) {
        return luaL_error(L, "too many elements");
    }
    return check_count(L, count + 1);
}

/* The length of the plain table or view at arg, which must not lie about it. */
static lua_Integer check_length(lua_State *L, int arg) {
    luaL_checktype(L, arg, LUA_TTABLE);
    if (luaL_getmetafield(L, arg, "__len") != LUA_TNIL) {
        luaL_argerror(L, arg, "is a table with a length of its own (__len)");
    }
    return (lua_Integer)lua_rawlen(L, arg);
}

/* --- functions ---------------------------------------------------------------------------- */

static int insert(lua_State *L) {
    lua_Integer end = check_length(L, 1) + 1;
    lua_Integer place = end;
    switch (lua_gettop(L)) {
    case 2: break;
    case 3:
        place = luaL_checkinteger(L, 2);
        luaL_argcheck(L, place >= 1 && place <= end, 2, "position out of bounds");
        check_count(L, end - place);
        for (lua_Integer i = end; i > place; i--) {
            lua_geti(L, 1, i - 1);
            lua_seti(L, 1, i);
        }
        break;
    default: return luaL_error(L, "wrong number of arguments to 'insert'");
    }
    lua_seti(L, 1, place);
    return 0;
}

static int take_out(lua_State *L) {
    lua_Integer length = check_length(L, 1);
    lua_Integer place = luaL_optinteger(L, 2, length);
    if (lua_gettop(L) > 1) {
        luaL_argcheck(L, place >= 0 && place <= length + 1 && (place > 0 || length == 0), 2,
                      "position out of bounds");
    }
    if (length > place) check_count(L, length - place);
    lua_geti(L, 1, place);
    for (; place < length; place++) {
        lua_geti(L, 1, place + 1);
        lua_seti(L, 1, place);
    }
    lua_pushnil(L);
    lua_seti(L, 1, place);
    return 1;
}

static void add_element(lua_State *L, luaL_Buffer *text, lua_Integer i, size_t *total) {
    lua_geti(L, 1, i);
    if (!lua_isstring(L, -1)) {
        luaL_error(L, "invalid value (a %s at index %I) in table for 'concat'", luaL_typename(L, -1),
                   (LUAI_UACINT)i);
    }
    size_t len;
    lua_tolstring(L, -1, &len);
    ms_library_check_string(L, *total += len);
    luaL_addvalue(text);
}

static int concat(lua_State *L) {
    ms_freeze_resolve(L, 1);
    lua_Integer to = check_length(L, 1);
    size_t separator_len;
    const char *separator = luaL_optlstring(L, 2, "", &separator_len);
    lua_Integer from = luaL_optinteger(L, 3, 1);
    to = luaL_optinteger(L, 4, to);
    lua_Integer count = count_between(L, from, to);
    size_t total = 0;
    luaL_Buffer text;
    luaL_buffinit(L, &text);
    for (lua_Integer i = 0; i < count; i++) {
        if (i > 0) {
            ms_library_check_string(L, total += separator_len);
            luaL_addlstring(&text, separator, separator_len);
        }
        add_element(L, &text, from + i, &total);
    }
    luaL_pushresult(&text);
    return 1;
}

static int pack(lua_State *L) {
    int count = lua_gettop(L);
    lua_createtable(L, count, 1);
    lua_insert(L, 1);
    for (int i = count; i >= 1; i--) lua_rawseti(L, 1, i);
    lua_pushinteger(L, count);
    lua_setfield(L, 1, "n");
    return 1;
}

static int unpack(lua_State *L) {
    ms_freeze_resolve(L, 1);
    lua_Integer from = luaL_optinteger(L, 2, 1);
    lua_Integer to = lua_isnoneornil(L, 3) ? check_length(L, 1) : luaL_checkinteger(L, 3);
    lua_Integer count = count_between(L, from, to);
    if (count >= 1000000 || !lua_checkstack(L, (int)count)) {
        return luaL_error(L, "too many results to unpack");
    }
    for (lua_Integer i = 0; i < count; i++) lua_geti(L, 1, from + i);
    return (int)count;
}

static int move(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    ms_freeze_resolve(L, 1);
    lua_Integer from = luaL_checkinteger(L, 2);
    lua_Integer to = luaL_checkinteger(L, 3);
    lua_Integer place = luaL_checkinteger(L, 4);
    int target = lua_isnoneornil(L, 5) ? 1 : 5;
    luaL_checktype(L, target, LUA_TTABLE);
    lua_Integer count = count_between(L, from, to), last;
    if (__builtin_add_overflow(place, count, &last)) return luaL_error(L, "destination wrap around");
    bool is_forward = place > to || place <= from || (target != 1 && !lua_rawequal(L, 1, target));
    for (lua_Integer i = 0; i < count; i++) {
        lua_Integer k = is_forward ? i : count - 1 - i;
        lua_geti(L, 1, from + k);
        lua_seti(L, target, place + k);
    }
    lua_pushvalue(L, target);
    return 1;
}

/* --- sort: a stable merge sort ------------------------------------------------------------ */

/* Stack of sort: 1 the table, 2 the order function or nil, 3 and 4 the two sides of a merge. */

static bool is_less(lua_State *L, int a, int b) {
    ms_spend(L, 8);
    if (lua_isnil(L, 2)) return lua_compare(L, a, b, LUA_OPLT);
    lua_pushvalue(L, 2);
    lua_pushvalue(L, a);
    lua_pushvalue(L, b);
    lua_call(L, 2, 1);
    bool result = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return result;
}

/* Merges [from, middle) and [middle, to) of the table at source into the one at target. */
static void merge(lua_State *L, int source, int target, lua_Integer from, lua_Integer middle,
                  lua_Integer to) {
    lua_Integer left = from, right = middle;
    for (lua_Integer out = from; out < to; out++) {
        if (left < middle && right < to) {
            lua_rawgeti(L, source, left);
            lua_rawgeti(L, source, right);
            int top = lua_gettop(L);
            if (is_less(L, top, top - 1)) {
                right++;
                lua_replace(L, top - 1);
            } else {
                left++;
                lua_pop(L, 1);
            }
        } else {
            lua_rawgeti(L, source, left < middle ? left++ : right++);
        }
        lua_rawseti(L, target, out);
    }
}

static int sort(lua_State *L) {
    lua_Integer count = check_count(L, check_length(L, 1));
    if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
    luaL_argcheck(L, !ms_freeze_is_frozen(L, 1), 1, "is read-only");
    lua_settop(L, 2);
    int size = (int)(count < (1 << 24) ? count : (1 << 24));
    lua_createtable(L, size, 0);
    lua_createtable(L, size, 0);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_geti(L, 1, i);
        lua_rawseti(L, 3, i);
    }
    int source = 3, target = 4;
    for (lua_Integer width = 1; width < count; width *= 2) {
        for (lua_Integer from = 1; from <= count; from += 2 * width) {
            lua_Integer middle = from + width < count + 1 ? from + width : count + 1;
            lua_Integer to = middle + width < count + 1 ? middle + width : count + 1;
            merge(L, source, target, from, middle, to);
        }
        int swapped = source;
        source = target;
        target = swapped;
    }
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, source, i);
        lua_seti(L, 1, i);
    }
    return 0;
}

void ms_library_open_table(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"insert", insert}, {"remove", take_out}, {"concat", concat}, {"pack", pack},
        {"unpack", unpack}, {"move", move},       {"sort", sort},     {NULL, NULL}};
    luaL_newlib(L, functions);
}
