/* What decode.c and detect.c share: the table of encodings and its open descriptors. */
#ifndef MS_TEXT_CONVERTERS_H
#define MS_TEXT_CONVERTERS_H

#include <iconv.h>

#include "text/encoding.h"

enum { MS_CONVERTER_COUNT = 24 };

typedef struct ms_encoding_info {
    const char *name;    /* canonical */
    const char *iconv;   /* what glibc calls it */
    const char *aliases; /* lower case, between blanks, first and last character a blank */
} ms_encoding_info;

extern const ms_encoding_info ms_encoding_table[MS_CONVERTER_COUNT];

struct ms_converters {
    const ms_sys *sys;
    iconv_t open[MS_CONVERTER_COUNT]; /* (iconv_t)-1 where this system has no such converter */
};

/* The index of a canonical name; -1 for none. */
int ms_encoding_index(const char *name);

/* Decodes bytes with an open converter into out: ill-formed input becomes U+FFFD, at most `limit` bytes
 * are written. A sequence cut off at the end counts as ill-formed unless is_head. */
ms_status ms_converters_decode(iconv_t converter, ms_slice bytes, bool is_head, size_t limit, ms_buffer *out,
                               size_t *replaced, size_t *first_bad) MS_CHECKED;

#endif
