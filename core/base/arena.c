/* See arena.h. */
#include "base/arena.h"

#include <stdalign.h>

#include "base/size.h"

enum { BLOCK_SIZE = 64 * 1024 };

struct ms_arena_block {
    ms_arena_block *next; /* the block made after this one */
    size_t size;          /* bytes after the header */
    size_t used;          /* bytes handed out */
    alignas(max_align_t) char data[];
};

void ms_arena_init(ms_arena *arena, const ms_sys *sys, size_t max) {
    *arena = (ms_arena){.sys = sys, .max = max ? max : SIZE_MAX / 2};
}

void ms_arena_free(ms_arena *arena) {
    ms_arena_block *block = arena->first;
    while (block) {
        ms_arena_block *next = block->next;
        ms_sys_free(arena->sys, block, sizeof *block + block->size);
        block = next;
    }
    arena->first = arena->current = NULL;
    arena->held = 0;
}

void ms_arena_reset(ms_arena *arena) {
    for (ms_arena_block *block = arena->first; block; block = block->next) block->used = 0;
    arena->current = arena->first;
}

static ms_arena_block *new_block(ms_arena *arena, size_t size) {
    size_t data = ms_size_max(size, BLOCK_SIZE);
    size_t total;
    if (!ms_size_add(data, sizeof(ms_arena_block), &total)) return NULL;
    if (total > arena->max || arena->held > arena->max - total) return NULL;
    ms_arena_block *block = ms_sys_resize(arena->sys, NULL, 0, total);
    if (!block) return NULL;
    *block = (ms_arena_block){.size = data};
    if (arena->current) {
        block->next = arena->current->next;
        arena->current->next = block;
    } else {
        block->next = arena->first;
        arena->first = block;
    }
    arena->held += total;
    return block;
}

void *ms_arena_alloc(ms_arena *arena, size_t size) {
    size_t rounded;
    if (!ms_size_add(size, alignof(max_align_t) - 1, &rounded)) return NULL;
    rounded &= ~(alignof(max_align_t) - 1);
    while (arena->current && arena->current->size - arena->current->used < rounded) {
        if (!arena->current->next) break;
        arena->current = arena->current->next;
    }
    ms_arena_block *block = arena->current;
    if (!block || block->size - block->used < rounded) {
        block = new_block(arena, rounded);
        if (!block) return NULL;
        arena->current = block;
    }
    void *ptr = block->data + block->used;
    block->used += rounded;
    return ptr;
}

ms_slice ms_arena_copy(ms_arena *arena, ms_slice bytes) {
    size_t size;
    if (!ms_size_add(bytes.len, 1, &size)) return (ms_slice){0};
    char *copy = ms_arena_alloc(arena, size);
    if (!copy) return (ms_slice){0};
    if (bytes.len) memcpy(copy, bytes.ptr, bytes.len);
    copy[bytes.len] = '\0';
    return (ms_slice){copy, bytes.len};
}
