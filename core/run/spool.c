/* Rows kept until the end of a run: in a file without a name, so that a crash leaves nothing behind. With an order, an
 * index of keys and places is kept in memory, and the rows are copied in its order once. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/size.h"
#include "run/engine.h"

typedef struct place {
    uint64_t row;    /* offset in the file */
    size_t key;      /* offset in keys */
    uint32_t length; /* of the row */
    uint32_t key_length;
} place;

struct ms_spool {
    const ms_sys *sys;
    int fd, sorted_fd;
    uint64_t size;
    ms_buffer keys;  /* all keys, one behind the other */
    ms_buffer index; /* of place */
};

/* A file that has no name any more; its folder is that of temporary files. */
static int open_nameless(const ms_sys *sys) {
    const char *folder = getenv("TMPDIR");
    if (!folder || folder[0] != '/') folder = "/tmp";
    int fd = sys->open(sys->state, folder, O_TMPFILE | O_RDWR, 0600);
    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT)) return fd;
    for (unsigned i = 0; i < 100; i++) {
        char name[4096];
        snprintf(name, sizeof name, "%.3900s/.moonscribe-%ld-%u", folder, (long)getpid(), i);
        fd = sys->open(sys->state, name, O_RDWR | O_CREAT | O_EXCL, 0600);
        if (fd >= 0) {
            sys->unlink(sys->state, name);
            return fd;
        }
        if (errno != EEXIST) return -1;
    }
    return -1;
}

ms_status ms_spool_new(const ms_sys *sys, ms_spool **out, ms_error *error) {
    ms_spool *spool = ms_sys_alloc(sys, sizeof *spool);
    *out = spool;
    if (!spool) return ms_error_set(error, MS_E_MEMORY, 0, "no memory to keep rows");
    *spool = (ms_spool){.sys = sys, .fd = -1, .sorted_fd = -1};
    ms_buffer_init(&spool->keys, sys, 0);
    ms_buffer_init(&spool->index, sys, 0);
    spool->fd = open_nameless(sys);
    if (spool->fd < 0) return ms_error_system(error, errno, "no temporary file for the rows (TMPDIR chooses its folder)");
    return MS_OK;
}

void ms_spool_free(ms_spool *spool) {
    if (!spool) return;
    const ms_sys *sys = spool->sys;
    if (spool->fd >= 0) sys->close(sys->state, spool->fd);
    if (spool->sorted_fd >= 0) sys->close(sys->state, spool->sorted_fd);
    ms_buffer_free(&spool->keys);
    ms_buffer_free(&spool->index);
    ms_sys_free(sys, spool, sizeof *spool);
}

static uint32_t load_u32(const char *from) {
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) value |= (uint32_t)(unsigned char)from[i] << (8 * i);
    return value;
}

/* keys: for each row u32 length, key, u32 length of the row. */
static ms_status add_places(ms_spool *spool, ms_slice rows, ms_slice keys) {
    uint64_t row = spool->size;
    while (keys.len > 0) {
        if (keys.len < 4) return MS_E_MALFORMED;
        uint32_t key_length = load_u32(keys.ptr);
        if (keys.len - 4 < key_length || keys.len - 4 - key_length < 4) return MS_E_MALFORMED;
        place next = {.row = row, .key = spool->keys.len, .length = load_u32(keys.ptr + 4 + key_length), .key_length = key_length};
        row += next.length;
        if (row - spool->size > rows.len) return MS_E_MALFORMED;
        ms_status status = ms_buffer_append(&spool->keys, keys.ptr + 4, key_length);
        if (status == MS_OK) status = ms_buffer_append(&spool->index, &next, sizeof next);
        if (status != MS_OK) return status;
        keys = ms_slice_sub(keys, 8 + (size_t)key_length, keys.len);
    }
    return row - spool->size == rows.len ? MS_OK : MS_E_MALFORMED;
}

ms_status ms_spool_add(ms_spool *spool, ms_slice rows, ms_slice keys, ms_error *error) {
    ms_status status = keys.len ? add_places(spool, rows, keys) : MS_OK;
    if (status == MS_E_MALFORMED) return ms_error_set(error, MS_E_INTERNAL, 0, "the worker's sort keys do not fit its rows");
    if (status != MS_OK) return ms_error_set(error, status, 0, "no memory for the order of the rows");
    if (!ms_sys_write_all(spool->sys, spool->fd, rows.ptr, rows.len)) return ms_error_system(error, errno, "writing rows to a temporary file");
    spool->size += rows.len;
    return MS_OK;
}

/* By key; rows of equal keys stay as they came. */
static int by_key(const void *left, const void *right, void *keys) {
    const place *a = left, *b = right;
    const char *bytes = keys;
    int order = ms_slice_compare(ms_slice_of(bytes + a->key, a->key_length), ms_slice_of(bytes + b->key, b->key_length));
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

static ms_status copy_rows(ms_spool *spool, ms_error *error) {
    enum { BATCH = 256 * 1024 };
    const ms_sys *sys = spool->sys;
    const place *places = (const place *)(const void *)spool->index.data;
    ms_buffer batch;
    ms_buffer_init(&batch, sys, 0);
    ms_status status = MS_OK;
    size_t count = spool->index.len / sizeof *places;
    for (size_t i = 0; i < count && status == MS_OK; i++) {
        status = ms_buffer_reserve(&batch, places[i].length);
        if (status != MS_OK) break;
        ssize_t got = sys->pread(sys->state, spool->fd, batch.data + batch.len, places[i].length, (int64_t)places[i].row);
        if (got != (ssize_t)places[i].length) {
            status = ms_error_system(error, got < 0 ? errno : EIO, "reading rows back from a temporary file");
            break;
        }
        batch.len += places[i].length;
        if (batch.len < BATCH && i + 1 < count) continue;
        if (!ms_sys_write_all(sys, spool->sorted_fd, batch.data, batch.len)) status = ms_error_system(error, errno, "writing rows to a temporary file");
        ms_buffer_reset(&batch);
    }
    ms_buffer_free(&batch);
    return status == MS_E_MEMORY ? ms_error_set(error, status, 0, "no memory to order the rows") : status;
}

ms_status ms_spool_finish(ms_spool *spool, int *fd, ms_error *error) {
    *fd = spool->fd;
    if (spool->index.len > 0) {
        qsort_r(spool->index.data, spool->index.len / sizeof(place), sizeof(place), by_key, spool->keys.data);
        spool->sorted_fd = open_nameless(spool->sys);
        if (spool->sorted_fd < 0) return ms_error_system(error, errno, "no temporary file for the rows (TMPDIR chooses its folder)");
        ms_status status = copy_rows(spool, error);
        if (status != MS_OK) return status;
        *fd = spool->sorted_fd;
    }
    if (lseek(*fd, 0, SEEK_SET) != 0) return ms_error_system(error, errno, "going back to the first row");
    return MS_OK;
}
