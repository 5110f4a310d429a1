/* The run: units go out, frames come in, rows leave in input order.
 *
 * A few units are always under way, so that many small files do not each wait for an answer; they are few enough
 * that sending never blocks while the worker waits to send. A worker that dies costs the document it was at;
 * a fresh one takes the rest. Whatever it sends is checked against what was asked. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "run/engine.h"

enum { WINDOW = 32, WINDOW_BYTES = 256 * 1024, BESIDE_MAX = 64 * 1024, TEXT_ROOM = 4096 };

typedef struct run {
    ms_engine *engine;
    const ms_listener *listener;
    ms_totals totals;
    ms_spool *spool;      /* NULL when rows are passed on at once */
    const char *encode, *to;
    size_t next;          /* the next input to send */
    size_t done;          /* inputs that have been answered */
    size_t in_flight_bytes; /* of frames sent and not answered */
    uint64_t unit_documents; /* documents of the unit under way */
    bool is_enough;       /* --first has been reached */
    char document[TEXT_ROOM]; /* id of the document under way, cut */
} run;

static ms_status malformed(ms_error *error) {
    return ms_error_set(error, MS_E_INTERNAL, 0, "the worker sent a frame that does not hold what it should");
}

/* --- units out -------------------------------------------------------------------------------------- */

/* Corrections that lie beside a file, as they are; empty when they cannot be read or are too large. */
static void read_beside(run *r, const ms_input *input, ms_buffer *out) {
    const ms_sys *sys = r->engine->sys;
    char path[TEXT_ROOM];
    if (!input->has_beside || snprintf(path, sizeof path, "%s.meta.json", input->path) >= (int)sizeof path) return;
    int fd = sys->open(sys->state, path, O_RDONLY, 0);
    if (fd < 0) return;
    for (ssize_t got = 1; got > 0 && out->len <= BESIDE_MAX;) {
        if (ms_buffer_reserve(out, BESIDE_MAX) != MS_OK) break;
        got = sys->read(sys->state, fd, out->data + out->len, BESIDE_MAX);
        if (got > 0) out->len += (size_t)got;
    }
    sys->close(sys->state, fd);
    if (out->len > BESIDE_MAX) ms_buffer_reset(out);
}

static ms_status put_unit(run *r, const ms_input *input) {
    ms_buffer *out = &r->engine->out;
    ms_buffer beside;
    ms_buffer_init(&beside, r->engine->sys, 0);
    read_beside(r, input, &beside);
    size_t mark;
    ms_buffer_reset(out);
    ms_status status = ms_frame_begin(out, MS_FRAME_UNIT, &mark);
    if (status == MS_OK) status = ms_frame_put_u64(out, r->next);
    if (status == MS_OK) status = ms_frame_put_str(out, ms_slice_str(input->path));
    if (status == MS_OK) status = ms_frame_put_str(out, ms_slice_str(input->id));
    if (status == MS_OK) status = ms_frame_put_str(out, ms_buffer_slice(&beside));
    if (status == MS_OK) status = ms_frame_end(out, mark);
    ms_buffer_free(&beside);
    return status;
}

static ms_status tell_reject(run *r, const ms_reject *reject) {
    r->totals.rejects++;
    ms_status status = r->listener->reject ? r->listener->reject(r->listener->state, reject) : MS_OK;
    if (status == MS_OK && r->engine->max_rejects && r->totals.rejects >= r->engine->max_rejects) {
        r->totals.is_stopped_by_rejects = true;
        r->is_enough = true;
    }
    return status;
}

static ms_status reject_path(run *r, const char *path, const char *stage, const ms_error *why) {
    ms_reject reject = {ms_slice_str(path), ms_slice_str(stage), ms_slice_str(ms_status_name(why->code)), ms_slice_str(why->message)};
    return tell_reject(r, &reject);
}

static int open_input(run *r, const ms_input *input) {
    const ms_sys *sys = r->engine->sys;
    if (strcmp(input->path, "-") == 0) return fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
    /* A FIFO without a writer must not hold the run up. */
    return sys->open(sys->state, input->path, O_RDONLY | O_NONBLOCK, 0);
}

