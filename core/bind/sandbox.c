/* See sandbox.h. Never give untrusted code a table that another document will see too, unless
 * it is frozen; never load bytecode; never let it require what can reach files. */
#include "bind/sandbox.h"

#include <lualib.h>
#include <stdio.h>

#include "base/digest.h"
#include "bind/embedded.h"

static const char library_key; /* registry: the library's environment */
static const char globals_key; /* registry: what fresh environments look up to */
static const char modules_key; /* registry: the library's modules by name */
static const char seed_key;    /* registry: math.randomseed */

enum { RANDOM_SEED = 20240627 };

/* Modules that only the library itself requires: they compile code and read files. */
static const char *const internal[] = {"moonscribe.core", "moonscribe.plugins", "moonscribe.script",
                                       "moonscribe.run", "moonscribe.testing"};

/* The module "moonscribe.core": what the openers of all types put into one table. */
static int core_module(lua_State *L) {
    void (*const openers[])(lua_State *) = {ms_bind_text, ms_bind_regex,    ms_bind_archive,
                                            ms_bind_json, ms_bind_rows,     ms_bind_dialogue, ms_bind_cues,
                                            ms_bind_numeral, ms_bind_tree,     ms_bind_words,
                                            ms_bind_files,   ms_bind_vectors,
                                            ms_bind_runs};
    lua_newtable(L);
    for (size_t i = 0; i < sizeof openers / sizeof openers[0]; i++) {
        openers[i](L);
        lua_settop(L, 1);
    }
    return 1;
}

/* --- code --------------------------------------------------------------------------------- */

/* Our own, from inside this program: the only compiled code that is loaded. */
static void load_compiled(lua_State *L, const unsigned char *code, size_t len, const char *name) {
    if (luaL_loadbufferx(L, (const char *)code, len, name, "b") != LUA_OK) lua_error(L);
}

void ms_sandbox_compile(lua_State *L, ms_slice source, const char *name) {
    uint64_t digest = ms_digest(source);
    for (const ms_precompiled *file = ms_precompiled_files; file->code; file++) {
        if (file->digest == digest) return load_compiled(L, file->code, file->len, name);
    }
    if (luaL_loadbufferx(L, source.ptr, source.len, name, "t") != LUA_OK) lua_error(L);
}

void ms_sandbox_set_environment(lua_State *L, int index) {
    /* A compiled chunk has _ENV as its first and only upvalue. */
    lua_setupvalue(L, lua_absindex(L, index), 1);
}

void ms_sandbox_push_library(lua_State *L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &library_key);
}

void ms_sandbox_push_environment(lua_State *L) {
    ms_state_of(L)->printed = 0;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &seed_key);
    lua_pushinteger(L, RANDOM_SEED);
    lua_call(L, 1, 0);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_setfield(L, -2, "_G");
    lua_createtable(L, 0, 2);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &globals_key);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    ms_library_set_environment(L);
}

/* --- require ------------------------------------------------------------------------------ */

static const ms_embedded *find_embedded(const char *module) {
    const char *name = "init";
    if (strcmp(module, "moonscribe") != 0) {
        if (strncmp(module, "moonscribe.", 11) != 0) return NULL;
        name = module + 11;
    }
    for (const ms_embedded *file = ms_embedded_files; file->name; file++) {
        if (strcmp(file->name, name) == 0) return file;
    }
    return NULL;
}

/* The library's own require. */
static int require_library(lua_State *L) {
    const char *module = luaL_checkstring(L, 1);
    lua_settop(L, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &modules_key);
    lua_pushvalue(L, 1);
    if (lua_rawget(L, 2) != LUA_TNIL) return 1;
    const ms_embedded *file = find_embedded(module);
    if (!file) {
        return luaL_error(L, "module '%s' not found: scripts can require \"moonscribe\" and its parts "
                             "(\"moonscribe.NAME\")", module);
    }
    char name[128];
    snprintf(name, sizeof name, "@%s", file->path);
    load_compiled(L, file->code, file->len, name);
    ms_sandbox_push_library(L);
    ms_sandbox_set_environment(L, -2);
    lua_pushvalue(L, 1);
    lua_call(L, 1, 1);
    lua_pushvalue(L, 1);
    lua_pushvalue(L, -2);
    lua_rawset(L, 2);
    return 1;
}

