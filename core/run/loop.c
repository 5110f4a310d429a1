/* The run: units go out to workers, what they make of them comes in, rows leave in the order of the
 * inputs. See run.h for the parts of it. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "base/digest.h"
#include "run/run.h"

/* --- what job this is --------------------------------------------------------------------- */

static ms_status put_line(ms_buffer *out, const char *key, const char *value) {
    ms_status status = ms_buffer_printf(out, "%s\t", key);
    for (; status == MS_OK && *value; value++) {
        /* A value is data: it does not end the line. */
        status = ms_buffer_append_byte(out, *value == '\n' || *value == '\t' ? ' ' : *value);
    }
    return status == MS_OK ? ms_buffer_append_byte(out, '\n') : status;
}

static ms_status put_digest(ms_buffer *out, const char *key, uint64_t digest) {
    return ms_buffer_printf(out, "%s\t%016" PRIx64 "\n", key, digest);
}

static ms_status put_pairs(ms_buffer *out, const char *prefix, const ms_pair *pairs) {
    ms_status status = MS_OK;
    for (; pairs && status == MS_OK; pairs = pairs->next) {
        char key[128];
        bool is_option = strncmp(pairs->key, "option.", 7) == 0;
        snprintf(key, sizeof key, "%s%.100s", prefix, is_option ? pairs->key + 7 : pairs->key);
        for (char *at = key; *at; at++) *at = *at == '.' ? '-' : *at;
        status = put_line(out, key, pairs->value);
    }
    return status;
}

/* The paths of the inputs and their ids, as one. */
static uint64_t digest_inputs(const ms_inputs *inputs) {
    uint64_t digest = 0;
    for (size_t i = 0; i < inputs->count; i++) {
        uint64_t both[3] = {digest, ms_digest(ms_slice_str(inputs->items[i].path)),
                            ms_digest(ms_slice_str(inputs->items[i].id))};
        digest = ms_digest(ms_slice_of((const char *)both, sizeof both));
    }
    return digest;
}

/* Everything that the rows depend on, but for what is in the inputs: a line each, KEY TAB VALUE, the keys
 * such that they say what is different. */
static ms_status put_job(const ms_run *run, ms_slice columns, ms_buffer *out) {
    const ms_engine *engine = run->engine;
    char first[32];
    snprintf(first, sizeof first, "%" PRIu64, engine->first);
    ms_status status = put_line(out, "moonscribe's version", MS_VERSION);
    if (status == MS_OK) status = put_line(out, "the script", engine->script);
    if (status == MS_OK) status = ms_buffer_append_slice(out, ms_slice_str(engine->sources));
    if (status == MS_OK) status = put_line(out, "the result's format (--to)", run->result.to);
    if (status == MS_OK) status = put_digest(out, "the columns", ms_digest(columns));
    if (status == MS_OK) status = put_line(out, "--first", first);
    if (status == MS_OK) status = put_pairs(out, "--", engine->load_pairs);
    if (status == MS_OK) status = put_pairs(out, "--", engine->start_pairs);
    if (status == MS_OK) status = put_digest(out, "the list of inputs", digest_inputs(&engine->inputs));
    return status;
}

/* Of a shard, a last line says which it is. */
static ms_status put_shard(ms_run *run, ms_buffer *out) {
    const ms_engine *engine = run->engine;
    if (!engine->shards) return MS_OK;
    run->common_job = ms_digest(ms_buffer_slice(out));
    return ms_buffer_printf(out, "--shard\t%" PRIu64 "/%" PRIu64 "\n", engine->shard, engine->shards);
}

/* --- going on where an earlier run was stopped -------------------------------------------- */

