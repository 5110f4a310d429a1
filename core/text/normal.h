/* Normal forms and case: scan first, because most text needs nothing. */
#ifndef MS_TEXT_NORMAL_H
#define MS_TEXT_NORMAL_H

#include "base/buffer.h"
#include "base/ctx.h"

typedef enum ms_normal_form {
    MS_NFC,
    MS_NFD,
    MS_NFKC,
    MS_NFKD,
    MS_CASEFOLD,
    MS_LOWER,
    MS_UPPER,
    MS_HALFWIDTH /* full-width ASCII and digits to ASCII, U+3000 to a blank */
} ms_normal_form;

/* True when a quick scan proves that the transformation would change nothing. */
bool ms_normal_is_done(ms_slice text, ms_normal_form form);
/* Appends the transformed text to out. text must be valid UTF-8. */
ms_status ms_normal_append(ms_ctx *ctx, ms_slice text, ms_normal_form form,
                           ms_buffer *out) MS_CHECKED;

#endif
