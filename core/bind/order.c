/* pairs and next in an order that is the same in every run: 1..#t, then the other integers,
 * floats, strings by bytes, false and true. Lua's own order depends on addresses and a random
 * seed, and what reaches an output must not. Keys that are tables, functions or userdata have
 * no such order: error. */
#include "bind/sandbox.h"

typedef enum key_rank { RANK_INTEGER, RANK_FLOAT, RANK_STRING, RANK_BOOLEAN } key_rank;

typedef struct ordered_key {
    key_rank rank;
    union {
        lua_Integer integer;
        lua_Number number;
        ms_slice string; /* of a key that the table holds */
        int boolean;
    } value;
    lua_Integer slot; /* where the key stands in the list of keys */
} ordered_key;

/* What an iteration needs: upvalue 1 of its iterator, with the list of keys as its user
 * value. */
typedef struct walk {
    lua_Integer array; /* 1..array first */
    lua_Integer place; /* how many keys have been visited */
    lua_Integer count; /* keys after the array */
    ordered_key keys[];
} walk;

static ordered_key describe_key(lua_State *L, int index) {
    ordered_key key = {0};
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        if (lua_isinteger(L, index)) {
            key.value.integer = lua_tointeger(L, index);
        } else {
            key.rank = RANK_FLOAT;
            key.value.number = lua_tonumber(L, index);
        }
        break;
    case LUA_TSTRING:
        key.rank = RANK_STRING;
        key.value.string.ptr = lua_tolstring(L, index, &key.value.string.len);
        break;
    case LUA_TBOOLEAN:
        key.rank = RANK_BOOLEAN;
        key.value.boolean = lua_toboolean(L, index);
        break;
    default:
        luaL_error(L, "a %s as a key has no defined order: keep such keys in an array to go over them",
                   luaL_typename(L, index));
    }
    return key;
}

static int compare_keys(const ordered_key *a, const ordered_key *b) {
    if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
    switch (a->rank) {
    case RANK_INTEGER:
        return (a->value.integer > b->value.integer) - (a->value.integer < b->value.integer);
    case RANK_FLOAT:
        return (a->value.number > b->value.number) - (a->value.number < b->value.number);
    case RANK_STRING: return ms_slice_compare(a->value.string, b->value.string);
    default: return a->value.boolean - b->value.boolean;
    }
}

static void sift_down(ordered_key *keys, size_t root, size_t count) {
    for (;;) {
        size_t child = 2 * root + 1;
        if (child >= count) return;
        if (child + 1 < count && compare_keys(&keys[child], &keys[child + 1]) < 0) child++;
        if (compare_keys(&keys[root], &keys[child]) >= 0) return;
        ordered_key swapped = keys[root];
        keys[root] = keys[child];
        keys[child] = swapped;
        root = child;
    }
}

/* Heap sort: no memory of its own, and never quadratic. */
static void sort_keys(ordered_key *keys, size_t count) {
    for (size_t i = count / 2; i > 0; i--) sift_down(keys, i - 1, count);
    for (size_t end = count; end > 1; end--) {
        ordered_key swapped = keys[0];
        keys[0] = keys[end - 1];
        keys[end - 1] = swapped;
        sift_down(keys, 0, end - 1);
    }
}

static bool is_in_array(lua_State *L, int index, lua_Integer array) {
    if (!lua_isinteger(L, index)) return false;
    lua_Integer key = lua_tointeger(L, index);
    return key >= 1 && key <= array;
}

/* How many keys of the table at 1 are not in 1..array. */
static lua_Integer count_others(lua_State *L, lua_Integer array) {
    lua_Integer others = 0, all = 0;
    lua_pushnil(L);
    while (lua_next(L, 1)) {
        lua_pop(L, 1);
        all++;
        if (!is_in_array(L, -1, array)) others++;
    }
    ms_spend(L, (uint64_t)all);
    return others;
}

static void fill_walk(lua_State *L, walk *steps) {
    lua_createtable(L, (int)(steps->count < 4096 ? steps->count : 4096), 0);
    int list = lua_gettop(L);
    lua_Integer filled = 0;
    lua_pushnil(L);
    while (filled < steps->count && lua_next(L, 1)) {
        lua_pop(L, 1);
        if (is_in_array(L, -1, steps->array)) continue;
        steps->keys[filled] = describe_key(L, lua_gettop(L));
        steps->keys[filled].slot = filled + 1;
        filled++;
        lua_pushvalue(L, -1);
        lua_rawseti(L, list, filled);
    }
    lua_settop(L, list);
    lua_setiuservalue(L, -2, 1);
    sort_keys(steps->keys, (size_t)steps->count);
}

