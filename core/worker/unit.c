/* Units: a descriptor is opened as an archive, and each member in it is a document. What
 * cannot be read is a reject or a skip, and the rest goes on. */
#include "interview/locator.h"
#include "worker/worker.h"

typedef struct unit {
    ms_slice path;   /* as the user gave it */
    ms_slice id;     /* prefix of its documents' ids */
    ms_slice beside; /* corrections that lie beside it */
} unit;

static ms_slice base_name(ms_slice path) {
    const char *slash = path.len ? memrchr(path.ptr, '/', path.len) : NULL;
    return slash ? ms_slice_sub(path, (size_t)(slash - path.ptr) + 1, path.len) : path;
}

ms_status ms_worker_reject(ms_worker *worker, const char *stage, const ms_error *error) {
    size_t mark;
    ms_buffer *out = &worker->out;
    ms_status status = ms_frame_begin(out, MS_FRAME_REJECT, &mark);
    if (status == MS_OK) status = ms_frame_put_u64(out, worker->unit);
    if (status == MS_OK) status = ms_frame_put_str(out, ms_buffer_slice(&worker->label));
    if (status == MS_OK) status = ms_frame_put_str(out, ms_slice_str(stage));
    if (status == MS_OK) status = ms_frame_put_str(out, ms_slice_str(ms_status_name(error->code)));
    if (status == MS_OK) status = ms_frame_put_str(out, ms_slice_str(error->message));
    return status == MS_OK ? ms_worker_end_frame(worker, mark) : status;
}

ms_status ms_worker_skip(ms_worker *worker, const char *reason) {
    size_t mark;
    ms_buffer *out = &worker->out;
    ms_status status = ms_frame_begin(out, MS_FRAME_SKIP, &mark);
    if (status == MS_OK) status = ms_frame_put_u64(out, worker->unit);
    if (status == MS_OK) status = ms_frame_put_str(out, ms_buffer_slice(&worker->label));
    if (status == MS_OK) status = ms_frame_put_str(out, ms_slice_str(reason));
    return status == MS_OK ? ms_worker_end_frame(worker, mark) : status;
}

/* Sets label and id for a member (of an empty path: the unit itself). */
static ms_status name_document(ms_worker *worker, const unit *from, const ms_member *member) {
    ms_buffer_reset(&worker->label);
    ms_buffer_reset(&worker->id);
    ms_status status = ms_locator_escape(&worker->label, from->path);
    if (status == MS_OK && member->path.len) {
        status = ms_buffer_append(&worker->label, "!/", 2);
        if (status == MS_OK) status = ms_buffer_append_slice(&worker->label, member->path);
    }
    if (status == MS_OK) status = ms_buffer_append_slice(&worker->id, from->id);
    if (status == MS_OK && from->id.len && member->id.len) {
        status = ms_buffer_append_byte(&worker->id, '/');
    }
    if (status == MS_OK) status = ms_buffer_append_slice(&worker->id, member->id);
    if (status == MS_OK && worker->id.len == 0) {
        status = ms_buffer_append_slice(&worker->id, base_name(from->path));
    }
    return status;
}

static ms_status take_member(ms_worker *worker, ms_archive *archive, const unit *from,
                             const ms_member *member) {
    ms_status status = name_document(worker, from, member);
    if (status != MS_OK) return status;
    if (member->is_skip) return ms_worker_skip(worker, member->skip_reason ? member->skip_reason : "");
    bool is_plain = member->path.len == 0;
    ms_slice name = is_plain ? base_name(from->path) : base_name(member->name);
    return ms_worker_document(worker, is_plain ? NULL : archive, from->path, name, member->bytes,
                              is_plain ? from->beside : (ms_slice){0});
}

