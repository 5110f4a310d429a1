/* See folder.h. The stream: "moonscribe files 1\n", then for each file "SIZE NAME\n" and its bytes. Never trust a name in it. */
#include "cli/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/size.h"
#include "base/slice.h"

static const char head[] = "moonscribe files 1\n";

typedef struct stream {
    const ms_sys *sys;
    int fd;
    size_t from, len;  /* what of the bytes has not been taken yet */
    char line[MS_FOLDER_PATH]; /* the name at hand, terminated */
    char bytes[64 * 1024];
} stream;

bool ms_folder_is(const char *path) {
    struct stat seen;
    size_t len = strlen(path);
    if (len > 0 && path[len - 1] == '/') return true;
    return stat(path, &seen) == 0 && S_ISDIR(seen.st_mode);
}

static size_t bare_length(const char *folder) {
    size_t len = strlen(folder);
    while (len > 1 && folder[len - 1] == '/') len--;
    return len;
}

/* folder without slashes at its end, then suffix. */
static ms_status path_beside(const char *folder, const char *suffix, char *path, ms_error *error) {
    int len = snprintf(path, MS_FOLDER_PATH, "%.*s%s", (int)ms_size_min(bare_length(folder), MS_FOLDER_PATH), folder, suffix);
    if (len > 0 && len < MS_FOLDER_PATH) return MS_OK;
    return ms_error_set(error, MS_E_USAGE, 0, "-o: the path of the folder is too long");
}

ms_status ms_folder_pack(const char *folder, char *pack, ms_error *error) {
    return path_beside(folder, ".files", pack, error);
}

/* --- reading ------------------------------------------------------------------------------ */

static ms_status cut_off(ms_error *error) {
    return ms_error_set(error, MS_E_MALFORMED, 0, "the result is no folder of files: give a file to -o, without a / at the end");
}

/* Has more bytes; MS_END when there are none. */
static ms_status fill(stream *in, ms_error *error) {
    if (in->len > 0) return MS_OK;
    ssize_t got = in->sys->read(in->sys->state, in->fd, in->bytes, sizeof in->bytes);
    if (got < 0) return ms_error_system(error, errno, "reading the files of the result");
    in->from = 0;
    in->len = (size_t)got;
    return got > 0 ? MS_OK : MS_END;
}

/* A line without its end into in->line; MS_END at the end of the stream. */
static ms_status take_line(stream *in, ms_error *error) {
    for (size_t at = 0; at < sizeof in->line; at++) {
        ms_status status = fill(in, error);
        if (status == MS_END && at > 0) return cut_off(error);
        if (status != MS_OK) return status;
        char c = in->bytes[in->from++];
        in->len--;
        in->line[at] = c == '\n' ? '\0' : c;
        if (c == '\n') return MS_OK;
        if (c == '\0') return cut_off(error);
    }
    return cut_off(error);
}

/* Parts of a name: neither empty, nor "." or "..", nor with a control. */
static bool is_safe(const char *name) {
    for (const char *part = name;; part++) {
        size_t len = strcspn(part, "/");
        bool is_dots = len > 0 && len <= 2 && strspn(part, ".") >= len;
        if (len == 0 || is_dots) return false;
        for (size_t i = 0; i < len; i++) {
            if ((unsigned char)part[i] < 0x20 || part[i] == 0x7F) return false;
        }
        part += len;
        if (!*part) return true;
    }
}

/* --- writing ------------------------------------------------------------------------------ */

static ms_status cannot(const char *name, ms_error *error) {
    return ms_error_system(error, errno, "the file '%.180s' of the result", name);
}

/* Opens the folder that the file `name` stands in below root, making what is missing; *base is the last part of the
 * name. */
