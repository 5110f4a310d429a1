/* A file of lines that belongs to an earlier run, one line after the other. */
#include <errno.h>
#include <fcntl.h>

#include "run/engine.h"

enum { PIECE = 256 * 1024 };

/* Gives the whole lines of text; what is left is moved to its beginning. */
static ms_status give_lines(ms_buffer *text, bool is_over, ms_lines_take take, void *state, uint64_t *number,
                            ms_error *error) {
    size_t from = 0;
    while (from < text->len) {
        const char *line = text->data + from, *end = memchr(line, '\n', text->len - from);
        if (!end && !is_over) break;
        size_t len = end ? (size_t)(end - line) : text->len - from;
        ++*number;
        ms_status status = len ? take(state, ms_slice_of(line, len), *number, error) : MS_OK;
        if (status != MS_OK) return status;
        from += len + (end != NULL);
    }
    text->len -= from;
    if (text->len) memmove(text->data, text->data + from, text->len);
    return MS_OK;
}

ms_status ms_lines_read(const ms_sys *sys, const char *path, ms_lines_take take, void *state, ms_error *error) {
    int fd = sys->open(sys->state, path, O_RDONLY, 0);
    if (fd < 0) return ms_error_system(error, errno, "'%.180s' cannot be read", path);
    ms_buffer text;
    ms_buffer_init(&text, sys, MS_FRAME_MAX);
    uint64_t number = 0;
    ms_status status = MS_OK;
    for (ssize_t got = 1; got > 0 && status == MS_OK;) {
        if (ms_buffer_reserve(&text, PIECE) != MS_OK) {
            status = ms_error_set(error, MS_E_USAGE, 0, "a line of '%.180s' is too long", path);
            break;
        }
        got = sys->read(sys->state, fd, text.data + text.len, PIECE);
        if (got > 0) text.len += (size_t)got;
        status = got < 0 ? ms_error_system(error, errno, "reading '%.180s'", path)
                         : give_lines(&text, got == 0, take, state, &number, error);
    }
    ms_buffer_free(&text);
    sys->close(sys->state, fd);
    return status;
}
