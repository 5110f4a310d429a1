/* CSV out (RFC 4180, LF or CRLF): quotes where needed, formula cells neutralised with a
 * leading '. */
#ifndef MS_OUT_CSV_H
#define MS_OUT_CSV_H

#include "base/buffer.h"

typedef struct ms_csv_style {
    char separator;   /* ',' or '\t' */
    bool keep_formulas; /* do not neutralise; off by default */
} ms_csv_style;

/* One field. A text that a spreadsheet would run (= + - @ TAB CR at its start, and not a plain
 * number) gets a leading apostrophe. */
ms_status ms_csv_put_field(ms_buffer *out, ms_slice text, const ms_csv_style *style) MS_CHECKED;

#endif
