/* Writing zip, gz, tar.gz and tar.zst into a buffer-like sink; deterministic (no clock, no user in
 * them). */
#ifndef MS_ARCHIVE_WRITER_H
#define MS_ARCHIVE_WRITER_H

#include "base/buffer.h"
#include "base/ctx.h"

typedef struct ms_archive_writer ms_archive_writer;

typedef enum ms_archive_kind_out {
    MS_WRITE_ZIP,
    MS_WRITE_GZ,
    MS_WRITE_TAR,
    MS_WRITE_TAR_GZ,
    MS_WRITE_TAR_ZST
} ms_archive_kind_out;

/* Gets bytes in order; a status other than MS_OK stops the writer. */
typedef ms_status (*ms_archive_sink)(void *state, ms_slice bytes);

ms_status ms_archive_writer_new(ms_ctx *ctx, ms_archive_kind_out kind, ms_archive_sink sink,
                                void *state, ms_archive_writer **out,
                                ms_error *error) MS_CHECKED;
/* mtime_s -1: 1980-01-01. A .gz takes exactly one member. Names: relative, no "..":
 * MS_E_USAGE. */
ms_status ms_archive_writer_add(ms_archive_writer *writer, ms_slice name, ms_slice bytes,
                                int64_t mtime_s, ms_error *error) MS_CHECKED;
/* Writes the directory or trailer. */
ms_status ms_archive_writer_finish(ms_archive_writer *writer, ms_error *error) MS_CHECKED;
void ms_archive_writer_free(ms_archive_writer *writer);

#endif
