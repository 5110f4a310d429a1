/* Words: what a text says, without the blanks and punctuation between. Chinese is cut by the
 * dictionary; elsewhere a word is a run of letters and digits with what joins them. */
#ifndef MS_TEXT_WORDS_H
#define MS_TEXT_WORDS_H

#include "text/lines.h"
#include "text/segment.h"

/* The next word of valid text at *at; false at the end. A Han character is a word of its own. */
bool ms_words_next(ms_slice text, size_t *at, ms_span *word);

/* Han characters, those of other planes and 〇 among them. */
bool ms_words_is_han(uint32_t c);

/* Appends the words (ms_span) of a part of valid text that begins at *at and is at least `least`
 * bytes long, or ends with the text; moves *at behind it. */
ms_status ms_words_cut(ms_segmenter *segmenter, ms_slice text, size_t *at, size_t least,
                       ms_buffer *words) MS_CHECKED;

#endif
