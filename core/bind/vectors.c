/* ms.vectors: what texts say as sparse vectors, to rank sentences and to find where a talk
 * turns. One userdata holds all of them; from here no table of terms is made unless it is
 * asked for. */
#include "base/size.h"
#include "bind/sandbox.h"
#include "bind/text.h"
#include "bind/words.h"
#include "text/cohesion.h"
#include "text/divide.h"
#include "text/rank.h"
#include "text/stem.h"
#include "text/utf8.h"

#define MS_TYPE_VECTORS "moonscribe.vectors"
#define MS_TYPE_PICKER "moonscribe.picker"

/* What a word as it is found becomes: 0 not known yet, 1 a stop word, else 2 + the term. */
enum { UNKNOWN, STOP, TERM };

typedef struct vectors_box {
    ms_vectors vectors;
    uint32_t *becomes;  /* of each interned word; owned */
    size_t becomes_room;
    double *weights;    /* of each term in the text that others are compared with: all 0; owned */
    size_t weight_count;
    int64_t accounted;
} vectors_box;

typedef struct picker_box {
    ms_picker picker; /* user value 1 keeps its vectors alive */
    int64_t accounted;
} picker_box;

static void account(lua_State *L, int64_t *accounted, size_t size) {
    int64_t more = (int64_t)size - *accounted;
    *accounted = (int64_t)size;
    if (more != 0) ms_state_account(L, more);
}

static _Noreturn void no_memory(lua_State *L, ms_status status) {
    ms_text_raise(L, status, "no memory for the vectors of texts");
}

/* --- making them -------------------------------------------------------------------------- */

typedef struct reading {
    lua_State *L;
    vectors_box *box;
    struct sb_stemmer *stemmer; /* or NULL */
    int stop;                   /* index of the table of stop words, or 0 */
} reading;

static ms_status grow_becomes(vectors_box *box) {
    size_t room = box->vectors.term_room;
    if (room <= box->becomes_room) return MS_OK;
    size_t size = sizeof *box->becomes;
    void *larger = ms_sys_resize(box->vectors.sys, box->becomes, box->becomes_room * size, room * size);
    if (!larger) return MS_E_MEMORY;
    box->becomes = larger;
    memset(box->becomes + box->becomes_room, 0, (room - box->becomes_room) * size);
    box->becomes_room = room;
    return MS_OK;
}

static bool is_stop(const reading *r, ms_slice word) {
    if (!r->stop) return false;
    lua_pushlstring(r->L, word.ptr, word.len);
    lua_rawget(r->L, r->stop);
    bool is_it = lua_toboolean(r->L, -1);
    lua_pop(r->L, 1);
    return is_it;
}

/* 是, 看, 好: a Chinese character alone says too little, and is as often a word cut wrong. */
static bool is_one_character(ms_slice word) {
    size_t at = 0;
    return word.len > 2 && ms_words_is_han(ms_utf8_next(word, &at)) && at == word.len;
}

/* Finds out what a word becomes that has not been met before. */
static ms_status settle(const reading *r, uint32_t number, ms_slice word) {
    vectors_box *box = r->box;
    uint32_t becomes = TERM + number;
    if (is_one_character(word) || is_stop(r, word)) {
        becomes = STOP;
    } else if (r->stemmer) {
        bool is_new;
        uint32_t stem;
        ms_status status = ms_vectors_intern(&box->vectors, ms_stem_word(r->stemmer, word), &stem,
                                             &is_new);
        if (status == MS_OK) status = grow_becomes(box);
        if (status != MS_OK) return status;
        becomes = TERM + stem;
    }
    box->becomes[number] = becomes;
    return MS_OK;
}

static ms_status add_word(const reading *r, ms_slice word) {
    bool is_new;
    uint32_t number;
    word = ms_terms_fold(r->L, word);
    ms_status status = ms_vectors_intern(&r->box->vectors, word, &number, &is_new);
    if (status == MS_OK) status = grow_becomes(r->box);
    if (status == MS_OK && r->box->becomes[number] == UNKNOWN) status = settle(r, number, word);
    if (status != MS_OK || r->box->becomes[number] == STOP) return status;
    return ms_vectors_add(&r->box->vectors, r->box->becomes[number] - TERM);
}

