/* See spool.h. */
#include "run/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/size.h"

typedef struct place {
    uint64_t row;        /* offset in the file */
    uint64_t key;        /* offset in keys */
    uint32_t length;     /* of the row */
    uint32_t key_length;
} place;

struct ms_spool {
    const ms_sys *sys;
    int fd, sorted_fd; /* -1 when there is none */
    uint64_t size;     /* bytes of rows */
    ms_buffer keys;    /* all keys, one behind the other */
    ms_buffer index;   /* of place */
};

/* A file that has no name, or not for long where the file system cannot make one. */
static int open_nameless(const ms_sys *sys) {
    enum { ATTEMPTS = 100 };
    const char *folder = getenv("TMPDIR");
    if (!folder || folder[0] != '/') folder = "/tmp";
    int fd = sys->open(sys->state, folder, O_TMPFILE | O_RDWR, 0600);
    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR)) return fd;
    for (unsigned i = 0; i < ATTEMPTS; i++) {
        char name[4096];
        snprintf(name, sizeof name, "%.3900s/.moonscribe-%ld-%u", folder, (long)getpid(), i);
        fd = sys->open(sys->state, name, O_RDWR | O_CREAT | O_EXCL, 0600);
        if (fd >= 0) sys->unlink(sys->state, name);
        if (fd >= 0 || errno != EEXIST) return fd;
    }
    return -1;
}

static ms_status open_file(const ms_sys *sys, int *fd, ms_error *error) {
    *fd = open_nameless(sys);
    if (*fd >= 0) return MS_OK;
    return ms_error_system(
        error, errno, "there is no temporary file for the rows (TMPDIR chooses its folder)");
}

ms_status ms_spool_new(const ms_sys *sys, ms_spool **out, ms_error *error) {
    *out = NULL;
    ms_spool *spool = ms_sys_alloc(sys, sizeof *spool);
    if (!spool) return ms_error_set(error, MS_E_MEMORY, 0, "no memory to keep rows");
    *spool = (ms_spool){.sys = sys, .fd = -1, .sorted_fd = -1};
    ms_buffer_init(&spool->keys, sys, 0);
    ms_buffer_init(&spool->index, sys, 0);
    ms_status status = open_file(sys, &spool->fd, error);
    if (status == MS_OK) *out = spool;
    else ms_spool_free(spool);
    return status;
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

/* Notes the places of rows that will stand at the end of the file. keys holds for each row: u32
 * length of the key, the key, u32 length of the row. */
static ms_status add_places(ms_spool *spool, ms_slice rows, ms_slice keys) {
    uint64_t at = 0;
    while (keys.len > 0) {
        if (keys.len < 4) return MS_E_MALFORMED;
        uint32_t key_length = load_u32(keys.ptr);
        if (keys.len - 4 < key_length || keys.len - 4 - key_length < 4) return MS_E_MALFORMED;
        place next = {.row = spool->size + at, .key = spool->keys.len, .key_length = key_length,
                      .length = load_u32(keys.ptr + 4 + key_length)};
        at += next.length;
        if (at > rows.len) return MS_E_MALFORMED;
        ms_status status = ms_buffer_append(&spool->keys, keys.ptr + 4, key_length);
        if (status == MS_OK) status = ms_buffer_append(&spool->index, &next, sizeof next);
        if (status != MS_OK) return status;
        keys = ms_slice_sub(keys, 8 + (size_t)key_length, keys.len);
    }
    return at == rows.len ? MS_OK : MS_E_MALFORMED;
}

ms_status ms_spool_add(ms_spool *spool, ms_slice rows, ms_slice keys, ms_error *error) {
    size_t keys_before = spool->keys.len, index_before = spool->index.len;
    ms_status status = keys.len ? add_places(spool, rows, keys) : MS_OK;
    if (status != MS_OK) {
        spool->keys.len = keys_before;
        spool->index.len = index_before;
        return ms_error_set(error, status, 0, status == MS_E_MALFORMED
                                                  ? "the sort keys do not fit the rows"
                                                  : "no memory for the order of the rows");
    }
    if (!ms_sys_write_all(spool->sys, spool->fd, rows.ptr, rows.len)) {
        return ms_error_system(error, errno, "writing rows to a temporary file");
    }
    spool->size += rows.len;
    return MS_OK;
}

/* --- order -------------------------------------------------------------------------------- */

static int by_key(const void *left, const void *right, void *keys) {
    const place *a = left, *b = right;
    const char *bytes = keys;
    int order = ms_slice_compare(ms_slice_of(bytes + a->key, a->key_length),
                                 ms_slice_of(bytes + b->key, b->key_length));
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

static ms_status read_row(ms_spool *spool, const place *from, ms_buffer *batch,
                          ms_error *error) {
    const ms_sys *sys = spool->sys;
    if (ms_buffer_reserve(batch, from->length) != MS_OK) {
        return ms_error_set(error, MS_E_MEMORY, 0, "no memory to order the rows");
    }
    for (size_t done = 0; done < from->length;) {
        ssize_t got = sys->pread(sys->state, spool->fd, batch->data + batch->len,
                                 from->length - done, (int64_t)(from->row + done));
        if (got <= 0) {
            return ms_error_system(error, got < 0 ? errno : EIO,
                                   "reading rows back from a temporary file");
        }
        done += (size_t)got;
        batch->len += (size_t)got;
    }
    return MS_OK;
}

static ms_status copy_rows(ms_spool *spool, ms_error *error) {
    enum { BATCH = 256 * 1024 };
    const place *places = (const place *)(const void *)spool->index.data;
    size_t count = spool->index.len / sizeof *places;
    ms_buffer batch;
    ms_buffer_init(&batch, spool->sys, 0);
    ms_status status = MS_OK;
    for (size_t i = 0; i < count && status == MS_OK; i++) {
        status = read_row(spool, &places[i], &batch, error);
        if (status != MS_OK || (batch.len < BATCH && i + 1 < count)) continue;
        if (!ms_sys_write_all(spool->sys, spool->sorted_fd, batch.data, batch.len)) {
            status = ms_error_system(error, errno, "writing rows to a temporary file");
        }
        ms_buffer_reset(&batch);
    }
    ms_buffer_free(&batch);
    return status;
}

ms_status ms_spool_finish(ms_spool *spool, int *fd, ms_error *error) {
    *fd = spool->fd;
    if (spool->index.len > 0) {
        qsort_r(spool->index.data, spool->index.len / sizeof(place), sizeof(place), by_key,
                spool->keys.data);
        ms_status status = open_file(spool->sys, &spool->sorted_fd, error);
        if (status == MS_OK) status = copy_rows(spool, error);
        if (status != MS_OK) return status;
        *fd = spool->sorted_fd;
    }
    if (lseek(*fd, 0, SEEK_SET) == 0) return MS_OK;
    return ms_error_system(error, errno, "going back to the first row");
}
