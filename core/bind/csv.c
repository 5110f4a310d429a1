/* ms.csv: CSV and TSV from and to lists of fields. One idea: the reader is a userdata that the
 * iterator closes over, and hands out as its closing value. */
#include "bind/json.h"
#include "out/csv.h"
#include "out/json.h"
#include "parse/csv.h"

#define TYPE_READER "moonscribe.csv.reader"

typedef struct csv_reader {
    ms_csv_reader reader;
    bool is_open;
} csv_reader;

static int release_reader(lua_State *L) {
    csv_reader *self = lua_touserdata(L, 1);
    if (self->is_open) ms_csv_reader_free(&self->reader);
    self->is_open = false;
    return 0;
}

/* The separator that the options at the index name; raises for other options. */
static char read_separator(lua_State *L, int options) {
    if (lua_isnoneornil(L, options)) return ',';
    luaL_checktype(L, options, LUA_TTABLE);
    lua_pushnil(L);
    while (lua_next(L, options)) {
        lua_pop(L, 1);
        const char *name = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
        if (strcmp(name, "separator") != 0) {
            luaL_error(L, "unknown option '%s' of ms.csv: there is 'separator'", name);
        }
    }
    lua_getfield(L, options, "separator");
    size_t len = 1;
    const char *separator = lua_isnil(L, -1) ? "," : luaL_checklstring(L, -1, &len);
    char c = len == 1 ? *separator : '"';
    if (c == '"' || c == '\n' || c == '\r') {
        luaL_error(L, "separator must be one byte, such as ';'");
    }
    lua_pop(L, 1);
    return c;
}

/* Upvalues: the text, the reader. */
static int next_record(lua_State *L) {
    csv_reader *self = lua_touserdata(L, lua_upvalueindex(2));
    if (!self->is_open) return 0;
    self->reader.bytes = ms_text_check(L, lua_upvalueindex(1)); /* raises when it has gone */
    ms_slice field;
    bool is_last = false;
    ms_error error;
    for (lua_Integer i = 1; !is_last; i++) {
        ms_status status = ms_csv_next(&self->reader, &field, &is_last, &error);
        if (status == MS_END) return 0;
        if (status != MS_OK) return ms_raise(L, &error);
        if (i == 1) lua_newtable(L);
        lua_pushlstring(L, field.ptr, field.len);
        lua_rawseti(L, -2, i);
    }
    return 1;
}

/** ms.csv.rows(text, {separator=}) -> iterator of lists of strings
 *  Reads CSV (or TSV, with separator = "\t"): quoted fields may hold separators, line ends and
 *  doubled quotes. A quote that is never closed raises an error.
 *  @example
 *  for row in ms.csv.rows('a,"b, c"\n') do last = row[2] end
 *  last --> b, c
 */
static int l_rows(lua_State *L) {
    ms_slice bytes = ms_text_check(L, 1);
    char separator = read_separator(L, 2);
    lua_pushvalue(L, 1);
    csv_reader *self = ms_type_push(L, TYPE_READER, sizeof *self, 0);
    ms_csv_reader_init(&self->reader, ms_state_of(L)->ctx, bytes, separator);
    self->is_open = true;
    lua_pushvalue(L, -1);
    lua_insert(L, 1); /* the reader, below what becomes the upvalues */
    lua_pushcclosure(L, next_record, 2);
    lua_pushnil(L);
    lua_pushnil(L);
    lua_pushvalue(L, 1);
    return 4;
}

static void put_field(lua_State *L, int value, const ms_csv_style *style, ms_buffer *out) {
    switch (lua_type(L, value)) {
    case LUA_TBOOLEAN:
        ms_json_check(L, lua_toboolean(L, value) ? ms_buffer_append(out, "true", 4)
                                                 : ms_buffer_append(out, "false", 5));
        return;
    case LUA_TNUMBER:
        ms_json_check(L, lua_isinteger(L, value)
                             ? ms_json_put_int(out, lua_tointeger(L, value))
                             : ms_json_put_double(out, lua_tonumber(L, value)));
        return;
    case LUA_TLIGHTUSERDATA: return; /* ms.json.null */
    default: ms_json_check(L, ms_csv_put_field(out, ms_text_check(L, value), style)); return;
    }
}

/** ms.csv.encode(list, {separator=}) -> string
 *  One record with its line end. Fields are quoted where they must be; one that a spreadsheet would
 *  run as a formula gets an apostrophe in front. `ms.json.null` is an empty field.
 *  @example
 *  ms.csv.encode({ "a", 'say "hi"', "=1+1", 2.5 }):sub(1, -2) --> a,"say ""hi""",'=1+1,2.5
 */
static int l_encode(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    const ms_csv_style style = {.separator = read_separator(L, 2)};
    ms_buffer *out = &ms_state_of(L)->scratch;
    ms_buffer_reset(out);
    size_t count = lua_rawlen(L, 1);
    for (size_t i = 1; i <= count; i++) {
        if (i > 1) ms_json_check(L, ms_buffer_append_byte(out, style.separator));
        lua_rawgeti(L, 1, (lua_Integer)i);
        put_field(L, lua_gettop(L), &style, out);
        lua_pop(L, 1);
    }
    /* An empty line would be no record. */
    if (out->len == 0) ms_json_check(L, ms_buffer_append(out, "\"\"", 2));
    ms_json_check(L, ms_buffer_append_byte(out, '\n'));
    ms_spend(L, out->len);
    lua_pushlstring(L, out->data, out->len);
    return 1;
}

void ms_bind_csv(lua_State *L) {
    static const luaL_Reg functions[] = {{"rows", l_rows}, {"encode", l_encode}, {NULL, NULL}};
    static const luaL_Reg none[] = {{NULL, NULL}};
    ms_type_new(L, TYPE_READER, none, release_reader, none);
    luaL_newlib(L, functions);
    lua_setfield(L, -2, "csv");
}
