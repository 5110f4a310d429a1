/* See sys.h. This is the one file where the forbidden names may stand. */
#include "base/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/size.h"

#define RETRY_INTERRUPTED(result, call)                                                        \
    do {                                                                                       \
        (result) = (call);                                                                     \
    } while ((result) < 0 && errno == EINTR)

static void *real_resize(void *state, void *ptr, size_t old_size, size_t new_size) {
    (void)state;
    (void)old_size;
    if (new_size == 0) {
        free(ptr);
        return NULL;
    }
    return realloc(ptr, new_size);
}

static int64_t real_monotonic_ns(void *state) {
    (void)state;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t real_wall_s(void *state) {
    (void)state;
    return (int64_t)time(NULL);
}

static int real_open(void *state, const char *path, int flags, unsigned mode) {
    (void)state;
    int fd;
    RETRY_INTERRUPTED(fd, open(path, flags | O_CLOEXEC, (mode_t)mode));
    return fd;
}

static int real_close(void *state, int fd) {
    (void)state;
    return close(fd);
}

static ssize_t real_read(void *state, int fd, void *to, size_t size) {
    (void)state;
    ssize_t got;
    RETRY_INTERRUPTED(got, read(fd, to, size));
    return got;
}

static ssize_t real_pread(void *state, int fd, void *to, size_t size, int64_t offset) {
    (void)state;
    ssize_t got;
    RETRY_INTERRUPTED(got, pread(fd, to, size, (off_t)offset));
    return got;
}

static ssize_t real_write(void *state, int fd, const void *from, size_t size) {
    (void)state;
    ssize_t put;
    RETRY_INTERRUPTED(put, write(fd, from, size));
    return put;
}

static int real_fsync(void *state, int fd) {
    (void)state;
    return fsync(fd);
}

static int real_fdatasync(void *state, int fd) {
    (void)state;
    return fdatasync(fd);
}

static int real_ftruncate(void *state, int fd, int64_t size) {
    (void)state;
    return ftruncate(fd, (off_t)size);
}

static int real_rename(void *state, const char *from, const char *to) {
    (void)state;
    return rename(from, to);
}

static int real_link(void *state, const char *from, const char *to) {
    (void)state;
    return link(from, to);
}

static int real_unlink(void *state, const char *path) {
    (void)state;
    return unlink(path);
}

static int real_mkdir(void *state, const char *path, unsigned mode) {
    (void)state;
    return mkdir(path, (mode_t)mode);
}

static const void *real_map(void *state, int fd, size_t size) {
    (void)state;
    const void *map = mmap(NULL, size, PROT_READ, MAP_SHARED, fd, 0);
    return map == MAP_FAILED ? NULL : map;
}

static void real_unmap(void *state, const void *map, size_t size) {
    (void)state;
    munmap((void *)(uintptr_t)map, size);
}

static int real_rmdir(void *state, const char *path) {
    (void)state;
    return rmdir(path);
}

static int real_lock(void *state, int fd) {
    (void)state;
    int result;
    RETRY_INTERRUPTED(result, flock(fd, LOCK_EX | LOCK_NB));
    return result;
}

static const ms_sys real_system = {
    .resize = real_resize,
    .monotonic_ns = real_monotonic_ns,
    .wall_s = real_wall_s,
    .open = real_open,
    .close = real_close,
    .read = real_read,
    .pread = real_pread,
    .write = real_write,
    .fsync = real_fsync,
    .fdatasync = real_fdatasync,
    .ftruncate = real_ftruncate,
    .rename = real_rename,
    .link = real_link,
    .unlink = real_unlink,
    .mkdir = real_mkdir,
    .map = real_map,
    .unmap = real_unmap,
    .rmdir = real_rmdir,
    .lock = real_lock,
};

const ms_sys *ms_sys_real(void) {
    return &real_system;
}

void *ms_sys_resize(const ms_sys *sys, void *ptr, size_t old_size, size_t new_size) {
    return sys->resize(sys->state, ptr, old_size, new_size);
}

void *ms_sys_alloc(const ms_sys *sys, size_t size) {
    void *ptr = ms_sys_resize(sys, NULL, 0, size ? size : 1);
    if (ptr) memset(ptr, 0, size);
    return ptr;
}

void *ms_sys_array(const ms_sys *sys, size_t count, size_t size) {
    size_t total;
    if (!ms_size_mul(count, size, &total)) return NULL;
    return ms_sys_alloc(sys, total);
}

void ms_sys_free(const ms_sys *sys, void *ptr, size_t size) {
    if (ptr) ms_sys_resize(sys, ptr, size, 0);
}

bool ms_sys_write_all(const ms_sys *sys, int fd, const void *from, size_t size) {
    const char *next = from;
    while (size > 0) {
        ssize_t put = sys->write(sys->state, fd, next, size);
        if (put < 0) return false;
        if (put == 0) {
            errno = EIO;
            return false;
        }
        next += put;
        size -= (size_t)put;
    }
    return true;
}
