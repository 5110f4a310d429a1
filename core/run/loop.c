/* The loop of a pass: units go out to workers, what they make of them comes in, rows leave in the order of the
 * inputs, until there is nothing more. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <unistd.h>

#include "run/run.h"

/* --- going on where an earlier run was stopped -------------------------------------------- */

static ms_status check_input(const ms_run *run, size_t index, uint64_t digest, ms_error *error) {
    const ms_sys *sys = run->sys;
    const char *path = run->engine->inputs.items[index].path;
    struct stat about;
    if (digest == 0 || strcmp(path, "-") == 0) return MS_OK;
    int fd = sys->open(sys->state, path, O_RDONLY | O_NONBLOCK, 0);
    if (fd < 0) return ms_error_system(error, errno, "'%.180s', which was read before, cannot be read", path);
    bool is_same = fstat(fd, &about) == 0 && ms_tasks_digest(run, fd, &about) == digest;
    sys->close(sys->state, fd);
    if (is_same) return MS_OK;
    return ms_error_set(error, MS_E_STALE, 0,
                        "'%.120s' has changed since an earlier run of this was stopped; --restart begins anew", path);
}

static ms_status check_inputs(ms_run *run, ms_error *error) {
    enum { BATCH = 1024 };
    uint64_t digests[BATCH];
    ms_append *file = ms_store_file(run->result.store, MS_STORE_INPUTS);
    size_t count = (size_t)(file->length / sizeof *digests);
    ms_status status = MS_OK;
    for (size_t at = 0; at < count && status == MS_OK; at += BATCH) {
        size_t some = count - at < BATCH ? count - at : BATCH;
        status = ms_append_read(file, at * sizeof *digests, (char *)digests, some * sizeof *digests, error);
        for (size_t i = 0; i < some && status == MS_OK; i++) status = check_input(run, at + i, digests[i], error);
    }
    run->noted = count;
    return status;
}

/* Takes up what an earlier run has left. */
ms_status ms_loop_resume(ms_run *run, ms_error *error) {
    const ms_checkpoint *at = run->result.store ? ms_store_resumed(run->result.store) : NULL;
    if (!at) return MS_OK;
    run->at = *at;
    run->is_at_boundary = true;
    run->committed_documents = at->documents;
    run->totals = (ms_totals){.documents = at->documents, .rows = at->rows, .rejects = at->rejects,
                              .skips = at->skips, .bytes = at->bytes};
    if (at->is_complete) return MS_OK;
    if (run->engine->first && at->documents >= run->engine->first) run->is_enough = true;
    run->next_input = (size_t)at->input;
    ms_status status = check_inputs(run, error);
    bool is_begun = at->part.skip > 0 || at->part.kind != MS_PART_ALL;
    if (status != MS_OK || !is_begun || run->next_input >= run->engine->inputs.count) return status;
    /* The input at hand is divided again, from the part on at which it was: its beginning is done. */
    ms_task *task = ms_tasks_insert(run, NULL, run->next_input, &at->part);
    if (!task) return ms_engine_no_memory(error);
    run->next_input++;
    if (at->part.kind == MS_PART_ALL) {
        task->is_new = true;
        return MS_OK;
    }
    task->part.kind = MS_PART_PLAN;
    task->carried = at->part.skip;
    task->part.skip = task->outcome = 0;
    return MS_OK;
}

/* --- the loop ----------------------------------------------------------------------------- */

static ms_status interrupted(ms_run *run, ms_error *error) {
    return ms_error_set(error, MS_E_INTERRUPTED, 0, "interrupted after %" PRIu64 " documents; to %s, run the same command again",
                        run->at.documents, run->result.store ? "go on" : "have the result");
}

/* Asked to stop, it lets the document at hand come to its end, for some seconds at most. */
static bool is_to_stop(ms_run *run) {
    enum { GRACE_MS = 3000 };
    if (!run->engine->is_interrupted) return false;
    int64_t now = run->sys->monotonic_ns(run->sys->state);
    if (!run->stop_ns) run->stop_ns = now;
    return !run->head || run->head->state == MS_TASK_WAITING || run->is_at_boundary ||
           (now - run->stop_ns) / 1000000 > GRACE_MS;
}

ms_status ms_loop_read(ms_run *run, ms_error *error) {
    for (;;) {
        if (is_to_stop(run)) return interrupted(run, error);
        ms_status status = run->stop_ns ? MS_OK : ms_tasks_fill(run, error);
        if (status == MS_OK && !run->stop_ns) status = ms_crew_dispatch(run, error);
        if (status == MS_OK) status = ms_outcomes_advance(run, error);
        if (run->stop_ns && run->is_enough && status == MS_OK) return interrupted(run, error);
        if (status != MS_OK || run->is_enough) return status;
        if (!run->head) {
            if (run->next_input >= run->engine->inputs.count) return MS_OK;
            continue;
        }
        /* What was answered without a worker makes room for more. */
        if (run->head->state == MS_TASK_WAITING && !run->stop_ns) {
            status = ms_crew_dispatch(run, error);
            if (status != MS_OK) return status;
        }
        status = ms_crew_listen(run, error);
        if (status != MS_OK) return status;
        if (run->is_enough) return run->stop_ns ? interrupted(run, error) : MS_OK;
    }
}
