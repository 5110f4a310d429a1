/* Folders, walked in byte order of the paths below them, so that a folder and an archive of it
 * give the same documents in the same order. Hidden names are left out; a link is followed only
 * when it stays in the folder, and never to a folder, where it may lead round in a circle. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/size.h"
#include "run/engine.h"

enum { DEPTH_MAX = 64 };

typedef struct entry {
    char *name; /* owned; a folder's ends with a slash, so that byte order is that of paths */
    const char *skip; /* why it is left out, or NULL */
} entry;

typedef struct entries {
    entry *items; /* owned */
    size_t count, capacity;
} entries;

typedef struct walk {
    ms_inputs *inputs;
    ms_buffer path;      /* terminated behind its length; what is being looked at */
    size_t skip;         /* bytes of it that are the root */
    char root[PATH_MAX]; /* where the root really is */
} walk;

static void free_entries(const ms_sys *sys, entries *list) {
    for (size_t i = 0; i < list->count; i++) {
        ms_sys_free(sys, list->items[i].name, strlen(list->items[i].name) + 1);
    }
    ms_sys_free(sys, list->items, list->capacity * sizeof *list->items);
}

static ms_status add_entry(const ms_sys *sys, entries *list, const char *name, bool is_folder,
                           const char *skip) {
    if (list->count == list->capacity) {
        size_t size = sizeof *list->items, capacity = ms_size_max(64, list->capacity * 2);
        void *grown = ms_sys_resize(sys, list->items, list->capacity * size, capacity * size);
        if (!grown) return MS_E_MEMORY;
        list->items = grown;
        list->capacity = capacity;
    }
    size_t len = strlen(name);
    char *copy = ms_sys_alloc(sys, len + is_folder + 1);
    if (!copy) return MS_E_MEMORY;
    memcpy(copy, name, len);
    if (is_folder) copy[len] = '/';
    list->items[list->count++] = (entry){.name = copy, .skip = skip};
    return MS_OK;
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(((const entry *)a)->name, ((const entry *)b)->name);
}

/* --- one folder --------------------------------------------------------------------------- */

/* Where the link at the walk's path leads: NULL when it may be taken for the file itself. */
static const char *judge_link(const walk *w, int folder, const char *name) {
    struct stat about;
    char path[PATH_MAX], target[PATH_MAX];
    if (fstatat(folder, name, &about, 0) != 0) return "a link to nothing";
    if (!S_ISREG(about.st_mode)) return "a link to what is no file";
    size_t len = strlen(name);
    if (w->path.len + len >= sizeof path) return "a path that is too long";
    memcpy(path, w->path.data, w->path.len);
    memcpy(path + w->path.len, name, len + 1);
    size_t root = strlen(w->root);
    bool is_inside = realpath(path, target) && strncmp(target, w->root, root) == 0 &&
                     (target[root] == '/' || root == 1);
    return is_inside ? NULL
                     : "a link that leads out of the folder; name its target to have it read";
}

/* What a run keeps of itself (run/store.h) comes and goes beside its result, and is nobody's input. */
static bool is_store(int folder, const char *name) {
    char path[NAME_MAX + sizeof "/journal"];
    size_t len = strlen(name);
    bool is_named_so = (len > 4 && strcmp(name + len - 4, ".run") == 0) || strstr(name, ".shard-");
    if (!is_named_so || len > NAME_MAX) return false;
    memcpy(path, name, len);
    memcpy(path + len, "/journal", sizeof "/journal");
    return faccessat(folder, path, F_OK, 0) == 0;
}

