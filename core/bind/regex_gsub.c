/* r:gsub: what each match becomes. The result may never pass the limit on one string: an empty
 * match between all characters of a long text is how 3 GB are eaten elsewhere. */
#include "bind/regex.h"

typedef struct gsub_state {
    lua_State *L;
    luaL_Buffer out;
    size_t total;     /* bytes in out */
    uint64_t limit;   /* bytes that one string may have */
    ms_slice subject; /* argument 2 */
    size_t copied;    /* of the subject, so far */
} gsub_state;

static void count_bytes(gsub_state *g, size_t more) {
    g->total += more;
    if (g->total <= g->limit) return;
    ms_error error;
    ms_error_set(&error, MS_E_LIMIT_MEMORY, g->copied,
                 "gsub: the result passes the limit of %zu bytes for one string; raise it with "
                 "--limit-string",
                 (size_t)g->limit);
    ms_raise(g->L, &error);
}

static void add_bytes(gsub_state *g, ms_slice bytes) {
    count_bytes(g, bytes.len);
    luaL_addlstring(&g->out, bytes.ptr, bytes.len);
}

static void add_group(gsub_state *g, const ms_match *match, size_t group) {
    int64_t from = match->spans[2 * group], to = match->spans[2 * group + 1];
    if (from == MS_REGEX_UNSET) return;
    add_bytes(g, ms_slice_sub(g->subject, (size_t)from, (size_t)to));
}

/* Parses the reference after a '%' at repl[*at] and adds what it stands for. */
static void add_reference(gsub_state *g, const ms_regex *regex, const ms_match *match,
                          ms_slice repl, size_t *at) {
    lua_State *L = g->L;
    char kind = *at < repl.len ? repl.ptr[*at] : '\0';
    if (kind == '%') {
        add_bytes(g, MS_SLICE("%"));
        (*at)++;
    } else if (kind >= '0' && kind <= '9') {
        size_t group = (size_t)(kind - '0');
        if (group == 1 && match->groups == 1) group = 0;
        if (group >= match->groups) {
            luaL_error(L, "gsub: the pattern has no group %d", kind - '0');
        }
        add_group(g, match, group);
        (*at)++;
    } else if (kind == '{') {
        ms_slice rest = ms_slice_sub(repl, *at + 1, repl.len);
        const char *end = memchr(rest.ptr, '}', rest.len);
        ms_slice name = {rest.ptr, end ? (size_t)(end - rest.ptr) : 0};
        size_t group = ms_regex_group_number(regex, name);
        if (group == 0) {
            luaL_error(L, "gsub: the pattern has no group called \"%s\"",
                       lua_pushlstring(L, name.ptr, name.len));
        }
        add_group(g, match, group);
        *at += name.len + 2;
    } else {
        luaL_error(L, "gsub: in a replacement, '%%' stands before a digit, {name} or '%%'");
    }
}

static void add_template(gsub_state *g, const ms_regex *regex, const ms_match *match,
                         ms_slice repl) {
    for (size_t at = 0; at < repl.len;) {
        const char *percent = memchr(repl.ptr + at, '%', repl.len - at);
        size_t stop = percent ? (size_t)(percent - repl.ptr) : repl.len;
        add_bytes(g, ms_slice_sub(repl, at, stop));
        at = stop;
        if (percent) {
            at++;
            add_reference(g, regex, match, repl, &at);
        }
    }
}

/* Adds the value on top (popped) as what the match becomes; nil and false keep the match. */
static void add_value(gsub_state *g, const ms_match *whole) {
    lua_State *L = g->L;
    if (!lua_toboolean(L, -1)) {
        lua_pop(L, 1);
        add_group(g, whole, 0);
        return;
    }
    ms_slice bytes;
    if (lua_isstring(L, -1)) {
        bytes.ptr = lua_tolstring(L, -1, &bytes.len);
    } else if (ms_type_test(L, -1, MS_TYPE_TEXT)) {
        bytes = ms_text_check(L, lua_gettop(L));
        lua_pushlstring(L, bytes.ptr, bytes.len);
        lua_remove(L, -2);
    } else {
        luaL_error(L, "gsub: a match cannot become a %s", luaL_typename(L, -1));
        return;
    }
    count_bytes(g, bytes.len);
    luaL_addvalue(&g->out);
}

