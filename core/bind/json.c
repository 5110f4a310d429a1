/* ms.json: JSON from and to Lua values. One idea: one reader a state, used again and again;
 * it is a userdata, so whatever raises cannot lose it. Never calls into Lua while it reads. */
#include "bind/json.h"

#include "out/json.h"
#include "parse/json.h"

#define TYPE_READER "moonscribe.json.reader"
#define TYPE_ARRAY "moonscribe.json.array"

static const char reader_key; /* its address is the registry key of the state's reader */

typedef struct json_reader {
    ms_json_reader *reader; /* NULL when not yet, or no longer, there */
} json_reader;

static int release_reader(lua_State *L) {
    json_reader *self = lua_touserdata(L, 1);
    ms_json_reader_free(self->reader);
    self->reader = NULL;
    return 0;
}

/* The state's reader, set to read bytes. */
static ms_json_reader *reader_for(lua_State *L, ms_slice bytes) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &reader_key);
    json_reader *self = lua_touserdata(L, -1);
    lua_pop(L, 1);
    if (!self) {
        self = ms_type_push(L, TYPE_READER, sizeof *self, 0);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &reader_key);
    }
    if (self->reader) {
        ms_json_reader_reset(self->reader, bytes);
    } else {
        ms_json_check(L, ms_json_reader_new(ms_state_of(L)->ctx, bytes, &self->reader));
    }
    return self->reader;
}

/* --- decode ------------------------------------------------------------------------------- */

/* Pushes the value that begins with token. Recursive: the reader has checked the depth,
 * which is at most 1,000. On failure the stack is left as it is. */
static ms_status push_value(lua_State *L, ms_json_reader *reader, ms_json_token *token,
                            ms_error *error) {
    luaL_checkstack(L, 8, "the JSON is nested too deeply");
    ms_status status = MS_OK;
    switch (token->kind) {
    case MS_JSON_NULL: lua_pushlightuserdata(L, NULL); return MS_OK;
    case MS_JSON_FALSE: lua_pushboolean(L, 0); return MS_OK;
    case MS_JSON_TRUE: lua_pushboolean(L, 1); return MS_OK;
    case MS_JSON_INT: lua_pushinteger(L, token->integer); return MS_OK;
    case MS_JSON_DOUBLE: lua_pushnumber(L, token->number); return MS_OK;
    case MS_JSON_ARRAY:
        lua_newtable(L);
        luaL_setmetatable(L, TYPE_ARRAY);
        for (lua_Integer i = 1;; i++) {
            status = ms_json_next(reader, token, error);
            if (status != MS_OK || token->kind == MS_JSON_ARRAY_END) return status;
            status = push_value(L, reader, token, error);
            if (status != MS_OK) return status;
            lua_rawseti(L, -2, i);
        }
    case MS_JSON_OBJECT:
        lua_newtable(L);
        for (;;) {
            status = ms_json_next(reader, token, error);
            if (status != MS_OK || token->kind == MS_JSON_OBJECT_END) return status;
            lua_pushlstring(L, token->text.ptr, token->text.len);
            status = ms_json_next(reader, token, error);
            if (status == MS_OK) status = push_value(L, reader, token, error);
            if (status != MS_OK) return status;
            lua_rawset(L, -3);
        }
    default: lua_pushlstring(L, token->text.ptr, token->text.len); return MS_OK;
    }
}

/* Pushes the one value of bytes, or leaves the stack as it was. */
static ms_status decode(lua_State *L, ms_slice bytes, ms_error *error) {
    int top = lua_gettop(L);
    ms_json_reader *reader = reader_for(L, bytes);
    ms_json_token token;
    ms_status status = ms_json_next(reader, &token, error);
    if (status == MS_OK) status = push_value(L, reader, &token, error);
    if (status == MS_OK) {
        status = ms_json_next(reader, &token, error);
        if (status == MS_END) return MS_OK;
    }
    lua_settop(L, top);
    return status;
}

/* A limit of the run ends the document; bad input is for the caller to judge. */
static bool must_raise(ms_status status) {
    return ms_status_is_limit(status) || status == MS_E_MEMORY;
}

/** ms.json.decode(text) -> value | nil, message, code
 *  Reads one JSON value, strictly. Integers that fit 64 bits stay exact; null is `ms.json.null`;
 *  arrays are marked, so that an empty one is written as an array again. Errors: "malformed",
 *  "truncated".
 *  @example
 *  ms.json.decode('{"a": [1, 2.5]}').a[2] --> 2.5
 *  ms.json.decode("[1,") --> nil, the JSON ends at byte 3: a value was not finished, truncated
 */
static int l_decode(lua_State *L) {
    ms_slice bytes = ms_text_check(L, 1);
    ms_error error;
    ms_status status = decode(L, bytes, &error);
    if (status == MS_OK) return 1;
    return must_raise(status) ? ms_raise(L, &error) : ms_push_failure(L, &error);
}

/* The line that begins at *at, without its end (LF or CRLF); *at moves behind it. */
static ms_slice take_line(ms_slice bytes, size_t *at) {
    size_t from = *at;
    const char *end = memchr(bytes.ptr + from, '\n', bytes.len - from);
    size_t to = end ? (size_t)(end - bytes.ptr) : bytes.len;
    *at = end ? to + 1 : to;
    if (to > from && bytes.ptr[to - 1] == '\r') to--;
    return ms_slice_sub(bytes, from, to);
}