/* Sends the next unit. One that cannot be opened is a reject when all before it have been answered. */
static ms_status send_unit(run *r, ms_error *error) {
    const ms_input *input = &r->engine->inputs.items[r->next];
    int fd = open_input(r, input);
    if (fd < 0) {
        if (r->done < r->next) return MS_END;
        ms_error why;
        ms_error_system(&why, errno, "%.180s cannot be opened", input->path);
        r->next++;
        r->done++;
        return reject_path(r, input->path, "open", &why);
    }
    if (fd != STDIN_FILENO && strcmp(input->path, "-") != 0) fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
    ms_status status = put_unit(r, input);
    if (status == MS_OK) {
        r->in_flight_bytes += r->engine->out.len;
        status = ms_process_send(r->engine, fd, error);
        /* A worker that has gone is noticed when its frames end. */
        if (status == MS_E_IO) status = MS_OK;
    } else {
        ms_error_set(error, status, 0, "the path or the corrections of %.150s are too long", input->path);
    }
    close(fd);
    r->next++;
    return status;
}

static ms_status fill_window(run *r, ms_error *error) {
    while (!r->is_enough && r->next < r->engine->inputs.count && r->next - r->done < WINDOW && r->in_flight_bytes < WINDOW_BYTES) {
        ms_status status = send_unit(r, error);
        if (status == MS_END) break;
        if (status != MS_OK) return status;
    }
    return MS_OK;
}

/* --- frames in ------------------------------------------------------------------------------------------ */

static ms_status pass_lines(const run *r, ms_slice rows) {
    while (rows.len > 0) {
        const char *end = memchr(rows.ptr, '\n', rows.len);
        size_t len = end ? (size_t)(end - rows.ptr) : rows.len;
        ms_status status = r->listener->row(r->listener->state, ms_slice_sub(rows, 0, len));
        if (status != MS_OK) return status;
        rows = ms_slice_sub(rows, end ? len + 1 : len, rows.len);
    }
    return MS_OK;
}

static ms_status pass_on(const run *r, ms_slice rows) {
    if (r->listener->row) return pass_lines(r, rows);
    return r->listener->bytes ? r->listener->bytes(r->listener->state, rows) : MS_OK;
}

static ms_status take_document(run *r, ms_frame *frame, ms_error *error) {
    ms_slice id;
    uint64_t bytes;
    if (ms_frame_take_str(frame, &id) != MS_OK || ms_frame_take_u64(frame, &bytes) != MS_OK) return malformed(error);
    if (r->engine->first && r->totals.documents >= r->engine->first) {
        r->is_enough = true;
        return MS_OK;
    }
    r->totals.documents++;
    r->totals.bytes += bytes;
    r->unit_documents++;
    size_t len = id.len < sizeof r->document ? id.len : sizeof r->document - 1;
    if (len) memcpy(r->document, id.ptr, len);
    r->document[len] = '\0';
    return r->listener->document ? r->listener->document(r->listener->state, id, bytes) : MS_OK;
}

static ms_status take_rows(run *r, ms_frame *frame, ms_error *error) {
    uint64_t count;
    ms_slice keys, rows;
    if (ms_frame_take_u64(frame, &count) != MS_OK || ms_frame_take_str(frame, &keys) != MS_OK || ms_frame_take_str(frame, &rows) != MS_OK) {
        return malformed(error);
    }
    r->totals.rows += count;
    return r->spool ? ms_spool_add(r->spool, rows, keys, error) : pass_on(r, rows);
}

static ms_status take_reject(run *r, ms_frame *frame, ms_error *error) {
    ms_reject reject;
    if (ms_frame_take_str(frame, &reject.locator) != MS_OK || ms_frame_take_str(frame, &reject.stage) != MS_OK ||
        ms_frame_take_str(frame, &reject.code) != MS_OK || ms_frame_take_str(frame, &reject.message) != MS_OK) {
        return malformed(error);
    }
    return tell_reject(r, &reject);
}

static ms_status take_skip(run *r, ms_frame *frame, ms_error *error) {
    ms_slice locator, reason;
    if (ms_frame_take_str(frame, &locator) != MS_OK || ms_frame_take_str(frame, &reason) != MS_OK) return malformed(error);
    r->totals.skips++;
    return r->listener->skip ? r->listener->skip(r->listener->state, locator, reason) : MS_OK;
}

