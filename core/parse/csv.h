/* CSV and TSV in: RFC 4180 with what real files do (LF, CR, BOM left to the caller, quotes
 * inside). */
#ifndef MS_PARSE_CSV_H
#define MS_PARSE_CSV_H

#include "base/buffer.h"
#include "base/ctx.h"

typedef struct ms_csv_reader {
    ms_ctx *ctx;
    ms_slice bytes;   /* borrowed */
    size_t at;        /* next byte; beyond the end when an empty last field has been given */
    char separator;
    ms_buffer scratch; /* the current field, when it is no plain part of bytes */
} ms_csv_reader;

void ms_csv_reader_init(ms_csv_reader *reader, ms_ctx *ctx, ms_slice bytes, char separator);
void ms_csv_reader_free(ms_csv_reader *reader);
/* The next field, valid until the next call; *last is true for a record's last one. An empty
 * line is a record of one empty field; a line end at the very end begins no record. A quote
 * that does not begin a field is itself, and so is what follows a closing one. MS_END at the
 * end, MS_E_TRUNCATED for a quote that is never closed (error->offset is where it stands),
 * the meter's limits, MS_E_MEMORY. */
ms_status ms_csv_next(ms_csv_reader *reader, ms_slice *field, bool *last,
                      ms_error *error) MS_CHECKED;

#endif
