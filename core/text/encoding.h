/* From bytes in any encoding that people's files have to UTF-8, saying which and how sure. */
#ifndef MS_TEXT_ENCODING_H
#define MS_TEXT_ENCODING_H

#include "base/buffer.h"
#include "base/ctx.h"

typedef struct ms_encoding_guess {
    char name[24]; /* canonical: "UTF-8", "GB18030", "Big5", "UTF-16LE", "windows-1252" ... */
    double confidence;  /* 0 to 1 */
    size_t bom;         /* bytes of byte order mark to leave out */
    const char *reason; /* "byte order mark", "valid UTF-8", "statistics" ...: constant */
} ms_encoding_guess;

/* A converter set holds open iconv descriptors, which must all be opened before a worker shuts
 * its wall. */
typedef struct ms_converters ms_converters;
ms_status ms_converters_new(ms_ctx *ctx, ms_converters **out, ms_error *error) MS_CHECKED;
void ms_converters_free(ms_converters *converters);

/* What encoding are these bytes (all of a document, or a long head)? BOM, strict UTF-8, UTF-16
 * by its NULs, then uchardet's candidate and its rivals scored by how well they decode. Never
 * fails: binary data gets name "binary" with its confidence. */
void ms_encoding_detect(ms_converters *converters, ms_slice bytes, ms_encoding_guess *guess);

/* True when name (any case, usual aliases: gbk, cp936, sjis, latin1) is an encoding we decode;
 * fills the canonical name. */
bool ms_encoding_canonical(ms_slice name, char canonical[24]);

/* Appends bytes (without guess->bom leading bytes) decoded from the encoding called name to
 * out. Ill-formed input becomes U+FFFD, counted in *replaced, with the byte offset of the first
 * in *first_bad (either may be NULL). MS_E_ENCODING for an unknown name, MS_E_LIMIT_DOCUMENT
 * when longer than the limit. */
ms_status ms_encoding_decode(ms_converters *converters, ms_ctx *ctx, const char *name,
                             ms_slice bytes, ms_buffer *out, size_t *replaced,
                             size_t *first_bad, ms_error *error) MS_CHECKED;

#endif
