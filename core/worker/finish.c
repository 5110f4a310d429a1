/* The end of a run: the committed rows come back as JSON Lines, and the script's finish, a view
 * or a writer makes the result of them. Reads as it goes: rows need not fit into memory. */
#include <errno.h>

#include "base/size.h"
#include "bind/sandbox.h"
#include "worker/worker.h"

enum { READ_SIZE = 256 * 1024, FINISH_FACTOR = 60 };

/* Reads more of the lines. False at the end. */
static bool read_more(lua_State *L, ms_worker *worker) {
    ms_buffer *lines = &worker->lines;
    if (worker->line_from > 0 && lines->data) {
        memmove(lines->data, lines->data + worker->line_from, lines->len - worker->line_from);
        lines->len -= worker->line_from;
        worker->line_from = 0;
    }
    ms_error error = {0};
    ms_status status = ms_buffer_reserve(lines, READ_SIZE);
    if (status != MS_OK) {
        ms_error_set(&error, status, 0, "no memory for the rows of the run");
        ms_raise(L, &error);
    }
    ssize_t got = worker->sys->read(worker->sys->state, worker->lines_fd, lines->data + lines->len,
                                    lines->capacity - lines->len);
    if (got < 0) {
        ms_error_system(&error, errno, "reading the rows of the run");
        ms_raise(L, &error);
    }
    if (got > 0) lines->len += (size_t)got;
    return got > 0;
}

/* next_line() -> string or nil */
static int next_line(lua_State *L) {
    ms_worker *worker = ms_state_of(L)->worker;
    ms_buffer *lines = &worker->lines;
    size_t looked = 0;
    for (;;) {
        const char *from = lines->data ? lines->data + worker->line_from : "";
        size_t len = lines->len - worker->line_from;
        const char *end = len > looked ? memchr(from + looked, '\n', len - looked) : NULL;
        if (end) {
            lua_pushlstring(L, from, (size_t)(end - from));
            worker->line_from += (size_t)(end - from) + 1;
            ms_spend(L, (size_t)(end - from));
            return 1;
        }
        looked = len;
        if (!read_more(L, worker)) break;
    }
    if (looked == 0) return 0;
    lua_pushlstring(L, lines->data + worker->line_from, looked);
    worker->line_from = lines->len;
    return 1;
}

int ms_worker_put(lua_State *L) {
    enum { PIECE = 1024 * 1024 };
    ms_worker *worker = ms_state_of(L)->worker;
    ms_slice bytes = ms_text_check(L, 1);
    ms_spend(L, bytes.len);
    worker->written += bytes.len;
    while (bytes.len > 0) {
        ms_slice piece = ms_slice_sub(bytes, 0, PIECE);
        size_t mark;
        ms_status status = ms_frame_begin(&worker->out, MS_FRAME_OUTPUT, &mark);
        if (status == MS_OK) status = ms_frame_put_str(&worker->out, piece);
        if (status == MS_OK) status = ms_worker_end_frame(worker, mark);
        if (status != MS_OK) {
            ms_error error = {0};
            ms_error_set(&error, status, 0, "the result cannot be handed over");
            ms_raise(L, &error);
        }
        bytes = ms_slice_sub(bytes, piece.len, bytes.len);
    }
    return 0;
}

/* note(text): what must be said to the user about the result. */
static int put_note(lua_State *L) {
    enum { LONGEST = 4096 };
    ms_worker *worker = ms_state_of(L)->worker;
    ms_slice text = ms_text_check(L, 1);
    size_t mark;
    ms_status status = ms_frame_begin(&worker->out, MS_FRAME_NOTE, &mark);
    if (status == MS_OK) status = ms_frame_put_str(&worker->out, ms_slice_sub(text, 0, ms_size_min(text.len, LONGEST)));
    if (status == MS_OK) status = ms_worker_end_frame(worker, mark);
    if (status == MS_OK) return 0;
    ms_error error = {0};
    ms_error_set(&error, status, 0, "a note cannot be handed over");
    return ms_raise(L, &error);
}

static int finish(lua_State *L) {
    ms_worker *worker = ms_state_of(L)->worker;
    ms_worker_push_run(L, "finish");
    lua_pushlstring(L, worker->to.len ? worker->to.data : "jsonl", worker->to.len ? worker->to.len : 5);
    lua_pushcfunction(L, next_line);
    lua_pushcfunction(L, ms_worker_put);
    ms_worker_push_columns(L);
    lua_pushcfunction(L, put_note);
    lua_call(L, 5, 0);
    return 0;
}

ms_status ms_worker_finish(ms_worker *worker, int fd) {
    ms_error error = {0};
    ms_limits kept = worker->ctx.limits;
    worker->lines_fd = fd;
    ms_buffer_reset(&worker->lines);
    worker->line_from = 0;
    /* This is over all documents, not one: its limits are wider. */
    worker->ctx.limits.time_ns *= FINISH_FACTOR;
    if (kept.fuel < UINT64_MAX / FINISH_FACTOR) worker->ctx.limits.fuel *= FINISH_FACTOR;
    ms_status status = fd < 0 ? ms_error_set(&error, MS_E_MALFORMED, 0, "no rows came with FINISH")
                              : ms_worker_call(worker, finish, NULL, &error);
    worker->ctx.limits = kept;
    if (fd >= 0) worker->sys->close(worker->sys->state, fd);
    if (status == MS_OK) return MS_OK;
    return ms_worker_fail(worker, ms_worker_stage(worker->state->lua), &error);
}
