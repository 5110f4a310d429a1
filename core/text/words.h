/* Words: runs of letters, digits and their marks; a Han character is a word of its own until
 * there is a dictionary. What is between words (blanks, punctuation) is not given. */
#ifndef MS_TEXT_WORDS_H
#define MS_TEXT_WORDS_H

#include "text/lines.h"

/* The next word of valid text at *at; false at the end. */
bool ms_words_next(ms_slice text, size_t *at, ms_span *word);

#endif
