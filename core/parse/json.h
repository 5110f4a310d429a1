/* JSON in: strict (RFC 8259), int64 exact, depth limited, errors with byte offset. A pull
 * reader: one token at a time, nothing built.
 *
 * Where the RFC leaves the choice: a byte order mark at the start is skipped; an escaped
 * surrogate without its partner is U+FFFD; bytes that are not UTF-8 and numbers beyond a
 * double are errors; repeated keys are handed out as they stand. */
#ifndef MS_PARSE_JSON_H
#define MS_PARSE_JSON_H

#include "base/buffer.h"
#include "base/ctx.h"

typedef enum ms_json_kind {
    MS_JSON_NULL,
    MS_JSON_FALSE,
    MS_JSON_TRUE,
    MS_JSON_INT,
    MS_JSON_DOUBLE,
    MS_JSON_STRING,
    MS_JSON_ARRAY,
    MS_JSON_ARRAY_END,
    MS_JSON_OBJECT,
    MS_JSON_OBJECT_END,
    MS_JSON_KEY
} ms_json_kind;

typedef struct ms_json_token {
    ms_json_kind kind;
    ms_slice text;     /* KEY, STRING: decoded; numbers: as written. Until the next call */
    int64_t integer;   /* INT: -?digits that fit; any other number is a DOUBLE */
    double number;     /* DOUBLE and INT; correctly rounded in the C locale */
    size_t offset;     /* byte offset of the token */
} ms_json_token;

typedef struct ms_json_reader ms_json_reader;
/* Reads one value from bytes (borrowed). */
ms_status ms_json_reader_new(ms_ctx *ctx, ms_slice bytes, ms_json_reader **out) MS_CHECKED;
/* Begins anew with other bytes, keeping the memory. */
void ms_json_reader_reset(ms_json_reader *reader, ms_slice bytes);
void ms_json_reader_free(ms_json_reader *reader); /* NULL is fine */
/* MS_OK; MS_END after the one value and blanks; MS_E_MALFORMED, MS_E_TRUNCATED (the input
 * ends within the value), MS_E_LIMIT_NESTING, the meter's limits, MS_E_MEMORY. error->offset
 * is where. */
ms_status ms_json_next(ms_json_reader *reader, ms_json_token *token,
                       ms_error *error) MS_CHECKED;

#endif
