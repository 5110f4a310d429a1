/* What has been done, in the order of the inputs: documents, rows, rejects and skips go to the result,
 * and between two outcomes the run may be committed. Every frame is checked against what was asked. */
#include <inttypes.h>

#include "base/size.h"
#include "run/run.h"

enum {
    COMMIT_DOCUMENTS = 1024,
    COMMIT_BYTES = 4 * 1024 * 1024,
    COMMIT_NS = 1000000000,
    COMMIT_SHARE = 20 /* commits take no more than a twentieth of the time, but for the one a second */
};

static ms_status garbled(ms_run *run) {
    run->is_garbled = true;
    return MS_OK;
}

/* --- how far we are ----------------------------------------------------------------------- */

/* Digests of the inputs up to this one; those that were never opened have none. */
static ms_status note_inputs(ms_run *run, const ms_task *task, ms_error *error) {
    while (run->result.store && run->noted <= task->input) {
        bool is_it = run->noted == task->input && task->source;
        uint64_t digest = is_it ? task->source->digest : 0;
        ms_status status = ms_store_add(run->result.store, MS_STORE_INPUTS,
                                        ms_slice_of((const char *)&digest, sizeof digest), error);
        if (status != MS_OK) return status;
        run->noted++;
    }
    return MS_OK;
}

static void set_position(ms_run *run, const ms_task *task) {
    ms_checkpoint *at = &run->at;
    at->input = task->input;
    at->part = task->part;
    at->part.skip = task->outcome;
    if (task->part.kind == MS_PART_BATCH) {
        at->part = (ms_part){.kind = MS_PART_ALL, .number = task->part.number, .skip = task->first + task->outcome};
    }
    at->documents = run->totals.documents;
    at->rows = run->totals.rows;
    at->rejects = run->totals.rejects;
    at->skips = run->totals.skips;
    at->bytes = run->totals.bytes;
}

ms_status ms_outcomes_commit(ms_run *run, bool is_now, ms_error *error) {
    ms_store *store = run->result.store;
    if (is_now && !store) return ms_gather_keep(run, error);
    /* Between boundaries the parts hold more than the position says. */
    if (!store || !run->is_at_boundary) return MS_OK;
    uint64_t documents = run->at.documents - run->committed_documents;
    if (!is_now && documents < COMMIT_DOCUMENTS && ms_store_uncommitted(store) < COMMIT_BYTES &&
        documents % 16 != 15) {
        return MS_OK; /* the clock is asked now and then */
    }
    int64_t now = run->sys->monotonic_ns(run->sys->state), since = now - run->committed_ns;
    bool is_due = documents >= COMMIT_DOCUMENTS || ms_store_uncommitted(store) >= COMMIT_BYTES;
    bool is_time = since >= COMMIT_NS || (is_due && since >= run->commit_cost_ns * COMMIT_SHARE);
    if (!is_now && !is_time) return MS_OK;
    ms_status status = ms_gather_keep(run, error);
    if (status == MS_OK) status = ms_shard_close(run, error);
    if (status == MS_OK) status = ms_store_commit(store, &run->at, error);
    run->committed_ns = run->sys->monotonic_ns(run->sys->state);
    run->commit_cost_ns = run->committed_ns - now;
    run->committed_documents = run->at.documents;
    return status;
}

/* Everything before the outcome at hand has been taken over. */
static ms_status at_boundary(ms_run *run, ms_task *task, ms_error *error) {
    run->document[0] = '\0';
    task->passed = task->to_drop = 0;
    set_position(run, task);
    run->is_at_boundary = true;
    bool has_first = run->engine->first && run->pass != MS_PASS_LIST && run->totals.documents >= run->engine->first;
    if (has_first || run->stop_ns || run->totals.is_stopped_by_rejects) run->is_enough = true;
    return ms_outcomes_commit(run, false, error);
}

/* Goes on to outcome number. */
static ms_status go_to(ms_run *run, ms_task *task, uint64_t number, ms_error *error) {
    if (number < task->outcome) return garbled(run);
    if (number == task->outcome) return MS_OK;
    task->outcome = number;
    return at_boundary(run, task, error);
}

/* --- frames ------------------------------------------------------------------------------- */

