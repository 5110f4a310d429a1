/* string.find, match, gmatch and gsub: what Lua's do, over the matcher of pattern.h. A result may
 * not become longer than one string may be. */
#include <ctype.h>
#include <string.h>

#include "bind/pattern.h"
#include "bind/sandbox.h"

/* --- what matching begins with, and what it leaves ------------------------------------------ */

/* Positions from 1; from the end when negative; 1 when there is none so far back. */
static size_t start_position(lua_Integer position, size_t len) {
    if (position > 0) return (size_t)position;
    if (position == 0 || position < -(lua_Integer)len) return 1;
    return len + (size_t)position + 1;
}

static ms_slice check_string(lua_State *L, int arg) {
    ms_slice s;
    s.ptr = luaL_checklstring(L, arg, &s.len);
    return s;
}

/* Matches anew: nothing captured, full depth. */
static const char *match_at(ms_pattern *m, const char *from, const char *pattern) {
    m->level = 0;
    return ms_pattern_match(m, from, pattern);
}

/* Pushes a capture, or the whole match [from, to) as the first when there is none. */
static void push_capture(ms_pattern *m, int index, const char *from, const char *to) {
    if (index >= m->level) {
        if (index != 0) luaL_error(m->L, "invalid capture index %%%d", index + 1);
        lua_pushlstring(m->L, from, (size_t)(to - from));
        return;
    }
    const ms_capture *capture = &m->captures[index];
    if (capture->len == MS_CAPTURE_OPEN) luaL_error(m->L, "unfinished capture");
    if (capture->len == MS_CAPTURE_POSITION) lua_pushinteger(m->L, capture->from - m->text + 1);
    else lua_pushlstring(m->L, capture->from, (size_t)capture->len);
}

static int push_captures(ms_pattern *m, const char *from, const char *to) {
    int count = m->level == 0 && from ? 1 : m->level;
    luaL_checkstack(m->L, count, "too many captures");
    for (int i = 0; i < count; i++) push_capture(m, i, from, to);
    return count;
}

/* --- find and match ----------------------------------------------------------------------- */

static bool is_literal(ms_slice pattern) {
    static const char special[] = "^$*+?.([%-";
    for (size_t i = 0; i < pattern.len; i++) {
        if (pattern.ptr[i] && strchr(special, pattern.ptr[i])) return false;
    }
    return true;
}

static int find_literal(lua_State *L, ms_slice text, ms_slice literal, size_t from) {
    const char *found = text.ptr + from;
    ms_spend(L, text.len - from + literal.len);
    if (literal.len) found = memmem(text.ptr + from, text.len - from, literal.ptr, literal.len);
    if (!found) return 0;
    ms_push_size(L, (size_t)(found - text.ptr) + 1);
    ms_push_size(L, (size_t)(found - text.ptr) + literal.len);
    return 2;
}

static int search(lua_State *L, bool is_find) {
    ms_slice text = check_string(L, 1), pattern = check_string(L, 2);
    size_t from = start_position(luaL_optinteger(L, 3, 1), text.len) - 1;
    int count = 0;
    if (from <= text.len && is_find && (lua_toboolean(L, 4) || is_literal(pattern))) {
        count = find_literal(L, text, pattern, from);
    } else if (from <= text.len) {
        ms_pattern m;
        bool is_anchored = pattern.len > 0 && pattern.ptr[0] == '^';
        const char *s = text.ptr + from, *begin = pattern.ptr + is_anchored, *end;
        ms_pattern_init(&m, L, text, pattern);
        if (!is_anchored) s = ms_pattern_seek(&m, s, begin);
        while (!(end = match_at(&m, s, begin)) && s < m.text_end && !is_anchored) {
            s = ms_pattern_seek(&m, s + 1, begin);
        }
        if (end && is_find) {
            ms_push_size(L, (size_t)(s - text.ptr) + 1);
            ms_push_size(L, (size_t)(end - text.ptr));
            return push_captures(&m, NULL, NULL) + 2;
        }
        if (end) return push_captures(&m, s, end);
    }
    if (count == 0) lua_pushnil(L);
    return count ? count : 1;
}

static int find(lua_State *L) {
    return search(L, true);
}

static int match(lua_State *L) {
    return search(L, false);
}

/* --- gmatch ------------------------------------------------------------------------------- */

/* Upvalues: text, pattern, where to go on, where the last match ended (-1: there is none). */
static int next_match(lua_State *L) {
    ms_slice text = check_string(L, lua_upvalueindex(1)), pattern = check_string(L, lua_upvalueindex(2));
    lua_Integer last = lua_tointeger(L, lua_upvalueindex(4));
    ms_pattern m;
    ms_pattern_init(&m, L, text, pattern);
    for (size_t at = (size_t)lua_tointeger(L, lua_upvalueindex(3)); at <= text.len; at++) {
        const char *s = ms_pattern_seek(&m, text.ptr + at, pattern.ptr);
        const char *end = match_at(&m, s, pattern.ptr);
        at = (size_t)(s - text.ptr);
        if (!end || end - text.ptr == last) continue; /* an empty match right behind one is none */
        lua_pushinteger(L, end - text.ptr);
        lua_copy(L, -1, lua_upvalueindex(3));
        lua_replace(L, lua_upvalueindex(4));
        return push_captures(&m, s, end);
    }
    return 0;
}

