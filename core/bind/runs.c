/* ms.runs: what words and runs of words texts say again. One userdata holds all that is counted; only
 * what may be a phrase becomes a table. */
#include <string.h>

#include "base/size.h"
#include "bind/text.h"
#include "bind/words.h"
#include "text/runs.h"
#include "text/stem.h"
#include "text/utf8.h"
#include "text/vectors.h"

#define MS_TYPE_RUNS "moonscribe.runs"

/* What a word as it is found becomes: 0 not known yet, 1 nothing, else 2 + the number of its key. */
enum { UNKNOWN, NOTHING, KEY };
enum { LONGEST = 64 }; /* bytes of a word with an apostrophe; a longer one is none */

typedef struct runs_box {
    ms_runs runs;
    ms_vectors terms;  /* words as they are found, by number */
    ms_vectors keys;   /* what they share: one for singular and plural */
    ms_buffer becomes; /* uint32_t of each term */
    size_t words, left_out;
    int64_t accounted;
} runs_box;

typedef struct reading {
    lua_State *L;
    runs_box *box;
    struct sb_stemmer *stemmer; /* or NULL */
    int stop;                   /* index of the table of stop words, or 0 */
    uint32_t text;              /* number of the text */
} reading;

static void account(lua_State *L, runs_box *box) {
    size_t size = ms_runs_size(&box->runs) + ms_vectors_size(&box->terms) +
                  ms_vectors_size(&box->keys) + box->becomes.capacity;
    int64_t more = (int64_t)size - box->accounted;
    box->accounted = (int64_t)size;
    if (more != 0) ms_state_account(L, more);
}

static bool is_stop(const reading *r, ms_slice word) {
    if (!r->stop) return false;
    lua_pushlstring(r->L, word.ptr, word.len);
    lua_rawget(r->L, r->stop);
    bool is_it = lua_toboolean(r->L, -1);
    lua_pop(r->L, 1);
    return is_it;
}

static bool ends(ms_slice word, const char *end) {
    size_t len = strlen(end);
    return word.len >= len && memcmp(word.ptr + word.len - len, end, len) == 0;
}

/* The word with straight apostrophes, in room for LONGEST bytes; one without any as it is. */
static ms_slice straighten(ms_slice word, char *room) {
    if (word.len > LONGEST || !memchr(word.ptr, 0xE2, word.len)) return word;
    size_t len = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (word.len - i >= 3 && memcmp(word.ptr + i, "\u2019", 3) == 0) {
            room[len++] = '\'';
            i += 2;
        } else {
            room[len++] = word.ptr[i];
        }
    }
    return ms_slice_of(room, len);
}

/* One key for the singular and the plural, and for the owner; it may be made in the room. */
static ms_slice key_of(ms_slice word, char *room) {
    if (ends(word, "'s")) return ms_slice_sub(word, 0, word.len - 2);
    if (ends(word, "'")) return ms_slice_sub(word, 0, word.len - 1);
    if (word.len <= 4 || word.len > LONGEST || !ends(word, "s")) return word;
    if (ends(word, "ss") || ends(word, "us") || ends(word, "is")) return word;
    if (!ends(word, "ies")) return ms_slice_sub(word, 0, word.len - 1);
    memmove(room, word.ptr, word.len);
    room[word.len - 3] = 'y';
    return ms_slice_of(room, word.len - 2);
}

/* Finds out what a word becomes that has not been met before. */
static ms_status settle(const reading *r, ms_slice word, uint32_t *becomes) {
    char room[LONGEST];
    *becomes = NOTHING;
    if (word.len < 2 || (unsigned char)word.ptr[0] < 'A' || is_stop(r, word)) return MS_OK;
    word = straighten(word, room);
    if (memchr(word.ptr, '\'', word.len) && (is_stop(r, word) || ends(word, "n't"))) return MS_OK;
    ms_slice key = r->stemmer ? ms_stem_word(r->stemmer, word) : key_of(word, room);
    bool is_new;
    uint32_t number;
    ms_status status = ms_vectors_intern(&r->box->keys, key, &number, &is_new);
    if (status == MS_OK) *becomes = KEY + number;
    return status;
}

static ms_status number_of(const reading *r, ms_slice word, uint32_t *becomes) {
    ms_vectors *terms = &r->box->terms;
    ms_buffer *all = &r->box->becomes;
    bool is_new;
    uint32_t term;
    word = ms_terms_fold(r->L, word);
    ms_status status = ms_vectors_intern(terms, word, &term, &is_new);
    *becomes = UNKNOWN;
    if (status == MS_OK && is_new) {
        status = settle(r, word, becomes);
        if (status == MS_OK) status = ms_buffer_append(all, becomes, sizeof *becomes);
    } else if (status == MS_OK) {
        memcpy(becomes, all->data + term * sizeof *becomes, sizeof *becomes);
    }
    return status;
}

/* Whether no sentence begins behind these bytes: a blank, or a mark within a sentence. */
static bool is_inside(ms_slice between) {
    if (between.len == 0 || between.len > 3) return false;
    for (size_t i = 0; i < between.len; i++) {
        if (memchr(".?!:\n", between.ptr[i], 5)) return false;
    }
    return true;
}

