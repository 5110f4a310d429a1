/* A run: one pass over the inputs, or several. For a sample all documents are listed first; a script that gathers has
 * a pass of its own for that; then rows are made. Each pass has its own workers, and where there is an output its own
 * store, so that each can be taken up again. */
#include <inttypes.h>
#include <stdio.h>

#include "run/run.h"

/* --- the end of a pass -------------------------------------------------------------------- */

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
    if (run->pass == MS_PASS_LIST) return ms_choice_finish(run, error);
    if (run->engine->shards) return ms_shard_publish(run, error);
    if (run->pass == MS_PASS_GATHER) {
        status = ms_gather_finish(run, error);
    } else {
        if (run->result.is_kept) status = fresh_worker(run, error);
        if (status == MS_OK) status = ms_result_finish(&run->result, &run->engine->first_worker, error);
    }
    if (status != MS_OK || run->totals.documents > 0 || run->totals.rejects > 0) return status;
    return ms_error_set(error, MS_E_NOT_FOUND, 0,
                        "there is nothing to read in the input (%" PRIu64
                        " files were left out)",
                        run->totals.skips);
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

/* --- a pass ------------------------------------------------------------------------------- */

static const char *name_of(const ms_run *run) {
    return run->pass == MS_PASS_LIST ? "list" : run->pass == MS_PASS_GATHER ? "gather" : NULL;
}

/* The folder that the result is kept in; NULL: OUT.run. */
static const char *suffix_of(const ms_run *run, char room[MS_SUFFIX_ROOM]) {
    const ms_engine *engine = run->engine;
    if (!engine->shards) return run->pass == MS_PASS_GATHER && !engine->is_gather_only ? ".gather.run" : NULL;
    snprintf(room, MS_SUFFIX_ROOM, ".shard-%" PRIu64 "-of-%" PRIu64, engine->shard, engine->shards);
    return room;
}

/* What the pass before could not gather of is rejected in the result of this one. */
static ms_status take_gather_rejects(ms_run *run, ms_error *error) {
    ms_engine *engine = run->engine;
    run->totals.rejects += engine->gather_rejects;
    if (!engine->gather_store || !run->result.store || engine->gather_rejects == 0) return MS_OK;
    return ms_result_copy(&run->result, ms_store_file(engine->gather_store, MS_STORE_REJECTS), 2, error);
}

/* What it came to, told and kept. */
static ms_status report(ms_run *run, ms_error *error) {
    ms_engine *engine = run->engine;
    ms_store *store = run->result.store;
    ms_append *file = store ? ms_store_result(store) : NULL;
    ms_status status = file ? ms_append_flush(file, error) : MS_OK;
    if (status == MS_OK && file) {
        engine->account.result_bytes = file->length;
        status = ms_shard_digest(file, file->length, &engine->account.result_digest, error);
    }
    if (status == MS_OK) status = ms_report_make(engine, &run->totals, error);
    return status == MS_OK && store ? ms_store_put_report(store, ms_buffer_slice(&engine->report), error) : status;
}

static ms_status do_pass(ms_run *run, ms_buffer *columns, ms_buffer *job, ms_error *error) {
    ms_engine *engine = run->engine;
    ms_process *process = &engine->first_worker;
    char suffix[MS_SUFFIX_ROOM];
    if (engine->output && stat(engine->output, &run->output) != 0) run->output.st_ino = 0;
    ms_status status = run->pass == MS_PASS_MAIN ? ms_result_open(&run->result, engine, run->listener, error)
                                                 : ms_result_open_spool(&run->result, engine, run->listener);
    if (status != MS_OK) return status;
    run->job = (ms_job_start_options){.encode = run->result.encode, .to = run->result.to, .pass = name_of(run)};
    if (engine->is_started) ms_process_stop(process); /* in the pass before */
    engine->is_started = true;
    status = ms_job_start(engine, process, &run->job, columns, error);
    if (status == MS_OK) status = ms_identity_put(run, ms_buffer_slice(columns), job, error);
    if (status == MS_OK && run->pass != MS_PASS_LIST) {
        status = ms_result_keep(&run->result, ms_buffer_slice(job), suffix_of(run, suffix), error);
    }
    if (status == MS_OK) status = ms_loop_resume(run, error);
    if (status != MS_OK) return status;
    bool is_complete = run->at.is_complete;
    bool is_done = run->result.store && ms_store_is_done(run->result.store);
    bool is_begun = run->result.store && ms_store_resumed(run->result.store);
    engine->account.is_resumed = engine->account.is_resumed || is_begun;
    if (!is_begun && run->pass == MS_PASS_MAIN) {
        if (!engine->shards) status = ms_result_begin(&run->result, ms_buffer_slice(columns), error);
        if (status == MS_OK) status = take_gather_rejects(run, error);
    }
    run->is_ready = status == MS_OK;
    if (status == MS_OK && !is_complete && !is_done && !run->is_enough) {
        status = engine->shard_count ? ms_merge_shards(run, error) : ms_loop_read(run, error);
    }
    if (status == MS_OK && !is_complete && !is_done) status = complete(run, error);
    if (status != MS_OK) return status;
    bool is_to_publish = !engine->shards && (run->pass == MS_PASS_MAIN || engine->is_gather_only);
    if (is_to_publish && !is_complete) status = report(run, error);
    return status == MS_OK && is_to_publish ? ms_result_publish(&run->result, &run->at, error) : status;
}

