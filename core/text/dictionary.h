/* The Chinese dictionary: words with how common they are, a model for words that it lacks, and
 * which traditional character is which simplified one. One file, made at build time by
 * cmake/dictionary.py, mapped read-only and shared by all workers.
 *
 *   header | trie | weights | emissions | starts | moves | codes | folded codes | simple
 *
 * The trie is a double array: unit = base | check << 24 | weight << 48, and node's child by code c
 * is unit base + c when that one's check is node. Codes number the characters of the dictionary. */
#ifndef MS_TEXT_DICTIONARY_H
#define MS_TEXT_DICTIONARY_H

#include "base/error.h"
#include "base/slice.h"
#include "base/sys.h"

/* The states of a character in a word, in the order in which ties are settled. */
enum { MS_HMM_BEGIN, MS_HMM_END, MS_HMM_MIDDLE, MS_HMM_SINGLE, MS_HMM_STATES };
enum { MS_DICTIONARY_CODES = 0x10000, MS_DICTIONARY_DEEPEST = 63 };

typedef struct ms_dictionary {
    const ms_sys *sys;
    const void *map;           /* the whole file */
    size_t size;               /* of the map */
    bool is_checked;           /* every number in it has been looked at */
    const uint64_t *units;     /* the trie; the root is the first */
    const double *weights;     /* logarithms of frequencies; the first is for what is no word */
    const double *emissions;   /* four for each code; the first are for characters without one */
    const double *starts;      /* four */
    const double *moves;       /* four by four, from and to */
    const uint16_t *exact;     /* the code of each character of the basic plane, 0 for none */
    const uint16_t *folded;    /* the same, a traditional character as its simplified one */
    const uint16_t *simple;    /* the simplified character, itself for most */
    uint32_t unit_count, weight_count, code_count;
    uint32_t deepest;          /* characters of the longest word */
} ms_dictionary;

/* Maps the file at path. MS_E_MALFORMED for a file of another kind, version or machine;
 * MS_E_IO and kin when it cannot be read. Reads nothing but the header. */
ms_status ms_dictionary_open(const ms_sys *sys, const char *path, ms_dictionary **out,
                             ms_error *error) MS_CHECKED;
void ms_dictionary_close(ms_dictionary *dictionary);

/* Before the first use: reads it through once and holds it against its digest. MS_E_MALFORMED
 * when it is damaged. Costs about two milliseconds, later calls nothing. */
ms_status ms_dictionary_check(ms_dictionary *dictionary, ms_error *error) MS_CHECKED;

static inline uint32_t ms_dictionary_base(uint64_t unit) {
    return (uint32_t)(unit & 0xFFFFFF);
}

static inline uint32_t ms_dictionary_parent(uint64_t unit) {
    return (uint32_t)(unit >> 24 & 0xFFFFFF);
}

/* Number of its weight; 0 for what is only the beginning of words. */
static inline uint32_t ms_dictionary_weight(uint64_t unit) {
    return (uint32_t)(unit >> 48);
}

/* How rare a word is in writing, traditional characters taken for simplified ones: 4 for one word
 * in 10,000, 5 for one in 100,000; -1 for what is no word of the dictionary, which is checked. */
double ms_dictionary_rarity(const ms_dictionary *dictionary, ms_slice word);

/* The simplified character, or itself. */
static inline uint32_t ms_dictionary_simple(const ms_dictionary *dictionary, uint32_t c) {
    return dictionary && c < MS_DICTIONARY_CODES ? dictionary->simple[c] : c;
}

#endif
