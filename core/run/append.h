/* A file that grows at its end, small writes gathered. Its one idea: its length is known, so that a
 * commit can say up to where it is good. */
#ifndef MS_RUN_APPEND_H
#define MS_RUN_APPEND_H

#include "base/buffer.h"

typedef struct ms_append {
    const ms_sys *sys;
    int fd;            /* -1 when it is closed */
    const char *path;  /* for messages; borrowed */
    uint64_t length;   /* of all that was added */
    uint64_t synced;   /* of which so much is known to be on the disk */
    ms_buffer pending; /* not written yet */
} ms_append;

/* Opens path, which may exist, to go on behind `length` bytes; what lies there is cut off. MS_E_STALE
 * when there are not that many. */
ms_status ms_append_open(ms_append *file, const ms_sys *sys, const char *path, uint64_t length,
                         ms_error *error) MS_CHECKED;
/* A file without a name, in the folder that TMPDIR says: a crash leaves nothing behind. */
ms_status ms_append_open_nameless(ms_append *file, const ms_sys *sys, ms_error *error) MS_CHECKED;
ms_status ms_append_add(ms_append *file, ms_slice bytes, ms_error *error) MS_CHECKED;
/* Hands everything to the system, so that it can be read back. */
ms_status ms_append_flush(ms_append *file, ms_error *error) MS_CHECKED;
/* Everything is on the disk then. */
ms_status ms_append_sync(ms_append *file, ms_error *error) MS_CHECKED;
/* Reads size bytes at an offset, once they have been flushed. */
ms_status ms_append_read(const ms_append *file, uint64_t offset, char *to, size_t size,
                         ms_error *error) MS_CHECKED;
/* A closed one is fine. */
void ms_append_close(ms_append *file);

#endif
