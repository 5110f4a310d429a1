/* See manifest.h. A line begins with its document's locator, so that finding one needs no
 * reader of JSON: the line of the same locator begins with the same bytes. */
#include "run/manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>

#include "base/sys.h"
#include "out/json.h"

static ms_status put_source(ms_buffer *out, ms_slice locator) {
    ms_status status = ms_buffer_printf(out, "{\"source\":");
    if (status == MS_OK) status = ms_json_put_string(out, locator);
    return status == MS_OK ? ms_buffer_append_byte(out, ',') : status;
}

/* What the line ends with: all that tells one state of the document from another. */
static ms_status put_state(ms_buffer *out, const ms_document *document) {
    return ms_buffer_printf(out, ",\"bytes\":%" PRIu64 ",\"digest\":\"%016" PRIx64 "\"}\n", document->bytes,
                            document->digest);
}

ms_status ms_manifest_put(ms_buffer *out, const ms_document *document) {
    ms_status status = put_source(out, document->locator);
    if (status == MS_OK) status = ms_buffer_printf(out, "\"id\":");
    if (status == MS_OK) status = ms_json_put_string(out, document->id);
    return status == MS_OK ? put_state(out, document) : status;
}

/* Looks through the whole lines of text; what is left of it is the length of the last, broken
 * one. */
static size_t look_through(ms_slice text, ms_slice wanted, ms_slice end_wanted,
                           ms_manifest_answer *answer) {
    while (*answer == MS_MANIFEST_UNKNOWN) {
        const char *end = text.len ? memchr(text.ptr, '\n', text.len) : NULL;
        if (!end) break;
        size_t len = (size_t)(end - text.ptr) + 1;
        ms_slice line = ms_slice_sub(text, 0, len);
        if (ms_slice_starts(line, wanted)) {
            bool is_same = ms_slice_ends(line, end_wanted);
            *answer = is_same ? MS_MANIFEST_SAME : MS_MANIFEST_CHANGED;
        }
        text = ms_slice_sub(text, len, text.len);
    }
    return text.len;
}

static ms_status scan(const ms_sys *sys, int fd, ms_slice wanted, ms_slice end_wanted,
                      ms_buffer *text, ms_manifest_answer *answer) {
    enum { PIECE = 256 * 1024 };
    ssize_t got = 1;
    while (got > 0 && *answer == MS_MANIFEST_UNKNOWN) {
        ms_status status = ms_buffer_reserve(text, PIECE);
        if (status != MS_OK) return status;
        got = sys->read(sys->state, fd, text->data + text->len, PIECE);
        if (got <= 0) break;
        text->len += (size_t)got;
        size_t left = look_through(ms_buffer_slice(text), wanted, end_wanted, answer);
        memmove(text->data, text->data + text->len - left, left);
        text->len = left;
    }
    return got < 0 ? MS_E_IO : MS_OK;
}

ms_status ms_manifest_check(const char *path, const ms_document *document,
                            ms_manifest_answer *answer, ms_error *error) {
    const ms_sys *sys = ms_sys_real();
    *answer = MS_MANIFEST_UNKNOWN;
    int fd = sys->open(sys->state, path, O_RDONLY | O_NONBLOCK, 0);
    if (fd < 0) return ms_error_system(error, errno, "'%.180s' cannot be read", path);
    ms_buffer wanted, state, text;
    ms_buffer_init(&wanted, sys, 0);
    ms_buffer_init(&state, sys, 0);
    ms_buffer_init(&text, sys, 0);
    ms_status status = put_source(&wanted, document->locator);
    if (status == MS_OK) status = put_state(&state, document);
    if (status == MS_OK) {
        status = scan(sys, fd, ms_buffer_slice(&wanted), ms_buffer_slice(&state), &text, answer);
    }
    if (status != MS_OK) {
        ms_error_set(error, status, 0, "'%.180s' cannot be read: %s", path,
                     ms_status_name(status));
    }
    ms_buffer_free(&text);
    ms_buffer_free(&state);
    ms_buffer_free(&wanted);
    sys->close(sys->state, fd);
    return status;
}
