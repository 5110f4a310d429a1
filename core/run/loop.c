/* The run: units go out, frames come in, rows leave in the order of the inputs.
 *
 * A few units are always under way, so that many small files do not each wait for an answer;
 * few enough that sending never blocks. What the worker sends is checked against what was
 * asked.
 *
 * A worker that dies has kept frames to itself, so that nobody knows which unit it was at. A
 * fresh one takes the units again, carefully: one at a time, every frame sent at once. What had
 * been passed on is dropped when it comes again. The one that dies there costs the document it
 * was at. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/size.h"
#include "run/result.h"

enum { WINDOW = 32, WINDOW_BYTES = 64 * 1024, BESIDE_MAX = 64 * 1024, TEXT_ROOM = 4096 };

typedef struct run {
    ms_engine *engine;
    const ms_listener *listener;
    ms_result result;
    ms_totals totals;
    ms_buffer beside;       /* corrections that lie beside a file */
    struct stat output; /* of the file that the result will replace; st_ino 0: there is none */
    size_t next;            /* the next input to send */
    size_t done;            /* inputs that have been answered */
    size_t sizes[WINDOW];   /* bytes of the units under way, by number */
    size_t bytes_under_way; /* their sum */
    uint64_t passed;        /* frames of the unit at hand that have come */
    uint64_t to_drop;       /* of which so many had come before */
    uint64_t in_unit;       /* documents of it that have begun */
    bool is_careful;        /* as above, ... */
    size_t careful_until;   /* ... up to this input */
    bool is_enough;         /* no more is wanted */
    bool is_garbled;        /* the worker sent what it must not */
    char document[TEXT_ROOM]; /* id of the document at hand, cut */
} run;

/* --- units out ---------------------------------------------------------------------------- */

/* Corrections that lie beside a file; none when they cannot be read or are too large. */
static void read_beside(run *r, const ms_input *input) {
    const ms_sys *sys = r->engine->sys;
    ms_buffer *out = &r->beside;
    char path[TEXT_ROOM];
    ms_buffer_reset(out);
    if (!input->has_beside) return;
    int len = snprintf(path, sizeof path, "%s.meta.json", input->path);
    if (len < 0 || (size_t)len >= sizeof path) return;
    int fd = sys->open(sys->state, path, O_RDONLY, 0);
    if (fd < 0) return;
    ssize_t got = 1;
    while (got > 0 && out->len <= BESIDE_MAX && ms_buffer_reserve(out, BESIDE_MAX) == MS_OK) {
        got = sys->read(sys->state, fd, out->data + out->len, BESIDE_MAX);
        if (got > 0) out->len += (size_t)got;
    }
    sys->close(sys->state, fd);
    if (got != 0 || out->len > BESIDE_MAX) ms_buffer_reset(out);
}

static ms_status put_unit(run *r, const ms_input *input) {
    ms_buffer *out = &r->engine->out;
    size_t mark;
    read_beside(r, input);
    ms_buffer_reset(out);
    ms_status status = ms_frame_begin(out, MS_FRAME_UNIT, &mark);
    if (status == MS_OK) status = ms_frame_put_u64(out, r->next);
    if (status == MS_OK) status = ms_frame_put_str(out, ms_slice_str(input->path));
    if (status == MS_OK) status = ms_frame_put_str(out, ms_slice_str(input->id));
    if (status == MS_OK) status = ms_frame_put_str(out, ms_buffer_slice(&r->beside));
    return status == MS_OK ? ms_frame_end(out, mark) : status;
}

static ms_status tell_reject(run *r, ms_reject *reject, ms_error *error) {
    r->totals.rejects++;
    ms_status status = ms_result_reject(&r->result, reject, error);
    if (r->engine->max_rejects && r->totals.rejects >= r->engine->max_rejects) {
        r->totals.is_stopped_by_rejects = true;
        r->is_enough = true;
    }
    return status;
}

static ms_status reject_input(run *r, const ms_input *input, const char *stage,
                              const ms_error *why, ms_error *error) {
    ms_reject reject = {.locator = ms_slice_str(input->path),
                        .stage = ms_slice_str(stage),
                        .code = ms_slice_str(ms_status_name(why->code)),
                        .message = ms_slice_str(why->message)};
    return tell_reject(r, &reject, error);
}

