/* See counts.h. A key is found by halving: the file is mapped and shared by all workers, so nothing is built from
 * it here. */
#include "bind/counts.h"

static const char counts_key; /* the registry keeps the object here */

typedef struct counts {
    const char *bytes, *places; /* keys and counts; where each begins */
    uint64_t size, count;       /* of bytes, and how many */
} counts;

static void read_number(const char *from, void *to, size_t size) {
    memcpy(to, from, size);
}

/* The entry at index, or false where the file is not as it should be. */
static bool entry_at(const counts *c, uint64_t index, ms_slice *key, int64_t *count) {
    uint64_t place;
    uint32_t len;
    read_number(c->places + index * sizeof place, &place, sizeof place);
    if (place > c->size || c->size - place < sizeof len + sizeof *count) return false;
    read_number(c->bytes + place, &len, sizeof len);
    if (c->size - place - sizeof len - sizeof *count < len) return false;
    *key = ms_slice_of(c->bytes + place + sizeof len, len);
    read_number(key->ptr + len, count, sizeof *count);
    return true;
}

static int64_t find(const counts *c, ms_slice wanted) {
    uint64_t from = 0, to = c->count;
    while (from < to) {
        uint64_t middle = from + (to - from) / 2;
        ms_slice key;
        int64_t count;
        if (!entry_at(c, middle, &key, &count)) return 0;
        int order = ms_slice_compare(key, wanted);
        if (order == 0) return count;
        if (order < 0) from = middle + 1;
        else to = middle;
    }
    return 0;
}

/** counts(key) -> integer
 *  What `gather` has counted under that key over all documents; 0 when it never did. `each`
 *  gets counts as its fourth argument. `#counts` is the number of keys.
 */
static int call(lua_State *L) {
    const counts *c = ms_type_check(L, 1, MS_TYPE_COUNTS);
    size_t len;
    const char *key = luaL_tolstring(L, 2, &len);
    ms_spend(L, len + 8);
    lua_pushinteger(L, find(c, ms_slice_of(key, len)));
    return 1;
}

static int length(lua_State *L) {
    const counts *c = ms_type_check(L, 1, MS_TYPE_COUNTS);
    lua_pushinteger(L, (lua_Integer)c->count);
    return 1;
}

void ms_counts_use(lua_State *L, ms_slice file) {
    static const luaL_Reg meta[] = {{"__call", call}, {"__len", length}, {NULL, NULL}};
    ms_type_new(L, MS_TYPE_COUNTS, NULL, NULL, meta);
    counts *c = ms_type_push(L, MS_TYPE_COUNTS, sizeof *c, 0);
    *c = (counts){0};
    uint64_t count = 0;
    if (file.len >= sizeof count) read_number(file.ptr + file.len - sizeof count, &count, sizeof count);
    if (count > 0 && count <= (file.len - sizeof count) / sizeof count) {
        size_t places = file.len - sizeof count - (size_t)count * sizeof count;
        *c = (counts){.bytes = file.ptr, .places = file.ptr + places, .size = places, .count = count};
    }
    lua_rawsetp(L, LUA_REGISTRYINDEX, &counts_key);
}

int ms_counts_get(lua_State *L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &counts_key);
    return 1;
}
