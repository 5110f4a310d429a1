/* CSV and TSV in: RFC 4180 with what real files do (LF, CR, BOM left to the caller, quotes inside). */
#ifndef MS_PARSE_CSV_H
#define MS_PARSE_CSV_H

#include "base/buffer.h"
#include "base/ctx.h"

typedef struct ms_csv_reader {
    ms_slice bytes;   /* borrowed */
    size_t at;        /* next byte */
    char separator;
    ms_buffer scratch; /* unquoted fields of the current record */
} ms_csv_reader;

void ms_csv_reader_init(ms_csv_reader *reader, ms_ctx *ctx, ms_slice bytes, char separator);
void ms_csv_reader_free(ms_csv_reader *reader);
/* The next field; *last is true for a record's last one. MS_END at the end. */
ms_status ms_csv_next(ms_csv_reader *reader, ms_slice *field, bool *last, ms_error *error) MS_CHECKED;

#endif
