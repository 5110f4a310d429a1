/* Word boundaries as Unicode has them (UAX #29), without tailoring: what is between two is a word,
 * a blank, a sign. Right for scripts with blanks between words; Han characters, Hiragana and Thai
 * letters are each alone. */
#ifndef MS_TEXT_WORD_BREAK_H
#define MS_TEXT_WORD_BREAK_H

#include "text/lines.h"

/* The next piece of valid text at *at; false at the end. The pieces together are the text. */
bool ms_word_break_next(ms_slice text, size_t *at, ms_span *piece);

#endif
