/* Batches: what one worker has read out of a stream, for others to understand. A .tar.gz can be read by
 * one process only; this one does nothing else, and gives on what it finds in memory files, sealed, so
 * that nobody can change them any more. A batch is a sequence of items, each with its fields as in
 * frames; it is read with the same mistrust. */
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/size.h"
#include "worker/walk.h"

enum { BATCH_BYTES = 512 * 1024, BATCH_ITEMS = 64 };

/* --- out of a batch ----------------------------------------------------------------------- */

ms_status ms_batch_read(ms_walk *walk, int fd, ms_error *error) {
    const ms_sys *sys = walk->worker->sys;
    ms_buffer *bytes = &walk->batch_bytes;
    struct stat about;
    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size < 0) {
        return ms_error_set(error, MS_E_INTERNAL, 0, "what came as a batch is none");
    }
    ms_status status = ms_buffer_reserve(bytes, (size_t)about.st_size);
    if (status != MS_OK) return ms_error_set(error, status, 0, "no memory for a batch of documents");
    while (bytes->len < (size_t)about.st_size) {
        ssize_t got = sys->pread(sys->state, fd, bytes->data + bytes->len, (size_t)about.st_size - bytes->len,
                                 (int64_t)bytes->len);
        if (got <= 0) return ms_error_system(error, got < 0 ? errno : EIO, "reading a batch of documents");
        bytes->len += (size_t)got;
    }
    walk->batch = ms_buffer_slice(bytes);
    return MS_OK;
}

ms_status ms_batch_next(ms_walk *walk, ms_item *item) {
    static const char *const stages[] = {"archive", "decode", "open"};
    if (walk->batch.len == 0) return MS_END;
    ms_frame frame = {.rest = walk->batch};
    uint64_t kind = 0, code = 0, stage = 0;
    *item = (ms_item){0};
    ms_slice *const fields[] = {&item->origin, &item->path, &item->id, &item->name, &item->bytes, &item->beside, &item->reason};
    ms_status status = ms_frame_take_u64(&frame, &kind);
    if (status == MS_OK) status = ms_frame_take_u64(&frame, &code);
    if (status == MS_OK) status = ms_frame_take_u64(&frame, &stage);
    for (size_t i = 0; i < sizeof fields / sizeof fields[0] && status == MS_OK; i++) {
        status = ms_frame_take_str(&frame, fields[i]);
    }
    if (status == MS_OK && (kind > MS_ITEM_ERROR || code >= MS_STATUS_COUNT || stage >= 3)) status = MS_E_MALFORMED;
    walk->batch = status == MS_OK ? frame.rest : (ms_slice){0};
    item->kind = (ms_item_kind)kind;
    item->code = (ms_status)code;
    item->stage = stages[status == MS_OK ? stage : 0];
    if (status == MS_OK) return MS_OK;
    ms_error_set(&walk->error, MS_E_INTERNAL, 0, "a batch of documents is damaged");
    *item = (ms_item){.kind = MS_ITEM_ERROR, .stage = "archive", .code = walk->error.code,
                      .reason = ms_slice_str(walk->error.message)};
    return MS_OK;
}

/* --- into batches ------------------------------------------------------------------------- */

typedef struct feed {
    ms_worker *worker;
    ms_buffer batch;
    uint64_t first, count; /* outcomes in it */
} feed;

static ms_status put_item(ms_buffer *out, const ms_item *item) {
    const ms_slice fields[] = {item->origin, item->path, item->id, item->name, item->bytes, item->beside, item->reason};
    uint64_t stage = !item->stage ? 0 : item->stage[0] == 'd' ? 1 : item->stage[0] == 'o' ? 2 : 0;
    ms_status status = ms_frame_put_u64(out, item->kind);
    if (status == MS_OK) status = ms_frame_put_u64(out, item->code);
    if (status == MS_OK) status = ms_frame_put_u64(out, stage);
    for (size_t i = 0; i < sizeof fields / sizeof fields[0] && status == MS_OK; i++) {
        status = ms_frame_put_str(out, fields[i]);
    }
    return status;
}

/* The next frame, whose payload is moved to worker->answer. */
static ms_status hear_frame(ms_worker *worker, ms_frame *frame) {
    for (;;) {
        ms_slice rest = ms_buffer_slice(&worker->heard);
        ms_status status = rest.len ? ms_frame_parse(&rest, frame) : MS_END;
        if (status == MS_OK) {
            ms_buffer_reset(&worker->answer);
            status = ms_buffer_append_slice(&worker->answer, frame->rest);
            frame->rest = ms_buffer_slice(&worker->answer);
            worker->heard.len = rest.len;
            if (rest.len) memmove(worker->heard.data, rest.ptr, rest.len);
            return status;
        }
        if (status != MS_END) return status;
        int came = -1;
        status = ms_frame_receive(worker->socket, &worker->heard, &came, NULL);
        /* MORE brings none, so it belongs to the FILE that is asked for. */
        if (came >= 0 && worker->file_fd >= 0) close(worker->file_fd);
        if (came >= 0) worker->file_fd = came;
        if (status != MS_OK) return status == MS_END ? MS_E_IO : status;
    }
}