static void unit_is_done(run *r) {
    r->done++;
    r->unit_documents = 0;
    r->document[0] = '\0';
    if (r->done == r->next) r->in_flight_bytes = 0;
    else r->in_flight_bytes -= r->in_flight_bytes / (r->next - r->done + 1);
}

static ms_status take_frame(run *r, ms_frame *frame, ms_error *error) {
    if (frame->kind == MS_FRAME_FAIL) return ms_engine_failure(frame, error);
    uint64_t unit;
    if (ms_frame_take_u64(frame, &unit) != MS_OK || unit != r->done) return malformed(error);
    switch (frame->kind) {
    case MS_FRAME_DOCUMENT: return take_document(r, frame, error);
    case MS_FRAME_ROWS: return take_rows(r, frame, error);
    case MS_FRAME_REJECT: return take_reject(r, frame, error);
    case MS_FRAME_SKIP: return take_skip(r, frame, error);
    case MS_FRAME_UNIT_DONE: unit_is_done(r); return MS_OK;
    default: return malformed(error);
    }
}

/* --- a worker that dies ---------------------------------------------------------------------------------- */

/* The unit under way becomes a reject; a fresh worker begins with the one behind it. */
static ms_status replace_worker(run *r, const ms_error *why, ms_error *error) {
    int signal = 0;
    ms_process_stop(r->engine, &signal);
    const ms_input *input = &r->engine->inputs.items[r->done];
    ms_error reason = {.code = why->code};
    const char *rest = r->unit_documents > 1 ? "; what lies behind it in this archive was not read" : "";
    const char *where = r->document[0] ? r->document : input->path;
    if (why->code == MS_E_LIMIT_TIME) {
        ms_error_set(&reason, MS_E_LIMIT_TIME, 0, "%.150s: did not come to an end and was stopped%s", where, rest);
    } else {
        ms_error_set(&reason, MS_E_INTERNAL, 0, "%.150s: the worker died of signal %d%s; please report this document's format", where, signal, rest);
    }
    ms_status status = reject_path(r, input->path, "worker", &reason);
    if (status != MS_OK) return status;
    unit_is_done(r);
    r->next = r->done;
    r->in_flight_bytes = 0;
    status = ms_engine_start_worker(r->engine, error);
    return status == MS_OK ? ms_engine_start(r->engine, r->encode, r->to, error) : status;
}

/* --- the end ------------------------------------------------------------------------------------------------ */

static ms_status put_empty(ms_engine *engine, ms_frame_kind kind) {
    size_t mark;
    ms_status status = ms_frame_begin(&engine->out, kind, &mark);
    return status == MS_OK ? ms_frame_end(&engine->out, mark) : status;
}

/* Hands the committed rows to the worker and passes on what it makes of them. */
static ms_status finish(run *r, ms_error *error) {
    int fd;
    ms_status status = ms_spool_finish(r->spool, &fd, error);
    if (status != MS_OK) return status;
    ms_buffer_reset(&r->engine->out);
    status = put_empty(r->engine, MS_FRAME_FINISH);
    if (status == MS_OK) status = put_empty(r->engine, MS_FRAME_END);
    if (status == MS_OK) status = ms_process_send(r->engine, fd, error);
    /* Folding all rows may take its time before the first byte. */
    r->engine->patience_ms *= 60;
    while (status == MS_OK) {
        ms_frame frame;
        ms_slice bytes;
        status = ms_process_receive(r->engine, &frame, error);
        if (status == MS_END) return ms_error_set(error, MS_E_INTERNAL, 0, "the worker died while it made the result");
        if (status != MS_OK || frame.kind == MS_FRAME_DONE) break;
        if (frame.kind == MS_FRAME_FAIL) return ms_engine_failure(&frame, error);
        if (frame.kind != MS_FRAME_OUTPUT || ms_frame_take_str(&frame, &bytes) != MS_OK) return malformed(error);
        status = pass_on(r, bytes);
    }
    return status;
}

