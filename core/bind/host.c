/* The table `host`: what only the library's own modules may do. They find plugins and scripts
 * with it and run them; scripts have no way to it. Never follows what a script says: paths
 * come from the command. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "base/digest.h"
#include "base/size.h"
#include "bind/chart.h"
#include "bind/counts.h"
#include "bind/sandbox.h"

/* --- files -------------------------------------------------------------------------------- */

static ms_status read_all(ms_state *state, const char *path, size_t most, ms_error *error) {
    const ms_sys *sys = state->ctx->sys;
    ms_buffer *out = &state->scratch;
    ms_buffer_reset(out);
    int fd = sys->open(sys->state, path, O_RDONLY | O_NOCTTY, 0);
    if (fd < 0) return ms_error_system(error, errno, "%s", path);
    ms_status status = MS_OK;
    ssize_t got = 1;
    while (status == MS_OK && got > 0) {
        status = ms_buffer_reserve(out, 16384);
        if (status != MS_OK) {
            ms_error_set(error, status, 0, "%s: no memory to read it", path);
            break;
        }
        got = sys->read(sys->state, fd, out->data + out->len, 16384);
        if (got < 0) status = ms_error_system(error, errno, "%s", path);
        else out->len += (size_t)got;
        if (out->len > most) {
            status = ms_error_set(error, MS_E_LIMIT_DOCUMENT, out->len,
                                  "%s is longer than %zu bytes; raise it with --limit-source", path,
                                  most);
        }
    }
    sys->close(sys->state, fd);
    return status;
}

/* host.read(path) -> string, or nil, message, code. For sources: limited by limits.source. */
static int read_file(lua_State *L) {
    ms_state *state = ms_state_of(L);
    const char *path = luaL_checkstring(L, 1);
    ms_error error = {0};
    if (read_all(state, path, state->ctx->limits.source, &error) != MS_OK) {
        return ms_push_failure(L, &error);
    }
    if (ms_buffer_printf(&state->sources, "%s\t%016llx\n", path,
                         (unsigned long long)ms_digest(ms_buffer_slice(&state->scratch))) != MS_OK) {
        ms_error_set(&error, MS_E_MEMORY, 0, "%s: no memory to read it", path);
        return ms_push_failure(L, &error);
    }
    lua_pushlstring(L, state->scratch.data, state->scratch.len);
    return 1;
}

static ms_status list_names(ms_buffer *out, const char *path, ms_error *error) {
    DIR *folder = opendir(path);
    if (!folder) return ms_error_system(error, errno, "%s", path);
    ms_status status = MS_OK;
    const struct dirent *entry;
    while (status == MS_OK && (entry = readdir(folder))) {
        status = ms_buffer_append(out, entry->d_name, strlen(entry->d_name) + 1);
    }
    closedir(folder);
    return status == MS_OK ? MS_OK : ms_error_set(error, status, 0, "%s: no memory to list it", path);
}

/* host.list(folder) -> array of names in no order, or nil, message, code. */
static int list_folder(lua_State *L) {
    ms_buffer *names = &ms_state_of(L)->scratch;
    ms_error error = {0};
    const char *path = luaL_checkstring(L, 1);
    ms_buffer_reset(names);
    if (list_names(names, path, &error) != MS_OK) return ms_push_failure(L, &error);
    lua_newtable(L);
    lua_Integer count = 0;
    for (size_t at = 0; at < names->len; at += strlen(names->data + at) + 1) {
        lua_pushstring(L, names->data + at);
        lua_rawseti(L, -2, ++count);
    }
    return 1;
}

/* --- code --------------------------------------------------------------------------------- */

/* host.compile(source, name) -> function. Raises with file and line. */
static int compile(lua_State *L) {
    size_t len;
    const char *source = luaL_checklstring(L, 1, &len);
    lua_pushfstring(L, "@%s", luaL_checkstring(L, 2));
    ms_sandbox_compile(L, ms_slice_of(source, len), lua_tostring(L, -1));
    return 1;
}

/* host.run(chunk) -> what it returns; it runs anew in a fresh environment. */
static int run(lua_State *L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_settop(L, 1);
    ms_sandbox_push_environment(L);
    ms_sandbox_set_environment(L, 1);
    lua_call(L, 0, LUA_MULTRET);
    return lua_gettop(L);
}

/* host.freeze(value) -> a read-only view of it */
static int freeze(lua_State *L) {
    luaL_checkany(L, 1);
    ms_freeze_push(L, 1);
    return 1;
}

/* --- documents ---------------------------------------------------------------------------- */

/* host.compose(words, document) -> Text: a copy of words that cites the document */
static int compose(lua_State *L) {
    ms_text_push_composed(L, ms_text_check(L, 1), 2);
    return 1;
}

/* host.fail(message, code): raises, with one of the stable names of errors as the code */
static int fail(lua_State *L) {
    ms_error error = {0};
    ms_error_set(&error, ms_status_parse(luaL_checkstring(L, 2)), 0, "%s", luaL_checkstring(L, 1));
    return ms_raise_at(L, 0, &error);
}

/* host.enter(is_format): from now on time is spent in reading the format, or in the script */
static int enter(lua_State *L) {
    ms_state_enter(ms_state_of(L), lua_toboolean(L, 1) ? MS_STAGE_FORMAT : MS_STAGE_SCRIPT);
    return 0;
}

/* host.clock() -> nanoseconds; only differences mean anything */
static int clock_ns(lua_State *L) {
    const ms_sys *sys = ms_state_of(L)->ctx->sys;
    lua_pushinteger(L, sys->monotonic_ns(sys->state));
    return 1;
}

void ms_host_push(lua_State *L) {
    static const luaL_Reg functions[] = {{"read", read_file}, {"list", list_folder},
                                         {"compile", compile}, {"run", run},
                                         {"freeze", freeze},   {"compose", compose},
                                         {"fail", fail},       {"use_words", ms_words_set_default}, {"counts", ms_counts_get},
                                         {"chart", ms_chart_push},
                                         {"enter", enter}, {"clock", clock_ns},
                                         {NULL, NULL}};
    ms_chart_open(L);
    luaL_newlib(L, functions);
}