static void add_text(const reading *r, ms_word_options options, int arg) {
    lua_State *L = r->L;
    ms_slice text = ms_text_check_valid(L, arg);
    ms_status status = MS_OK;
    for (ms_words_place place = {0}; status == MS_OK && place.at < text.len;) {
        size_t len = ms_words_cut_part(L, options, text, &place).len;
        for (size_t i = 0; status == MS_OK && i < len; i += sizeof(ms_span)) {
            ms_span span;
            memcpy(&span, ms_state_of(L)->scratch.data + i, sizeof span);
            status = add_word(r, ms_slice_sub(text, span.from, span.to));
        }
        size_t size = ms_vectors_size(&r->box->vectors) + r->box->becomes_room * sizeof(uint32_t);
        account(L, &r->box->accounted, size);
    }
    if (status == MS_OK) status = ms_vectors_end(&r->box->vectors);
    if (status != MS_OK) no_memory(L, status);
    ms_spend(L, 4);
}

/** ms.vectors(texts [, options]) -> Vectors
 *  The texts of an array (sentences, turns) as vectors of their terms, each term weighing more the more
 *  often its text says it and the fewer texts have it (tf-idf). `#vectors` is their number.
 *  Options are those of `text:terms`. A Chinese character that is a word of its own is no term here.
 *  @example
 *  local v = ms.vectors({ "The old ferry.", "Rain fell.", "An old ferry sails." }, { stop = { the = true, an = true } })
 *  v:centrality()[2] < v:centrality()[1], v:terms(2)[1] --> true, rain
 */
static int vectors_new(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    ms_word_options options = ms_words_check_options(L, 2, true);
    ms_words_check_dictionary(L, options.mode);
    reading r = {.L = L, .stemmer = ms_terms_stemmer(L, options.stem)};
    if (lua_istable(L, 2) && lua_getfield(L, 2, "stop") == LUA_TTABLE) {
        r.stop = lua_gettop(L);
        ms_freeze_resolve(L, r.stop); /* it is looked into without its metatable */
    }
    r.box = ms_type_push(L, MS_TYPE_VECTORS, sizeof *r.box, 0);
    ms_vectors_init(&r.box->vectors, ms_state_of(L)->ctx->sys);
    int box = lua_gettop(L);
    lua_Integer count = (lua_Integer)lua_rawlen(L, 1);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, 1, i); /* raw: nobody's code may run while the stemmer is ours */
        add_text(&r, options, box + 1);
        lua_settop(L, box);
    }
    ms_status status = ms_vectors_finish(&r.box->vectors);
    if (status != MS_OK) no_memory(L, status);
    return 1;
}

static int vectors_release(lua_State *L) {
    vectors_box *box = ms_type_check(L, 1, MS_TYPE_VECTORS);
    if (!box->vectors.sys) return 0;
    ms_sys_free(box->vectors.sys, box->becomes, box->becomes_room * sizeof *box->becomes);
    ms_sys_free(box->vectors.sys, box->weights, box->weight_count * sizeof *box->weights);
    box->becomes = NULL;
    box->weights = NULL;
    box->becomes_room = box->weight_count = 0;
    ms_vectors_free(&box->vectors);
    account(L, &box->accounted, 0);
    return 0;
}

/* --- asking them -------------------------------------------------------------------------- */

static const ms_vectors *check_vectors(lua_State *L) {
    return &((vectors_box *)ms_type_check(L, 1, MS_TYPE_VECTORS))->vectors;
}

/* The text whose number is at arg, from 0. */
static size_t check_text(lua_State *L, int arg, const ms_vectors *vectors) {
    size_t i = ms_check_size(L, arg);
    luaL_argcheck(L, i >= 1 && i <= ms_vectors_count(vectors), arg, "there is no such text");
    return i - 1;
}

/* An array of numbers that the collector frees. */
static double *push_doubles(lua_State *L, size_t count) {
    double *memory = lua_newuserdatauv(L, (count + 1) * sizeof *memory, 0);
    memset(memory, 0, (count + 1) * sizeof *memory);
    return memory;
}