static ms_status tell_skip(run *r, ms_slice locator, ms_slice reason, ms_error *error) {
    const ms_listener *listener = r->listener;
    r->totals.skips++;
    if (!listener->skip) return MS_OK;
    return ms_result_heard(listener->skip(listener->state, locator, reason), error);
}

/* -1 and errno, or the input; *skip says why it is left out nevertheless. */
static int open_input(const run *r, const ms_input *input, const char **skip) {
    const ms_sys *sys = r->engine->sys;
    struct stat about;
    *skip = input->skip;
    if (input->skip) return -1;
    if (strcmp(input->path, "-") == 0) return fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
    /* A pipe without a writer must not hold the run up. */
    int fd = sys->open(sys->state, input->path, O_RDONLY | O_NONBLOCK, 0);
    if (fd < 0) return fd;
    int flags = fcntl(fd, F_GETFL);
    if (flags >= 0) (void)!fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
    if (r->output.st_ino && fstat(fd, &about) == 0 && about.st_ino == r->output.st_ino &&
        about.st_dev == r->output.st_dev) {
        *skip = "the result of an earlier run, which this one replaces";
    }
    return fd;
}

/* An input that is not sent is answered by ourselves, when its turn has come: MS_END before. */
static ms_status answer_input(run *r, const ms_input *input, const char *skip, int failure,
                              ms_error *error) {
    if (r->done < r->next) return MS_END;
    r->next++;
    r->done++;
    if (skip) return tell_skip(r, ms_slice_str(input->path), ms_slice_str(skip), error);
    ms_error why;
    ms_error_system(&why, failure, "'%.180s' cannot be opened", input->path);
    return reject_input(r, input, "open", &why, error);
}

static ms_status send_unit(run *r, ms_error *error) {
    const ms_sys *sys = r->engine->sys;
    const ms_input *input = &r->engine->inputs.items[r->next];
    const char *skip;
    int fd = open_input(r, input, &skip), failure = errno;
    if (fd < 0 || skip) {
        if (fd >= 0) sys->close(sys->state, fd);
        return answer_input(r, input, skip, failure, error);
    }
    size_t *size = &r->sizes[r->next % WINDOW];
    ms_status status = put_unit(r, input);
    if (status == MS_OK) {
        *size = r->engine->out.len;
        r->bytes_under_way += *size;
        status = ms_process_send(r->engine, fd, error);
        if (status == MS_E_IO) status = MS_OK; /* it has died: its frames will end */
    } else {
        ms_error_set(error, status, 0, "'%.180s' cannot be handed to the worker", input->path);
    }
    sys->close(sys->state, fd);
    r->next++;
    return status;
}

static ms_status fill_window(run *r, ms_error *error) {
    size_t most = r->is_careful ? 1 : WINDOW;
    while (!r->is_enough && r->next < r->engine->inputs.count && r->next - r->done < most &&
           r->bytes_under_way < WINDOW_BYTES) {
        ms_status status = send_unit(r, error);
        if (status == MS_END) return MS_OK;
        if (status != MS_OK) return status;
    }
    return MS_OK;
}

/* --- frames in ---------------------------------------------------------------------------- */

static ms_status garbled(run *r) {
    r->is_garbled = true;
    return MS_OK;
}

static ms_status take_document(run *r, ms_frame *frame, bool is_new, ms_error *error) {
    const ms_listener *listener = r->listener;
    ms_document document;
    if (ms_frame_take_str(frame, &document.id) != MS_OK ||
        ms_frame_take_u64(frame, &document.bytes) != MS_OK ||
        ms_frame_take_u64(frame, &document.digest) != MS_OK ||
        ms_frame_take_str(frame, &document.locator) != MS_OK) {
        return garbled(r);
    }
    r->in_unit++;
    size_t len = ms_size_min(document.id.len, sizeof r->document - 1);
    if (len) memcpy(r->document, document.id.ptr, len);
    r->document[len] = '\0';
    if (!is_new) return MS_OK;
    if (r->engine->first && r->totals.documents >= r->engine->first) {
        r->is_enough = true;
        return MS_OK;
    }
    r->totals.documents++;
    r->totals.bytes += document.bytes;
    ms_status status = ms_result_document(&r->result, &document, error);
    if (status != MS_OK || !listener->document) return status;
    return ms_result_heard(listener->document(listener->state, &document), error);
}

