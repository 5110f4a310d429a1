/* Lua values to JSON. One idea: keys are sorted on the Lua stack, so that nothing here owns
 * memory while something may raise. Never calls a metamethod and never depends on the order
 * of pairs. */
#include <stdlib.h>

#include "bind/json.h"
#include "out/json.h"
#include "text/utf8.h"

enum {
    FEW_KEYS = 16,    /* objects up to this size are sorted on the C stack */
    LONG_TEXT = 64,   /* from here on validating first and copying then is faster */
    STACK_A_LEVEL = 8 /* Lua stack slots one level needs beside its keys */
};

typedef struct encoder {
    lua_State *L;
    ms_buffer *out;
    const ms_json_style *style;
    uint64_t nesting; /* deepest level allowed */
    uint64_t level;
} encoder;

/* A key of an object: its bytes, its place in style->order (SIZE_MAX when not named there)
 * and where on the Lua stack it stands. */
typedef struct object_key {
    ms_slice name;
    size_t rank;
    int slot;
} object_key;

void ms_json_check(lua_State *L, ms_status status) {
    if (status == MS_OK) return;
    ms_error error;
    ms_error_set(&error, status, 0, "%s", status == MS_E_LIMIT_MEMORY
                                              ? "the encoded value is larger than allowed"
                                              : "no memory to encode a value");
    ms_raise(L, &error);
}

ms_status ms_json_encode_text(ms_buffer *out, ms_slice text) {
    if (text.len >= LONG_TEXT && ms_utf8_is_valid(text)) return ms_json_put_valid(out, text);
    return ms_json_put_string(out, text);
}

static void put(encoder *e, const char *text, size_t len) {
    ms_json_check(e->L, ms_buffer_append(e->out, text, len));
}

static void put_line(encoder *e) {
    if (e->style->indent <= 0) return;
    put(e, "\n", 1);
    for (uint64_t i = 0; i < e->level * (uint64_t)e->style->indent; i++) put(e, " ", 1);
}

static void put_value(encoder *e, int value);

static int compare_keys(const void *left, const void *right) {
    const object_key *a = left, *b = right;
    if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
    return ms_slice_compare(a->name, b->name);
}

static size_t rank_of(encoder *e, ms_slice name) {
    if (e->style->order == 0) return SIZE_MAX;
    size_t count = lua_rawlen(e->L, e->style->order);
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(e->L, e->style->order, (lua_Integer)i);
        size_t len = 0;
        bool is_name = lua_type(e->L, -1) == LUA_TSTRING;
        const char *ptr = is_name ? lua_tolstring(e->L, -1, &len) : NULL;
        bool is_it = ptr && ms_slice_equal(name, ms_slice_of(ptr, len));
        lua_pop(e->L, 1);
        if (is_it) return i;
    }
    return SIZE_MAX;
}

/* Leaves the table's keys on the stack, sorted in keys. */
static void collect_keys(encoder *e, int table, object_key *keys) {
    lua_State *L = e->L;
    size_t count = 0;
    lua_pushnil(L);
    while (lua_next(L, table)) {
        lua_pop(L, 1);
        size_t len;
        const char *ptr = lua_tolstring(L, -1, &len);
        ms_slice name = ms_slice_of(ptr, len);
        keys[count++] = (object_key){name, rank_of(e, name), lua_gettop(L)};
        lua_pushvalue(L, -1);
    }
    qsort(keys, count, sizeof *keys, compare_keys);
}

static void put_object(encoder *e, int table, size_t count) {
    lua_State *L = e->L;
    object_key few[FEW_KEYS];
    object_key *keys = few;
    if (count > INT32_MAX / 2) luaL_error(L, "the table has too many keys for JSON");
    luaL_checkstack(L, (int)count + STACK_A_LEVEL, "too many keys for JSON");
    if (count > FEW_KEYS) keys = lua_newuserdatauv(L, count * sizeof *keys, 0);
    collect_keys(e, table, keys);
    put(e, "{", 1);
    e->level++;
    for (size_t i = 0; i < count; i++) {
        if (i > 0) put(e, ",", 1);
        put_line(e);
        ms_json_check(L, ms_json_encode_text(e->out, keys[i].name));
        put(e, ": ", e->style->indent > 0 ? 2 : 1);
        lua_pushvalue(L, keys[i].slot);
        lua_rawget(L, table);
        put_value(e, lua_gettop(L));
        lua_pop(L, 1);
    }
    e->level--;
    if (count > 0) put_line(e);
    put(e, "}", 1);
}

