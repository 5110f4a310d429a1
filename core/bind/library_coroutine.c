/* Coroutines that the deadline can follow: the state knows which one runs, and a passed limit
 * goes through resume as it does through pcall. */
#include <lualib.h>

#include "bind/sandbox.h"

static lua_State *check_coroutine(lua_State *L) {
    lua_State *co = lua_tothread(L, 1);
    luaL_argexpected(L, co, 1, "coroutine");
    return co;
}

/* A limit that was passed inside goes on outside. */
static void come_back(lua_State *L) {
    ms_state *state = ms_state_of(L);
    state->running = L;
    ms_deadline_follow(L);
    if (state->ctx->tripped != MS_OK) ms_raise_trip(L);
}

/* Moves count arguments over and resumes. The number of results, moved back, or -1 with the
 * error. */
static int resume_with(lua_State *L, lua_State *co, int count) {
    ms_state *state = ms_state_of(L);
    if (lua_status(co) == LUA_OK && lua_gettop(co) == 0) {
        lua_pushliteral(L, "cannot resume dead coroutine");
        return -1;
    }
    if (!lua_checkstack(co, count)) {
        lua_pushliteral(L, "too many arguments to resume");
        return -1;
    }
    lua_xmove(L, co, count);
    int results = 0;
    state->running = co;
    ms_deadline_follow(co);
    int status = lua_resume(co, L, count, &results);
    bool is_done = status == LUA_OK || status == LUA_YIELD;
    if (is_done && lua_checkstack(L, results + 1)) {
        lua_xmove(co, L, results);
    } else {
        results = -1;
        if (is_done) lua_pushliteral(L, "too many results to resume");
        else lua_xmove(co, L, 1);
    }
    if (results < 0 && state->ctx->tripped != MS_OK) lua_error(L);
    come_back(L);
    return results;
}

static int resume(lua_State *L) {
    lua_State *co = check_coroutine(L);
    int results = resume_with(L, co, lua_gettop(L) - 1);
    lua_pushboolean(L, results >= 0);
    lua_insert(L, results >= 0 ? -(results + 1) : -2);
    return results >= 0 ? results + 1 : 2;
}

/* Closes what is pending in the coroutine; its error, if any, is left on its stack. */
static int reset(lua_State *L, lua_State *co) {
    ms_state_of(L)->running = co;
    ms_deadline_follow(co);
    return lua_resetthread(co);
}

static int call_wrapped(lua_State *L) {
    lua_State *co = lua_tothread(L, lua_upvalueindex(1));
    int results = resume_with(L, co, lua_gettop(L));
    if (results >= 0) return results;
    int status = lua_status(co);
    if (status != LUA_OK && status != LUA_YIELD) {
        reset(L, co);
        come_back(L);
    }
    return lua_error(L);
}

static int create(lua_State *L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_State *co = lua_newthread(L);
    lua_pushvalue(L, 1);
    lua_xmove(L, co, 1);
    return 1;
}

static int wrap(lua_State *L) {
    create(L);
    lua_pushcclosure(L, call_wrapped, 1);
    return 1;
}

static int close_coroutine(lua_State *L) {
    lua_State *co = check_coroutine(L);
    lua_Debug frame;
    bool is_running = co == L || (lua_status(co) == LUA_OK && lua_getstack(co, 0, &frame));
    /* What the deadline has ended can be stopped no more: its hook is off there, for good. */
    if (ms_state_of(L)->ctx->tripped != MS_OK) ms_raise_trip(L);
    if (is_running) return luaL_error(L, "cannot close a running coroutine");
    int status = reset(L, co);
    if (status == LUA_OK) {
        come_back(L);
        lua_pushboolean(L, 1);
        return 1;
    }
    lua_pushboolean(L, 0);
    lua_xmove(co, L, 1);
    come_back(L);
    return 2;
}

void ms_library_open_coroutine(lua_State *L) {
    static const luaL_Reg functions[] = {{"create", create},
                                         {"resume", resume},
                                         {"wrap", wrap},
                                         {"close", close_coroutine},
                                         {NULL, NULL}};
    luaL_requiref(L, LUA_COLIBNAME, luaopen_coroutine, 0);
    luaL_setfuncs(L, functions, 0);
}
