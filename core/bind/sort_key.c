/* Sort keys: the values of a row as bytes whose memcmp order is the order of the rows. A key
 * is one part a column of the order, each part one of
 *
 *   10                      false               20 <16 digits>  a number (below)
 *   11                      true                30 <text> 00 00 a text; each 00 in it is 00 FF
 *   F0                      nothing: nil, null, NaN; always last
 *
 * (hexadecimal). A descending column has every byte of its part inverted, but for F0.
 * Numbers compare by value whether integer or float: the largest float not above the number,
 * its bits arranged so that they sort (8 bytes), then how much an integer is above that (2
 * bytes). Equal keys keep the order of the input, which is not this file's business. */
#include "bind/json.h"

enum {
    TAG_FALSE = 0x10,
    TAG_TRUE = 0x11,
    TAG_NUMBER = 0x20,
    TAG_TEXT = 0x30,
    TAG_NOTHING = 0xf0
};

static void put(lua_State *L, ms_buffer *out, const void *bytes, size_t len) {
    ms_json_check(L, ms_buffer_append(out, bytes, len));
}

/* Writes the low `bytes` bytes of value, the highest first. */
static void put_high_first(unsigned char *to, uint64_t value, size_t bytes) {
    for (size_t i = 0; i < bytes; i++) to[i] = (unsigned char)(value >> (8 * (bytes - 1 - i)));
}

/* The largest double not above value. */
static double double_below(int64_t value) {
    double near = (double)value;
    /* 2^63 does not fit an int64, so it is too large for any of them. */
    if (near >= 0x1p63 || (int64_t)near > value) {
        uint64_t bits;
        memcpy(&bits, &near, sizeof bits);
        bits += near > 0 ? UINT64_MAX : 1; /* the next double towards minus infinity */
        memcpy(&near, &bits, sizeof near);
    }
    return near;
}

static void put_number(lua_State *L, ms_buffer *out, double near, uint64_t above) {
    unsigned char part[11] = {TAG_NUMBER};
    uint64_t bits;
    near += 0.0; /* -0 is 0 */
    memcpy(&bits, &near, sizeof bits);
    bits = bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
    put_high_first(part + 1, bits, 8);
    put_high_first(part + 9, above, 2);
    put(L, out, part, sizeof part);
}

static void put_text(lua_State *L, ms_buffer *out, ms_slice text) {
    put(L, out, (const char[]){TAG_TEXT}, 1);
    while (text.len > 0) {
        const char *zero = memchr(text.ptr, 0, text.len);
        size_t run = zero ? (size_t)(zero - text.ptr) : text.len;
        put(L, out, text.ptr, run);
        if (zero) put(L, out, "\0\xff", 2);
        text = ms_slice_sub(text, zero ? run + 1 : run, text.len);
    }
    put(L, out, "\0\0", 2);
}

static void put_part(lua_State *L, int value, const char *column, ms_buffer *out) {
    switch (lua_type(L, value)) {
    case LUA_TNIL: break;
    case LUA_TLIGHTUSERDATA:
        if (!lua_touserdata(L, value)) break;
        luaL_error(L, "rows cannot be ordered by '%s': it holds a %s", column,
                   luaL_typename(L, value));
        return;
    case LUA_TBOOLEAN:
        put(L, out, (const char[]){lua_toboolean(L, value) ? TAG_TRUE : TAG_FALSE}, 1);
        return;
    case LUA_TNUMBER:
        if (lua_isinteger(L, value)) {
            int64_t integer = lua_tointeger(L, value);
            double near = double_below(integer);
            put_number(L, out, near, (uint64_t)(integer - (int64_t)near));
            return;
        }
        if (lua_tonumber(L, value) != lua_tonumber(L, value)) break;
        put_number(L, out, lua_tonumber(L, value), 0);
        return;
    case LUA_TSTRING:
    case LUA_TUSERDATA: put_text(L, out, ms_text_check(L, value)); return;
    default:
        luaL_error(L, "rows cannot be ordered by '%s': it holds a %s", column,
                   luaL_typename(L, value));
        return;
    }
    put(L, out, (const char[]){(char)TAG_NOTHING}, 1);
}

static void invert(ms_buffer *out, size_t from) {
    if ((unsigned char)out->data[from] == TAG_NOTHING) return;
    for (size_t i = from; i < out->len; i++) out->data[i] = (char)~out->data[i];
}

ms_buffer *ms_row_build_key(lua_State *L, int row, int order) {
    luaL_checkstack(L, LUA_MINSTACK, "no room for a sort key");
    ms_buffer *scratch = &ms_state_of(L)->scratch;
    ms_buffer_reset(scratch);
    size_t count = lua_rawlen(L, order);
    for (size_t i = 1; i <= count; i++) {
        if (lua_rawgeti(L, order, (lua_Integer)i) != LUA_TSTRING) {
            luaL_error(L, "order must be a list of column names");
        }
        const char *column = lua_tostring(L, -1);
        bool is_descending = column[0] == '-';
        if (is_descending) lua_pushstring(L, ++column);
        else lua_pushvalue(L, -1);
        lua_rawget(L, row);
        size_t from = scratch->len;
        put_part(L, lua_gettop(L), column, scratch);
        if (is_descending) invert(scratch, from);
        lua_pop(L, 2);
    }
    return scratch;
}

void ms_row_sort_key(lua_State *L, int row, int order, ms_buffer *out) {
    luaL_checktype(L, row, LUA_TTABLE);
    luaL_checktype(L, order, LUA_TTABLE);
    ms_buffer *key = ms_row_build_key(L, lua_absindex(L, row), lua_absindex(L, order));
    ms_json_check(L, ms_buffer_append_slice(out, ms_buffer_slice(key)));
}
