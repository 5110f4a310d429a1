/* Text for Lua: slices of owned bytes that behave as strings. This file: owners and their
 * lifetime, and the half that strings have too; text_more.c has what strings lack.
 *
 * The one idea: a slice is owner + generation + offsets. The owner is kept alive by the slice;
 * the generation says whether its bytes are still those the slice was cut from. Never keep an
 * ms_slice across a call that may run Lua code which could retire its owner. */
#include "bind/text.h"

#include <limits.h>

#include "base/size.h"
#include "text/utf8.h"

#define TYPE_OWNER "moonscribe.owner"

static const char document_key; /* registry: the owner that all documents use in turn */

void ms_text_raise(lua_State *L, ms_status status, const char *message) {
    ms_error error;
    ms_error_set(&error, status, 0, "%s", message);
    ms_raise(L, &error);
    __builtin_unreachable(); /* Lua's own lua_error does not say that it never returns */
}

/* --- owners ------------------------------------------------------------------------------- */

static int release_owner(lua_State *L) {
    ms_owner *owner = ms_type_check(L, 1, TYPE_OWNER);
    ms_state *state = ms_state_of(L);
    ms_positions_free(owner->positions);
    owner->positions = NULL;
    ms_segmap_free(owner->map);
    owner->map = NULL;
    ms_state_account(L, -(int64_t)owner->index_size);
    owner->index_size = 0;
    if (owner->memory) {
        ms_sys_free(state->ctx->sys, owner->memory, owner->memory_size);
        ms_state_account(L, -(int64_t)owner->memory_size);
        owner->memory = NULL;
    }
    if (owner->label) {
        ms_sys_free(state->ctx->sys, owner->label, owner->label_size);
        owner->label = NULL;
    }
    owner->bytes = (ms_slice){0};
    owner->generation++;
    return 0;
}

void ms_text_push_slice(lua_State *L, int of, ms_owner *owner, size_t from, size_t to) {
    of = lua_absindex(L, of);
    ms_text *text = ms_type_push(L, MS_TYPE_TEXT, sizeof *text, 1);
    *text = (ms_text){owner, owner->generation, from, to};
    lua_pushvalue(L, of);
    lua_setiuservalue(L, -2, 1);
}

void *ms_owner_allocate(lua_State *L, ms_owner *owner, size_t size) {
    if (size == 0) return NULL;
    ms_state_account(L, (int64_t)size);
    owner->memory = ms_sys_resize(ms_state_of(L)->ctx->sys, NULL, 0, size);
    if (!owner->memory) {
        ms_state_account(L, -(int64_t)size);
        ms_text_raise(L, MS_E_MEMORY, "no memory for a text");
    }
    owner->memory_size = size;
    return owner->memory;
}

ms_owner *ms_owner_push(lua_State *L) {
    return ms_type_push(L, TYPE_OWNER, sizeof(ms_owner), 1);
}

void ms_owner_account(lua_State *L, ms_owner *owner) {
    size_t held = ms_positions_size(owner->positions) + ms_segmap_size(owner->map);
    if (held <= owner->index_size) return;
    ms_state_account(L, (int64_t)(held - owner->index_size));
    owner->index_size = held;
}

void ms_text_push_copy(lua_State *L, ms_slice bytes) {
    ms_owner *owner = ms_owner_push(L);
    char *memory = ms_owner_allocate(L, owner, bytes.len);
    if (memory) memcpy(memory, bytes.ptr, bytes.len);
    owner->bytes = ms_slice_of(memory, bytes.len);
    owner->is_binary = !ms_utf8_is_valid(owner->bytes);
    ms_text_push_slice(L, -1, owner, 0, bytes.len);
    lua_remove(L, -2);
}

/* A Text over the string at arg, which its owner keeps alive: no copy. */
static void push_over_string(lua_State *L, int arg) {
    arg = lua_absindex(L, arg);
    ms_owner *owner = ms_owner_push(L);
    size_t len;
    const char *ptr = lua_tolstring(L, arg, &len);
    lua_pushvalue(L, arg);
    lua_setiuservalue(L, -2, 1);
    owner->bytes = ms_slice_of(ptr, ptr ? len : 0);
    owner->is_binary = !ms_utf8_is_valid(owner->bytes);
    ms_text_push_slice(L, -1, owner, 0, len);
    lua_remove(L, -2);
}

