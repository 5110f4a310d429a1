/* Inputs: files, folders, globs, lists. Its one idea: names are data. They are never given to a
 * shell, and what is behind them is not looked into here, but for lists. */
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/size.h"
#include "run/engine.h"

enum { LIST_MAX = 256 * 1024 * 1024, PATH_ROOM = 4096 };

static const char BESIDE[] = ".meta.json";

static ms_status no_memory(ms_error *error) {
    return ms_error_set(error, MS_E_MEMORY, 0, "no memory for the list of inputs");
}

ms_status ms_inputs_add_file(ms_inputs *inputs, const ms_input *file, ms_error *error) {
    if (inputs->count == inputs->capacity) {
        size_t size = sizeof *inputs->items, capacity = ms_size_max(64, inputs->capacity * 2),
               bytes;
        if (!ms_size_mul(capacity, size, &bytes)) return no_memory(error);
        void *grown = ms_sys_resize(inputs->sys, inputs->items, inputs->capacity * size, bytes);
        if (!grown) return no_memory(error);
        inputs->items = grown;
        inputs->capacity = capacity;
    }
    ms_input copy = *file;
    copy.path = ms_arena_copy(inputs->arena, ms_slice_str(file->path)).ptr;
    copy.id = ms_arena_copy(inputs->arena, ms_slice_str(file->id)).ptr;
    if (!copy.path || !copy.id) return no_memory(error);
    inputs->items[inputs->count++] = copy;
    return MS_OK;
}

/* --- lists -------------------------------------------------------------------------------- */

static ms_status read_list(const ms_sys *sys, const char *path, ms_buffer *text,
                           ms_error *error) {
    enum { PIECE = 64 * 1024 };
    int fd = sys->open(sys->state, path, O_RDONLY, 0);
    if (fd < 0) return ms_error_system(error, errno, "the list '%.150s' cannot be read", path);
    ms_status status = MS_OK;
    for (ssize_t got = 1; got > 0 && status == MS_OK;) {
        status = ms_buffer_reserve(text, PIECE);
        if (status != MS_OK) {
            ms_error_set(error, status, 0, "the list '%.150s' is too long", path);
            break;
        }
        got = sys->read(sys->state, fd, text->data + text->len, text->capacity - text->len);
        if (got > 0) text->len += (size_t)got;
        if (got < 0) status = ms_error_system(error, errno, "reading the list '%.150s'", path);
    }
    sys->close(sys->state, fd);
    return status;
}

/* Adds one input a line; a list does not hold lists. */
static ms_status add_list(ms_inputs *inputs, const char *path, ms_error *error) {
    ms_buffer text;
    ms_buffer_init(&text, inputs->sys, LIST_MAX);
    ms_status status = read_list(inputs->sys, path, &text, error);
    if (status == MS_OK && ms_buffer_append_byte(&text, '\n') != MS_OK)
        status = no_memory(error);
    for (size_t from = 0; status == MS_OK && from < text.len;) {
        char *line = text.data + from;
        char *end = memchr(line, '\n', text.len - from);
        from = (size_t)(end - text.data) + 1;
        if (end > line && end[-1] == '\r') end--;
        *end = '\0';
        if (line[0] == '@') {
            status = ms_error_set(error, MS_E_USAGE, 0, "'%.100s' names another list: '%.80s'",
                                  path, line);
        } else if (line[0]) {
            status = ms_inputs_add(inputs, line, error);
        }
    }
    ms_buffer_free(&text);
    return status;
}

/* --- files and globs ---------------------------------------------------------------------- */

static bool has_beside(const char *path) {
    char name[PATH_ROOM + sizeof BESIDE];
    size_t len = strlen(path);
    if (len >= PATH_ROOM) return false;
    memcpy(name, path, len);
    memcpy(name + len, BESIDE, sizeof BESIDE);
    return access(name, F_OK) == 0;
}

static ms_status add_glob(ms_inputs *inputs, const char *pattern, ms_error *error) {
    glob_t found = {0};
    if (glob(pattern, 0, NULL, &found) != 0) {
        return ms_error_set(error, MS_E_NOT_FOUND, 0, "nothing matches '%.180s'", pattern);
    }
    ms_status status = MS_OK;
    for (size_t i = 0; i < found.gl_pathc && status == MS_OK; i++) {
        status = ms_inputs_add(inputs, found.gl_pathv[i], error);
    }
    globfree(&found);
    return status;
}

ms_status ms_inputs_add(ms_inputs *inputs, const char *input, ms_error *error) {
    if (input[0] == '@' && input[1]) return add_list(inputs, input + 1, error);
    if (strcmp(input, "-") == 0) {
        inputs->roots++;
        return ms_inputs_add_file(inputs, &(ms_input){.path = "-", .id = "stdin"}, error);
    }
    struct stat about;
    if (stat(input, &about) != 0) {
        if (errno == ENOENT && strpbrk(input, "*?[")) return add_glob(inputs, input, error);
        return ms_error_system(error, errno, "'%.180s' cannot be read", input);
    }
    if (access(input, R_OK) != 0) {
        return ms_error_system(error, errno, "'%.180s' cannot be read", input);
    }
    inputs->roots++;
    if (S_ISDIR(about.st_mode)) return ms_inputs_add_folder(inputs, input, error);
    ms_input file = {.path = input, .id = "", .has_beside = has_beside(input)};
    return ms_inputs_add_file(inputs, &file, error);
}

/* --- ids ---------------------------------------------------------------------------------- */

/* The last part of a path, without slashes at its end. */
static ms_slice base_name(ms_slice path) {
    while (path.len > 1 && path.ptr[path.len - 1] == '/') path.len--;
    const char *slash = path.len > 1 ? memrchr(path.ptr, '/', path.len - 1) : NULL;
    return slash ? ms_slice_sub(path, (size_t)(slash - path.ptr) + 1, path.len) : path;
}

/* The name of the root that a file came from: its path without its id, which ends it. */
static ms_slice root_name(const ms_input *file) {
    ms_slice path = ms_slice_str(file->path), id = ms_slice_str(file->id);
    if (id.len < path.len) path.len -= id.len;
    return base_name(path);
}

ms_status ms_inputs_settle(ms_inputs *inputs, ms_error *error) {
    if (inputs->roots < 2) return MS_OK;
    ms_buffer id;
    ms_buffer_init(&id, inputs->sys, 0);
    ms_status status = MS_OK;
    for (size_t i = 0; i < inputs->count && status == MS_OK; i++) {
        ms_input *file = &inputs->items[i];
        if (strcmp(file->path, "-") == 0) continue;
        ms_buffer_reset(&id);
        status = ms_buffer_append_slice(&id, root_name(file));
        if (status == MS_OK && file->id[0]) status = ms_buffer_append_byte(&id, '/');
        if (status == MS_OK) status = ms_buffer_append_slice(&id, ms_slice_str(file->id));
        const char *copy = NULL;
        if (status == MS_OK) copy = ms_arena_copy(inputs->arena, ms_buffer_slice(&id)).ptr;
        if (copy) file->id = copy;
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
