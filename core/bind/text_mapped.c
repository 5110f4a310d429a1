/* Texts that were put together from pieces of a document (joined cues, stripped markup,
 * entities) and still cite it. The pieces are read twice, first for their size, then for their
 * bytes; a finalizer that changes them in between is found out. Never copy a piece without
 * looking whether it still fits. */
#include "base/size.h"
#include "bind/sandbox.h"
#include "bind/text.h"
#include "text/utf8.h"

typedef struct piece {
    ms_slice bytes;    /* its words */
    bool has_source;   /* it comes from the document: bytes [from, to) of the origin's owner */
    size_t from, to;
    int64_t time_ms;   /* when it is spoken, or -1 */
} piece;

/* What is put together, and where. */
typedef struct building {
    const ms_text *origin;
    ms_owner *owner; /* of the new text */
    size_t at;       /* bytes of it that are there */
    int argument;    /* the list of pieces */
} building;

/* Pushes table[key] of the table on top, without metamethods. */
static int push_raw(lua_State *L, const char *key) {
    lua_pushstring(L, key);
    return lua_rawget(L, -2);
}

static size_t byte_field(lua_State *L, const building *to, const char *key) {
    size_t limit = to->origin->owner->bytes.len;
    push_raw(L, key);
    int is_integer;
    lua_Integer value = lua_tointegerx(L, -1, &is_integer);
    if (!is_integer || value < 0 || (size_t)value > limit) {
        luaL_error(L, "piece: \"%s\" must be a byte of the origin, as text:offset() gives it",
                   key);
    }
    lua_pop(L, 1);
    return (size_t)value;
}

static int64_t time_field(lua_State *L) {
    int64_t time_ms = -1;
    if (push_raw(L, "time") != LUA_TNIL) {
        lua_Number seconds = luaL_checknumber(L, -1);
        if (!(seconds >= 0 && seconds < 1e12)) {
            luaL_error(L, "piece: \"time\" must be seconds from 0");
        }
        time_ms = (int64_t)(seconds * 1000 + 0.5);
    }
    lua_pop(L, 1);
    return time_ms;
}

/* The piece that is the table on top. */
static piece read_table(lua_State *L, const building *to) {
    piece read = {.time_ms = time_field(L)};
    read.has_source = push_raw(L, "from") != LUA_TNIL;
    lua_pop(L, 1);
    if (read.has_source) {
        size_t first = byte_field(L, to, "from");
        read.to = byte_field(L, to, "to");
        if (first < 1 || first > read.to + 1) {
            luaL_error(L, "piece: \"from\" must be from 1 to \"to\" + 1");
        }
        read.from = first - 1;
        read.bytes = ms_slice_sub(to->origin->owner->bytes, read.from, read.to);
    }
    bool has_text = push_raw(L, "text") != LUA_TNIL;
    if (!has_text && !read.has_source) {
        luaL_error(L, "piece: needs \"text\", or \"from\" and \"to\"");
    }
    /* Nothing runs between its leaving the stack and its being copied. */
    if (has_text) read.bytes = ms_text_check(L, lua_gettop(L));
    lua_pop(L, 1);
    return read;
}

/* The piece that is on top: a Text of the origin, a string that stands nowhere, or a table. */
static piece read_piece(lua_State *L, const building *to) {
    if (lua_type(L, -1) == LUA_TTABLE) return read_table(L, to);
    if (lua_type(L, -1) == LUA_TNUMBER) {
        luaL_error(L, "piece: a text, a string or a table, not a number");
    }
    piece read = {.bytes = ms_text_check(L, lua_gettop(L)), .time_ms = -1};
    const ms_owner *owner = ms_text_owner(L, lua_gettop(L), &read.from, &read.to);
    read.has_source = owner && owner == to->origin->owner;
    return read;
}