static int gmatch(lua_State *L) {
    ms_slice text = check_string(L, 1);
    check_string(L, 2);
    size_t from = start_position(luaL_optinteger(L, 3, 1), text.len) - 1;
    lua_settop(L, 2);
    ms_push_size(L, from > text.len ? text.len + 1 : from);
    lua_pushinteger(L, -1);
    lua_pushcclosure(L, next_match, 4);
    return 1;
}

/* --- gsub --------------------------------------------------------------------------------- */

typedef struct replacing {
    ms_pattern *m;
    luaL_Buffer out;
    size_t len; /* of what is in out */
    int type;   /* of the replacement, which is argument 3 */
} replacing;

static void add_bytes(replacing *r, const char *from, size_t len) {
    ms_library_check_string(r->m->L, r->len += len);
    luaL_addlstring(&r->out, from, len);
}

/* Adds the string or number on top. */
static void add_top(replacing *r) {
    size_t len;
    lua_tolstring(r->m->L, -1, &len);
    ms_library_check_string(r->m->L, r->len += len);
    luaL_addvalue(&r->out);
}

static void add_template(replacing *r, const char *from, const char *to) {
    lua_State *L = r->m->L;
    size_t len;
    const char *text = lua_tolstring(L, 3, &len), *end = text + len;
    ms_spend(L, len);
    while (text < end) {
        const char *sign = memchr(text, '%', (size_t)(end - text));
        add_bytes(r, text, (size_t)((sign ? sign : end) - text));
        if (!sign) return;
        unsigned char what = sign + 1 < end ? (unsigned char)sign[1] : 0;
        if (what == '%') {
            add_bytes(r, "%", 1);
        } else if (what == '0') {
            add_bytes(r, from, (size_t)(to - from));
        } else if (isdigit(what)) {
            push_capture(r->m, what - '1', from, to);
            add_top(r);
        } else {
            luaL_error(L, "invalid use of '%%' in replacement string");
        }
        text = sign + 2;
    }
}

/* Adds what the match [from, to) becomes; false when it stays what it is. */
static bool add_replacement(replacing *r, const char *from, const char *to) {
    lua_State *L = r->m->L;
    if (r->type == LUA_TFUNCTION) {
        lua_pushvalue(L, 3);
        lua_call(L, push_captures(r->m, from, to), 1);
    } else if (r->type == LUA_TTABLE) {
        push_capture(r->m, 0, from, to);
        lua_gettable(L, 3);
    } else {
        add_template(r, from, to);
        return true;
    }
    if (!lua_toboolean(L, -1)) {
        lua_pop(L, 1);
        add_bytes(r, from, (size_t)(to - from));
        return false;
    }
    if (!lua_isstring(L, -1)) luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
    add_top(r);
    return true;
}

/* Up to `most` matches; how many there were. *s is where the rest begins. */
static lua_Integer replace_all(replacing *r, const char *pattern, bool is_anchored, lua_Integer most,
                               const char **s, bool *is_changed) {
    const char *last = NULL, *at = *s;
    lua_Integer count = 0;
    while (count < most) {
        if (!is_anchored) at = ms_pattern_seek(r->m, at, pattern);
        const char *end = match_at(r->m, at, pattern);
        if (end && end != last) {
            count++;
            add_bytes(r, *s, (size_t)(at - *s)); /* what was passed over */
            if (add_replacement(r, at, end)) *is_changed = true;
            at = *s = last = end;
        } else if (at < r->m->text_end) {
            at++;
        } else {
            break;
        }
        if (is_anchored) break;
    }
    return count;
}

static int gsub(lua_State *L) {
    ms_slice text = check_string(L, 1), pattern = check_string(L, 2);
    int type = lua_type(L, 3);
    lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)text.len + 1);
    bool is_anchored = pattern.len > 0 && pattern.ptr[0] == '^', is_changed = false;
    luaL_argexpected(L, type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TFUNCTION || type == LUA_TTABLE,
                     3, "string/function/table");
    ms_pattern m;
    ms_pattern_init(&m, L, text, pattern);
    replacing r = {.m = &m, .type = type};
    luaL_buffinit(L, &r.out);
    const char *s = text.ptr;
    lua_Integer count = replace_all(&r, pattern.ptr + is_anchored, is_anchored, most, &s, &is_changed);
    if (is_changed) {
        add_bytes(&r, s, (size_t)(m.text_end - s));
        luaL_pushresult(&r.out);
    } else {
        lua_pushvalue(L, 1);
    }
    lua_pushinteger(L, count);
    return 2;
}

void ms_library_open_pattern(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"find", find}, {"match", match}, {"gmatch", gmatch}, {"gsub", gsub}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