/* The iterator: called with the table; ignores the control value. */
static int step(lua_State *L) {
    walk *steps = lua_touserdata(L, lua_upvalueindex(1));
    lua_settop(L, 1);
    while (steps->place < steps->array) {
        lua_Integer key = ++steps->place;
        lua_pushinteger(L, key);
        if (lua_rawgeti(L, 1, key) != LUA_TNIL) return 2;
        lua_settop(L, 1);
    }
    if (steps->count == 0) return 0;
    lua_getiuservalue(L, lua_upvalueindex(1), 1);
    while (steps->place < steps->array + steps->count) {
        lua_Integer slot = steps->keys[steps->place++ - steps->array].slot;
        lua_rawgeti(L, 2, slot);
        lua_pushvalue(L, -1);
        if (lua_rawget(L, 1) != LUA_TNIL) return 2;
        lua_settop(L, 2);
    }
    return 0;
}

static int ordered_pairs(lua_State *L) {
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
        lua_insert(L, 1);
        lua_call(L, 1, 3);
        return 3;
    }
    ms_freeze_resolve(L, 1);
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Integer array = (lua_Integer)lua_rawlen(L, 1);
    lua_Integer others = count_others(L, array);
    walk *steps = lua_newuserdatauv(L, sizeof *steps + (size_t)others * sizeof(ordered_key), 1);
    *steps = (walk){.array = array, .count = others};
    if (others > 0) fill_walk(L, steps);
    lua_pushcclosure(L, step, 1);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

/* The smallest key after `after` (any when NULL) that is not in 1..array: leaves it with its
 * value. */
static int next_other(lua_State *L, const ordered_key *after, lua_Integer array) {
    ordered_key best = {0};
    bool found = false;
    uint64_t seen = 0;
    lua_settop(L, 2);
    lua_pushnil(L); /* 3: the best key so far */
    lua_pushnil(L);
    while (lua_next(L, 1)) {
        lua_pop(L, 1);
        seen++;
        if (is_in_array(L, -1, array)) continue;
        ordered_key key = describe_key(L, lua_gettop(L));
        if (after && compare_keys(&key, after) <= 0) continue;
        if (found && compare_keys(&key, &best) >= 0) continue;
        best = key;
        found = true;
        lua_pushvalue(L, -1);
        lua_replace(L, 3);
    }
    ms_spend(L, seen);
    if (!found) return 0;
    lua_settop(L, 3);
    lua_pushvalue(L, 3);
    lua_rawget(L, 1);
    return 2;
}

static int ordered_next(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 2);
    ms_freeze_resolve(L, 1);
    lua_Integer array = (lua_Integer)lua_rawlen(L, 1);
    bool is_begin = lua_isnil(L, 2);
    if (is_begin || is_in_array(L, 2, array)) {
        for (lua_Integer i = is_begin ? 1 : lua_tointeger(L, 2) + 1; i <= array; i++) {
            lua_pushinteger(L, i);
            if (lua_rawgeti(L, 1, i) != LUA_TNIL) return 2;
            lua_settop(L, 2);
        }
        return next_other(L, NULL, array) ? 2 : (lua_pushnil(L), 1);
    }
    ordered_key after = describe_key(L, 2);
    return next_other(L, &after, array) ? 2 : (lua_pushnil(L), 1);
}

static int step_index(lua_State *L) {
    lua_Integer i = luaL_checkinteger(L, 2) + 1;
    lua_pushinteger(L, i);
    return lua_geti(L, 1, i) == LUA_TNIL ? 1 : 2;
}

/* As Lua's, but nil is an error here and now, not one without a place in the loop. */
static int index_pairs(lua_State *L) {
    int type = lua_type(L, 1);
    luaL_argexpected(L, type == LUA_TTABLE || type == LUA_TUSERDATA, 1, "table");
    lua_pushcfunction(L, step_index);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

void ms_library_open_order(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"pairs", ordered_pairs}, {"ipairs", index_pairs}, {"next", ordered_next}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
