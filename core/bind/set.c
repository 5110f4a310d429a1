/* ms.set: many patterns and literals over a text in one pass. `hits` is the hottest loop there
 * is: it makes no table and no string. A set has one scratch, so a scan ends the scan that was
 * going on over the same set. */
#include "bind/regex.h"

#include "text/utf8.h"

/* What an iterator carries from call to call. */
typedef struct ms_lua_scan {
    uint64_t number; /* the set's scan that is ours */
    ms_slice subject;
    bool done;       /* ended; calling again gives nil */
} ms_lua_scan;

ms_lua_set *ms_set_check(lua_State *L, int arg) {
    ms_lua_set *box = ms_type_check(L, arg, MS_TYPE_SET);
    if (!box->set) luaL_error(L, "this set has been closed");
    return box;
}

static int set_release(lua_State *L) {
    ms_lua_set *box = ms_type_check(L, 1, MS_TYPE_SET);
    ms_set *set = box->set;
    int64_t accounted = box->accounted;
    box->set = NULL;
    box->accounted = 0;
    if (!set) return 0;
    ms_set_free(set);
    ms_state_account(L, -accounted);
    return 0;
}

/* --- scanning ----------------------------------------------------------------------------- */

static void begin_scan(lua_State *L, ms_lua_set *box, ms_slice subject) {
    ms_error error;
    ms_status status =
        ms_set_begin(box->set, ms_state_of(L)->ctx, subject, box->longest, &error);
    box->scan++;
    if (status != MS_OK) ms_raise(L, &error);
}

/* The next hit; false at the end, raises on a limit. */
static bool next_hit(lua_State *L, ms_lua_set *box, ms_hit *hit) {
    ms_error error;
    ms_status status = ms_set_next(box->set, hit, &error);
    if (status == MS_OK) return true;
    if (status != MS_END) ms_raise(L, &error);
    return false;
}

/* Puts the iterator's set at 1 and its text at 2; false once it has ended. */
static bool iterator_next(lua_State *L, ms_hit *hit) {
    ms_lua_scan *scan = lua_touserdata(L, lua_upvalueindex(3));
    if (scan->done) return false;
    lua_settop(L, 0);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushvalue(L, lua_upvalueindex(2));
    ms_lua_set *box = ms_set_check(L, 1);
    ms_slice subject = ms_regex_subject(L, 2, true);
    if (box->scan != scan->number || subject.ptr != scan->subject.ptr) {
        luaL_error(L,
                   "this set has been scanned again meanwhile: use a second set inside the loop");
    }
    if (next_hit(L, box, hit)) return true;
    scan->done = true;
    return false;
}

static int push_iterator(lua_State *L, lua_CFunction step) {
    ms_lua_set *box = ms_set_check(L, 1);
    ms_slice subject = ms_regex_subject(L, 2, false);
    lua_settop(L, 2);
    ms_lua_scan *scan = lua_newuserdatauv(L, sizeof *scan, 0);
    begin_scan(L, box, subject);
    *scan = (ms_lua_scan){box->scan, subject, false};
    lua_pushcclosure(L, step, 3);
    return 1;
}

static int hits_step(lua_State *L) {
    ms_hit hit;
    if (!iterator_next(L, &hit)) {
        lua_pushnil(L);
        return 1;
    }
    ms_push_size(L, hit.pattern + 1);
    ms_push_size(L, hit.from + 1);
    ms_push_size(L, hit.to);
    return 3;
}

/** set:hits(text) -> iterator of index, first, last
 *  Every hit as the index of its pattern and its bytes (1-based, inclusive), in order of first
 *  byte, the longer one first. The fastest way through a text: nothing is allocated for a hit.
 *  @example
 *  local all = {}
 *  for i, first, last in ms.set{ "局长", ms.regex("\\d+") }:hits("局长30岁") do all[#all + 1] = i .. ":" .. first end
 *  table.concat(all, " ") --> 1:1 2:7
 */
static int set_hits(lua_State *L) {
    return push_iterator(L, hits_step);
}

