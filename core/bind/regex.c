/* ms.regex: patterns, compiled once a state. Thin: arguments in, one search, results out.
 * Matches and iterators keep their subject alive; a subject that has gone raises, it never
 * dangles. */
#include "bind/regex.h"

#include "text/utf8.h"

enum { CACHE_MOST = 1024 }; /* compiled patterns; a script that makes more begins anew */

/* What an iterator carries from call to call. */
typedef struct ms_lua_cursor {
    size_t at;    /* where the next search begins */
    size_t piece; /* split: where the next piece begins */
    bool done;    /* ended; calling again gives nil */
} ms_lua_cursor;

static const char cache_key;

ms_lua_regex *ms_regex_check(lua_State *L, int arg) {
    ms_lua_regex *box = ms_type_check(L, arg, MS_TYPE_REGEX);
    if (!box->regex) luaL_error(L, "this regex has been closed");
    return box;
}

static bool is_continuation(ms_slice s, size_t at) {
    return at < s.len && ((unsigned char)s.ptr[at] & 0xC0) == 0x80;
}

ms_slice ms_regex_subject(lua_State *L, int arg, bool known) {
    ms_slice s = ms_text_check(L, arg);
    if (!s.ptr) s.ptr = "";
    if (known) return s;
    size_t from, to, bad = s.len;
    const ms_owner *owner = ms_text_owner(L, arg, &from, &to);
    if (!owner || owner->is_binary) {
        bad = ms_utf8_valid_prefix(s);
    } else if (is_continuation(s, 0)) {
        bad = 0;
    } else if (is_continuation(owner->bytes, to)) {
        while (bad > 0 && is_continuation(s, bad - 1)) bad--;
        bad = bad > 0 ? bad - 1 : 0;
    }
    if (bad < s.len) {
        ms_error error;
        ms_error_set(&error, MS_E_ENCODING, bad,
                     "not valid UTF-8 at byte %zu: decode or repair the text before searching it",
                     bad + 1);
        ms_raise(L, &error);
    }
    return s;
}

void ms_regex_push_part(lua_State *L, int of, ms_slice subject, size_t from, size_t to) {
    if (lua_type(L, of) == LUA_TUSERDATA) {
        ms_text_push_sub(L, of, from, to);
    } else {
        lua_pushlstring(L, subject.ptr + from, to - from);
    }
}

void ms_regex_push_group(lua_State *L, int of, ms_slice subject, const ms_match *match,
                         size_t group) {
    int64_t from = match->spans[2 * group], to = match->spans[2 * group + 1];
    if (from == MS_REGEX_UNSET) {
        lua_pushnil(L);
    } else {
        ms_regex_push_part(L, of, subject, (size_t)from, (size_t)to);
    }
}

/* The offset for `init` (from 1, negative from the end), moved forward to a character
 * boundary. */
static size_t check_init(lua_State *L, int arg, ms_slice subject) {
    lua_Integer init = luaL_optinteger(L, arg, 1);
    size_t at = 0;
    if (init > 0) {
        at = (uint64_t)init - 1 > subject.len ? subject.len + 1 : (size_t)init - 1;
    } else if (init < 0) {
        uint64_t back = 0 - (uint64_t)init;
        at = back > subject.len ? 0 : subject.len - (size_t)back;
    }
    while (is_continuation(subject, at)) at++;
    return at;
}

/* One search; false when there is no match, raises on a limit. */
static bool search(lua_State *L, ms_regex *regex, ms_slice subject, size_t at,
                   ms_match *match) {
    ms_error error;
    ms_status status = ms_regex_search(regex, ms_state_of(L)->ctx, subject, at, match, &error);
    if (status == MS_OK) return true;
    if (status != MS_END) ms_raise(L, &error);
    return false;
}

/** regex:find(text, init) -> first, last, groups...
 *  The bytes of the first match at or after `init` (1-based, inclusive) and its groups; nil
 *  when there is none.
 *  @example
 *  ms.regex("(\\d+)(元)?"):find("共30元") --> 4, 8, 30, 元
 */
static int regex_find(lua_State *L) {
    ms_regex *regex = ms_regex_check(L, 1)->regex;
    ms_slice subject = ms_regex_subject(L, 2, false);
    ms_match match;
    if (!search(L, regex, subject, check_init(L, 3, subject), &match)) {
        lua_pushnil(L);
        return 1;
    }
    luaL_checkstack(L, (int)(match.groups + 4), "too many groups");
    lua_pushinteger(L, match.spans[0] + 1);
    lua_pushinteger(L, match.spans[1]);
    for (size_t i = 1; i < match.groups; i++) ms_regex_push_group(L, 2, subject, &match, i);
    return (int)match.groups + 1;
}

/** regex:match(text, init) -> Match
 *  The first match at or after `init`, or nil. `m[0]` is the whole, `m[1]` and `m.name` are
 *  groups (texts for a text, strings for a string, nil when unset), `m:span(group)` gives first
 *  and last byte, `m.from` and `m.to` those of the whole, `#m` the number of groups. A group
 *  called span, from, to or pattern is reached by number.
 *  @example
 *  local m = ms.regex("(?<n>\\d+)元"):match("共30元")
 *  m.n --> 30
 *  m.from --> 4
 */
