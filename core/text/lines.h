/* Lines (LF, CRLF, CR, mixed), paragraphs and sentences as cursors: no allocation, one pass. */
#ifndef MS_TEXT_LINES_H
#define MS_TEXT_LINES_H

#include "base/slice.h"

typedef struct ms_span {
    size_t from; /* byte offset, inclusive */
    size_t to;   /* byte offset, exclusive; a line's ending is not part of it */
} ms_span;

/* The next line at *at; false at the end. "a\n" is one line, "" none, "\n\n" two empty ones. */
bool ms_lines_next(ms_slice text, size_t *at, ms_span *line);

/* The span without blanks (ASCII, U+00A0, U+3000) at its ends. */
ms_span ms_lines_trim(ms_slice text, ms_span span);

/* The next paragraph: a run of lines that are not blank, or, with by_line, each line that is
 * not blank (spoken Chinese transcripts). Spaces at both ends are left out. */
bool ms_paragraphs_next(ms_slice text, size_t *at, bool by_line, ms_span *paragraph);

/* The next sentence of Chinese, English or mixed text, without blanks at its ends. Closing
 * quotes and brackets stay with it; decimals, initials, "Mr." and its kin, ellipses inside and
 * 150.03亿元 do not end one; a line ending always does. */
bool ms_sentences_next(ms_slice text, size_t *at, ms_span *sentence);

/* A place at or before `at`, and not before its line, from which ms_sentences_next gives the
 * sentences that it gives from the text's beginning. */
size_t ms_sentences_start(ms_slice text, size_t at);

#endif
