/* Stems: what the forms of a word share (talk, talks, talking), for counting, never for showing.
 * Snowball's, by libstemmer. */
#ifndef MS_TEXT_STEM_H
#define MS_TEXT_STEM_H

#include "base/error.h"
#include "base/slice.h"

struct sb_stemmer;

/* The stemmer of a language by its English name or ISO 639 code ("english", "en"); NULL when
 * there is none, or no memory. */
struct sb_stemmer *ms_stem_new(const char *language);
void ms_stem_free(struct sb_stemmer *stemmer);

/* The stem of a lower-case word, valid until the stemmer is used again. */
ms_slice ms_stem_word(struct sb_stemmer *stemmer, ms_slice word);

#endif
