/* Locators: the citation of a slice, `interviews.zip!/2024/kashgar.txt#L12:C8-C19`. */
#ifndef MS_INTERVIEW_LOCATOR_H
#define MS_INTERVIEW_LOCATOR_H

#include "base/buffer.h"
#include "text/positions.h"

typedef struct ms_locator {
    ms_slice path;    /* percent-encoded path with its members, without the fragment */
    ms_line_column from, to; /* to is exclusive */
    bool has_range;   /* false: the whole document */
} ms_locator;

/* Appends path with reserved (% # !/ blanks at the ends), unprintable and bidi characters
 * percent-encoded. */
ms_status ms_locator_escape(ms_buffer *out, ms_slice path) MS_CHECKED;
ms_status ms_locator_unescape(ms_buffer *out, ms_slice path) MS_CHECKED;
/* Appends "PATH#L1:C2-C9" (or -L3:C4); prefix is already escaped. */
ms_status ms_locator_format(ms_buffer *out, ms_slice prefix, ms_line_column from,
        ms_line_column to)
    MS_CHECKED;
/* Parses; MS_E_USAGE with what is wrong. Slices point into text. */
ms_status ms_locator_parse(ms_slice text, ms_locator *locator, ms_error *error) MS_CHECKED;

#endif
