/* The system table: the only door to memory, files, clocks and randomness. Everything that
 * allocates or touches a file takes a `const ms_sys *`, so that tests can fail each call in
 * turn, cut the power, or stop the clock. Nothing else in the tree calls malloc, open, time or
 * rand (tests/house looks). */
#ifndef MS_BASE_SYS_H
#define MS_BASE_SYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

typedef struct ms_sys ms_sys;

struct ms_sys {
    void *state; /* what the functions below get as their first argument */

    /* Resizes ptr (NULL to begin with) from old_size to new_size bytes; new_size 0 frees and
     * returns NULL. Returns NULL when refused, with ptr untouched. */
    void *(*resize)(void *state, void *ptr, size_t old_size, size_t new_size);

    int64_t (*monotonic_ns)(void *state); /* never goes back; only differences mean anything */
    int64_t (*wall_s)(void *state);       /* seconds since 1970-01-01 UTC */

    /* The POSIX calls of the same names: -1 and errno on failure. EINTR is retried inside. */
    int (*open)(void *state, const char *path, int flags, unsigned mode);
    int (*close)(void *state, int fd);
    ssize_t (*read)(void *state, int fd, void *to, size_t size);
    ssize_t (*pread)(void *state, int fd, void *to, size_t size, int64_t offset);
    ssize_t (*write)(void *state, int fd, const void *from, size_t size);
    int (*fsync)(void *state, int fd);
    int (*fdatasync)(void *state, int fd);
    int (*ftruncate)(void *state, int fd, int64_t size);
    int (*rename)(void *state, const char *from, const char *to);
    int (*link)(void *state, const char *from, const char *to);
    int (*unlink)(void *state, const char *path);
    int (*mkdir)(void *state, const char *path, unsigned mode);

    /* The first size bytes of a file as memory that can only be read, shared with whoever else
     * maps it; NULL and errno on failure. The file must have that many. unmap gives it back. */
    const void *(*map)(void *state, int fd, size_t size);
    void (*unmap)(void *state, const void *map, size_t size);
    int (*rmdir)(void *state, const char *path);
    int (*lock)(void *state, int fd); /* flock, exclusive, without waiting */
};

/* The real system. Constant and shared. */
const ms_sys *ms_sys_real(void);

/* Memory through the table. ms_sys_alloc and ms_sys_array give zeroed memory; NULL when refused
 * or when count * size does not fit. */
void *ms_sys_alloc(const ms_sys *sys, size_t size);
void *ms_sys_array(const ms_sys *sys, size_t count, size_t size);
void *ms_sys_resize(const ms_sys *sys, void *ptr, size_t old_size, size_t new_size);
void ms_sys_free(const ms_sys *sys, void *ptr, size_t size);

/* Writes all of it, however many calls that takes; false and errno on failure. */
bool ms_sys_write_all(const ms_sys *sys, int fd, const void *from, size_t size);

#endif
