/* Inflating: whole members at once, and checksums. libdeflate where it was found, else zlib;
 * who calls does not see which. */
#ifndef MS_ARCHIVE_INFLATE_H
#define MS_ARCHIVE_INFLATE_H

#include "base/ctx.h"
#include "base/slice.h"

typedef struct ms_inflater ms_inflater;

/* NULL when there is no memory. */
ms_inflater *ms_inflate_new(const ms_sys *sys);
void ms_inflate_free(ms_inflater *inflater);

/* Inflates packed (raw deflate, all of it) to exactly size bytes at to. Bytes that packed has
 * behind the end of the data do not matter. MS_OK; MS_E_MALFORMED; or MS_E_AMBIGUOUS when the
 * data are sound, but not of that size. */
ms_status ms_inflate_whole(ms_inflater *inflater, ms_slice packed, char *to,
                           size_t size) MS_CHECKED;

/* The CRC-32 of zip and gzip, continued from crc (0 to begin with). */
uint32_t ms_inflate_crc32(uint32_t crc, ms_slice bytes);

#endif