static bool is_table(const char *to) {
    return strcmp(to, "csv") == 0 || strcmp(to, "tsv") == 0;
}

static bool is_in_list(const char *list, const char *name) {
    size_t len = strlen(name);
    for (const char *at = list; (at = strstr(at, name)); at += len) {
        if ((at == list || at[-1] == ',') && (at[len] == ',' || at[len] == '\0')) return true;
    }
    return false;
}

/* Chooses how rows travel: as they will be written, or as JSON to be laid out at the end. */
static ms_status plan(run *r, ms_error *error) {
    ms_engine *engine = r->engine;
    r->to = r->listener->row ? "jsonl" : engine->to ? engine->to : engine->description.writer;
    bool is_direct = (strcmp(r->to, "jsonl") == 0 || is_table(r->to)) && !is_in_list(engine->description.views, r->to) && !engine->has_order && !engine->has_finish;
    if (!is_in_list(engine->description.formats, r->to)) {
        return ms_error_set(error, MS_E_USAGE, 0, "there is no result format \"%.30s\"; there are: %.150s", r->to, engine->description.formats);
    }
    r->encode = is_direct ? r->to : "jsonl";
    return is_direct ? MS_OK : ms_spool_new(engine->sys, &r->spool, error);
}

static ms_status write_header(run *r, ms_error *error) {
    if (r->spool || !is_table(r->to)) return MS_OK;
    ms_buffer header;
    ms_buffer_init(&header, r->engine->sys, 0);
    ms_status status = ms_ready_header(r->engine->columns, strcmp(r->to, "csv") == 0 ? ',' : '\t', &header);
    if (status != MS_OK) ms_error_set(error, status, 0, "the names of the columns cannot be read");
    else status = pass_on(r, ms_buffer_slice(&header));
    ms_buffer_free(&header);
    return status;
}

static ms_status read_units(run *r, ms_error *error) {
    for (;;) {
        ms_status status = fill_window(r, error);
        if (status != MS_OK) return status;
        if (r->is_enough || r->done >= r->engine->inputs.count) return MS_OK;
        ms_frame frame;
        ms_error why = {0};
        status = ms_process_receive(r->engine, &frame, &why);
        if (status == MS_OK) {
            status = take_frame(r, &frame, error);
        } else if (status == MS_END || status == MS_E_LIMIT_TIME) {
            why.code = status == MS_END ? MS_E_INTERNAL : status;
            status = replace_worker(r, &why, error);
        } else {
            return ms_error_set(error, why.code, 0, "%s", why.message);
        }
        if (status != MS_OK) return status;
    }
}

static ms_status run_all(run *r, ms_error *error) {
    ms_engine *engine = r->engine;
    ms_status status = ms_inputs_settle(&engine->inputs, error);
    if (status == MS_OK) status = plan(r, error);
    if (status == MS_OK) status = ms_engine_start(engine, r->encode, r->to, error);
    if (status == MS_OK) status = write_header(r, error);
    if (status == MS_OK) status = read_units(r, error);
    if (status != MS_OK) return status;
    /* What was sent beyond --first is still being read: a fresh worker finishes. */
    if (r->is_enough && r->spool) {
        ms_process_stop(engine, NULL);
        status = ms_engine_start_worker(engine, error);
        if (status == MS_OK) status = ms_engine_start(engine, r->encode, r->to, error);
    }
    if (status == MS_OK && r->spool) status = finish(r, error);
    if (status == MS_OK && r->totals.documents == 0 && r->totals.rejects == 0) {
        return ms_error_set(error, MS_E_NOT_FOUND, 0, "nothing readable in the input (%llu files skipped)", (unsigned long long)r->totals.skips);
    }
    return status;
}

ms_status ms_engine_run(ms_engine *engine, const ms_listener *listener, ms_totals *totals, ms_error *error) {
    if (!engine->is_loaded || engine->is_over) return ms_error_set(error, MS_E_USAGE, 0, "load a script first; an engine runs once");
    engine->is_over = true;
    run r = {.engine = engine, .listener = listener};
    ms_status status = run_all(&r, error);
    ms_spool_free(r.spool);
    ms_process_stop(engine, NULL);
    if (totals) *totals = r.totals;
    return status;
}