static ms_status open_parent(int root, char *name, int *parent, const char **base, ms_error *error) {
    int at = fcntl(root, F_DUPFD_CLOEXEC, 0);
    char *part = name;
    for (char *slash; at >= 0 && (slash = strchr(part, '/')); part = slash + 1) {
        *slash = '\0';
        int next = -1;
        if (mkdirat(at, part, 0777) == 0 || errno == EEXIST) next = openat(at, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        int failure = errno;
        close(at);
        *slash = '/';
        errno = failure;
        at = next;
    }
    *parent = at;
    *base = part;
    return at >= 0 ? MS_OK : cannot(name, error);
}

static ms_status copy_bytes(stream *in, int fd, uint64_t size, ms_error *error) {
    while (size > 0) {
        ms_status status = fill(in, error);
        if (status == MS_END) return cut_off(error);
        if (status != MS_OK) return status;
        size_t piece = size < in->len ? (size_t)size : in->len;
        if (!ms_sys_write_all(in->sys, fd, in->bytes + in->from, piece)) return cannot(in->line, error);
        in->from += piece;
        in->len -= piece;
        size -= piece;
    }
    return MS_OK;
}

/* The file appears under its name when it is complete. */
static ms_status make_file(stream *in, int root, char *name, uint64_t size, ms_error *error) {
    int parent;
    const char *base;
    ms_status status = open_parent(root, name, &parent, &base, error);
    if (status != MS_OK) return status;
    char part[MS_FOLDER_PATH + sizeof ".part"];
    snprintf(part, sizeof part, "%s.part", base);
    unlinkat(parent, part, 0);
    int fd = openat(parent, part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    status = fd >= 0 ? copy_bytes(in, fd, size, error) : cannot(name, error);
    if (fd >= 0 && close(fd) != 0 && status == MS_OK) status = cannot(name, error);
    if (status == MS_OK && renameat(parent, part, parent, base) != 0) status = cannot(name, error);
    if (status != MS_OK) unlinkat(parent, part, 0);
    close(parent);
    return status;
}

static ms_status make_files(stream *in, int root, ms_error *error) {
    ms_status status = take_line(in, error);
    if (status == MS_END || (status == MS_OK && strncmp(in->line, head, sizeof head - 2) != 0)) return cut_off(error);
    while (status == MS_OK && (status = take_line(in, error)) == MS_OK) {
        uint64_t size = 0;
        char *name = in->line;
        for (; *name >= '0' && *name <= '9' && size < UINT64_MAX / 16; name++) size = size * 10 + (uint64_t)(*name - '0');
        if (name == in->line || *name != ' ') return cut_off(error);
        name++;
        if (!is_safe(name)) {
            return ms_error_set(error, MS_E_PERMISSION, 0, "the result has a file whose name leads out of the folder: nothing more is written");
        }
        status = make_file(in, root, name, size, error);
    }
    if (status != MS_END) return status;
    return syncfs(root) == 0 ? MS_OK : ms_error_system(error, errno, "syncing the folder of the result");
}

/* What lies beside the stream gets the folder's name. */
static ms_status rename_beside(const ms_sys *sys, const char *pack, const char *folder, ms_error *error) {
    static const char *const suffixes[] = {".manifest.jsonl", ".rejects.jsonl", ".report.json"};
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        char from[MS_FOLDER_PATH], to[MS_FOLDER_PATH];
        ms_status status = path_beside(pack, suffixes[i], from, error);
        if (status == MS_OK) status = path_beside(folder, suffixes[i], to, error);
        if (status != MS_OK) return status;
        if (sys->rename(sys->state, from, to) == 0) continue;
        if (errno != ENOENT) return ms_error_system(error, errno, "'%.180s'", to);
        sys->unlink(sys->state, to); /* of an earlier run */
    }
    return MS_OK;
}

ms_status ms_folder_unpack(const ms_sys *sys, const char *pack, const char *folder, ms_error *error) {
    stream *in = ms_sys_alloc(sys, sizeof *in);
    if (!in) return ms_error_set(error, MS_E_MEMORY, 0, "no memory to write the files of the result");
    in->sys = sys;
    in->fd = sys->open(sys->state, pack, O_RDONLY | O_CLOEXEC, 0);
    int root = -1;
    ms_status status = in->fd >= 0 ? MS_OK : ms_error_system(error, errno, "'%.180s'", pack);
    if (status == MS_OK && (sys->mkdir(sys->state, folder, 0777) == 0 || errno == EEXIST)) {
        root = sys->open(sys->state, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    }
    if (status == MS_OK && root < 0) status = ms_error_system(error, errno, "the folder '%.180s'", folder);
    if (status == MS_OK) status = make_files(in, root, error);
    if (root >= 0) sys->close(sys->state, root);
    if (in->fd >= 0) sys->close(sys->state, in->fd);
    ms_sys_free(sys, in, sizeof *in);
    if (status != MS_OK && status != MS_E_MALFORMED && status != MS_E_PERMISSION) return status; /* to be tried again */
    sys->unlink(sys->state, pack);
    ms_error later;
    ms_status renamed = rename_beside(sys, pack, folder, &later);
    if (status == MS_OK && renamed != MS_OK) *error = later;
    return status == MS_OK ? renamed : status;
}