static ms_status check_input(const ms_run *run, size_t index, uint64_t digest, ms_error *error) {
    const ms_sys *sys = run->sys;
    const char *path = run->engine->inputs.items[index].path;
    struct stat about;
    if (digest == 0 || strcmp(path, "-") == 0) return MS_OK;
    int fd = sys->open(sys->state, path, O_RDONLY | O_NONBLOCK, 0);
    if (fd < 0) return ms_error_system(error, errno, "'%.180s', which was read before, cannot be read", path);
    bool is_same = fstat(fd, &about) == 0 && ms_tasks_digest(sys, fd, &about) == digest;
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
static ms_status resume(ms_run *run, ms_error *error) {
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

static ms_status read_units(ms_run *run, ms_error *error) {
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

/* --- the end ------------------------------------------------------------------------------ */

/* A worker that knows the job and has nothing else to do. */
static ms_status fresh_worker(ms_run *run, ms_error *error) {
    ms_process *process = &run->engine->first_worker;
    ms_process_stop(process);
    ms_status status = ms_job_load(run->engine, process, error);
    return status == MS_OK ? ms_job_start(run->engine, process, &run->job, NULL, error) : status;
}

/* Once all rows are there. */
static ms_status complete(ms_run *run, ms_error *error) {
    ms_status status = ms_outcomes_commit(run, true, error);
    if (status != MS_OK) return status;
    if (run->totals.is_stopped_by_rejects) {
        return ms_error_set(error, MS_E_INTERRUPTED, 0,
                            "stopped after %" PRIu64 " rejects, as --max-rejects says",
                            run->totals.rejects);
    }
    if (run->engine->shards) return ms_shard_publish(run, error);
    if (run->result.is_kept) status = fresh_worker(run, error);
    if (status == MS_OK) status = ms_result_finish(&run->result, &run->engine->first_worker, error);
    if (status != MS_OK || run->totals.documents > 0 || run->totals.rejects > 0) return status;
    return ms_error_set(error, MS_E_NOT_FOUND, 0,
                        "there is nothing to read in the input (%" PRIu64
                        " files were left out)",
                        run->totals.skips);
}

static ms_status check_settings(const ms_run *run, ms_error *error) {
    const ms_engine *engine = run->engine;
    if (!engine->shards) return MS_OK;
    if (!engine->output || run->listener->row) {
        return ms_error_set(error, MS_E_USAGE, 0, "--shard needs -o FILE: the shard is kept beside it, until all are merged");
    }
    if (!engine->first) return MS_OK;
    return ms_error_set(error, MS_E_USAGE, 0, "--first counts over the whole: it does not go with --shard");
}

static ms_status run_all(ms_run *run, ms_error *error) {
    ms_engine *engine = run->engine;
    ms_buffer columns, job;
    ms_buffer_init(&columns, engine->sys, 0);
    ms_buffer_init(&job, engine->sys, 0);
    if (engine->output && stat(engine->output, &run->output) != 0) run->output.st_ino = 0;
    ms_status status = check_settings(run, error);
    if (status == MS_OK) status = ms_inputs_settle(&engine->inputs, error);
    if (status == MS_OK) status = ms_result_open(&run->result, engine, run->listener, error);
    run->job = (ms_job_start_options){.encode = run->result.encode, .to = run->result.to};
    if (status == MS_OK) status = ms_job_start(engine, &engine->first_worker, &run->job, &columns, error);
    if (status == MS_OK && (put_job(run, ms_buffer_slice(&columns), &job) != MS_OK || put_shard(run, &job) != MS_OK)) {
        status = ms_engine_no_memory(error);
    }
    if (status == MS_OK) status = ms_result_keep(&run->result, ms_buffer_slice(&job), error);
    if (status == MS_OK) status = resume(run, error);
    bool is_complete = status == MS_OK && run->at.is_complete;
    bool is_done = status == MS_OK && run->result.store && ms_store_is_done(run->result.store);
    bool is_begun = (run->result.store && ms_store_resumed(run->result.store)) || engine->shards;
    if (status == MS_OK && !is_begun) status = ms_result_begin(&run->result, ms_buffer_slice(&columns), error);
    run->is_ready = status == MS_OK;
    if (status == MS_OK && !is_complete && !is_done && !run->is_enough) {
        status = engine->shard_count ? ms_merge_shards(run, error) : read_units(run, error);
    }
    if (status == MS_OK && !is_complete && !is_done) status = complete(run, error);
    if (status == MS_OK && !engine->shards) status = ms_result_publish(&run->result, &run->at, error);
    ms_buffer_free(&columns);
    ms_buffer_free(&job);
    return status;
}

/* What was taken over is kept for the next time, however this one ends. */
static void keep_state(ms_run *run, ms_status status) {
    ms_error ignored;
    bool is_ours = run->is_ready && run->result.store;
    bool is_done = is_ours && ms_store_is_done(run->result.store);
    bool is_to_commit = is_ours && !is_done && status != MS_E_IO && !run->engine->shard_count;
    if (is_to_commit) (void)!ms_outcomes_commit(run, true, &ignored);
    bool is_empty = is_ours && !is_done && run->at.documents == 0 && run->at.rejects == 0 &&
                    !ms_store_resumed(run->result.store);
    ms_result_close(&run->result, is_empty || (is_ours && status == MS_E_NOT_FOUND));
}

ms_status ms_engine_run(ms_engine *engine, const ms_listener *listener, ms_totals *totals,
                        ms_error *error) {
    if (!engine->is_loaded || engine->is_over) {
        return ms_error_set(error, MS_E_USAGE, 0,
                            "a script is loaded before a run; an engine runs once");
    }
    engine->is_over = true;
    ms_run run = {.engine = engine, .sys = engine->sys, .listener = listener};
    run.committed_ns = run.sys->monotonic_ns(run.sys->state);
    ms_status status = run_all(&run, error);
    keep_state(&run, status);
    ms_tasks_free(&run);
    ms_crew_free(&run);
    ms_process_stop(&engine->first_worker);
    if (totals) *totals = run.totals;
    return status;
}
