/* Shards: one run's work in several parts, each by a command of its own, perhaps on another machine. Their one
 * idea: which documents are whose follows from the inputs alone, and whatever a shard keeps it keeps with where it
 * belongs, so that merging is copying pieces in order.
 *
 * A shard keeps rows, sort keys, rejects and the manifest as any run does (store.h), and beside them segments: a
 * record for each stretch of them that comes from one place. */
#ifndef MS_RUN_SHARD_H
#define MS_RUN_SHARD_H

#include "base/buffer.h"
#include "run/append.h"
#include "run/engine.h"

/* Parts that are cut into segments, in this order: rows, keys, rejects, manifest. */
enum { MS_SHARD_PARTS = 4, MS_SHARDS_MOST = 100000 };

/* Segments stand in order of their places, in each shard and once merged. */
typedef struct ms_segment {
    uint64_t input, part, outcome; /* where the first of what it holds comes from */
    uint64_t ends[MS_SHARD_PARTS]; /* where it ends in each part; it begins where the last one has ended */
} ms_segment;

/* What `done` says, as a line of JSON. */
typedef struct ms_shard_done {
    uint64_t shard, of;
    uint64_t documents, rows, rejects, skips, bytes;
    uint64_t job; /* digest of what all shards of a run have in common */
    uint64_t sizes[MS_SHARD_PARTS + 1], digests[MS_SHARD_PARTS + 1]; /* of the parts, and of the segments */
} ms_shard_done;

/* The settings of this run, for a merge to take over: a line of JSON each. */
ms_status ms_shard_put_settings(const ms_engine *engine, const char *to, ms_buffer *out) MS_CHECKED;
/* "2/7". MS_E_USAGE. */
ms_status ms_shard_parse(const char *text, uint64_t *shard, uint64_t *of, ms_error *error) MS_CHECKED;
/* What a job's lines have in common with those of other shards: all but the last, which says which it is. */
ms_slice ms_shard_common(ms_slice job);
/* The digest of what a file holds up to size. */
ms_status ms_shard_digest(const ms_append *file, uint64_t size, uint64_t *digest, ms_error *error) MS_CHECKED;
/* Reads `done`. MS_E_MALFORMED. */
ms_status ms_shard_read_done(const ms_sys *sys, ms_slice text, ms_shard_done *done) MS_CHECKED;

#endif
