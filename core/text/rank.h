/* Which texts stand for all of them, and which to take so that no two say the same.
 * Everything is linear in the entries of the vectors: the graph of all pairs is never built. */
#ifndef MS_TEXT_RANK_H
#define MS_TEXT_RANK_H

#include "text/vectors.h"

/* Centrality of each text: where a walk comes by that goes from text to text, the sooner the
 * more alike they are (LexRank without a threshold, Erkan and Radev 2004). 1 is the average;
 * 0 for a text that shares nothing. out has as many as there are texts. MS_E_MEMORY. */
ms_status ms_rank_centrality(const ms_vectors *vectors, double *out) MS_CHECKED;

/* Choosing one after the other: what a text is worth falls with how much of it has been said by
 * those taken. */
typedef struct ms_picker {
    const ms_vectors *vectors; /* not owned; outlives it */
    double *scores;            /* as given; owned */
    double *gains;             /* what each was worth when it was last looked at; owned */
    float *left;               /* of each term, what it is still worth: 1 at first; owned */
    uint32_t *heap;            /* texts not yet given, the greatest gain first; owned */
    size_t heap_count, heap_room;
    size_t term_count;         /* of left */
    float keep;                /* what a term keeps of its worth each time it is said */
} ms_picker;

/* scores: one for each text; those of 0 or below are never given. keep is from 0 (nothing
 * may be said twice) to 1 (who cares). The picker may be freed whatever is returned.
 * MS_E_MEMORY. */
ms_status ms_picker_init(ms_picker *picker, const ms_vectors *vectors, const double *scores,
                         float keep) MS_CHECKED;
void ms_picker_free(ms_picker *picker);

/* Bytes that it holds. */
size_t ms_picker_size(const ms_picker *picker);

/* The text that is worth most now (or nearly, where a thousand would have to be looked at),
 * and what; it is not given again. Of equals the first. False when none is left. *steps
 * grows by what it cost. */
bool ms_picker_next(ms_picker *picker, size_t *text, double *gain, uint64_t *steps);

/* A text is said, whether the picker gave it or not. */
void ms_picker_take(ms_picker *picker, size_t text);

#endif
