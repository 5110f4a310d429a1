/* See cohesion.h. Two windows slide over the texts; their product and lengths are kept up to
 * date entry by entry. */
#include "text/cohesion.h"

#include <math.h>

#include "base/size.h"

typedef struct window {
    double *sums;   /* by term */
    double square;  /* of its length */
    size_t entries; /* of the texts in it */
} window;

typedef struct windows {
    const ms_vectors *vectors;
    window left, right;
    double product; /* of the two */
} windows;

/* Text i comes into one window (sign 1) or leaves it (-1); the other stays as it is. */
static void move(windows *w, window *one, const window *other, size_t i, double sign) {
    size_t count;
    const ms_vector_entry *entries = ms_vectors_of(w->vectors, i, &count);
    for (size_t e = 0; e < count; e++) {
        uint32_t term = entries[e].term;
        double weight = sign * (double)entries[e].weight * (double)w->vectors->masses[i];
        w->product += weight * other->sums[term];
        one->square += weight * (2 * one->sums[term] + weight);
        one->sums[term] += weight;
    }
    one->entries = sign > 0 ? one->entries + count : one->entries - count;
}

static double cosine(const windows *w) {
    double lengths = w->left.square * w->right.square;
    return lengths > 1e-6 ? fmin(1, fmax(0, w->product / sqrt(lengths))) : 0;
}

ms_status ms_cohesion(const ms_vectors *v, size_t width, double *out) {
    size_t count = ms_vectors_count(v);
    if (count < 2) return MS_OK;
    size_t doubles;
    if (!ms_size_mul(ms_size_max(v->term_count, 1), 2, &doubles)) return MS_E_MEMORY;
    double *memory = ms_sys_array(v->sys, doubles, sizeof *memory);
    if (!memory) return MS_E_MEMORY;
    windows w = {.vectors = v, .left.sums = memory, .right.sums = memory + doubles / 2};
    size_t first = 0, end = 0;
    for (size_t i = 0; i + 1 < count; i++) {
        if (end > i) move(&w, &w.right, &w.left, i, -1);
        else end = i + 1;
        move(&w, &w.left, &w.right, i, 1);
        while (first < i && w.left.entries - (v->starts[first + 1] - v->starts[first]) >= width) {
            move(&w, &w.left, &w.right, first++, -1);
        }
        while (end < count && (end == i + 1 || w.right.entries < width)) {
            move(&w, &w.right, &w.left, end++, 1);
        }
        out[i] = cosine(&w);
    }
    ms_sys_free(v->sys, memory, doubles * sizeof *memory);
    return MS_OK;
}
