/* What decode.c, detect.c and score.c share: the table of encodings, its open descriptors, and
 * the scoring of decoded text. */
#ifndef MS_TEXT_CONVERTERS_H
#define MS_TEXT_CONVERTERS_H

#include <iconv.h>

#include "text/encoding.h"

enum { MS_CONVERTER_COUNT = 27 };

typedef struct ms_encoding_info {
    const char *name;    /* canonical */
    const char *iconv;   /* what glibc calls it */
    const char *aliases; /* lower case, between blanks, first and last character a blank */
} ms_encoding_info;

extern const ms_encoding_info ms_encoding_table[MS_CONVERTER_COUNT];

/* What scoring looks up. */
typedef struct ms_score_tables {
    uint8_t common_han[(0xA000 - 0x4E00) / 8]; /* a bit a character, from U+4E00 */
} ms_score_tables;

/* Whose characters an encoding was made for. */
typedef enum ms_score_language {
    MS_SCORE_ANY,
    MS_SCORE_CHINESE,
    MS_SCORE_JAPANESE,
    MS_SCORE_KOREAN
} ms_score_language;

struct ms_converters {
    const ms_sys *sys;
    ms_score_tables tables;
    iconv_t open[MS_CONVERTER_COUNT]; /* (iconv_t)-1 where this system has no such converter */
};

/* The index of a canonical name; -1 for none. */
int ms_encoding_index(const char *name);

/* Decodes bytes with an open converter into out: ill-formed input becomes U+FFFD, at most
 * `limit` bytes are written. A sequence cut off at the end counts as ill-formed unless
 * is_head. */
ms_status ms_converters_decode(iconv_t converter, ms_slice bytes, bool is_head, size_t limit,
                               ms_buffer *out, size_t *replaced, size_t *first_bad) MS_CHECKED;

/* Fills zeroed tables. */
void ms_score_init(ms_score_tables *tables);

/* How likely valid UTF-8 with that many replacements is what somebody wrote: 0 to 1; 0.5 for
 * plain ASCII. */
double ms_score(const ms_score_tables *tables, ms_slice text, size_t replaced,
                ms_score_language language);

#endif