static int scan_step(lua_State *L) {
    ms_hit hit;
    if (!iterator_next(L, &hit)) {
        lua_pushnil(L);
        return 1;
    }
    lua_getiuservalue(L, 1, 1);
    if (lua_geti(L, -1, (lua_Integer)hit.pattern + 1) == LUA_TNIL) {
        ms_push_size(L, hit.pattern + 1);
    }
    ms_regex_push_match(L, 2, 1, hit.pattern, &hit.match);
    ms_push_size(L, hit.pattern + 1);
    return 3;
}

/** set:scan(text) -> iterator of name, Match, index
 *  Every hit as the name of its pattern (its index when it has none), its Match, whose `m.pattern`
 *  is that name too, and the index of its pattern; in order of first byte, the longer one first.
 *  @example
 *  local set = ms.set{ { pattern = "(?<y>\\d{4})年", name = "year" }, "书记" }
 *  local all = {}
 *  for name, m in set:scan("2024年，书记") do all[#all + 1] = name .. "=" .. tostring(m[0]) end
 *  table.concat(all, " ") --> year=2024年 2=书记
 */
static int set_scan(lua_State *L) {
    return push_iterator(L, scan_step);
}

/** set:count(text) -> integer
 *  How many hits there are.
 *  @example
 *  ms.set{ "一", "一一" }:count("一一") --> 3
 *  ms.set{ "一", "一一", longest = true }:count("一一") --> 1
 */
static int set_count(lua_State *L) {
    ms_lua_set *box = ms_set_check(L, 1);
    begin_scan(L, box, ms_regex_subject(L, 2, false));
    ms_hit hit;
    size_t count = 0;
    while (next_hit(L, box, &hit)) count++;
    ms_push_size(L, count);
    return 1;
}

static int set_len(lua_State *L) {
    ms_push_size(L, ms_set_check(L, 1)->count);
    return 1;
}

/* --- making ------------------------------------------------------------------------------- */

static void add_pattern(lua_State *L, ms_lua_set *box, ms_slice pattern,
                        const ms_regex_options *options) {
    ms_error error;
    if (ms_utf8_valid_prefix(pattern) < pattern.len) {
        luaL_error(L, "set: pattern %d is not valid UTF-8", (int)box->count + 1);
    }
    if (ms_set_add_pattern(box->set, pattern, options, &error) == MS_OK) return;
    ms_error whole;
    ms_error_set(&whole, error.code, error.offset, "set: entry %zu: %s", box->count + 1,
                 error.message);
    ms_raise(L, &whole);
}

static void add_literal(lua_State *L, ms_lua_set *box, ms_slice literal) {
    if (literal.len == 0) luaL_error(L, "set: entry %d is empty", (int)box->count + 1);
    if (ms_set_add_literal(box->set, literal) == MS_OK) return;
    ms_error error;
    ms_error_set(&error, MS_E_MEMORY, 0, "no memory for a set");
    ms_raise(L, &error);
}

/* Raises for the first key (in byte order, so that the message is always the same) of the table
 * at `table` that is not one of `known`; integers pass when they may stand for entries. */
static void check_keys(lua_State *L, int table, const char *known, bool may_have_entries) {
    const char *worst = NULL;
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        if (lua_isinteger(L, -2) && may_have_entries) continue;
        bool is_string = lua_type(L, -2) == LUA_TSTRING;
        const char *key = is_string ? lua_tostring(L, -2) : luaL_typename(L, -2);
        const char *at = is_string ? strstr(known, key) : NULL;
        size_t len = strlen(key);
        bool is_known = at && len > 0 && (at == known || at[-1] == ' ') &&
                        (at[len] == ' ' || at[len] == '\0');
        if (!is_known && (!worst || strcmp(key, worst) < 0)) worst = key;
    }
    if (worst) luaL_error(L, "set: unknown key '%s': there are %s", worst, known);
}