static int regex_match(lua_State *L) {
    ms_regex *regex = ms_regex_check(L, 1)->regex;
    ms_slice subject = ms_regex_subject(L, 2, false);
    ms_match match;
    if (search(L, regex, subject, check_init(L, 3, subject), &match)) {
        ms_regex_push_match(L, 2, 1, 0, &match);
    } else {
        lua_pushnil(L);
    }
    return 1;
}

/** regex:test(text) -> boolean
 *  Whether it matches anywhere.
 *  @example
 *  ms.regex("[一-龥]+"):test("abc") --> false
 */
static int regex_test(lua_State *L) {
    ms_regex *regex = ms_regex_check(L, 1)->regex;
    ms_match match;
    lua_pushboolean(L, search(L, regex, ms_regex_subject(L, 2, false), 0, &match));
    return 1;
}

/** regex:count(text) -> integer
 *  How many matches there are, one after the other.
 *  @example
 *  ms.regex("a|b"):count("abcab") --> 4
 */
static int regex_count(lua_State *L) {
    ms_regex *regex = ms_regex_check(L, 1)->regex;
    ms_slice subject = ms_regex_subject(L, 2, false);
    ms_match match;
    size_t count = 0;
    for (size_t at = 0; search(L, regex, subject, at, &match); count++) {
        at = ms_regex_advance(subject, &match);
    }
    ms_push_size(L, count);
    return 1;
}

/* Pushes an iterator: a closure over the regex, the text and a cursor. */
static int push_iterator(lua_State *L, lua_CFunction step) {
    ms_regex_check(L, 1);
    ms_regex_subject(L, 2, false);
    lua_settop(L, 2);
    memset(lua_newuserdatauv(L, sizeof(ms_lua_cursor), 0), 0, sizeof(ms_lua_cursor));
    lua_pushcclosure(L, step, 3);
    return 1;
}

/* Puts the iterator's regex at 1 and its text at 2; NULL once it has ended. */
static ms_lua_cursor *iterator_begin(lua_State *L, ms_slice *subject) {
    ms_lua_cursor *cursor = lua_touserdata(L, lua_upvalueindex(3));
    if (cursor->done) return NULL;
    lua_settop(L, 0);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushvalue(L, lua_upvalueindex(2));
    *subject = ms_regex_subject(L, 2, true);
    return cursor;
}

static int gmatch_step(lua_State *L) {
    ms_slice subject;
    ms_match match;
    ms_lua_cursor *cursor = iterator_begin(L, &subject);
    if (cursor && search(L, ms_regex_check(L, 1)->regex, subject, cursor->at, &match)) {
        cursor->at = ms_regex_advance(subject, &match);
        ms_regex_push_match(L, 2, 1, 0, &match);
        return 1;
    }
    if (cursor) cursor->done = true;
    lua_pushnil(L);
    return 1;
}

/** regex:gmatch(text) -> iterator of Match
 *  All matches, one after the other; an empty match advances by a character.
 *  @example
 *  local all = {}
 *  for m in ms.regex("\\d+"):gmatch("1、22、333") do all[#all + 1] = m[0] end
 *  table.concat(all, " ") --> 1 22 333
 */
static int regex_gmatch(lua_State *L) {
    return push_iterator(L, gmatch_step);
}

static int split_step(lua_State *L) {
    ms_slice subject;
    ms_match match;
    ms_lua_cursor *cursor = iterator_begin(L, &subject);
    if (!cursor) {
        lua_pushnil(L);
        return 1;
    }
    ms_regex *regex = ms_regex_check(L, 1)->regex;
    while (search(L, regex, subject, cursor->at, &match)) {
        size_t from = (size_t)match.spans[0], to = (size_t)match.spans[1];
        cursor->at = ms_regex_advance(subject, &match);
        if (from == to && (from == cursor->piece || from == subject.len)) continue;
        if (from < cursor->piece) continue;
        ms_regex_push_part(L, 2, subject, cursor->piece, from);
        cursor->piece = to;
        return 1;
    }
    cursor->done = true;
    ms_regex_push_part(L, 2, subject, cursor->piece, subject.len);
    return 1;
}

/** regex:split(text) -> iterator
 *  The pieces between matches (texts for a text, strings for a string), empty ones included.
 *  Empty matches cut between characters only.
 *  @example
 *  local all = {}
 *  for piece in ms.regex("[，、]"):split("一，二、三") do all[#all + 1] = piece end
 *  table.concat(all, "|") --> 一|二|三
 */
static int regex_split(lua_State *L) {
    return push_iterator(L, split_step);
}

/** regex:plan() -> string
 *  How it is searched: the literals that are looked for first, or "none".
 */
static int regex_plan(lua_State *L) {
    lua_pushstring(L, ms_regex_plan(ms_regex_check(L, 1)->regex));
    return 1;
}

