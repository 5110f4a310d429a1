/* See append.h. */
#include "run/append.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { GATHER = 256 * 1024 };

static void init(ms_append *file, const ms_sys *sys, const char *path) {
    *file = (ms_append){.sys = sys, .fd = -1, .path = path};
    ms_buffer_init(&file->pending, sys, 0);
}

ms_status ms_append_open(ms_append *file, const ms_sys *sys, const char *path, uint64_t length,
                         ms_error *error) {
    char last;
    init(file, sys, path);
    file->fd = sys->open(sys->state, path, O_RDWR | O_CREAT | O_APPEND, 0666);
    if (file->fd < 0) return ms_error_system(error, errno, "'%.180s' cannot be written", path);
    ms_status status = MS_OK;
    if (length > 0 && sys->pread(sys->state, file->fd, &last, 1, (int64_t)(length - 1)) != 1) {
        status = ms_error_set(error, MS_E_STALE, 0,
                              "'%.150s' is shorter than when the run was stopped; --restart begins anew", path);
    } else if (sys->ftruncate(sys->state, file->fd, (int64_t)length) != 0) {
        status = ms_error_system(error, errno, "'%.180s' cannot be written", path);
    }
    file->length = file->synced = length;
    if (status != MS_OK) ms_append_close(file);
    return status;
}

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

ms_status ms_append_open_nameless(ms_append *file, const ms_sys *sys, ms_error *error) {
    init(file, sys, "a temporary file");
    file->fd = open_nameless(sys);
    if (file->fd >= 0) return MS_OK;
    return ms_error_system(error, errno,
                           "there is no temporary file for the rows (TMPDIR chooses its folder)");
}

static ms_status write_out(ms_append *file, ms_slice bytes, ms_error *error) {
    if (ms_sys_write_all(file->sys, file->fd, bytes.ptr, bytes.len)) return MS_OK;
    return ms_error_system(error, errno, "writing '%.180s'", file->path);
}

ms_status ms_append_flush(ms_append *file, ms_error *error) {
    if (file->pending.len == 0) return MS_OK;
    ms_status status = write_out(file, ms_buffer_slice(&file->pending), error);
    ms_buffer_reset(&file->pending);
    return status;
}

ms_status ms_append_add(ms_append *file, ms_slice bytes, ms_error *error) {
    ms_status status = MS_OK;
    file->length += bytes.len;
    if (bytes.len >= GATHER || file->pending.len > GATHER - bytes.len) {
        status = ms_append_flush(file, error);
        if (status == MS_OK && bytes.len >= GATHER) return write_out(file, bytes, error);
    }
    if (status != MS_OK) return status;
    status = ms_buffer_append_slice(&file->pending, bytes);
    return status == MS_OK ? status : ms_error_set(error, status, 0, "no memory to write '%.180s'", file->path);
}

ms_status ms_append_sync(ms_append *file, ms_error *error) {
    if (file->synced == file->length) return MS_OK;
    ms_status status = ms_append_flush(file, error);
    if (status != MS_OK) return status;
    if (file->sys->fdatasync(file->sys->state, file->fd) != 0) {
        return ms_error_system(error, errno, "'%.180s' cannot be synced to the disk", file->path);
    }
    file->synced = file->length;
    return MS_OK;
}

ms_status ms_append_read(const ms_append *file, uint64_t offset, char *to, size_t size, ms_error *error) {
    const ms_sys *sys = file->sys;
    for (size_t done = 0; done < size;) {
        ssize_t got = sys->pread(sys->state, file->fd, to + done, size - done, (int64_t)(offset + done));
        if (got <= 0) {
            return ms_error_system(error, got < 0 ? errno : EIO, "reading '%.180s' back", file->path);
        }
        done += (size_t)got;
    }
    return MS_OK;
}

void ms_append_close(ms_append *file) {
    if (!file->sys) return;
    if (file->fd >= 0) file->sys->close(file->sys->state, file->fd);
    file->fd = -1;
    ms_buffer_free(&file->pending);
}