static void push_array(lua_State *L, const double *values, size_t count) {
    lua_createtable(L, (int)ms_size_min(count, INT32_MAX / 2), 0);
    for (size_t i = 0; i < count; i++) {
        lua_pushnumber(L, values[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

static int vectors_len(lua_State *L) {
    ms_push_size(L, ms_vectors_count(check_vectors(L)));
    return 1;
}

/** vectors:centrality() -> array of number
 *  Of each text how much it has in common with those that have much in common with others (LexRank
 *  without a threshold); 1 is the average, 0 a text that shares nothing with any other.
 */
static int vectors_centrality(lua_State *L) {
    const ms_vectors *v = check_vectors(L);
    size_t count = ms_vectors_count(v);
    ms_spend(L, v->entry_count * 8);
    double *out = push_doubles(L, count);
    ms_status status = ms_rank_centrality(v, out);
    if (status != MS_OK) no_memory(L, status);
    push_array(L, out, count);
    return 1;
}

/** vectors:cohesion(width) -> array of number
 *  For each place between two texts how much what stands before it has in common with what stands behind:
 *  from 0 to 1. On each side it looks at as many texts as have `width` different terms together.
 */
static int vectors_cohesion(lua_State *L) {
    const ms_vectors *v = check_vectors(L);
    size_t width = ms_check_size(L, 2);
    size_t count = ms_vectors_count(v) > 1 ? ms_vectors_count(v) - 1 : 0;
    ms_spend(L, v->entry_count);
    double *out = push_doubles(L, count);
    ms_status status = ms_cohesion(v, width, out);
    if (status != MS_OK) no_memory(L, status);
    push_array(L, out, count);
    return 1;
}

/** vectors:divide(least, price) -> array of integer
 *  The texts divided into runs that each have words of their own, none shorter than `least` texts: the first text of each. The
 *  higher the price of a run, the fewer there are; 3 is good.
 *  @example
 *  local v = ms.vectors { "ferry pilot", "pilot ferry", "old ferry pilot", "school lesson", "lesson pupil school", "school lesson" }
 *  table.concat(v:divide(2, 0.5), " ") --> 1 4
 */
static int vectors_divide(lua_State *L) {
    const ms_vectors *v = check_vectors(L);
    size_t least = ms_check_size(L, 2), count = 0;
    lua_Number price = luaL_checknumber(L, 3);
    size_t *firsts = lua_newuserdatauv(L, (ms_vectors_count(v) + 1) * sizeof *firsts, 0);
    uint64_t steps = 0;
    ms_status status = ms_divide(v, least, price, firsts, &count, &steps);
    ms_spend(L, steps);
    if (status != MS_OK) no_memory(L, status);
    lua_createtable(L, (int)ms_size_min(count, INT32_MAX / 2), 0);
    for (size_t i = 0; i < count; i++) {
        ms_push_size(L, firsts[i] + 1);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/** vectors:sizes() -> array of integer, array of number
 *  Of each text the number of its different terms, and the length of its vector before all lengths were made
 *  equal: how much it says of what few say.
 */
static int vectors_sizes(lua_State *L) {
    const ms_vectors *v = check_vectors(L);
    size_t count = ms_vectors_count(v);
    lua_createtable(L, (int)ms_size_min(count, INT32_MAX / 2), 0);
    lua_createtable(L, (int)ms_size_min(count, INT32_MAX / 2), 0);
    for (size_t i = 0; i < count; i++) {
        ms_push_size(L, v->starts[i + 1] - v->starts[i]);
        lua_rawseti(L, -3, (lua_Integer)i + 1);
        lua_pushnumber(L, (lua_Number)v->masses[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 2;
}

/* The zeros to write a text's weights into, and to make zeros again. */
static double *comparing(lua_State *L, vectors_box *box) {
    if (box->weights) return box->weights;
    size_t count = ms_size_max(box->vectors.term_count, 1);
    int64_t more = (int64_t)(count * sizeof *box->weights);
    box->weights = ms_sys_array(box->vectors.sys, count, sizeof *box->weights);
    if (!box->weights) no_memory(L, MS_E_MEMORY);
    box->weight_count = count;
    account(L, &box->accounted, (size_t)(box->accounted + more));
    return box->weights;
}

/** vectors:like(i, from, to) -> array of number
 *  How alike text i is to each of the texts from..to: from 0 to 1.
 */
static int vectors_like(lua_State *L) {
    vectors_box *box = ms_type_check(L, 1, MS_TYPE_VECTORS);
    const ms_vectors *v = &box->vectors;
    size_t one = check_text(L, 2, v);
    size_t from = check_text(L, 3, v), to = ms_check_size(L, 4), entries;
    luaL_argcheck(L, to <= ms_vectors_count(v), 4, "there is no such text");
    if (to < from) to = from;
    ms_spend(L, v->starts[to] - v->starts[from] + 4);
    double *weights = comparing(L, box);
    const ms_vector_entry *entry = ms_vectors_of(v, one, &entries);
    lua_createtable(L, (int)ms_size_min(to - from, INT32_MAX / 2), 0);
    for (size_t e = 0; e < entries; e++) weights[entry[e].term] = (double)entry[e].weight;
    for (size_t i = from; i < to; i++) {
        double sum = 0;
        for (size_t e = v->starts[i]; e < v->starts[i + 1]; e++) {
            sum += (double)v->entries[e].weight * weights[v->entries[e].term];
        }
        lua_pushnumber(L, sum);
        lua_rawseti(L, -2, (lua_Integer)(i - from) + 1);
    }
    for (size_t e = 0; e < entries; e++) weights[entry[e].term] = 0;
    return 1;
}

/** vectors:terms(i) -> array of string, array of number
 *  The different terms of text i, as it says them, and their weights: squared, these add up to 1.
 */
static int vectors_terms(lua_State *L) {
    const ms_vectors *v = check_vectors(L);
    size_t one = check_text(L, 2, v), count;
    const ms_vector_entry *entries = ms_vectors_of(v, one, &count);
    lua_newtable(L);
    lua_newtable(L);
    for (size_t e = 0; e < count; e++) {
        ms_slice name = ms_vectors_name(v, entries[e].term);
        lua_pushlstring(L, name.ptr, name.len);
        lua_rawseti(L, -3, (lua_Integer)e + 1);
        lua_pushnumber(L, (lua_Number)entries[e].weight);
        lua_rawseti(L, -2, (lua_Integer)e + 1);
    }
    return 2;
}

/* --- choosing ----------------------------------------------------------------------------- */

/** vectors:picker(scores, keep) -> Picker
 *  To choose texts one after the other by their scores (an array of numbers, one a text; those of 0 and less
 *  are never chosen), each worth less the more of it has been said already: a term keeps the share `keep`,
 *  from 0 to 1, of its worth each time it is said.
 *  @example
 *  local v = ms.vectors { "old ferry", "old ferry", "new bridge" }
 *  local picker = v:picker({ 3, 2, 1 }, 0.2)
 *  picker:next() --> 1, 3.0
 *  picker:take(1)
 *  picker:next() --> 3, 1.0
 */
static int vectors_picker(lua_State *L) {
    const ms_vectors *v = check_vectors(L);
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_Number keep = luaL_checknumber(L, 3);
    luaL_argcheck(L, keep >= 0 && keep <= 1, 3, "a share is from 0 to 1");
    size_t count = ms_vectors_count(v);
    double *scores = push_doubles(L, count);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, 2, (lua_Integer)i + 1);
        scores[i] = lua_tonumber(L, -1);
        lua_pop(L, 1);
    }
    picker_box *box = ms_type_push(L, MS_TYPE_PICKER, sizeof *box, 1);
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, 1);
    ms_spend(L, count * 2);
    ms_status status = ms_picker_init(&box->picker, v, scores, (float)keep);
    if (status != MS_OK) no_memory(L, status);
    account(L, &box->accounted, ms_picker_size(&box->picker));
    return 1;
}

static picker_box *check_picker(lua_State *L) {
    picker_box *box = ms_type_check(L, 1, MS_TYPE_PICKER);
    const ms_vectors *v = box->picker.vectors;
    luaL_argcheck(L, v && ms_vectors_count(v) == box->picker.heap_room, 1,
                  "the picker or its vectors are closed");
    return box;
}

/** picker:next() -> integer, number
 *  The text that is worth most now, which is not given again, and what it is worth; nil when there is none.
 */
static int picker_next(lua_State *L) {
    picker_box *box = check_picker(L);
    size_t text;
    double gain;
    uint64_t steps = 1;
    bool is_there = ms_picker_next(&box->picker, &text, &gain, &steps);
    ms_spend(L, steps);
    if (!is_there) {
        lua_pushnil(L);
        return 1;
    }
    ms_push_size(L, text + 1);
    lua_pushnumber(L, gain);
    return 2;
}

/** picker:take(i)
 *  Text i is said from now on, whether next() gave it or not.
 */
static int picker_take(lua_State *L) {
    picker_box *box = check_picker(L);
    ms_picker_take(&box->picker, check_text(L, 2, box->picker.vectors));
    return 0;
}

static int picker_release(lua_State *L) {
    picker_box *box = ms_type_check(L, 1, MS_TYPE_PICKER);
    ms_picker_free(&box->picker);
    account(L, &box->accounted, 0);
    return 0;
}

void ms_bind_vectors(lua_State *L) {
    static const luaL_Reg methods[] = {{"centrality", vectors_centrality},
                                       {"cohesion", vectors_cohesion},
                                       {"divide", vectors_divide},
                                       {"sizes", vectors_sizes},
                                       {"like", vectors_like},
                                       {"terms", vectors_terms},
                                       {"picker", vectors_picker},
                                       {NULL, NULL}};
    static const luaL_Reg metamethods[] = {{"__len", vectors_len}, {NULL, NULL}};
    static const luaL_Reg picker_methods[] = {
        {"next", picker_next}, {"take", picker_take}, {NULL, NULL}};
    ms_type_new(L, MS_TYPE_VECTORS, methods, vectors_release, metamethods);
    ms_type_new(L, MS_TYPE_PICKER, picker_methods, picker_release, NULL);
    lua_pushcfunction(L, vectors_new);
    lua_setfield(L, -2, "vectors");
}
