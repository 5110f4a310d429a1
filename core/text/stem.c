/* See stem.h. Never stem what is no word: a long run of letters is given back as it is. */
#include "text/stem.h"

#include <libstemmer.h>

enum { LONGEST = 64 }; /* bytes; no word that has forms is longer */

struct sb_stemmer *ms_stem_new(const char *language) {
    return sb_stemmer_new(language, "UTF_8");
}

void ms_stem_free(struct sb_stemmer *stemmer) {
    if (stemmer) sb_stemmer_delete(stemmer);
}

ms_slice ms_stem_word(struct sb_stemmer *stemmer, ms_slice word) {
    if (word.len == 0 || word.len > LONGEST) return word;
    const sb_symbol *stem = sb_stemmer_stem(stemmer, (const sb_symbol *)word.ptr, (int)word.len);
    if (!stem) return word;
    return ms_slice_of((const char *)stem, (size_t)sb_stemmer_length(stemmer));
}
