/* Words of the user's: names and terms that are words whatever a dictionary says. They are found
 * from left to right, the longest first, and always win. */
#ifndef MS_TEXT_USER_WORDS_H
#define MS_TEXT_USER_WORDS_H

#include "base/buffer.h"
#include "text/dictionary.h"
#include "text/lines.h"

enum { MS_USER_WORD_LONGEST = 64 }; /* characters: what bounds the work at each place */

/* A transition of the trie: from a node by a character. */
typedef struct ms_user_word_slot {
    uint64_t key;   /* node << 32 | character; 0 for a free slot */
    uint32_t child; /* node << 1 | whether a word ends there */
} ms_user_word_slot;

typedef struct ms_user_words {
    const ms_sys *sys;
    const ms_dictionary *dictionary; /* to know traditional characters; may be NULL. Not owned */
    ms_user_word_slot *slots;        /* open addressing; a power of two of them */
    size_t slot_count, used;
    uint32_t nodes;
    uint64_t starts[64];             /* bits for characters that words begin with, modulo 4096 */
} ms_user_words;

void ms_user_words_init(ms_user_words *list, const ms_sys *sys, const ms_dictionary *dictionary);
void ms_user_words_free(ms_user_words *list);

/* Adds a word of valid text; one that is there is no error. MS_E_USAGE for an empty one or one of
 * more than MS_USER_WORD_LONGEST characters, MS_E_MEMORY. */
ms_status ms_user_words_add(ms_user_words *list, ms_slice word) MS_CHECKED;

/* The first of its words at or after `from` in valid text, the longest there; never a part of a
 * longer word of letters. False when there is none. */
bool ms_user_words_find(const ms_user_words *list, ms_slice text, size_t from, ms_span *found);

#endif