static ms_status take_rows(run *r, ms_frame *frame, ms_error *error) {
    uint64_t count;
    ms_slice keys, rows;
    if (ms_frame_take_u64(frame, &count) != MS_OK || ms_frame_take_str(frame, &keys) != MS_OK ||
        ms_frame_take_str(frame, &rows) != MS_OK || r->in_unit == 0) {
        return garbled(r);
    }
    ms_status status = ms_result_rows(&r->result, rows, keys, ms_slice_str(r->document), error);
    if (status == MS_E_MALFORMED && r->result.spool) return garbled(r);
    r->totals.rows += count;
    return status;
}

static ms_status take_reject(run *r, ms_frame *frame, ms_error *error) {
    ms_reject reject;
    if (ms_frame_take_str(frame, &reject.locator) != MS_OK ||
        ms_frame_take_str(frame, &reject.stage) != MS_OK ||
        ms_frame_take_str(frame, &reject.code) != MS_OK ||
        ms_frame_take_str(frame, &reject.message) != MS_OK) {
        return garbled(r);
    }
    return tell_reject(r, &reject, error);
}

static ms_status take_skip(run *r, ms_frame *frame, ms_error *error) {
    ms_slice locator, reason;
    if (ms_frame_take_str(frame, &locator) != MS_OK ||
        ms_frame_take_str(frame, &reason) != MS_OK) {
        return garbled(r);
    }
    return tell_skip(r, locator, reason, error);
}

static void leave_unit(run *r) {
    r->bytes_under_way -= r->sizes[r->done % WINDOW];
    r->sizes[r->done % WINDOW] = 0;
    r->done++;
    r->passed = r->to_drop = r->in_unit = 0;
    r->document[0] = '\0';
    if (r->done >= r->careful_until) r->is_careful = false;
    if (r->engine->first && r->totals.documents >= r->engine->first) r->is_enough = true;
}

static ms_status take_frame(run *r, ms_frame *frame, ms_error *error) {
    uint64_t unit;
    if (frame->kind == MS_FRAME_FAIL) return ms_job_failure(frame, error);
    if (ms_frame_take_u64(frame, &unit) != MS_OK || unit != r->done || r->done == r->next) {
        return garbled(r);
    }
    if (frame->kind == MS_FRAME_UNIT_DONE) {
        leave_unit(r);
        return MS_OK;
    }
    bool is_new = r->passed >= r->to_drop;
    ms_status status = MS_OK;
    switch (frame->kind) {
    case MS_FRAME_DOCUMENT: status = take_document(r, frame, is_new, error); break;
    case MS_FRAME_ROWS: if (is_new) status = take_rows(r, frame, error); break;
    case MS_FRAME_REJECT: if (is_new) status = take_reject(r, frame, error); break;
    case MS_FRAME_SKIP: if (is_new) status = take_skip(r, frame, error); break;
    default: return garbled(r);
    }
    if (!r->is_garbled) r->passed++;
    return status;
}

/* --- a worker that dies ------------------------------------------------------------------- */

static ms_status start_again(run *r, ms_error *error) {
    ms_process_stop(r->engine);
    memset(r->sizes, 0, sizeof r->sizes);
    r->bytes_under_way = 0;
    r->next = r->done;
    ms_status status = ms_job_load(r->engine, error);
    if (status != MS_OK) return status;
    return ms_job_start(r->engine, r->result.encode, r->result.to, r->is_careful, NULL, error);
}

/* The unit at hand becomes a reject, from the document on that the worker was at. */
static ms_status give_up_unit(run *r, ms_status why, int signal, ms_error *error) {
    const ms_input *input = &r->engine->inputs.items[r->done];
    ms_error reason;
    bool has_more = r->in_unit > 1 || strcmp(r->document, input->id) != 0;
    const char *what = r->document[0] ? r->document : "opening it";
    const char *rest = has_more ? "; what lies behind it there was not read" : "";
    if (why == MS_E_LIMIT_TIME) {
        ms_error_set(&reason, why, 0,
                     "the worker did not come to an end and was killed, at %.100s%s", what,
                     rest);
    } else if (r->is_garbled) {
        ms_error_set(&reason, MS_E_INTERNAL, 0, "the worker sent nonsense, at %.100s%s", what,
                     rest);
    } else {
        ms_error_set(&reason, MS_E_INTERNAL, 0, "the worker died (signal %d), at %.100s%s",
                     signal, what, rest);
    }
    ms_status status = reject_input(r, input, "worker", &reason, error);
    leave_unit(r);
    return status;
}

