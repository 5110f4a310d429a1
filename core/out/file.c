/* Files that appear whole or not at all. One idea: the name is given last, when every byte
 * is known to be on the disk. Never retries a failed sync: after one nobody knows what the
 * disk holds. */
#include "out/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/size.h"

enum { ATTEMPTS = 100, GATHER = 64 * 1024 };

struct ms_out_file {
    const ms_sys *sys;
    char *path;       /* the final name */
    char *temporary;  /* the name until publish, in the same folder */
    size_t path_size; /* of both allocations */
    size_t temporary_size;
    size_t folder_len; /* bytes of path up to its last slash, included; 0: the working folder */
    int fd;            /* -1 when closed */
    ms_buffer pending; /* small writes gathered */
};

static void release(ms_out_file *file) {
    const ms_sys *sys = file->sys;
    if (file->fd >= 0) sys->close(sys->state, file->fd);
    ms_buffer_free(&file->pending);
    ms_sys_free(sys, file->path, file->path_size);
    ms_sys_free(sys, file->temporary, file->temporary_size);
    ms_sys_free(sys, file, sizeof *file);
}

/* The temporary name does not hold the final one, which may be as long as a name can be. */
static ms_status open_temporary(ms_out_file *file, ms_error *error) {
    const ms_sys *sys = file->sys;
    uint64_t seed = (uint64_t)sys->monotonic_ns(sys->state);
    for (uint64_t i = 0; i < ATTEMPTS; i++) {
        snprintf(file->temporary, file->temporary_size, "%.*s.moonscribe-%08x.tmp",
                 (int)file->folder_len, file->path, (unsigned)(seed + i));
        file->fd = sys->open(sys->state, file->temporary, O_WRONLY | O_CREAT | O_EXCL, 0666);
        if (file->fd >= 0) return MS_OK;
        if (errno != EEXIST) break;
    }
    return ms_error_system(error, errno, "cannot create '%s'", file->path);
}

ms_status ms_out_file_new(const ms_sys *sys, const char *path, ms_out_file **out,
                          ms_error *error) {
    *out = NULL;
    struct stat seen;
    if (stat(path, &seen) == 0 && !S_ISREG(seen.st_mode)) {
        return ms_error_set(error, MS_E_USAGE, 0,
                            "'%s' is not a regular file: it cannot be replaced", path);
    }
    ms_out_file *file = ms_sys_alloc(sys, sizeof *file);
    if (!file) return ms_error_set(error, MS_E_MEMORY, 0, "no memory to write '%s'", path);
    const char *slash = strrchr(path, '/');
    *file = (ms_out_file){.sys = sys,
                          .path_size = strlen(path) + 1,
                          .folder_len = slash ? (size_t)(slash - path) + 1 : 0,
                          .fd = -1};
    file->temporary_size = file->folder_len + sizeof ".moonscribe-01234567.tmp";
    ms_buffer_init(&file->pending, sys, 2 * (size_t)GATHER);
    file->path = ms_sys_alloc(sys, file->path_size);
    file->temporary = ms_sys_alloc(sys, file->temporary_size);
    ms_status status = MS_OK;
    if (!file->path || !file->temporary) {
        status = ms_error_set(error, MS_E_MEMORY, 0, "no memory to write '%s'", path);
    } else if (file->folder_len > INT32_MAX) {
        status = ms_error_set(error, MS_E_USAGE, 0, "the path of the result is too long");
    } else {
        memcpy(file->path, path, file->path_size);
        status = open_temporary(file, error);
    }
    if (status != MS_OK) {
        release(file);
        return status;
    }
    *out = file;
    return MS_OK;
}

static ms_status write_out(ms_out_file *file, ms_slice bytes, ms_error *error) {
    if (ms_sys_write_all(file->sys, file->fd, bytes.ptr, bytes.len)) return MS_OK;
    return ms_error_system(error, errno, "cannot write '%s'", file->path);
}

static ms_status flush(ms_out_file *file, ms_error *error) {
    ms_status status = write_out(file, ms_buffer_slice(&file->pending), error);
    ms_buffer_reset(&file->pending);
    return status;
}

ms_status ms_out_file_write(ms_out_file *file, ms_slice bytes, ms_error *error) {
    if (file->pending.len + ms_size_min(bytes.len, GATHER) > GATHER) {
        ms_status status = flush(file, error);
        if (status != MS_OK) return status;
    }
    if (bytes.len >= GATHER) return write_out(file, bytes, error);
    ms_status status = ms_buffer_append_slice(&file->pending, bytes);
    if (status == MS_OK) return MS_OK;
    return ms_error_set(error, status, 0, "no memory to write '%s'", file->path);
}

static ms_status sync_folder(ms_out_file *file, ms_error *error) {
    const ms_sys *sys = file->sys;
    file->temporary[file->folder_len] = '\0'; /* has served; what is left is the folder */
    const char *folder = file->folder_len ? file->temporary : ".";
    int fd = sys->open(sys->state, folder, O_RDONLY | O_DIRECTORY, 0);
    /* Some file systems cannot sync a folder and say so: then there is nothing to wait for. */
    bool is_done = fd >= 0 && (sys->fsync(sys->state, fd) == 0 || errno == EINVAL);
    int failure = errno;
    if (fd >= 0) sys->close(sys->state, fd);
    if (is_done) return MS_OK;
    return ms_error_system(error, failure, "'%s' is written, but its folder cannot be synced",
                           file->path);
}

ms_status ms_out_file_publish(ms_out_file *file, ms_error *error) {
    const ms_sys *sys = file->sys;
    ms_status status = flush(file, error);
    if (status == MS_OK && sys->fsync(sys->state, file->fd) != 0) {
        status = ms_error_system(error, errno, "cannot sync '%s'", file->path);
    }
    if (status == MS_OK) {
        int result = sys->close(sys->state, file->fd);
        file->fd = -1; /* closed even when that failed */
        if (result != 0) {
            status = ms_error_system(error, errno, "cannot close '%s'", file->path);
        }
    }
    if (status == MS_OK && sys->rename(sys->state, file->temporary, file->path) != 0) {
        status = ms_error_system(error, errno, "cannot give the finished file its name '%s'",
                                 file->path);
    }
    if (status != MS_OK) {
        ms_out_file_discard(file);
        return status;
    }
    status = sync_folder(file, error);
    release(file);
    return status;
}

void ms_out_file_discard(ms_out_file *file) {
    if (!file) return;
    file->sys->unlink(file->sys->state, file->temporary);
    release(file);
}