/* { pattern = or literal =, flags =, name = }, at `entry`; the table of names is at 3. */
static void add_entry(lua_State *L, ms_lua_set *box, int entry) {
    check_keys(L, entry, "pattern literal flags name", false);
    lua_getfield(L, entry, "name");
    if (!lua_isnil(L, -1)) {
        luaL_checkstring(L, -1);
        lua_seti(L, 3, (lua_Integer)box->count + 1);
    }
    lua_getfield(L, entry, "flags");
    ms_regex_options options = ms_regex_parse_flags(L, luaL_optstring(L, -1, ""));
    bool has_pattern = lua_getfield(L, entry, "pattern") != LUA_TNIL;
    bool has_literal = lua_getfield(L, entry, "literal") != LUA_TNIL;
    if (has_pattern == has_literal) {
        luaL_error(L, "set: entry %d needs either a pattern or a literal", (int)box->count + 1);
    }
    if (has_literal) {
        add_literal(L, box, ms_text_check(L, lua_gettop(L)));
    } else {
        add_pattern(L, box, ms_text_check(L, lua_gettop(L) - 1), &options);
    }
}

/* Adds the entry at `entry`: a literal, a Regex, or a table. */
static void add_any(lua_State *L, ms_lua_set *box, int entry) {
    const ms_lua_regex *regex = ms_type_test(L, entry, MS_TYPE_REGEX);
    if (regex) {
        lua_getiuservalue(L, entry, 1);
        ms_slice pattern;
        pattern.ptr = lua_tolstring(L, -1, &pattern.len);
        add_pattern(L, box, pattern, &regex->options);
    } else if (lua_type(L, entry) == LUA_TTABLE) {
        add_entry(L, box, entry);
    } else if (lua_type(L, entry) == LUA_TSTRING || ms_type_test(L, entry, MS_TYPE_TEXT)) {
        add_literal(L, box, ms_text_check(L, entry));
    } else {
        luaL_error(L, "set: entry %d is a %s, not a string, regex or table",
                   (int)box->count + 1,
                   luaL_typename(L, entry));
    }
    box->count++;
    lua_settop(L, 3);
}

/* --- sets of earlier documents ------------------------------------------------------------ */

/* A script's chunk runs anew for each document and makes its sets anew, which costs more
 * than scanning with them. So a set is kept under its content, and given again in a later
 * document. Within one document each call gives a set of its own, since a set has one
 * scratch. */
static const char kept_key; /* registry: content -> set; [1] is how many */
enum { KEPT_MOST = 256 };

static bool put_part(lua_State *L, ms_buffer *key, int value, char kind) {
    ms_slice part = {0};
    if (lua_type(L, value) == LUA_TSTRING) part.ptr = lua_tolstring(L, value, &part.len);
    else if (ms_type_test(L, value, MS_TYPE_TEXT)) part = ms_text_check(L, value);
    else if (!lua_isnil(L, value)) return false;
    return ms_buffer_printf(key, "%c%zu:", kind, part.len) == MS_OK &&
           ms_buffer_append_slice(key, part) == MS_OK;
}

static bool put_entry(lua_State *L, ms_buffer *key, int entry) {
    const ms_lua_regex *regex = ms_type_test(L, entry, MS_TYPE_REGEX);
    if (regex) {
        const ms_regex_options *o = &regex->options;
        lua_getiuservalue(L, entry, 1);
        return ms_buffer_printf(key, "r%d%d%d%d%d", o->caseless, o->multiline, o->dotall,
                                o->extended, o->ucp) == MS_OK &&
               put_part(L, key, lua_gettop(L), 'r');
    }
    if (lua_type(L, entry) != LUA_TTABLE) return put_part(L, key, entry, 's');
    static const char *const fields[] = {"pattern", "literal", "flags", "name"};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        lua_pushstring(L, fields[i]);
        lua_rawget(L, entry);
        if (!put_part(L, key, lua_gettop(L), fields[i][0])) return false;
    }
    return true;
}

/* Pushes what makes the list at 1 the set that it is, or nil for one that set_new will
 * complain about. */
static void push_content(lua_State *L) {
    ms_buffer *key = &ms_state_of(L)->scratch;
    int top = lua_gettop(L);
    ms_buffer_reset(key);
    lua_getfield(L, 1, "longest");
    bool is_good = ms_buffer_append_byte(key, lua_toboolean(L, -1) ? 'l' : 'a') == MS_OK;
    size_t count = lua_rawlen(L, 1);
    for (size_t i = 1; i <= count && is_good; i++) {
        lua_settop(L, top);
        lua_rawgeti(L, 1, (lua_Integer)i);
        is_good = put_entry(L, key, top + 1);
    }
    lua_settop(L, top);
    ms_spend(L, key->len);
    if (is_good) lua_pushlstring(L, key->data, key->len);
    else lua_pushnil(L);
}

