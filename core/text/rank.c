/* See rank.h. The similarity of two texts is the product of their vectors, so the sum over
 * all texts is one product with the sum of the vectors, and a step of the walk is two passes
 * over the entries. Gains only ever fall, so the best one is found by looking again at the
 * top of a heap (lazy greedy choice, Minoux 1978). */
#include "text/rank.h"

#include <math.h>

#include "base/size.h"

/* A walk that ends anywhere with 0.15 (Brin and Page 1998); it has settled well before 20. */
static const double GOES_ON = 0.85;
enum { STEPS = 20 };

/* Texts looked at again for one choice: where all say the same, all of them would be. */
enum { MOST_LOOKS = 1000 };

/* to[i] = sum over all others j of similarity(i, j) * from[j]. sums: one for each term. */
static void step(const ms_vectors *v, const double *from, double *to, double *sums) {
    size_t count = ms_vectors_count(v);
    memset(sums, 0, v->term_count * sizeof *sums);
    for (size_t i = 0; i < count; i++) {
        for (size_t e = v->starts[i]; e < v->starts[i + 1]; e++) {
            sums[v->entries[e].term] += (double)v->entries[e].weight * from[i];
        }
    }
    for (size_t i = 0; i < count; i++) {
        double sum = 0, itself = 0;
        for (size_t e = v->starts[i]; e < v->starts[i + 1]; e++) {
            double weight = (double)v->entries[e].weight;
            sum += weight * sums[v->entries[e].term];
            itself += weight * weight;
        }
        to[i] = fmax(0, sum - itself * from[i]);
    }
}

ms_status ms_rank_centrality(const ms_vectors *v, double *out) {
    size_t count = ms_vectors_count(v);
    if (count == 0) return MS_OK;
    size_t doubles;
    if (!ms_size_mul(count, 2, &doubles) || !ms_size_add(doubles, v->term_count, &doubles)) {
        return MS_E_MEMORY;
    }
    double *memory = ms_sys_array(v->sys, doubles, sizeof *memory);
    if (!memory) return MS_E_MEMORY;
    double *degrees = memory, *shares = memory + count, *sums = memory + 2 * count;
    for (size_t i = 0; i < count; i++) out[i] = 1;
    step(v, out, degrees, sums);
    for (int n = 0; n < STEPS; n++) {
        /* Similarities below this are those of rounding. */
        for (size_t i = 0; i < count; i++) {
            shares[i] = degrees[i] > 1e-4 ? out[i] / degrees[i] : 0;
        }
        step(v, shares, out, sums);
        for (size_t i = 0; i < count; i++) {
            bool is_alone = !(degrees[i] > 1e-4);
            out[i] = is_alone ? 0 : 1 - GOES_ON + GOES_ON * out[i];
        }
    }
    ms_sys_free(v->sys, memory, doubles * sizeof *memory);
    return MS_OK;
}

/* --- choosing ----------------------------------------------------------------------------- */

static bool is_before(const ms_picker *p, uint32_t a, uint32_t b) {
    if (p->gains[a] > p->gains[b]) return true;
    return !(p->gains[b] > p->gains[a]) && a < b;
}

static void sink(ms_picker *p, size_t at) {
    uint32_t one = p->heap[at];
    for (;;) {
        size_t child = at * 2 + 1;
        if (child >= p->heap_count) break;
        if (child + 1 < p->heap_count && is_before(p, p->heap[child + 1], p->heap[child])) {
            child++;
        }
        if (!is_before(p, p->heap[child], one)) break;
        p->heap[at] = p->heap[child];
        at = child;
    }
    p->heap[at] = one;
}

ms_status ms_picker_init(ms_picker *p, const ms_vectors *v, const double *scores, float keep) {
    size_t count = ms_vectors_count(v);
    *p = (ms_picker){.vectors = v, .keep = keep, .heap_room = count, .term_count = v->term_count};
    if (count == 0) return MS_OK;
    p->scores = ms_sys_array(v->sys, count, sizeof *p->scores);
    p->gains = ms_sys_array(v->sys, count, sizeof *p->gains);
    p->heap = ms_sys_array(v->sys, count, sizeof *p->heap);
    if (v->term_count) p->left = ms_sys_array(v->sys, v->term_count, sizeof *p->left);
    if (!p->scores || !p->gains || !p->heap || (v->term_count && !p->left)) return MS_E_MEMORY;
    for (size_t t = 0; t < v->term_count; t++) p->left[t] = 1;
    for (size_t i = 0; i < count; i++) {
        p->scores[i] = p->gains[i] = scores[i];
        if (scores[i] > 0) p->heap[p->heap_count++] = (uint32_t)i;
    }
    for (size_t i = p->heap_count / 2; i-- > 0;) sink(p, i);
    return MS_OK;
}

void ms_picker_free(ms_picker *p) {
    if (!p->vectors) return;
    const ms_sys *sys = p->vectors->sys;
    ms_sys_free(sys, p->scores, p->heap_room * sizeof *p->scores);
    ms_sys_free(sys, p->gains, p->heap_room * sizeof *p->gains);
    ms_sys_free(sys, p->heap, p->heap_room * sizeof *p->heap);
    ms_sys_free(sys, p->left, p->term_count * sizeof *p->left);
    *p = (ms_picker){0};
}

size_t ms_picker_size(const ms_picker *p) {
    if (!p->vectors) return 0;
    return p->heap_room * (sizeof *p->scores + sizeof *p->gains + sizeof *p->heap) +
           p->term_count * sizeof *p->left;
}

/* What text i is worth now: its score times the share of its weight that is still to be
 * said. */
static double worth(const ms_picker *p, size_t i, uint64_t *steps) {
    size_t count;
    const ms_vector_entry *entries = ms_vectors_of(p->vectors, i, &count);
    double all = 0, left = 0;
    for (size_t e = 0; e < count; e++) {
        double square = (double)entries[e].weight * (double)entries[e].weight;
        all += square;
        left += square * (double)p->left[entries[e].term];
    }
    *steps += count + 1;
    return all > 0 ? p->scores[i] * left / all : p->scores[i];
}

bool ms_picker_next(ms_picker *p, size_t *text, double *gain, uint64_t *steps) {
    for (size_t looks = 1; p->heap_count > 0; looks++) {
        uint32_t top = p->heap[0];
        double now = worth(p, top, steps);
        if (now < p->gains[top] && looks < MOST_LOOKS) {
            p->gains[top] = now;
            sink(p, 0);
            if (p->heap[0] != top) continue;
        }
        p->heap[0] = p->heap[--p->heap_count];
        if (p->heap_count) sink(p, 0);
        *text = top;
        *gain = now;
        return true;
    }
    return false;
}

void ms_picker_take(ms_picker *p, size_t text) {
    size_t count;
    const ms_vector_entry *entries = ms_vectors_of(p->vectors, text, &count);
    for (size_t e = 0; e < count; e++) p->left[entries[e].term] *= p->keep;
}