static ms_status take_document(ms_run *run, const ms_task *task, ms_frame *frame, bool is_new, ms_error *error) {
    const ms_listener *listener = run->listener;
    ms_document document;
    if (ms_frame_take_str(frame, &document.id) != MS_OK ||
        ms_frame_take_u64(frame, &document.bytes) != MS_OK ||
        ms_frame_take_u64(frame, &document.digest) != MS_OK ||
        ms_frame_take_str(frame, &document.locator) != MS_OK) {
        return garbled(run);
    }
    size_t len = ms_size_min(document.id.len, sizeof run->document - 1);
    if (len) memcpy(run->document, document.id.ptr, len);
    run->document[len] = '\0';
    if (!is_new) return MS_OK;
    if (run->pass == MS_PASS_LIST) return ms_choice_add(run, document.locator, error);
    run->totals.documents++;
    run->totals.bytes += document.bytes;
    ms_status status = ms_result_document(&run->result, &document, error);
    if (status != MS_OK || !listener->document || run->pass != MS_PASS_MAIN) return status;
    document.done = ms_outlook_done(run, task);
    return ms_result_heard(listener->document(listener->state, &document), error);
}

static ms_status take_rows(ms_run *run, ms_frame *frame, ms_error *error) {
    uint64_t count;
    ms_slice keys, rows;
    if (ms_frame_take_u64(frame, &count) != MS_OK || ms_frame_take_str(frame, &keys) != MS_OK ||
        ms_frame_take_str(frame, &rows) != MS_OK || !run->document[0]) {
        return garbled(run);
    }
    ms_status status = run->pass == MS_PASS_GATHER
                           ? ms_gather_take(run, rows, keys, error)
                           : ms_result_rows(&run->result, rows, keys, ms_slice_str(run->document), error);
    if (status == MS_E_MALFORMED) return garbled(run);
    run->totals.rows += count;
    return status;
}

/* What fails in a pass before the last and will fail there again is told then. */
static bool is_told_later(const ms_run *run, const ms_reject *reject) {
    if (run->pass == MS_PASS_LIST) return true;
    return run->pass == MS_PASS_GATHER && !run->engine->is_gather_only &&
           !ms_slice_equal(reject->stage, MS_SLICE("gather"));
}

static void count_code(const ms_run *run, ms_slice code) {
    char name[32];
    if (code.len >= sizeof name) return;
    memcpy(name, code.ptr, code.len);
    name[code.len] = '\0';
    run->engine->account.codes[ms_status_parse(name)]++;
}

ms_status ms_outcomes_tell(ms_run *run, ms_reject *reject, ms_error *error) {
    if (is_told_later(run, reject)) return MS_OK;
    run->totals.rejects++;
    count_code(run, reject->code);
    ms_status status = ms_result_reject(&run->result, reject, error);
    if (run->engine->max_rejects && run->totals.rejects >= run->engine->max_rejects) {
        run->totals.is_stopped_by_rejects = true; /* at the next boundary */
    }
    return status;
}

static bool is_by_load(ms_slice code) {
    return ms_slice_equal(code, MS_SLICE("limit_time")) || ms_slice_equal(code, MS_SLICE("limit_memory"));
}

static ms_status take_reject(ms_run *run, ms_task *task, ms_frame *frame, ms_error *error) {
    ms_reject reject = {0};
    if (ms_frame_take_str(frame, &reject.locator) != MS_OK ||
        ms_frame_take_str(frame, &reject.stage) != MS_OK ||
        ms_frame_take_str(frame, &reject.code) != MS_OK ||
        ms_frame_take_str(frame, &reject.message) != MS_OK) {
        return garbled(run);
    }
    /* These limits depend on how busy the machine is. */
    bool is_to_repeat = is_by_load(reject.code) && run->document[0] && !run->is_lone && ms_tasks_can_repeat(task);
    return is_to_repeat ? ms_lone_retry(run, task, &reject, error) : ms_outcomes_tell(run, &reject, error);
}