ms_owner *ms_owner_push_mapped(lua_State *L, int arg) {
    const ms_text *origin = ms_text_check_slice(L, arg);
    arg = lua_absindex(L, arg);
    ms_owner *owner = ms_owner_push(L);
    bool is_mapped = origin->owner->map != NULL;
    if (is_mapped) {
        ms_text_check_alive(L, origin->owner->origin, origin->owner->origin_generation);
    }
    owner->origin = is_mapped ? origin->owner->origin : origin->owner;
    owner->origin_generation = owner->origin->generation;
    lua_getiuservalue(L, arg, 1);
    if (is_mapped) {
        lua_getiuservalue(L, -1, 1);
        lua_remove(L, -2);
    }
    lua_setiuservalue(L, -2, 1);
    if (ms_segmap_new(ms_state_of(L)->ctx, &owner->map) != MS_OK) {
        ms_text_raise(L, MS_E_MEMORY, "no memory for the places of a text");
    }
    return owner;
}

void ms_owner_map(lua_State *L, ms_owner *owner, const ms_owner *from, ms_segment segment) {
    if (from->map) {
        size_t end = ms_segmap_end_to_document(from->map, segment.document + segment.source_length);
        segment.document = ms_segmap_to_document(from->map, segment.document);
        segment.source_length = ms_size_max(end, segment.document) - segment.document;
    }
    ms_status status = ms_segmap_add(owner->map, segment);
    if (status != MS_OK) ms_text_raise(L, status, "no memory for the places of a text");
}

static void add_piece(lua_State *L, building *to, piece add) {
    if (add.bytes.len > to->owner->memory_size - to->at) {
        luaL_error(L, "the pieces have changed while they were read");
    }
    if (add.bytes.len) memcpy((char *)to->owner->memory + to->at, add.bytes.ptr, add.bytes.len);
    if (add.has_source) {
        ms_segment segment = {.text = to->at, .document = add.from, .length = add.bytes.len,
                              .source_length = add.to - add.from, .time_ms = add.time_ms};
        ms_owner_map(L, to->owner, to->origin->owner, segment);
    }
    to->at += add.bytes.len;
}

static size_t measure(lua_State *L, const building *to, lua_Unsigned count) {
    size_t size = 0;
    for (lua_Unsigned i = 1; i <= count; i++) {
        lua_rawgeti(L, to->argument, (lua_Integer)i);
        if (!ms_size_add(size, read_piece(L, to).bytes.len, &size)) {
            luaL_error(L, "the pieces are too long");
        }
        lua_pop(L, 1);
    }
    return size;
}

/** ms.mapped_text(origin, pieces) -> Text
 *  A text put together from pieces of origin, whose slices cite the document that origin is a
 *  part of. A piece is a Text cut from origin, a string that stands nowhere in it (a blank
 *  between two cues), or a table `{ text =, from =, to =, time = }`: `from` and `to` are bytes
 *  as text:offset() gives them, `text` is what is written instead of them (an entity's
 *  character), `time` is in seconds.
 *  @example
 *  local origin = ms.text("1\nHello &amp;\n2\nwelcome\n")
 *  local t = ms.mapped_text(origin, { origin:sub(3, 8), { text = "&", from = 9, to = 13 },
 *    " ", { from = 17, to = 23, time = 2.5 } })
 *  t --> Hello & welcome
 *  t:sub(9, 10):span() --> 16, 18
 *  t:sub(7, 7):span() --> 8, 13
 *  t:sub(9, 10):time() --> 2.5
 */
static int mapped_text(lua_State *L) {
    building to = {.argument = 2};
    lua_settop(L, 2);
    if (!ms_type_test(L, 1, MS_TYPE_TEXT)) {
        ms_text_push_copy(L, ms_text_check(L, 1));
        lua_replace(L, 1);
    }
    to.origin = ms_text_check_slice(L, 1);
    ms_freeze_resolve(L, 2);
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_Unsigned count = lua_rawlen(L, 2);
    size_t size = measure(L, &to, count);
    ms_spend(L, size + count);
    to.owner = ms_owner_push_mapped(L, 1);
    char *memory = ms_owner_allocate(L, to.owner, size);
    for (lua_Unsigned i = 1; i <= count; i++) {
        lua_rawgeti(L, 2, (lua_Integer)i);
        add_piece(L, &to, read_piece(L, &to));
        lua_pop(L, 1);
    }
    to.owner->bytes = ms_slice_of(memory, to.at);
    to.owner->is_binary = !ms_utf8_is_valid(to.owner->bytes);
    ms_owner_account(L, to.owner);
    ms_text_push_slice(L, -1, to.owner, 0, to.at);
    return 1;
}