static ms_status add_word(const reading *r, ms_slice text, ms_span span, size_t *last) {
    runs_box *box = r->box;
    uint32_t becomes;
    size_t before = *last;
    ms_status status = number_of(r, ms_slice_sub(text, span.from, span.to), &becomes);
    if (status != MS_OK) return status;
    *last = span.to;
    box->words++;
    if (becomes == NOTHING) {
        box->left_out++;
        return ms_runs_part(&box->runs);
    }
    size_t gap = span.from - before;
    if (before == 0 || gap > 1 || (gap == 1 && text.ptr[before] != ' ')) status = ms_runs_part(&box->runs);
    if (status != MS_OK) return status;
    size_t at = span.from;
    char byte = text.ptr[at];
    ms_run_token token = {.from = span.from, .to = span.to, .word = becomes - KEY, .text = r->text,
                          .is_capital = byte >= 'A' && byte <= 'Z'};
    bool is_han = ms_words_is_han(ms_utf8_next(text, &at));
    return ms_runs_add(&box->runs, token, is_han,
                       before > 0 && is_inside(ms_slice_sub(text, before, span.from)));
}

static void add_text(const reading *r, ms_word_options options, int arg) {
    lua_State *L = r->L;
    ms_slice text = ms_text_check_valid(L, arg);
    ms_status status = ms_runs_part(&r->box->runs);
    size_t last = 0;
    for (ms_words_place place = {0}; status == MS_OK && place.at < text.len;) {
        size_t len = ms_words_cut_part(L, options, text, &place).len;
        for (size_t i = 0; status == MS_OK && i < len; i += sizeof(ms_span)) {
            ms_span span;
            memcpy(&span, ms_state_of(L)->scratch.data + i, sizeof span);
            status = add_word(r, text, span, &last);
        }
        account(L, r->box);
    }
    if (status != MS_OK) ms_text_raise(L, status, "no memory for the runs of texts");
    ms_spend(L, 4);
}

/** ms.runs(texts [, options]) -> Runs
 *  Which words and runs of up to four words the texts of an array say again. A run ends at punctuation and at
 *  what `stop` has as a key; numbers, single letters and contractions (don't) end it too. Singular and plural,
 *  traditional and simplified characters are one. Options are those of `text:terms`; with `stem` words of
 *  one stem are one. The first 260,000 words that are left are looked at.
 *  @example
 *  local runs = ms.runs({ "Mental health is health.", "The mental health of Ann" }, { stop = { is = true, the = true, of = true } })
 *  local list = runs:list()
 *  list[2].key, list[2].count, list[2].texts, list[3].key, list[3].within --> mental health, 2, 2, health, 2
 */
static int runs_new(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    ms_word_options options = ms_words_check_options(L, 2, true);
    ms_words_check_dictionary(L, options.mode);
    reading r = {.L = L};
    if (options.stem) r.stemmer = ms_terms_stemmer(L, options.stem);
    if (lua_istable(L, 2) && lua_getfield(L, 2, "stop") == LUA_TTABLE) r.stop = lua_gettop(L);
    r.box = ms_type_push(L, MS_TYPE_RUNS, sizeof *r.box, 0);
    const ms_sys *sys = ms_state_of(L)->ctx->sys;
    ms_runs_init(&r.box->runs, sys);
    ms_vectors_init(&r.box->terms, sys);
    ms_vectors_init(&r.box->keys, sys);
    ms_buffer_init(&r.box->becomes, sys, 0);
    int box = lua_gettop(L);
    lua_Integer count = (lua_Integer)lua_rawlen(L, 1);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, 1, i); /* raw: nobody's code may run while the stemmer is ours */
        r.text = (uint32_t)(i - 1);
        add_text(&r, options, box + 1);
        lua_settop(L, box);
    }
    ms_status status = ms_runs_count(&r.box->runs);
    account(L, r.box);
    if (status != MS_OK) ms_text_raise(L, status, "no memory for the runs of texts");
    return 1;
}

static int runs_release(lua_State *L) {
    runs_box *box = ms_type_check(L, 1, MS_TYPE_RUNS);
    if (!box->runs.sys) return 0;
    ms_runs_free(&box->runs);
    ms_vectors_free(&box->terms);
    ms_vectors_free(&box->keys);
    ms_buffer_free(&box->becomes);
    account(L, box);
    return 0;
}

/* --- asking ------------------------------------------------------------------------------- */

static const runs_box *check_runs(lua_State *L) {
    return ms_type_check(L, 1, MS_TYPE_RUNS);
}

static void set_size(lua_State *L, const char *name, size_t value) {
    ms_push_size(L, value);
    lua_setfield(L, -2, name);
}

