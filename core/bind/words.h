/* What the files of the words binding share: text_words.c (words), text_terms.c (words as they are
 * counted) and word_list.c (the user's words). */
#ifndef MS_BIND_WORDS_H
#define MS_BIND_WORDS_H

#include "bind/bind.h"
#include "text/words.h"

#define MS_TYPE_WORD_LIST "moonscribe.word_list"

typedef enum ms_word_mode {
    MS_WORDS_DEFAULT,
    MS_WORDS_JIEBA,
    MS_WORDS_CHARACTERS,
    MS_WORDS_UNICODE
} ms_word_mode;

typedef struct ms_word_options {
    ms_word_mode mode;
    bool has_hmm;
    const ms_user_words *user; /* or NULL; kept alive by what lies on the stack */
    const char *stem;          /* a language, or NULL; likewise */
} ms_word_options;

/* The options in the table at arg, or the usual ones when that is nil; an unknown one raises.
 * is_terms: stem and stop are known too. Sets the top to arg + 1, where then the list of the
 * user's words lies, or nil. */
ms_word_options ms_words_check_options(lua_State *L, int arg, bool is_terms);

/* Raises unless the dictionary is there and sound, where the mode needs it. */
void ms_words_check_dictionary(lua_State *L, ms_word_mode mode);

/* Cuts the part of the text at the place; the spans lie in the state's scratch. */
ms_slice ms_words_cut_part(lua_State *L, ms_word_options options, ms_slice text,
                           ms_words_place *place);

/* Pushes the list of --words, or nil and returns NULL. */
const ms_user_words *ms_words_push_default(lua_State *L);

/* --- text_terms.c: words as they are counted ---------------------------------------------- */

/* The stemmer of a language, kept by the state; NULL for NULL. Raises when there is none. */
struct sb_stemmer *ms_terms_stemmer(lua_State *L, const char *language);

/* The word in lower case and simplified characters, in the state's buffer for it. */
ms_slice ms_terms_fold(lua_State *L, ms_slice word);

/* text:terms. */
int ms_text_terms(lua_State *L);

#endif
