/* Words: what a text says, without the blanks and punctuation between. Chinese is cut by the
 * dictionary; elsewhere a word is a run of letters and digits with what joins them. */
#ifndef MS_TEXT_WORDS_H
#define MS_TEXT_WORDS_H

#include "text/lines.h"
#include "text/segment.h"
#include "text/user_words.h"

/* The next word of valid text at *at; false at the end. A Han character is a word of its own. */
bool ms_words_next(ms_slice text, size_t *at, ms_span *word);

/* The same by Unicode's rules alone (word_break.h): its pieces that have a letter or digit. */
bool ms_words_next_unicode(ms_slice text, size_t *at, ms_span *word);

/* Han characters, those of other planes and 〇 among them. */
bool ms_words_is_han(uint32_t c);

/* Whether no word of letters or digits goes on across that place of valid text. */
bool ms_words_is_edge(ms_slice text, size_t at);

/* Where cutting has come to; {0} at the beginning of a text. */
typedef struct ms_words_place {
    size_t at;       /* byte to go on from */
    ms_span user;    /* the next of the user's words, when has_user */
    bool has_looked; /* for it */
    bool has_user;
} ms_words_place;

/* Appends the words (ms_span) of a part of valid text that begins at place->at and is at least
 * `least` bytes long, or ends with the text; moves the place behind it. user may be NULL. */
ms_status ms_words_cut(ms_segmenter *segmenter, const ms_user_words *user, ms_slice text,
                       ms_words_place *place, size_t least, ms_buffer *words) MS_CHECKED;

#endif
