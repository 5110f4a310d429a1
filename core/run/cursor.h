/* A cursor over the JSON of READY, which our own worker makes of a stranger's script: strict
 * and bounded, and no more of JSON than comes there. */
#ifndef MS_RUN_CURSOR_H
#define MS_RUN_CURSOR_H

#include "base/buffer.h"

typedef struct ms_cursor {
    ms_slice text;
    size_t at; /* the next byte */
} ms_cursor;

/* Called for each field of an object: key is terminated, value is decoded, the items of an
 * array of strings are joined by commas. Both are valid during the call. */
typedef ms_status (*ms_cursor_field)(void *state, const char *key, ms_slice value);
/* Called for each item of an array, which it takes. */
typedef ms_status (*ms_cursor_item)(void *state, ms_cursor *cursor);

/* Takes this byte, over blanks. False, and nothing taken, when something else is there. */
bool ms_cursor_take(ms_cursor *cursor, char wanted);
/* Appends a string, decoded. MS_E_MALFORMED. */
ms_status ms_cursor_string(ms_cursor *cursor, ms_buffer *out) MS_CHECKED;
/* Takes an array, an object; scratch is used. */
ms_status ms_cursor_array(ms_cursor *cursor, ms_cursor_item take, void *state) MS_CHECKED;
ms_status ms_cursor_object(ms_cursor *cursor, ms_buffer *scratch, ms_cursor_field set,
                           void *state) MS_CHECKED;

#endif
