/* Members' names: to UTF-8, made unique, and which of them are no documents. */
#ifndef MS_ARCHIVE_NAMES_H
#define MS_ARCHIVE_NAMES_H

#include "base/buffer.h"
#include "base/ctx.h"
#include "text/encoding.h"

/* The names that one container has given so far, and under which number. Holds hashes of 64
 * bits with a seed that no archive can know, not the names. */
typedef struct ms_names_slot {
    uint64_t hash; /* 0: empty */
    uint64_t item; /* the caller's, 40 bits; above them, how many more had the name */
} ms_names_slot;

typedef struct ms_names {
    ms_ctx *ctx;
    ms_converters *converters; /* may be NULL: then names that are not UTF-8 are escaped */
    uint64_t seed;
    ms_names_slot *slots; /* open addressing; count <= capacity / 2 */
    size_t capacity;      /* a power of two, or 0 */
    size_t count;
    ms_buffer legacy;        /* names that are not UTF-8, a line each, to judge by */
    ms_encoding_guess guess; /* of legacy, for as many bytes of it as were there */
    size_t guessed;
} ms_names;

/* Empties it for another container, keeping memory. Must have been zeroed before the first
 * time. */
void ms_names_reset(ms_names *names, ms_ctx *ctx, ms_converters *converters);
void ms_names_free(ms_names *names);

/* Tells of a name before it is asked for, so that all of an archive decide the encoding
 * together. */
ms_status ms_names_foresee(ms_names *names, ms_slice raw) MS_CHECKED;

/* Sets out to raw as UTF-8, without leading "./". */
ms_status ms_names_decode(ms_names *names, ms_slice raw, ms_buffer *out) MS_CHECKED;

/* Appends "@2", "@3" ... to name where it has been given before, and keeps it with item. *copy
 * (may be NULL) is that number, 1 where there is none. */
ms_status ms_names_make_unique(ms_names *names, ms_buffer *name, uint64_t item,
                               uint64_t *copy) MS_CHECKED;

/* The item of a name that was made unique. */
bool ms_names_find(const ms_names *names, ms_slice name, uint64_t *item);

/* Why the member of this name is no document ("a folder"), or NULL; constant. */
const char *ms_names_skip_reason(ms_slice name);

#endif