/* The words of a run as they are counted, with blanks where they are written with them. */
static void push_key(lua_State *L, const runs_box *box, const ms_run *run) {
    const ms_run_token *tokens = ms_runs_tokens(&box->runs) + run->first;
    const ms_run_word *words = ms_runs_words(&box->runs);
    luaL_Buffer key;
    luaL_buffinit(L, &key);
    for (size_t i = 0; i < run->size; i++) {
        bool has_blank = i > 0 && !(words[tokens[i].word].is_han && words[tokens[i - 1].word].is_han);
        if (has_blank) luaL_addchar(&key, ' ');
        ms_slice name = ms_vectors_name(&box->keys, tokens[i].word);
        luaL_addlstring(&key, name.ptr, name.len);
    }
    luaL_pushresult(&key);
}

static void push_run(lua_State *L, const runs_box *box, size_t id, const ms_run *run) {
    const ms_run_token *tokens = ms_runs_tokens(&box->runs) + run->first;
    lua_createtable(L, run->size, 8);
    push_key(L, box, run);
    lua_setfield(L, -2, "key");
    set_size(L, "id", id + 1);
    set_size(L, "size", run->size);
    set_size(L, "count", run->count);
    set_size(L, "texts", run->texts);
    set_size(L, "within", run->within);
    set_size(L, "first", (size_t)tokens[0].text + 1);
    lua_pushboolean(L, run->is_name);
    lua_setfield(L, -2, "is_name");
    for (size_t i = 0; i < run->size; i++) {
        ms_push_size(L, (size_t)tokens[i].word + 1);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

/** runs:list() -> array of table
 *  What is said again, and runs that are written with capitals each time, in the order of the first time: `key`, `id`,
 *  `size` (words), `count`, `texts` (that it is said in), `within` (how often the longer run is said that it is most often a
 *  part of), `first` (text in which it is said first), `is_name`, and the numbers of its words ([1] to [size]).
 */
static int runs_list(lua_State *L) {
    const runs_box *box = check_runs(L);
    size_t count;
    const ms_run *all = ms_runs_all(&box->runs, &count);
    lua_newtable(L);
    lua_Integer listed = 0;
    for (size_t i = 0; i < count; i++) {
        if (!ms_runs_stands(&all[i])) continue;
        push_run(L, box, i, &all[i]);
        lua_rawseti(L, -2, ++listed);
    }
    ms_spend(L, count);
    return 1;
}

/** runs:places(id) -> array of integer
 *  Where a run is said, in order: text, first byte, last byte of the first time, of the second, and so on.
 *  @example
 *  local runs = ms.runs { "old ferry", "the old ferry" }
 *  table.concat(runs:places(runs:list()[1].id), " ") --> 1 1 3 2 5 7
 */
static int runs_places(lua_State *L) {
    const runs_box *box = check_runs(L);
    size_t count, id = ms_check_size(L, 2);
    const ms_run *all = ms_runs_all(&box->runs, &count);
    luaL_argcheck(L, id >= 1 && id <= count, 2, "there is no such run");
    const ms_run_token *tokens = ms_runs_tokens(&box->runs);
    const ms_run_place *places = ms_runs_places(&box->runs);
    const ms_run *run = &all[id - 1];
    lua_newtable(L);
    lua_Integer n = 0;
    for (uint32_t at = run->head; at != MS_RUNS_NONE; at = places[at].next) {
        const ms_run_token *first = &tokens[places[at].token];
        ms_push_size(L, (size_t)first->text + 1);
        lua_rawseti(L, -2, ++n);
        ms_push_size(L, first->from + 1);
        lua_rawseti(L, -2, ++n);
        ms_push_size(L, first[run->size - 1].to);
        lua_rawseti(L, -2, ++n);
    }
    ms_spend(L, (uint64_t)n);
    return 1;
}

/** runs:word(number) -> string, integer, integer, boolean
 *  A word as it is counted, how often it is said, how often with a capital within a sentence, and whether it is Chinese.
 */
static int runs_word(lua_State *L) {
    const runs_box *box = check_runs(L);
    size_t word = ms_check_size(L, 2);
    luaL_argcheck(L, word >= 1 && word <= box->runs.words.len / sizeof(ms_run_word), 2,
                  "there is no such word");
    const ms_run_word *one = ms_runs_words(&box->runs) + word - 1;
    ms_slice name = ms_vectors_name(&box->keys, (uint32_t)(word - 1));
    lua_pushlstring(L, name.ptr, name.len);
    ms_push_size(L, one->count);
    ms_push_size(L, one->capitals);
    lua_pushboolean(L, one->is_han);
    return 4;
}

/** runs:words() -> integer, integer
 *  How many words the texts have, and how many of these are left out.
 */
static int runs_words(lua_State *L) {
    const runs_box *box = check_runs(L);
    ms_push_size(L, box->words);
    ms_push_size(L, box->left_out);
    return 2;
}

void ms_bind_runs(lua_State *L) {
    static const luaL_Reg methods[] = {{"list", runs_list}, {"places", runs_places},
                                       {"word", runs_word}, {"words", runs_words}, {NULL, NULL}};
    ms_type_new(L, MS_TYPE_RUNS, methods, runs_release, NULL);
    lua_pushcfunction(L, runs_new);
    lua_setfield(L, -2, "runs");
}