/* What scripts and plugins get: the same modules, read-only, without the internal ones. */
static int require_public(lua_State *L) {
    const char *module = luaL_checkstring(L, 1);
    for (size_t i = 0; i < sizeof internal / sizeof internal[0]; i++) {
        if (strcmp(module, internal[i]) == 0) {
            return luaL_error(L, "module '%s' is not for scripts", module);
        }
    }
    require_library(L);
    ms_freeze_push(L, -1);
    return 1;
}

/* --- the two environments ----------------------------------------------------------------- */

/* Lua's own basic functions that need no bounds. */
static const char *const plain_names[] = {"assert", "error",  "getmetatable", "rawequal",
                                          "rawlen", "select", "tonumber",     "type"};

static void push_basic(lua_State *L) {
    luaL_requiref(L, LUA_GNAME, luaopen_base, 0);
    lua_newtable(L);
    for (size_t i = 0; i < sizeof plain_names / sizeof plain_names[0]; i++) {
        lua_getfield(L, -2, plain_names[i]);
        lua_setfield(L, -2, plain_names[i]);
    }
    lua_remove(L, -2);
    ms_library_open_base(L);
    ms_library_open_order(L);
}

/* Without a number, Lua would take the clock. */
static int seed_random(lua_State *L) {
    luaL_checknumber(L, 1);
    lua_settop(L, 2);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_isnil(L, 3) ? 1 : 2, 0);
    return 0;
}

static void push_math(lua_State *L) {
    luaL_requiref(L, LUA_MATHLIBNAME, luaopen_math, 0);
    lua_getfield(L, -1, "randomseed");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &seed_key);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &seed_key);
    lua_pushcclosure(L, seed_random, 1);
    lua_setfield(L, -2, "randomseed");
}

/* Builds the table of the standard functions and libraries. */
static void push_standard(lua_State *L) {
    push_basic(L);
    ms_library_open_string(L);
    lua_setfield(L, -2, LUA_STRLIBNAME);
    ms_library_open_table(L);
    lua_setfield(L, -2, LUA_TABLIBNAME);
    ms_library_open_coroutine(L);
    lua_setfield(L, -2, LUA_COLIBNAME);
    luaL_requiref(L, LUA_UTF8LIBNAME, luaopen_utf8, 0);
    lua_setfield(L, -2, LUA_UTF8LIBNAME);
    push_math(L);
    lua_setfield(L, -2, LUA_MATHLIBNAME);
}

/* What scripts look up to: the standard table with read-only libraries and their own
 * require. */
static void set_globals(lua_State *L, int standard) {
    lua_newtable(L);
    lua_pushnil(L);
    while (lua_next(L, standard)) {
        ms_freeze_push(L, -1);
        lua_remove(L, -2);
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_settable(L, -4);
    }
    lua_pushcfunction(L, require_public);
    lua_setfield(L, -2, "require");
    lua_pushliteral(L, LUA_VERSION);
    lua_setfield(L, -2, "_VERSION");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &globals_key);
}

int ms_sandbox_open(lua_State *L) {
    ms_freeze_open(L);
    push_standard(L);
    set_globals(L, lua_gettop(L));
    ms_library_close_metatables(L);
    lua_pushcfunction(L, require_library);
    lua_setfield(L, -2, "require");
    ms_host_push(L);
    lua_setfield(L, -2, "host");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &library_key);
    lua_newtable(L);
    lua_pushcfunction(L, core_module);
    lua_call(L, 0, 1);
    lua_setfield(L, -2, "moonscribe.core");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &modules_key);
    return 0;
}