static bool is_blank(ms_slice line) {
    for (size_t i = 0; i < line.len; i++) {
        if (line.ptr[i] != ' ' && line.ptr[i] != '\t') return false;
    }
    return true;
}

/* Upvalues: the text, the next byte, the number of the line before. */
static int next_row(lua_State *L) {
    ms_slice bytes = ms_text_check(L, lua_upvalueindex(1));
    size_t at = (size_t)lua_tointeger(L, lua_upvalueindex(2));
    lua_Integer number = lua_tointeger(L, lua_upvalueindex(3));
    ms_slice line;
    do {
        if (at >= bytes.len) return 0;
        line = take_line(bytes, &at);
        number++;
    } while (is_blank(line));
    ms_push_size(L, at);
    lua_replace(L, lua_upvalueindex(2));
    lua_pushinteger(L, number);
    lua_replace(L, lua_upvalueindex(3));
    ms_error error, whole;
    ms_status status = decode(L, line, &error);
    if (status == MS_OK) {
        lua_pushinteger(L, number);
        return 2;
    }
    if (must_raise(status)) return ms_raise(L, &error);
    ms_error_set(&whole, status, (size_t)(line.ptr - bytes.ptr) + error.offset, "line %lld: %s",
                 (long long)number, error.message);
    return ms_raise(L, &whole);
}

/** ms.json.rows(text) -> iterator of value, line number
 *  Reads JSON Lines: one value a line, blank lines skipped. A line that is no JSON raises an error
 *  that names the line.
 *  @example
 *  for row, line in ms.json.rows('{"a":1}\n{"a":2}\n') do last = row.a + line end
 *  last --> 4
 */
static int l_rows(lua_State *L) {
    ms_text_check(L, 1);
    lua_settop(L, 1);
    lua_pushinteger(L, 0);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_row, 3);
    return 1;
}

/* --- encode ------------------------------------------------------------------------------- */

/* Reads the options at the index into style; the order table, if any, is left on the stack. */
static void read_style(lua_State *L, int options, ms_json_style *style) {
    luaL_checktype(L, options, LUA_TTABLE);
    lua_pushnil(L);
    while (lua_next(L, options)) {
        lua_pop(L, 1);
        const char *name = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
        if (strcmp(name, "indent") != 0 && strcmp(name, "order") != 0) {
            luaL_error(L, "unknown option '%s' of ms.json.encode: there are 'indent' and 'order'",
                       name);
        }
    }
    if (lua_getfield(L, options, "indent") != LUA_TNIL) {
        lua_Integer indent = luaL_checkinteger(L, -1);
        luaL_argcheck(L, indent >= 0 && indent <= 16, options, "indent must be 0 to 16");
        style->indent = (int)indent;
    }
    lua_pop(L, 1);
    if (lua_getfield(L, options, "order") != LUA_TNIL) {
        luaL_argcheck(L, lua_istable(L, -1), options, "order must be a list of keys");
        style->order = lua_gettop(L);
    }
}

/** ms.json.encode(value, {indent=, order=}) -> string
 *  Writes a value as JSON. A table with 1..n, or made by `ms.json.array`, is an array, any other an
 *  object, whose keys are sorted; those named in `order` come first. `indent` is the number of
 *  blanks a level; without it all is on one line. nil and `ms.json.null` are null. Text that is not
 *  UTF-8 is repaired with U+FFFD. Raises for functions, for tables with gaps and for those with
 *  both a list and fields.
 *  @example
 *  ms.json.encode({ b = 1, a = { true, 2.0 } }) --> {"a":[true,2.0],"b":1}
 *  ms.json.encode({ b = 1, a = 2 }, { order = { "b" } }) --> {"b":1,"a":2}
 */
static int l_encode(lua_State *L) {
    luaL_checkany(L, 1);
    lua_settop(L, 2);
    ms_json_style style = {0};
    if (!lua_isnil(L, 2)) read_style(L, 2, &style);
    ms_buffer *out = &ms_state_of(L)->scratch;
    ms_buffer_reset(out);
    ms_json_encode_value(L, 1, &style, out);
    lua_pushlstring(L, out->data, out->len);
    return 1;
}

/** ms.json.array(table) -> table
 *  Marks the table (a new one when there is none) as an array, so that it is written as [] when
 *  empty.
 *  @example
 *  ms.json.encode({ titles = ms.json.array {} }) --> {"titles":[]}
 */
static int l_array(lua_State *L) {
    lua_settop(L, 1);
    if (lua_isnil(L, 1)) {
        lua_newtable(L);
        lua_replace(L, 1);
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_setmetatable(L, TYPE_ARRAY);
    return 1;
}

void ms_bind_json(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"decode", l_decode}, {"encode", l_encode}, {"array", l_array}, {"rows", l_rows},
        {NULL, NULL}};
    static const luaL_Reg none[] = {{NULL, NULL}};
    ms_type_new(L, TYPE_READER, none, release_reader, none);
    luaL_newmetatable(L, TYPE_ARRAY);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 1);
    luaL_newlib(L, functions);
    lua_pushlightuserdata(L, NULL);
    lua_setfield(L, -2, "null");
    lua_setfield(L, -2, "json");
    ms_bind_csv(L);
}
