/* See source.h. Never maps a file: one that is truncated while it is read would kill us. */
#include "archive/source.h"

#include <errno.h>
#include <sys/stat.h>

#include "base/size.h"

/* Fits the second-level cache with what is made of it. */
enum { CHUNK = 256 * 1024 };

static void restart(ms_source *source, ms_meter *meter) {
    ms_buffer window = source->window;
    if (!window.sys) ms_buffer_init(&window, meter->ctx->sys, 0);
    ms_buffer_reset(&window);
    *source = (ms_source){.meter = meter, .fd = -1, .window = window};
}

void ms_source_open_bytes(ms_source *source, ms_meter *meter, ms_slice bytes) {
    restart(source, meter);
    source->memory = bytes;
    source->is_memory = source->is_seekable = source->is_ended = true;
    source->size = bytes.len;
}

ms_status ms_source_open_fd(ms_source *source, ms_meter *meter, int fd, ms_error *error) {
    struct stat info;
    restart(source, meter);
    source->fd = fd;
    if (fstat(fd, &info) != 0) return ms_error_system(error, errno, "cannot read the input");
    if (S_ISDIR(info.st_mode)) return ms_error_system(error, EISDIR, "cannot read the input");
    /* Files of the kernel say that they are empty, so those are read as streams. */
    source->is_seekable = S_ISREG(info.st_mode) && info.st_size > 0;
    source->size = source->is_seekable ? (uint64_t)info.st_size : 0;
    return MS_OK;
}

void ms_source_open_fill(ms_source *source, ms_meter *meter, ms_source_fill fill, void *state) {
    restart(source, meter);
    source->fill = fill;
    source->state = state;
}

void ms_source_free(ms_source *source) {
    if (source->window.sys) ms_buffer_free(&source->window);
    *source = (ms_source){.fd = -1};
}

static ms_slice window_of(const ms_source *source) {
    return source->is_memory ? source->memory : ms_buffer_slice(&source->window);
}

uint64_t ms_source_at(const ms_source *source) {
    return source->base + source->from;
}

void ms_source_seek(ms_source *source, uint64_t offset) {
    if (source->is_memory) {
        source->from = offset < source->memory.len ? (size_t)offset : source->memory.len;
        return;
    }
    uint64_t end = source->base + source->window.len;
    if (offset >= source->base && offset <= end) {
        source->from = (size_t)(offset - source->base);
        return;
    }
    ms_buffer_reset(&source->window);
    source->base = offset;
    source->from = 0;
    source->is_ended = false;
    source->failed = MS_OK;
}

static ms_status read_fd(ms_source *source, char *to, size_t size, uint64_t offset, size_t *got,
                         ms_error *error) {
    const ms_sys *sys = source->meter->ctx->sys;
    ssize_t count = offset > INT64_MAX ? 0
                    : source->is_seekable
                        ? sys->pread(sys->state, source->fd, to, size, (int64_t)offset)
                        : sys->read(sys->state, source->fd, to, size);
    if (count < 0) return ms_error_system(error, errno, "cannot read the input");
    *got = (size_t)count;
    return MS_OK;
}

/* Appends what one read gives to the window. */
static ms_status read_more(ms_source *source, size_t want) {
    ms_buffer *window = &source->window;
    uint64_t at = source->base + window->len;
    size_t room = ms_size_max(want, CHUNK);
    /* One byte more than is there, so that small files need neither a large window nor a
     * second look. */
    if (source->is_seekable && at <= source->size && source->size - at < room) {
        room = (size_t)(source->size - at) + 1;
    }
    ms_status status = ms_buffer_reserve(window, room);
    if (status != MS_OK) {
        return ms_error_set(&source->failure, status, at, "not enough memory to read on");
    }
    size_t got = 0;
    char *to = window->data + window->len;
    if (source->fill) {
        status = source->fill(source->state, to, window->capacity - window->len, &got,
                              &source->failure);
    } else {
        status = read_fd(source, to, room, at, &got, &source->failure);
    }
    if (source->is_input) source->meter->in += got;
    window->len += got;
    if (status == MS_OK && got == 0) source->is_ended = true;
    if (status == MS_OK) status = ms_tick(source->meter->ctx, got + 1);
    if (ms_status_is_limit(status) && source->meter->ctx->tripped == status) {
        ms_ctx_explain(source->meter->ctx, status, &source->failure);
    }
    return status;
}

