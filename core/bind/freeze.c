/* Read-only views, so that a script can neither change the library nor leave anything for the
 * next document. A view is an empty table whose metatable leads reads to the contents and
 * refuses writes; tables inside are views too. Never freeze what has a metatable: objects
 * guard themselves. */
#include "bind/sandbox.h"

enum { MOST_NESTED = 100 };

static const char views_key;    /* registry: table -> its view, weak */
static const char contents_key; /* in a view's metatable: what it shows */

void ms_freeze_open(lua_State *L) {
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    lua_pushliteral(L, "k");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &views_key);
}

/* Pushes what the view at index shows, or nothing. */
static bool push_contents(lua_State *L, int index) {
    if (lua_type(L, index) != LUA_TTABLE || !lua_getmetatable(L, index)) return false;
    bool is_view = lua_rawgetp(L, -1, &contents_key) == LUA_TTABLE;
    lua_remove(L, -2);
    if (!is_view) lua_pop(L, 1);
    return is_view;
}

bool ms_freeze_is_frozen(lua_State *L, int index) {
    bool is_view = push_contents(L, index);
    if (is_view) lua_pop(L, 1);
    return is_view;
}

void ms_freeze_resolve(lua_State *L, int index) {
    index = lua_absindex(L, index);
    if (push_contents(L, index)) lua_replace(L, index);
}

static int refuse_write(lua_State *L) {
    return luaL_error(L, "this table is read-only: the library and shared data cannot be changed "
                         "(copy it to change the copy)");
}

static int length(lua_State *L) {
    if (push_contents(L, 1)) ms_push_size(L, lua_rawlen(L, -1));
    else lua_pushinteger(L, 0);
    return 1;
}

static void push_view(lua_State *L, int index, int depth);

/* Pushes a copy of the table at index in which plain tables are views. */
static void push_copy(lua_State *L, int index, int depth) {
    lua_newtable(L);
    int copy = lua_gettop(L);
    lua_pushnil(L);
    while (lua_next(L, index)) {
        push_view(L, lua_gettop(L), depth + 1);
        lua_remove(L, -2);
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, copy);
    }
}

static void push_metatable(lua_State *L, int contents) {
    lua_createtable(L, 0, 5);
    lua_pushvalue(L, contents);
    lua_setfield(L, -2, "__index");
    lua_pushvalue(L, contents);
    lua_rawsetp(L, -2, &contents_key);
    lua_pushcfunction(L, refuse_write);
    lua_setfield(L, -2, "__newindex");
    lua_pushcfunction(L, length);
    lua_setfield(L, -2, "__len");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
}

static void push_view(lua_State *L, int index, int depth) {
    if (depth > MOST_NESTED) luaL_error(L, "tables nested too deeply to be made read-only");
    luaL_checkstack(L, LUA_MINSTACK, "no room to make tables read-only");
    bool is_plain = lua_type(L, index) == LUA_TTABLE;
    if (is_plain && lua_getmetatable(L, index)) {
        lua_pop(L, 1);
        is_plain = false;
    }
    if (!is_plain) {
        lua_pushvalue(L, index);
        return;
    }
    lua_rawgetp(L, LUA_REGISTRYINDEX, &views_key);
    lua_pushvalue(L, index);
    if (lua_rawget(L, -2) == LUA_TNIL) {
        lua_pop(L, 1);
        int views = lua_gettop(L);
        lua_newtable(L);
        /* Known before its contents are, so that tables may refer to each other. */
        lua_pushvalue(L, index);
        lua_pushvalue(L, -2);
        lua_rawset(L, views);
        push_copy(L, index, depth);
        push_metatable(L, lua_gettop(L));
        lua_setmetatable(L, -3);
        lua_pop(L, 1);
    }
    lua_remove(L, -2);
}

void ms_freeze_push(lua_State *L, int index) {
    push_view(L, lua_absindex(L, index), 0);
}