static void put_array(encoder *e, int table, size_t count) {
    put(e, "[", 1);
    e->level++;
    for (size_t i = 1; i <= count; i++) {
        if (i > 1) put(e, ",", 1);
        put_line(e);
        lua_rawgeti(e->L, table, (lua_Integer)i);
        put_value(e, lua_gettop(e->L));
        lua_pop(e->L, 1);
    }
    e->level--;
    if (count > 0) put_line(e);
    put(e, "]", 1);
}

/* Marked by ms.json.array, or by decode. */
static bool is_marked_array(lua_State *L, int table) {
    if (!lua_getmetatable(L, table)) return false;
    luaL_getmetatable(L, "moonscribe.json.array");
    bool is_it = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
    return is_it;
}

static void put_table(encoder *e, int table) {
    lua_State *L = e->L;
    if (e->level >= e->nesting) {
        ms_error error;
        ms_limits_hit(&ms_state_of(L)->ctx->limits, MS_E_LIMIT_NESTING, e->level + 1, 0,
                      &error);
        ms_raise(L, &error);
    }
    luaL_checkstack(L, STACK_A_LEVEL, "the value is nested too deeply for JSON");
    size_t length = lua_rawlen(L, table), strings = 0, others = 0;
    lua_pushnil(L);
    while (lua_next(L, table)) {
        lua_pop(L, 1);
        if (lua_type(L, -1) == LUA_TSTRING) strings++;
        else others++;
    }
    ms_spend(L, strings + others);
    if (others != length) {
        luaL_error(L, "a table with gaps or with keys that are neither strings nor 1, 2, 3 ... "
                      "cannot be written as JSON");
    }
    if (others > 0 && strings > 0) {
        luaL_error(L, "a table with both a list and named fields cannot be written as JSON");
    }
    int top = lua_gettop(L);
    if (others > 0 || (strings == 0 && is_marked_array(L, table))) put_array(e, table, length);
    else put_object(e, table, strings);
    lua_settop(L, top);
}

static void put_value(encoder *e, int value) {
    lua_State *L = e->L;
    size_t len;
    const char *ptr;
    switch (lua_type(L, value)) {
    case LUA_TNIL: put(e, "null", 4); return;
    case LUA_TBOOLEAN:
        if (lua_toboolean(L, value)) put(e, "true", 4);
        else put(e, "false", 5);
        return;
    case LUA_TNUMBER:
        ms_json_check(L, lua_isinteger(L, value)
                             ? ms_json_put_int(e->out, lua_tointeger(L, value))
                             : ms_json_put_double(e->out, lua_tonumber(L, value)));
        return;
    case LUA_TSTRING:
        ptr = lua_tolstring(L, value, &len);
        ms_json_check(L, ms_json_encode_text(e->out, ms_slice_of(ptr, len)));
        return;
    case LUA_TUSERDATA:
        if (!ms_type_test(L, value, MS_TYPE_TEXT)) break;
        ms_json_check(L, ms_json_encode_text(e->out, ms_text_check(L, value)));
        return;
    case LUA_TLIGHTUSERDATA: /* ms.json.null */
        if (lua_touserdata(L, value)) break;
        put(e, "null", 4);
        return;
    case LUA_TTABLE: put_table(e, value); return;
    default: break;
    }
    luaL_error(L, "a %s cannot be written as JSON", luaL_typename(L, value));
}

void ms_json_encode_value(lua_State *L, int value, const ms_json_style *style, ms_buffer *out) {
    encoder e = {.L = L, .out = out, .style = style,
                 .nesting = ms_state_of(L)->ctx->limits.nesting};
    put_value(&e, value);
}
