/* Packing a stream, for the writers: deflate by zlib, zstd by libarchive. */
#ifndef MS_ARCHIVE_PACKER_H
#define MS_ARCHIVE_PACKER_H

#include "base/slice.h"
#include "base/sys.h"
#include "base/error.h"

typedef struct ms_packer ms_packer;

typedef enum ms_packer_wrap { MS_PACK_RAW, MS_PACK_GZIP, MS_PACK_ZSTD } ms_packer_wrap;

/* NULL when there is no memory. */
ms_packer *ms_packer_new(const ms_sys *sys, ms_packer_wrap wrap);
void ms_packer_free(ms_packer *packer);

/* Begins a stream whose packed bytes go to put. MS_E_UNSUPPORTED: the libarchive that is installed has no
 * zstd. */
ms_status ms_packer_begin(ms_packer *packer, ms_status (*put)(void *state, ms_slice bytes),
                          void *state) MS_CHECKED;

/* Packs bytes; is_last ends the stream. */
ms_status ms_packer_add(ms_packer *packer, ms_slice bytes, bool is_last) MS_CHECKED;

#endif
