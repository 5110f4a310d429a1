/* JSON in: strict (RFC 8259), int64 exact, depth limited, errors with byte offset. A pull reader:
 * one token at a time, nothing built. */
#ifndef MS_PARSE_JSON_H
#define MS_PARSE_JSON_H

#include "base/buffer.h"
#include "base/ctx.h"

typedef enum ms_json_kind { MS_JSON_NULL, MS_JSON_FALSE, MS_JSON_TRUE, MS_JSON_INT, MS_JSON_DOUBLE,
                            MS_JSON_STRING, MS_JSON_ARRAY, MS_JSON_ARRAY_END, MS_JSON_OBJECT,
                            MS_JSON_OBJECT_END, MS_JSON_KEY } ms_json_kind;

typedef struct ms_json_token {
    ms_json_kind kind;
    ms_slice text;     /* KEY, STRING: decoded; numbers: as written. Valid until the next call */
    int64_t integer;   /* INT (also "1e3"? no: only -?digits that fit; else DOUBLE) */
    double number;     /* DOUBLE and INT */
    size_t offset;     /* byte offset of the token */
} ms_json_token;

typedef struct ms_json_reader ms_json_reader;
/* Reads bytes (borrowed). allow_trailing: stop after one value, for JSON Lines. */
ms_status ms_json_reader_new(ms_ctx *ctx, ms_slice bytes, ms_json_reader **out) MS_CHECKED;
void ms_json_reader_reset(ms_json_reader *reader, ms_slice bytes);
void ms_json_reader_free(ms_json_reader *reader);
/* MS_OK, MS_END after the one value and blanks, MS_E_MALFORMED, MS_E_TRUNCATED, MS_E_LIMIT_NESTING. */
ms_status ms_json_next(ms_json_reader *reader, ms_json_token *token, ms_error *error) MS_CHECKED;

#endif
