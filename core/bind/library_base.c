/* The basic functions in their bounded forms. What can catch an error lets a passed limit
 * through (a trip is sticky); what can print shows no addresses; nothing here runs a
 * finalizer, loads bytecode or collects garbage. */
#include <stdio.h>

#include "base/size.h"
#include "bind/sandbox.h"

enum { MOST_PRINTED = 64 * 1024 };

/* --- catching errors ---------------------------------------------------------------------- */

/* After a caught error (on top): false, message, code; or on, when a limit has been passed. */
static int push_caught(lua_State *L) {
    ms_state *state = ms_state_of(L);
    ms_deadline_follow(L);
    if (state->ctx->tripped != MS_OK) return lua_error(L);
    ms_status status = ms_caught_status(L, -1);
    lua_pushboolean(L, 0);
    lua_insert(L, -2);
    lua_pushstring(L, ms_status_name(status));
    return 3;
}

static int finish_pcall(lua_State *L, int status, lua_KContext extra) {
    if (status != LUA_OK && status != LUA_YIELD) return push_caught(L);
    return lua_gettop(L) - (int)extra;
}

static int bounded_pcall(lua_State *L) {
    luaL_checkany(L, 1);
    lua_pushboolean(L, 1);
    lua_insert(L, 1);
    int status = lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, finish_pcall);
    return finish_pcall(L, status, 0);
}

/* The handler runs after unwinding, not inside the error: there a loop could not be ended. */
static int call_handler(lua_State *L) {
    push_caught(L); /* raises a trip */
    lua_settop(L, -2);
    lua_remove(L, -2);
    lua_pushvalue(L, 1);
    lua_insert(L, -2);
    int status = lua_pcall(L, 1, 1, 0);
    if (status != LUA_OK) return push_caught(L);
    lua_pushboolean(L, 0);
    lua_insert(L, -2);
    return 2;
}

static int finish_xpcall(lua_State *L, int status, lua_KContext extra) {
    if (status != LUA_OK && status != LUA_YIELD) return call_handler(L);
    return lua_gettop(L) - (int)extra;
}

static int bounded_xpcall(lua_State *L) {
    int count = lua_gettop(L);
    luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_pushvalue(L, 2);
    lua_pushvalue(L, 1);
    lua_replace(L, 2);
    lua_replace(L, 1); /* handler, function, arguments */
    lua_pushboolean(L, 1);
    lua_insert(L, 2); /* handler, true, function, arguments */
    int status = lua_pcallk(L, count - 2, LUA_MULTRET, 0, 1, finish_xpcall);
    return finish_xpcall(L, status, 1);
}

/* --- showing values ----------------------------------------------------------------------- */

/* Like luaL_tolstring, but without addresses. Pushes a string. */
static void push_shown(lua_State *L, int index) {
    index = lua_absindex(L, index);
    switch (lua_type(L, index)) {
    case LUA_TNIL:
    case LUA_TBOOLEAN:
    case LUA_TNUMBER:
    case LUA_TSTRING: luaL_tolstring(L, index, NULL); return;
    default: break;
    }
    if (luaL_getmetafield(L, index, "__tostring") != LUA_TNIL) {
        lua_pop(L, 1);
        luaL_tolstring(L, index, NULL);
        return;
    }
    int kind = luaL_getmetafield(L, index, "__name");
    if (kind == LUA_TSTRING) return;
    if (kind != LUA_TNIL) lua_pop(L, 1);
    lua_pushstring(L, luaL_typename(L, index));
}

static int shown(lua_State *L) {
    luaL_checkany(L, 1);
    push_shown(L, 1);
    return 1;
}

/* What a terminal would take for a command is shown as an escape. */
static void add_escaped(luaL_Buffer *line, const char *text, size_t len) {
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) {
            char escape[8];
            snprintf(escape, sizeof escape, "\\x%02X", c);
            luaL_addstring(line, escape);
        } else {
            luaL_addchar(line, text[i]);
        }
    }
}

/* print is for whoever writes the script: to stderr, where it cannot get into a result, and no
 * more of it than somebody can read. */
