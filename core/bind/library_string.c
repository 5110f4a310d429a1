/* The string functions. Those that make long strings are bounded by limits.string before they
 * begin, all spend fuel by what they read, and none shows an address. The rest is Lua's own. */
#include <lualib.h>
#include <string.h>

#include "base/size.h"
#include "bind/sandbox.h"

size_t ms_library_check_string(lua_State *L, size_t len) {
    const ms_limits *limits = &ms_state_of(L)->ctx->limits;
    if (len > limits->string) {
        ms_error error = {0};
        ms_error_set(&error, MS_E_LIMIT_MEMORY, 0,
                     "one string made by a script: limit of %llu bytes passed; raise it with "
                     "--limit-string",
                     (unsigned long long)limits->string);
        ms_raise(L, &error);
    }
    return len;
}

static int repeat(lua_State *L) {
    size_t len, separator_len, piece, total;
    const char *text = luaL_checklstring(L, 1, &len);
    lua_Integer count = luaL_checkinteger(L, 2);
    const char *separator = luaL_optlstring(L, 3, "", &separator_len);
    if (count <= 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    if (!ms_size_add(len, separator_len, &piece) || !ms_size_mul(piece, (size_t)count, &total)) {
        total = SIZE_MAX;
    } else {
        total -= separator_len;
    }
    ms_spend(L, ms_library_check_string(L, total));
    /* A buffer that is refused does not collect first, and names no limit. */
    ms_state_account(L, (int64_t)total);
    ms_state_account(L, -(int64_t)total);
    luaL_Buffer out;
    char *to = luaL_buffinitsize(L, &out, total);
    /* Nothing repeated is still nothing, however often. */
    for (lua_Integer i = 0; total > 0 && i < count; i++) {
        memcpy(to, text, len);
        to += len;
        if (i + 1 < count && separator_len > 0) {
            memcpy(to, separator, separator_len);
            to += separator_len;
        }
    }
    luaL_pushresultsize(&out, total);
    return 1;
}

/* Each upvalue 1 below is Lua's own function: called in this frame, so that its errors name
 * the place. */
static int call_original(lua_State *L) {
    return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

/* Functions that read their subject once or more. */
static int spend_and_call(lua_State *L) {
    size_t len;
    luaL_checklstring(L, 1, &len);
    ms_spend(L, len);
    return call_original(L);
}

/* Replaces what the format's conversions will show by text without addresses. */
static size_t prepare_arguments(lua_State *L, const char *format, size_t len) {
    size_t total = len;
    int arg = 1, count = lua_gettop(L);
    for (size_t i = 0; i < len; i++) {
        if (format[i] != '%' || format[++i] == '%') continue;
        while (i < len && strchr("-+ #0123456789.", format[i]) && format[i]) i++;
        arg++;
        if (i < len && format[i] == 'p') {
            luaL_error(L, "'%%p' is not there: addresses differ from run to run");
        }
        total += 128; /* the most that a number takes, with its width */
        if (arg > count || i >= len || (format[i] != 's' && format[i] != 'q')) continue;
        if (format[i] == 's') {
            lua_getfield(L, lua_upvalueindex(2), "tostring");
            lua_pushvalue(L, arg);
            lua_call(L, 1, 1);
            lua_replace(L, arg);
        }
        if (lua_type(L, arg) == LUA_TSTRING) total += 4 * lua_rawlen(L, arg);
    }
    return total;
}

static int format(lua_State *L) {
    size_t len;
    const char *text = luaL_checklstring(L, 1, &len);
    luaL_checkstack(L, LUA_MINSTACK, "no room for a format");
    ms_spend(L, prepare_arguments(L, text, len));
    int results = call_original(L);
    ms_library_check_string(L, lua_rawlen(L, -1));
    return results;
}

/* Puts a closure over Lua's own function of that name in its place. */
static void wrap(lua_State *L, const char *name, lua_CFunction function, int base) {
    lua_getfield(L, -1, name);
    lua_pushvalue(L, base);
    lua_pushcclosure(L, function, 2);
    lua_setfield(L, -2, name);
}

void ms_library_open_string(lua_State *L) {
    int base = lua_gettop(L); /* the table of basic functions */
    luaL_requiref(L, LUA_STRLIBNAME, luaopen_string, 0);
    static const char *const readers[] = {"lower", "upper", "reverse", "unpack"};
    for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
        wrap(L, readers[i], spend_and_call, base);
    }
    ms_library_open_pattern(L);
    wrap(L, "format", format, base);
    lua_pushcfunction(L, repeat);
    lua_setfield(L, -2, "rep");
    lua_pushnil(L);
    lua_setfield(L, -2, "dump");
    /* Strings find their methods here; scripts cannot get at it. */
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 2);
}