static ms_status take_skip(ms_run *run, ms_frame *frame, ms_error *error) {
    const ms_listener *listener = run->listener;
    ms_slice locator, reason;
    if (ms_frame_take_str(frame, &locator) != MS_OK || ms_frame_take_str(frame, &reason) != MS_OK) {
        return garbled(run);
    }
    if (run->pass != MS_PASS_MAIN && !run->engine->is_gather_only) return MS_OK;
    run->totals.skips++;
    if (!listener->skip) return MS_OK;
    return ms_result_heard(listener->skip(listener->state, locator, reason), error);
}

ms_status ms_outcomes_take(ms_run *run, ms_task *task, ms_frame *frame, ms_error *error) {
    uint64_t outcome = task->outcome;
    ms_status status = note_inputs(run, task, error);
    if (status != MS_OK) return status;
    if (frame->kind != MS_FRAME_ROWS) {
        if (ms_frame_take_u64(frame, &outcome) != MS_OK) return garbled(run);
        status = go_to(run, task, outcome, error);
        if (status != MS_OK || run->is_enough || run->is_garbled) return status;
        status = ms_shard_at(run, task, error);
        if (status != MS_OK) return status;
    }
    run->is_at_boundary = false;
    bool is_new = task->passed >= task->to_drop;
    switch (frame->kind) {
    case MS_FRAME_DOCUMENT: status = take_document(run, task, frame, is_new, error); break;
    case MS_FRAME_ROWS: if (is_new) status = take_rows(run, frame, error); break;
    case MS_FRAME_REJECT: if (is_new) status = take_reject(run, task, frame, error); break;
    case MS_FRAME_SKIP: if (is_new) status = take_skip(run, frame, error); break;
    default: return garbled(run);
    }
    if (!run->is_garbled) task->passed++;
    return status;
}

ms_status ms_outcomes_reject(ms_run *run, ms_task *task, const char *stage, const ms_error *why,
                             ms_error *error) {
    ms_status status = note_inputs(run, task, error);
    if (status == MS_OK) status = ms_shard_at(run, task, error);
    if (status != MS_OK) return status;
    run->is_at_boundary = false;
    ms_reject reject = {.locator = ms_slice_str(run->engine->inputs.items[task->input].path),
                        .stage = ms_slice_str(stage),
                        .code = ms_slice_str(ms_status_name(why->code)),
                        .message = ms_slice_str(why->message)};
    return ms_outcomes_tell(run, &reject, error);
}

/* --- the head ----------------------------------------------------------------------------- */

/* What came before the task's turn. */
static ms_status take_kept(ms_run *run, ms_task *task, ms_error *error) {
    ms_slice rest = ms_buffer_slice(&task->frames);
    ms_status status = MS_OK;
    while (status == MS_OK && rest.len > 0 && !run->is_enough) {
        ms_frame frame;
        uint64_t unit;
        status = ms_frame_parse(&rest, &frame);
        if (status == MS_OK) status = ms_frame_take_u64(&frame, &unit);
        if (status == MS_OK) status = ms_outcomes_take(run, task, &frame, error);
        if (run->is_garbled) return ms_engine_malformed(error);
    }
    run->pending -= task->frames.len;
    ms_buffer_reset(&task->frames);
    return status;
}

/* The head is over: what comes next is the position. */
static ms_status leave(ms_run *run, ms_task *task, ms_error *error) {
    ms_status status = note_inputs(run, task, error);
    if (status != MS_OK) return status;
    task->outcome += task->passed > 0;
    status = at_boundary(run, task, error);
    bool is_last = !task->after || task->after->input != task->input;
    if (is_last) {
        run->at.input = task->input + 1;
        run->at.part = (ms_part){.kind = MS_PART_ALL};
    }
    ms_tasks_remove(run, task);
    return status;
}

ms_status ms_outcomes_advance(ms_run *run, ms_error *error) {
    ms_status status = MS_OK;
    while (status == MS_OK && run->head && !run->is_enough) {
        ms_task *task = run->head;
        if (task->frames.len > 0) status = take_kept(run, task, error);
        if (status != MS_OK || run->is_enough) return status;
        if (task->is_careful && task->state == MS_TASK_WAITING) status = ms_lone_do(run, task, error);
        else if (task->state != MS_TASK_DONE) return MS_OK;
        if (status == MS_OK && !run->is_enough) status = leave(run, task, error);
    }
    return status;
}