/* One member, by its path. */
static ms_status take_one(ms_worker *worker, ms_archive *archive, const unit *from) {
    ms_member member = {0};
    ms_error error = {0};
    if (ms_archive_find(archive, ms_buffer_slice(&worker->member), &member, &error) == MS_OK) {
        return take_member(worker, archive, from, &member);
    }
    member = (ms_member){.path = ms_buffer_slice(&worker->member)};
    ms_status status = name_document(worker, from, &member);
    return status == MS_OK ? ms_worker_reject(worker, "archive", &error) : status;
}

/* An archive may go on behind damage, but not for ever: errors without a document between them
 * end it. */
static ms_status take_all(ms_worker *worker, ms_archive *archive, const unit *from) {
    enum { MOST_ERRORS = 1000 };
    unsigned errors = 0;
    for (;;) {
        ms_member member = {0};
        ms_error error = {0};
        ms_ctx_start(&worker->archive_ctx);
        ms_status status = ms_archive_next(archive, &member, &error);
        if (status == MS_END) return MS_OK;
        if (status == MS_OK) {
            errors = 0;
            status = take_member(worker, archive, from, &member);
            if (status != MS_OK) return status;
            continue;
        }
        status = name_document(worker, from, &member);
        if (status == MS_OK) status = ms_worker_reject(worker, "archive", &error);
        if (status != MS_OK || ++errors > MOST_ERRORS) return status;
    }
}

typedef struct package_call {
    ms_slice name, bytes;
    bool is_package;
} package_call;

static int ask_formats(lua_State *L) {
    package_call *call = lua_touserdata(L, 1);
    call->is_package = ms_worker_reads(L, "package", call->name, call->bytes);
    return 0;
}

/* Whether a zip is one document: a format bids on it, or it is one that nobody reads. */
static bool is_package(void *state, ms_slice name, ms_slice bytes) {
    ms_error error = {0};
    package_call call = {.name = base_name(name), .bytes = bytes};
    if (ms_sniff_is_package(call.name, call.bytes)) return true;
    return ms_worker_call(state, ask_formats, &call, &error) == MS_OK && call.is_package;
}

static ms_status take_unit(ms_worker *worker, const unit *from, int fd) {
    ms_archive_options options = {.converters = worker->converters, .is_document = is_package,
                                  .is_wanted = ms_sniff_is_text, .state = worker};
    ms_archive *archive = NULL;
    ms_error error = {0};
    ms_ctx_start(&worker->archive_ctx);
    ms_status status = ms_archive_open_fd(&worker->archive_ctx, fd, base_name(from->path), &options,
                                          &archive, &error);
    if (status != MS_OK) {
        status = name_document(worker, from, &(ms_member){0});
        return status == MS_OK ? ms_worker_reject(worker, "open", &error) : status;
    }
    status = worker->has_member ? take_one(worker, archive, from) : take_all(worker, archive, from);
    ms_archive_close(archive);
    return status;
}

static ms_status report_done(ms_worker *worker) {
    size_t mark;
    ms_status status = ms_frame_begin(&worker->out, MS_FRAME_UNIT_DONE, &mark);
    if (status == MS_OK) status = ms_frame_put_u64(&worker->out, worker->unit);
    if (status == MS_OK) status = ms_frame_put_u64(&worker->out, worker->documents);
    return status == MS_OK ? ms_worker_end_frame(worker, mark) : status;
}

ms_status ms_worker_unit(ms_worker *worker, ms_frame *frame, int fd) {
    unit from = {0};
    ms_status status = ms_frame_take_u64(frame, &worker->unit);
    if (status == MS_OK) status = ms_frame_take_str(frame, &from.path);
    if (status == MS_OK) status = ms_frame_take_str(frame, &from.id);
    if (status == MS_OK) status = ms_frame_take_str(frame, &from.beside);
    if (status == MS_OK && fd < 0) status = MS_E_MALFORMED;
    worker->documents = 0;
    if (status == MS_OK) status = take_unit(worker, &from, fd);
    if (fd >= 0) worker->sys->close(worker->sys->state, fd);
    return status == MS_OK ? report_done(worker) : status;
}
