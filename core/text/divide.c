/* See divide.h. A run of N words, of which word w is there f times, costs sum f * log((N +
 * V) / (f + 1)), V being all different words: its words written down by what the run itself
 * says of them. The cheapest way from the beginning to each text is found from the cheapest
 * ways to the texts before it. */
#include "text/divide.h"

#include <math.h>

#include "base/size.h"

enum { MOST_STARTS = 1000, MOST_ENTRIES = 50000, KNOWN = 512 };

typedef struct divider {
    const ms_vectors *vectors;
    double words;      /* different ones of all texts */
    double *best;      /* the least that the texts before one cost */
    size_t *from;      /* where the last run of that way begins */
    uint32_t *counts;  /* of each term in the run that is tried; all 0 between runs */
    size_t stride;     /* from one text that may begin a run to the next */
    double known[KNOWN]; /* what one more occurrence of a word saves that is there so often already */
} divider;

static double term_of(double count) {
    return count * log(count + 1);
}

static double saving(const divider *d, uint32_t count) {
    if (count < KNOWN) return d->known[count];
    return term_of(count + 1.0) - term_of(count);
}

/* Tries all runs that begin with text `start`. Returns the number of entries looked at. */
static size_t try_runs(divider *d, size_t start, size_t least, double price) {
    const ms_vectors *v = d->vectors;
    size_t texts = ms_vectors_count(v), first = v->starts[start], end = first, to = start;
    double saved = 0;
    while (to < texts && (end - first < MOST_ENTRIES || to - start < least + d->stride)) {
        for (; end < v->starts[to + 1]; end++) {
            uint32_t *count = &d->counts[v->entries[end].term];
            saved += saving(d, *count);
            (*count)++;
        }
        to++;
        double size = (double)(end - first);
        double cost = d->best[start] + price + size * log(size + d->words) - saved;
        if (to - start >= least && cost < d->best[to]) {
            d->best[to] = cost;
            d->from[to] = start;
        }
    }
    for (size_t e = first; e < end; e++) d->counts[v->entries[e].term] = 0;
    return end - first;
}

/* The runs of the cheapest way, from the last to the first, and then turned round. */
static size_t follow(const divider *d, size_t texts, size_t *firsts) {
    size_t count = 0;
    for (size_t at = texts; at > 0; at = d->from[at]) firsts[count++] = d->from[at];
    for (size_t i = 0; i < count / 2; i++) {
        size_t other = firsts[i];
        firsts[i] = firsts[count - 1 - i];
        firsts[count - 1 - i] = other;
    }
    return count;
}

static void run(divider *d, size_t least, double price, uint64_t *steps) {
    size_t texts = ms_vectors_count(d->vectors);
    d->stride = ms_size_max(texts / MOST_STARTS, 1);
    for (size_t i = 1; i <= texts; i++) d->best[i] = INFINITY;
    for (uint32_t i = 0; i < KNOWN; i++) d->known[i] = term_of(i + 1.0) - term_of(i);
    for (size_t t = 0; t < d->vectors->term_count; t++) {
        d->words += d->vectors->terms[t].texts > 0;
    }
    price *= log((double)d->vectors->entry_count + 2);
    for (size_t start = 0; start < texts; start += d->stride) {
        if (isfinite(d->best[start])) *steps += try_runs(d, start, least, price) + 1;
    }
}

ms_status ms_divide(const ms_vectors *v, size_t least, double price, size_t *firsts, size_t *count,
                    uint64_t *steps) {
    size_t texts = ms_vectors_count(v);
    *count = 0;
    *steps = 1;
    if (texts == 0) return MS_OK;
    least = ms_size_max(ms_size_min(least, texts), 1);
    divider d = {.vectors = v};
    size_t places = texts + 1, terms = ms_size_max(v->term_count, 1);
    d.best = ms_sys_array(v->sys, places, sizeof *d.best);
    d.from = ms_sys_array(v->sys, places, sizeof *d.from);
    d.counts = ms_sys_array(v->sys, terms, sizeof *d.counts);
    ms_status status = d.best && d.from && d.counts ? MS_OK : MS_E_MEMORY;
    if (status == MS_OK) {
        run(&d, least, price, steps);
        *count = follow(&d, texts, firsts);
    }
    ms_sys_free(v->sys, d.best, places * sizeof *d.best);
    ms_sys_free(v->sys, d.from, places * sizeof *d.from);
    ms_sys_free(v->sys, d.counts, terms * sizeof *d.counts);
    return status;
}
