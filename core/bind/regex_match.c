/* Match values: what a search found, as spans over a subject that the value keeps alive. It
 * never copies words before they are asked for, and never shows words of a subject that has
 * gone. */
#include "bind/regex.h"

/* User value 1 is the subject, 2 the Regex or Set that found it (group names). */
typedef struct ms_lua_match {
    size_t pattern;   /* index in the set; 0 for a regex */
    size_t groups;    /* the whole included */
    int64_t spans[];  /* 2 * groups */
} ms_lua_match;

void ms_regex_push_match(lua_State *L, int subject, int owner, size_t pattern,
                         const ms_match *match) {
    subject = lua_absindex(L, subject);
    owner = lua_absindex(L, owner);
    size_t spans = 2 * match->groups * sizeof match->spans[0];
    ms_lua_match *box = ms_type_push(L, MS_TYPE_MATCH, sizeof *box + spans, 2);
    box->pattern = pattern;
    box->groups = match->groups;
    memcpy(box->spans, match->spans, spans);
    lua_pushvalue(L, subject);
    lua_setiuservalue(L, -2, 1);
    lua_pushvalue(L, owner);
    lua_setiuservalue(L, -2, 2);
}

/* The number of the group that the key at `key` names; box->groups when there is none. */
static size_t find_group(lua_State *L, const ms_lua_match *box, int key) {
    if (lua_isinteger(L, key)) {
        lua_Integer number = lua_tointeger(L, key);
        return number < 0 || (uint64_t)number >= box->groups ? box->groups : (size_t)number;
    }
    if (lua_type(L, key) != LUA_TSTRING) return box->groups;
    ms_slice name;
    name.ptr = lua_tolstring(L, key, &name.len);
    lua_getiuservalue(L, 1, 2);
    const ms_regex *regex = NULL;
    if (ms_type_test(L, -1, MS_TYPE_REGEX)) {
        regex = ms_regex_check(L, -1)->regex;
    } else {
        regex = ms_set_regex(ms_set_check(L, -1)->set, box->pattern);
    }
    size_t number = regex ? ms_regex_group_number(regex, name) : 0;
    lua_pop(L, 1);
    return number == 0 ? box->groups : number;
}

static int push_span(lua_State *L, const ms_lua_match *box, size_t group) {
    if (group >= box->groups || box->spans[2 * group] == MS_REGEX_UNSET) {
        lua_pushnil(L);
        return 1;
    }
    lua_pushinteger(L, box->spans[2 * group] + 1);
    lua_pushinteger(L, box->spans[2 * group + 1]);
    return 2;
}

static int match_span(lua_State *L) {
    const ms_lua_match *box = ms_type_check(L, 1, MS_TYPE_MATCH);
    if (lua_isnoneornil(L, 2)) return push_span(L, box, 0);
    size_t group = find_group(L, box, 2);
    luaL_argcheck(L, group < box->groups, 2, "the pattern has no such group");
    return push_span(L, box, group);
}

/* In a set: the name that its pattern was given, else its index. */
static void push_pattern(lua_State *L, const ms_lua_match *box) {
    lua_getiuservalue(L, 1, 2);
    if (!ms_type_test(L, -1, MS_TYPE_SET)) {
        lua_pushnil(L);
    } else {
        lua_getiuservalue(L, -1, 1);
        if (lua_geti(L, -1, (lua_Integer)box->pattern + 1) == LUA_TNIL) {
            ms_push_size(L, box->pattern + 1);
        }
    }
}

static int match_index(lua_State *L) {
    const ms_lua_match *box = ms_type_check(L, 1, MS_TYPE_MATCH);
    if (lua_type(L, 2) == LUA_TSTRING) {
        const char *name = lua_tostring(L, 2);
        if (strcmp(name, "span") == 0) {
            lua_pushcfunction(L, match_span);
            return 1;
        }
        bool is_from = strcmp(name, "from") == 0;
        if (is_from || strcmp(name, "to") == 0) {
            lua_pushinteger(L, is_from ? box->spans[0] + 1 : box->spans[1]);
            return 1;
        }
        if (strcmp(name, "pattern") == 0) {
            push_pattern(L, box);
            return 1;
        }
    }
    size_t group = find_group(L, box, 2);
    if (group >= box->groups) {
        lua_pushnil(L);
        return 1;
    }
    lua_getiuservalue(L, 1, 1);
    int of = lua_gettop(L);
    ms_slice subject = ms_regex_subject(L, of, true);
    ms_match match = {box->spans, box->groups};
    ms_regex_push_group(L, of, subject, &match, group);
    return 1;
}

static int match_len(lua_State *L) {
    const ms_lua_match *box = ms_type_check(L, 1, MS_TYPE_MATCH);
    ms_push_size(L, box->groups - 1);
    return 1;
}

static int match_tostring(lua_State *L) {
    const ms_lua_match *box = ms_type_check(L, 1, MS_TYPE_MATCH);
    lua_getiuservalue(L, 1, 1);
    ms_slice subject = ms_regex_subject(L, -1, true);
    lua_pushlstring(L, subject.ptr + box->spans[0], (size_t)(box->spans[1] - box->spans[0]));
    return 1;
}

void ms_regex_open_match(lua_State *L) {
    static const luaL_Reg none[] = {{NULL, NULL}};
    static const luaL_Reg metamethods[] = {{"__index", match_index},
                                           {"__len", match_len},
                                           {"__tostring", match_tostring},
                                           {NULL, NULL}};
    ms_type_new(L, MS_TYPE_MATCH, none, NULL, metamethods);
}
