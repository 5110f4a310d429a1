/* See runs.h. The table of runs is all that grows with their number; a run of several words comes again
 * only when all of its words do, so that most words of a text never make one. */
#include "text/runs.h"

#include "base/size.h"

enum { FIRST_SLOTS = 256 };

void ms_runs_init(ms_runs *runs, const ms_sys *sys) {
    *runs = (ms_runs){.sys = sys};
    ms_buffer_init(&runs->tokens, sys, 0);
    ms_buffer_init(&runs->words, sys, 0);
    ms_buffer_init(&runs->runs, sys, 0);
    ms_buffer_init(&runs->places, sys, 0);
}

void ms_runs_free(ms_runs *runs) {
    if (!runs->sys) return;
    ms_buffer_free(&runs->tokens);
    ms_buffer_free(&runs->words);
    ms_buffer_free(&runs->runs);
    ms_buffer_free(&runs->places);
    ms_sys_free(runs->sys, runs->keys, runs->slots * sizeof *runs->keys);
    ms_sys_free(runs->sys, runs->ids, runs->slots * sizeof *runs->ids);
    ms_runs_init(runs, runs->sys);
}

size_t ms_runs_size(const ms_runs *runs) {
    return runs->tokens.capacity + runs->words.capacity + runs->runs.capacity + runs->places.capacity +
           runs->slots * (sizeof *runs->keys + sizeof *runs->ids);
}

static ms_run *run_at(const ms_runs *runs, uint32_t id) {
    return (ms_run *)(void *)runs->runs.data + id;
}

static ms_run_word *word_at(const ms_runs *runs, uint32_t word) {
    return (ms_run_word *)(void *)runs->words.data + word;
}

static size_t token_count(const ms_runs *runs) {
    return runs->tokens.len / sizeof(ms_run_token);
}

ms_status ms_runs_add(ms_runs *runs, ms_run_token token, bool is_han, bool is_inside) {
    if (token_count(runs) >= MS_RUNS_WORDS) return MS_OK;
    while (runs->words.len / sizeof(ms_run_word) <= token.word) {
        ms_run_word none = {0};
        ms_status status = ms_buffer_append(&runs->words, &none, sizeof none);
        if (status != MS_OK) return status;
    }
    ms_run_word *word = word_at(runs, token.word);
    word->count++;
    word->is_han = is_han;
    if (token.is_capital && is_inside) word->capitals++;
    return ms_buffer_append(&runs->tokens, &token, sizeof token);
}

ms_status ms_runs_part(ms_runs *runs) {
    ms_run_token gap = {.word = MS_RUNS_NONE};
    size_t count = token_count(runs);
    if (count == 0 || count >= MS_RUNS_WORDS) return MS_OK;
    if (ms_runs_tokens(runs)[count - 1].word == MS_RUNS_NONE) return MS_OK;
    return ms_buffer_append(&runs->tokens, &gap, sizeof gap);
}

/* --- the table ---------------------------------------------------------------------------- */

static size_t slot_of(const ms_runs *runs, uint64_t key) {
    uint64_t hash = key * UINT64_C(0x9E3779B97F4A7C15);
    size_t i = (size_t)(hash >> 32) & (runs->slots - 1);
    while (runs->keys[i] && runs->keys[i] != key) i = (i + 1) & (runs->slots - 1);
    return i;
}

static ms_status grow(ms_runs *runs) {
    if (runs->used * 2 < runs->slots) return MS_OK;
    ms_runs larger = *runs;
    if (!ms_size_mul(runs->slots ? runs->slots : FIRST_SLOTS / 2, 2, &larger.slots)) return MS_E_MEMORY;
    larger.keys = ms_sys_array(runs->sys, larger.slots, sizeof *larger.keys);
    larger.ids = ms_sys_array(runs->sys, larger.slots, sizeof *larger.ids);
    if (!larger.keys || !larger.ids) {
        ms_sys_free(runs->sys, larger.keys, larger.keys ? larger.slots * sizeof *larger.keys : 0);
        ms_sys_free(runs->sys, larger.ids, larger.ids ? larger.slots * sizeof *larger.ids : 0);
        return MS_E_MEMORY;
    }
    for (size_t i = 0; i < runs->slots; i++) {
        if (!runs->keys[i]) continue;
        size_t slot = slot_of(&larger, runs->keys[i]);
        larger.keys[slot] = runs->keys[i];
        larger.ids[slot] = runs->ids[i];
    }
    ms_sys_free(runs->sys, runs->keys, runs->slots * sizeof *runs->keys);
    ms_sys_free(runs->sys, runs->ids, runs->slots * sizeof *runs->ids);
    *runs = larger;
    return MS_OK;
}