static void set_label(lua_State *L, ms_owner *owner, ms_slice label) {
    const ms_sys *sys = ms_state_of(L)->ctx->sys;
    if (label.len + 1 > owner->label_size || !owner->label) {
        size_t size = ms_size_max(label.len + 1, 256);
        char *grown = ms_sys_resize(sys, owner->label, owner->label_size, size);
        if (!grown) {
            ms_text_raise(L, MS_E_MEMORY, "no memory for a document's name");
            return;
        }
        owner->label = grown;
        owner->label_size = size;
    }
    if (label.len) memcpy(owner->label, label.ptr, label.len);
    owner->label[label.len] = '\0';
}

void ms_text_push_composed(lua_State *L, ms_slice bytes, int like) {
    const ms_text *document = ms_text_check_slice(L, like);
    ms_text_push_copy(L, bytes);
    ms_text *composed = lua_touserdata(L, -1);
    if (document->owner->label) set_label(L, composed->owner, ms_slice_str(document->owner->label));
}

ms_owner *ms_text_push_document(lua_State *L, ms_slice bytes, ms_slice label) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &document_key) == LUA_TNIL) {
        lua_pop(L, 1);
        ms_owner_push(L);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &document_key);
    }
    ms_owner *owner = lua_touserdata(L, -1);
    owner->generation++;
    set_label(L, owner, label);
    owner->bytes = bytes;
    owner->is_binary = false;
    owner->positions_built = false;
    ms_text_push_slice(L, -1, owner, 0, bytes.len);
    lua_remove(L, -2);
    return owner;
}

void ms_text_retire(lua_State *L, ms_owner *owner) {
    (void)L;
    owner->generation++;
    owner->bytes = (ms_slice){0};
    owner->positions_built = false;
}

ms_positions *ms_owner_positions(lua_State *L, ms_owner *owner) {
    if (owner->positions_built) return owner->positions;
    ms_status status = owner->positions ? ms_positions_rebuild(owner->positions, owner->bytes)
                                        : ms_positions_new(ms_state_of(L)->ctx, owner->bytes,
                                                           &owner->positions);
    if (status != MS_OK) ms_text_raise(L, status, "no memory for the positions of a text");
    ms_owner_account(L, owner);
    owner->positions_built = true;
    return owner->positions;
}

/* --- arguments ---------------------------------------------------------------------------- */

void ms_text_check_alive(lua_State *L, const ms_owner *owner, uint32_t generation) {
    if (owner->generation == generation) return;
    ms_text_raise(
        L, MS_E_STALE,
        "this text belongs to a document that is done with; keep tostring(text) instead");
}

ms_text *ms_text_check_slice(lua_State *L, int arg) {
    ms_text *text = ms_type_check(L, arg, MS_TYPE_TEXT);
    ms_text_check_alive(L, text->owner, text->generation);
    return text;
}

ms_slice ms_text_check(lua_State *L, int arg) {
    const ms_text *text = ms_type_test(L, arg, MS_TYPE_TEXT);
    if (text) {
        ms_text_check_alive(L, text->owner, text->generation);
        return ms_slice_sub(text->owner->bytes, text->from, text->to);
    }
    size_t len = 0;
    const char *ptr = lua_tolstring(L, arg, &len);
    if (!ptr) luaL_typeerror(L, arg, "text or string");
    return ms_slice_of(ptr, ptr ? len : 0);
}

static bool is_inside_character(ms_slice bytes, size_t at) {
    return at < bytes.len && (bytes.ptr[at] & 0xC0) == 0x80;
}

bool ms_text_is_known_valid(lua_State *L, int arg) {
    const ms_text *text = ms_type_test(L, arg, MS_TYPE_TEXT);
    return text && !text->owner->is_binary &&
           !is_inside_character(text->owner->bytes, text->from) &&
           !is_inside_character(text->owner->bytes, text->to);
}

ms_slice ms_text_check_valid(lua_State *L, int arg) {
    ms_slice bytes = ms_text_check(L, arg);
    if (!ms_text_is_known_valid(L, arg) && !ms_utf8_is_valid(bytes)) {
        luaL_argerror(L, arg, "not valid UTF-8; text:repair() makes it so");
    }
    return bytes;
}

ms_owner *ms_text_owner(lua_State *L, int arg, size_t *from, size_t *to) {
    ms_text *text = ms_type_test(L, arg, MS_TYPE_TEXT);
    if (!text) return NULL;
    ms_text_check_alive(L, text->owner, text->generation);
    *from = text->from;
    *to = text->to;
    return text->owner;
}

