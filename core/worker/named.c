/* Rows of standard input that name a file: the command opens it, as nothing can be opened here, and what is in it
 * comes as if the row were the file. Its id is the row's. Only a worker that feeds does this, as nobody else hears the
 * answer. */
#include <unistd.h>

#include "worker/walk.h"

typedef struct ms_named {
    ms_walk walk;
    ms_unit unit;
    ms_buffer path, id, item_id, beside;
} ms_named;

/* What the command opens for us: its descriptor, or why not. */
static ms_status ask(ms_walk *walk, ms_slice path, int *fd, ms_error *error) {
    ms_worker *worker = walk->worker;
    size_t mark;
    ms_status status = ms_frame_begin(&worker->out, MS_FRAME_OPEN, &mark);
    if (status == MS_OK) status = ms_frame_put_u64(&worker->out, worker->unit);
    if (status == MS_OK) status = ms_frame_put_str(&worker->out, path);
    if (status == MS_OK) status = ms_frame_end(&worker->out, mark);
    if (status == MS_OK) status = ms_worker_flush(worker);
    ms_slice code = {0}, message = {0};
    while (status == MS_OK || status == MS_END) {
        status = ms_batch_hear(worker, &code, &message, fd);
        if (status == MS_OK) break;
    }
    if (status != MS_OK || (code.len == 0 && *fd >= 0)) return status;
    char name[32] = "";
    if (code.len && code.len < sizeof name) memcpy(name, code.ptr, code.len);
    ms_error_set(error, ms_status_parse(name), 0, "%.*s", (int)(message.len < 400 ? message.len : 400),
                 message.len ? message.ptr : "");
    return MS_OK;
}

/* What the row itself is when its file cannot be read. */
static ms_status refuse(ms_walk *walk, const ms_error *error, ms_item *item) {
    walk->error = *error;
    item->kind = MS_ITEM_ERROR;
    item->stage = "open";
    item->code = error->code;
    item->reason = ms_slice_str(walk->error.message);
    return MS_OK;
}

ms_status ms_named_open(ms_walk *walk, ms_slice path, ms_item *item) {
    ms_error error = {0};
    ms_worker *worker = walk->worker;
    int fd = -1;
    if (memchr(path.ptr, '\0', path.len)) {
        ms_error_set(&error, MS_E_USAGE, 0, "the path of this row has a character that no path has");
        return refuse(walk, &error, item);
    }
    ms_status status = ask(walk, path, &fd, &error);
    if (status != MS_OK) return status;
    if (fd < 0) return refuse(walk, &error, item);
    ms_named *named = ms_sys_alloc(worker->sys, sizeof *named);
    if (!named) {
        close(fd);
        return MS_E_MEMORY;
    }
    ms_buffer *const buffers[] = {&named->path, &named->id, &named->item_id, &named->beside};
    for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++) ms_buffer_init(buffers[i], worker->sys, 0);
    status = ms_buffer_append_slice(&named->path, path);
    if (status == MS_OK) status = ms_buffer_append_slice(&named->id, item->id);
    if (status == MS_OK) status = ms_buffer_append_slice(&named->beside, item->beside);
    named->unit = (ms_unit){.part = {.most = UINT64_MAX}, .path = ms_buffer_slice(&named->path),
                            .id = ms_buffer_slice(&named->id), .beside = ms_buffer_slice(&named->beside)};
    worker->is_rows = false;
    if (status == MS_OK) status = ms_walk_open(&named->walk, worker, &named->unit, fd, &error);
    worker->is_rows = true;
    walk->named = named;
    close(fd);
    if (status == MS_OK) return MS_END;
    named->walk = (ms_walk){0};
    ms_named_close(walk);
    return status == MS_E_MEMORY ? status : refuse(walk, &error, item);
}

ms_status ms_named_next(ms_walk *walk, ms_item *item) {
    ms_named *named = walk->named;
    walk->worker->is_rows = false;
    ms_status status = ms_walk_next(&named->walk, item);
    walk->worker->is_rows = true;
    if (status != MS_OK) {
        ms_named_close(walk);
        return status;
    }
    item->origin = ms_buffer_slice(&named->path);
    ms_buffer_reset(&named->item_id);
    status = ms_buffer_append_slice(&named->item_id, ms_buffer_slice(&named->id));
    if (status == MS_OK && item->id.len) status = ms_buffer_append_byte(&named->item_id, '/');
    if (status == MS_OK) status = ms_buffer_append_slice(&named->item_id, item->id);
    item->id = ms_buffer_slice(&named->item_id);
    return status;
}

void ms_named_close(ms_walk *walk) {
    ms_named *named = walk->named;
    if (!named) return;
    walk->named = NULL;
    if (named->walk.worker) ms_walk_close(&named->walk);
    ms_buffer_free(&named->path);
    ms_buffer_free(&named->id);
    ms_buffer_free(&named->item_id);
    ms_buffer_free(&named->beside);
    ms_sys_free(walk->worker->sys, named, sizeof *named);
}