/* Runs are numbered from 0; before is MS_RUNS_NONE for a single word. No key is 0. */
static uint64_t key_of(uint32_t before, uint32_t word) {
    return (uint64_t)(before == MS_RUNS_NONE ? 1 : before + 2) << 32 | word;
}

/* The run that a word makes of the one before it, which is added when it is new. */
static ms_status find(ms_runs *runs, uint32_t before, size_t first, size_t last, uint32_t *id) {
    ms_status status = grow(runs);
    if (status != MS_OK) return status;
    uint64_t key = key_of(before, ms_runs_tokens(runs)[last].word);
    size_t slot = slot_of(runs, key);
    if (!runs->keys[slot]) {
        ms_run run = {.first = (uint32_t)first, .head = MS_RUNS_NONE, .tail = MS_RUNS_NONE,
                      .size = (uint8_t)(last - first + 1)};
        size_t number = runs->runs.len / sizeof run;
        status = ms_buffer_append(&runs->runs, &run, sizeof run);
        if (status != MS_OK) return status;
        runs->keys[slot] = key;
        runs->ids[slot] = (uint32_t)number;
        runs->used++;
    }
    *id = runs->ids[slot];
    return MS_OK;
}

/* --- counting ----------------------------------------------------------------------------- */

static ms_status note(ms_runs *runs, uint32_t id, size_t first, bool is_name) {
    ms_run_place place = {.token = (uint32_t)first, .next = MS_RUNS_NONE};
    uint32_t number = (uint32_t)(runs->places.len / sizeof place);
    ms_status status = ms_buffer_append(&runs->places, &place, sizeof place);
    if (status != MS_OK) return status;
    ms_run *run = run_at(runs, id);
    uint32_t text = ms_runs_tokens(runs)[first].text + 1;
    if (run->last_text != text) run->texts++;
    run->last_text = text;
    run->count++;
    run->is_name = run->is_name || is_name;
    if (run->head == MS_RUNS_NONE) run->head = number;
    else ((ms_run_place *)(void *)runs->places.data)[run->tail].next = number;
    run->tail = number;
    return MS_OK;
}

/* All runs that begin with the token. */
static ms_status count_from(ms_runs *runs, size_t first, size_t count) {
    const ms_run_token *tokens = ms_runs_tokens(runs);
    bool is_name = true;
    uint32_t id = MS_RUNS_NONE;
    for (size_t last = first; last < count && last - first < MS_RUNS_LONGEST; last++) {
        const ms_run_token *token = &tokens[last];
        if (token->word == MS_RUNS_NONE) break;
        const ms_run_word *word = word_at(runs, token->word);
        is_name = is_name && token->is_capital && word->capitals > 0;
        if (word->count < 2 && !is_name) break;
        if (last > first && word->is_han && token->to - tokens[first].from > MS_RUNS_HAN_BYTES) break;
        ms_status status = find(runs, id, first, last, &id);
        if (status == MS_OK) status = note(runs, id, first, is_name && last > first);
        if (status != MS_OK) return status;
    }
    return MS_OK;
}

/* What a run has of the shorter ones in it is not theirs alone. */
static void share_out(ms_runs *runs, const ms_run *run) {
    const ms_run_token *tokens = ms_runs_tokens(runs);
    size_t end = (size_t)run->first + run->size;
    for (size_t first = run->first; first < end; first++) {
        uint32_t id = MS_RUNS_NONE;
        for (size_t last = first; last < end; last++) {
            size_t slot = slot_of(runs, key_of(id, tokens[last].word));
            if (!runs->keys[slot]) break;
            id = runs->ids[slot];
            ms_run *part = run_at(runs, id);
            if (part != run && run->count > part->within) part->within = run->count;
        }
    }
}

ms_status ms_runs_count(ms_runs *runs) {
    size_t count = token_count(runs);
    for (size_t first = 0; first < count; first++) {
        ms_status status = count_from(runs, first, count);
        if (status != MS_OK) return status;
    }
    size_t all;
    const ms_run *list = ms_runs_all(runs, &all);
    for (size_t i = 0; i < all; i++) {
        if (list[i].size > 1 && list[i].count > 1) share_out(runs, &list[i]);
    }
    return MS_OK;
}
