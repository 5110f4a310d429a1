/* See pool.h. */
#include "bind/pool.h"

#include <stdalign.h>
#include <stdbool.h>
#include <string.h>

#include "base/size.h"

enum { CHUNK_BYTES = 64 * 1024 };

struct ms_pool_chunk {
    ms_pool_chunk *next;
    alignas(max_align_t) char data[CHUNK_BYTES];
};

void ms_pool_init(ms_pool *pool, const ms_sys *sys) {
    *pool = (ms_pool){.sys = sys};
}

void ms_pool_free(ms_pool *pool) {
    while (pool->chunks) {
        ms_pool_chunk *next = pool->chunks->next;
        ms_sys_free(pool->sys, pool->chunks, sizeof *pool->chunks);
        pool->chunks = next;
    }
    *pool = (ms_pool){.sys = pool->sys};
}

static bool is_small(size_t size) {
    return size > 0 && size <= MS_POOL_LARGEST;
}

static size_t class_of(size_t size) {
    return (size - 1) / MS_POOL_STEP;
}

static void *take(ms_pool *pool, size_t size) {
    size_t class = class_of(size);
    void *block = pool->free[class];
    if (block) {
        memcpy(&pool->free[class], block, sizeof pool->free[class]);
        return block;
    }
    size_t bytes = (class + 1) * MS_POOL_STEP;
    if (pool->fresh_left < bytes) {
        ms_pool_chunk *chunk = ms_sys_resize(pool->sys, NULL, 0, sizeof *chunk);
        if (!chunk) return NULL;
        chunk->next = pool->chunks;
        pool->chunks = chunk;
        pool->fresh = chunk->data;
        pool->fresh_left = CHUNK_BYTES;
    }
    block = pool->fresh;
    pool->fresh += bytes;
    pool->fresh_left -= bytes;
    return block;
}

static void give(ms_pool *pool, void *block, size_t size) {
    size_t class = class_of(size);
    memcpy(block, &pool->free[class], sizeof pool->free[class]);
    pool->free[class] = block;
}

static void *allocate(ms_pool *pool, size_t size) {
    return is_small(size) ? take(pool, size) : ms_sys_resize(pool->sys, NULL, 0, size);
}

static void release(ms_pool *pool, void *ptr, size_t size) {
    if (is_small(size)) give(pool, ptr, size);
    else ms_sys_free(pool->sys, ptr, size);
}

void *ms_pool_resize(ms_pool *pool, void *ptr, size_t old_size, size_t new_size) {
    if (!ptr || old_size == 0) return new_size ? allocate(pool, new_size) : NULL;
    if (new_size == 0) {
        release(pool, ptr, old_size);
        return NULL;
    }
    if (!is_small(old_size) && !is_small(new_size)) {
        return ms_sys_resize(pool->sys, ptr, old_size, new_size);
    }
    if (is_small(old_size) && is_small(new_size) && class_of(old_size) == class_of(new_size)) return ptr;
    void *moved = allocate(pool, new_size);
    if (!moved) return NULL;
    memcpy(moved, ptr, ms_size_min(old_size, new_size));
    release(pool, ptr, old_size);
    return moved;
}