static int regex_tostring(lua_State *L) {
    ms_type_check(L, 1, MS_TYPE_REGEX);
    lua_getiuservalue(L, 1, 1);
    lua_pushfstring(L, "regex: %s", lua_tostring(L, -1));
    return 1;
}

static int regex_release(lua_State *L) {
    ms_lua_regex *box = ms_type_check(L, 1, MS_TYPE_REGEX);
    ms_regex *regex = box->regex;
    int64_t accounted = box->accounted;
    box->regex = NULL;
    box->accounted = 0;
    if (!regex) return 0;
    ms_regex_free(regex);
    ms_state_account(L, -accounted);
    return 0;
}

ms_regex_options ms_regex_parse_flags(lua_State *L, const char *flags) {
    ms_regex_options options = {0};
    for (const char *flag = flags ? flags : ""; *flag; flag++) {
        switch (*flag) {
        case 'i': options.caseless = true; break;
        case 'm': options.multiline = true; break;
        case 's': options.dotall = true; break;
        case 'x': options.extended = true; break;
        case 'u': options.ucp = true; break;
        default: luaL_error(L, "unknown regex flag '%c': there are i, m, s, x and u", *flag);
        }
    }
    return options;
}

/* Compiles the pattern at 1 into a new Regex on top. */
static void push_compiled(lua_State *L, ms_slice pattern, ms_regex_options options) {
    ms_lua_regex *box = ms_type_push(L, MS_TYPE_REGEX, sizeof *box, 1);
    box->options = options;
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, 1);
    ms_error error;
    size_t bad = ms_utf8_valid_prefix(pattern);
    if (bad < pattern.len) {
        luaL_error(L, "the pattern is not valid UTF-8 at byte %d", (int)bad + 1);
    }
    if (ms_regex_new(ms_state_of(L)->ctx, pattern, &options, &box->regex, &error) != MS_OK) {
        ms_raise(L, &error);
    }
    int64_t size = (int64_t)ms_regex_size(box->regex);
    ms_state_account(L, size);
    box->accounted = size;
}

/* Pushes the table of compiled patterns, a new one when there is none or it is full. */
static void push_cache(lua_State *L) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &cache_key) == LUA_TTABLE) {
        lua_rawgeti(L, -1, 1);
        lua_Integer count = lua_tointeger(L, -1);
        lua_pop(L, 1);
        if (count < CACHE_MOST) return;
    }
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &cache_key);
}

/** ms.regex(pattern, flags) -> Regex
 *  Compiles a pattern (PCRE2 syntax), or gives the one compiled before. `flags`: i caseless, m
 *  ^ and $ at lines, s the dot matches line ends, x blanks and #comments are ignored, u \w \d
 *  \b by Unicode (without it a Chinese character is no \w and \b does not stand beside it).
 *  Raises for a pattern that does not compile.
 *  @example
 *  ms.regex("(\\d+)年"):match("2024年")[1] --> 2024
 */
static int regex_new(lua_State *L) {
    ms_slice pattern = ms_text_check(L, 1);
    const char *flags = luaL_optstring(L, 2, "");
    ms_regex_options options = ms_regex_parse_flags(L, flags);
    lua_settop(L, 2);
    if (lua_type(L, 1) != LUA_TSTRING) {
        lua_pushlstring(L, pattern.ptr ? pattern.ptr : "", pattern.len);
        lua_replace(L, 1);
        pattern.ptr = lua_tostring(L, 1);
    }
    push_cache(L);
    lua_pushfstring(L, "%s/", flags);
    lua_pushvalue(L, 1);
    lua_concat(L, 2);
    lua_pushvalue(L, -1);
    lua_rawget(L, 3);
    const ms_lua_regex *known = ms_type_test(L, -1, MS_TYPE_REGEX);
    if (known && known->regex) return 1;
    lua_pop(L, 1);
    push_compiled(L, pattern, options);
    lua_pushvalue(L, 4);
    lua_pushvalue(L, -2);
    lua_rawset(L, 3);
    lua_rawgeti(L, 3, 1);
    lua_pushinteger(L, lua_tointeger(L, -1) + 1);
    lua_rawseti(L, 3, 1);
    lua_pop(L, 1);
    return 1;
}

void ms_bind_regex(lua_State *L) {
    static const luaL_Reg methods[] = {{"find", regex_find},     {"match", regex_match},
                                       {"gmatch", regex_gmatch}, {"gsub", ms_regex_gsub},
                                       {"split", regex_split},   {"count", regex_count},
                                       {"test", regex_test},     {"plan", regex_plan},
                                       {NULL, NULL}};
    static const luaL_Reg metamethods[] = {{"__tostring", regex_tostring}, {NULL, NULL}};
    ms_type_new(L, MS_TYPE_REGEX, methods, regex_release, metamethods);
    ms_regex_open_match(L);
    lua_pushcfunction(L, regex_new);
    lua_setfield(L, -2, "regex");
    ms_regex_open_set(L);
}
