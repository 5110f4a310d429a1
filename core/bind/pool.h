/* Small blocks for Lua: freed ones are kept in one list a size and used again, because a
 * document's garbage is the next document's tables. Blocks above POOL_LARGEST go to the system.
 * Nothing is given back before the end. */
#ifndef MS_BIND_POOL_H
#define MS_BIND_POOL_H

#include "base/sys.h"

enum { MS_POOL_STEP = 16, MS_POOL_LARGEST = 256 };

typedef struct ms_pool_chunk ms_pool_chunk;

typedef struct ms_pool {
    const ms_sys *sys;
    ms_pool_chunk *chunks; /* all of them, newest first; owned */
    char *fresh;           /* bytes of the newest chunk that have never been given */
    size_t fresh_left;
    void *free[MS_POOL_LARGEST / MS_POOL_STEP]; /* a list a size, linked through the blocks */
} ms_pool;

void ms_pool_init(ms_pool *pool, const ms_sys *sys);
/* Frees every chunk: all small blocks are gone. */
void ms_pool_free(ms_pool *pool);
/* As ms_sys_resize: NULL when refused, with ptr untouched. */
void *ms_pool_resize(ms_pool *pool, void *ptr, size_t old_size, size_t new_size);

#endif