ms_status ms_batch_hear(ms_worker *worker, ms_slice *code, ms_slice *message, int *fd) {
    ms_frame frame;
    ms_status status = hear_frame(worker, &frame);
    if (status != MS_OK) return status;
    if (frame.kind == MS_FRAME_MORE) {
        worker->batches_ahead++;
        return MS_END;
    }
    *fd = worker->file_fd;
    worker->file_fd = -1;
    bool is_good = frame.kind == MS_FRAME_FILE && ms_frame_take_str(&frame, code) == MS_OK &&
                   ms_frame_take_str(&frame, message) == MS_OK;
    if (!is_good && *fd >= 0) close(*fd);
    return is_good ? MS_OK : MS_E_MALFORMED;
}

/* Waits until the command wants another. */
static ms_status wait_for_more(const feed *f) {
    while (f->worker->batches_ahead == 0) {
        ms_slice code, message;
        int fd;
        ms_status status = ms_batch_hear(f->worker, &code, &message, &fd);
        if (status != MS_END) return status == MS_OK ? MS_E_MALFORMED : status;
    }
    return MS_OK;
}

/* Sealed, so that the one who reads it need not fear that it changes. */
static int make_file(feed *f) {
    int fd = memfd_create("batch", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0) return fd;
    const int seals = F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;
    bool is_made = ms_sys_write_all(f->worker->sys, fd, f->batch.data, f->batch.len) &&
                   fcntl(fd, F_ADD_SEALS, seals) == 0;
    if (is_made) return fd;
    close(fd);
    return -1;
}

static ms_status flush(feed *f) {
    ms_worker *worker = f->worker;
    size_t mark;
    if (f->count == 0) return MS_OK;
    ms_status status = wait_for_more(f);
    int fd = status == MS_OK ? make_file(f) : -1;
    if (status == MS_OK && fd < 0) status = MS_E_MEMORY;
    if (status == MS_OK) status = ms_frame_begin(&worker->out, MS_FRAME_BATCH, &mark);
    if (status == MS_OK) status = ms_frame_put_u64(&worker->out, worker->unit);
    if (status == MS_OK) status = ms_frame_put_u64(&worker->out, f->first);
    if (status == MS_OK) status = ms_frame_put_u64(&worker->out, f->count);
    if (status == MS_OK) status = ms_frame_end(&worker->out, mark);
    if (status == MS_OK) status = ms_frame_send(worker->socket, ms_buffer_slice(&worker->out), fd, NULL);
    ms_buffer_reset(&worker->out);
    if (fd >= 0) close(fd);
    f->first += f->count;
    f->count = 0;
    worker->batches_ahead--;
    ms_buffer_reset(&f->batch);
    return status;
}

static ms_status add(feed *f, uint64_t outcome, const ms_item *item) {
    /* What is in one batch follows one after the other. */
    ms_status status = outcome == f->first + f->count ? MS_OK : flush(f);
    f->first = outcome - f->count;
    if (status == MS_OK) status = put_item(&f->batch, item);
    f->count++;
    if (status != MS_OK || (f->batch.len < BATCH_BYTES && f->count < BATCH_ITEMS)) return status;
    return flush(f);
}

ms_status ms_batch_feed(ms_worker *worker, const ms_unit *unit, int fd) {
    feed f = {.worker = worker, .first = unit->part.skip};
    worker->batches_ahead = unit->part.to;
    ms_walk walk;
    ms_error error = {0};
    ms_item item;
    uint64_t outcome = 0;
    ms_buffer_init(&f.batch, worker->sys, 0);
    ms_status status = ms_worker_flush(worker);
    if (status != MS_OK) return status;
    status = ms_walk_open(&walk, worker, unit, fd, &error);
    bool is_open = status == MS_OK;
    if (!is_open) {
        item = (ms_item){.kind = MS_ITEM_ERROR, .stage = "open", .code = error.code,
                         .reason = ms_slice_str(error.message)};
        bool is_wanted = unit->part.skip == 0 && ms_part_has(&unit->part, 0);
        status = is_wanted ? add(&f, 0, &item) : MS_OK;
    }
    while (is_open && status == MS_OK) {
        status = ms_walk_next(&walk, &item);
        if (status == MS_END) break;
        bool is_wanted = outcome >= unit->part.skip && ms_part_has(&unit->part, outcome);
        if (status == MS_OK && is_wanted) status = add(&f, outcome, &item);
        outcome++;
    }
    if (status == MS_OK || status == MS_END) status = flush(&f);
    if (is_open) ms_walk_close(&walk);
    ms_buffer_free(&f.batch);
    worker->outcome = f.first;
    return status;
}
