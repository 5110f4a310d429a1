/* HTTP messages as web archives keep them: where the head ends, and what was done to the body on its
 * way. Believes no length in the head: the record around it says how much there is. */
#ifndef MS_ARCHIVE_HTTP_H
#define MS_ARCHIVE_HTTP_H

#include "base/buffer.h"

typedef enum ms_http_coding {
    MS_HTTP_AS_IS,
    MS_HTTP_GZIP,
    MS_HTTP_OTHER, /* brotli, zstd, deflate or several of them */
} ms_http_coding;

typedef struct ms_http {
    size_t head_len; /* bytes before the body */
    unsigned status; /* 200, 404, ... */
    bool is_chunked;
    ms_http_coding coding;
    ms_slice type; /* "text/html; charset=utf-8", or empty; points into the bytes */
} ms_http;

/* The next line of *rest without its end ("\r\n" or "\n"), which is taken off; false when *rest has no
 * whole line. */
bool ms_http_line(ms_slice *rest, ms_slice *line);

/* Parts "Name: value" and trims both; false when the line has no colon. */
bool ms_http_field(ms_slice line, ms_slice *name, ms_slice *value);

/* Whether both are the same but for the case of ASCII letters. */
bool ms_http_same(ms_slice a, ms_slice b);

/* Reads the head of a response that begins bytes. False where there is none, or it does not end here. */
bool ms_http_parse(ms_slice bytes, ms_http *out);

/* Appends the body without its chunks' sizes to out. MS_E_MALFORMED when it is not cut in chunks (crawlers
 * keep some bodies whole under a head that says so), MS_E_MEMORY. */
ms_status ms_http_dechunk(ms_slice body, ms_buffer *out) MS_CHECKED;

#endif
