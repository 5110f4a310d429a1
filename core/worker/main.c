/* moonscribe-worker: started by the command, with their socket as descriptor 3 (or the number
 * given as the only argument). Reads frames, does what they say, answers in frames; knows
 * nothing of files but the descriptors that it is handed. */
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "worker/worker.h"

enum { DEFAULT_SOCKET = 3 };

ms_status ms_worker_flush(ms_worker *worker) {
    ms_error error;
    ms_status status = ms_frame_send(worker->socket, ms_buffer_slice(&worker->out), -1, &error);
    ms_buffer_reset(&worker->out);
    worker->sent_ns = worker->sys->monotonic_ns(worker->sys->state);
    return status;
}

ms_status ms_worker_end_frame(ms_worker *worker, size_t mark) {
    ms_status status = ms_frame_end(&worker->out, mark);
    if (status != MS_OK) return status;
    bool is_due = worker->is_careful || worker->out.len >= MS_WORKER_BATCH ||
                  worker->sys->monotonic_ns(worker->sys->state) - worker->sent_ns > MS_WORKER_PAUSE_NS;
    return is_due ? ms_worker_flush(worker) : MS_OK;
}

ms_status ms_worker_fail(ms_worker *worker, const char *stage, const ms_error *error) {
    size_t mark;
    ms_buffer *out = &worker->out;
    ms_status status = ms_frame_begin(out, MS_FRAME_FAIL, &mark);
    if (status == MS_OK) status = ms_frame_put_str(out, ms_slice_str(stage));
    if (status == MS_OK) status = ms_frame_put_str(out, ms_slice_str(ms_status_name(error->code)));
    if (status == MS_OK) status = ms_frame_put_str(out, ms_slice_str(error->message));
    if (status == MS_OK) status = ms_worker_end_frame(worker, mark);
    return status == MS_OK ? ms_worker_flush(worker) : status;
}

static ms_status send_done(ms_worker *worker) {
    size_t mark;
    ms_status status = ms_frame_begin(&worker->out, MS_FRAME_DONE, &mark);
    if (status == MS_OK) status = ms_worker_end_frame(worker, mark);
    return status == MS_OK ? ms_worker_flush(worker) : status;
}

static int take_fd(ms_worker *worker) {
    if (worker->fd_count == 0) return -1;
    int fd = worker->fds[0];
    worker->fd_count--;
    memmove(worker->fds, worker->fds + 1, worker->fd_count * sizeof worker->fds[0]);
    return fd;
}

static ms_status refuse(ms_worker *worker, const char *message) {
    ms_error error = {0};
    ms_error_set(&error, MS_E_MALFORMED, 0, "%s", message);
    return ms_worker_fail(worker, "protocol", &error);
}

static ms_status dispatch(ms_worker *worker, ms_frame *frame) {
    switch (frame->kind) {
    case MS_FRAME_JOB: return ms_worker_job(worker, frame);
    case MS_FRAME_UNIT: {
        int fd = take_fd(worker);
        if (worker->is_started) return ms_worker_unit(worker, frame, fd);
        if (fd >= 0) close(fd);
        return refuse(worker, "a unit came before the job was started");
    }
    case MS_FRAME_FINISH: {
        int fd = take_fd(worker);
        if (worker->is_started) return ms_worker_finish(worker, fd);
        if (fd >= 0) close(fd);
        return refuse(worker, "FINISH came before the job was started");
    }
    case MS_FRAME_GIVEN: return ms_worker_given(worker, frame, take_fd(worker));
    case MS_FRAME_MORE: return MS_OK; /* it came when what was fed had ended */
    case MS_FRAME_END: worker->is_over = true; return send_done(worker);
    default: return refuse(worker, "a frame of an unknown kind came");
    }
}

/* Everything that has come whole is done before more is read. */
static ms_status work(ms_worker *worker) {
    ms_slice rest = ms_buffer_slice(&worker->in);
    ms_status status = MS_OK;
    while (status == MS_OK && !worker->is_over) {
        ms_frame frame;
        status = ms_frame_parse(&rest, &frame);
        if (status == MS_OK) status = dispatch(worker, &frame);
    }
    if (status != MS_END && status != MS_OK) return status;
    if (rest.len > 0) memmove(worker->in.data, rest.ptr, rest.len);
    worker->in.len = rest.len;
    return MS_OK;
}

/* More work is waiting already: answers may wait too, until there is a batch of them. */
static bool has_more(const ms_worker *worker) {
    struct pollfd waiting = {.fd = worker->socket, .events = POLLIN};
    return poll(&waiting, 1, 0) > 0 && (waiting.revents & POLLIN);
}

static ms_status receive(ms_worker *worker) {
    ms_error error;
    int fd = -1;
    ms_status status = has_more(worker) ? MS_OK : ms_worker_flush(worker);
    if (status != MS_OK) return status;
    status = ms_frame_receive(worker->socket, &worker->in, &fd, &error);
    if (fd < 0) return status;
    if (worker->fd_count == MS_WORKER_FDS) {
        close(fd);
        return MS_E_MALFORMED;
    }
    worker->fds[worker->fd_count++] = fd;
    return status;
}

static void init(ms_worker *worker, int socket) {
    *worker = (ms_worker){.sys = ms_sys_real(), .socket = socket, .lines_fd = -1, .file_fd = -1};
    ms_ctx_init(&worker->ctx, worker->sys);
    ms_ctx_init(&worker->archive_ctx, worker->sys);
    ms_buffer *const buffers[] = {&worker->in,   &worker->out,    &worker->to,   &worker->member,
                                  &worker->label, &worker->id,    &worker->text, &worker->text_field,
                                  &worker->id_field, &worker->date_field, &worker->password,
                                  &worker->heard, &worker->slowest, &worker->answer, &worker->rows, &worker->keys,   &worker->cuts, &worker->lines};
    for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++) {
        ms_buffer_init(buffers[i], worker->sys, 0);
    }
}

int main(int argc, char **argv) {
    int socket = argc == 2 ? (int)strtol(argv[1], NULL, 10) : DEFAULT_SOCKET;
    ms_worker worker;
    ms_wall_enter(socket);
    init(&worker, socket);
    ms_status status = MS_OK;
    while (status == MS_OK && !worker.is_over) {
        status = receive(&worker);
        if (status == MS_OK) status = work(&worker);
    }
    /* No lua_close: the exit of the process ends an untrusted state. */
    _exit(worker.is_over || status == MS_END ? 0 : 1);
}
