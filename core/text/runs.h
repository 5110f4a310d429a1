/* Runs of words that are said again: what phrases are found among. Words are numbers that the caller
 * gives; a run is up to MS_RUNS_LONGEST of them that follow each other with nothing between.
 *
 *   ms_runs_init, then for all texts ms_runs_add and ms_runs_part in their order, then
 *   ms_runs_count; from then on it is only read.
 *
 * A run is a number too: that of the run without its last word, and that word, lead to it in one
 * step, so that no run is ever looked up by its words. */
#ifndef MS_TEXT_RUNS_H
#define MS_TEXT_RUNS_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/sys.h"

enum {
    MS_RUNS_LONGEST = 4,      /* words */
    MS_RUNS_HAN_BYTES = 30,   /* of a run that ends in Chinese */
    MS_RUNS_WORDS = 1 << 18   /* that are looked at; later ones are not */
};

#define MS_RUNS_NONE UINT32_MAX

/* A word where it is said, or a gap (word is MS_RUNS_NONE). */
typedef struct ms_run_token {
    size_t from, to;  /* bytes of its text, end exclusive */
    uint32_t word;
    uint32_t text;
    bool is_capital;
} ms_run_token;

typedef struct ms_run_word {
    uint32_t count;
    uint32_t capitals; /* times with a capital within a sentence */
    bool is_han;
} ms_run_word;

typedef struct ms_run {
    uint32_t first;      /* token that it is said at first */
    uint32_t count;
    uint32_t texts;      /* that it is said in */
    uint32_t within;     /* the most that one longer run that holds it is said */
    uint32_t last_text;  /* 1 + the text in which it was said last */
    uint32_t head, tail; /* its places: numbers in places */
    uint8_t size;        /* words */
    bool is_name;        /* of several words, each time with capitals */
} ms_run;

typedef struct ms_run_place {
    uint32_t token;
    uint32_t next; /* place of the same run, or MS_RUNS_NONE */
} ms_run_place;

typedef struct ms_runs {
    const ms_sys *sys;
    ms_buffer tokens;   /* ms_run_token */
    ms_buffer words;    /* ms_run_word by number */
    ms_buffer runs;     /* ms_run */
    ms_buffer places;   /* ms_run_place */
    uint64_t *keys;     /* hash table: the run before << 32 | the word; 0: free; owned */
    uint32_t *ids;      /* and to which run they lead; owned */
    size_t slots, used; /* a power of two */
} ms_runs;

/* Nothing is allocated yet. */
void ms_runs_init(ms_runs *runs, const ms_sys *sys);
void ms_runs_free(ms_runs *runs);

/* Bytes that it holds. */
size_t ms_runs_size(const ms_runs *runs);

/* The next word of text number `text`, at its bytes [from, to). is_inside: a capital says something
 * there, because no sentence begins. MS_E_MEMORY. */
ms_status ms_runs_add(ms_runs *runs, ms_run_token token, bool is_han, bool is_inside) MS_CHECKED;

/* Whatever follows is of another run. MS_E_MEMORY. */
ms_status ms_runs_part(ms_runs *runs) MS_CHECKED;

/* Counts. Once; MS_E_MEMORY. */
ms_status ms_runs_count(ms_runs *runs) MS_CHECKED;

static inline const ms_run_token *ms_runs_tokens(const ms_runs *runs) {
    return (const ms_run_token *)(const void *)runs->tokens.data;
}

static inline const ms_run_word *ms_runs_words(const ms_runs *runs) {
    return (const ms_run_word *)(const void *)runs->words.data;
}

static inline const ms_run *ms_runs_all(const ms_runs *runs, size_t *count) {
    *count = runs->runs.len / sizeof(ms_run);
    return (const ms_run *)(const void *)runs->runs.data;
}

static inline const ms_run_place *ms_runs_places(const ms_runs *runs) {
    return (const ms_run_place *)(const void *)runs->places.data;
}

/* What may be a phrase: said again, or a name of several words. */
static inline bool ms_runs_stands(const ms_run *run) {
    return run->count > 1 || (run->is_name && run->size > 1);
}

#endif
