/* A disk whose power can be cut. Behind ms_sys lie two folders, "." and "out.run", with small files. What
 * has been synced stays; of what has not, each sector and each change of a name survives a cut or does
 * not, by chance. A rename survives whole or not at all, as on every file system with a journal. */
#ifndef MS_TESTS_POWER_H
#define MS_TESTS_POWER_H

#include <errno.h>
#include <fcntl.h>

#include "base/sys.h"
#include "support.h"

enum { SECTOR = 512, FILE_MOST = 32 * 1024, FILES = 96, NAMES = 24, CHANGES = 64, FDS = 32, FOLDERS = 2 };

typedef struct disk_file {
    char now[FILE_MOST], safe[FILE_MOST]; /* contents, and those that are on the disk */
    size_t now_size, safe_size;
} disk_file;

typedef struct disk_name {
    char name[32]; /* "" when there is none */
    int file;      /* FILES: the folder out.run */
} disk_name;

typedef struct disk_folder {
    disk_name now[NAMES], safe[NAMES];
    disk_name changes[CHANGES]; /* since the last sync: a name and its file, or -1 when it has gone */
    int deed[CHANGES];          /* what made the change: the two of a rename survive together */
    int change_count;
} disk_folder;

typedef struct disk_fd {
    int file; /* -1: not open; FILES + i: folder i */
    size_t at;
    char name[32];
} disk_fd;

typedef struct disk {
    ms_sys sys;
    disk_file *files; /* FILES */
    int file_count;
    disk_folder folders[FOLDERS];
    disk_fd fds[FDS];
    uint64_t random;
    int deeds;
    long calls, cut_at; /* calls that change something; at cut_at the power goes; 0: never */
    bool is_dead;
    const char *ignored; /* syncs of this name do nothing; NULL: none */
    bool is_late;        /* only those behind the beginning of the end are ignored, else those before */
    bool is_ending;      /* the end has begun */
    int fail_errno;      /* the call at cut_at fails with this instead, once or for good */
    bool fails_for_good;
} disk;

static inline uint64_t disk_random(disk *d) {
    d->random = d->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return d->random >> 33;
}

/* Counts a call that changes something. False: it fails. */
static inline bool disk_step(disk *d) {
    d->calls++;
    if (d->is_dead) errno = EIO;
    if (d->is_dead) return false;
    bool is_now = d->cut_at && (d->calls == d->cut_at || (d->fails_for_good && d->calls > d->cut_at));
    if (!is_now) return true;
    if (!d->fail_errno) d->is_dead = true;
    errno = d->fail_errno ? d->fail_errno : EIO;
    return false;
}

static inline disk_folder *disk_find_folder(disk *d, const char **path) {
    if (strncmp(*path, "out.run/", 8) != 0) return &d->folders[0];
    *path += 8;
    return &d->folders[1];
}

static inline disk_name *disk_find(disk_name *names, const char *name) {
    for (int i = 0; i < NAMES; i++) {
        if (strcmp(names[i].name, name) == 0) return &names[i];
    }
    return NULL;
}

static inline void disk_set(disk_name *names, const char *name, int file) {
    disk_name *entry = disk_find(names, name);
    if (!entry && file >= 0) entry = disk_find(names, "");
    if (!entry) return;
    snprintf(entry->name, sizeof entry->name, "%s", file >= 0 ? name : "");
    entry->file = file;
}

static inline void disk_change(disk *d, disk_folder *folder, const char *name, int file) {
    disk_set(folder->now, name, file);
    assert_true(folder->change_count < CHANGES);
    disk_name *change = &folder->changes[folder->change_count];
    snprintf(change->name, sizeof change->name, "%s", name);
    change->file = file;
    folder->deed[folder->change_count++] = d->deeds;
}

/* --- the calls ---------------------------------------------------------------------------- */

