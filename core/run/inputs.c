/* Inputs: files, folders walked in byte order of their paths, globs, lists. Names are data: they are never given
 * to a shell, and a link is followed only when the user named it. Nothing is opened here but lists. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/size.h"
#include "run/engine.h"

enum { FOLDER_DEPTH = 64, LIST_MAX = 256 * 1024 * 1024 };

static const char BESIDE[] = ".meta.json";

static ms_status no_memory(ms_error *error) {
    return ms_error_set(error, MS_E_MEMORY, 0, "no memory for the list of inputs");
}

static ms_status add_item(ms_inputs *inputs, const char *path, ms_slice id, bool has_beside, ms_error *error) {
    if (inputs->count == inputs->capacity) {
        size_t capacity = ms_size_max(64, inputs->capacity * 2), bytes;
        if (!ms_size_mul(capacity, sizeof *inputs->items, &bytes)) return no_memory(error);
        ms_input *grown = ms_sys_resize(inputs->sys, inputs->items, inputs->capacity * sizeof *inputs->items, bytes);
        if (!grown) return no_memory(error);
        inputs->items = grown;
        inputs->capacity = capacity;
    }
    ms_slice name = ms_arena_copy(inputs->arena, ms_slice_str(path));
    ms_slice copy = ms_arena_copy(inputs->arena, id);
    if (!name.ptr || !copy.ptr) return no_memory(error);
    inputs->items[inputs->count++] = (ms_input){.path = name.ptr, .id = copy.ptr, .has_beside = has_beside, .root = inputs->roots};
    return MS_OK;
}

/* --- folders --------------------------------------------------------------------------------------- */

typedef struct names {
    char **items; /* each owned */
    size_t count, capacity;
} names;

static void free_names(const ms_sys *sys, names *list) {
    for (size_t i = 0; i < list->count; i++) ms_sys_free(sys, list->items[i], strlen(list->items[i]) + 1);
    ms_sys_free(sys, list->items, list->capacity * sizeof *list->items);
}