static ms_status replace_worker(run *r, ms_status why, ms_error *error) {
    int signal = 0;
    if (why == MS_E_LIMIT_TIME || r->is_garbled) ms_process_stop(r->engine);
    else signal = ms_process_bury(r->engine);
    if (r->done == r->next) {
        return ms_error_set(error, MS_E_INTERNAL, 0, "the worker died (signal %d) without work",
                            signal);
    }
    ms_status status = MS_OK;
    if (r->is_careful) {
        r->is_careful = false;
        status = give_up_unit(r, why, signal, error);
    } else {
        r->is_careful = true;
        r->careful_until = r->next;
        r->to_drop = r->passed;
        r->passed = r->in_unit = 0;
        r->document[0] = '\0';
    }
    r->is_garbled = false;
    if (status != MS_OK || r->is_enough) return status;
    return start_again(r, error);
}

/* --- the run ------------------------------------------------------------------------------ */

static ms_status read_units(run *r, ms_error *error) {
    for (;;) {
        ms_status status = fill_window(r, error);
        if (status != MS_OK) return status;
        if (r->is_enough || r->done >= r->engine->inputs.count) return MS_OK;
        if (r->done == r->next) continue; /* what was answered without the worker */
        ms_frame frame;
        status = ms_process_receive(r->engine, &frame, error);
        if (status == MS_OK) status = take_frame(r, &frame, error);
        else if (status == MS_END || status == MS_E_LIMIT_TIME) {
            status = replace_worker(r, status, error);
        }
        if (status == MS_OK && r->is_garbled) status = replace_worker(r, MS_E_INTERNAL, error);
        if (status != MS_OK) return status;
    }
}

/* Once all rows are there. */
static ms_status complete(run *r, ms_error *error) {
    if (r->totals.is_stopped_by_rejects) {
        return ms_error_set(error, MS_E_INTERRUPTED, 0,
                            "stopped after %" PRIu64 " rejects, as --max-rejects says",
                            r->totals.rejects);
    }
    /* A worker that was sent more than was wanted is still at it. */
    ms_status status = r->is_enough && r->result.spool ? start_again(r, error) : MS_OK;
    if (status == MS_OK) status = ms_result_finish(&r->result, error);
    if (status != MS_OK || r->totals.documents > 0 || r->totals.rejects > 0) return status;
    return ms_error_set(error, MS_E_NOT_FOUND, 0,
                        "there is nothing to read in the input (%" PRIu64
                        " files were left out)",
                        r->totals.skips);
}

static ms_status run_all(run *r, ms_error *error) {
    ms_engine *engine = r->engine;
    ms_buffer columns;
    ms_buffer_init(&columns, engine->sys, 0);
    if (engine->output && stat(engine->output, &r->output) != 0) r->output.st_ino = 0;
    ms_status status = ms_inputs_settle(&engine->inputs, error);
    if (status == MS_OK) status = ms_result_open(&r->result, engine, r->listener, error);
    if (status == MS_OK) {
        status = ms_job_start(engine, r->result.encode, r->result.to, false, &columns, error);
    }
    if (status == MS_OK) status = ms_result_begin(&r->result, ms_buffer_slice(&columns), error);
    if (status == MS_OK) status = read_units(r, error);
    if (status == MS_OK) status = complete(r, error);
    ms_buffer_free(&columns);
    if (status != MS_OK && !r->totals.is_stopped_by_rejects) return status;
    ms_status published = ms_result_publish(&r->result, status == MS_OK, error);
    return status == MS_OK ? published : status;
}

ms_status ms_engine_run(ms_engine *engine, const ms_listener *listener, ms_totals *totals,
                        ms_error *error) {
    if (!engine->is_loaded || engine->is_over) {
        return ms_error_set(error, MS_E_USAGE, 0,
                            "a script is loaded before a run; an engine runs once");
    }
    engine->is_over = true;
    run r = {.engine = engine, .listener = listener};
    ms_buffer_init(&r.beside, engine->sys, 0);
    ms_status status = run_all(&r, error);
    ms_result_close(&r.result);
    ms_buffer_free(&r.beside);
    ms_process_stop(engine);
    if (totals) *totals = r.totals;
    return status;
}