static inline int disk_open(void *state, const char *path, int flags, unsigned mode) {
    disk *d = state;
    (void)mode;
    int fd = 0;
    while (fd < FDS && d->fds[fd].file >= 0) fd++;
    assert_true(fd < FDS);
    if (d->is_dead) return errno = EIO, -1;
    const char *name = path;
    if (flags & O_DIRECTORY) {
        bool is_run = strcmp(path, "out.run") == 0;
        if (is_run && !disk_find(d->folders[0].now, "out.run")) return errno = ENOENT, -1;
        d->fds[fd] = (disk_fd){.file = FILES + is_run};
        snprintf(d->fds[fd].name, sizeof d->fds[fd].name, "%s", path);
        return fd;
    }
    disk_folder *folder = disk_find_folder(d, &name);
    if (folder == &d->folders[1] && !disk_find(d->folders[0].now, "out.run")) return errno = ENOENT, -1;
    disk_name *entry = disk_find(folder->now, name);
    if (!entry && !(flags & O_CREAT)) return errno = ENOENT, -1;
    if (!entry) {
        if (!disk_step(d)) return -1;
        assert_true(d->file_count < FILES);
        memset(&d->files[d->file_count], 0, sizeof d->files[0]);
        d->deeds++;
        disk_change(d, folder, name, d->file_count++);
        entry = disk_find(folder->now, name);
    }
    d->fds[fd] = (disk_fd){.file = entry->file};
    snprintf(d->fds[fd].name, sizeof d->fds[fd].name, "%s", name);
    return fd;
}

static inline int disk_close(void *state, int fd) {
    disk *d = state;
    d->fds[fd].file = -1;
    return 0;
}

static inline ssize_t disk_pread(void *state, int fd, void *to, size_t size, int64_t offset) {
    disk *d = state;
    if (d->is_dead) return errno = EIO, -1;
    const disk_file *file = &d->files[d->fds[fd].file];
    size_t at = (size_t)offset, left = at < file->now_size ? file->now_size - at : 0;
    if (size > left) size = left;
    if (size) memcpy(to, file->now + at, size);
    return (ssize_t)size;
}

static inline ssize_t disk_read(void *state, int fd, void *to, size_t size) {
    disk *d = state;
    ssize_t got = disk_pread(state, fd, to, size, (int64_t)d->fds[fd].at);
    if (got > 0) d->fds[fd].at += (size_t)got;
    return got;
}

static inline ssize_t disk_write(void *state, int fd, const void *from, size_t size) {
    disk *d = state;
    if (!disk_step(d)) return -1;
    disk_file *file = &d->files[d->fds[fd].file];
    assert_true(file->now_size + size <= FILE_MOST);
    memcpy(file->now + file->now_size, from, size);
    file->now_size += size;
    return (ssize_t)size;
}

static inline int disk_sync(void *state, int fd) {
    disk *d = state;
    disk_fd *open = &d->fds[fd];
    if (!disk_step(d)) return -1;
    if (d->ignored && strcmp(d->ignored, open->name) == 0 && d->is_late == d->is_ending) return 0;
    if (open->file >= FILES) {
        disk_folder *folder = &d->folders[open->file - FILES];
        memcpy(folder->safe, folder->now, sizeof folder->safe);
        folder->change_count = 0;
        return 0;
    }
    disk_file *file = &d->files[open->file];
    memcpy(file->safe, file->now, sizeof file->safe);
    file->safe_size = file->now_size;
    return 0;
}

static inline int disk_truncate(void *state, int fd, int64_t size) {
    disk *d = state;
    disk_file *file = &d->files[d->fds[fd].file];
    if ((size_t)size == file->now_size) return 0;
    if (!disk_step(d)) return -1;
    if ((size_t)size < file->now_size) memset(file->now + size, 0, file->now_size - (size_t)size);
    file->now_size = (size_t)size;
    return 0;
}

static inline int disk_rename(void *state, const char *from, const char *to) {
    disk *d = state;
    disk_folder *a = disk_find_folder(d, &from), *b = disk_find_folder(d, &to);
    disk_name *entry = disk_find(a->now, from);
    if (!entry) return errno = ENOENT, -1;
    if (!disk_step(d)) return -1;
    int file = entry->file;
    d->deeds++;
    disk_change(d, a, from, -1);
    disk_change(d, b, to, file);
    return 0;
}

static inline int disk_link(void *state, const char *from, const char *to) {
    disk *d = state;
    disk_folder *a = disk_find_folder(d, &from), *b = disk_find_folder(d, &to);
    disk_name *entry = disk_find(a->now, from);
    if (!entry) return errno = ENOENT, -1;
    if (disk_find(b->now, to)) return errno = EEXIST, -1;
    if (!disk_step(d)) return -1;
    d->deeds++;
    disk_change(d, b, to, entry->file);
    return 0;
}