/* Pushes the table of kept sets, a new one when there is none or it is full. */
static void push_kept(lua_State *L) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &kept_key) == LUA_TTABLE) {
        lua_rawgeti(L, -1, 1);
        lua_Integer count = lua_tointeger(L, -1);
        lua_pop(L, 1);
        if (count < KEPT_MOST) return;
    }
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &kept_key);
}

/* Pushes the set that was made of the list at 1 in an earlier document; false when there is
 * none. */
static bool take_kept(lua_State *L) {
    int64_t now_ns = ms_state_of(L)->ctx->started_ns;
    push_kept(L);
    push_content(L);
    if (lua_isnil(L, -1) || lua_rawget(L, -2) != LUA_TUSERDATA) return false;
    ms_lua_set *box = lua_touserdata(L, -1);
    if (!box->set || box->given_ns == now_ns) return false;
    box->given_ns = now_ns;
    return true;
}

/* Keeps the set at 2, made of the list at 1, unless its like is kept already. */
static void keep(lua_State *L, ms_lua_set *box) {
    box->given_ns = ms_state_of(L)->ctx->started_ns;
    push_kept(L);
    push_content(L);
    if (lua_isnil(L, 4)) {
        lua_settop(L, 2);
        return;
    }
    lua_pushvalue(L, 4);
    bool is_new = lua_rawget(L, 3) == LUA_TNIL;
    const ms_lua_set *other = lua_touserdata(L, 5);
    if (is_new || !other->set) {
        lua_pushvalue(L, 4);
        lua_pushvalue(L, 2);
        lua_rawset(L, 3);
        lua_rawgeti(L, 3, 1);
        lua_pushinteger(L, lua_tointeger(L, -1) + is_new);
        lua_rawseti(L, 3, 1);
    }
    lua_settop(L, 2);
}

/** ms.set(list) -> Set
 *  Many patterns in one pass. Entries are literals (strings or texts), regexes, or tables
 *  `{ pattern = or literal =, flags =, name = }`. Each pattern gives its matches as if it were
 *  alone. Literals give every occurrence, or with `longest = true` the leftmost longest ones
 *  that do not overlap. Make sets outside of loops. One scan at a time: a scan inside the loop
 *  of another needs a set of its own.
 *  @example
 *  ms.set{ "书记", "局长", ms.regex("\\d+") }:count("书记和局长，3人") --> 3
 */
static int set_new(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    check_keys(L, 1, "longest", true);
    if (take_kept(L)) return 1;
    lua_settop(L, 1);
    ms_lua_set *box = ms_type_push(L, MS_TYPE_SET, sizeof *box, 1);
    lua_newtable(L);
    lua_pushvalue(L, 3);
    lua_setiuservalue(L, 2, 1);
    ms_ctx *ctx = ms_state_of(L)->ctx;
    ms_error error;
    if (ms_set_new(ctx, &box->set) != MS_OK) {
        ms_error_set(&error, MS_E_MEMORY, 0, "no memory for a set");
        return ms_raise(L, &error);
    }
    lua_getfield(L, 1, "longest");
    box->longest = lua_toboolean(L, -1);
    lua_settop(L, 3);
    lua_Integer count = luaL_len(L, 1);
    for (lua_Integer i = 1; i <= count; i++) {
        ms_spend(L, 256);
        lua_geti(L, 1, i);
        add_any(L, box, 4);
    }
    if (ms_set_build(box->set, &error) != MS_OK) return ms_raise(L, &error);
    int64_t size = (int64_t)ms_set_size(box->set);
    ms_state_account(L, size);
    box->accounted = size;
    lua_settop(L, 2);
    keep(L, box);
    return 1;
}

void ms_regex_open_set(lua_State *L) {
    static const luaL_Reg methods[] = {
        {"hits", set_hits}, {"scan", set_scan}, {"count", set_count}, {NULL, NULL}};
    static const luaL_Reg metamethods[] = {{"__len", set_len}, {NULL, NULL}};
    ms_type_new(L, MS_TYPE_SET, methods, set_release, metamethods);
    lua_pushcfunction(L, set_new);
    lua_setfield(L, -2, "set");
}
