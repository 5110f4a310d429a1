/* Positions: byte offsets of one text as code points, UTF-16 units and line:column, by an index
 * of samples (one every 1024 bytes) and of line starts, built in one pass; a look-up costs one
 * sample. */
#ifndef MS_TEXT_POSITIONS_H
#define MS_TEXT_POSITIONS_H

#include "base/ctx.h"
#include "base/slice.h"

typedef struct ms_positions ms_positions;

typedef struct ms_line_column {
    size_t line;   /* from 1 */
    size_t column; /* in code points, from 1 */
} ms_line_column;

/* An index over text, which must be valid UTF-8 and outlive the index (or be replaced by
 * rebuild). */
ms_status ms_positions_new(ms_ctx *ctx, ms_slice text, ms_positions **out) MS_CHECKED;
/* The same index over another text, keeping its memory. */
ms_status ms_positions_rebuild(ms_positions *index, ms_slice text) MS_CHECKED;
/* Bytes that the index holds; 0 for NULL. */
size_t ms_positions_size(const ms_positions *index);
void ms_positions_free(ms_positions *index);

/* Offsets beyond the text are clamped; one inside a character counts as that character's
 * start. */
size_t ms_positions_code_point(const ms_positions *index, size_t byte);
size_t ms_positions_utf16(const ms_positions *index, size_t byte);
ms_line_column ms_positions_line_column(const ms_positions *index, size_t byte);
size_t ms_positions_byte_of_code_point(const ms_positions *index, size_t code_point);
size_t ms_positions_byte_of_utf16(const ms_positions *index, size_t unit);
/* The byte at line:column; the line's end when the column is beyond it. */
size_t ms_positions_byte_of_line_column(const ms_positions *index, ms_line_column at);
size_t ms_positions_line_count(const ms_positions *index);

#endif
