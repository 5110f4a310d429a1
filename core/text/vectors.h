/* Texts as sparse vectors of what they say: for each of its terms a text has a weight, the more often
 * it says the term (damped) and the fewer texts have it (tf-idf). Sentences are ranked and topics
 * are found on these.
 *
 *   ms_vectors_init, then for each text ms_vectors_term ... ms_vectors_end, then ms_vectors_finish;
 *   from then on it is only read.
 *
 * Whatever a text repeats, its vector has each term once, so that memory is that of the different
 * terms of each text. */
#ifndef MS_TEXT_VECTORS_H
#define MS_TEXT_VECTORS_H

#include "base/error.h"
#include "base/slice.h"
#include "base/sys.h"

typedef struct ms_vector_entry {
    uint32_t term;
    float weight; /* occurrences until ms_vectors_finish; then of a vector of length 1 */
} ms_vector_entry;

typedef struct ms_vector_term {
    size_t from;       /* its bytes in names */
    uint32_t len;      /* bytes */
    uint32_t hash;
    uint32_t texts;    /* that have it */
    uint32_t last;     /* 1 + the entry of the text that was added to last; 0: none */
    uint32_t count;    /* occurrences in all texts, as far as an uint32_t counts */
    float rarity;      /* inverse frequency among texts; from ms_vectors_finish on */
} ms_vector_term;

typedef struct ms_vectors {
    const ms_sys *sys;
    ms_vector_term *terms;    /* by number; owned */
    size_t term_count, term_room;
    uint32_t *slots;          /* hash table: 1 + the term, or 0; owned */
    size_t slot_count;        /* a power of two */
    char *names;              /* bytes of all terms; owned */
    size_t name_bytes, name_room;
    ms_vector_entry *entries; /* of all texts, one after the other; owned */
    size_t entry_count, entry_room;
    uint32_t *starts;         /* of each text its first entry, and the end of the last; owned */
    size_t start_count, start_room;
    float *masses;            /* of each text the length of its vector before it was made 1; owned */
} ms_vectors;

/* No texts. Allocates nothing. */
void ms_vectors_init(ms_vectors *vectors, const ms_sys *sys);
void ms_vectors_free(ms_vectors *vectors);

/* Bytes that it holds. */
size_t ms_vectors_size(const ms_vectors *vectors);

/* The number of a term, which is added when it is new (then *is_new). MS_E_MEMORY, also when
 * there are more than 2^31 of anything. */
ms_status ms_vectors_intern(ms_vectors *vectors, ms_slice name, uint32_t *term, bool *is_new)
    MS_CHECKED;

/* One more occurrence of a term in the text that is being added. MS_E_MEMORY. */
ms_status ms_vectors_add(ms_vectors *vectors, uint32_t term) MS_CHECKED;

/* Ends the text that is being added; it may be without terms. MS_E_MEMORY. */
ms_status ms_vectors_end(ms_vectors *vectors) MS_CHECKED;

/* Weighs all that has been added. Once; MS_E_MEMORY. */
ms_status ms_vectors_finish(ms_vectors *vectors) MS_CHECKED;

/* How many texts there are. */
static inline size_t ms_vectors_count(const ms_vectors *vectors) {
    return vectors->start_count ? vectors->start_count - 1 : 0;
}

/* The entries of text i, which is below the count; NULL for none. Valid until the next
 * change. */
static inline const ms_vector_entry *ms_vectors_of(const ms_vectors *vectors, size_t i,
                                                   size_t *count) {
    *count = vectors->starts[i + 1] - vectors->starts[i];
    return *count ? vectors->entries + vectors->starts[i] : NULL;
}

static inline ms_slice ms_vectors_name(const ms_vectors *vectors, uint32_t term) {
    const ms_vector_term *one = &vectors->terms[term];
    return (ms_slice){vectors->names + one->from, one->len};
}

#endif
