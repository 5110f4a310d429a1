/* An arena: many small allocations, freed together. Blocks are kept by reset, so that the
 * documents of a run share the same warm pages. Never use it for what must be freed alone. */
#ifndef MS_BASE_ARENA_H
#define MS_BASE_ARENA_H

#include <stddef.h>

#include "base/slice.h"
#include "base/sys.h"

typedef struct ms_arena_block ms_arena_block;

typedef struct ms_arena {
    const ms_sys *sys;       /* where blocks come from */
    ms_arena_block *first;   /* all blocks, oldest first; owned */
    ms_arena_block *current; /* the block being filled */
    size_t held;             /* bytes of all blocks */
    size_t max;              /* holding more than this is refused */
} ms_arena;

/* An empty arena that may hold max bytes (SIZE_MAX / 2 when 0). Allocates nothing. */
void ms_arena_init(ms_arena *arena, const ms_sys *sys, size_t max);

/* Frees everything; the arena may be used again. */
void ms_arena_free(ms_arena *arena);

/* Forgets every allocation, keeps the blocks. */
void ms_arena_reset(ms_arena *arena);

/* size bytes aligned for any type, not zeroed; NULL when refused. Valid until reset or free. */
void *ms_arena_alloc(ms_arena *arena, size_t size);

/* A copy of the bytes, terminated for convenience; the slice's ptr is NULL when refused. */
ms_slice ms_arena_copy(ms_arena *arena, ms_slice bytes);

#endif
