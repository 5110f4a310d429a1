/* ms-bind-test FILE: runs a Lua test with what the library's own modules have (`require` of
 * all of them, `host`), `ms` predefined, and `sandboxed(source, limits)`: runs source as a
 * script in a state of its own and returns its result as a string, or nil, message, code. Exit
 * code 1 and a traceback when anything fails. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "bind/bind.h"
#include "bind/sandbox.h"

typedef struct run {
    ms_slice source;  /* of the file */
    const char *path; /* of the file */
} run;

static int traceback(lua_State *L) {
    const char *message = lua_tostring(L, 1);
    luaL_traceback(L, L, message ? message : "(error object is no string)", 1);
    return 1;
}

/* --- scripts in a state of their own ------------------------------------------------------ */

static int run_script(lua_State *L) {
    const ms_slice *source = lua_touserdata(L, 1);
    ms_sandbox_compile(L, *source, "@script.lua");
    ms_sandbox_push_environment(L);
    ms_sandbox_set_environment(L, -2);
    lua_call(L, 0, 1);
    if (lua_isnil(L, -1)) lua_pushliteral(L, "nil");
    else luaL_tolstring(L, -1, NULL);
    return 1;
}

static void set_limits(lua_State *L, int index, ms_limits *limits) {
    if (!lua_istable(L, index)) return;
    lua_pushnil(L);
    while (lua_next(L, index)) {
        ms_error error = {0};
        if (ms_limits_set(limits, lua_tostring(L, -2), lua_tostring(L, -1), &error) != MS_OK) {
            luaL_error(L, "%s", error.message);
        }
        lua_pop(L, 1);
    }
}

static int sandboxed(lua_State *L) {
    ms_slice source;
    source.ptr = luaL_checklstring(L, 1, &source.len);
    ms_ctx ctx;
    ms_ctx_init(&ctx, ms_sys_real());
    set_limits(L, 2, &ctx.limits);
    ms_state *state = NULL;
    ms_error error = {0};
    if (ms_state_new(&ctx, &state, &error) != MS_OK) return luaL_error(L, "%s", error.message);
    if (ms_state_open_dictionary(state, MS_TEST_DICTIONARY, &error) != MS_OK) {
        ms_state_free(state);
        return luaL_error(L, "%s", error.message);
    }
    lua_State *script = state->lua;
    ms_ctx_start(&ctx);
    ms_status status = ms_deadline_start(state, &error);
    if (status == MS_OK) {
        lua_pushcfunction(script, run_script);
        lua_pushlightuserdata(script, &source);
        if (lua_pcall(script, 1, 1, 0) != LUA_OK) status = ms_caught_status(script, -1);
    }
    ms_deadline_stop(state);
    const char *text = lua_tostring(script, -1);
    if (status != MS_OK) lua_pushnil(L);
    lua_pushstring(L, text ? text : "(no string)");
    if (status != MS_OK) lua_pushstring(L, ms_status_name(status));
    ms_state_free(state);
    return status == MS_OK ? 1 : 3;
}

/* --- tests -------------------------------------------------------------------------------- */

static void push_environment(lua_State *L) {
    ms_sandbox_push_environment(L);
    ms_sandbox_push_library(L);
    lua_getfield(L, -1, "host");
    lua_setfield(L, -3, "host");
    lua_getfield(L, -1, "require");
    lua_pushvalue(L, -1);
    lua_setfield(L, -4, "require");
    lua_pushstring(L, "moonscribe");
    lua_call(L, 1, 1);
    lua_setfield(L, -3, "ms");
    lua_pop(L, 1);
    lua_pushcfunction(L, sandboxed);
    lua_setfield(L, -2, "sandboxed");
}

/* The checkout's plugins are there, as they are in a run. */
static void add_plugins(lua_State *L) {
    ms_sandbox_push_library(L);
    lua_getfield(L, -1, "require");
    lua_pushliteral(L, "moonscribe.plugins");
    lua_call(L, 1, 1);
    lua_getfield(L, -1, "add_folder");
    lua_pushliteral(L, MS_TEST_PLUGINS);
    lua_pushliteral(L, "checkout");
    lua_call(L, 2, 0);
    lua_pop(L, 2);
}

static void call_source(lua_State *L, ms_slice source, const char *name) {
    ms_sandbox_compile(L, source, name);
    push_environment(L);
    ms_sandbox_set_environment(L, -2);
    lua_call(L, 0, 0);
}

static int run_file(lua_State *L) {
    run *job = lua_touserdata(L, 1);
    add_plugins(L);
    lua_pushfstring(L, "@%s", job->path);
    call_source(L, job->source, lua_tostring(L, -1));
    return 0;
}

static int call(ms_state *state, lua_CFunction function, run *job) {
    lua_State *L = state->lua;
    lua_pushcfunction(L, traceback);
    lua_pushcfunction(L, function);
    lua_pushlightuserdata(L, job);
    if (lua_pcall(L, 1, 0, 1) == LUA_OK) return 0;
    const char *message = lua_tostring(L, -1);
    fprintf(stderr, "%s\n", message ? message : "(no message)");
    return 1;
}

static ms_status read_file(const ms_sys *sys, const char *path, ms_buffer *out) {
    int fd = sys->open(sys->state, path, O_RDONLY, 0);
    if (fd < 0) return MS_E_NOT_FOUND;
    ms_status status = MS_OK;
    ssize_t got = 1;
    while (status == MS_OK && got > 0) {
        status = ms_buffer_reserve(out, 65536);
        if (status != MS_OK) break;
        got = sys->read(sys->state, fd, out->data + out->len, 65536);
        if (got > 0) out->len += (size_t)got;
    }
    sys->close(sys->state, fd);
    return status == MS_OK && got < 0 ? MS_E_IO : status;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: ms-bind-test FILE\n");
        return 2;
    }
    ms_ctx ctx;
    ms_ctx_init(&ctx, ms_sys_real());
    ctx.limits.time_ns = UINT64_C(120000000000);
    run job = {.path = argv[1]};
    ms_buffer source;
    ms_buffer_init(&source, ctx.sys, 0);
    ms_error error = {0};
    ms_state *state = NULL;
    int code = 1;
    if (read_file(ctx.sys, job.path, &source) != MS_OK) {
        fprintf(stderr, "%s cannot be read\n", job.path);
    } else if (ms_state_new(&ctx, &state, &error) != MS_OK ||
               ms_state_open_dictionary(state, MS_TEST_DICTIONARY, &error) != MS_OK) {
        fprintf(stderr, "%s\n", error.message);
    } else {
        job.source = ms_buffer_slice(&source);
        code = call(state, run_file, &job);
    }
    ms_state_free(state);
    ms_buffer_free(&source);
    return code;
}
