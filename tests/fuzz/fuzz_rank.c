/* Any numbers as texts of terms: vectors have length 1, measures are in their bounds, a
 * picker gives each text at most once and never one that is worth nothing. */
#include <math.h>
#include <stdlib.h>

#include "text/cohesion.h"
#include "text/divide.h"
#include "text/rank.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
    if (!holds) abort();
}

/* Bytes above 250 end a text, others are terms of one or two bytes. */
static void build(ms_vectors *vectors, const uint8_t *data, size_t size) {
    for (size_t i = 0; i < size; i++) {
        if (data[i] > 250) {
            require(ms_vectors_end(vectors) == MS_OK);
            continue;
        }
        ms_slice name = {(const char *)data + i, i + 1 < size && data[i] % 3 == 0 ? 2 : 1};
        uint32_t term, again;
        bool is_new;
        require(ms_vectors_intern(vectors, name, &term, &is_new) == MS_OK);
        require(ms_slice_equal(ms_vectors_name(vectors, term), name));
        require(ms_vectors_intern(vectors, name, &again, &is_new) == MS_OK && again == term &&
                !is_new);
        require(ms_vectors_add(vectors, term) == MS_OK);
    }
    require(ms_vectors_end(vectors) == MS_OK && ms_vectors_finish(vectors) == MS_OK);
}

static void check_lengths(const ms_vectors *vectors) {
    for (size_t i = 0; i < ms_vectors_count(vectors); i++) {
        size_t count;
        const ms_vector_entry *entries = ms_vectors_of(vectors, i, &count);
        double sum = 0;
        for (size_t e = 0; e < count; e++) sum += (double)entries[e].weight * (double)entries[e].weight;
        require(count == 0 || fabs(sum - 1) < 1e-3);
    }
}

static void check_picker(const ms_vectors *vectors, const double *scores, uint8_t keep) {
    size_t count = ms_vectors_count(vectors), text, given = 0, wanted = 0;
    uint64_t steps = 0;
    double gain;
    bool *is_given = calloc(count, sizeof *is_given);
    ms_picker picker;
    require(is_given && ms_picker_init(&picker, vectors, scores, (float)keep / 255) == MS_OK);
    while (ms_picker_next(&picker, &text, &gain, &steps)) {
        require(text < count && !is_given[text] && scores[text] > 0 && gain <= scores[text] * (1 + 1e-6));
        is_given[text] = true;
        given++;
        if (text % 3) ms_picker_take(&picker, text);
    }
    for (size_t i = 0; i < count; i++) wanted += scores[i] > 0;
    require(given == wanted);
    ms_picker_free(&picker);
    free(is_given);
}

static void check_runs(const ms_vectors *vectors, size_t least) {
    size_t texts = ms_vectors_count(vectors), count;
    uint64_t steps;
    size_t *firsts = calloc(texts + 1, sizeof *firsts);
    require(firsts && ms_divide(vectors, least, 1, firsts, &count, &steps) == MS_OK);
    require(count >= 1 && firsts[0] == 0);
    firsts[count] = texts;
    for (size_t i = 0; i < count; i++) {
        require(firsts[i + 1] > firsts[i] &&
                (count == 1 || firsts[i + 1] - firsts[i] >= least));
    }
    free(firsts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2) return 0;
    ms_vectors vectors;
    ms_vectors_init(&vectors, ms_sys_real());
    build(&vectors, data + 1, size - 1);
    check_lengths(&vectors);
    size_t count = ms_vectors_count(&vectors);
    double *out = calloc(count + 1, sizeof *out);
    require(out && ms_rank_centrality(&vectors, out) == MS_OK);
    for (size_t i = 0; i < count; i++) require(out[i] >= 0 && out[i] <= (double)count + 1);
    check_picker(&vectors, out, data[0]);
    require(ms_cohesion(&vectors, data[0], out) == MS_OK);
    for (size_t i = 0; i + 1 < count; i++) require(out[i] >= 0 && out[i] <= 1);
    check_runs(&vectors, data[0] % 8);
    free(out);
    ms_vectors_free(&vectors);
    return 0;
}