static inline int disk_unlink(void *state, const char *path) {
    disk *d = state;
    disk_folder *folder = disk_find_folder(d, &path);
    if (!disk_find(folder->now, path)) return errno = ENOENT, -1;
    if (!disk_step(d)) return -1;
    d->deeds++;
    disk_change(d, folder, path, -1);
    return 0;
}

static inline int disk_mkdir(void *state, const char *path, unsigned mode) {
    disk *d = state;
    (void)mode;
    if (disk_find(d->folders[0].now, path)) return errno = EEXIST, -1;
    if (!disk_step(d)) return -1;
    d->deeds++;
    disk_change(d, &d->folders[0], path, FILES);
    return 0;
}

static inline int disk_rmdir(void *state, const char *path) {
    disk *d = state;
    if (!disk_step(d)) return -1;
    d->deeds++;
    disk_change(d, &d->folders[0], path, -1);
    return 0;
}

static inline int disk_lock(void *state, int fd) {
    (void)state;
    (void)fd;
    return 0;
}

static inline void disk_init(disk *d, uint64_t seed) {
    const ms_sys *real = ms_sys_real();
    *d = (disk){.files = test_calloc(FILES, sizeof *d->files), .random = seed};
    for (int i = 0; i < FDS; i++) d->fds[i].file = -1;
    d->sys = (ms_sys){.state = d, .resize = real->resize, .monotonic_ns = real->monotonic_ns,
                      .wall_s = real->wall_s, .open = disk_open, .close = disk_close, .read = disk_read,
                      .pread = disk_pread, .write = disk_write, .fsync = disk_sync, .fdatasync = disk_sync,
                      .ftruncate = disk_truncate, .rename = disk_rename, .link = disk_link, .unlink = disk_unlink,
                      .mkdir = disk_mkdir, .rmdir = disk_rmdir, .lock = disk_lock};
}

/* --- the cut ------------------------------------------------------------------------------ */

static inline void disk_cut_file(disk *d, disk_file *file) {
    size_t size = disk_random(d) % 2 ? file->now_size : file->safe_size;
    for (size_t at = 0; at < FILE_MOST; at += SECTOR) {
        bool is_new = memcmp(file->now + at, file->safe + at, SECTOR) != 0;
        if (is_new && disk_random(d) % 2) memcpy(file->safe + at, file->now + at, SECTOR);
    }
    if (size < FILE_MOST) memset(file->safe + size, 0, FILE_MOST - size);
    file->safe_size = size;
    memcpy(file->now, file->safe, FILE_MOST);
    file->now_size = size;
}

/* The power goes and comes back. */
static inline void disk_cut(disk *d) {
    for (int i = 0; i < d->file_count; i++) disk_cut_file(d, &d->files[i]);
    uint64_t coins = disk_random(d) << 31 ^ disk_random(d);
    for (int i = 0; i < FOLDERS; i++) {
        disk_folder *folder = &d->folders[i];
        for (int j = 0; j < folder->change_count; j++) {
            if (coins >> (folder->deed[j] % 60) & 1) disk_set(folder->safe, folder->changes[j].name, folder->changes[j].file);
        }
        memcpy(folder->now, folder->safe, sizeof folder->now);
        folder->change_count = 0;
    }
    if (!disk_find(d->folders[0].now, "out.run")) {
        memset(d->folders[1].now, 0, sizeof d->folders[1].now);
        memset(d->folders[1].safe, 0, sizeof d->folders[1].safe);
    }
    for (int i = 0; i < FDS; i++) d->fds[i].file = -1;
    d->is_dead = d->is_ending = false;
    d->calls = d->cut_at = 0;
}

/* What a file holds; NULL when there is none. */
static inline const disk_file *disk_look(disk *d, const char *name) {
    disk_folder *folder = disk_find_folder(d, &name);
    bool is_there = folder == &d->folders[0] || disk_find(d->folders[0].now, "out.run");
    const disk_name *entry = is_there ? disk_find(folder->now, name) : NULL;
    return entry ? &d->files[entry->file] : NULL;
}

#endif