static ms_status run_pass(ms_engine *engine, ms_pass_kind pass, const ms_listener *listener, ms_totals *totals,
                          ms_error *error) {
    ms_run run = {.engine = engine, .sys = engine->sys, .listener = listener, .pass = pass};
    ms_buffer columns, job;
    ms_buffer_init(&columns, engine->sys, 0);
    ms_buffer_init(&job, engine->sys, 0);
    ms_buffer_init(&run.choice, engine->sys, 0);
    run.committed_ns = run.sys->monotonic_ns(run.sys->state);
    ms_status status = do_pass(&run, &columns, &job, error);
    if (pass == MS_PASS_GATHER && !engine->is_gather_only && status == MS_OK) {
        /* It is thrown away when the result is there. */
        engine->gather_store = run.result.store;
        engine->gather_rejects = run.totals.rejects;
        run.result.store = NULL;
    }
    keep_state(&run, status);
    ms_tasks_free(&run);
    ms_crew_free(&run);
    ms_process_stop(&engine->first_worker);
    ms_gather_free(&run);
    ms_outlook_free(&run);
    ms_buffer_free(&run.choice);
    ms_buffer_free(&columns);
    ms_buffer_free(&job);
    *totals = run.totals;
    return status;
}

/* --- the run ------------------------------------------------------------------------------ */

static ms_status refuse(ms_error *error, const char *words) {
    return ms_error_set(error, MS_E_USAGE, 0, "%s", words);
}

/* Standard input can be read only once. */
static bool has_stdin(const ms_engine *engine) {
    for (size_t i = 0; i < engine->inputs.count; i++) {
        if (strcmp(engine->inputs.items[i].path, "-") == 0) return true;
    }
    return false;
}

static ms_status check_settings(const ms_engine *engine, const ms_listener *listener, ms_error *error) {
    if (!engine->has_gather && (engine->is_gather_only || engine->gathered)) {
        return refuse(error, "this script gathers nothing before its rows: --gather-only and --gathered are for those that do");
    }
    if (engine->sample && has_stdin(engine)) {
        return refuse(error, "--sample lists all documents before it reads some: standard input can be read only once");
    }
    if (!engine->shards) return MS_OK;
    if (!engine->output || listener->row) {
        return refuse(error, "--shard needs -o FILE: the shard is kept beside it, until all are merged");
    }
    if (engine->first || engine->sample) {
        return refuse(error, "--first and --sample choose from the whole: they do not go with --shard");
    }
    if (!engine->has_gather || engine->is_gather_only || engine->gathered) return MS_OK;
    return refuse(error, "this script gathers over all documents first. In shards that is a run of its own: --gather-only -o "
                         "COUNTS.jsonl, merged; then --gathered COUNTS.jsonl");
}

/* Everything that must be known before rows are made. */
static ms_status find_out(ms_engine *engine, const ms_listener *listener, ms_totals *totals, ms_error *error) {
    ms_status status = MS_OK;
    if (engine->only_rejects) status = ms_choice_read(engine, error);
    if (status == MS_OK && engine->sample) status = run_pass(engine, MS_PASS_LIST, listener, totals, error);
    if (status != MS_OK || !engine->has_gather) return status;
    if (engine->gathered) return ms_gather_read(engine, error);
    bool is_merging = engine->shard_count > 0;
    if (is_merging && !engine->is_gather_only) return MS_OK; /* the shards have had it */
    if (has_stdin(engine) && !engine->is_gather_only) return MS_OK;
    return run_pass(engine, MS_PASS_GATHER, listener, totals, error);
}

ms_status ms_engine_run(ms_engine *engine, const ms_listener *listener, ms_totals *totals,
                        ms_error *error) {
    if (!engine->is_loaded || engine->is_over) {
        return ms_error_set(error, MS_E_USAGE, 0,
                            "a script is loaded before a run; an engine runs once");
    }
    engine->is_over = true;
    engine->account.started_ns = engine->sys->monotonic_ns(engine->sys->state);
    engine->account.started_s = engine->sys->wall_s(engine->sys->state);
    ms_totals ours = {0};
    ms_status status = check_settings(engine, listener, error);
    if (status == MS_OK) status = ms_inputs_settle(&engine->inputs, error);
    if (status == MS_OK) status = find_out(engine, listener, &ours, error);
    if (status == MS_OK && !engine->is_gather_only) status = run_pass(engine, MS_PASS_MAIN, listener, &ours, error);
    if (status == MS_OK) ms_store_discard(engine->gather_store);
    else ms_store_close(engine->gather_store);
    engine->gather_store = NULL;
    if (status == MS_OK && engine->report.len == 0) status = ms_report_make(engine, &ours, error);
    if (totals) *totals = ours;
    return status;
}
