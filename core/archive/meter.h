/* What one input has cost so far, against the limits: bytes in, bytes unpacked, members.
 *
 * The ratio is looked at twice: over the whole input, and over one member of the outermost
 * archive with all that is inside it (the chain), so that neither a bomb hides behind much
 * harmless data nor many small bombs behind each other. */
#ifndef MS_ARCHIVE_METER_H
#define MS_ARCHIVE_METER_H

#include "base/ctx.h"

typedef struct ms_meter {
    ms_ctx *ctx;        /* limits and fuel */
    uint64_t in;        /* packed bytes taken from the input */
    uint64_t out;       /* bytes unpacked, at every level */
    uint64_t chain_in;  /* packed bytes of the outermost member; UINT64_MAX: not known */
    uint64_t chain_out; /* `out` when that member began */
    uint64_t members;   /* members met, skips included */
} ms_meter;

void ms_meter_init(ms_meter *meter, ms_ctx *ctx);

/* A member of the outermost archive begins, which has `packed` bytes there. */
void ms_meter_chain(ms_meter *meter, uint64_t packed);

/* Counts one more member. */
ms_status ms_meter_member(ms_meter *meter, ms_error *error) MS_CHECKED;

/* Counts bytes that have been unpacked. */
ms_status ms_meter_unpacked(ms_meter *meter, uint64_t bytes, ms_error *error) MS_CHECKED;

/* Whether `bytes` more could be unpacked within total and ratio, which a claim of a header is
 * held against before work is done for it. */
ms_status ms_meter_may_unpack(const ms_meter *meter, uint64_t bytes,
                              ms_error *error) MS_CHECKED;

#endif