static bool add_name(const ms_sys *sys, names *list, const char *name) {
    if (list->count == list->capacity) {
        size_t capacity = ms_size_max(64, list->capacity * 2);
        char **grown = ms_sys_resize(sys, list->items, list->capacity * sizeof *grown, capacity * sizeof *grown);
        if (!grown) return false;
        list->items = grown;
        list->capacity = capacity;
    }
    size_t size = strlen(name) + 1;
    char *copy = ms_sys_resize(sys, NULL, 0, size);
    if (!copy) return false;
    memcpy(copy, name, size);
    list->items[list->count++] = copy;
    return true;
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The entries of a folder that are not hidden; folders get a slash, so that byte order is that of whole paths. */
static ms_status read_folder(const ms_sys *sys, const char *path, names *list, ms_error *error) {
    DIR *folder = opendir(path);
    if (!folder) return ms_error_system(error, errno, "%.150s cannot be opened", path);
    ms_status status = MS_OK;
    struct dirent *entry;
    while (status == MS_OK && (entry = readdir(folder))) {
        if (entry->d_name[0] == '.') continue;
        struct stat about;
        bool is_folder = entry->d_type == DT_DIR;
        if (entry->d_type == DT_UNKNOWN && fstatat(dirfd(folder), entry->d_name, &about, AT_SYMLINK_NOFOLLOW) == 0) is_folder = S_ISDIR(about.st_mode);
        bool is_file = entry->d_type == DT_REG || (entry->d_type == DT_UNKNOWN && !is_folder);
        /* A link to a file is taken as that file; one to a folder is not followed: it may lead round in a circle. */
        if (entry->d_type == DT_LNK && fstatat(dirfd(folder), entry->d_name, &about, 0) == 0) is_file = S_ISREG(about.st_mode);
        if (!is_folder && !is_file) continue;
        char name[300];
        size_t len = strlen(entry->d_name);
        if (len + 2 > sizeof name) continue;
        memcpy(name, entry->d_name, len + 1);
        if (is_folder) memcpy(name + len, "/", 2);
        if (!add_name(sys, list, name)) status = no_memory(error);
    }
    closedir(folder);
    if (list->count) qsort(list->items, list->count, sizeof *list->items, by_bytes);
    return status;
}

static bool has_name(const names *list, ms_slice stem, const char *suffix) {
    char name[320];
    size_t size = strlen(suffix) + 1;
    if (stem.len + size > sizeof name) return false;
    memcpy(name, stem.ptr, stem.len);
    memcpy(name + stem.len, suffix, size);
    const char *key = name;
    return bsearch(&key, list->items, list->count, sizeof *list->items, by_bytes) != NULL;
}

/* path holds the folder with a slash at its end; what is added is cut off again. skip: bytes of the root. */
static ms_status walk(ms_inputs *inputs, ms_buffer *path, size_t skip, unsigned depth, ms_error *error) {
    if (depth > FOLDER_DEPTH) return ms_error_set(error, MS_E_LIMIT_DEPTH, 0, "folders lie more than %d deep", FOLDER_DEPTH);
    names list = {0};
    ms_status status = read_folder(inputs->sys, path->data, &list, error);
    size_t base = path->len;
    for (size_t i = 0; i < list.count && status == MS_OK; i++) {
        ms_slice name = ms_slice_str(list.items[i]);
        path->len = base;
        status = ms_buffer_append(path, name.ptr, name.len + 1);
        if (status != MS_OK) {
            status = no_memory(error);
            break;
        }
        path->len--; /* the terminator is there, but not counted */
        if (name.ptr[name.len - 1] == '/') {
            status = walk(inputs, path, skip, depth + 1, error);
        } else {
            status = add_item(inputs, path->data, ms_slice_sub(ms_buffer_slice(path), skip, path->len), has_name(&list, name, BESIDE), error);
        }
    }
    path->len = base;
    if (path->data) path->data[base] = '\0';
    free_names(inputs->sys, &list);
    return status;
}

static ms_status add_folder(ms_inputs *inputs, const char *folder, ms_error *error) {
    ms_buffer path;
    ms_buffer_init(&path, inputs->sys, 0);
    size_t len = strlen(folder);
    bool has_slash = len > 0 && folder[len - 1] == '/';
    ms_status status = ms_buffer_append(&path, folder, len);
    if (status == MS_OK) status = ms_buffer_append(&path, has_slash ? "" : "/", has_slash ? 1 : 2);
    if (status == MS_OK) {
        path.len--;
        status = walk(inputs, &path, path.len, 0, error);
    } else {
        status = no_memory(error);
    }
    ms_buffer_free(&path);
    return status;
}

/* --- files, lists, globs ------------------------------------------------------------------------------ */

static bool exists_beside(const char *path) {
    char name[4096 + sizeof BESIDE];
    size_t len = strlen(path);
    if (len + sizeof BESIDE > sizeof name) return false;
    memcpy(name, path, len);
    memcpy(name + len, BESIDE, sizeof BESIDE);
    return access(name, F_OK) == 0;
}

static ms_status add_list(ms_inputs *inputs, const char *path, ms_error *error) {
    const ms_sys *sys = inputs->sys;
    int fd = sys->open(sys->state, path, O_RDONLY, 0);
    if (fd < 0) return ms_error_system(error, errno, "the list %.150s cannot be read", path);
    ms_buffer text;
    ms_buffer_init(&text, sys, LIST_MAX);
    ms_status status = MS_OK;
    for (ssize_t got = 1; got > 0 && status == MS_OK;) {
        status = ms_buffer_reserve(&text, 64 * 1024);
        if (status != MS_OK) break;
        got = sys->read(sys->state, fd, text.data + text.len, text.capacity - text.len);
        if (got < 0) status = ms_error_system(error, errno, "reading the list %.150s", path);
        if (got > 0) text.len += (size_t)got;
    }
    sys->close(sys->state, fd);
    if (status == MS_OK) status = ms_buffer_append_byte(&text, '\n');
    for (size_t from = 0; from < text.len && status == MS_OK;) {
        char *line = text.data + from;
        char *end = memchr(line, '\n', text.len - from);
        if (!end) break;
        from = (size_t)(end - text.data) + 1;
        if (end > line && end[-1] == '\r') end--;
        *end = '\0';
        if (end > line && line[0] != '@') status = ms_inputs_add(inputs, line, error);
    }
    ms_buffer_free(&text);
    return status;
}

static ms_status add_glob(ms_inputs *inputs, const char *pattern, ms_error *error) {
    glob_t found = {0};
    ms_status status = MS_OK;
    if (glob(pattern, 0, NULL, &found) != 0) {
        return ms_error_set(error, MS_E_NOT_FOUND, 0, "nothing matches %.180s", pattern);
    }
    for (size_t i = 0; i < found.gl_pathc && status == MS_OK; i++) status = ms_inputs_add(inputs, found.gl_pathv[i], error);
    globfree(&found);
    return status;
}

ms_status ms_inputs_add(ms_inputs *inputs, const char *input, ms_error *error) {
    if (input[0] == '@' && input[1]) return add_list(inputs, input + 1, error);
    if (strcmp(input, "-") == 0) {
        inputs->roots++;
        return add_item(inputs, "-", MS_SLICE("stdin"), false, error);
    }
    struct stat about;
    if (stat(input, &about) != 0) {
        if (errno == ENOENT && strpbrk(input, "*?[")) return add_glob(inputs, input, error);
        return ms_error_system(error, errno, "%.180s cannot be read", input);
    }
    inputs->roots++;
    if (S_ISDIR(about.st_mode)) return add_folder(inputs, input, error);
    if (access(input, R_OK) != 0) return ms_error_system(error, errno, "%.180s cannot be read", input);
    return add_item(inputs, input, (ms_slice){"", 0}, exists_beside(input), error);
}

/* The last part of a path, without slashes at its end. */
static ms_slice base_name(const char *path) {
    ms_slice name = ms_slice_str(path);
    while (name.len > 1 && name.ptr[name.len - 1] == '/') name.len--;
    const char *slash = name.len > 1 ? memrchr(name.ptr, '/', name.len - 1) : NULL;
    return slash ? ms_slice_sub(name, (size_t)(slash - name.ptr) + 1, name.len) : name;
}

/* The name of the root that item came from: its path without its id. */
static ms_slice root_name(const ms_input *item) {
    size_t path = strlen(item->path), id = strlen(item->id);
    if (id == 0 || id >= path) return base_name(item->path);
    ms_slice root = ms_slice_of(item->path, path - id);
    while (root.len > 1 && root.ptr[root.len - 1] == '/') root.len--;
    const char *slash = root.len > 1 ? memrchr(root.ptr, '/', root.len - 1) : NULL;
    return slash ? ms_slice_sub(root, (size_t)(slash - root.ptr) + 1, root.len) : root;
}

ms_status ms_inputs_settle(ms_inputs *inputs, ms_error *error) {
    if (inputs->roots < 2) return MS_OK;
    ms_buffer id;
    ms_buffer_init(&id, inputs->sys, 0);
    ms_status status = MS_OK;
    for (size_t i = 0; i < inputs->count && status == MS_OK; i++) {
        ms_input *item = &inputs->items[i];
        if (strcmp(item->path, "-") == 0) continue;
        ms_buffer_reset(&id);
        status = ms_buffer_append_slice(&id, root_name(item));
        if (status == MS_OK && item->id[0]) status = ms_buffer_append_byte(&id, '/');
        if (status == MS_OK) status = ms_buffer_append(&id, item->id, strlen(item->id));
        ms_slice copy = status == MS_OK ? ms_arena_copy(inputs->arena, ms_buffer_slice(&id)) : (ms_slice){0};
        if (copy.ptr) item->id = copy.ptr;
        else status = no_memory(error);
    }
    ms_buffer_free(&id);
    return status;
}

void ms_inputs_free(ms_inputs *inputs) {
    ms_sys_free(inputs->sys, inputs->items, inputs->capacity * sizeof *inputs->items);
    inputs->items = NULL;
    inputs->count = inputs->capacity = 0;
}