/** ms.timed_text(text, times) -> Text
 *  The same words with the times at which they are said: `times` is { byte, seconds, byte, seconds, ... } in the order
 *  of the bytes, each time holding up to the next.
 *  @example
 *  local t = ms.timed_text("It rained.", { 1, 0.5, 4, 1.25 })
 *  t, t:sub(4):time(), t:sub(1, 2):time() --> It rained., 1.25, 0.5
 */
static int timed_text(lua_State *L) {
    lua_settop(L, 2);
    if (!ms_type_test(L, 1, MS_TYPE_TEXT)) {
        ms_text_push_copy(L, ms_text_check(L, 1));
        lua_replace(L, 1);
    }
    const ms_text *text = ms_text_check_slice(L, 1);
    ms_freeze_resolve(L, 2);
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_Unsigned count = lua_rawlen(L, 2) / 2;
    size_t size = text->to - text->from, at = 0;
    ms_spend(L, size + count);
    ms_owner *owner = ms_owner_push_mapped(L, 1);
    char *memory = ms_owner_allocate(L, owner, size);
    if (size) memcpy(memory, text->owner->bytes.ptr + text->from, size);
    owner->bytes = ms_slice_of(memory, size);
    int64_t time_ms = -1;
    for (lua_Unsigned i = 0; i <= count; i++) {
        size_t next = size;
        lua_Number seconds = -1;
        if (i < count) {
            lua_rawgeti(L, 2, (lua_Integer)(2 * i + 1));
            lua_rawgeti(L, 2, (lua_Integer)(2 * i + 2));
            lua_Integer first = luaL_checkinteger(L, -2);
            seconds = luaL_checknumber(L, -1);
            lua_pop(L, 2);
            if (first < 1 || (size_t)first - 1 < at || (size_t)first - 1 > size || !(seconds >= 0 && seconds < 1e12)) {
                luaL_error(L, "times are { byte, seconds, ... }: bytes of the text in their order, seconds from 0");
            }
            next = (size_t)first - 1;
        }
        if (next > at) {
            ms_owner_map(L, owner, text->owner, (ms_segment){.text = at, .document = text->from + at, .length = next - at,
                                                             .source_length = next - at, .time_ms = time_ms});
        }
        at = next;
        time_ms = (int64_t)(seconds * 1000 + 0.5);
    }
    owner->is_binary = text->owner->is_binary || !ms_utf8_is_valid(owner->bytes);
    ms_owner_account(L, owner);
    ms_text_push_slice(L, -1, owner, 0, size);
    return 1;
}

/** text:times() -> array of { first, seconds }
 *  When its parts were spoken, as the transcript says: from which byte on, and at what time. Empty where
 *  it says nothing.
 *  @example
 *  local t = ms.mapped_text("It rained.", { { from = 1, to = 3, time = 1 }, { from = 4, to = 10, time = 1.5 } })
 *  #t:times(), table.unpack(t:times()[2]) --> 2, 4, 1.5
 */
static int text_times(lua_State *L) {
    const ms_text *text = ms_text_check_slice(L, 1);
    const ms_segmap *map = text->owner->map;
    lua_newtable(L);
    if (!map) return 1;
    int64_t time_ms = ms_segmap_time_ms(map, text->from), last_ms = -1;
    size_t at = text->from;
    bool is_there = time_ms >= 0 || ms_segmap_next_time(map, &at, text->to, &time_ms);
    for (lua_Integer n = 0; is_there && at < text->to; is_there = ms_segmap_next_time(map, &at, text->to, &time_ms)) {
        if (time_ms != last_ms) {
            lua_createtable(L, 2, 0);
            lua_pushinteger(L, (lua_Integer)(at - text->from) + 1);
            lua_rawseti(L, -2, 1);
            lua_pushnumber(L, (lua_Number)time_ms / 1000);
            lua_rawseti(L, -2, 2);
            lua_rawseti(L, -2, ++n);
            ms_spend(L, 1);
        }
        last_ms = time_ms;
        at++;
    }
    return 1;
}

const luaL_Reg ms_text_mapped_methods[] = {{"times", text_times}, {NULL, NULL}};
const luaL_Reg ms_text_mapped_functions[] = {{"mapped_text", mapped_text}, {"timed_text", timed_text}, {NULL, NULL}};