/* Calls the function at 3 with the captures (the whole when there are none) and the Match. */
static void call_function(gsub_state *g, const ms_match *match) {
    lua_State *L = g->L;
    size_t first = match->groups > 1 ? 1 : 0;
    luaL_checkstack(L, (int)(match->groups + 4), "too many groups");
    lua_pushvalue(L, 3);
    for (size_t i = first; i < match->groups; i++) {
        ms_regex_push_group(L, 2, g->subject, match, i);
    }
    ms_regex_push_match(L, 2, 1, 0, match);
    lua_call(L, (int)(match->groups - first) + 1, 1);
}

static void replace(gsub_state *g, const ms_regex *regex, const ms_match *match) {
    lua_State *L = g->L;
    int64_t span[2] = {match->spans[0], match->spans[1]};
    ms_match whole = {span, 1}; /* the callee may search with this very regex */
    switch (lua_type(L, 3)) {
    case LUA_TFUNCTION:
        call_function(g, match);
        g->subject = ms_regex_subject(L, 2, true);
        add_value(g, &whole);
        break;
    case LUA_TTABLE:
        ms_regex_push_group(L, 2, g->subject, match, match->groups > 1 ? 1 : 0);
        if (ms_type_test(L, -1, MS_TYPE_TEXT)) {
            luaL_tolstring(L, -1, NULL);
            lua_remove(L, -2);
        }
        lua_gettable(L, 3);
        add_value(g, &whole);
        break;
    default:
        add_template(g, regex, match, ms_text_check(L, 3));
    }
}

/** regex:gsub(text, replacement, n) -> string, count
 *  The text with its matches (the first `n` of them) replaced, and how many were. The
 *  replacement is a string (`%1` a group, `%0` the match, `%{name}` a named group, `%%` a
 *  percent sign), a table (looked up by the first group or the match) or a function (given the
 *  groups, or the match when there are none, then the Match); nil or false from these keep the
 *  match. Raises when the result passes the limit on one string.
 *  @example
 *  ms.regex("(?<y>\\d+)年"):gsub("2024年", "year %{y}") --> year 2024, 1
 */
int ms_regex_gsub(lua_State *L) {
    lua_settop(L, 4);
    ms_regex *regex = ms_regex_check(L, 1)->regex;
    gsub_state g = {.L = L, .subject = ms_regex_subject(L, 2, false)};
    int kind = lua_type(L, 3);
    luaL_argcheck(L, kind == LUA_TSTRING || kind == LUA_TNUMBER || kind == LUA_TTABLE ||
                         kind == LUA_TFUNCTION || ms_type_test(L, 3, MS_TYPE_TEXT), 3,
                  "string, text, table or function expected");
    if (kind == LUA_TNUMBER) lua_tostring(L, 3);
    lua_Integer most = luaL_optinteger(L, 4, LUA_MAXINTEGER), count = 0;
    ms_ctx *ctx = ms_state_of(L)->ctx;
    g.limit = ctx->limits.string;
    luaL_buffinit(L, &g.out);
    size_t at = 0;
    ms_match match;
    ms_error error;
    while (count < most) {
        ms_status status = ms_regex_search(regex, ctx, g.subject, at, &match, &error);
        if (status == MS_END) break;
        if (status != MS_OK) return ms_raise(L, &error);
        size_t to = (size_t)match.spans[1];
        at = ms_regex_advance(g.subject, &match);
        add_bytes(&g, ms_slice_sub(g.subject, g.copied, (size_t)match.spans[0]));
        g.copied = to;
        replace(&g, regex, &match);
        regex = ms_regex_check(L, 1)->regex;
        count++;
    }
    add_bytes(&g, ms_slice_sub(g.subject, g.copied, g.subject.len));
    luaL_pushresult(&g.out);
    lua_pushinteger(L, count);
    return 2;
}