/* Moves what is not consumed to the window's beginning, when that makes room worth having. */
static void drop_consumed(ms_source *source) {
    ms_buffer *window = &source->window;
    if (source->from == 0) return;
    window->len -= source->from;
    memmove(window->data, window->data + source->from, window->len);
    source->base += source->from;
    source->from = 0;
}

ms_status ms_source_peek(ms_source *source, size_t want, ms_slice *out, ms_error *error) {
    if (!source->is_memory && source->window.len - source->from < want) drop_consumed(source);
    while (!source->is_ended && source->window.len - source->from < want) {
        if (source->failed == MS_OK) {
            /* By doublings: a header may claim any size, so memory follows what has been
             * read. */
            size_t have = source->window.len;
            source->failed =
                read_more(source, ms_size_min(want - have, ms_size_max(have, CHUNK)));
        }
        if (source->failed != MS_OK && source->window.len - source->from < want) {
            if (error) *error = source->failure;
            return source->failed;
        }
    }
    ms_slice window = window_of(source);
    *out = ms_slice_sub(window, source->from, window.len);
    return MS_OK;
}

static ms_status end_too_early(const ms_source *source, ms_error *error) {
    return ms_error_set(
        error, MS_E_TRUNCATED, ms_source_at(source),
        "the data ends too early: the file has been cut off; copy or download it again");
}

ms_status ms_source_skip(ms_source *source, uint64_t bytes, ms_error *error) {
    if (source->is_seekable && !source->is_memory &&
        bytes > source->window.len - source->from) {
        uint64_t at = ms_source_at(source);
        if (bytes > source->size || at > source->size - bytes) {
            return end_too_early(source, error);
        }
        ms_source_seek(source, at + bytes);
        return MS_OK;
    }
    while (bytes > 0) {
        ms_slice have;
        ms_status status = ms_source_peek(source, 1, &have, error);
        if (status != MS_OK) return status;
        if (have.len == 0) return end_too_early(source, error);
        size_t step = bytes < have.len ? (size_t)bytes : have.len;
        source->from += step;
        bytes -= step;
    }
    return MS_OK;
}

ms_status ms_source_peek_all(ms_source *source, ms_status bound, ms_slice *out,
                             ms_error *error) {
    const ms_limits *limits = &source->meter->ctx->limits;
    uint64_t bytes = limits->member;
    if (bound == MS_E_LIMIT_DOCUMENT && limits->document < bytes / 4) bytes = limits->document * 4;
    else bound = MS_E_LIMIT_MEMBER;
    size_t most = bytes < SIZE_MAX / 4 ? (size_t)bytes : SIZE_MAX / 4;
    ms_status status = ms_source_peek(source, most + 1, out, error);
    if (status != MS_OK || out->len <= most) return status;
    return ms_limits_hit(limits, bound, out->len, ms_source_at(source), error);
}

ms_status ms_source_read_at(ms_source *source, uint64_t offset, char *to, size_t size,
                            ms_error *error) {
    if (source->is_memory) {
        ms_slice all = source->memory;
        if (offset > all.len || size > all.len - offset) return end_too_early(source, error);
        if (all.ptr && size) memcpy(to, all.ptr + offset, size);
        return MS_OK;
    }
    while (size > 0) {
        size_t got = 0;
        ms_status status = read_fd(source, to, size, offset, &got, error);
        if (status != MS_OK) return status;
        if (got == 0) return end_too_early(source, error);
        to += got;
        offset += got;
        size -= got;
    }
    return MS_OK;
}
