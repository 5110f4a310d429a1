/* Rows kept until the end of a run, in a file without a name: a crash leaves nothing behind.
 * With sort keys, an index of keys and places is kept in memory and the rows are copied in its
 * order once. */
#ifndef MS_RUN_SPOOL_H
#define MS_RUN_SPOOL_H

#include "base/buffer.h"

typedef struct ms_spool ms_spool;

/* An empty spool; TMPDIR chooses the folder of its file. *out is NULL after a failure. */
ms_status ms_spool_new(const ms_sys *sys, ms_spool **out, ms_error *error) MS_CHECKED;
/* NULL is fine. */
void ms_spool_free(ms_spool *spool);
/* Adds whole rows; keys as in a ROWS frame (docs/internals.md), empty without an order.
 * MS_E_MALFORMED when they do not fit the rows: nothing was added then. */
ms_status ms_spool_add(ms_spool *spool, ms_slice rows, ms_slice keys,
                       ms_error *error) MS_CHECKED;
/* A descriptor of all rows at its beginning, in order of their keys; rows with equal keys stay
 * as they came. It belongs to the spool. */
ms_status ms_spool_finish(ms_spool *spool, int *fd, ms_error *error) MS_CHECKED;

#endif