static ms_status judge_entry(const walk *w, int folder, const struct dirent *found,
                             entries *list) {
    const ms_sys *sys = w->inputs->sys;
    struct stat about = {.st_mode = DTTOIF((mode_t)found->d_type)};
    if (found->d_name[0] == '.') return MS_OK;
    /* Some file systems do not tell the type; an entry that has gone meanwhile is none. */
    if (found->d_type == DT_UNKNOWN &&
        fstatat(folder, found->d_name, &about, AT_SYMLINK_NOFOLLOW) != 0) {
        return MS_OK;
    }
    if (S_ISDIR(about.st_mode) && is_store(folder, found->d_name)) return MS_OK;
    if (S_ISDIR(about.st_mode)) return add_entry(sys, list, found->d_name, true, NULL);
    if (S_ISREG(about.st_mode)) return add_entry(sys, list, found->d_name, false, NULL);
    const char *skip = S_ISLNK(about.st_mode) ? judge_link(w, folder, found->d_name)
                                              : "a device, a socket or a pipe";
    return add_entry(sys, list, found->d_name, false, skip);
}

/* False when the folder cannot be read: then it is one entry that cannot be opened. */
static bool read_folder(const walk *w, entries *list, ms_status *status) {
    DIR *folder = opendir(w->path.data);
    *status = MS_OK;
    if (!folder) return false;
    struct dirent *found;
    while (*status == MS_OK && (found = readdir(folder))) {
        *status = judge_entry(w, dirfd(folder), found, list);
    }
    closedir(folder);
    if (list->count) qsort(list->items, list->count, sizeof *list->items, by_bytes);
    return true;
}

/* Is there NAME.meta.json? */
static bool has_beside(const entries *list, const char *name) {
    char beside[NAME_MAX + sizeof ".meta.json"];
    size_t len = strlen(name);
    if (len > NAME_MAX || list->count == 0) return false;
    memcpy(beside, name, len);
    memcpy(beside + len, ".meta.json", sizeof ".meta.json");
    entry key = {.name = beside};
    return bsearch(&key, list->items, list->count, sizeof key, by_bytes) != NULL;
}

/* --- all of them -------------------------------------------------------------------------- */

static ms_status set_path(walk *w, size_t base, const char *name, ms_error *error) {
    size_t len = strlen(name);
    w->path.len = base;
    if (ms_buffer_append(&w->path, name, len + 1) != MS_OK) {
        return ms_error_set(error, MS_E_MEMORY, 0, "no memory for the list of inputs");
    }
    w->path.len--;
    return MS_OK;
}

static ms_status add_path(walk *w, const char *skip, bool beside, ms_error *error) {
    ms_input file = {.path = w->path.data, .id = w->path.data + w->skip, .skip = skip,
                     .has_beside = beside};
    return ms_inputs_add_file(w->inputs, &file, error);
}

static ms_status walk_folder(walk *w, unsigned depth, ms_error *error) {
    const ms_sys *sys = w->inputs->sys;
    if (depth > DEPTH_MAX) return add_path(w, "a folder that lies too deep", false, error);
    entries list = {0};
    ms_status status;
    if (!read_folder(w, &list, &status)) status = add_path(w, NULL, false, error);
    else if (status != MS_OK)
        ms_error_set(error, status, 0, "no memory for the list of inputs");
    size_t base = w->path.len;
    for (size_t i = 0; i < list.count && status == MS_OK; i++) {
        const entry *one = &list.items[i];
        status = set_path(w, base, one->name, error);
        if (status != MS_OK) break;
        if (w->path.data[w->path.len - 1] == '/') status = walk_folder(w, depth + 1, error);
        else status = add_path(w, one->skip, has_beside(&list, one->name), error);
    }
    free_entries(sys, &list);
    return status;
}

ms_status ms_inputs_add_folder(ms_inputs *inputs, const char *folder, ms_error *error) {
    walk w = {.inputs = inputs};
    if (!realpath(folder, w.root)) {
        return ms_error_system(error, errno, "'%.180s' cannot be read", folder);
    }
    ms_buffer_init(&w.path, inputs->sys, 0);
    ms_status status = set_path(&w, 0, folder, error);
    bool has_slash = status == MS_OK && w.path.len > 0 && w.path.data[w.path.len - 1] == '/';
    if (status == MS_OK && !has_slash) status = set_path(&w, w.path.len, "/", error);
    w.skip = w.path.len;
    if (status == MS_OK) status = walk_folder(&w, 0, error);
    ms_buffer_free(&w.path);
    return status;
}
