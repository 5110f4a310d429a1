/* See files.h. The one idea: a path is looked up by the kernel below a folder that is open already,
 * and never out of it, neither by "..", nor by a link, nor from the root. Never opens a path in
 * any other way. */
#include "bind/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <lualib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bind/sandbox.h"

ms_status ms_files_grant(ms_state *state, int fd, ms_error *error) {
    if (state->folder_count == MS_FOLDERS_MAX) {
        return ms_error_set(error, MS_E_USAGE, 0, "no more than %d folders can be allowed", MS_FOLDERS_MAX);
    }
    state->folders[state->folder_count++] = fd;
    return MS_OK;
}

/* In the first folder that has it: a descriptor, or -1 and *error. */
static int open_below(const ms_state *state, const char *path, int flags, ms_error *error) {
    struct open_how how = {.flags = (unsigned)(flags | O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY),
                           .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS};
    int failure = ENOENT;
    for (size_t i = 0; i < state->folder_count; i++) {
        long fd = syscall(SYS_openat2, state->folders[i], *path ? path : ".", &how, sizeof how);
        if (fd >= 0) return (int)fd;
        if (errno != ENOENT) failure = errno;
    }
    /* EXDEV: it leads out of the folder. */
    ms_error_system(error, failure == EXDEV ? EACCES : failure, "%.150s", path);
    return -1;
}

/* The path at 1. Raises when nothing is allowed at all, which is for the user to decide. */
static const char *check_path(lua_State *L) {
    const char *path = luaL_checkstring(L, 1);
    if (ms_state_of(L)->folder_count == 0) {
        ms_error error = {0};
        ms_error_set(&error, MS_E_PERMISSION, 0,
                     "this script wants to read files; if it may, say where with --allow read:DIR");
        ms_raise(L, &error);
    }
    return path;
}

static ms_status read_all(ms_state *state, int fd, const char *path, ms_error *error) {
    const ms_sys *sys = state->ctx->sys;
    const size_t most = state->ctx->limits.string, piece = 65536;
    ms_buffer *out = &state->scratch;
    struct stat about;
    ms_buffer_reset(out);
    if (fstat(fd, &about) != 0) return ms_error_system(error, errno, "%.150s", path);
    if (!S_ISREG(about.st_mode)) return ms_error_set(error, MS_E_IO, 0, "%.150s is no file", path);
    for (;;) {
        ms_status status = ms_buffer_reserve(out, piece);
        if (status != MS_OK) return ms_error_set(error, status, 0, "%.150s: no memory to read it", path);
        ssize_t got = sys->read(sys->state, fd, out->data + out->len, piece);
        if (got < 0) return ms_error_system(error, errno, "%.150s", path);
        if (got == 0) return MS_OK;
        out->len += (size_t)got;
        if (out->len > most) {
            return ms_error_set(error, MS_E_LIMIT_MEMORY, out->len,
                                "%.100s is longer than %zu bytes; raise it with --limit-string", path, most);
        }
    }
}

/** ms.files.read(path) -> string | nil, message, code
 *  The bytes of a file below a folder that the user has allowed with `--allow read:DIR` (in the
 *  first that has it). The path is relative to that folder and never leads out of it. Raises when no folder is allowed.
 */
static int files_read(lua_State *L) {
    const char *path = check_path(L);
    ms_state *state = ms_state_of(L);
    ms_error error = {0};
    int fd = open_below(state, path, 0, &error);
    if (fd < 0) return ms_push_failure(L, &error);
    ms_status status = read_all(state, fd, path, &error);
    close(fd);
    ms_spend(L, state->scratch.len);
    if (status != MS_OK) return ms_push_failure(L, &error);
    lua_pushlstring(L, state->scratch.len ? state->scratch.data : "", state->scratch.len);
    return 1;
}

static ms_status list_names(ms_buffer *out, int fd, ms_error *error) {
    DIR *folder = fdopendir(fd);
    if (!folder) {
        close(fd);
        return ms_error_system(error, errno, "listing a folder");
    }
    ms_status status = MS_OK;
    const struct dirent *entry;
    while (status == MS_OK && (entry = readdir(folder))) {
        if (entry->d_name[0] != '.') status = ms_buffer_append(out, entry->d_name, strlen(entry->d_name) + 1);
    }
    closedir(folder);
    return status == MS_OK ? MS_OK : ms_error_set(error, status, 0, "no memory to list a folder");
}

/** ms.files.list(path) -> array of strings | nil, message, code
 *  The names in a folder that is allowed (`""`) or below one, in byte order, without those that begin
 *  with a dot.
 */
static int files_list(lua_State *L) {
    const char *path = check_path(L);
    ms_state *state = ms_state_of(L);
    ms_error error = {0};
    ms_buffer_reset(&state->scratch);
    int fd = open_below(state, path, O_DIRECTORY, &error);
    if (fd < 0 || list_names(&state->scratch, fd, &error) != MS_OK) return ms_push_failure(L, &error);
    ms_spend(L, state->scratch.len);
    ms_sandbox_push_library(L);
    lua_getfield(L, -1, LUA_TABLIBNAME);
    lua_getfield(L, -1, "sort");
    lua_newtable(L);
    lua_Integer count = 0;
    for (size_t at = 0; at < state->scratch.len; at += strlen(state->scratch.data + at) + 1) {
        lua_pushstring(L, state->scratch.data + at);
        lua_rawseti(L, -2, ++count);
    }
    lua_pushvalue(L, -1);
    lua_insert(L, -3);
    lua_call(L, 1, 0);
    return 1;
}

void ms_bind_files(lua_State *L) {
    static const luaL_Reg functions[] = {{"read", files_read}, {"list", files_list}, {NULL, NULL}};
    luaL_newlib(L, functions);
    lua_setfield(L, -2, "files");
}