static int print(lua_State *L) {
    ms_state *state = ms_state_of(L);
    int count = lua_gettop(L);
    if (state->printed > MOST_PRINTED) return 0;
    for (int i = 1; i <= count; i++) {
        push_shown(L, i);
        lua_replace(L, i);
    }
    luaL_Buffer line;
    luaL_buffinit(L, &line);
    for (int i = 1; i <= count; i++) {
        size_t len;
        const char *text = lua_tolstring(L, i, &len);
        ms_spend(L, len);
        if (i > 1) luaL_addchar(&line, '\t');
        add_escaped(&line, text, len);
    }
    luaL_addchar(&line, '\n');
    luaL_pushresult(&line);
    size_t len;
    const char *text = lua_tolstring(L, -1, &len);
    state->printed += len;
    (void)!ms_sys_write_all(state->ctx->sys, 2, text, len);
    if (state->printed > MOST_PRINTED) {
        static const char last[] = "(print: that is enough of this document)\n";
        (void)!ms_sys_write_all(state->ctx->sys, 2, last, sizeof last - 1);
    }
    return 0;
}

/* --- tables and code ---------------------------------------------------------------------- */

static void refuse_field(lua_State *L, const char *field, const char *why) {
    lua_pushstring(L, field);
    if (lua_rawget(L, 2) != LUA_TNIL) luaL_error(L, "%s is not there for scripts: %s", field, why);
    lua_pop(L, 1);
}

static int bounded_setmetatable(lua_State *L) {
    int type = lua_type(L, 2);
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_argexpected(L, type == LUA_TNIL || type == LUA_TTABLE, 2, "nil or table");
    if (type == LUA_TTABLE) {
        refuse_field(L, "__gc", "when a finalizer runs depends on the collector");
        refuse_field(L, "__mode", "what a weak table still holds depends on the collector");
    }
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) {
        return luaL_error(L, "cannot change a protected metatable");
    }
    lua_settop(L, 2);
    lua_setmetatable(L, 1);
    return 1;
}

/* For the library: what its objects share is shared by all documents, so no script may get at
 * it. */
static int closed_setmetatable(lua_State *L) {
    bounded_setmetatable(L);
    if (lua_getmetatable(L, 1) && lua_getfield(L, -1, "__metatable") == LUA_TNIL) {
        lua_pushboolean(L, 0);
        lua_setfield(L, -3, "__metatable");
    }
    lua_settop(L, 1);
    return 1;
}

void ms_library_close_metatables(lua_State *L) {
    lua_pushcfunction(L, closed_setmetatable);
    lua_setfield(L, -2, "setmetatable");
}

static int bounded_rawset(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 2);
    luaL_checkany(L, 3);
    luaL_argcheck(L, !ms_freeze_is_frozen(L, 1), 1, "is read-only");
    lua_settop(L, 3);
    lua_rawset(L, 1);
    return 1;
}

static int read_raw(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 2);
    lua_settop(L, 2);
    ms_freeze_resolve(L, 1);
    lua_rawget(L, 1);
    return 1;
}

static const char environment_key; /* registry: what code loaded by a script runs in */

/* load(source, name, mode, environment): text only; mode is there for the position alone. */
static int bounded_load(lua_State *L) {
    const ms_limits *limits = &ms_state_of(L)->ctx->limits;
    size_t len;
    const char *source = luaL_checklstring(L, 1, &len);
    const char *name = luaL_optstring(L, 2, "=load");
    luaL_argcheck(L, len <= limits->source, 1, "is longer than --limit-source allows");
    ms_spend(L, len);
    if (luaL_loadbufferx(L, source, len, name, "t") != LUA_OK) {
        lua_pushnil(L);
        lua_insert(L, -2);
        return 2;
    }
    if (lua_istable(L, 4)) lua_pushvalue(L, 4);
    else lua_rawgetp(L, LUA_REGISTRYINDEX, &environment_key);
    ms_sandbox_set_environment(L, -2);
    return 1;
}

void ms_library_set_environment(lua_State *L) {
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &environment_key);
}

void ms_library_open_base(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"pcall", bounded_pcall},   {"xpcall", bounded_xpcall},
        {"tostring", shown},        {"print", print},
        {"rawset", bounded_rawset}, {"rawget", read_raw},
        {"load", bounded_load},     {"setmetatable", bounded_setmetatable},
        {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