void ms_text_push_sub(lua_State *L, int of, size_t from, size_t to) {
    ms_text *text = ms_type_test(L, of, MS_TYPE_TEXT);
    if (!text) {
        ms_slice bytes = ms_slice_sub(ms_text_check(L, of), from, to);
        ms_text_push_copy(L, bytes);
        return;
    }
    lua_getiuservalue(L, of, 1);
    size_t length = text->to - text->from;
    to = ms_size_min(to, length);
    from = ms_size_min(from, to);
    ms_text_push_slice(L, -1, text->owner, text->from + from, text->from + to);
    lua_remove(L, -2);
}

/* --- what strings have too ---------------------------------------------------------------- */

/* 1-based inclusive [i, j] as string.sub reads them, to 0-based [from, to). */
static void resolve_range(lua_Integer i, lua_Integer j, size_t len, size_t *from, size_t *to) {
    lua_Integer n = (lua_Integer)len;
    if (i < 0) i = i < -n ? 1 : n + i + 1;
    else if (i == 0) i = 1;
    if (j < 0) j = j < -n ? 0 : n + j + 1;
    else if (j > n) j = n;
    if (i > j) {
        *from = *to = 0;
        return;
    }
    *from = (size_t)i - 1;
    *to = (size_t)j;
}

/** text:sub(i [, j]) -> Text
 *  The bytes i to j (from 1, inclusive; negative counts from the end), as string.sub, without a
 *  copy.
 *  @example
 *  ms.text("interview"):sub(-4) --> view
 */
static int text_sub(lua_State *L) {
    ms_slice bytes = ms_text_check(L, 1);
    size_t from, to;
    resolve_range(luaL_checkinteger(L, 2), luaL_optinteger(L, 3, -1), bytes.len, &from, &to);
    ms_text_push_sub(L, 1, from, to);
    return 1;
}

/** text:len() -> integer
 *  Its length in bytes; `#text` is the same. text:count() gives characters.
 */
static int text_len(lua_State *L) {
    ms_push_size(L, ms_text_check(L, 1).len);
    return 1;
}

static int text_tostring(lua_State *L) {
    ms_slice bytes = ms_text_check(L, 1);
    lua_pushlstring(L, bytes.ptr ? bytes.ptr : "", bytes.len);
    return 1;
}

static int text_equal(lua_State *L) {
    lua_pushboolean(L, ms_slice_equal(ms_text_check(L, 1), ms_text_check(L, 2)));
    return 1;
}

static int text_less(lua_State *L) {
    lua_pushboolean(L, ms_slice_compare(ms_text_check(L, 1), ms_text_check(L, 2)) < 0);
    return 1;
}

static int text_less_equal(lua_State *L) {
    lua_pushboolean(L, ms_slice_compare(ms_text_check(L, 1), ms_text_check(L, 2)) <= 0);
    return 1;
}

static int text_concat(lua_State *L) {
    ms_slice left = ms_text_check(L, 1);
    ms_slice right = ms_text_check(L, 2);
    luaL_Buffer joined;
    luaL_buffinit(L, &joined);
    luaL_addlstring(&joined, left.ptr ? left.ptr : "", left.len);
    luaL_addlstring(&joined, right.ptr ? right.ptr : "", right.len);
    luaL_pushresult(&joined);
    return 1;
}

static int text_byte(lua_State *L) {
    ms_slice bytes = ms_text_check(L, 1);
    lua_Integer i = luaL_optinteger(L, 2, 1);
    size_t from, to;
    resolve_range(i, luaL_optinteger(L, 3, i), bytes.len, &from, &to);
    if (bytes.len == 0) return 0;
    luaL_argcheck(L, to - from < INT_MAX, 1, "too many bytes");
    luaL_checkstack(L, (int)(to - from), "too many bytes");
    for (size_t at = from; at < to; at++) lua_pushinteger(L, (unsigned char)bytes.ptr[at]);
    return (int)(to - from);
}

/* The string library's function of the same name (upvalue 1), with texts turned into
 * strings. */
static int by_string_library(lua_State *L) {
    int count = lua_gettop(L);
    lua_pushvalue(L, lua_upvalueindex(1));
    for (int i = 1; i <= count; i++) {
        ms_text *text = ms_type_test(L, i, MS_TYPE_TEXT);
        if (text) {
            ms_slice bytes = ms_text_check(L, i);
            lua_pushlstring(L, bytes.ptr ? bytes.ptr : "", bytes.len);
        } else {
            lua_pushvalue(L, i);
        }
    }
    lua_call(L, count, LUA_MULTRET);
    return lua_gettop(L) - count;
}

