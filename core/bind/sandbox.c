/* See sandbox.h. Never give untrusted code a table that another document will see too, unless it is
 * frozen; never load bytecode. */
#include "bind/sandbox.h"

#include <lualib.h>
#include <stdio.h>

#include "bind/embedded.h"

static const char library_key; /* registry: the library's environment */
static const char globals_key; /* registry: what fresh environments look up to */
static const char modules_key; /* registry: modules by name */

/* Rooms that have not landed yet are simply absent. */
#pragma weak ms_bind_text
#pragma weak ms_bind_regex
#pragma weak ms_bind_archive
#pragma weak ms_bind_json
#pragma weak ms_bind_rows
#pragma weak ms_bind_dialogue
#pragma weak ms_bind_numeral
#pragma weak ms_bind_rank

/* The module "moonscribe.core": what the openers of all types put into one table. */
static int core_module(lua_State *L) {
    void (*const openers[])(lua_State *) = {ms_bind_text,    ms_bind_regex,    ms_bind_archive,
                                            ms_bind_json,    ms_bind_rows,     ms_bind_dialogue,
                                            ms_bind_numeral, ms_bind_rank};
    lua_newtable(L);
    for (size_t i = 0; i < sizeof openers / sizeof openers[0]; i++) {
        if (openers[i]) openers[i](L);
        lua_settop(L, 1);
    }
    return 1;
}

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

void ms_sandbox_compile(lua_State *L, ms_slice source, const char *name) {
    if (luaL_loadbufferx(L, source.ptr, source.len, name, "t") != LUA_OK) lua_error(L);
}

void ms_sandbox_set_environment(lua_State *L, int index) {
    /* A compiled chunk has _ENV as its first and only upvalue. */
    lua_setupvalue(L, lua_absindex(L, index), 1);
}

/* require: the library's modules and nothing else. */
static int require(lua_State *L) {
    const char *module = luaL_checkstring(L, 1);
    lua_settop(L, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &modules_key);
    lua_pushvalue(L, 1);
    if (lua_rawget(L, 2) != LUA_TNIL) return 1;
    const ms_embedded *file = find_embedded(module);
    if (!file) return luaL_error(L, "module '%s' not found: scripts can require \"moonscribe\" "
                                    "and its parts (\"moonscribe.NAME\")", module);
    char name[128];
    snprintf(name, sizeof name, "@%s", file->path);
    ms_sandbox_compile(L, ms_slice_of((const char *)file->text, file->len), name);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &library_key);
    ms_sandbox_set_environment(L, -2);
    lua_pushvalue(L, 1);
    lua_call(L, 1, 1);
    lua_pushvalue(L, 1);
    lua_pushvalue(L, -2);
    lua_rawset(L, 2);
    return 1;
}

static const luaL_Reg standard[] = {
    {"string", luaopen_string}, {"table", luaopen_table}, {"math", luaopen_math},
    {"utf8", luaopen_utf8},     {"coroutine", luaopen_coroutine},
};

static const char *const base_names[] = {
    "assert", "error",    "getmetatable", "ipairs", "next",   "pairs",    "pcall",    "print",
    "rawequal", "rawget", "rawlen",       "rawset", "select", "setmetatable", "tonumber",
    "tostring", "type",   "xpcall",
};

static void push_library(lua_State *L) {
    luaL_requiref(L, "_G", luaopen_base, 0);
    lua_newtable(L);
    for (size_t i = 0; i < sizeof base_names / sizeof base_names[0]; i++) {
        lua_getfield(L, -2, base_names[i]);
        lua_setfield(L, -2, base_names[i]);
    }
    lua_remove(L, -2);
    for (size_t i = 0; i < sizeof standard / sizeof standard[0]; i++) {
        luaL_requiref(L, standard[i].name, standard[i].func, 0);
        lua_setfield(L, -2, standard[i].name);
    }
    lua_pushcfunction(L, require);
    lua_setfield(L, -2, "require");
}

int ms_sandbox_open(lua_State *L) {
    push_library(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &globals_key);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &library_key);
    lua_newtable(L);
    lua_pushcfunction(L, core_module);
    lua_call(L, 0, 1);
    lua_setfield(L, -2, "moonscribe.core");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &modules_key);
    return 0;
}

void ms_sandbox_push_environment(lua_State *L) {
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_setfield(L, -2, "_G");
    lua_newtable(L);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &globals_key);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
}