static bool is_pattern(ms_slice wanted) {
    static const char specials[] = "^$*+?.([%-";
    for (size_t i = 0; i < sizeof specials - 1; i++) {
        if (wanted.len && memchr(wanted.ptr, specials[i], wanted.len)) return true;
    }
    return false;
}

/* Plain words are looked for where they are; patterns are left to the string library. */
static int text_find(lua_State *L) {
    ms_slice bytes = ms_text_check(L, 1);
    ms_slice wanted = ms_text_check(L, 2);
    if (!lua_toboolean(L, 4) && is_pattern(wanted)) return by_string_library(L);
    lua_Integer init = luaL_optinteger(L, 3, 1);
    size_t from = bytes.len;
    size_t to;
    if (init < 0 || (size_t)init <= bytes.len) {
        resolve_range(init, LUA_MAXINTEGER, bytes.len, &from, &to);
    }
    bool is_outside = init > 0 && (size_t)init > bytes.len + 1;
    ms_slice rest = ms_slice_sub(bytes, from, bytes.len);
    ms_spend(L, rest.len);
    const char *found = wanted.len == 0 ? rest.ptr
                        : rest.len      ? memmem(rest.ptr, rest.len, wanted.ptr, wanted.len)
                                        : NULL;
    if (is_outside || (wanted.len && !found)) {
        lua_pushnil(L);
        return 1;
    }
    size_t start = wanted.len ? (size_t)(found - bytes.ptr) : from;
    ms_push_size(L, start + 1);
    ms_push_size(L, start + wanted.len);
    return 2;
}

/** ms.text(value) -> Text
 *  A Text over a string (or the same Text). Texts have the methods of strings, with the same
 *  meaning: `sub len byte find match gmatch gsub rep reverse lower upper`, `#`, `..`, `<`; and
 *  those below. Comparing with a string needs `text:is(s)`, because Lua's == never calls across
 *  types.
 *  @example
 *  local t = ms.text("Q: Why?\nA: Because.")
 *  t:find("Why") --> 4, 6
 *  t:is("Q: Why?\nA: Because.") --> true
 */
static int new_text(lua_State *L) {
    if (ms_type_test(L, 1, MS_TYPE_TEXT)) {
        lua_settop(L, 1);
        return 1;
    }
    luaL_checktype(L, 1, LUA_TSTRING);
    push_over_string(L, 1);
    return 1;
}

/** ms.is_text(value) -> boolean
 *  Whether value is a Text (a string is none).
 */
static int is_text(lua_State *L) {
    lua_pushboolean(L, ms_type_test(L, 1, MS_TYPE_TEXT) != NULL);
    return 1;
}

static const luaL_Reg methods[] = {
    {"sub", text_sub}, {"len", text_len}, {"byte", text_byte}, {NULL, NULL}};

static const luaL_Reg metamethods[] = {
    {"__len", text_len}, {"__tostring", text_tostring}, {"__eq", text_equal},
    {"__lt", text_less}, {"__le", text_less_equal},     {"__concat", text_concat},
    {NULL, NULL}};

static const luaL_Reg functions[] = {{"text", new_text}, {"is_text", is_text}, {NULL, NULL}};

void ms_bind_text(lua_State *L) {
    ms_type_new(L, TYPE_OWNER, NULL, release_owner, NULL);
    ms_type_new(L, MS_TYPE_TEXT, methods, NULL, metamethods);
    luaL_getmetatable(L, MS_TYPE_TEXT);
    lua_getfield(L, -1, "__index");
    luaL_setfuncs(L, ms_text_more_methods, 0);
    luaL_setfuncs(L, ms_text_words_methods, 0);
    luaL_setfuncs(L, ms_text_mapped_methods, 0);
    /* The string library is reached through the metatable of strings, which is open to C
     * alone. */
    lua_pushliteral(L, "");
    luaL_getmetafield(L, -1, "__index");
    static const char *const shared[] = {"find", "match",   "gmatch", "gsub",
                                         "rep",  "reverse", "lower",  "upper"};
    for (size_t i = 0; i < sizeof shared / sizeof shared[0]; i++) {
        lua_getfield(L, -1, shared[i]);
        lua_pushcclosure(L, i == 0 ? text_find : by_string_library, 1);
        lua_setfield(L, -4, shared[i]);
    }
    lua_pop(L, 4);
    luaL_setfuncs(L, functions, 0);
    luaL_setfuncs(L, ms_text_mapped_functions, 0);
    luaL_setfuncs(L, ms_text_decode_functions, 0);
}
